//! Which database is meant, whether it can be reached, and what is checked on each kind.

use super::House;
use harness::{Scratch, dijkwacht, tool};
use std::env;

/// The variable with the URL of a server on which tests may make and drop databases.
const SERVER: &str = "DIJKWACHT_TEST_POSTGRES";

/// A database on the server; it is dropped with this value.
struct OnServer {
    name: String,
    admin: String,
    url: String,
}

impl OnServer {
    /// Makes an empty database, when there is a server.
    fn new(what: &str) -> Option<Self> {
        let admin = env::var(SERVER).ok()?;
        let name = format!("dijkwacht_service_{what}_{}", std::process::id());
        let (address, options) = admin.split_once('?').unwrap_or((&admin, ""));
        let (host, _) = address.rsplit_once('/').expect("a URL with a database");
        let url = format!("{host}/{name}?{options}");
        let database = Self { name, url: url.trim_end_matches('?').to_owned(), admin };
        database.psql(&format!("CREATE DATABASE {} TEMPLATE template0", database.name));
        Some(database)
    }

    fn psql(&self, text: &str) {
        let words = [self.admin.as_str(), "-XAtq", "-v", "ON_ERROR_STOP=1"];
        tool("psql").args(words).input(text).run().expect_success();
    }
}

impl Drop for OnServer {
    fn drop(&mut self) {
        self.psql(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

#[test]
fn the_doctor_leaves_the_files_of_a_server_to_the_server() {
    let Some(database) = OnServer::new("doctor") else {
        eprintln!("skipped: {SERVER} is not set");
        return;
    };
    let house = House { scratch: Scratch::new() };
    house.run(&["keys", "new"]).expect_success();
    let on_server = |words: &[&str]| house.program(words).env("DATABASE_URL", &database.url);
    on_server(&["migrate"]).run().expect_success();
    let output = on_server(&["doctor"]).run().expect_success();
    assert!(output.stdout.contains("PostgreSQL bewaakt zelf"), "{output}");
    let copy = house.scratch.file("kopie");
    let output = on_server(&["backup"]).arg(&copy).run().expect_success();
    assert!(output.stdout.contains("inhoudsopgave"), "{output}");
    on_server(&["restore"]).arg(&copy).arg("--overwrite").run().expect_success();
    let wrong = house.scratch.write("onzin", "geen kopie");
    on_server(&["restore"]).arg(wrong).arg("--overwrite").run().expect_code(1);
    on_server(&["doctor"]).run().expect_success();
}

#[test]
fn a_server_that_is_not_there_is_named_in_words() {
    let house = House::new();
    let nowhere = "postgres://niemand:geheim@localhost/niets?host=/bestaat/niet";
    let output = house.program(&["doctor"]).env("DATABASE_URL", nowhere).run().expect_code(4);
    assert!(output.stdout.contains("de databaseserver is niet te bereiken"), "{output}");
    assert!(!output.stdout.contains("geheim"), "{output}");
}

#[test]
fn the_address_of_the_environment_goes_first_and_a_strange_one_is_refused_by_name() {
    let house = House::new();
    let elsewhere = house.scratch.file("elders.sqlite3");
    let migrate = || house.program(&["migrate"]);
    migrate()
        .env("DIJKWACHT_DATABASE__URL_FILE", "/bestaat/niet")
        .env("DATABASE_URL", &elsewhere)
        .run()
        .expect_success();
    assert!(elsewhere.is_file());
    let file = house.scratch.write("adres", "mysql://u:geheim@host/db\n");
    for (name, value) in [
        ("DATABASE_URL", "mysql://u:geheim@host/db"),
        ("DIJKWACHT_DATABASE__URL", "mysql://u:geheim@host/db"),
        ("DIJKWACHT_DATABASE__URL_FILE", file.to_str().expect("a name")),
    ] {
        let refused = migrate().env(name, value).run().expect_code(2);
        assert!(refused.stderr.contains("«mysql://»"), "{name}: {refused}");
        assert!(!refused.stderr.contains("geheim"), "{name}: {refused}");
    }
}

#[test]
fn a_data_folder_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new();
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(house.data(), open).expect("other permissions");
    let output = dijkwacht().args(["doctor", "--data"]).arg(house.data()).run().expect_code(4);
    assert!(output.stdout.contains("chmod 700"), "{output}");
}
