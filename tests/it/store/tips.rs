//! Tips in the store: of one party, each change at the version that was read, closed at rest, and a trail beside the general one.

use super::{line, secret};
use chrono::TimeDelta;
use harness::{TestDatabase, keys, now, on_every_database, other_keys};
use kernel::{AccountId, Moment};
use store::{
    Backend, KeepTip, KeepTipPartner, NewTipArrival, NewTipKey, NewTipMessage, SealedTipMessage,
    Store, StoreError, TipAlert, TipBody, TipKeyPurpose, TipOutcome, TipSide, Viewer,
};
use uuid::Uuid;

const PARTNER: &str = "00000001001234500002";

fn tip(side: TipSide, number: u128) -> KeepTip {
    KeepTip {
        id: Uuid::from_u128(number),
        partner: PARTNER.to_owned(),
        tip: Uuid::from_u128(number),
        state: if side == TipSide::Sent { "concept" } else { "ontvangen" },
        content: secret("Verzonnen tip."),
        at: now(),
        alerts: None,
        ended_at: None,
    }
}

fn message(number: u128) -> NewTipMessage {
    NewTipMessage {
        id: Uuid::from_u128(number),
        tip: Uuid::from_u128(1),
        partner: PARTNER.to_owned(),
        kind: "nl.wet-bibob.tip.aangeboden.v1".to_owned(),
        content: secret("Verzonnen bericht."),
        at: now(),
    }
}

fn later(seconds: i64) -> Moment {
    now().after(TimeDelta::seconds(seconds))
}

async fn partner(store: &Store, official: &Viewer) {
    let mut tx = store.begin(official.scope()).await.unwrap();
    let content = secret("Verzonnen partner.");
    let kept = KeepTipPartner { oin: PARTNER, version: 0, state: "actief", content: &content };
    tx.keep_tip_partner(&kept).await.unwrap();
    tx.commit().await.unwrap();
}

async fn filled(database: &TestDatabase, official: &Viewer) {
    let store = &database.store;
    partner(store, official).await;
    let mut tx = store.begin(official.scope()).await.unwrap();
    for side in TipSide::ALL {
        tx.add_tip(side, &tip(side, 1)).await.unwrap();
    }
    tx.queue_tip_message(&message(5)).await.unwrap();
    let key = NewTipKey {
        id: Uuid::from_u128(9),
        purpose: TipKeyPurpose::Signing,
        algorithm: "ES256",
        public: "{}".to_owned(),
        secret: secret("Verzonnen sleutel."),
        from: now(),
        until: None,
    };
    tx.add_tip_key(&key).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn all_that_can_name_a_person_is_of_one_party_and_closed_with_the_key_of_now() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let other = database.official("gemeente-hulst", "b").await;
        filled(database, &official).await;
        let both = database.open_with(&keys(2)).await;
        assert_eq!(both.rotate(9).await.unwrap(), 5);
        let rotated = database.open_with(&other_keys()).await;
        let (scope, nowhere) = (official.scope(), other.scope());
        for side in TipSide::ALL {
            let row = rotated.tip(scope, side, Uuid::from_u128(1)).await.unwrap().unwrap();
            assert_eq!((row.version, row.content), (1, secret("Verzonnen tip.")));
            assert!(rotated.tip(nowhere, side, Uuid::from_u128(1)).await.unwrap().is_none());
            assert!(rotated.tips(nowhere, side, None).await.unwrap().items.is_empty());
            let mut tx = rotated.begin(nowhere).await.unwrap();
            assert!(tx.tip_for_update(side, Uuid::from_u128(1)).await.unwrap().is_none());
            assert!(tx.change_tip(side, &tip(side, 1), 1).await.is_err());
            tx.rollback().await.unwrap();
        }
        let row = rotated.tip_partner(scope, PARTNER).await.unwrap().unwrap();
        assert_eq!(row.content, secret("Verzonnen partner."));
        assert!(rotated.tip_partner(nowhere, PARTNER).await.unwrap().is_none());
        let row = rotated.tip_keys(scope).await.unwrap().remove(0);
        assert_eq!(row.secret, Some(secret("Verzonnen sleutel.")));
        assert!(rotated.tip_keys(nowhere).await.unwrap().is_empty());
        let lease = (now(), TimeDelta::seconds(60));
        assert!(rotated.claim_tip_messages(nowhere, PARTNER, 9, lease).await.unwrap().is_empty());
        let claimed = rotated.claim_tip_messages(scope, PARTNER, 9, lease).await.unwrap();
        assert_eq!(claimed[0].content, Some(secret("Verzonnen bericht.")));
        both.close().await.unwrap();
        rotated.close().await.unwrap();
    });
}

#[test]
fn a_tip_changes_at_the_version_that_was_read_and_its_alerts_are_noted_once() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (store, side, id) = (&database.store, TipSide::Received, Uuid::from_u128(1));
        filled(database, &official).await;
        let waits = KeepTip { alerts: Some((later(10), later(20))), ..tip(side, 1) };
        for (version, fits) in [(2, false), (1, true), (1, false)] {
            let mut tx = store.begin(official.scope()).await.unwrap();
            let changed = tx.change_tip(side, &waits, version).await;
            assert_eq!(changed.is_ok(), fits);
            if fits { tx.commit().await } else { tx.rollback().await }.unwrap();
        }
        let due = async |at| store.tips_to_alert(official.scope(), side, at).await.unwrap();
        assert!(due(later(9)).await.is_empty());
        let (first, second) = (TipAlert { id, level: 1 }, TipAlert { id, level: 2 });
        assert_eq!(due(later(10)).await, [first]);
        assert_eq!(due(later(20)).await, [second]);
        for (alert, is_new) in [(first, true), (first, false), (second, true), (second, false)] {
            let mut tx = store.begin(official.scope()).await.unwrap();
            assert_eq!(tx.note_tip_alert(side, alert).await.unwrap(), is_new);
            tx.commit().await.unwrap();
        }
        assert!(due(later(99)).await.is_empty());
        let unknown = KeepTip { state: "onbekend", ..tip(side, 3) };
        let mut tx = store.begin(official.scope()).await.unwrap();
        assert!(tx.add_tip(side, &unknown).await.is_err());
        tx.rollback().await.unwrap();
        let double = KeepTip { id: Uuid::from_u128(8), ..tip(side, 1) };
        let mut tx = store.begin(official.scope()).await.unwrap();
        assert!(matches!(tx.add_tip(side, &double).await, Err(StoreError::Duplicate(_))));
        tx.rollback().await.unwrap();
    });
}

#[test]
fn a_message_is_in_one_hand_at_a_time_and_its_bytes_are_made_once() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (store, scope) = (&database.store, official.scope());
        filled(database, &official).await;
        let due = store.due_tip_partners(now()).await.unwrap();
        assert_eq!(due, [(official.party().clone(), PARTNER.to_owned())]);
        let claim = async |at| {
            let lease = (at, TimeDelta::seconds(60));
            store.claim_tip_messages(scope, PARTNER, 9, lease).await.unwrap()
        };
        let first = claim(now()).await.remove(0);
        assert!(
            claim(later(59)).await.is_empty()
                && store.due_tip_partners(later(59)).await.unwrap().is_empty()
        );
        let second = claim(later(60)).await.remove(0);
        assert_eq!((first.attempts, second.attempts), (1, 2));
        let sealed = SealedTipMessage { wire: "a.b.c".to_owned(), sha256: [7; 32], made_at: now() };
        for (by, fits) in [(&first, false), (&second, true), (&second, false)] {
            let mut tx = store.begin(scope).await.unwrap();
            assert_eq!(tx.seal_tip_message(by, &sealed).await.is_ok(), fits);
            if fits { tx.commit().await } else { tx.rollback().await }.unwrap();
        }
        let settle = async |attempts, outcome: TipOutcome<'_>| {
            let mut tx = store.begin(scope).await.unwrap();
            let done = tx.settle_tip_message((second.id, attempts), &outcome, later(61)).await;
            tx.commit().await.unwrap();
            done.is_ok()
        };
        assert!(!settle(1, TipOutcome::Again(later(99), "x")).await, "no longer in that hand");
        assert!(settle(2, TipOutcome::Again(later(99), "geen-antwoord")).await);
        assert!(claim(later(98)).await.is_empty());
        let mut tx = store.begin(scope).await.unwrap();
        assert_eq!(tx.release_tip_queue(PARTNER, later(70)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let third = claim(later(70)).await.remove(0);
        assert_eq!(
            (third.content, third.sealed),
            (Some(secret("Verzonnen bericht.")), Some(sealed))
        );
        assert!(settle(3, TipOutcome::GivenUp("geweigerd-400")).await);
        assert!(
            settle(1, TipOutcome::Delivered("bewijs")).await,
            "a receipt counts whoever brings it"
        );
        assert!(!settle(3, TipOutcome::Delivered("ander")).await);
        let rows = store.tip_messages(scope, Uuid::from_u128(1)).await.unwrap();
        assert_eq!(
            (rows[0].state.as_str(), rows[0].receipt.as_deref()),
            ("bezorgd", Some("bewijs"))
        );
        let sent = store.tips_delivered(scope, PARTNER, (now(), later(1))).await.unwrap();
        assert_eq!(sent.len(), 1);
        assert!(
            store.tips_delivered(scope, PARTNER, (later(1), later(9))).await.unwrap().is_empty()
        );
    });
}

#[test]
fn a_message_that_does_not_open_is_claimed_with_the_others() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (store, scope) = (&database.store, official.scope());
        filled(database, &official).await;
        let mut tx = store.begin(scope).await.unwrap();
        let second = NewTipMessage { at: later(1), ..message(6) };
        tx.queue_tip_message(&second).await.unwrap();
        tx.commit().await.unwrap();
        // What the first says is closed for the place of the second.
        database.sql(
            "UPDATE tip_outbox SET content = (SELECT content FROM tip_outbox ORDER BY queued_at DESC LIMIT 1) \
             WHERE queued_at = (SELECT MIN(queued_at) FROM tip_outbox)",
        );
        let lease = (later(1), TimeDelta::seconds(60));
        let claimed = store.claim_tip_messages(scope, PARTNER, 9, lease).await.unwrap();
        let [first, second] = claimed.try_into().unwrap();
        assert_eq!((first.content, first.id), (None, message(5).id));
        let why = first.closed.unwrap();
        assert!(why.contains("tip_outbox.content") && !why.contains("Verzonnen"), "{why}");
        assert_eq!((second.content, second.closed), (Some(secret("Verzonnen bericht.")), None));
    });
}

#[test]
fn what_was_given_up_is_kept_to_be_said_again_by_one() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let (store, scope) = (&database.store, official.scope());
        filled(database, &official).await;
        let (tip, kind) = (Uuid::from_u128(1), message(5).kind);
        let dead = async |beside: &str| store.tips_with_dead_letters(scope, beside).await.unwrap();
        assert!(dead("vraag").await.is_empty());
        let lease = (now(), TimeDelta::seconds(60));
        let claimed = store.claim_tip_messages(scope, PARTNER, 9, lease).await.unwrap().remove(0);
        let mut tx = store.begin(scope).await.unwrap();
        assert!(tx.tip_messages_wait(PARTNER, tip).await.unwrap());
        let hold = (claimed.id, claimed.attempts);
        tx.settle_tip_message(hold, &TipOutcome::GivenUp("geweigerd-400"), now()).await.unwrap();
        assert!(!tx.tip_messages_wait(PARTNER, tip).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(dead("vraag").await, [(tip, PARTNER.to_owned())]);
        assert!(dead(&kind).await.is_empty());
        let mut tx = store.begin(scope).await.unwrap();
        assert!(tx.take_dead_tip_letters((PARTNER, tip), &kind, now()).await.unwrap().is_empty());
        for expected in [vec![secret("Verzonnen bericht.")], Vec::new()] {
            let said = tx.take_dead_tip_letters((PARTNER, tip), "vraag", now()).await.unwrap();
            assert_eq!(said, expected);
        }
        tx.commit().await.unwrap();
    });
}

#[test]
fn a_message_that_came_is_registered_once_for_a_party_and_a_source() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let other = database.official("gemeente-hulst", "b").await;
        let store = &database.store;
        let id = Uuid::from_u128(4);
        let new = NewTipArrival {
            source: PARTNER,
            id,
            tip: Uuid::from_u128(1),
            sha256: [7; 32],
            wire: Some("a.b.c"),
            signed_by: "x".to_owned(),
            opened_by: "y".to_owned(),
            made_at: now(),
            received_at: now(),
            remember_until: later(10),
            receipt: "bewijs",
        };
        for (viewer, is_new) in [(&official, true), (&official, false), (&other, true)] {
            let mut tx = store.begin(viewer.scope()).await.unwrap();
            assert_eq!(tx.tip_arrival(PARTNER, id).await.unwrap().is_none(), is_new);
            let added = tx.add_tip_arrival(&new).await;
            assert_eq!(added.is_ok(), is_new, "{added:?}");
            if is_new { tx.commit().await } else { tx.rollback().await }.unwrap();
        }
        assert_eq!(store.forget_tip_arrivals(official.scope(), later(99)).await.unwrap(), 0);
        let mut tx = store.begin(official.scope()).await.unwrap();
        assert_eq!(tx.tip_lines(PARTNER, Uuid::from_u128(1)).await.unwrap().len(), 1);
        tx.clear_tip_messages(PARTNER, Uuid::from_u128(1)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.forget_tip_arrivals(official.scope(), later(9)).await.unwrap(), 0);
        assert_eq!(store.forget_tip_arrivals(official.scope(), later(99)).await.unwrap(), 1);
        let kept = store.tips_registered(other.scope(), PARTNER, (now(), later(1))).await.unwrap();
        assert_eq!(kept.len(), 1);
    });
}

#[test]
fn the_trail_of_tips_is_a_chain_beside_the_general_one_that_the_database_keeps_whole() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let store = &database.store;
        for lines in [1, 2] {
            let mut tx = store.begin(official.scope()).await.unwrap();
            tx.audit_tips(&vec![line(&official, None); lines]).await.unwrap();
            tx.commit().await.unwrap();
        }
        let general = store.verify_audit(None, &[]).await.unwrap();
        assert_eq!((general.lines, store.anchors(now()).await.unwrap().len()), (0, 0));
        let report = store.verify_tip_audit(Some(official.party())).await.unwrap();
        assert!(report.is_sound() && report.lines == 3, "{report:?}");
        let page = store.tip_audit_page(official.scope(), None, None, 2).await.unwrap();
        assert_eq!(page.items.iter().map(|row| row.seq).collect::<Vec<_>>(), [3, 2]);
        assert!(store.audit_page(official.scope(), None, None, 2).await.unwrap().items.is_empty());
        for change in ["UPDATE tip_audit SET action = 'x'", "DELETE FROM tip_audit"] {
            assert!(!database.try_sql(change).success(), "{change}");
        }
        database.sql("UPDATE tip_audit_head SET seq = 2");
        assert!(!store.verify_tip_audit(None).await.unwrap().is_sound());
    });
}

#[test]
fn a_number_is_of_one_party() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let other = database.official("gemeente-hulst", "b").await;
        let store = &database.store;
        let body = |version| TipBody { oin: PARTNER.to_owned(), version, content: "{}".to_owned() };
        let keep = async |viewer: &Viewer, version| {
            let mut tx = store.begin(viewer.scope()).await.unwrap();
            let by: (AccountId, Moment) = (viewer.account(), now());
            let done = tx.keep_tip_body(&body(version), by).await;
            if done.is_ok() { tx.commit().await } else { tx.rollback().await }.unwrap();
            done
        };
        keep(&official, 0).await.unwrap();
        assert!(matches!(keep(&official, 0).await, Err(StoreError::Conflict)));
        keep(&official, 1).await.unwrap();
        assert!(matches!(keep(&official, 1).await, Err(StoreError::Conflict)));
        assert!(matches!(keep(&other, 0).await, Err(StoreError::Duplicate(_))));
        assert_eq!(store.party_of_oin(PARTNER).await.unwrap().as_ref(), Some(official.party()));
        assert_eq!(store.party_of_oin("0").await.unwrap(), None);
        assert_eq!(store.tip_parties().await.unwrap(), [official.party().clone()]);
        assert_eq!(store.tip_body(other.scope()).await.unwrap(), None);
    });
}

/// A message comes in from a partner, while the worker notes the receipt of one to it: the first locks the partner and then how the
/// exchange goes, the other only that. On `SQLite` there is one writer at a time.
#[test]
fn noting_a_receipt_and_taking_a_message_of_the_same_partner_do_not_wait_for_each_other() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let store = &database.store;
        partner(store, &official).await;
        let note = async |tx: &mut store::Tx, text: &str| {
            tx.lock_tip_exchange(PARTNER).await?;
            tx.keep_tip_exchange(PARTNER, text).await
        };
        if store.backend() == Backend::Sqlite {
            return;
        }
        let mut first = store.begin(official.scope()).await.unwrap();
        note(&mut first, "{}").await.unwrap();
        first.commit().await.unwrap();
        let mut worker = store.begin(official.scope()).await.unwrap();
        worker.lock_tip_exchange(PARTNER).await.unwrap();
        let mut door = store.begin(official.scope()).await.unwrap();
        door.tip_partner_for_update(PARTNER).await.unwrap().unwrap();
        let (came, noted) = tokio::join!(
            async {
                note(&mut door, "{\"door\":1}").await?;
                door.commit().await
            },
            async {
                worker.keep_tip_exchange(PARTNER, "{\"worker\":1}").await?;
                worker.commit().await
            }
        );
        assert!(came.is_ok() && noted.is_ok(), "{came:?} {noted:?}");
        let kept = store.tip_exchange(official.scope(), PARTNER).await.unwrap();
        assert_eq!(kept.as_deref(), Some("{\"door\":1}"));
    });
}
