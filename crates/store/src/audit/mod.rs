//! The audit trail: who did what, when and why, as a chain of hashes per party.

mod append;
mod chain;
mod page;
mod verify;

pub use page::{AuditPart, AuditRow};
pub use verify::{AuditFault, AuditFaultKind, AuditReport};

use kernel::{AccountId, Moment};
use serde::{Deserialize, Serialize};

/// Which trail of a party. That there is a tip is secret, so tips have one of their own (Wet Bibob art. 26 and 28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trail {
    /// What officials do with files and accounts.
    General,
    /// What happens to tips.
    Tips,
}

impl Trail {
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::General => "audit",
            Self::Tips => "tip_audit",
        }
    }

    pub(crate) fn head(self) -> &'static str {
        match self {
            Self::General => "audit_head",
            Self::Tips => "tip_audit_head",
        }
    }
}

/// A line to be added to the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Moment,
    /// Who; `None` for the system itself.
    pub actor: Option<AccountId>,
    /// The name that account had then.
    pub actor_name: String,
    /// The role it acted in.
    pub role: String,
    /// What it did.
    pub action: String,
    /// To what: `dossier/<id>`.
    pub subject: String,
    /// Why, when a reason was given.
    pub reason: Option<String>,
    /// The digest of the content, which itself is not in the trail.
    pub digest: [u8; 32],
}

/// The end of a party's trail at some moment, kept outside the database: what was before it cannot be rewritten unseen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The party.
    pub party: String,
    /// The number of the last line.
    pub seq: i64,
    /// Its hash, in hexadecimal digits.
    pub hash: String,
    /// When the anchor was made.
    pub at: Moment,
}
