//! What every answer carries, and what is published of the API.

use super::samples::{evidence, new_file};
use app::Permission;
use app::command::OfficeRole;
use harness::{
    Answer, EMMEN, TestApp, TestDatabase, on_every_app, on_every_database, root, routes,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use store::AuditEntry;
use web::{API_VERSION, EVERY_RESPONSE, Limits};

/// Checks the headers of an answer, whatever its status.
fn secured(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.text);
    for (name, value) in EVERY_RESPONSE {
        assert_eq!(answer.header(name.as_str()), Some(value), "{status} {name}");
    }
    assert_eq!(answer.header("api-version"), Some(API_VERSION));
    for leak in ["server", "x-powered-by"] {
        assert_eq!(answer.header(leak), None, "{status} {leak}");
    }
}

#[test]
fn every_answer_has_the_version_and_the_security_headers() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let created = app.post(by, "/v1/dossiers", &new_file("Z-1")).await;
        secured(&created, 201);
        let file = harness::Dossier::of(&created.json());
        let path = file.path();
        secured(&app.get(by, "/v1/mij").await, 200);
        let reread = app.request("GET", &path).by(by).header("if-none-match", "\"v1\"");
        secured(&reread.send().await, 304);
        secured(&app.request("OPTIONS", &path).send().await, 204);
        secured(&app.request("HEAD", &path).by(by).send().await, 200);
        secured(&app.post(by, "/v1/dossiers", &json!({})).await, 400);
        secured(&app.request("GET", &path).send().await, 401);
        secured(&app.get(by, "/v1/controlespoor").await, 403);
        secured(&app.get(by, "/v1/onbekend").await, 404);
        secured(&app.get(by, "/").await, 404);
        secured(&app.request("DELETE", &path).by(by).send().await, 405);
        secured(&app.request("GET", &path).by(by).header("accept", "text/html").send().await, 406);
        let wrong = json!({ "op": "2026-11-02", "stuk": evidence("advies") });
        secured(&app.step(by, &file, "lbb-adviezen", &wrong).await, 409);
        let stale = app.request("POST", &format!("{path}/toepassingsbereik")).by(by);
        secured(&stale.version(7).json(&json!({})).send().await, 412);
        let large = app.request("POST", "/v1/dossiers").by(by);
        secured(&large.raw("application/json", vec![b' '; 1024 * 1024 + 1]).send().await, 413);
        let form = app.request("POST", "/v1/dossiers").by(by);
        secured(&form.raw("text/plain", "x").send().await, 415);
        let bare = app.request("POST", &format!("{path}/toepassingsbereik")).by(by);
        secured(&bare.json(&json!({})).send().await, 428);
    });
}

/// Somebody else holds the end of the party's trail, as a writer that hangs would.
#[test]
fn an_answer_that_takes_too_long_is_503_and_the_request_can_be_sent_again() {
    on_every_database(async |database| {
        let limits = Limits { time: Duration::from_secs(3), ..Limits::default() };
        let app = TestApp::with_limits(database, limits).await;
        let by = &app.emmen.behandelaar;
        let scope = database.store.scope_for_worker(&by.party);
        let mut other = database.store.begin(&scope).await.unwrap();
        other.audit(&hanging(&app)).await.unwrap();
        let send = || {
            app.request("POST", "/v1/dossiers").by(by).key("sleutel").json(&new_file("Z-1")).send()
        };
        let slow = send().await;
        secured(&slow, 503);
        assert_eq!(slow.refused(503, "te-lang-bezig").header("retry-after"), Some("10"));
        other.rollback().await.unwrap();
        send().await.expect(201);
        send().await.expect(201);
        let list = app.get(by, "/v1/dossiers").await.expect(200).json();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
        assert!(database.store.verify_audit(None, &[]).await.unwrap().is_sound());
    });
}

fn hanging(app: &TestApp) -> AuditEntry {
    AuditEntry {
        at: app.app.now(),
        actor: None,
        actor_name: "beheer".to_owned(),
        role: "systeem".to_owned(),
        action: "hangen".to_owned(),
        subject: "test".to_owned(),
        reason: None,
        digest: [0; 32],
    }
}

#[test]
fn a_path_with_a_slash_at_the_end_is_not_there_and_another_method_is_told_what_is_allowed() {
    on_every_app(async |app| {
        let (by, id) = (&app.emmen.behandelaar, app.emmen.behandelaar.account.to_string());
        let table = routes();
        let paths: BTreeSet<&str> = table.access_matrix().map(|(_, path, _)| path).collect();
        for path in paths {
            let filled: Vec<&str> = path
                .split('/')
                .map(|part| if part.starts_with('{') { &id } else { part })
                .collect();
            let address = format!("/v1{}", filled.join("/"));
            app.get(by, &format!("{address}/")).await.refused(404, "niet-gevonden");
            let patch = app.request("PATCH", &address).by(by).send().await;
            let patch = patch.refused(405, "methode-niet-toegestaan");
            let mut allowed: Vec<&str> =
                table
                    .access_matrix()
                    .filter(|(_, other, _)| *other == path)
                    .flat_map(|(method, ..)| {
                        if method == "GET" { vec!["GET", "HEAD"] } else { vec![method.as_str()] }
                    })
                    .chain(["OPTIONS"])
                    .collect();
            allowed.sort_unstable();
            assert_eq!(patch.header("allow"), Some(allowed.join(", ").as_str()), "{path}");
        }
    });
}

async fn document(app: &TestApp) -> Value {
    let answer = app.request("GET", "/v1/openapi.json").send().await;
    secured(&answer, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    answer.json()
}

#[test]
fn the_document_is_the_one_that_was_reviewed_and_its_version_is_in_the_changelog() {
    on_every_app(async |app| {
        let document = document(app).await;
        assert_eq!(document["info"]["version"], API_VERSION);
        let changelog = std::fs::read_to_string(root().join("docs/api-changelog.md")).unwrap();
        assert!(
            changelog.contains(&format!("## {API_VERSION}")),
            "docs/api-changelog.md misses {API_VERSION}"
        );
        insta::assert_json_snapshot!("openapi", document);
    });
}

#[test]
fn every_route_is_in_the_document() {
    on_every_app(async |app| {
        let document = document(app).await;
        let table = routes();
        for (method, path, _) in table.access_matrix() {
            let operation = &document["paths"][path][method.as_str().to_lowercase()];
            assert!(operation["operationId"].is_string(), "{method} {path}");
        }
        let count: usize = document["paths"]
            .as_object()
            .unwrap()
            .values()
            .map(|path| path.as_object().unwrap().len())
            .sum();
        assert_eq!(count, table.access_matrix().count());
    });
}

#[test]
fn a_file_that_did_not_change_is_not_sent_again() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = app.open(by, &new_file("Z-1")).await;
        let read = app.get(by, &file.path()).await.expect(200);
        assert_eq!(read.header("etag"), Some("\"v1\""));
        let again =
            || app.request("GET", &file.path()).by(by).header("if-none-match", "\"v1\"").send();
        let same = again().await;
        assert_eq!(
            (same.status, same.text.as_str(), same.header("etag")),
            (304, "", Some("\"v1\""))
        );
        app.step(by, &file, "toepassingsbereik", &json!({})).await.expect(200);
        let changed = again().await.expect(200);
        assert_eq!(changed.header("etag"), Some("\"v2\""));
    });
}

/// The terms of a file depend on the day as well as on its version: a tag that stays the same would keep yesterday's dates.
#[test]
fn a_file_whose_date_moved_with_the_day_is_sent_again() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut file = super::samples::investigated(app, by, "Z-1").await;
        let asked = super::samples::advice_request("2026-11-06");
        super::samples::take(app, by, &mut file, "adviesaanvragen", &asked).await;
        let tag = app.get(by, &file.path()).await.expect(200).header("etag").unwrap().to_owned();
        app.today("2026-11-07");
        let next =
            app.request("GET", &file.path()).by(by).header("if-none-match", &tag).send().await;
        let next = next.expect(200).json();
        assert_ne!(next["klok"]["huidig"]["uiterlijk"], file.shown["klok"]["huidig"]["uiterlijk"]);
    });
}

#[test]
fn pages_follow_each_other_without_gaps_and_doubles() {
    on_every_app(async |app| {
        let by = app.hire(EMMEN, OfficeRole::Behandelaar, &Permission::ALL).await;
        for number in 0..7 {
            app.open(&by, &new_file(&format!("Z-{number}"))).await;
        }
        for order in ["uiterlijk", "nieuwste"] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let path = format!("/v1/dossiers?limiet=3&volgorde={order}{cursor}");
                let page = app.get(&by, &path).await.expect(200).json();
                seen.extend(
                    page["items"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|file| file["kenmerk"].as_str().unwrap().to_owned()),
                );
                let Some(next) = page["volgende"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(seen.len(), 7, "{order}: {seen:?}");
            assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 7, "{order}: {seen:?}");
        }
    });
}

/// Returns all that reads may not change, as text.
fn kept(database: &TestDatabase) -> String {
    let tables = [
        "case_file",
        "case_event",
        "case_member",
        "deadline_history",
        "audit",
        "outbox",
        "task",
        "idempotency",
        "secret",
        "working_group",
        "meeting",
        "written_round",
        "help_question",
        "group_signal",
        "meeting_reminder",
    ];
    tables.map(|table| database.sql(&format!("SELECT * FROM {table} ORDER BY 1, 2"))).join("\n--\n")
}

#[test]
fn what_only_reads_changes_nothing_but_the_log_of_processing() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let by = app.hire(EMMEN, OfficeRole::Behandelaar, &Permission::ALL).await;
        let file = super::samples::questioned(&app, &by, "Z-1").await;
        let inquiry = super::inquiry::Kept::on(&app, &by, &file).await;
        let papers = super::papers::Papers::of(&app, &by, &file).await;
        let before = kept(database);
        app.today("2026-11-20");
        let table = routes();
        // No document came in, no letter was begun, and the file is not closed.
        let absent = |path: &str| {
            ["{stukId}", "{briefId}", "/archief"].iter().any(|part| path.contains(part))
        };
        let reads =
            table.access_matrix().filter(|(method, path, _)| *method == "GET" && !absent(path));
        for (method, path, _) in reads {
            let path = papers
                .in_address(&inquiry.in_address(path))
                .replace("{dossierId}", &file.id)
                .replace("{persoonId}", &file.person(0))
                .replace("{soort}", "omgevingsvergunning-bouw");
            let query = if path == "/verwerkingen" {
                "?van=2026-11-01T00:00:00Z&totEnMet=2026-12-01T00:00:00Z"
            } else {
                ""
            };
            for method in [method.as_str(), "HEAD"] {
                let answer = app.request(method, &format!("/v1{path}{query}")).by(&by).send().await;
                assert_eq!(answer.status, 200, "{method} {path}: {}", answer.text);
            }
        }
        app.post(&by, "/v1/dossiers/_zoek", &json!({ "zoekterm": "Z-1" })).await.expect(200);
        assert_eq!(kept(database), before);
    });
}
