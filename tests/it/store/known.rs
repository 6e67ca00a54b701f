//! Known subjects: found by shared keys among the files of the account, without a readable name, and gone with their file.

use super::{add, add_titled, member, new_case, secret, update};
use harness::{TestDatabase, fresh, keys, now, on_every_database, on_sqlite, other_keys};
use kernel::{CaseId, SubjectId};
use std::fs;
use store::{
    Backend, DatabaseUrl, KnownAlike, LinkState, NewKnownSubject, NewSubjectLink, Sought, Store,
    StoreError, SubjectPair, Viewer,
};

const RULES: u16 = 1;
const MARK: &str = "merkteken-dat-nergens-mag-staan";

fn subject(keys: &[&str]) -> NewKnownSubject {
    let keys = keys.iter().map(|key| secret(key)).collect();
    NewKnownSubject { id: fresh(), profile: secret(MARK), keys }
}

/// Puts persons on a file, in the place of those who were there.
async fn keep(store: &Store, viewer: &Viewer, case: CaseId, known: &[NewKnownSubject]) {
    let mut tx = store.begin(viewer.scope()).await.expect("a transaction");
    tx.keep_known_subjects(case, RULES, known).await.expect("known subjects");
    tx.commit().await.expect("a commit");
}

/// A new file with persons.
async fn file(database: &TestDatabase, viewer: &Viewer, known: &[NewKnownSubject]) -> CaseId {
    let id = add_titled(database, viewer, "Zwaan").await;
    keep(&database.store, viewer, id, known).await;
    id
}

async fn alike(store: &Store, viewer: &Viewer, keys: &[&str], except: CaseId) -> KnownAlike {
    most_alike(store, viewer, keys, (except, 9)).await
}

async fn most_alike(
    store: &Store,
    viewer: &Viewer,
    keys: &[&str],
    (except, most): (CaseId, usize),
) -> KnownAlike {
    let keys: Vec<_> = keys.iter().map(|key| secret(key)).collect();
    let sought = Sought { keys: &keys, except: Some(except), stop_key: 4, most };
    store.known_alike(viewer, sought).await.expect("a search")
}

fn ids(found: &KnownAlike) -> Vec<SubjectId> {
    found.subjects.iter().map(|subject| subject.id).collect()
}

#[test]
fn who_shares_most_keys_comes_first_and_only_from_own_files() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let colleague = database.official("gemeente-emmen", "b").await;
        let other = database.official("gemeente-hulst", "c").await;
        let [one, two, theirs, foreign] = [
            subject(&["n:gans", "d:19710304w"]),
            subject(&["n:gans"]),
            subject(&["n:gans", "d:19710304w"]),
            subject(&["n:gans", "d:19710304w"]),
        ];
        let here = file(database, &official, &[subject(&["n:gans"])]).await;
        let there = file(database, &official, &[two.clone(), one.clone()]).await;
        file(database, &colleague, &[theirs]).await;
        file(database, &other, &[foreign]).await;
        let store = &database.store;
        let found = alike(store, &official, &["n:gans", "d:19710304w", "n:zwaan"], here).await;
        assert_eq!(ids(&found), [one.id, two.id]);
        assert_eq!((found.subjects[0].case, found.passed_over, found.cut), (there, 0, false));
        assert_eq!(found.subjects[0].profile, secret(MARK));
        assert!(ids(&alike(store, &official, &["n:zwaan"], here).await).is_empty());
        assert!(ids(&alike(store, &official, &[], here).await).is_empty());
        // Who is known is read back by the same rule.
        let known = store.known_subjects(&official, [one.id, two.id]).await.unwrap();
        assert_eq!(known.len(), 2);
        for stranger in [&colleague, &other] {
            assert!(store.known_subjects(stranger, [one.id]).await.unwrap().is_empty());
        }
    });
}

#[test]
fn beside_a_tip_all_files_of_the_party_count_and_no_other() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let colleague = database.official("gemeente-emmen", "b").await;
        let other = database.official("gemeente-hulst", "c").await;
        let [one, theirs, foreign] =
            [subject(&["n:gans"]), subject(&["n:gans"]), subject(&["n:gans"])];
        let here = file(database, &official, std::slice::from_ref(&one)).await;
        let there = file(database, &colleague, std::slice::from_ref(&theirs)).await;
        let far = file(database, &other, std::slice::from_ref(&foreign)).await;
        let store = &database.store;
        let keys = [secret("n:gans")];
        let sought = Sought { keys: &keys, except: None, stop_key: 4, most: 9 };
        let found = store.known_alike_in_party(official.scope(), sought).await.unwrap();
        assert_eq!(sorted(ids(&found)), sorted(vec![one.id, theirs.id]));
        let all = [one.id, theirs.id, foreign.id];
        let known = store.known_subjects_in_party(official.scope(), all).await.unwrap();
        assert_eq!(known.len(), 2);
        let cases = store.cases_beside_tip(official.scope(), [here, there, far]).await.unwrap();
        assert_eq!(cases.len(), 2);
    });
}

fn sorted(mut ids: Vec<SubjectId>) -> Vec<SubjectId> {
    ids.sort();
    ids
}

#[test]
fn a_key_of_too_many_is_passed_over_and_a_long_list_is_cut() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let here = file(database, &official, &[]).await;
        let many: Vec<_> = (0..4).map(|_| subject(&["n:jan", "n:vries"])).collect();
        file(database, &official, &many).await;
        file(database, &official, &[subject(&["n:jan"])]).await;
        let both = ["n:jan", "n:vries"];
        for (most, cut) in [(3, true), (9, false)] {
            let found = most_alike(&database.store, &official, &both, (here, most)).await;
            assert_eq!(found.subjects.len(), most.min(4));
            assert_eq!((found.passed_over, found.cut), (1, cut));
        }
        let found = alike(&database.store, &official, &["n:jan"], here).await;
        assert_eq!((found.subjects.len(), found.passed_over, found.cut), (0, 1, false));
    });
}

#[test]
fn a_changed_file_is_made_findable_again_and_loses_who_left() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let store = &database.store;
        let here = file(database, &official, &[]).await;
        let (stays, leaves) = (subject(&["n:gans"]), subject(&["n:gans"]));
        let there = add_titled(database, &official, "Reiger").await;
        let due = |cases: Vec<(kernel::PartyId, CaseId)>| {
            cases.into_iter().map(|(_, case)| case).collect::<Vec<_>>()
        };
        assert_eq!(due(store.unknown_cases(None, 9).await.unwrap()), [there]);
        keep(store, &official, there, &[stays.clone(), leaves]).await;
        assert!(store.unknown_cases(None, 9).await.unwrap().is_empty());
        for (version, changed) in [(1, false), (2, true)] {
            let mut tx = store.begin(official.scope()).await.unwrap();
            let row = tx.case_for_update(&official, there).await.unwrap().unwrap();
            let mut change = update(&row, "intake");
            change.persons_changed = changed;
            tx.update_case(&change, version).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(store.unknown_cases(None, 9).await.unwrap().len(), usize::from(changed));
        }
        let renamed = NewKnownSubject { keys: vec![secret("n:zwaan")], ..stays.clone() };
        keep(store, &official, there, &[renamed]).await;
        assert!(ids(&alike(store, &official, &["n:gans"], here).await).is_empty());
        assert_eq!(ids(&alike(store, &official, &["n:zwaan"], here).await), [stays.id]);
        // Somebody on one file cannot be taken over by another.
        let mut tx = store.begin(official.scope()).await.unwrap();
        let taken = tx.keep_known_subjects(here, RULES, &[stays]).await;
        assert!(matches!(taken, Err(StoreError::Conflict)));
    });
}

#[test]
fn other_rules_or_another_key_make_all_files_due() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let here = file(database, &official, &[]).await;
        let one = subject(&["n:gans"]);
        file(database, &official, std::slice::from_ref(&one)).await;
        let store = &database.store;
        assert_eq!(store.forget_known_cases(RULES).await.unwrap(), 0);
        let both = database.open_with(&keys(2)).await;
        // Until they are made anew the old hashes still find.
        assert_eq!(ids(&alike(&both, &official, &["n:gans"], here).await), [one.id]);
        assert_eq!(both.rotate(9).await.unwrap(), 3);
        assert_eq!(both.forget_known_cases(RULES).await.unwrap(), 2);
        assert_eq!(both.unknown_cases(None, 9).await.unwrap().len(), 2);
        for (_, case) in both.unknown_cases(None, 9).await.unwrap() {
            let known = if case == here { Vec::new() } else { vec![one.clone()] };
            keep(&both, &official, case, &known).await;
        }
        let new = database.open_with(&other_keys()).await;
        let found = alike(&new, &official, &["n:gans"], here).await;
        assert_eq!((ids(&found), &found.subjects[0].profile), (vec![one.id], &secret(MARK)));
        assert_eq!(new.forget_known_cases(RULES + 1).await.unwrap(), 2);
        both.close().await.unwrap();
        new.close().await.unwrap();
    });
}

#[test]
fn no_key_and_no_profile_can_be_read_in_the_database() {
    on_sqlite(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let [one, two] = [subject(&["n:merksleutel"]), subject(&["n:merksleutel"])];
        file(database, &official, &[one.clone(), two.clone()]).await;
        let link = decided(&official, &one, &two, LinkState::Confirmed);
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.put_subject_link(&link, 0).await.unwrap();
        tx.commit().await.unwrap();
        let DatabaseUrl::Sqlite(file) = database.url() else { return };
        let mut bytes = fs::read(&file).unwrap();
        bytes.extend(fs::read(file.with_extension("sqlite3-wal")).unwrap());
        let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(holds("bevestigd"), "what is open is found");
        assert!(!holds(MARK) && !holds("merksleutel"));
        // The same name gives another hash in another party, so that the tables of two cannot be laid side by side.
        let other = database.official("gemeente-hulst", "b").await;
        let id = add_titled(database, &other, "Zwaan").await;
        keep(&database.store, &other, id, &[subject(&["n:merksleutel"])]).await;
        assert_eq!(database.sql("SELECT COUNT(DISTINCT hash) FROM known_key").trim(), "2");
    });
}

fn decided(
    by: &Viewer,
    one: &NewKnownSubject,
    other: &NewKnownSubject,
    state: LinkState,
) -> NewSubjectLink {
    let pair = SubjectPair::of(one.id, other.id).expect("two persons");
    NewSubjectLink { pair, state, by: by.account(), at: now(), content: secret(MARK) }
}

#[test]
fn a_link_changes_at_the_version_that_was_read_and_is_for_who_is_on_both_files() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let colleague = database.official("gemeente-emmen", "b").await;
        let other = database.official("gemeente-hulst", "c").await;
        let store = &database.store;
        let [one, two, foreign] = [subject(&[]), subject(&[]), subject(&[])];
        file(database, &official, std::slice::from_ref(&one)).await;
        let there = new_case("Reiger", None);
        add(database, &official, &there).await;
        keep(store, &official, there.id, std::slice::from_ref(&two)).await;
        file(database, &other, std::slice::from_ref(&foreign)).await;
        let mut tx = store.begin(official.scope()).await.unwrap();
        tx.add_member(there.id, &member(&colleague)).await.unwrap();
        tx.commit().await.unwrap();
        for (state, version, fits) in [
            (LinkState::Rejected, 1, false),
            (LinkState::Rejected, 0, true),
            (LinkState::Confirmed, 0, false),
            (LinkState::Confirmed, 1, true),
        ] {
            let mut tx = store.begin(official.scope()).await.unwrap();
            let put = tx.put_subject_link(&decided(&official, &two, &one, state), version).await;
            assert_eq!(put.is_ok(), fits, "{state:?} {version}");
            if fits { tx.commit().await } else { tx.rollback().await }.unwrap();
        }
        let mut tx = store.begin(official.scope()).await.unwrap();
        let across = decided(&official, &one, &foreign, LinkState::Confirmed);
        assert!(tx.put_subject_link(&across, 0).await.is_err(), "not of another party");
        tx.rollback().await.unwrap();
        for id in [one.id, two.id] {
            let links = store.subject_links(&official, [id]).await.unwrap();
            let [link] = links.try_into().unwrap();
            assert_eq!((link.state, link.version), (LinkState::Confirmed, 2));
            assert_eq!((link.content, link.by), (secret(MARK), official.account()));
            for stranger in [&colleague, &other] {
                assert!(store.subject_links(stranger, [id]).await.unwrap().is_empty());
            }
        }
        assert!(SubjectPair::of(one.id, one.id).is_none());
    });
}

#[test]
fn a_file_that_is_destroyed_takes_its_persons_keys_and_links_with_it() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let [one, two] = [subject(&["n:gans", "f:gans"]), subject(&["n:gans"])];
        let gone = file(database, &official, std::slice::from_ref(&one)).await;
        file(database, &official, std::slice::from_ref(&two)).await;
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        let link = decided(&official, &one, &two, LinkState::Rejected);
        tx.put_subject_link(&link, 0).await.unwrap();
        tx.commit().await.unwrap();
        let (before, id) = match database.store.backend() {
            Backend::Sqlite => ("PRAGMA foreign_keys = ON;;", format!("x'{}'", simple(gone))),
            Backend::Postgres => ("", format!("'{gone}'")),
        };
        database.sql(&format!(
            "{before}DELETE FROM case_member WHERE case_id = {id};;DELETE FROM case_file WHERE id = {id}"
        ));
        let count = |table: &str| database.sql(&format!("SELECT COUNT(*) FROM {table}"));
        assert_eq!(count("known_subject").trim(), "1");
        assert_eq!(count("known_key").trim(), "1");
        assert_eq!(count("subject_link").trim(), "0");
    });
}

/// The sixteen bytes of an id, as `SQLite` keeps them.
fn simple(id: CaseId) -> String {
    id.to_string().replace('-', "")
}
