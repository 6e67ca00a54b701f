//! The API on both kinds of database, in the process of the test.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails that test")]

mod access;
mod archive;
mod assessment;
mod at_once;
mod bureau;
mod deliveries;
mod group;
mod hearings;
mod imports;
mod input;
mod inquiry;
mod letters;
mod life;
mod mail;
mod papers;
mod publication;
mod questionnaires;
mod refusals;
mod reminders;
pub(crate) mod samples;
mod sending;
mod trails;
