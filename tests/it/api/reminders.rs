//! Reminders of dates, on 14, 7 and 2 days before and once after.
//!
//! By hand: a file of 2 November 2026 is due on Monday 28 December, so the reminders go out on the 14th, the 21st and the 26th, and
//! on the 29th it is late.

use super::samples::{advice_request, investigated, new_file, take};
use app::{Carrier, Delivery, Worker};
use harness::{Dossier, Official, TestApp, on_every_app};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// What came out of the outbox.
#[derive(Clone, Default)]
struct Post(Arc<Mutex<Vec<Delivery>>>);

impl Post {
    fn worker(&self, app: &TestApp) -> Worker {
        Worker::new(app.app.clone(), Carrier::Memory(Arc::clone(&self.0)), None)
    }

    /// Returns the reminders since the last look.
    fn reminders(&self) -> Vec<Value> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap());
        let reminders = taken.into_iter().filter(|delivery| delivery.soort == "herinnering");
        reminders.map(|delivery| delivery.inhoud).collect()
    }
}

/// Lets two workers do their round at once, twice, and says each reminder in words.
async fn rounds(app: &TestApp, day: &str) -> Vec<String> {
    app.today(day);
    let post = Post::default();
    let (one, other) = (post.worker(app), post.worker(app));
    for _ in 0..2 {
        let (first, second) = tokio::join!(one.round(), other.round());
        assert_eq!((first.unwrap().failed, second.unwrap().failed), (0, 0));
    }
    post.reminders().iter().map(words).collect()
}

fn words(reminder: &Value) -> String {
    let text = |name: &str| reminder[name].as_str().unwrap().to_owned();
    let when = match reminder["dagenVooraf"].as_i64() {
        Some(days) => format!("{days} dagen"),
        None => "te laat".to_owned(),
    };
    assert_eq!(reminder["teLaat"], json!(reminder["dagenVooraf"].is_null()));
    let also = if reminder["ookAanToezicht"] == json!(true) { ", ook aan toezicht" } else { "" };
    format!("{} {} {}: {when}{also}", text("kenmerk"), text("termijnsoort"), text("uiterlijk"))
}

#[test]
fn a_reminder_goes_out_once_on_each_chosen_day_and_once_when_it_is_late() {
    on_every_app(async |app| {
        app.open(&app.emmen.behandelaar, &new_file("Z-1")).await;
        let date = "Z-1 beslistermijn 2026-12-28";
        for (day, expected) in [
            ("2026-11-02", None),
            ("2026-12-13", None),
            ("2026-12-14", Some("14 dagen")),
            ("2026-12-15", None),
            ("2026-12-21", Some("7 dagen")),
            ("2026-12-25", None),
            ("2026-12-26", Some("2 dagen, ook aan toezicht")),
            // The last day belongs to the term.
            ("2026-12-28", None),
            ("2026-12-29", Some("te laat, ook aan toezicht")),
            ("2026-12-30", None),
            ("2027-03-01", None),
        ] {
            let expected: Vec<String> =
                expected.into_iter().map(|words| format!("{date}: {words}")).collect();
            assert_eq!(rounds(app, day).await, expected, "{day}");
        }
    });
}

#[test]
fn a_worker_that_was_away_sends_the_most_urgent_reminder_only() {
    on_every_app(async |app| {
        app.open(&app.emmen.behandelaar, &new_file("Z-1")).await;
        let seven = "Z-1 beslistermijn 2026-12-28: 7 dagen";
        assert_eq!(rounds(app, "2026-12-23").await, [seven]);
        let two = "Z-1 beslistermijn 2026-12-28: 2 dagen, ook aan toezicht";
        assert_eq!(rounds(app, "2026-12-27").await, [two]);
    });
}

/// Makes a file whose decision term stands still: the LBB was asked on 3 December.
async fn standing_still(app: &TestApp, official: &Official) -> Dossier {
    let mut file = investigated(app, official, "Z-1").await;
    app.today("2026-12-03");
    let asked = advice_request("2026-12-03");
    take(app, official, &mut file, "adviesaanvragen", &asked).await;
    file
}

/// LBB asked on 3 December: 28 December + 1 day at the earliest then. Nobody records anything more. On the 20th 18 days have
/// gone by: Friday 15 January. The suspension ends with its 56th day, 27 January; 28 December + 56 = Monday 22 February. The
/// reminders are due on 8, 15 and 20 February, and on the 23rd it is late.
#[test]
fn a_term_that_stands_still_gives_no_reminder_until_it_runs_again() {
    on_every_app(async |app| {
        let official = &app.emmen.behandelaar;
        standing_still(app, official).await;
        for day in ["2026-12-15", "2026-12-20", "2026-12-30", "2027-01-27"] {
            assert_eq!(rounds(app, day).await, [""; 0], "{day}");
        }
        let date = "Z-1 beslistermijn 2027-02-22";
        for (day, expected) in [
            ("2027-02-08", "14 dagen"),
            ("2027-02-15", "7 dagen"),
            ("2027-02-20", "2 dagen, ook aan toezicht"),
            ("2027-02-23", "te laat, ook aan toezicht"),
        ] {
            assert_eq!(rounds(app, day).await, [format!("{date}: {expected}")], "{day}");
        }
    });
}

/// The same file: what a list and the supervisor see is what the file itself says on that day.
#[test]
fn lists_follow_a_term_that_stands_still() {
    on_every_app(async |app| {
        let official = &app.emmen.behandelaar;
        let file = standing_still(app, official).await;
        for (day, last, earliest) in
            [("2026-12-20", "2027-01-15", true), ("2027-02-01", "2027-02-22", false)]
        {
            rounds(app, day).await;
            let read = app.get(official, &file.path()).await.expect(200).json();
            assert_eq!(read["klok"]["huidig"]["uiterlijk"], last, "{day}");
            let list = app.get(official, "/v1/dossiers").await.expect(200).json();
            let shown = (&list["items"][0]["uiterlijk"], &list["items"][0]["minimaal"]);
            assert_eq!(shown, (&json!(last), &json!(earliest)), "{day}");
            let watcher = &app.emmen.toezichthouder;
            let soon =
                app.get(watcher, "/v1/toezicht/termijnen?dagen=366").await.expect(200).json();
            assert_eq!(soon["items"][0]["uiterlijk"], last, "{day}");
            assert_eq!(soon["items"][0]["teLaat"], json!(false), "{day}");
        }
    });
}
