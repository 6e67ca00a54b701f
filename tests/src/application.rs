//! The application with its API on a fresh database, in the process of the test: time is set, ids are counted, nothing sleeps.

use crate::TestDatabase;
use app::command::OfficeRole;
use app::{
    App, Caller, Cost, FrontDoor, NewAccount, OrganisationProvider, Permission, ScannerAddress,
    Settings, TokenRequest,
};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use kernel::{AccountId, Clock, IdSource, Moment, PartyId, TokenId};
use rulebook::Rulebook;
use serde_json::{Value, json};
use std::fmt;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tower::ServiceExt;
use web::{Limits, Table};

/// The party whose officials do the work in the tests.
pub const EMMEN: &str = "gemeente-emmen";
/// The other party.
pub const ASSEN: &str = "gemeente-assen";
/// For how many days tokens work: longer than the longest file of the tests.
const TOKEN_DAYS: u16 = 800;

/// Passwords at a cost that tests can bear; what they cost in earnest is tested where they are hashed.
const QUICK: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

/// A clock that stands still until it is set.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// Makes one that stands at a moment.
    pub fn new(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.micros()))
    }

    /// Sets it.
    pub fn set(&self, moment: Moment) {
        self.0.store(moment.micros(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        Moment::from_micros(self.0.load(Ordering::SeqCst)).expect("a moment")
    }
}

/// Counts, so that every run has the same ids and later ones sort behind earlier ones of the same moment.
#[derive(Debug, Default)]
pub struct Counted(AtomicU64);

impl IdSource for Counted {
    fn random(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        bytes
    }
}

/// An account with a token.
#[derive(Clone, Debug)]
pub struct Official {
    /// The party.
    pub party: PartyId,
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// The token.
    pub token: TokenId,
    /// The secret of the token.
    pub secret: String,
}

/// The accounts of a party, one per role.
#[derive(Clone, Debug)]
pub struct Office {
    /// Handles files.
    pub behandelaar: Official,
    /// Coordinates.
    pub coordinator: Official,
    /// Reads along.
    pub tweede_lezer: Official,
    /// Decides.
    pub beslisser: Official,
    /// Supervises, and sees no files.
    pub toezichthouder: Official,
    /// A program.
    pub programma: Official,
}

/// The application on one database.
pub struct TestApp {
    /// The application.
    pub app: App,
    /// The accounts of [`EMMEN`].
    pub emmen: Office,
    /// The accounts of [`ASSEN`].
    pub assen: Office,
    clock: Arc<SetClock>,
    router: Router,
}

impl fmt::Debug for TestApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestApp").field("emmen", &self.emmen).finish_non_exhaustive()
    }
}

/// Runs a test on the application on a fresh database of each kind.
///
/// # Panics
/// When the test does.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a test is a closure that is written where it is used"
)]
pub fn on_every_app(test: impl AsyncFn(&TestApp)) {
    crate::on_every_database(async |database| test(&TestApp::on(database).await).await);
}

/// Returns what the document of the API says of the tests' own installation.
pub fn about() -> web::About {
    web::About {
        origin: "https://bibob.voorbeeld.nl".to_owned(),
        contact_name: "Functioneel beheer".to_owned(),
        contact_email: "beheer@bibob.voorbeeld.nl".to_owned(),
        contact_url: "https://bibob.voorbeeld.nl/contact".to_owned(),
        tags: web::api::TAGS.to_vec(),
    }
}

/// Returns the table of all routes.
///
/// # Panics
/// When it contradicts itself.
pub fn routes() -> Table<App> {
    web::api::table(&about()).expect("a table of routes")
}

/// Returns ten o'clock in the morning, UTC, of a day written as `2026-11-02`.
///
/// # Panics
/// When it is no date.
pub fn morning(day: &str) -> Moment {
    Moment::new(format!("{day}T10:00:00Z").parse().expect("a date"))
}

impl TestApp {
    /// Puts the application together on a database, with two parties and an account per role, on 2 November 2026.
    ///
    /// # Panics
    /// When that fails.
    pub async fn on(database: &TestDatabase) -> Self {
        Self::with_limits(database, Limits::default()).await
    }

    /// Puts the application together with other limits for its requests.
    ///
    /// # Panics
    /// When that fails.
    pub async fn with_limits(database: &TestDatabase, limits: Limits) -> Self {
        Self::put_together(database, limits, Vec::new(), Settings::default()).await
    }

    /// Puts the application together with providers at which people sign in.
    ///
    /// # Panics
    /// When that fails.
    pub async fn with_providers(
        database: &TestDatabase,
        providers: Vec<OrganisationProvider>,
    ) -> Self {
        Self::put_together(database, Limits::default(), providers, Settings::default()).await
    }

    /// Puts the application together with a virus scanner.
    ///
    /// # Panics
    /// When that fails.
    pub async fn with_scanner(database: &TestDatabase, address: ScannerAddress) -> Self {
        let settings = Settings { scanner: Some(address), ..Settings::default() };
        Self::put_together(database, Limits::default(), Vec::new(), settings).await
    }

    /// Puts the application together where the installation says which party has which number in the exchange of tips.
    ///
    /// # Panics
    /// When that fails.
    pub async fn with_tip_numbers(database: &TestDatabase, numbers: [(&str, &str); 2]) -> Self {
        let bound: [(kernel::PartyId, app::tips::Oin); 2] = numbers.map(|(party, oin)| {
            (party.parse().expect("a party"), oin.parse().expect("a number of a body"))
        });
        let settings = Settings { tip_numbers: bound.into(), ..Settings::default() };
        Self::put_together(database, Limits::default(), Vec::new(), settings).await
    }

    async fn put_together(
        database: &TestDatabase,
        limits: Limits,
        providers: Vec<OrganisationProvider>,
        settings: Settings,
    ) -> Self {
        let clock = Arc::new(SetClock::new(morning("2026-11-02")));
        let app = App::new(
            database.store.clone(),
            Arc::clone(rulebook()),
            Arc::clone(&clock) as Arc<dyn Clock>,
            Arc::new(Counted::default()),
            settings,
            FrontDoor::new(QUICK, providers).expect("a door"),
        );
        let router = web::router(&Arc::new(app.clone()), &routes(), limits);
        let (emmen, assen) = (office(&app, EMMEN).await, office(&app, ASSEN).await);
        Self { app, emmen, assen, clock, router }
    }

    /// Sets the clock to ten in the morning of a day.
    ///
    /// # Panics
    /// When it is no date.
    pub fn today(&self, day: &str) {
        self.at(morning(day));
    }

    /// Sets the clock.
    pub fn at(&self, moment: Moment) {
        self.clock.set(moment);
    }

    /// Returns an official as the use cases see one.
    ///
    /// # Panics
    /// When the token is not valid.
    pub async fn caller(&self, official: &Official) -> Caller {
        let caller = self.app.authenticate(&official.secret).await.expect("a look at a token");
        caller.expect("a valid token")
    }

    /// Makes one more account with a token for these permissions.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn hire(&self, party: &str, role: OfficeRole, may: &[Permission]) -> Official {
        hire(&self.app, party, role, may).await
    }

    /// Begins a request.
    pub fn request(&self, method: &str, path: &str) -> Call<'_> {
        Call {
            app: self,
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Reads as somebody.
    pub async fn get(&self, by: &Official, path: &str) -> Answer {
        self.request("GET", path).by(by).send().await
    }

    /// Posts without a version: what makes or searches something.
    pub async fn post(&self, by: &Official, path: &str, body: &Value) -> Answer {
        self.request("POST", path).by(by).json(body).send().await
    }

    /// Takes a step on a file that was read at a version.
    pub async fn step(&self, by: &Official, file: &Dossier, step: &str, body: &Value) -> Answer {
        let path = format!("{}/{step}", file.path());
        self.request("POST", &path).by(by).version(file.version).json(body).send().await
    }

    /// Opens a file.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn open(&self, by: &Official, new: &Value) -> Dossier {
        Dossier::of(&self.post(by, "/v1/dossiers", new).await.expect(201).json())
    }

    /// Puts an account on a file.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn admit(&self, by: &Official, file: &Dossier, who: &Official) {
        let body = json!({ "account": who.account, "reden": "Behandelt mee." });
        self.post(by, &format!("{}/leden", file.path()), &body).await.expect(200);
    }
}

/// A file as the last answer showed it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The id.
    pub id: String,
    /// The version.
    pub version: u64,
    /// The whole answer.
    pub shown: Value,
}

impl Dossier {
    /// Reads a file in an answer.
    ///
    /// # Panics
    /// When it is none.
    pub fn of(shown: &Value) -> Self {
        Self {
            id: shown["id"].as_str().expect("an id").to_owned(),
            version: shown["versie"].as_u64().expect("a version"),
            shown: shown.clone(),
        }
    }

    /// Returns where it is.
    pub fn path(&self) -> String {
        format!("/v1/dossiers/{}", self.id)
    }

    /// Returns the id of a person, in the order in which they came on the file.
    ///
    /// # Panics
    /// When there are fewer.
    pub fn person(&self, place: usize) -> String {
        let people = find(&self.shown["dossier"], "personen").expect("people");
        people[place]["persoon"]["id"].as_str().expect("a person").to_owned()
    }

    /// Returns how many persons are on the file.
    ///
    /// # Panics
    /// When the file has no list of persons.
    pub fn people(&self) -> usize {
        find(&self.shown["dossier"], "personen").and_then(Value::as_array).expect("people").len()
    }

    /// Returns the state.
    ///
    /// # Panics
    /// When there is none.
    pub fn state(&self) -> &str {
        self.shown["dossier"]["stand"].as_str().expect("a state")
    }
}

/// Returns the first member with this name, however deep.
fn find<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => {
            members.get(name).or_else(|| members.values().find_map(|inner| find(inner, name)))
        }
        Value::Array(items) => items.iter().find_map(|inner| find(inner, name)),
        _ => None,
    }
}

/// A request that is being put together.
#[must_use]
pub struct Call<'a> {
    app: &'a TestApp,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Call<'_> {
    /// Sends the token of an official along.
    pub fn by(self, official: &Official) -> Self {
        self.header("authorization", &format!("Bearer {}", official.secret))
    }

    /// Names the version that is to be changed.
    pub fn version(self, version: u64) -> Self {
        self.header("if-match", &format!("\"v{version}\""))
    }

    /// Gives a key, so that it may be sent twice.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends JSON.
    pub fn json(self, body: &Value) -> Self {
        self.raw("application/json", body.to_string())
    }

    /// Sends bytes as a media type.
    pub fn raw(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", media_type)
    }

    /// Sends the request.
    ///
    /// # Panics
    /// When the answer cannot be read.
    pub async fn send(self) -> Answer {
        let request = Request::builder().method(self.method.as_str()).uri(&self.path);
        let mut request = request.body(Body::from(self.body)).expect("a request");
        for (name, value) in &self.headers {
            let name: HeaderName = name.parse().expect("the name of a header");
            let value = HeaderValue::from_str(value).expect("the value of a header");
            request.headers_mut().insert(name, value);
        }
        let response = self.app.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        // A document is no text; a test looks at its beginning only.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: head.status.as_u16(), headers: head.headers, text }
    }
}

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Answer {
    /// Returns the body as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect("JSON")
    }

    /// Returns a header.
    ///
    /// # Panics
    /// When it is no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("text"))
    }

    /// Checks the status, and that a refusal is a problem in the words of the standard.
    ///
    /// # Panics
    /// When it is another one.
    #[expect(clippy::return_self_not_must_use, reason = "the check may be all that is wanted")]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        if status >= 400 {
            assert_eq!(self.header("content-type"), Some("application/problem+json"));
            let body = self.json();
            assert_eq!(body["status"], status);
            for member in ["type", "title", "detail", "code"] {
                assert!(body[member].is_string(), "{member}");
            }
        }
        self
    }

    /// Checks that this is a refusal with a status and a stable code.
    ///
    /// # Panics
    /// When it is another one.
    #[expect(clippy::return_self_not_must_use, reason = "the check may be all that is wanted")]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.json()["code"], code, "{}", answer.text);
        answer
    }

    /// Returns `plaats code` of every fault.
    ///
    /// # Panics
    /// When a fault has none.
    pub fn faults(&self) -> Vec<String> {
        let body = self.json();
        let faults = body["fouten"].as_array().cloned().unwrap_or_default();
        let text = |fault: &Value, name: &str| fault[name].as_str().expect("text").to_owned();
        let words = |fault| format!("{} {}", text(fault, "plaats"), text(fault, "code"));
        faults.iter().map(words).collect()
    }

    /// Returns the messages of all faults, a line each.
    pub fn messages(&self) -> String {
        let body = self.json();
        let faults = body["fouten"].as_array().cloned().unwrap_or_default();
        let lines = faults.iter().filter_map(|fault| fault["melding"].as_str());
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Returns the rules as they are compiled in.
///
/// # Panics
/// When they have a fault.
pub fn rulebook() -> &'static Arc<Rulebook> {
    static RULES: OnceLock<Arc<Rulebook>> = OnceLock::new();
    RULES.get_or_init(|| Arc::new(Rulebook::load(&cli::embedded_rules()).expect("the rules")))
}

async fn office(app: &App, party: &str) -> Office {
    let files = [Permission::ReadCases, Permission::WriteCases];
    let watch = [Permission::Supervise, Permission::Audit];
    app.enter_party(&party.parse().expect("a party")).await.expect("a party that is known");
    Office {
        behandelaar: hire(app, party, OfficeRole::Behandelaar, &files).await,
        coordinator: hire(app, party, OfficeRole::Coordinator, &files).await,
        tweede_lezer: hire(app, party, OfficeRole::TweedeLezer, &files).await,
        beslisser: hire(app, party, OfficeRole::Beslisser, &files).await,
        toezichthouder: hire(app, party, OfficeRole::Toezichthouder, &watch).await,
        programma: hire(app, party, OfficeRole::Systeem, &files).await,
    }
}

/// Makes an account at a party that was entered, with a token for these permissions.
///
/// # Panics
/// When the database refuses it.
pub async fn hire(app: &App, party: &str, role: OfficeRole, may: &[Permission]) -> Official {
    let party: PartyId = party.parse().expect("a party");
    let name = format!("{} te {party}", role.id());
    let person = role != OfficeRole::Systeem;
    let new = NewAccount { party: party.clone(), name: name.clone(), role, person };
    let account = app.create_account(&new).await.expect("a new account");
    let request = TokenRequest {
        party: party.clone(),
        account,
        label: "test".to_owned(),
        permissions: may.to_vec(),
        days: TOKEN_DAYS,
    };
    let issued = app.issue_token(&request).await.expect("a new token");
    Official { party, account, name, token: issued.id, secret: issued.secret.reveal().clone() }
}
