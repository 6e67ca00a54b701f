//! Reading a policy: the list of a party, and everything about one kind.

use super::{day, party, rules};
use app::AppError;
use app::policy::{KindStand, Level, MadeBy, kind_view, kinds, parties, policy_view};
use app::{Door, PolicyStatus, Regime, Remedy};

const ON: &str = "2026-11-02";

#[test]
fn the_kinds_stand_door_by_door() {
    let doors: Vec<Door> = kinds(rules()).iter().map(|kind| kind.door).collect();
    let mut seen = doors.clone();
    seen.dedup();
    assert_eq!(
        seen,
        [Door::Beschikking, Door::Subsidie, Door::Overheidsopdracht, Door::Vastgoedtransactie]
    );
    assert_eq!(doors.len(), rules().kinds().len());
    assert_eq!(parties(rules(), day(ON)).len(), 30);
}

#[test]
fn a_policy_says_what_it_is_and_what_holds() {
    let view = policy_view(rules(), &party("gemeente-emmen"), day(ON)).expect("a policy");
    assert_eq!((view.head.status, view.head.since), (PolicyStatus::Model, day("2024-02-02")));
    let line = |id: &str| view.kinds.iter().find(|line| line.kind.id == id).expect("a line");
    let alcohol = line("alcohol-horeca");
    assert_eq!(
        alcohol.stand,
        KindStand::Known { always: Level::Mandatory, on_conditions: Vec::new() }
    );
    assert_eq!(alcohol.rules[0].article, "Drentse aanpak ondermijning, ambitie 3.3");
    let building = line("omgevingsvergunning-bouw");
    assert_eq!(
        building.stand,
        KindStand::Known { always: Level::Optional, on_conditions: vec![Level::Mandatory] }
    );
    // The rules for branches and areas wait for a list that is empty.
    let ids: Vec<&str> = building.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["drenthe-bouw-bedrag"]);
    let KindStand::NoBasis(why) = &line("pgb").stand else { panic!("a basis for a pgb") };
    assert!(why.starts_with("De Wmo 2015 en de Jeugdwet"), "{why}");
}

#[test]
fn a_kind_shows_the_law_the_term_and_every_rule_with_its_condition() {
    let party = party("gemeente-emmen");
    let view = kind_view(rules(), &party, "omgevingsvergunning-bouw", day(ON)).expect("a kind");
    let basis = view.law[0].basis.as_ref().expect("a basis");
    assert_eq!(basis.body.as_deref(), Some("het college van burgemeester en wethouders"));
    assert_eq!(basis.withdraw.as_deref(), Some("Omgevingswet art. 5.40 lid 2 onder d"));
    assert_eq!(basis.remedy, Remedy::Bezwaar);
    let ordinary = basis.terms.last().expect("a term");
    assert_eq!(ordinary.length.as_deref(), Some("8 weken"));
    assert_eq!(ordinary.extension.as_deref(), Some("met ten hoogste 6 weken"));
    let rule = &view.rules[0];
    assert_eq!((rule.id.as_str(), rule.regime), ("drenthe-bouw-bedrag", Regime::Verplicht));
    assert_eq!(
        rule.when[0].text,
        "de bouwsom is meer dan €\u{a0}750.000,00 exclusief btw, volgens de berekening van het bevoegd gezag"
    );
    assert_eq!(rule.made_by, MadeBy::Base("Drents model voor Bibob-beleid".to_owned()));
    assert!(view.rules[1].waits_for_list && view.gap.is_none());
}

#[test]
fn it_shows_who_made_a_rule() {
    let view = |id: &str, kind: &str| kind_view(rules(), &party(id), kind, day(ON)).expect("kind");
    let own = view("fixture-noord-beveland", "alcohol-slijterij");
    assert_eq!(own.rules[0].made_by, MadeBy::Own);
    assert_eq!(own.rules[0].broken_by[0].text, "signalen is aanwezig");
    let strict = view("fixture-streng", "omgevingsvergunning-bouw");
    let makers: Vec<&MadeBy> = strict.rules.iter().map(|rule| &rule.made_by).collect();
    let changed = MadeBy::Changed("Drents model voor Bibob-beleid".to_owned());
    assert!(makers.contains(&&changed), "{makers:?}");
}

#[test]
fn a_part_that_is_not_entered_is_a_question_and_not_a_freedom() {
    let view = kind_view(rules(), &party("gemeente-papendrecht"), "alcohol-horeca", day(ON));
    let view = view.expect("a kind");
    assert!(matches!(view.stand, KindStand::NotEntered(_)));
    assert!(view.gap.is_some_and(|gap| gap.text.ends_with('?') || gap.text.contains('?')));
}

#[test]
fn what_is_not_known_is_not_there() {
    let emmen = party("gemeente-emmen");
    let kind = kind_view(rules(), &emmen, "vliegvergunning", day(ON));
    assert!(matches!(kind, Err(AppError::NotFound)));
    let nobody = policy_view(rules(), &party("gemeente-nergens"), day(ON));
    assert!(matches!(nobody, Err(AppError::NotFound)));
}
