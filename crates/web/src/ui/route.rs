//! A route of a page: its address, who may ask for it, and its handler.

use app::{Caller, Permission};
use axum::http::Method;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::answer::Answer;
use super::trouble::Trouble;
use super::visit::Visit;

/// Who may ask for a page. Which files somebody may know is another question, answered while loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageAccess {
    /// Everyone, signed in or not.
    Everyone,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has this right.
    Right(Permission),
    /// Whoever has one of these rights.
    OneOf(&'static [Permission]),
}

impl PageAccess {
    /// Returns whether somebody who is signed in may ask.
    pub fn admits(self, caller: &Caller) -> bool {
        match self {
            Self::Everyone | Self::SignedIn => true,
            Self::Right(right) => caller.may(right),
            Self::OneOf(rights) => rights.iter().any(|right| caller.may(*right)),
        }
    }
}

type Outcome = Pin<Box<dyn Future<Output = Result<Answer, Trouble>> + Send>>;
type Open = dyn Fn(Visit) -> Outcome + Send + Sync;
type Guarded = dyn Fn(Visit, Caller) -> Outcome + Send + Sync;

/// What answers.
#[derive(Clone)]
pub(super) enum Run {
    /// A page for everyone.
    Open(Arc<Open>),
    /// A page for somebody.
    Guarded(Arc<Guarded>),
}

/// A route of the table.
#[derive(Clone)]
pub struct PageRoute {
    /// The method; `HEAD` comes with `GET`.
    pub method: Method,
    /// The path, with parameters in braces: `/dossiers/{dossierId}`.
    pub path: &'static str,
    /// Who may ask.
    pub access: PageAccess,
    /// Whether a form for everyone has to prove that it was shown to this browser.
    pub(super) proven: bool,
    /// Whether somebody may ask who still has to set up a second factor.
    pub(super) while_enrolling: bool,
    pub(super) run: Run,
}

impl PageRoute {
    /// A page for everyone.
    pub(super) fn open<F, Fut>(method: Method, path: &'static str, handler: F) -> Self
    where
        F: Fn(Visit) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Answer, Trouble>> + Send + 'static,
    {
        let run = Run::Open(Arc::new(move |visit| Box::pin(handler(visit))));
        let access = PageAccess::Everyone;
        Self { method, path, access, proven: false, while_enrolling: true, run }
    }

    /// A form for everyone, which proves that it was shown to this browser: nobody is signed in by another site.
    pub(super) fn open_form<F, Fut>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Visit) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Answer, Trouble>> + Send + 'static,
    {
        Self { proven: true, ..Self::open(Method::POST, path, handler) }
    }

    /// A page for whoever is admitted.
    pub(super) fn guarded<F, Fut>(
        method: Method,
        path: &'static str,
        access: PageAccess,
        handler: F,
    ) -> Self
    where
        F: Fn(Visit, Caller) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Answer, Trouble>> + Send + 'static,
    {
        let run = Run::Guarded(Arc::new(move |visit, caller| Box::pin(handler(visit, caller))));
        Self { method, path, access, proven: true, while_enrolling: false, run }
    }

    /// Lets somebody ask who still has to set up a second factor.
    pub(super) fn while_enrolling(self) -> Self {
        Self { while_enrolling: true, ..self }
    }
}

/// A page that reads, for whoever is admitted.
pub(super) fn get<F, Fut>(path: &'static str, access: PageAccess, handler: F) -> PageRoute
where
    F: Fn(Visit, Caller) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Answer, Trouble>> + Send + 'static,
{
    PageRoute::guarded(Method::GET, path, access, handler)
}

/// A form that is sent, by whoever is admitted.
pub(super) fn post<F, Fut>(path: &'static str, access: PageAccess, handler: F) -> PageRoute
where
    F: Fn(Visit, Caller) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Answer, Trouble>> + Send + 'static,
{
    PageRoute::guarded(Method::POST, path, access, handler)
}
