//! The tab of the LBB: what a request needs, the questions about an advice, and what is used again.

use crate::api::samples::investigated;
use harness::{Browser, TestApp, on_every_app};
use serde_json::json;

#[test]
fn the_step_shows_what_is_missing_and_asks_why_it_goes_all_the_same() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-650").await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let tab = officer.get(&format!("/dossiers/{}/lbb", file.id)).await.expect(200);
        let tab = tab.says("Er is nog geen bevinding vastgelegd").says("nog geen bron bevraagd");
        tab.says("niet ingevoerd").keeps("Hergebruik vastleggen");
        let step = format!("/dossiers/{}/stappen/adviesaanvragen", file.id);
        officer.get(&step).await.expect(200).says("Er ontbreekt nog iets.").says("onvolledigOmdat");
    });
}

#[test]
fn an_advice_is_checked_on_the_tab_and_the_assessment_warns_until_it_is() {
    on_every_app(async |app| {
        let file = advised(app, "Z-2026-651").await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let officer = Browser::of(app, &app.emmen.behandelaar).await;
        let base = format!("/dossiers/{file}");
        let (tab, form) = (format!("{base}/lbb"), format!("{base}/lbb/vergewissen"));
        let assessment = format!("{base}/beoordeling");
        let page = coordinator.get(&assessment).await.expect(200);
        page.says("rust op stukken die niet zijn gezien").says("nog niet alle vragen");
        officer.get(&tab).await.expect(200).says("Advies ontvangen op").keeps("Advies nagaan");
        officer.get(&form).await.expect(403);
        let mut fields = vec![];
        for (place, answer) in ["ja", "ja", "nee", "nee", "nee", "nee"].into_iter().enumerate() {
            fields.push((format!("punten.{place}.antwoord"), answer.to_owned()));
        }
        let borrowed: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let wrong = coordinator.fill(&form, &form, &borrowed).await.expect(400);
        wrong.says("Schrijf op wat dit antwoord voor het advies betekent");
        fields[2].1 = "ja".to_owned();
        let borrowed: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(coordinator.fill(&form, &form, &borrowed).await.sent_to(), tab);
        let page = coordinator.get(&tab).await.expect(200).says("Volgt de conclusie uit de feiten");
        page.keeps("Nog niet vastgelegd is dat de stukken");
        let page = coordinator.get(&assessment).await.expect(200);
        page.keeps("rust op stukken die niet zijn gezien").keeps("nog niet alle vragen");
    });
}

#[test]
fn reuse_is_refused_over_five_years_and_told_near_it() {
    on_every_app(async |app| {
        let file = investigated(app, &app.emmen.behandelaar, "Z-2026-652").await;
        app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
        let coordinator = Browser::of(app, &app.emmen.coordinator).await;
        let (tab, main) = (format!("/dossiers/{}/lbb", file.id), file.person(0));
        let form = format!("{tab}/hergebruik");
        let fields = |day| {
            [
                ("soort", "eigen-conclusie"),
                ("persoon", main.as_str()),
                ("van", day),
                ("kenmerk", "Z-2021-3"),
                ("reden", "Dezelfde feiten."),
            ]
        };
        let old = coordinator.fill(&form, &form, &fields("5-11-2021")).await.expect(400);
        old.says("vijf jaar (Wet Bibob art. 29)");
        assert_eq!(coordinator.fill(&form, &form, &fields("6-11-2021")).await.sent_to(), tab);
        let page = coordinator.get(&tab).await.expect(200).says("Z-2021-3");
        page.says("Bijna vijf jaar oud");
    });
}

/// A file on which an advice came, with the coordinator on it; returns its id.
async fn advised(app: &TestApp, reference: &str) -> String {
    let by = &app.emmen.behandelaar;
    let file = investigated(app, by, reference).await;
    app.admit(by, &file, &app.emmen.coordinator).await;
    let evidence = |kind: &str| json!({ "soort": kind, "id": "stuk-1", "digest": "ab".repeat(32) });
    let asked = json!({
        "op": "2026-11-06",
        "stukken": [evidence("bevindingen")],
        "onvolledigOmdat": "Er is haast bij."
    });
    let asked = app.step(by, &file, "adviesaanvragen", &asked).await.expect(200);
    let file = harness::Dossier::of(&asked.json());
    let received = json!({ "op": "2026-11-06", "stuk": evidence("lbb-advies") });
    app.step(by, &file, "lbb-adviezen", &received).await.expect(200);
    file.id
}
