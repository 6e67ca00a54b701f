//! Written rounds: replies by seat, a quorum of them, and what happens without one.

use super::samples::*;
use crate::*;
use case::Actor;
use std::fmt::Write as _;

fn question(on: &str) -> RoundQuestion {
    RoundQuestion {
        dossier: case_id(FIRST),
        vraag: text("Kunnen we het LBB om advies vragen?"),
        voorstel: AdviceKind::LbbVragen,
        redenen: text("De termijn eindigt voor de volgende vergadering."),
        sluit_op: day(on),
    }
}

fn opened() -> Round {
    open_until("2027-02-08", actor(CHAIR)).expect("open")
}

fn open_until(on: &str, actor: Actor) -> Result<Round, Refusal> {
    Round::open(round_id(), question(on), &group(), &[], noon(day("2027-02-01")), actor)
}

fn reply(seat: u128, stem: Vote) -> RoundCommand {
    let toelichting = (stem != Vote::Voor).then(|| text("Te vroeg."));
    RoundCommand::Antwoorden { plaats: account(seat), stem, toelichting }
}

fn give(
    round: &Round,
    number: u128,
    on: &str,
    command: RoundCommand,
) -> Result<(Round, Vec<Effect>), Refusal> {
    round.clone().handle(command, &[], noon(day(on)), actor(number))
}

fn answered(replies: &[(u128, Vote)]) -> Round {
    replies.iter().fold(opened(), |round, (number, stem)| {
        give(&round, *number, "2027-02-02", reply(*number, *stem)).expect("reply").0
    })
}

fn closed(round: &Round) -> (RoundOutcome, Vec<Effect>) {
    let (round, effects) = give(round, CHAIR, "2027-02-09", RoundCommand::Sluiten).expect("closed");
    (round.outcome().expect("outcome").clone(), effects)
}

#[test]
fn a_round_is_open_for_a_day_to_sixty() {
    let refused = |on: &str| open_until(on, actor(CHAIR)).err();
    assert_eq!(refused("2027-02-01"), Some(Refusal::RoundTermUnfit));
    assert_eq!(refused("2027-02-02"), None);
    assert_eq!(refused("2027-04-02"), None);
    assert_eq!(refused("2027-04-03"), Some(Refusal::RoundTermUnfit));
    assert_eq!(open_until("2027-02-08", program()).err(), Some(Refusal::HumanOnly));
}

/// Who is not on the file learns that it was asked and how it ended, and no word of why (Wet Bibob art. 28).
#[test]
fn without_its_content_a_round_holds_no_word_of_the_file() {
    let instead = text("Gesloten.");
    let round = answered(&[(CHAIR, Vote::Voor), (LAWYER, Vote::Voor), (FINANCE, Vote::Tegen)]);
    let declare = RoundCommand::BelangMelden { reden: text("Mijn buurman.") };
    let (round, _) = give(&round, PERMITS, "2027-02-03", declare).expect("declared");
    let (over, _) = give(&round, CHAIR, "2027-02-09", RoundCommand::Sluiten).expect("closed");
    let why = RoundCommand::Intrekken { reden: text("De eigenaar is verhuisd.") };
    let (off, _) = give(&round, CHAIR, "2027-02-03", why).expect("withdrawn");
    for round in [round, over, off] {
        let kept = serde_json::to_string(&round).unwrap();
        let hidden = round.clone().without_content(&instead);
        let shown = serde_json::to_string(&hidden).unwrap();
        for words in ["LBB om advies", "De termijn eindigt", "Te vroeg", "buurman", "verhuisd"] {
            assert!(!shown.contains(words), "{words}: {shown}");
        }
        assert!(kept.contains("De termijn eindigt") && kept.contains("Te vroeg"), "{kept}");
        assert_eq!((hidden.state(), hidden.ended_at()), (round.state(), round.ended_at()));
        assert_eq!(hidden.asked().replies().len(), 3);
    }
}

#[test]
fn one_reply_for_each_seat_until_the_last_day() {
    let round = opened();
    let refused = |number, on: &str, seat| give(&round, number, on, reply(seat, Vote::Voor)).err();
    assert_eq!(refused(LAWYER, "2027-02-08", LAWYER), None);
    assert_eq!(refused(LAWYER, "2027-02-09", LAWYER), Some(Refusal::RoundOver));
    assert_eq!(refused(FINANCE, "2027-02-02", LAWYER), Some(Refusal::NotADeputy));
    assert_eq!(refused(OUTSIDER, "2027-02-02", OUTSIDER), Some(Refusal::NotAMember));
    let (round, _) = give(&round, DEPUTY, "2027-02-02", reply(LAWYER, Vote::Voor)).unwrap();
    let again = give(&round, LAWYER, "2027-02-03", reply(LAWYER, Vote::Tegen)).err();
    assert_eq!(again, Some(Refusal::RepliedAlready));
    assert_eq!(round.asked().waiting().len(), 4);
}

#[test]
fn a_majority_of_a_quorum_is_an_advice() {
    let round = answered(&[(CHAIR, Vote::Voor), (LAWYER, Vote::Voor), (FINANCE, Vote::Tegen)]);
    let early = give(&round, CHAIR, "2027-02-08", RoundCommand::Sluiten).err();
    assert_eq!(early, Some(Refusal::RoundRunning), "the last day counts");
    let (outcome, effects) = closed(&round);
    let RoundOutcome::Advies { advies } = outcome else { panic!("advice") };
    assert_eq!((advies.nodig, advies.op), (3, day("2027-02-09")));
    assert_eq!(advies.afwijkend.len(), 1);
    let [Effect::AdviceToFile { file, advice }] = &effects[..] else { panic!("effect") };
    assert_eq!(*file, case_id(FIRST));
    assert!(advice.advies.as_str().contains("Stemming: 2 voor, 1 tegen, 0 onthouding."));
}

#[test]
fn without_a_quorum_or_a_majority_there_is_none() {
    use Vote::{Onthouding, Tegen, Voor};
    for (replies, reden) in [
        (&[(CHAIR, Voor), (LAWYER, Voor)][..], NoAdvice::GeenQuorum),
        (&[(CHAIR, Voor), (LAWYER, Tegen), (FINANCE, Onthouding)], NoAdvice::StemmenStaken),
        (&[(CHAIR, Voor), (LAWYER, Tegen), (FINANCE, Tegen)], NoAdvice::Verworpen),
        (&[], NoAdvice::GeenQuorum),
    ] {
        let (outcome, effects) = closed(&answered(replies));
        assert_eq!(outcome, RoundOutcome::GeenAdvies { reden });
        assert!(effects.is_empty());
    }
}

#[test]
fn a_round_may_close_early_when_everybody_replied() {
    let all = [CHAIR, LAWYER, PERMITS, ESTATE].map(|number| (number, Vote::Voor));
    let round = answered(&all);
    let close = |round: &Round| give(round, CHAIR, "2027-02-03", RoundCommand::Sluiten);
    assert_eq!(close(&round).err(), Some(Refusal::RoundRunning));
    // The last seat cannot be taken by anybody any more: nobody is waited for.
    let belang = RoundCommand::BelangMelden { reden: text("Woont naast de locatie.") };
    let (round, _) = give(&round, FINANCE, "2027-02-03", belang).unwrap();
    assert!(close(&round).is_ok());
}

#[test]
fn what_somebody_may_still_do_is_what_the_round_would_take() {
    let round = opened();
    let asked = round.asked();
    let (first, last, after) = (day("2027-02-01"), day("2027-02-08"), day("2027-02-09"));
    assert_eq!(asked.seats_for(account(LAWYER), last), [account(LAWYER)]);
    assert_eq!(asked.seats_for(account(DEPUTY), first), [account(LAWYER)], "for who is replaced");
    assert!(asked.seats_for(account(LAWYER), after).is_empty(), "the last day is over");
    assert!(asked.seats_for(account(OUTSIDER), first).is_empty());
    let declares = |number| asked.may_declare(account(number));
    assert!(declares(DEPUTY) && declares(LAWYER) && !declares(OUTSIDER));
    assert_eq!((asked.may_close(last), asked.may_close(after)), (false, true));
    assert_eq!(asked.seats().len(), 5);
    let (round, _) = give(&round, DEPUTY, "2027-02-02", reply(LAWYER, Vote::Voor)).unwrap();
    let asked = round.asked();
    assert!(asked.seats_for(account(LAWYER), first).is_empty(), "the seat is taken");
    assert!(asked.may_declare(account(LAWYER)) && !asked.may_declare(account(DEPUTY)));
}

#[test]
fn a_round_that_ended_says_when_and_why() {
    let round = opened();
    assert_eq!((round.ended_at(), round.withdrawn_because()), (None, None));
    let reden = || text("Niet nodig.");
    let off = RoundCommand::Intrekken { reden: reden() };
    let (off, _) = give(&round, CHAIR, "2027-02-02", off).unwrap();
    assert_eq!(off.ended_at(), Some(noon(day("2027-02-02"))));
    assert_eq!(off.withdrawn_because(), Some(&reden()));
    let (closed, _) = give(&round, CHAIR, "2027-02-09", RoundCommand::Sluiten).unwrap();
    assert_eq!(closed.ended_at(), Some(noon(day("2027-02-09"))));
    assert_eq!(closed.withdrawn_because(), None);
}

#[test]
fn who_has_an_interest_neither_sees_nor_replies_nor_closes() {
    let belang = || RoundCommand::BelangMelden { reden: text("Woont naast de locatie.") };
    let round = opened();
    assert_eq!(give(&round, OUTSIDER, "2027-02-02", belang()).err(), Some(Refusal::NotAMember));
    let (round, _) = give(&round, LAWYER, "2027-02-02", belang()).unwrap();
    assert!(!round.is_for(account(LAWYER)) && round.is_for(account(CHAIR)));
    let refused = |number, command| give(&round, number, "2027-02-02", command).err();
    assert_eq!(refused(LAWYER, belang()), Some(Refusal::ConflictKnown));
    assert_eq!(refused(LAWYER, reply(LAWYER, Vote::Voor)), Some(Refusal::NotEntitled));
    assert_eq!(refused(LAWYER, RoundCommand::Sluiten), Some(Refusal::NotEntitled));
    let off = RoundCommand::Intrekken { reden: text("Niet nodig.") };
    assert_eq!(refused(LAWYER, off), Some(Refusal::NotEntitled));
    assert_eq!(refused(DEPUTY, reply(LAWYER, Vote::Voor)), None, "the deputy may");
    let replied = answered(&[(CHAIR, Vote::Voor)]);
    assert_eq!(give(&replied, CHAIR, "2027-02-02", belang()).err(), Some(Refusal::ConflictLate));
}

#[test]
fn an_interest_declared_in_a_meeting_holds_in_a_round() {
    let drive = Drive::filled().then(conflict(LAWYER, file_subject(FIRST)));
    let drive = drive.then(conflict(FINANCE, file_subject(SECOND)));
    let standing = &drive.meeting.head().belangen;
    let open = |number| {
        let now = noon(day("2027-02-01"));
        Round::open(round_id(), question("2027-02-08"), &group(), standing, now, actor(number))
    };
    assert_eq!(open(LAWYER).err(), Some(Refusal::NotEntitled));
    let round = open(CHAIR).unwrap();
    assert!(!round.is_for(account(LAWYER)) && round.is_for(account(FINANCE)));
}

/// Awb art. 2:4.
#[test]
fn an_interest_declared_elsewhere_after_a_reply_takes_the_reply_out() {
    let replies = [CHAIR, LAWYER, FINANCE].map(|number| (number, Vote::Voor));
    let round = answered(&replies);
    let elsewhere = Drive::filled()
        .then(conflict(LAWYER, file_subject(FIRST)))
        .then(conflict(PERMITS, file_subject(SECOND)));
    let standing = &elsewhere.meeting.head().belangen;
    let seen = round.clone().carried_over(standing);
    assert!(!seen.is_for(account(LAWYER)) && seen.is_for(account(PERMITS)));
    assert_eq!(seen.asked().replies().len(), 2);
    assert_eq!(seen.clone().carried_over(standing), seen, "once");
    let deputy = [account(DEPUTY)];
    let waiting = seen.asked().waiting();
    assert!(waiting.iter().any(|(seat, who)| *seat == account(LAWYER) && *who == deputy));
    let late = noon(day("2027-02-09"));
    let close =
        |round: Round, number| round.handle(RoundCommand::Sluiten, standing, late, actor(number));
    assert_eq!(close(round.clone(), LAWYER).err(), Some(Refusal::NotEntitled));
    let (closed, effects) = close(round.clone(), CHAIR).unwrap();
    let reden = NoAdvice::GeenQuorum;
    assert_eq!(closed.outcome(), Some(&RoundOutcome::GeenAdvies { reden }));
    assert!(effects.is_empty());
    let stands_in =
        round.handle(reply(LAWYER, Vote::Voor), standing, noon(day("2027-02-03")), actor(DEPUTY));
    let (closed, _) = close(stands_in.unwrap().0, CHAIR).unwrap();
    let Some(RoundOutcome::Advies { advies }) = closed.outcome() else { panic!("advice") };
    assert!(!advies.stemgerechtigd.contains(&account(LAWYER)));
}

#[test]
fn an_interest_taken_off_the_record_is_let_go_while_the_round_runs() {
    let belang = RoundCommand::BelangMelden { reden: text("Woont naast de locatie.") };
    let (round, _) = give(&opened(), LAWYER, "2027-02-02", belang).unwrap();
    let lifted = |round: &Round, file| round.clone().lifted(account(LAWYER), case_id(file));
    assert!(lifted(&round, FIRST).is_for(account(LAWYER)));
    assert!(!lifted(&round, SECOND).is_for(account(LAWYER)), "another file");
    let (closed, _) = give(&round, CHAIR, "2027-02-09", RoundCommand::Sluiten).unwrap();
    assert_eq!(lifted(&closed, FIRST), closed);
}

#[test]
fn every_state_of_a_round_answers_every_command_as_reviewed() {
    let full = answered(&[(CHAIR, Vote::Voor), (LAWYER, Vote::Voor), (FINANCE, Vote::Voor)]);
    let end = |command| give(&full, CHAIR, "2027-02-09", command).expect("end").0;
    let withdrawn = end(RoundCommand::Intrekken { reden: text("Niet nodig.") });
    let rounds = [full.clone(), end(RoundCommand::Sluiten), withdrawn];
    let mut table = String::new();
    for (name, command) in [
        ("antwoorden", reply(PERMITS, Vote::Voor)),
        ("belang-melden", RoundCommand::BelangMelden { reden: text("Een belang.") }),
        ("sluiten", RoundCommand::Sluiten),
        ("intrekken", RoundCommand::Intrekken { reden: text("Niet nodig.") }),
    ] {
        write!(table, "{name:13}").unwrap();
        for round in &rounds {
            let on = if name == "sluiten" { "2027-02-09" } else { "2027-02-08" };
            let answer = give(round, PERMITS, on, command.clone());
            let answer = answer.map_or_else(Refusal::id, |(round, _)| round.state());
            write!(table, " | {} -> {answer}", round.state()).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!("round", table);
}
