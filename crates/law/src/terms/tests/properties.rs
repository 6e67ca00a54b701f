//! Properties over receipts from 2020 to 2035 and every mix of events.

use super::*;
use proptest::prelude::*;

fn receipt() -> impl Strategy<Value = NaiveDate> {
    (0_i64..5_844).prop_map(|offset| spec::plus(day("2020-01-01"), offset))
}

/// A date as text, so many days after the receipt.
fn at(receipt: NaiveDate, days: i64) -> Value {
    json!(spec::plus(receipt, days).to_string())
}

/// A pause: its begin after the receipt, its length, whether it is open.
fn pauses() -> impl Strategy<Value = Vec<(i64, i64, bool)>> {
    prop::collection::vec((0_i64..150, 0_i64..60, prop::bool::weighted(0.2)), 0..5)
}

fn pause_events(receipt: NaiveDate, pauses: &[(i64, i64, bool)]) -> Vec<Value> {
    let kinds = ["instemming", "aanvrager-vertraging", "overmacht"];
    pauses
        .iter()
        .enumerate()
        .map(|(index, (begin, length, open))| {
            let to = if *open { Value::Null } else { at(receipt, begin + length) };
            if index % 4 == 3 {
                json!({"soort": "aanvulverzoek", "verzondenOp": at(receipt, *begin), "termijnTot": at(receipt, begin + length)})
            } else {
                json!({"soort": kinds[index % 4], "van": at(receipt, *begin), "tot": to})
            }
        })
        .collect()
}

fn timeline(receipt: NaiveDate, reference: i64, events: Vec<Value>) -> Value {
    json!({"soort": "omgevingsvergunning-bouw", "ontvangenOp": at(receipt, 0), "peildatum": at(receipt, reference),
        "gebeurtenissen": events})
}

fn last_day(timeline: &Value) -> NaiveDate {
    deadline(timeline).last_day.expect("last day")
}

/// Some JSON that has the words of the format in it, so that reading gets past the first fault.
fn wild_json() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "2026-11-02",
        "2026-02-30",
        "1900-01-01",
        "2200-12-31",
        "omgevingsvergunning-bouw",
        "alcohol-horeca",
        "lopend",
        "aanvulverzoek",
        "verlenging",
        "lbb-verzoek",
        "instemming",
        "overmacht",
        "ingebrekestelling",
        "besluit",
        "",
    ]);
    let key = prop::sample::select(vec![
        "soort",
        "gebeurtenis",
        "termijn",
        "ontvangenOp",
        "peildatum",
        "gelijkgesteldeDagen",
        "gebeurtenissen",
        "weken",
        "maanden",
        "dagen",
        "wettelijk",
        "verlengbaar",
        "redelijk",
        "binnenWeken",
        "verzondenOp",
        "termijnTot",
        "bekendgemaaktOp",
        "op",
        "vragen",
        "van",
        "tot",
        "verlengdMetDagen",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0_u32..600).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..7).prop_map(|fields| {
                Value::Object(
                    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
                )
            }),
        ]
    })
}

/// A timeline that is read, with dates and numbers at the far ends of what is accepted.
fn far_timeline() -> impl Strategy<Value = Value> {
    let date =
        || prop::sample::select(vec!["1900-01-01", "1900-01-02", "2024-02-29", "2200-12-31"]);
    let term = prop::sample::select(vec![
        json!({"weken": 520, "verlengbaar": {"weken": 520}}),
        json!({"maanden": 120, "verlengbaar": {"redelijk": true}}),
        json!({"dagen": 1}),
        json!({"dagen": 3}),
    ]);
    let event = (0_usize..6, date(), date(), 0_u32..3_661).prop_map(|(kind, one, other, days)| {
        let (from, to) = (one.min(other), one.max(other));
        match kind {
            0 => json!({"soort": "lbb-verzoek", "op": from, "vragen": [{"van": from, "tot": to}, {"van": to}], "verlengdMetDagen": 28}),
            1 => json!({"soort": "aanvulverzoek", "verzondenOp": from, "termijnTot": to}),
            2 => json!({"soort": "overmacht", "van": from, "tot": to}),
            3 => json!({"soort": "verlenging", "bekendgemaaktOp": from, "dagen": days}),
            4 => json!({"soort": "ingebrekestelling", "op": to}),
            _ => json!({"soort": "besluit", "bekendgemaaktOp": to}),
        }
    });
    (term, prop::collection::vec(event, 0..6)).prop_map(|(term, events)| {
        json!({"termijn": term, "ontvangenOp": "1900-01-01", "peildatum": "2200-12-31", "gebeurtenissen": events})
    })
}

proptest! {
    #[test]
    fn a_covered_term_never_ends_on_a_free_day(receipt in receipt(), reference in 0_i64..300, pauses in pauses()) {
        let found = deadline(&timeline(receipt, reference, pause_events(receipt, &pauses)));
        prop_assert!(!RULES.calendar().is_free_day(found.last_day.expect("last day")));
        steps_add_up(&timeline(receipt, reference, vec![]), &found);
    }

    #[test]
    fn a_later_receipt_never_gives_an_earlier_day(receipt in receipt(), later in 0_i64..40) {
        for id in ["omgevingsvergunning-bouw", "omgevingsvergunning-milieu", "alcohol-horeca"] {
            let profile = profile(id).expect("profile");
            let one = RULES.last_day(&profile, receipt);
            prop_assert!(RULES.last_day(&profile, spec::plus(receipt, later)) >= one);
        }
    }

    #[test]
    fn one_more_pause_never_shortens(
        receipt in receipt(),
        reference in 0_i64..300,
        pauses in pauses(),
        more in (0_i64..150, 0_i64..60, any::<bool>()),
    ) {
        let without = last_day(&timeline(receipt, reference, pause_events(receipt, &pauses)));
        let mut pauses = pauses;
        pauses.push(more);
        let with = last_day(&timeline(receipt, reference, pause_events(receipt, &pauses)));
        prop_assert!(with >= without, "{} < {}", with, without);
    }

    #[test]
    fn overlapping_pauses_count_once(receipt in receipt(), begin in 1_i64..50, length in 0_i64..40, cut in 0_i64..40, inner in 0_i64..40) {
        let pause = |from: i64, to: i64| json!({"soort": "overmacht", "van": at(receipt, from), "tot": at(receipt, to)});
        let end = begin + length;
        let (first, second) = (begin + cut.min(length), begin + inner.min(cut.min(length)));
        let whole = last_day(&timeline(receipt, 300, vec![pause(begin, end)]));
        // Cut in two parts that overlap (or touch), and the whole twice: the same days.
        let parts = last_day(&timeline(receipt, 300, vec![pause(second, end), pause(begin, first)]));
        let twice = last_day(&timeline(receipt, 300, vec![pause(begin, end), pause(begin, end)]));
        prop_assert_eq!((whole, whole), (parts, twice));
    }

    #[test]
    fn advice_never_suspends_beyond_its_limit(
        receipt in receipt(),
        reference in 0_i64..400,
        asked in 0_i64..56,
        questions in prop::collection::vec((0_i64..150, 0_i64..60), 0..4),
        extended in 0_i64..=28,
        received in prop::option::of(0_i64..250),
    ) {
        let questions: Vec<Value> = questions
            .iter()
            .map(|(from, length)| json!({"van": at(receipt, asked + from), "tot": at(receipt, asked + from + length)}))
            .collect();
        let paused: i64 = questions.iter().map(|question| {
            let date = |key: &str| day(question[key].as_str().expect("date"));
            date("tot").signed_duration_since(date("van")).num_days()
        }).sum();
        let event = json!({"soort": "lbb-verzoek", "op": at(receipt, asked), "vragen": questions,
            "verlengdMetDagen": extended, "ontvangenOp": received.map(|days| at(receipt, asked + days))});
        let found = deadline(&timeline(receipt, reference.max(asked), vec![event]));
        let step = found.steps.iter().find(|step| step.rule.starts_with("bibob")).expect("step");
        prop_assert!((0..=56 + paused + extended).contains(&step.days), "{}", step.days);
        if let Some(received) = received {
            prop_assert!(step.days <= received + 1);
            prop_assert!(!found.at_the_earliest);
        }
    }

    #[test]
    fn the_penalty_stays_within_its_bounds(receipt in receipt(), reference in 0_i64..400, notice in 0_i64..300, decision in prop::option::of(0_i64..400)) {
        let mut events = vec![json!({"soort": "ingebrekestelling", "op": at(receipt, notice)})];
        events.extend(decision.map(|days| json!({"soort": "besluit", "bekendgemaaktOp": at(receipt, days)})));
        let penalty = deadline(&timeline(receipt, reference, events)).penalty.expect("penalty");
        prop_assert!((0..=42).contains(&penalty.days));
        prop_assert!((0..=144_200).contains(&penalty.amount.cents()));
        prop_assert_eq!(penalty.due, penalty.amount.cents() > 0);
        prop_assert_eq!(penalty.days == 0, penalty.amount.cents() == 0);
    }

    #[test]
    fn any_json_is_read_or_refused(value in wild_json()) {
        if let Ok(timeline) = read(&value) {
            compute(&timeline, &RULES);
        }
    }

    #[test]
    fn the_far_ends_of_the_calendar_are_counted(value in far_timeline()) {
        let found = deadline(&value);
        prop_assert!(found.last_day.is_some());
    }
}
