//! How long the questions to a relation network take, on a large one and on those made to break it.

#![expect(clippy::expect_used, reason = "a bench that cannot build its network has to stop")]

use chrono::NaiveDate;
use divan::{Bencher, black_box};
use kernel::{Id, Redacted, SubjectId};
use subjects::{
    Band, Directness, Network, Node, NodeKind, Question, Relation, Sheet, Source, SourceKind,
    Statement, StatementDraft, StatementId, Status, svg,
};
use uuid::Uuid;

fn main() {
    divan::main();
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).expect("date")
}

fn subject(number: u128) -> SubjectId {
    SubjectId::from_uuid(Uuid::from_u128(number))
}

fn stated(number: usize, from: u128, relation: Relation, to: u128) -> StatementDraft {
    StatementDraft {
        id: StatementId::from_uuid(Uuid::from_u128((0xb << 64) + number as u128)),
        from: subject(from),
        to: subject(to),
        relation,
        directness: Directness::Direct,
        form: None,
        share: None,
        votes: None,
        amount: None,
        from_day: None,
        until_day: None,
        known_since: today(),
        source: Some(Source {
            kind: SourceKind::Kvk,
            document: Redacted::new("uittreksel".to_owned()),
            place: None,
        }),
        secret: false,
        shareable: None,
        status: Status::Gesteld,
        motivation: None,
        replaces: None,
    }
}

/// Companies from 1, the betrokkene, up to and including `most`, with who holds which part of whom.
fn built(most: u128, drafts: Vec<StatementDraft>) -> Network {
    let node = |number| Node {
        id: subject(number),
        kind: NodeKind::Rechtspersoon,
        name: Redacted::new(format!("Voorbeeldbouw {number} B.V.")),
        hub: false,
        details: None,
    };
    let statements: Vec<Statement> =
        drafts.into_iter().map(|draft| draft.check(today()).expect("statement")).collect();
    Network::known_on(subject(1), (1..=most).map(node).collect(), statements, today())
        .expect("network")
}

/// A tree of holders above the betrokkene with a second relation here and there, the same at every run.
fn holdings(most: u128) -> Network {
    let mut seed: u128 = 20_261_126;
    let mut next = |below: u128| {
        seed = (seed * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % (1 << 64);
        (seed >> 33) % below
    };
    let mut drafts = Vec::new();
    for number in 2..=most {
        let owned = next((number - 1).min(400)) + 1;
        let relation = match next(4) {
            0 => Relation::Leidinggevende,
            1 => Relation::Vermogensverschaffer,
            _ => Relation::Zeggenschaphebbende,
        };
        let mut draft = stated(drafts.len(), number, relation, owned);
        draft.share =
            (relation == Relation::Zeggenschaphebbende).then_some(Band { low: 500, high: 2_000 });
        drafts.push(draft);
        if number % 10 == 0 {
            let other = next(most) + 1;
            drafts.push(stated(drafts.len(), number, Relation::Leidinggevende, other));
        }
    }
    built(most, drafts)
}

fn share(number: usize, from: u128, band: Band, to: u128) -> StatementDraft {
    StatementDraft { share: Some(band), ..stated(number, from, Relation::Zeggenschaphebbende, to) }
}

fn chain(band: Band) -> Network {
    let link =
        |number: u128| share(usize::try_from(number).expect("number"), number + 1, band, number);
    built(10_000, (1..10_000).map(link).collect())
}

fn ring(band: Band) -> Network {
    let link = |number: u128| {
        share(usize::try_from(number).expect("number"), number % 1_000 + 1, band, number)
    };
    built(1_000, (1..=1_000).map(link).collect())
}

fn clique(most: u128, band: Band) -> Network {
    let mut drafts = Vec::new();
    for from in 1..=most {
        for to in (1..=most).filter(|to| *to != from) {
            drafts.push(share(drafts.len(), from, band, to));
        }
    }
    built(most, drafts)
}

/// Goal: at most 5 ms.
#[divan::bench]
fn a_path_in_five_thousand(bencher: Bencher<'_, '_>) {
    let network = holdings(5_000);
    let question = Question::on(today());
    bencher.bench_local(|| network.related(black_box(subject(4_990)), &question));
}

#[divan::bench]
fn all_relations_in_five_thousand(bencher: Bencher<'_, '_>) {
    let network = holdings(5_000);
    let question = Question::on(today());
    bencher.bench_local(|| network.relations(black_box(&question)));
}

#[divan::bench]
fn owners_in_five_thousand(bencher: Bencher<'_, '_>) {
    let network = holdings(5_000);
    bencher.bench_local(|| network.owners(black_box(subject(1)), 2_500, today()));
}

/// Goal: at most 200 ms; most boxes are folded.
#[divan::bench(sample_count = 20)]
fn a_drawing_of_five_thousand(bencher: Bencher<'_, '_>) {
    let network = holdings(5_000);
    let sheet = Sheet::on(today());
    bencher.bench_local(|| svg(&network.drawing(black_box(&sheet)), "Netwerk"));
}

/// Goal: at most 20 ms for 40; none is folded up to 60.
#[divan::bench(args = [12, 40, 60])]
fn a_drawing(bencher: Bencher<'_, '_>, most: u128) {
    let network = holdings(most);
    let sheet = Sheet::on(today());
    bencher.bench_local(|| svg(&network.drawing(black_box(&sheet)), "Netwerk"));
}

/// Everybody related to everybody.
#[divan::bench(args = HARD, sample_count = 5)]
fn a_drawing_of_a_hard_one(bencher: Bencher<'_, '_>, name: &str) {
    let network = hard(name);
    let sheet = Sheet::on(today());
    bencher.bench_local(|| svg(&network.drawing(black_box(&sheet)), "Netwerk"));
}

/// What somebody would make to break us. Goal: an answer or a visible mark within 250 ms.
#[divan::bench(args = HARD, sample_count = 5)]
fn owners_of_a_hard_one(bencher: Bencher<'_, '_>, name: &str) {
    let network = hard(name);
    bencher.bench_local(|| network.owners(black_box(subject(1)), 2_500, today()));
}

#[divan::bench(args = HARD, sample_count = 5)]
fn controllers_of_a_hard_one(bencher: Bencher<'_, '_>, name: &str) {
    let network = hard(name);
    bencher.bench_local(|| network.controllers(black_box(subject(1)), today()));
}

#[divan::bench(args = ["keten", "ring", "kliek"], sample_count = 5)]
fn paths_in_a_hard_one(bencher: Bencher<'_, '_>, name: &str) {
    let network = hard(name);
    let question = Question { most_steps: usize::MAX, ..Question::on(today()) };
    bencher.bench_local(|| network.related(black_box(subject(50)), &question));
}

const HARD: [&str; 7] =
    ["keten", "losse-keten", "ring", "losse-ring", "kliek", "losse-kliek", "grote-losse-kliek"];

fn hard(name: &str) -> Network {
    match name {
        "keten" => chain(Band::exact(Band::WHOLE)),
        "losse-keten" => chain(Band { low: 9_000, high: Band::WHOLE }),
        "ring" => ring(Band::exact(Band::WHOLE)),
        "losse-ring" => ring(Band { low: 9_000, high: Band::WHOLE }),
        "kliek" => clique(60, Band::exact(169)),
        "losse-kliek" => clique(60, Band { low: 160, high: 300 }),
        _ => clique(200, Band { low: 40, high: 100 }),
    }
}
