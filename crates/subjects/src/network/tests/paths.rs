//! Who is related, and along which path.

use super::*;
use Relation::{
    Familieband, Leidinggevende, Vermogensverschaffer, ZakelijkSamenwerkingsverband,
    Zeggenschaphebbende,
};

fn asked() -> Question {
    Question::on(day(TODAY))
}

/// The paths of a subject, each as its route and the numbers of its statements.
fn paths(network: &Network, subject: u128) -> Vec<(Route, Vec<u128>)> {
    let number = |id: StatementId| kernel::Id::uuid(id).as_u128() % (1 << 64);
    network
        .related(subject_id(subject), &asked())
        .paths
        .iter()
        .map(|path| (path.route, path.statements().map(number).collect()))
        .collect()
}

#[test]
fn the_betrokkene_himself_is_route_a() {
    assert_eq!(paths(&network(1, vec![]), 1), [(Route::Zelf, vec![])]);
}

#[test]
fn a_chain_of_leading_controlling_and_financing_counts_up_and_down() {
    let net = network(
        5,
        vec![
            statement(1, 3, Zeggenschaphebbende, 2),
            statement(2, 2, Vermogensverschaffer, 1),
            statement(3, 1, Leidinggevende, 4),
            statement(4, 4, Zeggenschaphebbende, 5),
        ],
    );
    assert_eq!(paths(&net, 3), [(Route::Omhoog, vec![1, 2])]);
    assert_eq!(paths(&net, 5), [(Route::Omlaag, vec![3, 4])]);
    let order: Vec<SubjectId> =
        net.relations(&asked()).rows.iter().map(|row| row.subject).collect();
    assert_eq!(order, [4, 2, 5, 3].map(subject_id));
}

#[test]
fn a_sister_company_is_in_no_relation() {
    let sisters =
        vec![statement(1, 2, Zeggenschaphebbende, 1), statement(2, 2, Zeggenschaphebbende, 3)];
    assert_eq!(paths(&network(3, sisters), 3), []);
}

#[test]
fn a_partnership_is_one_step_and_never_chained() {
    for link in
        [Leidinggevende, Zeggenschaphebbende, Vermogensverschaffer, ZakelijkSamenwerkingsverband]
    {
        let chained = vec![
            statement(1, 1, ZakelijkSamenwerkingsverband, 2),
            statement(2, 3, link, 2),
            statement(3, 2, link, 4),
            statement(4, 5, ZakelijkSamenwerkingsverband, 6),
            statement(5, 5, Leidinggevende, 1),
        ];
        let net = network(6, chained);
        assert_eq!(paths(&net, 2), [(Route::Opzij, vec![1])]);
        for far in [3, 4, 6] {
            assert_eq!(paths(&net, far), [], "{far} by {link:?}");
        }
    }
}

#[test]
fn a_partnership_counts_whoever_states_it() {
    let net = network(2, vec![statement(1, 2, ZakelijkSamenwerkingsverband, 1)]);
    assert_eq!(paths(&net, 2), [(Route::Opzij, vec![1])]);
}

#[test]
fn a_family_tie_alone_is_no_relation() {
    let net = network(3, vec![statement(1, 2, Familieband, 1), statement(2, 3, Familieband, 2)]);
    assert_eq!(paths(&net, 2), []);
    assert!(net.relations(&asked()).rows.is_empty());
}

#[test]
fn route_b_ends_at_no_human_but_may_pass_one() {
    let mut nodes = companies(2);
    nodes.push(node(3, NodeKind::NatuurlijkPersoon));
    nodes.push(node(4, NodeKind::Samenwerkingsverband));
    let statements = vec![
        statement(1, 1, Vermogensverschaffer, 3),
        statement(2, 3, Leidinggevende, 2),
        statement(3, 1, Vermogensverschaffer, 4),
    ];
    let net = Network::known_on(subject_id(1), nodes, statements, day(TODAY)).expect("network");
    assert_eq!(paths(&net, 3), []);
    assert_eq!(paths(&net, 2), [(Route::Omlaag, vec![1, 2])]);
    let marks = |subject| net.related(subject_id(subject), &asked()).paths[0].marks.clone();
    assert!(!marks(2).contains(&PathMark::GeenRechtspersoon));
    assert!(marks(4).contains(&PathMark::GeenRechtspersoon));
}

#[test]
fn paths_that_share_no_statement_are_all_given() {
    let four = [Leidinggevende, Zeggenschaphebbende, Vermogensverschaffer];
    let mut statements: Vec<Statement> = four
        .into_iter()
        .zip(1..)
        .map(|(relation, number)| statement(number, 2, relation, 1))
        .collect();
    statements.push(statement(4, 2, ZakelijkSamenwerkingsverband, 1));
    statements.push(statement(5, 2, Leidinggevende, 3));
    statements.push(statement(6, 3, Leidinggevende, 1));
    let expected = [
        (Route::Omhoog, vec![1]),
        (Route::Omhoog, vec![2]),
        (Route::Omhoog, vec![3]),
        (Route::Omhoog, vec![5, 6]),
        (Route::Opzij, vec![4]),
    ];
    assert_eq!(paths(&network(3, statements), 2), expected);
}

#[test]
fn what_was_refuted_is_no_path() {
    let mut refuted = draft(1, 2, Leidinggevende, 1);
    refuted.status = Status::Weerlegd;
    refuted.motivation = Some(Redacted::new("Blijkt onjuist uit de akte.".to_owned()));
    assert_eq!(paths(&network(2, vec![made(refuted)]), 2), []);
}

#[test]
fn a_hub_is_reached_and_not_looked_beyond() {
    let mut nodes = companies(3);
    nodes[1].hub = true;
    let statements =
        vec![statement(1, 2, Vermogensverschaffer, 1), statement(2, 3, Zeggenschaphebbende, 2)];
    let net = Network::known_on(subject_id(1), nodes, statements, day(TODAY)).expect("network");
    assert_eq!(paths(&net, 2), [(Route::Omhoog, vec![1])]);
    let beyond = net.related(subject_id(3), &asked());
    assert!(beyond.paths.is_empty());
    assert_eq!(beyond.cuts, [Cut::Knooppunt { subject: subject_id(2), relations: 2 }]);
    assert_eq!(beyond.cuts[0].message(), "niet uitgewerkt: 2 relaties");
}

#[test]
fn what_lies_deeper_than_asked_is_said_to_be_left_out() {
    let chain: Vec<Statement> =
        (1..=9).map(|number| statement(number, number + 1, Leidinggevende, number)).collect();
    let net = network(10, chain);
    let found = net.related(subject_id(9), &asked());
    assert_eq!((found.paths[0].steps.len(), found.cuts.len()), (8, 0));
    let missed = net.related(subject_id(10), &asked());
    assert_eq!((missed.paths.len(), missed.cuts), (0, vec![Cut::TeDiep { limit: DEPTH }]));
    let deeper = Question { most_steps: 9, ..asked() };
    assert_eq!(net.related(subject_id(10), &deeper).paths[0].steps.len(), 9);
}

#[test]
fn a_path_reads_as_a_sentence() {
    let shares = share(1, 3, (6_000, 6_000), 2);
    let mut loan = draft(2, 2, Vermogensverschaffer, 1);
    loan.form = Some(Form::Lening);
    loan.amount = Some(kernel::Euro::from_cents(5_000_000));
    loan.until_day = Some(day("2022-12-31"));
    let mut nodes = companies(2);
    nodes.push(node(3, NodeKind::NatuurlijkPersoon));
    let net = Network::known_on(subject_id(1), nodes, vec![shares, made(loan)], day(TODAY))
        .expect("network");
    let path = &net.related(subject_id(3), &asked()).paths[0];
    assert_eq!(
        path.words(&net, "de aanvrager"),
        "Persoon 3 van het Voorbeeld is aandeelhouder (60\u{a0}%) van Voorbeeldbouw 2 B.V. (sinds 1 januari 2020), \
         dat geld (€\u{a0}50.000,00) leende aan de aanvrager (vroeger, van 1 januari 2020 tot en met 31 december 2022)"
    );
    assert_eq!(path.marks, [PathMark::Vroeger, PathMark::NietBeoordeeld]);
    let roles: Vec<(RoleKind, bool)> =
        path.role_steps().iter().map(|step| (step.role, step.past)).collect();
    assert_eq!(
        roles,
        [(RoleKind::Vermogensverschaffer, true), (RoleKind::Zeggenschaphebbende, false)]
    );
}
