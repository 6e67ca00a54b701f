//! The `OpenAPI` document and the docs page.

use axum::body::Body;
use serde_json::{Value, json};

use super::sample::{Answer, send, table};
use crate::{API_VERSION, Access, PAGE_POLICY};

async fn open(uri: &str) -> Answer {
    send("GET", uri, "", &[("origin", "https://elders.nl")], Body::empty()).await
}

#[tokio::test]
async fn the_document_is_stable_and_open_to_every_origin() {
    let answer = open("/v1/openapi.json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    if let Ok(path) = std::env::var("OPENAPI_OUT") {
        std::fs::write(path, &answer.text).unwrap();
    }
    insta::assert_snapshot!(answer.text);
}

#[tokio::test]
async fn the_document_keeps_the_api_design_rules() {
    let document = open("/v1/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["version"], API_VERSION);
    assert_eq!(document["servers"][0]["url"], "https://bibob.voorbeeld.nl/v1");
    let mut seen = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with('/') && !path.ends_with('/'), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            seen += 1;
            for (status, response) in operation["responses"].as_object().unwrap() {
                let response = resolved(&document, response);
                assert!(response["headers"]["API-Version"].is_object(), "{method} {path} {status}");
                if status.starts_with(['4', '5']) {
                    let schema = &response["content"]["application/problem+json"]["schema"];
                    for member in ["status", "title", "detail"] {
                        assert!(
                            schema["properties"][member].is_object(),
                            "{path} {status} {member}"
                        );
                    }
                }
            }
            assert!(operation["responses"]["400"].is_object(), "{method} {path}");
        }
    }
    assert_eq!(seen, table().routes().count());
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(
            name.starts_with(|first: char| first.is_ascii_uppercase()) && !name.contains('_'),
            "{name}"
        );
    }
    assert_eq!(dangling(&document, &document), Vec::<String>::new());
}

#[tokio::test]
async fn the_document_tells_what_each_route_asks() {
    let document = open("/v1/openapi.json").await.json();
    for route in table().routes() {
        let entry = route.entry();
        let operation = &document["paths"][entry.path][entry.method.as_str().to_lowercase()];
        match entry.access {
            Access::Public => assert!(operation["responses"]["401"].is_null()),
            Access::Known => {
                assert!(
                    operation["responses"]["401"].is_object()
                        && operation["responses"]["403"].is_null()
                );
            }
            Access::Scope(scope) => asks_one_of(operation, &[scope]),
            Access::OneOf(scopes) => asks_one_of(operation, scopes),
        }
    }
}

fn asks_one_of(operation: &Value, scopes: &[&str]) {
    let asked: Vec<Value> = scopes.iter().map(|scope| json!({ "bearer": [scope] })).collect();
    assert_eq!(operation["security"], Value::from(asked));
    for status in ["401", "403"] {
        assert!(operation["responses"][status].is_object(), "{status}");
    }
}

#[tokio::test]
async fn the_docs_page_shows_every_operation_without_script_or_inline_style() {
    let page = open("/v1/docs").await;
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("content-security-policy"), Some(PAGE_POLICY));
    for route in table().routes() {
        assert!(
            page.text.contains(&format!("id=\"{}\"", route.entry().id)),
            "{}",
            route.entry().id
        );
    }
    for forbidden in ["<script", "style=", "<style", "onclick"] {
        assert!(!page.text.contains(forbidden), "{forbidden}");
    }
    let style = open("/v1/docs/opmaak").await;
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(!style.text.contains("@import") && !style.text.contains("url("));
}

fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let target =
        value["$ref"].as_str().and_then(|target| document.pointer(target.strip_prefix('#')?));
    target.unwrap_or(value)
}

/// Returns the references that point nowhere.
fn dangling(document: &Value, value: &Value) -> Vec<String> {
    match value {
        Value::Object(object) => object
            .iter()
            .flat_map(|(key, inner)| match inner.as_str().filter(|_| key == "$ref") {
                Some(target) if document.pointer(target.trim_start_matches('#')).is_none() => {
                    vec![target.to_owned()]
                }
                _ => dangling(document, inner),
            })
            .collect(),
        Value::Array(list) => list.iter().flat_map(|inner| dangling(document, inner)).collect(),
        _ => Vec::new(),
    }
}
