//! A tip that came by letter: an officer copies it, once, and it is a tip like any other; its sender hears by hand.

use super::scene::{Act, NAME, Scene, content, is_fault, is_tip, organ, reason, words};
use app::AppError;
use app::tips::{
    Attention, BodyKind, Feedback, Oin, PartnerChange, PartnerStep, PoliceBasis, ReceivedTipAction,
    ReceivedTipStep, ReceivedTipView, Refusal, RegisterTipLetter, Route, SentTipStep, Topic,
    Verdict, WithdrawalCode,
};
use chrono::NaiveDate;
use harness::{TestApp, on_every_app};

const WITHOUT_SYSTEM: &str = "00000001001234500007";

/// A body without a system in the register of Emmen, which two officers approved.
async fn body(scene: &Scene<'_>, oin: &str, kind: BodyKind) -> Oin {
    let app = &scene.app.app;
    let mut partner = scene.partner_of(&scene.assen).await;
    (partner.oin, partner.soort, partner.systeem) = (oin.parse().unwrap(), kind, None);
    let proposed = app.propose_tip_partner(&scene.emmen.first, &partner).await.unwrap();
    let change = PartnerChange { oin: partner.oin, version: proposed.versie };
    app.change_tip_partner(&scene.emmen.second, change, PartnerStep::Approve(None)).await.unwrap();
    partner.oin
}

fn letter(afzender: Oin, day: &str) -> RegisterTipLetter {
    let (orgaan, ontvangen_op) = (organ("burgemeester"), day.parse().unwrap());
    RegisterTipLetter { afzender, orgaan, ontvangen_op, nummer: None, inhoud: content() }
}

async fn register(
    scene: &Scene<'_>,
    wanted: &RegisterTipLetter,
) -> Result<ReceivedTipView, AppError> {
    scene.app.app.register_tip_letter(&scene.emmen.first, wanted, None).await
}

async fn registered(app: &TestApp, scene: &Scene<'_>) -> usize {
    app.app.received_tips(&scene.emmen.first, None).await.unwrap().items.len()
}

#[test]
fn a_letter_is_judged_like_any_tip_and_no_message_goes_back() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        app.today("2026-11-04");
        let giver = body(&scene, WITHOUT_SYSTEM, BodyKind::PublicTask).await;
        let view = register(&scene, &letter(giver, "2026-11-02")).await.unwrap();
        assert_eq!((view.regel.stand.as_str(), view.weg), ("ontvangen", Some(Route::Letter)));
        assert_eq!(view.regel.betrokkene.as_ref().unwrap().reveal(), &format!("Vera {NAME}"));
        // From Monday the 2nd, on which it came: ten working days end on the 16th.
        let remind = view.termijnen.as_ref().unwrap().herinnering;
        assert_eq!(remind, "2026-11-16".parse::<NaiveDate>().unwrap());
        let by = &scene.emmen.second;
        let view = scene.received_step(by, &view, ReceivedTipStep::TakeUp).await.unwrap();
        assert!(!view.stappen.contains(&ReceivedTipAction::Ask));
        let ask = scene.received_step(by, &view, ReceivedTipStep::Ask(Topic::Decision)).await;
        is_tip(ask, Refusal::NoSystem);
        let view =
            scene.received_step(by, &view, ReceivedTipStep::Decline(reason())).await.unwrap();
        assert_eq!((view.regel.stand.as_str(), view.berichten.len()), ("afgewezen", 0));
        assert!(scene.trail(&scene.emmen).await.contains(&"tip-brief-vastleggen".to_owned()));
    });
}

#[test]
fn only_a_partner_gives_tips_and_only_what_may_travel_is_copied() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let giver = body(&scene, WITHOUT_SYSTEM, BodyKind::AdministrativeBody).await;
        let good = letter(giver, "2026-11-02");
        let stranger = letter("00000001001234500009".parse().unwrap(), "2026-11-02");
        is_fault(register(&scene, &stranger).await, "/afzender");
        is_fault(register(&scene, &letter(giver, "2026-11-03")).await, "/ontvangenOp");
        is_fault(register(&scene, &letter(giver, "2025-10-31")).await, "/ontvangenOp");
        let foreign = RegisterTipLetter { orgaan: organ("minister"), ..good.clone() };
        is_fault(register(&scene, &foreign).await, "/orgaan");
        let mut explained = good.clone();
        explained.inhoud.toelichting = Some(words("Er werd gefluisterd."));
        is_fault(register(&scene, &explained).await, "/inhoud/toelichting");
        let mut police = good.clone();
        police.inhoud.wpg_grondslag = Some(PoliceBasis::Article19);
        is_fault(register(&scene, &police).await, "/inhoud/wpgGrondslag");
        // Emmen does not take tips of the police.
        police.afzender = body(&scene, "00000001001234500006", BodyKind::Police).await;
        is_fault(register(&scene, &police).await, "/inhoud/wpgGrondslag");
        assert_eq!(registered(app, &scene).await, 0);
        register(&scene, &good).await.unwrap();
        let stop = scene.app.app.tip_partners(&scene.emmen.first).await.unwrap();
        let of = stop.iter().find(|one| one.oin == giver).unwrap();
        assert!(of.kan_geven);
        let change = PartnerChange { oin: giver, version: of.versie };
        let stopped = PartnerStep::Stop(reason());
        let stopped = app.app.change_tip_partner(&scene.emmen.first, change, stopped).await;
        assert!(!stopped.unwrap().kan_geven);
        is_fault(register(&scene, &good).await, "/afzender");
    });
}

#[test]
fn a_tip_with_a_number_is_registered_once_also_when_it_came_as_a_message() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let giver = body(&scene, WITHOUT_SYSTEM, BodyKind::PublicTask).await;
        let mut wanted = letter(giver, "2026-11-02");
        wanted.nummer = Some(app.app.fresh(app.app.now()));
        let view = register(&scene, &wanted).await.unwrap();
        assert_eq!(Some(view.regel.tip), wanted.nummer);
        is_fault(register(&scene, &wanted).await, "/nummer");
        assert_eq!(registered(app, &scene).await, 1);
        // Emmen gave Assen this tip by a message, and posts it again as a letter.
        let sent = scene.delivered().await;
        let twice =
            RegisterTipLetter { nummer: Some(sent), ..letter(scene.emmen.oin, "2026-11-02") };
        let twice = app.app.register_tip_letter(&scene.assen.first, &twice, None).await;
        is_fault(twice, "/nummer");
        assert_eq!(scene.arrived().await.len(), 1);
    });
}

#[test]
fn a_letter_that_comes_after_the_message_that_takes_it_back_says_nothing_any_more() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let given = scene.released().await;
        scene.line.tell([Act::Answer(400)]);
        scene.work().await;
        let view = scene.sent(given.regel.id).await;
        let letter = scene.sent_step(&scene.emmen.first, &view, SentTipStep::ByLetter).await;
        let step = SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() };
        scene.sent_step(&scene.emmen.first, &letter.unwrap(), step).await.unwrap();
        scene.work().await;
        let wanted = RegisterTipLetter {
            nummer: Some(given.regel.id),
            ..self::letter(scene.emmen.oin, "2026-11-02")
        };
        let view = app.app.register_tip_letter(&scene.assen.first, &wanted, None).await.unwrap();
        assert_eq!((view.regel.stand.as_str(), view.inhoud), ("ingetrokken", None));
        is_fault(app.app.register_tip_letter(&scene.assen.first, &wanted, None).await, "/nummer");
    });
}

#[test]
fn what_was_taken_back_by_hand_or_copied_wrongly_says_nothing_any_more() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let by = &scene.emmen.first;
        let giver = body(&scene, WITHOUT_SYSTEM, BodyKind::PublicTask).await;
        let back = || ReceivedTipStep::RegisterWithdrawal(WithdrawalCode::Mistake);
        let view = register(&scene, &letter(giver, "2026-11-02")).await.unwrap();
        assert!(view.stappen.contains(&ReceivedTipAction::RegisterWithdrawal));
        let view = scene.received_step(by, &view, back()).await.unwrap();
        assert_eq!((view.regel.stand.as_str(), &view.inhoud), ("ingetrokken", &None));
        is_tip(scene.received_step(by, &view, back()).await, Refusal::WrongState);
        // An investigation may rest on one that was accepted, so that stays and an officer is told.
        let view = register(&scene, &letter(giver, "2026-11-02")).await.unwrap();
        let view = scene.received_step(by, &view, ReceivedTipStep::TakeUp).await.unwrap();
        let accept = ReceivedTipStep::Accept { case: None, reason: reason() };
        let view = scene.received_step(by, &view, accept).await.unwrap();
        let view = scene.received_step(by, &view, back()).await.unwrap();
        assert_eq!((view.regel.stand.as_str(), view.inhoud.is_some()), ("aanvaard", true));
        assert_eq!(view.regel.aandacht, Some(Attention::WithdrawnAfterVerdict));
        // One that came as a message is taken back by a message.
        scene.delivered().await;
        let got = scene.received().await;
        let step = scene.received_step(&scene.assen.first, &got, back()).await;
        is_tip(step, Refusal::WrongState);
    });
}

#[test]
fn a_letter_that_comes_as_a_message_after_all_is_answered_by_message() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let given = scene.released().await;
        scene.line.tell([Act::Answer(400)]);
        scene.work().await;
        let wanted = RegisterTipLetter {
            nummer: Some(given.regel.id),
            ..letter(scene.emmen.oin, "2026-11-02")
        };
        let got = app.app.register_tip_letter(&scene.assen.first, &wanted, None).await.unwrap();
        assert_eq!(got.weg, Some(Route::Letter));
        let view = scene.sent(given.regel.id).await;
        scene.sent_step(&scene.emmen.first, &view, SentTipStep::SendAgain).await.unwrap();
        scene.work().await;
        assert_eq!(scene.received().await.weg, None);
        let view = scene.taken_up().await;
        let step = ReceivedTipStep::Decline(reason());
        scene.received_step(&scene.assen.first, &view, step).await.unwrap();
        scene.work().await;
        assert_eq!(
            scene.sent(given.regel.id).await.uitkomst,
            Some(Feedback::Judged { verdict: Verdict::Declined })
        );
    });
}
