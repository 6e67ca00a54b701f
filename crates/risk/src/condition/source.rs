//! The written form of a condition over findings and facts, and its check.

use super::grade::MOST_COUNT;
use super::{FindingTest, Node};
use crate::ground::Ground;
use crate::kind::{EvidenceClass, Kinds};
use crate::weight::{LegalWeight, Seriousness, StatusName};
use facts::{Condition, ConditionSource, Lists, Vocabulary};
use kernel::{Euro, did_you_mean};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use subjects::RoleKind;

/// The longest period that a test can look back, in years: longer is a typing error.
const MOST_YEARS: u32 = 50;

/// Een voorwaarde van een indicator: een toets van de bevindingen of van de aanvraag, of een samenstel met `alle`, `een` of `niet`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Indicatorvoorwaarde")]
pub struct RiskConditionSource {
    /// Alle onderdelen gelden.
    #[serde(rename = "alle")]
    pub all: Option<Vec<RiskConditionSource>>,
    /// Ten minste één onderdeel geldt.
    #[serde(rename = "een")]
    pub any: Option<Vec<RiskConditionSource>>,
    /// Het onderdeel geldt niet.
    #[serde(rename = "niet")]
    pub not: Option<Box<RiskConditionSource>>,
    /// Er zijn genoeg bevindingen die hieraan voldoen.
    #[serde(rename = "bevinding")]
    pub finding: Option<FindingTestSource>,
    /// Een voorwaarde over de feiten van de aanvraag, zoals in beleid.
    #[serde(rename = "aanvraag")]
    pub facts: Option<ConditionSource>,
}

/// Een toets van de bevindingen; elke eis die er staat geldt voor dezelfde bevinding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Bevindingtoets")]
pub struct FindingTestSource {
    /// Een van deze soorten.
    #[serde(rename = "soort", default)]
    pub kinds: Vec<String>,
    /// Of: alle soorten met dit bewijs die op de grond kunnen meetellen.
    #[serde(rename = "bewijs", default)]
    pub classes: Vec<EvidenceClass>,
    /// Ten minste dit gewicht; leeg is vermoeden.
    #[serde(rename = "gewicht")]
    pub weight: Option<LegalWeight>,
    /// Ten minste deze ernst; een feit dat erop wijst is altijd zwaar genoeg.
    #[serde(rename = "ernst")]
    pub seriousness: Option<Seriousness>,
    /// Een van deze bewijsstanden.
    #[serde(rename = "stand", default)]
    pub statuses: Vec<StatusName>,
    /// Het feit hangt samen met de activiteit; bij de b-grond geldt dat altijd al als de soort het nodig heeft.
    #[serde(rename = "samenhang", default)]
    pub connected: bool,
    /// Een voordeel van dit bedrag of meer.
    #[serde(rename = "voordeelVanaf")]
    pub benefit_from: Option<String>,
    /// Ten hoogste zoveel jaren geleden; precies zoveel telt mee.
    #[serde(rename = "binnenJaren")]
    pub within_years: Option<u32>,
    /// De rol waarmee het pad de betrokkene raakt.
    #[serde(rename = "rollen", default)]
    pub roles: Vec<RoleKind>,
    /// Hoe ver het pad ten hoogste gaat; leeg is elke relatie.
    #[serde(rename = "afstand")]
    pub reach: Option<Reach>,
    /// Het feit telt op al deze gronden.
    #[serde(rename = "gronden", default)]
    pub grounds: Vec<Ground>,
    /// Ten minste zoveel bevindingen, 1 tot en met 10; leeg is 1.
    #[serde(rename = "aantal")]
    pub count: Option<usize>,
}

/// Hoe ver een pad ten hoogste gaat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Padbereik")]
pub enum Reach {
    /// De betrokkene zelf.
    Zelf,
    /// De betrokkene zelf of één stap.
    Direct,
    /// Ook meer stappen.
    Indirect,
}

/// A fault in a written condition: the keys that lead to it, and what is wrong.
pub(crate) type Wrong = (Vec<String>, String);

/// Checks conditions of the indicators of a rule set.
pub(crate) struct Compiler<'c> {
    pub(crate) vocabulary: &'c Vocabulary,
    pub(crate) lists: &'c Lists,
    pub(crate) kinds: &'c Kinds,
    /// The numbers of years that tests look back; a compiled test refers to one by its place.
    pub(crate) years: Vec<u32>,
    /// The conditions over facts; equal ones are weighed once.
    pub(crate) conditions: Vec<Condition>,
}

/// What a condition is checked for.
#[derive(Clone, Copy)]
pub(crate) struct Compiled {
    pub(crate) ground: Ground,
    /// Inside a `niet`: age and distance may not play a part, or an older fact would score higher.
    pub(crate) negated: bool,
}

impl Compiler<'_> {
    pub(crate) fn node(
        &mut self,
        source: &RiskConditionSource,
        context: Compiled,
    ) -> Result<Node, Wrong> {
        let forms = [
            source.all.is_some(),
            source.any.is_some(),
            source.not.is_some(),
            source.finding.is_some(),
            source.facts.is_some(),
        ];
        if forms.iter().filter(|form| **form).count() != 1 {
            let reason =
                "een voorwaarde heeft precies één van: alle, een, niet, bevinding, aanvraag";
            return Err((Vec::new(), reason.to_owned()));
        }
        if let Some(parts) = &source.all {
            return self.parts(parts, "alle", context).map(Node::All);
        }
        if let Some(parts) = &source.any {
            return self.parts(parts, "een", context).map(Node::Any);
        }
        if let Some(part) = &source.not {
            let inside = Compiled { negated: true, ..context };
            let part = self.node(part, inside).map_err(|wrong| below(wrong, &["niet"]))?;
            return Ok(Node::Not(Box::new(part)));
        }
        if let Some(test) = &source.finding {
            let compiled = self.finding(test, context);
            return compiled
                .map(Node::Findings)
                .map_err(|(key, reason)| (vec!["bevinding".to_owned(), key.to_owned()], reason));
        }
        let facts = source.facts.as_ref().map(|facts| facts.compile(self.vocabulary, self.lists));
        match facts {
            Some(Ok(condition)) => Ok(Node::Facts(place_of(&mut self.conditions, condition))),
            Some(Err(error)) => Err(below((error.path, error.reason), &["aanvraag"])),
            None => Err((Vec::new(), "de voorwaarde is leeg".to_owned())),
        }
    }

    fn parts(
        &mut self,
        parts: &[RiskConditionSource],
        key: &str,
        context: Compiled,
    ) -> Result<Vec<Node>, Wrong> {
        if parts.is_empty() {
            return Err((vec![key.to_owned()], format!("«{key}» heeft geen onderdelen")));
        }
        let mut nodes = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let place = index.to_string();
            nodes.push(self.node(part, context).map_err(|wrong| below(wrong, &[key, &place]))?);
        }
        Ok(nodes)
    }

    fn finding(
        &mut self,
        source: &FindingTestSource,
        context: Compiled,
    ) -> Result<FindingTest, (&'static str, String)> {
        if context.negated && (source.within_years.is_some() || source.reach.is_some()) {
            let reason = "binnen «niet» mag een toets niet naar tijd of afstand kijken: een ouder of verder feit zou dan zwaarder tellen";
            return Err(("binnenJaren", reason.to_owned()));
        }
        let benefit_from = source.benefit_from.as_deref().map(str::parse::<Euro>).transpose();
        let count = source.count.unwrap_or(1);
        if !(1..=MOST_COUNT).contains(&count) {
            return Err(("aantal", format!("«aantal» ligt tussen 1 en {MOST_COUNT}")));
        }
        let asks = FindingTestSource {
            kinds: Vec::new(),
            classes: Vec::new(),
            weight: None,
            count: None,
            ..source.clone()
        };
        Ok(FindingTest {
            plain: asks == FindingTestSource::default(),
            kinds: self.kinds_of(source, context.ground)?,
            weight: match source.weight {
                Some(LegalWeight::Geblokkeerd) => {
                    let reason =
                        "een geblokkeerd feit telt nooit mee; kies «vermoeden» of «aanwijzend»";
                    return Err(("gewicht", reason.to_owned()));
                }
                weight => weight.unwrap_or(LegalWeight::Vermoeden),
            },
            seriousness: source.seriousness,
            statuses: source.statuses.clone(),
            connected: source.connected,
            benefit_from: benefit_from.map_err(|error| ("voordeelVanaf", error.to_string()))?,
            within: source.within_years.map(|years| self.years(years)).transpose()?,
            roles: source.roles.clone(),
            most_steps: match source.reach {
                Some(Reach::Zelf) => 0,
                Some(Reach::Direct) => 1,
                Some(Reach::Indirect) | None => usize::MAX,
            },
            grounds: source.grounds.clone(),
            count,
        })
    }

    fn kinds_of(
        &self,
        source: &FindingTestSource,
        ground: Ground,
    ) -> Result<Vec<usize>, (&'static str, String)> {
        if source.kinds.is_empty() == source.classes.is_empty() {
            return Err(("soort", "een toets heeft «soort» of «bewijs», niet beide".to_owned()));
        }
        let mut places = Vec::new();
        for id in &source.kinds {
            let Some(place) = self.kinds.index(id) else {
                let hint = did_you_mean(id, self.kinds.iter().map(|kind| kind.id.as_str()));
                return Err(("soort", format!("er is geen soort bevinding «{id}».{hint}")));
            };
            if !self.kinds.all().get(place).is_some_and(|kind| kind.serves(ground)) {
                let reason = format!("soort «{id}» kan niet meetellen op {}", ground.article());
                return Err(("soort", reason));
            }
            places.push(place);
        }
        for (place, kind) in self.kinds.iter().enumerate() {
            if source.classes.contains(&kind.class) && kind.serves(ground) {
                places.push(place);
            }
        }
        if places.is_empty() {
            return Err(("bewijs", format!("geen soort telt hiermee op {}", ground.article())));
        }
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }

    fn years(&mut self, years: u32) -> Result<usize, (&'static str, String)> {
        if !(1..=MOST_YEARS).contains(&years) {
            return Err(("binnenJaren", format!("«binnenJaren» ligt tussen 1 en {MOST_YEARS}")));
        }
        Ok(place_of(&mut self.years, years))
    }
}

/// Returns the place of a value, added at the end when it is new.
fn place_of<T: PartialEq>(known: &mut Vec<T>, value: T) -> usize {
    known.iter().position(|other| *other == value).unwrap_or_else(|| {
        known.push(value);
        known.len() - 1
    })
}

fn below((mut path, reason): Wrong, keys: &[&str]) -> Wrong {
    path.splice(0..0, keys.iter().map(|key| (*key).to_owned()));
    (path, reason)
}
