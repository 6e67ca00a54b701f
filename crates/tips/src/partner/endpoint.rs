//! Where a partner takes messages, so narrow that nobody can make us call something else.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use thiserror::Error;
use url::Url;

/// An address that begins with `https://`, without name, password, question or fragment, and without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Endpoint(String);

/// A text that is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "een eindpunt is een adres dat met https:// begint, zonder naam, wachtwoord, vraagteken of hekje"
)]
pub struct EndpointError;

impl Endpoint {
    /// Returns the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        let url = Url::parse(text).map_err(|_| EndpointError)?;
        let bare = url.username().is_empty() && url.password().is_none();
        let plain = url.query().is_none() && url.fragment().is_none();
        if url.scheme() != "https" || !url.has_host() || !bare || !plain {
            return Err(EndpointError);
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }
}

impl TryFrom<String> for Endpoint {
    type Error = EndpointError;

    fn try_from(text: String) -> Result<Self, EndpointError> {
        text.parse()
    }
}

impl From<Endpoint> for String {
    fn from(endpoint: Endpoint) -> Self {
        endpoint.0
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether we may connect to an address that a name resolved to. Private and local ones only where the settings allow it: a
/// name in the register must not open a door inside.
pub fn may_connect(address: IpAddr, local_allowed: bool) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => !is_never_v4(address) && (local_allowed || !is_local_v4(address)),
        IpAddr::V6(address) => {
            let never = address.is_unspecified() || address.is_multicast();
            !never && (local_allowed || !is_local_v6(address))
        }
    }
}

fn is_never_v4(address: Ipv4Addr) -> bool {
    let [first, ..] = address.octets();
    first == 0 || address.is_multicast() || address.is_broadcast()
}

fn is_local_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    // 100.64.0.0/10 is shared by the customers of a provider.
    let shared = first == 100 && second & 0xc0 == 64;
    address.is_private() || address.is_loopback() || address.is_link_local() || shared
}

fn is_local_v6(address: Ipv6Addr) -> bool {
    address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
}
