//! The pages of the workspace: HTML made on the server, complete without script.
//!
//! One table of routes ([`routes`]) makes the router and the access matrix. A route says who may ask for it; which files
//! somebody may know is decided while loading. What a page shows is a typed value with samples; a template only places it.

mod answer;
mod assets;
mod cookie;
mod csv;
mod facts;
mod fields;
mod form;
mod guard;
mod outcome;
mod page;
mod pages;
mod peer;
mod route;
mod router;
mod shelf;
mod shell;
mod stand;
mod step;
mod templates;
mod trouble;
mod upload;
mod visit;
mod words;

pub use assets::Assets;
pub use pages::routes;
pub use route::{Keeps, PageAccess, PageRoute};
pub use router::{Office, pages};
pub use shelf::Shelves;
