//! What is kept is read back as it was, and a form of another version is not read at all.

use super::samples::*;
use crate::*;
use serde_json::{Value, json};

#[test]
fn a_meeting_in_any_state_is_read_back_as_it_was() {
    for drive in [
        Drive::planned(),
        Drive::filled(),
        Drive::frozen(),
        Drive::held(&[CHAIR, PERMITS, FINANCE]).then(advise(FIRST, Method::Eensgezind)),
        Drive::adopted(),
        Drive::cancelled(),
    ] {
        let kept = serde_json::to_string(&Kept::new(drive.meeting.clone())).unwrap();
        let read: Kept<Meeting> = serde_json::from_str(&kept).unwrap();
        assert_eq!(read.into_inner(), drive.meeting);
    }
}

#[test]
fn a_group_and_its_commands_are_read_back_as_they_were() {
    let kept = serde_json::to_value(Kept::new(group())).unwrap();
    assert_eq!(kept["versie"], 1);
    let read: Kept<WorkingGroup> = serde_json::from_value(kept).unwrap();
    assert_eq!(read.into_inner(), group());
    let votes = ballots(&[(CHAIR, Vote::Voor), (FINANCE, Vote::Onthouding)]);
    let command: Command = advise(FIRST, votes).into();
    let written = serde_json::to_value(&command).unwrap();
    assert_eq!(written["naam"], "advies-vastleggen");
    assert_eq!(written["inhoud"]["wijze"]["soort"], "stemming");
    assert_eq!(serde_json::from_value::<Command>(written).unwrap(), command);
}

#[test]
fn a_meeting_without_the_day_of_the_rhythm_was_meant_for_its_own_day() {
    let moved = Drive::planned().then(Move { op: day("2027-02-22"), tijd: slot() });
    assert_eq!(moved.meeting.head().intended_on(), Some(day(MEETING_DAY)));
    let mut kept = serde_json::to_value(&moved.meeting).unwrap();
    let kind = kept["vergadering"]["soort"].as_object_mut().unwrap();
    assert_eq!(kind.remove("bedoeldOp"), Some(json!(MEETING_DAY)));
    let read: Meeting = serde_json::from_value(kept).unwrap();
    assert_eq!(read.head().intended_on(), Some(day("2027-02-22")));
}

#[test]
fn another_version_is_refused_before_its_content_is_read() {
    let read = |value: Value| serde_json::from_value::<Kept<WorkingGroup>>(value).err();
    let error = read(json!({ "versie": 2, "inhoud": { "nieuw": true } })).expect("refused");
    assert_eq!(error.to_string(), "vorm 2 is onbekend; dit programma leest vorm 1");
    assert!(read(json!({ "versie": 1, "inhoud": {} })).is_some());
    assert!(read(json!({ "versie": 1, "inhoud": group(), "extra": 1 })).is_some());
    assert!(read(json!({ "versie": 1, "inhoud": group() })).is_none());
}
