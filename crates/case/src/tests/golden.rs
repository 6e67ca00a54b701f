//! The golden matrix: every state with every command, as one table per procedure that people read.

use super::dossiers::{SPOTS, assessed_as, drive_to, scoped, sent};
use super::payloads::{assess, completion, decide, refused, sample, scope, suspend};
use super::samples::{A, B, Drive, behandelaar, beslisser, day, file_of_two, id, text, tweede};
use crate::matrix::{accepted, accepts};
use crate::*;
use law::scope::Regime;
use std::collections::BTreeSet;
use std::fmt::Write;

fn command(name: CommandName, drive: &Drive) -> Command {
    // In the investigation, the questions of the LBB are the ones that can be refused.
    let investigating = matches!(drive.case, Case::Investigation(_) | Case::AdviceAsked(_));
    if name == CommandName::RecordRefusal && investigating {
        return refused(A, RefusedTo::Lbb, drive.today).into();
    }
    sample(name, drive.start.procedure, drive.today)
}

/// A cell: `=` stays in the state, `-` does not know the command, `!` is a refusal with its code; effects between brackets.
fn cell(drive: &Drive, name: CommandName) -> String {
    let command = command(name, drive);
    let state = drive.case.state();
    let by = match name {
        CommandName::Confirm => tweede(),
        _ => beslisser(),
    };
    match drive.try_by(by, command) {
        Ok(step) => {
            let next = step.case.state();
            let next = if next == state { "=" } else { next.id() };
            let effects = step.effects.len();
            if effects == 0 { next.to_owned() } else { format!("{next} ({effects})") }
        }
        Err(refusal) => match refusal.code {
            RefusalCode::WrongState | RefusalCode::Closed => "-".to_owned(),
            code => format!("!{}", code.id()),
        },
    }
}

fn table(procedure: Procedure) -> String {
    let drives: Vec<(&str, Drive)> =
        SPOTS.iter().filter_map(|spot| Some((*spot, drive_to(procedure, spot)?))).collect();
    let mut rows = vec![vec![procedure.id().to_owned()]];
    rows[0].extend(drives.iter().map(|(spot, _)| (*spot).to_owned()));
    for name in CommandName::ALL {
        let mut row = vec![name.id().to_owned()];
        row.extend(drives.iter().map(|(_, drive)| cell(drive, *name)));
        rows.push(row);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(&widths) {
            write!(out, "{cell:width$} | ").expect("text");
        }
        out.push('\n');
    }
    out.lines().map(|line| line.trim_end_matches([' ', '|']).to_owned() + "\n").collect()
}

#[test]
fn every_state_answers_every_command_as_reviewed() {
    for procedure in [
        Procedure::Beschikking,
        Procedure::IntrekkingBeschikking,
        Procedure::Subsidievaststelling,
        Procedure::Overheidsopdracht,
        Procedure::BeeindigingVastgoed,
    ] {
        insta::assert_snapshot!(procedure.id(), table(procedure));
    }
}

#[test]
fn the_samples_cover_every_state() {
    let spots = SPOTS.iter().filter_map(|spot| drive_to(Procedure::Beschikking, spot));
    let states: BTreeSet<StateName> = spots.map(|drive| drive.case.state()).collect();
    assert_eq!(states, StateName::ALL.iter().copied().collect());
    for procedure in Procedure::ALL {
        for spot in SPOTS {
            let Some(drive) = drive_to(procedure, spot) else { continue };
            assert_eq!(drive.state(), spot.split('/').next().unwrap(), "{}", procedure.id());
        }
    }
}

#[test]
fn the_matrix_says_what_really_happens() {
    for procedure in Procedure::ALL {
        for (spot, name) in
            SPOTS.iter().flat_map(|spot| CommandName::ALL.iter().map(move |name| (spot, *name)))
        {
            let Some(drive) = drive_to(procedure, spot) else { continue };
            let answer = drive.answer(command(name, &drive));
            let unknown = ["verkeerde-stand", "dossier-gesloten"].contains(&answer);
            let accepts = accepts(drive.case.state(), name);
            assert_eq!(accepts, !unknown, "{} {spot} {}", procedure.id(), name.id());
        }
    }
}

/// Files in which a command has something to work on that the plain samples lack.
fn special(spot: &str) -> Vec<Drive> {
    let drive = |procedure| drive_to(procedure, spot);
    let mut found: Vec<Drive> = Procedure::ALL.into_iter().filter_map(drive).collect();
    let Some(permit) = drive(Procedure::Beschikking) else { return found };
    let today = permit.today;
    let with = |command: Command| {
        let by = beslisser();
        permit.try_by(by, command.clone()).is_ok().then(|| permit.clone().by(by, command))
    };
    found.extend(with(suspend(today, None).into()));
    found.extend(with(scope(Regime::Optioneel, today).into()));
    found.extend(with(Proceed { motivering: text("Genoeg bekend.") }.into()));
    found.extend(with(AskRelief { op: today, van: text("De betrokkene.") }.into()));
    if spot == "herstel" {
        // The first person let the term pass, the second one still has time.
        let two = sent(scoped(Drive::of(file_of_two(Procedure::Beschikking))));
        let two = two.then("2026-11-10", completion(A, day("2026-11-10"), 7));
        let two = two.then("2026-11-10", completion(B, day("2026-11-10"), 28));
        found.push(two.then("2026-11-18", TermUnused { persoon: id(A) }));
    }
    if spot == "beoordeeld" {
        let none = assess(Ground::A, Degree::Geen);
        found.push(assessed_as(Drive::new(Procedure::Beschikking), none));
    }
    found
}

/// Where the table knows a command, some file in that state carries it out; else the table promises what never happens.
#[test]
fn every_accepted_pair_is_carried_out_somewhere() {
    let mut done = BTreeSet::new();
    for drive in SPOTS.iter().flat_map(|spot| special(spot)) {
        for name in CommandName::ALL {
            let in_favour = decide(Outcome::Gunstig, Basis::Geen, drive.today);
            let by = if *name == CommandName::Confirm { tweede() } else { beslisser() };
            let done_by = |command| drive.try_by(by, command).is_ok();
            let also = *name == CommandName::Decide && done_by(in_favour.into());
            let second = *name == CommandName::AskCompletion
                && done_by(completion(A, drive.today, 14).into());
            if also || second || done_by(command(*name, &drive)) {
                done.insert((drive.case.state(), *name));
            }
        }
    }
    let missing = StateName::ALL
        .iter()
        .flat_map(|state| accepted(*state).into_iter().map(move |name| (*state, name)))
        .filter(|pair| !done.contains(pair));
    // A repair term is for an applicant: there is no holder who refuses and no clause. The table lets these through for the sake
    // of the article in the answer.
    let expected = [
        (StateName::Repair, CommandName::AskCompletion),
        (StateName::Repair, CommandName::RecordRefusal),
        (StateName::Repair, CommandName::RecordClause),
    ];
    assert_eq!(missing.collect::<Vec<_>>(), expected);
}

#[test]
fn a_refusal_names_what_is_allowed_now() {
    for spot in SPOTS {
        let Some(drive) = drive_to(Procedure::Beschikking, spot) else { continue };
        let refusal = drive.try_by(behandelaar(), Close { motivering: text("x") }.into());
        if let Err(refusal) = refusal {
            assert_eq!(refusal.allowed, accepted(drive.case.state()), "{spot}");
        }
    }
}
