//! Natural and legal persons on a file, and their roles (art. 1(1), 3(4) and 7a(2) Wet Bibob).
//!
//! A minimal form: who it is, in which role, since when and by which source. The relation network builds on it.

mod role;
mod subject;

pub use role::{Role, RoleKind};
pub use subject::{Subject, SubjectKind};
