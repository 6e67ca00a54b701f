//! Administration at a glance.

use app::{Caller, SubstitutionState};
use serde::Serialize;

use super::{ADMINISTER, Kop};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/beheer", ADMINISTER, show)]
}

#[derive(Debug, Serialize)]
struct Overzicht {
    kop: Kop,
    accounts: String,
    zonder_wachtwoord: Option<String>,
    geblokkeerd: Option<String>,
    vervangingen: String,
    tokens: String,
    aanbieders: Vec<Aanbieder>,
}

#[derive(Debug, Serialize)]
struct Aanbieder {
    label: String,
    partij: String,
}

impl View for Overzicht {
    const TEMPLATE: &'static str = "pages/beheer/overzicht";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let accounts = visit.app.office_accounts(&caller).await?;
    let substitutions = visit.app.substitutions(&caller).await?;
    let programs = visit.app.programs(&caller).await?;
    let active = || accounts.iter().filter(|line| line.active);
    let means = || active().filter_map(|line| line.means.as_ref());
    let waiting = means().filter(|means| means.code_until.is_some()).count();
    let locked = means().filter(|means| means.locked_until.is_some()).count();
    let hold = substitutions.iter().filter(|one| one.state == SubstitutionState::Holds).count();
    let working = programs.iter().filter(|one| one.works(visit.now)).count();
    let view = Overzicht {
        kop: Kop::of(
            "Beheer",
            "Wie er werken, wie er vervangt en welke programma's binnenkomen.",
            "/beheer",
        ),
        accounts: words::count(active().count(), "account in gebruik", "accounts in gebruik"),
        zonder_wachtwoord: (waiting > 0).then(|| {
            words::count(
                waiting,
                "account wacht op een wachtwoord",
                "accounts wachten op een wachtwoord",
            )
        }),
        geblokkeerd: (locked > 0)
            .then(|| words::count(locked, "account is geblokkeerd", "accounts zijn geblokkeerd")),
        vervangingen: words::count(hold, "vervanging loopt", "vervangingen lopen"),
        tokens: words::count(working, "token werkt", "tokens werken"),
        aanbieders: visit.app.providers().into_iter().map(provider).collect(),
    };
    page(&visit, "Beheer", &view)
}

fn provider(button: app::ProviderButton) -> Aanbieder {
    Aanbieder { label: button.label, partij: button.party }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn it_says_what_asks_for_attention() {
        let view = |some: bool| Overzicht {
            kop: Kop::of("Beheer", "Uitleg.", "/beheer"),
            accounts: "3 accounts in gebruik".to_owned(),
            zonder_wachtwoord: some.then(|| "1 account wacht op een wachtwoord".to_owned()),
            geblokkeerd: some.then(|| "1 account is geblokkeerd".to_owned()),
            vervangingen: "0 vervangingen lopen".to_owned(),
            tokens: "2 tokens werken".to_owned(),
            aanbieders: some
                .then(|| Aanbieder { label: "Werkaccount".to_owned(), partij: "Emmen".to_owned() })
                .into_iter()
                .collect(),
        };
        let page = filled(&view(true));
        for words in ["aria-current=\"page\"", "is geblokkeerd", "wacht op", "Werkaccount"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = filled(&view(false));
        assert!(!page.contains("geblokkeerd") && page.contains("Niemand meldt zich aan"), "{page}");
    }
}
