//! Mails: put in the outbox with the change that causes them, and what became of them.

mod desk;

pub use desk::MailDesk;

use crate::{App, AppError, Caller};
use chrono::NaiveDate;
use kernel::{CaseId, EffectId, FaultCode, Moment, Redacted};
use mail::{Address, Gathering};
use meetings::Slot;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{EffectState, NewEffect};
use uuid::Uuid;

/// The kind of effect that is a mail.
pub(crate) const MAIL: &str = "mail";
/// The words before the reason that a mail was given up, and what they stand for.
const REASONS: [(&str, MailFailure); 3] =
    [(REFUSED, MailFailure::Refused), (IN_DOUBT, MailFailure::InDoubt), (OFF, MailFailure::Off)];
pub(crate) const REFUSED: &str = "geweigerd";
pub(crate) const IN_DOUBT: &str = "onzeker";
pub(crate) const OFF: &str = "uit";

/// What to tell somebody by mail. A path is one of this service's own pages, from its slash on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum MailNotice {
    /// A letter waits in the portal.
    #[serde(rename = "brief-klaar")]
    LetterReady(MailWaiting),
    /// A form waits in the portal. The path may hold the link that works once, and never the code that belongs to it.
    #[serde(rename = "vragenlijst-klaar")]
    FormReady(MailWaiting),
    /// An appointment is made, or changed.
    #[serde(rename = "uitnodiging")]
    Invitation(MailAppointment),
    /// An appointment is taken back.
    #[serde(rename = "afzegging")]
    Cancellation(MailAppointment),
    /// An appointment is near.
    #[serde(rename = "overleg-herinnering")]
    NearAppointment(MailAppointment),
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailWaiting {
    /// The reference of the file; it says nothing about anybody.
    pub reference: String,
    /// The page where it waits.
    pub path: Redacted<String>,
    /// The last day to react.
    pub until: Option<NaiveDate>,
}

/// An appointment. The same id in a change and a cancellation, with a higher number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailAppointment {
    /// The id of the appointment.
    pub id: Uuid,
    /// How many times it was changed.
    pub sequence: u32,
    /// What kind it is.
    pub gathering: Gathering,
    /// The reference of the file, where it is about one.
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
    pub path: Option<String>,
}

/// What stands in the outbox, closed at rest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Post {
    pub(crate) to: Redacted<String>,
    pub(crate) notice: MailNotice,
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailStatus {
    /// It has not left yet.
    Waits,
    /// The mail server took it, at a moment. Whether somebody read it nobody knows.
    Delivered(Moment),
    /// It was given up at a moment.
    Failed {
        /// When.
        at: Moment,
        /// Why, for a page to put in words.
        why: MailFailure,
        /// What the server or the network said, without an address; in Dutch.
        text: Option<String>,
    },
}

/// Why a mail was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFailure {
    /// The mail server refused it: the address is wrong, for one.
    Refused,
    /// The worker or the connection broke off at the last step: it arrived, or it did not.
    InDoubt,
    /// This installation sends no mail.
    Off,
    /// It did not succeed, however often it was tried.
    GivenUp,
}

impl MailFailure {
    /// Returns the Dutch id.
    pub fn id(self) -> &'static str {
        let known = REASONS.iter().find(|(_, failure)| *failure == self);
        known.map_or("opgegeven", |(id, _)| id)
    }
}

impl App {
    /// Makes the effect that mails a notice to an address. Whoever calls puts it in the outbox, in the transaction of the
    /// change, and keeps its id to ask what became of it.
    ///
    /// # Errors
    /// [`AppError::Input`] with a fault at `/email` when no mail can be sent there, or at the field that makes no appointment.
    pub fn mail_effect(
        &self,
        case: Option<CaseId>,
        to: &Redacted<String>,
        notice: &MailNotice,
        now: Moment,
    ) -> Result<NewEffect, AppError> {
        let address = Address::parse(to.reveal().trim(), "/email")?;
        notice.check()?;
        let post = Post { to: Redacted::new(address.as_str().to_owned()), notice: notice.clone() };
        Ok(NewEffect {
            id: self.fresh(now),
            case,
            kind: MAIL.to_owned(),
            payload: Redacted::new(serde_json::to_string(&post)?),
            created_at: now,
            available_at: now,
        })
    }

    /// Returns what became of mails. The caller has to be somebody who may see the file that they are about.
    /// One that is not in the answer was delivered longer ago than deliveries are remembered.
    pub async fn mail_status(
        &self,
        caller: &Caller,
        mails: &[EffectId],
    ) -> Result<BTreeMap<EffectId, MailStatus>, AppError> {
        if mails.is_empty() {
            return Ok(BTreeMap::new());
        }
        let states = self.store.effect_states(caller.scope(), mails, self.now()).await?;
        Ok(states.into_iter().map(|(id, state)| (id, MailStatus::of(state))).collect())
    }
}

impl MailStatus {
    /// Says in Dutch what became of it.
    pub fn in_words(&self) -> String {
        match self {
            Self::Waits => "De mail is nog niet weg.".to_owned(),
            Self::Delivered(at) => {
                format!("De mailserver nam de mail op {} aan.", kernel::dutch_date(at.dutch_date()))
            }
            Self::Failed { why, .. } => match why {
                MailFailure::Refused => "De mailserver weigerde de mail. Controleer het adres, of verzend de brief per post.",
                MailFailure::InDoubt => "Het is niet zeker of de mail is aangekomen.",
                MailFailure::Off => "Deze installatie verstuurt geen mail.",
                MailFailure::GivenUp => "De mail kwam niet aan, ook niet na vaker proberen.",
            }
            .to_owned(),
        }
    }

    /// Returns whether it was given up.
    pub fn is_failed(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }

    fn of(state: EffectState) -> Self {
        match state {
            EffectState::Waits => Self::Waits,
            EffectState::Delivered(at) => Self::Delivered(at),
            EffectState::GivenUp(at, error) => {
                let (why, text) = reason(error);
                Self::Failed { at, why, text }
            }
        }
    }
}

/// Returns what is wrong with the address of the video link of an appointment, when no calendar would take it.
pub(crate) fn wrong_video(slot: &Slot) -> Option<&'static str> {
    let is_wrong = slot.video.as_deref().is_some_and(|video| !mail::is_web_address(video));
    is_wrong.then_some("dit is geen webadres; geef een adres dat begint met https://")
}

/// Reads the words of the outbox: the reason, a colon, what was said.
fn reason(error: Option<String>) -> (MailFailure, Option<String>) {
    let known = error.as_deref().and_then(|error| error.split_once(": ")).and_then(|(id, text)| {
        let (_, failure) = REASONS.iter().find(|(known, _)| *known == id)?;
        Some((*failure, text.to_owned()))
    });
    match known {
        Some((failure, text)) => (failure, Some(text)),
        None => (MailFailure::GivenUp, error),
    }
}

impl MailNotice {
    fn check(&self) -> Result<(), AppError> {
        let paths = match self {
            Self::LetterReady(waiting) | Self::FormReady(waiting) => Some(waiting.path.reveal()),
            Self::Invitation(appointment)
            | Self::Cancellation(appointment)
            | Self::NearAppointment(appointment) => {
                appointment.check()?;
                appointment.path.as_ref()
            }
        };
        if paths.is_some_and(|path| !is_own_path(path)) {
            let message = "een mail wijst alleen naar een eigen pagina";
            return Err(AppError::fault("/pad", FaultCode::VerkeerdeVorm, message));
        }
        Ok(())
    }
}

impl MailAppointment {
    /// What the worker could only give up on is refused while somebody is there to mend it.
    fn check(&self) -> Result<(), AppError> {
        if self.end <= self.start {
            let message = "het einde komt na het begin";
            return Err(AppError::fault("/einde", FaultCode::Tegenstrijdig, message));
        }
        if self.video.as_deref().is_some_and(|video| !mail::is_web_address(video)) {
            let message = "dit is geen webadres; geef een adres dat begint met https://";
            return Err(AppError::fault("/video", FaultCode::VerkeerdeVorm, message));
        }
        Ok(())
    }
}

/// Returns whether a path leads to a page here and not, by a second slash, to another server.
fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::{MailFailure, is_own_path, reason};

    #[test]
    fn reasons_are_read_as_they_were_written() {
        let read = |text: &str| reason(Some(text.to_owned()));
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(read("geweigerd: 550: weg"), (MailFailure::Refused, said("550: weg")));
        assert_eq!(read("onzeker: stil"), (MailFailure::InDoubt, said("stil")));
        assert_eq!(read("uit: geen mail"), (MailFailure::Off, said("geen mail")));
        assert_eq!(read("iets anders: x"), (MailFailure::GivenUp, said("iets anders: x")));
        assert_eq!(reason(None), (MailFailure::GivenUp, None));
        assert_eq!(MailFailure::Refused.id(), "geweigerd");
        assert_eq!(MailFailure::GivenUp.id(), "opgegeven");
    }

    #[test]
    fn a_mail_leads_to_no_other_server() {
        assert!(is_own_path("/formulier/in/abc?x=1"));
        for path in ["", "formulier", "//elders.example/", "/\\elders.example", "/a b", "/a\r\nb"] {
            assert!(!is_own_path(path), "{path:?}");
        }
    }
}
