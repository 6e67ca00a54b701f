//! What was answered about the application, beside what the file says of it.

use app::command::{Case, Scope};
use app::{Caller, Questionnaire, StatedFact, fact_in_words};
use serde::Serialize;

use crate::ui::visit::Visit;

/// The answers about the application that the file does not have, or has otherwise.
#[derive(Debug, Serialize)]
pub(super) struct Opgave {
    feiten: Vec<Feit>,
    kan_overnemen: bool,
    /// What taking over would do to the scope decision.
    anders: Option<String>,
}

#[derive(Debug, Serialize)]
struct Feit {
    naam: String,
    dossier: String,
    antwoord: String,
    /// Whether the figure on the file stays: the competent body computed it.
    blijft: bool,
}

impl Opgave {
    /// Compares a questionnaire with the file; none where they agree.
    pub(super) fn of(
        visit: &Visit,
        caller: &Caller,
        dossier: &Case,
        list: &Questionnaire,
    ) -> Option<Self> {
        let stated = visit.app.stated(list, dossier.file());
        let takes =
            app::command::matrix::accepts(dossier.state(), app::command::CommandName::TakeFacts);
        let kan_overnemen = takes && stated.iter().any(|fact| !fact.is_of_body());
        let moved =
            kan_overnemen.then(|| visit.app.moved_scope(caller, dossier, &stated)).flatten();
        (!stated.is_empty()).then(|| Self {
            feiten: stated.iter().map(Feit::of).collect(),
            kan_overnemen,
            anders: moved.and_then(|scope| otherwise(dossier, &scope)),
        })
    }
}

impl Feit {
    fn of(fact: &StatedFact) -> Self {
        Self {
            naam: kernel::capitalised(&fact.label),
            dossier: fact.on_file.as_ref().map_or_else(|| "niets".to_owned(), fact_in_words),
            antwoord: fact_in_words(&fact.stated),
            blijft: fact.is_of_body(),
        }
    }
}

/// Says that what is on the file now gives another scope decision than the one that stands.
pub(super) fn moved(visit: &Visit, caller: &Caller, dossier: &Case) -> Option<String> {
    let scope = visit.app.moved_scope(caller, dossier, &[])?;
    otherwise(dossier, &scope)
}

fn otherwise(dossier: &Case, again: &Scope) -> Option<String> {
    let name = |scope: &Scope| {
        let provisional = if scope.voorlopig { ", voorlopig" } else { "" };
        format!("{}{provisional}", scope.regime.label().to_lowercase())
    };
    let standing = dossier.scope()?;
    Some(format!(
        "De toepassing wordt anders: {} in plaats van {}. {}",
        name(again),
        name(standing),
        again.uitleg
    ))
}
