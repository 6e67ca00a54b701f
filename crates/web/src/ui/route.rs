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
    /// Whoever has all of these rights.
    AllOf(&'static [Permission]),
    /// Whoever has this right; for others nothing is there.
    Hidden(Permission),
}

impl PageAccess {
    /// Returns whether somebody who is signed in may ask.
    pub fn admits(self, caller: &Caller) -> bool {
        match self {
            Self::Everyone | Self::SignedIn => true,
            Self::Right(right) | Self::Hidden(right) => caller.may(right),
            Self::OneOf(rights) => rights.iter().any(|right| caller.may(*right)),
            Self::AllOf(rights) => rights.iter().all(|right| caller.may(*right)),
        }
    }

    /// Returns what somebody meets who is not admitted.
    pub(super) fn refusal(self) -> Trouble {
        match self {
            Self::Hidden(_) => Trouble::NotFound,
            _ => Trouble::Forbidden,
        }
    }
}

/// What becomes of a form that is sent after the end of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// It is kept, and its page shows it again until it is sent.
    Form,
    /// It is kept as the draft that its page looks after itself.
    Draft,
    /// There is nothing to lose, as with a button, or nothing that may be kept, as with a password.
    Nothing,
}

type Outcome = Pin<Box<dyn Future<Output = Result<Answer, Trouble>> + Send>>;
type Open = dyn Fn(Visit) -> Outcome + Send + Sync;
/// A handler of a page for somebody.
pub(super) type Guarded = dyn Fn(Visit, Caller) -> Outcome + Send + Sync;

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
    /// The page that shows the form of this route: where somebody goes back to who signs in again.
    pub form: &'static str,
    /// What becomes of the form when the session had ended.
    pub keeps: Keeps,
    /// Whether a form for everyone has to prove that it was shown to this browser.
    pub(super) proven: bool,
    /// Whether the handler reads the body itself, part by part, and looks at the proof in it.
    pub(super) streams: bool,
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
        let (form, keeps) = (path, Keeps::Form);
        Self {
            method,
            path,
            access,
            form,
            keeps,
            proven: false,
            streams: false,
            while_enrolling: true,
            run,
        }
    }

    /// A form for everyone, which proves that it was shown to this browser: nobody is signed in by another site.
    pub(super) fn open_form<F, Fut>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Visit) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Answer, Trouble>> + Send + 'static,
    {
        Self { proven: true, ..Self::open(Method::POST, path, handler) }
    }

    /// A form for everyone with files in it, which the handler reads part by part.
    pub(super) fn open_stream<F, Fut>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Visit) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Answer, Trouble>> + Send + 'static,
    {
        Self { streams: true, ..Self::open(Method::POST, path, handler) }
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
        let (form, keeps) = (path, Keeps::Form);
        Self {
            method,
            path,
            access,
            form,
            keeps,
            proven: true,
            streams: false,
            while_enrolling: false,
            run,
        }
    }

    /// Names the page that shows the form, where it has another address.
    pub(super) fn shown_on(self, form: &'static str) -> Self {
        Self { form, ..self }
    }

    /// Says that it is a button on a page, with nothing to lose.
    pub(super) fn button_of(self, page: &'static str) -> Self {
        Self { form: page, keeps: Keeps::Nothing, ..self }
    }

    /// Says what becomes of the form when the session had ended.
    pub(super) fn keeping(self, keeps: Keeps) -> Self {
        Self { keeps, ..self }
    }

    /// Returns the address of the page with the form, for an address of this route.
    pub(super) fn form_address(&self, address: &str) -> String {
        if self.form == self.path {
            return address.to_owned();
        }
        let given = || self.path.split('/').zip(address.split('/'));
        let part = |name: &'static str| {
            given()
                .find(|(known, _)| name.starts_with('{') && *known == name)
                .map_or(name, |(_, text)| text)
        };
        self.form.split('/').map(part).collect::<Vec<_>>().join("/")
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

#[cfg(test)]
mod tests {
    use super::super::guard::changes;
    use super::super::pages::routes;
    use super::*;

    #[test]
    fn every_form_has_a_page_that_shows_it() {
        let all = routes();
        let guarded = |route: &&PageRoute| matches!(route.run, Run::Guarded(_));
        let parameters = |path: &str| -> Vec<String> {
            path.split('/').filter(|part| part.starts_with('{')).map(str::to_owned).collect()
        };
        for route in all.iter().filter(guarded).filter(|route| changes(&route.method)) {
            let page =
                all.iter().find(|page| page.path == route.form && page.method == Method::GET);
            assert!(page.is_some(), "{}: «{}» is no page", route.path, route.form);
            let known = parameters(route.path);
            for name in parameters(route.form) {
                assert!(known.contains(&name), "{}: {name} is not known", route.path);
            }
            if route.keeps != Keeps::Nothing {
                assert!(page.is_some_and(|page| guarded(&page)), "{}: who shows it?", route.path);
            }
        }
    }

    #[test]
    fn the_page_of_a_form_has_the_parameters_of_the_request() {
        let all = routes();
        let of = |path: &str| all.iter().find(|one| one.path == path && changes(&one.method));
        let remove = of("/dossiers/{dossierId}/toegang/intrekken").unwrap();
        assert_eq!(remove.form_address("/dossiers/019/toegang/intrekken"), "/dossiers/019/toegang");
        let step = of("/dossiers/{dossierId}/stappen/{stap}").unwrap();
        assert_eq!(step.form_address("/dossiers/019/stappen/x"), "/dossiers/019/stappen/x");
    }
}
