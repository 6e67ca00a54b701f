//! A body without a system gets a letter: the same states, with an officer as the carrier.

use super::scene::{Act, NAME, Scene, content, is_fault, is_tip, organ, reason, words};
use app::AppError;
use app::tips::{
    Attention, Feedback, PartnerChange, PartnerStep, Posted, Refusal, Route, SentTipAction,
    SentTipStep, SentTipView, Verdict, WithdrawalCode, WriteTip,
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

fn declined(day: &str) -> SentTipStep {
    let verdict = Feedback::Judged { verdict: Verdict::Declined };
    SentTipStep::RegisterVerdict { verdict, day: day.parse().unwrap() }
}

fn withdraw() -> SentTipStep {
    SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() }
}

#[test]
fn the_verdict_on_a_letter_is_registered_and_the_tip_is_closed() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let by = &scene.emmen.first;
        let view = by_letter(&scene).await;
        let view = scene.sent_step(by, &view, posted("2026-11-02")).await.unwrap();
        let back = SentTipStep::Returned(words("3SVERZONNEN"));
        let view = scene.sent_step(by, &view, back).await.unwrap();
        assert!(view.stappen.contains(&SentTipAction::Close));
        is_fault(scene.sent_step(by, &view, declined("2026-11-03")).await, "/oordeel-op");
        let view = scene.sent_step(by, &view, declined("2026-11-02")).await.unwrap();
        assert_eq!(view.uitkomst, Some(Feedback::Judged { verdict: Verdict::Declined }));
        assert_eq!(view.uitkomst_op, Some("2026-11-02".parse().unwrap()));
        assert_eq!(view.regel.aandacht, Some(Attention::ToClose));
        let view = scene.sent_step(by, &view, SentTipStep::Close(reason())).await.unwrap();
        assert_eq!(view.regel.stand, "afgesloten");
    });
}

#[test]
fn taking_back_a_letter_takes_a_letter() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let by = &scene.emmen.first;
        let view = by_letter(&scene).await;
        let view = scene.sent_step(by, &view, posted("2026-11-02")).await.unwrap();
        let view = scene.sent_step(by, &view, withdraw()).await.unwrap();
        assert_eq!(view.berichten.len(), 0);
        assert_eq!(view.regel.aandacht, Some(Attention::WithdrawalToPost));
        assert_eq!(view.stappen, [SentTipAction::PostWithdrawal]);
        let letter = |day: &str| {
            let op = day.parse().unwrap();
            SentTipStep::PostWithdrawal(Posted { op, track_en_trace: words("3SINTREKKING") })
        };
        is_fault(scene.sent_step(by, &view, letter("2026-11-03")).await, "/op");
        let view = scene.sent_step(by, &view, letter("2026-11-02")).await.unwrap();
        assert_eq!((view.regel.aandacht, view.stappen.len()), (None, 0));
        assert_eq!(view.intrekking_gepost.as_ref().unwrap().track_en_trace, words("3SINTREKKING"));
        is_tip(scene.sent_step(by, &view, letter("2026-11-02")).await, Refusal::WrongState);
    });
}

/// A tip that somebody on the way refused for good.
async fn refused(scene: &Scene<'_>) -> SentTipView {
    let id = scene.released().await.regel.id;
    scene.line.tell([Act::Answer(400)]);
    scene.work().await;
    scene.sent(id).await
}

#[test]
fn a_tip_that_left_before_it_went_by_letter_is_taken_back_by_a_message() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        let by = &scene.emmen.first;
        // Somebody on the way refuses it; Emmen cannot know what Assen has.
        let view = refused(&scene).await;
        let id = view.regel.id;
        let view = scene.sent_step(by, &view, SentTipStep::ByLetter).await.unwrap();
        assert_eq!(view.berichten.len(), 1, "the letter is no message");
        scene.work_after(1).await;
        scene.sent_step(by, &view, withdraw()).await.unwrap();
        scene.work().await;
        let view = scene.sent(id).await;
        assert_eq!(view.berichten.last().unwrap().stand, "bezorgd");
        assert!(scene.received().await.ingetrokken);
    });
}

#[test]
fn what_may_not_go_to_a_body_any_more_goes_by_no_way() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        let by = &scene.emmen.first;
        let view = refused(&scene).await;
        assert_eq!(view.regel.stand, "onbestelbaar");
        let app = &scene.app.app;
        let mut wanted = scene.partner_of(&scene.assen).await;
        wanted.organen = vec![organ("college")];
        let partner = app.tip_partner(by, scene.assen.oin).await.unwrap();
        let change = |version| PartnerChange { oin: scene.assen.oin, version };
        let step = PartnerStep::Propose(Box::new(wanted));
        let partner = app.change_tip_partner(by, change(partner.versie), step).await.unwrap();
        let heard = partner.voorstel.clone().unwrap().partner.vingerafdruk;
        let step = PartnerStep::Approve(heard);
        app.change_tip_partner(&scene.emmen.second, change(partner.versie), step).await.unwrap();
        for step in [SentTipStep::SendAgain, SentTipStep::ByLetter] {
            is_fault(scene.sent_step(by, &view, step).await, "/orgaan");
        }
    });
}
