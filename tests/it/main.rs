//! The one integration-test binary: a second one would link everything a second time.
#![expect(
    clippy::expect_used,
    clippy::format_push_string,
    reason = "a helper of a test fails that test, and a report is built for reading, not for speed"
)]

mod api;
mod arch;
mod blind;
mod browser;
mod faults;
mod group;
mod known;
mod letters;
mod oidc;
mod pages;
mod pairs;
mod policy;
mod questionnaire;
mod rules;
mod scope;
mod screen;
mod service;
mod store;
mod term;
mod tips;
