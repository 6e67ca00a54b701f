//! Appointments: read back by the parser of the library; a parser by others reads them in the integration tests.

use super::{address, email, moment};
use crate::{CalendarPart, Invitation, Mailbox, Method};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, EventLike};

fn invitation() -> Invitation {
    Invitation {
        uid: "0193-overleg@voorbeeldwolde.example".to_owned(),
        sequence: 0,
        method: Method::Request,
        organiser: Mailbox::new(
            Some("gemeente Voorbeeldwolde"),
            address("bibob@voorbeeldwolde.example"),
        ),
        attendees: vec![
            Mailbox::new(Some("Zoë \"de Vries\"; RSVP=FALSE"), address("zoe@post.example")),
            Mailbox::new(None, address("jan@post.example")),
        ],
        start: moment("2026-12-18T09:00:00Z"),
        end: moment("2026-12-18T10:30:00Z"),
        summary: "Overleg, met de gemeente; vrijdag".to_owned(),
        location: Some("Zaal 3\r\nATTENDEE:mailto:ander@post.example".to_owned()),
        video: Some("https://video.voorbeeldwolde.example/kamer/12?k=a,b;c".to_owned()),
        description: format!(
            "Eerste regel met een heel lange zin: {}.\nTweede regel.",
            "é".repeat(120)
        ),
        made: moment("2026-12-02T09:00:00Z"),
    }
}

fn event(ics: &str) -> icalendar::Event {
    let calendar: Calendar = ics.parse().unwrap();
    calendar.events().next().expect("an event").clone()
}

#[test]
fn lines_are_folded_and_end_as_the_standard_asks() {
    let ics = invitation().ics().unwrap();
    assert!(ics.ends_with("END:VCALENDAR\r\n"));
    for line in ics.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let whole = ics.replace("\r\n ", "");
    assert!(whole.starts_with(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dijkwacht//Dijkwacht//NL\r\nCALSCALE:GREGORIAN\r\nMETHOD:REQUEST\r\n"
    ));
    assert_eq!(whole.matches("\r\nATTENDEE").count(), 2, "{whole}");
    assert!(whole.contains("\r\nDTSTART:20261218T090000Z\r\n"));
    // The same bytes each time: neither the clock nor chance has a part in it.
    assert_eq!(ics, invitation().ics().unwrap());
}

#[test]
fn an_invitation_is_read_back_as_it_was_meant() {
    let invitation = invitation();
    let event = event(&invitation.ics().unwrap());
    assert_eq!(event.get_uid(), Some(invitation.uid.as_str()));
    assert_eq!(event.get_summary(), Some("Overleg, met de gemeente; vrijdag"));
    assert_eq!(event.get_description(), Some(invitation.description.as_str()));
    assert_eq!(event.get_location(), Some("Zaal 3 ATTENDEE:mailto:ander@post.example"));
    let begin = DatePerhapsTime::DateTime(CalendarDateTime::Utc(invitation.start.time()));
    assert_eq!(event.get_start(), Some(begin));
    let attendees = event.get_attendees();
    let who: Vec<&str> = attendees.iter().map(|attendee| attendee.cal_address.as_str()).collect();
    assert_eq!(who, ["mailto:zoe@post.example", "mailto:jan@post.example"]);
    assert_eq!(attendees[0].cn.as_deref(), Some("Zoë 'de Vries'; RSVP=FALSE"));
    assert_eq!(event.property_value("CLASS"), Some("PRIVATE"));
}

#[test]
fn a_change_and_an_end_keep_the_id_and_raise_the_number() {
    let first = invitation();
    let change = Invitation { sequence: 1, start: moment("2026-12-18T09:30:00Z"), ..invitation() };
    let end = Invitation { sequence: 2, method: Method::Cancel, ..invitation() };
    let events = [first, change, end].map(|invitation| event(&invitation.ics().unwrap()));
    assert_eq!(events.each_ref().map(Component::get_sequence), [Some(0), Some(1), Some(2)]);
    assert!(events.iter().all(|event| event.get_uid() == events[0].get_uid()));
    let last = Invitation { sequence: 2, method: Method::Cancel, ..invitation() }.ics().unwrap();
    assert!(last.contains("\r\nMETHOD:CANCEL\r\n") && last.contains("\r\nSTATUS:CANCELLED\r\n"));
    assert!(!last.contains("RSVP=TRUE"));
}

#[test]
fn what_makes_no_appointment_is_refused_by_field() {
    let wrong = Invitation {
        uid: " \r\n".to_owned(),
        summary: "\u{2028}".to_owned(),
        attendees: vec![],
        end: moment("2026-12-18T09:00:00Z"),
        video: Some("javascript:alert(1)".to_owned()),
        ..invitation()
    };
    let faults = wrong.ics().unwrap_err();
    let places: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(places, ["/einde", "/titel", "/id", "/genodigden", "/video"]);
    let split = Invitation { video: Some("https://a.example/\r\nX:1".to_owned()), ..invitation() };
    assert!(split.ics().is_err());
}

#[test]
fn the_mail_of_an_invitation_has_the_appointment_twice() {
    let mut email = email();
    let ics = invitation().ics().unwrap();
    email.calendar = Some(CalendarPart { method: Method::Request, ics });
    let text = String::from_utf8(email.formatted().unwrap()).unwrap();
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
    // Programs take the last alternative that they understand.
    assert!(at("multipart/mixed") < at("multipart/alternative"));
    assert!(at("text/html; charset=utf-8") < at("text/calendar; charset=utf-8; method=REQUEST"));
    assert!(at("text/calendar") < at("Content-Disposition: attachment; filename=\"afspraak.ics\""));
}
