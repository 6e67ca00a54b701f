//! What the benches on a database share: the kinds of database, a fresh one of each, and the bare disk beside them.

use divan::{Bencher, black_box};
use harness::{Scratch, tool};
use std::fmt;
use std::io::Write as _;
use store::DatabaseUrl;

const SERVER: &str = "DIJKWACHT_TEST_POSTGRES";

/// A kind of database.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// The kinds that can be measured here.
pub(crate) fn kinds() -> Vec<Kind> {
    let server = std::env::var_os(SERVER).map(|_| Kind::Postgres);
    std::iter::once(Kind::Sqlite).chain(server).collect()
}

/// A fresh database without a schema. It is gone when this is dropped; close the store on it first.
pub(crate) struct Database {
    pub(crate) url: DatabaseUrl,
    _folder: Scratch,
    server: Option<String>,
}

impl Database {
    pub(crate) fn new(kind: Kind) -> Self {
        let folder = Scratch::new();
        let (url, server) = match kind {
            Kind::Sqlite => (DatabaseUrl::Sqlite(folder.file("bench.sqlite3")), None),
            Kind::Postgres => {
                let server = std::env::var(SERVER).unwrap();
                sql(&server, &format!("CREATE DATABASE {}", name()));
                let (host, _) = server.rsplit_once('/').unwrap();
                (DatabaseUrl::Postgres(format!("{host}/{}", name())), Some(server))
            }
        };
        Self { url, _folder: folder, server }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            sql(server, &format!("DROP DATABASE {} WITH (FORCE)", name()));
        }
    }
}

/// Benches run one after another, so that one name will do.
fn name() -> String {
    format!("dijkwacht_bench_{}", std::process::id())
}

fn sql(server: &str, text: &str) {
    tool("psql").args([server, "-XAtq", "-c", text]).run().expect_success();
}

/// Measures the floor under every durable write: 4 KiB behind a file, and the wait until the disk has it.
pub(crate) fn bare_disk(bencher: Bencher<'_, '_>) {
    let folder = Scratch::new();
    let mut file = std::fs::File::create(folder.file("log")).unwrap();
    bencher.bench_local(|| {
        file.write_all(black_box(&[7; 4096])).unwrap();
        file.sync_data().unwrap();
    });
}
