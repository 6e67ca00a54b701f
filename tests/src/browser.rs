//! A browser in the process of the test: it keeps cookies, follows forms, and runs no script.

use crate::application::{Official, TestApp};
use app::SignInMethod;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tower::ServiceExt;
use web::ui::{Assets, Office, Shelves};

/// Returns the pages of an application, as a demonstration or not.
pub fn pages_of(app: &TestApp, demo: bool) -> Router {
    let office = Office {
        name: "Bibob-screening".to_owned(),
        demo,
        assets: Assets::new(None, None),
        contact: "beheer@bibob.voorbeeld.nl".to_owned(),
        origin: "https://bibob.voorbeeld.nl".to_owned(),
        proxies: Vec::new(),
        shelves: Shelves::default(),
    };
    web::ui::pages(&Arc::new(app.app.clone()), &Arc::new(office))
}

/// A browser with its cookies.
#[derive(Debug)]
pub struct Browser {
    pages: Router,
    cookies: RefCell<BTreeMap<String, String>>,
    address: Option<IpAddr>,
}

/// A page as it came.
#[derive(Clone, Debug)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The text.
    pub text: String,
    /// Where the browser is sent, if it is.
    pub location: Option<String>,
}

impl Browser {
    /// Opens a browser in which nobody is signed in.
    pub fn new(app: &TestApp) -> Self {
        Self { pages: pages_of(app, false), cookies: RefCell::default(), address: None }
    }

    /// Opens a browser on the demonstration.
    pub fn of_demo(app: &TestApp) -> Self {
        Self { pages: pages_of(app, true), cookies: RefCell::default(), address: None }
    }

    /// Opens a browser in which somebody is signed in.
    ///
    /// # Panics
    /// When there is no such account.
    pub async fn of(app: &TestApp, official: &Official) -> Self {
        let begun = app.app.begin_session(
            &official.party,
            official.account,
            SignInMethod::Organisation,
            "een proefbrowser",
        );
        let secret = begun.await.expect("a session").secret;
        let browser = Self::new(app);
        browser.put("__Host-dijkwacht", secret.reveal());
        browser
    }

    /// Puts the browser at an address.
    #[must_use]
    pub fn at(self, address: IpAddr) -> Self {
        Self { address: Some(address), ..self }
    }

    /// Puts a cookie.
    pub fn put(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    /// Returns a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), Vec::new()).await
    }

    /// Sends a form as it stands, without a proof of its own.
    pub async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request =
            Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request, body.into_bytes()).await
    }

    /// Sends a form with the proof of the session.
    ///
    /// # Panics
    /// When nobody is signed in.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let proof = self.proof();
        let mut all = vec![("bewijs", proof.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(path, &all).await
    }

    /// Sends a form with files in it: fields by name, then files by field, name and content. The fields carry the proof.
    pub async fn send_files(
        &self,
        path: &str,
        fields: &[(String, String)],
        files: &[(String, String, Vec<u8>)],
    ) -> Page {
        const EDGE: &str = "grens-van-de-proef";
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(value.as_bytes());
            body.extend_from_slice(b"\r\n");
        }
        for (field, name, content) in files {
            let head = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let media = format!("multipart/form-data; boundary={EDGE}");
        self.send(Request::post(path).header("content-type", media), body).await
    }

    /// Opens a page and sends a form from it, with the proof that stands there.
    ///
    /// # Panics
    /// When the page has no form.
    pub async fn fill(&self, page: &str, to: &str, fields: &[(&str, &str)]) -> Page {
        let proof = self.get(page).await.value("bewijs");
        let mut all = vec![("bewijs", proof.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(to, &all).await
    }

    /// Returns a proof that a form was shown to whoever is signed in.
    ///
    /// # Panics
    /// When nobody is.
    pub fn proof(&self) -> String {
        let secret = self.cookie("__Host-dijkwacht").expect("somebody who is signed in");
        app::form_proof(&secret, &"0".repeat(32))
    }

    /// Sends a request with the cookies, and keeps those that come back.
    ///
    /// # Panics
    /// When there is no answer that can be read.
    pub async fn send(&self, request: axum::http::request::Builder, body: Vec<u8>) -> Page {
        let cookies: Vec<String> =
            self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = match cookies.as_slice() {
            [] => request,
            some => request.header(COOKIE, some.join("; ")),
        };
        let mut request = request.body(Body::from(body)).expect("a request");
        if let Some(address) = self.address {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from((address, 40_000))));
        }
        let response = self.pages.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        for cookie in head.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie"));
        }
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let location = head.headers.get(LOCATION).map(|to| to.to_str().expect("text").to_owned());
        Page {
            status: head.status.as_u16(),
            headers: head.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            location,
        }
    }

    fn keep(&self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let Some((name, value)) = pair.split_once('=') else { return };
        if cookie.contains("Max-Age=0") {
            self.cookies.borrow_mut().remove(name);
        } else {
            self.put(name, value);
        }
    }
}

impl Page {
    /// Checks the status.
    ///
    /// # Panics
    /// When it is another one.
    #[expect(clippy::return_self_not_must_use, reason = "the check may be all that is wanted")]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Checks that the browser is sent on, and returns where to.
    ///
    /// # Panics
    /// When it is not.
    pub fn sent_to(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text);
        self.location.as_deref().expect("a place to go")
    }

    /// Checks that the page says this.
    ///
    /// # Panics
    /// When it does not.
    #[expect(clippy::return_self_not_must_use, reason = "the check may be all that is wanted")]
    pub fn says(self, words: &str) -> Self {
        assert!(self.text.contains(words), "«{words}» is not in: {}", self.text);
        self
    }

    /// Checks that the page nowhere says this.
    ///
    /// # Panics
    /// When it does.
    #[expect(clippy::return_self_not_must_use, reason = "the check may be all that is wanted")]
    pub fn keeps(self, words: &str) -> Self {
        assert!(!self.text.contains(words), "«{words}» is in: {}", self.text);
        self
    }

    /// Returns every address on the page, and the one that the browser is sent to.
    pub fn addresses(&self) -> Vec<String> {
        let marks = [" href=\"", " action=\"", " src=\"", " formaction=\""];
        let behind = |mark: &str| {
            let parts = self.text.split(mark).skip(1).map(str::to_owned).collect::<Vec<_>>();
            parts.into_iter().filter_map(|part| part.split('"').next().map(str::to_owned))
        };
        let found = marks.iter().flat_map(|mark| behind(mark).collect::<Vec<_>>());
        found.chain(self.location.clone()).collect()
    }

    /// Returns where the link to the next page leads; none on the last one.
    pub fn next(&self) -> Option<String> {
        let tag = self.text.split("<a ").find(|tag| tag.contains("rel=\"next\""))?;
        let address = tag.split_once("href=\"")?.1.split('"').next()?;
        Some(address.replace("&amp;", "&").replace("&#x3D;", "="))
    }

    /// Returns the value of the first input with this name.
    ///
    /// # Panics
    /// When there is none.
    pub fn value(&self, name: &str) -> String {
        let field = self.text.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\"")));
        let field = field.expect("an input of this name");
        let value = field.split_once("value=\"").expect("a value").1;
        value.split('"').next().expect("its end").to_owned()
    }
}
