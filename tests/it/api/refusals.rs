//! What is refused: by the law, by the state, by somebody who was first, and by who asks.

use super::samples::{
    application, assessment, form, forms, intention, investigated, new_file, refusal, take,
};
use app::Permission;
use app::command::OfficeRole;
use harness::{Dossier, EMMEN, Official, TestApp, morning, on_every_app};
use serde_json::{Value, json};

/// Checks that a step is refused with a code, with what is allowed instead, and that nothing changed.
async fn gate(
    app: &TestApp,
    by: &Official,
    file: &Dossier,
    (step, body): (&str, &Value),
    code: &str,
) {
    let answer = app.step(by, file, step, body).await.refused(409, code).json();
    assert_eq!(answer["toegestaan"], file.shown["toegestaan"], "{step} {code}");
    assert!(answer["artikel"].as_str().is_some_and(|article| !article.is_empty()), "{code}");
    let now = app.get(&app.emmen.behandelaar, &file.path()).await.expect(200).json();
    assert_eq!((&now["versie"], &now["dossier"]), (&file.shown["versie"], &file.shown["dossier"]));
}

async fn with_everyone(app: &TestApp, file: &Dossier) {
    let office = &app.emmen;
    for who in [&office.tweede_lezer, &office.beslisser, &office.programma, &office.coordinator] {
        app.admit(&office.behandelaar, file, who).await;
    }
}

#[test]
fn the_gates_before_the_investigation_name_the_rule_and_what_is_allowed() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut file = app.open(by, &new_file("Z-1")).await;
        let (main, third) = (file.person(0), file.person(1));
        let out = ("vragenlijsten", forms("2026-11-02", "2026-11-16"));
        gate(app, by, &file, (out.0, &out.1), "verkeerde-stand").await;
        assert!(
            file.shown["toegestaan"]
                .as_array()
                .unwrap()
                .contains(&json!("toepassingsbereik-vastleggen"))
        );
        take(app, by, &mut file, "toepassingsbereik", &json!({})).await;
        let close = json!({ "motivering": "Geen zin." });
        gate(app, by, &file, ("afsluiting-zonder-toets", &close), "toets-verplicht").await;
        let other = json!({ "personen": [third], "op": "2026-11-02", "uiterlijk": "2026-11-16" });
        gate(app, by, &file, (out.0, &other), "geen-betrokkene").await;
        let nobody =
            json!({ "personen": [file.id], "op": "2026-11-02", "uiterlijk": "2026-11-16" });
        gate(app, by, &file, (out.0, &nobody), "persoon-onbekend").await;
        gate(app, by, &file, (out.0, &forms("2026-11-03", "2026-11-16")), "datum-in-toekomst")
            .await;
        gate(app, by, &file, (out.0, &forms("2026-11-01", "2026-11-16")), "datum-voor-ontvangst")
            .await;
        gate(app, by, &file, (out.0, &forms("2026-11-02", "2026-11-02")), "einde-voor-begin").await;
        take(app, by, &mut file, out.0, &out.1).await;
        let unused = json!({ "persoon": main });
        gate(app, by, &file, ("ongebruikte-termijnen", &unused), "termijn-loopt-nog").await;
        let refused = json!({ "persoon": main, "aan": "eigen-formulier", "op": "2026-11-02", "motivering": "Wil niet." });
        gate(app, by, &file, ("weigeringen", &refused), "artikel-4-niet-bij-aanvrager").await;
        let aside = json!({ "motivering": "Onvolledig.", "mandaat": "Het college.", "bekendgemaaktOp": "2026-11-02" });
        gate(
            app,
            &app.emmen.behandelaar,
            &file,
            ("buitenbehandelingstellingen", &aside),
            "geen-ongebruikte-termijn",
        )
        .await;
    });
}

#[test]
fn a_screening_that_is_a_choice_needs_a_reason() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut small = application("Z-1");
        small["feiten"]["bouwsom"]["bedrag"] = json!("750000.00");
        let mut file = app.open(by, &json!({ "aanvraag": small })).await;
        take(app, by, &mut file, "toepassingsbereik", &json!({})).await;
        let out = forms("2026-11-02", "2026-11-16");
        gate(app, by, &file, ("vragenlijsten", &out), "keuze-ontbreekt").await;
        let choice = json!({ "keuze": { "motivering": "Het pand stond lang leeg." } });
        take(app, by, &mut file, "toepassingsbereik", &choice).await;
        take(app, by, &mut file, "vragenlijsten", &out).await;
    });
}

#[test]
fn the_gates_of_the_judgement_name_the_rule_and_what_is_allowed() {
    on_every_app(async |app| {
        let office = &app.emmen;
        let by = &office.behandelaar;
        let mut file = investigated(app, by, "Z-1").await;
        with_everyone(app, &file).await;
        let asked = json!({ "op": "2026-11-06", "stukken": [] });
        app.step(by, &file, "adviesaanvragen", &asked).await.refused(400, "onjuiste-invoer");
        gate(app, &office.programma, &file, ("beoordelingen", &assessment()), "alleen-een-mens")
            .await;
        let mut gaps = assessment();
        gaps["evenredigheid"] = Value::Null;
        gaps["gronden"][0]["elementen"] = Value::Null;
        gate(app, by, &file, ("beoordelingen", &gaps), "beoordeling-onvolledig").await;
        take(app, by, &mut file, "beoordelingen", &assessment()).await;
        let confirm = json!({ "toelichting": "Nagelopen." });
        gate(app, by, &file, ("bevestigingen", &confirm), "zelfde-ambtenaar").await;
        gate(app, &office.programma, &file, ("bevestigingen", &confirm), "alleen-een-mens").await;
        let intent = intention(&file.person(1), "2026-11-06", "2026-11-20");
        gate(app, by, &file, ("voornemens", &intent), "niet-bevestigd").await;
        take(app, &office.tweede_lezer, &mut file, "bevestigingen", &confirm).await;
        let no = refusal("2026-11-06");
        gate(app, &office.beslisser, &file, ("beslissingen", &no), "zienswijze-ontbreekt").await;
        take(app, by, &mut file, "voornemens", &intent).await;
        gate(
            app,
            by,
            &file,
            ("ongebruikte-zienswijzen", &json!({ "persoon": file.person(1) })),
            "termijn-loopt-nog",
        )
        .await;
        gate(app, &office.beslisser, &file, ("beslissingen", &no), "zienswijze-ontbreekt").await;
        let views = json!({ "persoon": file.person(2), "op": "2026-11-06", "wijze": "mondeling" });
        gate(app, by, &file, ("zienswijzen", &views), "zienswijze-niet-gevraagd").await;
        for place in [0, 1] {
            let given =
                json!({ "persoon": file.person(place), "op": "2026-11-06", "wijze": "mondeling" });
            take(app, by, &mut file, "zienswijzen", &given).await;
        }
        gate(app, by, &file, ("beslissingen", &no), "geen-mandaat").await;
        take(app, &office.beslisser, &mut file, "beslissingen", &no).await;
        let appeal = json!({ "op": "2026-11-06", "van": "De betrokkene." });
        gate(app, by, &file, ("beroepen", &appeal), "eerst-bezwaar").await;
        gate(
            app,
            by,
            &file,
            ("afsluiting", &json!({ "motivering": "Klaar." })),
            "rechtsmiddelentermijn-loopt",
        )
        .await;
    });
}

#[test]
fn lesser_danger_never_refuses() {
    on_every_app(async |app| {
        let office = &app.emmen;
        let mut file = investigated(app, &office.behandelaar, "Z-1").await;
        with_everyone(app, &file).await;
        let mut lesser = assessment();
        lesser["gronden"][0]["gevaar"] = json!("mindere-mate");
        take(app, &office.behandelaar, &mut file, "beoordelingen", &lesser).await;
        take(
            app,
            &office.tweede_lezer,
            &mut file,
            "bevestigingen",
            &json!({ "toelichting": "Nagelopen." }),
        )
        .await;
        let intent = intention(&file.person(1), "2026-11-06", "2026-11-20");
        gate(app, &office.behandelaar, &file, ("voornemens", &intent), "mindere-mate-weigert-niet")
            .await;
    });
}

#[test]
fn the_second_of_two_officers_sees_both_versions_and_overwrites_nothing() {
    on_every_app(async |app| {
        let (one, other) = (&app.emmen.behandelaar, &app.emmen.coordinator);
        let file = app.open(one, &new_file("Z-1")).await;
        app.admit(one, &file, other).await;
        let advice = |text: &str| json!({ "op": "2026-11-02", "advies": text });
        let (first, second) = (advice("Eerst."), advice("Daarna."));
        let (a, b) = tokio::join!(
            app.step(one, &file, "werkgroepadviezen", &first),
            app.step(other, &file, "werkgroepadviezen", &second),
        );
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412], "{} {}", a.text, b.text);
        let (won, lost, sent) = if a.status == 200 { (a, b, second) } else { (b, a, first) };
        let lost = lost.refused(412, "intussen-gewijzigd").json();
        assert_eq!(lost["huidig"], won.json());
        assert_eq!(lost["ingediend"]["advies"], sent["advies"]);
        let now = app.get(one, &file.path()).await.expect(200);
        assert_eq!(now.json(), won.json());
        // With the version of now the second one adds to the file.
        let again = app
            .step(other, &Dossier::of(&now.json()), "werkgroepadviezen", &sent)
            .await
            .expect(200)
            .json();
        assert_eq!(
            again["dossier"]["dossier"]["werkgroepadviezen"].as_array().map(Vec::len),
            Some(2)
        );
    });
}

#[test]
fn an_edit_names_one_version() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = app.open(by, &new_file("Z-1")).await;
        let path = format!("{}/toepassingsbereik", file.path());
        let bare = || app.request("POST", &path).by(by).json(&json!({}));
        bare().send().await.refused(428, "versie-ontbreekt");
        bare().header("if-match", "*").send().await.refused(400, "onjuiste-invoer");
        bare().header("if-match", "\"v9\"").send().await.refused(412, "intussen-gewijzigd");
        bare().header("if-match", "W/\"v1\"").send().await.refused(412, "intussen-gewijzigd");
        bare().header("if-match", "\"v1\"").send().await.expect(200);
    });
}

#[test]
fn a_request_that_comes_twice_is_done_once() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let send = |body: Value| {
            app.request("POST", "/v1/dossiers").by(by).key("sleutel-1").json(&body).send()
        };
        let first = send(new_file("Z-1")).await.expect(201);
        app.today("2026-11-03");
        let second = send(new_file("Z-1")).await.expect(201);
        assert_eq!(first.json(), second.json());
        assert_eq!(
            (first.header("location"), first.header("etag")),
            (second.header("location"), second.header("etag"))
        );
        send(new_file("Z-2")).await.refused(409, "sleutel-hergebruikt");
        // Somebody else's key is another key.
        let elsewhere =
            app.request("POST", "/v1/dossiers").by(&app.assen.behandelaar).key("sleutel-1");
        elsewhere.json(&new_file("Z-1")).send().await.expect(201);
        let list = app.get(by, "/v1/dossiers").await.expect(200).json();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_step_that_comes_twice_is_done_once_although_the_version_moved() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = app.open(by, &new_file("Z-1")).await;
        let path = format!("{}/toepassingsbereik", file.path());
        let send =
            || app.request("POST", &path).by(by).version(1).key("stap-1").json(&json!({})).send();
        let first = send().await.expect(200);
        let second = send().await.expect(200);
        assert_eq!((first.json(), first.header("etag")), (second.json(), second.header("etag")));
        let events =
            app.get(by, &format!("{}/gebeurtenissen", file.path())).await.expect(200).json();
        assert_eq!(events["items"].as_array().map(Vec::len), Some(2));
    });
}

#[test]
fn a_reference_is_used_once_per_party() {
    on_every_app(async |app| {
        app.open(&app.emmen.behandelaar, &new_file("Z-1")).await;
        let again = app.post(&app.emmen.coordinator, "/v1/dossiers", &new_file("Z-1")).await;
        assert_eq!(
            again.refused(409, "al-in-gebruik").faults(),
            ["/aanvraag/kenmerk tegenstrijdig"]
        );
        app.open(&app.assen.behandelaar, &new_file("Z-1")).await;
    });
}

/// Returns how often somebody asked for a file that is not theirs, in the trail of a party.
async fn strangers(app: &TestApp, watcher: &Official) -> usize {
    let trail = app.get(watcher, "/v1/controlespoor").await.expect(200).json();
    let lines = trail["items"].as_array().unwrap().iter();
    lines.filter(|line| line["handeling"] == "vreemd-dossier-gevraagd").count()
}

#[test]
fn a_file_of_another_party_is_not_there_and_the_question_is_on_record() {
    on_every_app(async |app| {
        let file = app.open(&app.emmen.behandelaar, &new_file("Z-1")).await;
        let (stranger, watcher) = (&app.assen.behandelaar, &app.assen.toezichthouder);
        let foreign = app.get(stranger, &file.path()).await.refused(404, "niet-gevonden");
        assert_eq!(strangers(app, watcher).await, 1);
        app.step(stranger, &file, "toepassingsbereik", &json!({}))
            .await
            .refused(404, "niet-gevonden");
        assert_eq!(strangers(app, watcher).await, 2);
        assert_eq!(strangers(app, &app.emmen.toezichthouder).await, 0);
        // An id that exists nowhere gets the same answer, and is a typing error.
        let nowhere = format!("/v1/dossiers/{}", app.assen.behandelaar.account);
        assert_eq!(app.get(stranger, &nowhere).await.text, foreign.text);
        assert_eq!(strangers(app, watcher).await, 2);
        // To go on with it in a file of one's own is no way in either.
        let mut follow = new_file("Z-2");
        follow["vervolgOp"] = json!(file.id);
        let answer = app.post(stranger, "/v1/dossiers", &follow).await.expect(400);
        assert_eq!(answer.faults(), ["/vervolgOp onbekende-waarde"]);
    });
}

#[test]
fn a_file_is_there_only_for_who_is_on_it_and_only_as_long() {
    on_every_app(async |app| {
        let (by, other) = (&app.emmen.behandelaar, &app.emmen.coordinator);
        let file = app.open(by, &new_file("Z-1")).await;
        app.get(other, &file.path()).await.refused(404, "niet-gevonden");
        app.admit(by, &file, other).await;
        app.get(other, &file.path()).await.expect(200);
        let gone = format!("{}/leden/{}/verwijdering", file.path(), other.account);
        app.post(by, &gone, &json!({ "reden": "Werkt er niet meer aan." })).await.expect(204);
        app.get(other, &file.path()).await.refused(404, "niet-gevonden");
        app.step(other, &file, "toepassingsbereik", &json!({})).await.refused(404, "niet-gevonden");
        let list = app.get(other, "/v1/dossiers").await.expect(200).json();
        assert_eq!(list["items"], json!([]));
        let found = app.post(other, "/v1/dossiers/_zoek", &json!({ "zoekterm": "Z-1" })).await;
        assert_eq!(found.expect(200).json()["items"], json!([]));
        // Whoever is not on it, takes nobody off it; the last one stays.
        app.post(by, &gone, &json!({ "reden": "Nog eens." })).await.refused(404, "niet-gevonden");
        let myself = format!("{}/leden/{}/verwijdering", file.path(), by.account);
        app.post(by, &myself, &json!({ "reden": "Ook ik." })).await.expect(400);
        app.get(by, &file.path()).await.expect(200);
    });
}

#[test]
fn an_answer_that_was_given_before_is_not_given_to_who_was_taken_off_the_file() {
    on_every_app(async |app| {
        let (by, other) = (&app.emmen.behandelaar, &app.emmen.coordinator);
        let file = app.open(by, &new_file("Z-1")).await;
        app.admit(by, &file, other).await;
        let path = format!("{}/toepassingsbereik", file.path());
        let send = || {
            app.request("POST", &path).by(other).version(1).key("stap-1").json(&json!({})).send()
        };
        send().await.expect(200);
        let gone = format!("{}/leden/{}/verwijdering", file.path(), other.account);
        app.post(by, &gone, &json!({ "reden": "Werkt er niet meer aan." })).await.expect(204);
        send().await.refused(404, "niet-gevonden");
    });
}

#[test]
fn a_token_works_until_it_is_revoked_or_expires() {
    on_every_app(async |app| {
        let revoked = &app.emmen.behandelaar;
        app.get(revoked, "/v1/mij").await.expect(200);
        assert!(app.app.revoke_token(&revoked.party, revoked.token).await.unwrap());
        let answer = app.get(revoked, "/v1/mij").await.refused(401, "niet-aangemeld");
        assert!(answer.header("www-authenticate").unwrap().contains("invalid_token"));
        // Issued on 2 November 2026 for 800 days.
        let expiring = &app.emmen.coordinator;
        let end = morning("2026-11-02").after(chrono::TimeDelta::days(800));
        app.at(end.after(chrono::TimeDelta::seconds(-1)));
        app.get(expiring, "/v1/mij").await.expect(200);
        app.at(end);
        app.get(expiring, "/v1/mij").await.refused(401, "niet-aangemeld");
        let unknown = app.request("GET", "/v1/mij").header("authorization", "Bearer dw_onbekend");
        unknown.send().await.refused(401, "niet-aangemeld");
        app.request("GET", "/v1/mij").send().await.refused(401, "niet-aangemeld");
    });
}

#[test]
fn an_account_that_is_shut_out_is_out_at_once() {
    on_every_app(async |app| {
        let out = &app.emmen.behandelaar;
        app.get(out, "/v1/mij").await.expect(200);
        let scope = app.app.store().scope_for_worker(&out.party);
        assert!(app.app.store().set_active(&scope, out.account, false).await.unwrap());
        app.get(out, "/v1/mij").await.refused(401, "niet-aangemeld");
    });
}

#[test]
fn a_token_without_the_scope_is_told_which_one_it_lacks() {
    on_every_app(async |app| {
        let reader = app.hire(EMMEN, OfficeRole::Behandelaar, &[Permission::ReadCases]).await;
        let answer = app.post(&reader, "/v1/dossiers", &new_file("Z-1")).await;
        let answer = answer.refused(403, "bevoegdheid-ontbreekt");
        assert!(answer.text.contains("dossiers:schrijven"));
        assert!(answer.header("www-authenticate").unwrap().contains("dossiers:schrijven"));
        app.get(&reader, "/v1/controlespoor").await.refused(403, "bevoegdheid-ontbreekt");
        app.get(&app.emmen.toezichthouder, "/v1/dossiers")
            .await
            .refused(403, "bevoegdheid-ontbreekt");
    });
}

/// A closed file stays closed: what is new goes into a file that follows it.
#[test]
fn a_closed_file_takes_nothing_and_can_be_followed() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut file = app.open(by, &new_file("Z-1")).await;
        let mut follow = new_file("Z-2");
        follow["vervolgOp"] = json!(file.id);
        let early = app.post(by, "/v1/dossiers", &follow).await.expect(400);
        assert_eq!(early.faults(), ["/vervolgOp tegenstrijdig"]);
        let back = json!({ "op": "2026-11-02", "motivering": "Geen reden.", "vermoedenVanwegeToets": false });
        take(app, by, &mut file, "intrekking", &back).await;
        assert_eq!((file.state(), &file.shown["toegestaan"]), ("gesloten", &json!([])));
        let late = form(&file.person(0), "2026-11-02", &[]);
        gate(app, by, &file, ("vragenlijstontvangsten", &late), "dossier-gesloten").await;
        gate(
            app,
            by,
            &file,
            ("werkgroepadviezen", &json!({ "op": "2026-11-02", "advies": "Tip." })),
            "dossier-gesloten",
        )
        .await;
        let next = app.open(by, &follow).await;
        assert_eq!(next.shown["dossier"]["dossier"]["vervolgOp"], json!(file.id));
    });
}

#[test]
fn a_member_is_an_account_of_the_party_that_is_not_on_the_file_yet() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = app.open(by, &new_file("Z-1")).await;
        let path = format!("{}/leden", file.path());
        for who in [&app.assen.behandelaar, by] {
            let body = json!({ "account": who.account, "reden": "Nodig." });
            let answer = app.post(by, &path, &body).await.expect(400);
            assert_eq!(answer.faults(), ["/account onbekende-waarde"]);
        }
        let members = app.get(by, &path).await.expect(200).json();
        assert_eq!(members.as_array().map(Vec::len), Some(1));
        app.get(&app.assen.behandelaar, &file.path()).await.refused(404, "niet-gevonden");
    });
}

#[test]
fn what_belongs_to_another_file_is_not_there() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (one, other) = (investigated(app, by, "Z-1").await, investigated(app, by, "Z-2").await);
        let tasks = app.get(by, &format!("{}/taken", one.path())).await.expect(200).json();
        let task = tasks["items"][0]["id"].as_str().unwrap();
        let done = |file: &Dossier| format!("{}/taken/{task}/afronding", file.path());
        let note = json!({ "notitie": "Gedaan." });
        app.post(by, &done(&other), &note).await.refused(404, "niet-gevonden");
        app.post(by, &done(&one), &note).await.expect(204);
        let bsn = |file: &Dossier| format!("{}/personen/{}/bsn", file.path(), one.person(0));
        let entry = json!({ "bsn": "999990019", "reden": "Nodig." });
        app.post(by, &bsn(&other), &entry).await.refused(404, "niet-gevonden");
        app.post(by, &bsn(&one), &entry).await.expect(204);
        let reader = app.hire(EMMEN, OfficeRole::Behandelaar, &[Permission::ReadBsn]).await;
        for file in [&one, &other] {
            app.admit(by, file, &reader).await;
        }
        let why = json!({ "reden": "Nodig." });
        let ask = |file: &Dossier| format!("{}/_raadpleeg", bsn(file));
        app.post(&reader, &ask(&other), &why).await.refused(404, "niet-gevonden");
        let read = app.post(&reader, &ask(&one), &why).await.expect(200);
        assert_eq!(read.json()["bsn"], "999990019");
    });
}
