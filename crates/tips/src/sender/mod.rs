//! A tip at the body that gives it: written, released by a second person, carried, delivered, judged by the other body, closed.
//!
//! A step takes the state and gives the next one. The states from delivery on follow from the set of what came back, so that
//! answers in any order lead to the same state.

mod command;
mod file;
mod handle;

pub use command::{SenderCommand, SenderCommandName};
pub use file::{GiveUpCause, OutFile};
pub use handle::NewTip;

use crate::message::{Pointer, Verdict, WithdrawalCode};
use crate::retention::Tombstone;
use crate::wording::Reason;
use kernel::{AccountId, Moment};
use serde::{Deserialize, Serialize};

states! {
    /// A tip that we give, in its state.
    Outgoing, SenderState, OutFile;
    /// Written; nothing left.
    Concept = "concept" {}
    /// Released by a second person; it waits to leave.
    Released = "vrijgegeven" {
        releaser ("vrijgegevenDoor"): AccountId,
        at ("vrijgegevenOp"): Moment,
    }
    /// On its way.
    Underway = "in-bezorging" {
        since ("sinds"): Moment,
    }
    /// It arrived.
    Delivered = "bezorgd" {}
    /// The other body judged it.
    Assessed = "beoordeeld" {
        verdict ("uitkomst"): Feedback,
    }
    /// Closed after the verdict, or without one when it went by letter.
    Closed = "afgesloten" {
        verdict ("uitkomst"): Option<Feedback>,
        by ("afgeslotenDoor"): AccountId,
        at ("afgeslotenOp"): Moment,
        reason ("reden"): Reason,
    }
    /// Taken back.
    Withdrawn = "ingetrokken" {
        code ("soortReden"): WithdrawalCode,
        by ("ingetrokkenDoor"): AccountId,
        at ("ingetrokkenOp"): Moment,
        reason ("reden"): Reason,
    }
    /// It could not be delivered. An officer chooses what happens; the program clears nothing.
    Undeliverable = "onbestelbaar" {
        cause ("oorzaak"): GiveUpCause,
        at ("sinds"): Moment,
    }
}

/// What the other body let us know: no more than the main line (Wet Bibob art. 28).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "uitkomst", rename_all = "kebab-case")]
pub enum Feedback {
    /// It does something with the tip, or nothing.
    #[serde(rename = "beoordeeld")]
    Judged {
        /// Which.
        #[serde(rename = "oordeel")]
        verdict: Verdict,
    },
    /// It is not competent.
    #[serde(rename = "niet-bevoegd")]
    NotCompetent {
        /// Who may be.
        #[serde(rename = "bevoegdVermoedelijk")]
        pointer: Option<Pointer>,
    },
}
