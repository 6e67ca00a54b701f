//! Refusals as RFC 9457 problem details: the only error format of the API.

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::{Fault, FaultCode, Faults};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::fmt;

use crate::kind::ProblemKind;
use crate::version::BASE_PATH;

/// The media type of every refusal.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request was refused. Its status is that of a [`ProblemKind`], so it cannot be a success.
#[derive(Debug)]
pub struct Problem(Box<Parts>);

/// Boxed, so that a result that may be a problem stays small.
#[derive(Debug)]
struct Parts {
    kind: ProblemKind,
    code: Cow<'static, str>,
    detail: Cow<'static, str>,
    instance: Option<String>,
    faults: Faults,
    members: Map<String, Value>,
    headers: Vec<(HeaderName, String)>,
}

impl Problem {
    /// Refuses with the usual code and sentence of this kind.
    pub fn new(kind: ProblemKind) -> Self {
        Self(Box::new(Parts {
            kind,
            code: Cow::Borrowed(kind.code()),
            detail: Cow::Borrowed(kind.advice()),
            instance: None,
            faults: Faults::new(),
            members: Map::new(),
            headers: Vec::new(),
        }))
    }

    /// 400: the input is wrong; all faults at once.
    pub fn invalid(faults: Faults) -> Self {
        let mut problem = Self::new(ProblemKind::InvalidInput);
        problem.0.faults = faults;
        problem
    }

    /// 400: the input as a whole is wrong, in one sentence.
    pub fn invalid_at(place: &str, message: impl Into<String>) -> Self {
        let mut faults = Faults::new();
        faults.add(place, FaultCode::VerkeerdeVorm, message);
        Self::invalid(faults)
    }

    /// 401: no token, or one that is not (or no longer) known.
    pub fn unauthenticated(token_was_sent: bool) -> Self {
        let challenge = if token_was_sent {
            "Bearer realm=\"dijkwacht\", error=\"invalid_token\""
        } else {
            "Bearer realm=\"dijkwacht\""
        };
        Self::new(ProblemKind::Unauthenticated).header(WWW_AUTHENTICATE, challenge)
    }

    /// 403: the token is good but lacks this scope.
    pub fn scope_missing(scopes: &[&str]) -> Self {
        let words = scopes.join("» of «");
        Self::new(ProblemKind::Forbidden)
            .coded("bevoegdheid-ontbreekt")
            .detailed(format!(
                "Dit token mist de bevoegdheid «{words}». Vraag de beheerder om een token met deze bevoegdheid."
            ))
            .header(
                WWW_AUTHENTICATE,
                format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", scopes.join(" ")),
            )
    }

    /// 405: the path exists, but not for this method.
    pub fn method_not_allowed(allowed: &str) -> Self {
        Self::new(ProblemKind::MethodNotAllowed)
            .detailed(format!("Dit adres kent deze methode niet. Gebruik een van: {allowed}."))
            .header(ALLOW, allowed)
    }

    /// 409: the state of the resource forbids this; `allowed` lists what may be done now.
    pub fn conflict<W: Into<String>>(
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
        allowed: impl IntoIterator<Item = W>,
    ) -> Self {
        let allowed: Vec<String> = allowed.into_iter().map(Into::into).collect();
        Self::new(ProblemKind::Conflict)
            .coded(code)
            .detailed(detail)
            .member("toegestaan", Value::from(allowed))
    }

    /// 412: someone else changed the resource in between; shows what it is now beside what was sent.
    pub fn outdated(current: Value, submitted: Value) -> Self {
        Self::new(ProblemKind::Outdated).member("huidig", current).member("ingediend", submitted)
    }

    /// 500: our own fault. The client learns nothing of `cause`; the log does.
    pub fn internal(cause: &dyn fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::new(ProblemKind::Internal)
    }

    /// 503: for now nothing can be done or stored (read-only, disk full, too slow); try again after so many seconds.
    pub fn unavailable(
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
        seconds: u32,
    ) -> Self {
        Self::new(ProblemKind::Unavailable)
            .coded(code)
            .detailed(detail)
            .header(RETRY_AFTER, seconds.to_string())
    }

    /// Replaces the code by a more precise one, in kebab case.
    #[must_use]
    pub fn coded(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.0.code = code.into();
        self
    }

    /// Replaces the sentence by a more precise one, in Dutch.
    #[must_use]
    pub fn detailed(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = detail.into();
        self
    }

    /// Names this occurrence, with a URI.
    #[must_use]
    pub fn at(mut self, instance: impl Into<String>) -> Self {
        self.0.instance = Some(instance.into());
        self
    }

    /// Adds a member of our own.
    #[must_use]
    pub fn member(mut self, name: &str, value: Value) -> Self {
        self.0.members.insert(name.to_owned(), value);
        self
    }

    /// Adds a response header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.0.headers.push((name, value.into()));
        self
    }

    /// Returns the HTTP status: always 4xx or 5xx.
    pub fn status(&self) -> StatusCode {
        self.0.kind.status()
    }

    /// Returns the stable code.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// Returns the faults in the input.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.0.faults.iter()
    }

    /// Returns the faults of a refusal for wrong input, or the refusal itself when it is another.
    pub(crate) fn into_faults(self) -> Result<Faults, Self> {
        if self.0.kind == ProblemKind::InvalidInput { Ok(self.0.faults) } else { Err(self) }
    }

    /// Returns the body. Members of our own never replace those of the standard.
    fn body(&self) -> Value {
        let standard = Standard {
            kind: format!("{BASE_PATH}/docs#{}", self.0.kind.code()),
            title: self.0.kind.title(),
            status: self.status().as_u16(),
            detail: &self.0.detail,
            instance: self.0.instance.as_deref(),
            code: &self.0.code,
            faults: &self.0.faults,
        };
        let mut body = json!(standard);
        if let Some(object) = body.as_object_mut() {
            for (name, value) in &self.0.members {
                object.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        body
    }
}

/// The members that every problem has, in the order of reading.
#[derive(Serialize)]
struct Standard<'p> {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<&'p str>,
    code: &'p str,
    #[serde(rename = "fouten", skip_serializing_if = "Faults::is_empty")]
    faults: &'p Faults,
}

impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        Self::invalid(faults)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body().to_string()));
        *response.status_mut() = self.status();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        for (name, value) in &self.0.headers {
            // A value that is no legal header is left out: the problem itself must always arrive.
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_our_own_never_replace_those_of_the_standard() {
        let problem = Problem::conflict("al-besloten", "Er is al besloten.", ["heropenen"])
            .member("status", json!(200))
            .at("urn:uuid:019377f0-0000-7000-8000-000000000000");
        let body = problem.body();
        assert_eq!(body["status"], 409);
        assert_eq!(body["code"], "al-besloten");
        assert_eq!(body["toegestaan"], json!(["heropenen"]));
        assert_eq!(body["type"], "/v1/docs#tegenstrijdig-met-stand");
        assert!(body.get("fouten").is_none());
    }

    #[test]
    fn faults_show_place_code_and_message() {
        let body = Problem::invalid_at("/naam", "«naam» is leeg").body();
        assert_eq!(
            body["fouten"],
            json!([{"plaats": "/naam", "code": "verkeerde-vorm", "melding": "«naam» is leeg"}])
        );
        let stale = Problem::outdated(json!({"versie": 8}), json!({"versie": 7})).body();
        assert_eq!(
            (&stale["huidig"]["versie"], &stale["ingediend"]["versie"]),
            (&json!(8), &json!(7))
        );
    }
}
