//! One account: role, access, what it signs in with, and where it is signed in.

use app::command::OfficeRole;
use app::{AccountDetail, AppError, Caller};
use kernel::{AccountId, Redacted};
use serde::Serialize;

use super::accounts::standing;
use super::{ADMINISTER, Kop, eenmalig, mistakes_of, roles};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::pages::account::{Sessie, session_line};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PAGE: &str = "/beheer/accounts/{accountId}";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(PAGE, ADMINISTER, show),
        post("/beheer/accounts/{accountId}/rol", ADMINISTER, change_role).shown_on(PAGE),
        post("/beheer/accounts/{accountId}/email", ADMINISTER, change_email).shown_on(PAGE),
        post("/beheer/accounts/{accountId}/toegang", ADMINISTER, switch).button_of(PAGE),
        post("/beheer/accounts/{accountId}/herstellen", ADMINISTER, reset).button_of(PAGE),
        post("/beheer/accounts/{accountId}/afmelden", ADMINISTER, sign_out).button_of(PAGE),
    ]
}

#[derive(Debug, Serialize)]
struct Account {
    kop: Kop,
    id: String,
    stand: String,
    rol: String,
    email: Option<String>,
    gekoppeld: bool,
    is_mens: bool,
    actief: bool,
    samenvatting: Option<Summary>,
    /// What can be changed; none for the own account.
    wijzigen: Option<Wijzigen>,
    sessies: Vec<Sessie>,
}

#[derive(Debug, Serialize)]
struct Wijzigen {
    id: String,
    is_mens: bool,
    actief: bool,
    heeft_email: bool,
    rol: Vec<Field>,
    email: Vec<Field>,
    herstellen: Vec<Field>,
}

impl View for Account {
    const TEMPLATE: &'static str = "pages/beheer/account";
}

impl Account {
    fn of(visit: &Visit, detail: &AccountDetail, form: &Form, mistakes: &Mistakes) -> Self {
        let line = &detail.line;
        let email = line.means.as_ref().map(|means| means.email.reveal().clone());
        let wijzigen = (!line.own).then(|| Wijzigen::of(detail, form, mistakes));
        let shown = wijzigen.as_ref().map(Wijzigen::fields).unwrap_or_default();
        Self {
            kop: Kop::of(&line.name, kernel::capitalised(line.role.label()), "/beheer/accounts"),
            id: line.id.to_string(),
            stand: standing(line, visit.now),
            rol: kernel::capitalised(line.role.label()),
            email,
            gekoppeld: detail.linked,
            is_mens: line.person,
            actief: line.active,
            samenvatting: Summary::of(mistakes, &shown),
            wijzigen,
            sessies: detail.sessions.iter().map(|one| session_line(visit, one, None)).collect(),
        }
    }
}

impl Wijzigen {
    fn of(detail: &AccountDetail, form: &Form, mistakes: &Mistakes) -> Self {
        let line = &detail.line;
        let email = line.means.as_ref().map(|means| means.email.reveal().clone());
        let mut now = form.clone();
        if !form.has("rol") {
            now.set("rol", line.role.id());
        }
        if !form.has("email") {
            now.set("email", email.clone().unwrap_or_default());
        }
        let filled = |field: Field| vec![field.filled(&now, mistakes)];
        Self {
            id: line.id.to_string(),
            is_mens: line.person,
            actief: line.active,
            heeft_email: email.is_some(),
            rol: filled(Field::select("rol", "Rol").choices(roles())),
            email: filled(Field::text("email", "E-mailadres").input("email")),
            herstellen: filled(Field::boxes("alles", "Wat moet opnieuw?").choices([(
                "ja",
                "Ook de app, de herstelcodes en de koppeling met het werkaccount: die heeft deze persoon niet meer",
            )])),
        }
    }

    fn fields(&self) -> Vec<Field> {
        [&self.rol, &self.email, &self.herstellen].into_iter().flatten().cloned().collect()
    }
}

fn id(visit: &Visit) -> Result<AccountId, Trouble> {
    visit.of_path("accountId")
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let detail = visit.app.office_account(&caller, id(&visit)?).await?;
    let view = Account::of(&visit, &detail, &visit.form, &Mistakes::default());
    page(&visit, &detail.line.name, &view)
}

/// Goes back to the account, or shows it with what is wrong.
async fn done(
    visit: &Visit,
    caller: &Caller,
    outcome: Result<(), AppError>,
) -> Result<Answer, Trouble> {
    let id = id(visit)?;
    let Err(error) = outcome else {
        return Ok(Answer::see(format!("/beheer/accounts/{id}")).saying(Notice::Saved));
    };
    wrong(visit, caller, &mistakes_of(error)?).await
}

async fn wrong(visit: &Visit, caller: &Caller, mistakes: &Mistakes) -> Result<Answer, Trouble> {
    let detail = visit.app.office_account(caller, id(visit)?).await?;
    let view = Account::of(visit, &detail, &visit.form, mistakes);
    page_with_mistakes(visit, &detail.line.name, &view)
}

async fn change_role(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let Some(role) = OfficeRole::of_id(visit.form.text("rol")) else {
        let mut mistakes = Mistakes::default();
        mistakes.add("rol", "Kies een rol.");
        return wrong(&visit, &caller, &mistakes).await;
    };
    let outcome = visit.app.change_role(&caller, id(&visit)?, role).await;
    done(&visit, &caller, outcome).await
}

async fn change_email(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let email = Redacted::new(visit.form.text("email").to_owned());
    let outcome = visit.app.change_email(&caller, id(&visit)?, &email).await;
    done(&visit, &caller, outcome).await
}

async fn switch(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let active = match visit.form.text("actief") {
        "ja" => true,
        "nee" => false,
        _ => return Err(Trouble::NotFound),
    };
    let outcome = visit.app.switch_account(&caller, id(&visit)?, active).await;
    done(&visit, &caller, outcome).await
}

async fn sign_out(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let outcome = visit.app.end_sessions_of(&caller, id(&visit)?).await;
    done(&visit, &caller, outcome).await
}

async fn reset(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = id(&visit)?;
    match visit.app.reset_account(&caller, id, visit.form.has("alles")).await {
        Ok(code) => {
            let name = visit.app.office_account(&caller, id).await?.line.name;
            eenmalig::code(&visit, &name, Some(&code), format!("/beheer/accounts/{id}"))
        }
        Err(error) => wrong(&visit, &caller, &mistakes_of(error)?).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use app::{AccountLine, SignInMeans};
    use kernel::{Id, Moment, uuid_v7};

    fn detail(own: bool, person: bool, active: bool) -> AccountDetail {
        let at = Moment::from_micros(1_793_613_600_000_000).unwrap();
        let means = SignInMeans {
            email: Redacted::new("h.proefstra@emmen.example".to_owned()),
            password: true,
            second_factor: true,
            code_until: None,
            locked_until: None,
        };
        let line = AccountLine {
            id: AccountId::from_uuid(uuid_v7(at, [1; 10])),
            name: "H. Proefstra".to_owned(),
            role: if person { OfficeRole::Beslisser } else { OfficeRole::Systeem },
            person,
            active,
            created_at: at,
            means: person.then_some(means),
            own,
        };
        AccountDetail { line, linked: person, sessions: Vec::new() }
    }

    fn page(detail: &AccountDetail, mistakes: &Mistakes) -> String {
        let line = &detail.line;
        let wijzigen = (!line.own).then(|| Wijzigen::of(detail, &Form::default(), mistakes));
        let shown = wijzigen.as_ref().map(Wijzigen::fields).unwrap_or_default();
        filled(&Account {
            kop: Kop::of(&line.name, "Beslisser", "/beheer/accounts"),
            id: line.id.to_string(),
            stand: "Wachtwoord en app".to_owned(),
            rol: "Beslisser".to_owned(),
            email: line.means.as_ref().map(|means| means.email.reveal().clone()),
            gekoppeld: detail.linked,
            is_mens: line.person,
            actief: line.active,
            samenvatting: Summary::of(mistakes, &shown),
            wijzigen,
            sessies: Vec::new(),
        })
    }

    #[test]
    fn an_account_of_somebody_else_can_be_changed() {
        let mut mistakes = Mistakes::default();
        mistakes.add("email", "Dit is geen e-mailadres.");
        let text = page(&detail(false, true, true), &mistakes);
        for words in [
            "/rol\"",
            "value=\"beslisser\" selected",
            "/herstellen\"",
            "Account uitzetten",
            "href=\"#email\"",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let text = page(&detail(false, true, false), &Mistakes::default());
        assert!(text.contains("Account aanzetten") && !text.contains("role=\"alert\""), "{text}");
        let text = page(&detail(false, false, true), &Mistakes::default());
        assert!(!text.contains("/rol\"") && text.contains("Account uitzetten"), "{text}");
    }

    #[test]
    fn the_own_account_cannot() {
        let text = page(&detail(true, true, true), &Mistakes::default());
        assert!(text.contains("uw eigen account") && !text.contains("/rol\""), "{text}");
    }
}
