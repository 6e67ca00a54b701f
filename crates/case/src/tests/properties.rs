//! Whatever is asked of a file, by whom and on which day: no panic, no illegal state, and a trail that gives it back.

use super::dossiers::{SPOTS, drive_file};
use super::payloads::sample;
use super::samples::*;
use crate::*;
use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use serde_json::Value;

/// One step: which command, by whom, how much later, and what is changed in the sample of it.
#[derive(Clone, Debug)]
struct Roll {
    /// From what the state takes, or from all commands.
    fitting: bool,
    pick: usize,
    actor: usize,
    wait: i64,
    shift: i64,
    person: usize,
    /// What an assessment, an intention and a decision say; none for the sample.
    says: Option<(usize, usize, usize)>,
}

fn roll() -> impl Strategy<Value = Roll> {
    let shift = prop_oneof![6 => Just(0i64), 3 => -12i64..=3, 1 => -800_000i64..=3_000_000];
    let wait = prop_oneof![8 => 0i64..=20, 1 => 0i64..=400];
    let says = proptest::option::of((0..3usize, 0..7usize, 0..5usize));
    let fitting = proptest::bool::weighted(0.8);
    (fitting, 0..1_000usize, 0..8usize, wait, shift, 0..5usize, says).prop_map(
        |(fitting, pick, actor, wait, shift, person, says)| Roll {
            fitting,
            pick,
            actor,
            wait,
            shift,
            person,
            says,
        },
    )
}

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(TimeDelta::days(days)).unwrap_or(day)
}

/// Changes the dates, the person and the judgements in a command, as JSON.
fn vary(value: &mut Value, key: &str, roll: &Roll) {
    let set = |value: &mut Value, new: Value| *value = new;
    match value {
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| vary(value, key, roll)),
        Value::Array(list) => list.iter_mut().for_each(|value| vary(value, key, roll)),
        Value::String(text) => {
            let says = roll.says.unwrap_or_default();
            if let Ok(day) = text.parse::<NaiveDate>() {
                *text = later(day, roll.shift).to_string();
            } else if key == "persoon" {
                *text = id([A, B, DERDE, 50, VREEMDE][roll.person]).to_string();
            } else if roll.says.is_none() {
                // The sample as it is.
            } else if text == "leidinggevende" {
                *text = "betrokkene".to_owned();
            } else if key == "gevaar" {
                let degree = [Degree::Geen, Degree::MindereMate, Degree::Ernstig][says.0];
                set(value, serde_json::to_value(degree).unwrap());
            } else if key == "uitkomst"
                && serde_json::from_str::<Outcome>(&format!("{text:?}")).is_ok()
            {
                set(value, serde_json::to_value(Outcome::ALL[says.1]).unwrap());
            } else if key == "grondslag"
                && serde_json::from_str::<Basis>(&format!("{text:?}")).is_ok()
            {
                let basis = [
                    Basis::Geen,
                    Basis::Gevaar,
                    Basis::Lid6,
                    Basis::OvertredenVoorschrift,
                    Basis::AndereGrond,
                ][says.2];
                set(value, serde_json::to_value(basis).unwrap());
            }
        }
        _ => {}
    }
}

fn command(drive: &Drive, name: CommandName, roll: &Roll) -> Command {
    let sample = sample(name, drive.start.procedure, drive.today);
    let mut json = serde_json::to_value(&sample).unwrap();
    vary(&mut json, "", roll);
    serde_json::from_value(json).unwrap_or(sample)
}

fn who(roll: &Roll, command: &Command) -> Actor {
    match roll.actor {
        0 => programma(),
        1 => behandelaar(),
        2 => tweede(),
        _ if matches!(command, Command::Confirm(_)) => tweede(),
        3 => behandelaar(),
        _ => beslisser(),
    }
}

/// What the stored file itself says about a decision that takes something away or burdens it: everyone who is concerned was
/// heard, and another official than the one who assessed confirmed the conclusion. Read from the JSON alone.
fn lawful(file: &Value) -> Result<(), String> {
    let decision = &file["afronding"]["beslissing"];
    let Some(outcome) = decision["uitkomst"].as_str() else { return Ok(()) };
    let course = &file["verloop"];
    let (assessment, review) = (&course["beoordeling"], &course["beoordeling"]["tegenlezing"]);
    let holds =
        |holds: bool, what: &str| if holds { Ok(()) } else { Err(format!("{what}: {file}")) };
    holds(course["weg"] == "inhoudelijk", "decided on the merits")?;
    holds(review["stand"] != "open", "no conclusion is left open")?;
    if outcome == "gunstig" {
        return Ok(());
    }
    let on_the_act = decision["grondslag"] != "andere-grond";
    holds(!on_the_act || review["stand"] == "bevestigd", "confirmed")?;
    holds(review["stand"] != "bevestigd" || review["door"] != assessment["door"], "by another")?;
    let hearings = course["voornemen"]["zienswijzen"].as_array().cloned().unwrap_or_default();
    holds(!hearings.is_empty(), "an intention")?;
    holds(hearings.iter().all(|one| one["stand"]["stand"] != "gevraagd"), "all heard")?;
    let concerned = file["dossier"]["personen"].as_array().unwrap().iter().filter(|party| {
        party["persoon"]["rollen"]
            .as_array()
            .unwrap()
            .iter()
            .any(|role| role["soort"] == "betrokkene")
    });
    for party in concerned {
        let heard = hearings.iter().any(|one| one["persoon"] == party["persoon"]["id"]);
        holds(heard, "each person concerned is heard")?;
    }
    let conditions = decision["voorschriften"].as_array().is_some_and(|list| !list.is_empty());
    holds(conditions == (outcome == "gunstig-met-voorschriften"), "conditions where they belong")?;
    let grounds = assessment["oordeel"]["gronden"].as_array().unwrap();
    let danger = |degree: &str| grounds.iter().any(|ground| ground["gevaar"] == degree);
    if decision["grondslag"] == "gevaar" && !conditions {
        holds(danger("ernstig"), "lesser danger never refuses")?;
        let why = &assessment["oordeel"]["waaromGeenVoorschriften"];
        holds(why.is_string() && assessment["oordeel"]["evenredigheid"].is_string(), "weighed")?;
    }
    holds(!conditions || danger("ernstig") || danger("mindere-mate"), "conditions need danger")
}

/// Keeps every promise about a step that was carried out.
fn check(before: &Drive, step: &Step, replayed: Case) -> Result<Case, TestCaseError> {
    let name = step.event.opdracht.name();
    prop_assert!(matrix::accepts(before.case.state(), name));
    prop_assert_ne!(before.case.state(), StateName::Closed);
    let stored = serde_json::to_string(&step.case).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Case>(&stored).unwrap(), &step.case);
    let event = serde_json::to_string(&step.event).unwrap();
    let event = serde_json::from_str::<Event>(&event).unwrap();
    prop_assert_eq!(&event, &step.event);
    let replayed = replayed.apply(&event).unwrap();
    prop_assert_eq!(&replayed, &step.case);
    let closed = step.case.state() == StateName::Closed;
    prop_assert_eq!(matrix::accepted(step.case.state()).is_empty(), closed);
    prop_assert_eq!(lawful(&serde_json::to_value(&step.case).unwrap()), Ok(()));
    prop_assert_eq!(step.case.ending().is_some(), closed);
    Ok(replayed)
}

/// Gives the commands one after the other and checks what every step promises. Returns the file as it is then.
fn walk(
    mut drive: Drive,
    rolls: &[Roll],
    choice: impl Fn(&Drive, &Roll) -> CommandName,
) -> Result<Drive, TestCaseError> {
    let mut replayed = Case::open(drive.start.clone());
    for event in &drive.events {
        replayed = replayed.apply(event).unwrap();
    }
    prop_assert_eq!(&replayed, &drive.case);
    for roll in rolls {
        drive.today = later(drive.today, roll.wait);
        let command = command(&drive, choice(&drive, roll), roll);
        let actor = who(roll, &command);
        match drive.try_by(actor, command) {
            Ok(step) => {
                replayed = check(&drive, &step, replayed)?;
                drive.case = step.case;
                drive.events.push(step.event);
            }
            Err(refusal) => {
                prop_assert_eq!(refusal.allowed, matrix::accepted(drive.case.state()));
                let closed = drive.case.state() == StateName::Closed;
                prop_assert_eq!(refusal.code == RefusalCode::Closed, closed);
            }
        }
        // The clock of a file that got this far can always be read, on any later day.
        prop_assert!(clock::of(&drive.case, rules(), later(drive.today, 500)).is_ok());
    }
    Ok(drive)
}

/// The commands between the investigation and the decision, and what can come between them.
const JUDGING: [(CommandName, usize); 11] = [
    (CommandName::Assess, 2),
    (CommandName::Confirm, 3),
    (CommandName::Intend, 1),
    (CommandName::ReceiveViews, 12),
    (CommandName::ViewsUnused, 2),
    (CommandName::ExceptViews, 2),
    (CommandName::Decide, 4),
    (CommandName::Reopen, 1),
    (CommandName::AddPerson, 1),
    (CommandName::RecordBreach, 1),
    (CommandName::RecordClause, 1),
];

fn judging(pick: usize) -> CommandName {
    let mut names = JUDGING.iter().flat_map(|(name, weight)| std::iter::repeat_n(*name, *weight));
    let total: usize = JUDGING.iter().map(|(_, weight)| weight).sum();
    names.nth(pick % total).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_commands_reaches_an_illegal_state(
        procedure in 0..Procedure::ALL.len(),
        spot in 0..SPOTS.len(),
        rolls in proptest::collection::vec(roll(), 1..40),
    ) {
        let file = file_of_two(Procedure::ALL[procedure]);
        let Some(drive) = drive_file(file, SPOTS[spot]) else { return Ok(()) };
        walk(drive, &rolls, |drive, roll| {
            let fitting = matrix::accepted(drive.case.state());
            let names = if roll.fitting && !fitting.is_empty() { &fitting[..] } else { CommandName::ALL };
            names[roll.pick % names.len()]
        })?;
    }

    /// The same between the investigation and the decision, where the gates stand; one intention is kept to, or nothing would
    /// ever be decided.
    #[test]
    fn no_sequence_of_judgements_reaches_an_unlawful_decision(
        procedure in 0..Procedure::ALL.len(),
        degree in 0..3usize,
        own in proptest::bool::weighted(0.8),
        outcome in 0..7usize,
        basis in prop_oneof![2 => Just(1usize), 1 => 0..5usize],
        mut rolls in proptest::collection::vec(roll(), 60..90),
    ) {
        let procedure = Procedure::ALL[procedure];
        let negative = Outcome::ALL.iter().position(|outcome| *outcome == procedure.negative_outcome());
        let outcome = if own { negative.unwrap() } else { outcome };
        for roll in &mut rolls {
            roll.says = Some((degree, outcome, basis));
            roll.shift = if roll.fitting { 0 } else { roll.shift };
        }
        let Some(drive) = drive_file(file_of_two(procedure), "onderzoek") else { return Ok(()) };
        walk(drive, &rolls, |_, roll| judging(roll.pick))?;
    }
}

/// The predicate finds what it looks for: each of these files is one that the state machine must not make.
#[test]
fn the_predicate_sees_an_unlawful_file() {
    let drive = super::dossiers::drive(Drive::of(file_of_two(Procedure::Beschikking)), "besloten");
    let sound = serde_json::to_value(&drive.case).unwrap();
    assert_eq!(lawful(&sound), Ok(()));
    for (pointer, value) in [
        ("/verloop/beoordeling/tegenlezing/stand", "niet-nodig"),
        ("/verloop/beoordeling/tegenlezing/stand", "open"),
        ("/verloop/voornemen/zienswijzen/0/stand/stand", "gevraagd"),
        ("/verloop/voornemen/zienswijzen/0/persoon", "iemand-anders"),
        ("/verloop/beoordeling/oordeel/gronden/0/gevaar", "mindere-mate"),
        ("/verloop/weg", "buiten-behandeling"),
        ("/afronding/beslissing/uitkomst", "gunstig-met-voorschriften"),
    ] {
        let mut broken = sound.clone();
        *broken.pointer_mut(pointer).unwrap() = value.into();
        assert!(lawful(&broken).is_err(), "{pointer} {value}");
    }
}
