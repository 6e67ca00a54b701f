//! Blocking keys: what is of one subject meets, and keys stay few and short.

use super::super::{BlockingKey, Prepared, keys};
use super::{company, person};

fn meet(left: &Prepared, right: &Prepared) -> bool {
    let theirs = keys(right);
    keys(left).iter().any(|key| theirs.contains(key))
}

#[test]
fn names_of_one_person_meet() {
    for (left, right) in [
        ("Willemijn van der Reiger", "W. Vanderreiger"),
        ("Willemijn Fuutstra-de Reiger", "W. de Reiger"),
        ("Ganzenveer, W.J.", "Willemijn Johanna Ganzenvear"),
        ("Evgeni Kievitsky", "Jevgeni Kievitskij"),
        ("Samira Ben Eend", "Samira Beneend"),
    ] {
        assert!(meet(&person(left, ""), &person(right, "")), "{left} | {right}");
    }
}

#[test]
fn the_few_of_a_common_surname_meet_by_its_initial() {
    let initial = |name: &str| {
        let keys = keys(&person(name, ""));
        let texts = keys.iter().map(|key| key.as_str().to_owned());
        texts.filter(|text| text.starts_with("i:")).collect::<Vec<_>>()
    };
    let shared = |left: &str, right: &str| {
        let theirs = initial(right);
        initial(left).iter().any(|key| theirs.contains(key))
    };
    for (left, right) in [
        ("Joep Fuutstra", "J. Fuutstra"),
        ("Bram van der Reiger", "A. van der Reiger"),
        ("Wilhelmina Johanna Zwaan", "J. Zwaan"),
        ("Zwaan, W.J.", "Wilhelmina Johanna Zwaan"),
    ] {
        assert!(shared(left, right), "{left} | {right}");
    }
    assert!(!shared("Joep Fuutstra", "Karel Fuutstra"));
    assert!(initial("Fuutstra").is_empty(), "without a forename there is no initial");
}

#[test]
fn a_date_of_birth_makes_two_meet_whose_names_are_both_misspelt() {
    assert!(!meet(&person("Joep Fuutstra", ""), &person("Jwep Fwutstra", "")));
    assert!(meet(&person("Joep Fuutstra", "1971-03-04"), &person("Jwep Fwutstra", "1971-03-04")));
    assert!(
        meet(&person("Joop Fuutstra", "1971-03-04"), &person("Jwep Fuuxtra", "1971-04-03")),
        "swapped"
    );
    assert!(
        meet(&person("Joop Fuutstra", "1971-03-04"), &person("Jwep Fuuxtra", "1971")),
        "only the year"
    );
}

#[test]
fn names_of_one_company_meet_and_trade_words_alone_do_not() {
    assert!(meet(&company("De Verzonnen Gans B.V."), &company("Gans Verzonnen")));
    assert!(meet(&company("VanderFuutRecycling"), &company("Van der Fuut Recycling B.V.")));
    assert!(!meet(&company("Fuut Bouw B.V."), &company("Reiger Bouw B.V.")));
    assert!(
        meet(&company("Bouw B.V."), &company("Bouw")),
        "when there is nothing else, it is the name"
    );
}

#[test]
fn keys_are_short_ordered_and_each_there_once() {
    let long = "Wolkenkrabberbewonersvereniging ".repeat(20);
    for profile in
        [person(&long, "1971-03-04"), company(&long), person("Joep Fuutstra", "1971-03-04")]
    {
        let keys = keys(&profile);
        assert!(
            !keys.is_empty() && keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1])
        );
        assert!(keys.iter().all(|key| key.as_str().len() <= 24));
        assert!(keys.len() <= 40, "{}", keys.len());
    }
}

#[test]
fn the_keys_of_a_person_as_they_are_stored() {
    let person = person("Willemijn van der Reiger", "1971-03-04");
    let keys = keys(&person);
    let texts: Vec<&str> = keys.iter().map(BlockingKey::as_str).collect();
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn debug_shows_no_name() {
    let person = person("Willemijn van der Reiger", "1971-03-04");
    let shown = format!("{person:?} {:?}", keys(&person));
    assert!(!shown.to_lowercase().contains("reiger") && !shown.contains("1971"), "{shown}");
}
