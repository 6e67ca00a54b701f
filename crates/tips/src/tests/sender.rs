//! A tip at the body that gives it.

use super::samples::*;
use crate::message::{
    Answer, Assessed, Content, NotCompetent, Question, Topic, Verdict, WithdrawalCode,
};
use crate::refusal::Refusal;
use crate::retention::{End, Retention};
use crate::route::{Proof, Route};
use crate::sender::{Feedback, GiveUpCause, NewTip, Outgoing, SenderCommand, SenderState};
use crate::step::{At, Heard, Step};
use crate::wording::Wording;
use kernel::Sha256Hex;

pub(super) const WRITER: u64 = 1;
pub(super) const SECOND: u64 = 2;

pub(super) fn concept_by(route: Route) -> Outgoing {
    let new = NewTip {
        tip: tip(1),
        receiver: oin(2),
        organ: organ("burgemeester"),
        route,
        offer: offer(),
    };
    Outgoing::write(new, by(WRITER)).unwrap()
}

pub(super) fn concept() -> Outgoing {
    concept_by(Route::OtherInstance)
}

pub(super) fn then(state: Outgoing, command: SenderCommand, at: At) -> Outgoing {
    state.handle(command, at).unwrap().state
}

pub(super) fn released() -> Outgoing {
    then(concept(), SenderCommand::Release, by(SECOND))
}

pub(super) fn underway() -> Outgoing {
    then(released(), SenderCommand::Depart, machine())
}

pub(super) fn receipt() -> Proof {
    Proof::Receipt { digest: Sha256Hex::of_bytes(b"receipt") }
}

pub(super) fn delivered() -> Outgoing {
    then(underway(), SenderCommand::Deliver(receipt()), machine())
}

pub(super) fn hear(heard: Heard) -> SenderCommand {
    SenderCommand::Hear(Box::new(heard))
}

pub(super) fn verdict(id: u64, place: u32, uitkomst: Verdict) -> Heard {
    heard(id, place, Content::Assessed(Assessed { uitkomst }))
}

pub(super) fn not_competent(id: u64, place: u32) -> Heard {
    heard(id, place, Content::NotCompetent(NotCompetent { bevoegd_vermoedelijk: None }))
}

pub(super) fn question(id: u64, place: u32) -> Heard {
    heard(id, place, Content::Question(Question { onderwerp: Topic::Decision }))
}

pub(super) fn assessed() -> Outgoing {
    then(delivered(), hear(not_competent(20, 1)), machine())
}

pub(super) fn undeliverable() -> Outgoing {
    then(underway(), SenderCommand::GiveUp(GiveUpCause::TimeOver), machine())
}

pub(super) fn withdraw() -> SenderCommand {
    SenderCommand::Withdraw { code: WithdrawalCode::Mistake, reason: reason() }
}

pub(super) fn clear() -> SenderCommand {
    let messages = vec![(message_id(2), Sha256Hex::of_bytes(b"wire"))];
    SenderCommand::Clear { retention: Retention::default(), messages }
}

pub(super) fn redirect(to: u8) -> SenderCommand {
    SenderCommand::Redirect { receiver: oin(to), organ: organ("gs"), route: Route::Letter }
}

pub(super) fn answer() -> SenderCommand {
    let answer = Answer {
        vraag: message_id(20),
        betrokkene: None,
        besluit: Some(offer().besluit),
        contact: None,
    };
    SenderCommand::WriteAnswer(Box::new(answer))
}

fn refused(state: Outgoing, command: SenderCommand, at: At) -> Refusal {
    state.handle(command, at).unwrap_err()
}

#[test]
fn a_second_person_lets_a_tip_go() {
    assert_eq!(refused(concept(), SenderCommand::Release, by(WRITER)), Refusal::SameOfficial);
    assert_eq!(refused(concept(), SenderCommand::Release, machine()), Refusal::HumanOnly);
    let step = concept().handle(SenderCommand::Release, by(SECOND)).unwrap();
    let send = step.send.unwrap();
    assert_eq!((send.id, send.to, send.number), (message_id(SECOND), oin(2), number(1)));
    assert_eq!(send.content, Content::Offered(Box::new(offer())));
    // Who writes it again is its writer from then on.
    let rewritten = SenderCommand::Rewrite(Box::new(offer()));
    let rewritten = then(concept(), rewritten, by(SECOND));
    assert_eq!(
        refused(rewritten.clone(), SenderCommand::Release, by(SECOND)),
        Refusal::SameOfficial
    );
    assert!(rewritten.handle(SenderCommand::Release, by(WRITER)).is_ok());
    let new = NewTip {
        tip: tip(1),
        receiver: oin(2),
        organ: organ("gs"),
        route: Route::Letter,
        offer: offer(),
    };
    assert_eq!(Outgoing::write(new, machine()), Err(Refusal::HumanOnly));
}

#[test]
fn each_route_has_its_own_proof() {
    let proofs = [
        (Route::OtherInstance, receipt()),
        (Route::SameInstance, receipt()),
        (Route::Letter, Proof::Returned { tracking: Wording::new("3SVERZONNEN").unwrap() }),
    ];
    for (route, _) in &proofs {
        for (other, proof) in &proofs {
            let state = then(concept_by(*route), SenderCommand::Release, by(SECOND));
            let state = then(state, SenderCommand::Depart, by(SECOND));
            let fits = route == other || (route.is_automatic() && other.is_automatic());
            let step = state.handle(SenderCommand::Deliver(proof.clone()), by(SECOND));
            let expected = if fits { Ok(SenderState::Delivered) } else { Err(Refusal::ProofUnfit) };
            assert_eq!(step.map(|step| step.state.state()), expected, "{route:?} {other:?}");
        }
    }
}

#[test]
fn a_letter_is_posted_by_a_person() {
    let letter = then(concept_by(Route::Letter), SenderCommand::Release, by(SECOND));
    assert_eq!(refused(letter.clone(), SenderCommand::Depart, machine()), Refusal::HumanOnly);
    assert_eq!(then(letter, SenderCommand::Depart, by(WRITER)).state(), SenderState::Underway);
}

#[test]
fn a_message_of_the_receiver_proves_delivery() {
    for state in [underway(), undeliverable()] {
        let judged = then(state, hear(verdict(20, 2, Verdict::Accepted)), machine());
        assert_eq!(judged.state(), SenderState::Assessed);
        assert_eq!(judged.file().unwrap().proof(), Some(&Proof::Heard));
        let proven = then(judged, SenderCommand::Deliver(receipt()), machine());
        assert_eq!(proven.state(), SenderState::Assessed);
        assert_eq!(proven.file().unwrap().proof(), Some(&receipt()));
    }
    let late = then(undeliverable(), SenderCommand::Deliver(receipt()), machine());
    assert_eq!(late.state(), SenderState::Delivered);
}

#[test]
fn only_messages_about_this_tip_of_its_receiver_count() {
    let mut other = verdict(20, 1, Verdict::Accepted);
    other.message.tip = tip(2);
    assert_eq!(refused(delivered(), hear(other), machine()), Refusal::OtherTip);
    let mut other = verdict(20, 1, Verdict::Accepted);
    other.message.source = crate::ids::Source::of(oin(3));
    assert_eq!(refused(delivered(), hear(other), machine()), Refusal::OtherTip);
    let own = heard(20, 1, Content::Offered(Box::new(offer())));
    assert_eq!(refused(delivered(), hear(own), machine()), Refusal::NotForThisSide);
    let early = verdict(20, 1, Verdict::Accepted);
    assert_eq!(refused(released(), hear(early), machine()), Refusal::WrongState);
}

#[test]
fn a_number_is_used_once() {
    let state = then(delivered(), hear(question(20, 1)), machine());
    assert_eq!(then(state.clone(), hear(question(20, 1)), machine()), state);
    assert_eq!(refused(state, hear(question(21, 1)), machine()), Refusal::NumberTaken);
}

#[test]
fn taking_back_is_told_to_who_may_have_it() {
    for (state, told) in [
        (concept(), false),
        (released(), false),
        (underway(), true),
        (delivered(), true),
        (undeliverable(), true),
    ] {
        let Step { state, send } = state.handle(withdraw(), by(WRITER)).unwrap();
        assert_eq!(state.state(), SenderState::Withdrawn);
        assert_eq!(send.is_some(), told);
    }
    assert_eq!(refused(delivered(), withdraw(), machine()), Refusal::HumanOnly);
    // Released again after a failure: the first attempts may have arrived.
    let again = then(undeliverable(), SenderCommand::SendAgain, by(SECOND));
    let send = again.handle(withdraw(), by(WRITER)).unwrap().send.unwrap();
    assert_eq!(send.number, number(3));
}

#[test]
fn what_could_not_be_delivered_goes_again_under_another_message() {
    let step = undeliverable().handle(SenderCommand::SendAgain, by(5)).unwrap();
    let send = step.send.unwrap();
    assert_eq!((send.id, send.number), (message_id(5), number(2)));
    assert_eq!(step.state.file().unwrap().tip(), tip(1));
    // The first attempts arrived after all.
    let arrived = then(step.state, SenderCommand::Deliver(receipt()), machine());
    assert_eq!(arrived.state(), SenderState::Delivered);
    let step = undeliverable().handle(SenderCommand::Reroute(Route::Letter), by(5)).unwrap();
    assert_eq!(step.state.file().unwrap().route(), Route::Letter);
    assert_eq!(refused(undeliverable(), SenderCommand::SendAgain, machine()), Refusal::HumanOnly);
}

#[test]
fn an_answer_goes_past_a_second_person() {
    let asked = then(delivered(), hear(question(20, 1)), machine());
    assert_eq!(refused(delivered(), answer(), by(WRITER)), Refusal::NoQuestion);
    assert_eq!(
        refused(asked.clone(), SenderCommand::ReleaseAnswer, by(SECOND)),
        Refusal::NothingToRelease
    );
    let written = then(asked, answer(), by(WRITER));
    let alone = refused(written.clone(), SenderCommand::ReleaseAnswer, by(WRITER));
    assert_eq!(alone, Refusal::SameOfficial);
    let step = written.handle(SenderCommand::ReleaseAnswer, by(SECOND)).unwrap();
    assert!(matches!(step.send.unwrap().content, Content::Answer(_)));
    let again = refused(step.state, SenderCommand::ReleaseAnswer, by(SECOND));
    assert_eq!(again, Refusal::NothingToRelease);
}

#[test]
fn a_tip_goes_to_another_body_when_the_first_is_not_competent() {
    let judged = then(delivered(), hear(verdict(20, 1, Verdict::Declined)), machine());
    assert_eq!(refused(judged, redirect(3), by(WRITER)), Refusal::StillCompetent);
    assert_eq!(refused(assessed(), redirect(2), by(WRITER)), Refusal::TriedBefore);
    let moved = then(assessed(), redirect(3), by(WRITER));
    assert_eq!(moved.state(), SenderState::Concept);
    assert_eq!(refused(moved.clone(), SenderCommand::Release, by(WRITER)), Refusal::SameOfficial);
    let step = moved.handle(SenderCommand::Release, by(SECOND)).unwrap();
    let send = step.send.unwrap();
    assert_eq!((send.to, send.number), (oin(3), number(2)));
    let Content::Offered(offer) = send.content else { panic!("an offer") };
    assert_eq!(offer.vervolg_op, Some(message_id(SECOND)));
    // Rewriting does not cut the thread.
    let rewritten = then(
        then(assessed(), redirect(3), by(WRITER)),
        SenderCommand::Rewrite(Box::new(super::samples::offer())),
        by(WRITER),
    );
    assert!(rewritten.file().unwrap().offer().vervolg_op.is_some());
}

#[test]
fn a_tip_goes_round_twice_at_most() {
    let answered = |state: Outgoing, from: u8| {
        let mut heard = not_competent(20, 1);
        heard.message.source = crate::ids::Source::of(oin(from));
        let state = then(state, SenderCommand::Release, by(SECOND));
        let state = then(state, SenderCommand::Depart, by(SECOND));
        then(state, hear(heard), machine())
    };
    let second = answered(then(assessed(), redirect(3), by(WRITER)), 3);
    assert_eq!(refused(second.clone(), redirect(2), by(WRITER)), Refusal::TriedBefore);
    let third = answered(then(second, redirect(4), by(WRITER)), 4);
    assert_eq!(refused(third, redirect(5), by(WRITER)), Refusal::TooManyHops);
}

#[test]
fn content_goes_after_thirty_days_and_leaves_a_tombstone() {
    let closed = then(assessed(), SenderCommand::Close(reason()), by(WRITER));
    let withdrawn = then(delivered(), withdraw(), by(WRITER));
    for (state, end) in [(closed, End::NotCompetent), (withdrawn, End::Withdrawn)] {
        let at = |now| At { now, ..machine() };
        assert_eq!(refused(state.clone(), clear(), at(days(29))), Refusal::RetentionRuns);
        let cleared = then(state, clear(), at(days(30)));
        assert!(cleared.file().is_none());
        let text = serde_json::to_string(&cleared).unwrap();
        assert!(!text.contains(CANARY) && !text.contains("Verzonnen"), "{text}");
        let Outgoing::Cleared(tombstone) = &cleared else { panic!("a tombstone") };
        assert_eq!((tombstone.end, tombstone.officer), (end, Some(account(WRITER))));
        assert_eq!(tombstone.messages.len(), 1);
        let late = then(cleared.clone(), hear(question(30, 9)), machine());
        assert_eq!(late, cleared);
    }
    assert_eq!(
        refused(undeliverable(), clear(), At { now: days(999), ..machine() }),
        Refusal::WrongState
    );
}

#[test]
fn every_state_is_kept_as_json() {
    let closed = then(assessed(), SenderCommand::Close(reason()), by(WRITER));
    let cleared = then(closed.clone(), clear(), At { now: days(30), ..machine() });
    let asked = then(then(delivered(), hear(question(20, 1)), machine()), answer(), by(WRITER));
    let withdrawn = then(asked.clone(), withdraw(), by(WRITER));
    let states = [
        concept(),
        released(),
        underway(),
        asked,
        assessed(),
        closed,
        withdrawn,
        undeliverable(),
        cleared,
    ];
    for (state, name) in states.into_iter().zip(SenderState::ALL) {
        assert_eq!(state.state(), *name);
        let value = serde_json::to_value(&state).unwrap();
        assert_eq!(value["stand"], name.id());
        assert_eq!(serde_json::from_value::<Outgoing>(value).unwrap(), state);
        assert!(!format!("{state:?}").contains(CANARY));
    }
}

#[test]
fn the_last_verdict_counts() {
    let state = then(assessed(), hear(verdict(21, 2, Verdict::Accepted)), machine());
    let Outgoing::Assessed(state) = state else { panic!("assessed") };
    assert_eq!(state.verdict, Feedback::Judged { verdict: Verdict::Accepted });
}

#[test]
fn what_did_not_arrive_is_said_again_as_long_as_it_fits() {
    let asked = then(then(delivered(), hear(question(20, 1)), machine()), answer(), by(WRITER));
    let step = asked.handle(SenderCommand::ReleaseAnswer, by(SECOND)).unwrap();
    let said = step.send.unwrap();
    let again = |state: Outgoing| {
        let command = SenderCommand::Repeat(Box::new(said.content.clone()));
        state.handle(command, machine()).map(|step| step.send.unwrap())
    };
    let repeated = again(step.state.clone()).unwrap();
    assert_eq!(repeated.content, said.content);
    assert_eq!((said.number, repeated.number), (number(2), number(3)));
    assert_ne!(said.id, repeated.id);
    // A tip that was taken back needs no answer any more.
    let withdrawn = then(step.state, withdraw(), by(WRITER));
    assert_eq!(again(withdrawn).unwrap_err(), Refusal::WrongState);
}

#[test]
fn what_the_receiver_of_a_letter_says_is_registered_by_a_person() {
    let letter = then(concept_by(Route::Letter), SenderCommand::Release, by(SECOND));
    let verdict = |uitkomst| SenderCommand::RegisterVerdict {
        verdict: Feedback::Judged { verdict: uitkomst },
        day: noon().dutch_date(),
    };
    let declined = || verdict(Verdict::Declined);
    assert_eq!(refused(letter.clone(), declined(), by(WRITER)), Refusal::WrongState);
    let posted = then(letter, SenderCommand::Depart, by(WRITER));
    assert_eq!(refused(posted.clone(), declined(), machine()), Refusal::HumanOnly);
    assert_eq!(refused(delivered(), declined(), by(WRITER)), Refusal::WrongState);
    let judged = then(posted.clone(), declined(), by(WRITER));
    let returned = Proof::Returned { tracking: Wording::new("3SVERZONNEN").unwrap() };
    let judged = then(judged, SenderCommand::Deliver(returned.clone()), by(WRITER));
    assert_eq!(judged.feedback(), Some(&Feedback::Judged { verdict: Verdict::Declined }));
    let judged = then(judged, verdict(Verdict::Accepted), by(WRITER));
    let closed = then(judged, SenderCommand::Close(reason()), by(WRITER));
    assert_eq!(closed.feedback(), Some(&Feedback::Judged { verdict: Verdict::Accepted }));
    // Nor need there ever be a verdict.
    let silent = then(posted, SenderCommand::Deliver(returned), by(WRITER));
    let closed = then(silent, SenderCommand::Close(reason()), by(WRITER));
    assert_eq!((closed.state(), closed.feedback()), (SenderState::Closed, None));
    let cleared = then(closed, clear(), At { now: days(30), ..machine() });
    let Outgoing::Cleared(tombstone) = &cleared else { panic!("a tombstone") };
    assert_eq!(tombstone.end, End::Unanswered);
    let close = SenderCommand::Close(reason());
    assert_eq!(refused(delivered(), close, by(WRITER)), Refusal::WrongState);
}

#[test]
fn what_the_program_carried_once_it_carries_on() {
    let letter = then(undeliverable(), SenderCommand::Reroute(Route::Letter), by(SECOND));
    assert!(letter.file().unwrap().is_carried());
    let only = then(concept_by(Route::Letter), SenderCommand::Release, by(SECOND));
    assert!(!then(only, SenderCommand::Depart, by(WRITER)).file().unwrap().is_carried());
    assert!(!then(assessed(), redirect(3), by(WRITER)).file().unwrap().is_carried());
}
