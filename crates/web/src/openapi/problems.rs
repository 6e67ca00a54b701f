//! The problem responses of the document: one reusable response per kind, with the problem schema in it.

use kernel::Fault;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{ContentBuilder, Ref};

use crate::gate::Gate;
use crate::kind::ProblemKind as Kind;
use crate::problem::PROBLEM_JSON;
use crate::route::{Access, Route};

/// Returns every reusable response with its name.
pub(super) fn all() -> impl Iterator<Item = (String, Response)> {
    Kind::ALL.iter().map(|kind| (name(*kind), response(*kind)))
}

/// Returns the problems that a route can give, with a reference to each.
pub(super) fn of<A: Gate>(route: &Route<A>) -> impl Iterator<Item = (String, Ref)> {
    let applies = |kind: &&Kind| applies(**kind, route) || route.also().contains(kind);
    let kinds: Vec<Kind> = Kind::ALL.iter().filter(applies).copied().collect();
    kinds
        .into_iter()
        .map(|kind| (kind.status().as_str().to_owned(), Ref::from_response_name(name(kind))))
}

fn applies<A: Gate>(kind: Kind, route: &Route<A>) -> bool {
    let takes = route.shape().takes;
    match kind {
        // A path may be badly encoded everywhere.
        Kind::InvalidInput | Kind::Internal | Kind::Unavailable => true,
        Kind::Unauthenticated => route.entry().access != Access::Public,
        Kind::Forbidden => {
            matches!(route.entry().access, Access::Scope(_) | Access::OneOf(_))
        }
        Kind::NotFound => takes.path.is_some(),
        Kind::MethodNotAllowed => false,
        Kind::NotAcceptable => route.shape().gives.media_type.is_some(),
        Kind::Conflict | Kind::TooLarge => route.writes(),
        Kind::Outdated | Kind::PreconditionRequired => takes.if_match,
        Kind::UnsupportedMediaType => takes.body.is_some(),
    }
}

fn name(kind: Kind) -> String {
    format!("Probleem{}", kind.status().as_str())
}

fn response(kind: Kind) -> Response {
    let content = ContentBuilder::new()
        .extensions(Some([("schema", schema(kind))].into_iter().collect()))
        .build();
    let response = ResponseBuilder::new()
        .description(format!("{}. {}", kind.title(), kind.advice()))
        .header("API-Version", super::operation::version_header())
        .content(PROBLEM_JSON, content);
    let header = |name: &str, text: &str| (name.to_owned(), text_header(text));
    let own = match kind {
        Kind::Unauthenticated | Kind::Forbidden => {
            Some(header("WWW-Authenticate", "Hoe u zich aanmeldt."))
        }
        Kind::MethodNotAllowed => Some(header("Allow", "De methoden die hier wel kunnen.")),
        Kind::Unavailable => Some(header("Retry-After", "Zoveel seconden wachten.")),
        _ => None,
    };
    own.into_iter().fold(response, |response, (name, header)| response.header(name, header)).build()
}

/// Returns a header that is a text.
pub(super) fn text_header(description: &str) -> Header {
    HeaderBuilder::from(Header::default()).description(Some(description)).build()
}

/// Returns the schema of a problem, whole and in place: the official linter looks for the members here.
fn schema(kind: Kind) -> Value {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.inline_subschemas = true;
    let fault = settings.into_generator().subschema_for::<Fault>();
    let mut properties = json!({
        "type": { "type": "string", "format": "uri-reference", "description": "Waar deze soort fout wordt uitgelegd." },
        "title": { "type": "string", "description": "De soort fout." },
        "status": { "type": "integer", "const": kind.status().as_u16(), "description": "De HTTP-status." },
        "detail": { "type": "string", "description": "Wat er nu mis is en hoe u het verbetert." },
        "instance": { "type": "string", "format": "uri-reference", "description": "Dit ene voorval." },
        "code": { "type": "string", "description": "De vaste code, voor programma's." }
    });
    let own = match kind {
        Kind::InvalidInput => json!({
            "fouten": { "type": "array", "items": fault, "description": "Alle fouten in de invoer, op volgorde van lezen." }
        }),
        Kind::Conflict => json!({
            "toegestaan": { "type": "array", "items": { "type": "string" }, "description": "Wat nu wel kan." }
        }),
        Kind::Outdated => json!({
            "huidig": { "description": "Zoals het nu is." },
            "ingediend": { "description": "Wat u verstuurde." }
        }),
        _ => json!({}),
    };
    if let (Some(properties), Value::Object(own)) = (properties.as_object_mut(), own) {
        properties.extend(own);
    }
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": properties
    })
}
