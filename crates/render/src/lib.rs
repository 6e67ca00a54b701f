//! Documents from templates: strict handlebars for Typst, and Typst to PDF in this process.
//!
//! [`Templates`] turns a context into Typst source; every value in it is inert text. [`Typesetter`] turns Typst source into a
//! PDF that claims PDF/A-2a and PDF/UA-1; it sees no file, no network, no system font and no clock. [`OfficeWriter`] turns the same
//! source into a file for a word processor.

mod coverage;
mod escape;
mod fonts;
mod helpers;
mod lint;
mod off_page;
mod office;
mod templates;
mod typesetter;
mod words;
mod world;

pub use escape::{typst_string, typst_text};
pub use office::{OfficeError, OfficeWriter};
pub use templates::{TemplateError, TemplateSource, Templates};
pub use typesetter::{Picture, Sheet, Typeset, TypesetError, Typesetter};
pub use words::long_date;
