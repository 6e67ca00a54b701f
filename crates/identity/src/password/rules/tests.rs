use super::*;
use PasswordFault::{Common, ControlCharacter, HasHouse, HasName, TooLong, TooShort};

fn faults(password: &str) -> Vec<PasswordFault> {
    let email = Redacted::new("jan.voorbeeld@emmen.example".to_owned());
    let owner = Owner { email: &email, party_name: "Gemeente Emmen" };
    check(&Redacted::new(password.to_owned()), &owner)
}

#[test]
fn a_long_password_needs_nothing_else() {
    for good in [
        "een fiets in de regen",
        "kaneelstok dromedaris",
        "vier losse woorden hier",
        "Xk4#vQ9!mZp2",
        "ёжик в тумане 1975",
        "zonder hoofdletters of cijfers",
        "stroopwafel gemeente lantaarn",
        "830517264930",
    ] {
        assert_eq!(faults(good), [], "{good}");
    }
}

#[test]
fn the_length_is_counted_in_characters_after_normalising() {
    assert_eq!(faults("Xk4#vQ9!mZp"), [TooShort]);
    assert_eq!(faults(&"xk4vq9mzp2rt".repeat(10)), []);
    assert_eq!(faults(&format!("{}a", "xk4vq9mzp2rtwyhd".repeat(8))), [TooLong]);
    assert_eq!(faults(&"x".repeat(2000)), [TooLong]);
    // Eleven letters with an accent of their own each are eleven, not twenty-two.
    assert_eq!(faults("k\u{301}v\u{301}x\u{301}zqwrtplm"), []);
    assert_eq!(faults("e\u{301}vxzqwrtplm"), [TooShort]);
}

#[test]
fn what_everybody_tries_first_is_refused_however_it_is_written() {
    for common in [
        "Welkom2024!!",
        "wachtwoord123",
        "W@chtwoord01!",
        "W4chtw00rd123",
        "welkomwelkom",
        "Zomer-2026-Zomer",
        "qwertyuiop[]",
        "qwerty asdfgh",
        "1q2w3e4r5t6y",
        "123456789012",
        "0987654321098",
        "abcdefghijkl",
        "zzzzzzzzzzzz",
        "abcabcabcabc",
        "1234123412341",
        "ik hou van jou",
        "correct horse battery staple",
        "Páss-wörd 20262026",
    ] {
        assert_eq!(faults(common), [Common], "{common}");
    }
}

#[test]
fn the_name_of_the_owner_is_refused() {
    for name in ["Voorbeeld op de fiets", "fiets jan.voorbeeld", "fiets v00rb33ld regen"] {
        assert_eq!(faults(name), [HasName], "{name}");
    }
    // Three letters are in too many words.
    assert_eq!(faults("januari is koud en nat"), []);
}

#[test]
fn the_words_of_the_house_are_refused() {
    for house in [
        "de wet BIBOB is lang",
        "bi-bob in de regen",
        "mijn Dijkwacht op zee",
        "EMMEN is een plaats",
        "3mm3n is een plaats",
        "fiets gemeenteemmen",
    ] {
        assert_eq!(faults(house), [HasHouse], "{house}");
    }
}

#[test]
fn all_faults_are_named_at_once() {
    assert_eq!(faults("bibob\n"), [TooShort, ControlCharacter, HasHouse]);
    assert_eq!(faults(""), [TooShort]);
}

#[test]
fn every_fault_has_a_sentence() {
    for fault in [TooShort, TooLong, ControlCharacter, Common, HasName, HasHouse] {
        let sentence = fault.people();
        assert!(sentence.ends_with('.') && sentence.len() > 40, "{sentence}");
    }
}

#[test]
fn the_list_is_in_the_form_in_which_it_is_searched() {
    let mut before = "";
    for word in COMMON.lines() {
        assert_eq!(folded(word), word);
        assert!(before < word, "{word} is not in order, or there twice");
        before = word;
    }
    assert!(COMMON.lines().count() > 250);
}
