//! Which facts of an application an indicator may read: a list of what may, and a list of what never may, with the reasons.
//!
//! A fact that is declared later is refused until somebody allows it with a reason.

use crate::fault::{RuleFault, RulePart};
use crate::kind::FindingKind;
use facts::{Condition, FactDef, FactId, FactType, Lists, Test, Vocabulary};
use kernel::did_you_mean;
use law::scope::PolicyStatus;
use schemars::JsonSchema;
use serde::Deserialize;

/// What the list of forbidden things must name at least: special and sensitive data about persons, and proxies for them
/// (art. 9 and 10 AVG, Awgb).
const FORBIDDEN_AT_LEAST: [&str; 7] = [
    "nationaliteit",
    "geboorteland",
    "geboorteplaats",
    "geslacht",
    "godsdienst",
    "etniciteit",
    "naam",
];

/// What the list must name as readable in a designated risk area only.
const PLACE: &str = "plaats";

/// Een feit dat een indicator mag lezen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LeesbaarFeit")]
pub struct Readable {
    /// Het feit, uit `national/facts.toml`.
    #[serde(rename = "feit")]
    pub fact: String,
    /// Alleen met een lijst van aangewezen risicogebieden uit vastgesteld beleid.
    #[serde(rename = "alleenRisicogebied", default)]
    pub risk_area_only: bool,
    /// Waarom het feit gelezen mag worden.
    #[serde(rename = "waarom")]
    pub why: String,
}

/// Iets dat een indicator nooit mag lezen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VerbodenFeit")]
pub struct Forbidden {
    /// Het id.
    pub id: String,
    /// De woorden waaraan een feit te herkennen is, zonder spaties en streepjes.
    #[serde(rename = "woorden")]
    pub words: Vec<String>,
    /// Of een lijst van aangewezen risicogebieden een uitzondering is.
    #[serde(rename = "behalveRisicogebied", default)]
    pub except_risk_area: bool,
    /// Waarom het niet mag.
    #[serde(rename = "reden")]
    pub reason: String,
}

/// The lists of risk areas that a party designated in a policy that it adopted. A model is no policy of the party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DesignatedAreas(Lists);

impl DesignatedAreas {
    /// Returns that no area is designated, as at the national layer.
    pub fn none() -> Self {
        Self::default()
    }

    /// Takes the lists of a policy; those of a policy that is not adopted are no designation.
    pub fn of(status: PolicyStatus, lists: Lists) -> Self {
        match status {
            PolicyStatus::Vastgesteld => Self(lists),
            PolicyStatus::Model | PolicyStatus::NietIngevoerd => Self::default(),
        }
    }

    pub(crate) fn lists(&self) -> &Lists {
        &self.0
    }
}

/// Which facts of a vocabulary may be read.
pub(crate) struct Reading<'r> {
    pub(crate) vocabulary: &'r Vocabulary,
    pub(crate) readable: &'r [Readable],
    pub(crate) forbidden: &'r [Forbidden],
}

impl Reading<'_> {
    /// Checks the two lists themselves, and the kinds of finding: a kind may not smuggle in what no fact may say.
    pub(crate) fn faults(&self, kinds: &[FindingKind]) -> Vec<RuleFault> {
        let mut faults = Vec::new();
        let mut refuse = |part, place: &[&str], reason: String| {
            faults.push(RuleFault::new(part, place, reason));
        };
        for id in FORBIDDEN_AT_LEAST {
            if !self.forbidden.iter().any(|other| other.id == id && !other.except_risk_area) {
                let reason = format!("«{id}» ontbreekt bij wat nooit gelezen mag worden");
                refuse(RulePart::Model, &["verboden"], reason);
            }
        }
        if !self.forbidden.iter().any(|other| other.id == PLACE) {
            let reason =
                format!("«{PLACE}» ontbreekt bij wat alleen als risicogebied gelezen mag worden");
            refuse(RulePart::Model, &["verboden"], reason);
        }
        for (index, entry) in self.forbidden.iter().enumerate() {
            let bare = |word: &String| !word.is_empty() && bare(word) == *word;
            if entry.reason.trim().is_empty()
                || entry.words.is_empty()
                || !entry.words.iter().all(bare)
            {
                let reason =
                    format!("«{}» heeft een reden nodig, en woorden in kleine letters", entry.id);
                refuse(RulePart::Model, &["verboden", &index.to_string()], reason);
            }
        }
        for (index, entry) in self.readable.iter().enumerate() {
            if let Some(reason) = self.readable_fault(entry) {
                refuse(RulePart::Model, &["leesbaar", &index.to_string(), "feit"], reason);
            }
        }
        for kind in kinds {
            let forbidden = self.forbidden_by(&kind.id).filter(|found| !found.except_risk_area);
            if let Some(forbidden) = forbidden {
                let reason = format!("soort «{}» kan niet: {}", kind.id, forbidden.reason);
                refuse(RulePart::Kinds, &["bevinding"], reason);
            }
        }
        faults
    }

    fn readable_fault(&self, entry: &Readable) -> Option<String> {
        let Some(fact) = self.vocabulary.find(&entry.fact) else {
            let ids = self.vocabulary.facts().map(|(_, def)| def.id.as_str());
            return Some(format!(
                "«{}» is geen bekend feit.{}",
                entry.fact,
                did_you_mean(&entry.fact, ids)
            ));
        };
        if entry.why.trim().is_empty() {
            return Some(format!("zeg waarom «{}» gelezen mag worden", entry.fact));
        }
        let def = self.vocabulary.def(fact);
        match self.forbidden_fact(def) {
            Some(forbidden) if !forbidden.except_risk_area => {
                Some(format!("«{}» mag niet leesbaar zijn: {}", entry.fact, forbidden.reason))
            }
            Some(forbidden) if !entry.risk_area_only => Some(format!(
                "«{}» mag alleen leesbaar zijn met «alleenRisicogebied»: {}",
                entry.fact, forbidden.reason
            )),
            _ => None,
        }
    }

    /// Refuses a condition that reads what it may not. The reason names the indicator, the fact and why.
    pub(crate) fn check(&self, indicator: &str, condition: &Condition) -> Result<(), String> {
        for (_, fact, test) in condition.tests() {
            let listed = match test {
                Test::OneOf { list, .. } | Test::Postcode { list, .. } => list.is_some(),
                Test::Amount(_)
                | Test::Present(_)
                | Test::YesNo(_)
                | Test::Past(_)
                | Test::Screening(_) => false,
            };
            self.check_fact(indicator, fact, listed)?;
            if let Test::Amount(test) = test
                && let Some(sum) = &test.aggregation
            {
                self.check_fact(indicator, sum.others, false)?;
            }
        }
        Ok(())
    }

    fn check_fact(&self, indicator: &str, fact: FactId, listed: bool) -> Result<(), String> {
        let def = self.vocabulary.def(fact);
        let refused =
            |why: &str| Err(format!("indicator «{indicator}» leest het feit «{}»: {why}", def.id));
        let forbidden = self.forbidden_fact(def);
        if let Some(forbidden) = forbidden.filter(|found| !found.except_risk_area) {
            return refused(&forbidden.reason);
        }
        let Some(entry) = self.readable.iter().find(|entry| entry.fact == def.id) else {
            let why = "dit feit staat niet bij de leesbare feiten in national/risk/model.toml; zet het daar, met de reden waarom het mag";
            return refused(why);
        };
        if (entry.risk_area_only || forbidden.is_some()) && !listed {
            return refused(
                "een plaats mag alleen met een lijst van risicogebieden uit het vastgestelde beleid van de partij",
            );
        }
        Ok(())
    }

    /// Returns what forbids a fact. A postcode is a place, whatever its name.
    fn forbidden_fact(&self, def: &FactDef) -> Option<&Forbidden> {
        let last = def.pointer.rsplit('/').next().unwrap_or_default();
        let by_name = self.forbidden_by(&def.id).or_else(|| self.forbidden_by(last));
        let place = || self.forbidden.iter().find(|other| other.id == PLACE);
        by_name.or_else(|| (def.kind == FactType::Postcode).then(place).flatten())
    }

    /// Returns what forbids a name; what is forbidden without exception comes first.
    fn forbidden_by(&self, name: &str) -> Option<&Forbidden> {
        let name = bare(name);
        let fits = |entry: &&Forbidden| entry.words.iter().any(|word| name.contains(word.as_str()));
        let mut found = self.forbidden.iter().filter(fits);
        let first = found.next()?;
        Some(
            found
                .find(|entry| !entry.except_risk_area)
                .filter(|_| first.except_risk_area)
                .unwrap_or(first),
        )
    }
}

/// Returns a name in small letters only: `geboorteLand` and `geboorte-land` are the same word.
fn bare(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
