//! Samples of the notice that the LBB was asked for advice (L10).

use super::{Sample, bare_frame, day, form_request, frame, sample};
use crate::advice_notice::{AdviceNotice, Position, Suspension};
use crate::frame::Frame;
use crate::letter::LetterContent;

/// Returns L10 samples: every position, and every way in which a term stands still.
pub fn advice_notices() -> Vec<Sample> {
    let base = advice_notice();
    let with = |change: fn(&mut Suspension)| {
        let mut notice = base.clone();
        notice.suspension.iter_mut().for_each(change);
        notice
    };
    let extended = with(|term| {
        term.until = day(2027, 1, 28);
        term.extended = true;
        term.decision_by = Some(day(2027, 3, 22));
    });
    let waiting = with(|term| {
        term.waiting = true;
        term.decision_by = None;
    });
    let elsewhere = |position| AdviceNotice { position, suspension: None, ..base.clone() };
    let empty = AdviceNotice { frame: bare_frame(), ..elsewhere(Position::Applicant) };
    vec![
        sample("l10-aanvraag", base.clone()),
        sample("l10-verlengd", extended),
        sample("l10-wacht-op-antwoord", waiting),
        sample("l10-houder", elsewhere(Position::Holder)),
        sample("l10-overeenkomst", elsewhere(Position::Counterparty)),
        sample("l10-kaal", empty),
    ]
}

/// A full L10, of the day of the request: eight weeks with that day in it end on 31 December.
pub fn advice_notice() -> AdviceNotice {
    AdviceNotice {
        frame: Frame { enclosures: Vec::new(), ..frame() },
        position: Position::Applicant,
        matter: form_request().matter,
        asked_on: day(2026, 11, 6),
        suspension: Some(Suspension {
            until: day(2026, 12, 31),
            waiting: false,
            extended: false,
            decision_by: Some(day(2027, 2, 22)),
        }),
    }
}

impl From<AdviceNotice> for LetterContent {
    fn from(letter: AdviceNotice) -> Self {
        Self::AdviceNotice(Box::new(letter))
    }
}
