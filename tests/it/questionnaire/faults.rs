//! What is wrong with answers that come in, each by its place.

use super::{day, example, form};
use app::questionnaire::{Answers, checked};

/// Each line: a change of the catering example by JSON pointer, and the place and a part of the message of the fault it gives.
#[test]
fn every_fault_in_answers_is_named_by_its_place() {
    let base = serde_json::to_value(example("horeca-volledig")).expect("JSON");
    for (pointer, value, place, part) in FAULTS {
        let mut changed = base.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a key");
        let value = serde_json::from_str(value).expect(value);
        match changed.pointer_mut(parent).expect(parent) {
            serde_json::Value::Object(object) => {
                object.insert(key.to_owned(), value);
            }
            serde_json::Value::Array(list) => list.push(value),
            other => panic!("{other}"),
        }
        let answers: Answers = serde_json::from_value(changed).expect(pointer);
        let files = answers.attached.iter().map(|one| one.document.clone());
        let files = files.filter(|file| file != "onbekend").collect();
        let faults = checked(form("horeca-volledig"), &answers, &files, day()).expect_err(pointer);
        let found: Vec<(&str, &str)> =
            faults.iter().map(|fault| (fault.pointer.as_str(), fault.message.as_str())).collect();
        let named = found.iter().any(|(at, message)| at == place && message.contains(part));
        assert!(named, "{pointer}: {found:?}");
    }
}

type FaultLine = (&'static str, &'static str, &'static str, &'static str);

const FAULTS: &[FaultLine] = &[
    (
        "/antwoorden/betrokkene/onzin",
        r#""ja""#,
        "/antwoorden/betrokkene/onzin",
        "geen vraag «onzin»",
    ),
    (
        "/antwoorden/betrokkene/rechtsvormen",
        r#""bv""#,
        "/antwoorden/betrokkene/rechtsvormen",
        "Bedoelt u «rechtsvorm»?",
    ),
    ("/antwoorden/betrokkene/a~1b", r#""bv""#, "/antwoorden/betrokkene/a~01b", "geen vraag"),
    (
        "/antwoorden/betrokkene/rechtsvorm",
        r#""clubje""#,
        "/antwoorden/betrokkene/rechtsvorm",
        "kies een van de antwoorden",
    ),
    (
        "/antwoorden/betrokkene/rechtsvorm",
        r#"["bv"]"#,
        "/antwoorden/betrokkene/rechtsvorm",
        "één tekst",
    ),
    (
        "/antwoorden/betrokkene/leningen",
        r#""veel""#,
        "/antwoorden/betrokkene/leningen",
        "lijst van regels",
    ),
    (
        "/antwoorden/betrokkene/leningen/-",
        r#"{"nr":1,"velden":{"rentes":"4"}}"#,
        "/antwoorden/betrokkene/leningen/3/velden/rentes",
        "Bedoelt u «rente»?",
    ),
    (
        "/antwoorden/betrokkene/leningen/-",
        r#"{"nr":1}"#,
        "/antwoorden/betrokkene/leningen/3/nr",
        "twee keer",
    ),
    (
        "/antwoorden/betrokkene/leningen/-",
        r#"{"nr":100001}"#,
        "/antwoorden/betrokkene/leningen/3/nr",
        "hooguit 100000",
    ),
    (
        "/antwoorden/betrokkene/leningen/-",
        r#"{"nr":9,"velden":{"persoon":"p77"}}"#,
        "/antwoorden/betrokkene/leningen/3/velden/persoon",
        "p77 staat niet",
    ),
    (
        "/antwoorden/betrokkene/leningen/-",
        r#"{"nr":9,"velden":{"hoofdsom":"-5"}}"#,
        "/antwoorden/betrokkene/leningen/3/velden/hoofdsom",
        "bedrag in euro",
    ),
    ("/antwoorden/p99", "{}", "/antwoorden/p99", "p99 staat niet"),
    (
        "/personen/p301",
        r#"{"soort":"onderneming","naam":"Te veel"}"#,
        "/personen/p301",
        "hooguit 300",
    ),
    (
        "/personen/p300",
        r#"{"soort":"onderneming","naam":"Niemand"}"#,
        "/personen/p300",
        "geen antwoord noemt",
    ),
    (
        "/antwoorden/betrokkene/in-handelsregister",
        r#""nee""#,
        "/antwoorden/betrokkene/kvk-nummer",
        "niet gesteld",
    ),
    (
        "/bijlagen/-",
        r#"{"blok":"betrokkene","vraag":"leningen","regel":1,"bijlage":"contractje","stuk":"onbekend"}"#,
        "/bijlagen/39/stuk",
        "dit bestand is er niet",
    ),
    ("/ondertekening/naam", r#"" ""#, "/ondertekening/naam", "vul de naam in"),
    ("/ondertekening/op", r#""2026-11-26""#, "/ondertekening/op", "in de toekomst"),
];
