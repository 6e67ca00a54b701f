//! A full disk, and a database that takes no writes: a clear refusal, no success, and sound data afterwards.

use super::client::{Client, Headers, Reply};
use super::home::{Home, Service};
use super::writer::application;
use harness::{Scratch, TestDatabase, on_every_database, on_sqlite, tool};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use store::DatabaseUrl;

const PARTY: &str = "gemeente-emmen";

/// Puts the data on a small disk of memory that only the service sees, and starts the service there. The first argument is
/// the folder of the data, the second where the data comes from.
const ON_SMALL_DISK: &str = "set -e; here=$1 from=$2; shift 2; \
     mount -t tmpfs -o size=4m none \"$here\"; cp -a \"$from\"/. \"$here\"; \
     head -c 1000000 /dev/zero > \"$here\"/ballast; exec \"$@\"";
/// Ways to a place for such a disk: as root, and as anybody where the machine allows it.
const SPACES: [&[&str]; 2] = [&["unshare", "--mount"], &["unshare", "--map-root-user", "--mount"]];

/// Refusals after which the disk counts as full.
const REFUSALS: u32 = 5;

fn open(client: &Client, address: &str, number: u32) -> Reply {
    let body = application(&format!("D-{number}"));
    client.post(address, "/dossiers", &Headers::default(), &body).expect("an answer")
}

#[test]
fn a_full_disk_refuses_writes_and_keeps_what_was_acknowledged() {
    let mounts = |space: &&&[&str]| {
        let command =
            tool(space[0]).args(&space[1..]).args(["mount", "-t", "tmpfs", "none", "/mnt"]);
        command.run().success()
    };
    let Some(space) = SPACES.iter().find(mounts) else {
        return eprintln!("skipped: this machine lets nobody make a small disk");
    };
    on_sqlite(async |database| {
        let (home, token) = on_file(database).await;
        let whole = Scratch::new();
        let from = whole.copy(home.folder.path(), "from");
        fs::set_permissions(from.join("sleutels"), fs::Permissions::from_mode(0o600)).unwrap();
        let (here, from) = (home.folder.path().to_str().unwrap(), from.to_str().unwrap());
        let prefix = [space, &["sh", "-c", ON_SMALL_DISK, "sh", here, from][..]].concat();
        let service = home.serve_through(&prefix).ready();
        let acknowledged = fill(&home, &service, &Client::new(&token));
        let after = copy(&home, &service);
        service.kill();
        let count = after.run(&["audit", "verify"]).expect_success();
        assert!(count.stdout.contains("ongeschonden"), "{count}");
        let service = after.serve().ready();
        assert_listed(&service, &after, &token, acknowledged);
        service.stop();
    });
}

/// Writes until the disk refused several times, makes room, and writes again; returns how many files were acknowledged. After
/// a refusal the database may find room again by moving its log into its file.
fn fill(home: &Home, service: &Service, client: &Client) -> u32 {
    let address = service.address(home);
    let (mut number, mut refused) = (0, 0);
    while refused < REFUSALS {
        let reply = open(client, &address, number);
        if reply.status == 201 {
            number += 1;
        } else {
            reply.expect_unavailable("schijf-vol");
            refused += 1;
        }
        assert!(number < 2_000, "the disk never fills");
    }
    eprintln!("  {number} files and {refused} refusals on a full disk");
    fs::remove_file(service.path(&home.folder.file("ballast"))).expect("room");
    assert_eq!(open(client, &address, number).status, 201, "{}", home.logged());
    number + 1
}

/// Copies the data from the small disk, which goes with the service.
fn copy(home: &Home, service: &Service) -> Home {
    let folder = Scratch::new();
    for name in ["dijkwacht.sqlite3", "dijkwacht.sqlite3-wal", "sleutels"] {
        let bytes = fs::read(service.path(&home.folder.file(name))).expect(name);
        let file = folder.write(name, bytes);
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    Home::on_file(folder)
}

/// Makes an installation whose database is in its own folder, with an official.
async fn on_file(database: &TestDatabase) -> (Home, String) {
    database.store.close().await.expect("a store that closes");
    let file = match database.url() {
        DatabaseUrl::Sqlite(file) => Some(file),
        DatabaseUrl::Postgres(_) => None,
    };
    let file = file.expect("a test of SQLite");
    let folder = Scratch::new();
    fs::copy(file, folder.file("dijkwacht.sqlite3")).expect("a copy of the database");
    let home = Home::on_file(folder);
    home.run(&["keys", "new"]).expect_success();
    let (_, token) = home.official(PARTY);
    (home, token)
}

fn assert_listed(service: &Service, home: &Home, token: &str, count: u32) {
    let client = Client::new(token);
    let mut path = "/dossiers?limiet=100".to_owned();
    let mut found = 0;
    loop {
        let page = client.get(&service.address(home), &path).expect("an answer");
        assert_eq!(page.status, 200, "{page:?}");
        found += page.body["items"].as_array().expect("items").len();
        let Some(next) = page.body["volgende"].as_str() else { break };
        path = format!("/dossiers?limiet=100&cursor={next}");
    }
    assert_eq!(found, usize::try_from(count).unwrap());
}

#[test]
fn a_database_that_takes_no_writes_refuses_clearly() {
    on_every_database(async |database| {
        let (home, token) = match database.url() {
            DatabaseUrl::Sqlite(_) => on_file(database).await,
            DatabaseUrl::Postgres(_) => {
                let home = Home::new(database);
                let (_, token) = home.official(PARTY);
                (home, token)
            }
        };
        let client = Client::new(&token);
        let service = home.serve().ready();
        assert_eq!(open(&client, &service.address(&home), 0).status, 201);
        service.stop();
        lock(database, &home, true);
        let service = home.serve_through(without_override()).ready();
        let address = service.address(&home);
        for number in 0..3 {
            open(&client, &address, number).expect_unavailable("alleen-lezen");
        }
        // What cannot be logged is not shown.
        let read = client.get(&address, "/dossiers").expect("an answer");
        read.expect_unavailable("verwerking-niet-gelogd");
        service.kill();
        lock(database, &home, false);
        home.run(&["audit", "verify"]).expect_success();
        let service = home.serve().ready();
        assert_listed(&service, &home, &token, 1);
        assert_eq!(open(&client, &service.address(&home), 1).status, 201);
        service.stop();
    });
}

/// Makes the database refuse writes, or take them again.
fn lock(database: &TestDatabase, home: &Home, locked: bool) {
    if let DatabaseUrl::Sqlite(_) = database.url() {
        let mode = fs::Permissions::from_mode(if locked { 0o444 } else { 0o644 });
        fs::set_permissions(home.folder.file("dijkwacht.sqlite3"), mode).unwrap();
        return;
    }
    let name = database.sql("SELECT current_database()");
    let name = name.trim();
    let value = if locked { "on" } else { "off" };
    database.sql(&format!(
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE;; \
         ALTER DATABASE {name} SET default_transaction_read_only = {value}"
    ));
}

/// Root writes to files whatever their mode says; without this capability it does not.
fn without_override() -> &'static [&'static str] {
    let root = tool("id").arg("-u").run().expect_success().stdout.trim() == "0";
    if !root {
        return &["env"];
    }
    &[
        "setpriv",
        "--bounding-set=-dac_override,-dac_read_search",
        "--inh-caps=-dac_override,-dac_read_search",
    ]
}
