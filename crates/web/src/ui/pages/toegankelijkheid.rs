//! The accessibility statement, in the order of the model of the Dutch government. It says what is known and what is not.

use axum::http::Method;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![PageRoute::open(Method::GET, "/toegankelijkheid", show)]
}

#[derive(Debug, Serialize)]
struct Toegankelijkheid {
    organisatie: String,
    contact: String,
    adres: String,
}

impl View for Toegankelijkheid {
    const TEMPLATE: &'static str = "pages/toegankelijkheid";
}

async fn show(visit: Visit) -> Result<Answer, Trouble> {
    let office = &visit.office;
    let view = Toegankelijkheid {
        organisatie: office.name.clone(),
        contact: office.contact.clone(),
        adres: office.origin.clone(),
    };
    page(&visit, "Toegankelijkheid", &view)
}

#[cfg(test)]
mod tests {
    use super::Toegankelijkheid;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_statement_has_status_limits_way_of_testing_and_contact() {
        let page = filled(&Toegankelijkheid {
            organisatie: "Gemeente Verzonnen".to_owned(),
            contact: "hulp@bibob.voorbeeld.nl".to_owned(),
            adres: "https://bibob.voorbeeld.nl".to_owned(),
        });
        for words in [
            "eerste maatregelen genomen",
            "mailto:hulp@bibob.voorbeeld.nl",
            "Wat nog niet goed is",
            "Hoe wij testen",
            "nationaleombudsman.nl",
        ] {
            assert!(page.contains(words), "«{words}» is not in: {page}");
        }
    }
}
