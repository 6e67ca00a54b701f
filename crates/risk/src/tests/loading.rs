//! Which rule sets are refused, and why.

use super::sample::{INDICATORS, MODEL, build, build_for, rules};
use crate::{DesignatedAreas, RulePart};
use law::scope::PolicyStatus;

/// An indicator with this condition.
fn with(condition: &str) -> String {
    format!(
        "thema = \"Proef\"\n[[indicator]]\nid = \"proef\"\ngrond = \"a\"\nbewijs = \"financieel\"\n\
         reden = \"Zo is het.\"\ngrondslag = \"art. 3\"\ngeldigVan = \"2020-08-01\"\npunten = 5\nals = {condition}\n"
    )
}

fn reasons(model: &str, indicators: &str) -> Vec<String> {
    let faults = build(model, indicators).err().unwrap_or_default();
    faults.into_iter().map(|fault| fault.reason).collect()
}

#[test]
fn the_sample_is_sound_and_sorted() {
    let rules = rules();
    let ids: Vec<&str> = rules.indicators().iter().map(crate::Indicator::id).collect();
    assert_eq!(ids, ["contant", "drugs-a", "drugs-b", "drugs-veel", "groot", "vals"]);
    assert_eq!(rules.reference().id, "proef");
}

#[test]
fn an_indicator_that_reads_what_it_may_not_is_refused_with_the_reason() {
    for (condition, expected) in [
        (
            r#"{ aanvraag = { feit = "nationaliteitBestuurder", is = "een" } }"#,
            "indicator «proef» leest het feit «nationaliteitBestuurder»: nationaliteit zegt niets",
        ),
        (
            r#"{ alle = [{ aanvraag = { feit = "doel", is = "belegging" } }, { niet = { een = [{ aanvraag = { niet = { alle = [{ feit = "nationaliteitBestuurder", aanwezig = true }] } } }] } }] }"#,
            "indicator «proef» leest het feit «nationaliteitBestuurder»",
        ),
        (
            r#"{ aanvraag = { feit = "nieuwFeit", is = true } }"#,
            "staat niet bij de leesbare feiten",
        ),
        (r#"{ aanvraag = { feit = "postcode", isEen = ["7811"] } }"#, "lijst van risicogebieden"),
        (
            r#"{ aanvraag = { feit = "gebieden", isEen = ["centrum"] } }"#,
            "lijst van risicogebieden",
        ),
        (r#"{ aanvraag = { feit = "postcode", aanwezig = true } }"#, "lijst van risicogebieden"),
    ] {
        let reasons = reasons(MODEL, &with(condition));
        assert!(reasons.len() == 1 && reasons[0].contains(expected), "{condition}: {reasons:?}");
    }
}

#[test]
fn a_designated_area_of_adopted_policy_may_be_read_and_one_of_a_model_not() {
    let indicator = with(r#"{ aanvraag = { feit = "gebieden", isEen = "risicogebied" } }"#);
    let lists = || {
        let codes = vec!["centrum".to_owned()];
        [("risicogebied".to_owned(), ("gebieden".to_owned(), codes))].into_iter().collect()
    };
    let adopted = DesignatedAreas::of(PolicyStatus::Vastgesteld, lists());
    assert!(build_for(MODEL, &indicator, adopted).is_ok());
    let model = DesignatedAreas::of(PolicyStatus::Model, lists());
    let faults = build_for(MODEL, &indicator, model).expect_err("no policy of the party");
    assert!(faults[0].reason.contains("er is geen lijst «risicogebied»"), "{faults:?}");
}

#[test]
fn the_lists_of_what_may_be_read_guard_themselves() {
    let readable = "[[leesbaar]]\nfeit = \"bouwsom\"";
    for (from, to, expected) in [
        (readable, "[[leesbaar]]\nfeit = \"nationaliteitBestuurder\"", "mag niet leesbaar zijn"),
        (readable, "[[leesbaar]]\nfeit = \"bouwsomm\"", "Bedoelt u «bouwsom»?"),
        ("alleenRisicogebied = true\n", "", "mag alleen leesbaar zijn met «alleenRisicogebied»"),
        ("id = \"geslacht\"", "id = \"iets\"", "«geslacht» ontbreekt"),
        ("id = \"plaats\"", "id = \"iets\"", "«plaats» ontbreekt"),
        ("woorden = [\"geslacht\"]", "woorden = [\"Geslacht\"]", "woorden in kleine letters"),
        (
            "woorden = [\"naam\"]",
            "woorden = [\"naam\", \"drugsdelict\"]",
            "soort «drugsdelict» kan niet",
        ),
    ] {
        assert!(MODEL.contains(from), "{from}");
        let reasons = reasons(&MODEL.replacen(from, to, 1), "thema = \"x\"\nindicator = []");
        assert!(reasons.iter().any(|reason| reason.contains(expected)), "{to}: {reasons:?}");
    }
}

#[test]
fn tables_that_cannot_be_are_refused() {
    for (from, to, expected) in [
        ("promille = 250", "promille = 0", "een feit telt nooit helemaal niet meer"),
        ("promille = 800", "promille = 400", "een feit telt nooit helemaal niet meer"),
        ("binnenJaren = 5", "binnenJaren = 2", "oplopende jaren"),
        ("{ promille = 250 }", "{ binnenJaren = 20, promille = 250 }", "oplopende jaren"),
        ("onbekend = 600", "onbekend = 200", "«onbekend» ligt tussen"),
        ("[1000, 900, 750]", "[1000, 900, 950]", "dalen met elke stap"),
        ("voorbij = 700", "voorbij = 0", "«voorbij» ligt tussen 1 en 1000"),
        ("vanaf = 50", "vanaf = 20", "band «hoog» ligt niet boven «verhoogd»"),
        ("label = \"hoge score\"", "label = \"ernstig\"", "dat woord is van het oordeel"),
        ("id = \"verhoogd\"", "id = \"mindere-mate\"", "dat woord is van het oordeel"),
        (
            "stapBijOnbekend = \"werkgroep\"",
            "stapBijOnbekend = \"afronden\"",
            "lichter dan de stap",
        ),
        (
            "samenhang = \"Hangt {bevinding} samen met de activiteit?\"",
            "samenhang = \"\"",
            "is leeg",
        ),
    ] {
        assert!(MODEL.contains(from), "{from}");
        let reasons = reasons(&MODEL.replacen(from, to, 1), INDICATORS);
        assert!(reasons.iter().any(|reason| reason.contains(expected)), "{to}: {reasons:?}");
    }
}

#[test]
fn a_condition_that_cannot_be_is_refused_at_its_place() {
    for (condition, expected) in [
        ("{}", "precies één van"),
        ("{ alle = [] }", "geen onderdelen"),
        (
            r#"{ bevinding = { soort = ["vals-stuk"] } }"#,
            "kan niet meetellen op Wet Bibob art. 3 lid 1 onder a",
        ),
        (r#"{ bevinding = { soort = ["contante-leningen"] } }"#, "Bedoelt u «contante-lening»?"),
        (r#"{ bevinding = { soort = ["los"], bewijs = ["financieel"] } }"#, "niet beide"),
        (r#"{ bevinding = { bewijs = ["formulier"] } }"#, "geen soort telt hiermee"),
        (r#"{ bevinding = { soort = ["los"], aantal = 0 } }"#, "«aantal» ligt tussen 1 en 10"),
        (r#"{ bevinding = { soort = ["los"], gewicht = "geblokkeerd" } }"#, "telt nooit mee"),
        (r#"{ bevinding = { soort = ["los"], binnenJaren = 0 } }"#, "ligt tussen 1 en 50"),
        (r#"{ bevinding = { soort = ["los"], voordeelVanaf = "veel" } }"#, "is geen bedrag"),
        (r#"{ niet = { bevinding = { soort = ["los"], binnenJaren = 5 } } }"#, "binnen «niet»"),
        (r#"{ niet = { bevinding = { soort = ["los"], afstand = "direct" } } }"#, "binnen «niet»"),
        (r#"{ aanvraag = { feit = "bouwsm", aanwezig = true } }"#, "geen bekend feit"),
    ] {
        let reasons = reasons(MODEL, &with(condition));
        assert!(reasons.len() == 1 && reasons[0].contains(expected), "{condition}: {reasons:?}");
    }
    let nested = with(
        r#"{ alle = [{ bevinding = { soort = ["los"] } }, { niet = { bevinding = { soort = ["x"] } } }] }"#,
    );
    let faults = build(MODEL, &nested).expect_err("fault");
    assert_eq!(faults[0].part, RulePart::Indicators(0));
    assert_eq!(
        faults[0].place,
        ["indicator", "0", "als", "alle", "1", "niet", "bevinding", "soort"]
    );
}

#[test]
fn an_indicator_has_points_a_reason_and_a_period() {
    let fine = with(r#"{ bevinding = { soort = ["los"] } }"#);
    assert_eq!(reasons(MODEL, &fine), [""; 0]);
    for (from, to, expected) in [
        ("punten = 5", "punten = 0", "punten liggen tussen 1 en 100"),
        ("punten = 5", "punten = 101", "punten liggen tussen 1 en 100"),
        ("Zo is het.", "", "de reden is leeg"),
        ("Zo is het.", "Zo is {dat}.", "«{dat}» kan niet in een reden"),
        ("Zo is het.", "Zo is {datum.", "een { zonder }"),
        ("grondslag = \"art. 3\"", "grondslag = \"\"", "de grondslag is leeg"),
        (
            "2020-08-01\"",
            "2020-08-01\"\ngeldigTotEnMet = \"2020-07-31\"",
            "ligt voor de eerste dag",
        ),
        ("punten = 5", "punten = 5\nstukken = [\"x\"]", "er is geen stuk «x»"),
        ("id = \"proef\"", "id = \"Proef\"", "is geen id"),
    ] {
        let reasons = reasons(MODEL, &fine.replacen(from, to, 1));
        assert!(reasons.len() == 1 && reasons[0].contains(expected), "{to}: {reasons:?}");
    }
    let facts_only = with(r#"{ aanvraag = { feit = "doel", is = "belegging" } }"#);
    let wrong = facts_only.replace("Zo is het.", "Op {datum}.");
    assert!(reasons(MODEL, &wrong)[0].contains("de voorwaarde kijkt er naar geen"));
}
