//! Who is in the group, who stands in, and what it is reminded of.

use super::samples::*;
use crate::*;

fn places(group: &WorkingGroup) -> Vec<String> {
    let faults = group.check().err().unwrap_or_default();
    faults.iter().map(|fault| fault.pointer.clone()).collect()
}

#[test]
fn a_sound_group_has_no_faults() {
    assert_eq!(places(&group()), Vec::<String>::new());
}

#[test]
fn every_place_that_does_not_fit_is_named() {
    let with = |change: fn(&mut WorkingGroup)| {
        let mut group = group();
        change(&mut group);
        places(&group)
    };
    assert_eq!(with(|g| g.voorzitter = account(OUTSIDER)), ["/voorzitter"]);
    assert_eq!(with(|g| g.vice_voorzitter = Some(account(OUTSIDER))), ["/viceVoorzitter"]);
    assert_eq!(
        with(|g| g.leden[1].partij = "fixture-elders".parse().unwrap()),
        ["/leden/1/partij"]
    );
    assert_eq!(
        with(|g| g.leden[2].zitting.tot_en_met = Some(day("2025-12-31"))),
        ["/leden/2/zitting"]
    );
    assert_eq!(with(|g| g.leden[5].vervangt = Some(account(OUTSIDER))), ["/leden/5/vervangt"]);
    assert_eq!(with(|g| g.leden[5].vervangt = Some(account(DEPUTY))), ["/leden/5/vervangt"]);
    assert_eq!(
        with(|g| g.leden.push(member(FINANCE, GroupRole::Procurement))),
        ["/leden/6/account"]
    );
    assert_eq!(with(|g| g.ritme.start = day("2027-01-09")), ["/ritme/start"]);
    assert_eq!(with(|g| g.ritme.weken = 27), ["/ritme/weken"]);
    assert_eq!(
        with(|g| g.ritme.bij_feestdag = Dodge::Uitwijken { dagen: 21 }),
        ["/ritme/bijFeestdag"]
    );
    assert_eq!(with(|g| g.ritme.bij_feestdag = Dodge::Uitwijken { dagen: 20 }), [""; 0]);
    assert_eq!(with(|g| g.agenda.minuten_zwaar = 241), ["/agenda/minutenZwaar"]);
    assert_eq!(with(|g| g.agenda.minuten_zwaar = 240), [""; 0]);
    assert_eq!(
        with(|g| {
            g.partijen.clear();
            g.leden.clear();
        }),
        ["/partijen", "/voorzitter", "/viceVoorzitter", "/leden"]
    );
}

#[test]
fn somebody_may_come_back_after_a_term_ended() {
    let mut group = group();
    group.leden[4].zitting.tot_en_met = Some(day("2026-12-31"));
    let mut again = member(FINANCE, GroupRole::Finance);
    again.zitting.vanaf = day("2026-12-31");
    group.leden.push(again.clone());
    assert_eq!(places(&group), ["/leden/6/account"], "the terms share a day");
    again.zitting.vanaf = day("2027-01-01");
    group.leden[6] = again;
    assert_eq!(places(&group), Vec::<String>::new());
}

#[test]
fn seats_and_deputies_are_those_of_the_day() {
    let mut group = group();
    group.leden[5].zitting.tot_en_met = Some(day("2027-02-18"));
    let deputies = |on: &str| {
        let seats = group.seats(day(on));
        assert_eq!(seats.len(), 5);
        let seat = seats.into_iter().find(|seat| seat.lid == account(LAWYER)).unwrap();
        assert!(seat.can_be_taken_by(account(LAWYER)) && !seat.can_be_taken_by(account(PERMITS)));
        seat.vervangers
    };
    assert_eq!(deputies("2027-02-18"), [account(DEPUTY)]);
    assert_eq!(deputies("2027-02-19"), []);
    assert!(group.seats(day("2025-12-31")).is_empty());
    assert!(group.is_in_office(account(DEPUTY), day("2027-02-18")));
    assert!(!group.is_in_office(account(DEPUTY), day("2027-02-19")));
}

#[test]
fn the_chair_leads_while_in_office() {
    let mut group = group();
    group.leden[0].zitting.tot_en_met = Some(day("2027-02-18"));
    let leads = |number, on: &str| group.is_chair(account(number), day(on));
    assert!(leads(CHAIR, "2027-02-18") && !leads(CHAIR, "2027-02-19"));
    assert!(leads(ESTATE, "2027-02-19") && !leads(ESTATE, "2025-12-31"));
    assert!(!leads(LAWYER, "2027-02-18"));
}

#[test]
fn a_quorum_is_more_than_half_or_a_number_and_never_nobody() {
    let half = Quorum::MeerDanDeHelft;
    assert_eq!([0, 1, 2, 6, 7].map(|seats| half.needed(seats)), [1, 1, 2, 4, 4]);
    assert_eq!(Quorum::Aantal { plaatsen: 3 }.needed(7), 3);
    assert_eq!(Quorum::Aantal { plaatsen: 0 }.needed(7), 1);
}

#[test]
fn the_group_is_reminded_of_terms_vog_and_roles_and_nothing_else() {
    let mut group = group();
    group.leden[1].zitting.tot_en_met = Some(day("2027-04-19"));
    group.leden[2].vog_p = None;
    group.leden[3].vog_p = Some(day("2024-02-18"));
    let roles = [
        Reminder::RolOnbezet { rol: GroupRole::Environment },
        Reminder::RolOnbezet { rol: GroupRole::EnvironmentLawyer },
    ];
    let missing = Reminder::VogPOntbreekt { lid: account(PERMITS) };
    let old = Reminder::VogPOud { lid: account(ESTATE), van: day("2024-02-18") };
    let ends = Reminder::ZittingEindigt { lid: account(LAWYER), op: day("2027-04-19") };
    let on = |on: &str| group.reminders(day(on));
    // A VOG-P of three years ago is old from that very day; a term ends soon from sixty days before.
    assert_eq!(on("2027-02-17"), [vec![missing], roles.to_vec()].concat());
    assert_eq!(on("2027-02-18"), [vec![ends, missing, old], roles.to_vec()].concat());
    assert!(!on("2027-04-20").contains(&ends), "the term is over");
}

#[test]
fn the_plan_asks_for_seven_roles() {
    let asked = GroupRole::ALL.iter().filter(|rol| rol.is_asked());
    assert_eq!(asked.count(), 7);
    for rol in GroupRole::ALL {
        assert!(kernel::is_kebab(rol.id()) && !rol.label().is_empty());
    }
}
