//! The questionnaire per person concerned, the repair term and putting aside (Awb 4:5, 4:15(1)a).

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;
use law::scope::Regime;

fn scoped_for(new: Drive) -> Drive {
    scoped(new)
}

fn sent_to_two() -> Drive {
    sent(scoped_for(Drive::of(file_of_two(Procedure::Beschikking))))
}

fn forms_of(drive: &Drive) -> Vec<&Form> {
    drive.case.file().concerned().map(|party| &party.vragenlijst).collect()
}

#[test]
fn each_person_concerned_has_a_form_and_a_repair_term_of_their_own() {
    let drive = sent_to_two();
    assert_eq!(
        letters(&drive.effects),
        [(LetterKind::L02, Some(id(A))), (LetterKind::L02, Some(id(B)))]
    );
    let drive = drive.then("2026-11-10", answer(A, day("2026-11-10"), &[]));
    assert_eq!(drive.state(), "vragenlijst-uit", "the second one is still out");
    let drive = drive.then("2026-11-12", answer(B, day("2026-11-12"), &["De jaarrekening."]));
    assert_eq!(drive.state(), "vragenlijst-uit");
    let drive = drive.then("2026-11-12", completion(B, day("2026-11-12"), 14));
    assert_eq!(drive.state(), "herstel");
    assert_eq!(letters(&drive.effects), [(LetterKind::L03, Some(id(B)))]);
    assert!(matches!(forms_of(&drive)[..], [Form::Compleet { .. }, Form::Herstel { .. }]));
    assert_eq!(drive.answer(completion(A, day("2026-11-12"), 14)), "herstel");
    assert_eq!(drive.answer(completion(B, day("2026-11-12"), 14)), "termijn-loopt-nog");
    let drive = drive.then("2026-11-20", answer(B, day("2026-11-20"), &[]));
    assert_eq!(drive.state(), "compleet");
}

#[test]
fn the_form_goes_to_persons_concerned_only_art_7a_2() {
    let drive = scoped_for(Drive::new(Procedure::Beschikking));
    for (person, answer) in
        [(A, "vragenlijst-uit"), (DERDE, "geen-betrokkene"), (VREEMDE, "persoon-onbekend")]
    {
        let send = SendForms { personen: vec![id(person)], ..forms(day("2026-11-03"), 14, false) };
        assert_eq!(drive.answer(send), answer);
    }
    assert_eq!(drive.answer(forms(day("2026-11-03"), 0, false)), "einde-voor-begin");
    assert_eq!(drive.answer(forms(day("2026-11-04"), 14, false)), "datum-in-toekomst");
    assert_eq!(drive.answer(forms(day("2026-11-01"), 14, false)), "datum-voor-ontvangst");
}

#[test]
fn the_scope_decides_whether_the_form_goes_out() {
    for (regime, with_choice, send, close) in [
        (Regime::Verplicht, false, "vragenlijst-uit", "toets-verplicht"),
        (Regime::OpSignaalVerplicht, false, "vragenlijst-uit", "toets-verplicht"),
        (Regime::Steekproef, false, "vragenlijst-uit", "toets-verplicht"),
        (Regime::InBeginsel, false, "vragenlijst-uit", "gesloten"),
        (Regime::Optioneel, false, "keuze-ontbreekt", "gesloten"),
        (Regime::Optioneel, true, "vragenlijst-uit", "gesloten"),
        (Regime::OpSignaal, false, "keuze-ontbreekt", "gesloten"),
        (Regime::GeenGrondslag, true, "geen-toets-mogelijk", "gesloten"),
        (Regime::Uitgezonderd, true, "geen-toets-mogelijk", "gesloten"),
        (Regime::InBeginselUitgezonderd, true, "geen-toets-mogelijk", "gesloten"),
        (Regime::Onbepaald, true, "toepassingsbereik-onbepaald", "toepassingsbereik-onbepaald"),
    ] {
        let keuze = with_choice.then(|| text("Er is een signaal."));
        let scope = Scope { keuze, ..scope(regime, day("2026-11-03")) };
        let drive = Drive::new(Procedure::Beschikking).then("2026-11-03", scope);
        assert_eq!(drive.answer(forms(day("2026-11-03"), 14, false)), send, "{regime:?}");
        let reden = CloseUnscreened { motivering: text("Geen aanleiding.") };
        assert_eq!(drive.answer(reden), close, "{regime:?}");
    }
}

#[test]
fn the_last_day_of_a_term_counts_awb_4_5() {
    let drive = sent_to_two();
    for (today, answer) in [("2026-11-17", "termijn-loopt-nog"), ("2026-11-18", "vragenlijst-uit")]
    {
        assert_eq!(drive.clone().on(today).answer(TermUnused { persoon: id(A) }), answer);
    }
}

/// A plain request for the form is no invitation to complete: it ends in one, not in putting aside.
#[test]
fn an_unanswered_form_leads_to_a_repair_term_first_awb_4_5_1_c() {
    let drive = sent(scoped_for(Drive::new(Procedure::Beschikking)));
    let drive = drive.then("2026-11-18", TermUnused { persoon: id(A) });
    assert_eq!(drive.answer(put_aside(drive.today)), "geen-ongebruikte-termijn");
    let drive = drive.then("2026-11-18", completion(A, day("2026-11-18"), 14));
    assert_eq!(drive.state(), "herstel");
    let drive = drive.then("2026-12-03", TermUnused { persoon: id(A) });
    assert_eq!(drive.answer(put_aside(drive.today)), "besloten");
}

/// The repair term ends on 24 November; four weeks later is Tuesday 22 December.
#[test]
fn put_aside_within_four_weeks_after_an_unused_repair_term_awb_4_5_4() {
    let repair = sent(scoped_for(Drive::new(Procedure::Beschikking)))
        .then("2026-11-10", completion(A, day("2026-11-10"), 14));
    assert_eq!(
        repair.clone().on("2026-11-24").answer(put_aside(day("2026-11-24"))),
        "geen-ongebruikte-termijn"
    );
    let drive = repair.then("2026-11-25", TermUnused { persoon: id(A) });
    for (today, made_known, answer) in [
        ("2026-11-25", "2026-11-24", "termijn-loopt-nog"),
        ("2026-11-25", "2026-11-25", "besloten"),
        ("2026-12-22", "2026-12-22", "besloten"),
        ("2026-12-23", "2026-12-23", "vier-weken-voorbij"),
        // Recorded later, made known in time.
        ("2026-12-29", "2026-12-22", "besloten"),
    ] {
        let found = drive.clone().on(today).answer(put_aside(day(made_known)));
        assert_eq!(found, answer, "{today} {made_known}");
    }
    let terms: Vec<_> = drive.clock().overige.iter().map(|t| (t.soort.id(), t.uiterlijk)).collect();
    assert_eq!(terms, [("buiten-behandeling", Some(day("2026-12-22")))]);
}

/// The applicant keeps the whole term, also after a first incomplete answer; the four weeks run from that answer.
#[test]
fn an_incomplete_answer_leaves_the_rest_of_the_repair_term_open_awb_4_5_1() {
    let drive = sent(scoped_for(Drive::new(Procedure::Beschikking)))
        .then("2026-11-10", completion(A, day("2026-11-10"), 14))
        .then("2026-11-16", answer(A, day("2026-11-16"), &["De jaarrekening."]));
    for (today, answer) in [
        ("2026-11-24", "termijn-loopt-nog"),
        ("2026-11-25", "besloten"),
        ("2026-12-14", "besloten"),
        ("2026-12-15", "vier-weken-voorbij"),
    ] {
        assert_eq!(drive.clone().on(today).answer(put_aside(day(today))), answer, "{today}");
    }
    // A late and still incomplete answer does not start the four weeks again.
    let late = sent(scoped_for(Drive::new(Procedure::Beschikking)))
        .then("2026-11-10", completion(A, day("2026-11-10"), 14))
        .then("2026-11-25", TermUnused { persoon: id(A) })
        .then("2026-12-18", answer(A, day("2026-12-18"), &["De jaarrekening."]));
    assert_eq!(late.clone().on("2026-12-22").answer(put_aside(day("2026-12-22"))), "besloten");
    assert_eq!(late.on("2026-12-23").answer(put_aside(day("2026-12-23"))), "vier-weken-voorbij");
}

/// The chance that one person had is no chance for the other.
#[test]
fn the_repair_of_one_is_no_ground_to_put_aside_for_the_other() {
    let drive = sent_to_two()
        .then("2026-11-10", answer(B, day("2026-11-10"), &["De jaarrekening."]))
        .then("2026-11-05", completion(A, day("2026-11-05"), 12))
        .then("2026-11-11", answer(A, day("2026-11-11"), &[]));
    assert_eq!(drive.answer(put_aside(drive.today)), "geen-ongebruikte-termijn");
    // The repair term of A ended on the same day as the plain term of B.
    let drive = sent_to_two()
        .then("2026-11-05", completion(A, day("2026-11-05"), 12))
        .then("2026-11-11", answer(A, day("2026-11-11"), &[]))
        .then("2026-11-18", TermUnused { persoon: id(B) });
    assert_eq!(drive.answer(put_aside(drive.today)), "geen-ongebruikte-termijn");
}

#[test]
fn there_is_nothing_to_put_aside_or_repair_without_an_application() {
    for procedure in Procedure::ALL.into_iter().filter(|p| !p.has_application()) {
        let drive = drive(Drive::new(procedure), "vragenlijst-uit");
        assert_eq!(drive.answer(put_aside(drive.today)), "geen-aanvraag");
        assert_eq!(drive.answer(completion(A, drive.today, 14)), "geen-aanvraag");
        let scoped = scoped_for(Drive::new(procedure));
        assert_eq!(scoped.answer(forms(day("2026-11-03"), 14, true)), "geen-aanvraag");
        assert_eq!(drive.deadline().split(' ').next(), Some("vragenlijst"), "no decision term");
    }
}

/// Base: receipt 2 November + 8 weeks = Monday 28 December. Asked on the 10th until the 24th.
#[test]
fn the_pause_ends_when_nobody_has_time_left_awb_4_15_1_a() {
    let both = || {
        sent_to_two()
            .then("2026-11-10", completion(A, day("2026-11-10"), 14))
            .then("2026-11-10", completion(B, day("2026-11-10"), 20))
    };
    // Both answered on the 20th: 20 - 10 - 1 = 9 days, 6 January. The second request ends with it.
    let drive = both()
        .then("2026-11-20", answer(A, day("2026-11-20"), &[]))
        .then("2026-11-20", answer(B, day("2026-11-20"), &[]));
    assert_eq!(drive.deadline(), "beslistermijn 2027-01-06");
    // B answered on the 20th, A let the term pass on the 24th: 24 - 10 - 1 = 13 days, Sunday 10 January, so Monday 11.
    let drive = both()
        .then("2026-11-20", answer(B, day("2026-11-20"), &[]))
        .then("2026-11-25", TermUnused { persoon: id(A) });
    assert_eq!(drive.clock().huidig.unwrap().uiterlijk, Some(day("2027-01-11")));
    // The answer was in the post room on the 20th: 9 days after all.
    let late = sent(scoped_for(Drive::new(Procedure::Beschikking)))
        .then("2026-11-10", completion(A, day("2026-11-10"), 14))
        .then("2026-11-25", TermUnused { persoon: id(A) });
    assert_eq!(late.clock().huidig.unwrap().uiterlijk, Some(day("2027-01-11")));
    let late = late.then("2026-11-26", answer(A, day("2026-11-20"), &[]));
    assert_eq!(late.deadline(), "beslistermijn 2027-01-06");
    // Asked in the first letter until the 30th, then by name on the 10th, answered on the 20th: the first request ends
    // with the second. Pauses: 4-9 November is 6 days, 11-19 is 9 days: 15 days, Tuesday 12 January.
    let twice = scoped_for(Drive::new(Procedure::Beschikking))
        .then("2026-11-03", forms(day("2026-11-03"), 27, true))
        .then("2026-11-10", completion(A, day("2026-11-10"), 14))
        .then("2026-11-20", answer(A, day("2026-11-20"), &[]));
    assert_eq!(twice.on("2026-12-01").deadline(), "beslistermijn 2027-01-12");
}

/// One invitation of the 3rd to both, until the 30th: it lasts until the latest of their days, in whatever order they are
/// recorded.
#[test]
fn an_invitation_to_two_lasts_until_the_latest_of_them_awb_4_15_1_a() {
    let invited = || {
        scoped_for(Drive::of(file_of_two(Procedure::Beschikking)))
            .then("2026-11-03", forms(day("2026-11-03"), 27, true))
            .on("2026-12-01")
    };
    // A let the term pass on the 30th, B answered on the 16th: 30 - 3 - 1 = 26 days, Saturday 23 January, so Monday 25.
    let drive = invited()
        .then("2026-12-01", TermUnused { persoon: id(A) })
        .then("2026-12-01", answer(B, day("2026-11-16"), &[]));
    assert_eq!(drive.clock().huidig.unwrap().uiterlijk, Some(day("2027-01-25")));
    // A answered on the 24th and B on the 8th: 24 - 3 - 1 = 20 days, Sunday 17 January, so Monday 18.
    let drive = invited()
        .then("2026-12-01", answer(A, day("2026-11-24"), &[]))
        .then("2026-12-01", answer(B, day("2026-11-08"), &[]));
    assert_eq!(drive.clock().huidig.unwrap().uiterlijk, Some(day("2027-01-18")));
    // An answer that was found afterwards takes only its own person's days back: B's 16th stays.
    let drive = invited()
        .then("2026-12-01", TermUnused { persoon: id(A) })
        .then("2026-12-01", answer(B, day("2026-11-16"), &[]))
        .then("2026-12-01", answer(A, day("2026-11-10"), &[]));
    // 16 - 3 - 1 = 12 days: Saturday 9 January, so Monday 11.
    assert_eq!(drive.clock().huidig.unwrap().uiterlijk, Some(day("2027-01-11")));
    let unused = invited().then("2026-12-01", TermUnused { persoon: id(A) });
    assert_eq!(unused.answer(answer(A, day("2026-11-02"), &[])), "klok-tegenstrijdig");
}

#[test]
fn answers_and_requests_are_not_dated_before_what_they_answer() {
    let drive = sent_to_two().on("2026-11-12");
    assert_eq!(drive.answer(answer(A, day("2026-11-02"), &[])), "klok-tegenstrijdig");
    assert_eq!(drive.answer(answer(A, day("2026-11-03"), &[])), "vragenlijst-uit");
    let drive = drive.then("2026-11-12", answer(A, day("2026-11-11"), &["De jaarrekening."]));
    assert_eq!(drive.answer(completion(A, day("2026-11-10"), 14)), "klok-tegenstrijdig");
    let ontbreekt = Vec::new();
    let empty = AskCompletion { ontbreekt, ..completion(A, day("2026-11-12"), 14) };
    assert_eq!(drive.answer(empty), "niets-ontbreekt");
    let drive = drive.then("2026-11-12", completion(A, day("2026-11-12"), 14));
    let send = SendForms { personen: vec![id(A)], ..forms(day("2026-11-12"), 14, false) };
    assert_eq!(drive.answer(send), "termijn-loopt-nog", "the repair term is not taken away");
}
