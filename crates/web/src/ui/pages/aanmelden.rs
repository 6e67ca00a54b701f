//! Signing in and out.

use app::{Caller, SignInMethod};
use axum::http::Method;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, "/", home),
        PageRoute::open(Method::GET, "/aanmelden", show),
        PageRoute::open(Method::POST, "/aanmelden/demo", choose_role),
        post("/afmelden", PageAccess::SignedIn, sign_out),
        post("/afmelden/overal", PageAccess::SignedIn, sign_out_everywhere),
        post("/sessie/verlengen", PageAccess::SignedIn, stay),
    ]
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
        Role::Controller | Role::Tipbehandelaar => "/beleid",
        Role::Archivaris => "/controlespoor",
        Role::Beheerder => "/beheer",
    }
}

async fn home(visit: Visit) -> Result<Answer, Trouble> {
    let to = visit.signed_in.as_ref().map(|signed_in| begin(&signed_in.session.caller));
    Ok(Answer::see(to.unwrap_or("/aanmelden")))
}

#[derive(Debug, Serialize)]
struct Aanmelden {
    demo: Vec<DemoPartij>,
    is_demo: bool,
    naar: String,
}

#[derive(Debug, Serialize)]
struct DemoPartij {
    naam: String,
    rollen: Vec<DemoRol>,
}

#[derive(Debug, Serialize)]
struct DemoRol {
    account: String,
    rol: String,
    begin: &'static str,
}

impl View for Aanmelden {
    const TEMPLATE: &'static str = "pages/aanmelden";
}

async fn show(visit: Visit) -> Result<Answer, Trouble> {
    let parties = if visit.office.demo { visit.app.demo_accounts().await? } else { Vec::new() };
    let role = |account: app::demo::DemoAccount| DemoRol {
        account: account.id.to_string(),
        rol: kernel::capitalised(account.role.label()),
        begin: account.begin,
    };
    let demo = parties
        .into_iter()
        .map(|(naam, accounts)| DemoPartij {
            naam,
            rollen: accounts.into_iter().map(role).collect(),
        })
        .collect();
    let view = Aanmelden { demo, is_demo: visit.office.demo, naar: back(visit.query.text("naar")) };
    page(&visit, "Aanmelden", &view)
}

async fn choose_role(visit: Visit) -> Result<Answer, Trouble> {
    if !visit.office.demo {
        return Err(Trouble::NotFound);
    }
    let account = visit.form.text("account").parse().map_err(|_| Trouble::NotFound)?;
    let chosen = visit.app.demo_account(account).await?.ok_or(Trouble::NotFound)?;
    let session =
        visit.app.begin_session(&chosen, account, SignInMethod::Demo, visit.device()).await?;
    let naar = back(visit.form.text("naar"));
    let to = if naar.is_empty() { "/".to_owned() } else { naar };
    Ok(Answer::see(to).cookie(cookie::set(cookie::SESSION, session.secret.reveal(), None)))
}

async fn sign_out(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    if let Some(signed_in) = &visit.signed_in {
        visit.app.sign_out(&caller, signed_in.session.id).await?;
    }
    Ok(Answer::see("/aanmelden").cookie(cookie::clear(cookie::SESSION)).saying(Notice::SignedOut))
}

async fn sign_out_everywhere(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    visit.app.sign_out_everywhere(&caller).await?;
    let answer = Answer::see("/aanmelden").cookie(cookie::clear(cookie::SESSION));
    Ok(answer.saying(Notice::SignedOutEverywhere))
}

/// The request itself is the use that keeps a session alive. The script of the page asks for the seconds that are left.
async fn stay(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    if visit.form.text("antwoord") == "seconden" {
        let session = visit.signed_in.as_ref().map(|signed_in| &signed_in.session);
        let left =
            session.map(|session| (session.idle_until.time() - visit.now.time()).num_seconds());
        let json = serde_json::json!({ "seconden": left.unwrap_or_default() });
        return Ok(Answer::content("application/json", json.to_string()));
    }
    let naar = back(visit.form.text("naar"));
    let to = if naar.is_empty() { "/".to_owned() } else { naar };
    Ok(Answer::see(to).saying(Notice::StillHere))
}

/// Keeps an address to go back to only when it is one of ours.
fn back(address: &str) -> String {
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
