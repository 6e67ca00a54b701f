//! From the table of pages to a router: session, right and proof are looked at before a handler runs.

use app::{App, Caller};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::{HeaderValue, Method};
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::any;
use kernel::Redacted;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use super::answer::Answer;
use super::assets::Assets;
use super::cookie;
use super::form::Form;
use super::guard::{Holder, changes, from_here, holder, is_proven};
use super::pages::{fout, routes};
use super::peer;
use super::route::{PageRoute, Run};
use super::shell::Notice;
use super::trouble::Trouble;
use super::visit::{DoorSecret, Visit};
use crate::security::{UI_POLICY, secure};

/// The most bytes of a form, and of an upload.
const MOST: usize = 26_000_000;
/// A form of its own type is at most this large; the rest is for uploads.
const MOST_FORM: usize = 1_000_000;

/// Where somebody sets up a second factor, who may do nothing else until then.
const ENROL: &str = "/account/tweede-factor";

/// What an installation makes of the pages.
#[derive(Clone, Debug)]
pub struct Office {
    /// The name for who is not signed in.
    pub name: String,
    /// Whether roles of the demonstration can be chosen without a password.
    pub demo: bool,
    /// Style sheet, script, mark and fonts.
    pub assets: Assets,
    /// Whom to tell about a weakness or a page that cannot be used.
    pub contact: String,
    /// The address of the installation.
    pub origin: String,
    /// The proxies of our own, which are believed when they say for whom they ask.
    pub proxies: Vec<IpAddr>,
}

/// Makes the router of the pages.
pub fn pages(app: &Arc<App>, office: &Arc<Office>) -> Router {
    let mut by_path = BTreeMap::<&'static str, Vec<PageRoute>>::new();
    for route in routes() {
        by_path.entry(route.path).or_default().push(route);
    }
    let mut router = Router::new();
    for (path, routes) in by_path {
        let place = Arc::new(Place { app: Arc::clone(app), office: Arc::clone(office), routes });
        let serve = move |path: RawPathParams, request: Request| {
            let place = Arc::clone(&place);
            async move { place.serve(&path, request).await }
        };
        router = router.route(path, any(serve));
    }
    let lost = Arc::new(Place { app: Arc::clone(app), office: Arc::clone(office), routes: vec![] });
    router
        .fallback(move |request: Request| {
            let lost = Arc::clone(&lost);
            async move { lost.lost(request).await }
        })
        .layer(from_fn(secure))
}

/// Everything under one path.
struct Place {
    app: Arc<App>,
    office: Arc<Office>,
    routes: Vec<PageRoute>,
}

impl Place {
    async fn serve(&self, path: &RawPathParams, request: Request) -> Response {
        let parameters =
            path.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let mut visit = self.visit(&request, parameters);
        match self.answer(&mut visit, request).await {
            Ok(answer) => finished(answer),
            Err(trouble) => finished(fout::shown(&visit, &trouble)),
        }
    }

    /// Answers for an address that is not there.
    async fn lost(&self, request: Request) -> Response {
        let mut visit = self.visit(&request, Vec::new());
        if let Ok(Holder::SignedIn(signed_in)) = holder(&self.app, request.headers()).await {
            visit.signed_in = Some(*signed_in);
        }
        finished(fout::shown(&visit, &Trouble::NotFound))
    }

    fn visit(&self, request: &Request, path: Vec<(String, String)>) -> Visit {
        Visit {
            app: Arc::clone(&self.app),
            office: Arc::clone(&self.office),
            signed_in: None,
            address: request.uri().path().to_owned(),
            query: Form::of_body(request.uri().query().unwrap_or_default().as_bytes()),
            form: Form::default(),
            body: Bytes::new(),
            headers: request.headers().clone(),
            from: peer::address(connected(request), request.headers(), &self.office.proxies),
            door: DoorSecret::of(request.headers(), &self.app),
            path,
            now: self.app.now(),
        }
    }

    async fn answer(&self, visit: &mut Visit, request: Request) -> Result<Answer, Trouble> {
        let method = match request.method() {
            &Method::HEAD => Method::GET,
            other => other.clone(),
        };
        let route = self.routes.iter().find(|route| route.method == method);
        let route = route.ok_or(Trouble::Method)?.clone();
        let holder = holder(&self.app, request.headers()).await?;
        if changes(&method) {
            from_here(request.headers())?;
            read_body(visit, request.into_body()).await?;
        }
        match (route.run.clone(), holder) {
            (Run::Open(run), holder) => {
                if let Holder::SignedIn(signed_in) = holder {
                    visit.signed_in = Some(*signed_in);
                }
                if changes(&method) && route.proven && !is_shown_here(visit) {
                    return Err(Trouble::Unproven);
                }
                run(std::mem::replace(visit, self.again(visit))).await
            }
            (Run::Guarded(run), Holder::SignedIn(signed_in)) => {
                let caller = signed_in.session.caller.clone();
                let proven = !changes(&method) || is_proven(&visit.form, &signed_in.secret);
                let enrols = signed_in.session.must_enrol && !route.while_enrolling;
                visit.signed_in = Some(*signed_in);
                if !proven {
                    return Err(Trouble::Unproven);
                }
                if enrols {
                    return Ok(Answer::see(ENROL));
                }
                if !route.access.admits(&caller) {
                    return Err(Trouble::Forbidden);
                }
                run(std::mem::replace(visit, self.again(visit)), caller).await
            }
            (Run::Guarded(_), Holder::Ended(secret, caller)) => {
                after_the_end(visit, &method, &secret, &caller).await
            }
            (Run::Guarded(_), Holder::Nobody) => Ok(sign_in(visit, &method)),
        }
    }

    /// Copies what an error page needs, for the case that the handler finds trouble.
    fn again(&self, visit: &Visit) -> Visit {
        Visit {
            app: Arc::clone(&self.app),
            office: Arc::clone(&self.office),
            signed_in: visit.signed_in.clone(),
            address: visit.address.clone(),
            query: Form::default(),
            form: Form::default(),
            body: Bytes::new(),
            headers: visit.headers.clone(),
            from: visit.from,
            door: visit.door.clone(),
            path: Vec::new(),
            now: visit.now,
        }
    }
}

/// Whether a form for everyone was shown to this browser, signed in or not.
fn is_shown_here(visit: &Visit) -> bool {
    let session = visit.signed_in.as_ref().map(|signed_in| &signed_in.secret);
    is_proven(&visit.form, &visit.door.secret)
        || session.is_some_and(|secret| is_proven(&visit.form, secret))
}

/// Returns the other end of the connection; none where there is no connection, as in a test.
fn connected(request: &Request) -> Option<IpAddr> {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

/// Reads the body: a form, or bytes for the handler. An upload proves itself by a field of its own.
async fn read_body(visit: &mut Visit, body: Body) -> Result<(), Trouble> {
    let bytes = to_bytes(body, MOST).await.map_err(|_| Trouble::TooLarge(MOST))?;
    let media = visit.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if media.is_some_and(|media| media.starts_with("multipart/form-data")) {
        visit.form = super::upload::fields(media.unwrap_or_default(), bytes.clone()).await?;
        visit.body = bytes;
        return Ok(());
    }
    if bytes.len() > MOST_FORM {
        return Err(Trouble::TooLarge(MOST_FORM));
    }
    visit.form = Form::of_body(&bytes);
    Ok(())
}

/// A form that comes after the end of a session is kept for its owner, who finds it back after signing in.
async fn after_the_end(
    visit: &Visit,
    method: &Method,
    secret: &Redacted<String>,
    caller: &Caller,
) -> Result<Answer, Trouble> {
    if changes(method) && is_proven(&visit.form, secret) {
        visit.app.keep_input(caller, &visit.address, &visit.form.to_keep()).await?;
    }
    Ok(sign_in(visit, method).saying(Notice::SessionEnded))
}

/// Sends the browser to the sign-in page, which sends it back to the page it came for.
fn sign_in(visit: &Visit, method: &Method) -> Answer {
    let back: String = form_urlencoded::byte_serialize(visit.address.as_bytes()).collect();
    let answer = match (visit.address.as_str(), method) {
        ("/", _) => Answer::see("/aanmelden"),
        _ => Answer::see(format!("/aanmelden?naar={back}")),
    };
    answer.cookie(cookie::clear(cookie::SESSION))
}

fn finished(answer: Answer) -> Response {
    let mut response = answer.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(UI_POLICY));
    // With the API's `no-referrer` a browser sends forms with `Origin: null`, which looks like another site.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}
