//! Choosing a password with the code that an administrator gave.

use app::ChosenPassword;
use axum::http::Method;
use kernel::Redacted;
use serde::Serialize;

use super::{mistakes_of, secret};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::PageRoute;
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const TITLE: &str = "Uw wachtwoord instellen";
const WRONG: &str = "Deze code werkt niet. Kijk hem na; is hij ouder dan 24 uur of al gebruikt, vraag uw beheerder dan om een nieuwe.";
const DIFFERENT: &str = "De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, "/aanmelden/instellen", show),
        PageRoute::open_form("/aanmelden/instellen", choose),
    ]
}

#[derive(Debug, Serialize)]
struct Instellen {
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for Instellen {
    const TEMPLATE: &'static str = "pages/aanmelden/instellen";
}

impl Instellen {
    fn of(form: &Form, mistakes: &Mistakes) -> Self {
        let code = Field::text("code", "Code van uw beheerder")
            .hint("Zestien letters en cijfers, zoals 7k3m-9xpq-2rtv-8hwc. De code werkt één keer.");
        let [new, again] = new_password_fields();
        let velden: Vec<Field> =
            [code, new, again].into_iter().map(|field| field.filled(form, mistakes)).collect();
        Self { samenvatting: Summary::of(mistakes, &velden), velden }
    }
}

/// The fields of a new password, twice so that a slip is found.
pub(in crate::ui::pages) fn new_password_fields() -> [Field; 2] {
    [
        Field::secret("nieuw", "Nieuw wachtwoord", "new-password")
            .hint("Minstens twaalf tekens. Een korte zin of een paar losse woorden werkt goed."),
        Field::secret("herhaald", "Nog een keer het nieuwe wachtwoord", "new-password"),
    ]
}

/// Reads a new password that was filled in twice.
pub(in crate::ui::pages) fn new_password(visit: &Visit) -> Result<Redacted<String>, Mistakes> {
    let (new, again) = (secret(visit, "nieuw"), secret(visit, "herhaald"));
    let mut mistakes = Mistakes::default();
    if new.reveal().is_empty() {
        mistakes.add("nieuw", "Vul een wachtwoord in.");
    } else if new != again {
        mistakes.add("herhaald", DIFFERENT);
    }
    if mistakes.is_empty() { Ok(new) } else { Err(mistakes) }
}

async fn show(visit: Visit) -> Result<Answer, Trouble> {
    let view = Instellen::of(&Form::default(), &Mistakes::default());
    Ok(visit.with_door(page(&visit, TITLE, &view)?))
}

async fn choose(visit: Visit) -> Result<Answer, Trouble> {
    let mistakes = match new_password(&visit) {
        Err(mistakes) => mistakes,
        Ok(password) => {
            let chosen =
                ChosenPassword { code: secret(&visit, "code"), password, address: visit.from };
            match visit.app.choose_password(&chosen).await {
                Ok(()) => return Ok(Answer::see("/aanmelden").saying(Notice::PasswordChosen)),
                Err(refusal) => mistakes_of(refusal, WRONG, "nieuw")?,
            }
        }
    };
    let view = Instellen::of(&visit.form, &mistakes);
    Ok(visit.with_door(page_with_mistakes(&visit, TITLE, &view)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_asks_for_the_code_and_says_what_is_wrong() {
        let page = filled(&Instellen::of(&Form::default(), &Mistakes::default()));
        assert!(page.contains("Code van uw beheerder") && !page.contains("role=\"alert\""));
        let mut mistakes = Mistakes::default();
        mistakes.add("herhaald", DIFFERENT);
        let form = Form::of_body(b"code=7k3m-9xpq-2rtv-8hwc&nieuw=geheimgeheim");
        let page = filled(&Instellen::of(&form, &mistakes));
        assert!(page.contains("href=\"#herhaald\"") && page.contains("zijn niet gelijk"), "{page}");
        assert!(page.contains("7k3m-9xpq") && !page.contains("geheimgeheim"), "{page}");
    }
}
