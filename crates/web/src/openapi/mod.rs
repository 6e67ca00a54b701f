//! The `OpenAPI` 3.1 document, made by utoipa from the route table, with the schemas of schemars.

mod operation;
mod problems;
mod schemas;

use serde_json::Value;
use utoipa::openapi::path::{HttpMethod, PathItem, PathsBuilder};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, ComponentsBuilder, ContactBuilder, Info, InfoBuilder, LicenseBuilder,
    OpenApiBuilder, ServerBuilder,
    tag::{Tag, TagBuilder},
};

use crate::gate::Gate;
use crate::table::Table;
use crate::version::{API_VERSION, BASE_PATH};
use schemas::Schemas;

/// The name of the security scheme.
const BEARER: &str = "bearer";

/// What the document says of those who run the API.
#[derive(Clone, Debug)]
pub struct About {
    /// Where the API lives: an absolute https address without a path, such as `https://bibob.voorbeeld.nl`.
    pub origin: String,
    /// Whom to ask.
    pub contact_name: String,
    /// Their mail address.
    pub contact_email: String,
    /// Their page.
    pub contact_url: String,
    /// The headings with what stands under them, in order; a tag of the table that is not here comes last.
    pub tags: Vec<(&'static str, &'static str)>,
}

/// Makes the document.
///
/// # Errors
/// When utoipa cannot write its own document.
pub fn document<A: Gate>(table: &Table<A>, about: &About) -> Result<Value, serde_json::Error> {
    let mut schemas = Schemas::new();
    let mut paths = PathsBuilder::new();
    for (path, routes) in table.by_path() {
        let mut item = PathItem::default();
        for route in routes {
            let operation = operation::of(&route, &mut schemas);
            let method = http_method(route.entry().method.as_str());
            item.merge_operations(PathItem::new(method, operation));
        }
        paths = paths.path(path, item);
    }
    let server = ServerBuilder::new().url(format!("{}{BASE_PATH}", about.origin)).build();
    let api = OpenApiBuilder::new()
        .info(info(about))
        .servers(Some([server]))
        .paths(paths.build())
        .tags(Some(tags(table, about)))
        .components(Some(components()))
        .build();
    Ok(schemas.finish(serde_json::to_value(&api)?))
}

fn info(about: &About) -> Info {
    let contact = ContactBuilder::new()
        .name(Some(&about.contact_name))
        .email(Some(&about.contact_email))
        .url(Some(&about.contact_url))
        .build();
    InfoBuilder::new()
        .title("Dijkwacht API")
        .version(API_VERSION)
        .description(Some(
            "Bibob-onderzoeken van een bestuursorgaan: dossiers, betrokkenen, termijnen en besluiten. \
             De API volgt de Nederlandse API Design Rules. Fouten komen als application/problem+json (RFC 9457), \
             met alle fouten in de invoer tegelijk.",
        ))
        .contact(Some(contact))
        .license(Some(LicenseBuilder::new().name("EUPL-1.2").identifier(Some("EUPL-1.2")).build()))
        .build()
}

fn components() -> Components {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "Een token dat de beheerder uitgeeft, met de bevoegdheden die het nodig heeft.",
        ))
        .build();
    let start = ComponentsBuilder::new().security_scheme(BEARER, SecurityScheme::Http(bearer));
    problems::all()
        .fold(start, |components, (name, response)| components.response(name, response))
        .build()
}

/// Returns each tag once: those that are described first, in their order.
fn tags<A: Gate>(table: &Table<A>, about: &About) -> Vec<Tag> {
    let used: Vec<&str> = table.routes().map(|route| route.entry().tag).collect();
    let mut tags: Vec<Tag> = Vec::new();
    for (name, text) in about.tags.iter().filter(|(name, _)| used.contains(name)) {
        tags.push(TagBuilder::new().name(*name).description(Some(*text)).build());
    }
    for name in used {
        if tags.iter().all(|tag| tag.name != name) {
            tags.push(Tag::new(name));
        }
    }
    tags
}

fn http_method(name: &str) -> HttpMethod {
    match name {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}
