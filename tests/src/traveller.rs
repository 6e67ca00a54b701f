//! A traveller between servers, as signing in at a provider asks: it keeps cookies by host, sends forms and shows where it is sent.

use std::collections::BTreeMap;
use url::Url;

/// A browser that follows no redirect by itself, so that a test sees each one.
#[derive(Debug)]
pub struct Traveller {
    agent: ureq::Agent,
    /// The cookies by host with port, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct View {
    /// The status.
    pub status: u16,
    /// Where it sends the browser, as a whole address.
    pub location: Option<Url>,
    /// The body.
    pub body: String,
}

impl Default for Traveller {
    fn default() -> Self {
        let config =
            ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Self { agent: config.into(), cookies: BTreeMap::new() }
    }
}

impl Traveller {
    /// Gets a page.
    ///
    /// # Panics
    /// When there is no answer.
    pub fn get(&mut self, address: &Url) -> View {
        let request = self.agent.get(address.as_str()).header("cookie", self.cookie(address));
        let answer = request.call().expect("an answer");
        self.read(address, answer)
    }

    /// Sends a form.
    ///
    /// # Panics
    /// When there is no answer.
    pub fn post(&mut self, address: &Url, form: &[(&str, &str)]) -> View {
        let request = self.agent.post(address.as_str()).header("cookie", self.cookie(address));
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = request.content_type("application/x-www-form-urlencoded");
        let answer = request.send(body.as_str()).expect("an answer");
        self.read(address, answer)
    }

    /// Gets a page and goes where it is sent, for as long as that is the same server.
    ///
    /// # Panics
    /// When there is no answer, or no end.
    pub fn follow(&mut self, address: &Url) -> View {
        const MOST: usize = 10;
        let mut page = self.get(address);
        let mut hops = 0;
        while let Some(next) = page.location.clone().filter(|next| host(next) == host(address)) {
            page = self.get(&next);
            hops += 1;
            assert!(hops < MOST, "{address} sends the browser around for ever");
        }
        page
    }

    fn cookie(&self, address: &Url) -> String {
        let cookies = self.cookies.get(&host(address)).into_iter().flatten();
        cookies.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn read(&mut self, address: &Url, mut answer: ureq::http::Response<ureq::Body>) -> View {
        let jar = self.cookies.entry(host(address)).or_default();
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().expect("a cookie of text");
            let pair = cookie.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("a cookie with a value");
            // An empty value is how a server takes a cookie away.
            if value.is_empty() {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = answer.headers().get("location").map(|location| {
            let location = location.to_str().expect("an address of text");
            address.join(location).expect("an address")
        });
        let status = answer.status().as_u16();
        let body = answer.body_mut().read_to_string().expect("a page of text");
        View { status, location, body }
    }
}

fn host(address: &Url) -> String {
    address.authority().to_owned()
}
