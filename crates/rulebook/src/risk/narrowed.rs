//! What a party may make of the national risk set, at both sides of each limit.

use super::risk_of_texts;
use super::tests::rulebook;
use crate::Rulebook;
use crate::error::RuleError;
use kernel::PartyId;

const HEAD: &str =
    "[risico]\ntitel = 'Proef'\nversie = '1'\nbesluit = 'verzonnen'\ngeldigVan = '2026-01-01'\n";

fn party() -> PartyId {
    "fixture-proef".parse().expect("a party")
}

fn change(doing: &str, indicator: &str, more: &str) -> String {
    format!(
        "\n[[wijziging]]\ndoe = '{doing}'\nindicator = '{indicator}'\nreden = 'r'\nartikel = 'a'\n{more}\n"
    )
}

fn faults(book: &Rulebook, changes: &str) -> Vec<RuleError> {
    book.risk_candidate(&party(), &format!("{HEAD}{changes}")).err().unwrap_or_default()
}

#[test]
fn points_stay_within_what_the_national_set_leaves_open() {
    let book = rulebook();
    for (points, sound) in [(0, false), (9, false), (10, true), (20, true), (21, false)] {
        let changes = change("punten", "contante-lening", &format!("punten = {points}"));
        let found = faults(&book, &changes);
        assert_eq!(found.is_empty(), sound, "{points}: {found:?}");
    }
}

#[test]
fn a_change_comes_once_and_a_ground_keeps_an_indicator() {
    let book = rulebook();
    let twice = change("uit", "contante-lening", "").repeat(2);
    assert!(faults(&book, &twice)[0].reason.contains("al zo gewijzigd"));
    let after =
        change("uit", "contante-lening", "") + &change("punten", "contante-lening", "punten = 15");
    assert!(faults(&book, &after)[0].reason.contains("hierboven al uit"));
    let rules = book.risk().expect("a risk set");
    let of_ground = rules.indicators().iter().filter(|one| one.ground() == ::risk::Ground::Lid6);
    let off: Vec<String> = of_ground.map(|one| change("uit", one.id(), "")).collect();
    assert!(
        faults(&book, &off.concat())[0].reason.contains("art. 3 lid 6 blijft geen indicator over")
    );
    assert!(faults(&book, &off[1..].concat()).is_empty(), "one is left");
}

#[test]
fn the_last_day_is_not_before_the_first_and_texts_are_not_empty() {
    let book = rulebook();
    let ends = |day: &str| {
        let text = format!("{HEAD}geldigTotEnMet = '{day}'\n");
        book.risk_candidate(&party(), &text).map(|_| ()).map_err(|mut found| found.remove(0).line)
    };
    assert_eq!(ends("2025-12-31"), Err(6));
    assert_eq!(ends("2026-01-01"), Ok(()));
    let empty = HEAD.replace("'verzonnen'", "' '");
    let found = book.risk_candidate(&party(), &empty).expect_err("a fault").remove(0);
    assert_eq!((found.line, found.reason.as_str()), (4, "«besluit» is leeg"));
}

#[test]
fn the_set_has_its_own_reference_and_is_read_again_from_its_texts() {
    let book = rulebook();
    let text = format!("{HEAD}{}", change("punten", "contante-lening", "punten = 20"));
    let own = book.risk_candidate(&party(), &text).expect("a set");
    let reference = own.rules.reference();
    assert_eq!((reference.id.as_str(), reference.version.as_str()), ("fixture-proef-risico", "1"));
    assert_ne!(reference.sha256, book.risk().expect("a risk set").reference().sha256);
    let again = risk_of_texts(&own.texts).expect("a set");
    assert_eq!(again.reference(), reference);
    assert_eq!(again.indicators(), own.rules.indicators());
    // The file is part of the digest, and so is every word in it.
    let other = book.risk_candidate(&party(), &format!("{text}\n# opmerking\n")).expect("a set");
    assert_ne!(other.rules.reference().sha256, reference.sha256);
}
