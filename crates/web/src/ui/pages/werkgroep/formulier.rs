//! A page that is one form and nothing else.

use axum::http::StatusCode;
use serde::Serialize;

use super::{Kruimel, shown};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// The page.
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
    const TEMPLATE: &'static str = "pages/werkgroep/formulier";
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
            crumbs: vec![Kruimel::home()],
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
