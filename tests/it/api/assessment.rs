//! The assessment over the API: other grounds for refusal, the elements, files like this one, the report and another next step.

use super::inquiry::{conviction, ground, id, loan, other_step, scene};
use super::samples::{new_file, take};
use app::Permission;
use app::command::OfficeRole;
use harness::{ASSEN, Dossier, TestApp, on_every_app};
use serde_json::{Value, json};

/// The places of a refusal, in the order of the alphabet.
fn places(faults: &[String]) -> Vec<&str> {
    let mut places: Vec<&str> = faults.iter().filter_map(|one| one.split(' ').next()).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Brings a file under investigation to a favourable decision.
async fn decided(app: &TestApp, file: &mut Dossier) {
    let office = &app.emmen;
    app.admit(&office.behandelaar, file, &office.beslisser).await;
    let judged = json!({
        "gronden": [{ "grond": "b", "gevaar": "geen", "motivering": "Geen samenhang." }]
    });
    *file = Dossier::of(&app.get(&office.behandelaar, &file.path()).await.expect(200).json());
    take(app, &office.behandelaar, file, "beoordelingen", &judged).await;
    let decision = json!({
        "uitkomst": "gunstig",
        "grondslag": "geen",
        "motivering": "Geen gevaar.",
        "mandaat": "Het college, bij mandaatbesluit 2026-1.",
        "bekendgemaaktOp": "2026-11-06"
    });
    take(app, &office.beslisser, file, "beslissingen", &decision).await;
}

#[test]
fn other_grounds_are_recorded_and_replaced_once() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, coordinator) = scene(app, "Z-2026-640").await;
        let grounds = format!("{}/beoordeling/gronden", file.path());
        assert_eq!(app.get(by, &grounds).await.expect(200).json(), json!([]));
        let first = id(&app.post(by, &grounds, &ground("nog-na-te-gaan")).await.expect(200));
        let list = app.get(by, &grounds).await.expect(200).json();
        assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
        assert_eq!(list[0]["id"], json!(first));
        assert_eq!(list[0]["door"], json!(by.account));
        assert!(list[0]["op"].as_str().unwrap().starts_with("2026-11-06T"), "{list}");
        // Why is for who may read criminal data, and for who wrote it.
        assert_eq!(list[0]["inhoud"], ground("nog-na-te-gaan"));
        let list = app.get(&coordinator, &grounds).await.expect(200).json();
        assert_eq!(list[0]["inhoud"], ground("nog-na-te-gaan"));
        let other = app.post(&coordinator, &grounds, &ground("geen-beletsel")).await.expect(200);
        let list = app.get(by, &grounds).await.expect(200).json();
        assert!(list[1].to_string().contains("Afgeschermd"), "{list}");
        let over = format!("{grounds}/{}/vervanging", id(&other));
        app.post(by, &over, &ground("beletsel")).await.refused(403, "niet-bevoegd");

        let replace = format!("{grounds}/{first}/vervanging");
        let second = id(&app.post(by, &replace, &ground("beletsel")).await.expect(200));
        let list = app.get(by, &grounds).await.expect(200).json();
        assert_eq!(list.as_array().map(Vec::len), Some(2), "{list}");
        assert_eq!(list[1]["id"], json!(second));
        assert_eq!(list[1]["inhoud"]["uitkomst"], "beletsel");
        // What was replaced is not there any more.
        app.post(by, &replace, &ground("geen-beletsel")).await.expect(404);
    });
}

#[test]
fn other_grounds_name_every_fault_and_wait_for_the_investigation() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, _) = scene(app, "Z-2026-641").await;
        let grounds = format!("{}/beoordeling/gronden", file.path());
        let first = id(&app.post(by, &grounds, &ground("beletsel")).await.expect(200));
        let mut wrong = ground("beletsell");
        wrong["grond"] = json!(" ");
        wrong["reden"] = json!("x");
        wrong.as_object_mut().unwrap().remove("toelichting");
        for path in [grounds.clone(), format!("{grounds}/{first}/vervanging")] {
            let refused = app.post(by, &path, &wrong).await.refused(400, "onjuiste-invoer");
            let all = ["/grond", "/reden", "/toelichting", "/uitkomst"];
            assert_eq!(places(&refused.faults()), all, "{}", refused.text);
            assert!(refused.messages().contains("geen-beletsel"), "{}", refused.messages());
        }
        let nowhere = format!("{grounds}/1/vervanging");
        app.post(by, &nowhere, &ground("beletsel")).await.expect(400);

        let early = app.open(by, &new_file("Z-2026-642")).await;
        let grounds = format!("{}/beoordeling/gronden", early.path());
        let refused = app.post(by, &grounds, &ground("beletsel")).await.expect(400);
        assert_eq!(refused.faults(), [" tegenstrijdig"]);
        assert!(refused.messages().contains("onderzoek"), "{}", refused.messages());
    });
}

#[test]
fn an_assessment_that_is_sent_twice_with_its_key_writes_once() {
    on_every_app(async |app| {
        let (file, coordinator) = scene(app, "Z-2026-643").await;
        let base = format!("{}/beoordeling", file.path());
        let send = async |step: &str, key: &str, body: &Value| {
            let call = app.request("POST", &format!("{base}/{step}")).by(&coordinator).key(key);
            call.json(body).send().await
        };
        let open = ground("nog-na-te-gaan");
        let first = id(&send("gronden", "een", &open).await.expect(200));
        assert_eq!(id(&send("gronden", "een", &open).await.expect(200)), first);
        let other = send("gronden", "een", &ground("beletsel")).await;
        other.refused(409, "sleutel-hergebruikt");
        // The second one would be refused for what the first one did.
        let replace = format!("gronden/{first}/vervanging");
        let replaced = id(&send(&replace, "twee", &ground("beletsel")).await.expect(200));
        let again = id(&send(&replace, "twee", &ground("beletsel")).await.expect(200));
        assert_eq!(again, replaced);
        let step = other_step("werkgroep");
        let deviated = id(&send("afwijkingen", "drie", &step).await.expect(200));
        assert_eq!(id(&send("afwijkingen", "drie", &step).await.expect(200)), deviated);
        for list in ["gronden", "afwijkingen"] {
            let list = app.get(&coordinator, &format!("{base}/{list}")).await.expect(200).json();
            assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
        }
        let trail =
            app.get(&app.emmen.toezichthouder, "/v1/controlespoor").await.expect(200).json();
        let lines = trail["items"].as_array().unwrap();
        for (action, kind, id) in [
            ("weigeringsgrond-nagaan", "weigeringsgrond", first),
            ("weigeringsgrond-nagaan", "weigeringsgrond", replaced),
            ("vervolgstap-afwijken", "afwijking", deviated),
        ] {
            let about = format!("dossier/{}/{kind}/{id}", file.id);
            let told = lines.iter().map(Value::to_string);
            let here = told.filter(|line| line.contains(action) && line.contains(&about)).count();
            assert_eq!(here, 1, "{action} {about}: {trail}");
        }
        assert!(!trail.to_string().contains("Twee incidenten"), "a line holds a digest");
    });
}

#[test]
fn the_elements_say_what_stands_and_what_is_missing() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, coordinator) = scene(app, "Z-2026-644").await;
        let path = format!("{}/beoordeling/elementen", file.path());
        let findings = format!("{}/onderzoek/bevindingen", file.path());
        let of_a = |elements: &Value| {
            let grounds = elements.as_array().unwrap().iter();
            grounds.filter(|one| one["grond"] == "a").map(|one| one["elementen"].clone()).next()
        };
        let nothing = app.get(&coordinator, &path).await.expect(200).json();
        let facts = of_a(&nothing).unwrap()[0].clone();
        assert_eq!(facts["bekend"], Value::Null);
        assert_eq!(facts["ontbreekt"], "Er is geen feit dat op deze grond telt");
        assert!(
            facts["artikel"].as_str().unwrap().starts_with("Wet Bibob art. 3 lid 2"),
            "{facts}"
        );

        app.post(&coordinator, &findings, &conviction(&file.person(1))).await.expect(200);
        let known = app.get(&coordinator, &path).await.expect(200).json();
        let facts = of_a(&known).unwrap()[0].clone();
        assert!(facts["bekend"].as_str().unwrap().contains("itwassen"), "{known}");
        assert_eq!(facts["ontbreekt"], Value::Null);
        let told = of_a(&known).unwrap().to_string();
        assert!(told.contains("145.000") || told.contains("145000"), "{told}");
        app.get(by, &path).await.refused(403, "niet-bevoegd");
    });
}

#[test]
fn a_decided_file_with_the_same_kinds_of_fact_is_shown_without_its_persons() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (mut before, coordinator) = scene(app, "Z-2026-645").await;
        let findings = format!("{}/onderzoek/bevindingen", before.path());
        app.post(&coordinator, &findings, &loan(&before.person(1))).await.expect(200);
        app.post(&coordinator, &findings, &conviction(&before.person(1))).await.expect(200);
        decided(app, &mut before).await;

        let (file, coordinator) = scene(app, "Z-2026-646").await;
        let path = format!("{}/beoordeling/vergelijken", file.path());
        assert_eq!(app.get(&coordinator, &path).await.expect(200).json(), json!([]));
        let findings = format!("{}/onderzoek/bevindingen", file.path());
        app.post(&coordinator, &findings, &loan(&file.person(1))).await.expect(200);
        let alike = app.get(&coordinator, &path).await.expect(200);
        let shown = json!([{
            "jaar": 2026,
            "uitkomst": "gunstig",
            "oordeel": [{ "grond": "b", "gevaar": "geen" }],
            "lid6": false,
            "gelijk": alike.json()[0]["gelijk"],
            "anders": 1
        }]);
        assert_eq!(alike.json(), shown);
        let shared = alike.json()[0]["gelijk"].to_string();
        assert!(shared.contains("contante lening"), "{shared}");
        app.get(by, &path).await.refused(403, "niet-bevoegd");
    });
}

#[test]
fn the_report_is_a_pdf_and_is_not_there_before_the_investigation() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, coordinator) = scene(app, "Z-2026-647").await;
        let path = format!("{}/beoordeling/rapport", file.path());
        let pdf = app.get(&coordinator, &path).await.expect(200);
        assert_eq!(pdf.header("content-type"), Some("application/pdf"));
        assert!(pdf.header("content-disposition").unwrap().starts_with("attachment; "));
        assert!(pdf.text.starts_with("%PDF"), "{}", &pdf.text[..20]);
        app.get(by, &path).await.refused(403, "niet-bevoegd");

        let early = app.open(by, &new_file("Z-2026-648")).await;
        app.admit(by, &early, &coordinator).await;
        let path = format!("{}/beoordeling/rapport", early.path());
        app.get(&coordinator, &path).await.expect(404);
    });
}

#[test]
fn another_step_is_recorded_per_ground_and_every_fault_is_named() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, coordinator) = scene(app, "Z-2026-649").await;
        let path = format!("{}/beoordeling/afwijkingen", file.path());
        assert_eq!(app.get(&coordinator, &path).await.expect(200).json(), json!([]));
        let first = id(&app.post(&coordinator, &path, &other_step("werkgroep")).await.expect(200));
        let list = app.get(&coordinator, &path).await.expect(200).json();
        assert_eq!(list[0]["id"], json!(first));
        assert_eq!(list[0]["door"], json!(coordinator.account));
        let mut shown = other_step("werkgroep");
        let suggested = list[0]["inhoud"]["voorstel"].clone();
        shown["voorstel"] = suggested.clone();
        assert_eq!(list[0]["inhoud"], shown);
        // Another one comes in its place.
        let next = other_step("lbb-advies-overwegen");
        let second = id(&app.post(&coordinator, &path, &next).await.expect(200));
        let list = app.get(&coordinator, &path).await.expect(200).json();
        assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
        assert_eq!(list[0]["id"], json!(second));

        let mut wrong = other_step(suggested.as_str().unwrap());
        wrong["totEnMet"] = json!("2026-11-05");
        let past = app.post(&coordinator, &path, &wrong).await.expect(400);
        assert_eq!(past.faults(), ["/stap tegenstrijdig", "/totEnMet tegenstrijdig"]);
        let mut late = other_step("werkgroep");
        late["totEnMet"] = json!("2027-05-07");
        let late = app.post(&coordinator, &path, &late).await.expect(400);
        assert!(late.messages().contains("6 mei 2027"), "{}", late.messages());
        let formless = json!({ "grond": "c", "stap": "niets", "reden": "", "tot": "morgen" });
        let formless = app.post(&coordinator, &path, &formless).await.expect(400);
        let all = ["/grond", "/reden", "/stap", "/tot", "/totEnMet"];
        assert_eq!(places(&formless.faults()), all, "{}", formless.text);

        app.get(by, &path).await.refused(403, "niet-bevoegd");
        app.post(by, &path, &other_step("werkgroep")).await.refused(403, "niet-bevoegd");
        // Once its day is over it is not shown any more.
        app.today("2026-12-01");
        assert_eq!(app.get(&coordinator, &path).await.expect(200).json(), json!([]));
    });
}

#[test]
fn another_party_knows_nothing_of_an_assessment() {
    on_every_app(async |app| {
        let (file, coordinator) = scene(app, "Z-2026-650").await;
        let foreign = app.hire(ASSEN, OfficeRole::Coordinator, &Permission::ALL).await;
        let base = format!("{}/beoordeling", file.path());
        let first = app.post(&coordinator, &format!("{base}/gronden"), &ground("beletsel")).await;
        let first = id(&first.expect(200));
        for path in ["gronden", "elementen", "vergelijken", "rapport", "afwijkingen"] {
            app.get(&foreign, &format!("{base}/{path}")).await.expect(404);
        }
        for (path, body) in [
            ("gronden".to_owned(), ground("beletsel")),
            (format!("gronden/{first}/vervanging"), ground("beletsel")),
            ("afwijkingen".to_owned(), other_step("werkgroep")),
        ] {
            let path = format!("{base}/{path}");
            app.post(&foreign, &path, &body).await.expect(404);
            let keyed = app.request("POST", &path).by(&foreign).key("sleutel").json(&body);
            keyed.send().await.expect(404);
        }
    });
}
