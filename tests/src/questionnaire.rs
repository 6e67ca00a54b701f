//! Answers to the questionnaire, made up.

use app::questionnaire::{Answers, BlockKey, Entry, Person, PersonKey, PersonKind, Value};
use kernel::Redacted;
use std::collections::BTreeMap;

/// Returns answers of a company with so many shareholders, each a human being who answered two questions.
pub fn answers_with_shareholders(count: u32) -> Answers {
    let mut answers = Answers::default();
    let one = |text: &str| Value::One(text.to_owned());
    answers.put(BlockKey::Betrokkene, "rechtsvorm", one("bv"));
    answers.put(BlockKey::Betrokkene, "zeggenschap-vorm", one("aandeelhouders"));
    let mut entries = Vec::new();
    for nr in 1..=count {
        let key = PersonKey(nr);
        let person = Person {
            kind: PersonKind::NatuurlijkPersoon,
            first_names: Redacted::new("Proef".to_owned()),
            name: Redacted::new(format!("Zevenkikker {nr}")),
        };
        answers.persons.insert(key, person);
        let fields = [("persoon", key.to_string()), ("percentage", "1".to_owned())];
        let fields: BTreeMap<String, String> =
            fields.into_iter().map(|(id, text)| (id.to_owned(), text)).collect();
        entries.push(Entry { nr, fields });
    }
    answers.put(BlockKey::Betrokkene, "aandeelhouders", Value::Entries(entries));
    answers
}
