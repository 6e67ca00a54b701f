use super::*;
use serde_json::{Value, json};

const KEY: &str = include_str!("../../../../../tests/fixtures/keys/client.pem");
const CERTIFICATE: &str = include_str!("../../../../../tests/fixtures/keys/client-certificate.pem");
const SHORT: &str = include_str!("../../../../../tests/fixtures/keys/short.pem");
const ELLIPTIC: &str = include_str!("../../../../../tests/fixtures/keys/elliptic.pem");

fn written() -> Value {
    json!({
        "id": "entra-emmen",
        "label": "Inloggen met uw werkaccount",
        "issuer": "https://inloggen.example/emmen",
        "client_id": "dijkwacht",
        "redirect_uri": "https://bibob.example/inloggen/terug",
        "authentication": { "method": "private-key-jwt", "key_pem": KEY },
        "levels": ["laag", "midden", "hoog"],
        "least_level": "midden",
    })
}

fn with(changes: &Value) -> ProviderSettings {
    let mut all = written();
    for (name, value) in changes.as_object().unwrap() {
        all[name] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

/// Returns the places of the faults, of which each must have a message.
fn faults(changes: &Value) -> Vec<String> {
    let Err(faults) = with(changes).validate() else { return Vec::new() };
    let place = |fault: &kernel::Fault| {
        assert!(fault.message.len() > 20, "{fault:?}");
        fault.pointer.clone()
    };
    faults.iter().map(place).collect()
}

#[test]
fn the_shortest_settings_have_safe_defaults() {
    let settings = with(&json!({}));
    let checked = Checked::new(&settings).unwrap();
    assert_eq!(checked.levels, ["midden", "hoog"]);
    assert_eq!(checked.scopes, ["profile", "email"]);
    assert_eq!(checked.claims, ClaimNames::default());
    assert_eq!(checked.algorithms.len(), 3);
    let Credentials::Assertion(signer, audience) = checked.credentials else {
        panic!("another way to prove ourselves");
    };
    assert_eq!(signer.algorithm, AssertionAlgorithm::Ps256);
    assert_eq!(audience, AssertionAudience::TokenEndpoint);
    assert_eq!((signer.key_id, signer.thumbprint), (None, None));
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let wrong = json!({
        "id": "Entra Emmen",
        "label": " ",
        "issuer": "http://inloggen.example",
        "client_id": "",
        "authentication": { "method": "private-key-jwt", "key_pem": "geen sleutel", "certificate_pem": "x" },
        "levels": ["laag", "twee woorden", "laag"],
        "least_level": "hoogst",
        "scopes": ["email", "twee woorden"],
        "claims": { "name": "", "organisation": " " },
        "algorithms": [],
        "roots_pem": "geen certificaat",
    });
    let places = [
        "/id",
        "/label",
        "/client_id",
        "/scopes/1",
        "/issuer",
        "/levels/1",
        "/levels/2",
        "/least_level",
        "/claims/name",
        "/claims/organisation",
        "/algorithms",
        "/authentication/key_pem",
        "/authentication/certificate_pem",
        "/roots_pem",
    ];
    assert_eq!(faults(&wrong), places);
}

#[test]
fn the_addresses_must_be_https() {
    let near = "http://127.0.0.1:4000";
    assert_eq!(faults(&json!({ "redirect_uri": "http://bibob.example/terug" })), ["/redirect_uri"]);
    assert_eq!(faults(&json!({ "redirect_uri": "/terug" })), ["/redirect_uri"]);
    assert_eq!(faults(&json!({ "redirect_uri": near })), ["/redirect_uri"]);
    assert_eq!(faults(&json!({ "signed_out_uri": "http://bibob.example" })), ["/signed_out_uri"]);
    assert_eq!(faults(&json!({ "issuer": near, "redirect_uri": near })), [""; 0]);
    assert_eq!(faults(&json!({ "issuer": "http://localhost:4000" })), ["/issuer"]);
}

#[test]
fn no_level_is_no_setting() {
    assert_eq!(faults(&json!({ "levels": [] })), ["/levels"]);
    assert_eq!(faults(&json!({ "least_level": "hoog" })), [""; 0]);
}

#[test]
fn a_key_must_be_rsa_and_long() {
    for key in [SHORT, ELLIPTIC, CERTIFICATE, ""] {
        let authentication = json!({ "method": "private-key-jwt", "key_pem": key });
        let places = faults(&json!({ "authentication": authentication }));
        assert_eq!(places, ["/authentication/key_pem"]);
    }
}

/// `openssl x509 -outform DER | openssl dgst -sha256 -binary | basenc --base64url` gives the digest.
#[test]
fn a_certificate_gives_its_digest() {
    let authentication = json!({
        "method": "private-key-jwt", "key_pem": KEY, "key_id": "2026", "certificate_pem": CERTIFICATE,
        "algorithm": "RS256", "audience": "issuer",
    });
    let checked = Checked::new(&with(&json!({ "authentication": authentication }))).unwrap();
    let Credentials::Assertion(signer, audience) = checked.credentials else {
        panic!("another way to prove ourselves");
    };
    assert_eq!(signer.thumbprint.as_deref(), Some("iIQmA-PmTeP0MzNynBCPHXbGcCafx_oLQWLsCaEJYYg"));
    assert_eq!(
        (signer.algorithm, signer.key_id.as_deref()),
        (AssertionAlgorithm::Rs256, Some("2026"))
    );
    assert_eq!(audience, AssertionAudience::Issuer);
}

#[test]
fn mutual_tls_takes_a_certificate_with_its_own_key() {
    let authentication = |certificate: &str, key: &str| {
        let method =
            json!({ "method": "mutual-tls", "certificate_pem": certificate, "key_pem": key });
        faults(&json!({ "authentication": method }))
    };
    assert_eq!(authentication(CERTIFICATE, KEY), [""; 0]);
    assert_eq!(authentication(CERTIFICATE, ELLIPTIC), ["/authentication/key_pem"]);
    assert_eq!(
        authentication("x", "y"),
        ["/authentication/certificate_pem", "/authentication/key_pem"]
    );
}

#[test]
fn a_misspelt_field_and_a_weak_algorithm_are_refused() {
    for (name, value) in [
        ("isuer", json!("https://inloggen.example")),
        ("algorithms", json!(["HS256"])),
        ("algorithms", json!(["none"])),
        ("claims", json!({ "nmae": "name" })),
        ("authentication", json!({ "method": "client-secret", "secret": "geheim" })),
        (
            "authentication",
            json!({ "method": "mutual-tls", "certificate_pem": "", "key_pem": "", "x": 1 }),
        ),
    ] {
        let mut all = written();
        all[name] = value.clone();
        assert!(serde_json::from_value::<ProviderSettings>(all).is_err(), "{name} {value}");
    }
}

#[test]
fn a_log_shows_no_key() {
    let settings = with(&json!({}));
    let checked = Checked::new(&settings).unwrap();
    let inside = KEY.lines().nth(3).unwrap();
    assert!(format!("{settings:?}").contains("[afgeschermd]"));
    assert!(!format!("{settings:?} {checked:?}").contains(inside));
}
