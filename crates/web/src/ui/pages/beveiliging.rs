//! How to report a weakness: the page for people, `security.txt` for programs (RFC 9116), and what robots may read: nothing.

use axum::http::Method;
use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PAGE: &str = "/beveiliging";
const FILE: &str = "/.well-known/security.txt";
const PLAIN: &str = "text/plain; charset=utf-8";
/// For how many days the file holds; RFC 9116 asks for less than a year.
const HOLDS_DAYS: u64 = 180;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, PAGE, show),
        PageRoute::open(Method::GET, FILE, file),
        PageRoute::open(Method::GET, "/robots.txt", robots),
    ]
}

#[derive(Debug, Serialize)]
struct Beveiliging {
    organisatie: String,
    contact: String,
}

impl View for Beveiliging {
    const TEMPLATE: &'static str = "pages/beveiliging";
}

async fn show(visit: Visit) -> Result<Answer, Trouble> {
    let office = &visit.office;
    let view = Beveiliging { organisatie: office.name.clone(), contact: office.contact.clone() };
    page(&visit, "Een zwakke plek melden", &view)
}

async fn file(visit: Visit) -> Result<Answer, Trouble> {
    let (contact, origin) = (&visit.office.contact, &visit.office.origin);
    Ok(Answer::content(PLAIN, security_txt(contact, origin, visit.today())))
}

/// Everything here is behind a door; what is not is of no use in a search engine.
async fn robots(_: Visit) -> Result<Answer, Trouble> {
    Ok(Answer::content(PLAIN, "User-agent: *\nDisallow: /\n"))
}

fn security_txt(contact: &str, origin: &str, today: NaiveDate) -> String {
    let is_address = contact.contains(':');
    let scheme = if is_address { "" } else { "mailto:" };
    let expires = today.checked_add_days(Days::new(HOLDS_DAYS)).unwrap_or(today);
    format!(
        "Contact: {scheme}{contact}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: nl, en\n\
         Canonical: {origin}{FILE}\nPolicy: {origin}{PAGE}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_file_has_every_field_once_and_expires_within_a_year() {
        let today = "2026-11-25".parse().unwrap();
        let text = security_txt("beheer@bibob.voorbeeld.nl", "https://bibob.voorbeeld.nl", today);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "Contact: mailto:beheer@bibob.voorbeeld.nl",
                "Expires: 2027-05-24T00:00:00Z",
                "Preferred-Languages: nl, en",
                "Canonical: https://bibob.voorbeeld.nl/.well-known/security.txt",
                "Policy: https://bibob.voorbeeld.nl/beveiliging",
            ]
        );
        let page = security_txt("https://bibob.voorbeeld.nl/contact", "", today);
        assert!(page.starts_with("Contact: https://bibob.voorbeeld.nl/contact\n"));
    }

    #[test]
    fn the_page_says_how_to_report_and_what_follows() {
        let page = filled(&Beveiliging {
            organisatie: "Gemeente Verzonnen".to_owned(),
            contact: "beheer@bibob.voorbeeld.nl".to_owned(),
        });
        for words in ["mailto:beheer@bibob.voorbeeld.nl", "Wat wij vragen", "Wat wij beloven"] {
            assert!(page.contains(words), "«{words}» is not in: {page}");
        }
    }
}
