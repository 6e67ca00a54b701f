//! What carries a decision: danger of the right degree, proportionality, a second official, a breach, a clause (art. 3, 4, 5
//! and 5a).

use super::dossiers::*;
use super::payloads::*;
use super::samples::*;
use crate::*;

/// Assessed and, where there is something to confirm, confirmed.
fn judged(procedure: Procedure, assess: Assess) -> Drive {
    let drive = assessed_as(Drive::new(procedure), assess).on("2026-11-23");
    if drive.answer(confirm()) == "beoordeeld" {
        drive.then("2026-11-23", confirm())
    } else {
        drive
    }
}

fn answer(drive: &Drive, outcome: Outcome, basis: Basis) -> &'static str {
    drive.answer(intend(outcome, basis, drive.today))
}

#[test]
fn the_degree_decides_what_is_possible_art_3() {
    use Degree::{Ernstig, Geen, MindereMate};
    for (degree, answer_of) in [
        (Geen, "geen-gevaar"),
        // Lesser danger never refuses (art. 3(7)).
        (MindereMate, "mindere-mate-weigert-niet"),
        (Ernstig, "voornemen"),
    ] {
        for ground in [Ground::A, Ground::B] {
            for procedure in Procedure::ALL.into_iter().filter(|p| !p.needs_clause()) {
                let drive = judged(procedure, assess(ground, degree));
                let found = answer(&drive, procedure.negative_outcome(), Basis::Gevaar);
                assert_eq!(found, answer_of, "{} {ground:?} {degree:?}", procedure.id());
            }
        }
    }
}

#[test]
fn serious_danger_alone_is_no_refusal_art_3_5() {
    let whole = assess(Ground::A, Degree::Ernstig);
    let no_proportion = Assess { evenredigheid: None, ..whole.clone() };
    let drive = investigated(Drive::new(Procedure::Beschikking)).on("2026-11-20");
    assert_eq!(drive.answer(no_proportion), "beoordeling-onvolledig");
    let no_why = Assess { waarom_geen_voorschriften: None, ..whole.clone() };
    let drive = judged(Procedure::Beschikking, no_why);
    let refuse = answer(&drive, Outcome::Weigeren, Basis::Gevaar);
    assert_eq!(refuse, "waarom-geen-voorschriften-ontbreekt");
    // And it does not force a refusal: in favour is a decision too.
    let drive = judged(Procedure::Beschikking, whole);
    assert_eq!(drive.answer(decide(Outcome::Gunstig, Basis::Geen, drive.today)), "besloten");
}

#[test]
fn an_assessment_names_all_elements_art_3_2_and_3_3() {
    let drive = investigated(Drive::new(Procedure::Beschikking)).on("2026-11-20");
    let mut without = opinion(Ground::A, Degree::Ernstig);
    without.elementen = None;
    let mut loose = opinion(Ground::B, Degree::MindereMate);
    loose.elementen.as_mut().unwrap().samenhang = None;
    let twice = vec![opinion(Ground::A, Degree::Geen), opinion(Ground::A, Degree::Ernstig)];
    for gronden in [vec![], vec![without], vec![loose], twice] {
        let found = drive.answer(Assess { gronden, ..assess(Ground::A, Degree::Geen) });
        assert_eq!(found, "beoordeling-onvolledig");
    }
    let both = vec![opinion(Ground::A, Degree::Ernstig), opinion(Ground::B, Degree::MindereMate)];
    let whole = Assess { gronden: both, ..assess(Ground::A, Degree::Geen) };
    assert_eq!(drive.answer(whole), "beoordeeld");
}

#[test]
fn conditions_are_aimed_at_a_danger_that_was_found_art_3_7() {
    let outcome = Outcome::GunstigMetVoorschriften;
    for (degree, aimed, basis, answer) in [
        (Degree::MindereMate, Some(Ground::A), Basis::Gevaar, "voornemen"),
        (Degree::Ernstig, Some(Ground::A), Basis::Gevaar, "voornemen"),
        (Degree::Geen, Some(Ground::A), Basis::Gevaar, "voorschrift-zonder-gevaar"),
        (Degree::MindereMate, Some(Ground::B), Basis::Gevaar, "voorschrift-zonder-gevaar"),
        (Degree::MindereMate, Some(Ground::Artikel4), Basis::Gevaar, "voorschrift-zonder-gevaar"),
        (Degree::MindereMate, None, Basis::Gevaar, "voorschriften-ontbreken"),
        (Degree::MindereMate, Some(Ground::A), Basis::Lid6, "grondslag-past-niet"),
        (Degree::MindereMate, Some(Ground::A), Basis::AndereGrond, "grondslag-past-niet"),
    ] {
        let drive = judged(Procedure::Beschikking, assess(Ground::A, degree));
        let voorschriften: Vec<Condition> = aimed.into_iter().map(condition).collect();
        let intend = Intend { voorschriften, ..intend(outcome, basis, drive.today) };
        assert_eq!(drive.answer(intend), answer, "{degree:?} {aimed:?} {basis:?}");
    }
    let drive = judged(Procedure::Vastgoedtransactie, assess(Ground::A, Degree::Ernstig));
    let voorschriften = vec![condition(Ground::A)];
    let civil = Intend { voorschriften, ..intend(outcome, Basis::Gevaar, drive.today) };
    assert_eq!(drive.answer(civil), "voorschriften-niet-civiel");
}

#[test]
fn a_second_official_confirms_a_negative_conclusion() {
    let drive = assessed_as(Drive::new(Procedure::Beschikking), assess(Ground::A, Degree::Ernstig));
    let drive = drive.on("2026-11-23");
    for basis in [Basis::Gevaar, Basis::AndereGrond] {
        assert_eq!(answer(&drive, Outcome::Weigeren, basis), "niet-bevestigd");
    }
    // Neither is a decision in favour taken over an open conclusion: nobody would report it (art. 7a(7)).
    let in_favour = decide(Outcome::Gunstig, Basis::Geen, drive.today);
    assert_eq!(drive.answer(in_favour.clone()), "niet-bevestigd");
    assert_eq!(drive.answer_by(behandelaar(), confirm()), "zelfde-ambtenaar");
    assert_eq!(drive.answer_by(actor(11, OfficeRole::Beslisser), confirm()), "zelfde-ambtenaar");
    assert_eq!(drive.answer_by(tweede(), confirm()), "beoordeeld");
    let drive = drive.then("2026-11-23", confirm());
    assert_eq!(answer(&drive, Outcome::Weigeren, Basis::Gevaar), "voornemen");
    assert_eq!(drive.answer(confirm()), "bevestiging-niet-nodig");
    // A new assessment is confirmed anew.
    let again = drive
        .then("2026-11-24", Reopen { motivering: text("Nieuwe feiten.") })
        .then("2026-11-25", assess(Ground::B, Degree::Ernstig));
    assert_eq!(answer(&again, Outcome::Weigeren, Basis::Gevaar), "niet-bevestigd");
    let none = assessed_as(Drive::new(Procedure::Beschikking), assess(Ground::A, Degree::Geen));
    assert_eq!(none.answer(confirm()), "bevestiging-niet-nodig");
    assert_eq!(none.answer(in_favour.clone()), "datum-in-toekomst");
    assert_eq!(none.on("2026-11-23").answer(in_favour), "besloten");
}

#[test]
fn a_breached_condition_allows_withdrawal_at_lesser_or_no_danger_art_3_7() {
    for degree in [Degree::Geen, Degree::MindereMate] {
        let drive = judged(Procedure::IntrekkingBeschikking, assess(Ground::A, degree));
        let basis = Basis::OvertredenVoorschrift;
        assert_eq!(answer(&drive, Outcome::Intrekken, basis), "overtreding-ontbreekt");
        // The breach is older than the file.
        let mut drive = drive.then("2026-11-23", breach(day("2026-10-01")));
        if degree == Degree::Geen {
            // Without danger there was nothing to confirm; now there is.
            assert_eq!(answer(&drive, Outcome::Intrekken, basis), "niet-bevestigd");
            drive = drive.then("2026-11-23", confirm());
            assert_eq!(drive.tasks(), Vec::<String>::new(), "no danger, nothing to report");
        }
        assert_eq!(answer(&drive, Outcome::Intrekken, basis), "voornemen", "{degree:?}");
        assert_ne!(answer(&drive, Outcome::Intrekken, Basis::Gevaar), "voornemen");
    }
    let bare = Assess { evenredigheid: None, ..assess(Ground::A, Degree::Geen) };
    let drive = investigated(Drive::new(Procedure::IntrekkingBeschikking))
        .then("2026-11-20", breach(day("2026-10-01")))
        .then("2026-11-20", bare)
        .then("2026-11-20", confirm());
    let found = answer(&drive, Outcome::Intrekken, Basis::OvertredenVoorschrift);
    assert_eq!(found, "evenredigheid-ontbreekt", "art. 3(5), Awb 3:4");
    let applicant = judged(Procedure::Beschikking, assess(Ground::A, Degree::Ernstig));
    assert_eq!(applicant.answer(breach(day("2026-10-01"))), "overtreding-niet-aan-de-orde");
    let found = answer(&applicant, Outcome::Weigeren, Basis::OvertredenVoorschrift);
    assert_eq!(found, "overtreding-niet-aan-de-orde");
}

#[test]
fn a_breached_condition_also_allows_other_conditions_where_there_is_danger_art_3_7() {
    let basis = Basis::OvertredenVoorschrift;
    let change = |drive: &Drive| {
        let voorschriften = vec![condition(Ground::A)];
        let intent = intend(Outcome::GunstigMetVoorschriften, basis, drive.today);
        Intend { voorschriften, ..intent }
    };
    for (degree, found) in [
        (Degree::Geen, "voorschrift-zonder-gevaar"),
        (Degree::MindereMate, "voornemen"),
        (Degree::Ernstig, "voornemen"),
    ] {
        let drive = judged(Procedure::IntrekkingBeschikking, assess(Ground::A, degree));
        assert_eq!(drive.answer(change(&drive)), "overtreding-ontbreekt");
        let mut drive = drive.then("2026-11-23", breach(day("2026-10-01")));
        if degree == Degree::Geen {
            drive = drive.then("2026-11-23", confirm());
        }
        assert_eq!(drive.answer(change(&drive)), found, "{degree:?}");
        let none = intend(Outcome::GunstigMetVoorschriften, basis, drive.today);
        assert_eq!(drive.answer(none), "voorschriften-ontbreken");
    }
    let applicant = judged(Procedure::Beschikking, assess(Ground::A, Degree::MindereMate));
    assert_eq!(applicant.answer(change(&applicant)), "geen-voorschriften-te-wijzigen");
}

/// To determine a subsidy lower counts as withdrawing it (art. 2), also when a condition of its grant was broken.
#[test]
fn a_subsidy_is_determined_lower_when_a_condition_of_its_grant_was_broken() {
    let basis = Basis::OvertredenVoorschrift;
    let drive = judged(Procedure::Subsidievaststelling, assess(Ground::A, Degree::MindereMate));
    assert_eq!(answer(&drive, Outcome::LagerVaststellen, basis), "overtreding-ontbreekt");
    let drive = drive.then("2026-11-23", breach(day("2026-10-01")));
    assert_eq!(answer(&drive, Outcome::LagerVaststellen, basis), "voornemen");
    assert_eq!(
        answer(&drive, Outcome::LagerVaststellen, Basis::Gevaar),
        "mindere-mate-weigert-niet"
    );
    let grant = judged(Procedure::Subsidieverlening, assess(Ground::A, Degree::MindereMate));
    assert_eq!(grant.answer(breach(day("2026-10-01"))), "overtreding-niet-aan-de-orde");
}

#[test]
fn an_offence_to_obtain_the_decision_is_a_ground_of_its_own_art_3_6() {
    let none = assess(Ground::A, Degree::Geen);
    let with = Assess { lid6: Some(obtained()), ..none.clone() };
    let drive = judged(Procedure::Beschikking, with);
    assert_eq!(answer(&drive, Outcome::Weigeren, Basis::Lid6), "voornemen");
    assert_eq!(answer(&drive, Outcome::Weigeren, Basis::Gevaar), "geen-gevaar");
    let drive = judged(Procedure::Beschikking, none.clone());
    assert_eq!(answer(&drive, Outcome::Weigeren, Basis::Lid6), "grondslag-past-niet");
    let out_of_proportion = Assess { lid6: Some(obtained()), evenredigheid: None, ..none };
    let drive = investigated(Drive::new(Procedure::Beschikking)).on("2026-11-20");
    assert_eq!(drive.answer(out_of_proportion), "beoordeling-onvolledig");
}

#[test]
fn each_procedure_has_its_own_negative_outcome() {
    for procedure in Procedure::ALL {
        let mut drive = judged(procedure, assess(Ground::A, Degree::Ernstig));
        if procedure.is_civil() {
            let vindplaats = text("Artikel 12.");
            drive = drive.then("2026-11-23", RecordClause { vindplaats, stuk: None });
        }
        for outcome in Outcome::ALL.into_iter().filter(|outcome| outcome.is_negative()) {
            let own = outcome == procedure.negative_outcome();
            let expected = if own { "voornemen" } else { "uitkomst-past-niet" };
            assert_eq!(answer(&drive, outcome, Basis::Gevaar), expected, "{}", procedure.id());
        }
        let geen = answer(&drive, procedure.negative_outcome(), Basis::Geen);
        assert_eq!(geen, "grondslag-past-niet");
    }
}

#[test]
fn ending_a_contract_rests_on_a_clause_art_5_3_and_5a() {
    for procedure in [Procedure::BeeindigingOpdracht, Procedure::BeeindigingVastgoed] {
        let mut start = Drive::new(procedure);
        // The samples record the clause; here it is left out.
        start.start.procedure = Procedure::Overheidsopdracht;
        let drive = confirmed(start).on("2026-11-24");
        let found = answer(&drive, Outcome::Beeindigen, Basis::Gevaar);
        assert_eq!(found, "beding-ontbreekt", "{}", procedure.id());
        let clause = RecordClause { vindplaats: text("Artikel 12."), stuk: None };
        let drive = drive.then("2026-11-24", clause);
        assert_eq!(answer(&drive, Outcome::Beeindigen, Basis::Gevaar), "voornemen");
    }
    let permit = confirmed(Drive::new(Procedure::IntrekkingBeschikking));
    let clause = RecordClause { vindplaats: text("Artikel 12."), stuk: None };
    assert_eq!(permit.answer(clause), "beding-niet-aan-de-orde");
}

/// Art. 4(1) is for a holder and the own form, art. 4(2) for the questions of the LBB, and neither for a contract.
#[test]
fn article_4_needs_a_recorded_refusal_by_the_right_person() {
    use RefusedTo::{EigenFormulier, Lbb};
    for (procedure, to, before, after) in [
        (Procedure::Beschikking, EigenFormulier, "artikel-4-niet-bij-aanvrager", ""),
        (Procedure::Subsidieverlening, EigenFormulier, "artikel-4-niet-bij-aanvrager", ""),
        (Procedure::IntrekkingBeschikking, EigenFormulier, "compleet", ""),
        (Procedure::IntrekkingSubsidie, EigenFormulier, "compleet", ""),
        (Procedure::Overheidsopdracht, EigenFormulier, "artikel-4-niet-civiel", ""),
        (Procedure::BeeindigingVastgoed, Lbb, "artikel-4-niet-civiel", "artikel-4-niet-civiel"),
        (Procedure::Beschikking, Lbb, "geen-vraag-van-het-lbb", "lbb-advies"),
        (Procedure::IntrekkingBeschikking, Lbb, "geen-vraag-van-het-lbb", "lbb-advies"),
    ] {
        let forms = drive(Drive::new(procedure), "vragenlijst-uit");
        assert_eq!(forms.answer(refused(A, to, forms.today)), before, "{}", procedure.id());
        if to == Lbb {
            let asked = drive(Drive::new(procedure), "lbb-advies");
            assert_eq!(asked.answer(refused(A, to, asked.today)), after, "{}", procedure.id());
            // Another person's silence is no refusal of the person concerned (art. 12(3)).
            if after == "lbb-advies" {
                assert_eq!(asked.answer(refused(DERDE, to, asked.today)), "geen-betrokkene");
            }
        }
    }
}

#[test]
fn article_4_counts_as_serious_danger_but_is_still_weighed() {
    let holder = Drive::new(Procedure::IntrekkingBeschikking);
    let article4 = assess(Ground::Artikel4, Degree::Ernstig);
    let bare = investigated(holder.clone()).on("2026-11-20");
    assert_eq!(bare.answer(article4.clone()), "weigering-niet-vastgelegd");
    let refused = sent(scoped(holder))
        .then("2026-11-18", refused(A, RefusedTo::EigenFormulier, day("2026-11-18")))
        .then("2026-11-19", StartInquiry { op: day("2026-11-19") })
        .on("2026-11-20");
    assert_eq!(
        refused.answer(assess(Ground::Artikel4, Degree::MindereMate)),
        "beoordeling-onvolledig"
    );
    let light = Assess { evenredigheid: None, ..article4.clone() };
    assert_eq!(refused.answer(light), "beoordeling-onvolledig", "art. 3(5)");
    let drive = refused.then("2026-11-20", article4).then("2026-11-20", confirm());
    assert_eq!(answer(&drive, Outcome::Intrekken, Basis::Gevaar), "voornemen");
}
