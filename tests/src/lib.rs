//! The harness of the integration tests: the program under test, scratch directories and fixtures.
//!
//! ```no_run
//! use harness::{Scratch, dijkwacht, fixture};
//!
//! let scratch = Scratch::new();
//! let output = dijkwacht().arg("letter").arg(fixture("sample.json")).arg("--out").arg(scratch.path()).run();
//! assert!(output.success(), "{output}");
//! assert_eq!(scratch.files(), ["letter.pdf"]);
//! ```
//!
//! Tests say what they need in one line, so the harness panics with a clear text instead of returning errors.
#![expect(
    clippy::expect_used,
    reason = "a harness that cannot set up its test has to fail that test"
)]

mod application;
mod browser;
mod classes;
mod css;
mod database;
mod fixtures;
mod machine;
mod mail;
mod program;
mod provider;
mod questionnaire;
mod scanner;
mod scratch;
mod totp;
mod traveller;

pub use application::{
    ASSEN, Answer, Call, Counted, Dossier, EMMEN, Office, Official, SetClock, TestApp, about, hire,
    morning, on_every_app, routes, rulebook,
};
pub use browser::{Browser, Page, pages_of};
pub use classes::{class_fits, classes_of_templates};
pub use css::{Sheet, build as style_sheet};
pub use database::{
    TestDatabase, fresh, key_file, keys, now, official_account, on_every_database,
    on_every_two_databases, on_sqlite, open_store, other_keys, random, token,
};
pub use fixtures::{fixture, fixture_bytes, fixture_text, fixtures, root};
pub use machine::application;
pub use mail::{MailServer, MailTls};
pub use program::{Output, Program, dijkwacht, node, program_under_test, python, tool};
pub use provider::{Behaviour, Door, IndependentProvider, Pair, Signature, TestProvider, Wire};
pub use questionnaire::answers_with_shareholders;
pub use scanner::{EICAR, TestScanner};
pub use scratch::Scratch;
pub use totp::totp;
pub use traveller::{Traveller, View};
