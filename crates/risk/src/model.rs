//! The tables of the score: how points fade with time and distance, the bands, and the questions that are asked.

use crate::fault::{RuleFault, RulePart};
use crate::ground::Ground;
use crate::reading::{Forbidden, Readable};
use kernel::is_kebab;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use subjects::RoleKind;

/// A whole, in per mille.
pub(crate) const WHOLE: u16 = 1_000;

/// Words of the human conclusion, which no band may borrow.
const WORDS_OF_THE_DEGREE: [&str; 4] = ["gevaar", "ernstig", "mindere mate", "graad"];

/// Het bestand `national/risk/model.toml`: hoe de score wordt berekend en wat regels mogen lezen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Risicomodel")]
pub struct ModelFile {
    /// De naam en versie van de regelset.
    #[serde(rename = "regelset")]
    pub head: SetHead,
    /// Hoe punten minder worden met de tijd.
    #[serde(rename = "verloop")]
    pub fading: Fading,
    /// Hoe punten minder worden met de afstand tot de betrokkene.
    #[serde(rename = "afstand")]
    pub distance: Distance,
    /// De vragen bij wat nog onbekend is.
    #[serde(rename = "vragen")]
    pub questions: Questions,
    /// De banden, per grond van laag naar hoog.
    #[serde(rename = "band")]
    pub bands: Vec<Band>,
    /// De feiten van een aanvraag die een indicator mag lezen.
    #[serde(rename = "leesbaar")]
    pub readable: Vec<Readable>,
    /// Wat een indicator nooit mag lezen.
    #[serde(rename = "verboden")]
    pub forbidden: Vec<Forbidden>,
    /// Welke punten een partij mag kiezen; van wat hier niet staat liggen de punten vast.
    #[serde(rename = "speelruimte", default)]
    pub leeway: Vec<Leeway>,
}

/// De punten die een partij voor een indicator mag kiezen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Speelruimte")]
pub struct Leeway {
    /// De indicator.
    pub indicator: String,
    /// Ten minste zoveel punten.
    #[serde(rename = "vanaf")]
    pub least: u32,
    /// Ten hoogste zoveel punten.
    #[serde(rename = "totEnMet")]
    pub most: u32,
    /// Waarom een partij hier mag kiezen.
    #[serde(rename = "waarom")]
    pub why: String,
}

/// De naam en versie van een regelset.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Regelsetkop")]
pub struct SetHead {
    /// Het id.
    pub id: String,
    /// De versie.
    #[serde(rename = "versie")]
    pub version: String,
}

/// Hoe punten minder worden met de jaren sinds het feit; nooit tot nul, want de wet kent geen grens.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Tijdsverloop")]
pub struct Fading {
    /// De rijen, van kort naar lang geleden; de laatste heeft geen grens.
    #[serde(rename = "rij")]
    pub rows: Vec<FadingRow>,
    /// Het deel, in duizendsten, als de dag van het feit onbekend is.
    #[serde(rename = "onbekend")]
    pub unknown: u16,
    /// Vanaf zoveel jaren waarschuwt de uitkomst voor het tijdsverloop.
    #[serde(rename = "waarschuwNaJaren")]
    pub warn_after_years: u32,
}

/// Een rij van het tijdsverloop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Tijdsverlooprij")]
pub struct FadingRow {
    /// Ten hoogste zoveel jaren geleden; leeg bij de laatste rij.
    #[serde(rename = "binnenJaren")]
    pub within_years: Option<u32>,
    /// Het deel dat telt, in duizendsten.
    #[serde(rename = "promille")]
    pub per_mille: u16,
}

/// Hoe punten minder worden met de afstand tot de betrokkene.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Rolafstand")]
pub struct Distance {
    /// Het deel in duizendsten bij nul, één, twee … stappen; het laatste geldt ook voor meer.
    #[serde(rename = "stappen")]
    pub steps: Vec<u16>,
    /// Het deel dat overblijft als een rol op het pad voorbij is.
    #[serde(rename = "voorbij")]
    pub past: u16,
    /// Het deel dat overblijft bij een zakelijk samenwerkingsverband.
    #[serde(rename = "samenwerkingsverband")]
    pub partnership: u16,
    /// De rollen die een relatie geven (art. 3 lid 4).
    #[serde(rename = "rollen")]
    pub roles: Vec<RoleKind>,
}

/// De vragen bij wat aan een bevinding onbekend is; `{bevinding}` wordt de soort.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Risicovragen")]
pub struct Questions {
    /// De dag van het feit.
    #[serde(rename = "datum")]
    pub date: String,
    /// De samenhang met de activiteit.
    #[serde(rename = "samenhang")]
    pub connection: String,
    /// De grootte van het voordeel.
    #[serde(rename = "voordeel")]
    pub benefit: String,
    /// De ernst van het vermoeden.
    #[serde(rename = "ernst")]
    pub seriousness: String,
    /// Of de relatie er is.
    #[serde(rename = "relatie")]
    pub relation: String,
}

/// Een band van scores op één grond.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Scoreband")]
pub struct Band {
    /// De grond.
    #[serde(rename = "grond")]
    pub ground: Ground,
    /// Het id, uniek binnen de grond.
    pub id: String,
    /// De naam.
    pub label: String,
    /// Vanaf zoveel punten.
    #[serde(rename = "vanaf")]
    pub from: u32,
    /// De stap die erbij past.
    #[serde(rename = "stap")]
    pub step: NextStep,
    /// De stap die erbij past zolang een hogere band nog mogelijk is.
    #[serde(rename = "stapBijOnbekend")]
    pub step_while_unknown: NextStep,
}

/// De stap die bij een band past. Een mens kiest.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Vervolgstap")]
pub enum NextStep {
    /// Het onderzoek afronden.
    Afronden,
    /// Verder onderzoeken.
    Verdiepen,
    /// Bespreken in de werkgroep.
    Werkgroep,
    /// Overwegen om het Landelijk Bureau Bibob advies te vragen.
    LbbAdviesOverwegen,
}

impl ModelFile {
    /// Checks the tables by themselves.
    pub(crate) fn faults(&self) -> Vec<RuleFault> {
        let mut faults = Vec::new();
        let mut refuse = |place: &[&str], reason: String| {
            faults.push(RuleFault::new(RulePart::Model, place, reason));
        };
        if !is_kebab(&self.head.id) || self.head.version.trim().is_empty() {
            refuse(&["regelset"], "een regelset heeft een id en een versie".to_owned());
        }
        self.fading.check(&mut refuse);
        self.distance.check(&mut refuse);
        for (key, text) in self.questions.texts() {
            if text.trim().is_empty() {
                refuse(&["vragen", key], format!("de vraag «{key}» is leeg"));
            }
        }
        for ground in Ground::ALL {
            check_bands(&self.bands, ground, &mut refuse);
        }
        faults
    }
}

impl Fading {
    fn check(&self, refuse: &mut impl FnMut(&[&str], String)) {
        let years: Vec<Option<u32>> = self.rows.iter().map(|row| row.within_years).collect();
        let (last, limits) = years.split_last().unwrap_or((&Some(0), &[]));
        let rising = limits.windows(2).all(|pair| pair[0] < pair[1]);
        if last.is_some() || limits.contains(&None) || !rising {
            let reason = "de rijen noemen oplopende jaren, en alleen de laatste heeft geen grens";
            refuse(&["verloop", "rij"], reason.to_owned());
        }
        let parts: Vec<u16> = self.rows.iter().map(|row| row.per_mille).collect();
        if !falls(&parts) {
            let reason = "de promillages dalen van 1000 naar meer dan 0: een feit telt nooit helemaal niet meer";
            refuse(&["verloop", "rij"], reason.to_owned());
        }
        let within = |most: &u16, least: &u16| (*least..=*most).contains(&self.unknown);
        if !parts.first().zip(parts.last()).is_some_and(|(most, least)| within(most, least)) {
            let reason = "«onbekend» ligt tussen het hoogste en het laagste promillage";
            refuse(&["verloop", "onbekend"], reason.to_owned());
        }
    }
}

impl Distance {
    fn check(&self, refuse: &mut impl FnMut(&[&str], String)) {
        if !falls(&self.steps) {
            let reason = "de promillages dalen met elke stap, van 1000 naar meer dan 0";
            refuse(&["afstand", "stappen"], reason.to_owned());
        }
        for (key, part) in [("voorbij", self.past), ("samenwerkingsverband", self.partnership)] {
            if !(1..=WHOLE).contains(&part) {
                refuse(&["afstand", key], format!("«{key}» ligt tussen 1 en 1000"));
            }
        }
        if self.roles.contains(&RoleKind::Betrokkene) {
            let reason = "de betrokkene is geen rol van een ander";
            refuse(&["afstand", "rollen"], reason.to_owned());
        }
    }
}

impl Questions {
    fn texts(&self) -> [(&'static str, &str); 5] {
        [
            ("datum", &self.date),
            ("samenhang", &self.connection),
            ("voordeel", &self.benefit),
            ("ernst", &self.seriousness),
            ("relatie", &self.relation),
        ]
    }
}

/// Returns whether the parts begin at the whole, never rise and never come to nothing.
fn falls(parts: &[u16]) -> bool {
    parts.first() == Some(&WHOLE)
        && parts.last().is_some_and(|last| *last > 0)
        && parts.windows(2).all(|pair| pair[0] >= pair[1])
}

fn check_bands(bands: &[Band], ground: Ground, refuse: &mut impl FnMut(&[&str], String)) {
    let of_ground: Vec<(usize, &Band)> =
        bands.iter().enumerate().filter(|(_, band)| band.ground == ground).collect();
    if of_ground.first().is_none_or(|(_, band)| band.from != 0) {
        let reason = format!("de laagste band van {} begint bij 0", ground.article());
        refuse(&["band"], reason);
    }
    for pair in of_ground.windows(2) {
        let [(_, lower), (index, higher)] = pair else { continue };
        if higher.from <= lower.from || higher.step < lower.step {
            let reason = format!("band «{}» ligt niet boven «{}»", higher.id, lower.id);
            refuse(&["band", &index.to_string(), "vanaf"], reason);
        }
    }
    for (place, (index, band)) in of_ground.iter().enumerate() {
        let index = index.to_string();
        let twice = of_ground.iter().take(place).any(|(_, other)| other.id == band.id);
        if !is_kebab(&band.id) || twice {
            refuse(&["band", &index, "id"], format!("«{}» is geen nieuw id", band.id));
        }
        if band.step_while_unknown < band.step {
            let reason = format!("«stapBijOnbekend» van «{}» is lichter dan de stap zelf", band.id);
            refuse(&["band", &index, "stapBijOnbekend"], reason);
        }
        let text = format!("{} {}", band.id.replace('-', " "), band.label).to_lowercase();
        if let Some(word) = WORDS_OF_THE_DEGREE.iter().find(|word| text.contains(*word)) {
            let reason = format!(
                "band «{}» gebruikt «{word}»; dat woord is van het oordeel dat een mens velt",
                band.id
            );
            refuse(&["band", &index, "label"], reason);
        }
    }
}
