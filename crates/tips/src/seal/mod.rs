//! Sealing and opening: sign then encrypt, decrypt then verify, by josekit and OpenSSL. Nothing here computes with keys itself.

mod jwe;
mod jws;
mod paper;
mod part;
mod reason;

pub use reason::{BadMessage, BadReason};

pub(crate) use jwe::{decrypt, encrypt};
pub(crate) use jws::{Signed, sign, verify};
pub(crate) use paper::{read_kept_paper, read_paper, sign_paper};

use crate::keys::{EncryptionKey, KeyError, OwnKeys, SigningKey, Thumbprint};
use crate::message::{
    Event, EventFault, MOST_PAYLOAD, MOST_WIRE, Message, OwnBody, SKEW_SECONDS, check_incoming,
};
use crate::partner::Partner;
use crate::receipt::Skew;
use chrono::TimeDelta;
use kernel::{Moment, Sha256Hex};
use std::str;
use thiserror::Error;
use zeroize::Zeroizing;

/// The content type of a sealed message: all that is visible on the wire besides its bytes.
pub const MEDIA_TYPE: &str = "application/jose+json";

/// A message as it travels. It is made once; sending again sends these bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The bytes: ASCII, a compact JWE.
    pub wire: String,
    /// Their SHA-256, which the receipt repeats.
    pub digest: Sha256Hex,
}

/// Why a message cannot be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// It is longer than a message may be.
    #[error("dit bericht is te groot; kort de teksten in")]
    TooLarge,
    /// A key cannot do its work.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl SealError {
    /// Returns the code as programs read it; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "bericht-te-groot",
            Self::Key(error) => error.code(),
        }
    }
}

/// Signs a message and encrypts the signed text for the receiver.
pub fn seal(
    message: &Message,
    signing: &SigningKey,
    encryption: &EncryptionKey,
) -> Result<Sealed, SealError> {
    let event = message.event(encryption.thumbprint());
    let payload = Zeroizing::new(serde_json::to_vec(&event).map_err(|_| KeyError::Library)?);
    if payload.len() > MOST_PAYLOAD {
        return Err(SealError::TooLarge);
    }
    let signed = Zeroizing::new(sign(&payload, Signed::Message, signing)?);
    let wire = encrypt(signed.as_bytes(), encryption)?;
    if wire.len() > MOST_WIRE {
        return Err(SealError::TooLarge);
    }
    Ok(Sealed { digest: Sha256Hex::of_bytes(wire.as_bytes()), wire })
}

/// A message that was opened and whose signature is that of its sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The message.
    pub message: Message,
    /// The SHA-256 of the bytes as they came.
    pub digest: Sha256Hex,
    /// The key that signed it.
    pub signed_by: Thumbprint,
    /// The key of ours that opened it.
    pub opened_by: Thumbprint,
    /// How far the sender's clock is ahead.
    pub skew: Skew,
}

/// Who opens a message, and for whom the connection was.
#[derive(Clone, Copy, Debug)]
pub struct Receiver<'r> {
    /// Ourselves.
    pub own: &'r OwnBody,
    /// Our keys.
    pub keys: &'r OwnKeys,
    /// The body of the connection (the number in its certificate), as the register has it in force.
    pub sender: &'r Partner,
}

/// Opens a message. Every reason to refuse has the same words; see [`BadMessage`].
pub fn open(wire: &[u8], by: Receiver<'_>, now: Moment) -> Result<Opened, BadMessage> {
    opened(wire, by, now).map_err(BadMessage::from)
}

fn opened(wire: &[u8], by: Receiver<'_>, now: Moment) -> Result<Opened, BadReason> {
    if wire.len() > MOST_WIRE {
        return Err(BadReason::TooLarge);
    }
    let text = str::from_utf8(wire).map_err(|_| BadReason::Form)?;
    let system = by.sender.system().map_err(|_| BadReason::UnknownKey)?;
    let opened_by = jwe::key_of(text)?;
    let signed = decrypt(text, by.keys.decryption(opened_by, now)?)?;
    let signed = str::from_utf8(&signed).map_err(|_| BadReason::Form)?;
    let (payload, signed_by) =
        verify(signed, Signed::Message, |kid| system.signing.verifying(kid, now))?;
    if payload.len() > MOST_PAYLOAD {
        return Err(BadReason::TooLarge);
    }
    let event = Event::read(&payload).map_err(fault)?;
    let encrypted_for = event.encthumb;
    let message = event.into_message().map_err(fault)?;
    judge(&message, by, now)?;
    if encrypted_for != opened_by {
        return Err(BadReason::Binding);
    }
    check_incoming(&message, by.own, by.sender).map_err(BadReason::Lock)?;
    let skew = Skew::ahead(message.time, now);
    let digest = Sha256Hex::of_bytes(wire);
    Ok(Opened { message, digest, signed_by, opened_by, skew })
}

fn fault(fault: EventFault) -> BadReason {
    match fault {
        EventFault::Form => BadReason::Content,
        EventFault::Times => BadReason::Times,
    }
}

fn judge(message: &Message, by: Receiver<'_>, now: Moment) -> Result<(), BadReason> {
    if message.source != by.sender.source() {
        return Err(BadReason::Source);
    }
    if message.audience != by.own.oin {
        return Err(BadReason::Audience);
    }
    if message.time > now.after(TimeDelta::seconds(SKEW_SECONDS)) {
        return Err(BadReason::Future);
    }
    if message.expires() < now {
        return Err(BadReason::Expired);
    }
    Ok(())
}
