//! What a score came to, with everything it rests on. Persons appear by id only.

use crate::finding::{FindingId, SourceKind};
use crate::ground::Ground;
use crate::kind::{EvidenceClass, Need};
use crate::model::NextStep;
use crate::weight::{LegalWeight, StatusName};
use chrono::NaiveDate;
use kernel::{CaseId, Redacted, SubjectId};
use law::scope::RuleSetRef;
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

/// De uitkomst van een score: waar eerst naar te kijken, en wat nog ontbreekt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Risico-uitkomst")]
pub struct Outcome<'a> {
    /// Het dossier.
    #[serde(rename = "dossier")]
    pub file: CaseId,
    /// De peildatum.
    #[serde(rename = "op")]
    pub on: NaiveDate,
    /// De regels waarmee is gerekend.
    #[serde(rename = "regelset")]
    pub rule_set: &'a RuleSetRef,
    /// De uitkomst per grond.
    #[serde(rename = "gronden")]
    pub grounds: Vec<GroundOutcome<'a>>,
    /// Alle bevindingen, met wat er van hun punten overblijft.
    #[serde(rename = "bevindingen")]
    pub findings: Vec<FindingLine<'a>>,
    /// De feiten van de aanvraag waarop treffers rusten.
    #[serde(rename = "feiten")]
    pub facts: Vec<FactUsed<'a>>,
    /// Wat nog onbekend is.
    #[serde(rename = "onbekend")]
    pub unknown: Vec<Unknown<'a>>,
    /// Bevindingen die op een grond niet meetellen.
    #[serde(rename = "nietMeegeteld")]
    pub blocked: Vec<Blocked<'a>>,
    /// Waar een mens op moet letten.
    #[serde(rename = "waarschuwingen")]
    pub warnings: Vec<Warning<'a>>,
}

/// De uitkomst op één grond.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Gronduitkomst")]
pub struct GroundOutcome<'a> {
    /// De grond.
    #[serde(rename = "grond")]
    pub ground: Ground,
    /// De punten op wat nu bekend is.
    #[serde(rename = "punten")]
    pub points: u32,
    /// De minste punten die het nog kunnen worden als het onbekende bekend wordt.
    #[serde(rename = "laagst")]
    pub lowest: u32,
    /// De meeste punten die het nog kunnen worden.
    #[serde(rename = "hoogst")]
    pub highest: u32,
    /// Het id van de band.
    pub band: &'a str,
    /// De naam van de band.
    #[serde(rename = "bandNaam")]
    pub band_label: &'a str,
    /// De stap die erbij past; een mens kiest.
    #[serde(rename = "stap")]
    pub step: NextStep,
    /// De indicatoren die opgaan.
    #[serde(rename = "treffers")]
    pub hits: Vec<Hit<'a>>,
}

/// Een indicator die opgaat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Treffer")]
pub struct Hit<'a> {
    /// De indicator.
    pub indicator: &'a str,
    /// De punten voor tijd en afstand.
    #[serde(rename = "puntenVooraf")]
    pub points_before: u32,
    /// Het deel dat na tijd en afstand overblijft, in duizendsten.
    #[serde(rename = "promille")]
    pub per_mille: u16,
    /// De punten die tellen.
    #[serde(rename = "punten")]
    pub points: u32,
    /// Het artikel.
    #[serde(rename = "grondslag")]
    pub basis: &'a str,
    /// Waar de kennis vandaan komt.
    #[serde(rename = "bewijs")]
    pub class: EvidenceClass,
    /// De reden.
    #[serde(rename = "reden")]
    pub reason: String,
    /// De bevindingen waarop het rust.
    #[serde(rename = "bevindingen")]
    pub findings: Vec<FindingId>,
    /// De feiten van de aanvraag waarop het rust, met hun naam.
    #[serde(rename = "feiten")]
    pub facts: Vec<&'a str>,
}

/// Een feit van de aanvraag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GebruiktFeit")]
pub struct FactUsed<'a> {
    /// Het feit.
    #[serde(rename = "feit")]
    pub fact: &'a str,
    /// De waarde in woorden.
    #[serde(rename = "waarde")]
    pub value: String,
    /// De plaats in het aanvraagbestand.
    #[serde(rename = "plaats")]
    pub pointer: &'a str,
}

/// Een bevinding zoals zij meetelt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Bevindingregel")]
pub struct FindingLine<'a> {
    /// De bevinding.
    #[serde(rename = "bevinding")]
    pub finding: FindingId,
    /// De persoon, alleen als id.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// De soort.
    #[serde(rename = "soort")]
    pub kind: &'a str,
    /// Wat er met het feit is gebeurd.
    #[serde(rename = "stand")]
    pub status: StatusName,
    /// Het gewicht op de a- en b-grond dat daaruit volgt (art. 3a).
    #[serde(rename = "gewicht")]
    pub weight: LegalWeight,
    /// Wat er na het tijdsverloop overblijft, in duizendsten.
    #[serde(rename = "verloop")]
    pub fading: u16,
    /// Wat er na de afstand overblijft, in duizendsten.
    #[serde(rename = "afstand")]
    pub distance: u16,
    /// De laatste dag waarop de gegevens voor een andere beslissing mogen worden gebruikt (art. 29).
    #[serde(rename = "bruikbaarTotEnMet")]
    pub usable_until: NaiveDate,
    /// Het soort bron.
    #[serde(rename = "bron")]
    pub source: SourceKind,
    /// Het kenmerk van de bron.
    #[serde(rename = "kenmerk")]
    pub reference: &'a Redacted<String>,
}

/// Iets dat nog onbekend is: werk, en geen punten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "OnbekendGegeven")]
pub struct Unknown<'a> {
    /// De indicator die erop wacht; leeg als het alleen voor de weging nodig is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<&'a str>,
    /// De grond van die indicator.
    #[serde(rename = "grond", skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// De punten die de indicator ten hoogste kan geven.
    #[serde(rename = "hoogstens", skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// Wat er ontbreekt.
    #[serde(rename = "ontbreekt")]
    pub missing: Missing<'a>,
    /// De vraag.
    #[serde(rename = "vraag")]
    pub question: Cow<'a, str>,
}

/// Wat er ontbreekt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
#[schemars(rename = "OntbrekendGegeven")]
pub enum Missing<'a> {
    /// Iets over een bevinding.
    Bevinding {
        /// De bevinding.
        bevinding: FindingId,
        /// Wat.
        wat: Need,
    },
    /// Een feit van de aanvraag.
    Feit {
        /// Het feit.
        feit: &'a str,
    },
    /// Een stuk.
    Stuk {
        /// Het stuk.
        stuk: &'a str,
    },
}

/// Een bevinding die niet meetelt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "NietMeegeteld")]
pub struct Blocked<'a> {
    /// De bevinding.
    #[serde(rename = "bevinding")]
    pub finding: FindingId,
    /// De gronden waarop zij niet meetelt.
    #[serde(rename = "gronden")]
    pub grounds: Vec<Ground>,
    /// Het artikel.
    #[serde(rename = "artikel")]
    pub article: &'a str,
    /// Waarom.
    #[serde(rename = "reden")]
    pub reason: Cow<'a, str>,
}

/// Een waarschuwing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Risicowaarschuwing")]
pub struct Warning<'a> {
    /// De vaste code.
    pub code: WarningCode,
    /// De grond.
    #[serde(rename = "grond", skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// De bevinding.
    #[serde(rename = "bevinding", skip_serializing_if = "Option::is_none")]
    pub finding: Option<FindingId>,
    /// De tekst.
    #[serde(rename = "tekst")]
    pub text: &'a str,
}

/// Waarvoor gewaarschuwd wordt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Risicowaarschuwingscode")]
pub enum WarningCode {
    /// Vrijspraak of ontslag: de wet noemt lid 6 niet.
    VrijspraakLid6,
    /// Alle punten op een grond rusten op vermoedens.
    AlleenVermoedens,
    /// Een feit dat meetelt is lang geleden.
    Tijdsverloop,
}

impl<'a> Outcome<'a> {
    /// Returns the outcome as canonical JSON: keys in order, no spaces, only whole numbers. The same input gives the same bytes.
    ///
    /// # Errors
    /// Only when the value cannot be written as JSON, which none of its parts can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut value = serde_json::to_value(self)?;
        value.sort_all_objects();
        serde_json::to_vec(&value)
    }

    /// Returns each question once: several indicators can wait for the same answer.
    pub fn questions(&self) -> Vec<&str> {
        self.unknown.iter().fold(Vec::new(), |mut asked, one| {
            if !asked.contains(&one.question.as_ref()) {
                asked.push(one.question.as_ref());
            }
            asked
        })
    }

    /// Returns the outcome on one ground.
    pub fn ground(&self, ground: Ground) -> Option<&GroundOutcome<'a>> {
        self.grounds.iter().find(|outcome| outcome.ground == ground)
    }
}
