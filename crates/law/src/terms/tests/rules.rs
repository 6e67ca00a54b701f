//! Loading: the real files are sound, and every kind of error is named with its place.

use super::*;
use kernel::FaultCode;

fn faults_of(terms: &str, holidays: &str) -> Vec<(String, FaultCode)> {
    let terms: TermsFile = toml::from_str(terms).expect("terms");
    let holidays: HolidaysFile = toml::from_str(holidays).expect("holidays");
    let faults = TermRules::new(terms, &holidays).expect_err("a fault");
    faults.iter().map(|fault| (fault.pointer.clone(), fault.code)).collect()
}

fn changed(from: &str, to: &str) -> String {
    assert!(TERMS.contains(from), "{from}");
    TERMS.replacen(from, to, 1)
}

/// Checks changes to the file: what is replaced, by what, and the place and code of the fault.
fn each_is_named<const N: usize>(table: [(&str, &str, &str, FaultCode); N]) {
    for (from, to, place, code) in table {
        let found = faults_of(&changed(from, to), HOLIDAYS);
        assert!(found.contains(&(place.to_owned(), code)), "{to}: {found:?}");
    }
}

#[test]
fn errors_in_heads_and_texts_are_named_with_their_place() {
    each_is_named([
        (
            "id = \"awb-4-13\"",
            "id = \"Awb 4:13\"",
            "/termijnen/redelijkeTermijn/id",
            FaultCode::VerkeerdeVorm,
        ),
        (
            "id = \"awb-4-13\"",
            "id = \"wgv-9\"",
            "/termijnen/termijn/6/id",
            FaultCode::Tegenstrijdig,
        ),
        (
            "artikel = \"Awb art. 4:20b\"",
            "artikel = \" \"",
            "/termijnen/stilzwijgendeVergunning/artikel",
            FaultCode::Ontbreekt,
        ),
        (
            "{dagen}; dat is bekendgemaakt",
            "{dgen}; dat is bekendgemaakt",
            "/termijnen/verlenging/omschrijving",
            FaultCode::OnbekendeWaarde,
        ),
        (
            "de termijn was op {einde} al voorbij",
            "de termijn was op {eind} al voorbij",
            "/termijnen/verlenging/waarschuwingen",
            FaultCode::OnbekendeWaarde,
        ),
        (
            "geldigVan = \"2024-01-01\"",
            "geldigVan = \"2024-01-01\"\ngeldigTotEnMet = \"2023-12-31\"",
            "/termijnen/termijn/2/geldigTotEnMet",
            FaultCode::Tegenstrijdig,
        ),
    ]);
}

#[test]
fn errors_in_numbers_are_named_with_their_place() {
    each_is_named([
        (
            "euro = \"45.00\"",
            "euro = \"45,00\"",
            "/termijnen/dwangsom/getallen/staffel/2/euro",
            FaultCode::VerkeerdeVorm,
        ),
        (
            "euro = \"45.00\"",
            "euro = \"46.00\"",
            "/termijnen/dwangsom/getallen/maximumEuro",
            FaultCode::Tegenstrijdig,
        ),
        (
            "maximumDagen = 42",
            "maximumDagen = 41",
            "/termijnen/dwangsom/getallen/staffel",
            FaultCode::Tegenstrijdig,
        ),
        (
            "maximaalAantal = 1",
            "maximaalAantal = 0",
            "/termijnen/verlenging/getallen/maximaalAantal",
            FaultCode::VerkeerdeVorm,
        ),
    ]);
}

#[test]
fn errors_in_the_rules_about_objection_and_appeal_are_named_with_their_place() {
    const SHAPE: FaultCode = FaultCode::VerkeerdeVorm;
    const UNKNOWN: FaultCode = FaultCode::OnbekendeWaarde;
    const NUMBERS: &str = "/termijnen/beslissingOpBezwaar/getallen";
    let weeks = |name: &str| format!("{NUMBERS}/{name}");
    each_is_named([
        ("weken = 6\nwekenC", "weken = 0\nwekenC", &weeks("weken"), SHAPE),
        ("wekenCommissie = 12", "wekenCommissie = 521", &weeks("wekenCommissie"), SHAPE),
        ("verdagingWeken = 6", "verdagingWeken = 0", &weeks("verdagingWeken"), SHAPE),
        (
            "[beroepNaBezwaar.getallen]\nweken = 6",
            "[beroepNaBezwaar.getallen]\nweken = 0",
            "/termijnen/beroepNaBezwaar/getallen/weken",
            SHAPE,
        ),
        (
            "[hogerBeroep.getallen]\nweken = 6",
            "[hogerBeroep.getallen]\nweken = 0",
            "/termijnen/hogerBeroep/getallen/weken",
            SHAPE,
        ),
        ("id = \"awb-7-10\"", "id = \"7:10\"", "/termijnen/beslissingOpBezwaar/id", SHAPE),
        (
            "van de bezwaartermijn op {van}",
            "van de bezwaartermijn op {op}",
            "/termijnen/beslissingOpBezwaar/omschrijving",
            UNKNOWN,
        ),
        (
            "verdaagd met {termijn}",
            "verdaagd met {dagen}",
            "/termijnen/verdagingBezwaar/omschrijving",
            UNKNOWN,
        ),
    ]);
}

#[test]
fn a_pause_needs_the_text_for_while_it_runs() {
    let lines = TERMS.lines().filter(|line| !line.contains("kan vanaf {van} niet worden beslist"));
    let without = lines.collect::<Vec<_>>().join("\n");
    let found = faults_of(&without, HOLIDAYS);
    assert_eq!(
        found,
        [("/termijnen/overmacht/omschrijvingLopend".to_owned(), FaultCode::Ontbreekt)]
    );
}

#[test]
fn errors_in_holidays_are_named_with_their_place() {
    let extra = |entry: &str| format!("{HOLIDAYS}\n{entry}\n");
    let holiday = |day: &str| {
        extra(&format!("[[feestdag]]\nid = \"x\"\nnaam = \"x\"\nartikel = \"x\"\n{day}"))
    };
    let table = [
        (
            holiday("vast = { maand = 2, dag = 30 }"),
            "/feestdagen/feestdag/9/vast",
            FaultCode::VerkeerdeVorm,
        ),
        (holiday(""), "/feestdagen/feestdag/9", FaultCode::Tegenstrijdig),
        (
            holiday("pasen = 1\nvast = { maand = 2, dag = 3 }"),
            "/feestdagen/feestdag/9",
            FaultCode::Tegenstrijdig,
        ),
        (
            extra("[[gelijkgesteld]]\ndatum = \"2027-05-07\"\nnaam = \"x\"\nbron = \"x\""),
            "/feestdagen/gelijkgesteld/10/datum",
            FaultCode::Tegenstrijdig,
        ),
        (
            HOLIDAYS.replacen("id = \"koningsdag\"", "id = \"nieuwjaarsdag\"", 1),
            "/feestdagen/feestdag/3/id",
            FaultCode::VerkeerdeVorm,
        ),
    ];
    for (holidays, place, code) in table {
        assert_eq!(faults_of(TERMS, &holidays), [(place.to_owned(), code)]);
    }
}

#[test]
fn unknown_keys_are_refused() {
    assert!(toml::from_str::<TermsFile>(&changed("maximaalAantal", "maximaalAantall")).is_err());
    assert!(
        toml::from_str::<TermsFile>(&changed(
            "termijn = { weken = 8, wettelijk",
            "termijn = { wekn = 8, wettelijk"
        ))
        .is_err()
    );
    assert!(
        toml::from_str::<HolidaysFile>(&HOLIDAYS.replacen("pasen = ", "paasen = ", 1)).is_err()
    );
}

#[test]
fn a_term_is_read_and_written_the_same_way() {
    for text in [
        r#"{"weken":8,"wettelijk":true,"verlengbaar":{"weken":6,"binnenWeken":8}}"#,
        r#"{"maanden":6,"wettelijk":false}"#,
        r#"{"dagen":10,"wettelijk":true,"verlengbaar":{"redelijk":true}}"#,
    ] {
        let term: TermSpec = serde_json::from_str(text).expect("term");
        assert_eq!(serde_json::to_string(&term).expect("json"), text);
    }
    for text in [
        "{}",
        r#"{"weken":1,"maanden":1}"#,
        r#"{"weken":0}"#,
        r#"{"weken":521}"#,
        r#"{"weken":8,"verlengbaar":{}}"#,
        r#"{"weken":8,"verlengbaar":{"weken":6,"redelijk":true}}"#,
    ] {
        assert!(serde_json::from_str::<TermSpec>(text).is_err(), "{text}");
    }
}

#[test]
fn the_catalogue_is_found_by_id() {
    let term = RULES.catalogue_term("ow-16-64-1").expect("term");
    assert_eq!(term.term.length, Length::Weeks(8));
    assert!(RULES.catalogue_term("ow-0").is_none());
    assert!(RULES.catalogue_ids().any(|id| id == "wgv-9"));
}

#[test]
fn the_json_schemas_speak_dutch() {
    let answer = serde_json::to_value(schemars::schema_for!(Deadline)).expect("json");
    let mut keys: Vec<_> = answer["properties"].as_object().expect("properties").keys().collect();
    keys.sort();
    assert_eq!(keys, ["dwangsom", "minimaal", "stappen", "uiterlijk", "waarschuwingen"]);
    let rules = serde_json::to_value(schemars::schema_for!(TermsFile)).expect("json");
    assert!(rules["properties"]["dwangsom"].is_object());
    let required = rules["required"].as_array().expect("required");
    assert!(required.contains(&json!("lbbMaximum")));
    let extension = serde_json::to_string(&schemars::schema_for!(HolidaysFile)).expect("json");
    assert!(extension.contains("uitwijken"));
}
