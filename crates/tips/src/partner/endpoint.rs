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
    let inside = match address.to_canonical() {
        IpAddr::V6(address) => inside_v6(address).map_or(IpAddr::V6(address), IpAddr::V4),
        v4 @ IpAddr::V4(_) => v4,
    };
    match inside {
        IpAddr::V4(address) => !is_never_v4(address) && (local_allowed || !is_local_v4(address)),
        IpAddr::V6(address) => {
            let never = address.is_unspecified() || address.is_multicast();
            !never && (local_allowed || !is_local_v6(address))
        }
    }
}

/// The address of version 4 that one of version 6 leads to: by a translator (NAT64, RFC 6052), a tunnel (6to4, RFC 3056) or the old
/// form that holds nothing else (RFC 4291, 2.5.5.1).
fn inside_v6(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let (low, parts) = (address.to_bits(), address.segments());
    let v4 = |bits: u128| u32::try_from(bits & 0xffff_ffff).ok().map(Ipv4Addr::from_bits);
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, _, _] => v4(low),
        [0x2002, ..] => v4(low >> 80),
        // The first two are no such thing: nowhere, and this machine itself.
        [0, 0, 0, 0, 0, 0, _, _] if low > 1 => v4(low),
        _ => None,
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
    // 64:ff9b:1::/48 is for translators of the own network (RFC 8215).
    let translated = address.segments()[..3] == [0x64, 0xff9b, 1];
    let linked = address.is_unique_local() || address.is_unicast_link_local();
    address.is_loopback() || linked || translated
}
