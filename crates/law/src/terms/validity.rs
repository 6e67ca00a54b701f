//! Rules that are used for a day on which they did not hold.

use super::deadline::Warning;
use super::format::RuleHead;
use super::rules::TermRules;
use super::text::Values;
use chrono::NaiveDate;
use kernel::dutch_date;

/// Warns when a rule is used for a day on which it was not, or no longer, in force in this form.
pub(super) fn validity_warning(
    rules: &TermRules,
    head: RuleHead<'_>,
    day: NaiveDate,
    warnings: &mut Vec<Warning>,
) {
    if day >= head.valid_from && head.valid_to.is_none_or(|last| day <= last) {
        return;
    }
    let last = head.valid_to.map_or_else(|| "nu".to_owned(), dutch_date);
    let (on, first) = (dutch_date(day), dutch_date(head.valid_from));
    let values: &Values<'_> =
        &[("artikel", &head.article), ("op", &on), ("van", &first), ("tot", &last)];
    let decision = &rules.file.decision;
    let text = &decision.warnings.outside_validity;
    let warning = Warning::new(decision.head(), "buitenGeldigheid", text, values);
    if !warnings.contains(&warning) {
        warnings.push(warning);
    }
}
