//! Who becomes a partner, and who is stopped.

use super::samples::*;
use crate::actor::Actor;
use crate::keys::{KeyDocument, KeyRing, SigningEntry, Suite};
use crate::partner::{BodyKind, HoldCause, Partner, PartnerCommand, PartnerRecord};
use crate::refusal::Refusal;

fn officer(number: u64) -> Actor {
    Actor::Officer(account(number))
}

fn proposed() -> PartnerRecord {
    PartnerRecord::propose(world(Suite::Ec).b_at_a.clone(), officer(1), noon()).unwrap()
}

fn approval() -> PartnerCommand {
    PartnerCommand::Approve(world(Suite::Ec).b_at_a.fingerprint())
}

fn active() -> PartnerRecord {
    proposed().handle(approval(), officer(2), noon()).unwrap()
}

fn step(record: PartnerRecord, command: PartnerCommand, by: u64) -> PartnerRecord {
    record.handle(command, officer(by), noon()).unwrap()
}

#[test]
fn two_officers_make_a_partner() {
    assert!(proposed().receiving().is_none() && proposed().sending().is_none());
    let alone = proposed().handle(approval(), officer(1), noon());
    assert_eq!(alone, Err(Refusal::SameOfficial));
    let machine = proposed().handle(approval(), Actor::Machine, noon());
    assert_eq!(machine, Err(Refusal::HumanOnly));
    assert_eq!(active().sending(), Some(&world(Suite::Ec).b_at_a));
    assert!(active().receiving().is_some());
}

#[test]
fn the_second_officer_hears_the_fingerprint() {
    let other = signing_key().public().thumbprint();
    for heard in [None, Some(other)] {
        let approved = proposed().handle(PartnerCommand::Approve(heard), officer(2), noon());
        assert_eq!(approved, Err(Refusal::FingerprintDiffers));
    }
    let letters = Partner { system: None, ..world(Suite::Ec).b_at_a.clone() };
    let record = PartnerRecord::propose(letters, officer(1), noon()).unwrap();
    let by_telephone = PartnerCommand::Approve(Some(other));
    assert!(record.clone().handle(by_telephone, officer(2), noon()).is_err());
    assert!(record.handle(PartnerCommand::Approve(None), officer(2), noon()).is_ok());
}

#[test]
fn a_partner_applies_the_act_and_has_organs() {
    let propose = |change: fn(&mut Partner)| {
        let mut partner = world(Suite::Ec).b_at_a.clone();
        change(&mut partner);
        PartnerRecord::propose(partner, officer(1), noon()).map(|_| ())
    };
    assert_eq!(propose(|_| {}), Ok(()));
    assert_eq!(propose(|partner| partner.applies_act = false), Err(Refusal::NotCompetent));
    assert_eq!(propose(|partner| partner.organs.clear()), Err(Refusal::NoOrgan));
    let rsa = propose(|partner| partner.system.as_mut().unwrap().suite = Suite::NlRsa);
    assert_eq!(rsa, Err(Refusal::KeyUnfit));
    for kind in BodyKind::ALL {
        let mut partner = world(Suite::Ec).b_at_a.clone();
        (partner.kind, partner.applies_act) = (kind, false);
        let taken = PartnerRecord::propose(partner, officer(1), noon()).is_ok();
        assert_eq!(taken, matches!(kind, BodyKind::Prosecutor | BodyKind::Bureau), "{kind:?}");
    }
    let machine = PartnerRecord::propose(world(Suite::Ec).b_at_a.clone(), Actor::Machine, noon());
    assert_eq!(machine, Err(Refusal::HumanOnly));
}

#[test]
fn one_officer_stops_and_two_start_again() {
    let stopped = step(active(), PartnerCommand::Stop(reason()), 1);
    assert!(stopped.receiving().is_none() && stopped.sending().is_none());
    let resumed = stopped.clone().handle(PartnerCommand::Resume, officer(2), noon());
    assert_eq!(resumed, Err(Refusal::WrongState));
    let partner = world(Suite::Ec).b_at_a.clone();
    let other = Partner { oin: oin(3), ..partner.clone() };
    let taken =
        stopped.clone().handle(PartnerCommand::Propose(Box::new(other)), officer(1), noon());
    assert_eq!(taken, Err(Refusal::OtherBody));
    let again = step(stopped, PartnerCommand::Propose(Box::new(partner)), 1);
    assert!(again.receiving().is_none());
    assert!(step(again, approval(), 3).sending().is_some());
}

#[test]
fn a_change_waits_while_the_old_agreement_holds() {
    let mut changed = world(Suite::Ec).b_at_a.clone();
    changed.name = "Gemeente Anders".to_owned();
    let command = PartnerCommand::Propose(Box::new(changed));
    let changing = step(active(), command, 1);
    assert_eq!(changing.sending().unwrap().name, "Gemeente Verzonnen");
    let alone = changing.clone().handle(approval(), officer(1), noon());
    assert_eq!(alone, Err(Refusal::SameOfficial));
    let declined = step(changing.clone(), PartnerCommand::Decline(reason()), 2);
    assert_eq!(declined, active());
    assert_eq!(step(changing, approval(), 2).sending().unwrap().name, "Gemeente Anders");
    let declined = step(proposed(), PartnerCommand::Decline(reason()), 2);
    assert!(matches!(declined, PartnerRecord::Stopped(_)));
}

#[test]
fn a_hold_stops_sending_and_not_receiving() {
    let gone = PartnerCommand::Hold(HoldCause::Gone);
    let held = active().handle(gone.clone(), Actor::Machine, noon()).unwrap();
    assert!(held.sending().is_none() && held.receiving().is_some());
    let machine = held.clone().handle(PartnerCommand::Resume, Actor::Machine, noon());
    assert_eq!(machine, Err(Refusal::HumanOnly));
    assert_eq!(step(held.clone(), PartnerCommand::Resume, 1), active());
    assert!(step(held, PartnerCommand::Stop(reason()), 1).receiving().is_none());
    assert_eq!(proposed().handle(gone, officer(1), noon()), Err(Refusal::WrongState));
}

fn moved() -> PartnerCommand {
    let mut partner = world(Suite::Ec).b_at_a.clone();
    partner.system.as_mut().unwrap().endpoint = "https://nieuw.example/bibob/v1".parse().unwrap();
    PartnerCommand::Propose(Box::new(partner))
}

#[test]
fn a_partner_that_is_gone_gets_a_new_address_by_two_officers() {
    let gone = || PartnerCommand::Hold(HoldCause::Gone);
    let held = step(step(active(), gone(), 1), moved(), 1);
    assert_eq!((held.state(), held.sending()), ("aangehouden", None));
    assert!(held.proposal().is_some() && held.receiving().is_some());
    assert_eq!(held.clone().handle(moved(), officer(2), noon()), Err(Refusal::WrongState));
    let alone = held.clone().handle(approval(), officer(1), noon());
    assert_eq!(alone, Err(Refusal::SameOfficial));
    let declined = step(held.clone(), PartnerCommand::Decline(reason()), 2);
    assert_eq!(declined, step(active(), gone(), 1));
    let endpoint = |record: &PartnerRecord| record.sending().unwrap().endpoint().cloned();
    let new = "https://nieuw.example/bibob/v1".parse().ok();
    assert_eq!(endpoint(&step(held.clone(), approval(), 2)), new);
    // A hold does not throw away what waits, and sending again does not approve it.
    let changing = step(active(), moved(), 1);
    assert_eq!(step(changing.clone(), gone(), 2), held);
    assert_eq!(step(held, PartnerCommand::Resume, 2), changing);
}

#[test]
fn a_hold_that_was_decided_stays_when_a_change_is_approved() {
    let held = step(active(), PartnerCommand::Hold(HoldCause::Decision), 1);
    let none = held.clone().handle(approval(), officer(2), noon());
    assert_eq!(none, Err(Refusal::WrongState));
    let held = step(step(held, moved(), 1), approval(), 2);
    assert_eq!((held.held(), held.proposal()), (Some(HoldCause::Decision), None));
    assert!(step(held, PartnerCommand::Resume, 1).sending().is_some());
}

#[test]
fn an_announced_key_survives_a_change() {
    let at = world(Suite::Ec);
    let next = signing_key();
    let document = KeyDocument {
        oin: oin(2),
        endpoint: at.b_at_a.system.as_ref().unwrap().endpoint.clone(),
        signing: vec![SigningEntry { key: next.public().clone(), from: days(31), until: None }],
        encryption: Vec::new(),
        issued: noon(),
        valid_until: days(7),
    };
    let take = PartnerCommand::TakeKeys(Box::new(document));
    let ring = |record: &PartnerRecord| -> KeyRing {
        record.partner().system.as_ref().unwrap().signing.clone()
    };
    assert_eq!(ring(&step(active(), take.clone(), 1)).keys().len(), 2);
    let mut changed = at.b_at_a.clone();
    changed.name = "Gemeente Anders".to_owned();
    let changing = step(active(), PartnerCommand::Propose(Box::new(changed)), 1);
    let changing = step(changing, take.clone(), 1);
    let heard = PartnerCommand::Approve(Some(next.public().thumbprint()));
    assert_eq!(ring(&step(changing, heard, 2)).keys().len(), 2);
    let held = step(active(), PartnerCommand::Hold(HoldCause::Decision), 1);
    assert_eq!(ring(&step(held, take.clone(), 1)).keys().len(), 2);
    let refused = proposed().handle(take, officer(1), noon());
    assert_eq!(refused, Err(Refusal::WrongState));
}

#[test]
fn a_record_is_kept_as_json() {
    let gone = PartnerCommand::Hold(HoldCause::Gone);
    let change = PartnerCommand::Propose(Box::new(world(Suite::Ec).b_at_a.clone()));
    let records = [
        proposed(),
        active(),
        step(active(), change, 1),
        step(active(), gone.clone(), 1),
        step(step(active(), gone, 1), moved(), 1),
        step(active(), PartnerCommand::Stop(reason()), 1),
    ];
    let states =
        ["voorgesteld", "actief", "wijziging-voorgesteld", "aangehouden", "aangehouden", "gestopt"];
    for (record, state) in records.into_iter().zip(states) {
        let value = serde_json::to_value(&record).unwrap();
        assert_eq!(value["stand"], state);
        assert_eq!(serde_json::from_value::<PartnerRecord>(value).unwrap(), record);
    }
}
