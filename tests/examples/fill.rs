//! Fills a database with many files, for measuring, and prints a token of an account that is on 15 % of them; the secret of a
//! session of the same account comes in `DIR/sessie`.
//!
//! ```text
//! dijkwacht keys new --data DIR
//! cargo build --release --workspace --example fill && target/release/examples/fill DIR 100000
//! ```
//!
//! `DATABASE_URL` chooses another database than the file in the folder. Every file goes through the store as the program
//! writes it: closed content, event, search words and a line of the audit trail, a thousand files in a transaction.
#![expect(clippy::unwrap_used, reason = "a tool of the tests that cannot work has to stop")]

use app::{App, Caller, NewAccount, NewDossier, Permission, SignInMethod, TokenRequest};
use chrono::{Days, NaiveDate};
use harness::application;
use kernel::{AccountId, CaseId, Moment, PartyId, Redacted, Sha256Hex};
use serde_json::json;
use std::io::Write;
use std::path::Path;
use store::{
    AuditEntry, CaseEvent, CaseHead, DatabaseUrl, Due, Keyring, NewCase, NewMember, Store,
    StoreConfig, Tx,
};

const PARTY: &str = "gemeente-emmen";
/// Files in one transaction.
const BATCH: u64 = 1_000;
/// The caller is on this many of every hundred files.
const VISIBLE: u64 = 15;
const WORDS: [&str; 8] =
    ["Zwaluw", "Reiger", "Kievit", "Grutto", "Wulp", "Merel", "Specht", "Roerdomp"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, files] = arguments.as_slice() else {
        eprintln!("fill DIR FILES");
        std::process::exit(2);
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(fill(Path::new(folder), files.parse().unwrap()));
}

async fn fill(folder: &Path, files: u64) {
    let store = open(folder).await;
    store.migrate().await.unwrap();
    let app = application(store.clone());
    let party: PartyId = PARTY.parse().unwrap();
    app.enter_party(&party).await.unwrap();
    let other = account(&app, &party, "Voorbeeld Ander").await;
    let own = account(&app, &party, "Voorbeeld Meting").await;
    let secret = token(&app, &party, own).await;
    let caller = app.authenticate(&secret).await.unwrap().unwrap();
    let scope = store.scope_for_worker(&party);
    let pattern = Pattern { file: sample(&app, &caller).await, own, other, at: app.now() };
    let mut made = 0;
    while made < files {
        let until = files.min(made + BATCH);
        let mut tx = store.begin(&scope).await.unwrap();
        pattern.write(&app, &mut tx, made..until).await;
        tx.commit().await.unwrap();
        made = until;
    }
    let session =
        app.begin_session(&party, own, SignInMethod::Organisation, "meting").await.unwrap();
    std::fs::write(folder.join("sessie"), session.secret.reveal()).unwrap();
    store.close().await.unwrap();
    let mut output = std::io::stdout().lock();
    output.write_all(secret.as_bytes()).and_then(|()| output.write_all(b"\n")).unwrap();
}

async fn open(folder: &Path) -> Store {
    let keys = std::fs::read_to_string(folder.join("sleutels")).unwrap();
    let url = std::env::var("DATABASE_URL").map_or_else(
        |_| DatabaseUrl::Sqlite(folder.join("dijkwacht.sqlite3")),
        |url| DatabaseUrl::parse(&url),
    );
    let keys = Keyring::parse(&keys, harness::random).unwrap();
    Store::open(&StoreConfig { url, read_connections: 1, keys }).await.unwrap()
}

async fn account(app: &App, party: &PartyId, name: &str) -> AccountId {
    let role = app::command::OfficeRole::Behandelaar;
    let new = NewAccount { party: party.clone(), name: name.to_owned(), role, person: true };
    app.create_account(&new).await.unwrap()
}

async fn token(app: &App, party: &PartyId, account: AccountId) -> String {
    let request = TokenRequest {
        party: party.clone(),
        account,
        label: "meting".to_owned(),
        permissions: Permission::ALL.to_vec(),
        days: 366,
    };
    app.issue_token(&request).await.unwrap().secret.reveal().clone()
}

/// A file as the program makes it; all others are like it, with ids, reference and name of their own.
struct Sample {
    head: CaseHead,
    id: CaseId,
    content: String,
    event: String,
}

async fn sample(app: &App, caller: &Caller) -> Sample {
    let aanvraag = json!({
        "soort": "exploitatie-openbare-inrichting", "gebeurtenis": "nieuw", "ontvangenOp": app.now().dutch_date(),
        "betrokkene": { "soort": "rechtspersoon", "naam": "Voorbeeldnaam B.V." },
        "feiten": { "signalen": [], "branches": [] },
    });
    let aanvraag = aanvraag.as_object().cloned().unwrap_or_default();
    let new = NewDossier { aanvraag, personen: Vec::new(), vervolg_op: None };
    let answer = app.create(caller, new, None).await.unwrap();
    let file = answer.dossier.file();
    let term = answer.klok.huidig.as_ref().unwrap();
    let due = term.uiterlijk.map(|on| Due {
        on,
        kind: term.soort.id().to_owned(),
        provisional: term.minimaal,
        latest: term.op_zijn_laatst,
    });
    let head = CaseHead {
        reference: file.kenmerk.clone(),
        kind: file.soort.clone(),
        procedure: file.procedure.id().to_owned(),
        state: answer.dossier.state().id().to_owned(),
        title: file.personen[0].persoon.name.clone(),
        main_subject: Some(file.personen[0].persoon.id),
        received_on: file.ontvangen_op,
        due,
        waits_until: None,
        decided_on: None,
        closed_on: None,
        outcome: None,
        linked_to: None,
    };
    let event = serde_json::to_string(file).unwrap();
    Sample { head, id: answer.id, content: serde_json::to_string(&answer.dossier).unwrap(), event }
}

struct Pattern {
    file: Sample,
    own: AccountId,
    other: AccountId,
    at: Moment,
}

impl Pattern {
    async fn write(&self, app: &App, tx: &mut Tx, numbers: std::ops::Range<u64>) {
        let mut events = Vec::new();
        let mut lines = Vec::new();
        for number in numbers {
            let (new, event) = self.copy(app, number);
            let visible = number % 100 < VISIBLE;
            let members: Vec<NewMember> = std::iter::once(self.other)
                .chain(visible.then_some(self.own))
                .map(|account| self.member(account))
                .collect();
            tx.insert_case(&new, &members).await.unwrap();
            lines.push(self.line(new.id, &event));
            events.push(event);
        }
        for part in events.chunks(500) {
            tx.append_events(part).await.unwrap();
        }
        for line in lines {
            tx.audit(&line).await.unwrap();
        }
    }

    /// Makes the file with this number: its date is one of the coming year, past the reach of reminders.
    fn copy(&self, app: &App, number: u64) -> (NewCase, CaseEvent) {
        let at =
            Moment::from_micros(self.at.micros() + i64::try_from(number).unwrap() * 1_000).unwrap();
        let id: CaseId = app.fresh(at);
        let subject = app.fresh(at);
        let mut head = self.file.head.clone();
        head.reference = format!("M-{number}");
        let word = WORDS[usize::try_from(number % 8).unwrap()];
        head.title = Redacted::new(format!("{word} {} B.V.", number / 8));
        head.main_subject = Some(subject);
        vary(&mut head, self.at.dutch_date(), number);
        let old = &self.file.head;
        let own = |text: &str| {
            text.replace(&self.file.id.to_string(), &id.to_string())
                .replace(&old.main_subject.unwrap().to_string(), &subject.to_string())
                .replace(&old.reference, &head.reference)
                .replace(old.title.reveal(), head.title.reveal())
        };
        let content = Redacted::new(own(&self.file.content));
        let event = CaseEvent {
            case: id,
            seq: 1,
            at,
            actor: self.other,
            name: "dossier-openen".to_owned(),
            content: Redacted::new(own(&self.file.event)),
        };
        let words = format!("{} {} {}", head.reference, head.kind, head.title.reveal());
        (NewCase { id, head, content, search_text: Redacted::new(words), at }, event)
    }

    fn member(&self, account: AccountId) -> NewMember {
        NewMember {
            account,
            added_by: self.other,
            reason: "meting".to_owned(),
            at: self.at,
            until: None,
        }
    }

    fn line(&self, case: CaseId, event: &CaseEvent) -> AuditEntry {
        AuditEntry {
            at: event.at,
            actor: Some(self.other),
            actor_name: "Voorbeeld Ander".to_owned(),
            role: "behandelaar".to_owned(),
            action: event.name.clone(),
            subject: format!("dossier/{case}"),
            reason: None,
            digest: *Sha256Hex::of_parts([event.content.reveal().as_bytes()]).as_bytes(),
        }
    }
}

/// Gives a file a kind, a state and a date of its own, so that filters, groups and figures have something to tell apart. Lists
/// read these columns only; the content stays that of a file that came in.
fn vary(head: &mut CaseHead, today: NaiveDate, number: u64) {
    const KINDS: [&str; 4] = [
        "exploitatie-openbare-inrichting",
        "alcohol-horeca",
        "evenement",
        "omgevingsvergunning-milieu",
    ];
    KINDS[usize::try_from(number / 3 % 4).unwrap()].clone_into(&mut head.kind);
    if let Some(due) = &mut head.due {
        due.on = today + Days::new(30 + number * 7 % 365);
    }
    let ago = today - Days::new(1 + number % 700);
    let mut to = |state: &str| state.clone_into(&mut head.state);
    match number / 20 % 20 {
        0 | 1 => {
            to("gesloten");
            (head.due, head.decided_on, head.closed_on) = (None, Some(ago), Some(ago));
            head.outcome = Some("gunstig".to_owned());
        }
        2 => {
            to("besloten");
            let due = |due| Due { kind: "bezwaar".to_owned(), on: ago + Days::new(42), ..due };
            (head.due, head.decided_on) = (head.due.take().map(due), Some(ago));
            head.outcome = Some("weigeren".to_owned());
        }
        3 => (head.due, head.waits_until) = (None, Some(today + Days::new(20))),
        4 => to("onderzoek"),
        _ => {}
    }
}
