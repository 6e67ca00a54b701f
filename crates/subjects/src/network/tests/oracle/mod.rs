//! The answers held against brute force: small random networks with circles, dates, bounds and hubs, where everything is
//! enumerated and every sum is an exact fraction.

mod exact;
mod frontier;
mod parts;
mod paths;

use super::*;
use proptest::prelude::*;

/// The most subjects of a random network.
const MOST: u128 = 8;
/// Random networks per question.
const CASES: u32 = 512;

/// What a random network is made of; the statements are numbered from 1.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    nodes: Vec<Node>,
    statements: Vec<Statement>,
}

impl Plan {
    fn network(&self) -> Network {
        Network::known_on(subject_id(1), self.nodes.clone(), self.statements.clone(), day(TODAY))
            .expect("network")
    }

    /// Statements that count and have begun on the day of the question.
    fn begun(&self) -> impl Iterator<Item = &Statement> {
        self.statements
            .iter()
            .filter(|one| one.status() != Status::Weerlegd)
            .filter(|one| one.period().from.is_none_or(|from| from <= day(TODAY)) || ended(one))
    }

    /// Statements that also run on that day.
    fn running(&self) -> impl Iterator<Item = &Statement> {
        self.begun().filter(|one| !ended(one))
    }

    fn is_hub(&self, id: SubjectId) -> bool {
        id != subject_id(1) && self.nodes.iter().any(|node| node.id == id && node.hub)
    }

    /// Who is named in a statement, and the betrokkene.
    fn named(&self) -> BTreeSet<SubjectId> {
        let ends = self.statements.iter().flat_map(|one| [one.from(), one.to()]);
        ends.chain([subject_id(1)]).collect()
    }
}

fn ended(statement: &Statement) -> bool {
    statement.period().until.is_some_and(|until| until < day(TODAY))
}

fn kind() -> impl Strategy<Value = NodeKind> {
    prop_oneof![
        4 => Just(NodeKind::Rechtspersoon),
        2 => Just(NodeKind::NatuurlijkPersoon),
        1 => Just(NodeKind::Samenwerkingsverband),
        1 => Just(NodeKind::Onbekend),
    ]
}

fn nodes(most: u128) -> impl Strategy<Value = Vec<Node>> {
    prop::collection::vec(
        (kind(), prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
        2..=usize::try_from(most).unwrap(),
    )
    .prop_map(|made| {
        let node = |(place, (kind, hub, abroad)): (usize, (NodeKind, bool, bool))| {
            let seat = abroad.then(|| Redacted::new("BE".to_owned()));
            let details = Some(Details { seat, ..Details::default() });
            Node { hub, details, ..super::node(place as u128 + 1, kind) }
        };
        made.into_iter().enumerate().map(node).collect()
    })
}

/// A first and a last day around today, either of them open.
fn period() -> impl Strategy<Value = (Option<NaiveDate>, Option<NaiveDate>)> {
    prop_oneof![
        6 => Just((Some(day("2020-01-01")), None)),
        1 => Just((None, None)),
        1 => Just((Some(day(TODAY)), Some(day(TODAY)))),
        1 => Just((Some(day("2020-01-01")), Some(day("2026-11-25")))),
        1 => Just((Some(day("2026-11-27")), None)),
    ]
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        2 => Just(Relation::Leidinggevende),
        5 => Just(Relation::Zeggenschaphebbende),
        2 => Just(Relation::Vermogensverschaffer),
        1 => Just(Relation::ZakelijkSamenwerkingsverband),
        1 => Just(Relation::Familieband),
    ]
}

/// A share in steps of 5 %, mostly exact, so that the exact fractions stay small.
fn band() -> impl Strategy<Value = Option<Band>> {
    let step = || (0_u32..=20).prop_map(|twentieth| twentieth * 500);
    prop_oneof![
        8 => step().prop_map(|part| Some(Band::exact(part))),
        2 => (step(), step()).prop_map(|(one, two)| Some(Band { low: one.min(two), high: one.max(two) })),
        1 => Just(None),
    ]
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![8 => Just(Status::Gesteld), 1 => Just(Status::Aannemelijk), 1 => Just(Status::Weerlegd)]
}

pub(super) fn plan(
    relations: impl Strategy<Value = Relation>,
    most: u128,
) -> impl Strategy<Value = Plan> {
    let ends = (0..most, 0..most);
    let one = (ends, relations, period(), band(), status());
    (nodes(most), prop::collection::vec(one, 0..14)).prop_map(|(nodes, made)| {
        let count = nodes.len() as u128;
        let mut statements = Vec::new();
        for (number, ((from, to), relation, (from_day, until_day), share, status)) in
            (1..).zip(made)
        {
            let mut draft = draft(number, from % count + 1, relation, to % count + 1);
            if from % count == to % count && !relation.is_link() {
                continue;
            }
            (draft.from_day, draft.until_day, draft.status) = (from_day, until_day, status);
            draft.share = share.filter(|_| relation == Relation::Zeggenschaphebbende);
            draft.motivation = Some(Redacted::new("Blijkt uit de akte.".to_owned()));
            statements.push(super::made(draft));
        }
        Plan { nodes, statements }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn paths_are_those_of_an_enumeration(plan in plan(relation(), MOST), most_steps in 1_usize..9) {
        paths::compare(&plan, most_steps)?;
    }

    #[test]
    fn parts_are_those_of_exact_equations(plan in plan(Just(Relation::Zeggenschaphebbende), 6)) {
        parts::compare_ownership(&plan)?;
    }

    #[test]
    fn control_is_the_smallest_closed_set(plan in plan(Just(Relation::Zeggenschaphebbende), MOST)) {
        parts::compare_control(&plan)?;
    }

    #[test]
    fn open_ends_are_those_of_a_plain_search(plan in plan(relation(), MOST), most_steps in 1_usize..9) {
        frontier::compare(&plan, most_steps)?;
    }

    /// Taking away a statement takes away every row that cites it.
    #[test]
    fn no_row_outlives_a_statement_that_it_cites(plan in plan(relation(), MOST), which in any::<prop::sample::Index>()) {
        prop_assume!(!plan.statements.is_empty());
        let taken = plan.statements[which.index(plan.statements.len())].id();
        let mut less = plan.clone();
        less.statements.retain(|one| one.id() != taken);
        let (before, after) = (rows(&plan.network()), rows(&less.network()));
        let cited = serde_json::to_string(&taken).expect("id");
        for row in before.iter().filter(|row| row.contains(&cited)) {
            prop_assert!(!after.contains(row), "{row}");
        }
        prop_assert!(after.iter().all(|row| !row.contains(&cited)));
    }

    /// What we learn later changes no answer about what we knew.
    #[test]
    fn later_knowledge_changes_no_byte(plan in plan(relation(), MOST), later in plan(relation(), MOST)) {
        let mut more = plan.clone();
        let count = plan.nodes.len() as u128;
        for (number, statement) in (1_000..).zip(&later.statements) {
            let mut draft = StatementDraft::from(statement.clone());
            let within = |id: SubjectId| subject_id((kernel::Id::uuid(id).as_u128() - 1) % count + 1);
            (draft.from, draft.to) = (within(draft.from), within(draft.to));
            (draft.id, draft.known_since) = (statement_id(number), day("2026-11-26"));
            draft.replaces = plan.statements.first().map(Statement::id);
            more.statements.extend(draft.check(day(TODAY)));
        }
        let known = |plan: &Plan| {
            let (nodes, statements) = (plan.nodes.clone(), plan.statements.clone());
            let net = Network::known_on(subject_id(1), nodes, statements, day("2026-11-25"));
            rows(&net.expect("network"))
        };
        prop_assert_eq!(known(&plan), known(&more));
    }
}

/// All rows of all answers as text.
fn rows(network: &Network) -> Vec<String> {
    let question = Question::on(day(TODAY));
    let mut rows = Vec::new();
    let mut add = |row: serde_json::Value| rows.push(row.to_string());
    let each = |rows: serde_json::Value| rows.as_array().cloned().unwrap_or_default();
    let json = |value: &dyn erased::Answer| value.json();
    for row in each(json(&network.relations(&question).rows)) {
        add(row);
    }
    for node in network.nodes() {
        for row in each(json(&network.related(node.id, &question).paths)) {
            add(row);
        }
        let money = network.financing(node.id, None, &question);
        for row in each(json(&money.lenders)) {
            add(serde_json::json!([node.id, row]));
        }
    }
    let owned = network.owners(subject_id(1), 2_500, day(TODAY));
    let control = network.controllers(subject_id(1), day(TODAY));
    let open = network.frontier(&question);
    for rows in [json(&owned.owners), json(&owned.rings), json(&control.rows), json(&open.rows)] {
        each(rows).into_iter().for_each(&mut add);
    }
    each(json(&network.observations(day(TODAY)))).into_iter().for_each(&mut add);
    rows
}

/// Lists of rows of different kinds, as JSON.
mod erased {
    pub(super) trait Answer {
        fn json(&self) -> serde_json::Value;
    }

    impl<T: serde::Serialize> Answer for T {
        fn json(&self) -> serde_json::Value {
            serde_json::to_value(self).expect("json")
        }
    }
}
