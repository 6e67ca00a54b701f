//! Terms besides the decision term: objection, refusing to handle, and terms that the body sets itself.

use super::calendar::FreeDays;
use super::deadline::{Deadline, Step};
use super::format::{Rule, RuleHead, Weeks};
use super::rules::TermRules;
use super::spec::{Length, TermSpec};
use super::text::{Values, fill};
use chrono::NaiveDate;
use kernel::dutch_date_with_weekday;
use std::collections::BTreeSet;

/// What an interested party can do against a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// Objection with the body itself (Awb 7:1).
    #[doc(alias = "bezwaar")]
    Objection,
    /// Direct appeal to the court, after an extended procedure (Awb 3.4).
    #[doc(alias = "beroep")]
    Appeal,
}

/// A term whose length the body chooses, within reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyTerm {
    /// To complete an application (Awb 4:5).
    #[doc(alias = "hersteltermijn")]
    Repair,
    /// To give views on an intended decision (Awb 4:7 to 4:9).
    #[doc(alias = "zienswijze")]
    Views,
}

impl TermRules {
    /// Returns the term to object or appeal, counted from the day on which the decision was made known (Awb 6:7, 6:8).
    ///
    /// `equated` are days that count as holidays besides those of the rules.
    pub fn remedy_term(
        &self,
        remedy: Remedy,
        made_known: NaiveDate,
        equated: &BTreeSet<NaiveDate>,
    ) -> Deadline {
        let rule = match remedy {
            Remedy::Objection => &self.file.objection,
            Remedy::Appeal => &self.file.appeal,
        };
        self.statutory(rule, made_known, equated)
    }

    /// Returns the term to make known that an incomplete application is not handled (Awb 4:5(4)).
    ///
    /// `from` is the day on which the application was completed, or on which the repair term ended unused.
    #[doc(alias = "buiten behandeling laten")]
    pub fn refusal_to_handle_term(
        &self,
        from: NaiveDate,
        equated: &BTreeSet<NaiveDate>,
    ) -> Deadline {
        self.statutory(&self.file.refusal_to_handle, from, equated)
    }

    /// Proposes the last day of a term that the body sets itself, starting the day after `sent`.
    ///
    /// The Algemene termijnenwet does not move such a term, so the proposal avoids free days, and holds at least the working
    /// days that art. 2 of that Act asks of a statutory term. `weeks` replaces the length in the rules.
    pub fn propose_body_term(
        &self,
        kind: BodyTerm,
        sent: NaiveDate,
        weeks: Option<u32>,
        equated: &BTreeSet<NaiveDate>,
    ) -> Deadline {
        let rule = match kind {
            BodyTerm::Repair => &self.file.repair,
            BodyTerm::Views => &self.file.views,
        };
        let head = rule.head();
        let length = Length::Weeks(weeks.unwrap_or(rule.numbers.weeks));
        let free = FreeDays { calendar: self.calendar(), extra: Some(equated) };
        let wanted = self.file.minimum_workdays.numbers.workdays;
        let end = free.with_workdays(sent, length.last_day(sent), wanted);
        let last_day = free.next_working_day(end);
        let text = term_text(head, sent, length, last_day);
        deadline(last_day, vec![step(head, text, sent, last_day)])
    }

    fn statutory(
        &self,
        rule: &Rule<Weeks>,
        from: NaiveDate,
        equated: &BTreeSet<NaiveDate>,
    ) -> Deadline {
        let head = rule.head();
        let length = Length::Weeks(rule.numbers.weeks);
        let end = length.last_day(from);
        let mut steps = vec![step(head, term_text(head, from, length, end), from, end)];
        let free = FreeDays { calendar: self.calendar(), extra: Some(equated) };
        let covered = self.act_covers(TermSpec { length, statutory: true, extension: None });
        let last_day = if covered { free.next_working_day(end) } else { end };
        if last_day > end {
            let act = self.file.act.head();
            steps.push(step(act, moved_text(self, act, end, last_day), end, last_day));
        }
        deadline(last_day, steps)
    }
}

fn deadline(last_day: NaiveDate, steps: Vec<Step>) -> Deadline {
    Deadline {
        last_day: Some(last_day),
        at_the_earliest: false,
        steps,
        warnings: Vec::new(),
        penalty: None,
    }
}

fn term_text(head: RuleHead<'_>, from: NaiveDate, length: Length, end: NaiveDate) -> String {
    let (from, end) = (dutch_date_with_weekday(from), dutch_date_with_weekday(end));
    let values: &Values<'_> = &[("van", &from), ("termijn", &length.dutch()), ("datum", &end)];
    fill(head.text, values)
}

fn moved_text(rules: &TermRules, act: RuleHead<'_>, end: NaiveDate, last_day: NaiveDate) -> String {
    let reason = rules.calendar().holiday_name(end);
    let reason = reason.map_or_else(String::new, |name| format!(" ({name})"));
    let (end, last_day) = (dutch_date_with_weekday(end), dutch_date_with_weekday(last_day));
    let values: &Values<'_> = &[("einde", &end), ("reden", &reason), ("datum", &last_day)];
    fill(act.text, values)
}

/// A step that moves the end from one day to another.
fn step(head: RuleHead<'_>, description: String, from: NaiveDate, to: NaiveDate) -> Step {
    Step {
        rule: head.id.to_owned(),
        article: head.article.to_owned(),
        description,
        days: to.signed_duration_since(from).num_days(),
        date: Some(to),
    }
}
