//! The schema: up, down and up again, and what it looks like.

use super::add_titled;
use harness::{TestDatabase, on_every_database, on_sqlite};
use store::{Backend, DatabaseUrl, StoreError};

/// How many migrations there are.
const MIGRATIONS: u32 = 23;

/// Describes tables, indexes and triggers as the database itself does.
fn describe(database: &TestDatabase) -> String {
    database.sql(match database.store.backend() {
        Backend::Sqlite => {
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'seaql%' \
             AND name NOT LIKE 'case_search_%' ORDER BY type DESC, name"
        }
        Backend::Postgres => {
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql%' ORDER BY table_name, ordinal_position;; \
             SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'seaql%' ORDER BY 1;; \
             SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f') ORDER BY 1, 2;; \
             SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        }
    })
}

#[test]
fn the_schema_is_the_reviewed_one() {
    on_every_database(async |database| {
        let name = match database.store.backend() {
            Backend::Sqlite => "schema_of_sqlite",
            Backend::Postgres => "schema_of_postgres",
        };
        insta::assert_snapshot!(name, describe(database));
    });
}

#[test]
fn up_and_down_and_up_again_gives_the_same() {
    on_every_database(async |database| {
        let before = describe(database);
        let store = &database.store;
        assert!(store.pending_migrations().await.unwrap().is_empty());
        store.migrate_down(MIGRATIONS).await.unwrap();
        assert_eq!(describe(database).trim(), "");
        assert_eq!(store.pending_migrations().await.unwrap().len(), MIGRATIONS as usize);
        store.migrate().await.unwrap();
        assert_eq!(describe(database), before);
        let official = database.official("gemeente-emmen", "a").await;
        add_titled(database, &official, "Zwaan").await;
    });
}

#[test]
fn a_copy_of_the_file_is_whole_and_complete() {
    on_sqlite(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let id = add_titled(database, &official, "Zwaan").await;
        assert!(database.store.integrity_check().await.unwrap().is_empty());
        let scratch = harness::Scratch::new();
        let file = scratch.file("copy.sqlite3");
        database.store.backup_to(&file).await.unwrap();
        let copy = harness::open_store(&DatabaseUrl::Sqlite(file), &harness::keys(1)).await;
        assert!(copy.find_case(&official, id).await.unwrap().is_some());
        assert!(copy.pending_migrations().await.unwrap().is_empty());
        copy.close().await.unwrap();
    });
}

#[test]
fn what_only_one_back_end_can_is_refused_on_the_other() {
    on_every_database(async |database| {
        if database.store.backend() == Backend::Postgres {
            let refused = database.store.backup_to("/tmp/never".as_ref()).await;
            assert!(matches!(refused, Err(StoreError::Unsupported(_))));
            assert!(database.store.integrity_check().await.is_err());
        }
        database.store.ping().await.unwrap();
    });
}
