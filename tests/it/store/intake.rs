//! Questionnaires: what is closed, what is kept, and what is cleared away.

use super::{add_titled, secret};
use chrono::{NaiveDate, TimeDelta};
use harness::{TestDatabase, fresh, keys, now, on_every_database, other_keys};
use kernel::{CaseId, DocumentId, IntakeId, SubjectId};
use store::{
    IntakeState, NewCorrection, NewFile, NewIntake, NewIntakeSession, SignedIn, Store, VersionRow,
    Viewer,
};

const MARK: &str = "Zevenkikker";

/// Invites somebody on a file, with a version handed in and a file of two parts.
async fn handed_in(database: &TestDatabase, official: &Viewer) -> (CaseId, IntakeId, DocumentId) {
    let case = add_titled(database, official, "Zwaan").await;
    let (id, file): (IntakeId, DocumentId) = (fresh(), fresh());
    let new = NewIntake {
        id,
        case,
        subject: fresh::<SubjectId>(),
        number: "3F8K-Q2WN".to_owned(),
        form_sha256: [7; 32],
        until: NaiveDate::from_ymd_opt(2026, 12, 9).unwrap(),
        created_by: official.account(),
        at: now(),
        link_hash: Some([1; 32]),
        code_hash: [2; 32],
        code: secret(MARK),
        answers: secret(MARK),
    };
    let version = VersionRow {
        number: 1,
        entered_by: None,
        at: now(),
        sha256: [3; 32],
        answers: secret(MARK),
    };
    let sent = NewFile {
        id: file,
        intake: id,
        name: secret(MARK),
        media_type: "application/pdf".to_owned(),
        at: now(),
    };
    let mut tx = database.store.begin(official.scope()).await.unwrap();
    tx.keep_form([7; 32], "{}").await.unwrap();
    tx.put_intake(&new).await.unwrap();
    tx.hand_in(id, &version).await.unwrap();
    tx.begin_file(&sent).await.unwrap();
    tx.add_part(file, 0, MARK.as_bytes()).await.unwrap();
    tx.add_part(file, 1, b"rest").await.unwrap();
    tx.finish_file(file, 15, [4; 32], now()).await.unwrap();
    tx.ask_correction(&correction(id, official, false)).await.unwrap();
    tx.commit().await.unwrap();
    (case, id, file)
}

fn correction(intake: IntakeId, official: &Viewer, formal: bool) -> NewCorrection {
    let (asked_by, content) = (official.account(), secret(MARK));
    NewCorrection { id: fresh(), intake, asked_by, at: now(), formal, content }
}

async fn reads_whole(
    store: &Store,
    official: &Viewer,
    (case, id, file): (CaseId, IntakeId, DocumentId),
) {
    let [row] = store.intakes(official, case).await.unwrap().try_into().unwrap();
    assert_eq!((row.answers, row.code), (secret(MARK), Some(secret(MARK))));
    let [version] = store.intake_versions(official.scope(), id).await.unwrap().try_into().unwrap();
    assert_eq!(version.answers, secret(MARK));
    let [known] = store.intake_files(official.scope(), id).await.unwrap().try_into().unwrap();
    assert_eq!((known.name, known.size), (secret(MARK), 15));
    let part = store.intake_part(official.scope(), file, 0).await.unwrap();
    assert_eq!(part.as_deref(), Some(MARK.as_bytes()));
    let [asked] = store.corrections(official.scope(), id).await.unwrap().try_into().unwrap();
    assert_eq!(asked.content, secret(MARK));
}

#[test]
fn what_is_answered_is_closed_and_closed_again_with_a_new_key() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let whole = handed_in(database, &official).await;
        for (table, column) in [
            ("intake", "answers"),
            ("intake", "code"),
            ("intake_version", "answers"),
            ("intake_file", "name"),
            ("intake_chunk", "content"),
            ("intake_correction", "content"),
        ] {
            let stored = database.sql(&format!("SELECT {column} FROM {table}"));
            assert!(!stored.contains(MARK), "{table}.{column}");
        }
        let both = database.open_with(&keys(2)).await;
        assert!(both.rotate(2).await.unwrap() >= 7);
        let new = database.open_with(&other_keys()).await;
        reads_whole(&new, &official, whole).await;
        both.close().await.unwrap();
        new.close().await.unwrap();
    });
}

#[test]
fn who_signed_in_is_known_again_with_a_new_key_and_forgotten_with_a_new_link() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (_, id, _) = handed_in(database, &official).await;
        let (mine, theirs) = (secret("een-bsn"), secret("een-ander"));
        let person = |issuer, subject| SignedIn { issuer, subject, link_hash: [1; 32] };
        let me = person("https://inlog.example", &mine);
        let session = |number| NewIntakeSession {
            intake: id,
            secret_hash: [number; 32],
            entered_by: None,
            at: now(),
            ends_at: now().after(TimeDelta::hours(1)),
        };
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.enter_signed_in(&session(1), &me, true).await.unwrap();
        let second = tx.enter_signed_in(&session(2), &person("x", &theirs), true).await;
        assert!(second.is_err(), "bound once");
        let elsewhere = SignedIn { link_hash: [9; 32], ..me };
        assert!(tx.enter_signed_in(&session(3), &elsewhere, false).await.is_err(), "by its link");
        tx.commit().await.unwrap();
        let both = database.open_with(&keys(2)).await;
        both.rotate(2).await.unwrap();
        let new = database.open_with(&other_keys()).await;
        let knock = new.knock_by_link([1; 32]).await.unwrap().unwrap();
        let bound = knock.identity.unwrap();
        assert!(bound.is(&me) && knock.code_hash == [2; 32]);
        assert!(!bound.is(&person("https://inlog.example", &theirs)));
        assert!(!bound.is(&person("https://elders.example", &mine)));
        let mut tx = new.begin(official.scope()).await.unwrap();
        tx.renew_intake(id, [5; 32], [6; 32], &secret(MARK)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(new.knock_by_link([1; 32]).await.unwrap().is_none());
        assert!(new.knock_by_link([5; 32]).await.unwrap().unwrap().identity.is_none());
        both.close().await.unwrap();
        new.close().await.unwrap();
    });
}

#[test]
fn what_is_asked_with_a_request_to_complete_waits_for_it_and_is_solved_once() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (_, id, file) = handed_in(database, &official).await;
        let formal = correction(id, &official, true);
        let asked = async || database.store.corrections(official.scope(), id).await.unwrap();
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.ask_correction(&formal).await.unwrap();
        assert_eq!(tx.open_corrections(id).await.unwrap(), 2);
        tx.commit().await.unwrap();
        let told = asked().await.iter().map(|one| one.requested_at.is_some()).collect::<Vec<_>>();
        assert_eq!(told.iter().filter(|told| **told).count(), 1);
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.request_corrections(id, now()).await.unwrap();
        tx.solve_correction(formal.id, now(), file).await.unwrap();
        assert!(tx.solve_correction(formal.id, now(), file).await.is_err(), "twice");
        assert_eq!(tx.open_corrections(id).await.unwrap(), 1);
        // What is open for everything is not limited afterwards.
        let until = NaiveDate::from_ymd_opt(2026, 12, 23).unwrap();
        tx.reopen_intake(id, until).await.unwrap();
        tx.reopen_for_corrections(id, until).await.unwrap();
        tx.commit().await.unwrap();
        let row = database.store.intake(official.scope(), id).await.unwrap().unwrap();
        assert!(row.state == IntakeState::Repair && !row.limited);
        assert!(asked().await.iter().all(|one| one.requested_at.is_some()));
        let other = database.official("gemeente-assen", "c").await;
        assert!(database.store.corrections(other.scope(), id).await.unwrap().is_empty());
    });
}

#[test]
fn what_is_closed_takes_no_answers_and_keeps_those_it_has() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (case, id, _) = handed_in(database, &official).await;
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.close_intakes(case).await.unwrap();
        tx.commit().await.unwrap();
        let row = database.store.intake(official.scope(), id).await.unwrap().unwrap();
        assert_eq!((row.state, row.answers), (IntakeState::Closed, secret(MARK)));
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        let kept =
            tx.keep_answers(id, row.version, &secret("x"), IntakeState::Underway).await.unwrap();
        tx.close_intakes(case).await.unwrap();
        tx.commit().await.unwrap();
        let again = database.store.intake(official.scope(), id).await.unwrap().unwrap();
        assert!(!kept && again.version == row.version, "closed once");
    });
}

#[test]
fn only_members_and_the_own_party_reach_a_questionnaire() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (case, id, file) = handed_in(database, &official).await;
        let colleague = database.official("gemeente-emmen", "b").await;
        assert!(database.store.intakes(&colleague, case).await.unwrap().is_empty());
        let other = database.official("gemeente-assen", "c").await;
        assert!(database.store.intake(other.scope(), id).await.unwrap().is_none());
        assert!(database.store.intake_part(other.scope(), file, 0).await.unwrap().is_none());
        assert!(database.store.intake_versions(other.scope(), id).await.unwrap().is_empty());
    });
}

#[test]
fn answers_are_kept_once_for_a_version() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (_, id, _) = handed_in(database, &official).await;
        let keep = async |version: i64| {
            let mut tx = database.store.begin(official.scope()).await.unwrap();
            let kept = tx.keep_answers(id, version, &secret("x"), IntakeState::Underway).await;
            tx.commit().await.unwrap();
            kept.unwrap()
        };
        assert!(!keep(2).await, "it was handed in");
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.reopen_intake(id, NaiveDate::from_ymd_opt(2026, 12, 23).unwrap()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!keep(2).await, "a page from before it was handed in");
        assert!(keep(3).await);
        assert!(!keep(3).await, "another window was first");
        assert!(keep(4).await);
    });
}

#[test]
fn a_file_that_never_came_in_whole_and_a_session_that_ended_are_cleared_away() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (_, id, whole) = handed_in(database, &official).await;
        let broken = NewFile {
            id: fresh(),
            intake: id,
            name: secret(MARK),
            media_type: "image/png".to_owned(),
            at: now(),
        };
        let session = NewIntakeSession {
            intake: id,
            secret_hash: [9; 32],
            entered_by: None,
            at: now(),
            ends_at: now().after(TimeDelta::hours(1)),
        };
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.begin_file(&broken).await.unwrap();
        tx.add_part(broken.id, 0, b"half").await.unwrap();
        tx.begin_intake_session(&session).await.unwrap();
        tx.commit().await.unwrap();
        let store = &database.store;
        let later = now().after(TimeDelta::hours(2));
        assert_eq!(store.forget_broken_uploads(now()).await.unwrap(), 0);
        assert_eq!(store.forget_broken_uploads(later).await.unwrap(), 1);
        assert!(store.intake_part(official.scope(), broken.id, 0).await.unwrap().is_none());
        assert!(store.intake_part(official.scope(), whole, 0).await.unwrap().is_some());
        assert_eq!(store.forget_intake_sessions(now()).await.unwrap(), 0);
        assert_eq!(store.forget_intake_sessions(later).await.unwrap(), 1);
    });
}
