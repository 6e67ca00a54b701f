//! What we came to know between two days.

use super::Network;
use crate::{Relation, Statement, StatementId};
use chrono::NaiveDate;
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Wat er in de kennis over een relatie veranderde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Netwerkwijziging")]
pub struct NetworkChange {
    /// De bewering van toen; geen als er niets was.
    #[serde(rename = "eerst", skip_serializing_if = "Option::is_none")]
    pub before: Option<StatementId>,
    /// De bewering van nu; geen als er niets meer is.
    #[serde(rename = "nu", skip_serializing_if = "Option::is_none")]
    pub after: Option<StatementId>,
    /// Wie de relatie heeft.
    #[serde(rename = "van")]
    pub from: SubjectId,
    /// Met wie of waarover.
    #[serde(rename = "naar")]
    pub to: SubjectId,
    /// De relatie.
    #[serde(rename = "relatie")]
    pub relation: Relation,
    /// Wanneer de relatie volgens de laatste bewering begon.
    #[serde(rename = "geldigVan", skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Wanneer de relatie volgens de laatste bewering eindigde.
    #[serde(rename = "geldigTotEnMet", skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Network {
    /// Returns what this network knows that an earlier one did not, and what it replaced; by the id of the newest statement.
    ///
    /// Both are of one file, as it was known on two days.
    pub fn changes_since(&self, earlier: &Network) -> Vec<NetworkChange> {
        let mut replaced = BTreeSet::new();
        let mut changes = Vec::new();
        for statement in self.statements.iter().filter(|one| earlier.statement(one.id()).is_none())
        {
            let before = self.earlier_form(statement, earlier);
            replaced.extend(before);
            changes.push(change(statement, before, Some(statement.id())));
        }
        let gone =
            |one: &&Statement| self.statement(one.id()).is_none() && !replaced.contains(&one.id());
        let gone = earlier.statements.iter().filter(gone);
        changes.extend(gone.map(|statement| change(statement, Some(statement.id()), None)));
        changes.sort_by_key(|change| (change.after.or(change.before), change.before));
        changes
    }

    /// Follows what a statement replaced to the one that the earlier network knew.
    fn earlier_form(&self, statement: &Statement, earlier: &Network) -> Option<StatementId> {
        let mut next = statement.replaces();
        while let Some(id) = next.filter(|id| earlier.statement(*id).is_none()) {
            next = self.replaced.get(&id).copied();
        }
        next
    }
}

fn change(
    statement: &Statement,
    before: Option<StatementId>,
    after: Option<StatementId>,
) -> NetworkChange {
    let period = statement.period();
    NetworkChange {
        before,
        after,
        from: statement.from(),
        to: statement.to(),
        relation: statement.relation(),
        since: period.from,
        until: period.until,
    }
}
