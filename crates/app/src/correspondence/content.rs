//! From a kind, a person and what was written to the content of a letter.

use super::matter::remedy;
use crate::letter::{Occasion, on_behalf, place_of};
use crate::{App, AppError, Caller, DossierAnswer};
use case::{Case, File, TaskKind};
use kernel::SubjectId;
use letters::composed::{Composed, Element, Elements, Matter};
use letters::{Addressee, Findings, Frame, LetterContent, LetterKind, Reader};

/// Who reads what stays inside (art. 28).
const READERS: &str = "het dossier en de Bibob-werkgroep";

/// What stands in the place of a receiver until there is one; the letter is a concept as long.
const NOBODY: &str = "Ontvanger nog in te vullen";

/// Which letter, and to whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// The kind.
    pub(super) kind: LetterKind,
    /// The person on the file to whom it goes.
    pub(super) person: Option<SubjectId>,
}

impl App {
    /// Returns the content of a letter; none when such a letter does not follow from the file as it is.
    pub(super) async fn content(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        (wish, elements): (Wish, &Elements),
    ) -> Result<Option<LetterContent>, AppError> {
        let found = match (wish.kind, wish.person) {
            (LetterKind::CompletionRequest, Some(person)) => {
                self.completion_content(caller, answer, person).await?
            }
            (LetterKind::AdviceNotice, Some(person)) => {
                self.notice_content(caller, answer, person)?
            }
            (LetterKind::RegisterReport, _) => {
                let report = self.register_report(caller, answer).await?;
                report.map(|mut report| {
                    report.name_related(elements.items(Element::Related));
                    LetterContent::from(report)
                })
            }
            (LetterKind::Findings, _) => {
                let form = self.findings_form(caller, answer).await?;
                form.map(|form| {
                    LetterContent::from(Findings { elements: elements.clone(), ..form })
                })
            }
            (LetterKind::Report, _) => {
                self.report_of(caller, answer).await?.map(LetterContent::from)
            }
            (kind, _) if kind.is_composed() => {
                self.composed(caller, answer, (wish, elements)).await?
            }
            (LetterKind::FormRequest, Some(person)) => {
                self.form_request_to(caller, answer, person).await?
            }
            (kind, _) => self.scope_letter(caller, answer, kind)?,
        };
        let Some(mut content) = found else { return Ok(None) };
        content.frame_mut().take(elements);
        self.dress(caller.scope(), &mut content).await?;
        Ok(Some(content))
    }

    /// Each person concerned is asked at their own address, for the form that they were invited to fill in (art. 7a).
    async fn form_request_to(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        person: SubjectId,
    ) -> Result<Option<LetterContent>, AppError> {
        let found = self.scope_letter(caller, answer, LetterKind::FormRequest)?;
        let Some(LetterContent::FormRequest(mut letter)) = found else { return Ok(None) };
        let file = answer.dossier.file();
        let Some(party) = file.person(person) else { return Ok(None) };
        let addressee =
            self.on_occasion(caller, answer, |occasion| Ok(occasion.asked(&party.persoon)))?;
        if let Some(addressee) = addressee {
            letter.frame.addressee = addressee;
        }
        letter.frame.sequence = place_of(file, person);
        let is_first = file.concerned().next().is_some_and(|first| first.persoon.id == person);
        if !is_first {
            letter.respondent = crate::letter::respondent_of(party.persoon.kind);
        }
        let lists = self.questionnaires(caller, answer.id).await?;
        letter.form_number =
            lists.into_iter().find(|list| list.person == person).map(|list| list.number);
        if let case::Form::Gevraagd { uiterlijk, .. } = &party.vragenlijst {
            letter.deadline = *uiterlijk;
        }
        letter.past = !asks_for_forms(&answer.dossier);
        Ok(Some(LetterContent::FormRequest(letter)))
    }

    async fn composed(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        (wish, elements): (Wish, &Elements),
    ) -> Result<Option<LetterContent>, AppError> {
        let confirms = wish.kind == LetterKind::WithdrawalConfirmed;
        let reported =
            confirms && self.has_duty(caller, answer.id, TaskKind::TerugtrekkingMelden).await?;
        let found = self.on_occasion(caller, answer, |occasion| {
            let matter = Matter {
                withdrawal_reported: reported,
                ..occasion.matter_for(answer, wish.person)
            };
            let mut frame = occasion.frame_for(answer.dossier.file(), (wish, &matter));
            if wish.kind.follows_decision() && organ_decided(&answer.dossier) {
                // The function in the letterhead is for who signs on behalf of the organ.
                frame.sender.signature.mandate = Some(String::new());
            }
            frame.take(elements);
            Ok((frame, matter))
        })?;
        let Some((frame, matter)) = found else { return Ok(None) };
        let matter = self.with_figures(caller, (wish.kind, matter, elements)).await?;
        Ok(Some(LetterContent::from(Composed {
            frame,
            kind: wish.kind,
            remedy: wish.kind.decides(&matter).then(|| remedy(answer, self.now().dutch_date())),
            matter,
            elements: elements.clone(),
        })))
    }
}

impl Occasion<'_> {
    fn frame_for(&self, file: &File, (wish, matter): (Wish, &Matter)) -> Frame {
        let frame = self.frame(file.kenmerk.clone(), self.reader_of(file, wish));
        // There is one letter to the applicant: it needs no number.
        let numbered = wish.person.filter(|_| wish.kind.reader() != Reader::Applicant);
        Frame {
            sequence: numbered.and_then(|person| place_of(file, person)),
            enclosures: enclosures(wish.kind, matter),
            ..frame
        }
    }

    fn reader_of(&self, file: &File, wish: Wish) -> Addressee {
        let named =
            |name: &str| Addressee { name: name.to_owned(), attention: None, address: Vec::new() };
        let person = match wish.kind.reader() {
            Reader::File => return named(READERS),
            Reader::Body => return named(NOBODY),
            Reader::Applicant => wish.person.or_else(|| Some(file.concerned().next()?.persoon.id)),
            Reader::Concerned | Reader::Third => wish.person,
        };
        let party = person.and_then(|person| file.person(person));
        party.map_or_else(|| named(NOBODY), |party| self.asked(&party.persoon))
    }
}

/// Returns whether the organ took the decision itself, and so signs it itself (Awb 10:10).
fn organ_decided(case: &Case) -> bool {
    let decision = case.aftermath().map(|aftermath| &aftermath.beslissing);
    decision.is_some_and(|decision| on_behalf(decision.mandaat.as_str()).is_empty())
}

/// Returns whether somebody can still be asked for the form: once the investigation began, the file is past it.
fn asks_for_forms(case: &Case) -> bool {
    matches!(
        case,
        Case::Intake(_) | Case::Scoped(_) | Case::FormsOut(_) | Case::Repair(_) | Case::Complete(_)
    )
}

/// With the question for views goes a copy of the advice; a third person gets only the part on them (art. 28(3)). What rests on a
/// ground outside the Act does not rest on the advice.
fn enclosures(kind: LetterKind, matter: &Matter) -> Vec<String> {
    if matter.is_outside() {
        return Vec::new();
    }
    let copy = match kind {
        LetterKind::Intention => "kopie van het advies van het Landelijk Bureau Bibob",
        LetterKind::ThirdParty => {
            "kopie van het deel van het advies van het Landelijk Bureau Bibob dat over u gaat"
        }
        _ => return Vec::new(),
    };
    matter.advice.iter().map(|_| copy.to_owned()).collect()
}
