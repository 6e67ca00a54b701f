//! Counting a timeline: basic term, pauses and extensions in the order in which they begin, the Termijnenwet last.

use super::advice::advice_span;
use super::calendar::FreeDays;
use super::deadline::{Deadline, Step, Warning};
use super::format::{NoTermWarnings, Rule, RuleHead};
use super::penalty::penalty;
use super::rules::{Basis, TermRules};
use super::spec::{DoorKind, MostExtension, TermSpec, days_between, plus};
use super::text::{Values, dutch_days, fill};
use super::timeline::{AdviceRequest, Event, PauseKind, Timeline};
use super::validity::validity_warning;
use chrono::NaiveDate;
use kernel::{dutch_date, dutch_date_with_weekday};

/// Counts the last day of a timeline, with every step, warning and, after a notice of default, the penalty.
///
/// The rules are those of `rules/national/terms.toml`; see the module documentation for the order of counting.
#[doc(alias = "beslistermijn")]
pub fn compute(timeline: &Timeline, rules: &TermRules) -> Deadline {
    let mut warnings = timeline_warnings(timeline, rules);
    let mut deadline = match rules.basis(&timeline.profile, timeline.given) {
        Some(basis) => Count::new(timeline, rules, basis).run(&mut warnings),
        None => no_term(timeline, rules, &mut warnings),
    };
    deadline.penalty = penalty(timeline, rules, deadline.last_day, &mut warnings);
    silence_warning(timeline, rules, deadline.last_day, &mut warnings);
    deadline.warnings = warnings;
    deadline
}

fn timeline_warnings(timeline: &Timeline, rules: &TermRules) -> Vec<Warning> {
    let (head, texts) = (rules.file.decision.head(), &rules.file.decision.warnings);
    let mut warnings = Vec::new();
    if timeline.future_receipt {
        let values: &Values<'_> = &[("ontvangen", &dutch_date(timeline.receipt))];
        warnings.push(Warning::new(head, "ontvangstNaVandaag", &texts.future_receipt, values));
    }
    if let (2.., Some(first)) = (timeline.decisions().count(), timeline.decision()) {
        let values: &Values<'_> = &[("op", &dutch_date(first))];
        warnings.push(Warning::new(head, "tweedeBesluit", &texts.second_decision, values));
    }
    warnings
}

fn no_term(timeline: &Timeline, rules: &TermRules, warnings: &mut Vec<Warning>) -> Deadline {
    let rule: &Rule<_, _, NoTermWarnings> = match timeline.profile.kind {
        DoorKind::Civil => &rules.file.none_civil,
        DoorKind::OwnMotion | DoorKind::Application => &rules.file.none_own_motion,
    };
    let pauses = |event: &Event| matches!(event, Event::Completion { .. } | Event::Pause { .. });
    if timeline.events.iter().any(pauses) {
        let text = &rule.warnings.nothing_to_suspend;
        warnings.push(Warning::new(rule.head(), "nietsOpTeSchorten", text, &[]));
    }
    without_application(timeline, rules, warnings);
    let head = rule.head();
    let step = Step {
        rule: head.id.to_owned(),
        article: head.article.to_owned(),
        description: fill(head.text, &[("ontvangen", &dutch_date(timeline.receipt))]),
        days: 0,
        date: None,
    };
    Deadline {
        last_day: None,
        at_the_earliest: false,
        steps: vec![step],
        warnings: Vec::new(),
        penalty: None,
    }
}

/// Warns about events that only exist when there is an application.
fn without_application(timeline: &Timeline, rules: &TermRules, warnings: &mut Vec<Warning>) {
    const NAME: &str = "zonderAanvraag";
    if timeline.has_application() {
        return;
    }
    if timeline.events.iter().any(|event| matches!(event, Event::Advice(_))) {
        let rule = &rules.file.advice;
        warnings.push(Warning::new(rule.head(), NAME, &rule.warnings.no_application, &[]));
    }
    if timeline.events.iter().any(|event| matches!(event, Event::Extension { .. })) {
        let rule = &rules.file.extension;
        warnings.push(Warning::new(rule.head(), NAME, &rule.warnings.no_application, &[]));
    }
}

fn silence_warning(
    timeline: &Timeline,
    rules: &TermRules,
    last_day: Option<NaiveDate>,
    warnings: &mut Vec<Warning>,
) {
    let rule = &rules.file.silence;
    let Some(last_day) = last_day else { return };
    if !timeline.profile.positive_silence || !timeline.has_application() {
        return;
    }
    let left = last_day.signed_duration_since(timeline.reference).num_days();
    let end = dutch_date_with_weekday(last_day);
    match timeline.decision() {
        Some(decision) if decision <= last_day => {}
        None if left >= 0 => {
            if left <= i64::from(rule.numbers.warn_days) {
                let values: &Values<'_> = &[("einde", &end), ("dagen", &dutch_days(left))];
                warnings.push(Warning::new(rule.head(), "nadert", &rule.warnings.near, values));
            }
        }
        Some(_) | None => {
            let values: &Values<'_> = &[("einde", &end)];
            warnings.push(Warning::new(rule.head(), "verstreken", &rule.warnings.passed, values));
        }
    }
}

/// A pause, as days: both ends count, and `last` lies before `first` when no day is left.
struct Span<'a> {
    first: NaiveDate,
    last: NaiveDate,
    open: bool,
    head: RuleHead<'a>,
    after_end: (RuleHead<'a>, &'a str),
    /// The days that the text names.
    shown: (NaiveDate, NaiveDate),
    warnings: Vec<Warning>,
}

/// Something that moves the end of the term.
enum Moment<'a> {
    Pause(Span<'a>),
    Advice(&'a AdviceRequest),
    Extension { days: i64 },
}

struct Count<'a> {
    timeline: &'a Timeline,
    rules: &'a TermRules,
    free: FreeDays<'a>,
    basis: Basis<'a>,
    /// The end so far, before the Termijnenwet.
    raw: NaiveDate,
    /// The last day that is paused already; only days after the receipt are term days.
    paused_through: NaiveDate,
    at_the_earliest: bool,
    advice_requests: u32,
    extensions: u32,
    steps: Vec<Step>,
}

impl<'a> Count<'a> {
    fn new(timeline: &'a Timeline, rules: &'a TermRules, basis: Basis<'a>) -> Self {
        Self {
            timeline,
            rules,
            free: FreeDays { calendar: rules.calendar(), extra: Some(&timeline.equated) },
            basis,
            raw: basis.term.length.last_day(timeline.receipt),
            paused_through: timeline.receipt,
            at_the_earliest: false,
            advice_requests: 0,
            extensions: 0,
            steps: Vec::new(),
        }
    }

    fn run(mut self, warnings: &mut Vec<Warning>) -> Deadline {
        self.first_step(warnings);
        without_application(self.timeline, self.rules, warnings);
        for (day, moment) in self.moments() {
            match moment {
                Moment::Pause(span) => self.pause(span, warnings),
                Moment::Advice(request) => self.advice(request, warnings),
                Moment::Extension { days } => self.extend(day, days, warnings),
            }
        }
        let last_day = self.under_the_act(warnings);
        Deadline {
            last_day: Some(last_day),
            at_the_earliest: self.at_the_earliest,
            steps: self.steps,
            warnings: Vec::new(),
            penalty: None,
        }
    }

    /// What moves the end, in the order in which it begins: whether it counts depends on what came before.
    fn moments(&self) -> Vec<(NaiveDate, Moment<'a>)> {
        let application = self.timeline.has_application();
        let of_pause = |span: Span<'a>| Some((span.first, Moment::Pause(span)));
        let mut moments: Vec<_> = self
            .timeline
            .events
            .iter()
            .filter_map(|event| match event {
                Event::Completion { sent, term_end, received } => {
                    of_pause(self.completion_span(*sent, *term_end, *received))
                }
                Event::Pause { kind, from, to } => of_pause(self.agreed_span(*kind, *from, *to)),
                Event::Advice(request) if application => {
                    Some((request.asked, Moment::Advice(request)))
                }
                Event::Extension { made_known, days } if application => {
                    Some((*made_known, Moment::Extension { days: *days }))
                }
                _ => None,
            })
            .collect();
        moments.sort_by_key(|(day, _)| *day);
        moments
    }

    fn first_step(&mut self, warnings: &mut Vec<Warning>) {
        let Basis { term, rule, article } = self.basis;
        let received = dutch_date_with_weekday(self.timeline.receipt);
        let end = dutch_date_with_weekday(self.raw);
        let length = term.length.dutch();
        let values: &Values<'_> =
            &[("termijn", &length), ("ontvangen", &received), ("datum", &end)];
        let description = fill(rule.text, values);
        let days = self.raw.signed_duration_since(self.timeline.receipt).num_days();
        self.check_validity(rule, warnings);
        self.steps.push(Step {
            rule: rule.id.to_owned(),
            article: article.to_owned(),
            description,
            days,
            date: Some(self.raw),
        });
    }

    /// Moves the raw end and explains it.
    fn step(&mut self, head: RuleHead<'_>, text: &str, days: i64, values: &Values<'_>) {
        self.raw = plus(self.raw, days);
        let (end, amount) = (dutch_date_with_weekday(self.raw), dutch_days(days));
        let own: &Values<'_> = &[("dagen", &amount), ("datum", &end)];
        self.steps.push(Step {
            rule: head.id.to_owned(),
            article: head.article.to_owned(),
            description: fill(&fill(text, values), own),
            days,
            date: Some(self.raw),
        });
    }

    /// The end as it stands, on a day that is no weekend or holiday when the Act covers this term.
    fn shifted(&self) -> NaiveDate {
        if !self.rules.act_covers(self.basis.term) {
            return self.raw;
        }
        let wanted = self.rules.workdays_wanted(self.basis.term);
        let end = self.free.with_workdays(self.timeline.receipt, self.raw, wanted);
        self.free.next_working_day(end)
    }

    /// The term still runs on `day`, or stands still on it.
    fn runs_on(&self, day: NaiveDate) -> bool {
        day <= self.shifted() || (self.has_paused() && day <= self.paused_through)
    }

    fn has_paused(&self) -> bool {
        self.paused_through > self.timeline.receipt
    }

    fn completion_span(
        &self,
        sent: NaiveDate,
        term_end: Option<NaiveDate>,
        received: Option<NaiveDate>,
    ) -> Span<'a> {
        let reference = self.timeline.reference;
        let known = match (term_end, received) {
            (Some(end), Some(received)) => Some(end.min(received)),
            (None, received) => received,
            (Some(end), None) => Some(end).filter(|end| *end <= reference),
        };
        let rule = &self.rules.file.completion;
        let end = known.unwrap_or(reference);
        Span {
            // The law starts the pause on the day after the request, and the day that ends it counts again.
            first: plus(sent, 1),
            last: if rule.choices.completion_day_counts { end } else { plus(end, -1) },
            open: known.is_none(),
            head: rule.head(),
            after_end: (rule.head(), &rule.warnings.after_end),
            shown: (sent, end),
            warnings: Vec::new(),
        }
    }

    fn agreed_span(&self, kind: PauseKind, from: NaiveDate, to: Option<NaiveDate>) -> Span<'a> {
        let rule = match kind {
            PauseKind::Consent => &self.rules.file.consent,
            PauseKind::ApplicantDelay => &self.rules.file.applicant_delay,
            PauseKind::ForceMajeure => &self.rules.file.force_majeure,
        };
        let last = to.unwrap_or(self.timeline.reference);
        Span {
            first: from,
            last,
            open: to.is_none(),
            head: rule.head(),
            after_end: (rule.head(), &rule.warnings.after_end),
            shown: (from, last),
            warnings: Vec::new(),
        }
    }

    fn advice(&mut self, request: &AdviceRequest, warnings: &mut Vec<Warning>) {
        let rule = &self.rules.file.advice;
        self.advice_requests += 1;
        if self.advice_requests > 1 && !rule.choices.second_request_counts {
            let values: &Values<'_> = &[("op", &dutch_date(request.asked))];
            warnings.push(Warning::new(rule.head(), "tweede", &rule.warnings.second, values));
            return;
        }
        let span = advice_span(request, self.rules, self.free, self.timeline.reference);
        let limited = span.ended_by_limit;
        let head = if limited { self.rules.file.advice_limit.head() } else { rule.head() };
        let span = Span {
            first: request.asked,
            last: span.last,
            open: span.open,
            head,
            after_end: (rule.head(), &rule.warnings.after_end),
            shown: (request.asked, span.last),
            warnings: span.warnings,
        };
        self.pause(span, warnings);
    }

    fn pause(&mut self, span: Span<'_>, warnings: &mut Vec<Warning>) {
        let from = dutch_date(span.shown.0);
        if !self.runs_on(span.first) {
            let (head, text) = span.after_end;
            let end = dutch_date_with_weekday(self.shifted());
            let values: &Values<'_> = &[("van", &from), ("einde", &end)];
            warnings.push(Warning::new(head, "naEinde", text, values));
            return;
        }
        // Days that are paused already, and days up to the receipt, do not count again.
        let first_new = span.first.max(plus(self.paused_through, 1));
        let days = days_between(first_new, span.last);
        self.paused_through = self.paused_through.max(span.last);
        self.at_the_earliest |= span.open;
        let text = span.head.running_text.filter(|_| span.open).unwrap_or(span.head.text);
        let till = dutch_date(span.shown.1);
        self.check_validity(span.head, warnings);
        self.step(span.head, text, days, &[("van", &from), ("tot", &till)]);
        warnings.extend(span.warnings);
    }

    fn extend(&mut self, made_known: NaiveDate, days: i64, warnings: &mut Vec<Warning>) {
        let rule = &self.rules.file.extension;
        let (head, texts) = (rule.head(), &rule.warnings);
        let on = dutch_date(made_known);
        let mut warn = |name, text: &str, values: &Values<'_>| {
            warnings.push(Warning::new(head, name, text, values));
        };
        let Some(allowed) = self.basis.term.extension else {
            return warn("nietToegestaan", &texts.not_allowed, &[("op", &on)]);
        };
        if self.extensions >= rule.numbers.most_times {
            return warn("tweede", &texts.second, &[("op", &on)]);
        }
        if !self.runs_on(made_known) {
            let end = dutch_date_with_weekday(self.shifted());
            return warn("teLaat", &texts.too_late, &[("op", &on), ("einde", &end)]);
        }
        if let Some(within) = allowed.decided_within_weeks {
            let plain = plus(self.timeline.receipt, i64::from(within) * 7);
            let shifts = rule.choices.within_weeks_shifts;
            let latest = if shifts { self.free.next_working_day(plain) } else { plain };
            if made_known > latest {
                let latest = dutch_date_with_weekday(latest);
                return warn(
                    "naBinnenWeken",
                    &texts.after_weeks,
                    &[("op", &on), ("uiterste", &latest)],
                );
            }
        }
        let most = match allowed.most {
            MostExtension::Weeks(weeks) => i64::from(weeks) * 7,
            MostExtension::Reasonable => days,
        };
        if days > most {
            let (asked, most) = (dutch_days(days), dutch_days(most));
            let values: &Values<'_> = &[("op", &on), ("dagen", &asked), ("maximum", &most)];
            warn("teLang", &texts.too_long, values);
        }
        self.extensions += 1;
        self.check_validity(head, warnings);
        self.step(head, head.text, days.min(most), &[("op", &on)]);
    }

    /// Applies the Algemene termijnenwet to the end that is left, once.
    fn under_the_act(&mut self, warnings: &mut Vec<Warning>) -> NaiveDate {
        let term: TermSpec = self.basis.term;
        if !self.rules.act_covers(term) {
            return self.raw;
        }
        let file = &self.rules.file;
        let wanted = self.rules.workdays_wanted(term);
        let enough = self.free.with_workdays(self.timeline.receipt, self.raw, wanted);
        self.move_to(enough, file.minimum_workdays.head(), warnings);
        let working = self.free.next_working_day(self.raw);
        self.move_to(working, file.act.head(), warnings);
        self.raw
    }

    fn move_to(&mut self, day: NaiveDate, head: RuleHead<'_>, warnings: &mut Vec<Warning>) {
        let days = day.signed_duration_since(self.raw).num_days();
        if days > 0 {
            let end = dutch_date_with_weekday(self.raw);
            let reason = self.free.calendar.holiday_name(self.raw).unwrap_or("");
            let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
            self.check_validity(head, warnings);
            self.step(head, head.text, days, &[("einde", &end), ("reden", &reason)]);
        }
    }

    fn check_validity(&self, head: RuleHead<'_>, warnings: &mut Vec<Warning>) {
        validity_warning(self.rules, head, self.timeline.receipt, warnings);
    }
}
