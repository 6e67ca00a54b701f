//! What office pages are made of: the head with its tabs, the way up, a form that comes back, and a page that is one form.

use app::{AppError, StoreError};
use axum::http::StatusCode;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes, VERSION, sentence};
use crate::ui::page::{View, page, page_as};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// Somebody else was first.
pub(super) const CHANGED: &str = "Iemand anders heeft dit gewijzigd terwijl u bezig was. Er is niets van u vastgelegd. Wat u invulde staat er nog; de rest van de pagina is zoals het nu is. Kijk het na en verstuur het opnieuw.";

/// The head of a page. Its template is the partial `bladkop`.
#[derive(Debug, Serialize)]
pub(super) struct Kop {
    pub(super) titel: String,
    onder: String,
    acties: Vec<Actie>,
    /// What the tabs are parts of, for who hears the page.
    onderdelen: &'static str,
    tabs: Vec<Tab>,
}

#[derive(Debug, Serialize)]
struct Tab {
    naam: &'static str,
    adres: &'static str,
    hier: bool,
}

/// Something to do, as a link.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Actie {
    pub(super) naam: &'static str,
    pub(super) adres: String,
    pub(super) eerste: bool,
}

/// A page above this one.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kruimel {
    pub(super) naam: String,
    pub(super) adres: String,
}

impl Kop {
    /// A head with tabs, each with its name and address, of which one is where we are.
    pub(super) fn with_tabs(
        (titel, onder): (impl Into<String>, impl Into<String>),
        (onderdelen, tabs): (&'static str, &[(&'static str, &'static str)]),
        here: &str,
    ) -> Self {
        let tab = |(naam, adres): &(&'static str, &'static str)| Tab {
            naam,
            adres,
            hier: *adres == here,
        };
        Self {
            titel: titel.into(),
            onder: onder.into(),
            acties: Vec::new(),
            onderdelen,
            tabs: tabs.iter().map(tab).collect(),
        }
    }

    pub(super) fn with(self, acties: Vec<Actie>) -> Self {
        Self { acties, ..self }
    }

    /// Leaves out the tabs, for who may see none of them.
    pub(super) fn without_tabs(self) -> Self {
        Self { tabs: Vec::new(), ..self }
    }
}

impl Actie {
    pub(super) fn first(naam: &'static str, adres: impl Into<String>) -> Self {
        Self { naam, adres: adres.into(), eerste: true }
    }

    pub(super) fn other(naam: &'static str, adres: impl Into<String>) -> Self {
        Self { naam, adres: adres.into(), eerste: false }
    }
}

/// A form that comes back: with which status, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Back {
    pub(super) status: StatusCode,
    pub(super) mistakes: Mistakes,
}

impl Back {
    /// What was filled in is wrong.
    pub(super) fn mistaken(mistakes: Mistakes) -> Self {
        Self { status: StatusCode::BAD_REQUEST, mistakes }
    }

    /// A rule stands in the way; the sentence stands at a field.
    pub(super) fn refused(field: &str, says: impl Into<String>) -> Self {
        let mut mistakes = Mistakes::default();
        mistakes.add(field, says);
        Self { status: StatusCode::CONFLICT, mistakes }
    }

    /// Takes what a use case said of the input; `field` names the field for a place in it. Trouble for what no other input would mend.
    pub(super) fn of_input(
        error: AppError,
        field: impl Fn(&str) -> String,
    ) -> Result<Self, Trouble> {
        Ok(match error {
            AppError::Input(faults) => Self::mistaken(Mistakes::of_faults(&faults, field)),
            AppError::Taken(fault) => {
                Self::refused(&field(&fault.pointer), sentence(&fault.message))
            }
            AppError::Store(StoreError::Conflict) => Self::refused(VERSION, CHANGED),
            other => return Err(other.into()),
        })
    }
}

/// Makes a page with a status; a title of one with mistakes says so first.
pub(super) fn shown<V: View>(
    visit: &Visit,
    status: StatusCode,
    title: &str,
    view: &V,
) -> Result<Answer, Trouble> {
    if status.is_success() {
        return page(visit, title, view);
    }
    page_as(visit, status, &format!("Fout: {title}"), view)
}

/// A page that is one form and nothing else.
#[derive(Debug, Serialize)]
pub(super) struct Formulier {
    kruimels: Vec<Kruimel>,
    opschrift: String,
    uitleg: String,
    adres: String,
    /// The version that the form is made of; none for something new.
    versie: Option<String>,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    knop: &'static str,
    terug: String,
}

impl View for Formulier {
    const TEMPLATE: &'static str = "pages/blad";
}

/// What a form is, whoever fills it in.
pub(super) struct Asked {
    pub(super) crumbs: Vec<Kruimel>,
    pub(super) title: &'static str,
    pub(super) lead: String,
    pub(super) version: Option<i64>,
    pub(super) button: &'static str,
    pub(super) fields: Vec<Field>,
}

impl Asked {
    fn view(self, address: &str, form: &Form, mistakes: &Mistakes) -> Formulier {
        let velden: Vec<Field> =
            self.fields.into_iter().map(|field| field.filled(form, mistakes)).collect();
        let terug = self.crumbs.last().map_or_else(String::new, |crumb| crumb.adres.clone());
        Formulier {
            kruimels: self.crumbs,
            opschrift: self.title.to_owned(),
            uitleg: self.lead,
            adres: address.to_owned(),
            versie: self.version.map(|version| version.to_string()),
            samenvatting: Summary::of(mistakes, &velden),
            velden,
            knop: self.button,
            terug,
        }
    }

    /// Shows the page with what was filled in.
    pub(super) fn page(
        self,
        visit: &Visit,
        status: StatusCode,
        (form, mistakes): (&Form, &Mistakes),
    ) -> Result<Answer, Trouble> {
        let title = self.title;
        shown(visit, status, title, &self.view(&visit.address, form, mistakes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    fn asked(version: Option<i64>) -> Asked {
        Asked {
            crumbs: vec![Kruimel { naam: "Werkgroep".to_owned(), adres: "/werkgroep".to_owned() }],
            title: "Vergadering annuleren",
            lead: "De leden krijgen bericht.".to_owned(),
            version,
            button: "Vergadering annuleren",
            fields: vec![Field::lines("reden", "Waarom gaat zij niet door?")],
        }
    }

    #[test]
    fn the_page_keeps_what_was_filled_in_and_says_what_is_wrong() {
        let mut mistakes = Mistakes::default();
        mistakes.add("reden", "Schrijf op waarom.");
        let form = Form::of_body(b"reden=%3Cb%3E");
        let page = filled(&asked(Some(3)).view("/hier", &form, &mistakes));
        for words in
            ["href=\"#reden\"", "&lt;b&gt;", "name=\"versie\" value=\"3\"", "action=\"/hier\""]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = filled(&asked(None).view("/hier", &Form::default(), &Mistakes::default()));
        assert!(!page.contains("name=\"versie\"") && !page.contains("id=\"fouten\""), "{page}");
        assert!(page.contains("href=\"/werkgroep\""), "{page}");
    }
}
