//! Addresses: https everywhere, and plain http on the machine itself for whoever tries things out.

use url::{Host, Url};

/// The issuer of the settings: the exact text, which is what tokens and documents are compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Issuer {
    text: String,
    loopback: bool,
}

impl Issuer {
    /// Takes an issuer; none when it is no address that an issuer may have.
    pub(super) fn new(text: &str) -> Option<Self> {
        let url = plain(text)?;
        let loopback = is_loopback(&url);
        let fine = url.query().is_none() && (url.scheme() == "https" || loopback);
        fine.then(|| Self { text: text.to_owned(), loopback })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the provider runs on this machine.
    pub(super) fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Returns where the discovery document is.
    pub(super) fn discovery(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.text.trim_end_matches('/'))
    }

    /// Takes an address of this provider, or one of ours that it sends people to: https, or http on this machine when the
    /// issuer is on this machine too.
    pub(super) fn accepts(&self, text: &str) -> Option<Url> {
        plain(text).filter(|url| url.scheme() == "https" || (self.loopback && is_loopback(url)))
    }
}

/// Reads an http or https address without a name, a password or a fragment.
fn plain(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let fine = ["http", "https"].contains(&url.scheme())
        && url.host().is_some()
        && url.username().is_empty()
        && url.password().is_none()
        && url.fragment().is_none();
    fine.then_some(url)
}

/// Whether the host is this machine, by number: the name `localhost` is whatever a resolver says.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(_)) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_https_or_on_this_machine() {
        for good in [
            "https://inloggen.example",
            "https://inloggen.example/emmen/v2.0",
            "https://inloggen.example/",
            "http://127.0.0.1:4000",
            "http://[::1]:4000/oidc",
            "https://127.0.0.1",
        ] {
            assert!(Issuer::new(good).is_some(), "{good}");
        }
        for bad in [
            "http://inloggen.example",
            "http://localhost:4000",
            "http://127.0.0.1.example",
            "https://jan:geheim@inloggen.example",
            "https://inloggen.example?x=1",
            "https://inloggen.example#x",
            "ftp://inloggen.example",
            "inloggen.example",
            "",
        ] {
            assert!(Issuer::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn plain_http_is_for_an_issuer_on_this_machine_only() {
        let far = Issuer::new("https://inloggen.example").unwrap();
        let near = Issuer::new("http://127.0.0.1:4000").unwrap();
        assert!(far.accepts("https://elders.example/token?a=1").is_some());
        assert!(far.accepts("http://127.0.0.1:4000/token").is_none());
        assert!(near.accepts("http://127.0.0.1:4001/token").is_some());
        assert!(near.accepts("http://elders.example/token").is_none());
    }

    #[test]
    fn the_document_is_below_the_whole_issuer() {
        let place = |text| Issuer::new(text).unwrap().discovery();
        let wanted = "https://inloggen.example/emmen/.well-known/openid-configuration";
        assert_eq!(place("https://inloggen.example/emmen"), wanted);
        assert_eq!(place("https://inloggen.example/emmen/"), wanted);
    }
}
