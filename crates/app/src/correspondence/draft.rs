//! What stands in a draft: text by element, kept as it was written also when it cannot be read yet.

use crate::AppError;
use crate::letter::on_behalf;
use case::{Case, Condition, Ground};
use kernel::Redacted;
use letters::LetterKind;
use letters::composed::{Content, Element, Elements, Unreadable, Wanted};
use std::collections::BTreeMap;

/// The text of a draft by element.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Draft(BTreeMap<Element, String>);

impl Draft {
    /// Reads a draft from the database. An element that this version does not know any more is left out.
    pub(super) fn open(json: &Redacted<String>) -> Result<Self, AppError> {
        let texts: BTreeMap<String, String> = serde_json::from_str(json.reveal())?;
        let known = texts.into_iter().filter_map(|(id, text)| Some((Element::of(&id)?, text)));
        Ok(Self(known.collect()))
    }

    /// Returns the form in which a draft is kept.
    pub(super) fn closed(&self) -> Result<Redacted<String>, AppError> {
        let texts: BTreeMap<&str, &str> =
            self.0.iter().map(|(element, text)| (element.id(), text.as_str())).collect();
        Ok(Redacted::new(serde_json::to_string(&texts)?))
    }

    /// Returns the text in an element; empty when nothing stands there.
    pub(super) fn text(&self, element: Element) -> &str {
        self.0.get(&element).map_or("", String::as_str)
    }

    /// Returns the elements that can be read, and what is wrong with the others.
    pub(super) fn read(&self) -> (Elements, Vec<(Element, Unreadable)>) {
        let (mut elements, mut wrong) = (Elements::default(), Vec::new());
        for (element, text) in &self.0 {
            match Content::read(*element, text) {
                Ok(Some(content)) => elements.put(*element, content),
                Ok(None) => {}
                Err(error) => wrong.push((*element, error)),
            }
        }
        (elements, wrong)
    }

    /// Returns what a new draft begins with: the reasons that stand on the file, for a person to work on.
    pub(super) fn begun(kind: LetterKind, case: &Case) -> Self {
        let mut draft = Self::default();
        if kind.is_composed() {
            draft.begin_with_assessment(case);
            draft.begin_with_steps(case);
        }
        draft
    }

    /// Leaves out what the letter does not ask for: nobody could see it, or put it right.
    pub(super) fn keep(&mut self, wanted: &[Wanted]) {
        self.0.retain(|element, _| wanted.iter().any(|one| one.element == *element));
    }

    /// Writes over what stands in elements; an empty text clears one.
    pub(super) fn write(&mut self, texts: Vec<(Element, String)>) {
        for (element, text) in texts {
            if text.trim().is_empty() {
                self.0.remove(&element);
            } else {
                self.0.insert(element, text);
            }
        }
    }

    fn begin(&mut self, element: Element, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.insert(element, text);
        }
    }

    fn begin_with_assessment(&mut self, case: &Case) {
        let Some(assessment) = case.judged() else { return };
        let opinion = assessment.opinion();
        let text = |text: &Option<case::Text>| {
            text.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default()
        };
        let grounds = opinion.gronden.iter().map(|one| one.motivering.as_str().to_owned());
        let facts = opinion.gronden.iter().filter_map(|one| one.elementen.as_ref());
        let facts = facts.map(|elements| elements.feiten.as_str().to_owned());
        self.begin(Element::Facts, facts.collect::<Vec<_>>().join("\n\n"));
        self.begin(Element::Weighing, grounds.collect::<Vec<_>>().join("\n\n"));
        self.begin(Element::Proportionality, text(&opinion.evenredigheid));
        self.begin(Element::NoConditions, text(&opinion.waarom_geen_voorschriften));
    }

    fn begin_with_steps(&mut self, case: &Case) {
        let file = case.file();
        if let Some(intent) = case.intention() {
            self.begin(Element::Conditions, conditions(&intent.voorschriften));
        }
        if let Some(aftermath) = case.aftermath() {
            let decision = &aftermath.beslissing;
            self.begin(Element::Mandate, on_behalf(decision.mandaat.as_str()));
            self.begin(Element::Conditions, conditions(&decision.voorschriften));
        }
        if let Some(clause) = &file.beding {
            self.begin(Element::Clause, clause.vindplaats.as_str());
        }
        if let Some(breach) = file.overtredingen.last() {
            self.begin(
                Element::Breach,
                format!("{}\n\n{}", breach.voorschrift.as_str(), breach.motivering.as_str()),
            );
        }
    }
}

/// The file has no term and no evidence of a condition: the officer adds them before the letter can be final.
fn conditions(conditions: &[Condition]) -> String {
    let line = |condition: &Condition| {
        let ground = match condition.grond {
            Ground::A => "a",
            Ground::B => "b",
            Ground::Artikel4 => "artikel 4",
        };
        format!("{} | {ground} |  | ", condition.tekst.as_str().replace('\n', " "))
    };
    conditions.iter().map(line).collect::<Vec<_>>().join("\n")
}
