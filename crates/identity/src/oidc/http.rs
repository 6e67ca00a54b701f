//! HTTP to a provider: no redirects, a bounded time, a bounded answer.

use super::error::HttpFault;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use std::error::Error;
use std::pin::Pin;
use std::time::Duration;

/// How long to wait for a provider and how much to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For the whole of one request, the answer included.
    pub time: Duration,
    /// Bytes of one answer.
    pub bytes: usize,
}

/// Ten seconds: a person waits. A quarter of a megabyte: more than any discovery document or list of keys has.
impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(10), bytes: 256 * 1024 }
    }
}

/// A client for one provider, with the TLS of its settings.
#[derive(Clone, Debug)]
pub(super) struct Http {
    client: reqwest::Client,
    bytes: usize,
}

impl Http {
    /// Makes the client. None when the library cannot.
    pub(super) fn new(tls: rustls::ClientConfig, loopback: bool, limits: Limits) -> Option<Self> {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .referer(false)
            // While a person signs in, the provider closes the connection that discovery left open; a code that was sent into
            // it cannot be sent again.
            .pool_max_idle_per_host(0)
            .timeout(limits.time)
            .connect_timeout(limits.time / 2)
            .user_agent("Dijkwacht");
        if loopback {
            // A proxy of the organisation would look for the provider on its own machine.
            builder = builder.no_proxy();
        }
        Some(Self { client: builder.build().ok()?, bytes: limits.bytes })
    }

    /// Sends a request and reads the whole answer.
    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpFault> {
        let request = reqwest::Request::try_from(request).map_err(|error| fault(&error))?;
        let mut answer = self.client.execute(request).await.map_err(|error| fault(&error))?;
        if answer.status().is_redirection() {
            return Err(HttpFault::Redirected);
        }
        let mut response = HttpResponse::new(Vec::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        // Piece by piece: the length that the answer names may be a lie, and compression is off.
        while let Some(piece) = answer.chunk().await.map_err(|error| fault(&error))? {
            if response.body().len() + piece.len() > self.bytes {
                return Err(HttpFault::TooLarge);
            }
            response.body_mut().extend_from_slice(&piece);
        }
        Ok(response)
    }
}

/// By name and not as a closure, so that a sign-in can go on on whichever thread is free.
impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpFault;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpFault>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// Says what went wrong, without the address that was asked.
fn fault(error: &reqwest::Error) -> HttpFault {
    if error.is_timeout() {
        return HttpFault::TimedOut;
    }
    let mut cause: &dyn Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    // The deepest cause is of the network or of TLS; the outer ones repeat the address.
    let told = cause.downcast_ref::<reqwest::Error>().is_none();
    HttpFault::NoConnection(if told { cause.to_string() } else { "request failed".to_owned() })
}
