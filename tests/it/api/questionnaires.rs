//! Questionnaires over the API: the form, a check, the invitation, taking in what was filled in elsewhere, and the repair.

use super::samples::take;
use harness::{Answer, Dossier, Official, TestApp, fixture_text, on_every_app};
use serde_json::{Value, json};

fn catering() -> Value {
    json!({ "aanvraag": {
        "kenmerk": "Z-2026-778",
        "soort": "alcohol-horeca",
        "gebeurtenis": "nieuw",
        "ontvangenOp": "2026-11-02",
        "betrokkene": { "soort": "rechtspersoon", "naam": "Zevenkikker Horeca B.V." },
        "feiten": { "signalen": [], "branches": ["horeca"] },
    }})
}

/// Answers as they were given elsewhere, without a day of receipt.
pub(super) fn taken_in(answers: &Value) -> Value {
    json!({ "antwoorden": answers })
}

/// The example of the catering form, with documents that the government has already instead of files.
pub(super) fn answers() -> Value {
    let text = fixture_text("questionnaire/horeca-volledig.json");
    let mut answers: Value = serde_json::from_str(&text).expect("JSON");
    for attached in answers["bijlagen"].as_array_mut().expect("documents") {
        attached["eerder"] = json!(true);
    }
    answers
}

/// A file whose questionnaire stands ready, and the answer that said so.
pub(super) async fn ready(app: &TestApp, by: &Official) -> (Dossier, String, Value) {
    app.today("2026-11-25");
    let mut file = app.open(by, &catering()).await;
    take(app, by, &mut file, "toepassingsbereik", &json!({})).await;
    let list = format!("{}/vragenlijsten/{}", file.path(), file.person(0));
    let invite = json!({ "omvang": "volledig", "op": "2026-11-25", "uiterlijk": "2026-12-09" });
    let invited = app.request("POST", &format!("{list}/uitnodiging")).by(by).version(file.version);
    let invited = invited.json(&invite).send().await.expect(200).json();
    let read = app.get(by, &file.path()).await.expect(200).json();
    (Dossier::of(&read), list, invited)
}

fn faults(answer: &Answer) -> Vec<(String, String)> {
    let faults = answer.json()["fouten"].as_array().expect("faults").clone();
    let text = |fault: &Value, name: &str| fault[name].as_str().expect(name).to_owned();
    faults.iter().map(|fault| (text(fault, "plaats"), text(fault, "melding"))).collect()
}

#[test]
fn the_form_of_a_kind_is_given_and_answers_are_checked_against_it() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        app.today("2026-11-25");
        let full = app.get(by, "/v1/vragenlijsten/alcohol-horeca").await.expect(200).json();
        let light = app.get(by, "/v1/vragenlijsten/alcohol-horeca?omvang=licht").await;
        let light = light.expect(200).json();
        let count = |form: &Value| form["vragen"].as_array().map_or(0, Vec::len);
        assert!(count(&light) < count(&full), "{} {}", count(&light), count(&full));
        assert!(full["vragen"][0]["bron"].as_str().is_some_and(|source| !source.is_empty()));
        let unknown = app.get(by, "/v1/vragenlijsten/snoepwinkel").await;
        assert_eq!(unknown.status, 400, "{}", unknown.text);

        let address = "/v1/vragenlijsten/alcohol-horeca/_toets";
        let whole = app.post(by, address, &answers()).await.expect(200).json();
        assert_eq!(whole, json!({ "ontbreekt": [], "twijfel": [] }));
        let mut part = answers();
        part["antwoorden"]["betrokkene"].as_object_mut().unwrap().remove("telefoon");
        part["antwoorden"]["betrokkene"]["investeringen"][0]["velden"]["bedrag"] = json!("1.00");
        let part = app.post(by, address, &part).await.expect(200).json();
        assert_eq!(part["ontbreekt"].as_array().map(Vec::len), Some(1), "{part}");
        assert_eq!(part["twijfel"].as_array().map(Vec::len), Some(1), "{part}");
        let wrong =
            json!({ "antwoorden": { "betrokkene": { "rechtsvorm": "clubje", "hobby": "ja" } } });
        let wrong = app.post(by, address, &wrong).await;
        assert_eq!(wrong.status, 400, "{}", wrong.text);
        let places: Vec<String> = faults(&wrong).into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/antwoorden/betrokkene/hobby", "/antwoorden/betrokkene/rechtsvorm"]);
    });
}

#[test]
fn a_form_that_was_filled_in_elsewhere_is_taken_in_and_repaired() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, list, invited) = ready(app, by).await;
        assert_eq!(invited["code"].as_str().map(str::len), Some(9), "{invited}");
        let mut part = answers();
        part["antwoorden"]["betrokkene"].as_object_mut().unwrap().remove("telefoon");
        let taken =
            app.post(by, &format!("{list}/inzending"), &taken_in(&part)).await.expect(200).json();
        assert_eq!(
            (&taken["versie"], taken["ontbreekt"].as_array().map(Vec::len)),
            (&json!(1), Some(1))
        );

        let lists = app.get(by, &format!("{}/vragenlijsten", file.path())).await.expect(200).json();
        assert_eq!(lists[0]["stand"], json!("ingediend"));
        assert_eq!(lists[0]["ontbreekt"], taken["ontbreekt"]);
        let again = app.post(by, &format!("{list}/inzending"), &taken_in(&part)).await;
        assert_eq!(again.status, 409, "{}", again.text);

        let read = app.get(by, &file.path()).await.expect(200).json();
        let asked = json!({ "op": "2026-11-25", "uiterlijk": "2026-12-09" });
        let version = Dossier::of(&read).version;
        let asking = app.request("POST", &format!("{list}/aanvulverzoek")).by(by).version(version);
        let asking = asking.json(&asked).send().await.expect(200).json();
        assert_eq!(asking["dossier"]["stand"], json!("herstel"), "{asking}");
        let whole = app
            .post(by, &format!("{list}/inzending"), &taken_in(&answers()))
            .await
            .expect(200)
            .json();
        assert_eq!(whole["ontbreekt"], json!([]));
        let read = app.get(by, &file.path()).await.expect(200).json();
        assert_eq!(read["dossier"]["stand"], json!("compleet"));

        let whole = app.get(by, &list).await.expect(200).json();
        assert_eq!(whole["stand"]["ingediend"].as_array().map(Vec::len), Some(2));
        assert_eq!(whole["antwoorden"]["antwoorden"]["betrokkene"]["rechtsvorm"], json!("bv"));
        assert!(
            !whole.to_string().contains("999990019"),
            "a citizen service number is read one by one"
        );
    });
}

#[test]
fn who_has_a_running_contract_is_sent_the_form_for_that() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        app.today("2026-11-25");
        let mut running = catering();
        running["aanvraag"]["soort"] = json!("overheidsopdracht");
        running["aanvraag"]["gebeurtenis"] = json!("lopend");
        running["aanvraag"]["feiten"] = json!({ "bibobClausule": true });
        let mut file = app.open(by, &running).await;
        let chosen = json!({ "keuze": { "motivering": "Er is een tip van het OM." } });
        take(app, by, &mut file, "toepassingsbereik", &chosen).await;
        let list = format!("{}/vragenlijsten/{}", file.path(), file.person(0));
        let invite = json!({ "omvang": "volledig", "op": "2026-11-25", "uiterlijk": "2026-12-09" });
        let invited = app.request("POST", &format!("{list}/uitnodiging")).by(by);
        invited.version(file.version).json(&invite).send().await.expect(200);
        let whole = app.get(by, &list).await.expect(200).json();
        assert_eq!(whole["formulier"]["id"], json!("overheidsopdracht-lopend"));
    });
}

#[test]
fn an_invitation_is_of_this_time_and_a_new_link_is_no_new_term() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        app.today("2026-11-25");
        let mut file = app.open(by, &catering()).await;
        take(app, by, &mut file, "toepassingsbereik", &json!({})).await;
        let path = format!("{}/vragenlijsten/{}/uitnodiging", file.path(), file.person(0));
        let invite = async |version: u64, op: &str, last: &str| {
            let body = json!({ "omvang": "volledig", "op": op, "uiterlijk": last });
            app.request("POST", &path).by(by).version(version).json(&body).send().await
        };
        // Before the receipt, after today, no term, a term that is over, more than a year.
        for (op, last, place) in [
            ("2026-11-01", "2026-12-09", "/op"),
            ("2026-11-26", "2026-12-09", "/op"),
            ("2026-11-25", "2026-11-25", "/uiterlijk"),
            ("2026-11-10", "2026-11-24", "/uiterlijk"),
            ("2026-11-25", "2027-11-26", "/uiterlijk"),
        ] {
            let refused = invite(file.version, op, last).await;
            assert_eq!(refused.status, 400, "{op} {last}: {}", refused.text);
            assert_eq!(faults(&refused)[0].0, place, "{op} {last}");
        }
        invite(file.version, "2026-11-25", "2027-11-25").await.expect(200);
        let version = Dossier::of(&app.get(by, &file.path()).await.expect(200).json()).version;
        let moved = invite(version, "2026-11-25", "2026-12-09").await;
        assert_eq!((moved.status, faults(&moved)[0].0.as_str()), (400, "/uiterlijk"));
        invite(version, "2026-11-25", "2027-11-25").await.expect(200);
    });
}

#[test]
fn nothing_is_taken_in_when_something_is_wrong_or_the_person_fills_in() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, list, invited) = ready(app, by).await;
        let mut wrong = answers();
        wrong["bijlagen"][0]["eerder"] = json!(false);
        wrong["antwoorden"]["betrokkene"]["rechtsvorm"] = json!("clubje");
        let refused = app.post(by, &format!("{list}/inzending"), &taken_in(&wrong)).await;
        assert_eq!(refused.status, 400, "{}", refused.text);
        let places: Vec<String> = faults(&refused).into_iter().map(|(place, _)| place).collect();
        assert_eq!(
            places,
            ["/antwoorden/antwoorden/betrokkene/rechtsvorm", "/antwoorden/bijlagen/0/stuk"]
        );
        let lists = app.get(by, &format!("{}/vragenlijsten", file.path())).await.expect(200).json();
        assert_eq!(lists[0]["stand"], json!("uitgenodigd"));

        let (link, code) = (invited["link"].as_str().unwrap(), invited["code"].as_str().unwrap());
        let applicant = harness::Browser::new(app);
        let door = format!("/formulier/begin/{link}");
        applicant.fill(&door, &door, &[("code", code)]).await.expect(200);
        let theirs = app.post(by, &format!("{list}/inzending"), &taken_in(&answers())).await;
        assert_eq!(theirs.status, 409, "{}", theirs.text);
        assert!(theirs.text.contains("vult deze vragenlijst zelf in"), "{}", theirs.text);
    });
}

#[test]
fn what_came_on_paper_counts_from_the_day_it_was_received() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, list, _) = ready(app, by).await;
        app.today("2026-12-11");
        let on = |day: &str| json!({ "ontvangenOp": day, "antwoorden": answers() });
        for outside in ["2026-11-24", "2026-12-12"] {
            let refused = app.post(by, &format!("{list}/inzending"), &on(outside)).await;
            let found = faults(&refused);
            assert_eq!((refused.status, found[0].0.as_str()), (400, "/ontvangenOp"));
            assert!(found[0].1.contains("25 november 2026"), "{}", refused.text);
        }
        // Typed in after the last day, received on it.
        app.post(by, &format!("{list}/inzending"), &on("2026-12-09")).await.expect(200);
        let read = app.get(by, &file.path()).await.expect(200).json();
        assert_eq!(read["dossier"]["stand"], json!("compleet"));
        let came = read["dossier"].to_string();
        assert!(came.contains("2026-12-09") && !came.contains("2026-12-11"), "{came}");
    });
}

/// Answers with an offence and a fine in them, in words that stand nowhere else.
fn with_offences() -> Value {
    let mut answers = answers();
    let person = &mut answers["antwoorden"]["p1"];
    person["strafrechtelijk-verleden"] = json!("ja");
    let offence = json!({ "over": SECRET, "jaar": "2023", "land": SECRET, "feiten": SECRET });
    person["strafzaken"] = json!([{ "nr": 1, "velden": offence }]);
    person["boetes"][0]["velden"]["feiten"] = json!(SECRET);
    person["boetes"][0]["velden"].as_object_mut().unwrap().remove("jaar");
    for attached in answers["bijlagen"].as_array_mut().expect("documents") {
        if attached["vraag"] == json!("boetes") {
            attached["stuk"] = json!(format!("{SECRET}, ons besluit"));
        }
    }
    answers
}

const SECRET: &str = "Kwalificatiegeheim";

/// Everything that an officer can read of a questionnaire, by every door.
async fn all_that_is_read(app: &TestApp, by: &Official, file: &Dossier, list: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for path in [
        format!("{}/vragenlijsten", file.path()),
        list.to_owned(),
        file.path(),
        format!("{}/gebeurtenissen", file.path()),
    ] {
        texts.push(app.get(by, &path).await.expect(200).text);
    }
    let browser = harness::Browser::of(app, by).await;
    let pages = format!("/dossiers/{}", file.id);
    let person = file.person(0);
    for path in [
        format!("{pages}/vragenlijst"),
        format!("{pages}/vragenlijst/{person}"),
        format!("{pages}/historie"),
        pages.clone(),
    ] {
        texts.push(browser.get(&path).await.expect(200).text);
    }
    texts
}

#[test]
fn offences_are_read_only_by_who_may() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, list, _) = ready(app, by).await;
        let mut first = answers();
        first["antwoorden"]["betrokkene"].as_object_mut().unwrap().remove("telefoon");
        first["antwoorden"]["p1"]["kreeg-boete"] = json!("nee");
        first["antwoorden"]["p1"].as_object_mut().unwrap().remove("boetes");
        let kept = first["bijlagen"].as_array().expect("documents").clone();
        let kept = kept.into_iter().filter(|one| one["vraag"] != json!("boetes"));
        first["bijlagen"] = kept.collect();
        app.post(by, &format!("{list}/inzending"), &taken_in(&first)).await.expect(200);
        let version = Dossier::of(&app.get(by, &file.path()).await.expect(200).json()).version;
        let asked = json!({ "op": "2026-11-25", "uiterlijk": "2026-12-09" });
        let asking = app.request("POST", &format!("{list}/aanvulverzoek")).by(by).version(version);
        asking.json(&asked).send().await.expect(200);
        let second = app.post(by, &format!("{list}/inzending"), &taken_in(&with_offences())).await;
        let missing = second.expect(200).json()["ontbreekt"].to_string();
        assert!(
            missing.contains("niet alles is ingevuld") && !missing.contains("oete"),
            "{missing}"
        );

        for text in all_that_is_read(app, by, &file, &list).await {
            assert!(!text.contains(SECRET), "{text}");
            assert!(!text.contains("Nieuw antwoord: Boetes van een overheid"), "{text}");
            assert!(!text.contains("Stuk erbij: Boetes van een overheid"), "{text}");
        }
        let read = app.get(by, &list).await.expect(200).json();
        let shown = &read["antwoorden"]["antwoorden"]["p1"];
        assert!(shown["kreeg-boete"].as_str().is_some_and(|text| text.starts_with("Afgeschermd")));
        assert_eq!((&shown["boetes"], &shown["strafzaken"]), (&Value::Null, &Value::Null));

        let all = &app::Permission::ALL;
        let may = app.hire(harness::EMMEN, app::command::OfficeRole::Coordinator, all).await;
        app.admit(by, &file, &may).await;
        let read = app.get(&may, &list).await.expect(200).json();
        let shown = &read["antwoorden"]["antwoorden"]["p1"];
        assert_eq!(shown["strafzaken"][0]["velden"]["feiten"], json!(SECRET));
    });
}

/// Whoever makes a way in to answers could read them: after somebody began that takes the rights to read all of it.
#[test]
fn a_new_way_in_to_answers_is_made_by_who_may_read_them() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, list, invited) = ready(app, by).await;
        let (link, code) = (invited["link"].as_str().unwrap(), invited["code"].as_str().unwrap());
        let applicant = harness::Browser::new(app);
        let door = format!("/formulier/begin/{link}");
        applicant.fill(&door, &door, &[("code", code)]).await.expect(200);
        let again = json!({ "omvang": "volledig", "op": "2026-11-25", "uiterlijk": "2026-12-09" });
        let renew = async |who: &Official| {
            let read = app.get(by, &file.path()).await.expect(200).json();
            let version = Dossier::of(&read).version;
            let asked = app.request("POST", &format!("{list}/uitnodiging")).by(who);
            asked.version(version).json(&again).send().await.status
        };
        assert_eq!(renew(by).await, 403);
        let page = harness::Browser::of(app, by).await;
        let page = page.get(&format!("/dossiers/{}/vragenlijst", file.id)).await.expect(200);
        page.says("De betrokkene is begonnen").keeps("Nieuwe link en code");
        let all = &app::Permission::ALL;
        let may = app.hire(harness::EMMEN, app::command::OfficeRole::Coordinator, all).await;
        app.admit(by, &file, &may).await;
        assert_eq!(renew(&may).await, 200);
    });
}

#[test]
fn the_number_of_the_person_concerned_is_read_with_a_reason_and_nowhere_else() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        app.today("2026-11-25");
        let mut new = catering();
        new["aanvraag"]["betrokkene"] =
            json!({ "soort": "natuurlijk-persoon", "naam": "Casimir Dubbeldik" });
        let mut file = app.open(by, &new).await;
        take(app, by, &mut file, "toepassingsbereik", &json!({})).await;
        let list = format!("{}/vragenlijsten/{}", file.path(), file.person(0));
        let invite = json!({ "omvang": "volledig", "op": "2026-11-25", "uiterlijk": "2026-12-09" });
        let invited = app.request("POST", &format!("{list}/uitnodiging")).by(by);
        invited.version(file.version).json(&invite).send().await.expect(200);
        let own = json!({ "rechtsvorm": "natuurlijk-persoon", "bsn": "999990019" });
        let own = json!({ "antwoorden": { "betrokkene": own } });
        app.post(by, &format!("{list}/inzending"), &taken_in(&own)).await.expect(200);
        let whole = app.get(by, &list).await.expect(200).text;
        assert!(!whole.contains("999990019") && whole.contains("hier niet te zien"), "{whole}");
        let all = &app::Permission::ALL;
        let may = app.hire(harness::EMMEN, app::command::OfficeRole::Coordinator, all).await;
        app.admit(by, &file, &may).await;
        let path = format!("{}/personen/{}/bsn/_raadpleeg", file.path(), file.person(0));
        let read = app.post(&may, &path, &json!({ "reden": "Voor het LBB." })).await;
        assert_eq!(read.expect(200).json(), json!({ "bsn": "999990019" }));
    });
}
