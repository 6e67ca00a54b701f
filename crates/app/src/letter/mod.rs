//! The letters that follow from what is on a file.

mod occasion;

pub use occasion::Occasion;

use crate::{App, AppError, Caller};
use facts::Application;
use kernel::{CaseId, FaultCode};
use law::answer::{Answer, Detail};
use law::scope::assess;
use letters::{Letter, LetterContent, LetterError, LetterKind, Letters};
use std::sync::{Arc, OnceLock};

/// The typesetter with its templates and fonts, loaded when the first letter is made and warm after that.
#[derive(Clone, Default)]
pub(crate) struct LetterRoom(Arc<OnceLock<Letters>>);

impl LetterRoom {
    pub(crate) fn letters(&self) -> Result<&Letters, AppError> {
        if let Some(letters) = self.0.get() {
            return Ok(letters);
        }
        let fresh = Letters::new().map_err(|error| unreadable(&error))?;
        Ok(self.0.get_or_init(|| fresh))
    }
}

impl App {
    /// Makes the letter of a kind for a file, on today's date; none when no such letter follows from the file.
    pub async fn letter(
        &self,
        caller: &Caller,
        id: CaseId,
        kind: LetterKind,
    ) -> Result<Option<Letter>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let Some(content) = self.content(caller, &answer, kind)? else { return Ok(None) };
        let room = self.letter_room.clone();
        // Setting a letter takes milliseconds of the processor: not on a thread that serves others.
        let made = tokio::task::spawn_blocking(move || {
            room.letters()?.render(&content).map_err(|error| refused(&error))
        });
        let letter = made.await.map_err(|error| AppError::Unreadable(error.to_string()))??;
        Ok(Some(letter))
    }

    fn content(
        &self,
        caller: &Caller,
        answer: &crate::DossierAnswer,
        kind: LetterKind,
    ) -> Result<Option<LetterContent>, AppError> {
        let file = answer.dossier.file();
        let kinds: Vec<&str> = self.rules.kinds().keys().map(String::as_str).collect();
        let mut application = Application::read(&file.aanvraag, self.rules.vocabulary(), &kinds)?;
        application.reference.get_or_insert_with(|| file.kenmerk.clone());
        let on = file.ontvangen_op;
        let Some(policy) = self.rules.policy(caller.party(), on) else { return Ok(None) };
        let Ok(decision) = assess(policy, &application, on) else { return Ok(None) };
        let shown = Answer::new(policy, self.rules.terms(), &application, &decision, Detail::Full);
        let occasion = Occasion {
            rulebook: &self.rules,
            policy,
            application: &application,
            decision: &decision,
            answer: &shown,
            date: self.clock.today(),
            form_chosen: answer.dossier.scope().is_some_and(|scope| scope.keuze.is_some()),
        };
        Ok(occasion.letters()?.into_iter().find(|content| content.kind() == kind))
    }
}

/// A sign that no font has, or a word that leaves the paper, is a fault in what was filled in.
fn refused(error: &LetterError) -> AppError {
    match letter_place(error) {
        Some(place) => AppError::fault(place, FaultCode::VerkeerdeVorm, error.to_string()),
        None => unreadable(error),
    }
}

pub(crate) fn unreadable(error: &LetterError) -> AppError {
    AppError::Unreadable(error.to_string())
}

/// Returns the field of the application that a letter stumbled over; none for a fault in the program.
pub fn letter_place(error: &LetterError) -> Option<&'static str> {
    match error {
        LetterError::Characters { field, .. } => Some(match field.as_str() {
            "frame.addressee.name" => "/betrokkene/naam",
            "frame.reference" => "/kenmerk",
            address if address.starts_with("frame.addressee.address") => "/betrokkene/adres",
            _ => "",
        }),
        LetterError::Typeset(error) if error.is_off_page() => Some(""),
        _ => None,
    }
}
