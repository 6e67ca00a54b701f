//! Who signed in.

use super::error::IdTokenFault;
use super::id_token::seconds;
use super::settings::Checked;
use kernel::{Moment, Redacted};
use serde_json::Value;

/// Most characters of a subject (OIDC Core, section 2).
const LONGEST_SUBJECT: usize = 255;

/// A person, by the word of the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who says so.
    pub issuer: String,
    /// Who it is there. Together with the issuer this is the person; nothing else is.
    pub subject: Redacted<String>,
    /// The name to show.
    pub name: Option<Redacted<String>>,
    /// The e-mail address. It can pass to another person: never find an account by it alone.
    pub email: Option<Redacted<String>>,
    /// Whether the provider checked that the address is the person's.
    pub email_verified: bool,
    /// The level of assurance of this sign-in, the highest that was reached.
    pub acr: String,
    /// The groups of the person, as the provider names them.
    pub groups: Vec<String>,
    /// The number of the organisation that the person acts for, as the provider writes it.
    pub organisation: Option<Redacted<String>>,
    /// When the person last proved who they are, if the provider tells.
    pub auth_time: Option<Moment>,
}

impl Person {
    /// Reads a person from the claims of a token that was checked.
    pub(super) fn from_claims(claims: &Value, settings: &Checked) -> Result<Self, IdTokenFault> {
        let names = &settings.claims;
        let text = |name: &str| {
            let text = find(claims, name)?.as_str()?.trim();
            (!text.is_empty()).then(|| Redacted::new(text.to_owned()))
        };
        let email = text(&names.email);
        let verified = find(claims, &names.email_verified);
        // Some providers write the word.
        let verified = verified.is_some_and(|value| *value == true || *value == "true");
        Ok(Self {
            issuer: settings.issuer.as_str().to_owned(),
            subject: subject(claims)?,
            name: text(&names.name),
            email_verified: email.is_some() && verified,
            email,
            acr: level(find(claims, &names.level), &settings.levels)?,
            groups: texts(find(claims, &names.groups)).map(str::to_owned).collect(),
            organisation: names.organisation.as_deref().and_then(text),
            auth_time: claims.get("auth_time").and_then(seconds).map(Moment::new),
        })
    }
}

fn subject(claims: &Value) -> Result<Redacted<String>, IdTokenFault> {
    let subject = claims["sub"].as_str().unwrap_or_default();
    let fine = !subject.trim().is_empty()
        && subject.chars().count() <= LONGEST_SUBJECT
        && !subject.chars().any(char::is_control);
    if fine { Ok(Redacted::new(subject.to_owned())) } else { Err(IdTokenFault::Subject) }
}

/// Returns the highest level that was reached, of those that are enough.
fn level(said: Option<&Value>, enough: &[String]) -> Result<String, IdTokenFault> {
    let said: Vec<&str> = texts(said).collect();
    if said.is_empty() {
        return Err(IdTokenFault::LevelMissing);
    }
    let highest = enough.iter().rev().find(|level| said.contains(&level.as_str()));
    highest.cloned().ok_or(IdTokenFault::LevelTooLow)
}

/// Returns the claim of this name, or at this JSON pointer.
fn find<'c>(claims: &'c Value, name: &str) -> Option<&'c Value> {
    if name.starts_with('/') { claims.pointer(name) } else { claims.get(name) }
}

/// Returns the texts of a claim that is one text or a list.
fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list =
        value.map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
    list.unwrap_or_default().iter().filter_map(Value::as_str).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
