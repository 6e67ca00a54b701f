//! Where a connection may go: a name in the register of partners must not open a door inside.

use app::tips::may_connect;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::SocketAddr;

/// Resolves names, and leaves out the addresses to which no connection may go.
pub(super) struct Outside {
    pub(super) local_allowed: bool,
}

impl Resolve for Outside {
    fn resolve(&self, name: Name) -> Resolving {
        let local_allowed = self.local_allowed;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> =
                found.filter(|address| may_connect(address.ip(), local_allowed)).collect();
            if allowed.is_empty() {
                return Err(io::Error::other("no address to connect to").into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether a connection may go to a host that is written as an address and is not resolved.
pub(super) fn is_allowed(url: &url::Url, local_allowed: bool) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => may_connect(address.into(), local_allowed),
        Some(url::Host::Ipv6(address)) => may_connect(address.into(), local_allowed),
        Some(url::Host::Domain(_)) => true,
        None => false,
    }
}
