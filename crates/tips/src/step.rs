//! What the two sides of a tip have in common: a step, and the messages that came from the other side.

use crate::actor::Actor;
use crate::ids::{MessageId, Oin, Organ};
use crate::message::{Content, Message, MessageKind};
use crate::refusal::Refusal;
use kernel::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// When a step is taken, by whom, and the id for the message that it may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The moment.
    pub now: Moment,
    /// Who acts.
    pub by: Actor,
    /// A fresh id; unused when the step sends nothing.
    pub message: MessageId,
}

/// A step that was taken: the state it led to, and the message to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<S> {
    /// The state.
    pub state: S,
    /// The message, to be stored in the same transaction.
    pub send: Option<Outbound>,
}

impl<S> Step<S> {
    pub(crate) fn silent(state: S) -> Self {
        Self { state, send: None }
    }
}

/// A message to send, for the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "KeptOutbound", into = "KeptOutbound")]
pub struct Outbound {
    /// Its id.
    pub id: MessageId,
    /// The body it goes to.
    pub to: Oin,
    /// The organ of that body.
    pub organ: Organ,
    /// Its number among our messages about this tip.
    pub number: NonZeroU32,
    /// What it says.
    pub content: Content,
}

/// A message to send as it is kept: which content it has follows from its kind.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptOutbound {
    id: MessageId,
    #[serde(rename = "aan")]
    to: Oin,
    #[serde(rename = "orgaan")]
    organ: Organ,
    #[serde(rename = "nummer")]
    number: NonZeroU32,
    #[serde(rename = "soort")]
    kind: MessageKind,
    #[serde(rename = "inhoud")]
    content: Value,
}

impl TryFrom<KeptOutbound> for Outbound {
    type Error = serde_json::Error;

    fn try_from(kept: KeptOutbound) -> serde_json::Result<Self> {
        let content = Content::read(kept.kind, kept.content)?;
        Ok(Self { id: kept.id, to: kept.to, organ: kept.organ, number: kept.number, content })
    }
}

impl From<Outbound> for KeptOutbound {
    fn from(message: Outbound) -> Self {
        let kind = message.content.kind();
        // Content is made of texts and numbers only; writing those as JSON cannot fail.
        let content = serde_json::to_value(message.content).unwrap_or_default();
        Self {
            id: message.id,
            to: message.to,
            organ: message.organ,
            number: message.number,
            kind,
            content,
        }
    }
}

/// A message of the other side that was registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The message.
    pub message: Message,
    /// When it came.
    pub at: Moment,
}

/// The messages of the other side about one tip, by number. What the state is follows from the set of them, so that the order in
/// which they come does not matter.
///
/// They are kept as a list: the keys of a JSON object are texts, and come back as such.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(NonZeroU32, Noted)>", into = "Vec<(NonZeroU32, Noted)>")]
pub(crate) struct Messages(BTreeMap<NonZeroU32, Noted>);

impl From<Vec<(NonZeroU32, Noted)>> for Messages {
    fn from(list: Vec<(NonZeroU32, Noted)>) -> Self {
        Self(list.into_iter().collect())
    }
}

impl From<Messages> for Vec<(NonZeroU32, Noted)> {
    fn from(messages: Messages) -> Self {
        messages.0.into_iter().collect()
    }
}

/// A message that was noted. `content` is gone when it may no longer be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub(crate) struct Noted {
    pub(crate) id: MessageId,
    pub(crate) at: Moment,
    pub(crate) kind: MessageKind,
    pub(crate) content: Option<Content>,
}

/// A noted message as it is kept: which content it has follows from its kind.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    id: MessageId,
    #[serde(rename = "op")]
    at: Moment,
    #[serde(rename = "soort")]
    kind: MessageKind,
    #[serde(rename = "inhoud", default, skip_serializing_if = "Option::is_none")]
    content: Option<Value>,
}

impl TryFrom<Kept> for Noted {
    type Error = serde_json::Error;

    fn try_from(kept: Kept) -> serde_json::Result<Self> {
        let content = kept.content.map(|data| Content::read(kept.kind, data)).transpose()?;
        Ok(Self { id: kept.id, at: kept.at, kind: kept.kind, content })
    }
}

impl From<Noted> for Kept {
    fn from(noted: Noted) -> Self {
        // Content is made of texts and numbers only; writing those as JSON cannot fail.
        let content = noted.content.and_then(|content| serde_json::to_value(content).ok());
        Self { id: noted.id, at: noted.at, kind: noted.kind, content }
    }
}

impl Messages {
    /// Notes a message; one that was noted before changes nothing. Another message under a number that is taken is refused.
    pub(crate) fn note(&mut self, heard: Heard) -> Result<(), Refusal> {
        let Heard { message, at } = heard;
        if let Some(known) = self.0.get(&message.number) {
            return if known.id == message.id { Ok(()) } else { Err(Refusal::NumberTaken) };
        }
        let kind = message.content.kind();
        let noted = Noted { id: message.id, at, kind, content: Some(message.content) };
        self.0.insert(message.number, noted);
        Ok(())
    }

    /// Returns the newest message that fits, by its number.
    pub(crate) fn last(&self, fits: impl Fn(MessageKind) -> bool) -> Option<&Noted> {
        self.0.values().rev().find(|noted| fits(noted.kind))
    }

    /// Returns all messages, oldest first by number.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Noted> {
        self.0.values()
    }

    /// Forgets what the messages say; that there were such messages stays.
    pub(crate) fn forget(&mut self) {
        self.0.values_mut().for_each(|noted| noted.content = None);
    }
}

/// Counts the messages of one source about one tip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Counter(u32);

impl Counter {
    /// Returns the next number.
    pub(crate) fn next(&mut self) -> NonZeroU32 {
        self.0 = self.0.saturating_add(1);
        NonZeroU32::new(self.0).unwrap_or(NonZeroU32::MIN)
    }
}
