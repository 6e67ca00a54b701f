//! The declared facts: their types, where an application file holds them, and the question that asks for each.

use crate::value::{Code, FactId, FactValue, Facts, VatRate};
use kernel::is_kebab;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// The file `rules/national/facts.toml`: every fact that a rule may use.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VocabularyFile {
    /// De btw-tarieven in hele procenten die een bedrag kan noemen.
    pub btw_tarieven: Vec<u8>,
    /// De feiten.
    pub feit: Vec<FactSource>,
}

/// One declared fact.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FactSource {
    /// De naam waarmee een regel het feit noemt.
    pub id: String,
    /// De plaats in het aanvraagbestand, als JSON-pointer, zoals `/feiten/bouwsom`.
    pub plaats: String,
    /// Het soort waarde.
    pub soort: FactSourceType,
    /// Hoe het feit in een uitleg heet.
    pub label: String,
    /// De vraag die u stelt als het feit ontbreekt.
    pub vraag: String,
    /// De vraag die u stelt als er alleen een opgave van de aanvrager is.
    pub vraag_berekening: Option<String>,
    /// De vraag die u stelt als onbekend is of een bedrag inclusief of exclusief btw is.
    pub vraag_btw: Option<String>,
    /// De vraag die u stelt als het beleid zelf niet noemt of zijn grens inclusief of exclusief btw is.
    pub vraag_btw_beleid: Option<String>,
    /// Bij een bedrag: of er btw in kan zitten.
    #[serde(default)]
    pub btw: bool,
    /// Bij codes: of ook codes buiten de lijst mogen (zoals buurten).
    #[serde(default)]
    pub open: bool,
    /// Bij een keuze of codes: de codes met hun naam.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// Bij codes: neem de soorten vergunning en rechtshandeling als codes.
    #[serde(default)]
    pub codes_zijn_soorten: bool,
}

/// The kinds of value that a fact can declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactSourceType {
    /// Een bedrag in euro.
    Bedrag,
    /// Een datum.
    Datum,
    /// Precies één code uit een lijst.
    Keuze,
    /// Nul of meer codes uit een lijst.
    Codes,
    /// Ja of nee.
    JaNee,
    /// Een postcode.
    Postcode,
    /// Andere aanvragen, om op te tellen.
    Aanvragen,
    /// Een eerdere Bibob-toets.
    Toets,
}

/// The type of a declared fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactType {
    /// An amount; `vat` says whether VAT can play a part.
    Amount {
        /// Whether the figure can include VAT.
        vat: bool,
    },
    /// A date.
    Date,
    /// Exactly one declared code.
    Choice(CodeList),
    /// Any number of codes.
    Codes(CodeList),
    /// Yes or no.
    YesNo,
    /// A postcode.
    Postcode,
    /// Other applications.
    Applications,
    /// An earlier screening.
    Screening,
}

/// Codes with their labels, sorted by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeList {
    entries: Vec<(String, String)>,
    open: bool,
}

impl CodeList {
    /// Returns the code for `id`: declared, open where the list allows it, or `None`.
    pub fn code(&self, id: &str) -> Option<Code> {
        match self.entries.binary_search_by(|(known, _)| known.as_str().cmp(id)) {
            Ok(index) => u16::try_from(index).ok().map(Code::Declared),
            Err(_) if self.open && !id.is_empty() => Some(Code::Open(id.into())),
            Err(_) => None,
        }
    }

    /// Returns the id of a code; an open code is its own id.
    pub fn id<'c>(&'c self, code: &'c Code) -> &'c str {
        match code {
            Code::Declared(index) => self.entries.get(usize::from(*index)).map_or("", |(id, _)| id),
            Code::Open(text) => text,
        }
    }

    /// Returns the label of a code; an open code is its own label.
    pub fn label<'c>(&'c self, code: &'c Code) -> &'c str {
        match code {
            Code::Declared(index) => {
                self.entries.get(usize::from(*index)).map_or("", |(_, label)| label)
            }
            Code::Open(text) => text,
        }
    }

    /// Returns whether codes outside the list may be given.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Returns the declared ids in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(id, _)| id.as_str())
    }
}

/// A declared fact, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDef {
    /// The id that rules use.
    pub id: String,
    /// Where an application file holds the value, as a JSON pointer.
    pub pointer: String,
    /// The type.
    pub kind: FactType,
    /// The Dutch name.
    pub label: String,
    /// The question to ask when the fact is missing.
    pub question: String,
    /// The question to ask when only the applicant's own figure is known.
    pub question_calculation: Option<String>,
    /// The question to ask when the VAT kind of the figure is unknown.
    pub question_vat: Option<String>,
    /// The question to ask when the policy does not state the VAT kind of its limit.
    pub question_policy_vat: Option<String>,
}

/// A fault in the vocabulary file: which entry, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("feit «{id}»: {reason}")]
pub struct VocabularyError {
    /// The index of the entry in the file.
    pub entry: usize,
    /// The id of the entry.
    pub id: String,
    /// What is wrong, in Dutch.
    pub reason: String,
}

/// All declared facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    facts: Vec<FactDef>,
    by_id: BTreeMap<String, FactId>,
    places: BTreeMap<String, Place>,
    vat_rates: Vec<VatRate>,
}

/// What an application file holds at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The value of a fact.
    Fact(FactId),
    /// An object with facts in it.
    Inside,
}

impl Vocabulary {
    /// Checks a vocabulary file. `kinds` are the permit types (id, label) for facts that list them.
    pub fn new(file: VocabularyFile, kinds: &[(String, String)]) -> Result<Self, VocabularyError> {
        let mut facts = Vec::with_capacity(file.feit.len());
        let mut by_id = BTreeMap::new();
        let mut places = BTreeMap::new();
        for (entry, source) in file.feit.into_iter().enumerate() {
            let error = |reason: &str| VocabularyError {
                entry,
                id: source.id.clone(),
                reason: reason.to_owned(),
            };
            if by_id.contains_key(&source.id) {
                return Err(error("dit feit staat al in het bestand"));
            }
            let index = u16::try_from(entry).map_err(|_| error("er zijn te veel feiten"))?;
            let fact = check(&source, kinds).map_err(|reason| error(&reason))?;
            if places.insert(fact.pointer.clone(), Place::Fact(FactId(index))).is_some() {
                return Err(error("deze plaats hoort al bij een ander feit"));
            }
            for (end, _) in fact.pointer.match_indices('/').skip(1) {
                places.entry(fact.pointer[..end].to_owned()).or_insert(Place::Inside);
            }
            by_id.insert(source.id, FactId(index));
            facts.push(fact);
        }
        let vat_rates = file.btw_tarieven.into_iter().map(VatRate::from_percent).collect();
        Ok(Self { facts, by_id, places, vat_rates })
    }

    /// Returns the fact with this id.
    pub fn find(&self, id: &str) -> Option<FactId> {
        self.by_id.get(id).copied()
    }

    /// Returns the declaration of a fact of this vocabulary.
    pub fn def(&self, fact: FactId) -> &FactDef {
        &self.facts[fact.index()]
    }

    /// Returns the id of the code that was chosen for a fact, when it is a known choice.
    pub fn chosen<'v>(&'v self, facts: &'v Facts, fact: &str) -> Option<&'v str> {
        let fact = self.find(fact)?;
        match (&self.def(fact).kind, facts.get(fact)?) {
            (FactType::Choice(list), FactValue::Codes(codes)) => {
                codes.first().map(|code| list.id(code))
            }
            _ => None,
        }
    }

    /// Returns all facts with their ids, in the order of the file.
    pub fn facts(&self) -> impl Iterator<Item = (FactId, &FactDef)> {
        (0u16..).map(FactId).zip(&self.facts)
    }

    /// Returns what is declared at this JSON pointer.
    pub(crate) fn at_place(&self, pointer: &str) -> Option<Place> {
        self.places.get(pointer).copied()
    }

    /// Returns the declared keys directly below this JSON pointer.
    pub(crate) fn keys_at<'v>(&'v self, pointer: &'v str) -> impl Iterator<Item = &'v str> {
        self.places.keys().filter_map(move |place| {
            let key = place.strip_prefix(pointer)?.strip_prefix('/')?;
            (!key.contains('/')).then_some(key)
        })
    }

    /// Returns how many facts there are.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Returns whether no fact is declared.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Returns the VAT rate with this many percents, when it is declared.
    pub fn vat_rate(&self, percent: u8) -> Option<VatRate> {
        let rate = VatRate::from_percent(percent);
        self.vat_rates.contains(&rate).then_some(rate)
    }

    /// Returns the declared VAT rates.
    pub fn vat_rates(&self) -> &[VatRate] {
        &self.vat_rates
    }

    /// Returns the highest VAT rate: the bound within which an amount of unstated VAT kind must lie.
    pub fn highest_vat_rate(&self) -> VatRate {
        self.vat_rates.iter().copied().max().unwrap_or(VatRate::from_percent(0))
    }
}

fn check(source: &FactSource, kinds: &[(String, String)]) -> Result<FactDef, String> {
    if !source.plaats.starts_with('/') || source.plaats.split('/').skip(1).any(str::is_empty) {
        return Err("«plaats» is geen JSON-pointer zoals /feiten/bouwsom".to_owned());
    }
    for (wrong, reason) in [
        (source.label.is_empty(), "«label» is leeg"),
        (source.vraag.is_empty(), "«vraag» is leeg"),
        (source.btw && source.soort != FactSourceType::Bedrag, "«btw» hoort alleen bij een bedrag"),
        (
            source.btw && (source.vraag_btw.is_none() || source.vraag_btw_beleid.is_none()),
            "een bedrag met btw heeft een «vraagBtw» en een «vraagBtwBeleid» nodig",
        ),
    ] {
        if wrong {
            return Err(reason.to_owned());
        }
    }
    Ok(FactDef {
        id: source.id.clone(),
        pointer: source.plaats.clone(),
        kind: fact_type(source, kinds)?,
        label: source.label.clone(),
        question: source.vraag.clone(),
        question_calculation: source.vraag_berekening.clone(),
        question_vat: source.vraag_btw.clone(),
        question_policy_vat: source.vraag_btw_beleid.clone(),
    })
}

fn fact_type(source: &FactSource, kinds: &[(String, String)]) -> Result<FactType, String> {
    let mut entries: Vec<(String, String)> =
        source.codes.iter().map(|(id, label)| (id.clone(), label.clone())).collect();
    if source.codes_zijn_soorten {
        entries.extend_from_slice(kinds);
        entries.sort();
    }
    if let Some((bad, _)) = entries.iter().find(|(id, _)| !is_kebab(id)) {
        return Err(format!("code «{bad}» bestaat niet uit kleine letters, cijfers en streepjes"));
    }
    let has_codes = !entries.is_empty() || source.open;
    let list = CodeList { entries, open: source.open };
    let coded = matches!(source.soort, FactSourceType::Keuze | FactSourceType::Codes);
    match (coded, has_codes) {
        (true, false) => return Err("een keuze of codes heeft «codes» nodig".to_owned()),
        (false, true) => {
            return Err("«codes» en «open» horen alleen bij een keuze of codes".to_owned());
        }
        _ => {}
    }
    Ok(match source.soort {
        FactSourceType::Bedrag => FactType::Amount { vat: source.btw },
        FactSourceType::Datum => FactType::Date,
        FactSourceType::Keuze => FactType::Choice(list),
        FactSourceType::Codes => FactType::Codes(list),
        FactSourceType::JaNee => FactType::YesNo,
        FactSourceType::Postcode => FactType::Postcode,
        FactSourceType::Aanvragen => FactType::Applications,
        FactSourceType::Toets => FactType::Screening,
    })
}
