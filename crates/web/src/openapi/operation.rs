//! One operation of the document: what its handler takes and gives.

use serde_json::{Value, json};
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{
    Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder, ResponsesBuilder};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, ContentBuilder, RefOr, Required};

use super::BEARER;
use super::problems::{self, text_header};
use super::schemas::{Field, Schemas};
use crate::gate::Gate;
use crate::idempotency::{IDEMPOTENCY_KEY, LONGEST_KEY};
use crate::part::{InputType, Takes};
use crate::reply::Gives;
use crate::route::{Access, Route};
use crate::version::API_VERSION;

/// Describes a route.
pub(super) fn of<A: Gate>(route: &Route<A>, schemas: &mut Schemas) -> Operation {
    let (entry, shape) = (route.entry(), route.shape());
    let mut responses = ResponsesBuilder::new();
    responses = responses.response(shape.gives.status.as_str(), success(shape.gives, schemas));
    if shape.gives.not_modified {
        responses = responses.response("304", not_modified());
    }
    for (status, problem) in problems::of(route) {
        responses = responses.response(status, RefOr::Ref(problem));
    }
    let operation = OperationBuilder::new()
        .operation_id(Some(entry.id))
        .tag(entry.tag)
        .summary(Some(entry.summary))
        .description(Some(description(route)))
        .responses(responses.build())
        .request_body(shape.takes.body.map(|body| request_body(body, schemas)))
        .securities(Some(security(entry.access)));
    let parameters = parameters(shape.takes, shape.gives, schemas);
    parameters.into_iter().fold(operation, OperationBuilder::parameter).build()
}

fn description<A: Gate>(route: &Route<A>) -> String {
    let entry = route.entry();
    match entry.access {
        Access::Public => format!("{} Hiervoor is geen token nodig.", entry.description),
        Access::Known => format!("{} Elk geldig token is goed.", entry.description),
        Access::Scope(scope) => format!("{} Bevoegdheid: `{scope}`.", entry.description),
        Access::OneOf(scopes) => {
            format!("{} Bevoegdheid: `{}`.", entry.description, scopes.join("` of `"))
        }
    }
}

/// A public route asks nothing, which an empty list says; of several entries one is enough.
fn security(access: Access) -> Vec<SecurityRequirement> {
    match access {
        Access::Public => Vec::new(),
        Access::Known => vec![SecurityRequirement::new(BEARER, [""; 0])],
        Access::Scope(scope) => vec![SecurityRequirement::new(BEARER, [scope])],
        Access::OneOf(scopes) => {
            scopes.iter().map(|scope| SecurityRequirement::new(BEARER, [*scope])).collect()
        }
    }
}

fn request_body(body: InputType, schemas: &mut Schemas) -> RequestBody {
    RequestBodyBuilder::new()
        .required(Some(Required::True))
        .content("application/json", content(schemas.input(body)))
        .build()
}

fn success(gives: Gives, schemas: &mut Schemas) -> Response {
    let mut response =
        ResponseBuilder::new().description(gives.meaning).header("API-Version", version_header());
    if gives.etag {
        response = response.header(
            "ETag",
            text_header("De versie, om mee te sturen als «If-Match» of «If-None-Match»."),
        );
    }
    if gives.location {
        response = response.header("Location", text_header("Het adres van wat is aangemaakt."));
    }
    if let (Some(media), Some(schema)) = (gives.media_type, gives.schema) {
        response = response.content(media, content(schemas.output(schema)));
    }
    response.build()
}

fn not_modified() -> Response {
    ResponseBuilder::new()
        .description("Niet gewijzigd: u heeft deze versie al.")
        .header("API-Version", version_header())
        .header("ETag", text_header("De versie die u al heeft."))
        .build()
}

/// Returns the header that carries the version of the API.
pub(super) fn version_header() -> Header {
    HeaderBuilder::from(text_header("Het volledige versienummer van de API."))
        .example(Some(API_VERSION.into()))
        .build()
}

fn content(schema: Value) -> Content {
    ContentBuilder::new().extensions(Some([("schema", schema)].into_iter().collect())).build()
}

fn parameters(takes: Takes, gives: Gives, schemas: &mut Schemas) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for (input, place) in [(takes.path, ParameterIn::Path), (takes.query, ParameterIn::Query)] {
        let fields = input.map(|input| schemas.fields(input)).unwrap_or_default();
        parameters.extend(fields.into_iter().map(|field| parameter(field, place.clone())));
    }
    if takes.if_match {
        parameters.push(header(
            "If-Match",
            true,
            Some(r#"^"v(0|[1-9][0-9]{0,17})"$"#),
            "De ETag van de versie die u wijzigt.",
        ));
    }
    if gives.not_modified {
        // A list that names no version of ours simply matches nothing, so any text will do.
        parameters.push(header(
            "If-None-Match",
            false,
            None,
            "De ETag van de versie die u al heeft.",
        ));
    }
    if takes.idempotency_key {
        let pattern = format!("^[!-~]{{1,{LONGEST_KEY}}}$");
        let text = "Een sleutel die u zelf kiest: wie hetzelfde verzoek met dezelfde sleutel herhaalt, krijgt hetzelfde antwoord en niets gebeurt twee keer.";
        parameters.push(header(IDEMPOTENCY_KEY, false, Some(&pattern), text));
    }
    parameters
}

fn header(name: &str, required: bool, pattern: Option<&str>, description: &str) -> Parameter {
    let field = Field {
        name: name.to_owned(),
        required,
        description: Some(description.to_owned()),
        schema: pattern.map_or_else(
            || json!({ "type": "string" }),
            |pattern| json!({ "type": "string", "pattern": pattern }),
        ),
    };
    parameter(field, ParameterIn::Header)
}

fn parameter(field: Field, place: ParameterIn) -> Parameter {
    ParameterBuilder::new()
        .name(field.name)
        .parameter_in(place)
        .required(if field.required { Required::True } else { Required::False })
        .description(field.description)
        .extensions(Some([("schema", field.schema)].into_iter().collect()))
        .build()
}
