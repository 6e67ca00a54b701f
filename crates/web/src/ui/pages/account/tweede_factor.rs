//! Setting up an app that shows codes, the first time and again.

use app::{Caller, SecondFactor};
use serde::Serialize;

use super::herstelcodes::Herstelcodes;
use super::{WRONG, filled, proof, proof_fields, session};
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::pages::aanmelden::{mistakes_of, secret};
use crate::ui::route::{Keeps, PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const TITLE: &str = "Tweede controle bij aanmelden";
const WRONG_CODE: &str = "Deze code hoort niet bij de sleutel op deze pagina. Kijk of de klok van uw telefoon gelijk loopt, en vul een nieuwe code in.";
const ADDRESS: &str = "/account/tweede-factor";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(ADDRESS, PageAccess::SignedIn, show).while_enrolling(),
        get("/account/tweede-factor/qr-code", PageAccess::SignedIn, picture).while_enrolling(),
        post(ADDRESS, PageAccess::SignedIn, propose).while_enrolling().keeping(Keeps::Nothing),
        post("/account/tweede-factor/bevestigen", PageAccess::SignedIn, confirm)
            .while_enrolling()
            .button_of(ADDRESS),
    ]
}

#[derive(Debug, Serialize)]
struct TweedeFactor {
    verplicht: bool,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    voorstel: Option<Voorstel>,
}

#[derive(Debug, Serialize)]
struct Voorstel {
    verplicht: bool,
    sleutel: String,
    velden: Vec<Field>,
}

impl View for TweedeFactor {
    const TEMPLATE: &'static str = "pages/account/tweede-factor";
}

impl TweedeFactor {
    fn of(second: &SecondFactor, form: &Form, mistakes: &Mistakes) -> Self {
        let key = second.proposal.as_ref().map(|proposal| proposal.typed.reveal().clone());
        Self::with(second.in_use, key, form, mistakes)
    }

    fn with(in_use: bool, key: Option<String>, form: &Form, mistakes: &Mistakes) -> Self {
        let verplicht = !in_use;
        let code = Field::once("code", "Code uit de app").hint("Zes cijfers.");
        let confirm = filled([code], form, mistakes);
        let velden = filled(proof_fields(), form, mistakes);
        let shown = if key.is_some() { &confirm } else { &velden };
        Self {
            samenvatting: Summary::of(mistakes, shown),
            velden,
            voorstel: key.map(|sleutel| Voorstel { verplicht, sleutel, velden: confirm }),
            verplicht,
        }
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let second = visit.app.second_factor(&caller).await?.ok_or(Trouble::NotFound)?;
    page(&visit, TITLE, &TweedeFactor::of(&second, &Form::default(), &Mistakes::default()))
}

async fn picture(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let second = visit.app.second_factor(&caller).await?.ok_or(Trouble::NotFound)?;
    let proposal = second.proposal.ok_or(Trouble::NotFound)?;
    Ok(Answer::content("image/svg+xml", proposal.svg.reveal().clone()))
}

async fn propose(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    match visit.app.propose_second_factor(&caller, &proof(&visit)).await {
        Ok(()) => Ok(Answer::see(ADDRESS).saying(Notice::SecondFactorProposed)),
        Err(refusal) => wrong(&visit, &caller, &mistakes_of(refusal, WRONG, "code")?).await,
    }
}

async fn confirm(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let code = secret(&visit, "code");
    match visit.app.confirm_second_factor(&caller, session(&visit)?, &code).await {
        Ok(renewed) => {
            let cookie = cookie::set(cookie::SESSION, renewed.session.secret.reveal(), None);
            let view = Herstelcodes::fresh(&renewed.codes);
            Ok(page(&visit, "Herstelcodes", &view)?.cookie(cookie))
        }
        Err(refusal) => wrong(&visit, &caller, &mistakes_of(refusal, WRONG_CODE, "code")?).await,
    }
}

async fn wrong(visit: &Visit, caller: &Caller, mistakes: &Mistakes) -> Result<Answer, Trouble> {
    let second = visit.app.second_factor(caller).await?.ok_or(Trouble::NotFound)?;
    page_with_mistakes(visit, TITLE, &TweedeFactor::of(&second, &visit.form, mistakes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(in_use: bool, key: Option<&str>, mistakes: &Mistakes) -> String {
        let key = key.map(str::to_owned);
        let view = TweedeFactor::with(in_use, key, &Form::default(), mistakes);
        crate::ui::page::tests::filled(&view)
    }

    #[test]
    fn the_first_time_there_is_a_key_and_no_way_back() {
        let mut mistakes = Mistakes::default();
        mistakes.add("", WRONG_CODE);
        let page = page(false, Some("ABCD EFGH"), &mistakes);
        for words in [
            "ABCD EFGH",
            "Stel eerst een app in",
            "/account/tweede-factor/qr-code",
            "hoort niet bij de sleutel",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("Terug zonder te wijzigen"), "{page}");
    }

    #[test]
    fn another_app_takes_a_proof_first() {
        let first = page(true, None, &Mistakes::default());
        assert!(first.contains("Uw wachtwoord nu") && !first.contains("qr-code"), "{first}");
        let second = page(true, Some("ABCD EFGH"), &Mistakes::default());
        assert!(second.contains("Terug zonder te wijzigen") && second.contains("ABCD EFGH"));
    }
}
