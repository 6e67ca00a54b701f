//! Changing files: what is written is read, and nobody overwrites what another wrote.

use super::{add_titled, deadline, event, member, new_case, secret, task, update};
use harness::{fresh, now, on_every_database};
use kernel::TaskId;
use store::{Claim, Request, StoreError, TaskDone, TaskQuery, TaskState};

#[test]
fn a_file_is_read_as_it_was_written() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let new = new_case("Café De Zwaan", Some("2026-12-28"));
        super::add(database, &official, &new).await;
        let row = database.store.find_case(&official, new.id).await.unwrap().unwrap();
        assert_eq!(row.summary.head, new.head);
        assert_eq!(row.content, new.content);
        assert_eq!((row.summary.version, row.summary.created_at), (1, now()));
        let members = database.store.members(&official, new.id).await.unwrap();
        assert_eq!(members.len(), 1);
        assert_eq!((members[0].account, members[0].name.as_str()), (official.account(), "a"));
    });
}

#[test]
fn of_two_changes_of_one_version_the_second_is_refused() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let id = add_titled(database, &official, "Zwaan").await;
        for expected in [true, false] {
            let mut tx = database.store.begin(official.scope()).await.unwrap();
            let row = tx.case_for_update(&official, id).await.unwrap().unwrap();
            let outcome = tx.update_case(&update(&row, "toepassingsbereik"), 1).await;
            assert_eq!(outcome.is_ok(), expected);
            assert!(expected || matches!(outcome, Err(StoreError::Conflict)));
            if expected {
                tx.commit().await.unwrap();
            }
        }
        let row = database.store.find_case(&official, id).await.unwrap().unwrap();
        assert_eq!((row.summary.version, row.content), (2, secret("nieuwe inhoud")));
    });
}

#[test]
fn a_transaction_that_is_dropped_leaves_nothing() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let new = new_case("Zwaan", None);
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.insert_case(&new, &[member(&official)]).await.unwrap();
        drop(tx);
        assert_eq!(database.store.find_case(&official, new.id).await.unwrap(), None);
        assert!(!database.store.case_exists_elsewhere(new.id).await.unwrap());
    });
}

#[test]
fn a_reference_is_used_once_by_a_party() {
    on_every_database(async |database| {
        let here = database.official("gemeente-emmen", "a").await;
        let there = database.official("gemeente-hulst", "b").await;
        let new = new_case("Zwaan", None);
        let mut again = new_case("Reiger", None);
        again.head.reference.clone_from(&new.head.reference);
        super::add(database, &here, &new).await;
        let mut tx = database.store.begin(here.scope()).await.unwrap();
        let refused = tx.insert_case(&again, &[]).await;
        assert!(matches!(refused, Err(StoreError::Duplicate(_))), "{refused:?}");
        drop(tx);
        super::add(database, &there, &again).await;
    });
}

#[test]
fn the_database_refuses_impossible_states() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        for state in ["gesloten", "besloten", "onbekend"] {
            let mut new = new_case("Zwaan", None);
            new.head.state = state.to_owned();
            let mut tx = database.store.begin(official.scope()).await.unwrap();
            assert!(tx.insert_case(&new, &[]).await.is_err(), "{state}");
        }
    });
}

#[test]
fn events_and_dates_come_back_in_order() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let id = add_titled(database, &official, "Zwaan").await;
        let events: Vec<_> = (1..=3).map(|seq| event(id, seq, &official)).collect();
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.append_events(&events).await.unwrap();
        tx.add_deadline(&deadline(id, 1)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(database.store.events(&official, id, 0, 2).await.unwrap(), events[..2]);
        assert_eq!(database.store.events(&official, id, 2, 9).await.unwrap(), events[2..]);
        let dates = database.store.deadline_history(&official, id).await.unwrap();
        assert_eq!(dates, [deadline(id, 1)]);
    });
}

#[test]
fn a_duty_is_done_once() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let id = add_titled(database, &official, "Zwaan").await;
        let tasks = [task(id, "2026-11-20"), task(id, "2026-11-10")];
        let done = TaskDone { at: now(), by: official.account(), note: None };
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.add_tasks(&tasks).await.unwrap();
        tx.finish_task(id, tasks[0].id, &done).await.unwrap();
        for unknown in [tasks[0].id, fresh::<TaskId>()] {
            let refused = tx.finish_task(id, unknown, &done).await;
            assert!(matches!(refused, Err(StoreError::Conflict)));
        }
        tx.commit().await.unwrap();
        let query = TaskQuery { limit: 10, ..TaskQuery::default() };
        let open = database.store.tasks(&official, &query).await.unwrap().items;
        assert_eq!(open.iter().map(|row| &row.task).collect::<Vec<_>>(), [&tasks[1]]);
        let query = TaskQuery { state: TaskState::All, limit: 10, case: Some(id), after: None };
        let all = database.store.tasks(&official, &query).await.unwrap().items;
        assert_eq!(all.iter().map(|row| row.done.is_some()).collect::<Vec<_>>(), [false, true]);
    });
}

#[test]
fn members_come_and_go() {
    on_every_database(async |database| {
        let one = database.official("gemeente-emmen", "a").await;
        let two = database.official("gemeente-emmen", "b").await;
        let stranger = database.official("gemeente-hulst", "c").await;
        let id = add_titled(database, &one, "Zwaan").await;
        let mut tx = database.store.begin(one.scope()).await.unwrap();
        assert!(tx.add_member(id, &member(&two)).await.unwrap());
        assert!(!tx.add_member(id, &member(&stranger)).await.unwrap());
        assert!(!tx.add_member(fresh(), &member(&two)).await.unwrap());
        assert!(tx.remove_member(id, one.account()).await.unwrap());
        assert!(!tx.remove_member(id, one.account()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(database.store.find_case(&one, id).await.unwrap(), None);
        assert!(database.store.find_case(&two, id).await.unwrap().is_some());
    });
}

fn request(viewer: &store::Viewer, digest: u8) -> Request {
    let digest = [digest; 32];
    Request { account: viewer.account(), key: "sleutel".to_owned(), digest, at: now() }
}

#[test]
fn a_repeated_request_gets_the_answer_of_the_first() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let first = request(&official, 1);
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        assert_eq!(tx.claim_request(&first).await.unwrap(), Claim::Fresh);
        tx.answer_request(&first, 201, "{}").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        let replay = Claim::Replay { status: 201, response: "{}".to_owned() };
        assert_eq!(tx.claim_request(&first).await.unwrap(), replay);
        let other = request(&official, 2);
        assert_eq!(tx.claim_request(&other).await.unwrap(), Claim::Mismatch);
    });
}

#[test]
fn of_many_equal_requests_at_once_one_is_fresh() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (store, official) = (database.store.clone(), official.clone());
                tokio::spawn(async move {
                    let request = request(&official, 1);
                    let mut tx = store.begin(official.scope()).await.unwrap();
                    let claim = tx.claim_request(&request).await.unwrap();
                    if claim == Claim::Fresh {
                        tx.answer_request(&request, 201, "{}").await.unwrap();
                    }
                    tx.commit().await.unwrap();
                    claim
                })
            })
            .collect();
        let mut fresh = 0;
        for task in tasks {
            match task.await.unwrap() {
                Claim::Fresh => fresh += 1,
                claim => assert!(matches!(claim, Claim::Replay { status: 201, .. })),
            }
        }
        assert_eq!(fresh, 1);
    });
}
