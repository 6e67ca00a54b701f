//! Open ends, money, changes and patterns.

use super::*;
use Relation::{FeitelijkeInvloed, Leidinggevende, Vermogensverschaffer, Zeggenschaphebbende};
use kernel::Euro;

fn asked() -> Question {
    Question::on(day(TODAY))
}

fn built(nodes: Vec<Node>, statements: Vec<Statement>) -> Network {
    Network::known_on(subject_id(1), nodes, statements, day(TODAY)).expect("network")
}

fn number(id: SubjectId) -> u128 {
    kernel::Id::uuid(id).as_u128()
}

fn gaps(network: &Network) -> Vec<(u128, Gap)> {
    network.frontier(&asked()).rows.iter().map(|row| (number(row.subject), row.gap)).collect()
}

fn loan(id: u128, from: u128, euros: Option<i64>, to: u128) -> StatementDraft {
    let mut draft = draft(id, from, Vermogensverschaffer, to);
    draft.amount = euros.map(|euros| Euro::from_cents(euros * 100));
    draft.form = Some(Form::Lening);
    draft
}

#[test]
fn a_chain_that_ends_in_people_who_own_all_is_proven() {
    let mut nodes = companies(1);
    nodes.push(node(2, NodeKind::NatuurlijkPersoon));
    let statements = |part| vec![share(1, 2, (part, part), 1), statement(2, 2, Leidinggevende, 1)];
    assert_eq!(gaps(&built(nodes.clone(), statements(10_000))), []);
    let missing = Gap::NietVolledig { share: Band::exact(1) };
    assert_eq!(gaps(&built(nodes, statements(9_999))), [(1, missing)]);
}

#[test]
fn each_open_end_is_named_with_what_puts_it_in_the_chain() {
    let mut nodes = companies(4);
    nodes[2].details =
        Some(Details { seat: Some(Redacted::new("BE".to_owned())), ..Details::default() });
    nodes[3].hub = true;
    nodes.push(node(5, NodeKind::Onbekend));
    let statements = vec![
        share(1, 2, (10_000, 10_000), 1),
        statement(2, 5, Leidinggevende, 1),
        statement(3, 4, Vermogensverschaffer, 1),
        share(4, 3, (2_500, 5_000), 2),
        statement(5, 5, Leidinggevende, 2),
    ];
    let net = built(nodes, statements);
    let expected = [
        (5, Gap::Onbekend),
        (4, Gap::Knooppunt { relations: 1 }),
        (2, Gap::NietVolledig { share: Band { low: 5_000, high: 7_500 } }),
        (3, Gap::Buitenland),
        (3, Gap::GeenZeggenschap),
        (3, Gap::GeenLeiding),
    ];
    assert_eq!(gaps(&net), expected);
    let rows = net.frontier(&asked()).rows;
    assert_eq!(rows[0].statements, [2, 5].map(statement_id));
    assert_eq!(rows[2].statements, [1, 4].map(statement_id));
    assert!(rows.iter().all(|row| row.gap.question().ends_with('.')));
}

#[test]
fn nothing_stated_is_said_and_not_passed_over() {
    let empty = built(companies(1), vec![]).frontier(&asked());
    assert!(empty.nothing_stated && empty.rows.is_empty());
    let led = built(companies(2), vec![statement(1, 2, Leidinggevende, 1)]).frontier(&asked());
    assert!(!led.nothing_stated);
    assert_eq!(led.rows[0].statements, [statement_id(1)]);
}

#[test]
fn financing_is_added_up_per_lender_and_held_against_the_need() {
    let statements = vec![
        made(loan(1, 2, Some(50_000), 1)),
        made(loan(2, 2, Some(25_000), 1)),
        made(loan(3, 3, None, 1)),
        statement(4, 3, Leidinggevende, 1),
    ];
    let net = built(companies(3), statements);
    let found = |need| net.financing(subject_id(1), need, &asked());
    let euros = |euros: i64| Euro::from_cents(euros * 100);
    assert_eq!(found(None).total, euros(75_000));
    assert_eq!(found(Some(euros(75_000))).shortfall, None);
    assert_eq!(found(Some(euros(75_001))).shortfall, Some(euros(1)));
    let lenders = found(None).lenders;
    assert_eq!((lenders[0].amount, lenders[0].without_amount), (euros(75_000), 0));
    assert_eq!((lenders[1].amount, lenders[1].without_amount), (euros(0), 1));
    assert_eq!(lenders[1].statements, [statement_id(3)]);
}

#[test]
fn money_is_followed_to_where_it_comes_from() {
    let mut nodes = companies(8);
    nodes[2].hub = true;
    let mut own = loan(5, 5, Some(1), 4);
    own.form = Some(Form::EigenMiddelen);
    let statements = vec![
        made(loan(1, 2, Some(1), 1)),
        made(loan(2, 3, Some(1), 2)),
        made(loan(3, 4, Some(1), 1)),
        made(own),
        made(loan(6, 6, Some(1), 1)),
        made(loan(7, 7, Some(1), 1)),
        made(loan(8, 8, Some(1), 7)),
        made(loan(9, 7, Some(1), 8)),
    ];
    let found = built(nodes, statements).financing(subject_id(1), None, &asked());
    let ends = |place: usize| {
        let Lender { subject, origins, .. } = &found.lenders[place];
        assert_eq!(origins.len(), 1);
        (number(*subject), origins[0].kind, number(origins[0].subject))
    };
    assert_eq!(ends(0), (2, OriginKind::Instelling, 3));
    assert_eq!(ends(1), (4, OriginKind::EigenMiddelen, 5));
    assert_eq!(ends(2), (6, OriginKind::Onbekend, 6));
    assert_eq!(ends(3), (7, OriginKind::Kring, 7));
    let unexplained: Vec<bool> = found.lenders.iter().map(Lender::is_unexplained).collect();
    assert_eq!(unexplained, [false, false, true, true]);
    assert_eq!(found.lenders[0].statements, [1, 2].map(statement_id));
}

#[test]
fn a_loan_that_was_paid_back_finances_nothing() {
    let mut past = loan(1, 2, Some(1), 1);
    past.until_day = Some(day("2026-11-25"));
    let net = built(companies(2), vec![made(past)]);
    assert!(net.financing(subject_id(1), None, &asked()).lenders.is_empty());
}

#[test]
fn what_we_learned_between_two_days_is_listed_with_what_it_replaced() {
    let next = |id: u128, known: &str, replaces: Option<u128>| {
        let mut draft = draft(id, 2, Leidinggevende, 1);
        draft.known_since = day(known);
        draft.replaces = replaces.map(statement_id);
        made(draft)
    };
    let all = || {
        vec![
            next(1, "2026-01-01", None),
            next(2, "2026-02-01", Some(1)),
            next(3, "2026-03-01", Some(2)),
            next(4, "2026-03-01", None),
        ]
    };
    let on =
        |on: &str| Network::known_on(subject_id(1), companies(2), all(), day(on)).expect("network");
    let changes = on("2026-03-01").changes_since(&on("2026-01-31"));
    let ids: Vec<_> = changes.iter().map(|change| (change.before, change.after)).collect();
    let id = |number| Some(statement_id(number));
    assert_eq!(ids, [(id(1), id(3)), (None, id(4))]);
    assert!(on("2026-01-31").changes_since(&on("2026-01-01")).is_empty());
}

/// The patterns as their kind, subject and statements.
fn observed(
    nodes: Vec<Node>,
    statements: Vec<Statement>,
) -> Vec<(Pattern, u128, Vec<StatementId>)> {
    let found = built(nodes, statements).observations(day(TODAY));
    found.into_iter().map(|one| (one.pattern, number(one.subject), one.statements)).collect()
}

fn people(most: u128) -> Vec<Node> {
    let mut nodes = companies(2);
    nodes.extend((3..=most).map(|number| node(number, NodeKind::NatuurlijkPersoon)));
    nodes
}

#[test]
fn a_leader_without_a_share_is_an_indication() {
    let statements = vec![statement(1, 3, Leidinggevende, 1), share(2, 4, (10_000, 10_000), 1)];
    let expected = (Pattern::LeidingZonderAandeel, 3, [1, 2].map(statement_id).to_vec());
    assert_eq!(observed(people(4), statements.clone()), [expected]);
    let through_holding = vec![
        statement(1, 3, Leidinggevende, 1),
        share(2, 2, (10_000, 10_000), 1),
        share(3, 3, (1, 1), 2),
    ];
    assert_eq!(observed(people(4), through_holding), []);
    assert_eq!(observed(people(4), vec![statements[0].clone()]), [], "whose it is, is not known");
}

#[test]
fn a_pledge_on_all_shares_is_an_indication() {
    let pledge = |part| {
        let mut draft = draft(1, 3, Vermogensverschaffer, 1);
        draft.form = Some(Form::PandOpAandelen);
        draft.share = Some(Band::exact(part));
        vec![made(draft), made(loan(2, 3, Some(1), 1))]
    };
    let expected = (Pattern::PandOpAlleAandelen, 3, [1, 2].map(statement_id).to_vec());
    assert_eq!(observed(people(3), pledge(10_000)), [expected]);
    assert_eq!(observed(people(3), pledge(9_999)), []);
}

#[test]
fn rent_by_turnover_and_a_former_owner_who_stays_are_indications() {
    let mut rent = draft(1, 3, Vermogensverschaffer, 1);
    rent.form = Some(Form::Omzethuur);
    assert_eq!(
        observed(people(3), vec![made(rent.clone())]),
        [(Pattern::Omzethuur, 3, vec![statement_id(1)])]
    );
    rent.form = Some(Form::Huur);
    assert_eq!(observed(people(3), vec![made(rent)]), []);
    let sold = |until: &str| {
        let mut sold = draft(1, 3, Zeggenschaphebbende, 1);
        sold.until_day = Some(day(until));
        vec![made(sold), statement(2, 3, FeitelijkeInvloed, 1)]
    };
    let expected = (Pattern::VroegereEigenaarBlijft, 3, [1, 2].map(statement_id).to_vec());
    assert_eq!(observed(people(3), sold("2026-11-25")), [expected]);
    assert_eq!(observed(people(3), sold(TODAY)), []);
}
