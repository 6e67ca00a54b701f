//! Who a body is, and which tip and which message are meant.

use kernel::Id;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;
use uuid::Uuid;

/// A text that is no id of this kind. The text itself is not repeated: it came from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdError {
    /// Not twenty digits.
    #[error("een OIN bestaat uit twintig cijfers")]
    Oin,
    /// Not the source of a system of a body.
    #[error(
        "een bron heeft de vorm urn:nld:oin:<OIN>:systeem:<naam>, met een naam in kleine letters en cijfers"
    )]
    Source,
    /// Not the name of an organ.
    #[error("een orgaan is een naam in kleine letters met streepjes, zoals burgemeester")]
    Organ,
    /// No `UUIDv7` in its usual form.
    #[error("dit is geen UUIDv7 in kleine letters")]
    Uuid,
}

/// Reads and writes a type as the text of its `Display` and `FromStr`.
macro_rules! as_text {
    ($($name:ty, $schema:literal, $pattern:expr;)+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $schema.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    )+};
}

as_text! {
    Oin, "Oin", "^[0-9]{20}$";
    Audience, "Ontvanger", "^urn:nld:oin:[0-9]{20}$";
    Source, "Bron", "^urn:nld:oin:[0-9]{20}:systeem:[a-z0-9]{1,20}$";
    Organ, "Orgaan", "^[a-z0-9]+(-[a-z0-9]+)*$";
    TipId, "TipId", "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
    MessageId, "BerichtId", "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
}

const URN: &str = "urn:nld:oin:";

/// The number of a body in the register of organisations of the Dutch government: twenty digits (Digikoppeling).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Oin([u8; 20]);

impl FromStr for Oin {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let digits: [u8; 20] = text.as_bytes().try_into().map_err(|_| IdError::Oin)?;
        if digits.iter().all(u8::is_ascii_digit) { Ok(Self(digits)) } else { Err(IdError::Oin) }
    }
}

/// The numbers from which an OIN is made, by its first eight digits: how many digits follow (Digikoppeling). A body as a whole has
/// zeros after that.
const MADE_OF: [(&str, usize); 2] = [(RSIN, 9), (TRADE_REGISTER, 8)];
const RSIN: &str = "00000001";
const TRADE_REGISTER: &str = "00000003";

impl Oin {
    /// Whether this is the body with a number that somebody vouches for: its OIN, or the RSIN or number of the trade register from
    /// which the OIN was made.
    pub fn is_of(self, number: &str) -> bool {
        let own = self.to_string();
        let made = |(kind, digits)| number.len() == digits && own == format!("{kind}{number:0<12}");
        own == number || MADE_OF.into_iter().any(made)
    }
}

impl fmt::Display for Oin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{}", char::from(*digit)))
    }
}

impl fmt::Debug for Oin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The body that a message is for, as it stands in `aud`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Audience(
    /// The body.
    pub Oin,
);

impl FromStr for Audience {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.strip_prefix(URN).ok_or(IdError::Oin)?.parse().map(Self)
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{URN}{}", self.0)
    }
}

/// The system of a body that a message is from, as `CloudEvents` NL asks for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    oin: Oin,
    system: String,
}

impl Source {
    /// Returns the source of the Bibob system of a body.
    pub fn of(oin: Oin) -> Self {
        Self { oin, system: "bibob".to_owned() }
    }

    /// Returns the body.
    pub fn oin(&self) -> Oin {
        self.oin
    }
}

impl FromStr for Source {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let rest = text.strip_prefix(URN).ok_or(IdError::Source)?;
        let (oin, system) = rest.split_once(":systeem:").ok_or(IdError::Source)?;
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if system.is_empty() || system.len() > 20 || !system.bytes().all(plain) {
            return Err(IdError::Source);
        }
        Ok(Self { oin: oin.parse()?, system: system.to_owned() })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{URN}{}:systeem:{}", self.oin, self.system)
    }
}

/// The organ of a body that may decide: `burgemeester`, `college`, `gs`, `minister`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Organ(String);

impl FromStr for Organ {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if kernel::is_kebab(text) && text.len() <= 40 {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::Organ)
        }
    }
}

impl fmt::Display for Organ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl Id for $name {
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                v7(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// The id of a tip. It stays the same in every message about it, and when it is sent again.
    TipId,
    /// The id of one message. Sending the same bytes again keeps it; other bytes get another one.
    MessageId,
}

/// One form only, so that two texts never mean one id.
fn v7(text: &str) -> Result<Uuid, IdError> {
    let uuid = Uuid::parse_str(text).map_err(|_| IdError::Uuid)?;
    let plain = uuid.hyphenated().to_string() == text;
    let rfc = uuid.get_variant() == uuid::Variant::RFC4122;
    if plain && rfc && uuid.get_version_num() == 7 { Ok(uuid) } else { Err(IdError::Uuid) }
}
