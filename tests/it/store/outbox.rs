//! The outbox: each effect in one pair of hands, and none lost.

use super::{add_titled, day, secret};
use chrono::TimeDelta;
use harness::{TestDatabase, fresh, now, on_every_database};
use std::collections::BTreeMap;
use store::{AfterFailure, NewEffect, Reminder, StoreError, Viewer};

fn effect(payload: &str) -> NewEffect {
    NewEffect {
        id: fresh(),
        case: None,
        kind: "brief".to_owned(),
        payload: secret(payload),
        created_at: now(),
        available_at: now(),
    }
}

async fn enqueue(database: &TestDatabase, viewer: &Viewer, effects: &[NewEffect]) {
    let mut tx = database.store.begin(viewer.scope()).await.unwrap();
    tx.enqueue(effects).await.unwrap();
    tx.commit().await.unwrap();
}

fn lease() -> TimeDelta {
    TimeDelta::minutes(5)
}

#[test]
fn four_workers_carry_out_each_effect_once() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let effects: Vec<_> = (0..200).map(|number| effect(&number.to_string())).collect();
        enqueue(database, &official, &effects).await;
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let store = database.store.clone();
                tokio::spawn(async move {
                    let mut done = Vec::new();
                    loop {
                        let claimed = store.claim_effects(7, now(), lease()).await.unwrap();
                        if claimed.is_empty() {
                            return done;
                        }
                        for claimed in claimed {
                            store.effect_delivered(claimed.effect.id, now()).await.unwrap();
                            done.push(claimed.effect.id);
                        }
                    }
                })
            })
            .collect();
        let mut counts = BTreeMap::new();
        for worker in workers {
            for id in worker.await.unwrap() {
                *counts.entry(id).or_insert(0) += 1;
            }
        }
        assert_eq!(counts.len(), 200);
        assert!(counts.values().all(|count| *count == 1));
    });
}

#[test]
fn an_effect_is_claimed_again_when_its_lease_ends() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let expected = effect("geheim");
        enqueue(database, &official, std::slice::from_ref(&expected)).await;
        let claim = async |at| database.store.claim_effects(9, at, lease()).await.unwrap();
        let [first] = claim(now()).await.try_into().unwrap();
        assert_eq!((&first.party, first.effect, first.attempts), (official.party(), expected, 1));
        assert!(claim(now()).await.is_empty());
        let [again] = claim(now().after(lease())).await.try_into().unwrap();
        assert_eq!(again.attempts, 2);
    });
}

#[test]
fn an_effect_that_fails_waits_or_is_given_up() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let stranger = database.official("gemeente-hulst", "b").await;
        let store = &database.store;
        let expected = effect("geheim");
        enqueue(database, &official, std::slice::from_ref(&expected)).await;
        let id = expected.id;
        let later = now().after(TimeDelta::hours(1));
        store.claim_effects(9, now(), lease()).await.unwrap();
        store.effect_failed(id, "geen verbinding", AfterFailure::RetryAt(later)).await.unwrap();
        assert!(store.claim_effects(9, now(), lease()).await.unwrap().is_empty());
        assert_eq!(store.claim_effects(9, later, lease()).await.unwrap().len(), 1);
        store.effect_failed(id, "kapot", AfterFailure::GiveUp(later)).await.unwrap();
        let refused = store.effect_delivered(id, later).await;
        assert!(matches!(refused, Err(StoreError::Conflict)));
        let [dead] = store.dead_letters(official.scope()).await.unwrap().try_into().unwrap();
        assert_eq!((dead.id, dead.last_error.as_deref(), dead.dead_at), (id, Some("kapot"), later));
        assert!(store.dead_letters(stranger.scope()).await.unwrap().is_empty());
        assert!(!store.revive(stranger.scope(), id, later).await.unwrap());
        assert!(store.revive(official.scope(), id, later).await.unwrap());
        assert_eq!(store.claim_effects(9, later, lease()).await.unwrap().len(), 1);
    });
}

#[test]
fn a_reminder_goes_out_once() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let case = add_titled(database, &official, "Zwaan").await;
        let due_on = day("2026-12-28");
        let reminder = Reminder { case, due_kind: "beslissen".to_owned(), due_on, days: 14 };
        for expected in [true, false] {
            let mut tx = database.store.begin(official.scope()).await.unwrap();
            assert_eq!(tx.remember_reminder(&reminder).await.unwrap(), expected);
            tx.commit().await.unwrap();
        }
        let due = database.store.due_within(day("2026-11-02"), due_on, None, 9).await.unwrap();
        assert_eq!(due.items[0].reminded, [14]);
        assert_eq!(&due.items[0].party, official.party());
    });
}
