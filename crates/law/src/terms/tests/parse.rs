//! Refusals: every fault is named with its place, all at once.

use super::*;
use kernel::FaultCode;

fn faults(value: &Value) -> Vec<(String, FaultCode)> {
    let faults = read(value).expect_err("a fault");
    faults.iter().map(|fault| (fault.pointer.clone(), fault.code)).collect()
}

fn with(key: &str, value: Value) -> Value {
    let mut timeline = json!({"soort": "omgevingsvergunning-bouw", "ontvangenOp": "2026-11-02", "peildatum": "2027-03-01"});
    timeline[key] = value;
    timeline
}

fn with_event(event: Value) -> Value {
    with("gebeurtenissen", json!([event]))
}

#[test]
fn faults_in_the_frame() {
    let table = [
        (json!(null), "", FaultCode::VerkeerdeVorm),
        (json!([]), "", FaultCode::VerkeerdeVorm),
        (json!({"soort": "alcohol-horeca"}), "/ontvangenOp", FaultCode::Ontbreekt),
        (with("ontvangenOp", json!(null)), "/ontvangenOp", FaultCode::VerkeerdeVorm),
        (with("ontvangenOp", json!("2-11-2026")), "/ontvangenOp", FaultCode::VerkeerdeVorm),
        (json!({"ontvangenOp": "2026-11-02"}), "/soort", FaultCode::Ontbreekt),
        (with("soort", json!("omgevingsvergunning-bauw")), "/soort", FaultCode::OnbekendeWaarde),
        (with("gebeurtenis", json!("nieuwbouw")), "/gebeurtenis", FaultCode::OnbekendeWaarde),
        (with("peildatum", json!("2026-11-01")), "/peildatum", FaultCode::Tegenstrijdig),
        (with("peilDatum", json!("2026-11-03")), "/peilDatum", FaultCode::OnbekendVeld),
        (
            with("gelijkgesteldeDagen", json!("2026-11-03")),
            "/gelijkgesteldeDagen",
            FaultCode::VerkeerdeVorm,
        ),
        (
            with("gelijkgesteldeDagen", json!(["x"])),
            "/gelijkgesteldeDagen/0",
            FaultCode::VerkeerdeVorm,
        ),
        (with("gebeurtenissen", json!({})), "/gebeurtenissen", FaultCode::VerkeerdeVorm),
        (with("termijn", json!({})), "/termijn", FaultCode::Ontbreekt),
        (with("termijn", json!({"weken": 8, "maanden": 2})), "/termijn", FaultCode::Tegenstrijdig),
        (with("termijn", json!({"weken": 0})), "/termijn", FaultCode::VerkeerdeVorm),
        (with("termijn", json!({"weken": 9999})), "/termijn/weken", FaultCode::VerkeerdeVorm),
        (
            with("termijn", json!({"weken": 8, "jaren": 1})),
            "/termijn/jaren",
            FaultCode::OnbekendVeld,
        ),
        (
            with("termijn", json!({"weken": 8, "wettelijk": "ja"})),
            "/termijn/wettelijk",
            FaultCode::VerkeerdeVorm,
        ),
        (with("termijn", json!({"weken": 8, "verlengbaar": {}})), "/termijn", FaultCode::Ontbreekt),
        (
            with("termijn", json!({"weken": 8, "verlengbaar": true})),
            "/termijn/verlengbaar",
            FaultCode::VerkeerdeVorm,
        ),
    ];
    for (timeline, place, code) in table {
        assert_eq!(faults(&timeline), [(place.to_owned(), code)], "{timeline}");
    }
}

/// Checks events that each have one fault: the event, the place in it, the code.
fn each_is_refused<const N: usize>(table: [(Value, &str, FaultCode); N]) {
    for (event, place, code) in table {
        let place = format!("/gebeurtenissen/0{place}");
        assert_eq!(faults(&with_event(event.clone())), [(place, code)], "{event}");
    }
}

#[test]
fn faults_in_the_form_of_events() {
    each_is_refused([
        (json!("x"), "", FaultCode::VerkeerdeVorm),
        (json!({"op": "2026-12-01"}), "/soort", FaultCode::Ontbreekt),
        (
            json!({"soort": "lbb-verzoekje", "op": "2026-12-01"}),
            "/soort",
            FaultCode::OnbekendeWaarde,
        ),
        (
            json!({"soort": "ingebrekestelling", "van": "2026-12-01", "op": "2026-12-01"}),
            "/van",
            FaultCode::OnbekendVeld,
        ),
        (json!({"soort": "ingebrekestelling"}), "/op", FaultCode::Ontbreekt),
        (
            json!({"soort": "ingebrekestelling", "op": "2026-11-01"}),
            "/op",
            FaultCode::Tegenstrijdig,
        ),
        (
            json!({"soort": "besluit", "bekendgemaaktOp": "2026-11-01"}),
            "/bekendgemaaktOp",
            FaultCode::Tegenstrijdig,
        ),
    ]);
}

#[test]
fn faults_in_the_dates_of_events() {
    each_is_refused([
        (
            json!({"soort": "aanvulverzoek", "verzondenOp": "2026-11-01"}),
            "/verzondenOp",
            FaultCode::Tegenstrijdig,
        ),
        (
            json!({"soort": "aanvulverzoek", "verzondenOp": "2026-11-10", "ontvangenOp": "2026-11-09"}),
            "/ontvangenOp",
            FaultCode::Tegenstrijdig,
        ),
        (
            json!({"soort": "aanvulverzoek", "verzondenOp": "2026-11-10", "termijnTot": "2026-11-09"}),
            "/termijnTot",
            FaultCode::Tegenstrijdig,
        ),
        (
            json!({"soort": "instemming", "van": "2026-12-01", "tot": "2026-11-30"}),
            "/tot",
            FaultCode::Tegenstrijdig,
        ),
        (
            json!({"soort": "overmacht", "van": "2026-10-01", "tot": "2026-11-30"}),
            "/van",
            FaultCode::Tegenstrijdig,
        ),
        (json!({"soort": "verlenging", "bekendgemaaktOp": "2026-12-01"}), "", FaultCode::Ontbreekt),
        (
            json!({"soort": "verlenging", "bekendgemaaktOp": "2026-12-01", "weken": 2, "dagen": 3}),
            "",
            FaultCode::Tegenstrijdig,
        ),
        (
            json!({"soort": "verlenging", "bekendgemaaktOp": "2026-11-01", "weken": 2}),
            "/bekendgemaaktOp",
            FaultCode::Tegenstrijdig,
        ),
    ]);
}

#[test]
fn faults_in_a_request_for_advice() {
    let advice = |more: Value| {
        let mut event = json!({"soort": "lbb-verzoek", "op": "2026-12-01"});
        for (key, value) in more.as_object().expect("object") {
            event[key] = value.clone();
        }
        event
    };
    each_is_refused([
        (advice(json!({"verlengdMetDagen": 29})), "/verlengdMetDagen", FaultCode::VerkeerdeVorm),
        (advice(json!({"ontvangenOp": "2026-11-30"})), "/ontvangenOp", FaultCode::Tegenstrijdig),
        (
            advice(json!({"vragen": [{"van": "2026-11-30"}]})),
            "/vragen/0/van",
            FaultCode::Tegenstrijdig,
        ),
        (
            advice(json!({"vragen": [{"van": "2026-12-10", "tot": "2026-12-09"}]})),
            "/vragen/0/tot",
            FaultCode::Tegenstrijdig,
        ),
        (advice(json!({"vragen": [{"tot": "2026-12-09"}]})), "/vragen/0/van", FaultCode::Ontbreekt),
        (advice(json!({"vragen": {}})), "/vragen", FaultCode::VerkeerdeVorm),
    ]);
}

#[test]
fn all_faults_come_at_once() {
    let timeline = json!({
        "soort": "onbekend", "ontvangenOp": "2026-11-02", "peildatum": "2026-01-01", "kleur": 1,
        "gebeurtenissen": [
            {"soort": "feest"},
            {"soort": "instemming", "van": "2026-10-01", "tot": "2026-09-01"},
        ],
    });
    let places: Vec<String> = faults(&timeline).into_iter().map(|(place, _)| place).collect();
    assert_eq!(
        places,
        [
            "/kleur",
            "/soort",
            "/peildatum",
            "/gebeurtenissen/0/soort",
            "/gebeurtenissen/1/van",
            "/gebeurtenissen/1/tot",
        ]
    );
}

#[test]
fn the_nearest_kinds_are_shown() {
    let message = read(&with("soort", json!("alcohol-horecca"))).expect_err("fault").to_string();
    assert!(message.contains("alcohol-horeca"), "{message}");
}

#[test]
fn null_is_absent_and_a_missing_reference_date_is_today() {
    let timeline = json!({"soort": "omgevingsvergunning-bouw", "ontvangenOp": "2026-11-02", "peildatum": null, "termijn": null,
        "gebeurtenissen": [{"soort": "instemming", "van": "2026-12-01", "tot": null}]});
    let read = read_with(&timeline, &RULES, "2026-12-03").expect("timeline");
    assert_eq!(read.reference(), day("2026-12-03"));
    // 1 to 3 Dec so far: 28 Dec + 3 = Thu 31 Dec.
    assert_eq!(compute(&read, &RULES).last_day, Some(day("2026-12-31")));
}
