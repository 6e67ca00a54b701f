//! The two steps with an honest provider, and what may go between them.

use super::{SignIn, check_texts, random};
use chrono::TimeDelta;
use harness::{TestProvider, fixture_text, now};
use identity::oidc::{
    Callback, Limits, OidcError, Pending, ProviderSettings, Providers, TokenRefusal,
};
use kernel::Redacted;
use serde_json::{Value, json};

#[tokio::test]
async fn a_person_signs_in() {
    let sign_in = SignIn::new().await;
    let person = sign_in.run().await.expect("a person");
    assert_eq!(person.issuer, sign_in.provider.issuer());
    assert_eq!(person.subject, Redacted::new("248289761001".to_owned()));
    assert_eq!(person.name, Some(Redacted::new("Jan Voorbeeld".to_owned())));
    assert_eq!(person.email, Some(Redacted::new("jan.voorbeeld@emmen.example".to_owned())));
    assert!(person.email_verified);
    assert_eq!(person.acr, "midden");
    assert_eq!(person.groups, ["bibob-behandelaar", "medewerkers"]);
    assert_eq!(person.auth_time, None);
}

#[tokio::test]
async fn what_the_provider_says_of_itself_is_asked_once_and_again_after_its_time() {
    let sign_in = SignIn::new().await;
    let asked = || {
        let provider = &sign_in.provider;
        (provider.asked("/.well-known/openid-configuration"), provider.asked("/jwks"))
    };
    sign_in.run().await.expect("a person");
    sign_in.finish(2, now()).await.expect("a person");
    assert_eq!(asked(), (1, 1));
    // It says that it may be kept for an hour.
    let later = now().after(TimeDelta::minutes(61));
    sign_in.provider.at(later);
    sign_in.finish(3, later).await.expect("a person");
    assert_eq!(asked(), (2, 2));
}

#[tokio::test]
async fn a_crowd_asks_once() {
    let sign_in = SignIn::new().await;
    let begin = |number| {
        let client = &sign_in.client;
        async move { client.begin("/", &random(number), now()).await.map(|begun| begun.address) }
    };
    let (one, two, three) = tokio::join!(begin(1), begin(2), begin(3));
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(sign_in.provider.asked("/.well-known/openid-configuration"), 1);
}

#[tokio::test]
async fn what_is_kept_can_be_stored_in_between() {
    let sign_in = SignIn::new().await;
    let (pending, callback) = sign_in.visit(1, now()).await.expect("a visit");
    assert_eq!((pending.provider(), pending.return_to()), ("eigen", "/dossiers"));
    let stored = serde_json::to_vec(&pending).expect("text");
    let taken_out: Pending = serde_json::from_slice(&stored).expect("the same");
    sign_in.client.finish(taken_out, &callback, &[1; 32], now()).await.expect("a person");
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_afterwards() {
    let sign_in = SignIn::new().await;
    let begun = sign_in.client.begin("https://elders.example/", &random(1), now()).await;
    assert_eq!(begun.expect("a begin").pending.return_to(), "/");
}

#[tokio::test]
async fn an_answer_without_the_state_that_was_sent_is_refused_unread() {
    let sign_in = SignIn::new().await;
    for state in [None, Some("een-andere")] {
        let (pending, mut callback) = sign_in.visit(1, now()).await.expect("a visit");
        callback.state = state.map(|state| Redacted::new(state.to_owned()));
        let answer = sign_in.client.finish(pending, &callback, &[1; 32], now()).await;
        assert_eq!(answer, Err(OidcError::State));
    }
    assert_eq!(sign_in.provider.asked("/token"), 0);
}

#[tokio::test]
async fn a_sign_in_lasts_ten_minutes() {
    let sign_in = SignIn::new().await;
    let (pending, callback) = sign_in.visit(1, now()).await.expect("a visit");
    let late = now().after(TimeDelta::minutes(10));
    let answer = sign_in.client.finish(pending.clone(), &callback, &[1; 32], late).await;
    assert_eq!(answer, Err(OidcError::Expired));
    assert_eq!(sign_in.provider.asked("/token"), 0);
    let in_time = now().after(TimeDelta::seconds(599));
    sign_in.provider.at(in_time);
    sign_in.client.finish(pending, &callback, &[1; 32], in_time).await.expect("a person");
}

#[tokio::test]
async fn a_code_is_good_once() {
    let sign_in = SignIn::new().await;
    let (pending, callback) = sign_in.visit(1, now()).await.expect("a visit");
    let finish =
        async |id: u8| sign_in.client.finish(pending.clone(), &callback, &[id; 32], now()).await;
    assert!(finish(1).await.is_ok());
    let replay = finish(2).await.expect_err("a refusal");
    check_texts(&replay);
    assert_eq!(replay, OidcError::Token(TokenRefusal::Code));
    assert_eq!(replay.code(), "code-gebruikt");
}

#[tokio::test]
async fn a_code_fits_the_sign_in_that_asked_for_it_only() {
    let sign_in = SignIn::new().await;
    let (mine, answer) = sign_in.visit(1, now()).await.expect("a visit");
    let (_, of_another) = sign_in.visit(2, now()).await.expect("a visit");
    // A code that an attacker got for themselves, in the browser of somebody else.
    let injected = Callback { code: of_another.code, ..answer };
    let answer = sign_in.client.finish(mine, &injected, &[1; 32], now()).await;
    assert_eq!(answer, Err(OidcError::Token(TokenRefusal::Code)));
    assert_eq!(sign_in.provider.asked("/token"), 1);
}

#[tokio::test]
async fn an_assertion_is_taken_once() {
    let sign_in = SignIn::new().await;
    let (one, first) = sign_in.visit(1, now()).await.expect("a visit");
    sign_in.client.finish(one, &first, &[7; 32], now()).await.expect("a person");
    let (two, second) = sign_in.visit(2, now()).await.expect("a visit");
    let answer = sign_in.client.finish(two, &second, &[7; 32], now()).await;
    assert_eq!(answer, Err(OidcError::Token(TokenRefusal::Client)));
}

#[tokio::test]
async fn the_provider_believes_no_other_key_audience_algorithm_or_time() {
    for (field, value) in [
        ("key_pem", fixture_text("keys/provider.pem")),
        ("audience", "issuer".to_owned()),
        ("algorithm", "RS256".to_owned()),
    ] {
        let sign_in =
            SignIn::configured(|settings| settings["authentication"][field] = json!(value)).await;
        assert_eq!(sign_in.run().await, Err(OidcError::Token(TokenRefusal::Client)), "{field}");
    }
    let sign_in = SignIn::new().await;
    sign_in.provider.at(now().after(TimeDelta::seconds(61)));
    assert_eq!(sign_in.run().await, Err(OidcError::Token(TokenRefusal::Client)));
}

#[tokio::test]
async fn signing_out_goes_to_the_provider_without_the_person() {
    let sign_in = SignIn::new().await;
    let address = sign_in.client.end_session(now()).await.expect("an answer").expect("an address");
    let expected = format!(
        "{}/uit?soort=alles&client_id=dijkwacht&post_logout_redirect_uri=https%3A%2F%2Fbibob.example%2Fafgemeld",
        sign_in.provider.issuer()
    );
    assert_eq!(address.as_str(), expected);
    let silent =
        SignIn::with(|it| it.discovery(|document| document["end_session_endpoint"] = Value::Null))
            .await;
    assert_eq!(silent.client.end_session(now()).await, Ok(None));
}

#[tokio::test]
async fn several_providers_stand_beside_each_other() {
    let provider = TestProvider::start(now()).await;
    let settings = |id: &str| -> ProviderSettings {
        serde_json::from_value(provider.settings(id)).expect("settings")
    };
    let all = Providers::new(&[settings("entra"), settings("broker")], Limits::default());
    let all = all.expect("settings that hold");
    assert_eq!(all.iter().map(|one| one.id()).collect::<Vec<_>>(), ["broker", "entra"]);
    assert_eq!(all.get("entra").map(|one| one.label()), Some("Inloggen met uw werkaccount"));
    assert!(all.get("ander").is_none());
    let mut wrong = settings("entra");
    wrong.least_level = "hoogst".to_owned();
    let faults = Providers::new(&[settings("entra"), settings("entra"), wrong], Limits::default());
    let faults = faults.expect_err("two faults");
    let places: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(places, ["/1/id", "/2/least_level"]);
}
