//! The steps with a tip that we got.

use crate::ids::{MessageId, Organ};
use crate::message::{Content, Pointer, Topic};
use crate::retention::Retention;
use crate::wording::Reason;
use kernel::{CaseId, Sha256Hex};
use serde::{Deserialize, Serialize};

/// The file on which the body investigates. The tip is linked to it and changes nothing in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum FileLink {
    /// One that was there.
    #[serde(rename = "bestaand")]
    Existing {
        /// Which.
        #[serde(rename = "dossier")]
        case: CaseId,
    },
    /// One that the officer opened because of the tip.
    #[serde(rename = "nieuw")]
    New {
        /// Which.
        #[serde(rename = "dossier")]
        case: CaseId,
    },
    /// One that the officer still has to open; nothing is opened by itself.
    #[serde(rename = "te-openen")]
    ToOpen,
}

commands! {
    /// A step with a tip that we got.
    ReceiverCommand, ReceiverCommandName;
    /// Look at it.
    TakeUp = "in-behandeling-nemen";
    /// Ask the sender something, from a fixed list.
    Ask(Topic) = "vraag-stellen";
    /// Give it to another organ of our own body.
    Reassign {
        /// The organ.
        organ: Organ,
        /// Why.
        reason: Reason,
    } = "herbestemmen";
    /// Start an investigation of our own (art. 26), on a file that is linked.
    Accept {
        /// The file.
        link: FileLink,
        /// Why.
        reason: Reason,
    } = "aanvaarden";
    /// Link the file that was opened because of the tip.
    LinkFile {
        /// Which.
        case: CaseId,
    } = "dossier-koppelen";
    /// Do nothing with it.
    Decline(Reason) = "afwijzen";
    /// Send it back: another body is competent.
    DeclareNotCompetent {
        /// Who may be (Awb art. 2:3).
        pointer: Option<Pointer>,
        /// Why.
        reason: Reason,
    } = "niet-bevoegd-verklaren";
    /// Let it lapse after its term.
    Lapse {
        /// The terms of the body.
        retention: Retention,
        /// Why nobody judged it.
        reason: Reason,
    } = "laten-verlopen";
    /// Say again what was said before and did not arrive, under another message and number.
    Repeat(Box<Content>) = "bericht-herhalen";
    /// Clear the content; what is left is a tombstone.
    Clear {
        /// The terms of the body.
        retention: Retention,
        /// The messages about it, with the SHA-256 of their bytes.
        messages: Vec<(MessageId, Sha256Hex)>,
        /// Whether the linked file is cleared as well; the content of an accepted tip goes with it.
        file_cleared: bool,
    } = "inhoud-wissen";
}
