//! A document that was given before and did not change need not be sent again (Regeling Bibob-formulieren 2024, bijlage 1): somebody
//! says which it is, from a list of what they sent, or in words for what the body has in another file.

use app::questionnaire::{
    AnswerKind, Answers, Attached, Attachment, BlockKey, PerWhat, Question, canonical,
};
use app::{FileHere, Filling};
use chrono::NaiveDate;

use super::vraag::{date_of, entry_numbers, place_name};
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::words;

/// The most documents in one place, and the most that a list offers.
const MOST_HERE: usize = 20;
const MOST_OFFERED: usize = 60;

/// The field with one that was sent, and the field with one in words.
const SENT: &str = "eerder";
const IN_WORDS: &str = "elders";

/// A place for documents: beside a question, or beside an entry of it.
#[derive(Clone, Copy)]
pub(super) struct Spot<'s> {
    pub(super) block: BlockKey,
    pub(super) question: &'s Question,
    pub(super) entry: Option<u32>,
    pub(super) attachment: &'s Attachment,
}

impl Spot<'_> {
    pub(super) fn name(&self, field: &str) -> String {
        place_name(field, &self.question.id, self.entry, &self.attachment.id)
    }

    /// Returns the documents that are there.
    pub(super) fn here<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Attached> {
        answers.attached_to(self.block, &self.question.id, self.entry, &self.attachment.id)
    }

    /// Returns the fields in which somebody says which earlier document it is.
    pub(super) fn fields(&self, filling: &Filling, today: NaiveDate) -> Vec<Field> {
        let is_here = |file: &&FileHere| {
            self.here(&filling.answers).any(|one| one.document == file.id.to_string())
        };
        let others = filling.files.iter().rev().filter(|file| !is_here(file)).take(MOST_OFFERED);
        let others: Vec<_> =
            others.map(|file| (file.id.to_string(), offered(file, filling, today))).collect();
        let sent = (!others.is_empty()).then(|| {
            let none = std::iter::once((String::new(), "Geen".to_owned()));
            let label = "Een stuk dat u in dit formulier al gaf";
            Field::select(&self.name(SENT), label).choices(none.chain(others)).optional()
        });
        let in_words = Field::text(&self.name(IN_WORDS), "Een stuk dat wij al hebben").optional();
        let hint = "Schrijf welk stuk, bij welke aanvraag, en wanneer u het gaf. Het mag niet zijn veranderd.";
        sent.into_iter().chain([in_words.hint(hint)]).collect()
    }
}

/// Returns how a list calls a file: with the question that it is beside, or the day on which it came.
fn offered(file: &FileHere, filling: &Filling, today: NaiveDate) -> String {
    let (id, name) = (file.id.to_string(), file.name.reveal());
    let beside = filling.answers.attached.iter().find(|one| one.document == id);
    match beside.and_then(|one| filling.form.question(&one.question)) {
        Some(question) => format!("{name}, bij «{}»", question.title()),
        None => format!("{name}, van {}", words::day(file.at.dutch_date(), today)),
    }
}

/// Returns the places for documents of a question, as many as the form has entries.
fn spots<'s>(block: BlockKey, question: &'s Question, form: &Form) -> Vec<Spot<'s>> {
    let entries = |attachment: &Attachment| match attachment.per {
        PerWhat::Vraag => vec![None],
        PerWhat::Regel => entry_numbers(form, &question.id).into_iter().map(Some).collect(),
    };
    let of = |attachment| {
        let spot = move |entry| Spot { block, question, entry, attachment };
        entries(attachment).into_iter().map(spot)
    };
    question.attachments.iter().flat_map(of).collect()
}

/// Reads the earlier documents of the questions of a page. What is taken leaves the form, so that it is not given twice.
pub(super) fn take(
    (block, questions): (BlockKey, &[&Question]),
    filling: &Filling,
    (form, today): (&mut Form, NaiveDate),
    mistakes: &mut Mistakes,
) -> Vec<Attached> {
    let mut taken = Vec::new();
    let all = questions.iter().flat_map(|question| spots(block, question, form));
    for spot in all.collect::<Vec<_>>() {
        let sent = form.text(&spot.name(SENT)).to_owned();
        let is_known = filling.files.iter().any(|file| file.id.to_string() == sent);
        let in_words = canonical(&AnswerKind::Tekst, form.text(&spot.name(IN_WORDS)), today);
        let in_words = in_words.unwrap_or_else(|fault| {
            mistakes.add(&spot.name(IN_WORDS), crate::ui::form::sentence(&fault.0));
            String::new()
        });
        let given = [(SENT, sent, is_known), (IN_WORDS, in_words.clone(), !in_words.is_empty())];
        for (field, document, _) in given.into_iter().filter(|(_, _, is_given)| *is_given) {
            if spot.here(&filling.answers).count() >= MOST_HERE {
                mistakes.add(&spot.name(field), format!("Geef hier hooguit {MOST_HERE} stukken."));
                continue;
            }
            form.set(&spot.name(field), "");
            if spot.here(&filling.answers).all(|one| one.document != document) {
                taken.push(attached(&spot, document, form, today));
            }
        }
    }
    taken
}

fn attached(spot: &Spot<'_>, document: String, form: &Form, today: NaiveDate) -> Attached {
    let (question, attachment) = (&spot.question.id, &spot.attachment.id);
    Attached {
        block: spot.block,
        question: question.clone(),
        entry: spot.entry,
        attachment: attachment.clone(),
        document,
        earlier: true,
        dated: date_of(form, question, spot.entry, attachment, today),
    }
}

/// Finds the document of a button that takes one away: `bestand.vraag.0.bijlage/document`.
pub(super) fn of_button(button: &str, block: BlockKey, filling: &Filling) -> Option<Attached> {
    let (field, document) = button.strip_prefix("stuk:")?.split_once('/')?;
    let (question, entry, attachment) = super::vraag::file_of(field)?;
    let mut here = filling.answers.attached_to(block, &question, entry, &attachment);
    here.find(|one| one.document == document).cloned()
}

/// Returns the names of the fields about earlier documents in a place, for the summary above a page.
pub(super) fn names(question: &str, entry: Option<u32>, attachment: &str) -> [String; 2] {
    [SENT, IN_WORDS].map(|field| place_name(field, question, entry, attachment))
}

/// Returns how a document is called in its place.
pub(super) fn called(attached: &Attached, filling: &Filling) -> String {
    let file = filling.files.iter().find(|file| file.id.to_string() == attached.document);
    let name = file.map_or(attached.document.as_str(), |file| file.name.reveal());
    if attached.earlier { format!("Eerder gegeven: {name}") } else { name.to_owned() }
}
