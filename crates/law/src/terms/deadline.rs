//! The answer: the last day, how it was reached, and what to watch.

use super::format::RuleHead;
use super::text::{Values, fill};
use chrono::NaiveDate;
use kernel::Euro;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The last day for the decision, with every day explained.
#[doc(alias = "beslistermijn")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Deadline {
    /// De laatste dag waarop de beslissing bekend kan worden gemaakt; `null` als de wet hier geen beslistermijn kent.
    #[serde(rename = "uiterlijk")]
    pub last_day: Option<NaiveDate>,
    /// De termijn staat op de peildatum nog stil: `uiterlijk` is dan de vroegst mogelijke laatste dag.
    #[serde(rename = "minimaal")]
    pub at_the_earliest: bool,
    /// De stappen van de ontvangst naar `uiterlijk`; de dagen samen zijn het verschil tussen die twee.
    #[serde(rename = "stappen")]
    pub steps: Vec<Step>,
    /// Waar een mens naar moet kijken, in de volgorde waarin het opviel.
    #[serde(rename = "waarschuwingen")]
    pub warnings: Vec<Warning>,
    /// De dwangsom bij niet tijdig beslissen; alleen na een ingebrekestelling.
    #[serde(rename = "dwangsom", skip_serializing_if = "Option::is_none")]
    pub penalty: Option<Penalty>,
}

/// One step in the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// The id of the rule in `rules/national/terms.toml`; not part of the JSON answer.
    #[serde(skip)]
    pub rule: String,
    /// Het artikel waarop de stap rust.
    #[serde(rename = "artikel")]
    pub article: String,
    /// Wat er is geteld, in gewone taal.
    #[serde(rename = "omschrijving")]
    pub description: String,
    /// Met hoeveel dagen deze stap het einde van de termijn verschuift.
    #[serde(rename = "dagen")]
    pub days: i64,
    /// Het einde van de termijn na deze stap; `null` als er geen termijn is.
    #[serde(rename = "datum")]
    pub date: Option<NaiveDate>,
}

/// Something a person has to look at. In JSON it is the text alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The id of the rule in `rules/national/terms.toml` that the warning belongs to.
    pub rule: String,
    /// The name of the warning within that rule (the key in the file): stable, for programs and tests.
    pub name: &'static str,
    /// The Dutch text.
    pub text: String,
}

impl Warning {
    pub(super) fn new(
        rule: RuleHead<'_>,
        name: &'static str,
        text: &str,
        values: &Values<'_>,
    ) -> Self {
        Self { rule: rule.id.to_owned(), name, text: fill(text, values) }
    }
}

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl JsonSchema for Warning {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Waarschuwing".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// The penalty for deciding too late (Awb 4:17), as far as it has run.
#[doc(alias = "dwangsom")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Penalty {
    /// Is er al iets verschuldigd?
    #[serde(rename = "verschuldigd")]
    pub due: bool,
    /// Het aantal dagen waarover de dwangsom is verschuldigd.
    #[serde(rename = "dagen")]
    pub days: i64,
    /// Het bedrag in euro, als decimale tekst: `"92.00"`.
    #[serde(rename = "bedrag")]
    #[schemars(with = "String")]
    pub amount: Euro,
}

impl Penalty {
    /// Nothing is owed.
    pub(super) const NONE: Self = Self { due: false, days: 0, amount: Euro::from_cents(0) };
}
