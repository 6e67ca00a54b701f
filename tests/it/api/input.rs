//! Bad input: every wrong field is named at once, and nothing is stored.

use super::samples::{investigated, new_file};
use app::Permission;
use app::command::OfficeRole;
use harness::{Answer, EMMEN, Official, TestApp, on_every_app};
use serde_json::{Value, json};

/// How much there is: files, events, lines of the trail.
async fn stored(app: &TestApp) -> (usize, u64) {
    let list = app.get(&app.emmen.behandelaar, "/v1/dossiers").await.expect(200).json();
    let versions = list["items"].as_array().unwrap().iter();
    let versions = versions.map(|file| file["versie"].as_u64().unwrap()).sum();
    let trail = app.get(&app.emmen.toezichthouder, "/v1/controlespoor").await.expect(200).json();
    (trail["items"].as_array().unwrap().len(), versions)
}

async fn open(app: &TestApp, body: &Value) -> Answer {
    app.post(&app.emmen.behandelaar, "/v1/dossiers", body).await
}

#[test]
fn a_new_file_names_every_wrong_field_at_once() {
    on_every_app(async |app| {
        let before = stored(app).await;
        let body = json!({
            "aanvraag": { "soort": "alcohol-horeca" },
            "personen": [
                { "soort": "mens", "naam": " ", "kvkNummer": "12", "rollen": [] },
                { "soort": "natuurlijk-persoon", "naam": "X", "rollen": [{ "soort": "baas", "van": "2026-02-30" }] }
            ],
            "vervolgop": null
        });
        let answer = open(app, &body).await.refused(400, "onjuiste-invoer");
        let mut faults = answer.faults();
        faults.sort_unstable();
        assert_eq!(
            faults,
            [
                "/personen/0/kvkNummer verkeerde-vorm",
                "/personen/0/naam verkeerde-vorm",
                "/personen/0/rollen verkeerde-vorm",
                "/personen/0/soort onbekende-waarde",
                "/personen/1/rollen/0/soort onbekende-waarde",
                "/personen/1/rollen/0/van verkeerde-vorm",
                "/vervolgop onbekend-veld",
            ]
        );
        let messages = answer.messages();
        for hint in [
            "Bedoelt u «vervolgOp»?",
            "natuurlijk-persoon",
            "eenmanszaak",
            "leidinggevende",
            "jjjj-mm-dd",
        ] {
            assert!(messages.contains(hint), "{hint}: {messages}");
        }
        assert_eq!(stored(app).await, before);
    });
}

#[test]
fn an_application_names_every_wrong_field_at_once() {
    on_every_app(async |app| {
        let before = stored(app).await;
        let body = json!({ "aanvraag": {
            "soort": "omgevingsvergunning-bouww",
            "gebeurtenis": "niew",
            "ontvangenOp": "2026-13-01",
            "betrokkene": { "soort": "bedrijf", "nam": "X", "kvkNummer": "1" },
            "feiten": { "bouwsom": { "bedrag": "veel", "btw": "soms" }, "bouwsommen": 1 },
            "extra": true
        } });
        let answer = open(app, &body).await.refused(400, "onjuiste-invoer");
        let faults = answer.faults();
        for place in [
            "/aanvraag/soort",
            "/aanvraag/gebeurtenis",
            "/aanvraag/ontvangenOp",
            "/aanvraag/betrokkene/soort",
            "/aanvraag/betrokkene/nam",
            "/aanvraag/betrokkene/kvkNummer",
            "/aanvraag/feiten/bouwsom/bedrag",
            "/aanvraag/feiten/bouwsom/btw",
            "/aanvraag/feiten/bouwsommen",
            "/aanvraag/extra",
        ] {
            assert!(
                faults.iter().any(|fault| fault.split(' ').next() == Some(place)),
                "{place}: {faults:?}"
            );
        }
        let messages = answer.messages();
        assert!(
            messages.contains("omgevingsvergunning-bouw") && messages.contains("bouwsom"),
            "{messages}"
        );
        assert_eq!(stored(app).await, before);
    });
}

#[test]
fn a_file_needs_a_day_of_receipt_that_has_come_and_a_person_with_a_name() {
    on_every_app(async |app| {
        let before = stored(app).await;
        let bare =
            open(app, &json!({ "aanvraag": { "soort": "alcohol-horeca" } })).await.expect(400);
        assert_eq!(
            bare.faults(),
            [
                "/aanvraag/ontvangenOp ontbreekt",
                "/aanvraag/betrokkene/soort ontbreekt",
                "/aanvraag/betrokkene/naam ontbreekt",
            ]
        );
        let mut early = new_file("Z-1");
        early["aanvraag"]["ontvangenOp"] = json!("2026-11-03");
        assert_eq!(
            open(app, &early).await.expect(400).faults(),
            ["/aanvraag/ontvangenOp tegenstrijdig"]
        );
        assert_eq!(open(app, &json!({})).await.expect(400).faults(), ["/aanvraag ontbreekt"]);
        assert_eq!(open(app, &json!([])).await.expect(400).faults(), [" verkeerde-vorm"]);
        assert_eq!(stored(app).await, before);
    });
}

#[test]
fn a_step_names_every_wrong_field_at_once() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = investigated(app, by, "Z-1").await;
        let before = stored(app).await;
        let cases: [(&str, Value, &[&str]); 3] = [
            (
                "lbb-verlengingen",
                json!({ "op": "05-11-2026", "dagen": 29, "reden": "x" }),
                &["/dagen verkeerde-vorm", "/op verkeerde-vorm", "/reden onbekend-veld"],
            ),
            (
                "adviesaanvragen",
                json!({ "stukken": [{ "soort": "Een Stuk", "id": "", "digest": "abc" }] }),
                &[
                    "/op ontbreekt",
                    "/stukken/0/digest verkeerde-vorm",
                    "/stukken/0/id verkeerde-vorm",
                    "/stukken/0/soort verkeerde-vorm",
                ],
            ),
            (
                "beoordelingen",
                json!({ "gronden": [{ "grond": "c", "gevaar": "groot", "motivering": "  " }], "evenredigheid": 5 }),
                &[
                    "/evenredigheid verkeerde-vorm",
                    "/gronden/0/gevaar onbekende-waarde",
                    "/gronden/0/grond onbekende-waarde",
                    "/gronden/0/motivering verkeerde-vorm",
                ],
            ),
        ];
        for (step, body, expected) in cases {
            let answer = app.step(by, &file, step, &body).await.refused(400, "onjuiste-invoer");
            let mut faults = answer.faults();
            faults.sort_unstable();
            assert_eq!(faults, expected, "{step}: {}", answer.messages());
        }
        let wrong = json!({ "gronden": [{ "grond": "c", "gevaar": "geen", "motivering": "x" }] });
        let messages = app.step(by, &file, "beoordelingen", &wrong).await.messages();
        assert!(messages.contains("Kies uit: a, b, artikel4."), "{messages}");
        assert_eq!(stored(app).await, before);
    });
}

async fn raw(app: &TestApp, by: &Official, media_type: &str, body: impl Into<Vec<u8>>) -> Answer {
    app.request("POST", "/v1/dossiers").by(by).raw(media_type, body).send().await
}

#[test]
fn what_is_no_json_in_utf8_of_a_fair_size_is_refused() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let before = stored(app).await;
        let json = "application/json";
        let large = format!("{{\"aanvraag\": \"{}\"}}", "x".repeat(1024 * 1024));
        raw(app, by, json, large.as_str()).await.refused(413, "te-groot");
        raw(app, by, json, b"{\"aanvraag\": \"\xff\xfe\"}".as_slice())
            .await
            .refused(400, "onjuiste-invoer");
        for text in ["", "{", "{\"aanvraag\": {}} x", "{\"aanvraag\": {}, \"aanvraag\": {}}", "nul"]
        {
            raw(app, by, json, text).await.refused(400, "onjuiste-invoer");
        }
        let nul = new_file("Z-1").to_string().replace("Geldschieter", "Geld\\u0000schieter");
        assert!(nul.contains("\\u0000"));
        let answer = raw(app, by, json, nul).await.refused(400, "onjuiste-invoer");
        assert_eq!(answer.faults(), ["/personen/0/naam verkeerde-vorm"]);
        let nul = new_file("Z-1").to_string().replace("Bouw B.V.", "Bouw\\u0000 B.V.");
        let answer = raw(app, by, json, nul).await.refused(400, "onjuiste-invoer");
        assert_eq!(answer.faults(), ["/aanvraag/betrokkene/naam verkeerde-vorm"]);
        let good = new_file("Z-1").to_string();
        for kind in
            ["text/json", "application/x-www-form-urlencoded", "application/json; charset=latin1"]
        {
            raw(app, by, kind, good.as_str()).await.refused(415, "verkeerd-gegevenstype");
        }
        assert_eq!(stored(app).await, before);
    });
}

#[test]
fn a_bad_address_or_header_is_refused() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        app.open(by, &new_file("Z-1")).await;
        let before = stored(app).await;
        for (path, fault) in [
            ("/v1/dossiers?cursor=onzin", "/cursor verkeerde-vorm"),
            ("/v1/taken?cursor=onzin", "/cursor verkeerde-vorm"),
            ("/v1/dossiers?limiet=0", "query/limiet verkeerde-vorm"),
            ("/v1/dossiers?limiet=101", "query/limiet verkeerde-vorm"),
            ("/v1/dossiers?limit=10", "query/limit onbekend-veld"),
            ("/v1/dossiers?stand=open", "query/stand onbekende-waarde"),
            ("/v1/dossiers/geen-id", "pad/dossierId verkeerde-vorm"),
        ] {
            let answer = app.get(by, path).await.refused(400, "onjuiste-invoer");
            assert_eq!(answer.faults(), [fault], "{path}");
        }
        let all = app.hire(EMMEN, OfficeRole::Behandelaar, &Permission::ALL).await;
        let before = (before.0 + 2, before.1);
        for path in [
            "/v1/controlespoor?cursor=onzin",
            "/v1/toezicht/termijnen?cursor=onzin",
            "/v1/verwerkingen?van=2026-11-01T00:00:00Z&totEnMet=2026-11-02T00:00:00Z&cursor=onzin",
        ] {
            assert_eq!(
                app.get(&all, path).await.expect(400).faults(),
                ["/cursor verkeerde-vorm"],
                "{path}"
            );
        }
        let search = json!({ "zoekterm": "  ", "limiet": 0 });
        assert_eq!(app.post(by, "/v1/dossiers/_zoek", &search).await.expect(400).faults().len(), 2);
        let key =
            app.request("POST", "/v1/dossiers").by(by).key("met spatie").json(&new_file("Z-2"));
        assert_eq!(key.send().await.expect(400).faults(), ["kop/Idempotency-Key verkeerde-vorm"]);
        assert_eq!(stored(app).await, before);
    });
}

#[test]
fn a_number_of_a_citizen_has_to_pass_the_eleven_test_and_belong_to_the_one_concerned() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = app.open(by, &new_file("Z-1")).await;
        let place = |person: usize| format!("{}/personen/{}/bsn", file.path(), file.person(person));
        let entry = |bsn: &str| json!({ "bsn": bsn, "reden": "Nodig." });
        for wrong in ["999990018", "99999001", "99999001a"] {
            let answer = app.post(by, &place(0), &entry(wrong)).await.expect(400);
            assert_eq!(answer.faults(), ["/bsn verkeerde-vorm"]);
        }
        let other = app.post(by, &place(1), &entry("999990019")).await.expect(400);
        assert_eq!(other.faults(), ["/bsn tegenstrijdig"]);
        let reader = app.hire(EMMEN, OfficeRole::Behandelaar, &[Permission::ReadBsn]).await;
        app.admit(by, &file, &reader).await;
        let ask = format!("{}/_raadpleeg", place(0));
        app.post(&reader, &ask, &json!({ "reden": "Nodig." })).await.refused(404, "niet-gevonden");
    });
}
