//! Pauses, advice of the LBB and extensions, counted by hand. The plain end is Monday 28 December 2026.

use super::*;

fn completion(sent: &str, term_end: Value, received: Value) -> Value {
    json!({"soort": "aanvulverzoek", "verzondenOp": sent, "termijnTot": term_end, "ontvangenOp": received})
}

fn consent(from: &str, to: Value) -> Value {
    json!({"soort": "instemming", "van": from, "tot": to})
}

fn extension(on: &str, weeks: u32) -> Value {
    json!({"soort": "verlenging", "bekendgemaaktOp": on, "weken": weeks})
}

#[test]
fn requests_to_complete() {
    let end = || json!("2026-11-24");
    let table = [
        // Paused 11 to 19 Nov: 20 - 10 - 1 = 9; 28 Dec + 9 = Wed 6 Jan.
        november(
            "aangevuld",
            json!([completion("2026-11-10", end(), json!("2026-11-20"))]),
            "2027-01-06",
        ),
        // The same day, and the next day: no whole day lies between.
        november(
            "zelfde dag",
            json!([completion("2026-11-10", end(), json!("2026-11-10"))]),
            "2026-12-28",
        ),
        november(
            "volgende dag",
            json!([completion("2026-11-10", end(), json!("2026-11-11"))]),
            "2026-12-28",
        ),
        // Unused: 24 - 10 - 1 = 13; 28 Dec + 13 = Sun 10 Jan -> Mon 11 Jan.
        november("ongebruikt", json!([completion("2026-11-10", end(), json!(null))]), "2027-01-11"),
        // Data after the repair term change nothing: again 13.
        november(
            "te laat aangevuld",
            json!([completion("2026-11-10", end(), json!("2026-11-30"))]),
            "2027-01-11",
        ),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn requests_to_complete_around_the_reference_date_and_the_end() {
    let end = || json!("2026-11-24");
    let table = [
        // Still open on 20 Nov: counted as if it ended that day, 9 days.
        november("loopt nog", json!([completion("2026-11-10", end(), json!(null))]), "2027-01-06")
            .on("2026-11-20")
            .open(),
        // On the end of the repair term it is decided.
        november(
            "laatste dag van de hersteltermijn",
            json!([completion("2026-11-10", end(), json!(null))]),
            "2027-01-11",
        )
        .on("2026-11-24"),
        // The day before it is not: 23 - 10 - 1 = 12; 28 Dec + 12 = Sat 9 Jan -> Mon 11 Jan.
        november(
            "dag voor het einde",
            json!([completion("2026-11-10", end(), json!(null))]),
            "2027-01-11",
        )
        .on("2026-11-23")
        .open(),
        // Received after the reference date is known all the same.
        november(
            "na de peildatum",
            json!([completion("2026-11-10", end(), json!("2026-11-20"))]),
            "2027-01-06",
        )
        .on("2026-11-12"),
        // Sent on the last day: the pause would begin on 29 Dec, when the term is over.
        november(
            "op de laatste dag gevraagd",
            json!([completion("2026-12-28", json!(null), json!("2027-01-05"))]),
            "2026-12-28",
        )
        .warns(&["naEinde"]),
        // Sent the day before: paused 28 Dec to 4 Jan, 5 Jan - 27 Dec - 1 = 8; 28 Dec + 8 = Tue 5 Jan.
        november(
            "een dag eerder gevraagd",
            json!([completion("2026-12-27", json!(null), json!("2027-01-05"))]),
            "2027-01-05",
        ),
        // Sent on the day of receipt: paused 3 and 4 Nov, 5 - 2 - 1 = 2; Wed 30 Dec.
        november(
            "op de dag van ontvangst",
            json!([completion("2026-11-02", json!(null), json!("2026-11-05"))]),
            "2026-12-30",
        ),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn agreed_pauses() {
    let delay =
        |from: &str, to: &str| json!({"soort": "aanvrager-vertraging", "van": from, "tot": to});
    let force = json!({"soort": "overmacht", "van": "2026-11-10", "tot": "2026-11-10"});
    let table = [
        // 1 to 7 Dec, both counted: 7; 28 Dec + 7 = Mon 4 Jan.
        november("instemming", json!([consent("2026-12-01", json!("2026-12-07"))]), "2027-01-04"),
        // One day: Tue 29 Dec.
        november("overmacht van een dag", json!([force]), "2026-12-29"),
        // The day of receipt is no term day.
        november(
            "op de dag van ontvangst",
            json!([delay("2026-11-02", "2026-11-02")]),
            "2026-12-28",
        ),
        // 2 to 4 Nov: the 3rd and 4th count; Wed 30 Dec.
        november(
            "vanaf de dag van ontvangst",
            json!([delay("2026-11-02", "2026-11-04")]),
            "2026-12-30",
        ),
        // Completion pauses 11-19 Nov (9); consent 15-25 Nov adds 20-25 (6): 15; 28 Dec + 15 = Tue 12 Jan.
        november(
            "overlap telt een keer",
            json!([
                consent("2026-11-15", json!("2026-11-25")),
                completion("2026-11-10", json!(null), json!("2026-11-20"))
            ]),
            "2027-01-12",
        ),
        // Wholly inside the first pause: only 9.
        november(
            "geheel binnen een andere pauze",
            json!([
                consent("2026-11-12", json!("2026-11-15")),
                completion("2026-11-10", json!(null), json!("2026-11-20"))
            ]),
            "2027-01-06",
        ),
        // Begins on 29 Dec: the term ended on the 28th.
        november("na het einde", json!([consent("2026-12-29", json!("2027-01-05"))]), "2026-12-28")
            .warns(&["naEinde"]),
        // Begins on the last day: 28 Dec to 5 Jan is 9 days; Wed 6 Jan.
        november(
            "op de laatste dag",
            json!([consent("2026-12-28", json!("2027-01-05"))]),
            "2027-01-06",
        ),
        // Two pauses end to end: 1-28 Dec (28) brings the end to 25 Jan, so 20 Jan is within the term; 20-26 Jan (7): Mon 1 Feb.
        november(
            "een pauze houdt de termijn open voor de volgende",
            json!([
                consent("2026-12-01", json!("2026-12-28")),
                consent("2027-01-20", json!("2027-01-26"))
            ]),
            "2027-02-01",
        ),
        // Open: 1 to 7 Dec counted so far; Mon 4 Jan at the earliest.
        november(
            "instemming zonder einde",
            json!([consent("2026-12-01", json!(null))]),
            "2027-01-04",
        )
        .on("2026-12-07")
        .open(),
        // Open, and yet to begin: nothing counted, but it will.
        november("begint nog", json!([consent("2026-12-01", json!(null))]), "2026-12-28")
            .on("2026-11-20")
            .open(),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn a_pause_on_the_shifted_end_still_counts() {
    let timeline = |from: &str| {
        json!({"soort": "omgevingsvergunning-bouw", "ontvangenOp": "2026-11-07", "peildatum": "2027-06-01",
            "gebeurtenissen": [consent(from, json!("2027-01-10"))]})
    };
    // Raw end Sat 2 Jan, shifted Mon 4 Jan. 4 to 10 Jan is 7 days on the raw end: Sat 9 Jan -> Mon 11 Jan.
    case("op het opgeschoven einde", timeline("2027-01-04"), "2027-01-11").check();
    case("erna", timeline("2027-01-05"), "2027-01-04").warns(&["naEinde"]).check();
}

fn advice(asked: &str, more: Value) -> Value {
    let mut event = json!({"soort": "lbb-verzoek", "op": asked});
    for (key, value) in more.as_object().expect("object") {
        event[key] = value.clone();
    }
    event
}

#[test]
fn advice_suspends_up_to_its_limit() {
    let asked = "2026-12-01";
    let question = |from: &str, to: &str| json!({"van": from, "tot": to});
    let table = [
        // 1 to 10 Dec, both counted: 10; 28 Dec + 10 = Thu 7 Jan.
        november("advies", json!([advice(asked, json!({"ontvangenOp": "2026-12-10"}))]), "2027-01-07"),
        // Advice on the day of the request: one day; Tue 29 Dec.
        november("advies dezelfde dag", json!([advice(asked, json!({"ontvangenOp": asked}))]), "2026-12-29"),
        // No advice: day 56 is Mon 25 Jan (31 in Dec + 25). 28 Dec + 56 = Mon 22 Feb.
        november("maximum", json!([advice(asked, json!({}))]), "2027-02-22").on("2027-03-01"),
        // On the last day of the limit it is decided.
        november("op het maximum", json!([advice(asked, json!({}))]), "2027-02-22").on("2027-01-25"),
        // The day before: 55 days; 28 Dec + 55 = Sun 21 Feb -> Mon 22 Feb, at the earliest.
        november("voor het maximum", json!([advice(asked, json!({}))]), "2027-02-22").on("2027-01-24").open(),
        // 1 to 20 Dec: 20; 28 Dec + 20 = Sun 17 Jan -> Mon 18 Jan.
        november("loopt nog", json!([advice(asked, json!({}))]), "2027-01-18").on("2026-12-20").open(),
        // Advice on day 57 comes a day after the limit: 56 days.
        november("advies na het maximum", json!([advice(asked, json!({"ontvangenOp": "2027-01-26"}))]), "2027-02-22"),
        // Extension of 28: day 84 is Mon 22 Feb. 28 Dec + 84 = Mon 22 Mar (3 in Dec, 31, 28, 22).
        november("verlengde adviestermijn", json!([advice(asked, json!({"verlengdMetDagen": 28}))]), "2027-03-22"),
        // Question 10 to 20 Dec: 10 days, limit 66. 28 Dec + 66 = Thu 4 Mar (3 + 31 + 28 + 4).
        november("vraag van het bureau", json!([advice(asked, json!({"vragen": [question("2026-12-10", "2026-12-20")]}))]), "2027-03-04"),
        // 10-20 and 15-25 Dec overlap: 15 days, limit 71. 28 Dec + 71 = Tue 9 Mar.
        november(
            "overlappende vragen",
            json!([advice(asked, json!({"vragen": [question("2026-12-15", "2026-12-25"), question("2026-12-10", "2026-12-20")]}))]),
            "2027-03-09",
        ),
        // A question on the last day of the limit counts: 2 days, 58. 28 Dec + 58 = Wed 24 Feb.
        november("vraag op het maximum", json!([advice(asked, json!({"vragen": [question("2027-01-25", "2027-01-27")]}))]), "2027-02-24"),
        // A day later it doesn't.
        november("vraag na het maximum", json!([advice(asked, json!({"vragen": [question("2027-01-26", "2027-01-28")]}))]), "2027-02-22")
            .warns(&["vraagTeLaat"]),
        november(
            "vraag na het advies",
            json!([advice(asked, json!({"ontvangenOp": "2026-12-10", "vragen": [question("2026-12-12", "2026-12-20")]}))]),
            "2027-01-07",
        )
        .warns(&["vraagTeLaat"]),
        // Asked on the day of receipt: 2, 3, 4 Nov, of which the 2nd is no term day: 2; Wed 30 Dec.
        november("gevraagd op de dag van ontvangst", json!([advice("2026-11-02", json!({"ontvangenOp": "2026-11-04"}))]), "2026-12-30"),
        // The second request counts nothing: still 10 days.
        november(
            "tweede verzoek",
            json!([advice("2026-12-20", json!({"ontvangenOp": "2026-12-30"})), advice(asked, json!({"ontvangenOp": "2026-12-10"}))]),
            "2027-01-07",
        )
        .warns(&["tweede"]),
        // The term ended on 28 Dec.
        november("te laat gevraagd", json!([advice("2026-12-29", json!({"ontvangenOp": "2027-01-10"}))]), "2026-12-28")
            .warns(&["naEinde"]),
        // Asked on a Monday: day 56 is Sun 24 Jan 2027, the Termijnenwet would make it Monday the 25th.
        november("maximum op zondag", json!([advice("2026-11-30", json!({}))]), "2027-02-22").warns(&["andereLaatsteDag"]),
        // Advice before the limit makes the two counts the same.
        november("advies voor het maximum op zondag", json!([advice("2026-11-30", json!({"ontvangenOp": "2027-01-24"}))]), "2027-02-22"),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn an_open_question_keeps_the_limit_open() {
    // Asked 1 Dec, question on 20 Jan 2027 (day 51), not answered on 1 Mar: the limit moves on with every day.
    let event = advice("2026-12-01", json!({"vragen": [{"van": "2027-01-20"}]}));
    // 1 Dec to 1 Mar: 31 + 31 + 28 + 1 = 91; 28 Dec + 91 = Mon 29 Mar 2027, Easter Monday -> Tue 30 Mar.
    november("open vraag", json!([event]), "2027-03-30").on("2027-03-01").open().check();
}

#[test]
fn extensions() {
    let table = [
        // In time on the last day: 28 Dec + 42 = Mon 8 Feb.
        november("op de laatste dag", json!([extension("2026-12-28", 6)]), "2027-02-08"),
        november("een dag te laat", json!([extension("2026-12-29", 6)]), "2026-12-28")
            .warns(&["teLaat"]),
        november("te lang", json!([extension("2026-12-01", 8)]), "2027-02-08").warns(&["teLang"]),
        // Shorter than allowed: 28 Dec + 14 = Mon 11 Jan.
        november("korter", json!([extension("2026-12-01", 2)]), "2027-01-11"),
        november(
            "in dagen",
            json!([{"soort": "verlenging", "bekendgemaaktOp": "2026-12-01", "dagen": 14}]),
            "2027-01-11",
        ),
        november(
            "tweede",
            json!([extension("2026-12-20", 6), extension("2026-12-01", 2)]),
            "2027-01-11",
        )
        .warns(&["tweede"]),
        // The pause of 9 days keeps the term open until Wed 6 Jan; 6 Jan + 42 = Wed 17 Feb.
        november(
            "in de verlengde termijn door een pauze",
            json!([
                extension("2027-01-06", 6),
                completion("2026-11-10", json!(null), json!("2026-11-20"))
            ]),
            "2027-02-17",
        ),
        november(
            "een dag na de pauze te laat",
            json!([
                extension("2027-01-07", 6),
                completion("2026-11-10", json!(null), json!("2026-11-20"))
            ]),
            "2027-01-06",
        )
        .warns(&["teLaat"]),
        // The extension keeps the term open for a pause: 28 Dec + 42 = 8 Feb; 1-7 Feb adds 7: Mon 15 Feb.
        november(
            "pauze in de verlenging",
            json!([extension("2026-12-28", 6), consent("2027-02-01", json!("2027-02-07"))]),
            "2027-02-15",
        ),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn extensions_of_other_terms() {
    let timeline = |more: Value, receipt: &str, on: &str| {
        let mut timeline = json!({"ontvangenOp": receipt, "peildatum": "2027-06-01", "gebeurtenissen": [extension(on, 6)]});
        for (key, value) in more.as_object().expect("object") {
            timeline[key] = value.clone();
        }
        timeline
    };
    let bouw = || json!({"soort": "omgevingsvergunning-bouw"});
    let milieu = || json!({"soort": "omgevingsvergunning-milieu"});
    let table = [
        // Raw end Sat 2 Jan, shifted Mon 4 Jan: in time on the 4th. 2 Jan + 42 = Sat 13 Feb -> Mon 15 Feb.
        case("op het opgeschoven einde", timeline(bouw(), "2026-11-07", "2027-01-04"), "2027-02-15"),
        // Six months end on Sun 2 May; the extension must be known by 28 Dec (8 weeks). 2 May + 42 = Sun 13 Jun.
        case("binnen acht weken", timeline(milieu(), "2026-11-02", "2026-12-28"), "2027-06-13"),
        case("na acht weken", timeline(milieu(), "2026-11-02", "2026-12-29"), "2027-05-02").warns(&["naBinnenWeken"]),
        // A reasonable term may be longer: 28 Dec + 42 = 8 Feb.
        case("redelijke termijn", timeline(json!({"soort": "alcohol-horeca"}), "2026-11-02", "2026-12-28"), "2027-02-08"),
        // An explicit term without the right to extend.
        case("niet toegestaan", timeline(json!({"soort": "omgevingsvergunning-bouw", "termijn": {"weken": 8}}), "2026-11-02", "2026-12-01"), "2026-12-28")
            .warns(&["nietToegestaan"]),
        // No application: the given term runs, but there is nothing like an extension.
        case("zonder aanvraag", timeline(json!({"soort": "ambtshalve-fixture", "termijn": {"weken": 8, "verlengbaar": {"weken": 6}}}), "2026-11-02", "2026-12-01"), "2026-12-28")
            .warns(&["zonderAanvraag"]),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn without_a_term_nothing_is_suspended() {
    let events = json!([consent("2026-12-01", json!("2026-12-07")), advice("2026-12-01", json!({})),
        extension("2026-12-01", 6), {"soort": "ingebrekestelling", "op": "2027-03-01"}]);
    let timeline = json!({"soort": "overheidsopdracht", "ontvangenOp": "2026-11-02", "gebeurtenissen": events});
    let found = deadline(&timeline);
    let names: Vec<_> =
        found.warnings.iter().map(|warning| (warning.rule.as_str(), warning.name)).collect();
    assert_eq!(
        names,
        [
            ("geen-termijn-civiel", "nietsOpTeSchorten"),
            ("bibob-31", "zonderAanvraag"),
            ("awb-4-14", "zonderAanvraag"),
            ("awb-4-17", "zonderAanvraag"),
        ]
    );
    assert_eq!(found.penalty.map(|penalty| penalty.due), Some(false));
}
