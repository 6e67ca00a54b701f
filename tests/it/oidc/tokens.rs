//! ID tokens that must not let anybody in.

use super::{SignIn, refused};
use chrono::TimeDelta;
use harness::{Signature, now};
use identity::oidc::{IdTokenFault, OidcError};
use serde_json::{Value, json};

/// Signs in with changed claims, and returns what is wrong with the token.
async fn with(twist: impl Fn(&mut Value) + Send + Sync + 'static) -> IdTokenFault {
    let error = refused(|it| it.claims(twist)).await;
    let OidcError::IdToken(fault) = error else { unreachable!("{error:?}") };
    fault
}

/// Signs in with a claim of another value.
async fn claim(name: &'static str, value: Value) -> IdTokenFault {
    with(move |claims| claims[name] = value.clone()).await
}

/// Signs in with a claim moved by so many seconds.
async fn moved(name: &'static str, from: &'static str, seconds: i64) -> Result<(), OidcError> {
    let sign_in = SignIn::with(|it| {
        it.claims(move |claims| {
            let before = claims[from].as_i64().expect("a time");
            claims[name] = json!(before + seconds);
        });
    });
    sign_in.await.run().await.map(drop)
}

#[tokio::test]
async fn for_another_sign_in() {
    assert_eq!(claim("nonce", json!("een-andere")).await, IdTokenFault::Nonce);
    assert_eq!(claim("nonce", Value::Null).await, IdTokenFault::Nonce);
}

#[tokio::test]
async fn not_signed_or_signed_with_what_everybody_has() {
    for signature in [Signature::Nothing, Signature::PublicKeyAsSecret] {
        let error = refused(|it| it.signature = signature).await;
        assert_eq!(error, OidcError::IdToken(IdTokenFault::Algorithm), "{signature:?}");
    }
}

#[tokio::test]
async fn signed_by_an_algorithm_that_the_settings_do_not_allow() {
    let sign_in = SignIn::configured(|settings| settings["algorithms"] = json!(["ES256"])).await;
    assert_eq!(sign_in.run().await, Err(OidcError::IdToken(IdTokenFault::Algorithm)));
    sign_in.provider.misbehave(|it| it.signature = Signature::Es256);
    assert!(sign_in.finish(2, now()).await.is_ok());
}

#[tokio::test]
async fn signed_by_a_key_under_a_stolen_name() {
    let error = refused(|it| it.signature = Signature::StolenName).await;
    assert_eq!(error, OidcError::IdToken(IdTokenFault::Signature));
}

#[tokio::test]
async fn each_allowed_algorithm_lets_a_person_in() {
    for signature in [Signature::Ps256, Signature::Rs256, Signature::Es256] {
        let sign_in = SignIn::with(|it| it.signature = signature).await;
        assert!(sign_in.run().await.is_ok(), "{signature:?}");
    }
}

#[tokio::test]
async fn from_another_issuer() {
    let another = json!("https://elders.example");
    assert_eq!(claim("iss", another).await, IdTokenFault::Issuer);
}

#[tokio::test]
async fn for_another_client() {
    assert_eq!(claim("aud", json!("een-ander")).await, IdTokenFault::Audience);
    assert_eq!(claim("aud", json!(["een-ander", "nog-een"])).await, IdTokenFault::Audience);
    // For us among others, without saying that it was issued to us.
    assert_eq!(claim("aud", json!(["dijkwacht", "een-ander"])).await, IdTokenFault::Audience);
    assert_eq!(claim("azp", json!("een-ander")).await, IdTokenFault::Audience);
    let of_another = with(|claims| {
        claims["aud"] = json!(["dijkwacht", "een-ander"]);
        claims["azp"] = json!("een-ander");
    });
    assert_eq!(of_another.await, IdTokenFault::Audience);
}

#[tokio::test]
async fn for_us_among_others_is_fine_when_it_was_issued_to_us() {
    let sign_in = SignIn::with(|it| {
        it.claims(|claims| {
            claims["aud"] = json!(["een-ander", "dijkwacht"]);
            claims["azp"] = json!("dijkwacht");
        });
    });
    assert!(sign_in.await.run().await.is_ok());
}

#[tokio::test]
async fn out_of_its_time() {
    let fault = |fault| Err(OidcError::IdToken(fault));
    // The provider's clock and ours may be a minute apart, and no more.
    assert_eq!(moved("exp", "iat", -60).await, fault(IdTokenFault::Expired));
    assert_eq!(moved("exp", "iat", -59).await, Ok(()));
    assert_eq!(moved("iat", "iat", 61).await, fault(IdTokenFault::NotYetValid));
    assert_eq!(moved("iat", "iat", 60).await, Ok(()));
    assert_eq!(moved("nbf", "iat", 61).await, fault(IdTokenFault::NotYetValid));
    assert_eq!(moved("nbf", "iat", 60).await, Ok(()));
    assert_eq!(moved("iat", "iat", -61).await, fault(IdTokenFault::Stale));
    assert_eq!(claim("exp", json!(0)).await, IdTokenFault::Expired);
    assert_eq!(claim("nbf", json!("morgen")).await, IdTokenFault::Malformed);
}

/// A token that is good by itself, but of before this sign-in began.
#[tokio::test]
async fn older_than_the_sign_in() {
    let sign_in = SignIn::new().await;
    let later = now().after(TimeDelta::minutes(2));
    let (pending, callback) = sign_in.visit(1, later).await.expect("a visit");
    sign_in.provider.misbehave(|it| {
        it.claims(|claims| {
            let issued = claims["iat"].as_i64().expect("a time");
            claims["iat"] = json!(issued - 61);
        });
    });
    sign_in.provider.at(later);
    let answer = sign_in.client.finish(pending, &callback, &[1; 32], later).await;
    assert_eq!(answer, Err(OidcError::IdToken(IdTokenFault::Stale)));
}

#[tokio::test]
async fn at_too_low_a_level() {
    assert_eq!(claim("acr", json!("laag")).await, IdTokenFault::LevelTooLow);
    assert_eq!(claim("acr", json!("0")).await, IdTokenFault::LevelTooLow);
    assert_eq!(claim("acr", Value::Null).await, IdTokenFault::LevelMissing);
    let error = refused(|it| it.claims(|claims| claims["acr"] = json!("laag"))).await;
    assert_eq!(error.code(), "niveau-te-laag");
    assert!(error.people().contains("extra controle"));
}

#[tokio::test]
async fn at_a_higher_level_than_asked_is_fine() {
    let sign_in = SignIn::with(|it| it.claims(|claims| claims["acr"] = json!("hoog"))).await;
    assert_eq!(sign_in.run().await.expect("a person").acr, "hoog");
}

#[tokio::test]
async fn with_an_access_token_of_another() {
    let wrong = json!("AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(claim("at_hash", wrong).await, IdTokenFault::AccessToken);
    // It need not be there.
    let sign_in = SignIn::with(|it| it.claims(|claims| claims["at_hash"] = Value::Null)).await;
    assert!(sign_in.run().await.is_ok());
}

#[tokio::test]
async fn without_a_subject() {
    assert_eq!(claim("sub", json!("")).await, IdTokenFault::Subject);
}
