//! The signed receipt: the only thing by which a sender believes that a message arrived.

use crate::ids::{Audience, MessageId, Oin};
use crate::keys::{KeyError, SigningKey};
use crate::message::{moment, seconds};
use crate::partner::Partner;
use crate::seal::{BadMessage, BadReason, Signed, read_paper, sign_paper};
use kernel::{Moment, Sha256Hex};
use serde::{Deserialize, Serialize};

/// What a receiver says of bytes that it registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The message.
    pub id: MessageId,
    /// The SHA-256 of the bytes as they came.
    pub digest: Sha256Hex,
    /// The body that sent them.
    pub audience: Oin,
    /// The body that registered them.
    pub issuer: Oin,
    /// When, in whole seconds.
    pub issued: Moment,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    id: MessageId,
    sha256: Sha256Hex,
    aud: Audience,
    iss: Audience,
    iat: i64,
    status: Status,
}

#[derive(Serialize, Deserialize)]
enum Status {
    #[serde(rename = "ontvangen")]
    Received,
}

/// What a sender waits for a receipt of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The message.
    pub id: MessageId,
    /// The SHA-256 of the bytes that were sent.
    pub digest: Sha256Hex,
    /// When they were sent for the first time.
    pub first_sent: Moment,
}

impl Receipt {
    /// Signs the receipt. It is made and kept in the transaction that registers the message, and given again as it is.
    pub fn sign(&self, key: &SigningKey) -> Result<String, KeyError> {
        let wire = Wire {
            id: self.id,
            sha256: self.digest,
            aud: Audience(self.audience),
            iss: Audience(self.issuer),
            iat: seconds(self.issued),
            status: Status::Received,
        };
        sign_paper(&wire, Signed::Receipt, key)
    }

    /// Checks a receipt: signed by the partner, for us, about these bytes of this message.
    pub fn check(
        text: &str,
        awaited: Awaited,
        own: Oin,
        partner: &Partner,
        now: Moment,
    ) -> Result<(Self, Skew), BadMessage> {
        Ok(check(text, awaited, own, partner, now)?)
    }
}

fn check(
    text: &str,
    awaited: Awaited,
    own: Oin,
    partner: &Partner,
    now: Moment,
) -> Result<(Receipt, Skew), BadReason> {
    let wire: Wire = read_paper(text, Signed::Receipt, partner, now)?;
    if wire.iss.0 != partner.oin {
        return Err(BadReason::Source);
    }
    if wire.aud.0 != own {
        return Err(BadReason::Audience);
    }
    if wire.id != awaited.id || wire.sha256 != awaited.digest {
        return Err(BadReason::Other);
    }
    let issued = moment(wire.iat).ok_or(BadReason::Times)?;
    let receipt = Receipt {
        id: wire.id,
        digest: wire.sha256,
        audience: wire.aud.0,
        issuer: wire.iss.0,
        issued,
    };
    Ok((receipt, Skew::between(awaited.first_sent, issued, now)))
}

/// How far the clocks of two bodies differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skew {
    /// At most a minute.
    Fine,
    /// More than a minute: both sides are warned. The value is in seconds.
    Warn(i64),
    /// More than five minutes: an alarm. The value is in seconds.
    Alarm(i64),
}

impl Skew {
    /// Judges a time of another body that cannot be later than `now`.
    pub fn ahead(theirs: Moment, now: Moment) -> Self {
        Self::of(seconds(theirs) - seconds(now))
    }

    /// Judges a time of another body that cannot be before `first` or after `now`. A receipt that is given again is older than
    /// its last sending, but never than the first.
    pub fn between(first: Moment, theirs: Moment, now: Moment) -> Self {
        let ahead = seconds(theirs) - seconds(now);
        Self::of(ahead.max(seconds(first) - seconds(theirs)))
    }

    fn of(seconds: i64) -> Self {
        match seconds {
            301.. => Self::Alarm(seconds),
            61.. => Self::Warn(seconds),
            _ => Self::Fine,
        }
    }
}
