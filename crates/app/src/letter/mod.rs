//! The letters that follow from what is on a file.

mod findings;
mod mandate;
mod notice;
mod occasion;
mod register;
mod report;

pub(crate) use mandate::on_behalf;
pub(crate) use notice::{position, suspension_of};
use occasion::Repair;
pub(crate) use occasion::respondent_of;
pub use occasion::{Decided, Lapsed, Occasion};
pub(crate) use register::{danger_degree, of_case, withdrawn_on};

use crate::{App, AppError, Caller, Permission};
use case::{Case, File};
use facts::Application;
use kernel::{CaseId, FaultCode, SubjectId};
use law::answer::{Answer, Detail};
use law::scope::assess;
use letters::composed::Element;
use letters::{Letter, LetterContent, LetterError, LetterKind, Letters, TypesetError};
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
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for the report to the register (L22) when the caller may not read criminal data.
    pub async fn letter(
        &self,
        caller: &Caller,
        id: CaseId,
        kind: LetterKind,
    ) -> Result<Option<Letter>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let found = match kind {
            LetterKind::RegisterReport if !caller.may(Permission::ReadCriminal) => {
                return Err(AppError::Forbidden);
            }
            LetterKind::RegisterReport => {
                self.register_report(caller, &answer).await?.map(LetterContent::from)
            }
            // The others have doors of their own: they go to one of several persons, show criminal data, or an officer composes them.
            _ => self.scope_letter(caller, &answer, kind)?,
        };
        let Some(content) = found else { return Ok(None) };
        self.dressed(caller, content).await.map(Some)
    }

    /// Returns a letter that follows from the scope of the file; none for every other kind.
    pub(crate) fn scope_letter(
        &self,
        caller: &Caller,
        answer: &crate::DossierAnswer,
        kind: LetterKind,
    ) -> Result<Option<LetterContent>, AppError> {
        use LetterKind::{Acknowledgement, FormRequest, PutAside};
        if !matches!(kind, Acknowledgement | FormRequest | PutAside) {
            return Ok(None);
        }
        let found = self.on_occasion(caller, answer, |occasion| {
            Ok(occasion.letters()?.into_iter().find(|content| content.kind() == kind))
        })?;
        Ok(found.flatten())
    }

    /// Makes the request to complete (L03) to a person; none when no term to complete runs for them.
    pub async fn completion_request(
        &self,
        caller: &Caller,
        (id, person): (CaseId, SubjectId),
    ) -> Result<Option<Letter>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let content = self.completion_content(caller, &answer, person).await?;
        let Some(content) = content else { return Ok(None) };
        self.dressed(caller, content).await.map(Some)
    }

    pub(crate) async fn completion_content(
        &self,
        caller: &Caller,
        answer: &crate::DossierAnswer,
        person: SubjectId,
    ) -> Result<Option<LetterContent>, AppError> {
        let Some(repair) = self.repair(caller, answer, person).await? else { return Ok(None) };
        let found = self.on_occasion(caller, answer, |occasion| {
            Ok(occasion.completion_request(&repair).map(LetterContent::from))
        })?;
        Ok(found.flatten())
    }

    /// Dresses a letter with the letterhead of the party and sets it.
    async fn dressed(
        &self,
        caller: &Caller,
        mut content: LetterContent,
    ) -> Result<Letter, AppError> {
        self.dress(caller.scope(), &mut content).await?;
        self.set(content).await
    }

    pub(crate) async fn set(&self, content: LetterContent) -> Result<Letter, AppError> {
        self.typeset(move |letters| letters.render(&content).map_err(|error| refused(&error))).await
    }

    /// Sets a document. It takes milliseconds of the processor: not on a thread that serves others.
    pub(crate) async fn typeset<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Letters) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let room = self.letter_room.clone();
        let made = tokio::task::spawn_blocking(move || work(room.letters()?));
        made.await.map_err(|error| AppError::Unreadable(error.to_string()))?
    }

    /// Returns what a person was asked, when a term to complete runs for them.
    async fn repair(
        &self,
        caller: &Caller,
        answer: &crate::DossierAnswer,
        person: SubjectId,
    ) -> Result<Option<Repair>, AppError> {
        let file = answer.dossier.file();
        let Some(party) = file.person(person) else { return Ok(None) };
        let case::Form::Herstel { uiterlijk, ontbreekt, .. } = &party.vragenlijst else {
            return Ok(None);
        };
        let lists = self.questionnaires(caller, answer.id).await?;
        let list = lists.into_iter().find(|list| list.person == person);
        Ok(Some(Repair {
            person: party.persoon.clone(),
            sequence: place_of(file, person),
            missing: ontbreekt.iter().map(|text| text.as_str().to_owned()).collect(),
            deadline: *uiterlijk,
            form_number: list.map(|list| list.number),
        }))
    }

    /// Looks at a file as its letters do; none where the rules know no policy or no legal basis.
    pub(crate) fn on_occasion<T>(
        &self,
        caller: &Caller,
        answer: &crate::DossierAnswer,
        look: impl FnOnce(&Occasion<'_>) -> Result<T, AppError>,
    ) -> Result<Option<T>, AppError> {
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
            lapsed: lapsed(&answer.dossier),
        };
        look(&occasion).map(Some)
    }
}

/// Returns the number of a letter to a person, counted from 1; none when there is nobody else on the file.
pub(crate) fn place_of(file: &File, person: SubjectId) -> Option<u16> {
    let place = file.personen.iter().position(|party| party.persoon.id == person)?;
    u16::try_from(place + 1).ok().filter(|_| file.personen.len() > 1)
}

/// Returns the term to complete on which an application can be left out of treatment, or was.
fn lapsed(case: &Case) -> Option<Lapsed> {
    let file = case.file();
    let put_aside = case.was_put_aside();
    let may_be = matches!(case, Case::FormsOut(_) | Case::Repair(_));
    let (person, term) = file.put_aside_term().filter(|_| put_aside || may_be)?;
    let form = &file.person(person)?.vragenlijst;
    let answered_on = match form {
        case::Form::Onvolledig { op, .. } => Some(*op),
        _ => None,
    };
    let decision = case.aftermath().map(|aftermath| &aftermath.beslissing);
    Some(Lapsed {
        missing: form.missing().iter().map(|text| text.as_str().to_owned()).collect(),
        asked_on: file.asked_to_complete(person, term.uiterlijk),
        term,
        answered_on,
        decision: decision.map(|decision| Decided {
            made_known: decision.bekendgemaakt_op,
            motivation: decision.motivering.as_str().to_owned(),
            mandate: decision.mandaat.as_str().to_owned(),
        }),
    })
}

/// A sign that no font has, or a word that leaves the paper, is a fault in what was filled in.
pub(crate) fn refused(error: &LetterError) -> AppError {
    if let Some((element, characters)) = element_of(error) {
        let message = TypesetError::UnknownCharacters(characters.to_vec()).to_string();
        let pointer = format!("/velden/{}", element.id());
        return AppError::fault(&pointer, FaultCode::VerkeerdeVorm, message);
    }
    match letter_place(error) {
        Some(place) => AppError::fault(place, FaultCode::VerkeerdeVorm, error.to_string()),
        None => unreadable(error),
    }
}

/// Returns the element that an officer wrote and that holds signs that cannot be shown.
fn element_of(error: &LetterError) -> Option<(Element, &[char])> {
    let LetterError::Characters { field, characters } = error else { return None };
    let id = field.strip_prefix("elements.")?.split('.').next()?;
    Some((Element::of(id)?, characters))
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
