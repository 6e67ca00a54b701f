//! The basic term and the Algemene termijnenwet, counted by hand.

use super::*;

fn eight_weeks(name: &'static str, receipt: &str, last_day: &'static str) -> Case {
    let timeline = json!({"soort": "omgevingsvergunning-bouw", "ontvangenOp": receipt});
    case(name, timeline, last_day)
}

fn term(name: &'static str, term: Value, receipt: &str, last_day: &'static str) -> Case {
    let timeline =
        json!({"soort": "omgevingsvergunning-bouw", "termijn": term, "ontvangenOp": receipt});
    case(name, timeline, last_day)
}

/// Eight weeks are 56 days, so the end falls on the weekday of the receipt.
#[test]
fn eight_weeks_around_weekends_and_holidays() {
    let table = [
        // 2 Nov + 28 = 30 Nov, + 28 = 28 Dec; a plain Monday.
        eight_weeks("maandag", "2026-11-02", "2026-12-28"),
        // 7 Nov + 56 = Sat 2 Jan; Sun 3 Jan; Mon 4 Jan.
        eight_weeks("zaterdag", "2026-11-07", "2027-01-04"),
        // 8 Nov + 56 = Sun 3 Jan; Mon 4 Jan.
        eight_weeks("zondag", "2026-11-08", "2027-01-04"),
        // 6 Nov + 56 = Fri 1 Jan 2027 (New Year); Sat, Sun; Mon 4 Jan.
        eight_weeks("nieuwjaarsdag op vrijdag", "2026-11-06", "2027-01-04"),
        // 6 Nov 2025 + 56 = Thu 1 Jan 2026; Fri 2 Jan equated; Sat, Sun; Mon 5 Jan.
        eight_weeks("nieuwjaarsdag met gelijkgestelde vrijdag", "2025-11-06", "2026-01-05"),
        // 6 Feb + 28 = 6 Mar, + 28 = Fri 3 Apr, Good Friday (Easter is 5 Apr); Sat, Sun, Easter Monday; Tue 7 Apr.
        eight_weeks("Goede Vrijdag", "2026-02-06", "2026-04-07"),
        // 9 Feb + 56 = Mon 6 Apr, Easter Monday; Tue 7 Apr.
        eight_weeks("tweede paasdag", "2026-02-09", "2026-04-07"),
        // 2 Mar + 28 = 30 Mar, + 28 = Mon 27 Apr; Tue 28 Apr.
        eight_weeks("Koningsdag", "2026-03-02", "2026-04-28"),
        // 1 Mar 2025 + 56 = Sat 26 Apr, the eve of Sunday 27 Apr; Mon 28 Apr is an ordinary day.
        eight_weeks("Koningsdag op zaterdag 26 april", "2025-03-01", "2025-04-28"),
        // 10 Mar + 28 = 7 Apr, + 28 = Tue 5 May; Wed 6 May. 2026 is no lustrum year: the day counts every year.
        eight_weeks("5 mei", "2026-03-10", "2026-05-06"),
        // 19 Mar + 28 = 16 Apr, + 28 = Thu 14 May; Fri 15 May equated; Sat, Sun; Mon 18 May.
        eight_weeks("Hemelvaartsdag", "2026-03-19", "2026-05-18"),
        // 30 Mar + 28 = 27 Apr, + 28 = Mon 25 May; Tue 26 May.
        eight_weeks("tweede pinksterdag", "2026-03-30", "2026-05-26"),
        // 30 Oct + 28 = 27 Nov, + 28 = Fri 25 Dec; Sat 26 (Christmas), Sun; Mon 28 Dec.
        eight_weeks("eerste kerstdag", "2026-10-30", "2026-12-28"),
        // 31 Oct 2025 + 28 = 28 Nov, + 28 = Fri 26 Dec; Sat, Sun; Mon 29 Dec.
        eight_weeks("tweede kerstdag", "2025-10-31", "2025-12-29"),
        // 30 Oct 2024 + 56 = Wed 25 Dec; Thu 26; Fri 27 equated; Sat, Sun; Mon 30 Dec.
        eight_weeks("Kerstmis met gelijkgestelde vrijdag", "2024-10-30", "2024-12-30"),
        // 10 Mar 2027 + 28 = 7 Apr, + 28 = Wed 5 May; Thu 6 Ascension; Fri 7 equated; Sat, Sun; Mon 10 May.
        eight_weeks("5 mei tegen Hemelvaart aan", "2027-03-10", "2027-05-10"),
        // 4 Jan 2024 + 27 = 31 Jan, + 29 = Thu 29 Feb: the leap day is a day like any other.
        eight_weeks("schrikkeldag", "2024-01-04", "2024-02-29"),
        // After 5 Jan 2023 come 26 days in January and 28 in February: 54 on 28 Feb, 56 on Thu 2 Mar.
        eight_weeks("geen schrikkeljaar", "2023-01-05", "2023-03-02"),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn days_that_one_timeline_equates_are_added() {
    // 1 Jun + 28 = 29 Jun, + 28 = Mon 27 Jul; with that day equated: Tue 28 Jul.
    let mut timeline = json!({"soort": "omgevingsvergunning-bouw", "ontvangenOp": "2026-06-01"});
    case("gewone maandag", timeline.clone(), "2026-07-27").check();
    timeline["gelijkgesteldeDagen"] = json!(["2026-07-27"]);
    case("gelijkgestelde maandag", timeline, "2026-07-28").check();
}

#[test]
fn other_lengths() {
    let table = [
        // Six months: 31 Aug -> 31 Feb does not exist -> 28 Feb 2027, a Sunday; more than three months, so it stays.
        term("zes maanden, einde van de maand", json!({"maanden": 6}), "2026-08-31", "2027-02-28"),
        // 31 Aug 2027 -> 29 Feb 2028, a Tuesday in a leap year.
        term(
            "zes maanden naar een schrikkeldag",
            json!({"maanden": 6}),
            "2027-08-31",
            "2028-02-29",
        ),
        // Exactly three months is covered: 30 Nov -> 28 Feb 2027 (Sunday) -> Mon 1 Mar.
        term("precies drie maanden", json!({"maanden": 3}), "2026-11-30", "2027-03-01"),
        // Four months is not: 28 Oct -> Sun 28 Feb 2027 stays.
        term("vier maanden", json!({"maanden": 4}), "2026-10-28", "2027-02-28"),
        // One month from 31 Jan 2028 -> Tue 29 Feb 2028.
        term("een maand", json!({"maanden": 1}), "2028-01-31", "2028-02-29"),
        // 12 weeks = 84 days: 21 left in Oct, 30, 31, so Sat 2 Jan 2027; covered -> Mon 4 Jan.
        term("precies twaalf weken", json!({"weken": 12}), "2026-10-10", "2027-01-04"),
        // 13 weeks = 91 days from 3 Oct: Sat 2 Jan 2027; not covered.
        term("dertien weken", json!({"weken": 13}), "2026-10-03", "2027-01-02"),
        // 90 days from 4 Oct: 27 + 30 + 31 = 88 on 31 Dec, so Sat 2 Jan; covered -> Mon 4 Jan.
        term("precies negentig dagen", json!({"dagen": 90}), "2026-10-04", "2027-01-04"),
        // 91 days from 3 Oct: Sat 2 Jan; not covered.
        term("eenennegentig dagen", json!({"dagen": 91}), "2026-10-03", "2027-01-02"),
        // A term that no statute sets stays on Saturday 2 January.
        term("niet wettelijk", json!({"weken": 8, "wettelijk": false}), "2026-11-07", "2027-01-02"),
        // Three days from Thu 24 Dec 2026: Fri 25, Sat 26, Sun 27 hold no working day; two more: Mon 28 and Tue 29 (art. 2).
        term("ten minste twee werkdagen", json!({"dagen": 3}), "2026-12-24", "2026-12-29"),
        // Two days have no such protection: Sat 26 -> Mon 28 Dec.
        term("te kort voor art. 2", json!({"dagen": 2}), "2026-12-24", "2026-12-28"),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn the_kind_decides_when_no_term_is_given() {
    // No term in the sector law: eight weeks of Awb 4:13, to Mon 28 Dec.
    let reasonable = deadline(&json!({"soort": "alcohol-horeca", "ontvangenOp": "2026-11-02"}));
    assert_eq!(reasonable.last_day, Some(day("2026-12-28")));
    assert_eq!(reasonable.steps[0].article, "Awb art. 4:13 lid 2");
    // Six months with the extended procedure: Sun 2 May 2027, not moved.
    let extended = json!({"soort": "omgevingsvergunning-milieu", "ontvangenOp": "2026-11-02"});
    assert_eq!(deadline(&extended).last_day, Some(day("2027-05-02")));
    // An explicit term wins, and only a kind is needed when there is none.
    let explicit = json!({"soort": "omgevingsvergunning-milieu", "termijn": {"weken": 1}, "ontvangenOp": "2026-11-02"});
    assert_eq!(deadline(&explicit).last_day, Some(day("2026-11-09")));
    assert_eq!(deadline(&explicit).steps[0].rule, "opgegeven-termijn");
    let no_kind = json!({"termijn": {"weken": 1}, "ontvangenOp": "2026-11-02"});
    assert_eq!(deadline(&no_kind).last_day, Some(day("2026-11-09")));
}

#[test]
fn without_an_application_there_is_no_term_and_the_answer_says_why() {
    for (timeline, rule) in [
        (json!({"soort": "overheidsopdracht", "ontvangenOp": "2026-11-02"}), "geen-termijn-civiel"),
        (
            json!({"soort": "ambtshalve-fixture", "ontvangenOp": "2026-11-02"}),
            "geen-termijn-ambtshalve",
        ),
        (
            json!({"soort": "omgevingsvergunning-bouw", "gebeurtenis": "lopend", "ontvangenOp": "2026-11-02"}),
            "geen-termijn-ambtshalve",
        ),
    ] {
        let found = deadline(&timeline);
        assert_eq!(found.last_day, None);
        assert!(!found.at_the_earliest);
        assert_eq!(found.steps.len(), 1);
        assert_eq!((found.steps[0].rule.as_str(), found.steps[0].days), (rule, 0));
        let json = serde_json::to_value(&found).expect("json");
        assert_eq!(json["uiterlijk"], Value::Null);
        assert_eq!(json["stappen"][0]["datum"], Value::Null);
    }
}

#[test]
fn a_rule_that_was_not_yet_in_force_is_named() {
    let old = json!({"termijn": {"weken": 8}, "ontvangenOp": "1990-01-01"});
    let found = deadline(&old);
    assert_eq!(found.warnings[0].name, "buitenGeldigheid");
}

#[test]
fn a_receipt_after_today_is_counted_and_named() {
    let timeline = json!({"soort": "omgevingsvergunning-bouw", "ontvangenOp": "2029-01-01"});
    // Mon 1 Jan 2029 + 28 = 29 Jan, + 28 = Mon 26 Feb.
    case("ontvangst na vandaag", timeline, "2029-02-26").warns(&["ontvangstNaVandaag"]).check();
}

#[test]
fn the_short_way_gives_the_same_day() {
    for id in KINDS {
        let profile = profile(id).expect("profile");
        for offset in 0..800 {
            let receipt = spec::plus(day("2026-01-01"), offset);
            let timeline = Timeline::of_receipt(profile.clone(), receipt, receipt);
            let full = compute(&timeline, &RULES).last_day;
            assert_eq!(RULES.last_day(&profile, receipt), full, "{id} {receipt}");
        }
    }
}
