//! What every tip that we got holds.

use super::Reassigned;
use crate::ids::{MessageId, Oin, Organ, TipId};
use crate::message::{Content, MessageKind, Offer};
use crate::step::{At, Counter, Messages, Outbound};
use kernel::Moment;
use serde::{Deserialize, Serialize};

/// The data of a tip that we got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InFile {
    pub(super) tip: TipId,
    #[serde(rename = "zender")]
    pub(super) sender: Oin,
    /// The organ that the newest offer names.
    #[serde(rename = "orgaan", default, skip_serializing_if = "Option::is_none")]
    pub(super) organ: Option<Organ>,
    #[serde(rename = "berichten")]
    pub(super) heard: Messages,
    #[serde(rename = "herbestemd", default, skip_serializing_if = "Option::is_none")]
    pub(super) reassigned: Option<Reassigned>,
    #[serde(rename = "volgnummer")]
    pub(super) counter: Counter,
    /// The question that waits for an answer.
    #[serde(rename = "vraag", default, skip_serializing_if = "Option::is_none")]
    pub(super) question: Option<MessageId>,
}

impl InFile {
    /// Returns the id of the tip.
    pub fn tip(&self) -> TipId {
        self.tip
    }

    /// Returns the body that gave it.
    pub fn sender(&self) -> Oin {
        self.sender
    }

    /// Returns the organ that deals with it; none before the tip itself came.
    pub fn organ(&self) -> Option<&Organ> {
        self.reassigned.as_ref().map(|moved| &moved.organ).or(self.organ.as_ref())
    }

    /// Returns when the tip came; the terms count from then. None before it came.
    pub fn received(&self) -> Option<Moment> {
        let offers = self.heard.all().filter(|noted| noted.kind == MessageKind::Offered);
        offers.map(|noted| noted.at).min()
    }

    /// Returns what the tip says, with the answers worked in; none before it came and after it was forgotten.
    pub fn offer(&self) -> Option<Offer> {
        let newest = self.heard.last(|kind| kind == MessageKind::Offered)?;
        let Some(Content::Offered(offer)) = &newest.content else { return None };
        let mut offer = offer.as_ref().clone();
        for noted in self.heard.all() {
            let Some(Content::Answer(answer)) = &noted.content else { continue };
            let answer = answer.as_ref().clone();
            offer.betrokkene = answer.betrokkene.unwrap_or(offer.betrokkene);
            offer.besluit = answer.besluit.unwrap_or(offer.besluit);
            offer.contact = answer.contact.unwrap_or(offer.contact);
        }
        Some(offer)
    }

    /// Whether the sender took it back, also after we judged it.
    pub fn is_withdrawn(&self) -> bool {
        self.heard.last(|kind| kind == MessageKind::Withdrawn).is_some()
    }

    /// Returns the question that waits for an answer.
    pub fn open_question(&self) -> Option<MessageId> {
        let question = self.question?;
        let answered = self.heard.all().any(|noted| {
            matches!(&noted.content, Some(Content::Answer(answer)) if answer.vraag == question)
        });
        (!answered).then_some(question)
    }

    /// Makes the next message about this tip. It is addressed to the body; which organ gave the tip does not matter there.
    pub(super) fn outbound(&mut self, at: At, content: Content) -> Option<Outbound> {
        let organ = self.organ.clone()?;
        let number = self.counter.next();
        Some(Outbound { id: at.message, to: self.sender, organ, number, content })
    }
}
