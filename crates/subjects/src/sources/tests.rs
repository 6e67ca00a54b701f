//! Runs `rules/national/sources.cases.toml`; every source has a case on both sides of its circle.

use super::{Asked, NotOpen, Sources, SourcesFile};
use crate::{RoleKind, SubjectKind};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeSet;

const RULES: &str = include_str!("../../../../rules/national/sources.toml");
const CASES: &str = include_str!("../../../../rules/national/sources.cases.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    geval: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    bron: String,
    rol: RoleKind,
    vroeger: bool,
    persoonssoort: SubjectKind,
    op: NaiveDate,
    mag: bool,
    waarom: String,
}

fn sources() -> Sources {
    let file: SourcesFile = toml::from_str(RULES).expect("sources.toml");
    Sources::new(file).expect("sound sources")
}

#[test]
fn the_cases_hold_and_show_both_sides_of_every_circle() {
    let sources = sources();
    let cases: Cases = toml::from_str(CASES).expect("sources.cases.toml");
    let mut shown = BTreeSet::new();
    for case in &cases.geval {
        let asked = Asked { role: case.rol, is_former: case.vroeger, kind: case.persoonssoort };
        let open = sources.open(&case.bron, &[asked], case.op);
        assert_eq!(open.is_ok(), case.mag, "{}: {} {open:?}", case.bron, case.waarom);
        shown.insert((case.bron.clone(), case.mag));
    }
    for source in sources.iter() {
        for side in [true, false] {
            assert!(shown.contains(&(source.id.clone(), side)), "{} {side}", source.id);
        }
    }
}

#[test]
fn a_refusal_names_the_article_and_the_circle() {
    let partner = Asked {
        role: RoleKind::ZakelijkSamenwerkingsverband,
        is_former: false,
        kind: SubjectKind::NatuurlijkPersoon,
    };
    let on = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day");
    let refused = sources().open("politiegegevens", &[partner], on).expect_err("outside");
    let text = refused.to_string();
    assert!(text.contains("art. 4:3 lid 1 onder l Besluit politiegegevens"), "{text}");
    assert!(
        text.contains("betrokkene, leidinggevende, feitelijke invloed, en alleen wie dat nu is")
    );
    let sources = sources();
    let unknown = sources.open("glazen-bol", &[partner], on);
    assert_eq!(unknown, Err(NotOpen::Unknown("glazen-bol".to_owned())));
}

#[test]
fn one_role_within_the_circle_is_enough_and_nobody_without_a_role_is() {
    let on = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day");
    let one = |role| Asked { role, is_former: false, kind: SubjectKind::NatuurlijkPersoon };
    let both = [one(RoleKind::ZakelijkSamenwerkingsverband), one(RoleKind::Vermogensverschaffer)];
    let sources = sources();
    assert_eq!(sources.open("vergrijpboeten", &both, on), Ok("art. 7c Wet Bibob"));
    assert!(sources.open("open-bronnen", &[], on).is_err());
}

#[test]
fn a_file_that_is_not_sound_is_refused() {
    let refused = |rules: &str| {
        let file: SourcesFile = toml::from_str(rules).expect("the form of the file");
        Sources::new(file).expect_err("not sound").reason
    };
    let one = |circle: &str| {
        format!(
            "[[bron]]\nid = \"a\"\nnaam = \"A\"\nsoort = \"brief\"\nvoorwaarden = \"\"\n{circle}"
        )
    };
    assert!(refused(&one("kring = []")).contains("niet over wie"));
    let circle = "[[bron.kring]]\nartikel = \"x\"\ngeldigVan = \"2026-01-02\"\n";
    let backwards = format!("{circle}geldigTotEnMet = \"2026-01-01\"\n");
    assert!(!refused(&one(&backwards)).is_empty());
    assert!(refused(&format!("{0}{1}{0}{1}", one(""), circle)).contains("geen nieuw id"));
}
