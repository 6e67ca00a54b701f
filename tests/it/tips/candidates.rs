//! Who on the files of the own body may be the one that a tip is about: who sees it and how much, that every look is on record, that
//! a rejected candidate is silent until something changes, and that nothing of it is found beside the file.

use super::scene::{NAME, Scene, is_fault, is_tip, reason};
use super::secrecy::outside;
use crate::known::{retell, work};
use app::command::OfficeRole;
use app::matching::MatchBand;
use app::tips::{
    DecideTipCandidate, LinkedFile, ReadReason, ReceivedTipChange, ReceivedTipStep, Refusal,
    SentTipStep, TipCandidate, TipCandidates, WithdrawalCode,
};
use app::{AppError, LinkChoice, LinkStand, Permission};
use harness::{ASSEN, Dossier, Official, TestApp, TestDatabase, on_every_app, on_every_database};
use serde_json::json;
use store::StoreError;
use uuid::Uuid;

const BORN: &str = "1980-01-01";

fn name() -> String {
    format!("Vera {NAME}")
}

/// A file of somebody, which only its maker is on.
async fn file(app: &TestApp, by: &Official, (naam, born): (&str, &str)) -> Dossier {
    let new = json!({ "aanvraag": {
        "kenmerk": "T-2026-8",
        "soort": "exploitatie-openbare-inrichting",
        "gebeurtenis": "nieuw",
        "ontvangenOp": "2026-11-02",
        "betrokkene": { "soort": "natuurlijk-persoon", "naam": naam, "geboortedatum": born },
        "feiten": { "signalen": [], "branches": [] },
    } });
    app.open(by, &new).await
}

/// A tip in Assen about somebody who stands on a file there: the scene, the file, and the tip.
async fn met(app: &TestApp) -> (Scene<'_>, Dossier, Uuid) {
    let scene = Scene::of(app).await;
    let known = file(app, &app.assen.behandelaar, (&name(), BORN)).await;
    file(app, &app.emmen.behandelaar, (&name(), BORN)).await;
    work(app).await;
    scene.delivered().await;
    let id = scene.arrived().await[0].id;
    (scene, known, id)
}

async fn found(scene: &Scene<'_>, id: Uuid) -> Option<TipCandidates> {
    scene.app.app.tip_candidates(&scene.assen.first, id).await.unwrap()
}

async fn candidates(scene: &Scene<'_>, id: Uuid) -> Vec<TipCandidate> {
    found(scene, id).await.unwrap().kandidaten
}

fn decision(one: &TipCandidate, besluit: LinkChoice) -> DecideTipCandidate {
    DecideTipCandidate { besluit, reden: reason(), lezing: one.lezing }
}

/// Decides about the only candidate.
async fn decide(scene: &Scene<'_>, id: Uuid, besluit: LinkChoice) {
    let one = candidates(scene, id).await.swap_remove(0);
    let pair = (id, one.persoon);
    let decided = decision(&one, besluit);
    scene.app.app.decide_tip_candidate(&scene.assen.first, pair, &decided).await.unwrap();
}

#[test]
fn an_officer_sees_the_number_the_name_and_the_role_and_no_more() {
    on_every_app(async |app| {
        let (scene, known, id) = met(app).await;
        let all = found(&scene, id).await.unwrap();
        assert_eq!((all.betrokkene.reveal().as_str(), all.meer), (name().as_str(), 0));
        // Only the file of the own body, which the officer is not on.
        let [one] = all.kandidaten.try_into().unwrap();
        assert_eq!(one.persoon.to_string(), known.person(0));
        assert_eq!((one.kenmerk.as_str(), one.naam.reveal()), ("T-2026-8", &name()));
        assert_eq!(
            (one.rollen.as_slice(), one.groep),
            (["betrokkene"].as_slice(), MatchBand::Sterk)
        );
        assert_eq!((one.stand, one.besluit), (LinkStand::Open, None));
        let reasons = one.redenen.join("; ");
        assert!(reasons.contains("geboortedatum gelijk"), "{reasons}");
        assert!(!reasons.contains("1980") && !reasons.contains("Zandsteen"), "{reasons}");
        // Somebody who only lives under another name and date is none.
        retell(app, &app.assen.behandelaar, &known, ("Joep Fuutstra", "1933-12-31")).await;
        assert!(candidates(&scene, id).await.is_empty());
    });
}

#[test]
fn there_are_candidates_as_long_as_the_tip_waits_for_a_verdict_or_a_file() {
    on_every_app(async |app| {
        let (scene, known, id) = met(app).await;
        let got = scene.taken_up().await;
        assert_eq!(candidates(&scene, id).await.len(), 1);
        let accept = ReceivedTipStep::Accept { case: None, reason: reason() };
        let got = scene.received_step(&scene.assen.first, &got, accept).await.unwrap();
        let one = candidates(&scene, id).await.swap_remove(0);
        let change = ReceivedTipChange { id, version: got.regel.versie };
        let case = app.app.tip_file(&scene.assen.first, change, &one.kenmerk).await.unwrap();
        let link = ReceivedTipStep::LinkFile(case);
        let got = scene.received_step(&scene.assen.first, &got, link).await.unwrap();
        assert_eq!(found(&scene, id).await, None);
        // The reference is told; the file itself is for who may read it, as it is for everybody else.
        let linked = |leest| Some(LinkedFile { kenmerk: "T-2026-8".to_owned(), leest });
        assert_eq!(got.gekoppeld, linked(None));
        let may = [Permission::HandleTips, Permission::ReadCases];
        let reader = app.hire(ASSEN, OfficeRole::Tipbehandelaar, &may).await;
        let (by, why) = (app.caller(&reader).await, ReadReason::Handle);
        let read = app.app.received_tip(&by, id, why).await.unwrap();
        assert_eq!(read.gekoppeld, linked(None), "not on the file");
        app.admit(&app.assen.behandelaar, &known, &reader).await;
        let read = app.app.received_tip(&by, id, why).await.unwrap();
        assert_eq!(read.gekoppeld, linked(Some(case)));
    });
}

#[test]
fn a_file_is_looked_up_for_a_tip_that_asks_for_one_and_every_try_is_on_record() {
    on_every_database(async |database| {
        let app = &TestApp::on(database).await;
        let (scene, _, id) = met(app).await;
        let by = &scene.assen.first;
        let named = async |version: i64, reference: &str| {
            app.app.tip_file(by, ReceivedTipChange { id, version }, reference).await
        };
        // Before it is taken up nothing can be put on a file, so there is nothing to ask.
        is_tip(named(scene.received().await.regel.versie, "T-2026-8").await, Refusal::WrongState);
        let version = scene.taken_up().await.regel.versie;
        let stale = named(version - 1, "T-2026-8").await;
        assert!(matches!(stale, Err(AppError::Store(StoreError::Conflict))), "{stale:?}");
        let tries = "SELECT reason FROM tip_audit WHERE action = 'dossier-zoeken' ORDER BY seq";
        assert_eq!(database.sql(tries).trim(), "");
        is_fault(named(version, "T-2026-9").await, "/dossier");
        assert!(named(version, " t-2026-8 ").await.is_ok());
        let foreign = ReceivedTipChange { id, version };
        let foreign = app.app.tip_file(&scene.emmen.first, foreign, "T-2026-8").await;
        assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
        let [miss, hit] = ["niet-gevonden", "gevonden"];
        let all = database.sql(tries);
        let lines: Vec<&str> = all.trim().lines().collect();
        assert_eq!(lines.len(), 2, "{all}");
        assert!(lines[0].contains(miss) && lines[1].contains(&format!("\"{hit}\"")), "{all}");
        assert!(!all.contains("2026-"), "a reference stands in the trail: {all}");
    });
}

#[test]
fn only_tip_officers_of_the_body_that_got_the_tip() {
    on_every_app(async |app| {
        let (scene, _, id) = met(app).await;
        let one = candidates(&scene, id).await.swap_remove(0);
        let (pair, decided) = ((id, one.persoon), decision(&one, LinkChoice::Bevestigd));
        let foreign = &scene.emmen.first;
        let refused = app.app.tip_candidates(foreign, id).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
        let refused = app.app.decide_tip_candidate(foreign, pair, &decided).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
        let every: Vec<_> =
            Permission::ALL.into_iter().filter(|may| *may != Permission::HandleTips).collect();
        let other = app.hire(ASSEN, OfficeRole::Coordinator, &every).await;
        // Also who is on the file hears nothing of the tip.
        for worker in [&app.assen.behandelaar, &other] {
            let caller = app.caller(worker).await;
            let refused = app.app.tip_candidates(&caller, id).await;
            assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
            let refused = app.app.decide_tip_candidate(&caller, pair, &decided).await;
            assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
        }
        let program = app.hire(ASSEN, OfficeRole::Systeem, &[Permission::HandleTips]).await;
        let program = app.caller(&program).await;
        is_tip(app.app.decide_tip_candidate(&program, pair, &decided).await, Refusal::HumanOnly);
        assert_eq!(candidates(&scene, id).await[0].stand, LinkStand::Open);
    });
}

#[test]
fn a_rejected_candidate_is_silent_until_something_changes() {
    on_every_app(async |app| {
        let (scene, known, id) = met(app).await;
        let seen = candidates(&scene, id).await.swap_remove(0);
        decide(&scene, id, LinkChoice::Verworpen).await;
        let one = candidates(&scene, id).await.swap_remove(0);
        assert_eq!(one.stand, LinkStand::Verworpen);
        let decided = one.besluit.unwrap();
        assert_eq!((decided.reden, decided.door.account), (reason(), scene.assen.first.account()));
        // Who decides on what they saw before that is asked to look again.
        let (pair, old) = ((id, seen.persoon), decision(&seen, LinkChoice::Bevestigd));
        let by = &scene.assen.second;
        let stale = app.app.decide_tip_candidate(by, pair, &old).await;
        assert!(matches!(stale, Err(AppError::Store(StoreError::Conflict))), "{stale:?}");
        // It outlives the next step with the tip, and what other files tell.
        scene.taken_up().await;
        assert_eq!(candidates(&scene, id).await[0].stand, LinkStand::Verworpen);
        let by = &app.assen.behandelaar;
        retell(app, by, &known, (&name(), "1980-01-02")).await;
        let one = candidates(&scene, id).await.swap_remove(0);
        assert_eq!(one.stand, LinkStand::Gewijzigd);
        assert_eq!(one.besluit.unwrap().besluit, LinkChoice::Verworpen);
        retell(app, by, &known, ("Joep Fuutstra", "1933-12-31")).await;
        assert!(candidates(&scene, id).await.is_empty());
        retell(app, by, &known, (&name(), BORN)).await;
        assert_eq!(candidates(&scene, id).await[0].stand, LinkStand::Verworpen);
        // It can be decided again, and what is confirmed stays.
        decide(&scene, id, LinkChoice::Bevestigd).await;
        retell(app, by, &known, ("Joep Fuutstra", "1933-12-31")).await;
        assert_eq!(candidates(&scene, id).await[0].stand, LinkStand::Bevestigd);
    });
}

#[test]
fn a_tip_that_is_taken_back_has_no_candidates() {
    on_every_app(async |app| {
        let (scene, _, id) = met(app).await;
        decide(&scene, id, LinkChoice::Bevestigd).await;
        let sent = app.app.sent_tips(&scene.emmen.first, None).await.unwrap().items.swap_remove(0);
        let view = scene.sent(sent.id).await;
        let code = WithdrawalCode::Mistake;
        let withdraw = SentTipStep::Withdraw { code, reason: reason() };
        scene.sent_step(&scene.emmen.second, &view, withdraw).await.unwrap();
        scene.work().await;
        assert_eq!(scene.received().await.regel.stand, "ingetrokken");
        assert_eq!(found(&scene, id).await, None);
    });
}

/// What the log of processing says was done.
fn activities(database: &TestDatabase) -> Vec<String> {
    let log = database.sql("SELECT activity FROM processing_log");
    let last = |line: &str| line.rsplit('/').next().map(str::to_owned);
    log.lines().filter_map(last).collect()
}

#[test]
fn every_look_is_on_record_and_nothing_of_it_stands_beside_the_file() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let (scene, known, id) = met(&app).await;
        let before = outside(database);
        let file = app.get(&app.assen.behandelaar, &known.path()).await.json();
        decide(&scene, id, LinkChoice::Verworpen).await;
        let trail = scene.trail(&scene.assen).await;
        let at = |action: &str| trail.iter().position(|known| known == action);
        let (looked, decided) = (at("kandidaten-inzien"), at("kandidaat-verwerpen"));
        assert!(looked.is_some() && looked < decided, "{trail:?}");
        // The log of processing tells of a look at known parties, and of no tip.
        let log = activities(database);
        assert!(log.iter().any(|line| line == "bekende-partijen-raadplegen"), "{log:?}");
        assert!(
            !log.iter().any(|line| line.contains("tip") || line.contains("kandida")),
            "{log:?}"
        );
        assert_eq!(outside(database), before, "a table that is not of tips changed");
        assert_eq!(database.sql("SELECT COUNT(*) FROM subject_link").trim(), "0");
        assert_eq!(app.get(&app.assen.behandelaar, &known.path()).await.json(), file);
        let reasons = "SELECT reason FROM tip_audit WHERE action = 'kandidaten-inzien'";
        assert!(database.sql(reasons).contains("behandelen"));
        let about = "SELECT reason FROM tip_audit WHERE action = 'kandidaat-verwerpen'";
        assert!(database.sql(about).contains(&known.person(0)));
    });
}
