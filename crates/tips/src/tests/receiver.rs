//! A tip at the body that gets it.

use super::samples::*;
use crate::message::{Answer, Content, Pointer, Topic, WithdrawalCode, Withdrawn};
use crate::receiver::{FileLink, Incoming, ReceiverCommand, ReceiverState};
use crate::refusal::Refusal;
use crate::retention::{End, Retention};
use crate::step::{At, Heard};
use kernel::{CaseId, Id, Sha256Hex};
use uuid::Uuid;

pub(super) const OFFICER: u64 = 3;

pub(super) fn offered(id: u64, place: u32) -> Heard {
    heard(id, place, Content::Offered(Box::new(offer())))
}

pub(super) fn withdrawal(id: u64, place: u32) -> Heard {
    heard(id, place, Content::Withdrawn(Withdrawn { reden: WithdrawalCode::Mistake }))
}

pub(super) fn answer(id: u64, place: u32, town: &str) -> Heard {
    let mut besluit = offer().besluit;
    besluit.gemeente = crate::wording::Wording::new(town).unwrap();
    let answer = Answer {
        vraag: message_id(OFFICER),
        betrokkene: None,
        besluit: Some(besluit),
        contact: None,
    };
    heard(id, place, Content::Answer(Box::new(answer)))
}

pub(super) fn received() -> Incoming {
    Incoming::begin(offered(0, 1)).unwrap()
}

pub(super) fn announced() -> Incoming {
    Incoming::begin(answer(1, 2, "Elders")).unwrap()
}

pub(super) fn then(state: Incoming, command: ReceiverCommand) -> Incoming {
    state.handle(command, by(OFFICER)).unwrap().state
}

pub(super) fn in_assessment() -> Incoming {
    then(received(), ReceiverCommand::TakeUp)
}

pub(super) fn accept() -> ReceiverCommand {
    let link = FileLink::New { case: CaseId::from_uuid(Uuid::from_u64_pair(0, 7)) };
    ReceiverCommand::Accept { link, reason: reason() }
}

pub(super) fn link_file() -> ReceiverCommand {
    ReceiverCommand::LinkFile { case: CaseId::from_uuid(Uuid::from_u64_pair(0, 8)) }
}

pub(super) fn not_competent() -> ReceiverCommand {
    let pointer = Some(Pointer { oin: Some(oin(5)), orgaan: organ("gs") });
    ReceiverCommand::DeclareNotCompetent { pointer, reason: reason() }
}

pub(super) fn lapse() -> ReceiverCommand {
    ReceiverCommand::Lapse { retention: Retention::default(), reason: reason() }
}

pub(super) fn clear(file_cleared: bool) -> ReceiverCommand {
    let messages = vec![(message_id(0), Sha256Hex::of_bytes(b"wire"))];
    ReceiverCommand::Clear { retention: Retention::default(), messages, file_cleared }
}

pub(super) fn lapsed() -> Incoming {
    let at = At { now: days(60), ..by(OFFICER) };
    received().handle(lapse(), at).unwrap().state
}

pub(super) fn withdrawn() -> Incoming {
    received().hear(withdrawal(9, 2)).unwrap()
}

fn refused(state: Incoming, command: ReceiverCommand, at: At) -> Refusal {
    state.handle(command, at).unwrap_err()
}

#[test]
fn an_officer_judges_and_gives_a_reason() {
    let reassign = ReceiverCommand::Reassign { organ: organ("college"), reason: reason() };
    let commands = [
        (received(), ReceiverCommand::TakeUp),
        (received(), reassign),
        (in_assessment(), ReceiverCommand::Ask(Topic::Subject)),
        (in_assessment(), accept()),
        (in_assessment(), ReceiverCommand::Decline(reason())),
        (in_assessment(), not_competent()),
        (in_assessment(), lapse()),
    ];
    for (state, command) in commands {
        assert_eq!(refused(state, command, machine()), Refusal::HumanOnly);
    }
}

#[test]
fn a_file_that_was_still_to_be_opened_is_linked_once_by_a_person() {
    let to_open = ReceiverCommand::Accept { link: FileLink::ToOpen, reason: reason() };
    let accepted = then(in_assessment(), to_open);
    assert_eq!(refused(accepted.clone(), link_file(), machine()), Refusal::HumanOnly);
    let linked = then(accepted, link_file());
    assert!(matches!(linked.link(), Some(FileLink::New { .. })));
    assert_eq!(refused(linked, link_file(), by(OFFICER)), Refusal::WrongState);
}

#[test]
fn a_message_that_waits_reads_back_as_it_was_written() {
    let send = in_assessment().handle(not_competent(), by(OFFICER)).unwrap().send.unwrap();
    let text = serde_json::to_string(&send).unwrap();
    assert_eq!(serde_json::from_str::<crate::Outbound>(&text).unwrap(), send);
}

#[test]
fn the_sender_hears_the_main_line_only() {
    let said = |command: ReceiverCommand| {
        let send = in_assessment().handle(command, by(OFFICER)).unwrap().send.unwrap();
        assert_eq!((send.to, send.number), (oin(1), number(2)));
        serde_json::to_string(&send.content).unwrap()
    };
    assert_eq!(said(accept()), r#"{"uitkomst":"aanvaard"}"#);
    assert_eq!(said(ReceiverCommand::Decline(reason())), r#"{"uitkomst":"afgewezen"}"#);
    let pointer = r#"{"bevoegdVermoedelijk":{"oin":"00000001999999990005","orgaan":"gs"}}"#;
    assert_eq!(said(not_competent()), pointer);
    let send = received().handle(ReceiverCommand::TakeUp, by(OFFICER)).unwrap().send.unwrap();
    assert_eq!(
        (send.number, serde_json::to_string(&send.content).unwrap().as_str()),
        (number(1), "{}")
    );
}

#[test]
fn a_tip_lapses_after_its_term_and_by_a_person() {
    let at = |days_later| At { now: days(days_later), ..by(OFFICER) };
    assert_eq!(refused(received(), lapse(), at(59)), Refusal::TooEarly);
    assert_eq!(refused(in_assessment(), lapse(), at(59)), Refusal::TooEarly);
    for state in [received(), in_assessment()] {
        let step = state.handle(lapse(), at(60)).unwrap();
        assert_eq!(step.state.state(), ReceiverState::Lapsed);
        assert!(matches!(step.send.unwrap().content, Content::Assessed(_)));
    }
}

#[test]
fn an_answer_is_worked_into_the_tip() {
    let asked = in_assessment().handle(ReceiverCommand::Ask(Topic::Decision), by(OFFICER)).unwrap();
    assert_eq!(asked.state.file().unwrap().open_question(), Some(message_id(OFFICER)));
    let answered = asked.state.hear(answer(8, 2, "Elders")).unwrap();
    assert_eq!(answered.state(), ReceiverState::InAssessment);
    let file = answered.file().unwrap();
    assert_eq!(file.open_question(), None);
    assert_eq!(file.offer().unwrap().besluit.gemeente.reveal(), "Elders");
    assert_eq!(file.offer().unwrap().contact, offer().contact);
}

#[test]
fn another_organ_of_the_same_body_needs_no_message() {
    let command = ReceiverCommand::Reassign { organ: organ("college"), reason: reason() };
    for state in [received(), in_assessment()] {
        let before = state.state();
        let step = state.handle(command.clone(), by(OFFICER)).unwrap();
        assert_eq!((step.state.state(), step.send), (before, None));
        assert_eq!(step.state.file().unwrap().organ(), Some(&organ("college")));
    }
}

#[test]
fn what_is_taken_back_is_forgotten() {
    for state in [received(), in_assessment()] {
        let withdrawn = state.hear(withdrawal(9, 2)).unwrap();
        assert_eq!(withdrawn.state(), ReceiverState::Withdrawn);
        assert_eq!(withdrawn.file().unwrap().offer(), None);
        assert!(!serde_json::to_string(&withdrawn).unwrap().contains(CANARY));
    }
    let early = Incoming::begin(withdrawal(9, 2)).unwrap();
    let late = early.hear(offered(0, 1)).unwrap();
    assert_eq!(late, withdrawn());
}

#[test]
fn taking_back_does_not_undo_a_verdict() {
    let accepted = then(in_assessment(), accept()).hear(withdrawal(9, 2)).unwrap();
    assert_eq!(accepted.state(), ReceiverState::Accepted);
    assert!(accepted.file().unwrap().is_withdrawn());
    let declined = then(in_assessment(), ReceiverCommand::Decline(reason()));
    let again = declined.hear(offered(8, 2)).unwrap();
    assert_eq!(again.state(), ReceiverState::Declined);
}

#[test]
fn a_tip_that_is_sent_again_is_the_same_tip() {
    let again = received().hear(offered(8, 2)).unwrap();
    assert_eq!(again.state(), ReceiverState::Received);
    // The terms count from the first time that it came.
    assert_eq!(again.file().unwrap().received(), Some(noon()));
    assert_eq!(received().hear(offered(0, 1)).unwrap(), received());
    assert_eq!(received().hear(offered(8, 1)), Err(Refusal::NumberTaken));
}

#[test]
fn only_messages_of_the_sender_about_this_tip_count() {
    let mut other = offered(8, 2);
    other.message.tip = tip(2);
    assert_eq!(received().hear(other), Err(Refusal::OtherTip));
    let mut other = offered(8, 2);
    other.message.source = crate::ids::Source::of(oin(3));
    assert_eq!(received().hear(other), Err(Refusal::OtherTip));
    let own = heard(8, 2, Content::Received(crate::message::Received {}));
    assert_eq!(received().hear(own.clone()), Err(Refusal::NotForThisSide));
    assert_eq!(Incoming::begin(own), Err(Refusal::NotForThisSide));
}

#[test]
fn content_goes_after_thirty_days_and_of_an_accepted_tip_with_its_file() {
    let at = |days_later| At { now: days(days_later), ..machine() };
    let ends = [
        (then(in_assessment(), ReceiverCommand::Decline(reason())), End::Declined, 30),
        (then(in_assessment(), not_competent()), End::NotCompetent, 30),
        (withdrawn(), End::Withdrawn, 30),
        (lapsed(), End::Lapsed, 90),
    ];
    for (state, end, due) in ends {
        assert_eq!(refused(state.clone(), clear(false), at(due - 1)), Refusal::RetentionRuns);
        let cleared = state.handle(clear(false), at(due)).unwrap().state;
        let Incoming::Cleared(tombstone) = &cleared else { panic!("a tombstone") };
        assert_eq!((tombstone.end, tombstone.partner), (end, oin(1)));
        assert!(!serde_json::to_string(&cleared).unwrap().contains(CANARY));
        assert_eq!(cleared.clone().hear(offered(8, 9)), Ok(cleared));
    }
    let accepted = then(in_assessment(), accept());
    assert_eq!(refused(accepted.clone(), clear(false), at(9_999)), Refusal::RetentionRuns);
    assert!(accepted.handle(clear(true), at(1)).is_ok());
    assert_eq!(refused(received(), clear(true), at(9_999)), Refusal::WrongState);
}

#[test]
fn every_state_is_kept_as_json() {
    let cleared = withdrawn().handle(clear(false), At { now: days(30), ..machine() }).unwrap();
    let states = [
        announced(),
        received(),
        in_assessment(),
        then(in_assessment(), accept()),
        then(in_assessment(), ReceiverCommand::Decline(reason())),
        then(in_assessment(), not_competent()),
        lapsed(),
        withdrawn(),
        cleared.state,
    ];
    for (state, name) in states.into_iter().zip(ReceiverState::ALL) {
        assert_eq!(state.state(), *name);
        let value = serde_json::to_value(&state).unwrap();
        assert_eq!(value["stand"], name.id());
        assert_eq!(serde_json::from_value::<Incoming>(value).unwrap(), state);
        assert!(!format!("{state:?}").contains(CANARY));
    }
}
