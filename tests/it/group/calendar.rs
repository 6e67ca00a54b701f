//! A year around the holidays of 2027, and what reaches the calendars of members.

use super::scene::{Scene, at, day, give_mail, meeting_on, shown, slot, text, year};
use app::meetings::{Cancel, Dodge, MeetingKind, Move, Obstacle, Refusal, Slot};
use app::{AppError, Caller, Carrier, ExtraMeeting, MailDesk, MeetingView, PlanYear, Worker};
use harness::{Program, Scratch, TestApp, on_every_app, python, root};
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

/// The address of the deputy of the scene.
const DEPUTY: &str = "lid4@emmen.example";

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
fn a_year_that_two_people_plan_at_once_is_planned_once() {
    on_every_app(async |app| {
        app.today("2026-12-01");
        let scene = Scene::without_group(app).await;
        let chair = app.caller(&scene.chair).await;
        app.app.keep_working_group(&chair, None, &scene.wanted()).await.unwrap();
        let (asked, again) = (year(), year());
        let (one, other) =
            tokio::join!(app.app.plan_year(&chair, &asked), app.app.plan_year(&chair, &again));
        let planned = one.unwrap().vergaderingen.len() + other.unwrap().vergaderingen.len();
        assert_eq!(planned, DAYS.len());
        assert_eq!(app.app.meetings(&chair).await.unwrap().len(), DAYS.len());
    });
}

#[test]
fn another_rhythm_adds_its_own_days_and_names_what_stays_of_the_one_before() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let chair = app.caller(&scene.chair).await;
        let mut group = scene.wanted();
        group.ritme.weken = 4;
        app.app.keep_working_group(&chair, Some(1), &group).await.unwrap();
        let planned = app.app.plan_year(&chair, &year()).await.unwrap();
        let new: Vec<_> = planned.vergaderingen.iter().map(|line| line.op).collect();
        // By hand: every four weeks from 4 January; every third one is a day of the six weeks too, and two are in recess.
        let four_weeks =
            ["2027-02-01", "2027-03-01", "2027-04-26", "2027-05-24", "2027-10-11", "2027-11-08"];
        assert_eq!(new, four_weeks.map(day));
        assert_eq!(planned.eerder_ritme, ["2027-02-15", "2027-05-10", "2027-10-25"].map(day));
        let lines = app.app.meetings(&chair).await.unwrap();
        let days: std::collections::BTreeSet<_> = lines.iter().map(|line| line.op).collect();
        assert_eq!((lines.len(), days.len()), (14, 14), "no day has two meetings");
        let again = app.app.plan_year(&chair, &year()).await.unwrap();
        assert!(again.vergaderingen.is_empty());
    });
}

/// Returns the places of the faults in the input.
fn faulty<T>(answer: Result<T, AppError>) -> Vec<String> {
    match answer {
        Err(AppError::Input(faults)) => faults.iter().map(|fault| fault.pointer.clone()).collect(),
        _ => Vec::new(),
    }
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
        assert_eq!(planned.afspraak.uid, planned.id.to_string());
        let unfit = || Slot { video: Some("kamer 3 teams".to_owned()), ..slot() };
        let mut wrong = extra("2026-12-02");
        wrong.tijd = unfit();
        let refused = app.app.plan_extra(&chair, &wrong, None).await;
        assert_eq!(faulty(refused), ["/tijd/video"]);
        let to = Move { op: day("2026-12-03"), tijd: unfit() };
        let refused = app.app.change_meeting(&chair, at(&planned), to).await;
        assert_eq!(faulty(refused), ["/tijd/video"]);
        let mut far = year();
        far.reces[0].regel = Dodge::Uitwijken { dagen: 30 };
        let refused = app.app.preview_year(&chair, &far).await;
        assert_eq!(faulty(refused), ["/reces/0/regel"]);
        let mut group = scene.wanted();
        group.ritme.afspraak = unfit();
        let kept = app.app.keep_working_group(&chair, Some(1), &group).await;
        assert_eq!(faulty(kept), ["/ritme/afspraak/video"]);
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

/// Reads every invitation that was mailed to somebody with the `icalendar` of Python, in the order in which they left.
fn read_by_others(mails: &[Email], to: &str) -> Vec<Value> {
    let scratch = Scratch::new();
    let mails = mails.iter().filter(|mail| mail.to.address().as_str() == to);
    let files = mails.enumerate().map(|(number, mail)| {
        scratch.write(&format!("{number}.ics"), &mail.calendar.as_ref().unwrap().ics)
    });
    let reader = python().arg(root().join("tests/tools/calendars.py"));
    let reader = files.fold(reader, Program::arg);
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
                "organiser": "mailto:bibob@dijkwacht.example",
                // Nobody reads the address of a colleague in an invitation.
                "attendees": ["mailto:lid0@emmen.example"],
                "video": ["https://beeld.example/werkgroep"],
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
fn who_joins_later_is_invited_to_what_is_to_come_and_who_leaves_is_told() {
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
        let gone = std::mem::take(&mut *mails.lock().unwrap());
        assert_eq!(gone.len(), DAYS.len(), "nobody else hears of it");
        assert_eq!(lines(&gone, DEPUTY, "METHOD"), ["CANCEL"; DAYS.len()]);
        assert_eq!(lines(&gone, DEPUTY, "SEQUENCE"), ["1"; DAYS.len()]);
        group.leden.push(deputy);
        app.app.keep_working_group(&chair, Some(smaller.versie), &group).await.unwrap();
        worker.round().await.unwrap();
        let joined = std::mem::take(&mut *mails.lock().unwrap());
        assert_eq!(lines(&joined, DEPUTY, "METHOD"), ["REQUEST"; DAYS.len()]);
        assert_eq!(lines(&joined, DEPUTY, "SEQUENCE"), ["1"; DAYS.len()]);
        let stale = app.app.keep_working_group(&chair, Some(1), &group).await;
        assert!(matches!(stale, Err(AppError::Store(app::StoreError::Conflict))));
        let second = app.app.keep_working_group(&chair, None, &group).await;
        assert!(matches!(second, Err(AppError::Taken(_))));
    });
}

/// Lets two workers do their round at once, twice, and returns the reminders of meetings that went out.
async fn reminders(app: &TestApp, on: &str) -> Vec<Email> {
    app.today(on);
    let mails = Arc::default();
    let (one, other) = (worker(app, &mails), worker(app, &mails));
    for _ in 0..2 {
        let (first, second) = tokio::join!(one.round(), other.round());
        assert_eq!((first.unwrap().failed, second.unwrap().failed), (0, 0));
    }
    let sent = std::mem::take(&mut *mails.lock().unwrap());
    sent.into_iter().filter(|mail| mail.calendar.is_none()).collect()
}

async fn view_on(app: &TestApp, chair: &Caller, on: &str) -> MeetingView {
    let id = meeting_on(app, chair, on).await;
    app.app.meeting(chair, id).await.unwrap()
}

#[test]
fn every_member_with_an_address_is_reminded_once_of_a_meeting_that_goes_on() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.with_mail(app).await;
        let chair = app.caller(&scene.chair).await;
        // By hand: seven days before Monday 4 January is 28 December. Five of the six have an address.
        for (on, count) in [("2026-12-27", 0), ("2026-12-28", 5), ("2026-12-29", 0)] {
            assert_eq!(reminders(app, on).await.len(), count, "{on}");
        }
        give_mail(app, &scene.members[3], "laat@emmen.example").await;
        let [late] = reminders(app, "2026-12-30").await.try_into().unwrap();
        assert_eq!(late.to.address().as_str(), "laat@emmen.example");
        assert_eq!(late.content.subject, "Herinnering: binnenkort een overleg");
        let page = meeting_on(app, &chair, "2027-01-04").await;
        for words in [
            "Wanneer: maandag 4 januari 2027, 09.30 tot 11.30 uur".to_owned(),
            "Waar: Kamer 0.12".to_owned(),
            format!("https://bibob.example/werkgroep/vergaderingen/{page}"),
        ] {
            assert!(late.content.text.contains(&words), "{}", late.content.text);
        }
        // The session of the fourth began at half past nine.
        assert!(reminders(app, "2027-01-04").await.is_empty());
        let view = view_on(app, &chair, "2027-02-15").await;
        let cancel = Cancel { reden: text("Te weinig punten.") };
        app.app.change_meeting(&chair, at(&view), cancel).await.unwrap();
        assert!(reminders(app, "2027-02-08").await.is_empty(), "it does not go on");
        let view = view_on(app, &chair, "2027-03-30").await;
        let moved = Move { op: day("2027-04-01"), tijd: slot() };
        app.app.change_meeting(&chair, at(&view), moved).await.unwrap();
        for (on, count) in [("2027-03-24", 0), ("2027-03-25", 6), ("2027-03-26", 0)] {
            assert_eq!(reminders(app, on).await.len(), count, "{on}");
        }
    });
}

#[test]
fn no_reminder_tells_of_a_file() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.with_mail(app).await;
        let [file] = scene.files(app, 1).await.try_into().unwrap();
        app.today("2027-02-07");
        scene.frozen(app, "2027-02-15", &[super::scene::file_subject(&file)]).await;
        let sent = reminders(app, "2027-02-08").await;
        assert_eq!(sent.len(), 5);
        for mail in sent {
            let said = format!("{:?}", mail.content);
            assert!(!said.contains("WG-00") && !said.contains("Verzonnen"), "{said}");
        }
    });
}
