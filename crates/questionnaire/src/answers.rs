//! What was filled in: persons who were named, answers per block, attachments and the signature.

use crate::compose::Form;
use crate::question::{AnswerKind, RoleName};
use chrono::NaiveDate;
use kernel::Redacted;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The most entries of a group, and the most people and businesses of a questionnaire. Who has more adds a list as a document.
pub const MOST_ENTRIES: usize = 200;
/// See [`MOST_ENTRIES`].
pub const MOST_PERSONS: u32 = 300;
/// The highest number of an entry: it comes from outside.
pub const HIGHEST_ENTRY: u32 = 100_000;

/// De antwoorden op een vragenlijst.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vragenlijstantwoorden")]
pub struct Answers {
    /// De personen en ondernemingen die worden genoemd, met een eigen naam als `p1`.
    #[serde(rename = "personen", default)]
    pub persons: BTreeMap<PersonKey, Person>,
    /// De antwoorden: per blok (`betrokkene` of een persoon) en per vraag.
    #[serde(rename = "antwoorden", default)]
    pub blocks: BTreeMap<BlockKey, BTreeMap<String, Value>>,
    /// De bijlagen.
    #[serde(rename = "bijlagen", default)]
    pub attached: Vec<Attached>,
    /// De ondertekening.
    #[serde(rename = "ondertekening", default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// Het nummer van iemand die wordt genoemd: `p1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonKey(pub u32);

/// Over wie een blok antwoorden gaat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKey {
    /// De betrokkene zelf.
    Betrokkene,
    /// Iemand die wordt genoemd.
    Person(PersonKey),
}

const BETROKKENE: &str = "betrokkene";

impl fmt::Display for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p{}", self.0)
    }
}

impl FromStr for PersonKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.strip_prefix('p').filter(|digits| !digits.starts_with(['0', '+']));
        number.and_then(|digits| digits.parse().ok()).map(Self).ok_or_else(|| {
            format!("«{text}» is geen persoon van een vragenlijst; schrijf p1, p2 ...")
        })
    }
}

impl fmt::Display for BlockKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Betrokkene => f.write_str(BETROKKENE),
            Self::Person(key) => key.fmt(f),
        }
    }
}

impl FromStr for BlockKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            BETROKKENE => Ok(Self::Betrokkene),
            key => key.parse().map(Self::Person),
        }
    }
}

/// Writes and reads a key as text.
macro_rules! as_text {
    ($($key:ty as $name:literal, $pattern:literal);+ $(;)?) => {$(
        impl Serialize for $key {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $key {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $key {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    )+};
}

as_text! {
    PersonKey as "Vragenlijstpersoonsleutel", "^p[1-9][0-9]*$";
    BlockKey as "Vragenlijstblok", "^(betrokkene|p[1-9][0-9]*)$";
}

/// Iemand die wordt genoemd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vragenlijstpersoon")]
pub struct Person {
    /// Een mens of een onderneming.
    #[serde(rename = "soort")]
    pub kind: PersonKind,
    /// De voornamen; bij een mens.
    #[serde(rename = "voornamen", default, skip_serializing_if = "is_blank")]
    pub first_names: Redacted<String>,
    /// De achternaam, of de naam van de onderneming.
    #[serde(rename = "naam")]
    pub name: Redacted<String>,
}

fn is_blank(text: &Redacted<String>) -> bool {
    text.reveal().is_empty()
}

/// Een mens of een onderneming.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Vragenlijstpersoonssoort")]
pub enum PersonKind {
    /// Een mens.
    NatuurlijkPersoon,
    /// Een onderneming, stichting of vereniging.
    Onderneming,
}

impl Person {
    /// Returns the name as it is written.
    pub fn label(&self) -> String {
        format!("{} {}", self.first_names.reveal(), self.name.reveal()).trim().to_owned()
    }
}

/// Een antwoord: tekst, gekozen opties of regels.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Vragenlijstantwoord")]
pub enum Value {
    /// Tekst; datums als `2026-11-02`, bedragen als `900000.00`, ja of nee als `ja` en `nee`.
    One(String),
    /// Gekozen opties.
    Many(Vec<String>),
    /// De regels van een groep.
    Entries(Vec<Entry>),
}

/// An answer can be anything about anybody: it never reaches a log.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[afgeschermd]")
    }
}

/// Eén regel van een groep.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Vragenlijstregel")]
pub struct Entry {
    /// Het nummer, dat blijft als er een andere regel weggaat.
    pub nr: u32,
    /// De velden.
    #[serde(rename = "velden", default)]
    pub fields: BTreeMap<String, String>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "regel {} [afgeschermd]", self.nr)
    }
}

/// Een bijlage bij een vraag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vragenlijstbijlage")]
pub struct Attached {
    /// Het blok.
    #[serde(rename = "blok")]
    pub block: BlockKey,
    /// De vraag.
    #[serde(rename = "vraag")]
    pub question: String,
    /// De regel, bij een bijlage per regel.
    #[serde(rename = "regel", default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<u32>,
    /// Welke bijlage het is.
    #[serde(rename = "bijlage")]
    pub attachment: String,
    /// Waar het stuk te vinden is: het id van een bestand, of hoe een stuk heet dat de overheid al heeft.
    #[serde(rename = "stuk")]
    pub document: String,
    /// Of het een stuk is dat al eerder is gegeven en niet is veranderd.
    #[serde(rename = "eerder", default)]
    pub earlier: bool,
    /// De datum die op het stuk staat.
    #[serde(rename = "gedateerd", default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
}

/// De ondertekening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vragenlijstondertekening")]
pub struct Signature {
    /// Wie ondertekent.
    #[serde(rename = "naam")]
    pub name: Redacted<String>,
    /// In welke functie.
    #[serde(rename = "functie")]
    pub function: Redacted<String>,
    /// Waar.
    #[serde(rename = "plaats")]
    pub place: Redacted<String>,
    /// Wanneer.
    #[serde(rename = "op")]
    pub on: NaiveDate,
    /// Of iemand anders namens de betrokkene tekent; dan hoort er een machtiging bij.
    #[serde(rename = "gemachtigde", default)]
    pub by_proxy: bool,
    /// Het stuk met de machtiging.
    #[serde(rename = "machtiging", default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<String>,
    /// Wie er nog meer tekenen.
    #[serde(rename = "medeondertekenaars", default, skip_serializing_if = "Vec::is_empty")]
    pub co_signers: Vec<Redacted<String>>,
}

impl Answers {
    /// Returns the answer to a question of a block.
    pub fn get(&self, block: BlockKey, question: &str) -> Option<&Value> {
        self.blocks.get(&block)?.get(question)
    }

    /// Returns the answer that is one text.
    pub fn text(&self, block: BlockKey, question: &str) -> Option<&str> {
        match self.get(block, question)? {
            Value::One(text) => Some(text),
            Value::Many(_) | Value::Entries(_) => None,
        }
    }

    /// Returns the entries of a group; none when it was not answered.
    pub fn entries(&self, block: BlockKey, question: &str) -> &[Entry] {
        match self.get(block, question) {
            Some(Value::Entries(entries)) => entries,
            _ => &[],
        }
    }

    /// Returns the documents that were given for an attachment of a question, or of an entry of it.
    pub fn attached_to<'a>(
        &'a self,
        block: BlockKey,
        question: &'a str,
        entry: Option<u32>,
        attachment: &'a str,
    ) -> impl Iterator<Item = &'a Attached> {
        self.attached.iter().filter(move |one| {
            one.block == block
                && one.question == question
                && one.entry == entry
                && one.attachment == attachment
        })
    }

    /// Returns whether a document is an attachment or the authorisation.
    pub fn names(&self, document: &str) -> bool {
        let signature = self.signature.as_ref();
        let authorisation = signature.and_then(|signature| signature.authorisation.as_deref());
        authorisation == Some(document) || self.attached.iter().any(|one| one.document == document)
    }

    /// Puts an answer in a block; an empty text takes it away.
    pub fn put(&mut self, block: BlockKey, question: &str, value: Value) {
        let answers = self.blocks.entry(block).or_default();
        if matches!(&value, Value::One(text) if text.is_empty()) {
            answers.remove(question);
        } else {
            answers.insert(question.to_owned(), value);
        }
    }

    /// Writes something else in the place of every citizen service number, such as a part of it.
    pub fn rewrite_numbers(&mut self, form: &Form, write: impl Fn(&str) -> String) {
        let is_number = |kind: &AnswerKind| *kind == AnswerKind::Bsn;
        for (id, value) in self.blocks.values_mut().flatten() {
            let Some(question) = form.question(id) else { continue };
            match value {
                Value::One(text) if is_number(&question.answer) => *text = write(text),
                Value::Entries(entries) => {
                    let fields = question.answer.fields().iter();
                    for field in fields.filter(|field| is_number(&field.answer)) {
                        let texts =
                            entries.iter_mut().filter_map(|one| one.fields.get_mut(&field.id));
                        texts.for_each(|text| *text = write(text));
                    }
                }
                Value::One(_) | Value::Many(_) => {}
            }
        }
    }

    /// Returns the key for somebody who was not named before.
    pub fn next_person(&self) -> PersonKey {
        PersonKey(self.persons.keys().map(|key| key.0).max().unwrap_or(0) + 1)
    }

    /// Takes away who is named nowhere any more, with what was answered about them.
    pub fn drop_unnamed(&mut self, named: &BTreeMap<PersonKey, Vec<RoleName>>) {
        self.persons.retain(|key, _| named.contains_key(key));
        self.blocks.retain(|block, _| match block {
            BlockKey::Betrokkene => true,
            BlockKey::Person(key) => named.contains_key(key),
        });
        // A number that is given out again must not find the papers of who had it before.
        let mut attached = std::mem::take(&mut self.attached);
        attached.retain(|one| {
            let block_is_there = match one.block {
                BlockKey::Betrokkene => true,
                BlockKey::Person(key) => named.contains_key(&key),
            };
            let entries = self.entries(one.block, &one.question);
            block_is_there && one.entry.is_none_or(|nr| entries.iter().any(|entry| entry.nr == nr))
        });
        self.attached = attached;
    }

    /// Takes away what is not asked (any more): only what was asked for is handed in.
    pub fn drop_unasked(&mut self, is_asked: impl Fn(BlockKey, &str) -> bool) {
        for (block, questions) in &mut self.blocks {
            questions.retain(|question, _| is_asked(*block, question));
        }
        self.blocks.retain(|_, questions| !questions.is_empty());
        self.attached.retain(|attached| is_asked(attached.block, &attached.question));
    }

    /// Returns how somebody is called; a person without a record is called by its key.
    pub fn name_of(&self, block: BlockKey) -> String {
        match block {
            BlockKey::Betrokkene => "de betrokkene".to_owned(),
            BlockKey::Person(key) => {
                self.persons.get(&key).map_or_else(|| key.to_string(), Person::label)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_and_written_the_same() {
        let text = r#"{"personen":{"p1":{"soort":"natuurlijk-persoon","voornamen":"Bartholomeus","naam":"Zevenkikker"}},
            "antwoorden":{"betrokkene":{"rechtsvorm":"bv","branches":["horeca"],
            "aandeelhouders":[{"nr":1,"velden":{"persoon":"p1","deel":"60"}}]}},"bijlagen":[]}"#;
        let answers: Answers = serde_json::from_str(text).unwrap();
        assert_eq!(answers.text(BlockKey::Betrokkene, "rechtsvorm"), Some("bv"));
        assert_eq!(answers.entries(BlockKey::Betrokkene, "aandeelhouders")[0].nr, 1);
        assert_eq!(answers.next_person(), PersonKey(2));
        let again = serde_json::to_value(&answers).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(text).unwrap());
        assert!(!format!("{answers:?}").contains("Zevenkikker"));
    }

    #[test]
    fn a_key_is_a_number_after_a_p() {
        for bad in ["p0", "p01", "p", "1", "p-1", "p+1", "x1", "p99999999999"] {
            assert!(bad.parse::<PersonKey>().is_err(), "{bad}");
        }
        assert_eq!("p12".parse::<BlockKey>(), Ok(BlockKey::Person(PersonKey(12))));
    }
}
