//! Known parties through the whole path: from a file to the candidates beside another one, and what a person decides about them.

mod pages;
mod rights;
mod silence;

use app::matching::{MatchBand, VERSION};
use app::{Candidate, Carrier, DecideLink, KnownParties, LinkChoice, Worker};
use harness::{Dossier, Official, TestApp};
use kernel::{CaseId, Redacted, SubjectId};
use serde_json::{Value, json};
use std::sync::Arc;
use store::NewKnownSubject;

/// Somebody by kind, name, date of birth and number; what is empty is not known.
type Somebody = (&'static str, &'static str, &'static str, &'static str);

const WILLEMIJN: Somebody =
    ("natuurlijk-persoon", "Willemijn van der Ganzenveer", "1971-03-04", "");
const SHORT: Somebody = ("natuurlijk-persoon", "Ganzenveer, W. van der", "1971-03-04", "");

fn filled((soort, naam, born, number): Somebody) -> Value {
    let mut who = json!({ "soort": soort, "naam": naam });
    for (field, text) in [("geboortedatum", born), ("kvkNummer", number)] {
        if !text.is_empty() {
            who[field] = json!(text);
        }
    }
    who
}

/// A new file of somebody, with others on it.
fn new(main: Somebody, others: &[Somebody]) -> Value {
    let person = |other: &Somebody| {
        let mut person = filled(*other);
        person["rollen"] = json!([{ "soort": "leidinggevende" }]);
        person
    };
    json!({
        "aanvraag": {
            "soort": "exploitatie-openbare-inrichting",
            "gebeurtenis": "nieuw",
            "ontvangenOp": "2026-11-02",
            "betrokkene": filled(main),
            "feiten": { "signalen": [], "branches": [] },
        },
        "personen": others.iter().map(person).collect::<Vec<_>>(),
    })
}

async fn open(app: &TestApp, by: &Official, main: Somebody, others: &[Somebody]) -> Dossier {
    app.open(by, &new(main, others)).await
}

/// Lets the worker make everybody findable.
pub(crate) async fn work(app: &TestApp) {
    let worker = Worker::new(app.app.clone(), Carrier::Memory(Arc::default()), None);
    worker.round().await.expect("a round");
}

/// Changes what is known of the first person on a file, so that it is not found by the name any more.
pub(crate) async fn retell(
    app: &TestApp,
    by: &Official,
    file: &Dossier,
    (naam, born): (&str, &str),
) {
    let profile = json!({ "soort": "natuurlijk-persoon", "naam": naam, "geboortedatum": born });
    let keys = vec![Redacted::new("n:gans".to_owned())];
    let profile = Redacted::new(profile.to_string());
    let known = NewKnownSubject { id: person(file, 0), profile, keys };
    let store = app.app.store();
    let scope = store.scope_for_worker(&by.party);
    let mut tx = store.begin(&scope).await.expect("a transaction");
    tx.keep_known_subjects(id(file), VERSION, &[known]).await.expect("a change");
    tx.commit().await.expect("a commit");
}

fn id(file: &Dossier) -> CaseId {
    file.id.parse().expect("an id")
}

fn person(file: &Dossier, place: usize) -> SubjectId {
    file.person(place).parse().expect("an id")
}

async fn known(app: &TestApp, by: &Official, file: &Dossier) -> KnownParties {
    let caller = app.caller(by).await;
    app.app.known_parties(&caller, id(file)).await.expect("known parties")
}

/// Returns the candidates for the first person on a file.
async fn candidates(app: &TestApp, by: &Official, file: &Dossier) -> Vec<Candidate> {
    known(app, by, file).await.personen.swap_remove(0).kandidaten
}

fn decision(candidate: &Candidate, besluit: LinkChoice, why: &str) -> DecideLink {
    let reden = why.to_owned().try_into().expect("a reason");
    DecideLink { besluit, reden, lezing: candidate.lezing }
}

/// Decides about the only candidate for the first person on a file.
async fn decide(app: &TestApp, by: &Official, file: &Dossier, besluit: LinkChoice) -> Candidate {
    let one = candidates(app, by, file).await.swap_remove(0);
    let caller = app.caller(by).await;
    let pair = (person(file, 0), one.persoon);
    let decided = decision(&one, besluit, "Nagebeld.");
    let after = app.app.decide_link(&caller, id(file), pair, &decided).await.expect("a decision");
    after.candidate(pair.0, pair.1).expect("the candidate").1.clone()
}

fn bands(candidates: &[Candidate]) -> Vec<(&str, MatchBand)> {
    let band = |one: &Candidate| one.vergelijking.band;
    candidates.iter().map(|one| (one.gegevens.naam.reveal().as_str(), band(one))).collect()
}
