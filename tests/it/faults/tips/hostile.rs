//! Messages and receipts that must never be accepted, made by a tool of others: with keys of its own, and with stolen ones.

use super::house::{House, now};
use super::wire::Answer;
use crate::tips::peer::{errands, event};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use serde_json::{Value, json};

/// Somebody else, as it stands in a message.
const OTHER: &str = "urn:nld:oin:00000001001234500008";

/// What is wrong with a forged message, its event, and what else is asked of the tool.
type Kind = (&'static str, Value, Value);

/// The means of a forger against one installation that writes to another.
pub(super) struct Forger {
    /// A key of the forger.
    foreign: Value,
    /// The fingerprint of the key that the receiver signs its receipts with.
    receipt_kid: Value,
    /// Forged messages, with what is wrong with each.
    pub(super) messages: Vec<(&'static str, Vec<u8>)>,
}

impl Forger {
    pub(super) async fn new(from: &House<'_>, to: &House<'_>) -> Self {
        let (own, [signing, _]) = (from.stolen_key().await, from.public_keys().await);
        let [receipts, encrypt] = to.public_keys().await;
        let kid = |key: &Value| json!({ "op": "kid", "key": key });
        let make = json!({ "op": "make", "kty": "EC" });
        let asked = errands(&[make, kid(&signing), kid(&receipts), kid(&encrypt)]);
        let foreign = asked[0].clone();
        let mut kinds = with_foreign_keys(from, to, &asked);
        kinds.extend(with_stolen_keys(from, to, &signing));
        let seal = |(_, event, more): &Kind| {
            let mut wanted =
                json!({ "op": "seal", "event": event, "sign": own, "encrypt": encrypt });
            wanted.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            wanted
        };
        let sealed = errands(&kinds.iter().map(seal).collect::<Vec<_>>());
        let wires = sealed.iter().map(|made| made["wire"].as_str().unwrap().as_bytes().to_vec());
        let messages = kinds.iter().map(|(what, ..)| *what).zip(wires).collect();
        Self { foreign, receipt_kid: asked[2]["kid"].clone(), messages }
    }

    /// The receipt in an answer, word for word, signed by the forger under the name of the receiver's key.
    pub(super) fn receipt(&self, answer: &Answer) -> Answer {
        let text = std::str::from_utf8(&answer.body).unwrap();
        let payload = URL_SAFE_NO_PAD.decode(text.split('.').nth(1).unwrap()).unwrap();
        let payload: Value = serde_json::from_slice(&payload).unwrap();
        let signed = errands(&[json!({
            "op": "sign", "typ": "bibob-ontvangst+jws", "payload": payload,
            "sign": self.foreign["secret"], "jws": { "kid": self.receipt_kid },
        })]);
        let body = signed[0]["text"].as_str().unwrap().as_bytes().to_vec();
        Answer { body, ..answer.clone() }
    }
}

fn with_foreign_keys(from: &House<'_>, to: &House<'_>, asked: &[Value]) -> Vec<Kind> {
    let [foreign, signing, _, encryption] = asked else { unreachable!("four answers") };
    let good = |number| event((from.oin, to.oin), now(), number);
    let mut bound = good(2);
    bound["encthumb"] = encryption["kid"].clone();
    let other_key = json!({ "encrypt": foreign["public"], "jwe": { "kid": encryption["kid"] } });
    let foreign_signature = json!({ "sign": foreign["secret"], "jws": { "kid": signing["kid"] } });
    vec![
        ("signed by another key under the right name", good(1), foreign_signature),
        ("sealed to another key under the right name", bound, other_key),
        ("signed by another key", good(3), json!({ "sign": foreign["secret"] })),
        ("sealed to another key", good(4), json!({ "encrypt": foreign["public"] })),
    ]
}

fn with_stolen_keys(from: &House<'_>, to: &House<'_>, signing: &Value) -> Vec<Kind> {
    let at = |minutes, number| {
        event((from.oin, to.oin), now().after(TimeDelta::minutes(minutes)), number)
    };
    let other = |member: &str, text: &str, number| {
        let mut event = at(0, number);
        event[member] = json!(text);
        event
    };
    let headers = [
        ("without a signature", json!({ "unsigned": true })),
        ("with a critical member", json!({ "jws": { "crit": ["b64"], "b64": true } })),
        ("with a key of its own", json!({ "jws": { "jwk": signing } })),
        ("of another type", json!({ "jws": { "typ": "bibob-ontvangst+jws" } })),
        ("compressed", json!({ "jwe": { "zip": "DEF" } })),
    ];
    let mut kinds = vec![
        ("for another body", other("aud", OTHER, 11), json!({})),
        ("of another body", other("source", &format!("{OTHER}:systeem:bibob"), 12), json!({})),
        ("for an organ that is not there", other("orgaan", "minister", 13), json!({})),
        ("tied to another key", other("encthumb", &"A".repeat(43), 14), json!({})),
        // Fifteen days old, and a day ahead: a few minutes would be good by the end of the campaign.
        ("expired", at(-15 * 24 * 60, 15), json!({})),
        ("of the future", at(24 * 60, 16), json!({})),
    ];
    let numbers = 20..;
    kinds.extend(
        headers.into_iter().zip(numbers).map(|((what, more), number)| (what, at(0, number), more)),
    );
    kinds
}
