//! The API on both kinds of database, in the process of the test.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails that test")]

mod access;
mod at_once;
mod deliveries;
mod imports;
mod input;
mod life;
mod publication;
mod refusals;
mod reminders;
mod samples;
mod trails;
