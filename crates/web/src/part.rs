//! The parts of a request that a handler can ask for: each reads itself and describes itself, so that the document cannot
//! say anything else than the check does.

use kernel::Sha256Hex;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use std::any::type_name;
use std::sync::Arc;

use crate::call::Call;
use crate::etag::IfMatch;
use crate::gate::Gate;
use crate::idempotency::IdempotencyKey;
use crate::input::{
    Checker, Pairs, Refusal, names_of_loose_objects, read_body, read_pairs, schema_of,
};
use crate::problem::Problem;

/// A parameter of a handler.
pub trait Part<A: Gate>: Sized {
    /// Notes what this part takes from the request.
    fn describe(takes: &mut Takes);

    /// Reads the part.
    fn read(call: &Call<A>) -> Result<Self, Refusal>;
}

/// What a handler takes from the request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Takes {
    /// The path parameters.
    pub path: Option<InputType>,
    /// The query string.
    pub query: Option<InputType>,
    /// The JSON body.
    pub body: Option<InputType>,
    /// Whether it needs to know who calls.
    pub caller: bool,
    /// Whether `If-Match` must be sent.
    pub if_match: bool,
    /// Whether `Idempotency-Key` is heeded.
    pub idempotency_key: bool,
}

/// A type of input, as functions on it.
#[derive(Clone, Copy, Debug)]
pub struct InputType {
    /// The Rust name, for messages to the developer.
    pub name: &'static str,
    /// Gives the schema by reference, for a body.
    pub referenced: fn(&mut SchemaGenerator) -> Schema,
    /// Gives the schema itself, for parameters.
    pub inline: fn(&mut SchemaGenerator) -> Schema,
    /// Names what is wrong with the schema.
    pub(crate) check: fn() -> Result<(), String>,
}

impl InputType {
    pub(crate) fn of<T: JsonSchema + 'static>() -> Self {
        Self {
            name: type_name::<T>(),
            referenced: SchemaGenerator::subschema_for::<T>,
            inline: T::json_schema,
            check: check_schema::<T>,
        }
    }
}

fn check_schema<T: JsonSchema + 'static>() -> Result<(), String> {
    // The service compiles a schema when it is first used, so a schema that cannot be compiled is found here, in every test.
    if cfg!(debug_assertions) {
        Checker::compile::<T>()?;
    }
    match names_of_loose_objects(&schema_of::<T>()).as_slice() {
        [] => Ok(()),
        loose => Err(format!(
            "lets unknown fields through at {loose:?}: add #[serde(deny_unknown_fields)]"
        )),
    }
}

/// The application.
pub struct State<A>(pub Arc<A>);

impl<A: Gate> Part<A> for State<A> {
    fn describe(_: &mut Takes) {}

    fn read(call: &Call<A>) -> Result<Self, Refusal> {
        Ok(Self(Arc::clone(&call.app)))
    }
}

/// The caller; only for routes that ask a scope, which the table checks.
pub struct Who<C>(pub C);

impl<A: Gate> Part<A> for Who<A::Caller> {
    fn describe(takes: &mut Takes) {
        takes.caller = true;
    }

    fn read(call: &Call<A>) -> Result<Self, Refusal> {
        let caller = call.caller.clone().map(Self);
        caller.ok_or_else(|| Refusal::Problem(Problem::unauthenticated(false)))
    }
}

/// The parameters in the path, checked against the schema of `T`.
pub struct Path<T>(pub T);

impl<A: Gate, T: DeserializeOwned + JsonSchema + 'static> Part<A> for Path<T> {
    fn describe(takes: &mut Takes) {
        takes.path = Some(InputType::of::<T>());
    }

    fn read(call: &Call<A>) -> Result<Self, Refusal> {
        read_pairs(&call.path, "pad").map(Self)
    }
}

/// The query string, checked against the schema of `T`; unknown keys are refused by name.
pub struct Query<T>(pub T);

impl<A: Gate, T: DeserializeOwned + JsonSchema + 'static> Part<A> for Query<T> {
    fn describe(takes: &mut Takes) {
        takes.query = Some(InputType::of::<T>());
    }

    fn read(call: &Call<A>) -> Result<Self, Refusal> {
        let pairs = Pairs::of_query(call.head.uri.query().unwrap_or_default());
        let pairs = pairs.ok_or_else(|| bad_encoding("query"))?;
        read_pairs(&pairs, "query").map(Self)
    }
}

/// 400: a percent-escape that is none, or that hides bad UTF-8.
pub(crate) fn bad_encoding(place: &str) -> Problem {
    Problem::invalid_at(
        place,
        "het adres is niet goed gecodeerd; gebruik UTF-8 met procenttekens, zoals %C3%A9 voor é",
    )
}

/// The JSON body, checked against the schema of `T`.
pub struct Json<T>(pub T);

impl<A: Gate, T: DeserializeOwned + JsonSchema + 'static> Part<A> for Json<T> {
    fn describe(takes: &mut Takes) {
        takes.body = Some(InputType::of::<T>());
    }

    fn read(call: &Call<A>) -> Result<Self, Refusal> {
        read_body(&call.body).map(Self)
    }
}

impl<A: Gate> Part<A> for IfMatch {
    fn describe(takes: &mut Takes) {
        takes.if_match = true;
    }

    fn read(call: &Call<A>) -> Result<Self, Refusal> {
        Ok(IfMatch::read(call.headers())?)
    }
}

/// The idempotency key, if one was sent, with a digest of what it was sent with.
#[derive(Clone, Debug)]
pub struct Once {
    /// The key.
    pub key: Option<IdempotencyKey>,
    /// The digest of method, path, query and body: the same key with another digest is a mistake of the client.
    pub fingerprint: Sha256Hex,
}

impl<A: Gate> Part<A> for Once {
    fn describe(takes: &mut Takes) {
        takes.idempotency_key = true;
    }

    fn read(call: &Call<A>) -> Result<Self, Refusal> {
        let key = IdempotencyKey::read(call.headers())?;
        let (method, target) = (call.head.method.as_str(), call.head.uri.to_string());
        let parts = [method.as_bytes(), target.as_bytes(), &call.body];
        Ok(Self { key, fingerprint: Sha256Hex::of_parts(parts) })
    }
}
