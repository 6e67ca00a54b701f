//! L06: the application is left out of treatment (Awb 4:5(1) and (4)). A decision: it carries an objection clause (Awb 3:45, 6:7).

use crate::composed::Remedy;
use crate::concept::ConceptReason;
use crate::dates::maybe_date;
use crate::frame::Frame;
use chrono::NaiveDate;
use serde::Serialize;

/// The context of L06.
#[doc(alias = "buitenbehandelingstelling")]
#[derive(Clone, Serialize)]
pub struct PutAside {
    /// What all letters share; its date is the first day on which the letter can go.
    pub frame: Frame,
    /// What it is about, as it stands after "het gaat om".
    pub matter: String,
    /// The day on which the application came in.
    #[serde(serialize_with = "render::long_date")]
    pub received: NaiveDate,
    /// What is missing: each a line, by the part of the form.
    pub missing: Vec<String>,
    /// The day on which completion was asked (L03).
    #[serde(serialize_with = "maybe_date")]
    pub asked_on: Option<NaiveDate>,
    /// The last day to complete.
    #[serde(serialize_with = "render::long_date")]
    pub deadline: NaiveDate,
    /// The day of an answer that was not enough.
    #[serde(serialize_with = "maybe_date")]
    pub answered_on: Option<NaiveDate>,
    /// The last day on which it can be made known: four weeks.
    #[serde(serialize_with = "maybe_date")]
    pub latest: Option<NaiveDate>,
    /// The reasons of the decision, once it was recorded; none before.
    pub motivation: Option<String>,
    /// What can be done against it.
    pub remedy: Remedy,
}

impl PutAside {
    /// Returns why this letter is a concept, as far as the decision itself decides it.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        let date = self.frame.date;
        let reasons = [
            (self.missing.is_empty(), ConceptReason::NothingMissing),
            (self.asked_on.is_none(), ConceptReason::RequestMissing),
            (date <= self.deadline, ConceptReason::TermRunning),
            (self.latest.is_none_or(|latest| date > latest), ConceptReason::FourWeeksOver),
            (self.motivation.is_none(), ConceptReason::DecisionMissing),
            (!self.remedy.known, ConceptReason::ObjectionTermMissing),
        ];
        reasons.into_iter().filter_map(|(applies, reason)| applies.then_some(reason)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    /// The four weeks of Awb 4:5(4) count with their last day.
    #[test]
    fn the_last_day_of_four_weeks_is_in_time_and_the_day_after_is_not() {
        let letter = samples::put_aside();
        let latest = letter.latest.expect("a day");
        let made_known = |date: NaiveDate| {
            let mut letter = letter.clone();
            letter.frame.date = date;
            letter.concept_reasons()
        };
        assert_eq!(made_known(latest), []);
        let after = latest.succ_opt().expect("a day");
        assert_eq!(made_known(after), [ConceptReason::FourWeeksOver]);
        // Nor before the term to complete is over: its last day counts too.
        assert_eq!(made_known(letter.deadline), [ConceptReason::TermRunning]);
        assert_eq!(made_known(letter.deadline.succ_opt().expect("a day")), []);
    }

    /// A letter of a later day than the decision tells no last day to object (Awb 6:8), and can be final.
    #[test]
    fn a_term_that_is_known_and_not_told_keeps_no_letter_from_being_final() {
        let mut letter = samples::put_aside();
        letter.remedy.until = None;
        assert_eq!(letter.concept_reasons(), []);
        letter.remedy.known = false;
        assert_eq!(letter.concept_reasons(), [ConceptReason::ObjectionTermMissing]);
    }
}
