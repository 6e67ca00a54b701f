//! How fast the service writes and reads, on both databases, beside the bare disk. Run with `cargo xtask bench`; figures stand in
//! `docs/benchmarks.md`. `PostgreSQL` takes part when `DIJKWACHT_TEST_POSTGRES` names a server.
#![expect(clippy::unwrap_used, reason = "a bench without its data measures nothing")]

mod common;

use app::command::{AddEvidence, Evidence, OfficeRole};
use app::{
    App, Caller, CaseChange, CaseFilter, CaseSearch, DossierAnswer, ExtraMeeting, KeepGroup,
    NewAccount, NewDossier, Permission, TokenRequest,
};
use chrono::TimeDelta;
use common::{Database, Kind, bare_disk, kinds};
use divan::Bencher;
use divan::counter::ItemsCount;
use harness::{application, keys, open_store};
use kernel::MeetingId;
use serde_json::json;
use store::AuditEntry;
use tokio::runtime::Runtime;

const PARTY: &str = "gemeente-emmen";
/// Files in a list or search.
const FILES: usize = 500;
/// Files that could be on an agenda.
const CANDIDATES: usize = 300;
/// Lines of the audit trail that are checked.
const LINES: u32 = 20_000;

fn main() {
    divan::main();
}

/// An installation in this process, with an official of one party.
struct Office {
    runtime: Runtime,
    app: App,
    caller: Caller,
    _database: Database,
}

impl Office {
    fn new(kind: Kind) -> Self {
        let database = Database::new(kind);
        let runtime = Runtime::new().unwrap();
        let (app, caller) = runtime.block_on(async {
            let store = open_store(&database.url, &keys(1)).await;
            store.migrate().await.unwrap();
            let app = application(store);
            let caller = official(&app).await;
            (app, caller)
        });
        Self { runtime, app, caller, _database: database }
    }

    fn create(&self, name: &str) -> DossierAnswer {
        let new = new_dossier(&self.app, name);
        let made = self.runtime.block_on(self.app.create(&self.caller, new, None));
        made.unwrap()
    }

    fn with_files(kind: Kind, files: usize) -> Self {
        let office = Self::new(kind);
        for number in 0..files {
            office.create(&format!("Eetcafé Nummer {number} B.V."));
        }
        office
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // What cannot be closed dies with the process.
        let _ = self.runtime.block_on(self.app.store().close());
    }
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

fn new_dossier(app: &App, name: &str) -> NewDossier {
    let aanvraag = json!({
        "soort": "exploitatie-openbare-inrichting",
        "gebeurtenis": "nieuw",
        "ontvangenOp": app.now().dutch_date(),
        "betrokkene": { "soort": "rechtspersoon", "naam": name },
        "feiten": { "signalen": [], "branches": [] },
    });
    let aanvraag = aanvraag.as_object().cloned().unwrap_or_default();
    NewDossier { aanvraag, personen: Vec::new(), vervolg_op: None }
}

/// The floor under every durable write.
#[divan::bench]
fn bare_fdatasync(bencher: Bencher<'_, '_>) {
    bare_disk(bencher);
}

/// A new file with event, date, processing and audit in one transaction, one after another.
#[divan::bench(args = kinds(), sample_count = 300, sample_size = 1)]
fn durable_create(bencher: Bencher<'_, '_>, kind: Kind) {
    let office = Office::new(kind);
    bencher.bench_local(|| office.create("Eetcafé De Verzonnen Gans B.V."));
}

/// One command on a file that was just made.
#[divan::bench(args = kinds(), sample_count = 300, sample_size = 1)]
fn one_command(bencher: Bencher<'_, '_>, kind: Kind) {
    let office = Office::new(kind);
    let stuk =
        Evidence { soort: "rapport".to_owned(), id: "R-1".to_owned(), digest: "0".repeat(64) };
    let command = AddEvidence { op: office.app.now().dutch_date(), stuk };
    bencher.with_inputs(|| office.create("Eetcafé De Verzonnen Gans B.V.")).bench_local_values(
        |file| {
            let change = CaseChange { id: file.id, version: file.versie, key: None };
            let done = office.app.perform(&office.caller, &change, command.clone());
            office.runtime.block_on(done).unwrap()
        },
    );
}

/// The first page of fifty, with its line in the log of processing.
#[divan::bench(args = kinds(), sample_count = 300, sample_size = 1)]
fn list_page_of_50(bencher: Bencher<'_, '_>, kind: Kind) {
    let office = Office::with_files(kind, FILES);
    let filter: CaseFilter = serde_json::from_value(json!({ "limiet": 50 })).unwrap();
    bencher.bench_local(|| {
        office.runtime.block_on(office.app.dossiers(&office.caller, &filter)).unwrap().items.len()
    });
}

/// A search that finds one file, with its line in the log of processing.
#[divan::bench(args = kinds(), sample_count = 300, sample_size = 1)]
fn search(bencher: Bencher<'_, '_>, kind: Kind) {
    let office = Office::with_files(kind, FILES);
    let asked: CaseSearch = serde_json::from_value(json!({ "zoekterm": "eetcafé 321" })).unwrap();
    bencher.bench_local(|| {
        office.runtime.block_on(office.app.search(&office.caller, &asked)).unwrap().items.len()
    });
}

/// The proposal for an agenda: every file is long open on the day of the meeting.
#[divan::bench(args = kinds(), sample_count = 100, sample_size = 1)]
fn agenda_of_300(bencher: Bencher<'_, '_>, kind: Kind) {
    let office = Office::with_files(kind, CANDIDATES);
    let meeting = office.runtime.block_on(meeting(&office.app, &office.caller));
    bencher.bench_local(|| {
        let proposed = office.app.agenda_proposal(&office.caller, meeting);
        let proposed = office.runtime.block_on(proposed).unwrap();
        assert_eq!(proposed.voorstellen.len(), CANDIDATES);
    });
}

/// Makes a group of one and plans a meeting in twenty weeks.
async fn meeting(app: &App, caller: &Caller) -> MeetingId {
    let today = app.now().dutch_date();
    let slot = json!({ "begin": "09:30:00", "minuten": 120 });
    let group: KeepGroup = serde_json::from_value(json!({
        "naam": "Bibob-werkgroep",
        "voorzitter": caller.account(),
        "leden": [{ "account": caller.account(), "rol": "aov", "zitting": { "vanaf": today } }],
        "quorum": { "soort": "meer-dan-de-helft" },
        "ritme": {
            "start": "2027-01-04",
            "weken": 6,
            "afspraak": slot,
            "bijFeestdag": { "soort": "overslaan" }
        }
    }))
    .unwrap();
    app.keep_working_group(caller, None, &group).await.unwrap();
    let extra: ExtraMeeting = serde_json::from_value(json!({
        "op": today + TimeDelta::weeks(20), "tijd": slot, "reden": "Om te meten."
    }))
    .unwrap();
    app.plan_extra(caller, &extra, None).await.unwrap().vergadering.id
}

/// The check of the audit trail; the rate is in lines.
#[divan::bench(args = kinds(), sample_count = 10, sample_size = 1)]
fn audit_verify(bencher: Bencher<'_, '_>, kind: Kind) {
    let office = Office::new(kind);
    office.runtime.block_on(lines(&office.app));
    let store = office.app.store();
    bencher.counter(ItemsCount::new(LINES)).bench_local(|| {
        let report = office.runtime.block_on(store.verify_audit(None, &[])).unwrap();
        assert!(report.is_sound());
        report.lines
    });
}

/// Writes the trail that is checked, in one transaction.
async fn lines(app: &App) {
    let scope = app.store().scope_for_worker(&PARTY.parse().unwrap());
    let mut tx = app.store().begin(&scope).await.unwrap();
    for number in 0..LINES {
        tx.audit(&AuditEntry {
            at: app.now(),
            actor: None,
            actor_name: "V. Beeld".to_owned(),
            role: "behandelaar".to_owned(),
            action: "dossier-openen".to_owned(),
            subject: format!("dossier/{number}"),
            reason: None,
            digest: [7; 32],
        })
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}
