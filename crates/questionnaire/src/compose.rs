//! A form: questions selected from the catalogue, some in other words (Regeling Bibob-formulieren 2024, art. 4 to 6).

use crate::catalogue::{Catalogue, Step};
use crate::content::SumCheck;
use crate::question::Question;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// De formulieren die uit de catalogus zijn samengesteld: `national/questionnaire/formulieren.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Formulierenbestand")]
pub struct FormsFile {
    /// De formulieren.
    #[serde(rename = "formulier", default)]
    pub forms: Vec<Composition>,
    /// Andere woorden voor vragen; alleen in het bestand van een partij.
    #[serde(rename = "verwoording", default)]
    pub rewordings: Vec<Rewording>,
}

/// Een keuze uit de vragen van de catalogus.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Formulierkeuze")]
pub struct Composition {
    /// De naam, in kleine letters en streepjes.
    pub id: String,
    /// Hoe het formulier heet.
    #[serde(rename = "titel")]
    pub title: String,
    /// Voor welke soorten vergunning of rechtshandeling.
    #[serde(rename = "soorten")]
    pub kinds: Vec<String>,
    /// Alleen voor deze gebeurtenissen, en daarvoor in plaats van het formulier dat er geen noemt; leeg is elke gebeurtenis.
    #[serde(rename = "gebeurtenissen", default)]
    pub occasions: Vec<String>,
    /// Licht of volledig.
    #[serde(rename = "omvang")]
    pub extent: Extent,
    /// De delen van het officiële formulier waarvan alle vragen meedoen.
    #[serde(rename = "delen")]
    pub sections: Vec<u8>,
    /// De vragen daaruit die niet meedoen.
    #[serde(rename = "zonder", default)]
    pub without: Vec<String>,
    /// Losse vragen uit andere delen.
    #[serde(rename = "met", default)]
    pub with: Vec<String>,
    /// Of de eigen verklaring van een aanbesteding ernaast ligt: wat die vraagt, vraagt het formulier niet.
    #[serde(rename = "naastEigenVerklaring", default)]
    pub beside_own_declaration: bool,
}

/// De omvang van een formulier.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Formulieromvang")]
pub enum Extent {
    /// Alleen wat nodig is om te zien of er meer nodig is.
    Licht,
    /// Alles.
    Volledig,
}

impl Extent {
    /// Returns the word for it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Licht => "licht",
            Self::Volledig => "volledig",
        }
    }
}

/// Een vraag in andere woorden, met dezelfde betekenis (Regeling Bibob-formulieren 2024, art. 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Verwoording")]
pub struct Rewording {
    /// De vraag.
    #[serde(rename = "vraag")]
    pub question: String,
    /// De andere woorden.
    #[serde(rename = "tekst")]
    pub text: String,
    /// Waarom zij nodig zijn om begrepen te worden.
    #[serde(rename = "reden")]
    pub reason: String,
}

/// Een deel van het officiële formulier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Formulierdeel")]
pub struct Section {
    /// Het nummer.
    pub nummer: u8,
    /// De titel.
    pub titel: String,
    /// De stappen.
    pub stappen: Vec<Step>,
    /// De vragen, met hun naam.
    pub vragen: Vec<String>,
}

/// Een formulier zoals het wordt verstuurd. Het wordt met de antwoorden bewaard, zodat beide jaren later in dezelfde woorden te
/// lezen zijn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Formulier")]
pub struct Form {
    /// De naam van de keuze uit de catalogus.
    pub id: String,
    /// Hoe het formulier heet.
    #[serde(rename = "titel")]
    pub title: String,
    /// Licht of volledig.
    #[serde(rename = "omvang")]
    pub extent: Extent,
    /// De regeling waarvan dit de vragen zijn.
    #[serde(rename = "regeling")]
    pub regulation: String,
    /// De delen, in de volgorde van het officiële formulier.
    #[serde(rename = "delen")]
    pub sections: Vec<Section>,
    /// De vragen, in de volgorde van het officiële formulier; andere woorden staan al in `vraag`.
    #[serde(rename = "vragen")]
    pub questions: Vec<Question>,
    /// De vragen in andere woorden; het origineel staat bij de vraag.
    #[serde(rename = "verwoordingen", default)]
    pub rewordings: Vec<Rewording>,
    /// De totalen die moeten kloppen.
    #[serde(rename = "controles", default)]
    pub checks: Vec<SumCheck>,
}

/// Why a selection is no form; the message is Dutch.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormFault {
    /// A section that is not in the catalogue.
    #[error("formulier «{form}»: deel {section} staat niet in de catalogus")]
    UnknownSection {
        /// The form.
        form: String,
        /// The section.
        section: u8,
    },
    /// A question that is not in the catalogue (regulation, art. 5).
    #[error(
        "formulier «{form}»: de vraag «{question}» staat niet in de catalogus; een eigen vraag mag niet (Regeling Bibob-formulieren 2024 art. 5)"
    )]
    UnknownQuestion {
        /// The form.
        form: String,
        /// The question.
        question: String,
    },
    /// A question whose condition looks at one that is left out.
    #[error(
        "formulier «{form}»: de vraag «{question}» hangt af van «{needs}», en die doet niet mee"
    )]
    Unreachable {
        /// The form.
        form: String,
        /// The question.
        question: String,
        /// What it needs.
        needs: String,
    },
}

impl Catalogue {
    /// Makes a form by selecting, with the rewordings of a party; one of a question that the form does not ask changes nothing.
    ///
    /// # Errors
    /// Every question or section that is not in the catalogue, and every question whose condition could never be decided.
    pub fn compose(
        &self,
        composition: &Composition,
        rewordings: &[Rewording],
    ) -> Result<Form, Vec<FormFault>> {
        let mut faults = self.unknown(composition);
        let chosen = |section: u8, question: &Question| {
            let named = composition.with.contains(&question.id);
            let whole = composition.sections.contains(&section);
            let declared = composition.beside_own_declaration && question.in_own_declaration;
            (whole || named) && !composition.without.contains(&question.id) && !declared
        };
        let mut form = Form {
            id: composition.id.clone(),
            title: composition.title.clone(),
            extent: composition.extent,
            regulation: self.regulation.clone(),
            sections: Vec::new(),
            questions: Vec::new(),
            rewordings: Vec::new(),
            checks: Vec::new(),
        };
        for section in &self.sections {
            let number = section.head.number;
            let questions: Vec<&Question> =
                section.questions.iter().filter(|question| chosen(number, question)).collect();
            if questions.is_empty() {
                continue;
            }
            form.sections.push(Section {
                nummer: number,
                titel: section.head.title.clone(),
                stappen: section.steps.clone(),
                vragen: questions.iter().map(|question| question.id.clone()).collect(),
            });
            form.questions.extend(questions.into_iter().cloned());
        }
        form.reword(rewordings);
        let has = |id: &str| form.questions.iter().any(|question| question.id == id);
        form.checks =
            self.checks.iter().filter(|check| check.questions().all(has)).cloned().collect();
        faults.extend(form.unreachable());
        if faults.is_empty() { Ok(form) } else { Err(faults) }
    }

    fn unknown(&self, composition: &Composition) -> Vec<FormFault> {
        let form = || composition.id.clone();
        let sections = composition
            .sections
            .iter()
            .filter(|number| !self.sections.iter().any(|section| section.head.number == **number));
        let sections =
            sections.map(|section| FormFault::UnknownSection { form: form(), section: *section });
        let named = composition.with.iter().chain(&composition.without);
        let questions = named.filter(|id| self.question(id).is_none());
        let questions =
            questions.map(|id| FormFault::UnknownQuestion { form: form(), question: id.clone() });
        sections.chain(questions).collect()
    }
}

impl Form {
    /// Returns a question.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Returns the section that a question is in.
    pub fn section_of(&self, question: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.vragen.iter().any(|id| id == question))
    }

    /// Returns the questions whose answer tells of offences, measures and the like: those marked as a candidate for a finding, and
    /// those that are asked only because of the answer to one. That such a question was asked at all tells as much.
    pub fn sensitive(&self) -> BTreeSet<&str> {
        let marked = self.questions.iter().filter(|question| question.is_finding);
        let mut found: BTreeSet<&str> = marked.map(|question| question.id.as_str()).collect();
        loop {
            let more: Vec<&str> = self
                .questions
                .iter()
                .map(|question| (question.id.as_str(), question))
                .filter(|(id, question)| !found.contains(id) && question.follows(&found))
                .map(|(id, _)| id)
                .collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }

    /// Returns the step that a question stands in.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.sections.iter().flat_map(|section| &section.stappen).find(|step| step.id == id)
    }

    /// Returns the form in other words.
    #[must_use]
    pub fn reworded(&self, rewordings: &[Rewording]) -> Self {
        let mut form = self.clone();
        form.reword(rewordings);
        form
    }

    fn reword(&mut self, rewordings: &[Rewording]) {
        for rewording in rewordings {
            let question = self.questions.iter_mut().find(|known| known.id == rewording.question);
            if let Some(question) = question {
                question.text.clone_from(&rewording.text);
                self.rewordings.push(rewording.clone());
            }
        }
    }

    /// Names every question with a condition on one that the form does not ask.
    fn unreachable(&self) -> Vec<FormFault> {
        let mut faults = Vec::new();
        for question in &self.questions {
            let fields: Vec<&str> =
                question.answer.fields().iter().map(|field| field.id.as_str()).collect();
            for when in question.conditions() {
                when.tests(&mut |needs, _| {
                    if !fields.contains(&needs) && self.question(needs).is_none() {
                        faults.push(FormFault::Unreachable {
                            form: self.id.clone(),
                            question: question.id.clone(),
                            needs: needs.to_owned(),
                        });
                    }
                });
            }
        }
        faults
    }
}
