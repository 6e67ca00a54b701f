//! Many requests at once: nothing is done twice, nothing is lost, and the trail stays one chain.

use super::samples::new_file;
use harness::{Dossier, Official, TestApp, on_every_app};
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn a_request_that_comes_twice_at_once_makes_one_file() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let send = || {
            app.request("POST", "/v1/dossiers").by(by).key("sleutel").json(&new_file("Z-1")).send()
        };
        let (one, other, third) = tokio::join!(send(), send(), send());
        let ids: BTreeSet<String> = [one, other, third]
            .into_iter()
            .map(|answer| Dossier::of(&answer.expect(201).json()).id)
            .collect();
        assert_eq!(ids.len(), 1);
        let list = app.get(by, "/v1/dossiers").await.expect(200).json();
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
    });
}

async fn open(app: &TestApp, by: &Official, number: usize) {
    app.open(by, &new_file(&format!("Z-{number}"))).await;
}

#[test]
fn files_that_are_opened_at_once_are_all_there_in_one_sound_chain() {
    on_every_app(async |app| {
        let (emmen, assen) = (&app.emmen.behandelaar, &app.assen.behandelaar);
        for round in 0..4 {
            let at = round * 2;
            tokio::join!(
                open(app, emmen, at),
                open(app, assen, at),
                open(app, emmen, at + 1),
                open(app, assen, at + 1),
            );
        }
        for by in [emmen, assen] {
            let list = app.get(by, "/v1/dossiers").await.expect(200).json();
            assert_eq!(list["items"].as_array().map(Vec::len), Some(8));
        }
        assert!(app.app.store().verify_audit(None, &[]).await.unwrap().is_sound());
    });
}

#[test]
fn of_five_edits_of_one_version_one_is_done() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let file = app.open(by, &new_file("Z-1")).await;
        let edit = |number: usize| {
            let body = json!({ "op": "2026-11-02", "advies": format!("Advies {number}.") });
            let file = &file;
            async move { app.step(by, file, "werkgroepadviezen", &body).await.status }
        };
        let answers = tokio::join!(edit(0), edit(1), edit(2), edit(3), edit(4));
        let mut statuses = <[u16; 5]>::from(answers);
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412, 412, 412, 412]);
        let now = app.get(by, &file.path()).await.expect(200).json();
        assert_eq!(now["versie"], 2);
    });
}
