//! What the service does when it is killed, when its disk is full or takes no writes, when two officials edit one file, and when the
//! line to another installation is hostile.
//!
//! The real program runs on data of its own. What a client was told is compared with what the database, the audit trail and
//! the outgoing folder hold afterwards. `docs/reliability.md` says what this proves and what it does not.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails that test")]

mod campaign;
mod client;
mod disk;
mod home;
mod mail;
mod race;
mod random;
mod soundness;
mod tips;
mod writer;
