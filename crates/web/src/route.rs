//! A route: its description as data, and the handler from whose parameters and answer the rest is read.

use axum::http::Method;
use axum::response::Response;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::call::Call;
use crate::gate::Gate;
use crate::handler::{Handler, Shape};
use crate::kind::ProblemKind;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone, without a token.
    Public,
    /// Every caller whose token is known.
    Known,
    /// A caller with this scope, such as `dossiers:lezen`.
    Scope(&'static str),
    /// A caller with at least one of these scopes.
    OneOf(&'static [&'static str]),
}

/// What a route is, in words. What it takes and gives is read from its handler.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The method; `HEAD` comes with `GET`, and `OPTIONS` is always answered.
    pub method: Method,
    /// The path below `/v1`, with parameters in braces: `/dossiers/{dossierId}`.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// The operation id, lower camel case.
    pub id: &'static str,
    /// The tag: the heading under which it stands.
    pub tag: &'static str,
    /// What it does, in a few Dutch words.
    pub summary: &'static str,
    /// What it does, in Dutch sentences.
    pub description: &'static str,
}

type Run<A> = dyn Fn(Call<A>) -> Pin<Box<dyn Future<Output = Response> + Send>> + Send + Sync;

/// A route of the table.
pub struct Route<A: Gate> {
    entry: Entry,
    shape: Shape,
    every_origin: bool,
    also: &'static [ProblemKind],
    run: Arc<Run<A>>,
}

impl<A: Gate> Route<A> {
    /// Makes a route of its description and its handler.
    pub fn new<Args, H: Handler<A, Args>>(entry: Entry, handler: H) -> Self {
        let mut shape = H::shape();
        shape.gives.not_modified &= entry.method == Method::GET;
        Self {
            entry,
            shape,
            every_origin: false,
            also: &[],
            run: Arc::new(move |call| handler.run(call)),
        }
    }

    /// Lets scripts of every origin read the answer (CORS `*`): only for what is public anyway.
    #[must_use]
    pub fn for_every_origin(self) -> Self {
        Self { every_origin: true, ..self }
    }

    /// Documents problems beside those that follow from what the handler takes and gives.
    #[must_use]
    pub fn also_refusing(self, kinds: &'static [ProblemKind]) -> Self {
        Self { also: kinds, ..self }
    }

    /// Returns the problems that are documented beside the usual ones.
    pub fn also(&self) -> &'static [ProblemKind] {
        self.also
    }

    /// Returns the description.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Returns what the handler takes and gives.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Returns whether scripts of every origin may read the answer.
    pub fn is_for_every_origin(&self) -> bool {
        self.every_origin
    }

    /// Returns whether the route changes something.
    pub fn writes(&self) -> bool {
        !matches!(self.entry.method, Method::GET | Method::HEAD)
    }

    /// Calls the handler.
    pub(crate) fn run(&self, call: Call<A>) -> Pin<Box<dyn Future<Output = Response> + Send>> {
        (self.run)(call)
    }
}
