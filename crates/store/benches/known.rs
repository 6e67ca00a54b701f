//! Candidates for one subject among 200,000 known subjects of a party, all on files of the account that asks: the dearest case,
//! because nobody is passed over for need-to-know. It does what looking for a profile does: keys, search, opening, taking names
//! apart, scoring, and the reasons of the best fifty. Run with `cargo bench -p dijkwacht-store`; figures stand in
//! `docs/benchmarks.md`. `PostgreSQL` takes part when `DIJKWACHT_TEST_POSTGRES` names a server.
//!
//! It has a `main` of its own and not that of divan, because the goal is a 95th percentile over different questions.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench measures time, prints it, and measures nothing without its data"
)]

use chrono::Utc;
use dijkwacht_store::{
    Account, CaseHead, DatabaseUrl, Keyring, KnownSubject, NewCase, NewKnownSubject, NewMember,
    Party, Sought, Store, StoreConfig, Viewer,
};
use kernel::{AccountId, CaseId, Id, Moment, PartyId, PartyKind, Redacted, uuid_v7};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use subjects::matching::{
    Bands, Born, MOST_CANDIDATES, NameKind, Prepared, Profile, STOP_KEY, Score, VERSION, compare,
    keys as blocking_keys, score,
};

const SERVER: &str = "DIJKWACHT_TEST_POSTGRES";
const PARTY: &str = "gemeente-emmen";
/// A key that closes nothing else.
const KEY: &str = "1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const SUBJECTS: usize = 200_000;
/// Subjects on a file, and files in a transaction.
const ON_FILE: usize = 20;
const BATCH: usize = 100;
/// Questions that are asked, each about another subject, and how many candidates get their reasons.
const QUESTIONS: usize = 400;
const SHOWN: usize = 50;

const FORENAMES: [&str; 40] = [
    "Johannes",
    "Maria",
    "Jan",
    "Cornelis",
    "Anna",
    "Hendrik",
    "Pieter",
    "Johanna",
    "Willem",
    "Elisabeth",
    "Mohammed",
    "Fatima",
    "Dirk",
    "Gerrit",
    "Wilhelmina",
    "Jacobus",
    "Catharina",
    "Petra",
    "Thomas",
    "Sanne",
    "Lotte",
    "Daan",
    "Emma",
    "Sem",
    "Ayşe",
    "Mehmet",
    "Yusuf",
    "Zeynep",
    "Piotr",
    "Katarzyna",
    "Tomasz",
    "Agnieszka",
    "Evgeni",
    "Olga",
    "Bram",
    "Femke",
    "Joost",
    "Marloes",
    "Ruben",
    "Noor",
];
const BEGINNINGS: [&str; 50] = [
    "Gans", "Eend", "Zwaan", "Kievit", "Reiger", "Fuut", "Grutto", "Wulp", "Merel", "Specht",
    "Roer", "Mees", "Vink", "Uil", "Valk", "Havik", "Sperwer", "Buizer", "Kraan", "Lepel", "Oever",
    "Water", "Veld", "Bosch", "Heide", "Duin", "Polder", "Molen", "Berg", "Dal", "Brug", "Kerk",
    "Toren", "Hof", "Huis", "Land", "Meer", "Plas", "Sloot", "Vaart", "Noord", "Zuid", "Oost",
    "West", "Groot", "Klein", "Oude", "Nieuw", "Hoog", "Laag",
];
const ENDINGS: [&str; 60] = [
    "stra", "sma", "ema", "inga", "man", "mans", "huis", "huizen", "berg", "burg", "dijk", "dam",
    "veld", "velden", "kamp", "horst", "woude", "loo", "drecht", "voort", "brink", "ink", "ing",
    "ma", "sen", "se", "aar", "aars", "er", "ers", "hof", "hoven", "hout", "laar", "land", "meer",
    "mond", "nes", "oord", "poel", "rade", "rijk", "schot", "stein", "terp", "tuin", "vliet",
    "weg", "werf", "wijk", "wold", "zand", "zijl", "ziel", "boer", "bakker", "smit", "visser",
    "mulder", "kuiper",
];

/// A generator that gives the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    /// Small numbers come more often, as with names: the first of a hundred comes twenty times as often as the last.
    fn skewed(&mut self, most: usize) -> usize {
        self.below(most).min(self.below(most)).min(self.below(most))
    }
}

/// Somebody: name, date of birth, and what the store keeps of both.
struct Somebody {
    name: String,
    born: String,
}

impl Somebody {
    fn of(chance: &mut Chance) -> Self {
        let forename = FORENAMES[chance.skewed(FORENAMES.len())];
        let (start, end) = (chance.skewed(BEGINNINGS.len()), chance.skewed(ENDINGS.len()));
        let prefix = ["", "van ", "van der ", "de "][chance.skewed(4)];
        let second = if chance.below(3) == 0 { FORENAMES[chance.below(40)] } else { "" };
        let name = format!("{forename} {second} {prefix}{}{}", BEGINNINGS[start], ENDINGS[end]);
        let born = format!(
            "{}-{:02}-{:02}",
            1940 + chance.below(66),
            1 + chance.below(12),
            1 + chance.below(28)
        );
        Self { name, born }
    }

    fn profile(&self) -> Profile {
        Profile::named(NameKind::Persoon, &self.name).born(Born::read(&self.born))
    }

    fn keys(profile: &Profile) -> Vec<Redacted<String>> {
        let keys = blocking_keys(&profile.prepare());
        keys.iter().map(|key| Redacted::new(key.as_str().to_owned())).collect()
    }

    fn known(&self) -> NewKnownSubject {
        let kept =
            json!({ "soort": "natuurlijk-persoon", "naam": self.name, "geboortedatum": self.born });
        let (id, profile) = (fresh(), Redacted::new(kept.to_string()));
        NewKnownSubject { id, profile, keys: Self::keys(&self.profile()) }
    }
}

static COUNT: AtomicU64 = AtomicU64::new(0);

/// Differs every time, which is all that a measurement needs of chance.
fn random(bytes: &mut [u8]) {
    let count = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    for (byte, value) in bytes.iter_mut().zip(count.iter().rev().cycle()) {
        *byte = *value;
    }
}

fn fresh<I: Id>() -> I {
    let mut bytes = [0; 10];
    random(&mut bytes);
    I::from_uuid(uuid_v7(Moment::new(Utc::now()), bytes))
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let name = format!("dijkwacht_bench_known_{}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir(&folder).unwrap();
    let sqlite = DatabaseUrl::Sqlite(folder.join("bench.sqlite3"));
    runtime.block_on(measure("SQLite", &sqlite));
    std::fs::remove_dir_all(&folder).unwrap();
    if let Ok(server) = std::env::var(SERVER) {
        sql(&server, &format!("CREATE DATABASE {name}"));
        let (host, _) = server.rsplit_once('/').unwrap();
        let url = format!("{host}/{name}");
        runtime.block_on(measure("PostgreSQL", &DatabaseUrl::Postgres(url)));
        sql(&server, &format!("DROP DATABASE {name} WITH (FORCE)"));
    }
}

fn sql(server: &str, text: &str) {
    let done = Command::new("psql").args([server, "-XAtq", "-c", text]).status().unwrap();
    assert!(done.success(), "{text}");
}

async fn measure(kind: &str, url: &DatabaseUrl) {
    let keys = Keyring::parse(KEY, random).unwrap();
    let config = StoreConfig { url: url.clone(), read_connections: 4, keys };
    let store = Store::open(&config).await.unwrap();
    store.migrate().await.unwrap();
    let viewer = official(&store).await;
    let began = Instant::now();
    let known = fill(&store, &viewer).await;
    println!("{kind}: {SUBJECTS} subjects in {:.0} s", began.elapsed().as_secs_f64());
    if let DatabaseUrl::Postgres(url) = url {
        // As autovacuum does by itself.
        sql(url, "VACUUM ANALYZE");
    }
    for (what, with_birth) in [("with date of birth", true), ("without date of birth", false)] {
        let (mut times, mut searches) = (Vec::new(), Vec::new());
        let mut found = 0;
        for somebody in known.iter().step_by(SUBJECTS / QUESTIONS) {
            let profile = Profile { born: None, ..somebody.profile() };
            let profile = if with_birth { somebody.profile() } else { profile };
            let began = Instant::now();
            let (names, search) = look_for(&store, &viewer, &profile).await;
            times.push(began.elapsed());
            searches.push(search);
            found += usize::from(names.contains(&somebody.name));
        }
        println!("{kind}, {what}: found again {found} of {}", times.len());
        report("in all", times);
        report("keys, search and opening", searches);
    }
    store.close().await.unwrap();
}

/// Returns the names of the best, as looking for a profile gives them, and how long it took to have who shares keys.
async fn look_for(store: &Store, viewer: &Viewer, profile: &Profile) -> (Vec<String>, Duration) {
    let began = Instant::now();
    let keys = Somebody::keys(profile);
    let sought = Sought { keys: &keys, except: None, stop_key: STOP_KEY, most: MOST_CANDIDATES };
    let alike = store.known_alike(viewer, sought).await.unwrap();
    let search = began.elapsed();
    let prepared = profile.prepare();
    let mut scored: Vec<(Score, String, Prepared)> = Vec::new();
    for known in &alike.subjects {
        let somebody = read(known);
        let theirs = somebody.profile().prepare();
        let fit = score(&prepared, &theirs);
        if fit.points >= 550 {
            scored.push((fit, somebody.name, theirs));
        }
    }
    scored.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    scored.truncate(SHOWN);
    let with_reasons = |(_, name, theirs): (Score, String, Prepared)| {
        std::hint::black_box(compare(&prepared, &theirs, Bands::default()));
        name
    };
    (scored.into_iter().map(with_reasons).collect(), search)
}

fn read(known: &KnownSubject) -> Somebody {
    let kept: Value = serde_json::from_str(known.profile.reveal()).unwrap();
    let text = |field: &str| kept[field].as_str().unwrap().to_owned();
    Somebody { name: text("naam"), born: text("geboortedatum") }
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!(
        "  {what}: p50 {:.1} ms, p95 {:.1} ms, longest {:.1} ms",
        at(50).as_secs_f64() * 1e3,
        at(95).as_secs_f64() * 1e3,
        at(100).as_secs_f64() * 1e3
    );
}

async fn official(store: &Store) -> Viewer {
    let (id, at): (PartyId, Moment) = (PARTY.parse().unwrap(), Moment::new(Utc::now()));
    let party = Party { name: id.to_string(), kind: PartyKind::Gemeente, id: id.clone() };
    store.upsert_party(&party).await.unwrap();
    let account: AccountId = fresh();
    let new = Account {
        id: account,
        name: "V. Beeld".to_owned(),
        role: "behandelaar".to_owned(),
        person: true,
        active: true,
        created_at: at,
    };
    store.create_account(&store.scope_for_worker(&id), &new).await.unwrap();
    store.viewer_for_worker(&id, account, at)
}

/// Writes files with known subjects through the store; all of them are the viewer's.
async fn fill(store: &Store, viewer: &Viewer) -> Vec<Somebody> {
    let mut chance = Chance(20_261_126);
    let everybody: Vec<Somebody> = (0..SUBJECTS).map(|_| Somebody::of(&mut chance)).collect();
    for batch in everybody.chunks(ON_FILE * BATCH) {
        let mut tx = store.begin(viewer.scope()).await.unwrap();
        for people in batch.chunks(ON_FILE) {
            let new = file(viewer.at());
            let member = NewMember {
                account: viewer.account(),
                added_by: viewer.account(),
                reason: "meting".to_owned(),
                at: new.at,
                until: None,
            };
            tx.insert_case(&new, &[member]).await.unwrap();
            let known: Vec<NewKnownSubject> = people.iter().map(Somebody::known).collect();
            tx.keep_known_subjects(new.id, VERSION, &known).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    everybody
}

fn file(at: Moment) -> NewCase {
    let id: CaseId = fresh();
    let head = CaseHead {
        reference: id.to_string(),
        kind: "exploitatie-openbare-inrichting".to_owned(),
        procedure: "beschikking".to_owned(),
        state: "intake".to_owned(),
        title: Redacted::new("Meting".to_owned()),
        main_subject: None,
        received_on: at.dutch_date(),
        due: None,
        waits_until: None,
        decided_on: None,
        closed_on: None,
        outcome: None,
        linked_to: None,
    };
    let content = Redacted::new("{}".to_owned());
    NewCase { id, head, content, search_text: Redacted::new("meting".to_owned()), at }
}
