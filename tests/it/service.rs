//! The care of the service, as the person who manages it: settings, keys, database, accounts, copies, import, audit trail.

mod accounts;
mod copies;
mod databases;
mod mail;
mod running;

use harness::{Output, Program, Scratch, dijkwacht, python};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const PARTY: &str = "gemeente-emmen";

/// A data folder with keys and an empty database.
struct House {
    scratch: Scratch,
}

impl House {
    fn new() -> Self {
        let house = Self { scratch: Scratch::new() };
        house.run(&["keys", "new"]).expect_success();
        house.run(&["migrate"]).expect_success();
        house
    }

    fn data(&self) -> std::path::PathBuf {
        self.scratch.file("data")
    }

    fn program(&self, words: &[&str]) -> Program {
        dijkwacht().args(words).arg("--data").arg(self.data())
    }

    fn run(&self, words: &[&str]) -> Output {
        self.program(words).run()
    }

    /// Makes an account and returns its id.
    fn account(&self, role: &str) -> String {
        let words =
            ["account", "new", "--party", PARTY, "--name", "Voorbeeld Ambtenaar", "--role", role];
        let output = self.run(&words).expect_success();
        output.stdout.split(' ').nth(1).expect("an id").to_owned()
    }

    /// Imports a small table with a token.
    fn import_with(&self, token: &Path) -> Output {
        let file = self.scratch.write("zaken.csv", TABLE);
        self.program(&["import"]).arg(file).arg("--token-file").arg(token).arg("--dry-run").run()
    }

    /// Makes a token, writes it to a file and returns that.
    fn token_file(&self, account: &str, scope: &str) -> std::path::PathBuf {
        let words = [
            "token",
            "new",
            "--party",
            PARTY,
            "--account",
            account,
            "--label",
            "proef",
            "--scope",
            scope,
        ];
        let output = self.run(&words).expect_success();
        self.scratch.write("token.txt", output.stdout.lines().next().expect("a token"))
    }

    fn import(&self, file: &Path, more: &[&str]) -> Output {
        let token = self.token_file(&self.account("behandelaar"), "dossiers:schrijven");
        self.program(&["import"]).arg(file).arg("--token-file").arg(token).args(more).run()
    }

    /// Asks the database past the program; a line for each row of one column.
    fn ask(&self, sql: &str) -> String {
        const RUN: &str = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); [print(v) for (v,) in c.execute(sys.argv[2])]";
        let database = self.data().join("dijkwacht.sqlite3");
        python().args(["-c", RUN]).arg(database).arg(sql).run().expect_success().stdout
    }

    /// Changes the database past the program, as somebody with access to the file could.
    fn tamper(&self, sql: &str) {
        const RUN: &str =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2])";
        let database = self.data().join("dijkwacht.sqlite3");
        python().args(["-c", RUN]).arg(database).arg(sql).run().expect_success();
    }
}

const TABLE: &str = "kenmerk;soort;ontvangenOp;betrokkene.soort;betrokkene.naam\n\
    Z-1;alcohol-horeca;2026-11-02;rechtspersoon;Verzonnen Zaal B.V.\n\
    Z-2;alcohol-horeca;2026-11-03;rechtspersoon;Tweede Verzinsel B.V.\n";

#[test]
fn the_settings_are_shown_with_their_explanation_and_can_be_read_back() {
    let shown = dijkwacht().arg("config").run().expect_success().stdout;
    assert!(shown.contains("# Adres en poort.") && shown.contains("reminder_days = [14, 7, 2]"));
    let house = House::new();
    let file = house.scratch.write("eigen.toml", &shown);
    house.program(&["doctor"]).arg("--config").arg(file).run().expect_success();
}

#[test]
fn every_wrong_setting_is_refused_by_its_name() {
    let house = House::new();
    let wrong = |name: &str, value: &str| house.program(&["migrate"]).env(name, value).run();
    for (name, value, place) in [
        ("DIJKWACHT_SERVER__LISTEN", "ergens", "/server/listen"),
        ("DIJKWACHT_SERVER__ORIGIN", "geen adres", "/server/origin"),
        ("DIJKWACHT_SERVER__LUISTER", "x", "/server/luister"),
        ("DIJKWACHT_WORKER__INTERVAL_SECONDS", "0", "/worker/interval_seconds"),
        ("DIJKWACHT_CONTACT__EMAIL", "x", "/contact/email"),
        ("DIJKWACHT_DATABASE__READ_CONNECTIONS", "65", "/database/read_connections"),
    ] {
        let output = wrong(name, value).expect_code(2);
        assert!(output.stderr.contains(place), "{name}: {output}");
        assert!(
            !output.stderr.contains(value) || value.len() < 3,
            "the value may be a secret: {output}"
        );
    }
}

#[test]
fn the_doctor_names_what_is_not_ready() {
    let empty = Scratch::new();
    let doctor = |data: &Path| dijkwacht().args(["doctor", "--data"]).arg(data).run();
    let output = doctor(empty.path()).expect_code(4);
    assert!(output.stdout.contains("NIET IN ORDE sleutels"), "{output}");
    let house = House::new();
    doctor(&house.data()).expect_code(0);
    let keys = house.data().join("sleutels");
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(&keys, open).expect("other permissions");
    let output = doctor(&house.data()).expect_code(4);
    assert!(output.stdout.contains("chmod 600"), "{output}");
}

#[test]
fn keys_are_for_their_owner_only_and_a_rotation_leaves_nothing_on_the_old_one() {
    let house = House::new();
    let keys = house.data().join("sleutels");
    let mode = std::fs::metadata(&keys).expect("keys").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    house.import(&house.scratch.write("zaken.csv", TABLE), &[]).expect_success();
    house.run(&["keys", "new"]).expect_success();
    let output = house.run(&["keys", "rotate"]).expect_success();
    assert!(output.stdout.contains("met sleutel 2"), "{output}");
    let again = house.run(&["keys", "rotate"]).expect_success();
    assert!(again.stdout.starts_with("0 waarden"), "{again}");
    let text = std::fs::read_to_string(&keys).expect("keys");
    let newest = text.lines().last().expect("two keys").to_owned() + "\n";
    std::fs::write(&keys, newest).expect("only the newest key");
    house.import(&house.scratch.write("meer.csv", TABLE.replace("Z-", "Y-")), &[]).expect_success();
}

#[test]
fn keys_can_come_from_the_environment() {
    let house = House::new();
    let keys = house.data().join("sleutels");
    let text = std::fs::read_to_string(&keys).expect("keys");
    std::fs::remove_file(&keys).expect("no file");
    house.run(&["audit", "verify"]).expect_code(2);
    let with =
        |value: &str| house.program(&["audit", "verify"]).env("DIJKWACHT_KEYS__VALUE", value).run();
    with(text.trim()).expect_success();
    let refused = with("1:geen-sleutel").expect_code(2);
    assert!(refused.stderr.contains("/keys/value"), "{refused}");
    assert!(!refused.stderr.contains("geen-sleutel"), "{refused}");
}

#[test]
fn a_token_is_shown_once_and_stops_working_when_it_is_revoked() {
    let house = House::new();
    let account = house.account("behandelaar");
    let token = house.token_file(&account, "dossiers:schrijven");
    let secret = std::fs::read_to_string(&token).expect("a token");
    assert!(secret.starts_with("dw_") && secret.len() > 40);
    let listed = house.run(&["token", "list", "--party", PARTY]).expect_success();
    assert!(!listed.stdout.contains(&secret) && listed.stdout.contains("dossiers:schrijven"));
    let id = listed.stdout.split(' ').next().expect("an id");
    house.run(&["token", "revoke", "--party", PARTY, id]).expect_success();
    house.run(&["token", "revoke", "--party", PARTY, id]).expect_code(2);
    let file = house.scratch.write("zaken.csv", TABLE);
    let refused =
        house.program(&["import"]).arg(file).arg("--token-file").arg(token).run().expect_code(2);
    assert!(refused.stderr.contains("niet (meer) bekend"), "{refused}");
    let hint = house
        .run(&[
            "token",
            "new",
            "--party",
            PARTY,
            "--account",
            &account,
            "--label",
            "x",
            "--scope",
            "dossier:lezen",
        ])
        .expect_code(2);
    assert!(hint.stderr.contains("Bedoelt u «dossiers:lezen»?"), "{hint}");
}

#[test]
fn an_import_is_tried_first_and_reports_every_line() {
    let house = House::new();
    let file =
        house.scratch.write("zaken.csv", format!("{TABLE}Z-3;onzin;2026-11-03;rechtspersoon;X\n"));
    let trial = house.import(&file, &["--dry-run"]).expect_code(2);
    assert!(
        trial.stdout.contains("2 goed, 1 geweigerd (proef, er is niets geschreven)"),
        "{trial}"
    );
    assert!(trial.stdout.contains("/aanvraag/soort"), "{trial}");
    let real = house.import(&file, &[]).expect_code(2);
    assert!(real.stdout.contains("2 goed, 1 geweigerd (ingevoerd)"), "{real}");
    let twice = house.import(&file, &[]).expect_code(2);
    assert!(twice.stdout.contains("dit kenmerk is al in gebruik"), "{twice}");
}

#[test]
fn the_audit_trail_says_where_it_was_broken() {
    let house = House::new();
    house.import(&house.scratch.write("zaken.csv", TABLE), &[]).expect_success();
    let sound = house.run(&["audit", "verify"]).expect_success();
    assert!(sound.stdout.contains("ongeschonden"), "{sound}");
    house.run(&["worker", "--once"]).expect_success();
    let triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'";
    let drop = python()
        .args(["-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); names = [n for (n,) in c.execute(sys.argv[2])]; [c.execute('DROP TRIGGER ' + n) for n in names]; print(len(names))"])
        .arg(house.data().join("dijkwacht.sqlite3"))
        .arg(triggers)
        .run()
        .expect_success();
    assert_ne!(drop.stdout.trim(), "0", "the table refuses changes by itself");
    house.tamper("UPDATE audit SET actor_name = 'Iemand Anders' WHERE seq = 2");
    let broken = house.run(&["audit", "verify"]).expect_code(4);
    assert!(broken.stdout.contains("gemeente-emmen, regel 2: de hash klopt niet"), "{broken}");
    house.tamper("DELETE FROM audit; DELETE FROM audit_head");
    let gone = house.run(&["audit", "verify"]).expect_code(4);
    assert!(gone.stdout.contains("NIET ongeschonden"), "an anchor outlives the table: {gone}");
}

#[test]
fn a_copy_is_checked_when_it_is_made_and_when_it_is_put_back() {
    let house = House::new();
    house.import(&house.scratch.write("zaken.csv", TABLE), &[]).expect_success();
    let copy = house.scratch.file("kopie");
    house.program(&["backup"]).arg(&copy).run().expect_success();
    house.program(&["backup"]).arg(&copy).run().expect_code(2);
    house.program(&["restore"]).arg(&copy).run().expect_code(2);
    house.tamper("DELETE FROM case_search; DELETE FROM outbox; DELETE FROM case_member");
    house.program(&["restore"]).arg(&copy).arg("--overwrite").run().expect_success();
    let twice =
        house.import(&house.scratch.write("zaken.csv", TABLE), &["--dry-run"]).expect_code(2);
    assert!(twice.stdout.contains("0 goed, 2 geweigerd"), "{twice}");
    let mut bytes = std::fs::read(&copy).expect("a copy");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xff);
    let damaged = house.scratch.write("beschadigd", bytes);
    let refused = house.program(&["restore"]).arg(damaged).arg("--overwrite").run();
    assert!(!refused.success(), "{refused}");
    house.run(&["doctor"]).expect_success();
}

#[test]
fn the_demonstration_stays_on_this_machine() {
    let scratch = Scratch::new();
    let output = dijkwacht()
        .args(["serve", "--demo", "--listen", "0.0.0.0:0", "--data"])
        .arg(scratch.path())
        .run()
        .expect_code(2);
    assert!(output.stderr.contains("alleen op de eigen machine"), "{output}");
}
