//! The API on both kinds of database, in the process of the test.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails that test")]

mod life;
mod samples;
