//! The JSON API of Dijkwacht under `/v1`, by the Dutch API Design Rules.
//!
//! One table of routes ([`Table`]) is the source of the router ([`router`]), the `OpenAPI` document ([`document`]) and the access
//! matrix. A route is an [`Entry`] (path, access, Dutch texts) with a handler: an async function whose parameters are
//! [`Part`]s and whose answer is a [`Reply`]. What it takes and gives is read from its signature, so that the document, the
//! check of the input and the code cannot differ:
//!
//! ```text
//! async fn rename(State(app): State<App>, Who(caller): Who<Caller>, Path(case): Path<CasePath>, known: IfMatch,
//!     Json(wish): Json<Rename>) -> Result<Versioned<Case>, Problem> { .. }
//!
//! Route::new(Entry { method: Method::PUT, path: "/dossiers/{dossierId}", access: Access::Scope("dossiers:schrijven"),
//!     id: "wijzigDossier", tag: "Dossiers", summary: "Een dossier wijzigen", description: "Wijzigt de naam." }, rename)
//! ```
//!
//! Types of input derive `Deserialize` and `JsonSchema` and carry `#[serde(deny_unknown_fields)]`; the table refuses others.

pub mod api;
mod call;
mod docs;
mod etag;
pub mod exchange;
mod frame;
mod gate;
mod handler;
mod idempotency;
mod input;
mod kind;
mod negotiate;
mod openapi;
mod part;
mod problem;
mod publish;
mod reply;
mod route;
mod security;
mod server;
mod steps;
mod table;
pub mod ui;
mod version;

pub use call::Call;
pub use etag::{IfMatch, entity_tag};
pub use frame::{Limits, router};
pub use gate::Gate;
pub use handler::{Handler, Shape};
pub use idempotency::{IDEMPOTENCY_KEY, IdempotencyKey};
pub use input::Refusal;
pub use kind::ProblemKind;
pub use openapi::{About, document};
pub use part::{InputType, Json, Once, Part, Path, Query, State, Takes, Who};
pub use problem::{PROBLEM_JSON, Problem};
pub use publish::{AnyJson, documented};
pub use reply::{Content, Created, Done, Found, Gives, Media, Reply, Versioned};
pub use route::{Access, Entry, Route};
pub use security::{EVERY_RESPONSE, PAGE_POLICY, VERSION_HEADER};
pub use server::{house, serve};
pub use table::{Table, TableError};
pub use version::{API_VERSION, BASE_PATH};

#[cfg(test)]
mod tests;
