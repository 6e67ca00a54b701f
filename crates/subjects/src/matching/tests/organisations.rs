//! The rules for names of organisations, one by one.

use super::super::{MatchBand, Name, NameKind, Profile, keys};
use super::{POSSIBLE, STRONG, company, compared, other_companies, person, same_companies, told};
use kernel::Redacted;

#[test]
fn legal_forms_stand_apart() {
    same_companies(&[
        ("De Verzonnen Gans B.V.", "De Verzonnen Gans Besloten Vennootschap"),
        ("De Verzonnen Gans B.V.", "de verzonnen gans bv"),
        ("De Verzonnen Gans V.O.F.", "De Verzonnen Gans vennootschap onder firma"),
        ("Coöperatie De Verzonnen Gans U.A.", "De Verzonnen Gans Coöp. U.A."),
        ("Stichting De Verzonnen Gans", "De Verzonnen Gans"),
        ("De Verzonnen Gans", "De Verzonnen Gans N.V."),
        ("De Verzonnen Gans B.V. i.o.", "De Verzonnen Gans B.V."),
        ("De Verzonnen Gans Besloten Vennotschap", "De Verzonnen Gans B.V."),
        ("De Verzonnen Gans b..", "De Verzonnen Gans B.V."),
        ("Stichtingg De Verzonnen Gans", "Stichting De Verzonnen Gans"),
        ("Maatschap De Verzonnen Gans", "De Verzonnen Gans, maatschap"),
        ("OOO Vydumanny Gus", "Vydumanny Gus LLC"),
        ("Erfundene Gans GmbH", "Erfundene Gans Gesellschaft mit beschränkter Haftung"),
    ]);
    let other_form =
        compared(&company("De Verzonnen Gans B.V."), &company("De Verzonnen Gans N.V."));
    assert!((POSSIBLE..STRONG).contains(&other_form.score), "{}", told(&other_form));
}

#[test]
fn and_is_written_in_two_ways() {
    same_companies(&[
        ("Fuut & Reiger Bouw", "Fuut en Reiger Bouw B.V."),
        ("Fuut&Reiger Bouw", "Fuut & Reiger Bouw"),
        ("Fuut + Reiger Bouw", "Fuut en Reiger Bouw"),
    ]);
}

#[test]
fn trade_words_never_match_alone() {
    other_companies(&[
        ("Fuut Bouw B.V.", "Reiger Bouw B.V."),
        ("Fuut Bouw B.V.", "Fuut Catering B.V."),
        ("De Fuut Beheer", "De Reiger Beheer"),
        ("Stichting De Fuut Horeca Exploitatie", "Stichting De Reiger Horeca Exploitatie"),
        ("Fuut & Reiger Transport", "Fuut & Kievit Transport"),
        ("Het Nest van Fuut Holding Snipdorp", "Het Nest van Fuut Holding Eendstad"),
    ]);
}

#[test]
fn joined_and_reordered_words_are_one_name() {
    same_companies(&[
        ("VanderFuutRecycling", "Van der Fuut Recycling B.V."),
        ("Blauwe Reiger Catering", "BlauweReigerCatering B.V."),
        ("Bouw Fuutstra", "Fuutstra Bouw"),
        ("Reiger Blauwe B.V.", "Blauwe Reiger B.V."),
        ("Blauwe ReigernCatering", "Blauwe Reiger Catering"),
        ("Blauw eReiger Catering", "Blauwe Reiger Catering"),
    ]);
}

#[test]
fn abbreviations_are_read_out() {
    same_companies(&[
        ("Fuut Im- en Export", "Fuut Import Export"),
        ("Fuut Install.techn.", "Fuut Installatietechniek"),
        ("Fuut Hold. B.V.", "Fuut Holding B.V."),
        ("Fuut Transp.", "Fuut Transport"),
        ("Fuut Schoonm.", "Fuut Schoonmaak"),
        ("Fuut Adm.kantoor", "Fuut Administratiekantoor"),
        ("Gebr. Fuutstra", "Gebroeders Fuutstra"),
        ("Fuutstra & Zn.", "Fuutstra en Zonen"),
        ("Fa. Fuutstra", "Firma Fuutstra"),
        ("Fuut Expl. Mij.", "Fuut Exploitatie Maatschappij"),
    ]);
    other_companies(&[("Fuut Hold.", "Reiger Holding"), ("Fuut Transp.", "Fuut Catering")]);
}

#[test]
fn another_number_is_another_company() {
    other_companies(&[
        ("Fuut Beheer I B.V.", "Fuut Beheer II B.V."),
        ("Fuut Beheer 3", "Fuut Beheer IV"),
        ("Fuut Beheer 2019", "Fuut Beheer 2020"),
        ("Fuut V B.V.", "Fuut VI B.V."),
    ]);
    same_companies(&[("Fuut Beheer II", "Fuut Beheer 2 B.V."), ("Fuut IX", "Fuut 9")]);
    let one_side = compared(&company("Fuutstra Beheer II B.V."), &company("Fuutstra Beheer B.V."));
    assert!(one_side.score < STRONG, "{}", told(&one_side));
}

#[test]
fn whose_trade_name_it_is_stands_apart() {
    same_companies(&[
        ("Fuutstra h.o.d.n. De Verzonnen Gans", "De Verzonnen Gans B.V."),
        ("J. Fuutstra t.h.o.d.n. De Verzonnen Gans", "Stichting De Verzonnen Gans"),
        ("J. Fuutstra, handelend onder de naam De Verzonnen Gans", "De Verzonnen Gans"),
        ("J. Fuutstra t/a De Verzonnen Gans", "De Verzonnen Gans"),
    ]);
    let other_owner = compared(
        &company("Fuutstra h.o.d.n. De Verzonnen Gans"),
        &company("Stichting De Verzonnen Gans"),
    );
    assert_eq!(other_owner.band, MatchBand::Mogelijk, "{}", told(&other_owner));
    other_companies(&[(
        "Fuutstra h.o.d.n. De Verzonnen Gans",
        "Fuutstra h.o.d.n. De Blauwe Reiger",
    )]);
}

#[test]
fn slips_in_company_names_are_forgiven_but_not_in_short_words_alone() {
    same_companies(&[
        ("De Verzonen Gans Catering", "De Verzonnen Gans Catering"),
        ("De Verzonnen Gans Caterng", "De Verzonnen Gans Catering"),
        ("Aalscholver Trading", "Aalscholver rTading"),
    ]);
    let short = compared(&company("Eend Bouw"), &company("Eenk Bouw"));
    assert!(short.band < MatchBand::Sterk, "{}", told(&short));
}

#[test]
fn a_word_more_is_never_strong() {
    let comparison =
        compared(&company("De Verzonnen Gans B.V."), &company("De Verzonnen Gans Vastgoed B.V."));
    assert!(comparison.band < MatchBand::Sterk, "{}", told(&comparison));
}

#[test]
fn a_name_of_nothing_but_a_number_or_a_form_is_still_a_name() {
    for name in ["1850", "B.V.", "Stichting", "IV", "&", "..."] {
        let comparison = compared(&company(name), &company(name));
        let empty = ["&", "..."].contains(&name);
        assert_eq!(comparison.score < 550, empty, "{name}: {}", told(&comparison));
    }
}

#[test]
fn a_business_that_is_its_owner_is_found_by_the_owner_and_by_its_name() {
    let business = |name: &str| {
        let mut profile = Profile::named(NameKind::Organisatie, name);
        profile.names = vec![Name::Owner(Redacted::new(name.to_owned()))];
        profile.kvk = Some(Redacted::new("90000001".to_owned()));
        profile.prepare()
    };
    let owner = person("Willemijn van der Ganzenveer", "1971-03-04");
    for name in ["Willemijn van der Ganzenveer", "Ganzenveer, Willemijn van der"] {
        let comparison = compared(&business(name), &owner);
        assert_eq!(comparison.band, MatchBand::Mogelijk, "{name}: {}", told(&comparison));
        let shared = keys(&owner).iter().any(|key| keys(&business(name)).contains(key));
        assert!(shared, "{name}: a key is shared");
    }
    // A human being with its number may be somebody who works in it.
    let mut numbered = Profile::named(NameKind::Persoon, "Willemijn van der Ganzenveer");
    numbered.kvk = Some(Redacted::new("90000001".to_owned()));
    let comparison = compared(&business("Willemijn van der Ganzenveer"), &numbered.prepare());
    assert_eq!(comparison.band, MatchBand::Mogelijk, "{}", told(&comparison));
    let comparison = compared(&business("De Verzonnen Gans"), &business("De Verzonnen Gans"));
    assert_eq!(comparison.band, MatchBand::Sterk, "{}", told(&comparison));
    let other = compared(&business("De Verzonnen Gans"), &owner);
    assert_eq!(other.band, MatchBand::Geen, "{}", told(&other));
}
