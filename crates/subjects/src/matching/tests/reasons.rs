//! The reasons as people and machines read them: reviewed snapshots.

use super::super::{Bands, Evidence, compare};
use super::{company, person};

#[test]
fn reasons_in_words() {
    let persons = [
        ("Willemijn van der Reiger", "1971-03-04", "Willemijn van der Reiger", "1971-03-04"),
        ("W.J. Fuutstra", "1971-03-04", "Willemijn Johanna Fuutstra", "1971-03-04"),
        ("J. Fuutstra", "1971-03-04", "Joep Fuutstra", ""),
        ("Kees Fuutstra-de Reiger", "1971-03-04", "Cornelis de Reiger", "1971-04-03"),
        ("Mohamed El Foutaoui", "1971", "Mohammed Foutaoui", "1971-03-04"),
        ("Joep Vanderreiger", "1971-03-04", "Joep van der Reiger", "1971-03-05"),
        ("Joep Fuutstra", "1971-03-04", "Joep Fuutstra", "1988-11-20"),
        ("Joep Fuutstra", "1971-03-04", "Bernard Fuutstra", "1971-03-04"),
        ("Fuutstra", "1971-03-04", "Joep Fuutstar", "1971-03-04"),
    ];
    let companies = [
        ("De Verzonnen Gans B.V.", "de verzonnen gans besloten vennootschap"),
        ("Fuut Beheer I B.V.", "Fuut Beheer II N.V."),
        ("VanderFuutRecycling", "Van der Fuut Recycling B.V."),
        ("Fuut Install.techn.", "Fuut Installatietechniek B.V."),
        ("Fuutstra h.o.d.n. De Blauwe Reiger", "De Blauwe Reiger B.V."),
        ("De Blauwe Reiger", "De Blauwe Reiger Vastgoed"),
        ("Fuut Bouw", "Reiger Bouw"),
    ];
    let pairs = persons
        .map(|(left, born, right, other)| (person(left, born), person(right, other)))
        .into_iter()
        .chain(companies.map(|(left, right)| (company(left), company(right))));
    let told: Vec<String> = pairs
        .map(|(left, right)| {
            let comparison = compare(&left, &right, Bands::default());
            let reasons: Vec<&str> =
                comparison.evidence.iter().map(|reason| reason.text.reveal().as_str()).collect();
            format!(
                "{} {} ({})\n    {}",
                comparison.score,
                comparison.band.label(),
                comparison.weight,
                reasons.join("\n    ")
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn reasons_without_values_say_what_agrees_and_not_what_stands_there() {
    let comparison = compare(
        &person("J. van der Reiger", "1971-03-04"),
        &person("Reiger, Joep van der", "1988-11-20"),
        Bands::default(),
    );
    let told: Vec<String> = comparison.evidence.iter().map(Evidence::without_values).collect();
    let told = told.join("; ");
    assert!(told.starts_with("achternaam gelijk (+"), "{told}");
    assert!(told.contains("geboortedatum verschilt ("), "{told}");
    for value in ["Reiger", "Joep", "1971", "1988"] {
        assert!(!told.contains(value), "{value}: {told}");
    }
}

#[test]
fn a_comparison_as_json() {
    let comparison = compare(
        &person("J. van der Reiger", "1971-03-04"),
        &person("Reiger, Joep van der", "1971-03-04"),
        Bands::default(),
    );
    insta::assert_snapshot!(serde_json::to_string_pretty(&comparison).expect("JSON"));
}
