//! Status codes, headers, access and versions.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use super::sample::{CASE, Sample, about, entry, get, good, post, send, table};
use crate::{
    API_VERSION, Access, Done, EVERY_RESPONSE, Found, Path, Problem, ProblemKind, Route, State,
    Who, documented,
};

#[tokio::test]
async fn every_response_is_secured_also_errors_and_panics() {
    let known = [("if-none-match", "\"v7\"")];
    let empty = Body::empty;
    let answers = [
        get("/v1/dossiers").await,
        get("/v1/onbekend").await,
        get("/v1/dossiers?label=ontplof").await,
        get("/v1/dossiers?label=traag").await,
        send("GET", CASE, "lezer", &known, empty()).await,
        send("TRACE", CASE, "lezer", &[], empty()).await,
        send("OPTIONS", CASE, "", &[], empty()).await,
        send("GET", "/v1/docs", "", &[], empty()).await,
        send("GET", "/v1/%ff", "", &[], empty()).await,
        post(vec![b' '; 1024 * 1024 + 1]).await,
    ];
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses, [200, 404, 500, 503, 304, 405, 204, 200, 400, 413]);
    for answer in answers {
        for (name, value) in EVERY_RESPONSE {
            let own_policy =
                name == "content-security-policy" && answer.text.starts_with("<!DOCTYPE");
            assert!(
                own_policy || answer.header(name.as_str()) == Some(value),
                "{name} {}",
                answer.status
            );
        }
        assert_eq!(answer.header("api-version"), Some(API_VERSION));
        assert!(!answer.header("content-security-policy").unwrap().contains("unsafe"));
        assert_eq!(answer.header("server"), None);
        let refused = answer.status.is_client_error() || answer.status.is_server_error();
        assert_eq!(answer.header("content-type") == Some("application/problem+json"), refused);
    }
}

#[tokio::test]
async fn what_goes_wrong_inside_stays_inside() {
    let panicked = get("/v1/dossiers?label=ontplof").await.expect_problem(500);
    assert!(!panicked.text.contains("geheim"));
    let late = get("/v1/dossiers?label=traag").await.expect_problem(503);
    assert_eq!(
        (late.json()["code"].as_str(), late.header("retry-after")),
        (Some("te-lang-bezig"), Some("10"))
    );
}

#[tokio::test]
async fn a_trailing_slash_is_not_found_and_never_a_redirect() {
    for (_, path, _) in table().access_matrix() {
        get(&format!("/v1{path}/")).await.expect_problem(404);
    }
    get("/v1/").await.expect_problem(404);
    get("/").await.expect_problem(404);
}

#[tokio::test]
async fn other_methods_are_told_what_is_allowed() {
    for method in ["PATCH", "TRACE", "CONNECT", "VERZIN"] {
        let answer = send(method, CASE, "lezer", &[], Body::empty()).await.expect_problem(405);
        assert_eq!(answer.header("allow"), Some("DELETE, GET, HEAD, OPTIONS, PUT"));
    }
    let options = send("OPTIONS", "/v1/dossiers", "", &[], Body::empty()).await;
    assert_eq!(
        (options.status.as_u16(), options.header("allow")),
        (204, Some("GET, HEAD, OPTIONS, POST"))
    );
    assert_eq!(options.header("access-control-allow-origin"), None);
    let head = send("HEAD", CASE, "lezer", &[], Body::empty()).await;
    assert_eq!(
        (head.status.as_u16(), head.text.as_str(), head.header("etag")),
        (200, "", Some("\"v7\""))
    );
    assert_ne!(head.header("content-length"), Some("0"));
}

/// The access matrix: no route that asks a scope lets anyone in without it, and public ones ask nothing.
#[tokio::test]
async fn access_is_that_of_the_table() {
    for (method, path, access) in table().access_matrix() {
        let uri =
            format!("/v1{}", path.replace("{dossierId}", "019377f0-5a1c-7c3e-9d2b-3f6a1b2c4d5e"));
        let answer = |who: &'static str| send(method.as_str(), &uri, who, &[], Body::empty());
        if access == Access::Public {
            assert_eq!(answer("").await.status, 200, "{path}");
            continue;
        }
        let stranger = answer("").await.expect_problem(401);
        assert_eq!(stranger.header("www-authenticate"), Some("Bearer realm=\"dijkwacht\""));
        let unknown = answer("verlopen").await.expect_problem(401);
        assert!(unknown.header("www-authenticate").unwrap().contains("invalid_token"));
        let scopes = match access {
            Access::Scope(scope) => vec![scope],
            Access::OneOf(scopes) => scopes.to_vec(),
            Access::Known | Access::Public => {
                assert_eq!(answer("niemand").await.status, 200, "{path}");
                continue;
            }
        };
        let poor = answer("niemand").await.expect_problem(403);
        for scope in scopes {
            assert!(poor.text.contains(scope), "{path}");
            assert!(poor.header("www-authenticate").unwrap().contains(scope), "{path}");
        }
        assert!(![401, 403].contains(&answer("schrijver").await.status.as_u16()), "{path}");
    }
}

#[tokio::test]
async fn media_types_are_negotiated() {
    send("GET", CASE, "lezer", &[("accept", "text/html")], Body::empty()).await.expect_problem(406);
    let letter = format!("{CASE}/brief");
    send("GET", &letter, "lezer", &[("accept", "application/json")], Body::empty())
        .await
        .expect_problem(406);
    let pdf = get(&letter).await;
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert_eq!(pdf.header("content-disposition"), Some("attachment; filename=\"brief____.pdf\""));
    for kind in ["text/plain", "application/x-www-form-urlencoded"] {
        send("POST", "/v1/dossiers", "schrijver", &[("content-type", kind)], "{}")
            .await
            .expect_problem(415);
    }
    send("POST", "/v1/dossiers", "schrijver", &[], good().to_string()).await.expect_problem(415);
}

#[tokio::test]
async fn edits_need_the_version_they_edit() {
    let put = |tag: Option<&'static str>| async move {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(tag.map(|tag| ("if-match", tag)));
        send("PUT", CASE, "schrijver", &headers, good().to_string()).await
    };
    put(None).await.expect_problem(428);
    assert_eq!(put(Some("*")).await.expect_problem(400).faults(), ["kop/If-Match verkeerde-vorm"]);
    let stale = put(Some("\"v6\"")).await.expect_problem(412).json();
    assert_eq!(stale["huidig"], json!({ "versie": 7 }));
    assert_eq!(stale["ingediend"], json!({ "omschrijving": "Café aan de haven" }));
    let headers =
        [("content-type", "application/json"), ("if-match", "\"v7\""), ("if-none-match", "*")];
    let done = send("PUT", CASE, "schrijver", &headers, good().to_string()).await;
    assert_eq!(done.status, 200);
    let done = put(Some("\"v6\", \"v7\"")).await;
    assert_eq!((done.status.as_u16(), done.header("etag")), (200, Some("\"v8\"")));
    let gone = send("DELETE", CASE, "schrijver", &[("if-match", "\"v7\"")], Body::empty()).await;
    assert_eq!((gone.status.as_u16(), gone.text.as_str()), (204, ""));
}

#[tokio::test]
async fn reads_are_answered_304_when_the_version_is_known() {
    for (tag, status) in [("\"v7\"", 304), ("W/\"v7\"", 304), ("*", 304), ("\"v6\"", 200)] {
        let answer = send("GET", CASE, "lezer", &[("if-none-match", tag)], Body::empty()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("etag")),
            (status, Some("\"v7\"")),
            "{tag}"
        );
        assert_eq!(answer.text.is_empty(), status == 304);
    }
}

#[tokio::test]
async fn a_new_resource_says_where_it_is() {
    let made = post(good().to_string()).await;
    assert_eq!(
        (made.status.as_u16(), made.header("location"), made.header("etag")),
        (201, Some(CASE), Some("\"v1\""))
    );
    assert_eq!(made.json()["gewijzigdDoor"], "schrijver");
}

#[tokio::test]
async fn idempotency_keys_are_read_and_checked() {
    let with = |key: &'static str| {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        async move { send("POST", "/v1/dossiers", "schrijver", &headers, good().to_string()).await }
    };
    assert_eq!(with("k-1").await.status, 201);
    assert_eq!(
        with("a b").await.expect_problem(400).faults(),
        ["kop/Idempotency-Key verkeerde-vorm"]
    );
    let conflict = with("al-gebruikt").await.expect_problem(409).json();
    assert_eq!(
        (&conflict["code"], &conflict["toegestaan"]),
        (&json!("sleutel-hergebruikt"), &json!(["nieuwe-sleutel"]))
    );
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Loose {
    _ander_id: String,
}

#[test]
fn the_table_names_every_mistake() {
    async fn nothing(_: State<Sample>) -> Result<Done, Problem> {
        Ok(Done)
    }
    async fn caller(_: Who<super::sample::Caller>) -> Result<Done, Problem> {
        Ok(Done)
    }
    async fn loose(_: Path<Loose>) -> Result<Done, Problem> {
        Ok(Done)
    }
    let route = |path, id| entry(Method::DELETE, path, id, Access::Public);
    let wrong = documented(
        vec![
            Route::new(route("/a", "a"), nothing),
            Route::new(route("/a", "a"), nothing),
            Route::new(route("/b/", "b"), caller),
            Route::new(route("/c/{id}", "c"), loose),
        ],
        &about(),
    );
    let text = wrong.map(|_| ()).unwrap_err().to_string();
    for part in [
        "DELETE /a: the operation id a stands twice",
        "DELETE /a: stands twice",
        "DELETE /b/: a path begins with a slash and does not end with one",
        "DELETE /b/: a public route has no caller",
        "deny_unknown_fields",
        "the path has {\"id\"} and its type {\"_ander_id\"}",
        "_ander_id is not lower camel case",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn two_types_with_one_name_are_found() {
    mod elsewhere {
        /// A second type of that name.
        #[derive(serde::Serialize, schemars::JsonSchema)]
        pub(super) struct Case {
            naam: String,
        }
    }
    async fn other(_: State<Sample>) -> Result<Found<elsewhere::Case>, Problem> {
        Err(Problem::new(ProblemKind::NotFound))
    }
    async fn usual(_: State<Sample>) -> Result<Found<super::sample::Case>, Problem> {
        Err(Problem::new(ProblemKind::NotFound))
    }
    let route = |path, id| entry(Method::GET, path, id, Access::Known);
    let routes = vec![Route::new(route("/a", "a"), usual), Route::new(route("/b", "b"), other)];
    let text = documented(routes, &about()).map(|_| ()).unwrap_err().to_string();
    assert!(text.contains("two types are named Case"), "{text}");
}
