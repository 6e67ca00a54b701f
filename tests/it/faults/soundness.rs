//! What must be true after any number of kills: of each file, of the trail, of the outbox and of the outgoing folder.

use super::home::Home;
use super::writer::{Known, Report, Step};
use app::Caller;
use harness::{TestDatabase, application, open_store};
use kernel::CaseId;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use store::{Backend, DatabaseUrl};

/// What the check found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) wrong: Vec<String>,
    /// Requests that were carried out without their client ever knowing.
    pub(super) unanswered: u64,
    pub(super) effects: usize,
    /// Effects that went out again after a kill, into the file that was there or was not finished.
    pub(super) redelivered: u64,
    /// Lines of the audit trail.
    pub(super) lines: u64,
}

/// A file as the tables have it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Stored {
    id: String,
    version: i64,
    events: i64,
    last_event: i64,
    trail: i64,
    members: i64,
    searched: i64,
    letters: u64,
}

/// Checks all data of an installation whose service is not running.
pub(super) async fn check(
    database: &TestDatabase,
    home: &Home,
    tokens: &[String],
    reports: &[Report],
) -> Findings {
    let mut findings = Findings::default();
    home.run(&["audit", "verify"]).expect_success();
    drain(database, home, &mut findings);
    let stored = stored(database);
    files(&stored, reports, &mut findings);
    totals(database, &stored, &mut findings);
    spool(database, home, &stored, &mut findings);
    replay(database, home, tokens, &stored, &mut findings).await;
    findings
}

/// Delivers what waits. What a killed worker had in its hands comes free when its lease ends; the test takes the lease away
/// instead of waiting two minutes.
fn drain(database: &TestDatabase, home: &Home, findings: &mut Findings) {
    database.sql("UPDATE outbox SET claimed_until = NULL WHERE delivered_at IS NULL");
    let report = home.run(&["worker", "--once"]).expect_success();
    if !report.stdout.contains(" 0 mislukt") {
        findings.wrong.push(format!("the worker failed: {report}"));
    }
    let again = home.run(&["worker", "--once"]).expect_success();
    if !again.stdout.starts_with("0 bezorgd") {
        findings.wrong.push(format!("the outbox is not drained: {again}"));
    }
    findings.redelivered = number(database, "SELECT COUNT(*) FROM outbox WHERE attempts > 1");
}

fn number(database: &TestDatabase, sql: &str) -> u64 {
    database.sql(sql).trim().parse().expect(sql)
}

/// Returns all files by reference, from the tables and not through the program.
fn stored(database: &TestDatabase) -> BTreeMap<String, Stored> {
    let hex = match database.url() {
        DatabaseUrl::Sqlite(_) => "lower(hex(c.id))",
        DatabaseUrl::Postgres(_) => "replace(CAST(c.id AS text), '-', '')",
    };
    let count = |table: &str| format!("(SELECT COUNT(*) FROM {table} x WHERE x.case_id = c.id)");
    let (events, members, searched) =
        (count("case_event"), count("case_member"), count("case_search"));
    let rows = database.sql(&format!(
        "SELECT c.reference, {hex}, c.version, {events}, \
         (SELECT MAX(seq) FROM case_event x WHERE x.case_id = c.id), {members}, {searched}, \
         (SELECT COUNT(*) FROM outbox x WHERE x.case_id = c.id AND x.kind = 'brief') FROM case_file c"
    ));
    let trail = trail(database);
    let rows = rows.lines().map(|line| line.split('|').collect::<Vec<_>>());
    rows.map(|row| {
        let number = |place: usize| row[place].parse().expect("a number");
        let stored = Stored {
            id: row[1].to_owned(),
            version: number(2),
            events: number(3),
            last_event: number(4),
            trail: trail.get(row[1]).copied().unwrap_or_default(),
            members: number(5),
            searched: number(6),
            letters: number(7).unsigned_abs(),
        };
        (row[0].to_owned(), stored)
    })
    .collect()
}

/// Returns the number of lines in the trail about each file.
fn trail(database: &TestDatabase) -> BTreeMap<String, i64> {
    let rows = database
        .sql("SELECT subject, COUNT(*) FROM audit WHERE subject LIKE 'dossier/%' GROUP BY subject");
    let rows = rows.lines().filter_map(|line| line.strip_prefix("dossier/")?.split_once('|'));
    rows.map(|(id, count)| (id.replace('-', ""), count.parse().expect("a number"))).collect()
}

/// Each file is what its client was told, or one request further where nobody was told.
fn files(stored: &BTreeMap<String, Stored>, reports: &[Report], findings: &mut Findings) {
    let known: BTreeMap<&str, &Known> = reports
        .iter()
        .flat_map(|report| &report.files)
        .map(|file| (file.reference.as_str(), file))
        .collect();
    for (reference, file) in &known {
        match stored.get(*reference) {
            Some(stored) => findings.unanswered += one(file, stored, &mut findings.wrong),
            None if file.version == 0 => {}
            None => findings.wrong.push(format!("acknowledged and gone: {file:?}")),
        }
    }
    let strange = stored.keys().filter(|reference| !known.contains_key(reference.as_str()));
    findings.wrong.extend(strange.map(|reference| format!("nobody asked for {reference}")));
}

/// Compares one file; returns how many requests were carried out without an answer.
fn one(file: &Known, stored: &Stored, wrong: &mut Vec<String>) -> u64 {
    let further = u64::from(file.doubt.is_some() && stored.version == file.version + 1);
    let letters = file.doubt.filter(|_| further == 1).map_or(0, Step::letters);
    let right = Stored {
        id: if file.id.is_empty() { stored.id.clone() } else { file.id.replace('-', "") },
        version: file.version + further.cast_signed(),
        events: stored.version,
        last_event: stored.version,
        trail: stored.version,
        members: 1,
        searched: 1,
        letters: file.letters + letters,
    };
    if *stored != right {
        wrong.push(format!("told {file:?}\nkept {stored:?}\nwant {right:?}"));
    }
    further
}

/// Every write has one line in the log of processing and one kept answer, and no transaction left half of anything.
fn totals(database: &TestDatabase, stored: &BTreeMap<String, Stored>, findings: &mut Findings) {
    let writes: u64 = stored.values().map(|file| file.version.unsigned_abs()).sum();
    for (what, sql) in [
        (
            "processings",
            "SELECT COUNT(*) FROM processing_log WHERE activity NOT LIKE '%/dossier-raadplegen'",
        ),
        ("kept answers", "SELECT COUNT(*) FROM idempotency WHERE status = 200"),
        ("claimed keys", "SELECT COUNT(*) FROM idempotency"),
        ("events", "SELECT COUNT(*) FROM case_event"),
    ] {
        let count = number(database, sql);
        if count != writes {
            findings.wrong.push(format!("{count} {what} for {writes} writes"));
        }
    }
    findings.lines = number(database, "SELECT COUNT(*) FROM audit");
}

/// The outgoing folder has one whole file for each effect, and nothing else.
fn spool(
    database: &TestDatabase,
    home: &Home,
    stored: &BTreeMap<String, Stored>,
    findings: &mut Findings,
) {
    let (mut ids, mut letters) = (BTreeSet::new(), BTreeMap::<String, u64>::new());
    for path in home.folder.files().iter().filter_map(|path| path.strip_prefix("uitgaand/")) {
        let whole = serde_json::from_str::<Value>(&home.folder.read(&format!("uitgaand/{path}")));
        let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let id = whole.as_ref().ok().and_then(|effect| effect["id"].as_str()).unwrap_or_default();
        if format!("{id}.json") != name || !ids.insert(id.replace('-', "")) {
            findings.wrong.push(format!("not one whole effect under its own name: {path}"));
        }
        let case = whole.as_ref().ok().and_then(|effect| effect["dossier"].as_str());
        *letters.entry(case.unwrap_or_default().replace('-', "")).or_default() += 1;
    }
    for file in stored.values() {
        let found = letters.get(&file.id).copied().unwrap_or_default();
        if found != file.letters {
            findings.wrong.push(format!("{found} letters went out for {file:?}"));
        }
    }
    let hex = match database.url() {
        DatabaseUrl::Sqlite(_) => "lower(hex(id))",
        DatabaseUrl::Postgres(_) => "replace(CAST(id AS text), '-', '')",
    };
    let sql =
        format!("SELECT {hex} FROM outbox WHERE delivered_at IS NOT NULL AND dead_at IS NULL");
    let delivered: BTreeSet<String> = database.sql(&sql).lines().map(str::to_owned).collect();
    let all = number(database, "SELECT COUNT(*) FROM outbox");
    if ids != delivered || u64::try_from(ids.len()).unwrap() != all {
        findings.wrong.push(format!(
            "{} files for {} delivered effects of {all}",
            ids.len(),
            delivered.len()
        ));
    }
    findings.effects = ids.len();
}

/// Plays the events of every file again; they must give what is stored. `SQLite` checks its own file too.
async fn replay(
    database: &TestDatabase,
    home: &Home,
    tokens: &[String],
    stored: &BTreeMap<String, Stored>,
    findings: &mut Findings,
) {
    let store = open_store(&database.url(), &home.keys()).await;
    let app = application(store.clone());
    let mut callers: Vec<Caller> = Vec::new();
    for token in tokens {
        callers.push(app.authenticate(token).await.expect("a look").expect("a valid token"));
    }
    for (reference, file) in stored {
        let id: CaseId = file.id.parse().expect("an id");
        let mut replayed = false;
        for caller in &callers {
            replayed |= app.replays(caller, id).await.unwrap_or_default();
        }
        if !replayed {
            findings.wrong.push(format!("the events of {reference} give another file"));
        }
    }
    if store.backend() == Backend::Sqlite {
        findings.wrong.extend(store.integrity_check().await.expect("a check of the file"));
    }
    store.close().await.expect("a store that closes");
}
