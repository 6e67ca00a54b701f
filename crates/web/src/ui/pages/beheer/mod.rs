//! Administration, for who has the right to. Whoever administers reads no files.

mod account;
mod accounts;
mod briefhoofd;
mod eenmalig;
mod naslag;
mod overzicht;
mod programmas;
mod risico;
mod teksten;
mod vervanging;

use app::command::OfficeRole;
use app::{AppError, Permission};
use serde::Serialize;

use crate::ui::form::Mistakes;
use crate::ui::route::{PageAccess, PageRoute};
use crate::ui::trouble::Trouble;

const ADMINISTER: PageAccess = PageAccess::Right(Permission::Administer);

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = overzicht::routes();
    routes.extend(accounts::routes());
    routes.extend(account::routes());
    routes.extend(vervanging::routes());
    routes.extend(programmas::routes());
    routes.extend(briefhoofd::routes());
    routes.extend(risico::routes());
    routes.extend(naslag::routes());
    routes.extend(teksten::routes());
    routes
}

/// The tabs: name and address.
const TABS: [(&str, &str); 10] = [
    ("Overzicht", "/beheer"),
    ("Accounts", "/beheer/accounts"),
    ("Vervanging", "/beheer/vervanging"),
    ("Programma's", "/beheer/programmas"),
    ("Partijen", "/beheer/partijen"),
    ("Beleid", "/beheer/beleid"),
    ("Risicoset", "/beheer/risico"),
    ("Briefhoofd", "/beheer/briefhoofd"),
    ("Sjablonen", "/beheer/sjablonen"),
    ("Partners", "/beheer/partners"),
];

/// The head of a page of administration.
#[derive(Debug, Serialize)]
struct Kop {
    titel: String,
    uitleg: String,
    actie: Option<Actie>,
    tabs: Vec<Tab>,
}

#[derive(Debug, Serialize)]
struct Tab {
    naam: &'static str,
    adres: &'static str,
    hier: bool,
}

/// The one thing to do on a page.
#[derive(Debug, Serialize)]
struct Actie {
    naam: &'static str,
    adres: &'static str,
}

impl Kop {
    /// A head under the tab with this address.
    fn of(titel: impl Into<String>, uitleg: impl Into<String>, tab: &str) -> Self {
        let tabs = TABS.map(|(naam, adres)| Tab { naam, adres, hier: adres == tab });
        Self { titel: titel.into(), uitleg: uitleg.into(), actie: None, tabs: tabs.into() }
    }

    fn with(self, naam: &'static str, adres: &'static str) -> Self {
        Self { actie: Some(Actie { naam, adres }), ..self }
    }
}

/// What is wrong with a form, by its fields; trouble for what no other input would mend.
fn mistakes_of(error: AppError) -> Result<Mistakes, Trouble> {
    let field = |pointer: &str| pointer.trim_start_matches('/').to_owned();
    match error {
        AppError::Input(faults) => Ok(Mistakes::of_faults(&faults, field)),
        AppError::Taken(fault) => {
            let mut mistakes = Mistakes::default();
            mistakes.add(&field(&fault.pointer), crate::ui::form::sentence(&fault.message));
            Ok(mistakes)
        }
        other => Err(other.into()),
    }
}

/// The roles that a person can have, as choices.
fn roles() -> impl Iterator<Item = (&'static str, String)> {
    let persons = OfficeRole::ALL.into_iter().filter(|role| *role != OfficeRole::Systeem);
    persons.map(|role| (role.id(), kernel::capitalised(role.label())))
}
