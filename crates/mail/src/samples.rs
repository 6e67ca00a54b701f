//! A sample of every notice, both branches of each template, for tests and for who wants to see a mail.

use crate::notice::{Appointment, Gathering, Notice, Waiting};
use chrono::NaiveDate;
use kernel::{Moment, Redacted};

/// Returns the samples with their names; every value is invented.
pub fn samples() -> Vec<(&'static str, Notice)> {
    vec![
        ("brief", Notice::LetterReady(waiting("/brieven/2026-0357", None))),
        ("brief-met-datum", Notice::LetterReady(waiting("/brieven/2026-0357", last_day()))),
        ("vragenlijst", Notice::FormReady(waiting("/formulier/in/voorbeeld-link", None))),
        (
            "vragenlijst-met-datum",
            Notice::FormReady(waiting("/formulier/in/voorbeeld-link", last_day())),
        ),
        ("overleg", Notice::Invitation(appointment(Gathering::Meeting))),
        ("hoorzitting", Notice::Invitation(hearing())),
        ("afzegging-overleg", Notice::Cancellation(appointment(Gathering::Meeting))),
        ("afzegging-hoorzitting", Notice::Cancellation(hearing())),
        ("overleg-binnenkort", Notice::NearAppointment(appointment(Gathering::Meeting))),
        ("overleg-binnenkort-met-adres", Notice::NearAppointment(near())),
    ]
}

fn last_day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 12, 18)
}

fn waiting(path: &str, until: Option<NaiveDate>) -> Waiting {
    Waiting {
        organisation: "gemeente Voorbeeldwolde".to_owned(),
        reference: "2026-0357".to_owned(),
        address: Redacted::new(format!("https://bibob.voorbeeldwolde.example{path}")),
        until,
    }
}

/// A moment so many seconds into the day of the samples.
fn moment(seconds: i64) -> Moment {
    Moment::start_of(last_day().unwrap_or_default()).after(chrono::TimeDelta::seconds(seconds))
}

fn appointment(gathering: Gathering) -> Appointment {
    Appointment {
        organisation: "gemeente Voorbeeldwolde".to_owned(),
        gathering,
        changed: false,
        reference: None,
        start: moment(10 * 3_600),
        end: moment(11 * 3_600 + 1_800),
        location: None,
        video: Some("https://video.voorbeeldwolde.example/kamer/12".to_owned()),
        address: None,
    }
}

fn hearing() -> Appointment {
    Appointment {
        changed: true,
        reference: Some("2026-0357".to_owned()),
        location: Some("Gemeentehuis, Dorpsplein 1, Voorbeeldwolde".to_owned()),
        video: None,
        address: Some("https://bibob.voorbeeldwolde.example/afspraken".to_owned()),
        ..appointment(Gathering::Hearing)
    }
}

fn near() -> Appointment {
    Appointment {
        location: Some("Gemeentehuis, Dorpsplein 1, Voorbeeldwolde".to_owned()),
        video: None,
        address: Some("https://bibob.voorbeeldwolde.example/afspraken".to_owned()),
        ..appointment(Gathering::Meeting)
    }
}
