//! A fresh database for each test: a file of `SQLite` always, and `PostgreSQL` when there is a server to test on.

use crate::{Output, Scratch, python, root, tool};
use kernel::{Id, Moment, PartyId, PartyKind, Sha256Hex, uuid_v7};
use std::env;
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    Account, DatabaseUrl, Keyring, NewToken, Party, PartyScope, Store, StoreConfig, Viewer,
};
use tokio::runtime::{Builder, Runtime};

/// The variable with the URL of a database on the server, in which the harness may make and drop databases.
const SERVER: &str = "DIJKWACHT_TEST_POSTGRES";
/// A key of ones and a key of twos.
const KEYS: [&str; 2] = [
    "1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
    "2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
];
/// Runs a text of SQL on a file and prints what it answers, without any extension of ours in between.
const SQLITE: &str = "import sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
for statement in sys.stdin.read().split(';;'):
    for row in database.execute(statement):
        print('|'.join('' if value is None else str(value) for value in row))";

static COUNTER: AtomicU64 = AtomicU64::new(1);

/// A database of one test's own, with the newest schema and nothing in it.
#[derive(Debug)]
pub struct TestDatabase {
    /// The store on it.
    pub store: Store,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(Scratch),
    Server(String),
}

/// Runs a test on a fresh database of each kind.
///
/// # Panics
/// When a database cannot be made, and when the test does.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a test is a closure that is written where it is used"
)]
pub fn on_every_database(test: impl AsyncFn(&TestDatabase)) {
    let runtime = runtime();
    runtime.block_on(run(&test, Place::file()));
    match env::var(SERVER) {
        Ok(_) => runtime.block_on(run(&test, Place::server())),
        Err(_) => eprintln!("skipped on PostgreSQL: {SERVER} is not set"),
    }
}

/// Runs a test on a fresh file of `SQLite` only.
///
/// # Panics
/// When the database cannot be made, and when the test does.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a test is a closure that is written where it is used"
)]
pub fn on_sqlite(test: impl AsyncFn(&TestDatabase)) {
    runtime().block_on(run(&test, Place::file()));
}

/// Runs a test on two fresh databases of each kind: those of two installations.
///
/// # Panics
/// When a database cannot be made, and when the test does.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a test is a closure that is written where it is used"
)]
pub fn on_every_two_databases(test: impl AsyncFn(&TestDatabase, &TestDatabase)) {
    on_every_database(async |one| {
        let place = match one.place {
            Place::File(_) => Place::file(),
            Place::Server(_) => Place::server(),
        };
        run(&async |other: &TestDatabase| test(one, other).await, place).await;
    });
}

async fn run(test: &impl AsyncFn(&TestDatabase), place: Place) {
    let database = TestDatabase { store: open_store(&place.url(), &keys(1)).await, place };
    test(&database).await;
    database.store.close().await.expect("a store that closes");
    if let Place::Server(name) = &database.place {
        on_server(&server("postgres"), &format!("DROP DATABASE {name} WITH (FORCE)"));
    }
}

impl TestDatabase {
    /// Returns where the database is.
    pub fn url(&self) -> DatabaseUrl {
        self.place.url()
    }

    /// Opens the database a second time, with other keys.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open_with(&self, keys: &Keyring) -> Store {
        open_store(&self.url(), keys).await
    }

    /// Runs SQL past the store, as somebody with access to the database could; `;;` separates statements for `SQLite`.
    /// Returns what it answers, a line for each row with `|` between the values.
    ///
    /// # Panics
    /// When the database refuses it.
    pub fn sql(&self, text: &str) -> String {
        self.try_sql(text).expect_success().stdout
    }

    /// Runs SQL like [`Self::sql`]; the database refusing it is an output like any other.
    pub fn try_sql(&self, text: &str) -> Output {
        match self.url() {
            DatabaseUrl::Sqlite(file) => python().arg("-c").arg(SQLITE).arg(file).input(text).run(),
            DatabaseUrl::Postgres(url) => psql(&url, &text.replace(";;", ";")),
        }
    }

    /// Adds a party with an account and a token, and returns the account as one that asks.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn official(&self, party: &str, name: &str) -> Viewer {
        let scope = self.party(party).await;
        let account = official_account(name);
        self.store.create_account(&scope, &account).await.expect("a new account");
        let token = token(&account, name);
        self.store.create_token(&scope, &token).await.expect("a new token");
        let identity = self.store.authenticate(token.secret_hash, now()).await;
        identity.expect("a look at a token").expect("a valid token").viewer
    }

    /// Adds a party.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn party(&self, id: &str) -> PartyScope {
        let id: PartyId = id.parse().expect("the id of a party");
        let party = Party { name: id.to_string(), kind: PartyKind::Gemeente, id };
        self.store.upsert_party(&party).await.expect("a new party");
        self.store.scope_for_worker(&party.id)
    }
}

/// Returns a token of an account that is valid for a long time.
///
/// # Panics
/// Never: the moment is in the calendar.
pub fn token(account: &Account, secret: &str) -> NewToken {
    NewToken {
        id: fresh(),
        account: account.id,
        label: "test".to_owned(),
        secret_hash: *Sha256Hex::of_parts([secret.as_bytes()]).as_bytes(),
        scopes: vec!["lezen".to_owned(), "schrijven".to_owned()],
        created_at: now(),
        expires_at: Moment::from_micros(i64::from(u32::MAX) * 1_000_000).expect("a moment"),
    }
}

/// Returns the moment at which all tests take place: 2 November 2026, ten o'clock.
///
/// # Panics
/// Never: the moment is in the calendar.
pub fn now() -> Moment {
    Moment::from_micros(1_793_610_000_000_000).expect("a moment")
}

/// Returns a new id; later ones sort behind earlier ones.
///
/// # Panics
/// When the tests have run for ages.
pub fn fresh<I: Id>() -> I {
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let millis = i64::try_from(count).expect("a small number") * 1_000;
    let moment = Moment::from_micros(now().micros() + millis).expect("a moment");
    let mut random = [0; 10];
    random[2..].copy_from_slice(&count.to_be_bytes());
    I::from_uuid(uuid_v7(moment, random))
}

/// Returns the first `count` keys of the tests.
///
/// # Panics
/// Never: the keys are well-formed.
pub fn keys(count: usize) -> Keyring {
    Keyring::parse(&key_file(count), random).expect("keys")
}

/// Returns the file that gives a program the first `count` keys of the tests.
pub fn key_file(count: usize) -> String {
    KEYS[..count].join("\n")
}

/// Returns only the second key of the tests, which opens nothing that the first one closed.
///
/// # Panics
/// Never: the key is well-formed.
pub fn other_keys() -> Keyring {
    Keyring::parse(KEYS[1], random).expect("keys")
}

/// Fills a slice with bytes that differ every time.
pub fn random(bytes: &mut [u8]) {
    let count = COUNTER.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    for (byte, value) in bytes.iter_mut().zip(count.iter().rev().cycle()) {
        *byte = *value;
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

/// Opens a database.
///
/// # Panics
/// When it cannot be opened.
pub async fn open_store(url: &DatabaseUrl, keys: &Keyring) -> Store {
    let config = StoreConfig { url: url.clone(), read_connections: 4, keys: keys.clone() };
    Store::open(&config).await.expect("a store that opens")
}

impl Place {
    fn file() -> Self {
        let scratch = Scratch::new();
        fs::copy(file_template(), scratch.file("dijkwacht.sqlite3"))
            .expect("a copy of the template");
        Self::File(scratch)
    }

    fn server() -> Self {
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("dijkwacht_{}_{count}", std::process::id());
        on_server(
            &server("postgres"),
            &format!("CREATE DATABASE {name} TEMPLATE {}", server_template()),
        );
        Self::Server(name)
    }

    fn url(&self) -> DatabaseUrl {
        match self {
            Self::File(scratch) => DatabaseUrl::Sqlite(scratch.file("dijkwacht.sqlite3")),
            Self::Server(name) => DatabaseUrl::Postgres(server(name)),
        }
    }
}

/// Returns the URL of a database on the server.
fn server(name: &str) -> String {
    let url = env::var(SERVER).expect(SERVER);
    let (address, options) = url.split_once('?').unwrap_or((&url, ""));
    let (host, _) = address.rsplit_once('/').expect("a URL with a database");
    if options.is_empty() { format!("{host}/{name}") } else { format!("{host}/{name}?{options}") }
}

fn psql(url: &str, text: &str) -> Output {
    tool("psql").args([url, "-XAtq", "-v", "ON_ERROR_STOP=1"]).input(text).run()
}

fn on_server(url: &str, text: &str) {
    psql(url, text).expect_success();
}

/// Returns a file with the newest schema. All processes of a run share it, so that its schema is made once.
fn file_template() -> &'static PathBuf {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| {
        let file = env::temp_dir().join(format!("{}.sqlite3", template_name()));
        let _lock = lock();
        if !file.exists() {
            let fresh = file.with_extension("new");
            migrate(DatabaseUrl::Sqlite(fresh.clone()));
            fs::rename(fresh, &file).expect("a template in its place");
        }
        file
    })
}

/// Returns the name of a database on the server with the newest schema.
fn server_template() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let (name, admin) = (template_name(), server("postgres"));
        let _lock = lock();
        let known = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
        if psql(&admin, &known).expect_success().stdout.trim().is_empty() {
            let fresh = format!("{name}_new");
            on_server(&admin, &format!("DROP DATABASE IF EXISTS {fresh}"));
            on_server(
                &admin,
                &format!("CREATE DATABASE {fresh} TEMPLATE template0 ENCODING 'UTF8'"),
            );
            migrate(DatabaseUrl::Postgres(server(&fresh)));
            on_server(&admin, &format!("ALTER DATABASE {fresh} RENAME TO {name}"));
        }
        name
    })
}

/// Keeps other processes of the run from making the same template.
fn lock() -> File {
    let file = File::create(env::temp_dir().join(format!("{}.lock", template_name())));
    let file = file.expect("a file to lock");
    file.lock().expect("a lock");
    file
}

/// Names a template after the migrations: another history is another template.
fn template_name() -> String {
    let folder = fs::read_dir(root().join("migrations/src")).expect("the migrations");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("a migration").path()).collect();
    files.sort();
    let texts: Vec<Vec<u8>> =
        files.iter().map(|file| fs::read(file).expect("a migration")).collect();
    let digest = Sha256Hex::of_parts(texts.iter().map(Vec::as_slice));
    format!("dijkwacht_template_{:016x}", digest.leading_u64())
}

/// Brings an empty database to the newest schema: from a thread of its own, for a test may already be in a runtime.
fn migrate(url: DatabaseUrl) {
    let work = async move {
        let store = open_store(&url, &keys(1)).await;
        store.migrate().await.expect("the newest schema");
        store.close().await.expect("a store that closes");
    };
    std::thread::spawn(|| runtime().block_on(work)).join().expect("migrations that run");
}

/// Returns a new account of an official, not yet in any database.
pub fn official_account(name: &str) -> Account {
    Account {
        id: fresh(),
        name: name.to_owned(),
        role: "behandelaar".to_owned(),
        person: true,
        active: true,
        created_at: now(),
    }
}
