//! The message that travels, the same for every route: a `CloudEvents` NL event that is signed and then encrypted.

mod content;
mod locks;
mod offer;

pub use content::*;
pub use locks::{Lock, OwnBody, check_incoming, check_offer};
pub use offer::*;

use crate::ids::{Audience, MessageId, Oin, Organ, Source, TipId};
use crate::keys::Thumbprint;
use chrono::TimeDelta;
use kernel::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::num::NonZeroU32;

/// Most bytes of a message before it is signed.
pub const MOST_PAYLOAD: usize = 32 * 1024;
/// Most bytes of a message as it travels. Base64 twice makes at most 1.8 times as much.
pub const MOST_WIRE: usize = 64 * 1024;
/// How long a message is good, in days. Longer than the whole retry schedule, so that a retry cannot expire.
pub const VALID_DAYS: i64 = 14;
/// How far the clock of another body may be ahead, in seconds.
pub const SKEW_SECONDS: i64 = 300;

/// Names the form of the data; nothing is fetched there.
const DATA_SCHEMA: &str = "https://dijkwacht.example/schemas/tip/v1";

/// One message about one tip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The id of the message.
    pub id: MessageId,
    /// When it was made, in whole seconds; it is good for [`VALID_DAYS`] from then on.
    pub time: Moment,
    /// The system it is from.
    pub source: Source,
    /// The body it is for.
    pub audience: Oin,
    /// The organ of that body.
    pub organ: Organ,
    /// The tip.
    pub tip: TipId,
    /// Counts the messages of this source about this tip, from 1.
    pub number: NonZeroU32,
    /// What it says.
    pub content: Content,
}

impl Message {
    /// Returns the last moment at which it is good.
    pub fn expires(&self) -> Moment {
        self.time.after(TimeDelta::days(VALID_DAYS))
    }

    /// Returns the event that is signed, tied to the key that it will be encrypted with.
    pub(crate) fn event(&self, encryption: Thumbprint) -> Event<'_> {
        Event {
            specversion: SpecVersion::One,
            id: self.id,
            time: self.time,
            source: self.source.clone(),
            kind: self.content.kind(),
            dataschema: DATA_SCHEMA.to_owned(),
            datacontenttype: ContentType::Json,
            iat: seconds(self.time),
            exp: seconds(self.expires()),
            aud: Audience(self.audience),
            orgaan: self.organ.clone(),
            tipid: self.tip,
            volgnr: self.number,
            encthumb: encryption,
            data: Data::Ours(&self.content),
        }
    }
}

/// Returns the whole seconds since 1970, as JOSE counts.
pub(crate) fn seconds(moment: Moment) -> i64 {
    moment.micros().div_euclid(1_000_000)
}

/// Returns the moment of whole seconds since 1970.
pub(crate) fn moment(seconds: i64) -> Option<Moment> {
    Moment::from_micros(seconds.checked_mul(1_000_000)?)
}

/// Een bericht over een tip, zoals het wordt ondertekend en daarna versleuteld (`CloudEvents` NL GOV 1.1).
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound(deserialize = ""))]
#[schemars(rename = "Bericht")]
pub(crate) struct Event<'c> {
    /// De versie van `CloudEvents`.
    specversion: SpecVersion,
    /// Het id van dit bericht.
    id: MessageId,
    /// Wanneer het is vastgelegd.
    time: Moment,
    /// Het systeem dat het maakte.
    source: Source,
    /// Het type.
    #[serde(rename = "type")]
    kind: MessageKind,
    /// De vorm van de inhoud.
    dataschema: String,
    /// Altijd JSON.
    datacontenttype: ContentType,
    /// Wanneer het is gemaakt, in seconden sinds 1970.
    iat: i64,
    /// Tot wanneer het geldt, in seconden sinds 1970: veertien dagen na `iat`.
    exp: i64,
    /// De organisatie waarvoor het is.
    aud: Audience,
    /// Het orgaan waarvoor het is.
    orgaan: Organ,
    /// De tip.
    tipid: TipId,
    /// De plaats in de rij berichten van deze bron over deze tip, vanaf 1.
    volgnr: NonZeroU32,
    /// De vingerafdruk (RFC 7638) van de sleutel waarmee het is versleuteld.
    pub(crate) encthumb: Thumbprint,
    /// De inhoud, naar het type.
    #[schemars(with = "Content")]
    data: Data<'c>,
}

/// Content that is written comes typed; content that is read gets its type from another field.
#[derive(Serialize, Deserialize)]
#[serde(untagged, bound(deserialize = ""))]
enum Data<'c> {
    #[serde(skip_deserializing)]
    Ours(&'c Content),
    Theirs(Value),
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
enum SpecVersion {
    #[serde(rename = "1.0")]
    One,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
enum ContentType {
    #[serde(rename = "application/json")]
    Json,
}

/// Why the inside of a message is not one of ours. Nothing of its text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventFault {
    Form,
    Times,
}

impl Event<'_> {
    /// Reads an event strictly: no unknown member, none twice.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, EventFault> {
        let value = kernel::parse_json(bytes).map_err(|_| EventFault::Form)?;
        serde_json::from_value(value).map_err(|_| EventFault::Form)
    }

    /// Returns the message, with its data read by its type.
    pub(crate) fn into_message(self) -> Result<Message, EventFault> {
        let Data::Theirs(data) = self.data else { return Err(EventFault::Form) };
        let content = Content::read(self.kind, data).map_err(|_| EventFault::Form)?;
        if self.dataschema != DATA_SCHEMA {
            return Err(EventFault::Form);
        }
        let time = moment(self.iat).ok_or(EventFault::Times)?;
        let message = Message {
            id: self.id,
            time,
            source: self.source,
            audience: self.aud.0,
            organ: self.orgaan,
            tip: self.tipid,
            number: self.volgnr,
            content,
        };
        let fits = seconds(self.time) == self.iat && seconds(message.expires()) == self.exp;
        if fits { Ok(message) } else { Err(EventFault::Times) }
    }
}

/// Returns the JSON schema of the message that is signed, for who builds the other side.
pub fn schema() -> Value {
    schemars::schema_for!(Event<'_>).to_value()
}
