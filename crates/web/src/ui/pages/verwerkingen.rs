//! The log of processing (Logboek Dataverwerkingen), of a period or of one person. The person travels in a form, never in an
//! address.

use app::{Caller, LdvRecord, Paged, Permission, ProcessingQuery};
use chrono::{Days, NaiveDate, TimeDelta};
use kernel::{Moment, SubjectId};
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const AUDIT: PageAccess = PageAccess::Right(Permission::Audit);
const PATH: &str = "/verwerkingen";
const FROM: &str = "van";
const UNTIL: &str = "tot-en-met";
const PERSON: &str = "persoon";
/// The period that the form proposes, in days.
const PROPOSED: u64 = 7;
/// The longest period, in days: a year, and a day for a leap year.
const LONGEST: i64 = 366;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, AUDIT, ask), post(PATH, AUDIT, show)]
}

#[derive(Debug, Serialize)]
struct Verwerkingen {
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    gezocht: bool,
    onder: String,
    regels: Vec<Regel>,
    /// What the form for the next page sends again.
    vraag: Vec<Verborgen>,
    volgende: Option<String>,
}

/// One processing.
#[derive(Debug, Serialize)]
struct Regel {
    op: String,
    wat: String,
    activiteit: String,
    over: String,
    afloop: &'static str,
}

#[derive(Debug, Serialize)]
struct Verborgen {
    naam: &'static str,
    waarde: String,
}

impl View for Verwerkingen {
    const TEMPLATE: &'static str = "pages/verwerkingen";
}

/// What is asked, when it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    from: NaiveDate,
    until: NaiveDate,
    person: Option<SubjectId>,
}

async fn ask(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    let mut form = visit.form.clone();
    if !visit.recalled {
        let today = visit.today();
        let from = today.checked_sub_days(Days::new(PROPOSED)).unwrap_or(today);
        form.set(FROM, words::filled_day(from));
        form.set(UNTIL, words::filled_day(today));
    }
    page(&visit, "Verwerkingen", &empty(&form, &Mistakes::default()))
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let asked = match read(&visit.form) {
        Ok(asked) => asked,
        Err(mistakes) => {
            return page_with_mistakes(&visit, "Verwerkingen", &empty(&visit.form, &mistakes));
        }
    };
    let query = asked.query(visit.form.given("na"));
    let found = visit.app.processing_log(&caller, &query).await?;
    page(&visit, "Verwerkingen", &view(&visit.form, asked, &found, visit.today()))
}

impl Asked {
    fn query(self, cursor: Option<&str>) -> ProcessingQuery {
        let next = self.until.checked_add_days(Days::new(1)).unwrap_or(self.until);
        // The last moment of the last day.
        let until = Moment::start_of(next).after(TimeDelta::microseconds(-1));
        ProcessingQuery {
            van: Moment::start_of(self.from).time(),
            tot_en_met: until.time(),
            persoon: self.person,
            cursor: cursor.map(str::to_owned),
        }
    }
}

fn read(form: &Form) -> Result<Asked, Mistakes> {
    let mut mistakes = Mistakes::default();
    let mut day = |field: &str| {
        let day = words::read_day(form.text(field));
        if day.is_none() {
            mistakes.add(field, "Vul een dag in, bijvoorbeeld 23-02-2027.");
        }
        day
    };
    let (from, until) = (day(FROM), day(UNTIL));
    let person = form.given(PERSON).map(str::parse::<SubjectId>);
    if let Some(Err(_)) = person {
        mistakes.add(PERSON, "Vul het id van een persoon in: 32 letters en cijfers met streepjes.");
    }
    let period = from.zip(until);
    if let Some((from, until)) = period {
        let days = (until - from).num_days();
        if days < 0 {
            mistakes.add(UNTIL, "Deze dag ligt voor de eerste dag. Vul een latere dag in.");
        } else if days > LONGEST {
            mistakes.add(UNTIL, "Dit is meer dan een jaar. Vraag het in delen op.");
        }
    }
    match period {
        Some((from, until)) if mistakes.is_empty() => {
            Ok(Asked { from, until, person: person.and_then(Result::ok) })
        }
        _ => Err(mistakes),
    }
}

fn empty(form: &Form, mistakes: &Mistakes) -> Verwerkingen {
    let velden = [
        Field::day(FROM, "Van"),
        Field::day(UNTIL, "Tot en met"),
        Field::text(PERSON, "Id van een persoon").optional().hint(
            "Voor een verzoek om inzage (AVG art. 15). Een lid van het dossier kan u het id geven.",
        ),
    ];
    let velden: Vec<Field> = velden.map(|field| field.filled(form, mistakes)).into();
    Verwerkingen {
        samenvatting: Summary::of(mistakes, &velden),
        velden,
        gezocht: false,
        onder: String::new(),
        regels: Vec::new(),
        vraag: Vec::new(),
        volgende: None,
    }
}

fn view(form: &Form, asked: Asked, found: &Paged<LdvRecord>, today: NaiveDate) -> Verwerkingen {
    let regels = match asked.person {
        Some(_) => found.items.iter().map(|record| line(record, 1, today)).collect(),
        None => actions(&found.items, today),
    };
    let hidden = |naam| Verborgen { naam, waarde: form.text(naam).to_owned() };
    Verwerkingen {
        gezocht: true,
        onder: under(regels.len(), asked, found.volgende.is_some()),
        regels,
        vraag: [FROM, UNTIL, PERSON].map(hidden).into(),
        volgende: found.volgende.clone(),
        ..empty(form, &Mistakes::default())
    }
}

fn under(number: usize, asked: Asked, more: bool) -> String {
    let what = words::count(number, "verwerking", "verwerkingen");
    match (asked.person, more) {
        (_, false) if number == 0 => "Geen verwerkingen gevonden".to_owned(),
        (Some(_), _) => format!("{what} over deze persoon"),
        (None, true) => format!("{what} op deze pagina, de oudste eerst"),
        (None, false) => format!("{what}, de oudste eerst"),
    }
}

/// Makes one line of an action with the records of its persons, which follow it.
fn actions(records: &[LdvRecord], today: NaiveDate) -> Vec<Regel> {
    let of_action = |record: &LdvRecord| record.parent_span_id.is_none();
    let starts = records.iter().enumerate().filter(|(_, record)| of_action(record));
    let line = |(place, record): (usize, &LdvRecord)| {
        let persons = records[place + 1..].iter().take_while(|record| !of_action(record)).count();
        line(record, persons, today)
    };
    starts.map(line).collect()
}

fn line(record: &LdvRecord, persons: usize, today: NaiveDate) -> Regel {
    let at = record.start_time.checked_mul(1_000).and_then(Moment::from_micros);
    Regel {
        op: at.map(|at| words::moment(at, today)).unwrap_or_default(),
        wat: kernel::capitalised(&record.name.replace('-', " ")),
        activiteit: record.attributes.processing_activity_id.clone(),
        over: words::count(persons, "persoon", "personen"),
        afloop: match record.status.as_str() {
            "Ok" => "gelukt",
            "Error" => "mislukt",
            _ => "niet vastgelegd",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::stand::tests::today;
    use app::LdvAttributes;

    fn record(parent: bool, status: &str) -> LdvRecord {
        LdvRecord {
            trace_id: "t".to_owned(),
            span_id: "s".to_owned(),
            parent_span_id: (!parent).then(|| "s".to_owned()),
            status: status.to_owned(),
            name: "dossiers-lijst".to_owned(),
            start_time: 1_802_600_000_000,
            end_time: 1_802_600_000_001,
            attributes: LdvAttributes {
                processing_activity_id: "https://voorbeeld.example/dossiers-lijst".to_owned(),
                data_subject_id: (!parent).then(|| "p".to_owned()),
                data_subject_id_type: None,
            },
        }
    }

    fn read_text(text: &str) -> Result<Asked, Mistakes> {
        read(&Form::of_body(text.as_bytes()))
    }

    #[test]
    fn a_period_is_whole_dutch_days() {
        let asked = read_text("van=2-11-2026&tot-en-met=2-11-2026").unwrap();
        let query = asked.query(None);
        assert_eq!(query.van.to_rfc3339(), "2026-11-01T23:00:00+00:00");
        assert_eq!(query.tot_en_met.to_rfc3339(), "2026-11-02T22:59:59.999999+00:00");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let wrong = |text: &str, field: &str| read_text(text).unwrap_err().of(field).is_some();
        assert!(wrong("van=x&tot-en-met=2-11-2026", FROM));
        assert!(wrong("van=3-11-2026&tot-en-met=2-11-2026", UNTIL));
        assert!(wrong("van=1-1-2025&tot-en-met=2-11-2026", UNTIL));
        assert!(wrong("van=1-11-2026&tot-en-met=2-11-2026&persoon=Jansen", PERSON));
    }

    #[test]
    fn an_action_counts_its_persons() {
        let found = Paged {
            items: vec![
                record(true, "Ok"),
                record(false, "Ok"),
                record(false, "Ok"),
                record(true, "Error"),
            ],
            volgende: Some("abc".to_owned()),
        };
        let form = Form::of_body(b"van=1-2-2027&tot-en-met=16-2-2027");
        let page = filled(&view(&form, read(&form).unwrap(), &found, today()));
        for words in [
            "Dossiers lijst",
            "2 personen",
            "0 personen",
            "mislukt",
            "name=\"na\" value=\"abc\"",
            "2 verwerkingen op deze pagina",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
    }

    #[test]
    fn nothing_found_and_a_mistake_keep_what_was_filled_in() {
        let form = Form::of_body(
            b"van=1-2-2027&tot-en-met=16-2-2027&persoon=019d0000-0000-7000-8000-000000000001",
        );
        let none = Paged { items: Vec::new(), volgende: None };
        let page = filled(&view(&form, read(&form).unwrap(), &none, today()));
        assert!(page.contains("Geen verwerkingen gevonden") && page.contains("value=\"1-2-2027\""));
        let form = Form::of_body(b"van=gisteren&tot-en-met=16-2-2027");
        let page = filled(&empty(&form, &read(&form).unwrap_err()));
        assert!(page.contains("href=\"#van\"") && page.contains("value=\"gisteren\""));
    }
}
