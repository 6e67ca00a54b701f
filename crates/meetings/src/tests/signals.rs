//! Signals: on the agenda with a ground, forwarded with a ground that carries the recipient.

use super::samples::*;
use crate::*;
use kernel::Id;
use std::fmt::Write as _;

fn brought() -> Signal {
    Signal::Ingebracht(SignalFile {
        id: kernel::SignalId::from_uuid(uuid(900)),
        partij: party(),
        omschrijving: text("Veel contant geld bij een leeg pand."),
        grondslag: SignalGround::EigenOnderzoek,
        besproken_op: day("2027-01-28"),
        ingebracht_door: account(PERMITS),
        ingebracht_op: noon(day("2027-02-01")),
        doorzendingen: Vec::new(),
    })
}

fn forward(aan: Recipient, grondslag: ForwardingGround) -> SignalCommand {
    SignalCommand::Doorzenden { aan, grondslag, wat: text("Het signaal, zonder bijlagen.") }
}

fn other_body() -> Recipient {
    Recipient::Bestuursorgaan { naam: text("Waterschap Verzonnen") }
}

fn give(signal: &Signal, command: SignalCommand) -> Result<Signal, Refusal> {
    signal.clone().handle(command, noon(day("2027-02-18")), actor(CHAIR))
}

/// The ground of article 28(2)m with its four conditions.
fn for_other(conditions: [bool; 3], on: &str) -> ForwardingGround {
    ForwardingGround::EigenOnderzoekVanAnder {
        eerder_onderzoek_blijkt: conditions[0],
        verkregen_op: day(on),
        alleen_deze_persoon: conditions[1],
        nodig_voor_onderzoek: conditions[2],
    }
}

#[test]
fn a_ground_carries_its_own_recipient_only() {
    let recipients = [
        other_body(),
        Recipient::RiecDeelnemer { naam: text("RIEC Verzonnen") },
        Recipient::Omgevingsdienst { naam: text("Omgevingsdienst Verzonnen") },
    ];
    for (ground, fits) in [
        (ForwardingGround::Doorzendplicht, [true, false, false]),
        (ForwardingGround::Tip, [true, false, false]),
        (for_other([true; 3], "2026-01-01"), [true, false, false]),
        (ForwardingGround::Riec, [false, true, false]),
        (ForwardingGround::Omgevingsdienst, [false, false, true]),
    ] {
        for (recipient, fits) in recipients.iter().zip(fits) {
            let given = give(&brought(), forward(recipient.clone(), ground.clone()));
            assert_eq!(given.err(), (!fits).then_some(Refusal::GroundUnfit), "{ground:?}");
        }
    }
}

/// What a participant or another body gave falls under article 28: the duty of Awb 2:3 and a tip are for what is free of it.
#[test]
fn what_came_in_under_article_28_goes_out_under_article_28() {
    use ForwardingGround as Out;
    use SignalGround as In;
    let riec = Recipient::RiecDeelnemer { naam: text("RIEC Verzonnen") };
    let outgoing = [
        (Out::Doorzendplicht, other_body()),
        (Out::Tip, other_body()),
        (for_other([true; 3], "2026-01-01"), other_body()),
        (Out::Riec, riec),
    ];
    for (source, refused) in [
        (In::EigenOnderzoek, [false; 4]),
        (In::Riec, [true, true, false, false]),
        (In::AnderBestuursorgaan, [true, true, false, false]),
    ] {
        let signal =
            Signal::Ingebracht(SignalFile { grondslag: source, ..brought().file().clone() });
        for ((ground, recipient), refused) in outgoing.iter().zip(refused) {
            let given = give(&signal, forward(recipient.clone(), ground.clone()));
            let expected = refused.then_some(Refusal::SourceUnfit);
            assert_eq!(given.err(), expected, "{source:?} {ground:?}");
        }
    }
}

#[test]
fn a_tip_is_no_signal() {
    assert!(serde_json::from_str::<SignalGround>("\"tip\"").is_err());
}

#[test]
fn article_28_asks_for_four_conditions_at_once() {
    let refused = |conditions, on: &str| {
        give(&brought(), forward(other_body(), for_other(conditions, on))).err()
    };
    assert_eq!(refused([true; 3], "2022-02-18"), None, "five years ago to the day");
    assert_eq!(refused([true; 3], "2022-02-17"), Some(Refusal::TooOld));
    assert_eq!(refused([true; 3], "2027-02-19"), Some(Refusal::DayToCome));
    for without in 0..3 {
        let mut conditions = [true; 3];
        conditions[without] = false;
        assert_eq!(refused(conditions, "2026-01-01"), Some(Refusal::ConditionsUnmet));
    }
}

#[test]
fn a_forwarding_is_logged_with_who_and_when() {
    let signal = give(&brought(), forward(other_body(), ForwardingGround::Doorzendplicht)).unwrap();
    let [entry] = &signal.file().doorzendingen[..] else { panic!("one entry") };
    assert_eq!((entry.door, entry.op), (account(CHAIR), noon(day("2027-02-18"))));
    assert_eq!(signal.state(), "ingebracht");
    let by_program = brought().handle(
        SignalCommand::Afhandelen { uitkomst: text("Niets.") },
        noon(day("2027-02-18")),
        program(),
    );
    assert_eq!(by_program.err(), Some(Refusal::HumanOnly));
}

#[test]
fn what_its_meeting_takes_off_the_agenda_is_free_again() {
    let (meeting, other) = (meeting_id(600), meeting_id(601));
    let listed = give(&brought(), SignalCommand::Agenderen { vergadering: meeting }).unwrap();
    assert_eq!(listed.clone().taken_off(other), listed, "it stands on another agenda");
    assert_eq!(listed.clone().taken_off(meeting), brought());
    assert_eq!(brought().taken_off(meeting), brought());
    let end = SignalCommand::Afhandelen { uitkomst: text("Eigen onderzoek gestart.") };
    let done = give(&listed, end).unwrap();
    assert_eq!(done.clone().taken_off(meeting), done, "what is closed stays closed");
}

#[test]
fn every_ground_has_its_article() {
    let articles = SignalGround::ALL.map(SignalGround::article);
    assert!(articles.iter().all(|article| article.starts_with("Wet Bibob art. ")));
}

#[test]
fn every_state_of_a_signal_answers_every_command_as_reviewed() {
    let agenda = SignalCommand::Agenderen { vergadering: meeting_id(600) };
    let end = SignalCommand::Afhandelen { uitkomst: text("Eigen onderzoek gestart.") };
    let listed = give(&brought(), agenda.clone()).unwrap();
    let done = give(&listed, end.clone()).unwrap();
    let mut table = String::new();
    for (name, command) in [
        ("agenderen", agenda),
        ("doorzenden", forward(other_body(), ForwardingGround::Tip)),
        ("afhandelen", end),
    ] {
        write!(table, "{name:10}").unwrap();
        for signal in [&brought(), &listed, &done] {
            let given = give(signal, command.clone());
            let given = given.map_or_else(Refusal::id, |signal| signal.state());
            write!(table, " | {} -> {given}", signal.state()).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!("signal", table);
}
