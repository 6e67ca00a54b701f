//! Effects on their way out: tried again, given up, and never held up by one that is broken.

use super::samples::{advice_request, forms, investigated, new_file, take};
use app::{Backend, Carrier, WorkReport, Worker};
use chrono::TimeDelta;
use harness::{Scratch, TestApp, TestDatabase, on_every_app, on_every_database};
use serde_json::json;
use std::sync::{Arc, Mutex};

/// Opens a file whose questionnaire is out, which is one letter.
async fn letter(app: &TestApp, reference: &str) {
    let by = &app.emmen.behandelaar;
    let mut file = app.open(by, &new_file(reference)).await;
    take(app, by, &mut file, "toepassingsbereik", &json!({})).await;
    take(app, by, &mut file, "vragenlijsten", &forms("2026-11-02", "2026-11-16")).await;
}

#[test]
fn an_effect_is_tried_again_with_growing_pauses_and_given_up_after_twelve_times() {
    on_every_app(async |app| {
        letter(app, "Z-1").await;
        let scratch = Scratch::new();
        let spool = scratch.file("uit");
        std::fs::write(&spool, "a file where a folder has to be").unwrap();
        let worker = Worker::new(app.app.clone(), Carrier::Spool(spool.clone()), None);
        let mut now = app.app.now();
        let scope = app.app.store().scope_for_worker(&app.emmen.behandelaar.party);
        for attempt in 1..=12_u32 {
            assert_eq!(worker.round().await.unwrap().failed, 1, "{attempt}");
            // Not before its time, and not twice at the same time.
            assert_eq!(worker.round().await.unwrap(), WorkReport::default(), "{attempt}");
            let given_up = app.app.store().dead_letters(&scope, app.app.now()).await.unwrap();
            assert_eq!(given_up.len(), usize::from(attempt == 12), "{attempt}");
            let pause = TimeDelta::seconds((1_i64 << (attempt - 1)).min(3_600));
            app.at(now.after(pause - TimeDelta::seconds(1)));
            assert_eq!(worker.round().await.unwrap().failed, 0, "{attempt}");
            now = now.after(pause);
            app.at(now);
        }
        app.at(now.after(TimeDelta::days(1)));
        assert_eq!(worker.round().await.unwrap().failed, 0);
        std::fs::remove_file(&spool).unwrap();
        second_chance(app, &worker).await;
    });
}

/// The supervisor of the party sees what was given up and has it tried again; nobody else's supervisor does.
async fn second_chance(app: &TestApp, worker: &Worker) {
    let given_up = "/v1/toezicht/onbezorgd";
    let ours = &app.emmen.toezichthouder;
    let list = app.get(ours, given_up).await.expect(200).json();
    assert_eq!((list[0]["pogingen"].as_i64(), &list[0]["soort"]), (Some(12), &json!("brief")));
    assert_eq!(app.get(&app.assen.toezichthouder, given_up).await.expect(200).json(), json!([]));
    let again = format!("{given_up}/{}/herkansing", list[0]["id"].as_str().unwrap());
    let reason = json!({ "reden": "De map is er weer." });
    app.post(&app.assen.toezichthouder, &again, &reason).await.expect(404);
    app.post(ours, &again, &reason).await.expect(204);
    app.post(ours, &again, &reason).await.expect(404);
    assert_eq!(worker.round().await.unwrap().delivered, 1);
    assert_eq!(app.get(ours, given_up).await.expect(200).json(), json!([]));
}

#[test]
fn an_effect_that_was_spooled_is_one_file_with_the_id_as_its_name() {
    on_every_app(async |app| {
        letter(app, "Z-1").await;
        let scratch = Scratch::new();
        let (one, other) = (
            Worker::new(app.app.clone(), Carrier::Spool(scratch.file("uit")), None),
            Worker::new(app.app.clone(), Carrier::Spool(scratch.file("uit")), None),
        );
        let (first, second) = tokio::join!(one.round(), other.round());
        assert_eq!(first.unwrap().delivered + second.unwrap().delivered, 1);
        let folder = std::fs::read_dir(scratch.file("uit").join("gemeente-emmen")).unwrap();
        let files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        let text = std::fs::read_to_string(&files[0]).unwrap();
        let delivery: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(files[0].file_stem().unwrap().to_str(), delivery["id"].as_str());
        assert_eq!(
            (&delivery["soort"], &delivery["inhoud"]["brief"]),
            (&json!("brief"), &json!("L02"))
        );
    });
}

/// Writes a byte that no key opens over a column.
fn spoil(database: &TestDatabase, table: &str, column: &str, which: &str) {
    let byte = match database.store.backend() {
        Backend::Sqlite => "X'00'",
        Backend::Postgres => "'\\x00'::bytea",
    };
    database.sql(&format!("UPDATE {table} SET {column} = {byte} WHERE {which}"));
}

fn memory(app: &TestApp) -> (Worker, Arc<Mutex<Vec<app::Delivery>>>) {
    let list = Arc::new(Mutex::new(Vec::new()));
    (Worker::new(app.app.clone(), Carrier::Memory(Arc::clone(&list)), None), list)
}

#[test]
fn a_file_that_cannot_be_read_keeps_no_other_file_from_its_reminder() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let by = &app.emmen.behandelaar;
        let mut file = investigated(&app, by, "Z-1").await;
        let asked = advice_request("2026-11-06");
        take(&app, by, &mut file, "adviesaanvragen", &asked).await;
        app.open(by, &new_file("Z-2")).await;
        spoil(database, "case_file", "content", "reference = 'Z-1'");
        let (worker, list) = memory(&app);
        app.today("2026-12-14");
        assert_eq!(worker.round().await.unwrap().reminded, 1);
        let list = list.lock().unwrap();
        let reminder = list.iter().find(|delivery| delivery.soort == "herinnering").unwrap();
        assert_eq!(reminder.inhoud["kenmerk"], "Z-2");
    });
}

#[test]
fn an_effect_that_cannot_be_read_keeps_no_other_effect_from_its_delivery() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        letter(&app, "Z-1").await;
        letter(&app, "Z-2").await;
        spoil(
            database,
            "outbox",
            "payload",
            "case_id = (SELECT id FROM case_file WHERE reference = 'Z-1')",
        );
        let (worker, list) = memory(&app);
        worker.round().await.unwrap();
        assert_eq!(list.lock().unwrap().len(), 1);
        let scope = database.store.scope_for_worker(&app.emmen.behandelaar.party);
        let given_up = database.store.dead_letters(&scope, app.app.now()).await.unwrap();
        assert_eq!(given_up.len(), 1);
    });
}
