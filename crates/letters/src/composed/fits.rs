//! Whether a letter says what the file says: its kind against the outcome, its days against the terms, and its conditions against
//! those of the decision. A letter that says otherwise stays a concept.

use super::element::Element;
use super::matter::{Basis, Decision, Demand, Outcome, ViewsState};
use super::{Composed, Content};
use crate::concept::ConceptReason;
use crate::kind::LetterKind;
use chrono::{Months, NaiveDate};

/// For how long a body may share what it got for a screening (art. 28(2)m, 2°).
const SHARED_FOR_MONTHS: u32 = 60;

impl Composed {
    /// Returns in what the letter says something else than the file.
    pub(super) fn contradictions(&self) -> Vec<ConceptReason> {
        type Rule = (ConceptReason, fn(&Composed) -> bool);
        let rules: [Rule; 9] = [
            (ConceptReason::OutcomeDiffers, Self::differs_from_decision),
            (ConceptReason::ConditionsDiffer, Self::has_other_conditions),
            (ConceptReason::ViewsTermOver, Self::asks_too_late),
            (ConceptReason::ViewsNotAsked, Self::asks_somebody_else),
            (ConceptReason::NotHeardOrally, Self::reports_no_talk),
            (ConceptReason::BureauMessageMissing, Self::tells_what_the_bureau_did_not_write),
            (ConceptReason::NewTermPast, Self::extends_to_an_earlier_day),
            (ConceptReason::SharedTooLate, Self::shares_too_late),
            (ConceptReason::ObjectionAddressMissing, Self::has_no_address_for_objections),
        ];
        rules.into_iter().filter_map(|(reason, holds)| holds(self).then_some(reason)).collect()
    }

    /// Without a decision another reason speaks.
    fn differs_from_decision(&self) -> bool {
        self.matter.decision.as_ref().is_some_and(|decision| !self.tells(decision))
    }

    fn tells(&self, decision: &Decision) -> bool {
        let (outcome, civil) = (decision.outcome, self.matter.is_civil());
        match self.kind {
            LetterKind::Grant => outcome == Outcome::Grant,
            LetterKind::GrantWithConditions => {
                outcome == Outcome::GrantWithConditions && decision.basis != Basis::BrokenCondition
            }
            LetterKind::Refusal => outcome == Outcome::Refuse && !civil,
            LetterKind::Withdrawal => {
                matches!(outcome, Outcome::Withdraw | Outcome::DetermineLower) && !civil
            }
            LetterKind::BrokenCondition => {
                decision.basis == Basis::BrokenCondition && self.breach_leads_to(outcome)
            }
            LetterKind::Contract => civil && self.contract_tells(outcome),
            _ => true,
        }
    }

    fn breach_leads_to(&self, outcome: Outcome) -> bool {
        match self.elements.choice(Element::ConditionStep) {
            Some("intrekken") => matches!(outcome, Outcome::Withdraw | Outcome::End),
            Some("lager-vaststellen") => outcome == Outcome::DetermineLower,
            Some(_) => outcome == Outcome::GrantWithConditions,
            // What was not chosen is missed as such.
            None => true,
        }
    }

    fn contract_tells(&self, outcome: Outcome) -> bool {
        match self.elements.choice(Element::ContractStep) {
            Some("ontbinden") => outcome == Outcome::End,
            Some("doorgaan") => {
                matches!(outcome, Outcome::Grant | Outcome::GrantWithConditions)
            }
            // A contract can be suspended before and after anything is decided.
            Some("opschorten") | None => true,
            Some(_) => outcome == Outcome::NoContract,
        }
    }

    /// The officer adds a term and evidence to each condition of the decision, and changes nothing else (art. 3(7)).
    fn has_other_conditions(&self) -> bool {
        let Some(Content::Conditions(written)) = self.elements.get(Element::Conditions) else {
            return false;
        };
        let recorded = &self.matter.demands;
        let stands = |demand: &Demand| {
            written.iter().any(|one| one.ground == demand.ground && same(&one.text, &demand.text))
        };
        let bound = matches!(
            self.kind,
            LetterKind::Intention | LetterKind::GrantWithConditions | LetterKind::BrokenCondition
        );
        bound && (written.len() != recorded.len() || !recorded.iter().all(stands))
    }

    fn asks_for_views(&self) -> bool {
        matches!(self.kind, LetterKind::Intention | LetterKind::ThirdParty)
    }

    fn asks_too_late(&self) -> bool {
        let until = self.matter.intention.as_ref().map(|intended| intended.until);
        self.asks_for_views() && until.is_some_and(|until| until < self.frame.date)
    }

    /// Art. 33 and Awb 4:8 give the occasion to whom the file asks; nobody else is told of an intention.
    fn asks_somebody_else(&self) -> bool {
        self.kind == LetterKind::ThirdParty
            && !(self.matter.asked_for_views && self.matter.intention.is_some())
    }

    fn reports_no_talk(&self) -> bool {
        let state = self.matter.views.as_ref().map(|views| views.state);
        self.kind == LetterKind::HearingReport && state != Some(ViewsState::Oral)
    }

    fn tells_what_the_bureau_did_not_write(&self) -> bool {
        if self.kind != LetterKind::BureauProgress {
            return false;
        }
        let Some(request) = &self.matter.request else { return true };
        let wrote = match self.elements.choice(Element::BureauMessage) {
            Some("verlenging") => request.extended,
            Some("gegevens") => request.asks,
            _ => true,
        };
        let day = self.elements.day(Element::BureauDay);
        !wrote || day.is_some_and(|day| day < request.asked_on || day > self.frame.date)
    }

    fn extends_to_an_earlier_day(&self) -> bool {
        let over = |day: NaiveDate| {
            day <= self.frame.date || self.matter.term.is_some_and(|term| day <= term)
        };
        self.kind == LetterKind::TermExtension
            && self.elements.day(Element::NewTerm).is_some_and(over)
    }

    fn shares_too_late(&self) -> bool {
        let over = |day| shared_until(day).is_none_or(|last| last < self.frame.date);
        let late = |day| over(day) || day > self.frame.date;
        self.kind == LetterKind::Sharing
            && self.elements.choice(Element::SharingGround) == Some("artikel-28-m")
            && self.elements.day(Element::Obtained).is_some_and(late)
    }

    /// Who objects must know where to (Awb 3:45).
    fn has_no_address_for_objections(&self) -> bool {
        let objects = self.remedy.as_ref().is_some_and(|remedy| !remedy.direct_appeal);
        let contact = self.frame.sender.contact.as_ref();
        objects && contact.is_none_or(|contact| contact.address.is_empty())
    }
}

/// Returns the last day on which data that came in on a day may be shared (art. 28(2)m, 2°).
pub fn shared_until(obtained: NaiveDate) -> Option<NaiveDate> {
    obtained.checked_add_months(Months::new(SHARED_FOR_MONTHS))
}

/// White space does not count: the file has lines, a letter has none.
fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acknowledgement::Door;
    use crate::advice_notice::Position;
    use crate::composed::{Content, Elements, Intention, Matter, Request, Views};
    use crate::samples;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
    }

    fn with(entries: &[(Element, &str)]) -> Elements {
        let mut elements = samples::written();
        for (element, text) in entries {
            let content = Content::read(*element, text).expect("readable").expect("content");
            elements.put(*element, content);
        }
        elements
    }

    fn says(kind: LetterKind, matter: Matter, elements: &Elements, reason: ConceptReason) -> bool {
        samples::compose(kind, matter, elements).contradictions().contains(&reason)
    }

    fn decided(outcome: Outcome, basis: Basis) -> Matter {
        let decision = Decision { outcome, basis, made_known: day(11, 6) };
        Matter { decision: Some(decision), ..samples::matter() }
    }

    #[test]
    fn a_letter_of_another_outcome_than_the_decision_stays_a_concept() {
        use LetterKind::{BrokenCondition, Grant, GrantWithConditions, Refusal, Withdrawal};
        let written = samples::written();
        for (kind, fitting) in [
            (Grant, &[Outcome::Grant][..]),
            (GrantWithConditions, &[Outcome::GrantWithConditions]),
            (Refusal, &[Outcome::Refuse]),
            (Withdrawal, &[Outcome::Withdraw, Outcome::DetermineLower]),
        ] {
            for outcome in Outcome::ALL {
                let matter = decided(*outcome, Basis::Danger);
                let differs = says(kind, matter, &written, ConceptReason::OutcomeDiffers);
                assert_eq!(differs, !fitting.contains(outcome), "{kind:?} {outcome:?}");
            }
        }
        for (basis, outcome, step, fits) in [
            (Basis::BrokenCondition, Outcome::Withdraw, "intrekken", true),
            (Basis::BrokenCondition, Outcome::Withdraw, "wijzigen", false),
            (Basis::BrokenCondition, Outcome::GrantWithConditions, "wijzigen", true),
            (Basis::BrokenCondition, Outcome::GrantWithConditions, "intrekken", false),
            (Basis::BrokenCondition, Outcome::DetermineLower, "lager-vaststellen", true),
            (Basis::BrokenCondition, Outcome::DetermineLower, "wijzigen", false),
            (Basis::BrokenCondition, Outcome::Withdraw, "lager-vaststellen", false),
            (Basis::Danger, Outcome::Withdraw, "intrekken", false),
        ] {
            let elements = with(&[(Element::ConditionStep, step)]);
            let matter = decided(outcome, basis);
            let differs = says(BrokenCondition, matter, &elements, ConceptReason::OutcomeDiffers);
            assert_eq!(differs, !fits, "{basis:?} {outcome:?} {step}");
        }
        // Conditions that are changed after a breach are told of in the letter on the breach.
        let changed = decided(Outcome::GrantWithConditions, Basis::BrokenCondition);
        assert!(says(GrantWithConditions, changed, &written, ConceptReason::OutcomeDiffers));
    }

    #[test]
    fn a_contract_letter_belongs_to_a_contract_and_to_what_was_decided() {
        for (step, outcome, civil, fits) in [
            ("niet-gunnen", Outcome::NoContract, true, true),
            ("niet-gunnen", Outcome::NoContract, false, false),
            ("niet-gunnen", Outcome::End, true, false),
            ("ontbinden", Outcome::End, true, true),
            ("doorgaan", Outcome::Grant, true, true),
            ("doorgaan", Outcome::NoContract, true, false),
            ("opschorten", Outcome::Grant, true, true),
        ] {
            let mut matter = decided(outcome, Basis::Danger);
            if civil {
                (matter.door, matter.position) = (Door::Contract, Position::Counterparty);
            }
            let elements = with(&[(Element::ContractStep, step)]);
            let reason = ConceptReason::OutcomeDiffers;
            let differs = says(LetterKind::Contract, matter, &elements, reason);
            assert_eq!(differs, !fits, "{step} {outcome:?} {civil}");
        }
    }

    #[test]
    fn conditions_are_those_of_the_decision() {
        let demand = |text: &str| Demand {
            text: text.to_owned(),
            ground: crate::danger::DangerGround::Benefit,
        };
        for (written, fits) in [
            ("Geen contant geld | a | altijd | kasboek", true),
            ("Geen  contant geld | a | altijd | kasboek", true),
            ("Geen contant geld | b | altijd | kasboek", false),
            ("Iets anders | a | altijd | kasboek", false),
            ("Geen contant geld | a | altijd | kasboek\nNog iets | a | altijd | boek", false),
        ] {
            let elements = with(&[(Element::Conditions, written)]);
            let matter = Matter {
                demands: vec![demand("Geen contant\ngeld")],
                ..decided(Outcome::GrantWithConditions, Basis::Danger)
            };
            let reason = ConceptReason::ConditionsDiffer;
            let differs = says(LetterKind::GrantWithConditions, matter, &elements, reason);
            assert_eq!(differs, !fits, "{written}");
        }
    }

    #[test]
    fn a_third_person_is_only_told_of_an_intention_for_which_they_are_asked() {
        let intention = |until| Intention {
            outcome: Outcome::Refuse,
            basis: Basis::Danger,
            on: day(11, 6),
            until,
        };
        let (written, kind) = (samples::written(), LetterKind::ThirdParty);
        for (intended, asked, differs) in
            [(true, true, false), (true, false, true), (false, true, true)]
        {
            let intention = intended.then(|| intention(day(11, 20)));
            let matter = Matter { intention, asked_for_views: asked, ..samples::matter() };
            assert_eq!(says(kind, matter, &written, ConceptReason::ViewsNotAsked), differs);
        }
        for (until, late) in [(day(11, 5), true), (day(11, 6), false)] {
            let matter = Matter { intention: Some(intention(until)), ..samples::matter() };
            assert_eq!(says(kind, matter, &written, ConceptReason::ViewsTermOver), late);
        }
    }

    #[test]
    fn a_report_of_a_talk_follows_a_talk() {
        let (written, kind) = (samples::written(), LetterKind::HearingReport);
        for (state, differs) in
            [(ViewsState::Oral, false), (ViewsState::Written, true), (ViewsState::Unused, true)]
        {
            let views = Some(Views { state, on: Some(day(10, 20)) });
            let matter = Matter { views, ..samples::matter() };
            assert_eq!(says(kind, matter, &written, ConceptReason::NotHeardOrally), differs);
        }
    }

    #[test]
    fn what_the_bureau_wrote_stands_on_the_file() {
        let asked = |extended, asks| Some(Request { asked_on: day(9, 1), extended, asks });
        for (request, message, on, differs) in [
            (asked(true, false), "verlenging", "2026-11-06", false),
            (asked(false, true), "verlenging", "2026-11-06", true),
            (asked(false, true), "gegevens", "2026-11-06", false),
            (asked(true, false), "verlenging", "2026-11-07", true),
            (asked(true, false), "verlenging", "2026-08-31", true),
            (asked(true, false), "verlenging", "2026-09-01", false),
            (None, "verlenging", "2026-11-06", true),
        ] {
            let elements = with(&[(Element::BureauMessage, message), (Element::BureauDay, on)]);
            let matter = Matter { request: request.clone(), ..samples::matter() };
            let reason = ConceptReason::BureauMessageMissing;
            let told = says(LetterKind::BureauProgress, matter, &elements, reason);
            assert_eq!(told, differs, "{request:?} {message} {on}");
        }
    }

    #[test]
    fn a_new_term_lies_after_the_letter_and_after_the_old_one() {
        for (term, new, past) in [
            (Some(day(12, 1)), "2026-12-01", true),
            (Some(day(12, 1)), "2026-12-02", false),
            (None, "2026-11-06", true),
            (None, "2026-11-07", false),
        ] {
            let elements = with(&[(Element::NewTerm, new)]);
            let matter = Matter { term, ..samples::matter() };
            let told =
                says(LetterKind::TermExtension, matter, &elements, ConceptReason::NewTermPast);
            assert_eq!(told, past, "{term:?} {new}");
        }
    }

    #[test]
    fn data_are_shared_for_five_years() {
        for (obtained, late) in [
            ("2021-11-05", true),
            ("2021-11-06", false),
            ("2026-11-06", false),
            ("2026-11-07", true),
        ] {
            let elements =
                with(&[(Element::SharingGround, "artikel-28-m"), (Element::Obtained, obtained)]);
            let reason = ConceptReason::SharedTooLate;
            let told = says(LetterKind::Sharing, samples::matter(), &elements, reason);
            assert_eq!(told, late, "{obtained}");
        }
    }

    #[test]
    fn who_can_object_is_told_where_to() {
        let mut letter = samples::compose(
            LetterKind::Refusal,
            decided(Outcome::Refuse, Basis::Danger),
            &samples::written(),
        );
        let reason = ConceptReason::ObjectionAddressMissing;
        assert!(!letter.contradictions().contains(&reason));
        letter.frame.sender.contact.iter_mut().for_each(|contact| contact.address.clear());
        assert!(letter.contradictions().contains(&reason));
    }
}
