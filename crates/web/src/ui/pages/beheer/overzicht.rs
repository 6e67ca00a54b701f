//! Administration at a glance.

use app::{AccountLine, Caller, ProgramLine, SignInMeans, SubstitutionState};
use chrono::TimeDelta;
use kernel::Moment;
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
    binnenkort: Option<String>,
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
    let waiting = named(active().filter(|line| has(line, |means| means.code_until.is_some())));
    let locked = named(active().filter(|line| has(line, |means| means.locked_until.is_some())));
    let hold = substitutions.iter().filter(|one| one.state == SubstitutionState::Holds).count();
    let working = programs.iter().filter(|one| one.works(visit.now)).count();
    let view = Overzicht {
        kop: Kop::of(
            "Beheer",
            "Wie er werken, wie er vervangt en welke programma's binnenkomen.",
            "/beheer",
        ),
        accounts: words::count(active().count(), "account in gebruik", "accounts in gebruik"),
        zonder_wachtwoord: waiting.map(|names| format!("Nog geen wachtwoord gekozen: {names}")),
        geblokkeerd: locked.map(|names| format!("Geblokkeerd: {names}")),
        vervangingen: match hold {
            0 => "Niemand wordt vervangen".to_owned(),
            some => words::count(some, "vervanging loopt", "vervangingen lopen"),
        },
        tokens: match working {
            0 => "Geen programma komt binnen".to_owned(),
            some => words::count(some, "token werkt", "tokens werken"),
        },
        binnenkort: named_programs(programs.iter().filter(|one| ends_soon(one, visit.now)))
            .map(|names| format!("Loopt binnen twee weken af: {names}")),
        aanbieders: visit.app.providers(app::People::Officials).into_iter().map(provider).collect(),
    };
    page(&visit, "Beheer", &view)
}

/// How many days before its end a token asks for another.
const SOON: i64 = 14;
/// So many names are enough to know where to look.
const NAMES: usize = 5;

fn has(line: &AccountLine, what: impl Fn(&SignInMeans) -> bool) -> bool {
    line.means.as_ref().is_some_and(what)
}

fn ends_soon(line: &ProgramLine, now: Moment) -> bool {
    line.works(now) && !line.works(now.after(TimeDelta::days(SOON)))
}

fn named<'l>(lines: impl Iterator<Item = &'l AccountLine>) -> Option<String> {
    listed(&lines.map(|line| line.name.as_str()).collect::<Vec<_>>())
}

fn named_programs<'l>(lines: impl Iterator<Item = &'l ProgramLine>) -> Option<String> {
    listed(&lines.map(|line| line.name.as_str()).collect::<Vec<_>>())
}

/// Writes names; none for none.
fn listed(names: &[&str]) -> Option<String> {
    let more = names.len().saturating_sub(NAMES);
    let shown = names[..names.len() - more].join(", ");
    match more {
        _ if names.is_empty() => None,
        0 => Some(shown),
        more => Some(format!("{shown} en nog {more}")),
    }
}

fn provider(button: app::ProviderButton) -> Aanbieder {
    Aanbieder { label: button.label, partij: button.party }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn many_names_are_cut_short() {
        assert_eq!(listed(&[]), None);
        assert_eq!(listed(&["a", "b"]).as_deref(), Some("a, b"));
        assert_eq!(
            listed(&["a", "b", "c", "d", "e", "f", "g"]).as_deref(),
            Some("a, b, c, d, e en nog 2")
        );
    }

    #[test]
    fn it_says_what_asks_for_attention() {
        let view = |some: bool| Overzicht {
            kop: Kop::of("Beheer", "Uitleg.", "/beheer"),
            accounts: "3 accounts in gebruik".to_owned(),
            zonder_wachtwoord: some.then(|| "Nog geen wachtwoord gekozen: A. Wacht".to_owned()),
            geblokkeerd: some.then(|| "Geblokkeerd: H. Dicht".to_owned()),
            vervangingen: "Niemand wordt vervangen".to_owned(),
            tokens: "2 tokens werken".to_owned(),
            binnenkort: some.then(|| "Loopt binnen twee weken af: Zaaksysteem".to_owned()),
            aanbieders: some
                .then(|| Aanbieder { label: "Werkaccount".to_owned(), partij: "Emmen".to_owned() })
                .into_iter()
                .collect(),
        };
        let page = filled(&view(true));
        for words in [
            "aria-current=\"page\"",
            "Geblokkeerd: H. Dicht",
            "A. Wacht",
            "Zaaksysteem",
            "Werkaccount",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = filled(&view(false));
        assert!(!page.contains("Geblokkeerd") && page.contains("Niemand meldt zich aan"), "{page}");
    }
}
