//! Answers as people read them: page by page, in words.

use crate::answers::{Answers, BlockKey, Entry, Signature, Value};
use crate::catalogue::Step;
use crate::compose::Form;
use crate::evaluate::{Block, Sheet, evaluate};
use crate::question::{AnswerKind, Choice, Field, Question};
use crate::value::written;

/// A page of the form: a step about somebody.
#[derive(Clone, Debug)]
pub struct Place {
    /// About whom.
    pub block: BlockKey,
    /// The step.
    pub step: Step,
}

impl Place {
    /// Returns the heading: about the person concerned, or about somebody by name.
    pub fn title(&self, answers: &Answers) -> String {
        match (self.block, &self.step.title_other) {
            (BlockKey::Betrokkene, _) => self.step.title.clone(),
            (block, Some(other)) => other.replace("{naam}", &answers.name_of(block)),
            (block, None) => {
                format!("{} ({})", self.step.title, answers.name_of(block))
            }
        }
    }
}

/// Returns all pages with a question that is asked, in order: about the person concerned first.
pub fn places(form: &Form, sheet: &Sheet<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    for block in &sheet.blocks {
        for step in form.sections.iter().flat_map(|section| &section.stappen) {
            if block.certain().any(|question| question.step == step.id) {
                places.push(Place { block: block.key, step: step.clone() });
            }
        }
    }
    places
}

/// The answers of one page.
#[derive(Clone)]
pub struct Part {
    /// The page.
    pub place: Place,
    /// What was asked for certain, with what was answered.
    pub lines: Vec<Line>,
}

/// A question with its answer in words: one line, or a line for every entry.
#[derive(Clone)]
pub struct Line {
    /// How the question is called.
    pub question: String,
    /// The answer.
    pub answers: Vec<String>,
}

/// Returns the answers page by page.
pub fn parts(form: &Form, answers: &Answers) -> Vec<Part> {
    let sheet = evaluate(form, answers);
    let part = |place: Place| {
        let asked = sheet.block(place.block).into_iter().flat_map(Block::certain);
        let here = asked.filter(|question| question.step == place.step.id);
        let line = |question: &Question| Line {
            question: question.title().to_owned(),
            answers: shown(answers, place.block, question),
        };
        Part { lines: here.map(line).collect(), place }
    };
    places(form, &sheet).into_iter().map(part).collect()
}

fn shown(answers: &Answers, block: BlockKey, question: &Question) -> Vec<String> {
    let none = || vec!["Geen".to_owned()];
    let words = |text: &String| in_words(text, &question.answer);
    match answers.get(block, &question.id) {
        None => vec!["Nog niet ingevuld".to_owned()],
        Some(Value::One(text)) => vec![words(text)],
        Some(Value::Many(chosen)) if chosen.is_empty() => none(),
        Some(Value::Many(chosen)) => chosen.iter().map(words).collect(),
        Some(Value::Entries(entries)) if entries.is_empty() => none(),
        Some(Value::Entries(entries)) => {
            entries.iter().map(|entry| entry_line(answers, question, entry)).collect()
        }
    }
}

/// Writes one answer in words: the label of a choice, an amount with its sign.
fn in_words(text: &str, kind: &AnswerKind) -> String {
    let chosen = |choice: &&Choice| choice.id == text;
    if let Some(choice) = kind.choices().iter().find(chosen) {
        return choice.label.clone();
    }
    match (kind, text) {
        (AnswerKind::JaNee, "ja") => "Ja".to_owned(),
        (AnswerKind::JaNee, "nee") => "Nee".to_owned(),
        // What stands in the place of an answer that is not shown is no amount.
        (AnswerKind::Bedrag, amount) if amount.parse::<kernel::Euro>().is_ok() => {
            format!("€ {}", written(kind, amount))
        }
        (AnswerKind::Percentage, part) if !part.contains(char::is_alphabetic) => {
            format!("{}%", written(kind, part))
        }
        _ => written(kind, text),
    }
}

fn entry_line(answers: &Answers, question: &Question, entry: &Entry) -> String {
    let part = |field: &Field| {
        let text = entry.fields.get(&field.id)?;
        if let AnswerKind::Persoon { .. } = field.answer {
            return Some(answers.name_of(text.parse().ok()?));
        }
        Some(format!("{}: {}", field.label, in_words(text, &field.answer)))
    };
    question.answer.fields().iter().filter_map(part).collect::<Vec<_>>().join(", ")
}

impl Signature {
    /// Returns the signature in words.
    pub fn lines(&self) -> Vec<Line> {
        let line =
            |question: &str, answers: Vec<String>| Line { question: question.to_owned(), answers };
        let one = |question: &str, answer: &str| line(question, vec![answer.to_owned()]);
        let mut lines = vec![
            one("Naam", self.name.reveal()),
            one("Functie", self.function.reveal()),
            one(
                "Plaats en dag",
                &format!("{}, {}", self.place.reveal(), kernel::dutch_date(self.on)),
            ),
        ];
        if self.by_proxy {
            let with = self.authorisation.is_some();
            let says = if with { "Ja, met een machtiging" } else { "Ja, de machtiging ontbreekt" };
            lines.push(one("Tekent namens een ander", says));
        }
        if !self.co_signers.is_empty() {
            let names = self.co_signers.iter().map(|name| name.reveal().clone());
            lines.push(line("Tekenen mee", names.collect()));
        }
        lines
    }
}
