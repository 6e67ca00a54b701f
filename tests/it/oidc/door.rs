//! Mutual TLS: the certificate of the connection says who we are, and the provider's certificate says who it is.

use super::{callback, check_texts, random, ready};
use harness::{Door, now};
use identity::oidc::{Endpoint, HttpFault, OidcError, Person};
use serde_json::{Value, json};

/// Signs in behind the door with these settings.
async fn through(door: &Door, settings: Value) -> Result<Person, OidcError> {
    let client = ready(settings);
    let begun = client.begin("/", &random(1), now()).await?;
    let answer = callback(door.provider.visit(&begun.address));
    client.finish(begun.pending, &answer, &[1; 32], now()).await
}

/// Returns what TLS said.
async fn refused(door: &Door, settings: Value) -> String {
    let error = through(door, settings).await.expect_err("a refusal");
    check_texts(&error);
    assert_eq!(door.provider.asked("/.well-known/openid-configuration"), 0);
    match error {
        OidcError::Http(Endpoint::Discovery, HttpFault::NoConnection(cause)) => cause,
        other => format!("not of TLS: {other:?}"),
    }
}

#[tokio::test]
async fn who_has_the_certificate_signs_people_in_without_an_assertion() {
    let door = Door::open(now()).await;
    let person = through(&door, door.settings("eigen", &door.client)).await.expect("a person");
    assert_eq!(person.issuer, door.provider.issuer());
    assert!(person.issuer.starts_with("https://"));
    assert_eq!(door.provider.asked("/token"), 1);
}

#[tokio::test]
async fn who_has_another_certificate_or_none_stays_outside() {
    let door = Door::open(now()).await;
    let cause = refused(&door, door.settings("eigen", &door.stranger)).await;
    assert!(cause.contains("alert"), "{cause}");
    let mut without = door.provider.settings("eigen");
    without["roots_pem"] = json!(door.authority);
    let cause = refused(&door, without).await;
    assert!(cause.contains("alert"), "{cause}");
}

#[tokio::test]
async fn a_provider_that_nobody_vouches_for_is_not_believed() {
    let door = Door::open(now()).await;
    let mut settings = door.settings("eigen", &door.client);
    settings["roots_pem"] = json!(door.stranger.certificate);
    let cause = refused(&door, settings).await;
    assert!(cause.contains("certificate"), "{cause}");
}

#[tokio::test]
async fn the_endpoint_for_certificates_goes_before_the_usual_one() {
    let door = Door::open(now()).await;
    let issuer = door.provider.issuer().to_owned();
    door.provider.misbehave(|it| {
        it.discovery(move |document| {
            document["token_endpoint"] = json!("https://127.0.0.1:9/token");
            document["mtls_endpoint_aliases"] =
                json!({ "token_endpoint": format!("{issuer}/token") });
        });
    });
    through(&door, door.settings("eigen", &door.client)).await.expect("a person");
}
