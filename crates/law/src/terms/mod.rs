//! Legal terms: the last day on which a decision may be made known, with every day explained.
//!
//! The numbers, texts and choices are data ([`TermRules`], from `rules/national/terms.toml` and `holidays.toml`); this
//! module only counts. A [`Timeline`] says what happened on which day, [`compute()`] answers with a [`Deadline`]:
//!
//! 1. the basic term runs from the receipt and gives a raw end;
//! 2. pauses and extensions are taken in the order in which they begin; each moves the raw end by whole days, and each only
//!    when the term is still running at that moment;
//! 3. the Algemene termijnenwet is applied once, to the raw end that is left.
//!
//! Nothing here reads a clock: the reference date is part of the timeline, or a value from the caller.

mod advice;
mod calendar;
mod compute;
mod deadline;
mod format;
mod holidays_format;
mod other_terms;
mod parse;
mod parse_events;
mod parse_fields;
mod penalty;
mod rules;
mod spec;
mod text;
mod timeline;
mod validity;

pub use advice::AdviceTerm;
pub use calendar::{Calendar, easter_sunday};
pub use compute::compute;
pub use deadline::{Deadline, Penalty, Step, Warning};
pub use format::{
    Absent, ActScope, AdviceChoices, AdviceLimitChoices, AdviceLimits, AdviceWarnings, BasicTerm,
    CatalogueTerm, CompletionChoices, DecisionWarnings, ExtensionChoices, ExtensionLimits,
    ExtensionWarnings, MinimumWorkdays, NoTermWarnings, ObjectionDecisionWeeks, PauseWarnings,
    PenaltyBandFormat, PenaltyChoices, PenaltyNumbers, PenaltyWarnings, Rule, SilenceNumbers,
    SilenceWarnings, TermsFile, Weeks,
};
pub use holidays_format::{
    EquatedDayFormat, FixedDay, HolidayFormat, HolidaysFile, Moved, WeekdayName,
};
pub use other_terms::{BodyTerm, Remedy};
pub use parse::{NoProfile, TimelineContext};
pub use rules::TermRules;
pub use spec::{
    DoorKind, Extension, ExtensionFormat, Length, MostExtension, TermProfile, TermSpec,
    TermSpecError, TermSpecFormat,
};
pub use timeline::Timeline;

#[cfg(test)]
mod tests;
