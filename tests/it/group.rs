//! The working group on both kinds of database: a year of meetings, an agenda from files, a session with what follows from it,
//! written rounds, the help desk and signals.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails that test")]

mod calendar;
mod desk;
mod meeting;
mod rights;
pub(crate) mod scene;
