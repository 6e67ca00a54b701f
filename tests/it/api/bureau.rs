//! The advice of the LBB over the API: what a request needs, whether an advice can be relied on, what is used again, and what happens
//! when no advice comes.

use super::samples::{advice_request, evidence, investigated, take};
use app::command::OfficeRole;
use app::{Carrier, Permission, Worker};
use harness::{Dossier, EMMEN, Official, TestApp, on_every_app};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// The answers to all questions about an advice; `seen` is whether the documents behind it were.
pub(super) fn check(seen: &str) -> Value {
    let point = |(question, answer): (&str, &str)| json!({ "vraag": question, "antwoord": answer });
    let points = [
        ("zorgvuldig", "ja"),
        ("sluitend", "ja"),
        ("stukken-gezien", seen),
        ("onbekende-feiten", "nee"),
        ("oude-feiten", "nee"),
        ("vrijspraak", "nee"),
    ];
    json!({ "punten": points.map(point) })
}

/// An earlier advice about somebody.
pub(super) fn reuse(person: &str, on: &str) -> Value {
    json!({
        "soort": "lbb-advies",
        "persoon": person,
        "van": on,
        "kenmerk": "Z-2025-17",
        "reden": "Dezelfde betrokkene en dezelfde feiten."
    })
}

/// A file under investigation, with somebody on it who may read criminal data.
async fn scene(app: &TestApp, reference: &str) -> (Dossier, Official) {
    let by = &app.emmen.behandelaar;
    let file = investigated(app, by, reference).await;
    let may = [Permission::ReadCases, Permission::WriteCases, Permission::ReadCriminal];
    let coordinator = app.hire(EMMEN, OfficeRole::Coordinator, &may).await;
    app.admit(by, &file, &coordinator).await;
    (file, coordinator)
}

#[test]
fn a_request_that_lacks_something_needs_a_reason_art_9_5() {
    on_every_app(async |app| {
        let (mut file, coordinator) = scene(app, "Z-2026-640").await;
        let base = file.path();
        let needs = async || {
            let shown = app.get(&coordinator, &format!("{base}/lbb/volledigheid")).await;
            let shown = shown.expect(200).json();
            let missing = |one: &Value| !one["ontbreekt"].as_array().unwrap().is_empty();
            let all = shown.as_array().unwrap().iter();
            all.filter(|one| missing(one)).map(|one| one["vereiste"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(needs().await, ["bevindingen", "bronnen"]);
        let alone = json!({ "op": "2026-11-06", "stukken": [evidence("bevindingen")] });
        let refused = app.step(&coordinator, &file, "adviesaanvragen", &alone).await;
        let fault = refused.expect(400).json();
        assert_eq!(fault["fouten"][0]["plaats"], "/onvolledigOmdat", "{fault}");
        let said = fault["fouten"][0]["melding"].as_str().unwrap();
        assert!(said.contains("de eigen bevindingen, de bevraagde bronnen"), "{said}");
        investigate(app, &coordinator, &file).await;
        assert_eq!(needs().await, [""; 0]);
        take(app, &coordinator, &mut file, "adviesaanvragen", &alone).await;
        assert!(file.shown["dossier"]["advies"]["onvolledigOmdat"].is_null());
    });
}

/// Records a finding, and a source that answered.
async fn investigate(app: &TestApp, by: &Official, file: &Dossier) {
    let (main, base) = (file.person(0), file.path());
    let found = super::inquiry::body("onderzoek/bevindingen", &main).unwrap();
    app.post(by, &format!("{base}/onderzoek/bevindingen"), &found).await.expect(200);
    let requests = format!("{base}/onderzoek/bevragingen");
    let request = super::inquiry::body("onderzoek/bevragingen", &main).unwrap();
    let asked = app.post(by, &requests, &request).await.expect(200).json();
    let id = asked["id"].as_str().unwrap();
    let nothing = json!({ "uitkomst": "niets-bekend", "op": "2026-11-06" });
    app.post(by, &format!("{requests}/{id}/antwoord"), &nothing).await.expect(200);
}

#[test]
fn an_advice_is_checked_with_a_fixed_list_awb_3_9() {
    on_every_app(async |app| {
        let (mut file, coordinator) = scene(app, "Z-2026-641").await;
        let path = format!("{}/lbb/vergewissing", file.path());
        let none = app.get(&coordinator, &path).await.expect(200).json();
        assert_eq!(none, json!({ "open": [], "rustOpOngezien": false }));
        app.post(&coordinator, &path, &check("ja")).await.expect(400);
        take(app, &coordinator, &mut file, "adviesaanvragen", &advice_request("2026-11-06")).await;
        let received = json!({ "op": "2026-11-06", "stuk": evidence("lbb-advies") });
        take(app, &coordinator, &mut file, "lbb-adviezen", &received).await;
        let open = app.get(&coordinator, &path).await.expect(200).json();
        assert_eq!(
            (open["open"].as_array().unwrap().len(), &open["rustOpOngezien"]),
            (6, &json!(true))
        );
        let refused = app.post(&coordinator, &path, &check("nee")).await.expect(400).json();
        assert_eq!(refused["fouten"][0]["plaats"], "/punten/2/toelichting", "{refused}");
        app.post(&coordinator, &path, &check("nog-niet")).await.expect(200);
        let open = app.get(&coordinator, &path).await.expect(200).json();
        assert_eq!(open["open"], json!(["stukken-gezien"]));
        app.post(&coordinator, &path, &check("ja")).await.expect(200);
        let done = app.get(&coordinator, &path).await.expect(200).json();
        assert_eq!((&done["open"], &done["rustOpOngezien"]), (&json!([]), &json!(false)));
        // Who may not read criminal data sees nothing of it (art. 28).
        app.get(&app.emmen.behandelaar, &path).await.expect(403);
        app.post(&app.emmen.behandelaar, &path, &check("ja")).await.expect(403);
    });
}

/// On 6 November 2026: an advice of the same day five years ago is used, one of a day earlier is not.
#[test]
fn an_earlier_advice_is_used_for_five_years_art_29() {
    on_every_app(async |app| {
        let (file, coordinator) = scene(app, "Z-2026-642").await;
        let (main, path) = (file.person(0), format!("{}/lbb/hergebruik", file.path()));
        let old =
            app.post(&coordinator, &path, &reuse(&main, "2021-11-05")).await.expect(400).json();
        assert_eq!(old["fouten"][0]["plaats"], "/van", "{old}");
        let other = reuse(&file.person(1), "2027-01-01");
        let wrong = app.post(&coordinator, &path, &other).await.expect(400).json();
        assert_eq!(wrong["fouten"].as_array().unwrap().len(), 2, "{wrong}");
        app.post(&coordinator, &path, &reuse(&main, "2021-11-06")).await.expect(200);
        let kept = app.get(&coordinator, &path).await.expect(200).json();
        assert_eq!(kept[0]["inhoud"]["bruikbaarTotEnMet"], "2026-11-06", "{kept}");
        app.get(&app.emmen.behandelaar, &path).await.expect(403);
        app.post(&app.emmen.behandelaar, &path, &reuse(&main, "2026-01-05")).await.expect(403);
    });
}

/// Asked on 6 November: eight weeks end on 31 December. From 1 January on the coordinator has the duty to choose, once.
#[test]
fn the_coordinator_chooses_when_no_advice_comes_art_15_and_31() {
    on_every_app(async |app| {
        let (mut file, coordinator) = scene(app, "Z-2026-643").await;
        take(app, &coordinator, &mut file, "adviesaanvragen", &advice_request("2026-11-06")).await;
        let (stand, tasks) = (format!("{}/lbb", file.path()), format!("{}/taken", file.path()));
        for (day, over) in [("2026-12-31", false), ("2027-01-01", true), ("2027-01-02", true)] {
            app.today(day);
            for _ in 0..2 {
                let carrier = Carrier::Memory(Arc::new(Mutex::new(Vec::new())));
                Worker::new(app.app.clone(), carrier, None).round().await.unwrap();
            }
            let shown = app.get(&coordinator, &stand).await.expect(200).json();
            assert_eq!(shown["uiterlijk"], "2026-12-31", "{day}");
            assert_eq!(shown["uitgebleven"]["wachtenMag"], json!(over.then_some(true)), "{day}");
            assert!(shown["bijdrage"].is_null(), "no amount is made up");
            let open = app.get(&coordinator, &tasks).await.expect(200).json();
            let open = open["items"].as_array().unwrap().iter();
            let ours: Vec<&Value> =
                open.filter(|task| task["plicht"] == "lbb-uitgebleven").collect();
            assert_eq!(ours.len(), usize::from(over), "{day}");
            if let [task] = ours[..] {
                assert_eq!(
                    (&task["uiterlijk"], &task["rol"]),
                    (&json!("2027-01-07"), &json!("coordinator"))
                );
            }
        }
        take(app, &coordinator, &mut file, "lbb-uitblijven", &json!({})).await;
        let shown = app.get(&coordinator, &stand).await.expect(200).json();
        assert_eq!(shown["uitgebleven"]["vastgelegd"], true, "{shown}");
    });
}
