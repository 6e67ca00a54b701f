//! Whose a company is, and who decides.

use super::*;
use Relation::Zeggenschaphebbende;

const QUARTER: u32 = 2_500;

fn exact(number: u128, from: u128, part: u32, to: u128) -> Statement {
    share(number, from, (part, part), to)
}

/// The owners of company 1: number, at least, at most, in hundredths of a per cent.
fn owners(network: &Network, at_least: u32) -> Vec<(u128, u32, u32, Tri)> {
    let owned = network.owners(subject_id(1), at_least, day(TODAY));
    assert!(owned.owners.iter().all(|owner| !owner.statements.is_empty()));
    let hundredths = |part: Fraction| part.millionths().div_ceil(10_000);
    let row = |owner: &Owner| {
        let number = kernel::Id::uuid(owner.subject).as_u128();
        (number, hundredths(owner.low), hundredths(owner.high), owner.test)
    };
    owned.owners.iter().map(row).collect()
}

fn controllers(network: &Network) -> Vec<(u128, Tri)> {
    let control = network.controllers(subject_id(1), day(TODAY));
    assert!(control.rows.iter().all(|row| !row.statements.is_empty()));
    let row = |row: &Controller| (kernel::Id::uuid(row.subject).as_u128(), row.test);
    control.rows.iter().map(row).collect()
}

/// A is 1, B is 2, P is 3, Q is 4.
fn circle() -> Network {
    network(
        4,
        vec![
            exact(1, 3, 6_000, 1),
            exact(2, 2, 4_000, 1),
            exact(3, 1, 9_000, 2),
            exact(4, 4, 1_000, 2),
        ],
    )
}

#[test]
fn a_circle_is_solved_in_closed_form() {
    let found = circle().owners(subject_id(1), 0, day(TODAY));
    let part = |number| {
        let owner =
            found.owners.iter().find(|owner| owner.subject == subject_id(number)).expect("owner");
        assert_eq!(owner.low, owner.high);
        owner.low.millionths()
    };
    assert_eq!([part(3), part(4), part(2)], [93_750_000, 6_250_000, 40_000_000]);
    assert_eq!(found.unexplained, Band::exact(0));
    assert_eq!(found.owners[0].low.to_string(), "93,75\u{a0}%");
}

#[test]
fn the_stakes_of_a_circle_are_all_cited() {
    let owned = circle().owners(subject_id(1), QUARTER, day(TODAY));
    let first = &owned.owners[0];
    assert_eq!(first.subject, subject_id(3));
    assert_eq!(first.statements, [1, 2, 3].map(statement_id));
}

#[test]
fn a_quarter_is_met_on_the_hundredth() {
    for (half, test) in [(5_000, Tri::Zeker), (4_999, Tri::Nee)] {
        let net = network(3, vec![exact(1, 2, 5_000, 1), exact(2, 3, half, 2)]);
        let found = owners(&net, QUARTER).iter().any(|(number, _, _, _)| *number == 3);
        assert_eq!(found, test == Tri::Zeker, "{half}");
    }
    let wide = network(2, vec![share(1, 2, (2_499, 2_500), 1)]);
    assert_eq!(owners(&wide, QUARTER), [(2, 2_499, 2_500, Tri::Mogelijk)]);
}

#[test]
fn a_holder_over_several_paths_is_added_up() {
    let mut statements = vec![];
    for company in 2..=6 {
        statements.push(exact(company, company, 2_000, 1));
        statements.push(exact(company + 10, 7, 6_000, company));
    }
    let net = network(7, statements);
    assert_eq!(owners(&net, QUARTER), [(7, 6_000, 6_000, Tri::Zeker)]);
}

#[test]
fn what_others_surely_have_lowers_the_upper_bound() {
    let net = network(3, vec![share(1, 2, (0, 10_000), 1), share(2, 3, (6_000, 7_500), 1)]);
    assert_eq!(owners(&net, 0), [(3, 6_000, 7_500, Tri::Zeker), (2, 0, 4_000, Tri::Zeker)]);
}

#[test]
fn a_share_that_is_not_given_may_be_all() {
    let net = network(2, vec![statement(1, 2, Zeggenschaphebbende, 1)]);
    assert_eq!(owners(&net, QUARTER), [(2, 0, 10_000, Tri::Mogelijk)]);
    assert_eq!(controllers(&net), [(2, Tri::Mogelijk)]);
}

#[test]
fn sums_over_the_whole_are_kept_and_doubted() {
    let net = network(3, vec![exact(1, 2, 6_000, 1), exact(2, 3, 6_000, 1)]);
    assert_eq!(owners(&net, QUARTER), [(2, 0, 6_000, Tri::Mogelijk), (3, 0, 6_000, Tri::Mogelijk)]);
    let over = Doubt::MeerDanGeheel {
        subject: subject_id(1),
        sum: 12_000,
        statements: [1, 2].map(statement_id).to_vec(),
    };
    let all = net.doubts(day(TODAY));
    assert_eq!(all, [over]);
    assert_eq!(net.owners(subject_id(1), QUARTER, day(TODAY)).doubts, all);
    let whole = network(3, vec![exact(1, 2, 6_000, 1), exact(2, 3, 4_000, 1)]);
    assert!(whole.doubts(day(TODAY)).is_empty());
}

#[test]
fn sources_that_differ_widen_the_bounds_and_are_said() {
    let net = network(2, vec![exact(1, 2, 2_000, 1), exact(2, 2, 6_000, 1)]);
    assert_eq!(owners(&net, QUARTER), [(2, 2_000, 6_000, Tri::Mogelijk)]);
    assert!(matches!(net.doubts(day(TODAY))[0], Doubt::Tegenspraak { .. }));
}

#[test]
fn a_closed_ring_is_reported_and_nothing_is_divided_by_zero() {
    let net = network(
        4,
        vec![
            exact(1, 2, 10_000, 1),
            exact(2, 3, 10_000, 2),
            exact(3, 2, 10_000, 3),
            exact(4, 4, 10_000, 4),
        ],
    );
    let owned = net.owners(subject_id(1), QUARTER, day(TODAY));
    let ring = Ring {
        subjects: vec![subject_id(2), subject_id(3)],
        statements: vec![statement_id(2), statement_id(3)],
    };
    assert_eq!(owned.rings, [ring]);
    assert!(owned.cuts.is_empty());
    assert_eq!(
        owners(&net, QUARTER),
        [(2, 10_000, 10_000, Tri::Zeker), (3, 10_000, 10_000, Tri::Zeker)]
    );
}

#[test]
fn own_shares_leave_the_whole_to_the_others() {
    let net = network(2, vec![exact(1, 1, 5_000, 1), exact(2, 2, 5_000, 1)]);
    assert_eq!(owners(&net, QUARTER), [(2, 10_000, 10_000, Tri::Zeker)]);
    let only = network(2, vec![exact(1, 1, 10_000, 1)]);
    assert_eq!(only.owners(subject_id(1), 0, day(TODAY)).rings.len(), 1);
}

#[test]
fn an_indirect_share_makes_possible_and_never_sure() {
    let mut indirect = draft(1, 2, Zeggenschaphebbende, 1);
    indirect.directness = Directness::Indirect;
    indirect.share = Some(Band::exact(3_000));
    let net = network(2, vec![made(indirect)]);
    assert_eq!(owners(&net, QUARTER), [(2, 0, 3_000, Tri::Mogelijk)]);
    assert_eq!(owners(&net, 3_001), []);
}

#[test]
fn control_runs_through_controlled_companies() {
    // 51 % of 51 % is 26 % of the capital and all of the say.
    let chain = network(3, vec![exact(1, 2, 5_100, 1), exact(2, 3, 5_100, 2)]);
    assert_eq!(owners(&chain, QUARTER)[1], (3, 2_601, 2_601, Tri::Zeker));
    assert_eq!(controllers(&chain), [(2, Tri::Zeker), (3, Tri::Zeker)]);
    let half = network(2, vec![exact(1, 2, 5_000, 1)]);
    assert_eq!(controllers(&half), [], "half is no majority");
    let more = network(2, vec![exact(1, 2, 5_001, 1)]);
    assert_eq!(controllers(&more), [(2, Tri::Zeker)]);
}

#[test]
fn control_adds_up_what_controlled_companies_hold() {
    let joint = network(
        4,
        vec![
            exact(1, 2, 3_000, 1),
            exact(2, 3, 3_000, 1),
            exact(3, 2, 6_000, 3),
            exact(4, 4, 4_000, 1),
        ],
    );
    assert_eq!(controllers(&joint), [(2, Tri::Zeker)]);
    let row = &joint.controllers(subject_id(1), day(TODAY)).rows[0];
    assert_eq!(row.via, [subject_id(3)]);
    assert_eq!(row.statements, [1, 2, 3].map(statement_id));
}

#[test]
fn votes_go_before_shares() {
    let mut priority = draft(1, 2, Zeggenschaphebbende, 1);
    priority.share = Some(Band::exact(100));
    priority.votes = Some(Band::exact(9_000));
    let net = network(2, vec![made(priority)]);
    assert_eq!(controllers(&net), [(2, Tri::Zeker)]);
    assert_eq!(owners(&net, QUARTER), []);
}

#[test]
fn former_shares_are_no_shares() {
    let mut sold = draft(1, 2, Zeggenschaphebbende, 1);
    sold.share = Some(Band::exact(10_000));
    sold.until_day = Some(day("2026-11-25"));
    let net = network(2, vec![made(sold)]);
    assert_eq!(owners(&net, 0), []);
    let owned = net.owners(subject_id(1), 0, day("2026-11-25"));
    assert_eq!(owned.owners.len(), 1);
}
