//! What an item on the agenda is about, and who may not see it.

use case::Text;
use kernel::{AccountId, CaseId, HelpQuestionId, MeetingId, Moment, PartyId, SignalId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Waar een agendapunt over gaat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "soort",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[schemars(rename = "Agendaonderwerp")]
pub enum Subject {
    /// Het verslag van een eerdere vergadering.
    Verslag {
        /// De vergadering.
        vergadering: MeetingId,
    },
    /// Een dossier.
    Dossier {
        /// Het dossier.
        dossier: CaseId,
    },
    /// Een tip (art. 26).
    Tip {
        /// Het id van de tip.
        tip: Uuid,
    },
    /// Een signaal uit het Lokaal Informatie Overleg.
    Signaal {
        /// Het signaal.
        signaal: SignalId,
    },
    /// Het Bibob-beleid van een partij.
    Beleid {
        /// De partij.
        partij: PartyId,
    },
    /// Een vraag van een collega.
    Vraag {
        /// De vraag.
        vraag: HelpQuestionId,
    },
    /// Iets anders.
    Overig {
        /// Wat het is. Iedereen leest de titel: er staan geen gegevens van een dossier in.
        #[schemars(length(min = 1, max = 200))]
        titel: String,
    },
    /// De actielijst en de rondvraag.
    Actielijst,
}

impl Subject {
    /// The place of everything that has no fixed one.
    pub(crate) const ORDINARY: u8 = 1;

    /// Returns the file, when the item is about one.
    pub fn file(&self) -> Option<CaseId> {
        match self {
            Self::Dossier { dossier } => Some(*dossier),
            _ => None,
        }
    }

    /// Returns where it stands on the agenda when nobody has ordered it: the minutes first, the actions last.
    pub(crate) fn place(&self) -> u8 {
        match self {
            Self::Verslag { .. } => 0,
            Self::Actielijst => 2,
            _ => Self::ORDINARY,
        }
    }
}

/// Een belang van een lid bij een onderwerp: het lid ziet het punt niet en doet niet mee (Awb art. 2:4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GemeldBelang")]
pub struct Conflict {
    /// Het lid.
    pub lid: AccountId,
    /// Het onderwerp.
    pub onderwerp: Subject,
    /// Het belang, in één zin.
    pub reden: Text,
    /// Wanneer het is gemeld.
    pub gemeld_op: Moment,
    /// Door wie.
    pub gemeld_door: AccountId,
}

/// Returns whether a member may see and join in on a subject: nobody does where an own interest was declared (Awb 2:4).
pub fn may_see(conflicts: &[Conflict], account: AccountId, subject: &Subject) -> bool {
    !conflicts.iter().any(|conflict| conflict.lid == account && conflict.onderwerp == *subject)
}

/// Anything that is about a subject, so that one function hides it from who has an interest.
pub trait About {
    /// Returns what it is about.
    fn subject(&self) -> &Subject;
}

/// Returns what a member may see of a list, in the same order.
pub fn for_member<'a, T: About>(
    list: impl IntoIterator<Item = &'a T>,
    conflicts: &[Conflict],
    account: AccountId,
) -> Vec<&'a T> {
    list.into_iter().filter(|entry| may_see(conflicts, account, entry.subject())).collect()
}
