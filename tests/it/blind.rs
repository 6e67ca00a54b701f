//! Who somebody is changes no byte of a result: over 1,000 generated files with the national rules, with other names, numbers and
//! addresses. Nationality, birth place and sex cannot even stand in a file (design rule; art. 1 of the Constitution, AVG art. 9).

use app::risk::{
    Connected, Connection, EvidenceStatus, Finding, FindingId, FindingKind, Given, Ground,
    LegalWeight, Profile, RuleSet, Seriousness, Source, SourceKind, counterfactual, points, score,
};
use chrono::{Days, NaiveDate};
use facts::Application;
use harness::{fixtures, rulebook};
use kernel::{CaseId, Euro, Id, Redacted, SubjectId};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

const FILES: u64 = 1_000;

/// Persons with nothing in common.
const PERSONS: [(&str, &str, &str); 2] = [
    ("Bartholomeus Zevenkikker", "99990001", "7811 AB"),
    ("Şükriye-Zhī Ðorđević-El Vèrzonnen, geboren Fantasia", "99990012", "1012 ZZ"),
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 6).expect("a day")
}

fn applications() -> Vec<Value> {
    let read = |path| std::fs::read_to_string(path).expect("a text");
    let paths = fixtures("applications", "json");
    paths.iter().map(|path| serde_json::from_str(&read(path)).expect("JSON")).collect()
}

/// An application with this person as the one concerned.
fn of_person(application: &Value, (name, number, postcode): (&str, &str, &str)) -> Value {
    let mut changed = application.clone();
    let file = changed.as_object_mut().expect("a file");
    let person = file.entry("betrokkene").or_insert_with(|| json!({}));
    let person = person.as_object_mut().expect("a person");
    person.insert("naam".to_owned(), json!(name));
    person.insert("kvkNummer".to_owned(), json!(number));
    let address = json!({ "straat": "Verzonnen Plein", "huisnummer": "7a", "postcode": postcode, "plaats": "Nergenshuizen" });
    person.insert("adres".to_owned(), address);
    changed
}

/// A finding of some kind; the number decides everything about it.
fn finding(kind: &FindingKind, number: u64) -> Finding {
    let seriousness = [None, Some(Seriousness::Licht), Some(Seriousness::Zwaar)];
    let suspicion = EvidenceStatus::Vermoeden { ernst: seriousness[(number % 3) as usize] };
    let indicating = kind.heaviest == LegalWeight::Aanwijzend && number.is_multiple_of(2);
    Finding {
        id: FindingId::from_uuid(Uuid::from_u128(u128::from(number) + 1)),
        subject: SubjectId::from_uuid(Uuid::from_u128(7)),
        kind: kind.id.clone(),
        path: Vec::new(),
        happened_on: today().checked_sub_days(Days::new(30 + number % 4_000)),
        happened_until: None,
        obtained_on: today(),
        source: Source {
            kind: SourceKind::EigenDossier,
            reference: Redacted::new(format!("stuk {number}")),
        },
        status: if indicating { EvidenceStatus::Veroordeling } else { suspicion },
        connection: Connection {
            answer: [Connected::Ja, Connected::Nee, Connected::Onbekend][(number % 3) as usize],
            reason: Redacted::new("zelfde branche".to_owned()),
        },
        benefit: (!number.is_multiple_of(5))
            .then(|| Euro::from_cents(number.cast_signed() * 9_000)),
    }
}

fn findings(rules: &RuleSet, file: u64) -> Vec<Finding> {
    let kinds: Vec<&FindingKind> = rules.kinds().iter().collect();
    let several = 0..file % 7;
    let numbers = several.map(|place| file * 31 + place * 17);
    numbers
        .map(|number| finding(kinds[usize::try_from(number).expect("small") % kinds.len()], number))
        .collect()
}

/// Everything that a result says, as bytes.
fn results(rules: &RuleSet, application: &Value, file: u64) -> Vec<u8> {
    let kinds: Vec<&str> = rulebook().kinds().keys().map(String::as_str).collect();
    let read = Application::read(application, rules.vocabulary(), &kinds).expect("sound");
    let given = Given {
        file: CaseId::from_uuid(Uuid::from_u128(u128::from(file))),
        facts: read.facts,
        findings: findings(rules, file),
        missing: BTreeSet::new(),
    };
    let profile = Profile::new(given, rules.kinds(), today()).expect("sound");
    let mut bytes = score(rules, &profile, today()).to_bytes().expect("JSON");
    for ground in Ground::ALL {
        let lower = counterfactual(rules, &profile, today(), ground);
        bytes.extend(serde_json::to_vec(&lower).expect("JSON"));
        bytes.extend(points(rules, &profile, today()).on(ground).to_be_bytes());
    }
    bytes
}

#[test]
fn other_names_numbers_and_addresses_change_no_byte_in_a_thousand_files() {
    let rules = rulebook().risk().expect("a risk set");
    let applications = applications();
    let mut different = BTreeSet::new();
    for file in 0..FILES {
        let application = &applications[usize::try_from(file).expect("small") % applications.len()];
        let [one, other] =
            PERSONS.map(|person| results(rules, &of_person(application, person), file));
        assert_eq!(one, other, "file {file}");
        different.insert(one);
    }
    // The files do differ, so that equal bytes mean something.
    assert_eq!(different.len(), usize::try_from(FILES).expect("small"));
}

#[test]
fn what_may_not_be_read_cannot_stand_in_a_file() {
    let rules = rulebook().risk().expect("a risk set");
    let kinds: Vec<&str> = rulebook().kinds().keys().map(String::as_str).collect();
    for key in ["nationaliteit", "geboorteplaats", "geboorteland", "geslacht", "godsdienst"] {
        let mut file = of_person(&applications()[0], PERSONS[0]);
        file["betrokkene"][key] = json!("verzonnen");
        let refused = Application::read(&file, rules.vocabulary(), &kinds).expect_err(key);
        assert!(refused.to_string().contains(key), "{refused}");
    }
}
