//! The report for the register of the LBB (L22): of an own conclusion of danger, or of a withdrawal that seems to come from the
//! screening (Wet Bibob art. 7a(7) and (8), with the data of art. 11a(2)).

use super::Occasion;
use super::findings::{bureau, described};
use crate::inquiry::usable_until;
use crate::{App, AppError, Caller, DossierAnswer};
use case::state::EndingReason;
use case::{Assessment, Case, Degree, File, Ground, TaskKind};
use chrono::NaiveDate;
use kernel::CaseId;
use letters::{
    DangerDegree, DangerGround, Firm, RegisterReport, Reported, ReportedConclusion, ReportedGround,
    ReportedWithdrawal,
};
use std::collections::BTreeSet;
use store::{TaskQuery, TaskState};
use subjects::{RoleKind, Subject};

/// Duties that are read at a time.
const TASKS: u32 = 100;

impl App {
    /// Returns whether there is something on a file to report for the register of the LBB: an own conclusion of danger that
    /// stands, or a withdrawal of which the officer suspects that the screening was the reason.
    pub async fn has_to_report(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<bool, AppError> {
        if answer.dossier.conclusion_to_report().is_some() {
            return Ok(true);
        }
        match withdrawn_on(&answer.dossier) {
            Some(_) => self.has_duty(caller, answer.id, TaskKind::TerugtrekkingMelden).await,
            None => Ok(false),
        }
    }

    /// Fills in the report for the register; none when there is nothing to report.
    pub(crate) async fn register_report(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Option<RegisterReport>, AppError> {
        if !self.has_to_report(caller, answer).await? {
            return Ok(None);
        }
        let found = self.on_occasion(caller, answer, |occasion| {
            Ok(occasion.register_report(&answer.dossier))
        })?;
        Ok(found.flatten())
    }

    /// Returns whether a step gave this duty. Whether a withdrawal came from the screening stands nowhere on a closed file; the step
    /// decided it, and the duty is what it left.
    pub(crate) async fn has_duty(
        &self,
        caller: &Caller,
        case: CaseId,
        kind: TaskKind,
    ) -> Result<bool, AppError> {
        let mut query =
            TaskQuery { state: TaskState::All, case: Some(case), after: None, limit: TASKS };
        loop {
            let page = self.store.tasks(caller.viewer(), &query).await?;
            if page.items.iter().any(|row| row.task.kind == kind.id()) {
                return Ok(true);
            }
            let Some(next) = page.next else { return Ok(false) };
            query.after = Some(next);
        }
    }
}

impl Occasion<'_> {
    fn register_report(&self, case: &Case) -> Option<RegisterReport> {
        let file = case.file();
        let event = match case.conclusion_to_report() {
            Some(assessment) => Reported::Conclusion(conclusion(file, assessment)?),
            None => Reported::Withdrawal(withdrawal(withdrawn_on(case)?)?),
        };
        let subjects = file.concerned().filter_map(|party| registered(&party.persoon));
        Some(RegisterReport {
            frame: self.frame(file.kenmerk.clone(), bureau()),
            subjects: subjects.collect(),
            matter: self.decision.kind.in_letter.clone(),
            legal_basis: self.legal_bases().into_iter().next(),
            event,
        })
    }
}

pub(crate) fn withdrawn_on(case: &Case) -> Option<NaiveDate> {
    let ending = case.ending()?;
    (ending.reden == EndingReason::Ingetrokken).then_some(ending.op)
}

fn conclusion(file: &File, assessment: &Assessment) -> Option<ReportedConclusion> {
    let concluded_on = assessment.concluded_on();
    let people = file.personen.iter().map(|party| &party.persoon);
    let others = people.filter(|person| !person.has_role(RoleKind::Betrokkene));
    Some(ReportedConclusion {
        grounds: assessment.opinion().gronden.iter().filter_map(ground).collect(),
        concluded_on,
        usable_until: usable_until(concluded_on)?,
        related: others.filter_map(registered).collect(),
        checked: false,
    })
}

fn withdrawal(withdrawn_on: NaiveDate) -> Option<ReportedWithdrawal> {
    Some(ReportedWithdrawal { withdrawn_on, usable_until: usable_until(withdrawn_on)? })
}

/// A ground without danger is not reported.
fn ground(opinion: &case::GroundOpinion) -> Option<ReportedGround> {
    let degree = (opinion.gevaar != Degree::Geen).then(|| danger_degree(opinion.gevaar))?;
    Some(ReportedGround { ground: of_case(opinion.grond), degree })
}

/// Describes somebody for the register, with the roles that it knows (art. 11a(1)) and without where they follow from; none for
/// who has no such role, like a business partner.
fn registered(person: &Subject) -> Option<Firm> {
    let kinds = person.roles.iter().map(|role| role.kind).filter(|kind| kind.is_one_of_six());
    // Somebody can have had a role twice.
    let kinds: BTreeSet<RoleKind> = kinds.collect();
    let roles: Vec<String> = kinds.into_iter().map(|kind| kind.label().to_owned()).collect();
    (!roles.is_empty()).then(|| described(person, &roles))
}

/// Returns a ground of an assessment as letters name it.
pub(crate) fn of_case(ground: Ground) -> DangerGround {
    match ground {
        Ground::A => DangerGround::Benefit,
        Ground::B => DangerGround::Commit,
        Ground::Artikel4 => DangerGround::Refusal,
    }
}

/// Returns a degree of an assessment as letters name it.
pub(crate) fn danger_degree(degree: Degree) -> DangerDegree {
    match degree {
        Degree::Geen => DangerDegree::Absent,
        Degree::MindereMate => DangerDegree::Lesser,
        Degree::Ernstig => DangerDegree::Serious,
    }
}
