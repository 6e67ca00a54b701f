//! The same content as a table: for who reads it aloud, and for the annex of a decision.

use crate::network::measure;
use crate::{Network, Relation, Statement, StatementId, Status, Tense};
use chrono::NaiveDate;
use kernel::{Redacted, SubjectId};
use schemars::JsonSchema;
use serde::Serialize;

/// Een rij: van – rol – naar – % – periode – bron – status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Netwerkrij")]
pub struct TableRow {
    /// De bewering.
    #[serde(rename = "bewering")]
    pub statement: StatementId,
    /// Wie de relatie heeft.
    #[serde(rename = "van")]
    pub from: SubjectId,
    /// De naam van wie de relatie heeft.
    #[serde(rename = "vanNaam")]
    pub from_name: Redacted<String>,
    /// De relatie.
    #[serde(rename = "relatie")]
    pub relation: Relation,
    /// De rol in woorden.
    #[serde(rename = "rol")]
    pub role: &'static str,
    /// Met wie of waarover.
    #[serde(rename = "naar")]
    pub to: SubjectId,
    /// De naam van met wie of waarover.
    #[serde(rename = "naarNaam")]
    pub to_name: Redacted<String>,
    /// Het aandeel of het bedrag, leeg als de bron er geen noemt.
    #[serde(rename = "maat")]
    pub measure: String,
    /// De periode in woorden.
    #[serde(rename = "periode")]
    pub period: String,
    /// Of de relatie loopt of voorbij is.
    #[serde(rename = "tijd")]
    pub tense: Tense,
    /// De bron in woorden.
    #[serde(rename = "bron")]
    pub source: Redacted<String>,
    /// De status.
    pub status: Status,
    /// De status in woorden.
    #[serde(rename = "statusTekst")]
    pub status_label: &'static str,
}

impl Network {
    /// Returns every statement as a row, by its id.
    pub fn table(&self, on: NaiveDate) -> Vec<TableRow> {
        self.statements().iter().map(|statement| self.row(statement, on)).collect()
    }

    fn row(&self, statement: &Statement, on: NaiveDate) -> TableRow {
        let source = statement.source();
        let named = [Some(source.document.reveal()), source.place.as_ref().map(Redacted::reveal)];
        let named: Vec<&str> = named.into_iter().flatten().map(String::as_str).collect();
        let name = |id: SubjectId| Redacted::new(self.name(id).to_owned());
        TableRow {
            statement: statement.id(),
            from: statement.from(),
            from_name: name(statement.from()),
            relation: statement.relation(),
            role: statement.relation().label(),
            to: statement.to(),
            to_name: name(statement.to()),
            measure: measure(statement).unwrap_or_default(),
            period: statement.period().words(),
            tense: statement.tense(on),
            source: Redacted::new(format!("{}: {}", source.kind.label(), named.join(", "))),
            status: statement.status(),
            status_label: statement.status().label(),
        }
    }
}
