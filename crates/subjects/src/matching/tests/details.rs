//! What stands beside the name: date of birth, numbers, address, bands.

use super::super::{
    Address, Bands, BandsError, Born, Evidence, EvidenceKind, Field, MatchBand, NameKind, Prepared,
    Profile,
};
use super::{STRONG, compared, person, told};
use kernel::Redacted;

/// The points that the dates of birth of two of the same name give.
fn birth(left: &str, right: &str) -> (EvidenceKind, i32) {
    let comparison = compared(&person("Joep Fuutstra", left), &person("Joep Fuutstra", right));
    let reason = comparison.evidence.iter().find(|reason| reason.field == Field::Geboortedatum);
    reason.map(|reason| (reason.kind, reason.points)).expect("a reason about the date of birth")
}

#[test]
fn dates_of_birth_are_weighed_by_how_they_differ() {
    let rows = [
        ("1971-03-04", "1971-03-04", EvidenceKind::Gelijk, 80),
        ("1971-03-04", "1971-04-03", EvidenceKind::Verwisseld, -20),
        ("1971-03-04", "1971", EvidenceKind::AlleenJaar, 20),
        ("1971", "1971", EvidenceKind::AlleenJaar, 20),
        ("1971-03-04", "1971-03-05", EvidenceKind::EenCijfer, -60),
        ("1971-03-09", "1971-03-10", EvidenceKind::EenCijfer, -60),
        ("1971-03-14", "1971-03-24", EvidenceKind::EenCijfer, -60),
        ("1971-03-14", "1971-03-25", EvidenceKind::AndereDag, -120),
        ("1971-03-04", "1981-03-04", EvidenceKind::EenCijfer, -120),
        ("1971-03-04", "1971-11-25", EvidenceKind::ZelfdeJaar, -300),
        ("1971-03-04", "1982-11-25", EvidenceKind::Verschilt, -400),
        ("1971-03-04", "1972", EvidenceKind::Verschilt, -400),
        ("1971-03-04", "", EvidenceKind::Ontbreekt, -30),
        ("", "", EvidenceKind::Ontbreekt, -30),
    ];
    for (left, right, kind, points) in rows {
        assert_eq!(birth(left, right), (kind, points), "{left} | {right}");
    }
}

#[test]
fn dates_of_birth_are_read_in_the_forms_of_sources() {
    let shown = |text: &str| Born::read(text).map(|born| born.to_string());
    for (text, whole) in [
        ("1997-02-03", "3-2-1997"),
        ("3-2-1997", "3-2-1997"),
        (" 3 februari 1997 ", "3-2-1997"),
        ("1997", "1997"),
        ("1997-00-00", "1997"),
        ("1997-02-00", "1997"),
        ("1997-02", "1997"),
        ("1997-02-30", "1997"),
        ("1997-13-01", "1997"),
    ] {
        assert_eq!(shown(text).as_deref(), Some(whole), "{text}");
    }
    for text in [
        "",
        "97",
        "1997-",
        "1997-1-",
        "1997-02-03-04",
        "1997/",
        "0000-00-00",
        "morgen",
        "19971",
        "199é",
    ] {
        assert_eq!(shown(text), None, "{text}");
    }
}

#[test]
fn without_a_whole_date_of_birth_a_person_is_never_strong() {
    for (left, right) in [("", ""), ("1971-03-04", ""), ("1971", "1971-03-04")] {
        let comparison = compared(
            &person("Willemijn Johanna Ganzenveer", left),
            &person("Willemijn Johanna Ganzenveer", right),
        );
        assert_eq!(comparison.band, MatchBand::Mogelijk, "{}", told(&comparison));
    }
}

fn numbered(name: &str, kvk: Option<&str>, rsin: Option<&str>) -> Prepared {
    let text = |text: &str| Redacted::new(text.to_owned());
    let mut profile = Profile::named(NameKind::Organisatie, name);
    profile.kvk = kvk.map(text);
    profile.rsin = rsin.map(text);
    profile.prepare()
}

#[test]
fn the_same_number_under_another_name_is_shown_with_a_warning() {
    let left = numbered("De Verzonnen Gans B.V.", Some("90000001"), None);
    let comparison = compared(&left, &numbered("Kievit Vastgoed", Some("9000 0001"), None));
    assert_eq!(comparison.band, MatchBand::Zwak, "{}", told(&comparison));
    assert!(comparison.evidence.iter().any(|reason| reason.kind == EvidenceKind::AndereNaam));
    let renamed = compared(&left, &numbered("De Verzonnen Gans N.V.", Some("90000001"), None));
    assert_eq!(
        renamed.band,
        MatchBand::Sterk,
        "a number lifts what held it back: {}",
        told(&renamed)
    );
    assert!(renamed.evidence.iter().all(|reason| reason.kind != EvidenceKind::AndereNaam));
}

#[test]
fn another_number_is_never_strong_whatever_else_agrees() {
    let left = numbered("De Verzonnen Gans B.V.", Some("90000001"), Some("000000012"));
    for rsin in [None, Some("000000012")] {
        let right = numbered("De Verzonnen Gans B.V.", Some("90000002"), rsin);
        let comparison = compared(&left, &right);
        assert_eq!(comparison.band, MatchBand::Mogelijk, "{}", told(&comparison));
        let held = |reason: &Evidence| reason.kind == EvidenceKind::AnderKenmerk;
        assert!(comparison.evidence.iter().any(held), "{}", told(&comparison));
    }
}

#[test]
fn the_same_number_lifts_nothing_of_human_beings() {
    let partner = |name: &str| {
        let mut profile = Profile::named(NameKind::Persoon, name).born(Born::read("1990-05-06"));
        profile.kvk = Some(Redacted::new("90000001".to_owned()));
        profile.prepare()
    };
    let lotte = partner("Lotte de Aalscholver");
    let initial = compared(&lotte, &partner("L. de Aalscholver"));
    assert_eq!(initial.band, MatchBand::Mogelijk, "{}", told(&initial));
    let twin = compared(&lotte, &partner("Sanne de Aalscholver"));
    assert!(twin.band < MatchBand::Sterk, "{}", told(&twin));
    assert_eq!(compared(&lotte, &lotte).band, MatchBand::Sterk);
}

#[test]
fn another_number_costs_and_a_bad_one_is_passed_over() {
    let name = "De Verzonnen Gans B.V.";
    let score = |kvk, rsin| {
        compared(&numbered(name, Some("90000001"), Some("000000012")), &numbered(name, kvk, rsin))
            .score
    };
    let without = score(None, None);
    assert!(score(Some("90000002"), None) < without);
    assert_eq!(score(Some("9000000"), None), without, "seven digits are no KvK number");
    assert_eq!(score(None, Some("000000013")), without, "it fails the test of eleven");
    assert!(score(None, Some("000000012")) > without);
}

#[test]
fn an_address_helps_and_is_never_enough() {
    let at = |name: &str, number: &str| {
        let text = |text: &str| Redacted::new(text.to_owned());
        let mut profile = Profile::named(NameKind::Organisatie, name);
        profile.address = Some(Address { postcode: text("1234 ab"), number: text(number) });
        profile.prepare()
    };
    let shared = compared(&at("Fuut Catering", "12 a"), &at("Kievit Vastgoed", "12A"));
    assert_eq!(shared.band, MatchBand::Geen, "{}", told(&shared));
    let equal = compared(&at("Fuut Catering", "12a"), &at("Fuut Catering", "12A")).score;
    let moved = compared(&at("Fuut Catering", "12a"), &at("Fuut Catering", "13")).score;
    assert!(equal > moved);
}

#[test]
fn bands_rise_and_let_nothing_into_strong_that_was_held_back() {
    let bands = Bands::default();
    let of = |score| bands.of(score).label();
    assert_eq!(
        [of(549), of(550), of(699), of(700), of(849), of(850), of(1000)],
        ["geen", "zwak", "zwak", "mogelijk", "mogelijk", "sterk", "sterk"]
    );
    assert!(Bands::new(900, 720, 500).is_ok());
    for (strong, possible, weak) in
        [(700, 850, 550), (850, 700, 700), (849, 700, 550), (1001, 700, 550), (850, 700, 0)]
    {
        assert_eq!(
            Bands::new(strong, possible, weak),
            Err(BandsError::Order),
            "{strong} {possible} {weak}"
        );
    }
    let json = serde_json::to_string(&bands).expect("JSON");
    assert_eq!(json, r#"{"sterk":850,"mogelijk":700,"zwak":550}"#);
    assert_eq!(serde_json::from_str::<Bands>(&json).expect("bands"), bands);
    assert!(serde_json::from_str::<Bands>(r#"{"sterk":500,"mogelijk":700,"zwak":550}"#).is_err());
    assert_eq!(BandsError::Order.code(), "grenzen-lopen-niet-op");
    assert_eq!(Bands::default().of(STRONG), MatchBand::Sterk);
}
