//! Recovery codes: shown once, and renewed.

use app::Caller;
use kernel::Redacted;
use serde::Serialize;

use super::overzicht::codes_left;
use super::{WRONG, filled, proof, proof_fields};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::pages::aanmelden::mistakes_of;
use crate::ui::route::{Keeps, PageAccess, PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const TITLE: &str = "Herstelcodes";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/account/herstelcodes", PageAccess::SignedIn, show),
        post("/account/herstelcodes", PageAccess::SignedIn, renew).keeping(Keeps::Nothing),
    ]
}

#[derive(Debug, Serialize)]
pub(super) struct Herstelcodes {
    samenvatting: Option<Summary>,
    over: String,
    velden: Vec<Field>,
    codes: Vec<Herstelcode>,
}

#[derive(Debug, Serialize)]
struct Herstelcode {
    code: Redacted<String>,
}

impl View for Herstelcodes {
    const TEMPLATE: &'static str = "pages/account/herstelcodes";
}

impl Herstelcodes {
    /// Shows codes, this once.
    pub(super) fn fresh(codes: &[Redacted<String>]) -> Self {
        let codes = codes.iter().map(|code| Herstelcode { code: code.clone() }).collect();
        Self { samenvatting: None, over: String::new(), velden: Vec::new(), codes }
    }

    fn form(left: i64, form: &Form, mistakes: &Mistakes) -> Self {
        let velden = filled(proof_fields(), form, mistakes);
        let samenvatting = Summary::of(mistakes, &velden);
        Self { samenvatting, over: codes_left(left), velden, codes: Vec::new() }
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let second = visit.app.second_factor(&caller).await?.ok_or(Trouble::NotFound)?;
    let view = Herstelcodes::form(second.codes_left, &Form::default(), &Mistakes::default());
    page(&visit, TITLE, &view)
}

async fn renew(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    match visit.app.renew_recovery_codes(&caller, &proof(&visit)).await {
        Ok(codes) => page(&visit, TITLE, &Herstelcodes::fresh(&codes)),
        Err(refusal) => {
            let mistakes = mistakes_of(refusal, WRONG, "code")?;
            let second = visit.app.second_factor(&caller).await?.ok_or(Trouble::NotFound)?;
            let view = Herstelcodes::form(second.codes_left, &visit.form, &mistakes);
            page_with_mistakes(&visit, TITLE, &view)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_shown_or_asked_for() {
        let filled = crate::ui::page::tests::filled::<Herstelcodes>;
        let page = filled(&Herstelcodes::fresh(&[Redacted::new("7k3m-9xpq".to_owned())]));
        assert!(page.contains("7k3m-9xpq") && page.contains("Bewaar deze codes nu"), "{page}");
        let mut mistakes = Mistakes::default();
        mistakes.add("", WRONG);
        let page = filled(&Herstelcodes::form(1, &Form::default(), &mistakes));
        assert!(page.contains("nog 1 herstelcode") && page.contains("role=\"alert\""), "{page}");
    }
}
