//! The desk where mails are written: what the outbox says becomes a mail of this installation.

use super::{MailAppointment, MailNotice, MailWaiting, Post};
use crate::{App, AppError};
use kernel::Redacted;
use mail::{
    Address, Appointment, CalendarPart, Content, Email, Invitation, Mailbox, Method, Notice,
    TemplateError, Templates, Transport, Waiting,
};
use std::sync::Arc;
use store::ClaimedEffect;

/// The means of an installation to mail.
#[derive(Clone)]
pub struct MailDesk {
    pub(crate) transport: Transport,
    templates: Arc<Templates>,
    from: Address,
    reply_to: Option<Address>,
    portal: String,
}

impl MailDesk {
    /// Opens the desk. `portal` is the address of this service for others, without a slash at the end.
    ///
    /// # Errors
    /// When a template breaks the house rules, which a test would have found.
    pub fn new(
        transport: Transport,
        from: Address,
        reply_to: Option<Address>,
        portal: String,
    ) -> Result<Self, TemplateError> {
        let templates = Arc::new(Templates::new()?);
        Ok(Self { transport, templates, from, reply_to, portal })
    }

    /// Writes the mail of an effect: the same each time, apart from a new name of the party.
    pub(crate) fn compose(&self, app: &App, claimed: &ClaimedEffect) -> Result<Email, AppError> {
        let post: Post = serde_json::from_str(claimed.effect.payload.reveal())?;
        let organisation = app.party_name(&claimed.party);
        let to = Mailbox::new(None, Address::parse(post.to.reveal(), "/email")?);
        let notice = self.notice(&post.notice, &organisation);
        let content = self.templates.content(&notice).map_err(|error| unreadable(&error))?;
        let mut email = Email {
            id: claimed.effect.id,
            date: claimed.effect.created_at,
            from: Mailbox::new(Some(&organisation), self.from.clone()),
            reply_to: self.reply_to.clone().map(|address| Mailbox::new(None, address)),
            to,
            content,
            calendar: None,
        };
        email.calendar = self.calendar(&post.notice, &notice, &email)?;
        Ok(email)
    }

    fn notice(&self, notice: &MailNotice, organisation: &str) -> Notice {
        match notice {
            MailNotice::LetterReady(it) => Notice::LetterReady(self.waiting(it, organisation)),
            MailNotice::FormReady(it) => Notice::FormReady(self.waiting(it, organisation)),
            MailNotice::Invitation(it) => Notice::Invitation(self.appointment(it, organisation)),
            MailNotice::Cancellation(it) => {
                Notice::Cancellation(self.appointment(it, organisation))
            }
            MailNotice::NearAppointment(it) => {
                Notice::NearAppointment(self.appointment(it, organisation))
            }
        }
    }

    fn waiting(&self, waiting: &MailWaiting, organisation: &str) -> Waiting {
        Waiting {
            organisation: organisation.to_owned(),
            reference: waiting.reference.clone(),
            address: self.page(&waiting.path),
            until: waiting.until,
        }
    }

    fn appointment(&self, appointment: &MailAppointment, organisation: &str) -> Appointment {
        let portal = &self.portal;
        Appointment {
            organisation: organisation.to_owned(),
            gathering: appointment.gathering,
            changed: appointment.sequence > 0,
            reference: appointment.reference.clone(),
            start: appointment.start,
            end: appointment.end,
            location: appointment.location.clone(),
            video: appointment.video.clone(),
            address: appointment.path.as_ref().map(|path| format!("{portal}{path}")),
        }
    }

    fn page(&self, path: &Redacted<String>) -> Redacted<String> {
        Redacted::new(format!("{}{}", self.portal, path.reveal()))
    }

    /// Writes the appointment for the calendar. Only who gets this mail is in it: nobody learns an address from it.
    fn calendar(
        &self,
        notice: &MailNotice,
        words: &Notice,
        email: &Email,
    ) -> Result<Option<CalendarPart>, AppError> {
        let (given, method) = match notice {
            MailNotice::Invitation(given) => (given, Method::Request),
            MailNotice::Cancellation(given) => (given, Method::Cancel),
            _ => return Ok(None),
        };
        let (Notice::Invitation(shown) | Notice::Cancellation(shown)) = words else {
            return Ok(None);
        };
        let organiser = self.reply_to.as_ref().unwrap_or(&self.from).clone();
        let Content { text, .. } = &email.content;
        let invitation = Invitation {
            uid: given.id.to_string(),
            sequence: given.sequence,
            method,
            organiser: Mailbox::new(email.from.name(), organiser),
            attendees: vec![email.to.clone()],
            start: given.start,
            end: given.end,
            summary: self.templates.title(shown).map_err(|error| unreadable(&error))?,
            location: given.location.clone(),
            video: given.video.clone(),
            description: text.clone(),
            made: email.date,
        };
        let ics = invitation.ics()?;
        Ok(Some(CalendarPart { method, ics }))
    }
}

/// A template error shows names, never values.
fn unreadable(error: &TemplateError) -> AppError {
    AppError::Unreadable(error.to_string())
}
