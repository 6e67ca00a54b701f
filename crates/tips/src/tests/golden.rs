//! The golden matrix: every state with every step, as two tables that people read.

use super::samples::*;
use super::{receiver, sender};
use crate::message::{Assessed, Content, Verdict};
use crate::receiver::{Incoming, ReceiverCommand, ReceiverCommandName, ReceiverState};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::sender::{
    Feedback, GiveUpCause, Outgoing, SenderCommand, SenderCommandName, SenderState,
};
use crate::step::At;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A cell: `=` stays in the state, `-` does not know the step, `!` is a refusal with its code; `+` sends a message.
fn cell(answer: Result<(&'static str, bool), Refusal>, state: &str) -> String {
    match answer {
        Ok((next, sends)) => {
            let next = if next == state { "=" } else { next };
            if sends { format!("{next} +") } else { next.to_owned() }
        }
        Err(Refusal::WrongState) => "-".to_owned(),
        Err(refusal) => format!("!{}", refusal.code()),
    }
}

fn table(rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            write!(line, "{cell:width$} | ").expect("text");
        }
        out.push_str(line.trim_end_matches([' ', '|']));
        out.push('\n');
    }
    out
}

/// Late enough for every term.
fn late(officer: u64) -> At {
    At { now: days(100), ..by(officer) }
}

fn outgoing(state: SenderState) -> Outgoing {
    let close = SenderCommand::Close(reason());
    match state {
        SenderState::Concept => sender::concept(),
        SenderState::Released => sender::released(),
        SenderState::Underway => sender::underway(),
        SenderState::Delivered => {
            sender::then(sender::delivered(), sender::hear(sender::question(20, 1)), machine())
        }
        SenderState::Assessed => sender::assessed(),
        SenderState::Closed => sender::then(sender::assessed(), close, by(1)),
        SenderState::Withdrawn => sender::then(sender::delivered(), sender::withdraw(), by(1)),
        SenderState::Undeliverable => sender::undeliverable(),
        SenderState::Cleared => {
            sender::then(outgoing(SenderState::Withdrawn), sender::clear(), late(1))
        }
    }
}

fn register() -> SenderCommand {
    let verdict = Feedback::NotCompetent { pointer: None };
    SenderCommand::RegisterVerdict { verdict, day: noon().dutch_date() }
}

fn sender_command(name: SenderCommandName) -> SenderCommand {
    use SenderCommandName as N;
    match name {
        N::Rewrite => SenderCommand::Rewrite(Box::new(offer())),
        N::Release => SenderCommand::Release,
        N::Depart => SenderCommand::Depart,
        N::Deliver => SenderCommand::Deliver(sender::receipt()),
        N::Hear => sender::hear(sender::verdict(30, 5, Verdict::Accepted)),
        N::RegisterVerdict => register(),
        N::GiveUp => SenderCommand::GiveUp(GiveUpCause::Refused),
        N::SendAgain => SenderCommand::SendAgain,
        N::Repeat => SenderCommand::Repeat(Box::new(Content::Offered(Box::new(offer())))),
        N::Reroute => SenderCommand::Reroute(Route::Letter),
        N::WriteAnswer => sender::answer(),
        N::ReleaseAnswer => SenderCommand::ReleaseAnswer,
        N::Withdraw => sender::withdraw(),
        N::Redirect => sender::redirect(3),
        N::Close => SenderCommand::Close(reason()),
        N::Clear => sender::clear(),
    }
}

fn incoming(state: ReceiverState) -> Incoming {
    let judged = |command| receiver::then(receiver::in_assessment(), command);
    match state {
        ReceiverState::Announced => receiver::announced(),
        ReceiverState::Received => receiver::received(),
        ReceiverState::InAssessment => receiver::in_assessment(),
        ReceiverState::Accepted => judged(receiver::accept()),
        ReceiverState::Declined => judged(ReceiverCommand::Decline(reason())),
        ReceiverState::NotCompetent => judged(receiver::not_competent()),
        ReceiverState::Lapsed => receiver::lapsed(),
        ReceiverState::Withdrawn => receiver::withdrawn(),
        ReceiverState::Cleared => {
            let cleared = receiver::withdrawn().handle(receiver::clear(false), late(1));
            cleared.unwrap().state
        }
    }
}

fn receiver_command(name: ReceiverCommandName) -> ReceiverCommand {
    use ReceiverCommandName as N;
    match name {
        N::TakeUp => ReceiverCommand::TakeUp,
        N::Ask => ReceiverCommand::Ask(crate::message::Topic::Subject),
        N::Reassign => ReceiverCommand::Reassign { organ: organ("college"), reason: reason() },
        N::Accept => receiver::accept(),
        N::LinkFile => receiver::link_file(),
        N::Decline => ReceiverCommand::Decline(reason()),
        N::DeclareNotCompetent => receiver::not_competent(),
        N::Lapse => receiver::lapse(),
        N::Repeat => {
            let uitkomst = Verdict::Declined;
            ReceiverCommand::Repeat(Box::new(Content::Assessed(Assessed { uitkomst })))
        }
        N::Clear => receiver::clear(false),
    }
}

#[test]
fn every_state_of_the_sender_answers_every_step_as_reviewed() {
    let mut rows = vec![vec!["zender".to_owned()]];
    rows[0].extend(SenderState::ALL.iter().map(|state| state.id().to_owned()));
    for name in SenderCommandName::ALL {
        let mut row = vec![name.id().to_owned()];
        assert_eq!(sender_command(*name).name(), *name);
        row.extend(SenderState::ALL.iter().map(|state| {
            let before = outgoing(*state);
            assert_eq!(before.state(), *state);
            let taken = before.handle(sender_command(*name), late(sender::SECOND));
            cell(taken.map(|step| (step.state.state().id(), step.send.is_some())), state.id())
        }));
        rows.push(row);
    }
    insta::assert_snapshot!("zender", table(&rows));
}

#[test]
fn every_state_of_the_receiver_answers_every_step_as_reviewed() {
    let mut rows = vec![vec!["ontvanger".to_owned()]];
    rows[0].extend(ReceiverState::ALL.iter().map(|state| state.id().to_owned()));
    for name in ReceiverCommandName::ALL {
        let mut row = vec![name.id().to_owned()];
        assert_eq!(receiver_command(*name).name(), *name);
        row.extend(ReceiverState::ALL.iter().map(|state| {
            let before = incoming(*state);
            assert_eq!(before.state(), *state);
            let taken = before.handle(receiver_command(*name), late(receiver::OFFICER));
            cell(taken.map(|step| (step.state.state().id(), step.send.is_some())), state.id())
        }));
        rows.push(row);
    }
    let messages = [
        ("bericht: aangeboden", receiver::offered(50, 50)),
        ("bericht: antwoord", receiver::answer(51, 51, "Elders")),
        ("bericht: ingetrokken", receiver::withdrawal(52, 52)),
    ];
    for (name, message) in messages {
        let mut row = vec![name.to_owned()];
        row.extend(ReceiverState::ALL.iter().map(|state| {
            let taken = incoming(*state).hear(message.clone());
            cell(taken.map(|next| (next.state().id(), false)), state.id())
        }));
        rows.push(row);
    }
    insta::assert_snapshot!("ontvanger", table(&rows));
}

#[test]
fn codes_are_unique_and_messages_are_sentences() {
    let codes: BTreeSet<_> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(codes.len(), Refusal::ALL.len());
    for refusal in Refusal::ALL {
        assert!(kernel::is_kebab(refusal.code()));
        assert!(refusal.to_string().ends_with(['.', ')']), "{refusal}");
    }
}
