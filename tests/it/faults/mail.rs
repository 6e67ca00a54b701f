//! A worker that is killed while it mails: each letter arrives once, or somebody is told that nobody knows.
//!
//! The mail server is a process by others; it counts what it gets and throws nothing away. `docs/decisions` says why a mail in
//! doubt is not sent again.

use super::home::Home;
use super::random::{Random, seed};
use app::{App, Backend, MailNotice, MailWaiting};
use harness::{MailServer, MailTls, TestDatabase, application, on_every_database, open_store};
use kernel::{EffectId, PartyId, Redacted};
use std::collections::BTreeMap;
use store::{EffectState, PartyScope, Store};

const PARTY: &str = "gemeente-emmen";
/// How many letters the random kills fall among, and how many kills.
const LETTERS: u32 = 24;
const KILLS: u32 = 3;

/// An installation whose mail goes to a server that the test holds.
struct Post {
    home: Home,
    server: MailServer,
    app: App,
    scope: PartyScope,
    settings: Vec<(&'static str, String)>,
}

impl Post {
    async fn new(database: &TestDatabase) -> Self {
        let home = Home::new(database);
        home.official(PARTY);
        let store = open_store(&database.url(), &home.keys()).await;
        let scope = store.scope_for_worker(&PARTY.parse::<PartyId>().unwrap());
        let server = MailServer::start(MailTls::None, None);
        let settings = vec![
            ("DIJKWACHT_MAIL__TRANSPORT", "smtp".to_owned()),
            ("DIJKWACHT_MAIL__HOST", "127.0.0.1".to_owned()),
            ("DIJKWACHT_MAIL__PORT", server.port().to_string()),
            ("DIJKWACHT_MAIL__TLS", "none".to_owned()),
        ];
        Self { home, server, app: application(store), scope, settings }
    }

    fn store(&self) -> &Store {
        self.app.store()
    }

    /// Puts letters in the outbox.
    async fn letters(&self, count: u32) -> Vec<EffectId> {
        let now = self.app.now();
        let notice = MailNotice::LetterReady(MailWaiting {
            reference: "2026-0357".to_owned(),
            path: Redacted::new("/formulier".to_owned()),
            until: None,
        });
        let to = |number| Redacted::new(format!("voorbeeld-{number}@post.example"));
        let effect = |number| self.app.mail_effect(None, &to(number), &notice, now).unwrap();
        let effects: Vec<_> = (0..count).map(effect).collect();
        let mut tx = self.store().begin(&self.scope).await.unwrap();
        tx.enqueue(&effects).await.unwrap();
        tx.commit().await.unwrap();
        effects.iter().map(|effect| effect.id).collect()
    }

    /// Lets go of what a killed worker had in its hands, instead of waiting for minutes, and does a round of work.
    /// Returns what it logged.
    fn again(&self, database: &TestDatabase) -> String {
        database.sql("UPDATE outbox SET claimed_until = NULL WHERE delivered_at IS NULL");
        self.home.work_once(&self.settings).expect_success().stderr
    }

    /// Returns how often each letter arrived, by its Message-ID.
    fn arrived(&self) -> BTreeMap<String, u32> {
        let mut counts = BTreeMap::new();
        for mail in self.server.mails() {
            *counts.entry(mail["id"].as_str().unwrap().to_owned()).or_insert(0) += 1;
        }
        counts
    }

    fn message_id(id: EffectId) -> String {
        format!("<{id}@dijkwacht.example>")
    }

    async fn state(&self, id: EffectId) -> EffectState {
        let states = self.store().effect_states(&self.scope, &[id], self.app.now()).await.unwrap();
        states.into_iter().next().expect("an effect").1
    }
}

fn is_in_doubt(state: &EffectState) -> bool {
    matches!(state, EffectState::GivenUp(_, Some(words)) if words.starts_with("onzeker: "))
}

#[test]
fn a_letter_arrives_once_wherever_the_worker_is_killed() {
    on_every_database(async |database| {
        database.store.close().await.expect("a store that closes");
        let post = Post::new(database).await;
        killed_before_the_server_has_it(database, &post).await;
        killed_before_the_server_answers(database, &post).await;
        killed_between_the_answer_and_the_note(database, &post).await;
        post.store().close().await.expect("a store that closes");
    });
}

/// Nothing was sent: it is sent again, once.
async fn killed_before_the_server_has_it(database: &TestDatabase, post: &Post) {
    let letter = post.letters(1).await[0];
    post.server.hold_at("recipient");
    let worker = post.home.work(&post.settings);
    post.server.wait("held-recipient");
    worker.kill();
    post.server.go();
    assert!(post.arrived().is_empty());
    assert_eq!(post.state(letter).await, EffectState::Waits);
    let log = post.again(database);
    assert!(log.contains("v***@post.example") && !log.contains("voorbeeld-0"), "{log}");
    assert_eq!(post.arrived(), BTreeMap::from([(Post::message_id(letter), 1)]));
    assert!(matches!(post.state(letter).await, EffectState::Delivered(_)));
}

/// The server has it and nobody knows: it is not sent again by itself, and whoever looks can see that. A person who asks for it
/// gets a second one with the same Message-ID.
async fn killed_before_the_server_answers(database: &TestDatabase, post: &Post) {
    let letter = post.letters(1).await[0];
    post.server.hold_at("answer");
    let worker = post.home.work(&post.settings);
    post.server.wait("held-answer");
    // While it is under way it neither counts as given up nor can be sent a second time.
    assert_eq!(post.state(letter).await, EffectState::Waits);
    let now = post.app.now();
    assert!(!post.store().revive(&post.scope, letter, now).await.unwrap());
    assert!(post.store().dead_letters(&post.scope, now).await.unwrap().is_empty());
    worker.kill();
    post.server.go();
    post.again(database);
    assert_eq!(post.arrived().get(&Post::message_id(letter)), Some(&1));
    assert!(is_in_doubt(&post.state(letter).await), "{:?}", post.state(letter).await);
    let [shown] = post.store().dead_letters(&post.scope, now).await.unwrap().try_into().unwrap();
    assert_eq!((shown.id, shown.kind.as_str()), (letter, "mail"));
    assert!(post.store().revive(&post.scope, letter, post.app.now()).await.unwrap());
    post.again(database);
    assert_eq!(post.arrived().get(&Post::message_id(letter)), Some(&2));
    assert!(matches!(post.state(letter).await, EffectState::Delivered(_)));
}

/// The server said that it has it, and the worker is killed before that is on disk. On `SQLite` the note is kept from being written
/// for as long as it takes; on `PostgreSQL` it may be quicker than the kill.
async fn killed_between_the_answer_and_the_note(database: &TestDatabase, post: &Post) {
    let letter = post.letters(1).await[0];
    post.server.hold_at("answer");
    let worker = post.home.work(&post.settings);
    post.server.wait("held-answer");
    let writer = post.store().begin(&post.scope).await.unwrap();
    post.server.go();
    post.server.wait("answered");
    worker.kill();
    drop(writer);
    post.again(database);
    assert_eq!(post.arrived().get(&Post::message_id(letter)), Some(&1));
    let state = post.state(letter).await;
    let noted =
        post.store().backend() == Backend::Postgres && matches!(state, EffectState::Delivered(_));
    assert!(noted || is_in_doubt(&state), "{state:?}");
}

#[test]
fn random_kills_double_no_letter_and_lose_none_in_silence() {
    on_every_database(async |database| {
        let seed = seed();
        eprintln!("DIJKWACHT_SEED={seed}");
        database.store.close().await.expect("a store that closes");
        let post = Post::new(database).await;
        let letters = post.letters(LETTERS).await;
        let mut random = Random::new(seed, 0);
        for _ in 0..KILLS {
            database.sql("UPDATE outbox SET claimed_until = NULL WHERE delivered_at IS NULL");
            let worker = post.home.work(&post.settings);
            for _ in 0..=random.below(3) {
                post.server.wait("answered");
            }
            random.dawdle(2_000);
            worker.kill();
        }
        post.again(database);
        let arrived = post.arrived();
        let mut in_doubt = 0;
        for letter in letters {
            let copies = arrived.get(&Post::message_id(letter)).copied().unwrap_or_default();
            match post.state(letter).await {
                EffectState::Delivered(_) => assert_eq!(copies, 1, "{letter}"),
                state => {
                    assert!(is_in_doubt(&state) && copies <= 1, "{letter}: {state:?}, {copies}");
                    in_doubt += 1;
                }
            }
        }
        assert!(in_doubt <= KILLS, "one kill leaves at most one mail in doubt, not {in_doubt}");
        eprintln!("{} arrived, {in_doubt} in doubt", arrived.len());
        post.store().close().await.expect("a store that closes");
    });
}
