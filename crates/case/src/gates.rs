//! The gates of the law as types: proof that a step is allowed, which only the check itself can make.

use crate::assessment::{Assess, Assessment, Degree, Ground, Review};
use crate::command::{Basis, Condition};
use crate::file::{File, RefusedTo};
use crate::procedure::Outcome;
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{Heard, Intent};

/// An outcome with what it rests on, before it is weighed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim<'c> {
    pub(crate) outcome: Outcome,
    pub(crate) basis: Basis,
    pub(crate) conditions: &'c [Condition],
}

/// Proof that an outcome is carried by what the file holds: the right door, danger of the right degree, proportionality,
/// a second official, a clause, a breach.
#[derive(Debug)]
pub(crate) struct Warrant(());

/// Proof that everyone who must be heard was, or that an exception is on record (art. 33, Awb 4:9 to 4:12).
#[derive(Debug)]
pub(crate) struct AllHeard(());

impl Warrant {
    /// Weighs an outcome against the file and the assessment.
    pub(crate) fn weigh(
        file: &File,
        assessment: &Assessment,
        claim: Claim<'_>,
    ) -> Result<Self, Refusal> {
        match claim.outcome {
            Outcome::Gunstig => favourable(claim)?,
            Outcome::GunstigMetVoorschriften => with_conditions(file, assessment, claim)?,
            Outcome::Weigeren
            | Outcome::Intrekken
            | Outcome::LagerVaststellen
            | Outcome::NietContracteren
            | Outcome::Beeindigen => negative(file, assessment, claim)?,
        }
        // Whatever the outcome: a conclusion of danger that nobody confirmed would also never be reported (art. 7a(7)).
        confirmed(assessment, claim.basis)?;
        Ok(Self(()))
    }
}

fn favourable(claim: Claim<'_>) -> Result<(), Refusal> {
    ensure(claim.basis == Basis::Geen, RefusalCode::BasisUnfit)?;
    ensure(claim.conditions.is_empty(), RefusalCode::ConditionsUnfit)
}

/// Conditions are aimed at a danger that was found (art. 3(7)): a lesser one, or a serious one where refusing would be out of
/// proportion. Conditions that were set before are changed after a breach on the same footing: the Act knows none without danger.
fn with_conditions(file: &File, assessment: &Assessment, claim: Claim<'_>) -> Result<(), Refusal> {
    ensure(!file.procedure.is_civil(), RefusalCode::ConditionsCivil)?;
    match claim.basis {
        Basis::Gevaar => {}
        Basis::OvertredenVoorschrift => {
            ensure(file.procedure.has_holder(), RefusalCode::NoConditionsToChange)?;
            broken(file)?;
        }
        Basis::Geen | Basis::Lid6 | Basis::AndereGrond => {
            return Err(RefusalCode::BasisUnfit.into());
        }
    }
    ensure(!claim.conditions.is_empty(), RefusalCode::ConditionsMissing)?;
    let opinion = assessment.opinion();
    for condition in claim.conditions {
        let aimed = condition.grond != Ground::Artikel4
            && opinion.degree_on(condition.grond) > Degree::Geen;
        ensure(aimed, RefusalCode::ConditionWithoutDanger)?;
    }
    ensure(opinion.evenredigheid.is_some(), RefusalCode::NotProportionate)
}

fn negative(file: &File, assessment: &Assessment, claim: Claim<'_>) -> Result<(), Refusal> {
    let procedure = file.procedure;
    ensure(claim.outcome == procedure.negative_outcome(), RefusalCode::OutcomeUnfit)?;
    ensure(claim.conditions.is_empty(), RefusalCode::ConditionsUnfit)?;
    if procedure.needs_clause() {
        ensure(file.beding.is_some(), RefusalCode::ClauseMissing)?;
    }
    let opinion = assessment.opinion();
    match claim.basis {
        Basis::Geen => Err(RefusalCode::BasisUnfit.into()),
        Basis::AndereGrond => Ok(()),
        Basis::Gevaar => {
            serious(opinion)?;
            ensure(opinion.evenredigheid.is_some(), RefusalCode::NotProportionate)?;
            // A contract knows no conditions (art. 9(4)), so that there is nothing to say about them.
            let why = opinion.waarom_geen_voorschriften.is_some() || procedure.is_civil();
            ensure(why, RefusalCode::WhyNoConditions)
        }
        Basis::Lid6 => {
            ensure(opinion.lid6.is_some(), RefusalCode::BasisUnfit)?;
            ensure(opinion.evenredigheid.is_some(), RefusalCode::NotProportionate)
        }
        Basis::OvertredenVoorschrift => {
            broken(file)?;
            ensure(opinion.evenredigheid.is_some(), RefusalCode::NotProportionate)
        }
    }
}

/// A condition of an earlier decision was broken, and the breach is on record.
fn broken(file: &File) -> Result<(), Refusal> {
    ensure(file.procedure.has_earlier_conditions(), RefusalCode::NoBreachHere)?;
    ensure(!file.overtredingen.is_empty(), RefusalCode::BreachMissing)
}

/// Lesser danger never refuses; only a breached condition allows withdrawal.
fn serious(opinion: &Assess) -> Result<(), Refusal> {
    match opinion.degree() {
        Degree::Ernstig => Ok(()),
        Degree::MindereMate => Err(RefusalCode::LesserDanger.into()),
        Degree::Geen => Err(RefusalCode::NoDanger.into()),
    }
}

/// A second official confirmed, or there is nothing negative to confirm. A breach is negative without any danger today.
fn confirmed(assessment: &Assessment, basis: Basis) -> Result<(), Refusal> {
    match assessment.review() {
        Review::Bevestigd { .. } => Ok(()),
        Review::NietNodig if basis != Basis::OvertredenVoorschrift => Ok(()),
        Review::NietNodig | Review::Open => Err(RefusalCode::NotConfirmed.into()),
    }
}

impl AllHeard {
    /// Checks that no one named in the intention still waits to be heard, nor a person concerned who came on the file after
    /// it.
    pub(crate) fn of(file: &File, intent: &Intent) -> Result<Self, Refusal> {
        let waiting = intent.zienswijzen.iter().filter(|hearing| hearing.stand == Heard::Gevraagd);
        let waiting = waiting.map(|hearing| hearing.persoon);
        let asked = |id| intent.zienswijzen.iter().any(|hearing| hearing.persoon == id);
        let passed_over = file.concerned().map(|party| party.persoon.id).filter(|id| !asked(*id));
        let waiting: Vec<String> = waiting.chain(passed_over).map(|id| id.to_string()).collect();
        if waiting.is_empty() {
            return Ok(Self(()));
        }
        Err(Refusal::from(RefusalCode::ViewsMissing)
            .about(format!("Nog niet gehoord: {}.", waiting.join(", "))))
    }
}

/// Refuses an assessment with gaps; the message names each.
pub(crate) fn complete(file: &File, assess: &Assess) -> Result<(), Refusal> {
    let mut gaps = Vec::new();
    for (index, opinion) in assess.gronden.iter().enumerate() {
        let name = ground_name(opinion.grond);
        if assess.gronden.iter().take(index).any(|other| other.grond == opinion.grond) {
            gaps.push(format!("{name} staat er meer dan één keer in"));
        }
        if opinion.grond == Ground::Artikel4 {
            if opinion.gevaar != Degree::Ernstig {
                gaps.push(format!("{name} telt als ernstig gevaar; een andere mate past niet"));
            }
            ensure(!file.weigeringen.is_empty(), RefusalCode::NoRecordedRefusal)?;
        } else if opinion.gevaar > Degree::Geen {
            match &opinion.elementen {
                None => gaps.push(format!("bij {name} ontbreken de elementen van artikel 3")),
                Some(elements) if opinion.grond == Ground::B && elements.samenhang.is_none() => {
                    gaps.push(format!("bij {name} ontbreekt de samenhang met de activiteit"));
                }
                Some(_) => {}
            }
        }
    }
    if assess.gronden.is_empty() {
        gaps.push("er is geen enkele grond beoordeeld".to_owned());
    }
    if assess.is_negative() && assess.evenredigheid.is_none() {
        gaps.push("de evenredigheid ontbreekt".to_owned());
    }
    if gaps.is_empty() {
        return Ok(());
    }
    Err(Refusal::from(RefusalCode::IncompleteAssessment).about(format!("{}.", gaps.join("; "))))
}

fn ground_name(ground: Ground) -> &'static str {
    match ground {
        Ground::A => "de a-grond",
        Ground::B => "de b-grond",
        Ground::Artikel4 => "de grond van artikel 4",
    }
}

/// Refuses a recorded refusal where art. 4 does not reach (art. 4(1) and 4(2)).
pub(crate) fn article4(file: &File, to: RefusedTo, asked_bureau: bool) -> Result<(), Refusal> {
    ensure(!file.procedure.is_civil(), RefusalCode::Article4Civil)?;
    match to {
        RefusedTo::EigenFormulier => {
            ensure(file.procedure.has_holder(), RefusalCode::Article4Applicant)
        }
        RefusedTo::Lbb => ensure(asked_bureau, RefusalCode::NotRefusedToBureau),
    }
}

/// Refuses with this code unless the condition holds.
pub(crate) fn ensure(holds: bool, code: RefusalCode) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(code.into()) }
}
