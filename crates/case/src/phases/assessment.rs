//! Assessment by an official, confirmation by another, and the intention with its views (art. 3, 33).

use crate::actor::Actor;
use crate::assessment::{Assess, Assessment, Review};
use crate::command::{Confirm, ExceptViews, Intend, ReceiveViews, ViewsException, ViewsUnused};
use crate::gates::{Claim, Warrant, complete, ensure};
use crate::procedure::Procedure;
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{Assessed, Heard, Hearing, Intended, Intent, Investigation};
use chrono::NaiveDate;
use kernel::SubjectId;
use std::collections::BTreeSet;

impl Investigation {
    /// Records the assessment of an official.
    pub(crate) fn assessed(
        self,
        command: &Assess,
        actor: Actor,
        on: NaiveDate,
    ) -> Result<Assessed, Refusal> {
        complete(&self.dossier, command)?;
        Ok(Assessed {
            beoordeling: Assessment::new(command.clone(), actor.account, on),
            dossier: self.dossier,
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: self.onderzoek,
        })
    }
}

impl Assessed {
    /// Confirms a negative conclusion as a second official.
    pub(crate) fn confirmed(
        mut self,
        command: &Confirm,
        actor: Actor,
        on: NaiveDate,
    ) -> Result<Self, Refusal> {
        let assessment = &mut self.beoordeling;
        // A breach of a condition can carry a withdrawal without danger today: that too is confirmed.
        let negative = match assessment.review() {
            Review::Open => true,
            Review::NietNodig => !self.dossier.overtredingen.is_empty(),
            Review::Bevestigd { .. } => false,
        };
        ensure(negative, RefusalCode::NothingToConfirm)?;
        ensure(assessment.door != actor.account, RefusalCode::SameOfficial)?;
        assessment.tegenlezing = Review::Bevestigd {
            door: actor.account,
            op: on,
            toelichting: command.toelichting.clone(),
        };
        Ok(self)
    }

    /// Takes the assessment back to the investigation.
    pub(crate) fn reopened(self) -> Investigation {
        Investigation {
            dossier: self.dossier,
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: self.onderzoek,
        }
    }

    /// Makes the intention known and asks for views.
    pub(crate) fn intended(self, command: &Intend) -> Result<Intended, Refusal> {
        ensure(command.uitkomst.needs_views(), RefusalCode::NoIntentNeeded)?;
        ensure(command.uiterlijk > command.op, RefusalCode::EndBeforeStart)?;
        let claim = Claim {
            outcome: command.uitkomst,
            basis: command.grondslag,
            conditions: &command.voorschriften,
        };
        let warrant = Warrant::weigh(&self.dossier, &self.beoordeling, claim)?;
        ensure(command.op >= self.beoordeling.concluded_on(), RefusalCode::Contradiction)?;
        let concerned = self.dossier.concerned().map(|party| party.persoon.id);
        let heard: BTreeSet<SubjectId> = concerned.chain(command.derden.iter().copied()).collect();
        ensure(
            heard.iter().all(|id| self.dossier.person(*id).is_some()),
            RefusalCode::UnknownPerson,
        )?;
        Ok(self.with_intent(Intent::new(command, heard, warrant)))
    }

    fn with_intent(self, voornemen: Intent) -> Intended {
        Intended {
            dossier: self.dossier,
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: self.onderzoek,
            beoordeling: self.beoordeling,
            voornemen,
        }
    }
}

impl Intent {
    /// An intention exists only with the proof that it is carried.
    fn new(command: &Intend, heard: BTreeSet<SubjectId>, _warrant: Warrant) -> Self {
        let ask = |persoon| Hearing { persoon, stand: Heard::Gevraagd };
        Self {
            uitkomst: command.uitkomst,
            grondslag: command.grondslag,
            voorschriften: command.voorschriften.clone(),
            motivering: command.motivering.clone(),
            op: command.op,
            uiterlijk: command.uiterlijk,
            zienswijzen: heard.into_iter().map(ask).collect(),
        }
    }
}

impl Intended {
    /// Replaces the intention by another one; everyone is heard again.
    pub(crate) fn replaced(self, command: &Intend) -> Result<Self, Refusal> {
        self.assessment_only().intended(command)
    }

    /// Takes the assessment back to the investigation, after views brought something new.
    pub(crate) fn reopened(self) -> Investigation {
        self.assessment_only().reopened()
    }

    fn assessment_only(self) -> Assessed {
        Assessed {
            dossier: self.dossier,
            toepassingsbereik: self.toepassingsbereik,
            onderzoek: self.onderzoek,
            beoordeling: self.beoordeling,
        }
    }

    /// Records the views of one person. Late views replace an unused chance.
    pub(crate) fn viewed(mut self, command: &ReceiveViews) -> Result<Self, Refusal> {
        ensure(command.op >= self.voornemen.op, RefusalCode::Contradiction)?;
        let stand = self.hearing(command.persoon)?;
        ensure(
            matches!(stand, Heard::Gevraagd | Heard::Ongebruikt { .. }),
            RefusalCode::ViewsNotAsked,
        )?;
        *stand = Heard::Gegeven { op: command.op, wijze: command.wijze };
        Ok(self)
    }

    /// Records that someone did not use the chance.
    pub(crate) fn unused(mut self, command: &ViewsUnused, on: NaiveDate) -> Result<Self, Refusal> {
        let stand = self.hearing(command.persoon)?;
        ensure(*stand == Heard::Gevraagd, RefusalCode::ViewsNotAsked)?;
        *stand = Heard::Ongebruikt { op: on };
        Ok(self)
    }

    /// Records an exception of Awb 4:11 or 4:12.
    pub(crate) fn excepted(mut self, command: &ExceptViews) -> Result<Self, Refusal> {
        // Awb 4:12 is about money only, and its second paragraph takes lower fixing and withdrawal of a subsidy out again.
        let fits = command.uitzondering != ViewsException::FinancieleBeschikking
            || self.dossier.procedure == Procedure::Subsidieverlening;
        let stand = self.hearing(command.persoon)?;
        ensure(*stand == Heard::Gevraagd, RefusalCode::ViewsNotAsked)?;
        ensure(fits, RefusalCode::ExceptionUnfit)?;
        *stand = Heard::Uitgezonderd {
            uitzondering: command.uitzondering,
            motivering: command.motivering.clone(),
        };
        Ok(self)
    }

    fn hearing(&mut self, person: SubjectId) -> Result<&mut Heard, Refusal> {
        let hearing = self.voornemen.zienswijzen.iter_mut().find(|h| h.persoon == person);
        Ok(&mut hearing.ok_or(RefusalCode::ViewsNotAsked)?.stand)
    }
}
