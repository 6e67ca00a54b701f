//! What is kept of who did what, and about whom; and what must never be in it.

use super::samples::{CANARY_NAME, CANARY_REASON, assessment, investigated, new_file, take};
use app::{Carrier, Worker};
use harness::{TestApp, TestDatabase, morning, on_every_app, on_every_database};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use tracing_subscriber::filter::LevelFilter;

/// The processing log of one second, which begins when the clock is set to it.
async fn processed(app: &TestApp, day: &str) -> Vec<Value> {
    let path = format!("/v1/verwerkingen?van={day}T10:00:00Z&totEnMet={day}T10:00:00Z");
    let log = app.get(&app.emmen.toezichthouder, &path).await.expect(200).json();
    log["items"].as_array().unwrap().clone()
}

/// An application of somebody with personal data, which a legal person does not have.
fn of_a_person(reference: &str) -> Value {
    let mut new = new_file(reference);
    let name = format!("{CANARY_NAME} Persoon");
    new["aanvraag"]["betrokkene"] = json!({ "soort": "natuurlijk-persoon", "naam": name });
    new
}

#[test]
fn a_legal_person_is_no_data_subject() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        app.open(by, &new_file("Z-1")).await;
        app.today("2026-11-03");
        app.get(by, "/v1/dossiers").await.expect(200);
        assert_eq!(processed(app, "2026-11-03").await, [] as [Value; 0]);
    });
}

#[test]
fn the_log_can_be_asked_about_one_person() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = app.open(by, &of_a_person("Z-1")).await;
        app.open(by, &of_a_person("Z-2")).await;
        app.today("2026-11-03");
        app.get(by, "/v1/dossiers").await.expect(200);
        assert_eq!(processed(app, "2026-11-03").await.len(), 3);
        let path = format!(
            "/v1/verwerkingen?van=2026-11-03T00:00:00Z&totEnMet=2026-11-04T00:00:00Z&persoon={}",
            first.person(0)
        );
        let about = app.get(&app.emmen.toezichthouder, &path).await.expect(200).json();
        assert_eq!(about["items"].as_array().unwrap().len(), 1);
        assert!(about["volgende"].is_null());
    });
}

#[test]
fn reading_a_file_with_three_persons_gives_a_record_and_one_for_each() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = app.open(by, &of_a_person("Z-1")).await;
        app.today("2026-11-03");
        app.get(by, &file.path()).await.expect(200);
        let log = processed(app, "2026-11-03").await;
        assert_eq!(log.len(), 4, "{log:#?}");
        let parent: Vec<&Value> =
            log.iter().filter(|record| record["parent_span_id"].is_null()).collect();
        assert_eq!(parent.len(), 1);
        let mut people = Vec::new();
        for child in log.iter().filter(|record| !record["parent_span_id"].is_null()) {
            assert_eq!(child["parent_span_id"], parent[0]["span_id"]);
            assert_eq!(child["trace_id"], parent[0]["trace_id"]);
            people
                .push(child["attributes"]["dpl.core.data_subject_id"].as_str().unwrap().to_owned());
        }
        people.sort_unstable();
        people.dedup();
        assert_eq!(people.len(), 3);
        assert!(parent[0]["attributes"]["dpl.core.data_subject_id"].is_null());
        let text = json!(log).to_string();
        for secret in [by.account.to_string(), by.name.clone(), file.id.clone()]
            .iter()
            .chain(&(0..3).map(|place| file.person(place)).collect::<Vec<_>>())
        {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    });
}

#[test]
fn lists_searches_and_histories_are_logged_per_person() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let first = app.open(by, &of_a_person("Z-1")).await;
        app.open(by, &of_a_person("Z-2")).await;
        let history = format!("{}/gebeurtenissen", first.path());
        for (day, path, expected) in
            [("2026-11-03", "/v1/dossiers", 3), ("2026-11-04", history.as_str(), 4)]
        {
            app.today(day);
            app.get(by, path).await.expect(200);
            assert_eq!(processed(app, day).await.len(), expected, "{path}");
        }
        app.today("2026-11-05");
        app.post(by, "/v1/dossiers/_zoek", &json!({ "zoekterm": CANARY_NAME })).await.expect(200);
        assert_eq!(processed(app, "2026-11-05").await.len(), 3);
        // What shows nobody is no processing.
        app.today("2026-11-06");
        app.get(by, "/v1/mij").await.expect(200);
        app.get(&app.emmen.coordinator, "/v1/dossiers").await.expect(200);
        app.get(&app.emmen.coordinator, &first.path()).await.expect(404);
        assert_eq!(processed(app, "2026-11-06").await, [] as [Value; 0]);
    });
}

#[test]
fn a_moment_is_the_same_in_every_offset_and_answered_in_utc() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        app.open(by, &of_a_person("Z-1")).await;
        app.today("2026-11-03");
        app.get(by, "/v1/dossiers").await.expect(200);
        let here = processed(app, "2026-11-03").await;
        assert!(!here.is_empty());
        let there =
            "/v1/verwerkingen?van=2026-11-03T11:00:00%2B01:00&totEnMet=2026-11-03T05:30:00-04:30";
        let there = app.get(&app.emmen.toezichthouder, there).await.expect(200).json();
        assert_eq!(there["items"], json!(here));
        let list = app.get(by, "/v1/dossiers").await.expect(200).json();
        assert!(list["items"][0]["gewijzigdOp"].as_str().unwrap().ends_with('Z'));
    });
}

#[test]
fn every_change_has_a_line_with_who_in_which_role_and_when() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut file = investigated(app, by, "Z-1").await;
        app.admit(by, &file, &app.emmen.tweede_lezer).await;
        let bsn = format!("{}/personen/{}/bsn", file.path(), file.person(0));
        app.post(by, &bsn, &json!({ "bsn": "999990019", "reden": "Voor de bevraging." }))
            .await
            .expect(204);
        take(app, by, &mut file, "beoordelingen", &assessment()).await;
        let second = &app.emmen.tweede_lezer;
        take(app, second, &mut file, "bevestigingen", &json!({ "toelichting": "Nagelopen." }))
            .await;
        let trail =
            app.get(&app.emmen.toezichthouder, "/v1/controlespoor").await.expect(200).json();
        let subject = format!("dossier/{}", file.id);
        let lines = trail["items"].as_array().unwrap().iter().rev();
        let lines: Vec<&Value> = lines
            .filter(|line| line["onderwerp"].as_str().unwrap().starts_with(&subject))
            .collect();
        let acts: Vec<&str> =
            lines.iter().map(|line| line["handeling"].as_str().unwrap()).collect();
        assert_eq!(
            acts,
            [
                "dossier-openen",
                "toepassingsbereik-vastleggen",
                "vragenlijst-versturen",
                "vragenlijst-ontvangen",
                "onderzoek-starten",
                "lid-toevoegen",
                "bsn-vastleggen",
                "beoordelen",
                "bevestigen",
            ]
        );
        let last = lines.last().unwrap();
        assert_eq!(
            (&last["account"], &last["rol"]),
            (&json!(second.account), &json!("tweede-lezer"))
        );
        assert_eq!(last["tijdstip"], json!(morning("2026-11-06")));
        assert_eq!(lines[6]["reden"], "Voor de bevraging.");
        assert!(app.app.store().verify_audit(None, &[]).await.unwrap().is_sound());
        let caller = app.caller(by).await;
        assert!(app.app.replays(&caller, file.id.parse().unwrap()).await.unwrap());
    });
}

/// Everything that is logged in this process.
static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn capture_log() {
    let subscriber = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
    // The second database of this test finds the log there already.
    let _ = subscriber.with_writer(|| Log).try_init();
}

/// Returns whether a text has the canary, plain or as hexadecimal digits.
fn sings(text: &str) -> bool {
    [CANARY_NAME, CANARY_REASON].iter().any(|word| {
        let mut hex = String::new();
        for byte in word.bytes() {
            hex.push_str(&format!("{byte:02x}"));
        }
        text.contains(word) || text.to_lowercase().contains(&hex)
    })
}

/// Everything that happens to a file, refusals included.
async fn busy(app: &TestApp) {
    let by = &app.emmen.behandelaar;
    let mut file = investigated(app, by, "Z-1").await;
    app.admit(by, &file, &app.emmen.tweede_lezer).await;
    take(app, by, &mut file, "beoordelingen", &assessment()).await;
    app.step(by, &file, "beoordelingen", &assessment()).await.expect(409);
    let mut wrong = assessment();
    wrong["gronden"][0]["grond"] = json!(CANARY_REASON);
    app.step(by, &file, "beoordelingen", &wrong).await.expect(400);
    let stale = harness::Dossier { version: 1, ..file.clone() };
    app.step(by, &stale, "beoordelingen", &assessment()).await.expect(412);
    app.step(&app.assen.behandelaar, &file, "beoordelingen", &assessment()).await.expect(404);
    app.post(by, "/v1/dossiers/_zoek", &json!({ "zoekterm": CANARY_NAME })).await.expect(200);
    let key = app
        .request("POST", "/v1/dossiers")
        .by(by)
        .key("sleutel")
        .json(&new_file("Z-2"))
        .send()
        .await;
    assert!(!sings(key.expect(201).header("location").unwrap()));
    app.get(by, "/v1/dossiers").await.expect(200);
    app.post(by, "/v1/dossiers", &new_file("Z-1")).await.expect(409);
    let tasks = app.get(by, &format!("{}/taken", file.path())).await.expect(200).json();
    let done =
        format!("{}/taken/{}/afronding", file.path(), tasks["items"][0]["id"].as_str().unwrap());
    app.post(by, &done, &json!({ "notitie": "Gedaan." })).await.expect(204);
}

/// Returns the rows of a table as text; `sqlite3` of Python and `psql` show bytes each in their own way.
fn rows(database: &TestDatabase, table: &str) -> String {
    database.sql(&format!("SELECT * FROM {table}"))
}

#[test]
fn names_and_reasons_are_in_no_trail_no_outbox_no_log_and_no_address() {
    on_every_database(async |database| {
        capture_log();
        let app = TestApp::on(database).await;
        busy(&app).await;
        let post = Arc::new(Mutex::new(Vec::new()));
        let worker = Worker::new(app.app.clone(), Carrier::Memory(Arc::clone(&post)), None);
        worker.round().await.unwrap();
        let delivered = serde_json::to_string(&*post.lock().unwrap()).unwrap();
        assert!(delivered.contains("L02") && !sings(&delivered), "{delivered}");
        for table in [
            "audit",
            "outbox",
            "processing_log",
            "task",
            "deadline_history",
            "reminder",
            "idempotency",
            "case_event",
            "case_member",
            "api_token",
        ] {
            let text = rows(database, table);
            assert!(!sings(&text), "{table}: {text}");
        }
        // The look is a real one: the name is where lists need it.
        assert!(sings(&rows(database, "case_file")));
        let log = String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned();
        assert!(log.contains("a file was asked for"), "the log is captured");
        let line = log.lines().find(|line| sings(line));
        assert_eq!(line, None);
        assert!(app.app.store().verify_audit(None, &[]).await.unwrap().is_sound());
    });
}
