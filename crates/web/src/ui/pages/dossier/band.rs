//! The band of a file: where it stands, and what is to be done now. One table, by state.

use app::DossierAnswer;
use app::command::{CommandName, CommandName as C, StateName, StateName as S};
use chrono::NaiveDate;
use serde::Serialize;

use crate::ui::step::step_of;
use crate::ui::words;

/// The band.
#[derive(Debug, Serialize)]
pub(super) struct Band {
    situatie: String,
    kop: &'static str,
    tekst: &'static str,
    acties: Vec<Action>,
}

/// A step as a link.
#[derive(Debug, Serialize)]
pub(super) struct Action {
    pub(super) naam: String,
    pub(super) adres: String,
    pub(super) eerste: bool,
}

/// What a state asks of the office: situation, heading, text, and the steps, the likeliest first.
type Next = (StateName, &'static str, &'static str, &'static str, &'static [CommandName]);

const NEXT: &[Next] = &[
    (
        S::Intake,
        "De aanvraag is ontvangen.",
        "Leg het toepassingsbereik vast",
        "Stel met de regels van de dag van ontvangst vast of een Bibob-toets moet, mag of niet kan.",
        &[C::DecideScope],
    ),
    (
        S::Scoped,
        "Het toepassingsbereik staat vast.",
        "Stuur de vragenlijst",
        "Bekijk de brief, verstuur haar en leg de verzending vast. Komt er geen toets, sluit het dossier dan met een reden.",
        &[C::SendForms, C::CloseUnscreened],
    ),
    (
        S::FormsOut,
        "De vragenlijst is uit.",
        "Wacht op de vragenlijst",
        "Niets te doen tot er antwoord is. Leg vast wat er binnenkomt, ook als er iets ontbreekt.",
        &[C::ReceiveForm, C::TermUnused],
    ),
    (
        S::Repair,
        "Er is om aanvulling gevraagd (Awb 4:5).",
        "Wacht op de aanvulling",
        "De beslistermijn staat stil zolang de aanvrager kan aanvullen. Leg vast wat er binnenkomt.",
        &[C::ReceiveForm, C::TermUnused],
    ),
    (
        S::Complete,
        "De vragenlijsten zijn afgehandeld.",
        "Start het eigen onderzoek",
        "Het eigen onderzoek schort de beslistermijn niet op (art. 7a Wet Bibob).",
        &[C::StartInquiry],
    ),
    (
        S::Investigation,
        "Het eigen onderzoek loopt.",
        "Rond het onderzoek af en beoordeel",
        "Leg uw oordeel vast, per grond en met redenen. Kunt u het met eigen onderzoek niet rond krijgen, vraag dan het LBB om advies.",
        &[C::Assess, C::AskAdvice],
    ),
    (
        S::AdviceAsked,
        "Het LBB is om advies gevraagd; de beslistermijn staat stil (art. 31 Wet Bibob).",
        "Wacht op het LBB",
        "Leg vragen, een verlenging en het advies vast op de dag dat ze binnenkomen.",
        &[C::AdviceReceived, C::AdviceQuestion],
    ),
    (
        S::Assessed,
        "Er ligt een beoordeling.",
        "Bereid het besluit voor",
        "Een negatieve conclusie wordt eerst door een tweede ambtenaar bevestigd. Daarna volgt een voornemen of een besluit.",
        &[C::Confirm, C::Intend, C::Decide],
    ),
    (
        S::Intended,
        "Het voornemen is bekendgemaakt.",
        "Leg de zienswijzen vast",
        "Iedere betrokkene en elke genoemde derde kan een zienswijze geven (art. 33 Wet Bibob). Daarna volgt het besluit.",
        &[C::ReceiveViews, C::ViewsUnused, C::Decide],
    ),
    (
        S::Decided,
        "Er is beslist.",
        "Niets te doen, tenzij er een rechtsmiddel komt",
        "Leg een bezwaar of beroep vast als het binnenkomt. Zijn de termijnen voorbij, sluit het dossier dan.",
        &[C::Close, C::ReceiveObjection],
    ),
    (
        S::InObjection,
        "Er loopt een bezwaar.",
        "Beslis op het bezwaar",
        "De termijn hieronder is die van de beslissing op bezwaar (Awb 7:10).",
        &[C::DecideObjection, C::ExtendObjection],
    ),
    (
        S::InAppeal,
        "Er loopt een beroep.",
        "Wacht op de rechter",
        "Leg de uitspraak vast als zij er is.",
        &[C::AppealRuled],
    ),
    (
        S::Closed,
        "Het dossier is gesloten.",
        "Niets te doen",
        "Nieuwe feiten komen in een vervolgdossier.",
        &[],
    ),
];

/// Returns what a state asks.
fn next(state: StateName) -> Next {
    // A test holds that every state is in the table.
    let found = NEXT.iter().find(|(known, ..)| *known == state);
    found.copied().unwrap_or((state, "", "", "", &[]))
}

impl Band {
    /// Makes the band of a file.
    pub(super) fn of(answer: &DossierAnswer, may_write: bool, today: NaiveDate) -> Self {
        let (_, situation, kop, tekst, commands) = next(answer.dossier.state());
        let due = answer.klok.huidig.as_ref().and_then(|term| {
            let day = term.uiterlijk?;
            let when = if term.minimaal { "op zijn vroegst" } else { "uiterlijk" };
            Some(format!(" De termijn eindigt {when} {}.", words::day(day, today)))
        });
        let acties = if may_write { actions(answer, commands) } else { Vec::new() };
        let situatie = format!("{situation}{}", due.unwrap_or_default());
        Self { situatie, kop, tekst, acties }
    }
}

/// Returns those of the steps that the file takes now, as links.
pub(super) fn actions(answer: &DossierAnswer, commands: &[CommandName]) -> Vec<Action> {
    let id = answer.id;
    let allowed = commands.iter().filter(|name| answer.toegestaan.contains(name));
    let action = |(place, name): (usize, &CommandName)| {
        let (naam, path) = match step_of(*name) {
            Some(step) => (step.action.to_owned(), step.path),
            None => ("Toepassingsbereik vastleggen".to_owned(), "toepassingsbereik"),
        };
        Action { naam, adres: format!("/dossiers/{id}/stappen/{path}"), eerste: place == 0 }
    };
    allowed.enumerate().map(action).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_state_asks_is_something_it_takes() {
        for state in StateName::ALL {
            let rows = NEXT.iter().filter(|(known, ..)| known == state).count();
            assert_eq!(rows, 1, "{}", state.id());
            let (_, _, _, _, commands) = next(*state);
            for name in commands {
                assert!(
                    app::command::matrix::accepts(*state, *name),
                    "{} {}",
                    state.id(),
                    name.id()
                );
            }
        }
    }
}
