//! The golden matrix: every state of a meeting with every command, as one table that people read.

use super::samples::*;
use crate::matrix::{accepted, accepts};
use crate::*;
use case::Text;
use std::collections::BTreeSet;
use std::fmt::Write as _;

fn reason() -> Text {
    text("Kwam vandaag binnen.")
}

fn spots() -> Vec<Drive> {
    let action = AddAction {
        id: action_id(1),
        punt: None,
        wat: text("Bel terug."),
        eigenaar: account(PERMITS),
        uiterlijk: day("2027-06-01"),
    };
    let held = Drive::held(&[CHAIR, LAWYER, PERMITS, FINANCE]).then(action);
    let next = next_meeting(&[CHAIR, LAWYER, FINANCE]);
    let adopted = held.clone().on("2027-04-01").adopt(&next, &[]);
    vec![
        Drive::planned(),
        Drive::filled(),
        Drive::frozen().on(MEETING_DAY),
        held.on("2027-04-01"),
        adopted,
        Drive::cancelled(),
    ]
}

fn sample(name: CommandName) -> Command {
    match name {
        CommandName::Move => Move { op: day("2027-04-08"), tijd: slot() }.into(),
        CommandName::OpenAgenda => OpenAgenda {}.into(),
        CommandName::AddItem => AddItem { punt: file_item(300), reden: Some(reason()) }.into(),
        CommandName::RemoveItem => {
            RemoveItem { punt: item_id(FIRST), reden: Some(reason()) }.into()
        }
        CommandName::OrderItems => {
            OrderItems { volgorde: [SECOND, FIRST, ACTIONS].map(item_id).into() }.into()
        }
        CommandName::TimeItem => TimeItem { punt: item_id(FIRST), minuten: 20 }.into(),
        CommandName::Freeze => Freeze {}.into(),
        CommandName::DeclareConflict => conflict(FINANCE, file_subject(FIRST)).into(),
        CommandName::Cancel => Cancel { reden: text("Te weinig leden.") }.into(),
        CommandName::Hold => hold(&[CHAIR, PERMITS, FINANCE]).into(),
        CommandName::Attend => {
            Attend { aanwezig: present(&[CHAIR, PERMITS, FINANCE]), gasten: Vec::new() }.into()
        }
        CommandName::Advise => advise(FIRST, Method::Eensgezind).into(),
        CommandName::Conclude => {
            Conclude { punt: item_id(FIRST), conclusie: text("Aangehouden.") }.into()
        }
        CommandName::AddAction => AddAction {
            id: action_id(2),
            punt: Some(item_id(FIRST)),
            wat: text("Vraag na."),
            eigenaar: account(PERMITS),
            uiterlijk: day("2027-05-01"),
        }
        .into(),
        CommandName::ActionDone => ActionDone { actie: action_id(1), op: day(MEETING_DAY) }.into(),
        CommandName::Correct => Correct { punt: None, tekst: text("Een tikfout.") }.into(),
        CommandName::Adopt => adopt(&next_meeting(&[CHAIR, LAWYER, FINANCE]), &[]).into(),
    }
}

fn give(drive: &Drive, number: u128, name: CommandName) -> Result<Step, Refusal> {
    let next = next_meeting(&[CHAIR, LAWYER, FINANCE]);
    drive.try_by(actor(number), sample(name), Some(&next))
}

/// A cell: `=` stays in the state, `-` does not know the command, `!` is a refusal with its code; effects between brackets.
fn cell(drive: &Drive, name: CommandName) -> String {
    match give(drive, CHAIR, name) {
        Ok(step) => {
            let same = step.meeting.state() == drive.meeting.state();
            let next = if same { "=" } else { step.meeting.state().id() };
            let effects = step.effects.len();
            if effects == 0 { next.to_owned() } else { format!("{next} ({effects})") }
        }
        Err(Refusal::WrongState) => "-".to_owned(),
        Err(refusal) => format!("!{}", refusal.id()),
    }
}

#[test]
fn every_state_answers_every_command_as_reviewed() {
    let spots = spots();
    let mut table = format!("{:21}", "voorzitter / lid");
    for drive in &spots {
        write!(table, " | {:35}", drive.meeting.state().id()).unwrap();
    }
    for name in CommandName::ALL {
        write!(table, "\n{:21}", name.id()).unwrap();
        for drive in &spots {
            let chair = cell(drive, *name);
            let member = give(drive, LAWYER, *name).err();
            let only = if member == Some(Refusal::ChairOnly) { " [voorzitter]" } else { "" };
            write!(table, " | {:35}", format!("{chair}{only}")).unwrap();
        }
    }
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!("meeting", lines.join("\n"));
}

#[test]
fn the_samples_cover_every_state() {
    let states: BTreeSet<StateName> = spots().iter().map(|drive| drive.meeting.state()).collect();
    assert_eq!(states, StateName::ALL.iter().copied().collect());
}

#[test]
fn the_matrix_says_what_really_happens() {
    for drive in spots() {
        let state = drive.meeting.state();
        for name in CommandName::ALL {
            let refused = give(&drive, CHAIR, *name).err();
            let known = refused != Some(Refusal::WrongState);
            assert_eq!(accepts(state, *name), known, "{} {}", state.id(), name.id());
            assert_eq!(accepted(state).contains(name), known);
            // Every pair that the table knows is carried out on the sample.
            assert!(!known || refused.is_none(), "{} {} {refused:?}", state.id(), name.id());
        }
    }
}
