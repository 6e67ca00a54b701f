//! The ways out: a mail server, a folder to look into, and a list for tests.

mod file;
mod smtp;

pub use smtp::{Login, Security, Smtp, SmtpSettings, is_loopback};

use crate::email::Email;
use crate::error::MailError;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Where mails go.
#[derive(Clone, Debug)]
pub enum Transport {
    /// A mail server.
    Smtp(Smtp),
    /// A file for each mail, which most mail programs open. The name is the id of the effect: a second delivery changes nothing.
    File(PathBuf),
    /// A list, for tests.
    Memory(Arc<Mutex<Vec<Email>>>),
}

/// A mail that can be delivered in one more step. Until then nobody has it: dropping this value takes it back.
#[derive(Debug)]
pub struct Prepared(Way);

#[derive(Debug)]
enum Way {
    Smtp(Box<smtp::Opened>),
    File { folder: PathBuf, name: String, bytes: Vec<u8> },
    Memory { list: Arc<Mutex<Vec<Email>>>, email: Box<Email> },
}

impl Transport {
    /// Does everything that can be taken back: connects, and asks the server for this sender and this recipient.
    ///
    /// # Errors
    /// When it cannot be delivered now, or never; [`MailError::InDoubt`] does not occur here.
    pub async fn prepare(&self, email: &Email) -> Result<Prepared, MailError> {
        let bytes = email.formatted()?;
        Ok(Prepared(match self {
            Self::Smtp(smtp) => Way::Smtp(Box::new(smtp.open(email, bytes).await?)),
            Self::File(folder) => {
                Way::File { folder: folder.clone(), name: format!("{}.eml", email.id), bytes }
            }
            Self::Memory(list) => {
                Way::Memory { list: Arc::clone(list), email: Box::new(email.clone()) }
            }
        }))
    }

    /// Says goodbye to the server, when nothing more is to be sent for now.
    pub async fn rest(&self) {
        if let Self::Smtp(smtp) = self {
            smtp.rest().await;
        }
    }
}

impl Prepared {
    /// Returns whether the last step cannot be repeated without a second mail.
    pub fn is_final(&self) -> bool {
        matches!(self.0, Way::Smtp(_))
    }

    /// Delivers the mail.
    ///
    /// # Errors
    /// [`MailError::InDoubt`] when the answer does not come; otherwise nothing was delivered.
    pub async fn finish(self) -> Result<(), MailError> {
        match self.0 {
            Way::Smtp(opened) => opened.finish().await,
            Way::File { folder, name, bytes } => file::write(folder, name, bytes).await,
            Way::Memory { list, email } => {
                list.lock().unwrap_or_else(PoisonError::into_inner).push(*email);
                Ok(())
            }
        }
    }
}
