//! What everyone may read without a token: the `OpenAPI` document and the docs page made of it.

use axum::body::Bytes;
use axum::http::Method;
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::Value;
use std::sync::{Arc, OnceLock};

use crate::docs;
use crate::gate::Gate;
use crate::openapi::{About, document};
use crate::part::State;
use crate::problem::Problem;
use crate::reply::{Content, Media};
use crate::route::{Access, Entry, Route};
use crate::security::PAGE_POLICY;
use crate::table::{Table, TableError};

/// The tag of these routes.
const TAG: &str = "Beschrijving";

/// Makes the table of all routes together with those of the documentation.
///
/// # Errors
/// See [`Table::new`].
pub fn documented<A: Gate>(
    mut routes: Vec<Route<A>>,
    about: &About,
) -> Result<Table<A>, TableError> {
    let published: Arc<OnceLock<Published>> = Arc::default();
    routes.extend(own_routes(&published));
    let table = Table::new(routes)?;
    let broken = |error: serde_json::Error| {
        TableError(vec![format!("the document cannot be written: {error}")])
    };
    let document = document(&table, about).map_err(broken)?;
    namesakes(&document)?;
    let page = docs::page(&document);
    let json = serde_json::to_vec_pretty(&document).map_err(broken)?;
    // The cell was made above and nobody else fills it.
    let _ = published.set(Published { json: json.into(), page: page.into() });
    Ok(table)
}

/// Refuses two types with one name, which schemars would number in the order of use: `#[schemars(rename = "...")]` helps.
fn namesakes(document: &Value) -> Result<(), TableError> {
    let schemas = document["components"]["schemas"].as_object();
    let names = schemas.into_iter().flat_map(|schemas| schemas.keys());
    let known = |name: &str| schemas.is_some_and(|schemas| schemas.contains_key(name));
    let wrong: Vec<String> = names
        .map(|name| (name, name.trim_end_matches(|last: char| last.is_ascii_digit())))
        .filter(|(name, stem)| stem.len() < name.len() && known(stem))
        .map(|(name, stem)| format!("two types are named {stem}; the second became {name}"))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(TableError(wrong)) }
}

struct Published {
    json: Bytes,
    page: Bytes,
}

/// JSON that is described elsewhere.
pub struct AnyJson;

impl Media for AnyJson {
    const TYPE: &'static str = "application/json";

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object" })
    }
}

/// A page.
pub(crate) struct Html;

impl Media for Html {
    const TYPE: &'static str = "text/html; charset=utf-8";
}

/// A style sheet.
pub(crate) struct Css;

impl Media for Css {
    const TYPE: &'static str = "text/css; charset=utf-8";
}

fn own_routes<A: Gate>(published: &Arc<OnceLock<Published>>) -> [Route<A>; 3] {
    let json = read(published, |published| Content::<AnyJson>::new(published.json.clone()));
    let page = read(published, |published| {
        Content::<Html>::new(published.page.clone()).policy(PAGE_POLICY)
    });
    let style = async |_: State<A>| Ok::<_, Problem>(Content::<Css>::new(docs::STYLE));
    [
        Route::new(
            entry(
                "/openapi.json",
                "leesOpenapi",
                "De beschrijving voor programma's",
                "Dit document, als OpenAPI 3.1.",
            ),
            json,
        )
        .for_every_origin(),
        Route::new(
            entry(
                "/docs",
                "leesUitleg",
                "De beschrijving voor mensen",
                "Een pagina met alle adressen van de API.",
            ),
            page,
        ),
        Route::new(
            entry(
                "/docs/opmaak",
                "leesOpmaak",
                "De opmaak van de beschrijving",
                "De opmaak van de pagina.",
            ),
            style,
        ),
    ]
}

fn entry(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    description: &'static str,
) -> Entry {
    Entry { method: Method::GET, path, access: Access::Public, id, tag: TAG, summary, description }
}

/// Makes a handler that gives a part of what is published.
fn read<A: Gate, M: Media>(
    published: &Arc<OnceLock<Published>>,
    give: fn(&Published) -> Content<M>,
) -> impl Fn(State<A>) -> std::future::Ready<Result<Content<M>, Problem>> + Send + Sync + 'static {
    let published = Arc::clone(published);
    move |_| {
        let answer = published.get().map(give);
        std::future::ready(answer.ok_or_else(|| Problem::internal(&"the document is not made yet")))
    }
}
