//! For who cannot sign in.

use axum::http::Method;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![PageRoute::open(Method::GET, "/aanmelden/hulp", show)]
}

#[derive(Debug, Serialize)]
struct Hulp {
    contact: String,
    werkaccount: bool,
}

impl View for Hulp {
    const TEMPLATE: &'static str = "pages/aanmelden/hulp";
}

async fn show(visit: Visit) -> Result<Answer, Trouble> {
    let werkaccount = !visit.app.providers(app::People::Officials).is_empty();
    let view = Hulp { contact: visit.office.contact.clone(), werkaccount };
    page(&visit, "Ik kan niet aanmelden", &view)
}

#[cfg(test)]
mod tests {
    use super::Hulp;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_says_what_to_do_in_each_case() {
        let page =
            |werkaccount| filled(&Hulp { contact: "hulp@emmen.example".to_owned(), werkaccount });
        assert!(page(true).contains("uw werkaccount") && !page(false).contains("uw werkaccount"));
        for words in
            ["herstelcode", "kwartier", "mailto:hulp@emmen.example", "/aanmelden/instellen"]
        {
            assert!(page(false).contains(words), "{words}");
        }
    }
}
