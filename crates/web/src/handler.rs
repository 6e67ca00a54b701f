//! Handlers: async functions of up to seven parts, from which the table also reads what to document.

use axum::http::header::IF_NONE_MATCH;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use kernel::Faults;
use std::future::Future;
use std::pin::Pin;

use crate::call::Call;
use crate::gate::Gate;
use crate::input::Refusal;
use crate::part::{Part, Takes};
use crate::problem::Problem;
use crate::reply::{Gives, Reply};

/// What a handler takes and gives.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// What it takes from the request.
    pub takes: Takes,
    /// What it gives on success.
    pub gives: Gives,
}

/// An async function from [`Part`]s to a [`Reply`] or a [`Problem`].
pub trait Handler<A: Gate, Args>: Send + Sync + 'static {
    /// Returns what it takes and gives.
    fn shape() -> Shape;

    /// Reads the parts, naming all faults at once, and calls the function.
    fn run(&self, call: Call<A>) -> Pin<Box<dyn Future<Output = Response> + Send>>;
}

/// Gathers what is wrong with the parts of one request.
#[derive(Default)]
struct Trouble {
    faults: Faults,
    problem: Option<Problem>,
}

impl Trouble {
    fn keep<T>(&mut self, read: Result<T, Refusal>) -> Option<T> {
        match read {
            Ok(value) => return Some(value),
            Err(Refusal::Problem(problem)) => self.problem = self.problem.take().or(Some(problem)),
            Err(Refusal::Faults(found)) => {
                for fault in found.iter() {
                    self.faults.add(fault.pointer.clone(), fault.code, fault.message.clone());
                }
            }
        }
        None
    }

    /// A problem that ends the request goes before faults in the input.
    fn into_problem(self) -> Problem {
        self.problem.unwrap_or_else(|| Problem::invalid(self.faults))
    }
}

/// Returns the headers that a reply may heed: `If-None-Match` only for reads, since an edit that is done is not "not modified".
fn conditions(head: Parts) -> HeaderMap {
    let mut headers = head.headers;
    if !matches!(head.method, Method::GET | Method::HEAD) {
        headers.remove(IF_NONE_MATCH);
    }
    headers
}

macro_rules! handlers {
    ($($part:ident),*) => {
        impl<A, F, Fut, R, $($part),*> Handler<A, (R, $($part,)*)> for F
        where
            A: Gate,
            F: Fn($($part),*) -> Fut + Send + Sync + 'static,
            Fut: Future<Output = Result<R, Problem>> + Send + 'static,
            R: Reply,
            $($part: Part<A>,)*
        {
            fn shape() -> Shape {
                let mut takes = Takes::default();
                $($part::describe(&mut takes);)*
                Shape { takes, gives: R::gives() }
            }

            #[expect(non_snake_case, reason = "each part is named after its type parameter")]
            fn run(&self, call: Call<A>) -> Pin<Box<dyn Future<Output = Response> + Send>> {
                let mut trouble = Trouble::default();
                $(let $part = trouble.keep($part::read(&call));)*
                let ($(Some($part),)*) = ($($part,)*) else {
                    return Box::pin(std::future::ready(trouble.into_problem().into_response()));
                };
                let answer = self($($part),*);
                let asked = conditions(call.head);
                Box::pin(async move {
                    match answer.await {
                        Ok(reply) => reply.respond(&asked).unwrap_or_else(IntoResponse::into_response),
                        Err(problem) => problem.into_response(),
                    }
                })
            }
        }
    };
}

handlers!(P1);
handlers!(P1, P2);
handlers!(P1, P2, P3);
handlers!(P1, P2, P3, P4);
handlers!(P1, P2, P3, P4, P5);
handlers!(P1, P2, P3, P4, P5, P6);
handlers!(P1, P2, P3, P4, P5, P6, P7);
