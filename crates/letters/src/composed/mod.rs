//! Letters that an officer composes: what the file says, and elements that only a person can write.
//!
//! Which elements a letter cannot do without stands in [`wanted()`]: a draft may miss them and says so, a letter that is final has them
//! all.

mod content;
mod element;
mod fits;
mod matter;
mod wanted;

pub(crate) use content::blocks;
pub use content::{Block, Condition, Content, Elements, LONGEST, Span, Unreadable};
pub use element::{Element, Shape};
pub use fits::shared_until;
pub use matter::{
    Advice, Basis, Conclusion, Decision, Demand, Figure, Intention, Judged, Matter, Outcome,
    Proportion, Remedy, Request, Views, ViewsState,
};
pub(crate) use wanted::with_common;
pub use wanted::{Wanted, common, wanted};

use crate::concept::ConceptReason;
use crate::frame::Frame;
use crate::kind::{LetterKind, Reader};
use crate::letter::LetterContent;
use serde::Serialize;

#[cfg(test)]
mod tests;

/// A composed letter.
#[derive(Clone, Serialize)]
pub struct Composed {
    /// What all letters share.
    pub frame: Frame,
    /// Which letter it is.
    #[serde(skip)]
    pub kind: LetterKind,
    /// What the file says.
    pub matter: Matter,
    /// What the officer wrote.
    pub elements: Elements,
    /// What can be done against the decision; none when the letter is no decision.
    pub remedy: Option<Remedy>,
}

impl Composed {
    /// Returns what a template sees: nothing that this kind does not ask for, and for a third person nothing of the file
    /// (art. 28(2)b).
    pub(crate) fn shown(&self) -> Self {
        let wanted = wanted(self.kind, &self.matter, &self.elements);
        let elements =
            self.elements.only(|element| wanted.iter().any(|one| one.element == element));
        let matter = self.matter.clone();
        let matter = match self.kind.reader() {
            Reader::Third => matter.for_third_person(),
            _ => matter,
        };
        Self { matter, elements, ..self.clone() }
    }

    /// Returns the elements without which this letter cannot be final.
    pub fn missing(&self) -> Vec<Element> {
        self.elements.missing(&wanted(self.kind, &self.matter, &self.elements))
    }

    /// Returns why this letter is a concept, as far as the file decides it.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        let matter = &self.matter;
        let decides = self.kind.decides(matter);
        // A contract can be suspended before anything is decided.
        let is_decided = self.kind.follows_decision()
            || (self.kind == LetterKind::Contract
                && self.elements.choice(Element::ContractStep) != Some("opschorten"));
        let reasons = [
            (
                self.kind.rests_on_conclusion()
                    && matter.conclusion.is_none()
                    && !self.rests_elsewhere(),
                ConceptReason::ConclusionMissing,
            ),
            (is_decided && matter.decision.is_none(), ConceptReason::DecisionMissing),
            (
                decides && self.remedy.as_ref().is_none_or(|remedy| !remedy.known),
                ConceptReason::ObjectionTermMissing,
            ),
            // Who decides names the body to which one can turn (Awb 3:45(2)); for objection that is itself.
            (
                self.remedy.as_ref().is_some_and(|remedy| remedy.direct_appeal)
                    && self.frame.sender.court.is_none(),
                ConceptReason::CourtMissing,
            ),
            (
                self.kind == LetterKind::WithdrawalConfirmed && matter.withdrawn.is_none(),
                ConceptReason::WithdrawalMissing,
            ),
            (
                self.kind == LetterKind::Intention && matter.intention.is_none(),
                ConceptReason::IntentionMissing,
            ),
            (
                self.kind == LetterKind::TermExtension
                    && matter.positive_silence
                    && matter.term.is_none_or(|term| term < self.frame.date),
                ConceptReason::SilenceDecided,
            ),
        ];
        let found = reasons.into_iter().filter_map(|(applies, reason)| applies.then_some(reason));
        found.chain(self.contradictions()).collect()
    }

    /// A decision on a ground outside the Act, or on a broken condition, rests on no degree of danger.
    fn rests_elsewhere(&self) -> bool {
        matches!(self.matter.basis(), Some(Basis::Other | Basis::BrokenCondition))
    }
}

impl From<Composed> for LetterContent {
    fn from(letter: Composed) -> Self {
        Self::Composed(Box::new(letter))
    }
}
