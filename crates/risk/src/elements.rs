//! The elements that art. 3 Wet Bibob has an official weigh, per ground, each with the findings it can rest on and what is still
//! missing. It lays the facts beside the law; weighing them, and the degree, stay with a person.

use crate::finding::{Connected, Finding, FindingId};
use crate::ground::Ground;
use crate::kind::{FindingKind, Need};
use crate::prepared::{Prepared, Seen, lacks};
use crate::profile::Profile;
use crate::ruleset::RuleSet;
use crate::weight::LegalWeight;
use chrono::NaiveDate;
use facts::Tri;
use schemars::JsonSchema;
use serde::Serialize;

/// De elementen van één grond.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Grondelementen")]
pub struct GroundElements {
    /// De grond.
    #[serde(rename = "grond")]
    pub ground: Ground,
    /// De elementen, in de volgorde van de wet.
    #[serde(rename = "elementen")]
    pub elements: Vec<ElementLine>,
}

/// Een element met wat er staat en wat er ontbreekt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Elementregel")]
pub struct ElementLine {
    /// Het element.
    #[serde(rename = "element")]
    pub element: Element,
    /// Het artikel.
    #[serde(rename = "artikel")]
    pub article: &'static str,
    /// De bevindingen waarop het kan rusten.
    #[serde(rename = "bevindingen")]
    pub findings: Vec<FindingId>,
    /// De bevindingen waarvan dit nog niet bekend is.
    #[serde(rename = "ontbreektBij")]
    pub missing: Vec<FindingId>,
}

/// Wat de wet op een grond laat wegen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Wegingselement")]
pub enum Element {
    /// De feiten die erop wijzen of redelijkerwijs doen vermoeden.
    Feiten,
    /// De ernst van het vermoeden, waar een feit niet meer dan een vermoeden draagt.
    Ernst,
    /// De aard van de relatie met de strafbare feiten.
    Relatie,
    /// De grootte van het voordeel.
    Voordeel,
    /// Het aantal strafbare feiten.
    Aantal,
    /// De samenhang met de activiteit.
    Samenhang,
    /// Wat er sinds de feiten is gebeurd.
    Tijdsverloop,
}

/// The elements of each ground with their article. Time elapsed stands in no paragraph: the courts weigh it on every ground.
const ELEMENTS: [(Ground, &[(Element, &str)]); 3] = [
    (
        Ground::A,
        &[
            (Element::Feiten, "Wet Bibob art. 3 lid 2 onder a"),
            (Element::Ernst, "Wet Bibob art. 3 lid 2 onder b"),
            (Element::Relatie, "Wet Bibob art. 3 lid 2 onder c en lid 4"),
            (Element::Voordeel, "Wet Bibob art. 3 lid 2 onder d"),
            (Element::Tijdsverloop, "Rechtspraak bij Wet Bibob art. 3"),
        ],
    ),
    (
        Ground::B,
        &[
            (Element::Feiten, "Wet Bibob art. 3 lid 3 onder a"),
            (Element::Samenhang, "Wet Bibob art. 3 lid 3 onder a"),
            (Element::Ernst, "Wet Bibob art. 3 lid 3 onder b"),
            (Element::Relatie, "Wet Bibob art. 3 lid 3 onder c en lid 4"),
            (Element::Aantal, "Wet Bibob art. 3 lid 3 onder d"),
            (Element::Tijdsverloop, "Rechtspraak bij Wet Bibob art. 3"),
        ],
    ),
    (
        Ground::Lid6,
        &[
            (Element::Feiten, "Wet Bibob art. 3 lid 6"),
            (Element::Ernst, "Wet Bibob art. 3 lid 6"),
            (Element::Tijdsverloop, "Rechtspraak bij Wet Bibob art. 3"),
        ],
    ),
];

/// Lays the findings that can count on a day beside the elements of each ground.
pub fn elements(rules: &RuleSet, profile: &Profile, on: NaiveDate) -> Vec<GroundElements> {
    let prepared = Prepared::new(rules, profile, on);
    let mut seen: Vec<&Seen<'_>> = prepared.seen.iter().collect();
    seen.sort_unstable_by_key(|one| one.finding.id);
    let of_ground = |(ground, lines): (Ground, &[(Element, &'static str)])| {
        let counts = |one: &&&Seen<'_>| one.counts[ground.index()] != Tri::No;
        let on_ground: Vec<Weighed<'_>> =
            seen.iter().filter(counts).filter_map(|one| Weighed::of(rules, one, ground)).collect();
        let line = |(element, article): &(Element, &'static str)| ElementLine {
            element: *element,
            article,
            findings: ids(&on_ground, |one| one.supports(*element)),
            missing: ids(&on_ground, |one| one.leaves_open(*element)),
        };
        GroundElements { ground, elements: lines.iter().map(line).collect() }
    };
    ELEMENTS.into_iter().map(of_ground).collect()
}

/// A finding as it can be weighed on one ground.
struct Weighed<'w> {
    /// Whether it counts there, or may turn out to.
    counts: Tri,
    rules: &'w RuleSet,
    finding: &'w Finding,
    kind: &'w FindingKind,
    is_suspicion: bool,
}

impl<'w> Weighed<'w> {
    fn of(rules: &'w RuleSet, seen: &Seen<'w>, ground: Ground) -> Option<Self> {
        let kind = rules.kinds.all().get(seen.kind)?;
        let is_suspicion = seen.weights[ground.index()] == LegalWeight::Vermoeden;
        let counts = seen.counts[ground.index()];
        Some(Self { counts, rules, finding: seen.finding, kind, is_suspicion })
    }

    fn supports(&self, element: Element) -> bool {
        let finding = self.finding;
        match element {
            Element::Feiten | Element::Aantal => self.counts == Tri::Yes,
            Element::Ernst => self.is_suspicion && finding.status.seriousness().is_some(),
            Element::Relatie => !self.lacks(Need::Relatie),
            Element::Voordeel => finding.benefit.is_some(),
            Element::Samenhang => finding.connection.answer == Connected::Ja,
            Element::Tijdsverloop => finding.last_day().is_some(),
        }
    }

    fn leaves_open(&self, element: Element) -> bool {
        match element {
            Element::Feiten | Element::Aantal => self.counts == Tri::Unknown,
            Element::Ernst => self.is_suspicion && self.finding.status.seriousness().is_none(),
            Element::Relatie => self.lacks(Need::Relatie),
            Element::Voordeel => self.lacks(Need::Voordeel),
            Element::Samenhang => self.lacks(Need::Samenhang),
            Element::Tijdsverloop => self.finding.last_day().is_none(),
        }
    }

    fn lacks(&self, need: Need) -> bool {
        lacks(self.rules, (self.finding, self.kind), need)
    }
}

fn ids(findings: &[Weighed<'_>], holds: impl Fn(&Weighed<'_>) -> bool) -> Vec<FindingId> {
    findings.iter().filter(|one| holds(one)).map(|one| one.finding.id).collect()
}
