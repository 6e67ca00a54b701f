//! Mails: what they say, how they are written, and the way to a mail server.
//!
//! A mail never holds anything of a file: it says that something waits, and where. [`Email`] is the same bytes each time it is
//! written, with a Message-ID made of the id of its effect, so that a second delivery can be known for what it is.
//! [`Transport`] delivers in two steps: nothing is irrevocable before [`Prepared::finish`].

mod address;
mod email;
mod error;
mod invitation;
mod notice;
mod samples;
mod templates;
mod text;
mod transport;

pub use address::{Address, Mailbox};
pub use email::{CalendarPart, Content, Email};
pub use error::MailError;
pub use invitation::{Invitation, Method, is_web_address};
pub use notice::{Appointment, Gathering, Notice, Waiting};
pub use render::TemplateError;
pub use samples::samples;
pub use templates::Templates;
pub use transport::{Login, Prepared, Security, Smtp, SmtpSettings, Transport, is_loopback};

#[cfg(test)]
mod tests;
