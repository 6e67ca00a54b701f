//! Candidates for one subject among 200,000 known subjects of a party, all on files of the account that asks: the dearest case,
//! because nobody is passed over for need-to-know. Run with `cargo bench -p dijkwacht-tests --bench known`; figures stand in
//! `docs/benchmarks.md`. `PostgreSQL` takes part when `DIJKWACHT_TEST_POSTGRES` names a server.
//!
//! It has a `main` of its own and not that of divan, because the goal is a 95th percentile over different questions.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench measures time, prints it, and measures nothing without its data"
)]

use app::command::OfficeRole;
use app::matching::{Born, NameKind, Profile, VERSION, keys as blocking_keys};
use app::{App, Caller, NewAccount, Permission, TokenRequest};
use harness::{Scratch, application, keys, open_store, tool};
use kernel::{Redacted, SubjectId};
use serde_json::json;
use std::time::{Duration, Instant};
use store::{CaseHead, DatabaseUrl, NewCase, NewKnownSubject, NewMember, Store};

const SERVER: &str = "DIJKWACHT_TEST_POSTGRES";
const PARTY: &str = "gemeente-emmen";
const SUBJECTS: usize = 200_000;
/// Subjects on a file, and files in a transaction.
const ON_FILE: usize = 20;
const BATCH: usize = 100;
/// Questions that are asked, each about another subject.
const QUESTIONS: usize = 400;

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

    fn known(&self, app: &App) -> NewKnownSubject {
        let kept =
            json!({ "soort": "natuurlijk-persoon", "naam": self.name, "geboortedatum": self.born });
        let keys = blocking_keys(&self.profile().prepare());
        let keys = keys.iter().map(|key| Redacted::new(key.as_str().to_owned()));
        let id: SubjectId = app.fresh(app.now());
        NewKnownSubject { id, profile: Redacted::new(kept.to_string()), keys: keys.collect() }
    }
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = Scratch::new();
    let sqlite = DatabaseUrl::Sqlite(folder.file("bench.sqlite3"));
    runtime.block_on(measure("SQLite", &sqlite));
    if let Ok(server) = std::env::var(SERVER) {
        let name = format!("dijkwacht_bench_known_{}", std::process::id());
        sql(&server, &format!("CREATE DATABASE {name}"));
        let (host, _) = server.rsplit_once('/').unwrap();
        let url = format!("{host}/{name}");
        runtime.block_on(measure("PostgreSQL", &DatabaseUrl::Postgres(url)));
        sql(&server, &format!("DROP DATABASE {name} WITH (FORCE)"));
    }
}

fn sql(server: &str, text: &str) {
    tool("psql").args([server, "-XAtq", "-c", text]).run().expect_success();
}

async fn measure(kind: &str, url: &DatabaseUrl) {
    let store = open_store(url, &keys(1)).await;
    store.migrate().await.unwrap();
    let app = application(store.clone());
    let caller = official(&app).await;
    let began = Instant::now();
    let known = fill(&app, &store, &caller).await;
    println!("{kind}: {SUBJECTS} subjects in {:.0} s", began.elapsed().as_secs_f64());
    if let DatabaseUrl::Postgres(url) = url {
        // As autovacuum does by itself.
        sql(url, "VACUUM ANALYZE");
    }
    for (what, with_birth) in [("with date of birth", true), ("without date of birth", false)] {
        let mut times = Vec::new();
        let mut found = 0;
        for somebody in known.iter().step_by(SUBJECTS / QUESTIONS) {
            let profile = Profile { born: None, ..somebody.profile() };
            let profile = if with_birth { somebody.profile() } else { profile };
            let began = Instant::now();
            let answer = app.known_like(&caller, &profile, None).await.unwrap();
            times.push(began.elapsed());
            let name = |one: &app::FoundParty| one.profile.naam.reveal() == &somebody.name;
            found += usize::from(answer.parties.iter().any(name));
        }
        report(kind, what, times, found);
    }
    store.close().await.unwrap();
}

fn report(kind: &str, what: &str, mut times: Vec<Duration>, found: usize) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!(
        "{kind}, {what}: p50 {:.1} ms, p95 {:.1} ms, longest {:.1} ms; found again {found} of {}",
        at(50).as_secs_f64() * 1e3,
        at(95).as_secs_f64() * 1e3,
        at(100).as_secs_f64() * 1e3,
        times.len()
    );
}

async fn official(app: &App) -> Caller {
    let party = PARTY.parse().unwrap();
    app.enter_party(&party).await.unwrap();
    let name = "V. Beeld".to_owned();
    let new = NewAccount { party, name, role: OfficeRole::Behandelaar, person: true };
    let account = app.create_account(&new).await.unwrap();
    let request = TokenRequest {
        party: new.party,
        account,
        label: "meting".to_owned(),
        permissions: Permission::ALL.to_vec(),
        days: 366,
    };
    let token = app.issue_token(&request).await.unwrap();
    app.authenticate(token.secret.reveal()).await.unwrap().unwrap()
}

/// Writes files with known subjects through the store; all of them are the caller's.
async fn fill(app: &App, store: &Store, caller: &Caller) -> Vec<Somebody> {
    let mut chance = Chance(20_261_126);
    let everybody: Vec<Somebody> = (0..SUBJECTS).map(|_| Somebody::of(&mut chance)).collect();
    let scope = store.scope_for_worker(caller.party());
    for batch in everybody.chunks(ON_FILE * BATCH) {
        let mut tx = store.begin(&scope).await.unwrap();
        for people in batch.chunks(ON_FILE) {
            let new = file(app);
            let member = NewMember {
                account: caller.account(),
                added_by: caller.account(),
                reason: "meting".to_owned(),
                at: new.at,
                until: None,
            };
            tx.insert_case(&new, &[member]).await.unwrap();
            let known: Vec<_> = people.iter().map(|one| one.known(app)).collect();
            tx.keep_known_subjects(new.id, VERSION, &known).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    everybody
}

fn file(app: &App) -> NewCase {
    let at = app.now();
    let id: kernel::CaseId = app.fresh(at);
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
