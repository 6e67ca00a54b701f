//! What somebody stated in the questionnaire comes on the file, and never in the place of a figure of the competent body.

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;
use law::scope::Regime;
use serde_json::json;

fn out() -> Drive {
    sent(scoped(Drive::new(Procedure::Beschikking)))
}

#[test]
fn a_statement_comes_on_the_file_and_changes_nothing_else() {
    let drive = out();
    let today = drive.today;
    let before = drive.clone();
    let drive = drive.by(behandelaar(), stated("1300000.00"));
    assert_eq!(drive.case.file().fact("bouwsom").unwrap()["bedrag"], "1300000.00");
    assert_eq!(drive.case.file().fact("bouwsom").unwrap()["bron"], "aanvrager");
    assert_eq!((drive.state(), drive.case.scope()), (before.state(), before.case.scope()));
    // A later statement takes the place of an earlier one.
    let drive = drive.on(&today.to_string()).by(behandelaar(), stated("900000.00"));
    assert_eq!(drive.case.file().fact("bouwsom").unwrap()["bedrag"], "900000.00");
}

#[test]
fn a_figure_of_the_competent_body_stays_awb_3_2() {
    let computed = json!({ "bedrag": "700000.00", "btw": "exclusief", "bron": "bevoegd-gezag" });
    let feiten = [("bouwsom".to_owned(), computed.clone())].into_iter().collect();
    let scope = Scope { feiten, ..scope(Regime::Verplicht, day("2026-11-03")) };
    let drive = sent(Drive::new(Procedure::Beschikking).then("2026-11-03", scope));
    assert_eq!(drive.case.file().fact("bouwsom"), Some(&computed), "the scope rests on it");
    assert_eq!(drive.answer(stated("1300000.00")), "cijfer-van-bevoegd-gezag");
    // And a statement does not call itself one.
    let mut disguised = stated("1300000.00");
    disguised.feiten["bouwsom"]["bron"] = "bevoegd-gezag".into();
    assert_eq!(out().answer(disguised), "cijfer-van-bevoegd-gezag");
}

#[test]
fn a_statement_is_of_somebody_who_was_asked_and_says_something() {
    let drive = out();
    let of = |person| TakeFacts { persoon: id(person), ..stated("1.00") };
    assert_eq!(drive.answer(of(DERDE)), "vragenlijst-niet-gevraagd");
    assert_eq!(drive.answer(of(VREEMDE)), "persoon-onbekend");
    let nothing = TakeFacts { feiten: serde_json::Map::new(), ..stated("1.00") };
    assert_eq!(drive.answer(nothing), "geen-opgave");
    assert_eq!(
        scoped(Drive::new(Procedure::Beschikking)).answer(stated("1.00")),
        "verkeerde-stand"
    );
    assert_eq!(drive.answer_by(programma(), stated("1.00")), "alleen-een-mens");
}
