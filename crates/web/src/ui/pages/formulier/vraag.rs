//! A question as a page shows it: its fields, the entries of a group, its attachments.

use app::questionnaire::{
    AnswerKind, Answers, Attachment, BlockKey, Entry, Field as FieldOf, Gap, HIGHEST_ENTRY,
    MOST_ENTRIES, Missing, PerWhat, PersonKey, PersonKind, Question, Value, canonical, written,
};
use app::{FileHere, Filling};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::collections::BTreeSet;

use super::eerder::{self, Spot};
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};

/// A question.
#[derive(Debug, Serialize)]
pub(super) struct Vraag {
    id: String,
    tekst: String,
    uitleg: Option<String>,
    waarom: String,
    bron: String,
    terug: Option<String>,
    velden: Vec<Field>,
    groep: Option<Groep>,
    bijlagen: Vec<Bijlage>,
}

#[derive(Debug, Serialize)]
struct Groep {
    regels: Vec<Regel>,
    nog: String,
    leeg: String,
}

#[derive(Debug, Serialize)]
struct Regel {
    nr: u32,
    kop: String,
    velden: Vec<Field>,
    bijlagen: Vec<Bijlage>,
    weg: String,
    weg_knop: String,
}

/// A place for a document.
#[derive(Debug, Serialize)]
pub(super) struct Bijlage {
    naam: String,
    veld: String,
    label: String,
    uitleg: Option<String>,
    fout: Option<String>,
    optioneel: bool,
    datum: Option<Field>,
    stukken: Vec<Stuk>,
    /// Where somebody says which earlier document it is.
    eerder: Vec<Field>,
    eerder_open: bool,
}

#[derive(Debug, Serialize)]
struct Stuk {
    naam: String,
    /// The button that takes it away.
    weg: String,
    /// What is wrong with it.
    aanpassen: Option<String>,
}

impl Bijlage {
    /// A place for one document that belongs to no question, with the one that is there.
    pub(super) fn alone(
        naam: &str,
        label: &str,
        mistakes: &Mistakes,
        file: Option<&FileHere>,
    ) -> Self {
        let stuk = |file: &FileHere| Stuk {
            weg: format!("stuk:{}", file.id),
            naam: file.name.reveal().clone(),
            aanpassen: None,
        };
        Self {
            veld: naam.replace('.', "-"),
            naam: naam.to_owned(),
            label: label.to_owned(),
            uitleg: None,
            fout: mistakes.of(naam).map(str::to_owned),
            optioneel: true,
            datum: None,
            stukken: file.map(stuk).into_iter().collect(),
            eerder: Vec::new(),
            eerder_open: false,
        }
    }

    /// Adds help.
    pub(super) fn with_help(self, text: &str) -> Self {
        Self { uitleg: Some(text.to_owned()), ..self }
    }
}

/// Everything that a page is drawn from.
pub(super) struct Drawing<'d> {
    pub(super) filling: &'d Filling,
    pub(super) block: BlockKey,
    pub(super) form: &'d Form,
    pub(super) mistakes: &'d Mistakes,
    pub(super) today: NaiveDate,
}

/// The names of the fields of a step.
pub(super) fn field_name(question: &str, entry: u32, field: &str) -> String {
    format!("{question}.{entry}.{field}")
}

pub(super) fn place_name(
    field: &str,
    question: &str,
    entry: Option<u32>,
    attachment: &str,
) -> String {
    format!("{field}.{question}.{}.{attachment}", entry.unwrap_or(0))
}

pub(super) fn file_name(question: &str, entry: Option<u32>, attachment: &str) -> String {
    place_name("bestand", question, entry, attachment)
}

pub(super) fn date_name(question: &str, entry: Option<u32>, attachment: &str) -> String {
    place_name("datum", question, entry, attachment)
}

/// How many people a list of who was named before offers.
const MOST_OFFERED: usize = 60;

/// Returns the numbers of the entries of a group, each once; one more than there may be when there are too many.
pub(super) fn entry_numbers(form: &Form, question: &str) -> Vec<u32> {
    let name = entries_name(question);
    let numbers = form.all(&name).filter_map(|number| number.parse().ok());
    let mut seen = BTreeSet::new();
    let fresh = numbers.filter(|number| *number <= HIGHEST_ENTRY && seen.insert(*number));
    fresh.take(MOST_ENTRIES + 1).collect()
}

/// The hidden field with the numbers of the entries.
pub(super) fn entries_name(question: &str) -> String {
    format!("{question}.regel")
}

impl Drawing<'_> {
    /// Draws a question.
    pub(super) fn question(&self, question: &Question) -> Vraag {
        let per = |what| question.attachments.iter().filter(move |one| one.per == what);
        Vraag {
            id: question.id.clone(),
            tekst: question.text.clone(),
            uitleg: question.help.clone().filter(|_| question.answer.is_group()),
            waarom: question.why.clone(),
            bron: question.source.clone(),
            terug: question.look_back_years.map(|years| self.since(years)),
            velden: if question.answer.is_group() {
                Vec::new()
            } else {
                vec![self.filled(plain(question))]
            },
            groep: self.group(question),
            bijlagen: per(PerWhat::Vraag).map(|one| self.attachment(question, None, one)).collect(),
        }
    }

    fn since(&self, years: u8) -> String {
        let year = self.today.year() - i32::from(years);
        let day = self.today.with_year(year).unwrap_or(self.today);
        format!("Het gaat om de tijd vanaf {}.", kernel::dutch_date(day))
    }

    fn filled(&self, field: Field) -> Field {
        field.filled(self.form, self.mistakes)
    }

    fn group(&self, question: &Question) -> Option<Groep> {
        let AnswerKind::Groep { enkelvoud, meervoud, velden, .. } = &question.answer else {
            return None;
        };
        let numbers = entry_numbers(self.form, &question.id);
        let entry = |(place, nr): (usize, u32)| {
            let per_entry = question.attachments.iter().filter(|one| one.per == PerWhat::Regel);
            let kop = kernel::capitalised(&format!("{enkelvoud} {}", place + 1));
            Regel {
                nr,
                velden: velden
                    .iter()
                    .flat_map(|field| self.entry_field(question, nr, field))
                    .collect(),
                bijlagen: per_entry.map(|one| self.attachment(question, Some(nr), one)).collect(),
                weg: format!("weg:{}.{nr}", question.id),
                weg_knop: format!("{kop} weghalen"),
                kop,
            }
        };
        Some(Groep {
            regels: numbers.into_iter().take(MOST_ENTRIES).enumerate().map(entry).collect(),
            nog: format!("Nog een {enkelvoud} toevoegen"),
            leeg: format!("U hebt nog geen {meervoud} ingevuld."),
        })
    }

    fn entry_field(&self, question: &Question, nr: u32, field: &FieldOf) -> Vec<Field> {
        let name = field_name(&question.id, nr, &field.id);
        let AnswerKind::Persoon { .. } = field.answer else {
            let drawn = field_of(&field.answer, &name, &field.label);
            let drawn = match &field.help {
                Some(help) => drawn.hint(help.clone()),
                None => with_example(drawn, &field.answer),
            };
            let optional = !field.required || field.when.is_some();
            let drawn = if optional { drawn.optional() } else { drawn };
            return vec![self.filled(drawn)];
        };
        let mut fields = Vec::new();
        let known = &self.filling.answers.persons;
        if !known.is_empty() {
            let others = known.iter().take(MOST_OFFERED);
            let others = others.map(|(key, person)| (key.to_string(), person.label()));
            let choices =
                std::iter::once((String::new(), "Iemand anders".to_owned())).chain(others);
            let label = format!("{}: al genoemd in dit formulier?", field.label);
            fields.push(Field::select(&format!("{name}.wie"), &label).choices(choices));
        }
        let kinds =
            [("natuurlijk-persoon", "Een mens"), ("onderneming", "Een bedrijf of organisatie")];
        let kind = format!("{}: een mens of een bedrijf?", field.label);
        fields.push(Field::radios(&format!("{name}.soort"), &kind).choices(kinds).inline());
        let first = Field::text(&format!("{name}.voornamen"), "Voornamen").optional();
        fields.push(first.hint("Alleen bij een mens, zoals in het paspoort"));
        fields.push(Field::text(&format!("{name}.naam"), "Achternaam of naam van het bedrijf"));
        fields.into_iter().map(|field| self.filled(field)).collect()
    }

    fn attachment(&self, question: &Question, entry: Option<u32>, one: &Attachment) -> Bijlage {
        let naam = file_name(&question.id, entry, &one.id);
        let spot = Spot { block: self.block, question, entry, attachment: one };
        let eerder: Vec<Field> = spot.fields(self.filling, self.today);
        let eerder: Vec<Field> = eerder.into_iter().map(|field| self.filled(field)).collect();
        let date = one.most_months_old.map(|months| {
            let name = date_name(&question.id, entry, &one.id);
            let hint = format!("Het stuk is hooguit {months} maanden oud. Bijvoorbeeld 1-10-2026");
            self.filled(Field::day(&name, "Datum op het stuk").hint(hint).optional())
        });
        Bijlage {
            label: one.label.clone(),
            uitleg: one.help.clone(),
            fout: self.mistakes.of(&naam).map(str::to_owned),
            optioneel: !one.required || one.when.is_some(),
            datum: date,
            stukken: spot
                .here(&self.filling.answers)
                .map(|attached| Stuk {
                    naam: eerder::called(attached, self.filling),
                    weg: format!("stuk:{naam}/{}", attached.document),
                    aanpassen: self.filling.correction_of(&attached.document).map(why),
                })
                .collect(),
            eerder_open: eerder.iter().any(Field::is_touched),
            eerder,
            veld: naam.replace('.', "-"),
            naam,
        }
    }
}

/// Says why a document has to be put right.
pub(super) fn why(correction: &app::Correction) -> String {
    let words = correction.words.as_ref().map(|words| format!(" {words}")).unwrap_or_default();
    format!("Dit stuk {}.{words}", correction.reason.words())
}

/// Returns the field of a question that is no group.
fn plain(question: &Question) -> Field {
    let field = field_of(&question.answer, &question.id, &question.text);
    let field = match &question.help {
        Some(help) => field.hint(help.clone()),
        None => with_example(field, &question.answer),
    };
    if question.required { field } else { field.optional() }
}

/// Returns the field for an answer.
fn field_of(kind: &AnswerKind, name: &str, label: &str) -> Field {
    match kind {
        AnswerKind::LangeTekst | AnswerKind::Adres => Field::lines(name, label),
        AnswerKind::Datum { .. } => Field::day(name, label),
        AnswerKind::Bedrag => Field::money(name, label),
        AnswerKind::Percentage | AnswerKind::Jaar | AnswerKind::Getal => {
            Field::text(name, label).short().keys("decimal")
        }
        AnswerKind::JaNee => {
            Field::radios(name, label).choices([("ja", "Ja"), ("nee", "Nee")]).inline()
        }
        AnswerKind::Keuze { opties } => {
            let choices = opties.iter().map(|option| (option.id.clone(), option.label.clone()));
            Field::radios(name, label).choices(choices)
        }
        AnswerKind::Keuzes { opties } => {
            let choices = opties.iter().map(|option| (option.id.clone(), option.label.clone()));
            Field::boxes(name, label).choices(choices)
        }
        AnswerKind::Bsn | AnswerKind::KvkNummer => Field::text(name, label).code().keys("numeric"),
        AnswerKind::Telefoon => Field::text(name, label).input("tel").code(),
        AnswerKind::Email => Field::text(name, label).input("email"),
        AnswerKind::Tekst | AnswerKind::Persoon { .. } | AnswerKind::Groep { .. } => {
            Field::text(name, label)
        }
    }
}

fn with_example(field: Field, kind: &AnswerKind) -> Field {
    match kind {
        AnswerKind::Datum { .. } => field.hint("Bijvoorbeeld 31-12-1980"),
        AnswerKind::Adres => field.hint("Straat en huisnummer, postcode en plaats"),
        AnswerKind::Percentage => field.hint("In procenten, van 0 tot en met 100"),
        AnswerKind::KvkNummer => field.hint("8 cijfers"),
        _ => field,
    }
}

/// Returns the answers of a step as the form that a person would have filled in.
pub(super) fn as_form(questions: &[&Question], answers: &Answers, block: BlockKey) -> Form {
    let mut form = Form::default();
    for question in questions {
        match answers.get(block, &question.id) {
            Some(Value::One(text)) => form.set(&question.id, written(&question.answer, text)),
            Some(Value::Many(chosen)) => form.set_all(&question.id, chosen.iter().cloned()),
            Some(Value::Entries(entries)) => put_entries(&mut form, question, answers, entries),
            None => {}
        }
        put_dates(&mut form, question, answers, block);
        if let AnswerKind::Groep { minstens, .. } = &question.answer {
            let none = answers.entries(block, &question.id).is_empty();
            if none && *minstens > 0 {
                form.set(&entries_name(&question.id), "1");
            }
        }
    }
    form
}

fn put_entries(form: &mut Form, question: &Question, answers: &Answers, entries: &[Entry]) {
    form.set_all(&entries_name(&question.id), entries.iter().map(|entry| entry.nr.to_string()));
    for entry in entries {
        for field in question.answer.fields() {
            let Some(text) = entry.fields.get(&field.id) else { continue };
            let name = field_name(&question.id, entry.nr, &field.id);
            if let AnswerKind::Persoon { .. } = field.answer {
                put_person(form, &name, text, answers);
            } else {
                form.set(&name, written(&field.answer, text));
            }
        }
    }
}

fn put_person(form: &mut Form, name: &str, key: &str, answers: &Answers) {
    let person = key.parse::<PersonKey>().ok().and_then(|key| answers.persons.get(&key));
    let Some(person) = person else { return };
    let kind = match person.kind {
        PersonKind::NatuurlijkPersoon => "natuurlijk-persoon",
        PersonKind::Onderneming => "onderneming",
    };
    form.set(&format!("{name}.wie"), key);
    form.set(&format!("{name}.soort"), kind);
    form.set(&format!("{name}.voornamen"), person.first_names.reveal());
    form.set(&format!("{name}.naam"), person.name.reveal());
}

fn put_dates(form: &mut Form, question: &Question, answers: &Answers, block: BlockKey) {
    for attached in &answers.attached {
        if let (true, Some(dated)) =
            (attached.question == question.id && attached.block == block, attached.dated)
        {
            let name = date_name(&question.id, attached.entry, &attached.attachment);
            form.set(&name, dated.format("%d-%m-%Y").to_string());
        }
    }
}

/// Returns the question, the entry and the attachment of a field with a file.
pub(super) fn file_of(field: &str) -> Option<(String, Option<u32>, String)> {
    let mut parts = field.strip_prefix("bestand.")?.split('.');
    let (question, entry, attachment) = (parts.next()?, parts.next()?, parts.next()?);
    let entry: u32 = entry.parse().ok()?;
    Some((question.to_owned(), Some(entry).filter(|entry| *entry > 0), attachment.to_owned()))
}

/// Returns the date that was filled in beside a file.
pub(super) fn date_of(
    form: &Form,
    question: &str,
    entry: Option<u32>,
    attachment: &str,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let kind = AnswerKind::Datum { toekomst: false };
    let text = form.text(&date_name(question, entry, attachment));
    canonical(&kind, text, today).ok()?.parse().ok()
}

/// Returns the field in which something is missing, and what to do about it.
pub(super) fn as_mistake(question: &Question, gap: &Gap) -> (String, &'static str) {
    let entry = gap.entry.unwrap_or(0);
    match &gap.missing {
        Missing::Field(field) => {
            let person = question.answer.fields().iter().any(|known| {
                known.id == *field && matches!(known.answer, AnswerKind::Persoon { .. })
            });
            let name = field_name(&question.id, entry, field);
            (if person { format!("{name}.naam") } else { name }, "Vul dit in.")
        }
        Missing::Person(field) => {
            (format!("{}.naam", field_name(&question.id, entry, field)), "Vul de naam in.")
        }
        Missing::Attachment(id) => (file_name(&question.id, gap.entry, id), "Voeg dit stuk toe."),
        Missing::OutdatedAttachment(id) => (
            file_name(&question.id, gap.entry, id),
            "Dit stuk is te oud. Voeg een nieuwer stuk toe.",
        ),
        Missing::Entries => (entries_name(&question.id), "Vul er ten minste één in."),
        Missing::Answer if question.answer.is_group() => {
            (entries_name(&question.id), "Vul er ten minste één in.")
        }
        Missing::Answer | Missing::Block | Missing::Signature | Missing::Authorisation => {
            (question.id.clone(), "Vul dit in.")
        }
    }
}

/// Returns the fields of a page as a summary names them: with the entry before the label.
pub(super) fn summary_fields(questions: &[&Question], form: &Form) -> Vec<Field> {
    let mut fields = Vec::new();
    for question in questions {
        fields.push(Field::text(&question.id, question.title()));
        fields.push(Field::text(&entries_name(&question.id), question.title()));
        let files = |entry: Option<u32>, before: &str| -> Vec<Field> {
            let per = if entry.is_some() { PerWhat::Regel } else { PerWhat::Vraag };
            let own = question.attachments.iter().filter(|one| one.per == per);
            own.flat_map(|one| {
                let label = format!("{before}{}", one.label);
                let earlier = eerder::names(&question.id, entry, &one.id);
                let names = [file_name(&question.id, entry, &one.id)].into_iter().chain(earlier);
                names.map(move |name| Field::text(&name, &label))
            })
            .collect()
        };
        fields.extend(files(None, ""));
        let AnswerKind::Groep { enkelvoud, velden, .. } = &question.answer else { continue };
        for (place, nr) in entry_numbers(form, &question.id).into_iter().enumerate() {
            let before = format!("{} {}: ", kernel::capitalised(enkelvoud), place + 1);
            for field in velden {
                let name = field_name(&question.id, nr, &field.id);
                let label = format!("{before}{}", field.label);
                for part in ["", ".soort", ".voornamen", ".naam"] {
                    fields.push(Field::text(&format!("{name}{part}"), &label));
                }
            }
            fields.extend(files(Some(nr), &before));
        }
    }
    fields
}
