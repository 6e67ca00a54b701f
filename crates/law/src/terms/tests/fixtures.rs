//! The timelines in `tests/fixtures/timelines`, each worked out by hand, and the exact JSON of the answer.

use super::*;

fn fixture(text: &str) -> Deadline {
    deadline(&serde_json::from_str(text).expect("json"))
}

macro_rules! fixture {
    ($name:literal) => {
        fixture(include_str!(concat!("../../../../../tests/fixtures/timelines/", $name, ".json")))
    };
}

fn steps(found: &Deadline) -> Vec<(&str, i64, String)> {
    found
        .steps
        .iter()
        .map(|step| {
            (
                step.rule.as_str(),
                step.days,
                step.date.map_or_else(String::new, |date| date.to_string()),
            )
        })
        .collect()
}

#[test]
fn the_example_of_the_specification() {
    let found = fixture!("voorbeeld");
    let wanted = [
        // Mon 2 Nov 2026 + 56 = Mon 28 Dec.
        ("beslistermijn", 56, "2026-12-28"),
        // 20 Nov - 10 Nov - 1 = 9 days (11 to 19 Nov): 28 Dec + 9.
        ("awb-4-15-1-a", 9, "2027-01-06"),
        // 1 Dec to 20 Feb, both counted: 31 + 31 + 20 = 82, under the limit of 56 + 10 + 28 = 94. 6 Jan + 82: 25 days to 31 Jan,
        // 28 to 28 Feb is 53, 29 more is 29 Mar.
        ("bibob-31", 82, "2027-03-29"),
        // Made known on 20 Dec, within the term: + 42 is 29 Mar + 2 = 31 Mar, + 30 = 30 Apr, + 10 = 10 May.
        ("awb-4-14", 42, "2027-05-10"),
        // 22 to 28 Feb, both counted: 7.
        ("awb-4-15-2-a", 7, "2027-05-17"),
        // Easter 2027 is 28 Mar; + 50 = Mon 17 May, Whit Monday: one day on.
        ("atw-1", 1, "2027-05-18"),
    ];
    assert_eq!(steps(&found), wanted.map(|(rule, days, date)| (rule, days, date.to_owned())));
    assert_eq!(found.last_day, Some(day("2027-05-18")));
    assert!(!found.at_the_earliest);
    assert_eq!(found.warnings, []);
    // Notice of 1 June, decided on 20 June: 20 - 1 - 15 = 4 days at 23 euro.
    let penalty = Penalty { due: true, days: 4, amount: Euro::from_cents(9_200) };
    assert_eq!(found.penalty, Some(penalty));
}

#[test]
fn the_answer_has_exactly_these_keys() {
    let json = serde_json::to_value(fixture!("voorbeeld")).expect("json");
    let keys =
        |value: &Value| value.as_object().expect("object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), ["uiterlijk", "minimaal", "stappen", "waarschuwingen", "dwangsom"]);
    assert_eq!(keys(&json["stappen"][0]), ["artikel", "omschrijving", "dagen", "datum"]);
    assert_eq!(json["uiterlijk"], json!("2027-05-18"));
    assert_eq!(json["dwangsom"], json!({"verschuldigd": true, "dagen": 4, "bedrag": "92.00"}));
    let late = serde_json::to_value(fixture!("verlenging-te-laat")).expect("json");
    assert!(late["waarschuwingen"][0].is_string());
    assert!(late.get("dwangsom").is_none());
}

#[test]
fn the_other_fixtures() {
    let day_and_names = |found: &Deadline| {
        let names: Vec<&str> = found.warnings.iter().map(|warning| warning.name).collect();
        (
            found.last_day.map(|day| day.to_string()).unwrap_or_default(),
            found.at_the_earliest,
            names.join(","),
        )
    };
    let table = [
        // Thu 19 Mar 2026 + 56 = Thu 14 May, Ascension; Fri 15 equated; Mon 18.
        (fixture!("alleen-ontvangst"), ("2026-05-18", false, "")),
        // Mon 2 Nov + 56 = 28 Dec; asked Tue 1 Dec, reference 15 Jan: 46 days; 28 Dec + 46 = Fri 12 Feb.
        (fixture!("lbb-loopt-nog"), ("2027-02-12", true, "")),
        // Asked Mon 30 Nov, no advice: 56 days to Sun 24 Jan; 28 Dec + 56 = Mon 22 Feb.
        (fixture!("lbb-maximum"), ("2027-02-22", false, "andereLaatsteDag")),
        // 28 Dec; the extension came on the 29th.
        (fixture!("verlenging-te-laat"), ("2026-12-28", false, "teLaat")),
        // Six months from 31 Aug 2026: Sun 28 Feb 2027, not moved; + 42 (made known 20 Oct, within 8 weeks) = Sun 11 Apr.
        (fixture!("uitgebreid"), ("2027-04-11", false, "")),
        // 8 weeks: Mon 28 Dec; 10 days left on 18 Dec.
        (fixture!("stilzwijgend-alarm"), ("2026-12-28", false, "nadert")),
        // 28 Dec; notice 4 Jan; 19 Jan to 1 Mar: 42 days.
        (fixture!("dwangsom-maximum"), ("2026-12-28", false, "")),
        // No application.
        (fixture!("lopende-vergunning"), ("", false, "")),
        (fixture!("overheidsopdracht"), ("", false, "zonderAanvraag")),
    ];
    for (found, (last_day, open, names)) in &table {
        assert_eq!(day_and_names(found), ((*last_day).to_owned(), *open, (*names).to_owned()));
    }
    let penalty = Penalty { due: true, days: 42, amount: Euro::from_cents(144_200) };
    assert_eq!(fixture!("dwangsom-maximum").penalty, Some(penalty));
}

#[test]
fn the_contradictory_fixture_is_refused_with_every_fault() {
    let text = include_str!("../../../../../tests/fixtures/timelines/tegenstrijdig.json");
    let faults = read(&serde_json::from_str(text).expect("json")).expect_err("faults");
    let places: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        places,
        [
            "/gebeurtenissen/0/ontvangenOp",
            "/gebeurtenissen/1/op",
            "/gebeurtenissen/1/verlengdMetDagen",
            "/gebeurtenissen/2/soort",
        ]
    );
}
