//! A small application with a small table, to try the frame on.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::NaiveDate;
use http_body_util::BodyExt;
use kernel::CaseId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt;

use crate::{
    About, Access, Content, Created, Done, Entry, Found, Gate, IfMatch, Json, Limits, Media, Once,
    Path, Problem, ProblemKind, Query, Route, State, Table, Versioned, Who, documented, router,
};

pub(super) const CASE: &str = "/v1/dossiers/019377f0-5a1c-7c3e-9d2b-3f6a1b2c4d5e";

/// Knows three tokens: `lezer` may read, `schrijver` may read and write, `niemand` may nothing.
pub(super) struct Sample;

#[derive(Clone)]
pub(super) struct Caller {
    name: String,
    scopes: &'static [&'static str],
}

impl Gate for Sample {
    type Caller = Caller;

    async fn authenticate(&self, bearer: &str) -> Result<Option<Caller>, Problem> {
        let scopes: &[&str] = match bearer {
            "lezer" => &["dossiers:lezen"],
            "schrijver" => &["dossiers:lezen", "dossiers:schrijven"],
            "niemand" => &[],
            _ => return Ok(None),
        };
        Ok(Some(Caller { name: bearer.to_owned(), scopes }))
    }

    fn may(caller: &Caller, scope: &str) -> bool {
        caller.scopes.contains(&scope)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CasePath {
    /// Het nummer van het dossier.
    dossier_id: CaseId,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Status {
    InOnderzoek,
    Besloten,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListQuery {
    /// Hoeveel dossiers ten hoogste.
    #[schemars(range(min = 1, max = 100))]
    limiet: Option<u32>,
    /// Alleen dossiers met deze status.
    status: Option<Status>,
    /// Alleen dossiers met een van deze labels.
    #[serde(default)]
    label: Vec<String>,
    /// Ook afgesloten dossiers.
    afgesloten: Option<bool>,
}

/// Wie het betreft.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Party {
    /// Een mens.
    Persoon {
        /// De achternaam.
        #[schemars(length(min = 1, max = 20))]
        naam: String,
        /// De dag van geboorte.
        geboren: NaiveDate,
    },
    /// Een rechtspersoon.
    Rechtspersoon {
        /// Het nummer in het handelsregister.
        #[serde(rename = "kvkNummer")]
        #[schemars(regex(pattern = r"^[0-9]{8}$"), extend("x-vorm" = "een KvK-nummer van acht cijfers"))]
        kvk_nummer: String,
    },
}

/// Een nieuw dossier.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewCase {
    /// Waar het om gaat.
    #[schemars(length(min = 1, max = 200))]
    omschrijving: String,
    /// Wie het betreft.
    #[schemars(length(min = 1))]
    betrokkenen: Vec<Party>,
    /// De status.
    status: Option<Status>,
    /// Het bedrag in centen.
    #[serde(default)]
    bedrag: u64,
}

/// Een dossier.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Case {
    /// Het nummer.
    id: CaseId,
    /// Wie het betreft.
    betrokkenen: Vec<Party>,
    /// De status.
    status: Status,
    /// Wie het laatst iets wijzigde.
    gewijzigd_door: String,
}

/// Een bladzijde.
#[derive(Serialize, JsonSchema)]
pub(super) struct Page<T> {
    /// Wat er op staat.
    regels: Vec<T>,
}

pub(super) struct Pdf;

impl Media for Pdf {
    const TYPE: &'static str = "application/pdf";
}

fn case(id: CaseId, by: &str) -> Case {
    Case { id, betrokkenen: Vec::new(), status: Status::InOnderzoek, gewijzigd_door: by.to_owned() }
}

async fn list(
    _: State<Sample>,
    Query(asked): Query<ListQuery>,
) -> Result<Found<Page<Case>>, Problem> {
    let labelled = |label: &str| asked.label.iter().any(|one| one == label);
    assert!(!labelled("ontplof"), "geheim van de database");
    if labelled("traag") {
        std::future::pending::<()>().await;
    }
    tracing::trace!(limit = ?asked.limiet, status = ?asked.status, closed = ?asked.afgesloten);
    Ok(Found(Page { regels: Vec::new() }))
}

async fn open(
    who: Who<Caller>,
    once: Once,
    Json(new): Json<NewCase>,
) -> Result<Created<Case>, Problem> {
    if once.key.is_some_and(|key| key.as_str() == "al-gebruikt") {
        return Err(Problem::conflict(
            "sleutel-hergebruikt",
            "Deze sleutel hoort bij een ander verzoek.",
            ["nieuwe-sleutel"],
        ));
    }
    let id = "019377f0-5a1c-7c3e-9d2b-3f6a1b2c4d5e"
        .parse()
        .map_err(|error| Problem::internal(&error))?;
    let mut made = case(id, &who.0.name);
    made.betrokkenen = new.betrokkenen;
    Ok(Created { location: CASE.to_owned(), version: 1, value: made })
}

async fn read(Path(path): Path<CasePath>) -> Result<Versioned<Case>, Problem> {
    Ok(Versioned { version: 7, moved: false, value: case(path.dossier_id, "lezer") })
}

async fn change(
    Path(path): Path<CasePath>,
    who: Who<Caller>,
    known: IfMatch,
    Json(new): Json<NewCase>,
) -> Result<Versioned<Case>, Problem> {
    if !known.accepts(7) {
        return Err(Problem::outdated(
            json!({ "versie": 7 }),
            json!({ "omschrijving": new.omschrijving }),
        ));
    }
    Ok(Versioned { version: 8, moved: false, value: case(path.dossier_id, &who.0.name) })
}

async fn remove(_: Path<CasePath>, _: IfMatch) -> Result<Done, Problem> {
    Ok(Done)
}

async fn me(who: Who<Caller>) -> Result<Found<String>, Problem> {
    Ok(Found(who.0.name))
}

async fn letter(_: Path<CasePath>) -> Result<Content<Pdf>, Problem> {
    Ok(Content::file("%PDF-2.0", "brief \"é\".pdf"))
}

const READ: Access = Access::Scope("dossiers:lezen");
const WRITE: Access = Access::Scope("dossiers:schrijven");
const EITHER: Access = Access::OneOf(&["dossiers:schrijven", "beheer"]);

pub(super) fn entry(method: Method, path: &'static str, id: &'static str, access: Access) -> Entry {
    Entry {
        method,
        path,
        access,
        id,
        tag: "Dossiers",
        summary: "Een bewerking",
        description: "Doet iets met dossiers.",
    }
}

pub(super) fn table() -> Table<Sample> {
    let one = "/dossiers/{dossierId}";
    let routes = vec![
        Route::new(entry(Method::GET, "/dossiers", "leesDossiers", READ), list),
        Route::new(entry(Method::POST, "/dossiers", "openDossier", WRITE), open),
        Route::new(entry(Method::GET, one, "leesDossier", READ), read),
        Route::new(entry(Method::PUT, one, "wijzigDossier", WRITE), change),
        Route::new(entry(Method::DELETE, one, "verwijderDossier", WRITE), remove),
        Route::new(entry(Method::GET, "/dossiers/{dossierId}/brief", "leesBrief", READ), letter)
            .also_refusing(&[ProblemKind::Conflict]),
        Route::new(entry(Method::GET, "/mij", "leesMij", Access::Known), me),
        Route::new(entry(Method::GET, "/ons", "leesOns", EITHER), me),
    ];
    documented(routes, &about()).unwrap()
}

pub(super) fn about() -> About {
    About {
        origin: "https://bibob.voorbeeld.nl".to_owned(),
        contact_name: "Functioneel beheer".to_owned(),
        contact_email: "beheer@bibob.voorbeeld.nl".to_owned(),
        contact_url: "https://bibob.voorbeeld.nl/contact".to_owned(),
        tags: vec![("Dossiers", "Onderzoeken en wie ze betreffen.")],
    }
}

pub(super) fn app() -> Router {
    let limits = Limits { time: Duration::from_secs(1), ..Limits::default() };
    router(&Arc::new(Sample), &table(), limits)
}

/// An answer, read whole.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// Returns `plaats code` of every fault.
    pub(super) fn faults(&self) -> Vec<String> {
        let body = self.json();
        let faults = body["fouten"].as_array().cloned().unwrap_or_default();
        faults
            .iter()
            .map(|one| {
                format!("{} {}", one["plaats"].as_str().unwrap(), one["code"].as_str().unwrap())
            })
            .collect()
    }

    pub(super) fn messages(&self) -> String {
        let body = self.json();
        let faults = body["fouten"].as_array().cloned().unwrap_or_default();
        faults.iter().map(|one| one["melding"].as_str().unwrap()).collect::<Vec<_>>().join(
            "
",
        )
    }

    /// Checks that this is a problem with this status.
    pub(super) fn expect_problem(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        let body = self.json();
        assert_eq!(body["status"], status);
        for member in ["type", "title", "detail", "code"] {
            assert!(body[member].is_string(), "{member}");
        }
        self
    }
}

/// Sends a request; headers are given as pairs, and `as_who` is the token.
pub(super) async fn send(
    method: &str,
    uri: &str,
    as_who: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let mut request = Request::builder().method(method).uri(uri);
    if !as_who.is_empty() {
        request = request.header("authorization", format!("Bearer {as_who}"));
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = app().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: head.status,
        headers: head.headers,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

pub(super) async fn get(uri: &str) -> Answer {
    send("GET", uri, "schrijver", &[], Body::empty()).await
}

pub(super) async fn post(body: impl Into<Body>) -> Answer {
    send("POST", "/v1/dossiers", "schrijver", &[("content-type", "application/json")], body).await
}

pub(super) fn good() -> Value {
    json!({
        "omschrijving": "Café aan de haven",
        "betrokkenen": [{ "soort": "persoon", "naam": "Vermeer", "geboren": "1980-02-29" }]
    })
}
