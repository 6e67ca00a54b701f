//! A tip at the body that gets it: received, looked at by an officer, and judged with a reason.
//!
//! Nothing happens by itself. A tip opens no investigation and changes no score and no term: an officer judges, and links a file
//! (Wet Bibob art. 26: the receiver may, and need not; Awb art. 3:2 and 3:46: it can explain what it chose).

mod command;
mod file;
mod handle;

pub use command::{FileLink, ReceiverCommand, ReceiverCommandName};
pub use file::InFile;

use crate::ids::Organ;
use crate::message::Pointer;
use crate::retention::Tombstone;
use crate::wording::Reason;
use kernel::{AccountId, Moment};
use serde::{Deserialize, Serialize};

states! {
    /// A tip that we got, in its state.
    Incoming, ReceiverState, InFile;
    /// A message about a tip came before the tip itself.
    Announced = "aangekondigd" {}
    /// Received; nobody looked at it yet.
    Received = "ontvangen" {}
    /// An officer looks at it.
    InAssessment = "in-beoordeling" {
        by ("behandelaar"): AccountId,
        since ("sinds"): Moment,
    }
    /// An investigation of our own, on a file that is linked and nothing more.
    Accepted = "aanvaard" {
        link ("dossier"): FileLink,
        by ("beoordeeldDoor"): AccountId,
        at ("beoordeeldOp"): Moment,
        reason ("reden"): Reason,
    }
    /// Nothing is done with it.
    Declined = "afgewezen" {
        by ("beoordeeldDoor"): AccountId,
        at ("beoordeeldOp"): Moment,
        reason ("reden"): Reason,
    }
    /// We are not competent; the sender hears who may be (Awb art. 2:3).
    NotCompetent = "niet-bevoegd" {
        pointer ("bevoegdVermoedelijk"): Option<Pointer>,
        by ("beoordeeldDoor"): AccountId,
        at ("beoordeeldOp"): Moment,
        reason ("reden"): Reason,
    }
    /// Nobody judged it within the term, and an officer said so.
    Lapsed = "verlopen" {
        by ("beoordeeldDoor"): AccountId,
        at ("beoordeeldOp"): Moment,
        reason ("reden"): Reason,
    }
    /// The sender took it back. What it said is forgotten at once.
    Withdrawn = "ingetrokken" {
        at ("ingetrokkenOp"): Moment,
    }
}

/// A tip that went to another organ of our own body; no message about it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reassigned {
    /// The organ.
    #[serde(rename = "orgaan")]
    pub organ: Organ,
    /// Who did it.
    #[serde(rename = "door")]
    pub by: AccountId,
    /// Why.
    #[serde(rename = "reden")]
    pub reason: Reason,
}
