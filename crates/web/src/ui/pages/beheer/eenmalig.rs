//! A secret that is shown this once.

use app::SetupCode;
use kernel::Redacted;
use serde::Serialize;

use super::Kop;
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

#[derive(Debug, Serialize)]
struct Eenmalig {
    kop: Kop,
    geheim: Option<Redacted<String>>,
    wat: &'static str,
    tot: String,
    stappen: Vec<String>,
    terug: String,
    terug_naam: &'static str,
}

impl View for Eenmalig {
    const TEMPLATE: &'static str = "pages/beheer/eenmalig";
}

/// Shows the code to choose a password with, or says that it was shown.
pub(super) fn code(
    visit: &Visit,
    name: &str,
    code: Option<&SetupCode>,
    back: String,
) -> Result<Answer, Trouble> {
    let page_of_choice = format!("{}/aanmelden/instellen", visit.office.origin);
    let view = Eenmalig {
        kop: Kop::of(name, "De code om een wachtwoord mee te kiezen.", "/beheer/accounts"),
        geheim: code.map(|code| code.code.clone()),
        wat: "Code",
        tot: code.map(|code| words::moment(code.until, visit.today())).unwrap_or_default(),
        stappen: vec![
            format!(
                "Geef de code aan {name}: zeg hem, of stuur hem langs een andere weg dan de mail."
            ),
            format!(
                "{name} opent {page_of_choice} en kiest daar een wachtwoord. U ziet dat wachtwoord nooit."
            ),
            "Bij de eerste keer aanmelden hoort het instellen van een app voor codes.".to_owned(),
        ],
        terug: back,
        terug_naam: "Naar het account",
    };
    page(visit, "Code om een wachtwoord te kiezen", &view)
}

/// Shows the secret of a token, or says that it was shown.
pub(super) fn token(visit: &Visit, issued: Option<&app::IssuedToken>) -> Result<Answer, Trouble> {
    let view = Eenmalig {
        kop: Kop::of(
            "Nieuw token",
            "Het geheim waarmee het programma binnenkomt.",
            "/beheer/programmas",
        ),
        geheim: issued.map(|issued| issued.secret.clone()),
        wat: "Token",
        tot: issued.map(|one| words::moment(one.expires_at, visit.today())).unwrap_or_default(),
        stappen: vec![
            "Zet het token in de kluis of de instellingen van het programma.".to_owned(),
            "Het programma stuurt het mee als Authorization: Bearer, gevolgd door het token."
                .to_owned(),
        ],
        terug: "/beheer/programmas".to_owned(),
        terug_naam: "Naar de programma's",
    };
    page(visit, "Nieuw token", &view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn a_secret_is_shown_once() {
        let view = |geheim: Option<&str>| Eenmalig {
            kop: Kop::of("H. Proefstra", "Uitleg.", "/beheer/accounts"),
            geheim: geheim.map(|text| Redacted::new(text.to_owned())),
            wat: "Code",
            tot: "di 3 november, 10:00".to_owned(),
            stappen: vec!["Geef de code.".to_owned()],
            terug: "/beheer/accounts/1".to_owned(),
            terug_naam: "Naar het account",
        };
        let page = filled(&view(Some("7k3m-9xpq")));
        assert!(
            page.contains("7k3m-9xpq")
                && page.contains("Geef de code.")
                && page.contains("3 november")
        );
        let page = filled(&view(None));
        assert!(page.contains("is al getoond") && !page.contains("Geef de code."), "{page}");
    }
}
