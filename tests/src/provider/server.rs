//! Our own provider on a port of the loopback.

use super::behaviour::{Behaviour, Wire, apply};
use super::keys::{Keys, text};
use super::token_endpoint::{Grant, Ledger, Proof};
use super::{CLIENT_ID, REDIRECT_URI, settings};
use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get, post};
use kernel::Moment;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

/// Our own provider. Everybody who comes is signed in at once, as Jan Voorbeeld at level `midden`.
#[derive(Debug)]
pub struct TestProvider {
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    issuer: String,
    /// Whether clients come through a door that asks for a certificate.
    by_certificate: bool,
    keys: Keys,
    now: AtomicI64,
    rotated: AtomicBool,
    codes: AtomicU64,
    behaviour: Mutex<Behaviour>,
    ledger: Mutex<Ledger>,
    asked: Mutex<BTreeMap<String, usize>>,
}

impl TestProvider {
    /// Starts one in the runtime of the test, at this moment.
    ///
    /// # Panics
    /// When there is no port.
    pub async fn start(now: Moment) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        Self::on(listener, issuer, false, now)
    }

    /// Starts one on this port, that calls itself so: behind a door that lets in who has a certificate.
    pub fn behind_a_door(listener: TcpListener, issuer: String, now: Moment) -> Self {
        Self::on(listener, issuer, true, now)
    }

    fn on(listener: TcpListener, issuer: String, by_certificate: bool, now: Moment) -> Self {
        let shared = Arc::new(Shared {
            issuer,
            by_certificate,
            keys: Keys::new(),
            now: AtomicI64::new(now.time().timestamp()),
            rotated: AtomicBool::new(false),
            codes: AtomicU64::new(0),
            behaviour: Mutex::default(),
            ledger: Mutex::default(),
            asked: Mutex::default(),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(jwks))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/elsewhere/{*place}", any(async || "{}"))
            .layer(from_fn_with_state(shared.clone(), wire))
            .with_state(shared.clone());
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server that runs");
        });
        Self { shared, server }
    }

    /// Returns its address.
    pub fn issuer(&self) -> &str {
        &self.shared.issuer
    }

    /// Returns the settings for it, as an administrator writes them.
    pub fn settings(&self, id: &str) -> Value {
        settings(id, self.issuer())
    }

    /// Changes how it behaves from now on.
    pub fn misbehave(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut lock(&self.shared.behaviour));
    }

    /// Exchanges the RSA key for another, which is published instead of the first.
    pub fn rotate(&self) {
        self.shared.rotated.store(true, Ordering::SeqCst);
    }

    /// Sets its clock.
    pub fn at(&self, now: Moment) {
        self.shared.now.store(now.time().timestamp(), Ordering::SeqCst);
    }

    /// Returns how often it was asked for a path.
    pub fn asked(&self, path: &str) -> usize {
        lock(&self.shared.asked).get(path).copied().unwrap_or_default()
    }

    /// Signs a person in who was sent here, and returns the query with which the browser comes back.
    ///
    /// # Panics
    /// When the request breaks the profile.
    pub fn visit(&self, address: &Url) -> Value {
        let issuer = self.issuer();
        assert!(address.as_str().starts_with(&format!("{issuer}/authorize?")), "{address}");
        self.shared.sign_in(address.query().unwrap_or_default())
    }
}

impl Drop for TestProvider {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Shared {
    /// Takes a request to sign in. A request that breaks the profile fails the test there and then.
    fn sign_in(&self, query: &str) -> Value {
        let asked: BTreeMap<String, String> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let field = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
        assert_eq!(
            (field("response_type"), field("client_id"), field("redirect_uri")),
            ("code", CLIENT_ID, REDIRECT_URI)
        );
        assert_eq!((field("code_challenge_method"), field("code_challenge").len()), ("S256", 43));
        // 256 bits in base64url.
        assert_eq!((field("state").len(), field("nonce").len()), (43, 43));
        assert!(field("scope").split(' ').any(|scope| scope == "openid"));
        assert_eq!(field("acr_values"), "midden hoog");
        let code = format!("code-{}", self.codes.fetch_add(1, Ordering::SeqCst));
        let grant = Grant {
            challenge: field("code_challenge").to_owned(),
            nonce: field("nonce").to_owned(),
        };
        lock(&self.ledger).codes.insert(code.clone(), grant);
        let mut answer = json!({ "code": code, "state": field("state"), "iss": self.issuer });
        apply(lock(&self.behaviour).answer.as_ref(), &mut answer);
        answer
    }

    fn tokens(&self, grant: &Grant) -> Value {
        let behaviour = lock(&self.behaviour).clone();
        let now = self.now.load(Ordering::SeqCst);
        let access_token = "een-sleutel-voor-niets";
        let hash = digest(&SHA256, access_token.as_bytes());
        let mut claims = json!({
            "iss": self.issuer,
            "sub": "248289761001",
            "aud": CLIENT_ID,
            "nonce": grant.nonce,
            "iat": now,
            "exp": now + 300,
            "acr": "midden",
            "at_hash": text(&hash.as_ref()[..16]),
            "name": "Jan Voorbeeld",
            "email": "jan.voorbeeld@emmen.example",
            "email_verified": true,
            "groups": ["bibob-behandelaar", "medewerkers"],
        });
        apply(behaviour.claims.as_ref(), &mut claims);
        let rotated = self.rotated.load(Ordering::SeqCst);
        json!({
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.keys.token(behaviour.signature, rotated, &claims),
        })
    }

    fn document(&self) -> Value {
        let issuer = &self.issuer;
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"),
            "end_session_endpoint": format!("{issuer}/uit?soort=alles"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "PS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt", "tls_client_auth"],
            "authorization_response_iss_parameter_supported": true,
        })
    }
}

type Its = State<Arc<Shared>>;

async fn discovery(State(shared): Its) -> Response {
    let behaviour = lock(&shared.behaviour).clone();
    let mut document = shared.document();
    if behaviour.signed_metadata.is_some() {
        let mut signed = shared.document();
        signed["iss"] = json!(shared.issuer);
        apply(behaviour.signed_metadata.as_ref(), &mut signed);
        document["signed_metadata"] = json!(shared.keys.token(behaviour.signature, false, &signed));
    }
    apply(behaviour.discovery.as_ref(), &mut document);
    answer(200, &document)
}

async fn jwks(State(shared): Its) -> Response {
    answer(200, &shared.keys.published(shared.rotated.load(Ordering::SeqCst)))
}

async fn authorize(State(shared): Its, RawQuery(query): RawQuery) -> Redirect {
    let answer = shared.sign_in(query.as_deref().unwrap_or_default());
    let fields = answer.as_object().into_iter().flatten();
    let pairs = fields.filter_map(|(name, value)| Some((name, value.as_str()?)));
    let mut address: Url = REDIRECT_URI.parse().expect("an address");
    address.query_pairs_mut().extend_pairs(pairs);
    Redirect::to(address.as_str())
}

async fn token(State(shared): Its, request: Request) -> Response {
    let has_secret = request.headers().contains_key(header::AUTHORIZATION);
    let body = axum::body::to_bytes(request.into_body(), 64 * 1024).await.unwrap_or_default();
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(&body).into_owned().collect();
    let endpoint = format!("{}/token", shared.issuer);
    let proof =
        if shared.by_certificate { Proof::Certificate } else { Proof::Assertion(&endpoint) };
    let now = shared.now.load(Ordering::SeqCst);
    let redeemed = lock(&shared.ledger).redeem(&form, proof, now);
    match redeemed {
        Ok(grant) if !has_secret => answer(200, &shared.tokens(&grant)),
        Ok(_) => answer(401, &json!({ "error": "invalid_client" })),
        Err((status, error)) => {
            // A careless provider repeats what it was sent; none of it may come into a log of ours.
            let words = format!("not these: {}", String::from_utf8_lossy(&body));
            answer(status, &json!({ "error": error, "error_description": words }))
        }
    }
}

/// Counts a request, and does with it what the test asked for.
async fn wire(State(shared): Its, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    *lock(&shared.asked).entry(path.clone()).or_default() += 1;
    let endpoint = match path.as_str() {
        "/.well-known/openid-configuration" => "discovery",
        "/jwks" => "jwks",
        "/token" => "token",
        _ => return next.run(request).await,
    };
    let wire = lock(&shared.behaviour).wires.get(endpoint).copied().unwrap_or_default();
    match wire {
        Wire::Answers => next.run(request).await,
        Wire::Redirects => {
            assert!([Method::GET, Method::POST].contains(request.method()));
            Redirect::temporary(&format!("/elsewhere{path}")).into_response()
        }
        Wire::IsSilent => std::future::pending().await,
        Wire::IsEndless => answer(200, &json!({ "access_token": "x".repeat(1_000_000) })),
        Wire::IsAPage => axum::response::Html("<h1>Onderhoud</h1>").into_response(),
        Wire::IsDown => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn answer(status: u16, value: &Value) -> Response {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CACHE_CONTROL, "max-age=3600")
        .body(Body::from(value.to_string()))
        .expect("an answer")
}

/// A test that failed while it held a lock has failed already; the others go on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
