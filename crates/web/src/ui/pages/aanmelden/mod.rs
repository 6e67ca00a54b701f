//! Signing in and out.

mod afmelden;
mod formulier;
pub(super) mod heen;
mod hulp;
mod instellen;
mod organisatie;

pub(super) use instellen::{new_password, new_password_fields};

use app::{Caller, SignInRefusal};
use axum::http::Method;
use kernel::Redacted;

use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::form::Mistakes;
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![PageRoute::open(Method::GET, "/", home)];
    routes.extend(formulier::routes());
    routes.extend(instellen::routes());
    routes.extend(organisatie::routes());
    routes.extend(hulp::routes());
    routes.extend(afmelden::routes());
    routes
}

/// Where a session begins when the browser did not come for a page.
fn begin(caller: &Caller) -> &'static str {
    use app::command::OfficeRole as Role;
    match caller.role() {
        Role::Behandelaar
        | Role::Coordinator
        | Role::TweedeLezer
        | Role::Beslisser
        | Role::Werkgroeplid
        | Role::Systeem => "/werkvoorraad",
        Role::Toezichthouder => "/toezicht",
        Role::Controller => "/toezicht/cijfers",
        Role::Tipbehandelaar => "/tips",
        Role::Archivaris => "/controlespoor",
        Role::Beheerder => "/beheer",
    }
}

async fn home(visit: Visit) -> Result<Answer, Trouble> {
    let to = visit.signed_in.as_ref().map(|signed_in| begin(&signed_in.session.caller));
    Ok(Answer::see(to.unwrap_or("/aanmelden")))
}

/// Sends the browser with its new session to where it wanted to go. An old session of the same browser ends.
async fn entered(visit: &Visit, secret: &Redacted<String>, to: &str) -> Result<Answer, Trouble> {
    if let Some(old) = &visit.signed_in {
        visit.app.sign_out(&old.session.caller, old.session.id).await?;
    }
    let naar = back(to);
    let to = if naar.is_empty() { "/".to_owned() } else { naar };
    let answer = Answer::see(to).cookie(cookie::set(cookie::SESSION, secret.reveal(), None));
    Ok(answer.cookie(cookie::clear(cookie::DOOR)))
}

/// What is wrong with what somebody filled in to prove who they are; trouble for what no other input would mend.
pub(super) fn mistakes_of(
    refusal: SignInRefusal,
    wrong: &str,
    field: &str,
) -> Result<Mistakes, Trouble> {
    let mut mistakes = Mistakes::default();
    match refusal {
        SignInRefusal::Wrong => mistakes.add("", wrong),
        SignInRefusal::Weak(reasons) => {
            for reason in reasons {
                mistakes.add(field, reason);
            }
        }
        SignInRefusal::TooMany => return Err(Trouble::TooMany),
        SignInRefusal::Busy => return Err(Trouble::Crowd),
        SignInRefusal::App(error) => return Err(error.into()),
    }
    Ok(mistakes)
}

/// Takes a secret out of a form.
pub(super) fn secret(visit: &Visit, field: &str) -> Redacted<String> {
    Redacted::new(visit.form.raw(field).to_owned())
}

/// Keeps an address to go back to only when it is one of ours.
pub(super) fn back(address: &str) -> String {
    let ours = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\r', '\n', '\t'])
        && !address.starts_with("/aanmelden");
    if ours { address.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::back;

    #[test]
    fn only_our_own_pages_are_gone_back_to() {
        assert_eq!(back("/dossiers/nieuw"), "/dossiers/nieuw");
        for bad in
            ["", "https://elders.nl", "//elders.nl", "/\\elders.nl", "/\t/elders.nl", "/aanmelden"]
        {
            assert_eq!(back(bad), "", "{bad}");
        }
    }
}
