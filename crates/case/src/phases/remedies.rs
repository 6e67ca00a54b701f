//! Objection, appeal, interim relief, and the end of a decided file (Awb chapters 6 to 8).

use crate::command::{
    AppealRuled, AskRelief, Close, DecideObjection, ExtendObjection, ReceiveAppeal,
    ReceiveObjection, ReliefRuled,
};
use crate::file::File;
use crate::gates::ensure;
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{
    Aftermath, Appeal, Closed, ClosedRemedy, Course, Court, Decided, Ending, EndingReason,
    InAppeal, InObjection, Objection, Relief, ReliefRuling,
};
use chrono::NaiveDate;

/// Refuses a remedy at the civil doors.
fn administrative(file: &File) -> Result<(), Refusal> {
    ensure(!file.procedure.is_civil(), RefusalCode::NoRemedy)
}

/// Returns whether the decision was prepared by the extended procedure, so that the court comes first (Awb 7:1(1)d).
/// Leaving an application out of treatment is never that.
pub(crate) fn direct_appeal(file: &File, course: &Course) -> bool {
    file.beslistermijn.extended_procedure && matches!(course, Course::Inhoudelijk(_))
}

impl Decided {
    /// Records an objection.
    pub(crate) fn objected(self, command: &ReceiveObjection) -> Result<InObjection, Refusal> {
        administrative(&self.dossier)?;
        ensure(!direct_appeal(&self.dossier, &self.verloop), RefusalCode::DirectAppeal)?;
        let first = self.afronding.last_made_known().1.is_none();
        ensure(first, RefusalCode::ObjectionDone)?;
        self.after_decision(command.op)?;
        let bezwaar = Objection {
            op: command.op,
            van: vec![command.van.clone()],
            commissie: command.commissie,
            verdaagd_op: None,
        };
        Ok(InObjection {
            dossier: self.dossier,
            verloop: self.verloop,
            afronding: self.afronding,
            bezwaar,
        })
    }

    /// Records an appeal: with the court after the objection or the extended procedure, then with the higher court.
    pub(crate) fn appealed(self, command: &ReceiveAppeal) -> Result<InAppeal, Refusal> {
        administrative(&self.dossier)?;
        self.after_decision(command.op)?;
        let instantie = match self.afronding.last_made_known().1 {
            None if direct_appeal(&self.dossier, &self.verloop) => Court::Rechtbank,
            None => return Err(RefusalCode::ObjectionFirst.into()),
            Some(ClosedRemedy::Bezwaar { .. }) => Court::Rechtbank,
            Some(ClosedRemedy::Beroep { beroep, .. }) => match beroep.instantie {
                Court::Rechtbank => Court::HogerBeroep,
                Court::HogerBeroep => return Err(RefusalCode::AppealsExhausted.into()),
            },
        };
        let beroep = Appeal { instantie, op: command.op, van: vec![command.van.clone()] };
        Ok(InAppeal {
            dossier: self.dossier,
            verloop: self.verloop,
            afronding: self.afronding,
            beroep,
        })
    }

    /// Closes the file; nothing may be open.
    pub(crate) fn closed(self, command: &Close, on: NaiveDate) -> Result<Closed, Refusal> {
        ensure(!self.afronding.has_open_relief(), RefusalCode::ReliefOpen)?;
        let slot =
            Ending { reden: EndingReason::Beslist, op: on, motivering: command.motivering.clone() };
        Ok(Closed {
            dossier: self.dossier,
            slot,
            verloop: Some(self.verloop),
            afronding: Some(self.afronding),
            lopend: None,
        })
    }

    fn after_decision(&self, on: NaiveDate) -> Result<(), Refusal> {
        ensure(on >= self.afronding.last_made_known().0, RefusalCode::Contradiction)
    }
}

impl InObjection {
    /// Records an objection of somebody else; a committee for one is a committee for all.
    pub(crate) fn objected(mut self, command: &ReceiveObjection) -> Result<Self, Refusal> {
        ensure(command.op >= self.bezwaar.op, RefusalCode::Contradiction)?;
        self.bezwaar.van.push(command.van.clone());
        self.bezwaar.commissie |= command.commissie;
        Ok(self)
    }

    /// Extends the term to decide, once.
    pub(crate) fn extended(mut self, command: &ExtendObjection) -> Result<Self, Refusal> {
        ensure(self.bezwaar.verdaagd_op.is_none(), RefusalCode::ObjectionExtendedAlready)?;
        ensure(command.op >= self.bezwaar.op, RefusalCode::Contradiction)?;
        self.bezwaar.verdaagd_op = Some(command.op);
        Ok(self)
    }

    /// Decides on the objection.
    pub(crate) fn decided(mut self, command: &DecideObjection) -> Result<Decided, Refusal> {
        ensure(command.bekendgemaakt_op >= self.bezwaar.op, RefusalCode::Contradiction)?;
        self.afronding.rechtsmiddelen.push(ClosedRemedy::Bezwaar {
            bezwaar: self.bezwaar,
            uitkomst: command.uitkomst,
            bekendgemaakt_op: command.bekendgemaakt_op,
        });
        Ok(Decided { dossier: self.dossier, verloop: self.verloop, afronding: self.afronding })
    }
}

impl InAppeal {
    /// Records an appeal of somebody else.
    pub(crate) fn appealed(mut self, command: &ReceiveAppeal) -> Result<Self, Refusal> {
        ensure(command.op >= self.beroep.op, RefusalCode::Contradiction)?;
        self.beroep.van.push(command.van.clone());
        Ok(self)
    }

    /// Records the ruling.
    pub(crate) fn ruled(mut self, command: &AppealRuled) -> Result<Decided, Refusal> {
        ensure(command.op >= self.beroep.op, RefusalCode::Contradiction)?;
        self.afronding.rechtsmiddelen.push(ClosedRemedy::Beroep {
            beroep: self.beroep,
            uitkomst: command.uitkomst,
            bekendgemaakt_op: command.op,
        });
        Ok(Decided { dossier: self.dossier, verloop: self.verloop, afronding: self.afronding })
    }
}

impl Aftermath {
    /// Records a request for interim relief; one runs at a time.
    pub(crate) fn relief_asked(&mut self, file: &File, command: &AskRelief) -> Result<(), Refusal> {
        administrative(file)?;
        ensure(!self.has_open_relief(), RefusalCode::ReliefOpen)?;
        ensure(command.op >= self.beslissing.bekendgemaakt_op, RefusalCode::Contradiction)?;
        let relief = Relief { op: command.op, van: command.van.clone(), uitspraak: None };
        self.voorzieningen.push(relief);
        Ok(())
    }

    /// Records the ruling on the open request.
    pub(crate) fn relief_ruled(&mut self, command: &ReliefRuled) -> Result<(), Refusal> {
        let relief = self.open_relief().ok_or(RefusalCode::NoReliefOpen)?;
        ensure(command.op >= relief.op, RefusalCode::Contradiction)?;
        relief.uitspraak = Some(ReliefRuling { op: command.op, toegewezen: command.toegewezen });
        Ok(())
    }
}
