//! What the browser brings back: refusals, nothing, and an answer of another provider.

use super::{SignIn, callback, check_texts, random, ready};
use harness::{TestProvider, now};
use identity::oidc::{OidcError, ProviderRefusal};
use serde_json::{Value, json};

/// Comes back with this query besides the state.
async fn with(query: Value) -> OidcError {
    let sign_in = SignIn::new().await;
    let begun = sign_in.client.begin("/", &random(1), now()).await.expect("a begin");
    let mut answer = sign_in.provider.visit(&begun.address);
    for name in ["code", "iss"] {
        answer[name] = Value::Null;
    }
    for (name, value) in query.as_object().expect("fields") {
        answer[name] = value.clone();
    }
    if answer["iss"] == "eigen" {
        answer["iss"] = json!(sign_in.provider.issuer());
    }
    let error = sign_in.client.finish(begun.pending, &callback(answer), &[1; 32], now()).await;
    assert_eq!(sign_in.provider.asked("/token"), 0);
    let error = error.expect_err("a refusal");
    check_texts(&error);
    error
}

#[tokio::test]
async fn the_provider_refuses() {
    for (error, refusal, told) in [
        ("access_denied", ProviderRefusal::AccessDenied, "gestopt"),
        ("temporarily_unavailable", ProviderRefusal::TemporarilyUnavailable, "niet bereikbaar"),
        (
            "unmet_authentication_requirements",
            ProviderRefusal::UnmetAuthenticationRequirements,
            "niveau",
        ),
        ("invalid_scope", ProviderRefusal::InvalidScope, "beheerder"),
        ("<script>eyJ\r\nlog</script>", ProviderRefusal::Other, "beheerder"),
    ] {
        let query =
            json!({ "error": error, "error_description": "eyJ0 voorbeeld", "iss": "eigen" });
        let answer = with(query).await;
        assert_eq!(answer, OidcError::Refused(refusal));
        assert!(answer.people().contains(told), "{}", answer.people());
        assert!(!answer.to_string().contains('<'));
    }
}

#[tokio::test]
async fn an_error_counts_even_beside_a_code() {
    let query = json!({ "error": "access_denied", "code": "code-0", "iss": "eigen" });
    assert_eq!(with(query).await, OidcError::Refused(ProviderRefusal::AccessDenied));
}

#[tokio::test]
async fn neither_a_code_nor_an_error() {
    assert_eq!(with(json!({ "iss": "eigen" })).await, OidcError::NoCode);
    assert_eq!(with(json!({ "iss": "eigen", "code": "" })).await, OidcError::NoCode);
}

#[tokio::test]
async fn an_answer_that_does_not_say_who_answers_though_it_should() {
    assert_eq!(with(json!({ "code": "code-0" })).await, OidcError::MixUp);
    // Nor does an error count from who knows whom.
    assert_eq!(with(json!({ "error": "access_denied" })).await, OidcError::MixUp);
}

#[tokio::test]
async fn a_provider_that_never_says_who_answers_need_not() {
    let sign_in = SignIn::with(|it| {
        it.discovery(|document| {
            document["authorization_response_iss_parameter_supported"] = Value::Null;
        });
        it.answer(|answer| answer["iss"] = Value::Null);
    });
    let sign_in = sign_in.await;
    assert!(sign_in.run().await.is_ok());
    // But when it says so, it must be right.
    sign_in
        .provider
        .misbehave(|it| it.answer(|answer| answer["iss"] = json!("https://elders.example")));
    let second = sign_in.finish(2, now()).await;
    assert_eq!(second, Err(OidcError::MixUp));
}

/// A person who means to sign in at the honest provider is made to begin at a crooked one, which sends the browser on. The code
/// of the honest one then comes back to a sign-in that began at the crooked one, which would get it at its token endpoint.
#[tokio::test]
async fn a_code_of_one_provider_never_comes_to_another() {
    let (honest, crooked) = (TestProvider::start(now()).await, TestProvider::start(now()).await);
    let at_honest = ready(honest.settings("eerlijk"));
    let at_crooked = ready(crooked.settings("oneerlijk"));
    let begun = at_crooked.begin("/", &random(1), now()).await.expect("a begin");
    let sent_on = begun.address.as_str().replace(crooked.issuer(), honest.issuer());
    let answer = callback(honest.visit(&sent_on.parse().expect("an address")));
    let finished = at_crooked.finish(begun.pending.clone(), &answer, &[1; 32], now()).await;
    assert_eq!(finished, Err(OidcError::MixUp));
    assert_eq!(crooked.asked("/token"), 0);
    // Nor can what began at the one be finished at the other.
    let elsewhere = at_honest.finish(begun.pending, &answer, &[2; 32], now()).await;
    assert_eq!(elsewhere, Err(OidcError::OtherProvider));
    assert_eq!(honest.asked("/token"), 0);
    // The state of one sign-in is nothing to another of the same person.
    let own = at_honest.begin("/", &random(2), now()).await.expect("a begin");
    let crossed = at_honest.finish(own.pending.clone(), &answer, &[3; 32], now()).await;
    assert_eq!(crossed, Err(OidcError::State));
    // The honest way is open.
    let answer = callback(honest.visit(&own.address));
    at_honest.finish(own.pending, &answer, &[4; 32], now()).await.expect("a person");
}
