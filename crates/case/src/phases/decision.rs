//! The decision (art. 3, 5, 5a, 33).

use crate::command::Decide;
use crate::gates::{AllHeard, Claim, Warrant, ensure};
use crate::procedure::Outcome;
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{Assessed, Course, Decided, Decision, Heard, Intended, Intent, Merits};
use chrono::NaiveDate;
use kernel::AccountId;

impl Assessed {
    /// Decides without an intention: only a favourable decision without conditions can do without views.
    pub(crate) fn decided(self, command: &Decide, by: AccountId) -> Result<Decided, Refusal> {
        let warrant = Warrant::weigh(&self.dossier, &self.beoordeling, command.claim())?;
        ensure(!command.uitkomst.needs_views(), RefusalCode::ViewsMissing)?;
        let concluded = self.beoordeling.concluded_on();
        ensure(command.bekendgemaakt_op >= concluded, RefusalCode::Contradiction)?;
        let course = Course::Inhoudelijk(Box::new(Merits {
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: self.onderzoek,
            beoordeling: self.beoordeling,
            voornemen: None,
        }));
        Ok(Decided::new(self.dossier, course, Decision::new(command, by, warrant)))
    }
}

impl Intended {
    /// Decides after the views: as intended, or in favour.
    pub(crate) fn decided(self, command: &Decide, by: AccountId) -> Result<Decided, Refusal> {
        let warrant = Warrant::weigh(&self.dossier, &self.beoordeling, command.claim())?;
        if command.uitkomst != Outcome::Gunstig {
            ensure(follows(&self.voornemen, command), RefusalCode::OffIntent)?;
            AllHeard::of(&self.dossier, &self.voornemen)?;
            let after = heard_before(&self.voornemen, command.bekendgemaakt_op);
            ensure(after, RefusalCode::Contradiction)?;
        }
        ensure(command.bekendgemaakt_op >= self.voornemen.op, RefusalCode::Contradiction)?;
        let course = Course::Inhoudelijk(Box::new(Merits {
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: self.onderzoek,
            beoordeling: self.beoordeling,
            voornemen: Some(self.voornemen),
        }));
        Ok(Decided::new(self.dossier, course, Decision::new(command, by, warrant)))
    }
}

/// Conditions may be dropped after the views, not added or changed: on new ones nobody was heard.
fn follows(intent: &Intent, command: &Decide) -> bool {
    intent.uitkomst == command.uitkomst
        && intent.grondslag == command.grondslag
        && command.voorschriften.iter().all(|condition| intent.voorschriften.contains(condition))
}

/// Returns whether everyone was heard when a decision of that day was made known; the last day to give views counts.
fn heard_before(intent: &Intent, made_known: NaiveDate) -> bool {
    intent.zienswijzen.iter().all(|hearing| match hearing.stand {
        Heard::Gegeven { op, .. } => op <= made_known,
        Heard::Ongebruikt { .. } => intent.uiterlijk < made_known,
        Heard::Uitgezonderd { .. } => true,
        Heard::Gevraagd => false,
    })
}

impl Decide {
    fn claim(&self) -> Claim<'_> {
        Claim { outcome: self.uitkomst, basis: self.grondslag, conditions: &self.voorschriften }
    }
}

impl Decision {
    /// A decision exists only with the proof that it is carried.
    fn new(command: &Decide, by: AccountId, _warrant: Warrant) -> Self {
        Self {
            uitkomst: Some(command.uitkomst),
            grondslag: command.grondslag,
            voorschriften: command.voorschriften.clone(),
            motivering: command.motivering.clone(),
            mandaat: command.mandaat.clone(),
            door: by,
            bekendgemaakt_op: command.bekendgemaakt_op,
        }
    }
}
