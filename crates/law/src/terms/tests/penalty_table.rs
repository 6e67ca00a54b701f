//! The penalty, counted by hand: the term ends on Mon 28 Dec 2026, the notice is of Mon 4 Jan 2027, two weeks later is Mon
//! 18 Jan, so Tue 19 Jan is the first penalty day.

use super::*;

fn notice(on: &str) -> Value {
    json!({"soort": "ingebrekestelling", "op": on})
}

fn decided(name: &'static str, on: &str) -> Case {
    let decision = json!({"soort": "besluit", "bekendgemaaktOp": on});
    november(name, json!([notice("2027-01-04"), decision]), "2026-12-28")
}

fn undecided(name: &'static str, reference: &str) -> Case {
    november(name, json!([notice("2027-01-04")]), "2026-12-28").on(reference)
}

#[test]
fn bands_and_limits() {
    let table = [
        decided("binnen twee weken", "2027-01-10").owes(0, 0),
        // 18 Jan is the last day of the two weeks.
        decided("op de laatste dag van de twee weken", "2027-01-18").owes(0, 0),
        // 19 Jan - 4 Jan - 15 = 0: the day of the decision is no penalty day.
        decided("op de eerste dwangsomdag", "2027-01-19").owes(0, 0),
        // 19 Jan only: 1 x 23.
        decided("een dag", "2027-01-20").owes(1, 23),
        // 19 Jan to 1 Feb: 13 + 1 = 14 days; 14 x 23 = 322.
        decided("dag 14", "2027-02-02").owes(14, 322),
        // Day 15 costs 35: 357.
        decided("dag 15", "2027-02-03").owes(15, 357),
        // 28 days: 322 + 14 x 35 = 322 + 490 = 812.
        decided("dag 28", "2027-02-16").owes(28, 812),
        // Day 29 costs 45: 857.
        decided("dag 29", "2027-02-17").owes(29, 857),
        // 19 Jan to 1 Mar: 13 + 28 + 1 = 42; 812 + 14 x 45 = 812 + 630 = 1442.
        decided("dag 42", "2027-03-02").owes(42, 1442),
        // Day 43 doesn't exist.
        decided("dag 43", "2027-03-03").owes(42, 1442),
        decided("veel later", "2027-12-01").owes(42, 1442),
        // Without a decision the reference date itself is a penalty day.
        undecided("nog in de twee weken", "2027-01-18").owes(0, 0),
        undecided("eerste dag", "2027-01-19").owes(1, 23),
        undecided("tweede dag", "2027-01-20").owes(2, 46),
        undecided("laatste dag", "2027-03-01").owes(42, 1442),
        undecided("na het maximum", "2027-03-02").owes(42, 1442),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn notices_without_effect() {
    let decision = || json!({"soort": "besluit", "bekendgemaaktOp": "2027-01-20"});
    let early_decision = json!({"soort": "besluit", "bekendgemaaktOp": "2026-12-20"});
    let table = [
        november("op de laatste dag", json!([notice("2026-12-28")]), "2026-12-28").owes(0, 0).warns(&["teVroeg"]),
        // The later valid notice counts: 20 Jan - 4 Jan - 15 = 1.
        november("eerst te vroeg, dan op tijd", json!([notice("2027-01-04"), notice("2026-12-20"), decision()]), "2026-12-28")
            .owes(1, 23)
            .warns(&["teVroeg"]),
        // Of two valid notices the first counts.
        november("twee geldige", json!([notice("2027-01-06"), notice("2027-01-04"), decision()]), "2026-12-28").owes(1, 23),
        november("na het besluit", json!([notice("2027-01-04"), early_decision]), "2026-12-28").owes(0, 0).warns(&["naBesluit"]),
        // Of two decisions the first ends the penalty.
        november("twee besluiten", json!([notice("2027-01-04"), {"soort": "besluit", "bekendgemaaktOp": "2027-03-01"}, decision()]), "2026-12-28")
            .owes(1, 23)
            .warns(&["tweedeBesluit"]),
    ];
    table.iter().for_each(Case::check);
}

#[test]
fn a_permit_by_silence_knows_no_penalty_but_an_alarm() {
    let timeline = |reference: &str, events: Value| json!({"soort": "verhuurvergunning", "ontvangenOp": "2026-11-02", "peildatum": reference, "gebeurtenissen": events});
    let decision = |on: &str| json!([{"soort": "besluit", "bekendgemaaktOp": on}]);
    let end = "2026-12-28";
    let table = [
        // 28 Dec - 13 Dec = 15 days left.
        case("nog ver weg", timeline("2026-12-13", json!([])), end),
        case("veertien dagen", timeline("2026-12-14", json!([])), end).warns(&["nadert"]),
        case("laatste dag", timeline("2026-12-28", json!([])), end).warns(&["nadert"]),
        case("voorbij", timeline("2026-12-29", json!([])), end).warns(&["verstreken"]),
        case("op tijd beslist", timeline("2026-12-29", decision("2026-12-28")), end),
        case("te laat beslist", timeline("2026-12-31", decision("2026-12-29")), end)
            .warns(&["verstreken"]),
        case("geen dwangsom", timeline("2027-03-01", json!([notice("2027-01-04")])), end)
            .owes(0, 0)
            .warns(&["stilzwijgend", "verstreken"]),
    ];
    table.iter().for_each(Case::check);
}
