//! The written form of a condition in a rules file, and its check against the vocabulary.

use super::{AmountOperator, AmountTest, Condition, LimitVat, Node, PastTest, ScreeningTest, Test};
use crate::value::{Code, FigureSource};
use crate::vocabulary::{CodeList, FactDef, FactType, Vocabulary};
use kernel::{Euro, did_you_mean};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// Een voorwaarde: een toets van één feit, of een samenstel met `alle`, `een`, `niet` of `minstens`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ConditionSource {
    /// Alle onderdelen gelden.
    pub alle: Option<Vec<ConditionSource>>,
    /// Ten minste één onderdeel geldt.
    pub een: Option<Vec<ConditionSource>>,
    /// Het onderdeel geldt niet.
    pub niet: Option<Box<ConditionSource>>,
    /// Ten minste zoveel onderdelen gelden.
    pub minstens: Option<AtLeast>,
    /// Het feit dat wordt getoetst.
    pub feit: Option<String>,
    /// Bij een bedrag: strikt meer dan dit bedrag.
    pub meer_dan: Option<String>,
    /// Bij een bedrag: dit bedrag of meer.
    pub vanaf: Option<String>,
    /// Bij een bedrag: strikt minder dan dit bedrag.
    pub minder_dan: Option<String>,
    /// Bij een bedrag: dit bedrag of minder.
    pub tot_en_met: Option<String>,
    /// Bij een bedrag met btw: hoe het beleid de grens noemt.
    pub btw: Option<LimitVatSource>,
    /// Bij een bedrag: wiens cijfer telt.
    pub bron: Option<FigureSource>,
    /// Bij een bedrag: tel andere aanvragen mee.
    pub optelling: Option<Aggregation>,
    /// Bij een keuze of codes: een van deze codes, of de naam van een lijst.
    pub is_een: Option<CodesSource>,
    /// Bij ja of nee: de waarde; bij een keuze: de code.
    pub is: Option<IsSource>,
    /// Er is iets (true) of er is zeker niets (false).
    pub aanwezig: Option<bool>,
    /// Bij een datum of eerdere toets: ten hoogste zoveel maanden geleden.
    pub binnen_maanden: Option<u32>,
}

/// Ten minste `aantal` van de onderdelen geldt.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// Het aantal.
    pub aantal: usize,
    /// De onderdelen.
    pub van: Vec<ConditionSource>,
}

/// Hoe een grens in het beleid staat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LimitVatSource {
    /// Zonder btw.
    Exclusief,
    /// Met btw.
    Inclusief,
    /// Het beleid noemt het niet.
    Onvermeld,
}

/// Welke andere aanvragen meetellen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Aggregation {
    /// Zoveel maanden terug vanaf de peildatum.
    pub maanden: u32,
    /// Wat de aanvragen delen.
    pub gedeeld: SharedSource,
    /// Of aanvragen die nog lopen ook meetellen.
    #[serde(default)]
    pub ook_lopend: bool,
}

/// Wat twee aanvragen kunnen delen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SharedSource {
    /// Dezelfde aanvrager.
    Aanvrager,
    /// Hetzelfde concern.
    Concern,
    /// Hetzelfde adres.
    Adres,
    /// Hetzelfde project.
    Project,
}

/// Codes, of de naam van een lijst.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum CodesSource {
    /// De naam van een `[[lijst]]` uit het beleid.
    List(String),
    /// De codes zelf.
    Codes(Vec<String>),
}

/// Ja of nee, of één code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum IsSource {
    /// Ja (true) of nee (false).
    YesNo(bool),
    /// De code van een keuze.
    Code(String),
}

/// A fault in a written condition: the keys that lead to it, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct ConditionError {
    /// Keys and indexes from the condition inwards, outermost first.
    pub path: Vec<String>,
    /// What is wrong, in Dutch.
    pub reason: String,
}

impl ConditionError {
    fn new(key: &str, reason: impl Into<String>) -> Self {
        Self { path: vec![key.to_owned()], reason: reason.into() }
    }

    fn inside(mut self, keys: &[&str]) -> Self {
        self.path.splice(0..0, keys.iter().map(|key| (*key).to_owned()));
        self
    }
}

/// The code lists of a policy by id: the fact each belongs to and its codes.
pub type Lists = BTreeMap<String, (String, Vec<String>)>;

impl ConditionSource {
    /// Checks this condition against the vocabulary and the policy's lists.
    ///
    /// # Errors
    /// Says which key is wrong and why: unknown facts, codes and lists, tests that do not fit the fact's type.
    pub fn compile(
        &self,
        vocabulary: &Vocabulary,
        lists: &Lists,
    ) -> Result<Condition, ConditionError> {
        let mut compiler = Compiler { vocabulary, lists, parts: Vec::new() };
        compiler.add(self)?;
        Ok(Condition { parts: compiler.parts })
    }
}

struct Compiler<'c> {
    vocabulary: &'c Vocabulary,
    lists: &'c Lists,
    parts: Vec<(Node, usize)>,
}

impl Compiler<'_> {
    fn add(&mut self, source: &ConditionSource) -> Result<(), ConditionError> {
        let forms = [
            source.alle.is_some(),
            source.een.is_some(),
            source.niet.is_some(),
            source.minstens.is_some(),
            source.feit.is_some(),
        ];
        if forms.iter().filter(|form| **form).count() != 1 {
            let reason = "een voorwaarde heeft precies één van: feit, alle, een, niet, minstens";
            return Err(ConditionError { path: Vec::new(), reason: reason.to_owned() });
        }
        if source.feit.is_none() {
            refuse_test_keys(source)?;
        }
        let place = self.parts.len();
        if let Some(fact) = &source.feit {
            let node = self.test(fact, source)?;
            self.parts.push((node, place + 1));
            return Ok(());
        }
        self.add_group(source, place)
    }

    fn add_group(&mut self, source: &ConditionSource, place: usize) -> Result<(), ConditionError> {
        let (node, key, members): (Node, &[&str], &[ConditionSource]) =
            if let Some(members) = &source.alle {
                (Node::All, &["alle"], members)
            } else if let Some(members) = &source.een {
                (Node::Any, &["een"], members)
            } else if let Some(at_least) = &source.minstens {
                if at_least.aantal == 0 || at_least.aantal > at_least.van.len() {
                    let reason = "«aantal» ligt tussen 1 en het aantal onderdelen";
                    return Err(ConditionError::new("aantal", reason).inside(&["minstens"]));
                }
                (Node::AtLeast(at_least.aantal), &["minstens", "van"], &at_least.van)
            } else {
                (Node::Not, &["niet"], &[])
            };
        self.parts.push((node, 0));
        if let Some(inner) = &source.niet {
            self.add(inner).map_err(|error| error.inside(key))?;
        } else if members.is_empty() {
            return Err(ConditionError::new(key[0], "deze lijst van onderdelen is leeg"));
        }
        for (index, member) in members.iter().enumerate() {
            self.add(member).map_err(|error| error.inside(&[&index.to_string()]).inside(key))?;
        }
        let end = self.parts.len();
        if let Some((_, group_end)) = self.parts.get_mut(place) {
            *group_end = end;
        }
        Ok(())
    }

    fn test(&self, fact: &str, source: &ConditionSource) -> Result<Node, ConditionError> {
        let Some(id) = self.vocabulary.find(fact) else {
            let known = self.vocabulary.facts().map(|(_, def)| def.id.as_str());
            let hint = did_you_mean(fact, known);
            return Err(ConditionError::new(
                "feit",
                format!("«{fact}» is geen bekend feit.{hint}"),
            ));
        };
        let def = self.vocabulary.def(id);
        let test = if let Some(present) = source.aanwezig {
            only(source, &["aanwezig"])?;
            Test::Present(present)
        } else {
            self.typed_test(def, source)?
        };
        Ok(Node::Test(id, test))
    }

    fn typed_test(&self, def: &FactDef, source: &ConditionSource) -> Result<Test, ConditionError> {
        match &def.kind {
            FactType::Amount { vat } => self.amount_test(*vat, source).map(Test::Amount),
            FactType::Choice(codes) | FactType::Codes(codes) => self.code_test(def, codes, source),
            FactType::Postcode => self.postcode_test(def, source),
            FactType::YesNo => {
                only(source, &["is"])?;
                match source.is {
                    Some(IsSource::YesNo(value)) => Ok(Test::YesNo(value)),
                    _ => Err(ConditionError::new("feit", "zet hierbij is = true of is = false")),
                }
            }
            FactType::Date => {
                within_months(source).map(|within_months| Test::Past(PastTest { within_months }))
            }
            FactType::Screening => within_months(source)
                .map(|within_months| Test::Screening(ScreeningTest { within_months })),
            FactType::Applications => Err(ConditionError::new(
                "feit",
                "andere aanvragen toetst u met «optelling» bij een bedrag, of met «aanwezig»",
            )),
        }
    }

    fn amount_test(
        &self,
        vat: bool,
        source: &ConditionSource,
    ) -> Result<AmountTest, ConditionError> {
        let operators = ["meerDan", "vanaf", "minderDan", "totEnMet"];
        only(source, &["meerDan", "vanaf", "minderDan", "totEnMet", "btw", "bron", "optelling"])?;
        let given = [
            (AmountOperator::MoreThan, &source.meer_dan),
            (AmountOperator::From, &source.vanaf),
            (AmountOperator::LessThan, &source.minder_dan),
            (AmountOperator::UpTo, &source.tot_en_met),
        ];
        let mut given = given.iter().zip(operators).filter_map(|((operator, limit), key)| {
            limit.as_ref().map(|limit| (*operator, limit, key))
        });
        let (Some((operator, limit, key)), None) = (given.next(), given.next()) else {
            let reason = format!("een bedrag heeft precies één van: {}", operators.join(", "));
            return Err(ConditionError::new("feit", reason));
        };
        let limit: Euro =
            limit.parse().map_err(|error| ConditionError::new(key, format!("{error}")))?;
        let vat = match (vat, source.btw) {
            (true, Some(LimitVatSource::Exclusief)) => LimitVat::Exclusive,
            (true, Some(LimitVatSource::Inclusief)) => LimitVat::Inclusive,
            (true, Some(LimitVatSource::Onvermeld)) => LimitVat::Unstated,
            (false, None) => LimitVat::NotApplicable,
            (true, None) => {
                let reason = "zet hierbij btw = \"exclusief\", \"inclusief\" of \"onvermeld\"";
                return Err(ConditionError::new(key, reason));
            }
            (false, Some(_)) => {
                return Err(ConditionError::new("btw", "bij dit bedrag speelt btw geen rol"));
            }
        };
        let aggregation = source.optelling.as_ref().map(|sum| self.aggregation(sum)).transpose()?;
        Ok(AmountTest { operator, limit, vat, source: source.bron, aggregation })
    }

    fn aggregation(&self, source: &Aggregation) -> Result<super::Aggregation, ConditionError> {
        let others = self
            .vocabulary
            .facts()
            .find(|(_, def)| def.kind == FactType::Applications)
            .map(|(id, _)| id)
            .ok_or_else(|| {
                ConditionError::new("optelling", "er is geen feit met andere aanvragen")
            })?;
        let shared = match source.gedeeld {
            SharedSource::Aanvrager => "aanvrager",
            SharedSource::Concern => "concern",
            SharedSource::Adres => "adres",
            SharedSource::Project => "project",
        };
        Ok(super::Aggregation {
            others,
            months: source.maanden,
            shared: shared.into(),
            pending: source.ook_lopend,
        })
    }

    fn code_test(
        &self,
        def: &FactDef,
        known: &CodeList,
        source: &ConditionSource,
    ) -> Result<Test, ConditionError> {
        only(source, &["isEen", "is"])?;
        let (words, list, key) = match (&source.is_een, &source.is) {
            (Some(codes), None) => {
                let (words, list) = self.words(def, codes)?;
                (words, list, "isEen")
            }
            (None, Some(IsSource::Code(code))) => (std::slice::from_ref(code), None, "is"),
            _ => {
                let reason = "zet hierbij isEen = [\"...\"], of is = \"...\" met één code";
                return Err(ConditionError::new("feit", reason));
            }
        };
        let mut codes: Vec<Code> = words
            .iter()
            .map(|word| known.code(word).ok_or_else(|| unknown_code(word, known, key)))
            .collect::<Result<_, _>>()?;
        codes.sort();
        Ok(Test::OneOf { codes, list })
    }

    fn postcode_test(
        &self,
        def: &FactDef,
        source: &ConditionSource,
    ) -> Result<Test, ConditionError> {
        only(source, &["isEen"])?;
        let Some(codes) = &source.is_een else {
            return Err(ConditionError::new("feit", "zet hierbij isEen = [\"7811\", \"7812 AB\"]"));
        };
        let (words, list) = self.words(def, codes)?;
        let prefixes = words
            .iter()
            .map(|word| {
                let compact = word.replace(' ', "").to_uppercase();
                let digits = compact.bytes().take_while(u8::is_ascii_digit).count();
                match (digits, compact.len()) {
                    (4, 4 | 6) => Ok(compact.into_boxed_str()),
                    _ => Err(ConditionError::new("isEen", format!("«{word}» is geen postcode"))),
                }
            })
            .collect::<Result<_, _>>()?;
        Ok(Test::Postcode { prefixes, list })
    }

    fn words<'w>(
        &'w self,
        def: &FactDef,
        codes: &'w CodesSource,
    ) -> Result<(&'w [String], Option<String>), ConditionError> {
        let name = match codes {
            CodesSource::Codes(words) => return Ok((words, None)),
            CodesSource::List(name) => name,
        };
        let Some((fact, words)) = self.lists.get(name) else {
            let hint = did_you_mean(name, self.lists.keys().map(String::as_str));
            return Err(ConditionError::new("isEen", format!("er is geen lijst «{name}».{hint}")));
        };
        if *fact != def.id {
            let reason =
                format!("lijst «{name}» hoort bij het feit «{fact}», niet bij «{}»", def.id);
            return Err(ConditionError::new("isEen", reason));
        }
        Ok((words, Some(name.clone())))
    }
}

fn unknown_code(word: &str, known: &CodeList, key: &str) -> ConditionError {
    let hint = did_you_mean(word, known.ids());
    ConditionError::new(key, format!("«{word}» is geen bekende code bij dit feit.{hint}"))
}

fn within_months(source: &ConditionSource) -> Result<u32, ConditionError> {
    only(source, &["binnenMaanden"])?;
    source
        .binnen_maanden
        .ok_or_else(|| ConditionError::new("feit", "zet hierbij binnenMaanden = ..."))
}

/// Returns every key of a test that is filled in.
fn test_keys(source: &ConditionSource) -> impl Iterator<Item = &'static str> {
    [
        (source.meer_dan.is_some(), "meerDan"),
        (source.vanaf.is_some(), "vanaf"),
        (source.minder_dan.is_some(), "minderDan"),
        (source.tot_en_met.is_some(), "totEnMet"),
        (source.btw.is_some(), "btw"),
        (source.bron.is_some(), "bron"),
        (source.optelling.is_some(), "optelling"),
        (source.is_een.is_some(), "isEen"),
        (source.is.is_some(), "is"),
        (source.aanwezig.is_some(), "aanwezig"),
        (source.binnen_maanden.is_some(), "binnenMaanden"),
    ]
    .into_iter()
    .filter_map(|(given, key)| given.then_some(key))
}

fn only(source: &ConditionSource, allowed: &[&str]) -> Result<(), ConditionError> {
    match test_keys(source).find(|key| !allowed.contains(key)) {
        Some(key) => Err(ConditionError::new(key, format!("«{key}» past niet bij dit soort feit"))),
        None => Ok(()),
    }
}

fn refuse_test_keys(source: &ConditionSource) -> Result<(), ConditionError> {
    match test_keys(source).next() {
        Some(key) => {
            Err(ConditionError::new(key, format!("«{key}» kan alleen naast «feit» staan")))
        }
        None => Ok(()),
    }
}
