//! Indicators: what points to something worth looking at, with its points, reason and legal basis.

use crate::condition::{Node, RiskConditionSource};
use crate::finding::Finding;
use crate::ground::Ground;
use crate::kind::{EvidenceClass, FindingKind};
use chrono::NaiveDate;
use kernel::{DateRange, dutch_date};
use schemars::JsonSchema;
use serde::Deserialize;
use subjects::RoleKind;

/// The most points that one indicator can give.
pub(crate) const MOST_POINTS: u32 = 100;

/// Een bestand met indicatoren over één thema: `national/risk/<thema>.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Indicatorenbestand")]
pub struct IndicatorsFile {
    /// De titel van het thema.
    #[serde(rename = "thema")]
    pub theme: String,
    /// De indicatoren.
    #[serde(rename = "indicator")]
    pub indicators: Vec<IndicatorSource>,
}

/// Een indicator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Indicator")]
pub struct IndicatorSource {
    /// Het id; nooit hergebruiken.
    pub id: String,
    /// De grond.
    #[serde(rename = "grond")]
    pub ground: Ground,
    /// Waar de kennis vandaan komt.
    #[serde(rename = "bewijs")]
    pub class: EvidenceClass,
    /// De reden in een zin; `{bevinding}`, `{datum}`, `{rol}` en `{aantal}` worden ingevuld.
    #[serde(rename = "reden")]
    pub reason: String,
    /// Het artikel.
    #[serde(rename = "grondslag")]
    pub basis: String,
    /// De eerste dag.
    #[serde(rename = "geldigVan")]
    pub valid_from: NaiveDate,
    /// De laatste dag.
    #[serde(rename = "geldigTotEnMet", default)]
    pub valid_until: Option<NaiveDate>,
    /// De punten, 1 tot en met 100.
    #[serde(rename = "punten")]
    pub points: u32,
    /// Stukken zonder welke niet te zeggen is dat de indicator niet opgaat.
    #[serde(rename = "stukken", default)]
    pub documents: Vec<String>,
    /// Wanneer de indicator opgaat.
    #[serde(rename = "als")]
    pub when: RiskConditionSource,
}

/// An indicator, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub(crate) id: String,
    pub(crate) ground: Ground,
    pub(crate) class: EvidenceClass,
    pub(crate) reason: Vec<Segment>,
    pub(crate) basis: String,
    pub(crate) valid: DateRange,
    pub(crate) points: u32,
    /// The places of the documents it waits for.
    pub(crate) documents: Vec<usize>,
    pub(crate) when: Node,
}

impl Indicator {
    /// Returns the id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the ground.
    pub fn ground(&self) -> Ground {
        self.ground
    }

    /// Returns where the knowledge comes from.
    pub fn class(&self) -> EvidenceClass {
        self.class
    }

    /// Returns the article.
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// Returns the days on which it counts.
    pub fn valid(&self) -> DateRange {
        self.valid
    }

    /// Returns the points before time and distance.
    pub fn points(&self) -> u32 {
        self.points
    }
}

/// A piece of a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    Text(String),
    Kind,
    Day,
    Role,
    Count,
}

/// Splits a reason in pieces.
///
/// # Errors
/// The placeholder that does not exist.
pub(crate) fn segments(reason: &str) -> Result<Vec<Segment>, String> {
    let mut found = Vec::new();
    let mut rest = reason;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            return Err("in de reden staat een { zonder }".to_owned());
        };
        if !before.is_empty() {
            found.push(Segment::Text(before.to_owned()));
        }
        found.push(match name {
            "bevinding" => Segment::Kind,
            "datum" => Segment::Day,
            "rol" => Segment::Role,
            "aantal" => Segment::Count,
            other => {
                return Err(format!(
                    "«{{{other}}}» kan niet in een reden; kies uit {{bevinding}}, {{datum}}, {{rol}}, {{aantal}}"
                ));
            }
        });
        rest = behind;
    }
    if !rest.is_empty() {
        found.push(Segment::Text(rest.to_owned()));
    }
    Ok(found)
}

/// What a reason is filled in from: the finding that decides, its kind, and how many there are.
#[derive(Clone, Copy)]
pub(crate) struct Filling<'f> {
    pub(crate) finding: Option<(&'f Finding, &'f FindingKind)>,
    pub(crate) count: usize,
    pub(crate) on: NaiveDate,
}

/// Returns the reason with its placeholders filled in.
pub(crate) fn fill(reason: &[Segment], filling: Filling<'_>) -> String {
    let mut text = String::with_capacity(96);
    for segment in reason {
        match (segment, filling.finding) {
            (Segment::Text(part), _) => text.push_str(part),
            (Segment::Count, _) => text.push_str(&filling.count.to_string()),
            (Segment::Kind, Some((_, kind))) => text.push_str(&kind.label),
            (Segment::Day, Some((finding, _))) => match finding.last_day() {
                Some(day) => text.push_str(&dutch_date(day)),
                None => text.push_str("datum onbekend"),
            },
            (Segment::Role, Some((finding, _))) => push_role(finding, filling.on, &mut text),
            (Segment::Kind | Segment::Day | Segment::Role, None) => text.push('–'),
        }
    }
    text
}

fn push_role(finding: &Finding, on: NaiveDate, text: &mut String) {
    if finding.role() == RoleKind::Betrokkene {
        return text.push_str("de betrokkene zelf");
    }
    if finding.path.iter().any(|step| step.is_past(on)) {
        text.push_str("vroeger ");
    }
    if finding.path.len() > 1 {
        text.push_str("indirect ");
    }
    text.push_str(finding.role().label());
}
