//! Until when a letter can go: it names a day that then is over, or the law gives the last one.

use super::draft::Draft;
use crate::{App, AppError};
use case::{Case, Form};
use chrono::NaiveDate;
use kernel::dutch_date;
use letters::LetterKind;
use letters::composed::{Element, Elements, shared_until};
use store::LetterRow;

impl App {
    /// Says why a letter cannot go, or have gone, on a day; none when it can. What was looked at when it was fixed is looked at again:
    /// between the two the last day can pass.
    pub(super) fn too_late(
        &self,
        case: &Case,
        row: &LetterRow,
        on: NaiveDate,
    ) -> Result<Option<String>, AppError> {
        let Some(kind) = LetterKind::of(&row.kind) else { return Ok(None) };
        let last = self.last_day(case, kind, row)?;
        let after = match kind {
            LetterKind::PutAside => "daarna moet er inhoudelijk worden beslist (Awb 4:5 lid 4)",
            LetterKind::Sharing => {
                "daarna zijn de gegevens te oud om te delen (Wet Bibob artikel 28 lid 2 onder m)"
            }
            _ => {
                "daarna is de dag voorbij die hij noemt; laat hem dan vervallen en maak hem opnieuw"
            }
        };
        let told = |last| format!("deze brief kan weg tot en met {}: {after}", dutch_date(last));
        Ok(last.filter(|last| on > *last).map(told))
    }

    fn last_day(
        &self,
        case: &Case,
        kind: LetterKind,
        row: &LetterRow,
    ) -> Result<Option<NaiveDate>, AppError> {
        let file = case.file();
        Ok(match kind {
            LetterKind::PutAside => {
                let term = file.put_aside_term();
                term.and_then(|(_, term)| self.put_aside_until(term.vanaf))
            }
            LetterKind::FormRequest | LetterKind::CompletionRequest => {
                let asked = row.subject.and_then(|person| file.person(person));
                asked.and_then(|party| last_to_answer(&party.vragenlijst))
            }
            LetterKind::Intention | LetterKind::ThirdParty => {
                case.intention().map(|intent| intent.uiterlijk)
            }
            _ => {
                let (elements, _) = Draft::open(&row.elements)?.read();
                written_day(kind, &elements)
            }
        })
    }
}

/// The last day of the term that somebody has or had to answer; none once they did.
fn last_to_answer(form: &Form) -> Option<NaiveDate> {
    if let Form::Ongebruikt { op, .. } = form {
        return Some(*op);
    }
    let running = form.running_term().map(|(last, _)| last);
    running.or_else(|| form.used_up().map(|term| term.uiterlijk))
}

/// The last day that follows from what an officer wrote.
fn written_day(kind: LetterKind, elements: &Elements) -> Option<NaiveDate> {
    let chose = |element, id| elements.choice(element) == Some(id);
    let asks = match kind {
        LetterKind::Question => chose(Element::QuestionKind, "vraag"),
        LetterKind::BureauProgress => chose(Element::BureauMessage, "gegevens"),
        LetterKind::InformationRequest => true,
        _ => false,
    };
    match kind {
        _ if asks => elements.day(Element::AnswerBy),
        // A new term lies after the letter that tells it.
        LetterKind::TermExtension => elements.day(Element::NewTerm)?.pred_opt(),
        LetterKind::Sharing if chose(Element::SharingGround, "artikel-28-m") => {
            shared_until(elements.day(Element::Obtained)?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{last_to_answer, written_day};
    use case::Form;
    use chrono::NaiveDate;
    use letters::LetterKind;
    use letters::composed::{Content, Element, Elements};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn written(entries: &[(Element, &str)]) -> Elements {
        let mut elements = Elements::default();
        for (element, text) in entries {
            let content = Content::read(*element, text).expect("readable").expect("content");
            elements.put(*element, content);
        }
        elements
    }

    #[test]
    fn a_letter_goes_no_later_than_the_day_that_was_written_in_it() {
        use Element::{AnswerBy, BureauMessage, NewTerm, Obtained, QuestionKind, SharingGround};
        for (kind, entries, last) in [
            (
                LetterKind::Question,
                [(QuestionKind, "vraag"), (AnswerBy, "2026-12-04")],
                Some("2026-12-04"),
            ),
            // An invitation names another day.
            (LetterKind::Question, [(QuestionKind, "intake"), (AnswerBy, "2026-12-04")], None),
            (
                LetterKind::BureauProgress,
                [(BureauMessage, "gegevens"), (AnswerBy, "2026-12-04")],
                Some("2026-12-04"),
            ),
            (
                LetterKind::BureauProgress,
                [(BureauMessage, "verlenging"), (AnswerBy, "2026-12-04")],
                None,
            ),
            (
                LetterKind::TermExtension,
                [(NewTerm, "2026-12-04"), (AnswerBy, "2026-12-01")],
                Some("2026-12-03"),
            ),
            // Art. 28(2)m: five years.
            (
                LetterKind::Sharing,
                [(SharingGround, "artikel-28-m"), (Obtained, "2021-12-04")],
                Some("2026-12-04"),
            ),
            (LetterKind::Sharing, [(SharingGround, "artikel-26"), (Obtained, "2021-12-04")], None),
        ] {
            assert_eq!(written_day(kind, &written(&entries)), last.map(day), "{kind:?}");
        }
    }

    #[test]
    fn a_request_goes_no_later_than_its_term_also_when_that_ended_unused() {
        let last = day("2026-12-04");
        let asked = Form::Gevraagd { op: day("2026-11-20"), uiterlijk: last, aanvulverzoek: false };
        assert_eq!(last_to_answer(&asked), Some(last));
        for aanvulverzoek in [true, false] {
            let unused = Form::Ongebruikt { op: last, aanvulverzoek, ontbreekt: Vec::new() };
            assert_eq!(last_to_answer(&unused), Some(last));
        }
        assert_eq!(last_to_answer(&Form::Compleet { op: last }), None);
    }
}
