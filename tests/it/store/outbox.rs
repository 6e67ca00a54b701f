//! The outbox: each effect in one pair of hands, and none lost.

use super::{add_titled, day, secret};
use chrono::TimeDelta;
use harness::{TestDatabase, fresh, now, on_every_database};
use kernel::Moment;
use std::collections::BTreeMap;
use store::{
    AfterFailure, ClaimedEffect, EffectState, NewEffect, Reminder, Settled, Store, StoreError,
    Viewer,
};

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
        let [dead] = store.dead_letters(official.scope(), later).await.unwrap().try_into().unwrap();
        assert_eq!((dead.id, dead.last_error.as_deref(), dead.dead_at), (id, Some("kapot"), later));
        assert!(store.dead_letters(stranger.scope(), later).await.unwrap().is_empty());
        assert!(!store.revive(stranger.scope(), id, later).await.unwrap());
        assert!(store.revive(official.scope(), id, later).await.unwrap());
        assert_eq!(store.claim_effects(9, later, lease()).await.unwrap().len(), 1);
    });
}

/// Claims the one effect that waits.
async fn only(store: &Store, at: Moment) -> ClaimedEffect {
    let [claimed] = store.claim_effects(9, at, lease()).await.unwrap().try_into().unwrap();
    claimed
}

#[test]
fn the_last_step_is_for_who_has_the_effect_and_leaves_doubt_until_it_is_settled() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (store, scope) = (&database.store, official.scope());
        let expected = effect("geheim");
        let id = expected.id;
        enqueue(database, &official, std::slice::from_ref(&expected)).await;
        let slow = only(store, now()).await.hold();
        let later = now().after(lease());
        let quick = only(store, later).await.hold();
        let until = later.after(TimeDelta::minutes(5));
        let refused = store.effect_in_doubt(slow, "onzeker", later, until).await;
        assert!(matches!(refused, Err(StoreError::Conflict)));
        store.effect_in_doubt(quick, "onzeker", later, until).await.unwrap();
        let state = async |at| store.effect_states(scope, &[id], at).await.unwrap();
        // Under way: neither given up nor to be had, however long it takes.
        assert_eq!(state(later).await, [(id, EffectState::Waits)]);
        assert!(store.dead_letters(scope, later).await.unwrap().is_empty());
        assert!(!store.revive(scope, id, later).await.unwrap());
        let far = until.after(lease());
        assert!(store.claim_effects(9, far, lease()).await.unwrap().is_empty());
        // Nobody settled it.
        let doubt = EffectState::GivenUp(later, Some("onzeker".to_owned()));
        assert_eq!(state(until).await, [(id, doubt)]);
        assert_eq!(store.dead_letters(scope, until).await.unwrap().len(), 1);
        assert!(store.revive(scope, id, until).await.unwrap());
        let settled = store.effect_settled(quick, Settled::Delivered(until)).await;
        assert!(matches!(settled, Err(StoreError::Conflict)));
    });
}

#[test]
fn a_last_step_is_settled_in_each_way() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let stranger = database.official("gemeente-hulst", "b").await;
        let store = &database.store;
        let until = now().after(TimeDelta::minutes(5));
        let refused = Some("geweigerd".to_owned());
        for (settled, expected) in [
            (Settled::Delivered(now()), EffectState::Delivered(now())),
            (Settled::Failed("later", AfterFailure::RetryAt(until)), EffectState::Waits),
            (
                Settled::Failed("geweigerd", AfterFailure::GiveUp(now())),
                EffectState::GivenUp(now(), refused),
            ),
            (Settled::InDoubt, EffectState::GivenUp(now(), Some("onzeker".to_owned()))),
        ] {
            let effect = effect("geheim");
            enqueue(database, &official, std::slice::from_ref(&effect)).await;
            let hold = only(store, now()).await.hold();
            store.effect_in_doubt(hold, "onzeker", now(), until).await.unwrap();
            store.effect_settled(hold, settled).await.unwrap();
            let ids = [effect.id];
            let states = store.effect_states(official.scope(), &ids, now()).await.unwrap();
            assert_eq!(states, [(effect.id, expected)], "{settled:?}");
            assert!(store.effect_states(stranger.scope(), &ids, now()).await.unwrap().is_empty());
            let again = store.effect_settled(hold, Settled::InDoubt).await;
            assert!(matches!(again, Err(StoreError::Conflict)), "{settled:?}");
        }
        // Only the one that may be tried again comes back.
        assert_eq!(only(store, until).await.attempts, 2);
        assert!(store.effect_states(official.scope(), &[], now()).await.unwrap().is_empty());
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
