//! Terms besides the decision term: objection and appeal, the decision on an objection, refusing to handle, and terms that
//! the body sets itself.

use super::calendar::FreeDays;
use super::deadline::{Deadline, Step};
use super::format::{Rule, RuleHead, Weeks};
use super::rules::TermRules;
use super::spec::{Length, TermSpec};
use super::text::{Values, fill};
use super::validity::validity_warning;
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
    /// Appeal to the court against the decision on an objection (Awb 6:7, 6:8, 8:1).
    #[doc(alias = "beroep na bezwaar")]
    AppealAfterObjection,
    /// Higher appeal against a ruling of the court (Awb 6:24, 8:108).
    #[doc(alias = "hoger beroep")]
    HigherAppeal,
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
            Remedy::AppealAfterObjection => &self.file.appeal_after_objection,
            Remedy::HigherAppeal => &self.file.higher_appeal,
        };
        self.statutory(rule, made_known, equated)
    }

    /// Returns the term to decide on an objection (Awb 7:10), with a step for every part.
    ///
    /// `objection_term_end` is the last day to object, as [`TermRules::remedy_term`] gives it: the term starts the day after.
    /// A `committee` is an advisory committee of Awb 7:13; `extended` is the one extension of Awb 7:10(3). `paused_days` are
    /// the days in which the objector repaired a defect (Awb 7:10(2)); nought and below are no pause.
    #[doc(alias = "beslissing op bezwaar")]
    pub fn objection_decision_term(
        &self,
        objection_term_end: NaiveDate,
        committee: bool,
        extended: bool,
        paused_days: i64,
        equated: &BTreeSet<NaiveDate>,
    ) -> Deadline {
        let rule = &self.file.objection_decision;
        let weeks = rule.numbers;
        let basic = if committee { weeks.committee_weeks } else { weeks.weeks };
        let extension =
            (self.file.objection_extension.head(), Length::Weeks(weeks.extension_weeks));
        let pause = u32::try_from(paused_days.max(0)).unwrap_or(u32::MAX);
        let repair = (self.file.objection_repair.head(), Length::Days(pause));
        let later = [(extended, extension), (pause > 0, repair)];
        let later = later.into_iter().filter_map(|(applies, part)| applies.then_some(part));
        let first = (rule.head(), Length::Weeks(basic));
        let mut found = self.statutory_parts(objection_term_end, first, later, equated);
        validity_warning(self, rule.head(), objection_term_end, &mut found.warnings);
        found
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
        let basic = (rule.head(), Length::Weeks(rule.numbers.weeks));
        self.statutory_parts(from, basic, [], equated)
    }

    /// Counts a basic term and what lengthens it, and applies the Algemene termijnenwet last and once, when it covers the
    /// basic term.
    fn statutory_parts<'a>(
        &self,
        from: NaiveDate,
        basic: Part<'a>,
        later: impl IntoIterator<Item = Part<'a>>,
        equated: &BTreeSet<NaiveDate>,
    ) -> Deadline {
        let mut end = from;
        let mut steps = Vec::new();
        for (head, length) in std::iter::once(basic).chain(later) {
            let next = length.last_day(end);
            steps.push(step(head, term_text(head, end, length, next), end, next));
            end = next;
        }
        let (_, length) = basic;
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

/// A part of a term: the rule that explains it, and its length.
type Part<'a> = (RuleHead<'a>, Length);

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
