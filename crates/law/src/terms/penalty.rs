//! The penalty for deciding too late (Awb 4:17 and 4:18).

use super::calendar::FreeDays;
use super::deadline::{Penalty, Warning};
use super::rules::TermRules;
use super::spec::plus;
use super::text::Values;
use super::timeline::Timeline;
use super::validity::validity_warning;
use chrono::NaiveDate;
use kernel::{Euro, dutch_date, dutch_date_with_weekday};

/// Counts the penalty when the timeline has a notice of default, and warns about notices that have no effect.
pub(super) fn penalty(
    timeline: &Timeline,
    rules: &TermRules,
    last_day: Option<NaiveDate>,
    warnings: &mut Vec<Warning>,
) -> Option<Penalty> {
    let rule = &rules.file.penalty;
    let (head, texts) = (rule.head(), &rule.warnings);
    let notices = timeline.defaults();
    notices.first()?;
    let mut warn = |name, text: &str, values: &Values<'_>| {
        warnings.push(Warning::new(head, name, text, values));
    };
    if !timeline.has_application() {
        warn("zonderAanvraag", &texts.no_application, &[]);
        return Some(Penalty::NONE);
    }
    if timeline.profile.positive_silence {
        warn("stilzwijgend", &texts.positive_silence, &[]);
        return Some(Penalty::NONE);
    }
    // An application always has a term.
    let last_day = last_day?;
    for notice in notices.range(..=last_day) {
        let values: &Values<'_> =
            &[("op", &dutch_date(*notice)), ("einde", &dutch_date_with_weekday(last_day))];
        warn("teVroeg", &texts.too_early, values);
    }
    let Some(notice) = notices.into_iter().find(|notice| *notice > last_day) else {
        return Some(Penalty::NONE);
    };
    if timeline.decision().is_some_and(|decision| decision < notice) {
        warn("naBesluit", &texts.after_decision, &[("op", &dutch_date(notice))]);
    }
    validity_warning(rules, head, notice, warnings);
    Some(owed(timeline, rules, notice))
}

fn owed(timeline: &Timeline, rules: &TermRules, notice: NaiveDate) -> Penalty {
    let rule = &rules.file.penalty;
    let plain = plus(notice, i64::from(rule.numbers.wait_weeks) * 7);
    let free = FreeDays { calendar: rules.calendar(), extra: Some(&timeline.equated) };
    // The two weeks end on `wait_end`; the day after it is the first penalty day.
    let wait_end = if rule.choices.wait_shifts { free.next_working_day(plain) } else { plain };
    let last = match timeline.decision() {
        Some(decision) if rule.choices.decision_day_counts => decision,
        Some(decision) => plus(decision, -1),
        None => timeline.reference,
    };
    let most = i64::from(rule.numbers.most_days);
    let days = last.signed_duration_since(wait_end).num_days().clamp(0, most);
    Penalty { due: days > 0, days, amount: amount(&rules.penalty_bands, days) }
}

fn amount(bands: &[(u32, Euro)], days: i64) -> Euro {
    let mut left = days;
    let cents = bands.iter().map(|(length, per_day)| {
        let here = left.min(i64::from(*length));
        left -= here;
        here * per_day.cents()
    });
    Euro::from_cents(cents.sum())
}
