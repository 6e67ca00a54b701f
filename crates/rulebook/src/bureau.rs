//! What is set for requests to the LBB: the contribution to its costs (art. 16), and what a body does when no advice comes.

use crate::error::{RuleError, RuleText};
use chrono::NaiveDate;
use kernel::{DateRange, Euro, PartyId};
use schemars::JsonSchema;
use serde::Deserialize;

/// Het bestand `national/lbb.toml`: de bijdrage per adviesverzoek, en wat er kan als het LBB niet op tijd adviseert.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BureauFile {
    /// Wat een bestuursorgaan kan als het advies uitblijft.
    #[serde(default)]
    pub uitblijven: Unanswered,
    /// De bijdrage per adviesverzoek, per periode. Zonder regel is zij niet ingevoerd.
    #[serde(default)]
    pub bijdrage: Vec<FeeSource>,
}

/// Wat een bestuursorgaan kan als het advies uitblijft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Adviesuitblijvenkeuze")]
pub enum Unanswered {
    /// Zelf kiezen: doorgaan zonder advies of nog wachten.
    #[default]
    ZelfKiezen,
    /// Doorgaan zonder advies.
    Doorgaan,
}

/// De bijdrage per adviesverzoek in een periode.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Adviesbijdrage")]
pub struct FeeSource {
    /// De eerste dag.
    pub geldig_van: NaiveDate,
    /// De laatste dag.
    pub geldig_tot_en_met: Option<NaiveDate>,
    /// Voor welke partij; leeg betekent voor alle.
    pub partij: Option<String>,
    /// Het bedrag, zoals `"700.00"`.
    #[schemars(with = "String")]
    pub bedrag: Euro,
    /// Waar het bedrag vandaan komt.
    pub bron: String,
}

/// The contribution in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// The amount.
    pub amount: Euro,
    /// Where it comes from.
    pub source: String,
    party: Option<String>,
    valid: DateRange,
}

/// What is set for requests to the LBB, checked.
#[derive(Clone, Debug, Default)]
pub struct Bureau {
    /// What a body may do when no advice comes.
    pub unanswered: Unanswered,
    fees: Vec<Fee>,
}

impl Bureau {
    /// Reads the settings; without a file nothing is entered.
    pub(crate) fn load(file: Option<RuleText<'_>>) -> Result<Self, Vec<RuleError>> {
        let Some(file) = file else { return Ok(Self::default()) };
        let source: BureauFile = file.parse().map_err(|error| vec![error])?;
        let (mut fees, mut errors) = (Vec::<Fee>::new(), Vec::new());
        for (index, row) in source.bijdrage.into_iter().enumerate() {
            let wrong = |reason: String| file.error(&["bijdrage", &index.to_string()], reason);
            let valid = match DateRange::new(row.geldig_van, row.geldig_tot_en_met) {
                Ok(valid) => valid,
                Err(error) => {
                    errors.push(wrong(error.to_string()));
                    continue;
                }
            };
            let twice = |fee: &Fee| fee.party == row.partij && fee.valid.overlaps(valid);
            if fees.iter().any(twice) {
                errors.push(wrong("er is al een bijdrage in deze periode".to_owned()));
            }
            fees.push(Fee { amount: row.bedrag, source: row.bron, party: row.partij, valid });
        }
        let bureau = Self { unanswered: source.uitblijven, fees };
        if errors.is_empty() { Ok(bureau) } else { Err(errors) }
    }

    /// Names the parties that no rule knows.
    pub(crate) fn strangers(
        &self,
        known: &[&PartyId],
        file: Option<RuleText<'_>>,
    ) -> Vec<RuleError> {
        let Some(file) = file else { return Vec::new() };
        let stranger = |(index, fee): (usize, &Fee)| {
            let party = fee.party.as_deref()?;
            let place = ["bijdrage", &index.to_string(), "partij"];
            let is_known = known.iter().any(|one| one.as_str() == party);
            (!is_known).then(|| file.error(&place, format!("er is geen partij «{party}»")))
        };
        self.fees.iter().enumerate().filter_map(stranger).collect()
    }

    /// Returns the contribution that a party pays for a request of a day; its own goes before that of all. None is «not entered».
    pub fn fee(&self, party: &PartyId, day: NaiveDate) -> Option<&Fee> {
        let on = |fee: &&Fee| fee.valid.contains(day);
        let own =
            self.fees.iter().filter(on).find(|fee| fee.party.as_deref() == Some(party.as_str()));
        own.or_else(|| self.fees.iter().filter(on).find(|fee| fee.party.is_none()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = include_str!("../../../rules/national/lbb.toml");
    const CASES: &str = include_str!("../../../rules/national/lbb.cases.toml");

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Cases {
        geval: Vec<Case>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        partij: String,
        op: NaiveDate,
        bedrag: Option<Euro>,
        waarom: String,
    }

    fn loaded(text: &str) -> Result<Bureau, Vec<RuleError>> {
        Bureau::load(Some(RuleText { path: "national/lbb.toml", text }))
    }

    fn amount(bureau: &Bureau, party: &str, day: &str) -> Option<i64> {
        let (party, day) = (party.parse().expect("a party"), day.parse().expect("a day"));
        bureau.fee(&party, day).map(|fee| fee.amount.cents())
    }

    #[test]
    fn the_cases_beside_the_rules_hold() {
        let bureau = loaded(RULES).expect("lbb.toml");
        let cases: Cases = toml::from_str(CASES).expect("lbb.cases.toml");
        for case in cases.geval {
            let fee = bureau.fee(&case.partij.parse().expect("a party"), case.op);
            assert_eq!(fee.map(|fee| fee.amount), case.bedrag, "{}", case.waarom);
        }
    }

    #[test]
    fn without_a_file_nothing_is_entered() {
        let bureau = Bureau::load(None).expect("settings");
        assert_eq!(amount(&bureau, "gemeente-emmen", "2026-11-26"), None);
        assert_eq!(bureau.unanswered, Unanswered::ZelfKiezen);
    }

    #[test]
    fn a_fee_holds_in_its_period_and_that_of_a_party_goes_first() {
        let text = "uitblijven = \"doorgaan\"\n\
            [[bijdrage]]\ngeldigVan = \"2026-01-01\"\ngeldigTotEnMet = \"2026-12-31\"\nbedrag = \"100.00\"\nbron = \"verzonnen\"\n\
            [[bijdrage]]\ngeldigVan = \"2026-06-01\"\npartij = \"gemeente-emmen\"\nbedrag = \"50.00\"\nbron = \"verzonnen\"\n";
        let bureau = loaded(text).expect("settings");
        assert_eq!(bureau.unanswered, Unanswered::Doorgaan);
        for (party, day, expected) in [
            ("gemeente-assen", "2025-12-31", None),
            ("gemeente-assen", "2026-01-01", Some(10_000)),
            ("gemeente-assen", "2026-12-31", Some(10_000)),
            ("gemeente-assen", "2027-01-01", None),
            ("gemeente-emmen", "2026-05-31", Some(10_000)),
            ("gemeente-emmen", "2026-06-01", Some(5_000)),
            ("gemeente-emmen", "2027-01-01", Some(5_000)),
        ] {
            assert_eq!(amount(&bureau, party, day), expected, "{party} {day}");
        }
        let emmen: PartyId = "gemeente-emmen".parse().expect("a party");
        let file = RuleText { path: "national/lbb.toml", text };
        assert!(bureau.strangers(&[&emmen], Some(file)).is_empty());
        assert_eq!(bureau.strangers(&[], Some(file))[0].line, 9);
    }

    #[test]
    fn two_fees_at_once_and_a_period_that_ends_before_it_begins_are_refused() {
        let row = |from: &str, until: &str| {
            format!(
                "[[bijdrage]]\ngeldigVan = \"{from}\"\ngeldigTotEnMet = \"{until}\"\nbedrag = \"1.00\"\nbron = \"x\"\n"
            )
        };
        let twice = row("2026-01-01", "2026-06-30") + &row("2026-06-30", "2026-12-31");
        assert_eq!(loaded(&twice).expect_err("a fault")[0].line, 6);
        let after = row("2026-01-01", "2026-06-29") + &row("2026-06-30", "2026-12-31");
        assert!(loaded(&after).is_ok());
        assert_eq!(loaded(&row("2026-06-30", "2026-01-01")).expect_err("a fault").len(), 1);
    }
}
