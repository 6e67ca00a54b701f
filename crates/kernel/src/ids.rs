//! Typed ids. An id of one thing cannot be passed where another is meant.

use crate::clock::Moment;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Gives random bytes for ids. The only implementation that reads the machine's random source lives in the command line.
pub trait IdSource: Send + Sync {
    /// Returns ten random bytes.
    fn random(&self) -> [u8; 10];
}

/// Returns a fresh id: a `UUIDv7` (RFC 9562) of the moment, so that ids sort by time.
pub fn fresh_id<I: Id>(source: &dyn IdSource, now: Moment) -> I {
    I::from_uuid(uuid_v7(now, source.random()))
}

/// Makes a `UUIDv7` of a moment and random bytes.
pub fn uuid_v7(now: Moment, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.micros() / 1_000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// What every typed id can do.
pub trait Id: Copy {
    /// Takes a UUID as an id of this kind.
    fn from_uuid(uuid: Uuid) -> Self;

    /// Returns the UUID.
    fn uuid(self) -> Uuid;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
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
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schemars::json_schema!({ "type": "string", "format": "uuid" })
            }
        }
    )+};
}

ids! {
    /// The id of a screening file.
    CaseId,
    /// The id of an account: an official, or a program that acts for the party.
    AccountId,
    /// The id of a person or organisation on a file.
    SubjectId,
    /// The id of a duty with a date.
    TaskId,
    /// The id of an effect in the outbox.
    EffectId,
    /// The id of an access token.
    TokenId,
    /// The id of a session in a browser.
    SessionId,
    /// The id of a document on a file.
    DocumentId,
    /// The id of a letter of a file.
    LetterId,
    /// The id of a hearing at which somebody may give their views.
    HearingId,
    /// The id of the questionnaire of one person on a file.
    IntakeId,
    /// The id of a request to put a document of a questionnaire right.
    CorrectionId,
    /// The id of a request, finding, relation or score of the own investigation.
    InquiryEntryId,
    /// The id of a saved view of a list.
    ViewId,
    /// The id of an arrangement by which somebody takes over.
    SubstitutionId,
    /// The id of a draft of the risk set of a party.
    RiskDraftId,
    /// The id of the own words of a party for a section of its letters.
    HouseTextId,
    /// The id of a working group.
    WorkingGroupId,
    /// The id of a meeting of a working group.
    MeetingId,
    /// The id of an item on the agenda of a meeting.
    AgendaItemId,
    /// The id of an action that a meeting gave to somebody.
    ActionId,
    /// The id of a written round of a working group.
    RoundId,
    /// The id of a question to the help desk.
    HelpQuestionId,
    /// The id of a signal from the local information consultation.
    SignalId,
}

#[cfg(test)]
mod tests {
    use super::{CaseId, Id, uuid_v7};
    use crate::clock::Moment;

    #[test]
    fn ids_sort_by_time_and_carry_their_version() {
        let early = uuid_v7(Moment::from_micros(1_000_000).unwrap(), [255; 10]);
        let late = uuid_v7(Moment::from_micros(2_000_000).unwrap(), [0; 10]);
        assert!(early < late);
        assert_eq!(early.get_version_num(), 7);
        assert_eq!(CaseId::from_uuid(late).to_string().parse(), Ok(CaseId::from_uuid(late)));
    }
}
