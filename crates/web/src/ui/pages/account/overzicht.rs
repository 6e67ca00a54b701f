//! The account at a glance.

use app::{Caller, SessionLine, SignInMethod};
use kernel::SessionId;
use serde::Serialize;

use super::session;
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/account", PageAccess::SignedIn, show),
        post("/account/sessies/beeindigen", PageAccess::SignedIn, end).button_of("/account"),
    ]
}

#[derive(Debug, Serialize)]
struct Account {
    naam: String,
    rol: &'static str,
    partij_naam: String,
    email: Option<String>,
    manier: &'static str,
    heeft_wachtwoord: bool,
    codes: String,
    sessies: Vec<Sessie>,
}

#[derive(Debug, Serialize)]
pub(in crate::ui::pages) struct Sessie {
    id: String,
    apparaat: String,
    manier: &'static str,
    sinds: String,
    gezien: String,
    deze: bool,
}

impl View for Account {
    const TEMPLATE: &'static str = "pages/account/overzicht";
}

/// Says how somebody signed in.
fn way(method: SignInMethod) -> &'static str {
    match method {
        SignInMethod::Demo => "In de demo",
        SignInMethod::Local => "Met wachtwoord en code",
        SignInMethod::Organisation => "Met uw werkaccount",
    }
}

/// Puts a session in words.
pub(in crate::ui::pages) fn line(
    visit: &Visit,
    line: &SessionLine,
    current: Option<SessionId>,
) -> Sessie {
    let today = visit.today();
    Sessie {
        id: line.id.to_string(),
        apparaat: words::device(&line.device),
        manier: way(line.method),
        sinds: words::moment(line.began, today),
        gezien: words::moment(line.seen, today),
        deze: current == Some(line.id),
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let current = session(&visit)?;
    let sessions = visit.app.sessions(&caller).await?;
    let second = visit.app.second_factor(&caller).await?;
    let left = second.as_ref().map_or(0, |second| second.codes_left);
    let email = visit.app.own_email(&caller).await?;
    let view = Account {
        naam: caller.name().to_owned(),
        rol: caller.role().label(),
        partij_naam: visit.app.party_name(caller.party()),
        email: email.map(|email| email.reveal().clone()),
        manier: way(current.method),
        heeft_wachtwoord: second.is_some(),
        codes: codes_left(left),
        sessies: sessions.iter().map(|one| line(&visit, one, Some(current.id))).collect(),
    };
    page(&visit, "Mijn account", &view)
}

/// Says how many recovery codes are left.
pub(super) fn codes_left(left: i64) -> String {
    match left {
        0 => "U hebt geen herstelcodes meer.".to_owned(),
        1 => "U hebt nog 1 herstelcode.".to_owned(),
        many => format!("U hebt nog {many} herstelcodes."),
    }
}

async fn end(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.form.text("sessie").parse().map_err(|_| Trouble::NotFound)?;
    if !visit.app.sign_out(&caller, id).await? {
        return Err(Trouble::NotFound);
    }
    Ok(Answer::see("/account").saying(Notice::SessionClosed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    fn sample(heeft_wachtwoord: bool) -> Account {
        let sessie = |id: &str, deze| Sessie {
            id: id.to_owned(),
            apparaat: "Firefox op Windows".to_owned(),
            manier: way(SignInMethod::Local),
            sinds: "di 16 februari, 09:12".to_owned(),
            gezien: "di 16 februari, 10:05".to_owned(),
            deze,
        };
        Account {
            naam: "H. Proefstra".to_owned(),
            rol: "beslisser",
            partij_naam: "gemeente Emmen".to_owned(),
            email: heeft_wachtwoord.then(|| "h.proefstra@emmen.example".to_owned()),
            manier: way(SignInMethod::Local),
            heeft_wachtwoord,
            codes: codes_left(7),
            sessies: vec![sessie("een", true), sessie("twee", false)],
        }
    }

    #[test]
    fn it_shows_what_can_be_changed_and_where_somebody_is_signed_in() {
        let page = filled(&sample(true));
        for words in
            ["h.proefstra@emmen.example", "nog 7 herstelcodes", "Dit apparaat", "value=\"twee\""]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("value=\"een\""));
        let page = filled(&sample(false));
        assert!(
            page.contains("geen wachtwoord") && !page.contains("/account/wachtwoord"),
            "{page}"
        );
        assert_eq!(codes_left(0), "U hebt geen herstelcodes meer.");
        assert_eq!(codes_left(1), "U hebt nog 1 herstelcode.");
    }
}
