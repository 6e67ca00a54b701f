//! A body without a system gets a letter: the same states, with an officer as the carrier.

use super::scene::{NAME, Scene, content, is_fault, is_tip, organ, words};
use app::AppError;
use app::tips::{
    PartnerChange, PartnerStep, Posted, Refusal, Route, SentTipAction, SentTipStep, SentTipView,
    WriteTip,
};
use harness::on_every_app;

async fn by_letter(scene: &Scene<'_>) -> SentTipView {
    let view = written(scene).await;
    scene.sent_step(&scene.emmen.second, &view, SentTipStep::Release).await.unwrap()
}

/// A tip to a body without a system, which nobody released yet.
async fn written(scene: &Scene<'_>) -> SentTipView {
    let app = &scene.app.app;
    let mut partner = scene.partner_of(&scene.assen).await;
    partner.oin = "00000001001234500007".parse().unwrap();
    partner.systeem = None;
    let proposed = app.propose_tip_partner(&scene.emmen.first, &partner).await.unwrap();
    let change = PartnerChange { oin: partner.oin, version: proposed.versie };
    app.change_tip_partner(&scene.emmen.second, change, PartnerStep::Approve(None)).await.unwrap();
    let (ontvanger, orgaan) = (partner.oin, organ("college"));
    let wanted = WriteTip { ontvanger, orgaan, inhoud: content() };
    app.write_tip(&scene.emmen.first, &wanted, None).await.unwrap()
}

fn posted(day: &str) -> SentTipStep {
    let op = day.parse().unwrap();
    SentTipStep::Post(Posted { op, track_en_trace: words("3SVERZONNEN") })
}

#[test]
fn an_officer_posts_the_letter_and_registers_its_receipt() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let view = by_letter(&scene).await;
        assert_eq!((view.route, view.berichten.len()), (Some(Route::Letter), 0));
        assert_eq!(view.stappen, [SentTipAction::Post, SentTipAction::Withdraw]);
        scene.work().await;
        assert_eq!(scene.sent(view.regel.id).await.regel.stand, "vrijgegeven");
        let by = &scene.emmen.first;
        let early = SentTipStep::Returned(words("3SVERZONNEN"));
        is_tip(scene.sent_step(by, &view, early).await, Refusal::WrongState);
        is_fault(scene.sent_step(by, &view, posted("2026-11-03")).await, "/op");
        let view = scene.sent_step(by, &view, posted("2026-11-02")).await.unwrap();
        assert_eq!(view.regel.stand, "in-bezorging");
        assert_eq!(view.gepost.as_ref().unwrap().track_en_trace, words("3SVERZONNEN"));
        let back = SentTipStep::Returned(words("3SVERZONNEN"));
        let view = scene.sent_step(by, &view, back).await.unwrap();
        assert_eq!(view.regel.stand, "bezorgd");
        scene.trail(&scene.emmen).await;
    });
}

#[test]
fn the_letter_is_made_after_the_release_and_that_is_on_record() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let (by, view) = (&scene.emmen.first, written(&scene).await);
        is_tip(app.app.tip_letter(by, view.regel.id).await, Refusal::WrongState);
        let view = scene.sent_step(&scene.emmen.second, &view, SentTipStep::Release).await.unwrap();
        assert!(view.brief);
        let letter = app.app.tip_letter(by, view.regel.id).await.unwrap();
        assert!(letter.pdf.starts_with(b"%PDF") && letter.pages > 1);
        assert_eq!(letter.file_name, format!("brief-{}.pdf", view.regel.id));
        assert!(!letter.title.contains(NAME));
        assert!(letter == app.app.tip_letter(by, view.regel.id).await.unwrap());
        let made = |actions: Vec<String>| {
            actions.iter().filter(|action| *action == "tip-brief-maken").count()
        };
        assert_eq!(made(scene.trail(&scene.emmen).await), 2);
        let strange = app.app.tip_letter(&scene.assen.first, view.regel.id).await;
        assert!(matches!(strange, Err(AppError::NotFound)));
        // Once it arrived, no second letter goes out by accident.
        let view = scene.sent_step(by, &view, posted("2026-11-02")).await.unwrap();
        assert!(view.brief);
        let back = SentTipStep::Returned(words("3SVERZONNEN"));
        assert!(!scene.sent_step(by, &view, back).await.unwrap().brief);
        is_tip(app.app.tip_letter(by, view.regel.id).await, Refusal::WrongState);
    });
}

#[test]
fn a_letter_that_comes_back_can_go_again() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let view = by_letter(&scene).await;
        let by = &scene.emmen.first;
        let view = scene.sent_step(by, &view, posted("2026-11-02")).await.unwrap();
        let view = scene.sent_step(by, &view, SentTipStep::NotTaken).await.unwrap();
        assert_eq!(view.regel.stand, "onbestelbaar");
        assert_eq!(view.stappen, [SentTipAction::SendAgain, SentTipAction::Withdraw]);
        let view = scene.sent_step(by, &view, SentTipStep::SendAgain).await.unwrap();
        assert_eq!((view.regel.stand.as_str(), view.route), ("vrijgegeven", Some(Route::Letter)));
    });
}

#[test]
fn a_tip_that_the_program_carries_cannot_be_posted() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let view = scene.released().await;
        let by = &scene.emmen.first;
        is_tip(scene.sent_step(by, &view, posted("2026-11-02")).await, Refusal::WrongState);
        is_tip(scene.sent_step(by, &view, SentTipStep::NotTaken).await, Refusal::WrongState);
        assert!(!view.brief);
        is_tip(app.app.tip_letter(by, view.regel.id).await, Refusal::WrongState);
    });
}
