//! The trail: a change to it is seen, whoever made it.

use super::line;
use harness::{TestDatabase, keys, now, on_every_database};
use store::{Anchor, AuditFaultKind, AuditReport, Backend, Viewer};

const LINES: i64 = 5;

/// Adds lines to a trail, in one transaction.
async fn fill(database: &TestDatabase, viewer: &Viewer) {
    let mut tx = database.store.begin(viewer.scope()).await.unwrap();
    for number in 1..=LINES {
        let reason = (number % 2 == 0).then_some("reden");
        assert_eq!(tx.audit(&line(viewer, reason)).await.unwrap(), number);
    }
    tx.commit().await.unwrap();
}

async fn verify(database: &TestDatabase, anchors: &[Anchor]) -> AuditReport {
    database.store.verify_audit(None, anchors).await.unwrap()
}

/// Takes away what stops somebody with access to the database, and changes it.
fn tamper(database: &TestDatabase, text: &str) {
    let off = match database.store.backend() {
        Backend::Sqlite => "DROP TRIGGER audit_no_update;; DROP TRIGGER audit_no_delete",
        Backend::Postgres => "ALTER TABLE audit DISABLE TRIGGER USER",
    };
    database.sql(&format!("{off};; {text}"));
}

/// Tampers with the trail of one party and returns what a check says, as line and kind.
fn after(text: &'static str, expected: &'static [(i64, AuditFaultKind)]) {
    on_every_database(async |database| {
        let here = database.official("gemeente-emmen", "a").await;
        let there = database.official("gemeente-hulst", "b").await;
        fill(database, &here).await;
        fill(database, &there).await;
        let anchors = database.store.anchors(now()).await.unwrap();
        assert!(verify(database, &anchors).await.is_sound());
        tamper(database, &text.replace("MINE", "party_id = 'gemeente-emmen'"));
        let report = verify(database, &anchors).await;
        let found: Vec<_> = report.faults.iter().map(|fault| (fault.seq, fault.kind)).collect();
        assert_eq!(found, expected, "{text}");
        assert!(report.faults.iter().all(|fault| fault.party == "gemeente-emmen"));
    });
}

#[test]
fn an_untouched_trail_is_sound() {
    on_every_database(async |database| {
        assert!(verify(database, &[]).await.is_sound());
        let official = database.official("gemeente-emmen", "a").await;
        fill(database, &official).await;
        let report = verify(database, &[]).await;
        assert_eq!((report.parties, report.lines), (1, 5));
        assert!(report.is_sound(), "{report:?}");
        let page = database.store.audit_page(official.scope(), None, None, 2).await.unwrap();
        assert_eq!(page.items.iter().map(|row| row.seq).collect::<Vec<_>>(), [5, 4]);
        assert_eq!(page.items[0].entry, line(&official, None));
        assert_eq!(page.items[1].entry, line(&official, Some("reden")));
        let next = database.store.audit_page(official.scope(), None, page.next.as_ref(), 9).await;
        assert_eq!(next.unwrap().items.len(), 3);
    });
}

#[test]
fn the_database_refuses_to_change_the_trail() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        fill(database, &official).await;
        for text in ["UPDATE audit SET role = 'x'", "DELETE FROM audit"] {
            let output = database.try_sql(text);
            assert!(!output.success() && output.stderr.contains("append-only"), "{output}");
        }
        assert!(verify(database, &[]).await.is_sound());
    });
}

#[test]
fn a_changed_line_is_seen() {
    after("UPDATE audit SET subject = 'x' WHERE MINE AND seq = 3", &[(3, AuditFaultKind::Hash)]);
    after("UPDATE audit SET reason = '' WHERE MINE AND seq = 3", &[(3, AuditFaultKind::Hash)]);
}

#[test]
fn a_changed_line_with_a_hash_of_its_own_is_seen() {
    after(
        "UPDATE audit SET hash = digest WHERE MINE AND seq = 3",
        &[(3, AuditFaultKind::Hash), (4, AuditFaultKind::Previous)],
    );
}

#[test]
fn a_missing_line_is_seen() {
    after("DELETE FROM audit WHERE MINE AND seq = 3", &[(4, AuditFaultKind::Gap)]);
    after("DELETE FROM audit WHERE MINE AND seq = 1", &[(2, AuditFaultKind::Gap)]);
}

#[test]
fn a_shortened_trail_is_seen() {
    after("DELETE FROM audit WHERE MINE AND seq > 3", &[(4, AuditFaultKind::Truncated)]);
    after("DELETE FROM audit WHERE MINE", &[(1, AuditFaultKind::Truncated)]);
    // With a new head that fits, only the anchor tells.
    after(
        "DELETE FROM audit WHERE MINE AND seq > 3;; UPDATE audit_head SET seq = 3, \
         hash = (SELECT hash FROM audit WHERE MINE AND seq = 3) WHERE MINE",
        &[(4, AuditFaultKind::Truncated)],
    );
    after(
        "DELETE FROM audit WHERE MINE;; DELETE FROM audit_head WHERE MINE",
        &[(1, AuditFaultKind::Truncated)],
    );
}

#[test]
fn a_changed_end_is_seen() {
    after(
        "UPDATE audit_head SET hash = (SELECT digest FROM audit WHERE MINE AND seq = 1) WHERE MINE",
        &[(5, AuditFaultKind::Head)],
    );
    after("DELETE FROM audit_head WHERE MINE", &[(5, AuditFaultKind::Head)]);
}

#[test]
fn a_trail_that_was_written_again_differs_from_its_anchor() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        fill(database, &official).await;
        let mut anchors = database.store.anchors(now()).await.unwrap();
        let text = serde_json::to_string(&anchors).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Anchor>>(&text).unwrap(), anchors);
        anchors[0].hash = "00".repeat(32);
        let [fault] = verify(database, &anchors).await.faults.try_into().unwrap();
        assert_eq!((fault.seq, fault.kind), (5, AuditFaultKind::Anchor));
    });
}

#[test]
fn lines_that_are_added_at_once_make_one_chain() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        // The second store stands for a second instance of the program.
        let other = database.open_with(&keys(1)).await;
        let tasks: Vec<_> = (0..20)
            .map(|number| {
                let store = if number % 2 == 0 { &database.store } else { &other };
                let (store, official) = (store.clone(), official.clone());
                tokio::spawn(async move {
                    let mut tx = store.begin(official.scope()).await.unwrap();
                    tx.audit(&line(&official, None)).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let report = verify(database, &[]).await;
        assert!(report.is_sound() && report.lines == 20, "{report:?}");
        other.close().await.unwrap();
    });
}
