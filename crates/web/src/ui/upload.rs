//! `multipart/form-data`: the form of an upload.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

use super::form::Form;
use super::trouble::Trouble;
use std::sync::{Mutex, PoisonError};

/// A body that was not read yet. It is read once.
#[derive(Debug, Default)]
pub(super) struct Stream(Mutex<Option<Body>>);

impl Stream {
    pub(super) fn of(body: Body) -> Self {
        Self(Mutex::new(Some(body)))
    }

    /// Returns the parts of the form in the body, as they come in.
    pub(super) async fn parts(&self, headers: &HeaderMap) -> Result<Multipart, Trouble> {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        parts(media.unwrap_or_default(), body.ok_or(Trouble::Unproven)?).await
    }
}

/// A file that was sent.
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) bytes: Bytes,
}

/// Reads the fields that are no files.
pub(super) async fn fields(media: &str, body: Bytes) -> Result<Form, Trouble> {
    let mut form = Form::default();
    let mut parts = parts(media, body.into()).await?;
    while let Some(part) = parts.next_field().await.map_err(|_| Trouble::Unproven)? {
        if part.file_name().is_some() {
            continue;
        }
        let name = part.name().unwrap_or_default().to_owned();
        let text = part.text().await.map_err(|_| Trouble::Unproven)?;
        form.set(&name, text);
    }
    Ok(form)
}

/// Reads the file in a field; none when no file was chosen, or the form is of another kind.
pub(super) async fn file(
    headers: &HeaderMap,
    body: Bytes,
    field: &str,
) -> Result<Option<Upload>, Trouble> {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !media.starts_with("multipart/form-data") {
        return Ok(None);
    }
    let mut parts = parts(media, body.into()).await?;
    while let Some(part) = parts.next_field().await.map_err(|_| Trouble::Unproven)? {
        let name = part.file_name().unwrap_or_default().to_owned();
        if part.name() != Some(field) || name.is_empty() {
            continue;
        }
        let bytes = part.bytes().await.map_err(|_| Trouble::Unproven)?;
        return Ok(Some(Upload { name, bytes }));
    }
    Ok(None)
}

async fn parts(media: &str, body: Body) -> Result<Multipart, Trouble> {
    let request = Request::builder().header(CONTENT_TYPE, media).body(body);
    let mut request = request.map_err(|_| Trouble::Unproven)?;
    // The body was bounded, or is counted by who reads it; axum's own limit of 2 MB is too small for a document.
    DefaultBodyLimit::disable().apply(&mut request);
    Multipart::from_request(request, &()).await.map_err(|_| Trouble::Unproven)
}
