//! The catalogue: every question of the official form, checked.

use crate::content::SumCheck;
use crate::question::{AnswerKind, Question};
use crate::when::When;
use kernel::is_kebab;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// Wat voor de hele catalogus geldt: `national/questionnaire/catalogus.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Catalogusbestand")]
pub struct CatalogueFile {
    /// De regeling waarvan dit de vragen zijn.
    #[serde(rename = "regeling")]
    pub regulation: String,
    /// Totalen die met elkaar moeten kloppen.
    #[serde(rename = "controle", default)]
    pub checks: Vec<SumCheck>,
}

/// Een deel van het officiële formulier: `national/questionnaire/<nn>-<naam>.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Catalogusdeel")]
pub struct SectionFile {
    /// Het deel.
    #[serde(rename = "deel")]
    pub head: SectionHead,
    /// De stappen: bladzijden van het formulier.
    #[serde(rename = "stap")]
    pub steps: Vec<Step>,
    /// De vragen.
    #[serde(rename = "vraag")]
    pub questions: Vec<Question>,
}

/// Een stap: één bladzijde van het formulier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Formulierstap")]
pub struct Step {
    /// De naam, in kleine letters en streepjes.
    pub id: String,
    /// Wat erboven staat als het over de betrokkene gaat.
    #[serde(rename = "kop")]
    pub title: String,
    /// Wat erboven staat als het over een ander gaat; `{naam}` wordt diens naam.
    #[serde(rename = "kopAnder", default, skip_serializing_if = "Option::is_none")]
    pub title_other: Option<String>,
    /// Een inleiding.
    #[serde(rename = "inleiding", default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<String>,
}

/// De kop van een deel.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Cataloguskop")]
pub struct SectionHead {
    /// Het nummer.
    #[serde(rename = "nummer")]
    pub number: u8,
    /// De titel.
    #[serde(rename = "titel")]
    pub title: String,
    /// Het hoofdstuk: I algemeen, II per soort.
    #[serde(rename = "hoofdstuk")]
    pub chapter: String,
}

/// The catalogue, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    pub(crate) regulation: String,
    pub(crate) sections: Vec<SectionFile>,
    pub(crate) checks: Vec<SumCheck>,
}

/// A fault in a section or in what holds for the whole; the message is Dutch.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct CatalogueFault {
    /// The number of the section; none for the whole.
    pub section: Option<u8>,
    /// The question, by its place in the section.
    pub question: Option<usize>,
    /// What is wrong.
    pub reason: String,
}

impl Catalogue {
    /// Checks the sections, in the order of their numbers.
    ///
    /// # Errors
    /// Every fault: a name that is no name or is used twice, a group in a group, a condition on a question that does not come
    /// before or on an option that is not there, a block about nobody, a sum of what is no amount.
    pub fn new(
        file: CatalogueFile,
        sections: Vec<SectionFile>,
    ) -> Result<Self, Vec<CatalogueFault>> {
        let mut sections = sections;
        sections.sort_by_key(|section| section.head.number);
        let mut faults = Vec::new();
        let mut known: BTreeMap<&str, &Question> = BTreeMap::new();
        for section in &sections {
            for (place, question) in section.questions.iter().enumerate() {
                let mut refuse = |reason: String| {
                    let (section, question) = (Some(section.head.number), Some(place));
                    faults.push(CatalogueFault { section, question, reason });
                };
                check(question, &known, &mut refuse);
                if !section.steps.iter().any(|step| step.id == question.step) {
                    refuse(format!(
                        "deel {} heeft geen stap «{}»",
                        section.head.number, question.step
                    ));
                }
                if known.insert(&question.id, question).is_some() {
                    refuse(format!("de naam «{}» wordt al gebruikt", question.id));
                }
            }
        }
        for check in &file.checks {
            let reasons = check.faults(|id| known.get(id).copied());
            let fault = |reason| CatalogueFault { section: None, question: None, reason };
            faults.extend(reasons.into_iter().map(fault));
        }
        if faults.is_empty() {
            return Ok(Self { regulation: file.regulation, sections, checks: file.checks });
        }
        Err(faults)
    }

    /// Returns a question.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions().find(|question| question.id == id)
    }

    /// Returns all questions in the order of the official form.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// Returns the sections.
    pub fn sections(&self) -> &[SectionFile] {
        &self.sections
    }
}

impl Question {
    /// Returns the conditions of the question, its fields and its attachments.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &When> {
        let fields = self.answer.fields().iter().filter_map(|field| field.when.as_ref());
        let attachments = self.attachments.iter().filter_map(|attachment| attachment.when.as_ref());
        self.when.iter().chain(fields).chain(attachments)
    }
}

fn check(question: &Question, before: &BTreeMap<&str, &Question>, refuse: &mut impl FnMut(String)) {
    let fields = question.answer.fields();
    let names = std::iter::once(&question.id)
        .chain(fields.iter().map(|field| &field.id))
        .chain(question.attachments.iter().map(|attachment| &attachment.id));
    for name in names.filter(|name| !is_kebab(name)) {
        refuse(format!("«{name}» is geen naam; gebruik kleine letters en streepjes"));
    }
    for (key, text) in [
        ("bron", &question.source),
        ("origineel", &question.original),
        ("waarom", &question.why),
        ("grondslag", &question.basis),
        ("stap", &question.step),
    ] {
        if text.trim().is_empty() {
            refuse(format!("«{key}» van «{}» is leeg", question.id));
        }
    }
    if question.who.is_empty() {
        refuse(format!("«{}» wordt aan niemand gevraagd: «wie» is leeg", question.id));
    }
    if fields.iter().any(|field| field.answer.is_group()) {
        refuse(format!("«{}»: een groep in een groep kan niet", question.id));
    }
    if matches!(question.answer, AnswerKind::Persoon { .. }) {
        refuse(format!("«{}»: een persoon staat altijd in een groep", question.id));
    }
    for when in question.conditions() {
        when.tests(&mut |name, test| check_test(question, name, test, before, refuse));
    }
}

fn check_test(
    question: &Question,
    name: &str,
    test: &When,
    before: &BTreeMap<&str, &Question>,
    refuse: &mut impl FnMut(String),
) {
    let field = question.answer.fields().iter().find(|field| field.id == name);
    let own = (name == question.id).then_some(&question.answer);
    let known = before.get(name).map(|found| &found.answer);
    let Some(kind) = field.map(|field| &field.answer).or(own).or(known) else {
        return refuse(format!(
            "«{}» hangt af van «{name}», maar die vraag komt niet eerder in het formulier",
            question.id
        ));
    };
    let fits = match (test, kind) {
        (When::Is { is, .. }, AnswerKind::JaNee) => is.iter().all(|id| id == "ja" || id == "nee"),
        (When::Is { is, .. }, kind) => {
            is.iter().all(|id| kind.choices().iter().any(|choice| choice.id == *id))
        }
        (When::MoreThan { meer_dan, .. }, AnswerKind::Bedrag) => {
            meer_dan.parse::<kernel::Euro>().is_ok()
        }
        (When::Has { .. }, kind) => kind.is_group(),
        _ => false,
    };
    if !fits {
        refuse(format!("de voorwaarde van «{}» past niet bij «{name}»", question.id));
    }
}
