//! How a party narrows the national set: by explicit operations only, each with its reason and where that was decided.

use crate::condition::RiskConditionSource;
use crate::ground::Ground;
use crate::indicator::IndicatorSource;
use crate::reading::DesignatedAreas;
use crate::ruleset::RiskFiles;
use chrono::NaiveDate;
use facts::{CodesSource, ConditionSource};
use kernel::did_you_mean;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Het bestand `parties/<partij>/risk.toml`: wat een partij in de landelijke risicoset anders doet.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Partijrisico")]
pub struct PartyRiskFile {
    /// De naam en het besluit.
    #[serde(rename = "risico")]
    pub head: PartyRiskHead,
    /// De wijzigingen op de landelijke set.
    #[serde(rename = "wijziging", default)]
    pub changes: Vec<RiskChange>,
}

/// De naam van de eigen risicoset van een partij, en het besluit erachter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Partijrisicokop")]
pub struct PartyRiskHead {
    /// De titel.
    #[serde(rename = "titel")]
    pub title: String,
    /// De versie.
    #[serde(rename = "versie")]
    pub version: String,
    /// Waar het besluit staat.
    #[serde(rename = "besluit")]
    pub decision: String,
    /// De eerste dag.
    #[serde(rename = "geldigVan")]
    pub valid_from: NaiveDate,
    /// De laatste dag.
    #[serde(rename = "geldigTotEnMet", default)]
    pub valid_until: Option<NaiveDate>,
}

/// Een wijziging op de landelijke risicoset.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(tag = "doe", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Risicowijziging")]
pub enum RiskChange {
    /// De indicator telt bij deze partij niet.
    Uit {
        /// De indicator.
        indicator: String,
        /// Waarom.
        reden: String,
        /// Waar dat staat.
        artikel: String,
    },
    /// De indicator geeft andere punten, binnen de speelruimte van de landelijke set.
    Punten {
        /// De indicator.
        indicator: String,
        /// De punten.
        punten: u32,
        /// Waarom.
        reden: String,
        /// Waar dat staat.
        artikel: String,
    },
    /// De indicator telt alleen in een aangewezen risicogebied.
    Risicogebied {
        /// De indicator.
        indicator: String,
        /// De lijst van gebieden of postcodes uit het vastgestelde beleid van de partij.
        lijst: String,
        /// Waarom.
        reden: String,
        /// Waar dat staat.
        artikel: String,
    },
}

impl RiskChange {
    /// Returns the indicator that it changes.
    pub fn indicator(&self) -> &str {
        match self {
            Self::Uit { indicator, .. }
            | Self::Punten { indicator, .. }
            | Self::Risicogebied { indicator, .. } => indicator,
        }
    }

    /// Returns the list of risk areas that it needs.
    pub fn area(&self) -> Option<&str> {
        match self {
            Self::Risicogebied { lijst, .. } => Some(lijst),
            Self::Uit { .. } | Self::Punten { .. } => None,
        }
    }

    fn texts(&self) -> [(&'static str, &str); 2] {
        match self {
            Self::Uit { reden, artikel, .. }
            | Self::Punten { reden, artikel, .. }
            | Self::Risicogebied { reden, artikel, .. } => [("reden", reden), ("artikel", artikel)],
        }
    }

    fn same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// A fault in the file of a party: the keys that lead to it, and what is wrong.
pub type NarrowingFault = (Vec<String>, String);

impl RiskFiles {
    /// Lays the file of a party over the national files. `id` becomes the id of the set.
    ///
    /// # Errors
    /// Every fault, with its place in the file of the party: an indicator that is not there, points outside what the national set
    /// leaves open, an area that no adopted policy designates, a ground that no indicator would look at.
    pub fn narrowed(
        mut self,
        id: String,
        party: &PartyRiskFile,
        areas: &DesignatedAreas,
    ) -> Result<Self, Vec<NarrowingFault>> {
        let mut faults = head_faults(&party.head);
        for (index, change) in party.changes.iter().enumerate() {
            let wrong = self.change(&party.changes[..index], change, areas);
            faults.extend(wrong.into_iter().map(|(key, reason)| {
                (vec!["wijziging".to_owned(), index.to_string(), key.to_owned()], reason)
            }));
        }
        let left: BTreeSet<Ground> = self.all().map(|indicator| indicator.ground).collect();
        for ground in Ground::ALL.into_iter().filter(|ground| !left.contains(ground)) {
            let reason = format!(
                "op {} blijft geen indicator over; laat er ten minste één aan",
                ground.article()
            );
            faults.push((vec!["wijziging".to_owned()], reason));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        self.model.head.id = id;
        self.model.head.version.clone_from(&party.head.version);
        // What the national set leaves open has been used up: it says nothing about the set that came out.
        self.model.leeway.clear();
        Ok(self)
    }

    fn all(&self) -> impl Iterator<Item = &IndicatorSource> {
        self.indicators.iter().flat_map(|file| &file.indicators)
    }

    fn change(
        &mut self,
        earlier: &[RiskChange],
        change: &RiskChange,
        areas: &DesignatedAreas,
    ) -> Vec<(&'static str, String)> {
        let mut faults: Vec<(&'static str, String)> = change
            .texts()
            .into_iter()
            .filter(|(_, text)| text.trim().is_empty())
            .map(|(key, _)| (key, format!("«{key}» is leeg")))
            .collect();
        let id = change.indicator();
        let twice = |other: &RiskChange| other.indicator() == id && other.same_kind(change);
        if earlier.iter().any(twice) {
            faults.push(("indicator", format!("«{id}» is hierboven al zo gewijzigd")));
        } else if !self.all().any(|indicator| indicator.id == id) {
            let hint = did_you_mean(id, self.all().map(|indicator| indicator.id.as_str()));
            let reason = format!("er is geen indicator «{id}», of hij is hierboven al uit.{hint}");
            faults.push(("indicator", reason));
        } else if let Err(fault) = self.carry_out(change, areas) {
            faults.push(fault);
        }
        faults
    }

    fn carry_out(
        &mut self,
        change: &RiskChange,
        areas: &DesignatedAreas,
    ) -> Result<(), (&'static str, String)> {
        let id = change.indicator();
        match change {
            RiskChange::Uit { .. } => {
                for file in &mut self.indicators {
                    file.indicators.retain(|indicator| indicator.id != id);
                }
            }
            RiskChange::Punten { punten, .. } => {
                self.within_leeway(id, *punten).map_err(|reason| ("punten", reason))?;
                self.each(id, |indicator| indicator.points = *punten);
            }
            RiskChange::Risicogebied { lijst, .. } => {
                let inside = self.inside(lijst, areas).map_err(|reason| ("lijst", reason))?;
                self.each(id, |indicator| {
                    let when = std::mem::take(&mut indicator.when);
                    indicator.when = RiskConditionSource {
                        all: Some(vec![when, inside.clone()]),
                        ..<_>::default()
                    };
                });
            }
        }
        Ok(())
    }

    fn each(&mut self, id: &str, change: impl Fn(&mut IndicatorSource)) {
        let all = self.indicators.iter_mut().flat_map(|file| &mut file.indicators);
        all.filter(|indicator| indicator.id == id).for_each(change);
    }

    fn within_leeway(&self, id: &str, points: u32) -> Result<(), String> {
        let Some(leeway) = self.model.leeway.iter().find(|leeway| leeway.indicator == id) else {
            return Err(format!("de landelijke set laat geen andere punten toe voor «{id}»"));
        };
        if (leeway.least..=leeway.most).contains(&points) {
            return Ok(());
        }
        Err(format!(
            "de landelijke set laat voor «{id}» {} tot en met {} punten toe",
            leeway.least, leeway.most
        ))
    }

    /// Makes the condition that an application lies in a designated area.
    fn inside(&self, list: &str, areas: &DesignatedAreas) -> Result<RiskConditionSource, String> {
        let Some((fact, codes)) = areas.lists().get(list) else {
            let hint = did_you_mean(list, areas.lists().keys().map(String::as_str));
            return Err(format!(
                "«{list}» is geen lijst uit vastgesteld beleid van deze partij; een model wijst niets aan.{hint}"
            ));
        };
        let place = |fact: &String| {
            self.model.readable.iter().any(|entry| entry.risk_area_only && entry.fact == *fact)
        };
        if !place(fact) {
            return Err(format!(
                "lijst «{list}» gaat over «{fact}»; dat is geen gebied of postcode"
            ));
        }
        if codes.is_empty() {
            return Err(format!("lijst «{list}» is leeg: zo zou de indicator nooit opgaan"));
        }
        let test = ConditionSource {
            feit: Some(fact.clone()),
            is_een: Some(CodesSource::List(list.to_owned())),
            ..ConditionSource::default()
        };
        Ok(RiskConditionSource { facts: Some(test), ..<_>::default() })
    }
}

fn head_faults(head: &PartyRiskHead) -> Vec<NarrowingFault> {
    let texts = [("titel", &head.title), ("versie", &head.version), ("besluit", &head.decision)];
    let empty = texts.into_iter().filter(|(_, text)| text.trim().is_empty());
    let mut faults: Vec<NarrowingFault> =
        empty.map(|(key, _)| (place(key), format!("«{key}» is leeg"))).collect();
    if head.valid_until.is_some_and(|until| until < head.valid_from) {
        let reason = "de laatste dag ligt voor de eerste";
        faults.push((place("geldigTotEnMet"), reason.to_owned()));
    }
    faults
}

fn place(key: &str) -> Vec<String> {
    vec!["risico".to_owned(), key.to_owned()]
}
