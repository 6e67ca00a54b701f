//! One mail, and how it is written: the same bytes each time.

use crate::address::Mailbox;
use crate::error::MailError;
use crate::invitation::Method;
use crate::text::one_line;
use kernel::{EffectId, Moment};
use lettre::Message;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, MultiPart, SinglePart};
use std::time::{Duration, SystemTime};

/// The longest subject, in characters: beyond it nobody reads on, and it is a mistake.
const LONGEST_SUBJECT: usize = 200;

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The subject.
    pub subject: String,
    /// The text for who reads without markup; lines of at most 72 signs.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// The appointment in a mail, for the program that keeps a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPart {
    /// Whether the appointment is made or taken back.
    pub method: Method,
    /// The appointment in iCalendar.
    pub ics: String,
}

/// A mail, with all that its bytes are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// The effect that it delivers; its Message-ID is made of it.
    pub id: EffectId,
    /// When it was decided to send it; an attempt the next day has the same date.
    pub date: Moment,
    /// From whom.
    pub from: Mailbox,
    /// Where an answer goes, when that is elsewhere.
    pub reply_to: Option<Mailbox>,
    /// To whom.
    pub to: Mailbox,
    /// What it says.
    pub content: Content,
    /// The appointment, in an invitation or cancellation.
    pub calendar: Option<CalendarPart>,
}

impl Email {
    /// Returns the Message-ID, with its brackets.
    pub fn message_id(&self) -> String {
        format!("<{}@{}>", self.id, self.from.address().domain())
    }

    /// Writes the mail.
    ///
    /// # Errors
    /// When it cannot be written, which no later attempt changes.
    pub fn formatted(&self) -> Result<Vec<u8>, MailError> {
        let header = |name, value: &str| {
            HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
        };
        let subject: String =
            one_line(&self.content.subject).chars().take(LONGEST_SUBJECT).collect();
        let mut message = Message::builder()
            .message_id(Some(self.message_id()))
            .date(system_time(self.date))
            .from(self.from.inner())
            .to(self.to.inner())
            .subject(subject)
            .raw_header(header("Content-Language", "nl"))
            // No answering machine has to answer this one (RFC 3834; the second is what Exchange listens to).
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"));
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.inner());
        }
        let message = message.multipart(self.body()?);
        Ok(message.map_err(|_| unwritable())?.formatted())
    }

    /// An appointment is both a way to show the mail and a file, as calendar services send it: some programs look at the one
    /// and some at the other.
    fn body(&self) -> Result<MultiPart, MailError> {
        // Words in base64 look like something to hide, and filters judge so.
        let readable = ContentTransferEncoding::QuotedPrintable;
        let words = MultiPart::alternative()
            .boundary(self.boundary("a"))
            .singlepart(part(ContentType::TEXT_PLAIN, readable, &self.content.text))
            .singlepart(part(ContentType::TEXT_HTML, readable, &self.content.html));
        let Some(CalendarPart { method, ics }) = &self.calendar else { return Ok(words) };
        let kind = |text: &str| ContentType::parse(text).map_err(|_| unwritable());
        let inline = kind(&format!("text/calendar; charset=utf-8; method={}", method.id()))?;
        let file =
            Attachment::new("afspraak.ics".to_owned()).body(ics.clone(), kind("application/ics")?);
        Ok(MultiPart::mixed()
            .boundary(self.boundary("m"))
            .multipart(words.singlepart(part(inline, ContentTransferEncoding::Base64, ics)))
            .singlepart(file))
    }

    /// A line between parts that is the same each time; no part has it, since no text holds the id of its own effect.
    fn boundary(&self, which: &str) -> String {
        format!("dw_{which}_{}", self.id)
    }
}

/// A part whose bytes no server on the way changes: neither long lines nor signs that are not ASCII are left in it.
fn part(kind: ContentType, encoding: ContentTransferEncoding, text: &str) -> SinglePart {
    SinglePart::builder().content_type(kind).header(encoding).body(text.to_owned())
}

fn system_time(moment: Moment) -> SystemTime {
    // A mail from before 1970 does not exist.
    let seconds = u64::try_from(moment.time().timestamp()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn unwritable() -> MailError {
    MailError::Refused("deze mail is niet te schrijven".to_owned())
}
