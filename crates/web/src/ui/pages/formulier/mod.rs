//! The questionnaire as its applicant fills it in: comes in, goes through the steps, looks over, signs, hands in.

mod antwoord;
mod binnen;
mod brieven;
mod eerder;
mod inloggen;
mod lezen;
mod nakijken;
mod ondertekenen;
mod overzicht;
mod sessie;
mod stap;
mod vraag;

pub(super) use binnen::why;
pub(super) use nakijken::{Deel, parts};

use app::questionnaire::Place;
use app::{Applicant, Filling};
use kernel::Redacted;
use serde::Serialize;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use self::sessie::Sessie;
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::route::PageRoute;
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = binnen::routes();
    routes.extend(inloggen::routes());
    routes.extend(overzicht::routes());
    routes.extend(stap::routes());
    routes.extend(nakijken::routes());
    routes.extend(ondertekenen::routes());
    routes.extend(sessie::routes());
    routes.extend(brieven::routes());
    routes
}

/// Who fills in, or where somebody goes who has no session.
enum Guest {
    Here(Box<Applicant>),
    Elsewhere(Answer),
}

/// Finds out who holds the cookie.
async fn guest(visit: &Visit) -> Result<Guest, Trouble> {
    if let Some(secret) = cookie::read(&visit.headers, cookie::FORM)
        && let Some(applicant) = visit.app.applicant(secret).await?
        && may_enter(visit, &applicant).await?
    {
        return Ok(Guest::Here(Box::new(applicant)));
    }
    let answer = Answer::see("/formulier").cookie(cookie::clear(cookie::FORM));
    Ok(Guest::Elsewhere(answer.saying(Notice::FormSessionEnded)))
}

type Outcome = Pin<Box<dyn Future<Output = Result<Answer, Trouble>> + Send>>;

/// Makes a handler for who fills in one for everybody: who has no session goes to the door.
fn inside<F, Fut>(handler: F) -> impl Fn(Visit) -> Outcome + Send + Sync + 'static
where
    F: Fn(Visit, Applicant) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Answer, Trouble>> + Send + 'static,
{
    let handler = Arc::new(handler);
    move |visit| {
        let handler = Arc::clone(&handler);
        Box::pin(async move {
            match guest(&visit).await? {
                Guest::Here(applicant) => handler(visit, *applicant).await,
                Guest::Elsewhere(door) => Ok(door),
            }
        })
    }
}

/// A paper form is entered by the officer who began, for as long as they are signed in and on the file.
async fn may_enter(visit: &Visit, applicant: &Applicant) -> Result<bool, Trouble> {
    let caller = visit.signed_in.as_ref().map(|signed_in| &signed_in.session.caller);
    match (applicant.entered_by(), caller) {
        (None, _) => Ok(true),
        (Some(_), Some(caller)) => Ok(visit.app.may_enter(caller, applicant).await?),
        (Some(_), None) => Ok(false),
    }
}

/// Gives the cookie to who came in.
fn with_session(answer: Answer, secret: &Redacted<String>) -> Answer {
    answer.cookie(cookie::set(cookie::FORM, secret.reveal(), None))
}

/// What stands above every page of a form.
#[derive(Clone, Debug, Serialize)]
struct Kop {
    formulier: String,
    organisatie: String,
    nummer: String,
    tot: String,
    sessie: Sessie,
}

fn head(visit: &Visit, applicant: &Applicant, filling: &Filling) -> Kop {
    Kop {
        formulier: filling.form.title.clone(),
        organisatie: visit.app.party_name(applicant.party()),
        nummer: applicant.number().to_owned(),
        tot: words::day(filling.until, visit.today()),
        sessie: Sessie::until(visit, applicant.stays_until(visit.now)),
    }
}

/// Returns the address of a page of the form.
fn address(place: &Place) -> String {
    format!("/formulier/stap/{}/{}", place.block, place.step.id)
}
