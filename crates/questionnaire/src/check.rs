//! Answers that come in one go, from another program: read against the form, with every fault by its place.

use crate::answers::{
    Answers, Attached, BlockKey, Entry, HIGHEST_ENTRY, MOST_ENTRIES, MOST_PERSONS, Person,
    PersonKey, Signature, Value,
};
use crate::compose::Form;
use crate::evaluate::evaluate;
use crate::question::{AnswerKind, PerWhat, Question};
use crate::value::canonical;
use chrono::NaiveDate;
use kernel::{FaultCode, Faults, Redacted, did_you_mean, pointer_part};
use std::collections::{BTreeMap, BTreeSet};

/// The most documents, and the most people who sign as well.
const MOST_ATTACHED: usize = 300;
const MOST_CO_SIGNERS: usize = 20;

/// Returns answers in their written form, checked against the form on a day.
///
/// Nothing is left out quietly: an answer to a question that the form does not have, or does not ask given the other answers, is a
/// fault, and so is a person whom nobody names. `files` are the ids of the files that came in before. What is missing is no fault;
/// it is a [`Gap`](crate::Gap).
///
/// # Errors
/// Every fault, with its place as a JSON pointer.
pub fn checked(
    form: &Form,
    answers: &Answers,
    files: &BTreeSet<String>,
    today: NaiveDate,
) -> Result<Answers, Faults> {
    let mut check = Check { form, given: answers, files, today, faults: Faults::new() };
    let read = Answers {
        persons: check.persons(),
        blocks: check.blocks(),
        attached: check.attached(),
        signature: answers.signature.as_ref().map(|signature| check.signature(signature)),
    };
    if check.faults.is_empty() {
        check.unasked(&read);
    }
    check.faults.into_result(Some(read))
}

struct Check<'c> {
    form: &'c Form,
    given: &'c Answers,
    files: &'c BTreeSet<String>,
    today: NaiveDate,
    faults: Faults,
}

impl<'c> Check<'c> {
    fn wrong(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.faults.add(place, FaultCode::VerkeerdeVorm, message);
    }

    fn unknown(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.faults.add(place, FaultCode::OnbekendeWaarde, message);
    }

    /// Reads a text as an answer of a kind; what is wrong is no answer.
    fn text(&mut self, place: &str, kind: &AnswerKind, text: &str) -> String {
        canonical(kind, text, self.today)
            .map_err(|fault| self.wrong(place, kernel::lowered(&fault.0)))
            .unwrap_or_default()
    }

    fn line(&mut self, place: &str, text: &Redacted<String>) -> Redacted<String> {
        Redacted::new(self.text(place, &AnswerKind::Tekst, text.reveal()))
    }

    fn persons(&mut self) -> BTreeMap<PersonKey, Person> {
        let given = self.given;
        let mut persons = BTreeMap::new();
        for (key, person) in &given.persons {
            let place = format!("/personen/{key}");
            if key.0 > MOST_PERSONS {
                self.wrong(&place, format!("noem hooguit {MOST_PERSONS} mensen en bedrijven, van p1 tot en met p{MOST_PERSONS}"));
            }
            let first_names = self.line(&format!("{place}/voornamen"), &person.first_names);
            let name = self.line(&format!("{place}/naam"), &person.name);
            persons.insert(*key, Person { kind: person.kind, first_names, name });
        }
        persons
    }

    fn blocks(&mut self) -> BTreeMap<BlockKey, BTreeMap<String, Value>> {
        let given = self.given;
        let mut blocks = BTreeMap::new();
        for (block, answers) in &given.blocks {
            let place = format!("/antwoorden/{block}");
            self.known_block(&place, *block);
            let mut read = BTreeMap::new();
            for (id, value) in answers {
                let place = format!("{place}/{}", pointer_part(id));
                if let Some(question) = self.question(&place, id) {
                    read.insert(id.clone(), self.value(&place, question, value));
                }
            }
            // An empty answer is none.
            read.retain(|_, value| !matches!(value, Value::One(text) if text.is_empty()));
            blocks.insert(*block, read);
        }
        blocks
    }

    fn known_block(&mut self, place: &str, block: BlockKey) {
        if let BlockKey::Person(key) = block {
            self.known_person(place, key);
        }
    }

    fn known_person(&mut self, place: &str, key: PersonKey) {
        if !self.given.persons.contains_key(&key) {
            self.unknown(place, format!("{key} staat niet bij de personen"));
        }
    }

    fn question(&mut self, place: &str, id: &str) -> Option<&'c Question> {
        let form = self.form;
        let found = form.question(id);
        if found.is_none() {
            let near = did_you_mean(id, form.questions.iter().map(|question| question.id.as_str()));
            let message = format!("dit formulier heeft geen vraag «{id}».{near}");
            self.faults.add(place, FaultCode::OnbekendVeld, message);
        }
        found
    }

    fn value(&mut self, place: &str, question: &Question, value: &Value) -> Value {
        match (&question.answer, value) {
            (AnswerKind::Groep { .. }, Value::Entries(entries)) => {
                Value::Entries(self.entries(place, question, entries))
            }
            // JSON does not tell of what an empty list is a list.
            (AnswerKind::Groep { .. }, Value::Many(none)) if none.is_empty() => {
                Value::Entries(Vec::new())
            }
            (AnswerKind::Keuzes { .. }, Value::Many(chosen)) => {
                Value::Many(self.choices(place, &question.answer, chosen))
            }
            (AnswerKind::Groep { .. }, _) => {
                self.wrong(place, "geef een lijst van regels, elk met «nr» en «velden»");
                Value::Entries(Vec::new())
            }
            (AnswerKind::Keuzes { .. }, _) => {
                self.wrong(place, "geef een lijst van gekozen opties");
                Value::Many(Vec::new())
            }
            (kind, Value::One(text)) => Value::One(self.text(place, kind, text)),
            (_, Value::Many(_) | Value::Entries(_)) => {
                self.wrong(place, "geef één tekst, geen lijst");
                Value::One(String::new())
            }
        }
    }

    fn choices(&mut self, place: &str, kind: &AnswerKind, chosen: &[String]) -> Vec<String> {
        let mut read: Vec<String> = Vec::new();
        for (index, text) in chosen.iter().enumerate() {
            let place = format!("{place}/{index}");
            let option = self.text(&place, kind, text);
            if read.contains(&option) && !option.is_empty() {
                self.wrong(&place, format!("«{option}» staat er twee keer"));
            }
            read.push(option);
        }
        read
    }

    fn entries(&mut self, place: &str, question: &Question, entries: &[Entry]) -> Vec<Entry> {
        if entries.len() > MOST_ENTRIES {
            self.wrong(
                place,
                format!(
                    "geef hooguit {MOST_ENTRIES} regels, en voeg anders een lijst toe als bijlage"
                ),
            );
        }
        let mut numbers = BTreeSet::new();
        let mut read = Vec::new();
        for (index, entry) in entries.iter().take(MOST_ENTRIES).enumerate() {
            let place = format!("{place}/{index}");
            if !numbers.insert(entry.nr) {
                self.wrong(
                    format!("{place}/nr"),
                    format!("nummer {} staat er twee keer", entry.nr),
                );
            }
            if entry.nr > HIGHEST_ENTRY {
                let message = format!("een nummer is hooguit {HIGHEST_ENTRY}");
                self.wrong(format!("{place}/nr"), message);
            }
            read.push(self.entry(&format!("{place}/velden"), question, entry));
        }
        read
    }

    fn entry(&mut self, place: &str, question: &Question, entry: &Entry) -> Entry {
        let fields = question.answer.fields();
        let mut read = BTreeMap::new();
        for (id, text) in &entry.fields {
            let place = format!("{place}/{}", pointer_part(id));
            let Some(field) = fields.iter().find(|field| field.id == *id) else {
                let near = did_you_mean(id, fields.iter().map(|field| field.id.as_str()));
                let message = format!("de regels van deze vraag hebben geen veld «{id}».{near}");
                self.faults.add(place, FaultCode::OnbekendVeld, message);
                continue;
            };
            let text = self.text(&place, &field.answer, text);
            if let (AnswerKind::Persoon { .. }, Ok(key)) = (&field.answer, text.parse()) {
                self.known_person(&place, key);
            }
            if !text.is_empty() {
                read.insert(id.clone(), text);
            }
        }
        Entry { nr: entry.nr, fields: read }
    }

    fn attached(&mut self) -> Vec<Attached> {
        let given = self.given;
        if given.attached.len() > MOST_ATTACHED {
            self.wrong("/bijlagen", format!("geef hooguit {MOST_ATTACHED} bijlagen"));
        }
        let some = given.attached.iter().take(MOST_ATTACHED).enumerate();
        some.map(|(index, one)| self.one_attached(&format!("/bijlagen/{index}"), one)).collect()
    }

    fn one_attached(&mut self, place: &str, given: &Attached) -> Attached {
        self.known_block(&format!("{place}/blok"), given.block);
        let question = self.question(&format!("{place}/vraag"), &given.question);
        let known = question.map(|question| &question.attachments);
        if let Some(known) = known {
            match known.iter().find(|one| one.id == given.attachment) {
                None => {
                    let near =
                        did_you_mean(&given.attachment, known.iter().map(|one| one.id.as_str()));
                    let message =
                        format!("deze vraag heeft geen bijlage «{}».{near}", given.attachment);
                    self.unknown(format!("{place}/bijlage"), message);
                }
                Some(attachment) => self.entry_of(place, given, attachment.per),
            }
        }
        let document = self.document(&format!("{place}/stuk"), &given.document, given.earlier);
        if given.dated.is_some_and(|dated| dated > self.today) {
            self.wrong(format!("{place}/gedateerd"), "deze datum ligt in de toekomst");
        }
        Attached { document, ..given.clone() }
    }

    /// A document belongs to an entry exactly when the question asks one for every entry.
    fn entry_of(&mut self, place: &str, given: &Attached, per: PerWhat) {
        let entries = self.given.entries(given.block, &given.question);
        let place = format!("{place}/regel");
        match (per, given.entry) {
            (PerWhat::Vraag, None) => {}
            (PerWhat::Vraag, Some(_)) => {
                self.wrong(place, "deze bijlage hoort bij de vraag als geheel; laat «regel» weg");
            }
            (PerWhat::Regel, Some(nr)) if entries.iter().any(|entry| entry.nr == nr) => {}
            (PerWhat::Regel, Some(nr)) => self.unknown(place, format!("er is geen regel {nr}")),
            (PerWhat::Regel, None) => {
                self.faults.add(
                    place,
                    FaultCode::Ontbreekt,
                    "noem de regel waar deze bijlage bij hoort",
                );
            }
        }
    }

    fn document(&mut self, place: &str, given: &str, earlier: bool) -> String {
        let text = self.text(place, &AnswerKind::Tekst, given);
        if text.is_empty() {
            self.faults.add(place, FaultCode::Ontbreekt, "noem het stuk");
        } else if !earlier && !self.files.contains(&text) {
            let message = "dit bestand is er niet; zet «eerder» op true als de overheid het stuk al heeft, en zeg dan welk stuk het is";
            self.unknown(place, message);
        }
        text
    }

    fn signature(&mut self, given: &Signature) -> Signature {
        let place = "/ondertekening";
        for (field, text) in
            [("naam", &given.name), ("functie", &given.function), ("plaats", &given.place)]
        {
            if text.reveal().trim().is_empty() {
                self.faults.add(
                    format!("{place}/{field}"),
                    FaultCode::Ontbreekt,
                    format!("vul de {field} in"),
                );
            }
        }
        if given.on > self.today {
            self.wrong(format!("{place}/op"), "deze datum ligt in de toekomst");
        }
        if given.co_signers.len() > MOST_CO_SIGNERS {
            self.wrong(
                format!("{place}/medeondertekenaars"),
                format!("geef hooguit {MOST_CO_SIGNERS} namen"),
            );
        }
        let some = given.co_signers.iter().take(MOST_CO_SIGNERS).enumerate();
        let co_signers = some
            .map(|(index, name)| self.line(&format!("{place}/medeondertekenaars/{index}"), name))
            .collect();
        let authorisation = given.authorisation.as_deref();
        Signature {
            name: self.line(&format!("{place}/naam"), &given.name),
            function: self.line(&format!("{place}/functie"), &given.function),
            place: self.line(&format!("{place}/plaats"), &given.place),
            on: given.on,
            by_proxy: given.by_proxy,
            authorisation: authorisation
                .map(|document| self.document(&format!("{place}/machtiging"), document, false)),
            co_signers,
        }
    }

    /// Names every answer to a question that is not asked given the others, and everybody whom nobody names.
    fn unasked(&mut self, read: &Answers) {
        let sheet = evaluate(self.form, read);
        let asked: BTreeSet<(BlockKey, &str)> =
            sheet.certain().map(|(block, question)| (block.key, question.id.as_str())).collect();
        let mut contradict = |place: String, message: &str| {
            self.faults.add(place, FaultCode::Tegenstrijdig, message);
        };
        for key in read.persons.keys().filter(|key| !sheet.named.contains_key(key)) {
            contradict(format!("/personen/{key}"), "geen antwoord noemt deze persoon");
        }
        for (block, answers) in &read.blocks {
            for id in answers.keys().filter(|id| !asked.contains(&(*block, id.as_str()))) {
                contradict(format!("/antwoorden/{block}/{id}"), UNASKED);
            }
        }
        for (index, one) in read.attached.iter().enumerate() {
            if !asked.contains(&(one.block, one.question.as_str())) {
                contradict(format!("/bijlagen/{index}/vraag"), UNASKED);
            }
        }
    }
}

const UNASKED: &str = "deze vraag wordt bij deze antwoorden niet gesteld; laat het antwoord weg, of geef het antwoord waarvan zij afhangt";
