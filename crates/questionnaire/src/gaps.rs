//! What is formally missing (Awb 4:2(2) and 4:5(1)c): an answer, details, a block about somebody, an attachment, the signature.

use crate::answers::{Answers, Attached, BlockKey, Entry, Value};
use crate::compose::Form;
use crate::evaluate::{Block, Sheet, evaluate};
use crate::question::{Attachment, Field, PerWhat, Question};
use chrono::NaiveDate;
use facts::Tri;
use kernel::add_months;

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// About whom.
    pub block: BlockKey,
    /// The question; none for the whole block, and for the signature.
    pub question: Option<String>,
    /// The entry of the group.
    pub entry: Option<u32>,
    /// What.
    pub missing: Missing,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Every answer about somebody who was named.
    Block,
    /// An answer.
    Answer,
    /// Entries: fewer were filled in than the question asks for.
    Entries,
    /// A field of an entry.
    Field(String),
    /// Who is meant: an entry names somebody who has no name.
    Person(String),
    /// An attachment.
    Attachment(String),
    /// An attachment that is older than it may be.
    OutdatedAttachment(String),
    /// The signature.
    Signature,
    /// The authorisation of who signed for another.
    Authorisation,
}

/// Answers in which nothing is formally missing on a day; only [`complete`] makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complete(Answers);

impl Complete {
    /// Returns the answers.
    pub fn answers(&self) -> &Answers {
        &self.0
    }
}

/// Returns the answers as complete ones, or what is missing.
///
/// # Errors
/// The gaps, in the order of the form.
pub fn complete(form: &Form, answers: Answers, on: NaiveDate) -> Result<Complete, Vec<Gap>> {
    let found = gaps(form, &answers, &evaluate(form, &answers), on);
    if found.is_empty() { Ok(Complete(answers)) } else { Err(found) }
}

/// Returns what is missing, in the order of the form. What is not asked for certain is not missing.
pub fn gaps(form: &Form, answers: &Answers, sheet: &Sheet<'_>, on: NaiveDate) -> Vec<Gap> {
    debug_assert!(sheet.certain().all(|(_, question)| form.question(&question.id).is_some()));
    let mut found = Vec::new();
    for block in &sheet.blocks {
        let untouched = block.key != BlockKey::Betrokkene
            && answers.blocks.get(&block.key).is_none_or(std::collections::BTreeMap::is_empty);
        if untouched && block.certain().any(|question| question.required) {
            let block = block.key;
            found.push(Gap { block, question: None, entry: None, missing: Missing::Block });
            continue;
        }
        let look = Look { answers, sheet, block, on };
        for question in block.certain() {
            look.question(question, &mut found);
        }
    }
    signature(answers, &mut found);
    found
}

fn signature(answers: &Answers, found: &mut Vec<Gap>) {
    let missing = match &answers.signature {
        None => Missing::Signature,
        Some(signature) if signature.by_proxy && signature.authorisation.is_none() => {
            Missing::Authorisation
        }
        Some(_) => return,
    };
    found.push(Gap { block: BlockKey::Betrokkene, question: None, entry: None, missing });
}

/// A look at the questions of one block.
struct Look<'f, 'l> {
    answers: &'l Answers,
    sheet: &'l Sheet<'f>,
    block: &'l Block<'f>,
    on: NaiveDate,
}

impl Look<'_, '_> {
    fn question(&self, question: &Question, found: &mut Vec<Gap>) {
        let key = self.block.key;
        let gap = |entry: Option<u32>, missing| Gap {
            block: key,
            question: Some(question.id.clone()),
            entry,
            missing,
        };
        let value = self.answers.get(key, &question.id);
        if value.is_none() && !question.required {
            return;
        }
        if value.is_none() {
            found.push(gap(None, Missing::Answer));
        } else if let crate::AnswerKind::Groep { minstens, velden, .. } = &question.answer {
            let entries = self.answers.entries(key, &question.id);
            if entries.len() < usize::from(*minstens) {
                found.push(gap(None, Missing::Entries));
            }
            for entry in entries {
                let missing = velden.iter().filter_map(|field| self.field(field, entry));
                found.extend(missing.map(|missing| gap(Some(entry.nr), missing)));
            }
        } else if question.required
            && matches!(value, Some(Value::Many(chosen)) if chosen.is_empty())
        {
            found.push(gap(None, Missing::Answer));
        }
        // A document that is needed whatever the answer is, is asked with it and not only after it.
        for attachment in &question.attachments {
            self.attachment(question, attachment, found);
        }
    }

    /// Returns what is missing of a field of an entry.
    fn field(&self, field: &Field, entry: &Entry) -> Option<Missing> {
        if !field.required || self.applies(field.when.as_ref(), Some(entry)) != Tri::Yes {
            return None;
        }
        let Some(text) = entry.fields.get(&field.id).filter(|text| !text.is_empty()) else {
            return Some(Missing::Field(field.id.clone()));
        };
        let names = matches!(field.answer, crate::AnswerKind::Persoon { .. });
        let person = text.parse().ok().and_then(|key| self.answers.persons.get(&key));
        let nameless = person.is_none_or(|person| person.name.reveal().trim().is_empty());
        (names && nameless).then(|| Missing::Person(field.id.clone()))
    }

    fn attachment(&self, question: &Question, attachment: &Attachment, found: &mut Vec<Gap>) {
        let entries: Vec<Option<&Entry>> = match attachment.per {
            PerWhat::Vraag => vec![None],
            PerWhat::Regel => {
                let entries = self.answers.entries(self.block.key, &question.id);
                entries.iter().map(Some).collect()
            }
        };
        for entry in entries {
            if self.applies(attachment.when.as_ref(), entry) != Tri::Yes {
                continue;
            }
            if let Some(missing) = self.attached(question, attachment, entry.map(|entry| entry.nr))
            {
                found.push(Gap {
                    block: self.block.key,
                    question: Some(question.id.clone()),
                    entry: entry.map(|entry| entry.nr),
                    missing,
                });
            }
        }
    }

    fn attached(
        &self,
        question: &Question,
        attachment: &Attachment,
        entry: Option<u32>,
    ) -> Option<Missing> {
        let key = self.block.key;
        let mut here = self.answers.attached_to(key, &question.id, entry, &attachment.id);
        let first = here.next();
        let Some(first) = first else {
            return attachment.required.then(|| Missing::Attachment(attachment.id.clone()));
        };
        let old = |attached: &Attached| is_outdated(attached, attachment, self.on);
        let all_old = old(first) && here.all(old);
        all_old.then(|| Missing::OutdatedAttachment(attachment.id.clone()))
    }

    fn applies(&self, when: Option<&crate::When>, entry: Option<&Entry>) -> Tri {
        self.sheet.lookup.applies(when, self.answers, self.block.key, entry)
    }
}

/// Whether a document is older than it may be. One without a date is not known to be.
fn is_outdated(attached: &Attached, attachment: &Attachment, on: NaiveDate) -> bool {
    let Some((months, dated)) = attachment.most_months_old.zip(attached.dated) else {
        return false;
    };
    add_months(dated, u32::from(months)).is_some_and(|last| last < on)
}

impl Gap {
    /// Returns what is missing as the applicant and a letter read it: the part of the form, about whom, which question, what.
    pub fn sentence(&self, form: &Form, answers: &Answers) -> String {
        let whom = match self.block {
            BlockKey::Betrokkene => String::new(),
            block @ BlockKey::Person(_) => format!("Over {}: ", answers.name_of(block)),
        };
        let question = self.question.as_deref().and_then(|id| form.question(id));
        let Some(question) = question else {
            return match self.missing {
                Missing::Authorisation => "De machtiging van wie namens u tekent".to_owned(),
                Missing::Signature => "De handtekening onder het formulier".to_owned(),
                _ => format!("{whom}alle vragen"),
            };
        };
        if form.sensitive().contains(question.id.as_str()) {
            // Which question it is, or that there is an entry, would tell who reads this sentence what was answered.
            let section = form.section_of(&question.id);
            let title = section.map_or("", |section| section.titel.as_str());
            let place = format!("{whom}deel {}, «{title}»", section_number(form, question));
            return kernel::capitalised(&format!("{place}: niet alles is ingevuld"));
        }
        let section = section_number(form, question);
        let entry = self.entry.map(|nr| entry_name(question, answers, self.block, nr));
        let place = format!("{whom}deel {section}, «{}»", question.title());
        let place = entry.map_or_else(|| place.clone(), |entry| format!("{place}, {entry}"));
        kernel::capitalised(&format!("{place}: {}", self.what(question)))
    }

    fn what(&self, question: &Question) -> String {
        let field = |id: &str| {
            let found = question.answer.fields().iter().find(|field| field.id == id);
            found.map_or_else(|| id.to_owned(), |field| kernel::lowered(&field.label))
        };
        let paper = |id: &str| {
            let found = question.attachments.iter().find(|attachment| attachment.id == id);
            found.map_or_else(|| id.to_owned(), |found| kernel::lowered(&found.label))
        };
        match &self.missing {
            Missing::Field(id) => format!("{} ontbreekt", field(id)),
            Missing::Person(id) => format!("{}: de naam ontbreekt", field(id)),
            Missing::Attachment(id) => format!("de bijlage «{}» ontbreekt", paper(id)),
            Missing::OutdatedAttachment(id) => format!("de bijlage «{}» is te oud", paper(id)),
            Missing::Entries => "er is te weinig ingevuld".to_owned(),
            _ => "het antwoord ontbreekt".to_owned(),
        }
    }
}

fn section_number(form: &Form, question: &Question) -> u8 {
    form.section_of(&question.id).map_or(0, |section| section.nummer)
}

/// Returns how an entry is called: `aandeelhouder 2 (Wolkenveld Holding B.V.)`.
fn entry_name(question: &Question, answers: &Answers, block: BlockKey, nr: u32) -> String {
    let crate::AnswerKind::Groep { enkelvoud, velden, .. } = &question.answer else {
        return String::new();
    };
    let entries = answers.entries(block, &question.id);
    let place = entries.iter().position(|entry| entry.nr == nr).map_or(0, |place| place + 1);
    let person =
        velden.iter().find(|field| matches!(field.answer, crate::AnswerKind::Persoon { .. }));
    let named = person.and_then(|field| {
        let entry = entries.iter().find(|entry| entry.nr == nr)?;
        let key = entry.fields.get(&field.id)?.parse().ok()?;
        answers.persons.get(&key).map(crate::Person::label)
    });
    match named.filter(|name| !name.is_empty()) {
        Some(name) => format!("{enkelvoud} {place} ({name})"),
        None => format!("{enkelvoud} {place}"),
    }
}
