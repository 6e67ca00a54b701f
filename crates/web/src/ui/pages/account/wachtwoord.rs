//! Changing the password.

use app::Caller;
use serde::Serialize;

use super::{WRONG, filled, proof, proof_fields, session};
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::pages::aanmelden::{mistakes_of, new_password, new_password_fields};
use crate::ui::route::{Keeps, PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const TITLE: &str = "Wachtwoord wijzigen";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/account/wachtwoord", PageAccess::SignedIn, show),
        post("/account/wachtwoord", PageAccess::SignedIn, change).keeping(Keeps::Nothing),
    ]
}

#[derive(Debug, Serialize)]
struct Wachtwoord {
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for Wachtwoord {
    const TEMPLATE: &'static str = "pages/account/wachtwoord";
}

impl Wachtwoord {
    fn of(form: &Form, mistakes: &Mistakes) -> Self {
        let velden =
            filled(proof_fields().into_iter().chain(new_password_fields()), form, mistakes);
        Self { samenvatting: Summary::of(mistakes, &velden), velden }
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    // Who has no password here has none to change.
    visit.app.second_factor(&caller).await?.ok_or(Trouble::NotFound)?;
    page(&visit, TITLE, &Wachtwoord::of(&Form::default(), &Mistakes::default()))
}

async fn change(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mistakes = match new_password(&visit) {
        Err(mistakes) => mistakes,
        Ok(new) => {
            let changed =
                visit.app.change_password(&caller, session(&visit)?, &proof(&visit), &new).await;
            match changed {
                Ok(fresh) => {
                    let cookie = cookie::set(cookie::SESSION, fresh.secret.reveal(), None);
                    let answer = Answer::see("/account").cookie(cookie);
                    return Ok(answer.saying(Notice::PasswordChanged));
                }
                Err(refusal) => mistakes_of(refusal, WRONG, "nieuw")?,
            }
        }
    };
    page_with_mistakes(&visit, TITLE, &Wachtwoord::of(&visit.form, &mistakes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_names_what_is_wrong() {
        let page = filled(&Wachtwoord::of(&Form::default(), &Mistakes::default()));
        assert!(page.contains("Uw wachtwoord nu") && !page.contains("role=\"alert\""));
        let mut mistakes = Mistakes::default();
        mistakes.add("nieuw", "Kies een wachtwoord van minstens 12 tekens.");
        let page = filled(&Wachtwoord::of(&Form::of_body(b"nieuw=kort"), &mistakes));
        assert!(page.contains("href=\"#nieuw\"") && !page.contains("value=\"kort\""), "{page}");
    }
}
