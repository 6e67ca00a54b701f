//! Only tip officers, only of the own body; and a program decides nothing.

use super::scene::{Scene, content_json, is_fault, is_tip, reason};
use app::command::OfficeRole;
use app::tips::{ReadReason, ReceivedTipStep, Refusal, SentTipChange, SentTipStep, WriteTip};
use app::{AppError, Permission};
use harness::{EMMEN, on_every_app};
use serde_json::json;

#[test]
fn whoever_has_another_right_hears_the_same_whether_there_is_a_tip_or_not() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let every: Vec<_> =
            Permission::ALL.into_iter().filter(|may| *may != Permission::HandleTips).collect();
        let other = app.hire(EMMEN, OfficeRole::Coordinator, &every).await;
        let other = app.caller(&other).await;
        let (app, handle) = (&scene.app.app, ReadReason::Handle);
        let change = SentTipChange { id, version: 1 };
        let nowhere = uuid::Uuid::from_u128(1);
        for answer in [
            app.sent_tips(&other, None).await.map(drop),
            app.received_tips(&other, None).await.map(drop),
            app.sent_tip(&other, id, handle).await.map(drop),
            app.received_tip(&other, nowhere, handle).await.map(drop),
            app.write_tip(&other, &scene.wanted(), None).await.map(drop),
            app.change_sent_tip(&other, change, SentTipStep::Release).await.map(drop),
            app.tip_partners(&other).await.map(drop),
            app.tip_body(&other).await.map(drop),
            app.tip_trail(&other, None).await.map(drop),
            app.rotate_tip_signing_key(&other).await.map(drop),
        ] {
            assert!(matches!(answer, Err(AppError::Forbidden)), "{answer:?}");
        }
    });
}

#[test]
fn tips_are_of_one_party() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let got = scene.received().await;
        let (app, handle) = (&scene.app.app, ReadReason::Handle);
        let there = app.sent_tip(&scene.assen.first, id, handle).await;
        assert!(matches!(there, Err(AppError::NotFound)), "{there:?}");
        let there = app.received_tip(&scene.emmen.first, got.regel.id, handle).await;
        assert!(matches!(there, Err(AppError::NotFound)), "{there:?}");
        let there = scene.received_step(&scene.emmen.first, &got, ReceivedTipStep::TakeUp).await;
        assert!(matches!(there, Err(AppError::NotFound)), "{there:?}");
        assert!(app.received_tips(&scene.emmen.first, None).await.unwrap().items.is_empty());
        assert!(app.sent_tips(&scene.assen.first, None).await.unwrap().items.is_empty());
    });
}

#[test]
fn a_program_writes_and_decides_nothing() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let program = app.hire(EMMEN, OfficeRole::Systeem, &[Permission::HandleTips]).await;
        let program = app.caller(&program).await;
        is_tip(scene.app.app.write_tip(&program, &scene.wanted(), None).await, Refusal::HumanOnly);
        let view = scene.written().await;
        is_tip(scene.sent_step(&program, &view, SentTipStep::Release).await, Refusal::HumanOnly);
    });
}

#[test]
fn what_may_not_travel_is_refused_with_its_place() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let written = async |wanted: WriteTip| {
            scene.app.app.write_tip(&scene.emmen.first, &wanted, None).await
        };
        let mut wanted = scene.wanted();
        wanted.inhoud.toelichting = Some(super::scene::words("Wat meer."));
        is_fault(written(wanted).await, "/inhoud/toelichting");
        let mut wanted = scene.wanted();
        wanted.orgaan = super::scene::organ("gs");
        is_fault(written(wanted).await, "/orgaan");
        let mut wanted = scene.wanted();
        wanted.inhoud.wpg_grondslag = Some(app::tips::PoliceBasis::Article19);
        is_fault(written(wanted).await, "/inhoud/wpgGrondslag");
        // There is no field for what the law does not let travel.
        for field in ["bsn", "strafbaarFeit", "zakelijkPartner", "bijlagen"] {
            let mut text = content_json();
            text[field] = json!("x");
            assert!(serde_json::from_value::<app::tips::TipContent>(text).is_err(), "{field}");
        }
    });
}

#[test]
fn a_verdict_has_a_reason_a_file_of_the_own_body_and_is_given_once() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let got = scene.received().await;
        let decline = ReceivedTipStep::Decline(reason());
        is_tip(
            scene.received_step(&scene.assen.first, &got, decline.clone()).await,
            Refusal::WrongState,
        );
        let got = scene.taken_up().await;
        let nowhere = Some(kernel::Id::from_uuid(uuid::Uuid::from_u128(7)));
        let accept = ReceivedTipStep::Accept { case: nowhere, reason: reason() };
        is_fault(scene.received_step(&scene.assen.first, &got, accept).await, "/dossier");
        is_tip(
            scene.received_step(&scene.assen.first, &got, ReceivedTipStep::Lapse(reason())).await,
            Refusal::TooEarly,
        );
        let done = scene.received_step(&scene.assen.first, &got, decline.clone()).await.unwrap();
        assert_eq!((done.regel.stand.as_str(), done.reden), ("afgewezen", Some(reason())));
        let again = scene.received_step(&scene.assen.first, &got, decline).await;
        assert!(matches!(again, Err(AppError::Store(store::StoreError::Conflict))), "{again:?}");
    });
}
