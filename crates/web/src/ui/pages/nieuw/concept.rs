//! The draft: what was filled in in each step, and the application that it makes.

use app::{AppError, Caller, Explained, FactQuestion};
use chrono::NaiveDate;
use kernel::Moment;
use serde_json::{Value, json};

use super::{APPLICATION, REVIEW, SUBJECT};
use crate::ui::facts;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// Fields with the name of their place in an application file.
const TEXTS: [(&str, &str); 6] = [
    ("naam", "/betrokkene/naam"),
    ("kvkNummer", "/betrokkene/kvkNummer"),
    ("straat", "/betrokkene/adres/straat"),
    ("huisnummer", "/betrokkene/adres/huisnummer"),
    ("postcode", "/betrokkene/adres/postcode"),
    ("plaats", "/betrokkene/adres/plaats"),
];
/// The date of birth, by its field and its place; only a human being has one.
pub(super) const BORN: &str = "geboortedatum";
const BORN_AT: &str = "/betrokkene/geboortedatum";
const HUMAN: [&str; 2] = ["natuurlijk-persoon", "eenmanszaak"];
/// The question that the second step always asks, whether or not a rule looks at the answer.
const SUBJECT_KIND: &str = "/betrokkene/soort";

/// A draft.
pub(super) struct Draft {
    /// The first step.
    pub(super) application: Form,
    /// The second step.
    pub(super) subject: Form,
    /// When something was last kept.
    pub(super) kept_at: Option<Moment>,
}

/// What a draft comes to.
pub(super) struct Outcome {
    /// The application file.
    pub(super) json: Value,
    /// What to ask about this kind of application.
    pub(super) questions: Vec<FactQuestion>,
    /// The outcome; none while kind or day are missing or wrong.
    pub(super) explained: Option<Explained>,
    /// What is wrong with what was filled in.
    pub(super) mistakes: Mistakes,
}

impl Draft {
    /// Reads the draft of the caller.
    pub(super) async fn of(visit: &Visit, caller: &Caller) -> Result<Self, Trouble> {
        let application = visit.kept(caller, APPLICATION).await?;
        let subject = visit.kept(caller, SUBJECT).await?;
        let kept_at = application.iter().chain(&subject).map(|(_, at)| *at).max();
        let form = |kept: Option<(Form, Moment)>| kept.map(|(form, _)| form).unwrap_or_default();
        Ok(Self { application: form(application), subject: form(subject), kept_at })
    }

    /// Forgets the draft.
    pub(super) async fn drop(visit: &Visit, caller: &Caller) -> Result<(), Trouble> {
        for step in [APPLICATION, SUBJECT, REVIEW] {
            visit.app.drop_kept_input(caller, step).await?;
        }
        Ok(())
    }

    /// Returns the time at which something was last kept, in words.
    pub(super) fn kept_in_words(&self) -> Option<String> {
        self.kept_at.map(words::clock_time)
    }

    /// Works out what the draft comes to.
    pub(super) fn outcome(&self, visit: &Visit, caller: &Caller) -> Outcome {
        let mut mistakes = Mistakes::default();
        let kind = self.application.text("soort");
        let mut json = json!({ "soort": kind });
        if let Some(reference) = self.application.given("kenmerk") {
            json["kenmerk"] = json!(reference);
        }
        let received = self.received(visit.today(), &mut mistakes);
        if let Some(day) = received {
            json["ontvangenOp"] = json!(day);
        }
        for (field, pointer) in TEXTS {
            if let Some(text) = self.subject.given(field) {
                facts::put(&mut json, pointer, json!(text));
            }
        }
        if let Some(day) = self.born(visit.today(), &mut mistakes) {
            facts::put(&mut json, BORN_AT, json!(day));
        }
        let on = received.unwrap_or_else(|| visit.today());
        let questions = visit.app.questions(caller.party(), kind, on).unwrap_or_default();
        let (subject, rest) = apart(&questions);
        facts::read(&rest, &self.application, &mut json, &mut mistakes);
        facts::read(&subject, &self.subject, &mut json, &mut mistakes);
        if let Some(kind) = self.subject.given("betrokkeneSoort") {
            facts::put(&mut json, SUBJECT_KIND, json!(kind));
        }
        let explained = match received {
            Some(on) if !kind.is_empty() && mistakes.is_empty() => {
                explained(visit, caller, (&json, on), &questions, &mut mistakes)
            }
            _ => None,
        };
        Outcome { json, questions, explained, mistakes }
    }

    /// Reads the day of receipt.
    fn received(&self, today: NaiveDate, mistakes: &mut Mistakes) -> Option<NaiveDate> {
        let text = self.application.given("ontvangenOp")?;
        let day = words::read_day(text);
        let wrong = match day {
            None => "Vul een dag in als 23-02-2027.",
            Some(day) if day > today => {
                "Die dag moet nog komen. Vul de dag in waarop de aanvraag binnenkwam."
            }
            Some(_) => return day,
        };
        mistakes.add("ontvangenOp", format!("U vulde «{text}» in. {wrong}"));
        None
    }

    /// Reads the date of birth.
    fn born(&self, today: NaiveDate, mistakes: &mut Mistakes) -> Option<NaiveDate> {
        let text = self.subject.given(BORN)?;
        let kind = self.subject.given("betrokkeneSoort");
        let wrong = match words::read_day(text) {
            None => "Vul een dag in als 23-02-1971.",
            Some(day) if day > today => "Die dag moet nog komen.",
            Some(_) if kind.is_some_and(|kind| !HUMAN.contains(&kind)) => {
                "Alleen een mens heeft een geboortedatum: maak dit veld leeg of kies een ander soort persoon."
            }
            Some(day) => return Some(day),
        };
        mistakes.add(BORN, format!("U vulde «{text}» in. {wrong}"));
        None
    }
}

/// Works out the outcome; faults in the input become mistakes.
fn explained(
    visit: &Visit,
    caller: &Caller,
    (json, on): (&Value, NaiveDate),
    questions: &[FactQuestion],
    mistakes: &mut Mistakes,
) -> Option<Explained> {
    match visit.app.explain(caller.party(), json, on) {
        Ok(explained) => Some(explained),
        Err(AppError::Input(faults)) => {
            let place = |pointer: &str| field_at(questions, pointer);
            mistakes.join(Mistakes::of_faults(&faults, place));
            None
        }
        Err(_) => None,
    }
}

/// Returns the questions about the person concerned, and the others. The kind of person is always asked, so it is in neither.
pub(super) fn apart(questions: &[FactQuestion]) -> (Vec<FactQuestion>, Vec<FactQuestion>) {
    let asked = questions.iter().filter(|question| question.pointer != SUBJECT_KIND).cloned();
    asked.partition(|question| question.pointer.starts_with("/betrokkene/"))
}

/// Returns the field for a place in the application, so that a mistake stands with what was filled in.
pub(super) fn field_at(questions: &[FactQuestion], pointer: &str) -> String {
    let pointer = pointer.strip_prefix("/aanvraag").unwrap_or(pointer);
    let text =
        TEXTS.iter().find(|(_, place)| *place == pointer).map(|(field, _)| (*field).to_owned());
    let own = match pointer {
        "/soort" | "/kenmerk" | "/ontvangenOp" => Some(pointer.trim_start_matches('/').to_owned()),
        SUBJECT_KIND => Some("betrokkeneSoort".to_owned()),
        "/betrokkene/adres" => Some("straat".to_owned()),
        BORN_AT => Some(BORN.to_owned()),
        _ => None,
    };
    text.or(own).or_else(|| facts::field_at(questions, pointer)).unwrap_or_default()
}

/// Keeps those mistakes that stand with one of these fields, and those that stand with none.
pub(super) fn of_fields(mistakes: &Mistakes, fields: &[Field]) -> Mistakes {
    let mut kept = Mistakes::default();
    for (name, sentence) in mistakes.iter() {
        if name.is_empty() || fields.iter().any(|field| field.name() == name) {
            kept.add(name, sentence);
        }
    }
    kept
}
