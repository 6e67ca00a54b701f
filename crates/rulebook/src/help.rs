//! The help desk: subjects that explain the Act, a file each below `national/help`. They take part in no answer.

use crate::error::{RuleError, RuleText};
use crate::files::RuleFiles;
use chrono::NaiveDate;
use kernel::is_kebab;
use schemars::JsonSchema;
use serde::Deserialize;

const FOLDER: &str = "national/help/";
const ENDING: &str = ".toml";

/// Een onderwerp van de vraagbaak: `national/help/<onderwerp>.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpFile {
    /// De titel.
    pub titel: String,
    /// De stap waar het onderwerp bij hoort.
    pub stap: HelpStep,
    /// Het antwoord in een paar zinnen.
    pub kort: String,
    /// De dag waarop de tekst naast de wet is gelegd.
    #[serde(deserialize_with = "crate::date::required")]
    #[schemars(with = "String")]
    pub gecontroleerd: NaiveDate,
    /// Woorden waarmee iemand kan zoeken en die niet in de tekst staan.
    #[serde(default)]
    pub zoekwoorden: Vec<String>,
    /// Andere onderwerpen, met hun naam.
    #[serde(default)]
    pub verwant: Vec<String>,
    /// Wat de wet openlaat, of wat een jurist nog moet bevestigen.
    #[serde(default)]
    pub onzeker: Vec<String>,
    /// De delen van de uitleg.
    #[serde(rename = "deel")]
    pub delen: Vec<HelpPart>,
    /// De artikelen waarop de uitleg rust.
    #[serde(rename = "artikel")]
    pub artikelen: Vec<HelpArticle>,
}

/// Een deel van de uitleg.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpPart {
    /// De kop.
    pub kop: String,
    /// Alinea's.
    #[serde(default)]
    pub tekst: Vec<String>,
    /// Een lijst.
    #[serde(default)]
    pub punten: Vec<String>,
}

/// Een artikel.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpArticle {
    /// Het artikel, zoals `Wet Bibob art. 7a lid 5`.
    pub artikel: String,
    /// Waar het over gaat.
    pub gaat_over: String,
}

/// De stap van de procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HelpStep {
    /// Of er getoetst wordt.
    Begin,
    /// De vragenlijst.
    Vragenlijst,
    /// Het eigen onderzoek.
    Onderzoek,
    /// De beoordeling.
    Beoordeling,
    /// Het Landelijk Bureau Bibob.
    Lbb,
    /// Het besluit.
    Besluit,
    /// De termijnen.
    Termijnen,
    /// Na het besluit.
    NaHetBesluit,
    /// Contracten en vastgoed.
    Contracten,
    /// Tips.
    Tips,
    /// Gegevens bewaren en laten zien.
    Gegevens,
    /// De werkgroep.
    Werkgroep,
}

/// A subject of the help desk, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpSubject {
    /// The id: the name of the file.
    pub id: String,
    /// What it says.
    pub text: HelpFile,
}

/// Returns whether a path is that of a subject.
pub(crate) fn is_help(path: &str) -> bool {
    id_of(path).is_some()
}

fn id_of(path: &str) -> Option<&str> {
    path.strip_prefix(FOLDER)?.strip_suffix(ENDING).filter(|id| !id.contains('/'))
}

/// Reads all subjects, in the order of their steps and then of their titles.
pub(crate) fn load_help(files: &RuleFiles, errors: &mut Vec<RuleError>) -> Vec<HelpSubject> {
    let mut subjects = Vec::new();
    let mut read: Vec<RuleText<'_>> = Vec::new();
    for (path, text) in files.iter() {
        let Some(id) = id_of(path) else { continue };
        let file = RuleText { path, text };
        match file.parse() {
            Ok(text) => {
                subjects.push(HelpSubject { id: id.to_owned(), text });
                read.push(file);
            }
            Err(error) => errors.push(error),
        }
    }
    for (subject, file) in subjects.iter().zip(read) {
        check(subject, file, &subjects, errors);
    }
    subjects.sort_by(|one, other| {
        (one.text.stap, &one.text.titel).cmp(&(other.text.stap, &other.text.titel))
    });
    subjects
}

fn check(
    subject: &HelpSubject,
    file: RuleText<'_>,
    all: &[HelpSubject],
    errors: &mut Vec<RuleError>,
) {
    let text = &subject.text;
    let mut refuse = |place: &[&str], reason: String| errors.push(file.error(place, reason));
    if !is_kebab(&subject.id) {
        refuse(&[], "de naam van het bestand bestaat uit kleine letters en streepjes".to_owned());
    }
    for (place, empty) in [
        ("titel", text.titel.trim().is_empty()),
        ("kort", text.kort.trim().is_empty()),
        ("deel", text.delen.is_empty()),
        ("artikel", text.artikelen.is_empty()),
    ] {
        if empty {
            refuse(&[place], format!("«{place}» is leeg"));
        }
    }
    for (index, part) in text.delen.iter().enumerate() {
        if part.kop.trim().is_empty() || (part.tekst.is_empty() && part.punten.is_empty()) {
            let reason = "een deel heeft een kop, en tekst of punten".to_owned();
            refuse(&["deel", &index.to_string()], reason);
        }
    }
    for other in &text.verwant {
        let there = all.iter().any(|known| known.id == *other);
        if !there || *other == subject.id {
            refuse(&["verwant"], format!("er is geen ander onderwerp «{other}»"));
        }
    }
}
