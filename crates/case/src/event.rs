//! What happened to a file: the command that was carried out, with who and when.

use crate::actor::Actor;
use crate::command::Command;
use kernel::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Een gebeurtenis op een dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Gebeurtenis")]
pub struct Event {
    /// Wanneer.
    pub tijdstip: Moment,
    /// Wie.
    pub handelende: Actor,
    /// Wat.
    pub opdracht: Command,
}
