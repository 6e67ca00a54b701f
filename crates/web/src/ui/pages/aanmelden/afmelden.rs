//! Signing out, and staying signed in.

use app::Caller;
use serde::Serialize;

use super::back;
use crate::ui::answer::Answer;
use crate::ui::cookie;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const SIGNED_IN: PageAccess = PageAccess::SignedIn;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        post("/afmelden", SIGNED_IN, sign_out).button_of("/").while_enrolling(),
        post("/afmelden/overal", SIGNED_IN, sign_out_everywhere).button_of("/").while_enrolling(),
        post("/sessie/verlengen", SIGNED_IN, stay).button_of("/").while_enrolling(),
    ]
}

#[derive(Debug, Serialize)]
struct Afgemeld {
    adres: String,
}

impl View for Afgemeld {
    const TEMPLATE: &'static str = "pages/aanmelden/afgemeld";
}

async fn sign_out(mut visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let Some(signed_in) = visit.signed_in.take() else { return Err(Trouble::Unproven) };
    visit.app.sign_out(&caller, signed_in.session.id).await?;
    let answer = match visit.app.provider_sign_out(&caller, &signed_in.session).await {
        // The session at the provider goes on: whoever sits down here next could come in with it.
        Some(adres) => page(&visit, "U bent afgemeld", &Afgemeld { adres })?,
        None => Answer::see("/aanmelden").saying(Notice::SignedOut),
    };
    Ok(answer.cookie(cookie::clear(cookie::SESSION)))
}

async fn sign_out_everywhere(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    visit.app.sign_out_everywhere(&caller).await?;
    let answer = Answer::see("/aanmelden").cookie(cookie::clear(cookie::SESSION));
    Ok(answer.saying(Notice::SignedOutEverywhere))
}

/// The request itself is the use that keeps a session alive. The script of the page asks for the seconds that are left.
async fn stay(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    if visit.form.text("antwoord") == "seconden" {
        let session = visit.signed_in.as_ref().map(|signed_in| &signed_in.session);
        let left =
            session.map(|session| (session.idle_until.time() - visit.now.time()).num_seconds());
        let json = serde_json::json!({ "seconden": left.unwrap_or_default() });
        return Ok(Answer::content("application/json", json.to_string()));
    }
    let naar = back(visit.form.text("naar"));
    let to = if naar.is_empty() { "/".to_owned() } else { naar };
    Ok(Answer::see(to).saying(Notice::StillHere))
}

#[cfg(test)]
mod tests {
    use super::Afgemeld;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_leads_to_the_provider() {
        let adres = "https://inlog.example/uit?client_id=a&x=1".to_owned();
        let page = filled(&Afgemeld { adres });
        assert!(
            page.contains("href=\"https://inlog.example/uit?client_id&#x3D;a&amp;x&#x3D;1\"")
                || page.contains("href=\"https://inlog.example/uit?client_id=a&amp;x=1\""),
            "{page}"
        );
    }
}
