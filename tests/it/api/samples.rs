//! Bodies that the tests send.

use harness::{Dossier, Official, TestApp};
use serde_json::{Value, json};

/// What the canary of the trails looks for: a name and a reason that stand nowhere but in the closed content of a file.
pub(super) const CANARY_NAME: &str = "Kanarievogel";
pub(super) const CANARY_REASON: &str = "Koolmonoxidereden";

/// An application for a permit to build, for more than the 750,000 euro of the Drenthe model, by the reckoning of the body.
pub(super) fn application(reference: &str) -> Value {
    json!({
        "kenmerk": reference,
        "soort": "omgevingsvergunning-bouw",
        "gebeurtenis": "nieuw",
        "ontvangenOp": "2026-11-02",
        "betrokkene": {
            "soort": "rechtspersoon",
            "naam": format!("{CANARY_NAME} Bouw B.V."),
            "kvkNummer": "00000012"
        },
        "feiten": {
            "bouwsom": { "bedrag": "900000.00", "btw": "exclusief", "bron": "bevoegd-gezag" },
            "procedure": "regulier",
            "instemmingNodig": false
        }
    })
}

/// A new file with the person concerned, one who finances and one who leads.
pub(super) fn new_file(reference: &str) -> Value {
    json!({
        "aanvraag": application(reference),
        "personen": [
            {
                "soort": "natuurlijk-persoon",
                "naam": format!("{CANARY_NAME} Geldschieter"),
                "rollen": [{ "soort": "vermogensverschaffer", "van": "2024-01-01", "bron": "leenovereenkomst" }]
            },
            {
                "soort": "natuurlijk-persoon",
                "naam": format!("{CANARY_NAME} Bestuurder"),
                "rollen": [{ "soort": "leidinggevende" }]
            }
        ]
    })
}

/// A text in which the canary sings.
pub(super) fn reason(text: &str) -> String {
    format!("{CANARY_REASON}: {text}.")
}

pub(super) fn evidence(kind: &str) -> Value {
    json!({ "soort": kind, "id": format!("{kind}-1"), "digest": "ab".repeat(32) })
}

/// A request for advice of the LBB on a file on which little was investigated, with why it goes all the same.
pub(super) fn advice_request(on: &str) -> Value {
    json!({
        "op": on,
        "stukken": [evidence("bevindingen")],
        "onvolledigOmdat": reason("de spoed van het verzoek")
    })
}

pub(super) fn forms(on: &str, last: &str) -> Value {
    json!({ "op": on, "uiterlijk": last })
}

pub(super) fn form(person: &str, on: &str, gaps: &[&str]) -> Value {
    json!({ "persoon": person, "op": on, "ontbreekt": gaps })
}

/// A serious danger on ground b.
pub(super) fn assessment() -> Value {
    let weighed = |what: &str| reason(what);
    json!({
        "gronden": [{
            "grond": "b",
            "gevaar": "ernstig",
            "motivering": weighed("de b-grond"),
            "elementen": {
                "feiten": weighed("de feiten"),
                "ernstVermoeden": weighed("de ernst"),
                "aardRelatie": weighed("de relatie"),
                "omvang": weighed("het aantal feiten"),
                "samenhang": weighed("de samenhang"),
                "tijdsverloop": weighed("het tijdsverloop")
            }
        }],
        "evenredigheid": weighed("de evenredigheid"),
        "waaromGeenVoorschriften": weighed("waarom geen voorschriften")
    })
}

pub(super) fn intention(third: &str, on: &str, last: &str) -> Value {
    json!({
        "uitkomst": "weigeren",
        "grondslag": "gevaar",
        "derden": [third],
        "op": on,
        "uiterlijk": last,
        "motivering": reason("het voornemen")
    })
}

pub(super) fn refusal(on: &str) -> Value {
    json!({
        "uitkomst": "weigeren",
        "grondslag": "gevaar",
        "motivering": reason("de weigering"),
        "mandaat": "Het college, bij mandaatbesluit 2026-1.",
        "bekendgemaaktOp": on
    })
}

/// Takes a step that has to be accepted.
pub(crate) async fn take(
    app: &TestApp,
    by: &Official,
    file: &mut Dossier,
    step: &str,
    body: &Value,
) {
    let answer = app.step(by, file, step, body).await;
    assert_eq!(answer.status, 200, "{step}: {}", answer.text);
    *file = Dossier::of(&answer.json());
}

/// Brings a file to the investigation, in the days from 2 to 6 November 2026.
pub(crate) async fn investigated(app: &TestApp, by: &Official, reference: &str) -> Dossier {
    investigated_of(app, by, &new_file(reference)).await
}

async fn investigated_of(app: &TestApp, by: &Official, new: &Value) -> Dossier {
    app.today("2026-11-02");
    let mut file = app.open(by, new).await;
    take(app, by, &mut file, "toepassingsbereik", &json!({})).await;
    let main = file.person(0);
    take(app, by, &mut file, "vragenlijsten", &forms("2026-11-02", "2026-11-16")).await;
    app.today("2026-11-06");
    take(app, by, &mut file, "vragenlijstontvangsten", &form(&main, "2026-11-06", &[])).await;
    take(app, by, &mut file, "onderzoek", &json!({ "op": "2026-11-06" })).await;
    file
}

/// Brings a file to an intention to refuse of 10 November 2026, about which everybody is heard until the 18th: the person
/// concerned and the third.
pub(crate) async fn intended(app: &TestApp, reference: &str) -> Dossier {
    intended_of(app, &new_file(reference)).await
}

/// The same of another application.
pub(super) async fn intended_of(app: &TestApp, new: &Value) -> Dossier {
    let (officer, second) = (&app.emmen.behandelaar, &app.emmen.tweede_lezer);
    let mut file = investigated_of(app, officer, new).await;
    app.admit(officer, &file, second).await;
    file = Dossier::of(&app.get(officer, &file.path()).await.expect(200).json());
    app.today("2026-11-10");
    take(app, officer, &mut file, "beoordelingen", &assessment()).await;
    let confirmed = json!({ "toelichting": reason("nagelopen") });
    take(app, second, &mut file, "bevestigingen", &confirmed).await;
    let third = file.person(1);
    take(app, officer, &mut file, "voornemens", &intention(&third, "2026-11-10", "2026-11-18"))
        .await;
    file
}

/// Brings a file to the investigation, with a questionnaire that stands in the portal.
pub(super) async fn questioned(app: &TestApp, by: &Official, reference: &str) -> Dossier {
    app.today("2026-11-02");
    let mut file = app.open(by, &new_file(reference)).await;
    take(app, by, &mut file, "toepassingsbereik", &json!({})).await;
    let main = file.person(0);
    let invite = format!("{}/vragenlijsten/{main}/uitnodiging", file.path());
    let extent = json!({ "omvang": "licht", "op": "2026-11-02", "uiterlijk": "2026-11-16" });
    let invited = app.request("POST", &invite).by(by).version(file.version).json(&extent);
    invited.send().await.expect(200);
    file = Dossier::of(&app.get(by, &file.path()).await.expect(200).json());
    app.today("2026-11-06");
    take(app, by, &mut file, "vragenlijstontvangsten", &form(&main, "2026-11-06", &[])).await;
    take(app, by, &mut file, "onderzoek", &json!({ "op": "2026-11-06" })).await;
    file
}
