//! The store on both kinds of database.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails that test")]

mod audit;
mod changes;
mod groups;
mod intake;
mod known;
mod lists;
mod outbox;
mod people;
mod processing;
mod schema;
mod sealed;
mod search;
mod tips;

use chrono::NaiveDate;
use harness::{TestDatabase, fresh, now};
use kernel::{CaseId, Redacted};
use store::{
    AuditEntry, CaseEvent, CaseHead, CaseRow, CaseUpdate, DeadlineEntry, Due, NewCase, NewMember,
    NewTask, Viewer,
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn secret(text: &str) -> Redacted<String> {
    Redacted::new(text.to_owned())
}

/// The columns of a file that came in and is due at a date.
fn head(title: &str, due_on: Option<&str>) -> CaseHead {
    let due = due_on.map(|on| Due {
        on: day(on),
        kind: "beslissen".to_owned(),
        provisional: false,
        latest: None,
    });
    CaseHead {
        reference: format!("Z-{}", fresh::<CaseId>()),
        kind: "omgevingsvergunning".to_owned(),
        procedure: "regulier".to_owned(),
        state: "intake".to_owned(),
        title: secret(title),
        main_subject: Some(fresh()),
        received_on: day("2026-11-02"),
        due,
        waits_until: None,
        decided_on: None,
        closed_on: None,
        outcome: None,
        linked_to: None,
    }
}

fn new_case(title: &str, due_on: Option<&str>) -> NewCase {
    NewCase {
        id: fresh(),
        head: head(title, due_on),
        content: secret(&format!("inhoud van {title}")),
        search_text: secret(title),
        at: now(),
    }
}

fn member(viewer: &Viewer) -> NewMember {
    NewMember {
        account: viewer.account(),
        added_by: viewer.account(),
        reason: "behandelt de zaak".to_owned(),
        at: now(),
        until: None,
    }
}

/// Adds a file that one account is on.
async fn add(database: &TestDatabase, viewer: &Viewer, new: &NewCase) -> CaseId {
    let mut tx = database.store.begin(viewer.scope()).await.expect("a transaction");
    tx.insert_case(new, &[member(viewer)]).await.expect("a new file");
    tx.commit().await.expect("a commit");
    new.id
}

/// Adds a file by its title only.
async fn add_titled(database: &TestDatabase, viewer: &Viewer, title: &str) -> CaseId {
    add(database, viewer, &new_case(title, Some("2026-12-28"))).await
}

fn event(case: CaseId, seq: i64, viewer: &Viewer) -> CaseEvent {
    CaseEvent {
        case,
        seq,
        at: now(),
        actor: viewer.account(),
        name: "zaak-gestart".to_owned(),
        content: secret("geheim gebeuren"),
    }
}

fn deadline(case: CaseId, seq: i64) -> DeadlineEntry {
    let due = Due {
        on: day("2026-12-28"),
        kind: "beslissen".to_owned(),
        provisional: true,
        latest: None,
    };
    DeadlineEntry { case, seq, at: now(), due: Some(due), steps: "[]".to_owned() }
}

fn task(case: CaseId, due_on: &str) -> NewTask {
    NewTask {
        id: fresh(),
        case,
        kind: "vraag-om-aanvulling".to_owned(),
        article: "artikel 4:5 Awb".to_owned(),
        description: "Vraag om aanvulling".to_owned(),
        due_on: day(due_on),
        role: None,
        created_at: now(),
    }
}

fn line(viewer: &Viewer, reason: Option<&str>) -> AuditEntry {
    AuditEntry {
        at: now(),
        actor: Some(viewer.account()),
        actor_name: "A. de Vries".to_owned(),
        role: "behandelaar".to_owned(),
        action: "zaak-inzien".to_owned(),
        subject: "dossier/1".to_owned(),
        reason: reason.map(str::to_owned),
        digest: [7; 32],
    }
}

/// The change of a file to another state.
fn update(row: &CaseRow, state: &str) -> CaseUpdate {
    let mut head = row.summary.head.clone();
    state.clone_into(&mut head.state);
    CaseUpdate {
        id: row.summary.id,
        head,
        content: secret("nieuwe inhoud"),
        search_text: None,
        persons_changed: false,
        at: now(),
    }
}
