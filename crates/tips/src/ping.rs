//! The daily sign of life between partners. It holds nothing but who asks whom; its answer is a receipt over its bytes.

use crate::ids::{Audience, MessageId, Oin};
use crate::keys::{KeyError, SigningKey};
use crate::message::{SKEW_SECONDS, moment, seconds};
use crate::partner::Partner;
use crate::seal::{BadMessage, BadReason, Signed, read_paper, sign_paper};
use kernel::Moment;
use serde::{Deserialize, Serialize};

/// A sign of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ping {
    /// Its id.
    pub id: MessageId,
    /// Who asks.
    pub issuer: Oin,
    /// Who is asked.
    pub audience: Oin,
    /// When, in whole seconds.
    pub issued: Moment,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    id: MessageId,
    aud: Audience,
    iss: Audience,
    iat: i64,
}

impl Ping {
    /// Signs it.
    pub fn sign(&self, key: &SigningKey) -> Result<String, KeyError> {
        let wire = Wire {
            id: self.id,
            aud: Audience(self.audience),
            iss: Audience(self.issuer),
            iat: seconds(self.issued),
        };
        sign_paper(&wire, Signed::Ping, key)
    }

    /// Checks one that came in: of the partner, for us, and of now. A sign of life of five minutes ago says nothing.
    pub fn check(text: &str, own: Oin, partner: &Partner, now: Moment) -> Result<Self, BadMessage> {
        Ok(check(text, own, partner, now)?)
    }
}

fn check(text: &str, own: Oin, partner: &Partner, now: Moment) -> Result<Ping, BadReason> {
    let wire: Wire = read_paper(text, Signed::Ping, partner, now)?;
    if wire.iss.0 != partner.oin {
        return Err(BadReason::Source);
    }
    if wire.aud.0 != own {
        return Err(BadReason::Audience);
    }
    match wire.iat - seconds(now) {
        ahead if ahead > SKEW_SECONDS => return Err(BadReason::Future),
        ahead if ahead < -SKEW_SECONDS => return Err(BadReason::Expired),
        _ => {}
    }
    let issued = moment(wire.iat).ok_or(BadReason::Times)?;
    Ok(Ping { id: wire.id, issuer: wire.iss.0, audience: wire.aud.0, issued })
}
