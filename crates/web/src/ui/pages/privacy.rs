//! What happens with personal data, for whoever works with the program and for whoever a file is about.

use axum::http::Method;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![PageRoute::open(Method::GET, "/privacy", show)]
}

#[derive(Debug, Serialize)]
struct Privacy {
    organisatie: String,
    contact: String,
    demo: bool,
}

impl View for Privacy {
    const TEMPLATE: &'static str = "pages/privacy";
}

async fn show(visit: Visit) -> Result<Answer, Trouble> {
    let office = &visit.office;
    let view = Privacy {
        organisatie: office.name.clone(),
        contact: office.contact.clone(),
        demo: office.demo,
    };
    page(&visit, "Privacy", &view)
}

#[cfg(test)]
mod tests {
    use super::Privacy;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_says_what_is_kept_why_and_what_one_may_ask() {
        let page = |demo| {
            filled(&Privacy {
                organisatie: "Gemeente Verzonnen".to_owned(),
                contact: "hulp@bibob.voorbeeld.nl".to_owned(),
                demo,
            })
        };
        for words in ["Gemeente Verzonnen", "mailto:", "Uw rechten", "cookie", "Wet Bibob"] {
            assert!(page(false).contains(words), "«{words}» is not there");
        }
        assert!(
            page(true).contains("verzonnen personen") && !page(false).contains("verzonnen pers")
        );
    }
}
