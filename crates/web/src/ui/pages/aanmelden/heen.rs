//! To a provider and back: what is the same for officials and for who fills in a questionnaire.

use app::{AtProvider, Callback, ProviderAnswer};
use kernel::Redacted;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::form::Form;
use crate::ui::page::{View, page};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// For how many seconds the browser keeps what ties the answer to it.
const PENDING_SECONDS: u32 = 900;

/// Sends the browser on from a page of its own. Browsers hold a form to `form-action` of the page it stands on, through every
/// redirect that follows, and where a provider sends people further nobody can list.
#[derive(Debug, Serialize)]
struct Verder {
    naar: String,
    adres: String,
}

impl View for Verder {
    const TEMPLATE: &'static str = "pages/aanmelden/verder";
}

/// Sends the browser to a provider, under the name that people know it by.
pub(in crate::ui::pages) fn sent(
    visit: &Visit,
    to: &str,
    at: &AtProvider,
) -> Result<Answer, Trouble> {
    let tie = cookie::set(cookie::PENDING, at.browser.reveal(), Some(PENDING_SECONDS));
    let view = Verder { naar: to.to_owned(), adres: at.address.clone() };
    Ok(page(visit, &format!("U gaat naar {to}"), &view)?.cookie(tie))
}

/// Reads what the browser brings back.
pub(in crate::ui::pages) fn answer(visit: &Visit) -> ProviderAnswer {
    let tie = cookie::read(&visit.headers, cookie::PENDING);
    let browser = tie.map(|secret| Redacted::new(secret.to_owned()));
    ProviderAnswer { callback: callback(&visit.query), browser }
}

fn callback(query: &Form) -> Callback {
    let secret = |name: &str| query.given(name).map(|text| Redacted::new(text.to_owned()));
    let text = |name: &str| query.given(name).map(str::to_owned);
    Callback {
        code: secret("code"),
        state: secret("state"),
        iss: text("iss"),
        error: text("error"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_goes_on_by_itself_and_by_a_link() {
        let (naar, adres) = ("DigiD".to_owned(), "https://inlog.example/?a=\"><b>".to_owned());
        let page = filled(&Verder { naar, adres });
        assert!(page.contains("http-equiv=\"refresh\"") && !page.contains("<b>"), "{page}");
        assert!(page.contains("U gaat naar DigiD"), "{page}");
    }

    #[test]
    fn the_answer_is_read_from_the_query() {
        let read = callback(&Form::of_body(b"code=a&state=b&iss=https%3A%2F%2Fc.example"));
        assert_eq!(read.code.unwrap().reveal(), "a");
        assert_eq!(read.iss.as_deref(), Some("https://c.example"));
        assert_eq!(
            callback(&Form::of_body(b"error=access_denied")).error.as_deref(),
            Some("access_denied")
        );
    }
}
