use super::*;
use crate::oidc::settings::ProviderSettings;
use serde_json::json;

const KEY: &str = include_str!("../../../../../tests/fixtures/keys/client.pem");

fn settings() -> Checked {
    let settings: ProviderSettings = serde_json::from_value(json!({
        "id": "entra",
        "label": "Inloggen",
        "issuer": "https://inloggen.example",
        "client_id": "dijkwacht",
        "redirect_uri": "https://bibob.example/terug",
        "authentication": { "method": "private-key-jwt", "key_pem": KEY },
        "levels": ["hoog"],
        "least_level": "hoog",
        "algorithms": ["PS256", "ES256"],
    }))
    .unwrap();
    Checked::new(&settings).unwrap()
}

fn with(changes: &Value) -> Result<Document, DiscoveryFault> {
    let mut document = json!({
        "issuer": "https://inloggen.example",
        "authorization_endpoint": "https://inloggen.example/authorize",
        "token_endpoint": "https://inloggen.example/token",
        "jwks_uri": "https://sleutels.example/jwks",
        "response_types_supported": ["id_token", "code"],
        "id_token_signing_alg_values_supported": ["RS256", "PS256"],
        "subject_types_supported": ["pairwise"],
    });
    for (name, value) in changes.as_object().unwrap() {
        document[name] = value.clone();
    }
    checked(&document, &settings())
}

#[test]
fn the_least_document_is_enough() {
    let document = with(&json!({})).unwrap();
    assert_eq!(document.authorization_response_iss_parameter_supported, None);
    assert_eq!(document.end_session_endpoint, None);
}

#[test]
fn what_the_settings_need_must_be_offered() {
    use DiscoveryFault::{
        Insecure, NoAlgorithm, NoClientAuthentication, NoCodeFlow, NoPkce, OtherIssuer, Unreadable,
    };
    for (change, fault) in [
        (json!({ "issuer": "https://inloggen.example/" }), OtherIssuer),
        (json!({ "issuer": "https://elders.example", "token_endpoint": 1 }), OtherIssuer),
        (json!({ "issuer": null }), Unreadable),
        (json!({ "token_endpoint": null }), Unreadable),
        (json!({ "token_endpoint": "http://inloggen.example/token" }), Insecure("token_endpoint")),
        (json!({ "jwks_uri": "file:///etc/passwd" }), Insecure("jwks_uri")),
        (
            json!({ "authorization_endpoint": "javascript:alert(1)" }),
            Insecure("authorization_endpoint"),
        ),
        (json!({ "end_session_endpoint": "/uit" }), Insecure("end_session_endpoint")),
        (
            json!({ "mtls_endpoint_aliases": { "token_endpoint": "http://x.example" } }),
            Insecure("mtls token_endpoint"),
        ),
        (json!({ "response_types_supported": ["id_token"] }), NoCodeFlow),
        (json!({ "code_challenge_methods_supported": ["plain"] }), NoPkce),
        (json!({ "id_token_signing_alg_values_supported": ["RS256", "HS256"] }), NoAlgorithm),
        (
            json!({ "token_endpoint_auth_methods_supported": ["client_secret_basic"] }),
            NoClientAuthentication,
        ),
        (
            json!({ "token_endpoint_auth_signing_alg_values_supported": ["RS256"] }),
            NoClientAuthentication,
        ),
    ] {
        assert_eq!(with(&change).unwrap_err(), fault, "{change}");
    }
}

#[test]
fn an_answer_is_kept_as_long_as_it_says_within_bounds() {
    let minutes = |header: Option<&'static str>| {
        let mut answer = HttpResponse::new(Vec::new());
        if let Some(header) = header {
            answer.headers_mut().insert(CACHE_CONTROL, header.parse().unwrap());
        }
        lifetime(&answer).num_minutes()
    };
    for (header, kept) in [
        (None, 60),
        (Some("public, max-age=600"), 10),
        (Some("Max-Age=7200"), 120),
        (Some("max-age=0"), 1),
        (Some("max-age=4000000000"), 24 * 60),
        (Some("no-store, max-age=600"), 1),
        (Some("no-cache"), 1),
        (Some("max-age=tien"), 60),
        (Some("private"), 60),
    ] {
        assert_eq!(minutes(header), kept, "{header:?}");
    }
}
