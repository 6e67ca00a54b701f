//! A client of the API that waits for each answer.

use serde_json::Value;
use std::time::Duration;

/// Far longer than any answer takes: a test that reaches it fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// An official with a token.
#[derive(Clone)]
pub(super) struct Client {
    agent: ureq::Agent,
    token: String,
}

/// What the service answered.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) media: String,
    /// The version in the entity tag.
    pub(super) version: Option<i64>,
    pub(super) body: Value,
}

/// The headers of a request that changes something.
#[derive(Clone, Debug, Default)]
pub(super) struct Headers {
    pub(super) key: Option<String>,
    pub(super) version: Option<i64>,
}

impl Client {
    pub(super) fn new(token: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .build();
        Self { agent: config.into(), token: format!("Bearer {token}") }
    }

    /// Sends a request; an error means that no whole answer came.
    pub(super) fn post(
        &self,
        address: &str,
        path: &str,
        headers: &Headers,
        body: &Value,
    ) -> Result<Reply, ureq::Error> {
        let mut request = self
            .agent
            .post(format!("{address}{path}"))
            .header("Authorization", &self.token)
            .header("Content-Type", "application/json");
        if let Some(key) = &headers.key {
            request = request.header("Idempotency-Key", key);
        }
        if let Some(version) = headers.version {
            request = request.header("If-Match", format!("\"v{version}\""));
        }
        reply(request.send(body.to_string())?)
    }

    pub(super) fn get(&self, address: &str, path: &str) -> Result<Reply, ureq::Error> {
        let request = self.agent.get(format!("{address}{path}"));
        reply(request.header("Authorization", &self.token).call()?)
    }
}

fn reply(mut response: ureq::http::Response<ureq::Body>) -> Result<Reply, ureq::Error> {
    let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
    let media = header("content-type").unwrap_or_default();
    let version =
        header("etag").and_then(|tag| tag.trim_matches('"').strip_prefix('v')?.parse().ok());
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string()?;
    let body =
        if text.is_empty() { Value::Null } else { serde_json::from_str(&text).expect("JSON") };
    Ok(Reply { status, media, version, body })
}

impl Reply {
    /// Asserts a refusal that a client can act on, with this code.
    pub(super) fn expect_unavailable(&self, code: &str) {
        assert_eq!(self.status, 503, "{self:?}");
        assert_eq!(self.media, "application/problem+json", "{self:?}");
        assert_eq!(self.body["code"], code, "{self:?}");
    }

    /// Asserts success and returns the id of the file.
    pub(super) fn expect_file(&self) -> String {
        assert!(matches!(self.status, 200 | 201), "{self:?}");
        self.body["id"].as_str().expect("the id of a file").to_owned()
    }
}
