//! The minutes: what they hold, who sees what, and how they are corrected and adopted.

use super::samples::*;
use crate::*;

const FOUR: &[u128] = &[CHAIR, DEPUTY, PERMITS, FINANCE];

fn told() -> Drive {
    let votes = [(CHAIR, Vote::Voor), (DEPUTY, Vote::Voor), (PERMITS, Vote::Voor)];
    let guest = Guest {
        naam: text("B. Ontwaak"),
        organisatie: text("RIEC Verzonnen"),
        punten: vec![item_id(FIRST), item_id(SECOND)],
    };
    let action = |number, item: Option<u128>| AddAction {
        id: action_id(number),
        punt: item.map(item_id),
        wat: text("Vraag de jaarrekening op."),
        eigenaar: account(PERMITS),
        uiterlijk: day("2027-03-01"),
    };
    Drive::frozen()
        .by(FINANCE, conflict(FINANCE, file_subject(FIRST)))
        .on(MEETING_DAY)
        .then(Hold { aanwezig: present(FOUR), gasten: vec![guest] })
        .then(advise(FIRST, ballots(&votes)))
        .then(Conclude { punt: item_id(SECOND), conclusie: text("Aangehouden.") })
        .then(action(1, Some(FIRST)))
        .then(action(2, None))
        .by(PERMITS, Correct { punt: Some(item_id(FIRST)), tekst: text("De naam is verkeerd.") })
        .by(FINANCE, Correct { punt: None, tekst: text("De vergadering begon later.") })
}

#[test]
fn the_minutes_hold_what_happened_and_nothing_else() {
    let minutes = told().meeting.minutes().expect("minutes");
    assert_eq!(minutes.aanwezig, present(FOUR));
    assert_eq!(minutes.afwezig, [account(ESTATE)], "a deputy stood in for the lawyer");
    assert_eq!(minutes.vaststelling, None);
    insta::assert_json_snapshot!("minutes", minutes);
}

#[test]
fn who_has_an_interest_reads_minutes_without_the_item() {
    let minutes = told().meeting.minutes().expect("minutes");
    let theirs = minutes.clone().for_member(account(FINANCE));
    assert_eq!(minutes.punten.len(), 3);
    let items: Vec<_> = theirs.punten.iter().map(|item| item.punt).collect();
    assert_eq!(items, [item_id(SECOND), item_id(ACTIONS)]);
    assert_eq!(theirs.gasten[0].punten, [item_id(SECOND)]);
    let said = serde_json::to_string(&theirs).unwrap();
    assert!(!said.contains(&case_id(FIRST).to_string()), "{said}");
    assert_eq!(minutes.clone().for_member(account(CHAIR)), minutes);
}

#[test]
fn minutes_are_adopted_in_a_later_meeting_by_those_present_there() {
    let drive = told().on("2027-04-01");
    let next = next_meeting(&[CHAIR, LAWYER, FINANCE]);
    let refused = |next: &Meeting, command| drive.try_by(actor(CHAIR), command, Some(next)).err();
    assert_eq!(drive.refused(adopt(&next, &[])), Refusal::NotNextMeeting, "no meeting is given");
    assert_eq!(refused(&drive.meeting, adopt(&drive.meeting, &[])), Some(Refusal::NotNextMeeting));
    let not_open = Drive::planned_as(meeting_id(601), day("2027-04-01")).meeting;
    assert_eq!(refused(&not_open, adopt(&not_open, &[])), Some(Refusal::NotNextMeeting));
    assert_eq!(refused(&next, adopt(&not_open, &[3])), Some(Refusal::UnknownCorrection));
    assert_eq!(refused(&next, adopt(&next, &[0])), Some(Refusal::UnknownCorrection));
    let too_few = next_meeting(&[CHAIR, LAWYER]);
    assert_eq!(refused(&too_few, adopt(&too_few, &[])), Some(Refusal::AdoptionNoQuorum));

    let drive = drive.adopt(&next, &[2]);
    let minutes = drive.meeting.minutes().expect("minutes");
    let adoption = minutes.vaststelling.expect("adopted");
    assert_eq!(adoption.vergadering, meeting_id(601));
    assert_eq!(adoption.aanwezig, [account(CHAIR), account(LAWYER), account(FINANCE)]);
    assert_eq!(minutes.punten[0].verbeteringen[0].overgenomen, Some(false));
    assert_eq!(minutes.verbeteringen[0].overgenomen, Some(true));
}
