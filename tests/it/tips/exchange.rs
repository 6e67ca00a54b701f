//! From a concept in one party to a verdict in another, and back.

use super::scene::{NAME, Scene, content, is_fault, is_tip, organ, reason, words};
use app::Permission;
use app::command::OfficeRole;
use app::tips::{
    Answer, Attention, BodyKind, Feedback, FileLink, Month, Pointer, ReceivedTipAction,
    ReceivedTipStep, Refusal, SentTipStep, Subject, Suite, Topic, Verdict, WithdrawalCode,
};
use harness::{ASSEN, EMMEN, on_every_app};
use serde_json::json;

#[test]
fn a_tip_is_released_by_another_carried_once_accepted_on_a_file_and_its_verdict_comes_back() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let view = scene.written().await;
        assert_eq!((view.regel.stand.as_str(), view.berichten.len()), ("concept", 0));
        scene.work().await;
        assert!(scene.arrived().await.is_empty(), "a concept goes nowhere");
        is_tip(
            scene.sent_step(&scene.emmen.first, &view, SentTipStep::Release).await,
            Refusal::SameOfficial,
        );
        let view = scene.sent_step(&scene.emmen.second, &view, SentTipStep::Release).await.unwrap();
        assert_eq!(view.regel.stand, "vrijgegeven");
        assert_eq!(view.berichten[0].stand, "wacht");
        scene.work().await;
        scene.work().await;
        let view = scene.sent(view.regel.id).await;
        assert_eq!((view.regel.stand.as_str(), view.berichten[0].pogingen), ("bezorgd", 1));

        let got = scene.received().await;
        assert_eq!((got.regel.stand.as_str(), got.regel.tip), ("ontvangen", view.regel.id));
        assert!(got.regel.betrokkene.as_ref().unwrap().reveal().ends_with(NAME));
        assert_eq!(got.inhoud.unwrap().betrokkene, content().betrokkene);
        let got = scene.taken_up().await;
        let file = a_file(&scene).await;
        let accept = ReceivedTipStep::Accept { case: Some(file), reason: reason() };
        let got = scene.received_step(&scene.assen.second, &got, accept).await.unwrap();
        assert_eq!(got.dossier, Some(FileLink::Existing { case: file }));
        scene.work().await;
        let view = scene.sent(view.regel.id).await;
        assert_eq!(view.uitkomst, Some(Feedback::Judged { verdict: Verdict::Accepted }));
        assert_eq!(view.regel.aandacht, Some(Attention::ToClose));
        let view =
            scene.sent_step(&scene.emmen.first, &view, SentTipStep::Close(reason())).await.unwrap();
        assert_eq!((view.regel.stand.as_str(), view.stappen.len()), ("afgesloten", 0));
        both_agree(&scene, [1, 2]).await;
    });
}

/// A file of Assen, and how it looks so that a change of it is seen.
async fn a_file(scene: &Scene<'_>) -> kernel::CaseId {
    let new = json!({ "aanvraag": {
        "kenmerk": "T-1",
        "soort": "exploitatie-openbare-inrichting",
        "gebeurtenis": "nieuw",
        "ontvangenOp": "2026-11-02",
        "betrokkene": { "soort": "natuurlijk-persoon", "naam": "V. Beeld" },
        "feiten": { "signalen": [], "branches": [] },
    } });
    let file = scene.app.open(&scene.app.assen.behandelaar, &new).await;
    file.id.parse().unwrap()
}

/// Both trails are whole and both reports agree on how much went each way.
async fn both_agree(scene: &Scene<'_>, [there, back]: [usize; 2]) {
    let (emmen, assen) = (scene.trail(&scene.emmen).await, scene.trail(&scene.assen).await);
    for action in ["tip-schrijven", "vrijgeven", "bericht-verzegelen", "bericht-bezorgd"] {
        assert!(emmen.iter().any(|known| known == action), "{action}: {emmen:?}");
    }
    for action in ["bericht-ontvangen", "in-behandeling-nemen", "aanvaarden", "tip-inzien"] {
        assert!(assen.iter().any(|known| known == action), "{action}: {assen:?}");
    }
    let (app, month): (_, Month) = (&scene.app.app, "2026-11".parse().unwrap());
    let ours = app.tip_report(&scene.emmen.first, scene.assen.oin, month).await.unwrap();
    assert_eq!((ours.verzonden.len(), ours.ontvangen.len()), (there, back));
    let theirs = app.tip_report(&scene.assen.first, scene.emmen.oin, month).await.unwrap();
    let compared =
        app.compare_tip_report(&scene.emmen.first, scene.assen.oin, &theirs.ondertekend).await;
    assert_eq!(compared.unwrap(), []);
    let own = app.compare_tip_report(&scene.emmen.first, scene.assen.oin, &ours.ondertekend).await;
    assert!(own.is_err(), "one's own report says nothing");
}

#[test]
fn a_question_is_answered_by_two_and_the_answer_is_worked_in() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        let ask = ReceivedTipStep::Ask(Topic::Decision);
        scene.received_step(&scene.assen.first, &got, ask).await.unwrap();
        scene.work().await;
        let view = scene.sent(id).await;
        assert_eq!(view.regel.aandacht, Some(Attention::Question));
        let question = view.vraag.as_ref().unwrap().id;
        let mut besluit = content().besluit;
        besluit.kenmerk_ontvanger = Some(words("ASS-2026-77"));
        let answer =
            Answer { vraag: question, betrokkene: None, besluit: Some(besluit), contact: None };
        let step = SentTipStep::WriteAnswer(Box::new(answer.clone()));
        let view = scene.sent_step(&scene.emmen.second, &view, step).await.unwrap();
        is_tip(
            scene.sent_step(&scene.emmen.second, &view, SentTipStep::ReleaseAnswer).await,
            Refusal::SameOfficial,
        );
        scene.sent_step(&scene.emmen.first, &view, SentTipStep::ReleaseAnswer).await.unwrap();
        scene.work().await;
        let got = scene.received().await;
        assert!(!got.vraag_open);
        assert_eq!(got.inhoud.unwrap().besluit, answer.besluit.unwrap());
    });
}

#[test]
fn an_answer_that_no_message_can_hold_is_not_written() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        let ask = ReceivedTipStep::Ask(Topic::Subject);
        scene.received_step(&scene.assen.first, &got, ask).await.unwrap();
        scene.work().await;
        let view = scene.sent(id).await;
        let vraag = view.vraag.as_ref().unwrap().id;
        let mut betrokkene = content().betrokkene;
        if let Subject::Person { handelsnamen, .. } = &mut betrokkene {
            handelsnamen.extend((0..300).map(|_| words(&"Café ".repeat(20))));
        }
        let answer = Answer { vraag, betrokkene: Some(betrokkene), besluit: None, contact: None };
        let step = SentTipStep::WriteAnswer(Box::new(answer));
        is_fault(scene.sent_step(&scene.emmen.first, &view, step).await, "/antwoord");
    });
}

#[test]
fn a_body_that_is_not_competent_points_to_another_and_the_sender_decides() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        let pointer = Pointer { oin: None, orgaan: organ("gs") };
        let step = ReceivedTipStep::DeclareNotCompetent {
            pointer: Some(pointer.clone()),
            reason: reason(),
        };
        scene.received_step(&scene.assen.first, &got, step).await.unwrap();
        scene.work().await;
        let view = scene.sent(id).await;
        assert_eq!(view.uitkomst, Some(Feedback::NotCompetent { pointer: Some(pointer) }));
        let back = SentTipStep::Redirect { receiver: scene.assen.oin, organ: organ("college") };
        is_tip(scene.sent_step(&scene.emmen.first, &view, back).await, Refusal::TriedBefore);
        let third = third_body(&scene).await;
        let step = SentTipStep::Redirect { receiver: third, organ: organ("gs") };
        let view = scene.sent_step(&scene.emmen.first, &view, step).await.unwrap();
        assert_eq!((view.regel.stand.as_str(), view.regel.ontvanger), ("concept", third));
        assert!(view.inhoud.unwrap().vervolg_op.is_some());
    });
}

/// A province without a system in the register of Emmen.
pub(super) async fn third_body(scene: &Scene<'_>) -> app::tips::Oin {
    let app = &scene.app.app;
    let mut wanted = scene.partner_of(&scene.assen).await;
    wanted.oin = "00000001001234500003".parse().unwrap();
    wanted.organen = vec![organ("gs")];
    wanted.systeem = None;
    let proposed = app.propose_tip_partner(&scene.emmen.first, &wanted).await.unwrap();
    let change = app::tips::PartnerChange { oin: wanted.oin, version: proposed.versie };
    let step = app::tips::PartnerStep::Approve(None);
    app.change_tip_partner(&scene.emmen.second, change, step).await.unwrap();
    wanted.oin
}

#[test]
fn a_tip_that_is_taken_back_is_forgotten_by_the_receiver_and_one_that_never_left_says_nothing() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let withdraw = || SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() };
        let view = scene.released().await;
        scene.sent_step(&scene.emmen.first, &view, withdraw()).await.unwrap();
        scene.work().await;
        assert!(scene.arrived().await.is_empty());
        assert_eq!(scene.sent(view.regel.id).await.berichten[0].stand, "vervallen");

        let id = scene.delivered().await;
        let view = scene.sent(id).await;
        let view = scene.sent_step(&scene.emmen.first, &view, withdraw()).await.unwrap();
        assert_eq!(view.regel.stand, "ingetrokken");
        scene.work().await;
        let got = scene.received().await;
        assert_eq!((got.regel.stand.as_str(), got.ingetrokken), ("ingetrokken", true));
        assert_eq!((got.inhoud, got.regel.betrokkene), (None, None));
        assert!(got.stappen.is_empty());
    });
}

#[test]
fn the_dutch_suite_works_as_well() {
    on_every_app(async |app| {
        let scene = Scene::strangers(app, Suite::NlRsa).await;
        scene.befriend().await;
        scene.delivered().await;
        assert_eq!(scene.received().await.regel.stand, "ontvangen");
        assert_eq!(scene.app.app.tip_body(&scene.emmen.first).await.unwrap().sleutels.len(), 2);
        let partners = scene.app.app.tip_partners(&scene.assen.first).await.unwrap();
        assert_eq!(partners[0].partner.soort, BodyKind::AdministrativeBody);
        assert!(partners[0].zelfde_systeem);
        assert_eq!(scene.emmen.first.party().as_str(), EMMEN);
    });
}

#[test]
fn a_tip_that_is_taken_back_after_it_was_accepted_asks_for_attention() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        let accept = ReceivedTipStep::Accept { case: None, reason: reason() };
        let got = scene.received_step(&scene.assen.first, &got, accept).await.unwrap();
        assert_eq!(got.regel.aandacht, Some(Attention::FileToOpen));
        // The verdict is still under way.
        let view = scene.sent(id).await;
        let withdraw = SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() };
        scene.sent_step(&scene.emmen.first, &view, withdraw).await.unwrap();
        scene.work().await;
        let got = scene.received().await;
        assert_eq!(got.regel.stand, "aanvaard");
        assert_eq!(got.regel.aandacht, Some(Attention::WithdrawnAfterVerdict));
        // Who saw it says so, once; what was still to be done with the tip stays to be done.
        assert_eq!(got.stappen, [ReceivedTipAction::SeeWithdrawal, ReceivedTipAction::LinkFile]);
        let seen = ReceivedTipStep::SeeWithdrawal;
        let said = got.berichten.len();
        let got = scene.received_step(&scene.assen.second, &got, seen.clone()).await.unwrap();
        assert_eq!((got.regel.stand.as_str(), got.ingetrokken), ("aanvaard", true));
        assert_eq!(got.berichten.len(), said, "the sender hears nothing of it");
        assert_eq!(got.regel.aandacht, Some(Attention::FileToOpen));
        assert_eq!(got.stappen, [ReceivedTipAction::LinkFile]);
        let twice = scene.received_step(&scene.assen.second, &got, seen).await;
        is_tip(twice, Refusal::WrongState);
        let trail = scene.trail(&scene.assen).await;
        assert_eq!(trail.iter().filter(|action| *action == "intrekking-gezien").count(), 1);
    });
}

#[test]
fn that_a_tip_was_taken_back_is_seen_by_a_person_and_only_when_it_was() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        let seen = || ReceivedTipStep::SeeWithdrawal;
        is_tip(scene.received_step(&scene.assen.first, &got, seen()).await, Refusal::WrongState);
        let accept = ReceivedTipStep::Accept { case: None, reason: reason() };
        let got = scene.received_step(&scene.assen.first, &got, accept).await.unwrap();
        is_tip(scene.received_step(&scene.assen.first, &got, seen()).await, Refusal::WrongState);
        let view = scene.sent(id).await;
        let withdraw = SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() };
        scene.sent_step(&scene.emmen.first, &view, withdraw).await.unwrap();
        scene.work().await;
        let got = scene.received().await;
        let program = app.hire(ASSEN, OfficeRole::Systeem, &[Permission::HandleTips]).await;
        let program = app.caller(&program).await;
        is_tip(scene.received_step(&program, &got, seen()).await, Refusal::HumanOnly);
        assert_eq!(scene.received().await.regel.aandacht, Some(Attention::WithdrawnAfterVerdict));
    });
}
