//! Wrong input: every fault with its place, its code and how to mend it.

use super::sample::{CASE, get, good, post, send};
use serde_json::{Value, json};

/// Sends the good case with one value replaced.
async fn with(pointer: &str, value: Value) -> super::sample::Answer {
    let mut body = good();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match body.pointer_mut(parent).unwrap() {
        Value::Object(object) => drop(object.insert(key.to_owned(), value)),
        Value::Array(list) => list.push(value),
        _ => panic!("{pointer}"),
    }
    post(body.to_string()).await
}

#[tokio::test]
async fn all_faults_come_at_once() {
    let answer = post(
        json!({
            "omschrijvin": "x", "status": "dicht", "bedrag": "veel",
            "betrokkenen": [
                { "soort": "persoon", "naam": "", "geboren": "1980-02-30" },
                { "soort": "rechtspersoon", "kvkNummer": "123", "naam": "x" },
                { "soort": "stichting" },
                { "naam": "x" },
                7
            ]
        })
        .to_string(),
    )
    .await
    .expect_problem(400);
    let mut faults = answer.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/bedrag verkeerde-vorm",
            "/betrokkenen/0/geboren verkeerde-vorm",
            "/betrokkenen/0/naam verkeerde-vorm",
            "/betrokkenen/1/kvkNummer verkeerde-vorm",
            "/betrokkenen/1/naam onbekend-veld",
            "/betrokkenen/2/soort onbekende-waarde",
            "/betrokkenen/3/soort ontbreekt",
            "/betrokkenen/4 verkeerde-vorm",
            "/omschrijvin onbekend-veld",
            "/omschrijving ontbreekt",
            "/status onbekende-waarde",
        ]
    );
    insta::assert_snapshot!(answer.messages());
}

#[tokio::test]
async fn path_query_and_body_are_judged_together() {
    let headers = [("content-type", "application/json"), ("if-match", "v7")];
    let answer =
        send("PUT", "/v1/dossiers/7", "schrijver", &headers, "{}").await.expect_problem(400);
    let faults = answer.faults();
    assert_eq!(
        faults,
        [
            "pad/dossierId verkeerde-vorm",
            "kop/If-Match verkeerde-vorm",
            "/omschrijving ontbreekt",
            "/betrokkenen ontbreekt"
        ]
    );
}

#[tokio::test]
async fn query_strings_are_checked_by_name() {
    assert_eq!(
        get("/v1/dossiers?limiet=10&status=besloten&label=a&label=b&afgesloten=true").await.status,
        200
    );
    assert_eq!(get("/v1/dossiers?label=a+b%26").await.status, 200);
    for (query, fault) in [
        ("limit=10", "query/limit onbekend-veld"),
        ("limiet=tien", "query/limiet verkeerde-vorm"),
        ("limiet=0", "query/limiet verkeerde-vorm"),
        ("limiet=101", "query/limiet verkeerde-vorm"),
        ("limiet=", "query/limiet verkeerde-vorm"),
        ("limiet=1&limiet=2", "query/limiet tegenstrijdig"),
        ("status=dicht", "query/status onbekende-waarde"),
        ("afgesloten=ja", "query/afgesloten verkeerde-vorm"),
        ("label=a%00b", "query/label/0 verkeerde-vorm"),
        ("label=%ff", "query verkeerde-vorm"),
        ("label=%4", "query verkeerde-vorm"),
    ] {
        let answer = get(&format!("/v1/dossiers?{query}")).await.expect_problem(400);
        assert_eq!(answer.faults(), [fault], "{query}");
    }
    assert!(get("/v1/dossiers?limit=10").await.messages().contains("Bedoelt u «limiet»?"));
}

#[tokio::test]
async fn bad_addresses_are_refused() {
    for path in ["/v1/dossiers/%", "/v1/dossiers/%zz", "/v1/dossiers/%ff", "/v1/dossiers/a%00"] {
        assert_eq!(get(path).await.expect_problem(400).faults(), ["pad verkeerde-vorm"], "{path}");
    }
    assert_eq!(
        get("/v1/dossiers/a%2Fb").await.expect_problem(400).faults(),
        ["pad/dossierId verkeerde-vorm"]
    );
    assert_eq!(get(CASE).await.status, 200);
}

#[tokio::test]
async fn bytes_that_are_no_json_are_explained() {
    for (bytes, part) in [
        (&b"{\"a\": \"\xff\"}"[..], "fout bij byte 7"),
        (&b"{"[..], "geen geldige JSON (regel 1"),
        (&b""[..], "geen geldige JSON"),
        (&b"{\"omschrijving\":\"a\",\"omschrijving\":\"b\"}"[..], "«omschrijving» staat twee keer"),
        (&b"{\"a\":\"\\ud800\"}"[..], "geen geldige JSON"),
        (&b"null"[..], "het geheel moet een object"),
        (&b"[]"[..], "het geheel moet een object"),
    ] {
        let answer = post(bytes.to_vec()).await.expect_problem(400);
        assert!(answer.messages().contains(part), "{part} in {}", answer.text);
    }
    assert!(post("[".repeat(100_000)).await.status == 400);
}

#[tokio::test]
async fn values_are_judged_by_their_schema() {
    for (pointer, value, fault) in [
        ("/omschrijving", json!("nul\u{0}"), "/omschrijving verkeerde-vorm"),
        ("/omschrijving", json!("a\u{1b}[2J"), "/omschrijving verkeerde-vorm"),
        ("/omschrijving", json!("x".repeat(201)), "/omschrijving verkeerde-vorm"),
        ("/omschrijving", json!(null), "/omschrijving verkeerde-vorm"),
        ("/betrokkenen", json!([]), "/betrokkenen verkeerde-vorm"),
        ("/betrokkenen", json!({}), "/betrokkenen verkeerde-vorm"),
        ("/bedrag", json!(-1), "/bedrag verkeerde-vorm"),
        ("/bedrag", json!(1.5), "/bedrag verkeerde-vorm"),
        ("/bedrag", json!(1e30), "/bedrag verkeerde-vorm"),
        ("/status", json!(7), "/status verkeerde-vorm"),
        ("/betrokkenen/0/geboren", json!("29-02-1980"), "/betrokkenen/0/geboren verkeerde-vorm"),
        ("/betrokkenen/0/soort", json!(null), "/betrokkenen/0/soort verkeerde-vorm"),
        ("/a~1b", json!(1), "/a~01b onbekend-veld"),
    ] {
        let answer = with(pointer, value.clone()).await.expect_problem(400);
        assert_eq!(answer.faults(), [fault], "{pointer} {value}");
    }
    for (pointer, value) in [
        ("/omschrijving", json!("regel\r\n\tregel")),
        ("/omschrijving", json!("é".repeat(200))),
        ("/status", json!(null)),
        ("/status", json!("besloten")),
        ("/bedrag", json!(18_446_744_073_709_551_615_u64)),
    ] {
        assert_eq!(with(pointer, value.clone()).await.status, 201, "{pointer} {value}");
    }
}

#[tokio::test]
async fn a_body_may_be_one_mebibyte_and_no_more() {
    let mut body = good().to_string();
    body.push_str(&" ".repeat(1024 * 1024 - body.len()));
    assert_eq!(post(body.clone()).await.status, 201);
    body.push(' ');
    post(body).await.expect_problem(413);
    // One that is announced is refused before it is read.
    let headers = [("content-type", "application/json"), ("content-length", "1048577")];
    send("POST", "/v1/dossiers", "schrijver", &headers, "{}").await.expect_problem(413);
}
