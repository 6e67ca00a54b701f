//! Invitations in iCalendar (RFC 5545, sent as RFC 5546 asks): made, changed and taken back.

use crate::address::Mailbox;
use crate::text::one_line;
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Parameter, Property};
use kernel::{FaultCode, Faults, Moment};
use serde::{Deserialize, Serialize};

/// Whether an appointment is made (or changed) or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// It is made, or changed.
    Request,
    /// It is taken back.
    Cancel,
}

impl Method {
    /// Returns the name of the method in iCalendar.
    pub fn id(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// An appointment as calendars exchange it. Nothing of a file belongs in it: calendars are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The id of the appointment, the same for its changes and its end.
    pub uid: String,
    /// How many times it was changed; a change or cancellation has a higher number than what went before.
    pub sequence: u32,
    /// Whether it is made or taken back.
    pub method: Method,
    /// Who invites; answers go there.
    pub organiser: Mailbox,
    /// Who is invited. Everyone who gets the mail sees them.
    pub attendees: Vec<Mailbox>,
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// What it is called.
    pub summary: String,
    /// Where it is.
    pub location: Option<String>,
    /// The address to take part by video.
    pub video: Option<String>,
    /// What it is about, in words that may stand in a shared calendar.
    pub description: String,
    /// When this version of it was made.
    pub made: Moment,
}

impl Invitation {
    /// Writes the invitation: lines that end as iCalendar asks, each of at most 75 bytes. Times are in UTC, which every program
    /// turns into the time of its reader.
    ///
    /// # Errors
    /// With a fault for each field that makes no appointment.
    pub fn ics(&self) -> Result<String, Faults> {
        self.check()?;
        let mut calendar = Calendar::empty();
        for (name, value) in [
            ("VERSION", "2.0"),
            ("PRODID", "-//Dijkwacht//Dijkwacht//NL"),
            ("CALSCALE", "GREGORIAN"),
            ("METHOD", self.method.id()),
        ] {
            calendar.append_property((name, value));
        }
        calendar.push(self.event());
        Ok(calendar.to_string())
    }

    fn event(&self) -> Event {
        let status = match self.method {
            Method::Request => EventStatus::Confirmed,
            Method::Cancel => EventStatus::Cancelled,
        };
        let mut event = Event::with_uid(&one_line(&self.uid));
        event
            .sequence(self.sequence)
            .timestamp(self.made.time())
            .starts(self.start.time())
            .ends(self.end.time())
            .summary(&one_line(&self.summary))
            .description(&lines(&self.description))
            .status(status)
            // A colleague who may look into a calendar sees that there is something, not what.
            .class(Class::Private)
            .append_property(("TRANSP", "OPAQUE"))
            .append_property(calendar_user("ORGANIZER", &self.organiser));
        for attendee in &self.attendees {
            event.append_multi_property(self.invited(attendee));
        }
        if let Some(place) = self.location.as_deref().or(self.video.as_deref()) {
            event.location(&one_line(place));
        }
        if let Some(video) = &self.video {
            let mut conference = Property::new("CONFERENCE", video);
            event.append_property(
                conference
                    .append_parameter(("VALUE", "URI"))
                    .append_parameter(("FEATURE", "VIDEO")),
            );
        }
        event.done()
    }

    fn invited(&self, attendee: &Mailbox) -> Property {
        let mut property = calendar_user("ATTENDEE", attendee);
        property.append_parameter(("ROLE", "REQ-PARTICIPANT"));
        if self.method == Method::Request {
            property
                .append_parameter(("PARTSTAT", "NEEDS-ACTION"))
                .append_parameter(("RSVP", "TRUE"));
        }
        property
    }

    fn check(&self) -> Result<(), Faults> {
        let mut faults = Faults::new();
        if self.end <= self.start {
            faults.add("/einde", FaultCode::Tegenstrijdig, "het einde komt na het begin");
        }
        if one_line(&self.summary).is_empty() {
            faults.add("/titel", FaultCode::Ontbreekt, "geef de afspraak een titel");
        }
        if one_line(&self.uid).is_empty() {
            faults.add("/id", FaultCode::Ontbreekt, "een afspraak heeft een id");
        }
        if self.attendees.is_empty() {
            faults.add("/genodigden", FaultCode::Ontbreekt, "nodig ten minste één persoon uit");
        }
        if self.video.as_deref().is_some_and(|video| !is_web_address(video)) {
            faults.add(
                "/video",
                FaultCode::VerkeerdeVorm,
                "dit is geen webadres; geef een adres dat begint met https://",
            );
        }
        faults.into_result(Some(()))
    }
}

/// Returns whether a text is a web address that stays on its line.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://");
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic()))
}

fn calendar_user(name: &str, who: &Mailbox) -> Property {
    let mut property = Property::new(name, format!("mailto:{}", who.address().as_str()));
    if let Some(name) = who.name() {
        // A parameter has no way to write a quote.
        property.append_parameter(Parameter::new("CN", &name.replace('"', "'")));
    }
    property
}

/// Keeps line ends, as the only ones that end a line of a description.
fn lines(text: &str) -> String {
    text.lines().map(one_line).collect::<Vec<_>>().join("\n")
}
