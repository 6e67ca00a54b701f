//! A statement: what a source says that one subject is to another, when, and how sure we are.

mod check;
mod vocabulary;

pub use check::StatementError;
pub use vocabulary::{Band, Directness, Form, Relation, Source, SourceKind, StatementId, Status};

use crate::{Period, Tense};
use chrono::NaiveDate;
use kernel::{Euro, Redacted, SubjectId};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Wat een bron zegt over de relatie van de een tot de ander.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bewering")]
pub struct StatementDraft {
    /// Het id.
    pub id: StatementId,
    /// Wie de relatie heeft.
    #[serde(rename = "van")]
    pub from: SubjectId,
    /// Met wie of waarover.
    #[serde(rename = "naar")]
    pub to: SubjectId,
    /// De relatie.
    #[serde(rename = "relatie")]
    pub relation: Relation,
    /// Of de relatie rechtstreeks is.
    #[serde(rename = "rechtstreeksheid", default)]
    pub directness: Directness,
    /// Waarin de relatie bestaat.
    #[serde(rename = "vorm", default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// Het aandeel in het kapitaal.
    #[serde(rename = "aandeel", default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Band>,
    /// Het aandeel in de stemmen; zonder deze waarde geldt het aandeel in het kapitaal.
    #[serde(rename = "stemrecht", default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Band>,
    /// Het bedrag van een financiering in euro, als decimale tekst: `"50000.00"`.
    #[serde(rename = "bedrag", default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub amount: Option<Euro>,
    /// De eerste dag waarop de relatie er was.
    #[serde(rename = "geldigVan", default, skip_serializing_if = "Option::is_none")]
    pub from_day: Option<NaiveDate>,
    /// De laatste dag waarop de relatie er was.
    #[serde(rename = "geldigTotEnMet", default, skip_serializing_if = "Option::is_none")]
    pub until_day: Option<NaiveDate>,
    /// De dag waarop wij het te weten kwamen.
    #[serde(rename = "vastgesteldOp")]
    pub known_since: NaiveDate,
    /// Waar het uit blijkt.
    #[serde(rename = "bron", default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Rust er een geheimhouding op die verder gaat dan art. 28?
    #[serde(rename = "geheim", default, skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// Mag het naar een ander bestuursorgaan? Nooit bij een zakelijk samenwerkingsverband of een familieband.
    #[serde(rename = "deelbaar", default, skip_serializing_if = "Option::is_none")]
    pub shareable: Option<bool>,
    /// De status.
    #[serde(default)]
    pub status: Status,
    /// Waarom die status; verplicht zodra iemand de bewering heeft beoordeeld.
    #[serde(rename = "motivering", default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 4000))]
    pub motivation: Option<Redacted<String>>,
    /// De bewering waar deze voor in de plaats komt.
    #[serde(rename = "vervangt", default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<StatementId>,
}

/// A statement that was checked; it never changes. A correction is another statement that [replaces](Self::replaces) it.
#[doc(alias = "bewering")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StatementDraft", into = "StatementDraft")]
pub struct Statement {
    draft: StatementDraft,
    source: Source,
    shareable: bool,
}

impl Statement {
    /// Returns the id.
    pub fn id(&self) -> StatementId {
        self.draft.id
    }

    /// Returns who has the relation.
    pub fn from(&self) -> SubjectId {
        self.draft.from
    }

    /// Returns with whom, or over what.
    pub fn to(&self) -> SubjectId {
        self.draft.to
    }

    /// Returns the relation.
    pub fn relation(&self) -> Relation {
        self.draft.relation
    }

    /// Returns whether the relation is direct.
    pub fn directness(&self) -> Directness {
        self.draft.directness
    }

    /// Returns what the relation consists of, if the source says so.
    pub fn form(&self) -> Option<Form> {
        self.draft.form
    }

    /// Returns the share in the capital.
    pub fn share(&self) -> Option<Band> {
        self.draft.share
    }

    /// Returns the share in the votes; where the source is silent, that of the capital.
    pub fn votes(&self) -> Option<Band> {
        self.draft.votes.or(self.draft.share)
    }

    /// Returns the amount of a financing.
    pub fn amount(&self) -> Option<Euro> {
        self.draft.amount
    }

    /// Returns when the relation held.
    pub fn period(&self) -> Period {
        Period { from: self.draft.from_day, until: self.draft.until_day }
    }

    /// Returns how the period lies to a day.
    pub fn tense(&self, on: NaiveDate) -> Tense {
        self.period().tense(on)
    }

    /// Returns the day on which we came to know it.
    pub fn known_since(&self) -> NaiveDate {
        self.draft.known_since
    }

    /// Returns what it rests on.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Returns whether a secrecy beyond art. 28 rests on it.
    pub fn is_secret(&self) -> bool {
        self.draft.secret
    }

    /// Returns whether it may go to another body; never for a business partnership (art. 28(2)m, six roles).
    #[doc(alias = "deelbaar")]
    pub fn is_shareable(&self) -> bool {
        self.shareable
    }

    /// Returns the status.
    pub fn status(&self) -> Status {
        self.draft.status
    }

    /// Returns why it has that status.
    pub fn motivation(&self) -> Option<&Redacted<String>> {
        self.draft.motivation.as_ref()
    }

    /// Returns the statement in whose place this one comes.
    pub fn replaces(&self) -> Option<StatementId> {
        self.draft.replaces
    }

    /// Returns whether it counts at all: what was refuted does not.
    pub fn counts(&self) -> bool {
        self.draft.status != Status::Weerlegd
    }
}

impl From<Statement> for StatementDraft {
    fn from(statement: Statement) -> Self {
        Self { source: Some(statement.source), ..statement.draft }
    }
}

impl JsonSchema for Statement {
    fn schema_name() -> Cow<'static, str> {
        StatementDraft::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        StatementDraft::json_schema(generator)
    }
}

#[cfg(test)]
mod tests;
