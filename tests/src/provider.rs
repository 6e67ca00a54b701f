//! Providers of identity to sign in with: one by others, and one of our own that can misbehave in every way a test asks.

mod behaviour;
mod door;
mod independent;
mod keys;
mod server;
mod token_endpoint;

pub use behaviour::{Behaviour, Signature, Wire};
pub use door::{Door, Pair};
pub use independent::IndependentProvider;
pub use server::TestProvider;

/// Our name at both providers.
const CLIENT_ID: &str = "dijkwacht";
/// Where both send the browser back to; nobody listens there, a test reads the address.
const REDIRECT_URI: &str = "https://bibob.example/inloggen/terug";
/// Where both send the browser after signing out.
const SIGNED_OUT_URI: &str = "https://bibob.example/afgemeld";

/// Returns the settings for a provider, as an administrator writes them.
fn settings(id: &str, issuer: &str) -> serde_json::Value {
    serde_json::json!({
        "id": id,
        "label": "Inloggen met uw werkaccount",
        "issuer": issuer,
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT_URI,
        "signed_out_uri": SIGNED_OUT_URI,
        "authentication": {
            "method": "private-key-jwt",
            "key_pem": crate::fixture_text("keys/client.pem"),
        },
        "levels": ["laag", "midden", "hoog"],
        "least_level": "midden",
        "scopes": ["profile", "email", "groups"],
    })
}
