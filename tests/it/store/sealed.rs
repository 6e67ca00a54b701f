//! What is closed at rest: nobody reads it in the database, and only the right key opens it.

use super::{add_titled, event, secret};
use harness::{TestDatabase, fresh, keys, now, on_every_database, on_sqlite, other_keys};
use kernel::{CaseId, SubjectId};
use std::fs;
use store::{DatabaseUrl, NewEffect, SecretKind, StoreError, Viewer};

const MARK: &str = "merkteken-dat-nergens-mag-staan";

/// Writes the mark to every column that is closed at rest.
async fn write_marks(database: &TestDatabase, viewer: &Viewer) -> (CaseId, SubjectId) {
    let id = add_titled(database, viewer, "Zwaan").await;
    let subject = fresh();
    let mut happened = event(id, 1, viewer);
    happened.content = secret(MARK);
    let effect = NewEffect {
        id: fresh(),
        case: Some(id),
        kind: "brief".to_owned(),
        payload: secret(MARK),
        created_at: now(),
        available_at: now(),
    };
    let mut tx = database.store.begin(viewer.scope()).await.unwrap();
    let row = tx.case_for_update(viewer, id).await.unwrap().unwrap();
    let mut change = super::update(&row, "intake");
    change.content = secret(MARK);
    tx.update_case(&change, 1).await.unwrap();
    tx.append_events(&[happened]).await.unwrap();
    tx.enqueue(&[effect]).await.unwrap();
    tx.put_secret(id, subject, SecretKind::Bsn, &secret(MARK)).await.unwrap();
    tx.commit().await.unwrap();
    (id, subject)
}

#[test]
fn the_files_of_the_database_hold_no_closed_text() {
    on_sqlite(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        write_marks(database, &official).await;
        let DatabaseUrl::Sqlite(file) = database.url() else { return };
        let mut bytes = fs::read(&file).unwrap();
        bytes.extend(fs::read(file.with_extension("sqlite3-wal")).unwrap());
        let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(holds("omgevingsvergunning"), "what is open is found");
        assert!(!holds(MARK));
    });
}

#[test]
fn another_key_gives_a_clear_error() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (id, subject) = write_marks(database, &official).await;
        let store = database.open_with(&other_keys()).await;
        let error = store.find_case(&official, id).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains("case_file.content") && text.contains(&id.to_string()), "{text}");
        assert!(matches!(error, StoreError::Key { key: 1, .. }));
        for refused in [
            store.events(&official, id, 0, 9).await.err(),
            store.secret(&official, id, subject, SecretKind::Bsn).await.err(),
            store.claim_effects(9, now(), chrono::TimeDelta::minutes(1)).await.err(),
        ] {
            assert!(matches!(refused, Some(StoreError::Key { .. })), "{refused:?}");
        }
        store.close().await.unwrap();
    });
}

#[test]
fn a_value_that_was_moved_to_another_row_stays_closed() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let one = add_titled(database, &official, "Zwaan").await;
        add_titled(database, &official, "Reiger").await;
        database.sql(
            "UPDATE case_file SET content = (SELECT content FROM case_file WHERE title = 'Reiger') \
             WHERE title = 'Zwaan'",
        );
        let refused = database.store.find_case(&official, one).await;
        assert!(matches!(refused, Err(StoreError::Key { .. })));
    });
}

#[test]
fn after_a_rotation_the_old_key_is_needed_no_more() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        for number in 0..5 {
            add_titled(database, &official, &number.to_string()).await;
        }
        let (id, subject) = write_marks(database, &official).await;
        let both = database.open_with(&keys(2)).await;
        assert_eq!(both.rotate(2).await.unwrap(), 9);
        assert_eq!(both.rotate(2).await.unwrap(), 0);
        let new = database.open_with(&other_keys()).await;
        let row = new.find_case(&official, id).await.unwrap().unwrap();
        assert_eq!((row.content, row.summary.version), (secret(MARK), 2));
        let [event] = new.events(&official, id, 0, 9).await.unwrap().try_into().unwrap();
        assert_eq!(event.content, secret(MARK));
        let value = new.secret(&official, id, subject, SecretKind::Bsn).await.unwrap();
        assert_eq!(value, Some(secret(MARK)));
        let claimed = new.claim_effects(9, now(), chrono::TimeDelta::minutes(1)).await.unwrap();
        assert_eq!(claimed[0].effect.payload, secret(MARK));
        both.close().await.unwrap();
        new.close().await.unwrap();
    });
}
