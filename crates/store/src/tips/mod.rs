//! Tips between bodies (Wet Bibob art. 26): what a party says of itself, its partners and keys, the tips it gave and got, and the
//! messages that travel. What these hold is opaque here; what can name a person is closed at rest with the keys of the party.
//!
//! A partner is known by its number, also when it works in this database: no query reaches two parties, but the two that tell the
//! worker where there is work and which party a number is of.

mod body;
mod cancel;
mod inbox;
mod key;
mod outbox;
mod partner;
mod register;

pub use body::TipBody;
pub use inbox::{NewTipArrival, TipArrival};
pub use key::{NewTipKey, TipKeyPurpose, TipKeyRow};
pub use outbox::{
    ClaimedTipMessage, NewTipMessage, SealedTipMessage, TipLine, TipMessageRow, TipOutcome,
};
pub use partner::{KeepTipPartner, TipPartnerRow};
pub use register::{KeepTip, TipAlert, TipRow, TipSide};

use crate::StoreError;

/// Reads a SHA-256 as it is kept.
fn sha256(table: &'static str, bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|_| StoreError::inconsistent(table, "sha256", ""))
}
