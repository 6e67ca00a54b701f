//! A network as a file: whole for ourselves, and cut down for whoever is outside.

mod bods;

pub use bods::{Bods, BodsStatement, Loss, Publisher};

use crate::{Details, Network, NetworkError, Node, Statement, StatementDraft, StatementId};
use chrono::NaiveDate;
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Een relatienetwerk als bestand, zonder verlies: personen en beweringen zoals zij zijn opgeslagen. Alleen voor het eigen
/// bestuursorgaan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Netwerkbestand")]
pub struct NetworkFile {
    /// De betrokkene.
    pub betrokkene: SubjectId,
    /// De personen.
    #[serde(rename = "personen")]
    pub nodes: Vec<Node>,
    /// De beweringen, ook die zijn vervangen.
    #[serde(rename = "beweringen")]
    pub statements: Vec<Statement>,
}

impl NetworkFile {
    /// Builds the network as it was known on a day.
    pub fn network(self, known_on: NaiveDate) -> Result<Network, NetworkError> {
        Network::known_on(self.betrokkene, self.nodes, self.statements, known_on)
    }
}

/// What may go to another body: the only source of exports that leave the house.
///
/// It holds the statements that may be shared, count, and have no secrecy of their own; the subjects that those name; of each
/// subject the name, the kind and the numbers of public registers. Reasons and corrections stay behind, for they may speak of
/// statements that stay behind. Whether sharing is allowed at all (art. 28(2)m) is for a person to decide before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Outward {
    file: NetworkFile,
}

impl Network {
    /// Returns what the network shows, as a file.
    pub fn file(&self) -> NetworkFile {
        NetworkFile {
            betrokkene: self.betrokkene(),
            nodes: self.nodes().to_vec(),
            statements: self.statements().to_vec(),
        }
    }

    /// Returns what may go to another body.
    pub fn outward(&self) -> Outward {
        let leaves = |one: &&Statement| one.is_shareable() && !one.is_secret() && one.counts();
        let statements: Vec<Statement> =
            self.statements().iter().filter(leaves).filter_map(bare).collect();
        let mut named = BTreeSet::from([self.betrokkene()]);
        named.extend(statements.iter().flat_map(|one| [one.from(), one.to()]));
        let nodes = self.nodes().iter().filter(|node| named.contains(&node.id)).map(public);
        let file =
            NetworkFile { betrokkene: self.betrokkene(), nodes: nodes.collect(), statements };
        Outward { file }
    }
}

impl Outward {
    /// Returns the ids of the statements that leave the house.
    pub fn statements(&self) -> impl Iterator<Item = StatementId> {
        self.file.statements.iter().map(Statement::id)
    }
}

/// Returns a statement without what was thought of it.
fn bare(statement: &Statement) -> Option<Statement> {
    let draft = StatementDraft {
        status: crate::Status::Gesteld,
        motivation: None,
        replaces: None,
        ..StatementDraft::from(statement.clone())
    };
    draft.try_into().ok()
}

fn public(node: &Node) -> Node {
    let numbers = node.details.as_ref().map(|details| Details {
        kvk_number: details.kvk_number.clone(),
        rsin: details.rsin.clone(),
        seat: details.seat.clone(),
        ..Details::default()
    });
    Node { details: numbers, hub: false, ..node.clone() }
}

#[cfg(test)]
mod tests;
