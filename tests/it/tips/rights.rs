//! Only tip officers, only of the own body; and a program decides nothing.

use super::scene::{Scene, body, content_json, is_fault, is_tip, reason};
use app::command::OfficeRole;
use app::tips::{
    DecideTipCandidate, Month, PartnerChange, PartnerStep, ReadReason, ReceivedTipChange,
    ReceivedTipStep, Refusal, SentTipChange, SentTipStep, Suite, TipId, WriteTip,
};
use app::{AppError, Caller, LinkChoice, Permission};
use harness::{ASSEN, EMMEN, on_every_app};
use kernel::{Id, Sha256Hex, SubjectId};
use serde_json::json;
use uuid::Uuid;

#[test]
fn whoever_has_another_right_hears_the_same_whether_there_is_a_tip_or_not() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let every: Vec<_> =
            Permission::ALL.into_iter().filter(|may| *may != Permission::HandleTips).collect();
        let got = scene.received().await.regel.id;
        for party in [EMMEN, ASSEN] {
            let other = app.hire(party, OfficeRole::Coordinator, &every).await;
            let other = app.caller(&other).await;
            // The tips that there are, and ones that there are not.
            for (id, got) in [(id, got), (Id::from_uuid(Uuid::nil()), Uuid::nil())] {
                is_forbidden(&about_tips(&scene, &other, id, got).await);
            }
            is_forbidden(&about_the_house(&scene, &other).await);
        }
    });
}

fn is_forbidden(answers: &[Result<(), AppError>]) {
    for (place, answer) in answers.iter().enumerate() {
        assert!(matches!(answer, Err(AppError::Forbidden)), "{place}: {answer:?}");
    }
}

/// Everything that is asked or done about tips.
async fn about_tips(
    scene: &Scene<'_>,
    by: &Caller,
    id: TipId,
    got: Uuid,
) -> [Result<(), AppError>; 11] {
    let (app, handle) = (&scene.app.app, ReadReason::Handle);
    let sent = SentTipChange { id, version: 1 };
    let received = ReceivedTipChange { id: got, version: 1 };
    let somebody = SubjectId::from_uuid(Uuid::nil());
    let decision = DecideTipCandidate {
        besluit: LinkChoice::Bevestigd,
        reden: reason(),
        lezing: Sha256Hex::of_parts([]),
    };
    [
        app.sent_tips(by, None).await.map(drop),
        app.received_tips(by, None).await.map(drop),
        app.sent_tip(by, id, handle).await.map(drop),
        app.received_tip(by, got, handle).await.map(drop),
        app.write_tip(by, &scene.wanted(), None).await.map(drop),
        app.change_sent_tip(by, sent, SentTipStep::Release).await.map(drop),
        app.change_received_tip(by, received, ReceivedTipStep::TakeUp).await.map(drop),
        app.tip_letter(by, id).await.map(drop),
        app.tip_candidates(by, got).await.map(drop),
        app.decide_tip_candidate(by, (got, somebody), &decision).await,
        app.tip_file(by, received, "T-2026-8").await.map(drop),
    ]
}

/// Everything that is asked or done about who exchanges tips, and the trail of it.
async fn about_the_house(scene: &Scene<'_>, by: &Caller) -> [Result<(), AppError>; 12] {
    let (app, oin) = (&scene.app.app, scene.assen.oin);
    let change = PartnerChange { oin, version: 1 };
    let month: Month = "2026-11".parse().unwrap();
    [
        app.tip_partners(by).await.map(drop),
        app.tip_partner(by, oin).await.map(drop),
        app.propose_tip_partner(by, &scene.partner_of(&scene.assen).await).await.map(drop),
        app.change_tip_partner(by, change, PartnerStep::Hold).await.map(drop),
        app.tip_body(by).await.map(drop),
        app.keep_tip_body(by, 1, &body(oin, Suite::Ec)).await.map(drop),
        app.rotate_tip_signing_key(by).await.map(drop),
        app.rotate_tip_encryption_key(by).await.map(drop),
        app.tip_report(by, oin, month).await.map(drop),
        app.compare_tip_report(by, oin, "a.b.c").await.map(drop),
        app.tip_trail(by, None).await.map(drop),
        app.check_tip_trail(by).await.map(drop),
    ]
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
        let nowhere = Some(Id::from_uuid(Uuid::from_u128(7)));
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
