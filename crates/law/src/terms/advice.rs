//! How long a request for advice of the LBB suspends the decision term (Wet Bibob 31, with 15).

use super::calendar::FreeDays;
use super::deadline::Warning;
use super::rules::TermRules;
use super::spec::plus;
use super::timeline::{AdviceRequest, Event, Timeline};
use chrono::NaiveDate;
use kernel::dutch_date;

/// The term in which the LBB must advise (Wet Bibob 15): eight weeks, its questions and its one extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdviceTerm {
    /// The day of the request.
    pub asked: NaiveDate,
    /// The last day of the term, which is also the last day of the suspension (art. 31).
    pub last_day: NaiveDate,
    /// The LBB waits for an answer, so that the last day still moves.
    pub moving: bool,
}

impl Timeline {
    /// Returns the term of the last request for advice, at any door: art. 15 holds there too, art. 31 does not.
    pub fn advice_term(&self, rules: &TermRules) -> Option<AdviceTerm> {
        let request = self.events.iter().rev().find_map(|event| match event {
            Event::Advice(request) => Some(request),
            _ => None,
        })?;
        let free = FreeDays { calendar: rules.calendar(), extra: Some(&self.equated) };
        let limit = limit(request, rules, free, self.reference, &mut Vec::new());
        let shifts = rules.file.advice_limit.choices.limit_shifts;
        let last_day = if shifts { limit.apart } else { limit.plain };
        Some(AdviceTerm { asked: request.asked, last_day, moving: limit.waiting })
    }
}

/// The days of one suspension by a request for advice, the request day included.
#[derive(Clone, Debug)]
pub(super) struct AdviceSpan {
    /// The last suspended day.
    pub(super) last: NaiveDate,
    /// Neither advice nor the limit has come: the suspension still runs on the reference date.
    pub(super) open: bool,
    /// The limit ended the suspension, not the advice.
    pub(super) ended_by_limit: bool,
    /// What a person has to look at.
    pub(super) warnings: Vec<Warning>,
}

/// The last day the suspension can have.
struct Limit {
    plain: NaiveDate,
    /// The same with the two advice terms each moved by the Algemene termijnenwet.
    apart: NaiveDate,
    /// The LBB still waits for an answer, so that the limit moves on every day.
    waiting: bool,
}

/// Counts the suspension of one request. Without advice it ends at the limit, or runs on until the reference date.
pub(super) fn advice_span(
    request: &AdviceRequest,
    rules: &TermRules,
    free: FreeDays<'_>,
    reference: NaiveDate,
) -> AdviceSpan {
    let mut warnings = Vec::new();
    let limit = limit(request, rules, free, reference, &mut warnings);
    let limit_shifts = rules.file.advice_limit.choices.limit_shifts;
    let limit_day = if limit_shifts { limit.apart } else { limit.plain };
    let known_end = request.received.filter(|received| *received <= limit_day);
    let moving = request.received.is_none() && limit.waiting;
    let open = moving || (request.received.is_none() && reference < limit_day);
    // While the limit still moves, there is no day to compare.
    if !moving
        && known_end.is_none_or(|received| received > limit.plain.min(limit.apart))
        && limit.plain != limit.apart
    {
        let other = if limit_shifts { limit.plain } else { limit.apart };
        warnings.push(Warning::new(
            rules.file.advice.head(),
            "andereLaatsteDag",
            &rules.file.advice.warnings.other_last_day,
            &[("maximum", &dutch_date(limit_day)), ("ander", &dutch_date(other))],
        ));
    }
    let (last, ended_by_limit) = match (known_end, open) {
        (Some(received), _) => (received, false),
        (None, true) => (reference.min(limit_day), false),
        (None, false) => (limit_day, true),
    };
    AdviceSpan { last, open, ended_by_limit, warnings }
}

fn limit(
    request: &AdviceRequest,
    rules: &TermRules,
    free: FreeDays<'_>,
    reference: NaiveDate,
    warnings: &mut Vec<Warning>,
) -> Limit {
    let rule = &rules.file.advice_limit;
    let weeks = |count: u32| i64::from(count) * 7;
    let extension = if rule.choices.unused_extension_counts {
        weeks(rule.numbers.extension_weeks)
    } else {
        i64::from(request.extended_days)
    };
    // The request day is the first suspended day, so a length of n days ends n - 1 days later.
    let mut plain = plus(request.asked, weeks(rule.numbers.weeks) + extension - 1);
    let mut paused_until = request.asked;
    let mut waiting = false;
    let mut questions = request.questions.clone();
    questions.sort_by_key(|question| question.from);
    for question in questions {
        if question.from > plain || request.received.is_some_and(|day| question.from > day) {
            let head = rules.file.advice.head();
            let text = &rules.file.advice.warnings.late_question;
            let values: &super::text::Values<'_> = &[("van", &dutch_date(question.from))];
            warnings.push(Warning::new(head, "vraagTeLaat", text, values));
            continue;
        }
        waiting |= question.to.is_none();
        // The day of the answer is the first that counts again.
        let answer = question.to.unwrap_or(reference);
        let running = if rule.choices.answer_day_counts { plus(answer, 1) } else { answer };
        let added = running.signed_duration_since(question.from.max(paused_until)).num_days();
        plain = plus(plain, added.max(0));
        paused_until = paused_until.max(running);
    }
    let first_term = free.next_working_day(plus(plain, -extension));
    let apart = if extension == 0 {
        first_term
    } else {
        free.next_working_day(plus(first_term, extension))
    };
    Limit { plain, apart, waiting }
}
