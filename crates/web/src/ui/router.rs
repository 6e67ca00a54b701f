//! From the table of pages to a router: session, right and proof are looked at before a handler runs.

use app::{App, Caller, Filled};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::{HeaderValue, Method};
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::any;
use http_body_util::BodyExt;
use kernel::Redacted;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use super::answer::Answer;
use super::assets::Assets;
use super::cookie;
use super::form::Form;
use super::guard::{Holder, changes, from_here, holder, is_proven};
use super::pages::{fout, routes};
use super::peer;
use super::route::{Guarded, Keeps, PageRoute, Run};
use super::shelf::Shelves;
use super::shell::Notice;
use super::trouble::Trouble;
use super::upload::Stream;
use super::visit::{DoorSecret, SignedIn, Visit};
use crate::security::{UI_POLICY, secure};

/// The most bytes of a form, and of an upload.
const MOST: usize = 26_000_000;
/// So much of what is too large is read before the connection is broken off.
const MOST_FORGOTTEN: usize = 10 * MOST;
/// A form of its own type is at most this large; the rest is for uploads.
const MOST_FORM: usize = 1_000_000;

/// Where somebody sets up a second factor, who may do nothing else until then.
const ENROL: &str = "/account/tweede-factor";

/// What an installation makes of the pages.
#[derive(Debug)]
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
    /// Figures that are kept for a while.
    pub shelves: Shelves,
}

/// Makes the router of the pages.
pub fn pages(app: &Arc<App>, office: &Arc<Office>) -> Router {
    let mut by_path = BTreeMap::<&'static str, Vec<PageRoute>>::new();
    let mut forms = BTreeSet::new();
    for route in routes() {
        if changes(&route.method) && route.keeps == Keeps::Form {
            forms.insert(route.form);
        }
        by_path.entry(route.path).or_default().push(route);
    }
    let place = |routes, recalls| {
        Arc::new(Place { app: Arc::clone(app), office: Arc::clone(office), routes, recalls })
    };
    let mut router = Router::new();
    for (path, routes) in by_path {
        let place = place(routes, forms.contains(path));
        let serve = move |path: RawPathParams, request: Request| {
            let place = Arc::clone(&place);
            async move { place.serve(&path, request).await }
        };
        router = router.route(path, any(serve));
    }
    let lost = place(Vec::new(), false);
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
    /// Whether a form stands here of which something may have been kept.
    recalls: bool,
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
            asked: request.uri().query().unwrap_or_default().to_owned(),
            query: Form::of_body(request.uri().query().unwrap_or_default().as_bytes()),
            form: Form::default(),
            recalled: false,
            too_large: false,
            body: Bytes::new(),
            stream: Stream::default(),
            headers: request.headers().clone(),
            from: peer::address(connected(request), request.headers(), &self.office.proxies),
            door: DoorSecret::of(request.headers(), &self.app),
            path,
            now: self.app.now(),
        }
    }

    fn route(&self, method: &Method) -> Option<&PageRoute> {
        self.routes.iter().find(|route| route.method == *method)
    }

    async fn answer(&self, visit: &mut Visit, request: Request) -> Result<Answer, Trouble> {
        let method = match request.method() {
            &Method::HEAD => Method::GET,
            other => other.clone(),
        };
        let mut route = self.route(&method).ok_or(Trouble::Method)?.clone();
        let holder = holder(&self.app, request.headers()).await?;
        if changes(&method) {
            from_here(request.headers())?;
            let read = if route.streams {
                visit.stream = Stream::of(request.into_body());
                Ok(())
            } else {
                read_body(visit, request.into_body()).await
            };
            match (read, self.route(&Method::GET)) {
                // A file that does not fit: its form comes back, which says so.
                (Err(Trouble::TooLarge(_)), Some(page)) if is_upload(visit) => {
                    visit.too_large = true;
                    route = page.clone();
                }
                (read, _) => read?,
            }
        }
        match (route.run.clone(), holder) {
            (Run::Open(run), holder) => {
                if let Holder::SignedIn(signed_in) = holder {
                    visit.signed_in = Some(*signed_in);
                }
                if changes(&route.method) && route.proven && !is_shown_here(visit) {
                    return Err(Trouble::Unproven);
                }
                run(std::mem::replace(visit, self.again(visit))).await
            }
            (Run::Guarded(run), Holder::SignedIn(signed_in)) => {
                self.guarded(visit, &route, &*run, *signed_in).await
            }
            (Run::Guarded(_), Holder::Ended(secret, caller)) => {
                after_the_end(visit, &route, &secret, &caller).await
            }
            (Run::Guarded(_), Holder::Nobody) => Ok(sign_in(visit, &route)),
        }
    }

    /// Answers somebody who is signed in: with what was kept of a form, until it is sent.
    async fn guarded(
        &self,
        visit: &mut Visit,
        route: &PageRoute,
        run: &Guarded,
        signed_in: SignedIn,
    ) -> Result<Answer, Trouble> {
        let changes = changes(&route.method);
        let caller = signed_in.session.caller.clone();
        let proven = !changes || is_proven(&visit.form, &signed_in.secret);
        let enrols = signed_in.session.must_enrol && !route.while_enrolling;
        visit.signed_in = Some(signed_in);
        if !proven {
            return Err(Trouble::Unproven);
        }
        if enrols {
            return Ok(Answer::see(ENROL));
        }
        if !route.access.admits(&caller) {
            return Err(route.access.refusal());
        }
        if !changes && self.recalls {
            visit.recall(&caller).await?;
        }
        let answer = run(std::mem::replace(visit, self.again(visit)), caller.clone()).await?;
        if changes && route.keeps == Keeps::Form && answer.is_done() {
            self.forget(&caller, &route.form_address(&visit.address)).await?;
        }
        Ok(answer)
    }

    /// Forgets what was kept of a form. Nearly always nothing was, and looking is cheaper than writing.
    async fn forget(&self, caller: &Caller, form: &str) -> Result<(), Trouble> {
        if self.app.kept_input(caller, form).await?.is_some() {
            self.app.drop_kept_input(caller, form).await?;
        }
        Ok(())
    }

    /// Copies what an error page needs, for the case that the handler finds trouble.
    fn again(&self, visit: &Visit) -> Visit {
        Visit {
            app: Arc::clone(&self.app),
            office: Arc::clone(&self.office),
            signed_in: visit.signed_in.clone(),
            address: visit.address.clone(),
            asked: String::new(),
            query: Form::default(),
            form: Form::default(),
            recalled: false,
            too_large: false,
            body: Bytes::new(),
            stream: Stream::default(),
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
    visit.proves(&visit.form)
}

/// Returns the other end of the connection; none where there is no connection, as in a test.
fn connected(request: &Request) -> Option<IpAddr> {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

fn media(visit: &Visit) -> &str {
    visit.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn is_upload(visit: &Visit) -> bool {
    media(visit).starts_with("multipart/form-data")
}

/// Reads the body: a form, or bytes for the handler. An upload proves itself by a field of its own.
async fn read_body(visit: &mut Visit, body: Body) -> Result<(), Trouble> {
    let bytes = all_of(body).await?;
    if is_upload(visit) {
        visit.form = super::upload::fields(media(visit), bytes.clone()).await?;
        visit.body = bytes;
        return Ok(());
    }
    if bytes.len() > MOST_FORM {
        return Err(Trouble::TooLarge(MOST_FORM));
    }
    visit.form = Form::of_body(&bytes);
    Ok(())
}

/// Reads what fits. What is too much is read on for a while and forgotten: a browser reads no answer while it still sends.
async fn all_of(mut body: Body) -> Result<Bytes, Trouble> {
    let (mut bytes, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Trouble::TooLarge(MOST))?;
        let Some(data) = frame.data_ref() else { continue };
        length += data.len();
        if length <= MOST {
            bytes.extend_from_slice(data);
        } else {
            bytes = Vec::new();
        }
        if length > MOST_FORGOTTEN {
            break;
        }
    }
    if length > MOST { Err(Trouble::TooLarge(MOST)) } else { Ok(bytes.into()) }
}

/// A form that comes after the end of a session is kept for its owner, who finds it back after signing in.
async fn after_the_end(
    visit: &Visit,
    route: &PageRoute,
    secret: &Redacted<String>,
    caller: &Caller,
) -> Result<Answer, Trouble> {
    let filled = visit.form.to_keep();
    let keeps = route.keeps != Keeps::Nothing && !is_empty(&filled);
    if !keeps || !changes(&route.method) || !is_proven(&visit.form, secret) {
        return Ok(sign_in(visit, route).saying(Notice::SessionOver));
    }
    visit.app.keep_input(caller, &route.form_address(&visit.address), &filled).await?;
    Ok(sign_in(visit, route).saying(Notice::SessionEnded))
}

fn is_empty(filled: &Filled) -> bool {
    filled.values().flatten().all(|text| text.trim().is_empty())
}

/// Sends the browser to the sign-in page, which sends it back to the page it came for: that of the form, when it sent one.
fn sign_in(visit: &Visit, route: &PageRoute) -> Answer {
    let mut page = route.form_address(&visit.address);
    if !visit.asked.is_empty() {
        page = format!("{page}?{}", visit.asked);
    }
    let back: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
    let answer = match page.as_str() {
        "/" => Answer::see("/aanmelden"),
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
