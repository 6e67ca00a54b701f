//! The whole flow against a provider that others wrote, with a login page driven as a person does, form by form.

use super::{callback, random, ready};
use harness::{IndependentProvider, Traveller, View};
use identity::oidc::{
    Callback, IdTokenFault, OidcError, Person, Provider, ProviderRefusal, TokenRefusal,
};
use kernel::{Moment, Redacted};
use serde_json::{Value, json};
use url::Url;

/// The provider by others has the time of the machine, and so have we.
#[expect(clippy::disallowed_methods, reason = "a program of others has the time of the machine")]
fn now() -> Moment {
    Moment::new(std::time::SystemTime::now().into())
}

/// Goes to the login page, fills it in and returns the address that the browser is sent back to.
fn fill_in(browser: &mut Traveller, address: &Url, form: &[(&str, &str)]) -> Url {
    let page = login_page(browser, address);
    let page = browser.post(&form_address(address, &page), form);
    assert!(page.location.is_some(), "{} {}", page.status, page.body);
    let next = page.location.expect("the line above");
    browser.follow(&next).location.expect("the way back")
}

fn login_page(browser: &mut Traveller, address: &Url) -> View {
    let page = browser.follow(address);
    assert!(page.status == 200 && page.body.contains("<form"), "{} {}", page.status, page.body);
    page
}

fn form_address(address: &Url, page: &View) -> Url {
    let action = page.body.split("action=\"").nth(1).and_then(|rest| rest.split('"').next());
    address.join(action.expect("a form with an address")).expect("an address")
}

/// Reads the query of the address that the browser is sent back to.
fn read(back: &Url) -> Callback {
    assert!(back.as_str().starts_with("https://bibob.example/inloggen/terug?"), "{back}");
    let query: serde_json::Map<String, Value> =
        back.query_pairs().map(|(name, value)| (name.into_owned(), json!(value))).collect();
    callback(Value::Object(query))
}

/// Signs in with this form.
async fn sign_in(
    client: &Provider,
    number: u8,
    form: &[(&str, &str)],
) -> Result<Person, OidcError> {
    let begun = client.begin("/dossiers", &random(number), now()).await?;
    let back = fill_in(&mut Traveller::default(), &begun.address, form);
    client.finish(begun.pending, &read(&back), &[number; 32], now()).await
}

const JAN: [(&str, &str); 3] =
    [("naam", "jan.voorbeeld"), ("niveau", "midden"), ("doe", "aanmelden")];

#[tokio::test]
async fn a_person_signs_in() {
    let provider = IndependentProvider::start();
    let client = ready(provider.settings("ander"));
    let before = now();
    let person = sign_in(&client, 1, &JAN).await;
    let person = person.unwrap_or_else(|error| panic!("{error}: {}", provider.log()));
    assert_eq!(person.issuer, provider.issuer());
    assert_eq!(person.subject, Redacted::new("jan.voorbeeld".to_owned()));
    assert_eq!(person.name, Some(Redacted::new("Jan Voorbeeld".to_owned())));
    assert_eq!(person.email, Some(Redacted::new("jan.voorbeeld@emmen.example".to_owned())));
    assert!(person.email_verified);
    assert_eq!(person.groups, ["bibob-behandelaar", "medewerkers"]);
    assert_eq!(person.acr, "midden");
    let since = person.auth_time.map(|time| (time.micros() - before.micros()) / 1_000_000);
    assert!(since.is_none_or(|since| (-1..60).contains(&since)), "{since:?}");
}

#[tokio::test]
async fn who_stops_or_signs_in_too_low_is_not_let_in() {
    let provider = IndependentProvider::start();
    let client = ready(provider.settings("ander"));
    let stopped = sign_in(&client, 1, &[("doe", "stoppen")]).await;
    assert_eq!(stopped, Err(OidcError::Refused(ProviderRefusal::AccessDenied)));
    let low = [("naam", "jan.voorbeeld"), ("niveau", "laag"), ("doe", "aanmelden")];
    assert_eq!(sign_in(&client, 2, &low).await, Err(OidcError::IdToken(IdTokenFault::LevelTooLow)));
    assert!(sign_in(&client, 3, &JAN).await.is_ok(), "{}", provider.log());
}

/// That these fail shows that the provider looks at what we send, so that the ones that succeed show that it is right.
#[tokio::test]
async fn the_provider_refuses_what_is_not_ours() {
    let provider = IndependentProvider::start();
    let client = ready(provider.settings("ander"));
    let begun = client.begin("/", &random(1), now()).await.expect("a begin");
    let answer = read(&fill_in(&mut Traveller::default(), &begun.address, &JAN));
    let finish =
        async |id: u8| client.finish(begun.pending.clone(), &answer, &[id; 32], now()).await;
    finish(1).await.expect("a person");
    assert_eq!(finish(2).await, Err(OidcError::Token(TokenRefusal::Code)));
    // The id of an assertion that was taken.
    assert_eq!(
        sign_in_with(&client, 2, [1; 32]).await,
        Err(OidcError::Token(TokenRefusal::Client))
    );
    let mut settings = provider.settings("ander");
    settings["authentication"]["key_pem"] = json!(harness::fixture_text("keys/provider.pem"));
    let stranger = ready(settings);
    assert_eq!(sign_in(&stranger, 3, &JAN).await, Err(OidcError::Token(TokenRefusal::Client)));
}

async fn sign_in_with(client: &Provider, number: u8, id: [u8; 32]) -> Result<Person, OidcError> {
    let begun = client.begin("/", &random(number), now()).await?;
    let back = fill_in(&mut Traveller::default(), &begun.address, &JAN);
    client.finish(begun.pending, &read(&back), &id, now()).await
}

#[tokio::test]
async fn the_other_audience_is_fine_too() {
    let provider = IndependentProvider::start();
    let mut settings = provider.settings("ander");
    settings["authentication"]["audience"] = json!("issuer");
    assert!(sign_in(&ready(settings), 1, &JAN).await.is_ok(), "{}", provider.log());
}

#[tokio::test]
async fn a_person_signs_out_there_too() {
    let provider = IndependentProvider::start();
    let client = ready(provider.settings("ander"));
    let address = client.end_session(now()).await.expect("an answer").expect("an address");
    let page = Traveller::default().get(&address);
    assert!(page.status == 200 && page.body.contains("<form"), "{} {}", page.status, page.body);
    assert!(address.query_pairs().any(|(name, _)| name == "post_logout_redirect_uri"));
}
