//! What happened to one application, day by day.

use super::spec::{DoorKind, TermProfile, TermSpec};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What happened between the receipt and the reference date, checked for contradictions.
///
/// Read one with [`Timeline::parse`](super::Timeline::parse), or start from a receipt with [`Timeline::of_receipt`].
#[doc(alias = "tijdlijn")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    pub(super) profile: TermProfile,
    pub(super) given: Option<TermSpec>,
    pub(super) receipt: NaiveDate,
    pub(super) reference: NaiveDate,
    pub(super) future_receipt: bool,
    pub(super) equated: BTreeSet<NaiveDate>,
    pub(super) events: Vec<Event>,
}

/// One event. Open ends are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A request to complete the application (Awb 4:5, 4:15(1)a).
    Completion { sent: NaiveDate, term_end: Option<NaiveDate>, received: Option<NaiveDate> },
    /// A request for advice of the LBB (Wet Bibob 31).
    Advice(AdviceRequest),
    /// A pause from the first to the last day, both counted (Awb 4:15(2)).
    Pause { kind: PauseKind, from: NaiveDate, to: Option<NaiveDate> },
    /// An extension by the body.
    Extension { made_known: NaiveDate, days: i64 },
    /// A notice of default.
    Default { on: NaiveDate },
    /// The decision.
    Decision { made_known: NaiveDate },
}

/// A request for advice of the LBB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AdviceRequest {
    pub(super) asked: NaiveDate,
    pub(super) questions: Vec<Question>,
    pub(super) extended_days: u32,
    pub(super) received: Option<NaiveDate>,
}

/// A question of the LBB that stops its own advice term (Wet Bibob 15(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) from: NaiveDate,
    pub(super) to: Option<NaiveDate>,
}

/// The three grounds of Awb 4:15(2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PauseKind {
    /// The applicant agreed.
    Consent,
    /// The delay is the applicant's.
    ApplicantDelay,
    /// Force majeure.
    ForceMajeure,
}

impl Timeline {
    /// Starts a timeline that knows the receipt only; a reference date before the receipt becomes the receipt.
    pub fn of_receipt(profile: TermProfile, receipt: NaiveDate, reference: NaiveDate) -> Self {
        Self {
            profile,
            given: None,
            receipt,
            reference: reference.max(receipt),
            future_receipt: receipt > reference,
            equated: BTreeSet::new(),
            events: Vec::new(),
        }
    }

    /// Returns the day of receipt.
    pub fn receipt(&self) -> NaiveDate {
        self.receipt
    }

    /// Returns the reference date: pauses without an end are counted up to this day.
    #[doc(alias = "peildatum")]
    pub fn reference(&self) -> NaiveDate {
        self.reference
    }

    pub(super) fn has_application(&self) -> bool {
        self.profile.kind == DoorKind::Application
    }

    /// Returns the first decision that was made known.
    pub(super) fn decision(&self) -> Option<NaiveDate> {
        self.decisions().min()
    }

    pub(super) fn decisions(&self) -> impl Iterator<Item = NaiveDate> {
        self.events.iter().filter_map(|event| match event {
            Event::Decision { made_known } => Some(*made_known),
            _ => None,
        })
    }

    /// Returns the notices of default, earliest first.
    pub(super) fn defaults(&self) -> BTreeSet<NaiveDate> {
        let on = |event: &Event| match event {
            Event::Default { on } => Some(*on),
            _ => None,
        };
        self.events.iter().filter_map(on).collect()
    }
}
