use super::*;
use crate::oidc::settings::ProviderSettings;
use serde_json::json;

const KEY: &str = include_str!("../../../../../tests/fixtures/keys/client.pem");

fn settings(claims: &Value) -> Checked {
    let settings: ProviderSettings = serde_json::from_value(json!({
        "id": "broker",
        "label": "Inloggen met eHerkenning",
        "issuer": "https://inloggen.example",
        "client_id": "dijkwacht",
        "redirect_uri": "https://bibob.example/terug",
        "authentication": { "method": "private-key-jwt", "key_pem": KEY },
        "levels": ["laag", "midden", "hoog", "hoogst"],
        "least_level": "midden",
        "claims": claims,
    }))
    .unwrap();
    Checked::new(&settings).unwrap()
}

fn person(claims: &Value) -> Result<Person, IdTokenFault> {
    Person::from_claims(claims, &settings(&json!({})))
}

fn secret(text: &str) -> Redacted<String> {
    Redacted::new(text.to_owned())
}

#[test]
fn the_usual_claims_are_read() {
    let read = person(&json!({
        "sub": "248289761001", "acr": "midden", "name": "Jan Voorbeeld", "email": "jan@emmen.example",
        "email_verified": true, "groups": ["bibob", "leiding"], "auth_time": 1_780_000_000,
    }));
    let expected = Person {
        issuer: "https://inloggen.example".to_owned(),
        subject: secret("248289761001"),
        name: Some(secret("Jan Voorbeeld")),
        email: Some(secret("jan@emmen.example")),
        email_verified: true,
        acr: "midden".to_owned(),
        groups: vec!["bibob".to_owned(), "leiding".to_owned()],
        organisation: None,
        auth_time: Moment::from_micros(1_780_000_000_000_000),
    };
    assert_eq!(read, Ok(expected));
}

#[test]
fn what_is_not_there_is_not_made_up() {
    let read =
        person(&json!({ "sub": "1", "acr": "hoog", "name": " ", "email_verified": true })).unwrap();
    assert_eq!(
        (read.name, read.email, read.email_verified, read.auth_time),
        (None, None, false, None)
    );
    assert_eq!(read.groups, [""; 0]);
}

#[test]
fn an_organisation_is_read_where_the_settings_say_that_it_stands() {
    let claims = json!({ "sub": "1", "acr": "hoog", "rechtspersoon": { "kvk": " 00000012 " } });
    assert_eq!(person(&claims).unwrap().organisation, None);
    let there = settings(&json!({ "organisation": "/rechtspersoon/kvk" }));
    let read = Person::from_claims(&claims, &there).unwrap();
    assert_eq!(read.organisation, Some(secret("00000012")));
}

#[test]
fn an_address_counts_as_checked_only_when_the_provider_says_so() {
    for (said, checked) in [
        (json!(true), true),
        (json!("true"), true),
        (json!(false), false),
        (json!("false"), false),
        (json!(1), false),
        (Value::Null, false),
    ] {
        let claims = json!({ "sub": "1", "acr": "hoog", "email": "jan@emmen.example", "email_verified": said });
        assert_eq!(person(&claims).unwrap().email_verified, checked, "{said}");
    }
}

#[test]
fn the_level_is_the_highest_of_those_that_are_enough() {
    for (said, outcome) in [
        (json!("midden"), Ok("midden")),
        (json!("hoogst"), Ok("hoogst")),
        (json!(["laag", "hoog", "midden"]), Ok("hoog")),
        (json!("laag"), Err(IdTokenFault::LevelTooLow)),
        (json!("Midden"), Err(IdTokenFault::LevelTooLow)),
        (json!("onbekend"), Err(IdTokenFault::LevelTooLow)),
        (json!(""), Err(IdTokenFault::LevelMissing)),
        (json!([]), Err(IdTokenFault::LevelMissing)),
        (json!(3), Err(IdTokenFault::LevelMissing)),
        (Value::Null, Err(IdTokenFault::LevelMissing)),
    ] {
        let read = person(&json!({ "sub": "1", "acr": said })).map(|person| person.acr);
        assert_eq!(read, outcome.map(str::to_owned), "{said}");
    }
}

#[test]
fn a_subject_is_a_text_of_some_length() {
    for subject in
        [json!(""), json!(" "), json!("a\nb"), json!("a".repeat(256)), json!(1), Value::Null]
    {
        let read = person(&json!({ "sub": subject, "acr": "hoog" }));
        assert_eq!(read.unwrap_err(), IdTokenFault::Subject, "{subject}");
    }
    assert!(person(&json!({ "sub": "a".repeat(255), "acr": "hoog" })).is_ok());
}

#[test]
fn the_settings_say_where_things_are() {
    let settings = settings(&json!({
        "name": "urn:etoegang:core:Representative", "email": "/contact/mail", "groups": "/realm_access/roles",
        "level": "urn:etoegang:core:assurance-class", "email_verified": "/contact/checked",
    }));
    let claims = json!({
        "sub": "1",
        "acr": "laag",
        "urn:etoegang:core:Representative": "Jan Voorbeeld",
        "urn:etoegang:core:assurance-class": "hoog",
        "contact": { "mail": "jan@emmen.example", "checked": true },
        "realm_access": { "roles": "bibob" },
    });
    let person = Person::from_claims(&claims, &settings).unwrap();
    assert_eq!(person.name, Some(secret("Jan Voorbeeld")));
    assert_eq!((person.email, person.email_verified), (Some(secret("jan@emmen.example")), true));
    assert_eq!((person.acr.as_str(), person.groups), ("hoog", vec!["bibob".to_owned()]));
}

#[test]
fn a_log_shows_nobody() {
    let person = person(
        &json!({ "sub": "248289761001", "acr": "hoog", "name": "Jan", "email": "jan@emmen.example" }),
    );
    let shown = format!("{person:?}");
    assert!(!shown.contains("248289761001") && !shown.contains("Jan") && !shown.contains("jan@"));
}
