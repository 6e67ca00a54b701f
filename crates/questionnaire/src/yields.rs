//! What answers mean for the file: facts of the application, persons with their roles, and candidates for findings.

use crate::answers::{Answers, BlockKey, PersonKey, PersonKind, Value};
use crate::compose::Form;
use crate::evaluate::Sheet;
use crate::question::{AnswerKind, Question, RoleName};
use std::collections::BTreeMap;

/// What answers mean for the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Yield {
    /// Facts of the application by their name, as the written form of the answer. Each is the applicant's own statement.
    pub facts: BTreeMap<String, String>,
    /// Everybody who is named.
    pub persons: Vec<NamedPerson>,
    /// Questions answered with yes, or with entries, that the own investigation should look at: the block and the question.
    pub findings: Vec<(BlockKey, String)>,
}

/// Somebody who is named, with the roles of art. 3(4) and 7a(2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPerson {
    /// The key in the answers.
    pub key: PersonKey,
    /// A human being or a business.
    pub kind: PersonKind,
    /// The name.
    pub name: String,
    /// The number in the trade register, when it was given.
    pub kvk_number: Option<String>,
    /// The roles.
    pub roles: Vec<RoleName>,
}

/// Reads what the answers mean. Only questions that are asked count.
pub fn yields(form: &Form, answers: &Answers, sheet: &Sheet<'_>) -> Yield {
    let mut result = Yield::default();
    for (block, question) in sheet.certain() {
        if let (Some(fact), Some(text)) = (&question.fact, answers.text(block.key, &question.id)) {
            result.facts.insert(fact.clone(), text.to_owned());
        }
        let answered = match answers.get(block.key, &question.id) {
            Some(Value::One(text)) => text == "ja",
            Some(Value::Entries(entries)) => !entries.is_empty(),
            Some(Value::Many(chosen)) => !chosen.is_empty(),
            None => false,
        };
        if question.is_finding && answered {
            result.findings.push((block.key, question.id.clone()));
        }
    }
    let kvk = form.questions.iter().find(|question| is_kvk(question));
    for (key, roles) in &sheet.named {
        let Some(person) = answers.persons.get(key) else { continue };
        let number = kvk.and_then(|kvk| answers.text(BlockKey::Person(*key), &kvk.id));
        result.persons.push(NamedPerson {
            key: *key,
            kind: person.kind,
            name: person.label(),
            kvk_number: number.map(str::to_owned),
            roles: roles.clone(),
        });
    }
    result
}

fn is_kvk(question: &Question) -> bool {
    question.answer == AnswerKind::KvkNummer
}
