//! Signing in with a provider: one by others, and one of our own that is honest first and misbehaves then.

mod answers;
mod door;
mod independent;
mod keys;
mod steps;
mod tokens;
mod wire;

use harness::{Behaviour, TestProvider, now};
use identity::oidc::{Callback, Limits, OidcError, Pending, Person, Provider, Random};
use kernel::Moment;
use serde_json::Value;

/// Puts a provider together from its settings, as an administrator writes them.
fn ready(settings: Value) -> Provider {
    within(settings, Limits::default())
}

/// The same, with other limits.
fn within(settings: Value, limits: Limits) -> Provider {
    let settings = serde_json::from_value(settings).expect("settings");
    Provider::new(&settings, limits).expect("settings that hold")
}

/// Different chance for each number.
fn random(number: u8) -> Random {
    Random { state: [number; 32], nonce: [number | 64; 32], verifier: [number | 128; 32] }
}

/// Reads the query with which the browser comes back.
fn callback(query: Value) -> Callback {
    serde_json::from_value(query).expect("a query")
}

/// One sign-in at our own provider, from the button to the person.
struct SignIn {
    provider: TestProvider,
    client: Provider,
}

impl SignIn {
    async fn new() -> Self {
        Self::configured(|_| {}).await
    }

    /// The settings of ours are other ones.
    async fn configured(change: impl FnOnce(&mut Value)) -> Self {
        let provider = TestProvider::start(now()).await;
        let mut settings = provider.settings("eigen");
        change(&mut settings);
        Self { client: ready(settings), provider }
    }

    /// A provider that misbehaves from the start.
    async fn with(change: impl FnOnce(&mut Behaviour)) -> Self {
        let sign_in = Self::new().await;
        sign_in.provider.misbehave(change);
        sign_in
    }

    /// Goes to the provider and comes back.
    async fn visit(&self, number: u8, at: Moment) -> Result<(Pending, Callback), OidcError> {
        let begun = self.client.begin("/dossiers", &random(number), at).await?;
        Ok((begun.pending, callback(self.provider.visit(&begun.address))))
    }

    async fn finish(&self, number: u8, at: Moment) -> Result<Person, OidcError> {
        let (pending, callback) = self.visit(number, at).await?;
        self.client.finish(pending, &callback, &[number; 32], at).await
    }

    async fn run(&self) -> Result<Person, OidcError> {
        self.finish(1, now()).await
    }
}

/// Signs in at a provider that misbehaves, and returns why that failed. The same provider, honest, lets the person in: without
/// that, a refusal would prove nothing.
async fn refused(change: impl FnOnce(&mut Behaviour)) -> OidcError {
    let sign_in = SignIn::with(change).await;
    let error = sign_in.run().await.expect_err("a refusal");
    check_texts(&error);
    sign_in.provider.misbehave(|behaviour| *behaviour = Behaviour::default());
    // Later than the memory of a failure lasts.
    let later = now().after(chrono::TimeDelta::seconds(10));
    sign_in.provider.at(later);
    let person = sign_in.finish(2, later).await;
    assert_eq!(person.expect("the honest provider").acr, "midden");
    error
}

/// Every error has a text for people in Dutch, a code, and a text for the log without anything that was secret or personal.
fn check_texts(error: &OidcError) {
    assert!(error.people().ends_with('.') && error.people().len() > 40, "{error:?}");
    assert!(kernel::is_kebab(error.code()), "{error:?}");
    for told in [error.to_string(), format!("{error:?}")] {
        for secret in ["code-", "eyJ", "248289761001", "voorbeeld", "AQEBAQ", "een-sleutel"] {
            assert!(!told.to_lowercase().contains(&secret.to_lowercase()), "{told}");
        }
        assert!(told.len() < 200, "{told}");
    }
}
