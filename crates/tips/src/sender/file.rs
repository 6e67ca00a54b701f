//! What every tip that we give holds.

use super::Feedback;
use crate::ids::{MessageId, Oin, Organ, TipId};
use crate::message::{Answer, Content, MessageKind, Offer, Topic};
use crate::route::{Proof, Route};
use crate::step::{At, Counter, Messages, Outbound};
use chrono::NaiveDate;
use kernel::{AccountId, Moment};
use serde::{Deserialize, Serialize};

/// The data of a tip that we give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OutFile {
    pub(super) tip: TipId,
    #[serde(rename = "ontvanger")]
    pub(super) receiver: Oin,
    #[serde(rename = "orgaan")]
    pub(super) organ: Organ,
    pub(super) route: Route,
    #[serde(rename = "inhoud")]
    pub(super) offer: Offer,
    #[serde(rename = "schrijver")]
    pub(super) writer: AccountId,
    #[serde(rename = "geschrevenOp")]
    pub(super) written: Moment,
    #[serde(rename = "volgnummer")]
    pub(super) counter: Counter,
    /// The message of the last offer, for a next one to follow on.
    #[serde(rename = "laatsteAanbod", default, skip_serializing_if = "Option::is_none")]
    pub(super) last_offer: Option<MessageId>,
    /// Whether it left for this receiver; from then on the receiver may have it.
    #[serde(rename = "vertrokken")]
    pub(super) departed: bool,
    /// Whether the program carried it to this receiver, by whatever route it went afterwards.
    #[serde(rename = "elektronischVertrokken", default)]
    pub(super) carried: bool,
    #[serde(rename = "bewijs", default, skip_serializing_if = "Option::is_none")]
    pub(super) proof: Option<Proof>,
    #[serde(rename = "teruggehoord", default)]
    pub(super) heard: Messages,
    #[serde(rename = "oordeelVastgelegd", default, skip_serializing_if = "Option::is_none")]
    pub(super) registered: Option<Registered>,
    #[serde(rename = "antwoordConcept", default, skip_serializing_if = "Option::is_none")]
    pub(super) draft_answer: Option<DraftAnswer>,
    #[serde(rename = "eerderBij", default)]
    pub(super) earlier: Vec<Oin>,
}

/// An answer that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftAnswer {
    #[serde(rename = "antwoord")]
    pub(super) answer: Answer,
    #[serde(rename = "schrijver")]
    pub(super) writer: AccountId,
}

/// What an officer registered of the verdict on a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Registered {
    #[serde(rename = "oordeel")]
    pub(super) verdict: Feedback,
    #[serde(rename = "op")]
    pub(super) day: NaiveDate,
    #[serde(rename = "vastgelegdDoor")]
    pub(super) by: AccountId,
}

/// Why delivering was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GiveUpCause {
    /// Seven days of trying.
    #[serde(rename = "zeven-dagen")]
    TimeOver,
    /// The receiver refused it for good.
    #[serde(rename = "geweigerd")]
    Refused,
    /// No message could be made of it, so it never left.
    #[serde(rename = "niet-te-verzenden")]
    Unsendable,
    /// The letter came back, or was not taken.
    #[serde(rename = "niet-aangenomen")]
    NotTaken,
}

impl OutFile {
    /// Returns the id of the tip.
    pub fn tip(&self) -> TipId {
        self.tip
    }

    /// Returns the body that gets it.
    pub fn receiver(&self) -> Oin {
        self.receiver
    }

    /// Returns the organ that gets it.
    pub fn organ(&self) -> &Organ {
        &self.organ
    }

    /// Returns how it travels.
    pub fn route(&self) -> Route {
        self.route
    }

    /// Returns what it says.
    pub fn offer(&self) -> &Offer {
        &self.offer
    }

    /// Returns who wrote it.
    pub fn writer(&self) -> AccountId {
        self.writer
    }

    /// Returns when it was written.
    pub fn written(&self) -> Moment {
        self.written
    }

    /// Returns the last question of the receiver, with what it asks.
    pub fn question(&self) -> Option<(MessageId, Topic)> {
        let question = self.heard.last(|kind| kind == MessageKind::Question)?;
        match question.content {
            Some(Content::Question(content)) => Some((question.id, content.onderwerp)),
            _ => None,
        }
    }

    /// Returns the answer that waits for a second person, with its writer.
    pub fn draft_answer(&self) -> Option<(&Answer, AccountId)> {
        self.draft_answer.as_ref().map(|draft| (&draft.answer, draft.writer))
    }

    /// Returns the day on which the receiver of a letter let us know its verdict, as an officer registered it.
    pub fn registered_day(&self) -> Option<NaiveDate> {
        self.registered.as_ref().map(|registered| registered.day)
    }

    /// Whether the program carries what is said about the tip to its receiver: as soon as it carried the tip itself the receiver
    /// may have it, and has a system to hear the rest by.
    pub fn is_carried(&self) -> bool {
        self.carried || self.route.is_automatic()
    }

    /// Returns the bodies that had it before.
    pub fn earlier(&self) -> &[Oin] {
        &self.earlier
    }

    /// Returns what proves that it arrived.
    pub fn proof(&self) -> Option<&Proof> {
        self.proof.as_ref()
    }

    /// Makes the next message about this tip.
    pub(super) fn outbound(&mut self, at: At, content: Content) -> Outbound {
        Outbound {
            id: at.message,
            to: self.receiver,
            organ: self.organ.clone(),
            number: self.counter.next(),
            content,
        }
    }

    /// Makes the message that offers the tip.
    pub(super) fn offered(&mut self, at: At) -> Outbound {
        self.last_offer = Some(at.message);
        let content = Content::Offered(Box::new(self.offer.clone()));
        self.outbound(at, content)
    }
}
