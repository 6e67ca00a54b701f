//! Carrying messages to other installations, over TLS with a certificate on both sides.

mod address;
mod carrier;
mod revoked;
mod verifier;

pub use carrier::{CarrierTls, HttpsCarrier};
pub use revoked::RevokedLists;
