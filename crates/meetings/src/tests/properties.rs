//! Whatever the attendance, the interests and the votes: who has an interest never counts nor sees, and there is no advice
//! without a quorum and a majority.

use super::samples::*;
use crate::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const EVERYBODY: [u128; 6] = [CHAIR, LAWYER, PERMITS, ESTATE, FINANCE, DEPUTY];

fn some() -> impl Strategy<Value = Vec<u128>> {
    proptest::sample::subsequence(EVERYBODY.to_vec(), 0..=6)
}

fn vote() -> impl Strategy<Value = Vote> {
    prop_oneof![Just(Vote::Voor), Just(Vote::Tegen), Just(Vote::Onthouding)]
}

/// A session with the interests declared beforehand.
fn session(there: &[u128], interested: &[u128]) -> Drive {
    let frozen = interested
        .iter()
        .fold(Drive::frozen(), |drive, number| drive.then(conflict(*number, file_subject(FIRST))));
    frozen.on(MEETING_DAY).then(hold(there))
}

proptest! {
    #[test]
    fn an_interest_hides_and_excludes(there in some(), interested in some(), votes in proptest::collection::vec(vote(), 6)) {
        prop_assume!(!there.is_empty());
        let drive = session(&there, &interested);
        let conflicts = &drive.meeting.head().belangen;
        let subject = file_subject(FIRST);
        let voters = drive.course().zitting.voters(&subject, conflicts);
        for number in EVERYBODY {
            let sees = drive.meeting.items_for(account(number)).iter().any(|item| item.onderwerp == subject);
            prop_assert_eq!(sees, !interested.contains(&number));
            let counts = voters.contains(&account(number));
            prop_assert!(!counts || (sees && there.contains(&number)));
        }
        // One for each seat: never more than the seats, and never member and deputy together.
        let unique: BTreeSet<_> = voters.iter().collect();
        prop_assert_eq!(unique.len(), voters.len());
        prop_assert!(!(voters.contains(&account(LAWYER)) && voters.contains(&account(DEPUTY))));

        let ballots: Vec<Ballot> =
            voters.iter().zip(&votes).map(|(lid, stem)| Ballot { lid: *lid, stem: *stem }).collect();
        let tally = Tally::of(ballots.iter().map(|ballot| ballot.stem));
        let command = advise(FIRST, Method::Stemming { stemmen: ballots });
        // The vice chair records it when the chair may not see it; when nobody may, nobody can.
        let Some(who) = EVERYBODY.into_iter().find(|number| !interested.contains(number)) else {
            prop_assert_eq!(drive.refused(command), Refusal::UnknownItem);
            return Ok(());
        };
        let given = drive.try_by(actor(who), command, None);
        let expected = if voters.len() < 3 {
            Some(Refusal::NoQuorum)
        } else {
            tally.carried().err()
        };
        prop_assert_eq!(given.as_ref().err(), expected.as_ref());
        if let Ok(step) = given {
            prop_assert!(tally.voor > tally.tegen && tally.cast() >= 3);
            prop_assert_eq!(step.effects.len(), 1);
            let minutes = step.meeting.minutes().unwrap();
            for number in interested {
                let theirs = minutes.clone().for_member(account(number));
                prop_assert!(theirs.punten.iter().all(|item| item.onderwerp != subject));
            }
        }
    }

    /// In a round too: nobody with an interest replies, and there is an advice only with a quorum and a majority.
    #[test]
    fn a_round_has_the_same_rules(
        interested in some(),
        replies in proptest::collection::vec((0usize..6, vote()), 0..8),
    ) {
        let question = RoundQuestion {
            dossier: case_id(FIRST),
            vraag: text("Wat adviseert u?"),
            voorstel: AdviceKind::Verdiepen,
            redenen: text("Er is meer te vinden."),
            sluit_op: day("2027-02-08"),
        };
        let (now, late) = (noon(day("2027-02-01")), noon(day("2027-02-09")));
        let mut round = Round::open(round_id(), question, &group(), &[], now, actor(CHAIR)).unwrap();
        for number in &interested {
            let command = RoundCommand::BelangMelden { reden: text("Een belang.") };
            round = round.handle(command, &[], now, actor(*number)).unwrap().0;
        }
        for (who, stem) in replies {
            let number = EVERYBODY[who];
            let seat = if number == DEPUTY { LAWYER } else { number };
            let command = RoundCommand::Antwoorden { plaats: account(seat), stem, toelichting: None };
            match round.clone().handle(command, &[], now, actor(number)) {
                Ok((next, _)) => {
                    prop_assert!(!interested.contains(&number));
                    round = next;
                }
                Err(refusal) => prop_assert!(
                    [Refusal::NotEntitled, Refusal::RepliedAlready].contains(&refusal)
                ),
            }
        }
        let tally = Tally::of(round.asked().replies().iter().map(|reply| reply.stem));
        let closer = actor(OUTSIDER);
        let (round, effects) = round.handle(RoundCommand::Sluiten, &[], late, closer).unwrap();
        let is_advice = matches!(round.outcome(), Some(RoundOutcome::Advies { .. }));
        prop_assert_eq!(is_advice, tally.cast() >= 3 && tally.voor > tally.tegen);
        prop_assert_eq!(effects.len(), usize::from(is_advice));
    }
}
