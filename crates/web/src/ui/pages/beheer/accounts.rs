//! The accounts of the party, and a new one.

use app::command::OfficeRole;
use app::{AccountLine, Caller, NewUser, SignInMeans};
use kernel::{Moment, Redacted};
use serde::Serialize;

use super::{ADMINISTER, Kop, eenmalig, mistakes_of, roles};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TAB: &str = "/beheer/accounts";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(TAB, ADMINISTER, list),
        get("/beheer/accounts/nieuw", ADMINISTER, show),
        post("/beheer/accounts/nieuw", ADMINISTER, add),
    ]
}

#[derive(Debug, Serialize)]
struct Accounts {
    kop: Kop,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    id: String,
    naam: String,
    email: Option<String>,
    rol: String,
    stand: String,
    uitgezet: bool,
}

impl View for Accounts {
    const TEMPLATE: &'static str = "pages/beheer/accounts";
}

#[derive(Debug, Serialize)]
struct NieuwAccount {
    kop: Kop,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for NieuwAccount {
    const TEMPLATE: &'static str = "pages/beheer/nieuw-account";
}

impl NieuwAccount {
    fn of(form: &Form, mistakes: &Mistakes) -> Self {
        let fields = [
            Field::text("naam", "Naam").autocomplete("off"),
            Field::text("email", "E-mailadres").input("email").hint(
                "Hiermee meldt deze persoon zich aan, ook via de inlogdienst van uw organisatie.",
            ),
            Field::radios("rol", "Rol")
                .hint("De rol bepaalt wat iemand mag. U kunt haar later wijzigen.")
                .choices(roles()),
        ];
        let velden: Vec<Field> =
            fields.into_iter().map(|field| field.filled(form, mistakes)).collect();
        Self {
            kop: Kop::of("Nieuw account", "Voor een mens. Een programma krijgt een token.", TAB),
            samenvatting: Summary::of(mistakes, &velden),
            velden,
        }
    }
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let lines = visit.app.office_accounts(&caller).await?;
    let kop = Kop::of("Accounts", "Wie er bij uw organisatie werken, en met welke rol.", TAB);
    let view = Accounts {
        kop: kop.with("Nieuw account", "/beheer/accounts/nieuw"),
        regels: lines.into_iter().map(|line| row(line, visit.now)).collect(),
    };
    page(&visit, "Accounts", &view)
}

fn row(line: AccountLine, now: Moment) -> Regel {
    Regel {
        stand: standing(&line, now),
        id: line.id.to_string(),
        naam: line.name,
        email: line.means.map(|means| means.email.reveal().clone()),
        rol: kernel::capitalised(line.role.label()),
        uitgezet: !line.active,
    }
}

/// Says how an account stands.
pub(super) fn standing(line: &AccountLine, now: Moment) -> String {
    match &line.means {
        _ if !line.active => "Uitgezet".to_owned(),
        _ if !line.person => "Programma".to_owned(),
        None => "Meldt zich hier niet aan".to_owned(),
        Some(means) => signing_in(means, now),
    }
}

fn signing_in(means: &SignInMeans, now: Moment) -> String {
    let today = now.dutch_date();
    match means {
        SignInMeans { locked_until: Some(until), .. } => {
            format!("Geblokkeerd tot {}", words::moment(*until, today))
        }
        SignInMeans { code_until: Some(until), .. } => {
            format!("Wacht op een wachtwoord; de code werkt tot {}", words::moment(*until, today))
        }
        SignInMeans { password: true, second_factor: true, .. } => "Wachtwoord en app".to_owned(),
        SignInMeans { password: true, .. } => "Wachtwoord, nog geen app".to_owned(),
        SignInMeans { .. } => "Alleen met het werkaccount".to_owned(),
    }
}

async fn show(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    page(&visit, "Nieuw account", &NieuwAccount::of(&visit.form, &Mistakes::default()))
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let wrong = |mistakes: &Mistakes| {
        page_with_mistakes(&visit, "Nieuw account", &NieuwAccount::of(&visit.form, mistakes))
    };
    let Some(role) = OfficeRole::of_id(visit.form.text("rol")) else {
        let mut mistakes = Mistakes::default();
        mistakes.add("rol", "Kies een rol.");
        return wrong(&mistakes);
    };
    let new = NewUser {
        name: visit.form.text("naam").to_owned(),
        email: Redacted::new(visit.form.text("email").to_owned()),
        role,
    };
    match visit.app.add_account(&caller, &new, visit.request_key().as_ref()).await {
        Ok(added) => {
            let back = format!("/beheer/accounts/{}", added.id);
            eenmalig::code(&visit, &new.name, added.code.as_ref(), back)
        }
        Err(error) => wrong(&mistakes_of(error)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_list_says_how_each_account_stands() {
        let at = |minutes: i64| {
            Moment::from_micros(1_793_613_600_000_000 + minutes * 60_000_000).unwrap()
        };
        let means = |password, second_factor, code_until, locked_until| SignInMeans {
            email: Redacted::new("a@emmen.example".to_owned()),
            password,
            second_factor,
            code_until,
            locked_until,
        };
        let says = |means: SignInMeans| signing_in(&means, at(0));
        assert_eq!(says(means(true, true, None, None)), "Wachtwoord en app");
        assert_eq!(says(means(true, false, None, None)), "Wachtwoord, nog geen app");
        assert_eq!(says(means(false, false, None, None)), "Alleen met het werkaccount");
        assert!(
            says(means(true, true, None, Some(at(15)))).starts_with("Geblokkeerd tot ma 2 nov")
        );
        assert!(says(means(false, true, Some(at(9)), None)).starts_with("Wacht op een wachtwoord"));
    }

    #[test]
    fn the_pages_show_accounts_and_ask_for_a_new_one() {
        let regel = Regel {
            id: "1".to_owned(),
            naam: "H. Proefstra".to_owned(),
            email: Some("h.proefstra@emmen.example".to_owned()),
            rol: "Beslisser".to_owned(),
            stand: "Wachtwoord en app".to_owned(),
            uitgezet: false,
        };
        let uit = Regel {
            id: "2".to_owned(),
            email: None,
            uitgezet: true,
            stand: "Uitgezet".to_owned(),
            naam: "O. Oud".to_owned(),
            rol: "Beslisser".to_owned(),
        };
        let kop =
            || Kop::of("Accounts", "Uitleg.", TAB).with("Nieuw account", "/beheer/accounts/nieuw");
        let page = filled(&Accounts { kop: kop(), regels: vec![regel, uit] });
        for words in [
            "/beheer/accounts/1",
            "h.proefstra@emmen.example",
            "Uitgezet",
            "/beheer/accounts/nieuw",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(filled(&Accounts { kop: kop(), regels: Vec::new() }).contains("Nog geen accounts"));
        let mut mistakes = Mistakes::default();
        mistakes.add("email", "Dit e-mailadres hoort al bij een ander account.");
        let page =
            filled(&NieuwAccount::of(&Form::of_body(b"naam=A&email=b&rol=beslisser"), &mistakes));
        assert!(
            page.contains("href=\"#email\"") && page.contains("value=\"beslisser\" checked"),
            "{page}"
        );
        assert!(!page.contains("value=\"systeem\""));
    }
}
