//! Tips between bodies that are independent of each other (Wet Bibob art. 26; art. 11 for the LBB): the message, its seal, the
//! receipt, and the states of a tip on both sides.
//!
//! There is one format for three routes: another installation, another body on the same one, and a body without a system. A
//! message is signed, then encrypted ([`seal`]); a sender believes nothing but a signed [`receipt`]. Nothing here opens a
//! connection or a database, and nothing reads a clock: moments, ids and who acts come in as values. Fresh keys and the
//! randomness of encryption come from OpenSSL, by josekit.
//!
//! A tip is a pointer and no file: there is no field for the facts behind it ([`message::Offer`]).

#[macro_use]
mod machine;

mod actor;
pub mod ids;
pub mod inbox;
pub mod keys;
pub mod message;
pub mod partner;
pub mod ping;
pub mod rate;
pub mod receipt;
pub mod receiver;
pub mod reconcile;
mod refusal;
pub mod retention;
pub mod route;
pub mod schedule;
pub mod seal;
pub mod sender;
mod step;
#[cfg(test)]
mod tests;
mod wording;

pub use actor::Actor;
pub use ids::{MessageId, Oin, TipId};
pub use refusal::Refusal;
pub use step::{At, Heard, Outbound, Step};
pub use wording::{Reason, Wording, WordingError};
