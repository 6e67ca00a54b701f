//! The provider's keys: exchanged, unknown, signed.

use super::{SignIn, refused};
use harness::{Signature, now};
use identity::oidc::{DiscoveryFault, IdTokenFault, OidcError};
use serde_json::{Value, json};

#[tokio::test]
async fn exchanged_keys_are_fetched_once_more() {
    let sign_in = SignIn::new().await;
    sign_in.run().await.expect("a person");
    let (pending, callback) = sign_in.visit(2, now()).await.expect("a visit");
    sign_in.provider.rotate();
    let answer = sign_in.client.finish(pending, &callback, &[2; 32], now()).await;
    answer.expect("a person");
    assert_eq!(sign_in.provider.asked("/jwks"), 2);
    // From then on they are known, and the code was shown once.
    sign_in.finish(3, now()).await.expect("a person");
    assert_eq!(sign_in.provider.asked("/jwks"), 2);
    assert_eq!(sign_in.provider.asked("/token"), 3);
}

#[tokio::test]
async fn a_key_that_nobody_publishes_is_looked_for_once_per_sign_in() {
    let sign_in = SignIn::with(|it| it.signature = Signature::UnknownKey).await;
    for number in 1..=3 {
        let answer = sign_in.finish(number, now()).await;
        assert_eq!(answer, Err(OidcError::IdToken(IdTokenFault::UnknownKey)));
        assert_eq!(sign_in.provider.asked("/jwks"), 1 + usize::from(number));
    }
    let error = refused(|it| it.signature = Signature::UnknownKey).await;
    assert_eq!(error.code(), "inlogdienst-fout");
}

#[tokio::test]
async fn a_wrong_signature_is_no_reason_to_ask_again() {
    let sign_in = SignIn::with(|it| it.signature = Signature::StolenName).await;
    assert_eq!(sign_in.run().await, Err(OidcError::IdToken(IdTokenFault::Signature)));
    assert_eq!(sign_in.provider.asked("/jwks"), 1);
}

/// Whoever can change the plain document cannot change the signed copy.
#[tokio::test]
async fn a_signed_copy_of_the_discovery_document_is_the_one_to_believe() {
    let sign_in = SignIn::with(|it| {
        it.signed_metadata(|_| {});
        it.discovery(|document| {
            document["token_endpoint"] = json!("http://127.0.0.1:9/elsewhere");
            document["end_session_endpoint"] = json!("http://127.0.0.1:9/elsewhere");
        });
    });
    let sign_in = sign_in.await;
    sign_in.run().await.expect("a person");
    let address = sign_in.client.end_session(now()).await.expect("an answer").expect("an address");
    assert!(address.as_str().starts_with(sign_in.provider.issuer()), "{address}");
}

#[tokio::test]
async fn a_signed_copy_that_does_not_hold_is_worse_than_none() {
    let fault = OidcError::Discovery(DiscoveryFault::SignedMetadata);
    for signature in [
        Signature::Nothing,
        Signature::PublicKeyAsSecret,
        Signature::StolenName,
        Signature::UnknownKey,
    ] {
        let refused = refused(|it| {
            it.signed_metadata(|_| {});
            it.signature = signature;
        });
        assert_eq!(refused.await, fault, "{signature:?}");
    }
    let of_another =
        refused(|it| it.signed_metadata(|copy| copy["iss"] = json!("https://elders.example")));
    assert_eq!(of_another.await, fault);
    let no_token = refused(|it| it.discovery(|document| document["signed_metadata"] = json!(7)));
    assert_eq!(no_token.await, fault);
}

/// What the signed copy says is checked like the plain document.
#[tokio::test]
async fn a_signed_copy_may_not_say_everything() {
    let other =
        refused(|it| it.signed_metadata(|copy| copy["issuer"] = json!("https://elders.example")));
    assert_eq!(other.await, OidcError::Discovery(DiscoveryFault::OtherIssuer));
    let flow = refused(|it| {
        it.signed_metadata(|copy| copy["response_types_supported"] = json!(["token"]));
    });
    assert_eq!(flow.await, OidcError::Discovery(DiscoveryFault::NoCodeFlow));
    let nothing = refused(|it| it.signed_metadata(|copy| copy["token_endpoint"] = Value::Null));
    assert_eq!(nothing.await, OidcError::Discovery(DiscoveryFault::Unreadable));
}
