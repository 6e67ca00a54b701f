//! One file by API, from application to a closed refusal, in a year to the day.
//!
//! Reckoned by hand from `design/terms.md`, not copied from what the program says. The days of the week follow from Monday
//! 2 November 2026. No term ends on these days: Good Friday 26 and Easter Monday 29 March 2027 (Easter is the 28th), King's Day
//! 27 April, Liberation Day 5 May, Ascension Day 6 May, Friday 7 May (equated), Whit Monday 17 May.
//!
//! The decision term, raw and then as shown:
//! - Receipt 2 November, eight weeks: 2 November + 56 = Monday 28 December 2026.
//! - Repair asked on 18 November, until 2 December. On the day itself nothing is paused: the 28th, at the earliest. Unused:
//!   2 December - 18 November - 1 = 13 days: Sunday 10 January 2027, so at the latest Monday the 11th.
//! - Complete on the 27th: 27 - 18 - 1 = 8 days: Tuesday 5 January, raw and shown.
//! - LBB asked on 3 December, both ends count. On that day 1 day: Wednesday 6 January. Cap 56: 5 January + 56 = Tuesday 2 March.
//! - Question on 15 December: 15 - 3 + 1 = 13: Monday 18 January. How long the question lasts nobody knows, so no latest day.
//! - Answer on 29 December: 27: Monday 1 February. The question took 29 - 15 = 14 days: cap 70: Tuesday 16 March.
//! - Extension by 28 days told on 8 February: 28 (in December) + 31 + 8 + 1 = 68: Sunday 14 March, so Monday the 15th. Cap 98:
//!   Tuesday 13 April.
//! - Received on 5 March: 28 + 31 + 28 + 5 + 1 = 93, below 98: 5 January + 93 = Thursday 8 April.
//! - Extension of the decision term by six weeks, known on 8 March: 8 April + 42 = Thursday 20 May.
//!
//! The term of the LBB, both ends counting: 3 December + 55 = 27 January; while the question is open at the earliest that; 14
//! days more: 10 February; 28 more: 10 March.
//!
//! The remedies:
//! - Refused on Monday 5 April: + 42 = Whit Monday 17 May, so Tuesday 18 May.
//! - Objection with a committee: twelve weeks from the end of that term: 18 May + 84 = Tuesday 10 August.
//! - Extended: + 42 = Tuesday 21 September.
//! - Decided on the objection on Monday 13 September: + 42 = Monday 25 October. What was posted in time may come until a week
//!   later (Awb 6:9): Monday 1 November. Closed on the 2nd.

use super::samples::{
    advice_request, assessment, evidence, form, forms, intention, new_file, reason, refusal,
};
use app::{Carrier, Delivery, Worker};
use chrono::NaiveDate;
use harness::{Dossier, Official, TestApp, on_every_app};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// A term: kind, last day, and `~` when that is the earliest it can be; then the latest day, when there is one.
type Shown = &'static str;

/// What is done on a day, and what the file shows after it.
struct Row {
    day: &'static str,
    who: Who,
    step: &'static str,
    body: Value,
    /// The state after it.
    state: &'static str,
    /// The term that counts.
    term: Shown,
    /// The other terms.
    others: &'static [Shown],
    /// The duties it gives.
    tasks: &'static [&'static str],
    /// The letters it gives: number and to whom.
    letters: &'static [&'static str],
}

#[derive(Clone, Copy)]
enum Who {
    Behandelaar,
    TweedeLezer,
    Beslisser,
}

impl Who {
    fn of(self, app: &TestApp) -> &Official {
        match self {
            Self::Behandelaar => &app.emmen.behandelaar,
            Self::TweedeLezer => &app.emmen.tweede_lezer,
            Self::Beslisser => &app.emmen.beslisser,
        }
    }
}

fn row(
    day: &'static str,
    step: &'static str,
    body: Value,
    state: &'static str,
    term: Shown,
) -> Row {
    let (others, tasks, letters): (&[&str], &[&str], &[&str]) = (&[], &[], &[]);
    Row { day, who: Who::Behandelaar, step, body, state, term, others, tasks, letters }
}

impl Row {
    fn by(self, who: Who) -> Self {
        Self { who, ..self }
    }

    fn others(self, others: &'static [Shown]) -> Self {
        Self { others, ..self }
    }

    fn tasks(self, tasks: &'static [&'static str]) -> Self {
        Self { tasks, ..self }
    }

    fn letters(self, letters: &'static [&'static str]) -> Self {
        Self { letters, ..self }
    }
}

/// The one who is asked, and the third who lends.
struct People {
    main: String,
    third: String,
}

fn application(people: &People) -> Vec<Row> {
    let (main, first) = (people.main.as_str(), "beslistermijn 2026-12-28");
    let gap = "De leenovereenkomst.";
    let repair = json!({ "persoon": main, "op": "2026-11-18", "uiterlijk": "2026-12-02", "ontbreekt": [gap] });
    vec![
        row("2026-11-04", "toepassingsbereik", json!({}), "toepassingsbereik", first),
        row(
            "2026-11-05",
            "vragenlijsten",
            forms("2026-11-05", "2026-11-19"),
            "vragenlijst-uit",
            first,
        )
        .others(&["vragenlijst 2026-11-19"])
        .letters(&["L02 betrokkene"]),
        row(
            "2026-11-17",
            "vragenlijstontvangsten",
            form(main, "2026-11-17", &[gap]),
            "vragenlijst-uit",
            first,
        ),
        row(
            "2026-11-18",
            "herstelverzoeken",
            repair,
            "herstel",
            "beslistermijn 2026-12-28~ 2027-01-11",
        )
        .others(&["hersteltermijn 2026-12-02"])
        .letters(&["L03 betrokkene"]),
        row(
            "2026-11-27",
            "vragenlijstontvangsten",
            form(main, "2026-11-27", &[]),
            "compleet",
            "beslistermijn 2027-01-05",
        ),
        row(
            "2026-11-30",
            "onderzoek",
            json!({ "op": "2026-11-30" }),
            "onderzoek",
            "beslistermijn 2027-01-05",
        )
        .tasks(&["registerbewijs-opnemen 2026-12-14"]),
    ]
}

fn advice() -> Vec<Row> {
    let asked = advice_request("2026-12-03");
    let received = json!({ "op": "2027-03-05", "stuk": evidence("lbb-advies") });
    vec![
        row(
            "2026-12-03",
            "adviesaanvragen",
            asked,
            "lbb-advies",
            "beslistermijn 2027-01-06~ 2027-03-02",
        )
        .others(&["lbb-advies 2027-01-27"])
        // Art. 32: the same day. The fee: thirty days, a choice of the house.
        .tasks(&["adviesaanvraag-melden 2026-12-03", "bijdrage-betalen 2027-01-02"])
        .letters(&["L09 -", "L10 betrokkene"]),
        row(
            "2026-12-15",
            "lbb-vragen",
            json!({ "op": "2026-12-15" }),
            "lbb-advies",
            "beslistermijn 2027-01-18~",
        )
        .others(&["lbb-advies 2027-01-27~"])
        .letters(&["L11 betrokkene"]),
        row(
            "2026-12-29",
            "lbb-antwoorden",
            json!({ "op": "2026-12-29" }),
            "lbb-advies",
            "beslistermijn 2027-02-01~ 2027-03-16",
        )
        .others(&["lbb-advies 2027-02-10"]),
        row(
            "2027-02-08",
            "lbb-verlengingen",
            json!({ "op": "2027-02-08", "dagen": 28 }),
            "lbb-advies",
            "beslistermijn 2027-03-15~ 2027-04-13",
        )
        .others(&["lbb-advies 2027-03-10"])
        .letters(&["L11 betrokkene"]),
        row("2027-03-05", "lbb-adviezen", received, "onderzoek", "beslistermijn 2027-04-08"),
        row(
            "2027-03-08",
            "beslistermijnverlengingen",
            json!({ "op": "2027-03-08", "weken": 6 }),
            "onderzoek",
            "beslistermijn 2027-05-20",
        )
        .letters(&["L04 -"]),
    ]
}

fn judgement(people: &People) -> Vec<Row> {
    let last = "beslistermijn 2027-05-20";
    let views = json!({ "persoon": people.main, "op": "2027-03-30", "wijze": "schriftelijk", "stuk": evidence("zienswijze") });
    vec![
        row("2027-03-15", "beoordelingen", assessment(), "beoordeeld", last),
        // The LBB advised, so art. 7a(7) asks no report.
        row(
            "2027-03-16",
            "bevestigingen",
            json!({ "toelichting": reason("nagelopen") }),
            "beoordeeld",
            last,
        )
        .by(Who::TweedeLezer),
        // Views stop nothing.
        row(
            "2027-03-18",
            "voornemens",
            intention(&people.third, "2027-03-18", "2027-04-01"),
            "voornemen",
            last,
        )
        .others(&["zienswijze 2027-04-01"])
        .letters(&["L12 betrokkene", "L13 derde"]),
        row("2027-03-30", "zienswijzen", views, "voornemen", last)
            .others(&["zienswijze 2027-04-01"]),
        row(
            "2027-04-02",
            "ongebruikte-zienswijzen",
            json!({ "persoon": people.third }),
            "voornemen",
            last,
        ),
        row("2027-04-05", "beslissingen", refusal("2027-04-05"), "besloten", "bezwaar 2027-05-18")
            .by(Who::Beslisser)
            .letters(&["L17 betrokkene"]),
    ]
}

fn remedies() -> Vec<Row> {
    let objection = json!({ "op": "2027-05-18", "van": "De betrokkene.", "commissie": true });
    let decision = json!({ "uitkomst": "ongegrond", "motivering": reason("het bezwaar"), "mandaat": "Het college.", "bekendgemaaktOp": "2027-09-13" });
    vec![
        row("2027-05-18", "bezwaren", objection, "bezwaar", "beslissing-op-bezwaar 2027-08-10"),
        row(
            "2027-08-02",
            "verdagingen",
            json!({ "op": "2027-08-02" }),
            "bezwaar",
            "beslissing-op-bezwaar 2027-09-21",
        ),
        row("2027-09-13", "beslissingen-op-bezwaar", decision, "besloten", "beroep 2027-10-25")
            .by(Who::Beslisser),
        row(
            "2027-11-02",
            "afsluiting",
            json!({ "motivering": reason("onherroepelijk") }),
            "gesloten",
            "-",
        ),
    ]
}

fn table(people: &People) -> Vec<Row> {
    [application(people), advice(), judgement(people), remedies()].into_iter().flatten().collect()
}

/// Says a term as the table does.
fn term(term: &Value) -> String {
    let Some(kind) = term["soort"].as_str() else { return "-".to_owned() };
    let mark = if term["minimaal"] == json!(true) { "~" } else { "" };
    let latest = term["opZijnLaatst"].as_str().map(|day| format!(" {day}")).unwrap_or_default();
    format!("{kind} {}{mark}{latest}", term["uiterlijk"].as_str().unwrap())
}

/// What the outbox gave since the last look.
async fn delivered(app: &TestApp) -> Vec<Delivery> {
    let list = Arc::new(Mutex::new(Vec::new()));
    Worker::new(app.app.clone(), Carrier::Memory(Arc::clone(&list)), None).round().await.unwrap();
    let list = list.lock().unwrap();
    list.clone()
}

fn letters(deliveries: &[Delivery], people: &People) -> Vec<String> {
    let letters = deliveries.iter().filter(|delivery| delivery.soort == "brief");
    letters
        .map(|letter| {
            let whom = match letter.inhoud["persoon"].as_str() {
                Some(id) if id == people.main => "betrokkene",
                Some(id) if id == people.third => "derde",
                Some(other) => other,
                None => "-",
            };
            format!("{} {whom}", letter.inhoud["brief"].as_str().unwrap())
        })
        .collect()
}

/// Returns the open duties on a file that were not there before, and closes them.
async fn new_tasks(app: &TestApp, by: &Official, file: &Dossier) -> Vec<String> {
    let path = format!("{}/taken", file.path());
    let open = app.get(by, &path).await.expect(200).json();
    let mut found = Vec::new();
    for task in open["items"].as_array().unwrap() {
        let text = |name: &str| task[name].as_str().unwrap().to_owned();
        found.push(format!("{} {}", text("plicht"), text("uiterlijk")));
        let done = format!("{path}/{}/afronding", text("id"));
        app.post(by, &done, &json!({ "notitie": reason("gedaan") })).await.expect(204);
    }
    found
}

/// Opens the file, with everyone who works on it.
async fn opened(app: &TestApp) -> (Dossier, People) {
    let official = &app.emmen.behandelaar;
    app.today("2026-11-02");
    let file = app.open(official, &new_file("Z-2026-LEVEN")).await;
    assert_eq!(file.state(), "intake");
    assert_eq!(term(&file.shown["klok"]["huidig"]), "beslistermijn 2026-12-28");
    for who in [&app.emmen.tweede_lezer, &app.emmen.beslisser] {
        app.admit(official, &file, who).await;
    }
    let people = People { main: file.person(0), third: file.person(1) };
    (file, people)
}

/// Takes one row and compares all it says.
async fn walk(app: &TestApp, file: &mut Dossier, people: &People, row: &Row) {
    let official = &app.emmen.behandelaar;
    app.today(row.day);
    let answer = app.step(row.who.of(app), file, row.step, &row.body).await;
    let at = format!("{} {}", row.day, row.step);
    assert_eq!(answer.status, 200, "{at}: {}", answer.text);
    *file = Dossier::of(&answer.json());
    assert_eq!(file.state(), row.state, "{at}");
    // What a reader sees on that day is what the step answered.
    let read = app.get(official, &file.path()).await.expect(200).json();
    assert_eq!(read, file.shown, "{at}");
    let clock = &file.shown["klok"];
    assert_eq!(term(&clock["huidig"]), row.term, "{at}");
    let others: Vec<String> = clock["overige"].as_array().unwrap().iter().map(term).collect();
    assert_eq!(others, row.others, "{at}");
    assert_eq!(new_tasks(app, official, file).await, row.tasks, "{at}");
    assert_eq!(letters(&delivered(app).await, people), row.letters, "{at}");
}

#[test]
fn a_file_goes_from_application_to_a_closed_refusal() {
    on_every_app(async |app| {
        let official = &app.emmen.behandelaar;
        let (mut file, people) = opened(app).await;
        for row in table(&people) {
            if row.step == "afsluiting" {
                app.today("2027-11-01");
                let early = app.step(official, &file, row.step, &row.body).await;
                early.refused(409, "rechtsmiddelentermijn-loopt");
            }
            walk(app, &mut file, &people, &row).await;
        }
        let caller = app.caller(official).await;
        assert!(app.app.replays(&caller, file.id.parse().unwrap()).await.unwrap());
        assert!(app.app.store().verify_audit(None, &[]).await.unwrap().is_sound());
        assert_history(app, &file, &people).await;
    });
}

/// The history has every date that the file had, each with the event that moved it.
async fn assert_history(app: &TestApp, file: &Dossier, people: &People) {
    let path = format!("{}/termijnverleden", file.path());
    let past = app.get(&app.emmen.behandelaar, &path).await.expect(200).json();
    let past: Vec<String> = past.as_array().unwrap().iter().map(past_term).collect();
    let mut expected = vec!["beslistermijn 2026-12-28".to_owned()];
    for row in table(people) {
        // The history keeps the day that counts, not the latest there can be.
        let words: Vec<&str> = row.term.split(' ').take(2).collect();
        if expected.last().is_some_and(|last| *last != words.join(" ")) {
            expected.push(words.join(" "));
        }
    }
    assert_eq!(past, expected);
}

fn past_term(past: &Value) -> String {
    let Some(kind) = past["termijnsoort"].as_str() else { return "-".to_owned() };
    let mark = if past["minimaal"] == json!(true) { "~" } else { "" };
    format!("{kind} {}{mark}", past["uiterlijk"].as_str().unwrap())
}

/// What the worker reminds of on the way, one round every morning before the work of the day. By hand:
/// - Before the refusal nothing: the term stood still or was moved before its last fourteen days began.
/// - To object, until 18 May: 4, 11 and 16 May. The objection came on the last day.
/// - To decide on it, until 10 August: 27 July. On 2 August it moved to 21 September: 7 September. Decided on the 13th.
/// - To appeal, until 25 October: 11, 18 and 23 October, and once after it was over.
const REMINDERS: [&str; 9] = [
    "2027-05-04 bezwaar 2027-05-18 14",
    "2027-05-11 bezwaar 2027-05-18 7",
    "2027-05-16 bezwaar 2027-05-18 2",
    "2027-07-27 beslissing-op-bezwaar 2027-08-10 14",
    "2027-09-07 beslissing-op-bezwaar 2027-09-21 14",
    "2027-10-11 beroep 2027-10-25 14",
    "2027-10-18 beroep 2027-10-25 7",
    "2027-10-23 beroep 2027-10-25 2",
    "2027-10-26 beroep 2027-10-25 voorbij",
];

#[test]
fn a_year_of_mornings_brings_each_reminder_once() {
    on_every_app(async |app| {
        let (mut file, people) = opened(app).await;
        let mut steps = table(&people).into_iter().peekable();
        let list = Arc::new(Mutex::new(Vec::new()));
        let worker = Worker::new(app.app.clone(), Carrier::Memory(Arc::clone(&list)), None);
        let mut reminders = Vec::new();
        let first: NaiveDate = "2026-11-02".parse().unwrap();
        for day in first.iter_days().take_while(|day| day.to_string().as_str() <= "2027-12-31") {
            let day = day.to_string();
            app.today(&day);
            worker.round().await.unwrap();
            let new = std::mem::take(&mut *list.lock().unwrap());
            reminders.extend(new.iter().filter_map(|delivery| reminder(&day, delivery)));
            while let Some(row) = steps.next_if(|row| row.day == day) {
                let answer = app.step(row.who.of(app), &file, row.step, &row.body).await;
                file = Dossier::of(&answer.expect(200).json());
            }
        }
        assert_eq!(file.state(), "gesloten");
        assert_eq!(reminders, REMINDERS);
    });
}

fn reminder(day: &str, delivery: &Delivery) -> Option<String> {
    let reminder = Some(&delivery.inhoud).filter(|_| delivery.soort == "herinnering")?;
    let text = |name: &str| reminder[name].as_str().unwrap();
    let days =
        reminder["dagenVooraf"].as_i64().map_or("voorbij".to_owned(), |days| days.to_string());
    Some(format!("{day} {} {} {days}", text("termijnsoort"), text("uiterlijk")))
}
