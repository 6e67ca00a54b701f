//! From a form that was sent to the answers of a step. What is wrong is named by its field, also inside a group.

use app::questionnaire::{
    AnswerKind, Answers, BlockKey, Entry, Field, MOST_ENTRIES, MOST_PERSONS, Person, PersonKey,
    PersonKind, Question, Value, canonical,
};
use app::{Filling, StepAnswers};
use chrono::NaiveDate;
use kernel::Redacted;
use std::collections::BTreeMap;

use super::vraag::{entries_name, entry_numbers, field_name};
use crate::ui::form::{Form, Mistakes, sentence};

/// Reads a form.
pub(super) struct Reading<'r> {
    pub(super) filling: &'r Filling,
    pub(super) block: BlockKey,
    pub(super) form: &'r Form,
    pub(super) today: NaiveDate,
    pub(super) mistakes: Mistakes,
    pub(super) step: StepAnswers,
}

impl<'r> Reading<'r> {
    pub(super) fn new(
        filling: &'r Filling,
        block: BlockKey,
        form: &'r Form,
        today: NaiveDate,
    ) -> Self {
        let (mistakes, step) = (Mistakes::default(), StepAnswers::default());
        Self { filling, block, form, today, mistakes, step }
    }

    /// Reads the answers to the questions of a step.
    pub(super) fn read(mut self, questions: &[&Question]) -> (StepAnswers, Mistakes) {
        for question in questions {
            if let Some(value) = self.question(question) {
                self.step.answers.insert(question.id.clone(), value);
            }
        }
        (self.step, self.mistakes)
    }

    /// Returns the answer; none when what was filled in is wrong, so that the old one stays.
    fn question(&mut self, question: &Question) -> Option<Value> {
        match &question.answer {
            AnswerKind::Groep { minstens, .. } => {
                let entries = self.entries(question);
                // Fewer than needed is no answer yet; where none is needed, none is the answer.
                let none_yet = entries.is_empty() && *minstens > 0;
                Some(if none_yet { Value::One(String::new()) } else { Value::Entries(entries) })
            }
            AnswerKind::Keuzes { .. } => {
                let chosen = self.form.all(&question.id).filter(|text| !text.is_empty());
                let read: Result<Vec<String>, _> =
                    chosen.map(|text| canonical(&question.answer, text, self.today)).collect();
                self.or_mistake(&question.id, read).map(|chosen| {
                    if chosen.is_empty() { Value::One(String::new()) } else { Value::Many(chosen) }
                })
            }
            kind => {
                let read = canonical(kind, self.form.raw(&question.id), self.today);
                self.or_mistake(&question.id, read).map(Value::One)
            }
        }
    }

    fn or_mistake<T>(
        &mut self,
        field: &str,
        read: Result<T, app::questionnaire::ValueFault>,
    ) -> Option<T> {
        read.map_err(|fault| self.mistakes.add(field, sentence(&fault.0))).ok()
    }

    /// Reads the entries of a group; one in which nothing was filled in is none.
    fn entries(&mut self, question: &Question) -> Vec<Entry> {
        let numbers = entry_numbers(self.form, &question.id);
        if numbers.len() > MOST_ENTRIES {
            let most = format!(
                "Vul hooguit {MOST_ENTRIES} regels in. Hebt u er meer, voeg dan een lijst toe als bijlage."
            );
            self.mistakes.add(&entries_name(&question.id), most);
            return self.filling.answers.entries(self.block, &question.id).to_vec();
        }
        let mut entries: Vec<Entry> = Vec::new();
        for nr in numbers {
            let mut fields = BTreeMap::new();
            for field in question.answer.fields() {
                if let Some(text) = self.entry_field(question, nr, field) {
                    fields.insert(field.id.clone(), text);
                }
            }
            if fields.values().any(|text| !text.is_empty()) {
                fields.retain(|_, text| !text.is_empty());
                entries.push(Entry { nr, fields });
            }
        }
        entries
    }

    fn entry_field(&mut self, question: &Question, nr: u32, field: &Field) -> Option<String> {
        let name = field_name(&question.id, nr, &field.id);
        if matches!(field.answer, AnswerKind::Persoon { .. }) {
            return Some(self.person(question, nr, (&field.id, &name)));
        }
        let read = canonical(&field.answer, self.form.raw(&name), self.today);
        let before = stored(&self.filling.answers, self.block, question, nr, &field.id);
        // What was kept before stays until the new answer is right.
        self.or_mistake(&name, read).or(before)
    }

    /// Reads who is meant: somebody who was named before, or somebody new.
    fn person(&mut self, question: &Question, nr: u32, (field, name): (&str, &str)) -> String {
        let of = |part: &str| self.form.text(&format!("{name}.{part}")).to_owned();
        let (chosen, kind) = (of("wie"), of("soort"));
        let (first_names, own_name) = (of("voornamen"), of("naam"));
        let asked = self.form.has(&format!("{name}.wie"));
        let before = stored(&self.filling.answers, self.block, question, nr, field);
        let known = |key: &str| {
            key.parse::<PersonKey>()
                .ok()
                .filter(|key| self.filling.answers.persons.contains_key(key))
        };
        if let Some(key) = known(&chosen).filter(|_| before.as_deref() != Some(chosen.as_str())) {
            return key.to_string();
        }
        let same = before.as_deref().and_then(known).filter(|_| !asked || !chosen.is_empty());
        if same.is_none() && kind.is_empty() && first_names.is_empty() && own_name.is_empty() {
            return String::new();
        }
        let key = same.unwrap_or_else(|| self.next_person());
        if key.0 > MOST_PERSONS {
            let most = format!(
                "Noem hooguit {MOST_PERSONS} mensen en bedrijven. Zet de anderen op een lijst en voeg die toe als bijlage."
            );
            self.mistakes.add(&format!("{name}.naam"), most);
            return String::new();
        }
        let kind = match kind.as_str() {
            "natuurlijk-persoon" => PersonKind::NatuurlijkPersoon,
            "onderneming" => PersonKind::Onderneming,
            _ => {
                let message = "Kies of dit een mens is of een bedrijf.";
                self.mistakes.add(&format!("{name}.soort"), message);
                PersonKind::NatuurlijkPersoon
            }
        };
        for (part, text) in [("voornamen", &first_names), ("naam", &own_name)] {
            let read = canonical(&AnswerKind::Tekst, text, self.today).map(|_| ());
            self.or_mistake(&format!("{name}.{part}"), read);
        }
        let person =
            Person { kind, first_names: Redacted::new(first_names), name: Redacted::new(own_name) };
        self.step.persons.insert(key, person);
        key.to_string()
    }

    fn next_person(&self) -> PersonKey {
        let fresh = self.filling.answers.next_person();
        let here = self.step.persons.keys().next_back().map_or(fresh, |last| PersonKey(last.0 + 1));
        fresh.max(here)
    }
}

fn stored(
    answers: &Answers,
    block: BlockKey,
    question: &Question,
    nr: u32,
    field: &str,
) -> Option<String> {
    let entries = answers.entries(block, &question.id);
    entries.iter().find(|entry| entry.nr == nr)?.fields.get(field).cloned()
}
