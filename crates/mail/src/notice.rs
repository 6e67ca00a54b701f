//! What a mail can be about, and what of it a template may show.

use chrono::NaiveDate;
use kernel::{Moment, Redacted, dutch_date_with_weekday};
use serde::{Deserialize, Serialize};

/// Something to say in a mail. None of it is from a file, apart from its reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A letter waits in the portal.
    LetterReady(Waiting),
    /// A form waits in the portal.
    FormReady(Waiting),
    /// An appointment is made or changed.
    Invitation(Appointment),
    /// An appointment is taken back.
    Cancellation(Appointment),
    /// An appointment is near. It is in the calendar already.
    NearAppointment(Appointment),
}

/// Something that waits to be read or filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The name of the party.
    pub organisation: String,
    /// The reference of the file.
    pub reference: String,
    /// Where it waits; it can hold a link that works once.
    pub address: Redacted<String>,
    /// The last day to react.
    pub until: Option<NaiveDate>,
}

/// What kind of appointment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gathering {
    /// Of officials.
    #[serde(rename = "overleg")]
    Meeting,
    /// Of officials with somebody who may tell their side.
    #[serde(rename = "hoorzitting")]
    Hearing,
}

impl Gathering {
    /// Returns the Dutch word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Meeting => "overleg",
            Self::Hearing => "hoorzitting",
        }
    }
}

/// An appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The name of the party.
    pub organisation: String,
    /// What kind it is.
    pub gathering: Gathering,
    /// Whether it replaces an earlier one.
    pub changed: bool,
    /// The reference of the file.
    pub reference: Option<String>,
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// Where it is.
    pub location: Option<String>,
    /// The address to take part by video.
    pub video: Option<String>,
    /// The page about it.
    pub address: Option<String>,
}

impl Notice {
    /// Returns the Dutch id, which is also the name of its templates.
    pub fn id(&self) -> &'static str {
        match self {
            Self::LetterReady(_) => "brief-klaar",
            Self::FormReady(_) => "vragenlijst-klaar",
            Self::Invitation(_) => "uitnodiging",
            Self::Cancellation(_) => "afzegging",
            Self::NearAppointment(_) => "overleg-herinnering",
        }
    }

    pub(crate) fn context(&self) -> Context<'_> {
        match self {
            Self::LetterReady(waiting) | Self::FormReady(waiting) => {
                Context::Waiting(waiting.context())
            }
            Self::Invitation(appointment)
            | Self::Cancellation(appointment)
            | Self::NearAppointment(appointment) => Context::Appointment(appointment.context()),
        }
    }
}

/// What a template sees: Dutch names, and words instead of values.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Context<'n> {
    Waiting(WaitingContext<'n>),
    Appointment(AppointmentContext<'n>),
}

#[derive(Serialize)]
pub(crate) struct WaitingContext<'n> {
    organisatie: &'n str,
    kenmerk: &'n str,
    adres: &'n str,
    uiterlijk: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct AppointmentContext<'n> {
    organisatie: &'n str,
    soort: &'static str,
    deze: &'static str,
    hoorzitting: bool,
    gewijzigd: bool,
    kenmerk: Option<&'n str>,
    wanneer: String,
    plaats: Option<&'n str>,
    video: Option<&'n str>,
    adres: Option<&'n str>,
}

impl Waiting {
    fn context(&self) -> WaitingContext<'_> {
        WaitingContext {
            organisatie: &self.organisation,
            kenmerk: &self.reference,
            adres: self.address.reveal(),
            uiterlijk: self.until.map(dutch_date_with_weekday),
        }
    }
}

impl Appointment {
    pub(crate) fn context(&self) -> AppointmentContext<'_> {
        AppointmentContext {
            organisatie: &self.organisation,
            soort: self.gathering.word(),
            deze: match self.gathering {
                Gathering::Meeting => "Dit",
                Gathering::Hearing => "Deze",
            },
            hoorzitting: self.gathering == Gathering::Hearing,
            gewijzigd: self.changed,
            kenmerk: self.reference.as_deref(),
            wanneer: self.when(),
            plaats: self.location.as_deref(),
            video: self.video.as_deref(),
            adres: self.address.as_deref(),
        }
    }

    /// The day and the times on the Dutch clock; an end on another day gets its day.
    fn when(&self) -> String {
        let time = |moment: Moment| moment.dutch_time().format("%H.%M").to_string();
        let day = |moment: Moment| dutch_date_with_weekday(moment.dutch_date());
        let until = if self.start.dutch_date() == self.end.dutch_date() {
            String::new()
        } else {
            format!("{}, ", day(self.end))
        };
        let (begin, end) = (time(self.start), time(self.end));
        format!("{}, {begin} tot {until}{end} uur", day(self.start))
    }
}
