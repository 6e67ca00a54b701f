//! A year around the holidays of 2027, and what reaches the calendars of members.

use super::scene::{Scene, at, day, shown, slot, text, year};
use app::meetings::{Cancel, MeetingKind, Move, Obstacle, Refusal};
use app::{AppError, Carrier, ExtraMeeting, MailDesk, PlanYear, Worker};
use harness::{Scratch, TestApp, on_every_app, python, root};
use kernel::{FaultCode, MeetingId};
use mail::{Address, Email, Method, Transport};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const DAYS: [&str; 8] = [
    "2027-01-04",
    "2027-02-15",
    "2027-03-30",
    "2027-05-10",
    "2027-06-21",
    "2027-09-13",
    "2027-10-25",
    "2027-12-06",
];

#[test]
fn a_year_goes_around_holidays_and_recess_and_is_planned_once() {
    on_every_app(async |app| {
        app.today("2026-12-01");
        let scene = Scene::without_group(app).await;
        let chair = app.caller(&scene.chair).await;
        app.app.keep_working_group(&chair, None, &scene.wanted()).await.unwrap();
        let planned = app.app.plan_year(&chair, &year()).await.unwrap();
        let days: Vec<_> = planned.vergaderingen.iter().map(|line| line.op).collect();
        assert_eq!(days, DAYS.map(day));
        let [easter, recess] = planned.afwijkingen.as_slice() else {
            panic!("{:?}", planned.afwijkingen)
        };
        assert_eq!((easter.bedoeld_op, easter.op), (day("2027-03-29"), Some(day("2027-03-30"))));
        let name = "tweede paasdag".to_owned();
        let found = easter.beletsel.clone();
        assert!(
            matches!(&found, Some(Obstacle::Feestdag { naam }) if naam.to_lowercase() == name),
            "{found:?}"
        );
        assert_eq!((recess.bedoeld_op, recess.op), (day("2027-08-02"), None));
        let again = app.app.plan_year(&chair, &year()).await.unwrap();
        assert!(again.vergaderingen.is_empty());
        assert_eq!(app.app.meetings(&chair).await.unwrap().len(), DAYS.len());
        let preview = app.app.preview_year(&chair, &year()).await.unwrap();
        assert_eq!(preview.len(), DAYS.len() + 1);
    });
}

#[test]
fn what_does_not_fit_is_named_with_its_place() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let chair = app.caller(&scene.chair).await;
        let mut wrong = year();
        wrong.reces[0].tot_en_met = day("2027-07-18");
        wrong.jaar = 1999;
        let Err(AppError::Input(faults)) = app.app.plan_year(&chair, &wrong).await else {
            panic!("a year that does not fit")
        };
        let places: Vec<_> =
            faults.iter().map(|fault| (fault.pointer.as_str(), fault.code)).collect();
        assert_eq!(
            places,
            [("/jaar", FaultCode::VerkeerdeVorm), ("/reces/0/totEnMet", FaultCode::Tegenstrijdig)]
        );
        for (jaar, fits) in [(2000, true), (2100, true), (2101, false)] {
            let asked = PlanYear { jaar, reces: Vec::new() };
            assert_eq!(app.app.preview_year(&chair, &asked).await.is_ok(), fits, "{jaar}");
        }
        let extra = |op: &str| ExtraMeeting { op: day(op), tijd: slot(), reden: text("Spoed.") };
        let refused = app.app.plan_extra(&chair, &extra("2026-11-30"), None).await;
        assert!(matches!(refused, Err(AppError::Meeting(Refusal::DayPast))));
        let planned = shown(app.app.plan_extra(&chair, &extra("2026-12-01"), None).await);
        assert!(matches!(planned.soort, MeetingKind::Extra { .. }));
        // Members have no seat for another's account.
        let mut group = scene.wanted();
        group.leden[2].account = app.assen.coordinator.account;
        let kept = app.app.keep_working_group(&chair, Some(1), &group).await;
        let Err(AppError::Input(faults)) = kept else { panic!("an account of another party") };
        assert!(faults.iter().any(|fault| fault.pointer == "/leden/2/account"));
    });
}

fn worker(app: &TestApp, mails: &Arc<Mutex<Vec<Email>>>) -> Worker {
    let from = Address::parse("bibob@dijkwacht.example", "/from").unwrap();
    let portal = "https://bibob.example".to_owned();
    let desk = MailDesk::new(Transport::Memory(Arc::clone(mails)), from, None, portal).unwrap();
    Worker::new(app.app.clone(), Carrier::Memory(Arc::default()), None).with_mail(desk)
}

/// Returns a line of the calendar of each mail to an address, in the order in which they left.
fn lines(mails: &[Email], to: &str, name: &str) -> Vec<String> {
    let mails = mails.iter().filter(|mail| mail.to.address().as_str() == to);
    let line = |mail: &Email| {
        let part = mail.calendar.as_ref().unwrap();
        let found = part.ics.lines().find_map(|line| line.strip_prefix(&format!("{name}:")));
        found.unwrap().to_owned()
    };
    mails.map(line).collect()
}

#[test]
fn an_invitation_its_change_and_its_cancellation_are_one_appointment() {
    on_every_app(async |app| {
        app.today("2026-12-01");
        let scene = Scene::without_group(app).await;
        scene.with_mail(app).await;
        let chair = app.caller(&scene.chair).await;
        app.app.keep_working_group(&chair, None, &scene.wanted()).await.unwrap();
        let extra = ExtraMeeting { op: day("2027-01-11"), tijd: slot(), reden: text("Spoed.") };
        let answer = app.app.plan_extra(&chair, &extra, None).await.unwrap();
        assert_eq!(answer.zonder_mail, [scene.members[3].name.clone()]);
        let view = answer.vergadering;
        let mails = Arc::default();
        let worker = worker(app, &mails);
        worker.round().await.unwrap();
        let moved = Move { op: day("2027-01-12"), tijd: slot() };
        let view = shown(app.app.change_meeting(&chair, at(&view), moved).await);
        worker.round().await.unwrap();
        let cancel = Cancel { reden: text("Te weinig punten.") };
        let view = shown(app.app.change_meeting(&chair, at(&view), cancel).await);
        assert_eq!(view.geannuleerd_omdat, Some(text("Te weinig punten.")));
        worker.round().await.unwrap();
        let mails = mails.lock().unwrap();
        // Four people with an address and a seat or a deputy's place, and three mails to each.
        assert_eq!(mails.len(), 15);
        let to = "lid0@emmen.example";
        assert_eq!(lines(&mails, to, "SEQUENCE"), ["0", "1", "2"]);
        let ids = lines(&mails, to, "UID");
        assert!(ids.iter().all(|id| *id == ids[0] && id.contains(&view.id.to_string())), "{ids:?}");
        let methods = mails.iter().filter(|mail| mail.to.address().as_str() == to);
        let methods: Vec<Method> =
            methods.map(|mail| mail.calendar.as_ref().unwrap().method).collect();
        assert_eq!(methods, [Method::Request, Method::Request, Method::Cancel]);
    });
}

/// Reads every invitation that was mailed to somebody with PyPI's `icalendar`, in the order in which they left.
fn read_by_others(mails: &[Email], to: &str) -> Vec<Value> {
    let scratch = Scratch::new();
    let mails = mails.iter().filter(|mail| mail.to.address().as_str() == to);
    let files = mails.enumerate().map(|(number, mail)| {
        scratch.write(&format!("{number}.ics"), &mail.calendar.as_ref().unwrap().ics)
    });
    let reader = python().arg(root().join("tests/tools/calendars.py"));
    let reader = files.fold(reader, |reader, file| reader.arg(file));
    serde_json::from_str(&reader.run().expect_success().stdout).unwrap()
}

#[test]
fn a_year_of_invitations_is_read_by_a_library_of_others() {
    on_every_app(async |app| {
        app.today("2026-12-01");
        let scene = Scene::without_group(app).await;
        scene.with_mail(app).await;
        let chair = app.caller(&scene.chair).await;
        app.app.keep_working_group(&chair, None, &scene.wanted()).await.unwrap();
        let planned = app.app.plan_year(&chair, &year()).await.unwrap().vergaderingen;
        let view = app.app.meeting(&chair, planned[1].id).await.unwrap();
        let moved = Move { op: day("2027-02-16"), tijd: slot() };
        shown(app.app.change_meeting(&chair, at(&view), moved).await);
        let view = app.app.meeting(&chair, planned[7].id).await.unwrap();
        let cancel = Cancel { reden: text("Te weinig punten.") };
        shown(app.app.change_meeting(&chair, at(&view), cancel).await);
        let mails = Arc::default();
        worker(app, &mails).round().await.unwrap();
        let read = read_by_others(&mails.lock().unwrap(), "lid0@emmen.example");

        // Half past nine in Emmen, on both sides of the change of the clock.
        let moment = |day: &str| {
            let summer = ("2027-03-28".."2027-10-31").contains(&day);
            format!("{day}T0{}:30:00+00:00", if summer { 7 } else { 8 })
        };
        let of = |id: MeetingId, sequence: u32, day: &str, (method, status): (&str, &str)| {
            json!({
                "method": method, "status": status, "sequence": sequence, "uid": id.to_string(),
                "start": moment(day), "minutes": 120.0, "location": "Kamer 0.12",
                "summary": read[0]["summary"],
            })
        };
        let made = ("REQUEST", "CONFIRMED");
        let mut expected: Vec<Value> =
            planned.iter().zip(DAYS).map(|(line, day)| of(line.id, 0, day, made)).collect();
        expected.push(of(planned[1].id, 1, "2027-02-16", made));
        expected.push(of(planned[7].id, 1, DAYS[7], ("CANCEL", "CANCELLED")));
        let order = |event: &Value| (event["uid"].to_string(), event["sequence"].to_string());
        let mut found = read.clone();
        found.sort_by_key(order);
        expected.sort_by_key(order);
        assert_eq!(found, expected);
    });
}

#[test]
fn who_joins_later_is_invited_to_what_is_to_come() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let chair = app.caller(&scene.chair).await;
        scene.with_mail(app).await;
        let mails = Arc::default();
        let worker = worker(app, &mails);
        let mut group = scene.wanted();
        let deputy = group.leden.pop().unwrap();
        let smaller = app.app.keep_working_group(&chair, Some(1), &group).await.unwrap();
        worker.round().await.unwrap();
        mails.lock().unwrap().clear();
        group.leden.push(deputy);
        app.app.keep_working_group(&chair, Some(smaller.versie), &group).await.unwrap();
        worker.round().await.unwrap();
        assert_eq!(mails.lock().unwrap().len(), DAYS.len());
        let stale = app.app.keep_working_group(&chair, Some(1), &group).await;
        assert!(matches!(stale, Err(AppError::Store(app::StoreError::Conflict))));
        let second = app.app.keep_working_group(&chair, None, &group).await;
        assert!(matches!(second, Err(AppError::Taken(_))));
    });
}
