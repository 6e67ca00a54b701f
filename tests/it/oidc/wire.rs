//! Discovery documents of others, and answers that are none.

use super::{SignIn, check_texts, refused, within};
use harness::{Behaviour, TestProvider, Wire, now};
use identity::oidc::{DiscoveryFault, Endpoint, HttpFault, Limits, OidcError, TokenRefusal};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_document_of_another_issuer() {
    let another =
        refused(|it| it.discovery(|document| document["issuer"] = json!("https://elders.example")));
    assert_eq!(another.await, OidcError::Discovery(DiscoveryFault::OtherIssuer));
}

#[tokio::test]
async fn a_document_without_what_we_need() {
    for (name, value, fault) in [
        ("token_endpoint", Value::Null, DiscoveryFault::Unreadable),
        (
            "token_endpoint",
            json!("http://elders.example/token"),
            DiscoveryFault::Insecure("token_endpoint"),
        ),
        ("code_challenge_methods_supported", json!(["plain"]), DiscoveryFault::NoPkce),
        ("response_types_supported", json!(["id_token"]), DiscoveryFault::NoCodeFlow),
    ] {
        let twisted = value.clone();
        let error =
            refused(|it| it.discovery(move |document| document[name] = twisted.clone())).await;
        assert_eq!(error, OidcError::Discovery(fault), "{name} {value}");
    }
}

/// What each endpoint does, and what that is to us.
#[tokio::test]
async fn an_endpoint_that_gives_no_answer_to_read() {
    use Endpoint::{Discovery, Keys, Token};
    use HttpFault::{NotJson, Redirected, Status, TooLarge};
    let http = |endpoint, fault| OidcError::Http(endpoint, fault);
    for (name, wire, error) in [
        ("discovery", Wire::Redirects, http(Discovery, Redirected)),
        ("discovery", Wire::IsEndless, http(Discovery, TooLarge)),
        ("discovery", Wire::IsAPage, http(Discovery, NotJson)),
        ("discovery", Wire::IsDown, http(Discovery, Status(503))),
        ("jwks", Wire::Redirects, http(Keys, Redirected)),
        ("jwks", Wire::IsEndless, http(Keys, TooLarge)),
        ("jwks", Wire::IsAPage, http(Keys, NotJson)),
        ("jwks", Wire::IsDown, http(Keys, Status(503))),
        ("token", Wire::Redirects, http(Token, Redirected)),
        ("token", Wire::IsEndless, http(Token, TooLarge)),
        ("token", Wire::IsAPage, OidcError::TokenUnreadable),
        ("token", Wire::IsDown, OidcError::TokenUnreadable),
    ] {
        assert_eq!(refused(|it| it.wire(name, wire)).await, error, "{name} {wire:?}");
    }
}

/// A redirect would carry the code, the verifier and the assertion to whoever it names.
#[tokio::test]
async fn nothing_goes_where_a_redirect_points() {
    let sign_in = SignIn::with(|it| it.wire("token", Wire::Redirects)).await;
    sign_in.run().await.expect_err("a refusal");
    assert_eq!(sign_in.provider.asked("/token"), 1);
    assert_eq!(sign_in.provider.asked("/elsewhere/token"), 0);
}

#[tokio::test]
async fn a_provider_that_says_nothing_is_not_waited_for() {
    for (name, endpoint) in [("discovery", Endpoint::Discovery), ("token", Endpoint::Token)] {
        let provider = TestProvider::start(now()).await;
        // Longer than an answer takes on a busy machine.
        let limits = Limits { time: Duration::from_secs(5), ..Limits::default() };
        let client = within(provider.settings("eigen"), limits);
        provider.misbehave(|it: &mut Behaviour| it.wire(name, Wire::IsSilent));
        let error = SignIn { provider, client }.run().await.expect_err("a refusal");
        check_texts(&error);
        assert_eq!(error, OidcError::Http(endpoint, HttpFault::TimedOut));
        assert_eq!(error.code(), "inlogdienst-onbereikbaar");
    }
}

#[tokio::test]
async fn a_provider_that_is_not_there() {
    let provider = TestProvider::start(now()).await;
    let settings = provider.settings("eigen");
    drop(provider);
    // The port is free again once the server's task is gone.
    tokio::task::yield_now().await;
    let client = within(settings, Limits::default());
    let error = client.begin("/", &super::random(1), now()).await.expect_err("a refusal");
    check_texts(&error);
    let OidcError::Http(Endpoint::Discovery, HttpFault::NoConnection(cause)) = &error else {
        panic!("{error:?}");
    };
    assert!(cause.contains("refused"), "{cause}");
}

#[tokio::test]
async fn a_failure_is_remembered_for_a_moment() {
    let sign_in = SignIn::with(|it| it.wire("discovery", Wire::IsDown)).await;
    let asked = || sign_in.provider.asked("/.well-known/openid-configuration");
    for _ in 0..3 {
        sign_in.run().await.expect_err("a refusal");
    }
    assert_eq!(asked(), 1);
    let later = now().after(chrono::TimeDelta::seconds(5));
    sign_in.finish(1, later).await.expect_err("a refusal");
    assert_eq!(asked(), 2);
}

/// A provider that repeats in its error what it was sent puts nothing of it into our log.
#[tokio::test]
async fn the_words_of_a_provider_stay_out_of_the_log() {
    let sign_in =
        SignIn::configured(|settings| settings["authentication"]["audience"] = json!("issuer"))
            .await;
    let error = sign_in.run().await.expect_err("a refusal");
    check_texts(&error);
    assert_eq!(error.to_string(), "token endpoint refused: invalid_client");
    assert_eq!(error, OidcError::Token(TokenRefusal::Client));
}
