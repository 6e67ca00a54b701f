//! Answers: each kind knows its status, its headers and its schema.

use axum::body::{Body, Bytes};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, LOCATION,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use std::marker::PhantomData;

use crate::etag::{already_known, entity_tag};
use crate::problem::Problem;

/// An answer of a handler.
pub trait Reply: Send + 'static {
    /// Returns what the document says of this answer.
    fn gives() -> Gives;

    /// Makes the response; `asked` are the headers of the request.
    fn respond(self, asked: &HeaderMap) -> Result<Response, Problem>;
}

/// What a handler gives on success.
#[derive(Clone, Copy, Debug)]
pub struct Gives {
    /// The status.
    pub status: StatusCode,
    /// What it means, in Dutch.
    pub meaning: &'static str,
    /// The media type; none for an empty answer.
    pub media_type: Option<&'static str>,
    /// Gives the schema.
    pub schema: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// Whether it carries an entity tag.
    pub etag: bool,
    /// Whether it can be 304 because the client has this version.
    pub not_modified: bool,
    /// Whether it says where the new resource is.
    pub location: bool,
}

impl Gives {
    fn json<T: JsonSchema>(status: StatusCode, meaning: &'static str) -> Self {
        Self {
            media_type: Some("application/json"),
            schema: Some(SchemaGenerator::subschema_for::<T>),
            ..Self::empty(status, meaning)
        }
    }

    const fn empty(status: StatusCode, meaning: &'static str) -> Self {
        Self {
            status,
            meaning,
            media_type: None,
            schema: None,
            etag: false,
            not_modified: false,
            location: false,
        }
    }
}

/// 200 with JSON.
pub struct Found<T>(pub T);

impl<T: Serialize + JsonSchema + Send + 'static> Reply for Found<T> {
    fn gives() -> Gives {
        Gives::json::<T>(StatusCode::OK, "Het antwoord.")
    }

    fn respond(self, _: &HeaderMap) -> Result<Response, Problem> {
        json(StatusCode::OK, &self.0)
    }
}

/// 200 with JSON and the entity tag of its version; 304 when the client has that version already.
pub struct Versioned<T> {
    /// The version.
    pub version: u64,
    /// Whether the answer moved since this version was made, as dates do overnight: then it is sent, although the client has
    /// the version.
    pub moved: bool,
    /// The answer.
    pub value: T,
}

impl<T: Serialize + JsonSchema + Send + 'static> Reply for Versioned<T> {
    fn gives() -> Gives {
        Gives {
            etag: true,
            not_modified: true,
            ..Gives::json::<T>(StatusCode::OK, "Het antwoord, met zijn versie.")
        }
    }

    fn respond(self, asked: &HeaderMap) -> Result<Response, Problem> {
        if !self.moved && already_known(asked, self.version) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return with(response, ETAG, &entity_tag(self.version));
        }
        with(json(StatusCode::OK, &self.value)?, ETAG, &entity_tag(self.version))
    }
}

/// 201 with JSON, where the new resource is, and the entity tag of its version.
pub struct Created<T> {
    /// The path of the new resource, such as `/v1/dossiers/019377f0-...`.
    pub location: String,
    /// The version.
    pub version: u64,
    /// The answer.
    pub value: T,
}

impl<T: Serialize + JsonSchema + Send + 'static> Reply for Created<T> {
    fn gives() -> Gives {
        let meaning = "Aangemaakt; de kop «Location» noemt het adres.";
        Gives { etag: true, location: true, ..Gives::json::<T>(StatusCode::CREATED, meaning) }
    }

    fn respond(self, _: &HeaderMap) -> Result<Response, Problem> {
        let response = json(StatusCode::CREATED, &self.value)?;
        let response = with(response, LOCATION, &self.location)?;
        with(response, ETAG, &entity_tag(self.version))
    }
}

/// 204: done, and nothing to say.
pub struct Done;

impl Reply for Done {
    fn gives() -> Gives {
        Gives::empty(StatusCode::NO_CONTENT, "Gedaan; er is geen inhoud.")
    }

    fn respond(self, _: &HeaderMap) -> Result<Response, Problem> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        Ok(response)
    }
}

/// A media type other than the JSON of a Rust type.
pub trait Media: Send + 'static {
    /// The media type, as in `Content-Type`.
    const TYPE: &'static str;

    /// Returns the schema of the content.
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

/// 200 with bytes of another media type: a letter, an export, a page.
pub struct Content<M> {
    bytes: Bytes,
    headers: Vec<(HeaderName, String)>,
    media: PhantomData<fn() -> M>,
}

impl<M: Media> Content<M> {
    /// Gives the bytes to be shown.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), headers: Vec::new(), media: PhantomData }
    }

    /// Gives the bytes to be saved under a name; letters outside ASCII and quotes in it become `_`.
    pub fn file(bytes: impl Into<Bytes>, name: &str) -> Self {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        let name: String =
            name.chars().map(|letter| if plain(letter) { letter } else { '_' }).collect();
        let mut content = Self::new(bytes);
        content.headers.push((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
        content
    }

    /// Gives the content a policy of its own, for pages that load a style sheet.
    #[must_use]
    pub fn policy(mut self, policy: &str) -> Self {
        self.headers.push((CONTENT_SECURITY_POLICY, policy.to_owned()));
        self
    }
}

impl<M: Media> Reply for Content<M> {
    fn gives() -> Gives {
        Gives {
            media_type: Some(M::TYPE),
            schema: Some(M::schema),
            ..Gives::empty(StatusCode::OK, "Het bestand.")
        }
    }

    fn respond(self, _: &HeaderMap) -> Result<Response, Problem> {
        let mut response = Response::new(Body::from(self.bytes));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(M::TYPE));
        self.headers
            .iter()
            .try_fold(response, |response, (name, value)| with(response, name.clone(), value))
    }
}

fn json<T: Serialize>(status: StatusCode, value: &T) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec(value).map_err(|error| Problem::internal(&error))?;
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

fn with(mut response: Response, name: HeaderName, value: &str) -> Result<Response, Problem> {
    let value = HeaderValue::from_str(value).map_err(|error| Problem::internal(&error))?;
    response.headers_mut().insert(name, value);
    Ok(response)
}
