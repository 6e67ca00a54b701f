//! Where a request comes from: the other end of the connection, or what a proxy of our own says of it.

use axum::http::HeaderMap;
use std::net::IpAddr;

/// The header in which each proxy adds whom it serves.
const FORWARDED: &str = "x-forwarded-for";

/// Returns the address of whoever asks. The header is believed from the right, as far as our own proxies wrote it: what stands
/// further to the left anybody can have written.
pub(super) fn address(
    peer: Option<IpAddr>,
    headers: &HeaderMap,
    proxies: &[IpAddr],
) -> Option<IpAddr> {
    let mut address = peer?.to_canonical();
    let texts = headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = texts.flat_map(|text| text.split(',')).collect();
    for hop in hops.into_iter().rev() {
        if !proxies.contains(&address) {
            break;
        }
        let Ok(before) = hop.trim().parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_our_own_proxies_are_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let ours = [ip("127.0.0.1"), ip("10.0.0.2")];
        let from = |peer: &str, said: &'static str| {
            let headers = HeaderMap::from_iter([(
                FORWARDED.parse().unwrap(),
                HeaderValue::from_static(said),
            )]);
            address(Some(ip(peer)), &headers, &ours)
        };
        assert_eq!(from("192.0.2.1", "198.51.100.7"), Some(ip("192.0.2.1")));
        assert_eq!(from("127.0.0.1", "198.51.100.7"), Some(ip("198.51.100.7")));
        assert_eq!(from("127.0.0.1", "203.0.113.9, 198.51.100.7"), Some(ip("198.51.100.7")));
        assert_eq!(from("127.0.0.1", "198.51.100.7, 10.0.0.2"), Some(ip("198.51.100.7")));
        assert_eq!(from("127.0.0.1", "onzin"), Some(ip("127.0.0.1")));
        assert_eq!(from("::ffff:127.0.0.1", "198.51.100.7"), Some(ip("198.51.100.7")));
        assert_eq!(address(None, &HeaderMap::new(), &ours), None);
    }
}
