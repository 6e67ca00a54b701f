//! What a composed letter takes from the file.

use crate::DossierAnswer;
use crate::letter::{Occasion, danger_degree, of_case, position, suspension_of, withdrawn_on};
use case::clock::{Term, TermKind};
use case::state::{AdviceEnd, Heard};
use case::{Assessment, Case, ClockEvent, Degree, Review, ViewsForm};
use chrono::NaiveDate;
use kernel::SubjectId;
use letters::DangerGround;
use letters::composed::{
    Advice, Basis, Conclusion, Decision, Demand, Intention, Judged, Matter, Outcome, Remedy,
    Request, Views, ViewsState,
};

impl Occasion<'_> {
    /// Returns what a letter to somebody takes from the file.
    pub(super) fn matter_for(&self, answer: &DossierAnswer, person: Option<SubjectId>) -> Matter {
        let case = &answer.dossier;
        let file = case.file();
        let withdrawn = withdrawn_on(case);
        Matter {
            application: self.decision.kind.in_letter.clone(),
            door: self.door(),
            position: position(file.procedure),
            received: file.procedure.has_application().then_some(file.ontvangen_op),
            legal_bases: self.legal_bases(),
            term: decision_term(answer),
            positive_silence: file.beslistermijn.positive_silence,
            conclusion: case.judged().and_then(conclusion),
            advice: advice(case),
            suspension: suspension_of(answer),
            intention: intention(case),
            views: person.and_then(|person| views(case, person)),
            decision: decision(case),
            withdrawn,
            withdrawal_reported: false,
            demands: demands(case),
            asked_for_views: person.is_some_and(|person| is_asked(case, person)),
            request: request(case),
            figures: Vec::new(),
            year: None,
        }
    }
}

/// Returns what can be done against the decision, by the clock of the file. The last day is told only in a letter of the day on
/// which the decision was made known: the term begins when the letter is sent (Awb 3:41 and 6:8), and a letter of a later day says
/// so in weeks.
pub(super) fn remedy(answer: &DossierAnswer, today: NaiveDate) -> Remedy {
    let term = remedy_term(answer);
    Remedy {
        direct_appeal: term.is_some_and(|term| term.soort == TermKind::Beroep),
        known: term.is_some_and(|term| term.uiterlijk.is_some()),
        until: term.and_then(|term| term.uiterlijk).filter(|_| told_on(answer) == Some(today)),
    }
}

/// The day of which a letter tells the last day to object: that on which the decision was made known. Who appeals at once, counts
/// from the day on which the decision is laid open (Awb 6:8(4)); the file does not know it, and no letter tells a day.
pub(super) fn told_on(answer: &DossierAnswer) -> Option<NaiveDate> {
    let appeals = remedy_term(answer).is_some_and(|term| term.soort == TermKind::Beroep);
    let aftermath = answer.dossier.aftermath().filter(|_| !appeals)?;
    Some(aftermath.beslissing.bekendgemaakt_op)
}

fn remedy_term(answer: &DossierAnswer) -> Option<&Term> {
    let mut terms = answer.klok.huidig.iter().chain(&answer.klok.overige);
    terms.find(|term| matches!(term.soort, TermKind::Bezwaar | TermKind::Beroep))
}

/// The conditions of the decision, else of the intention.
fn demands(case: &Case) -> Vec<Demand> {
    let decided = case.aftermath().map(|aftermath| &aftermath.beslissing.voorschriften);
    let recorded = decided.or_else(|| Some(&case.intention()?.voorschriften));
    let demand = |one: &case::Condition| Demand {
        text: one.tekst.as_str().to_owned(),
        ground: of_case(one.grond),
    };
    recorded.into_iter().flatten().map(demand).collect()
}

fn is_asked(case: &Case, person: SubjectId) -> bool {
    let asked = case.intention().map(|intent| &intent.zienswijzen);
    asked.into_iter().flatten().any(|one| one.persoon == person)
}

/// The request for advice that waits for the LBB.
fn request(case: &Case) -> Option<Request> {
    let Case::AdviceAsked(_) = case else { return None };
    case.file().klok.iter().rev().find_map(|event| match event {
        ClockEvent::LbbVerzoek { op, vragen, verlengd_met_dagen, ontvangen_op: None } => {
            Some(Request {
                asked_on: *op,
                extended: *verlengd_met_dagen > 0,
                asks: vragen.iter().any(|question| question.tot.is_none()),
            })
        }
        _ => None,
    })
}

fn decision_term(answer: &DossierAnswer) -> Option<NaiveDate> {
    let term = answer.klok.huidig.as_ref()?;
    term.uiterlijk.filter(|_| term.soort == TermKind::Beslistermijn && !term.minimaal)
}

/// A negative conclusion counts once a second officer confirmed it.
fn conclusion(assessment: &Assessment) -> Option<Conclusion> {
    if matches!(assessment.review(), Review::Open) {
        return None;
    }
    let opinion = assessment.opinion();
    let dangers = opinion.gronden.iter().filter(|one| one.gevaar != Degree::Geen);
    let judged = dangers
        .map(|one| Judged { ground: of_case(one.grond), degree: Some(danger_degree(one.gevaar)) });
    let obtained =
        opinion.lid6.as_ref().map(|_| Judged { ground: DangerGround::Obtain, degree: None });
    Some(Conclusion { on: assessment.concluded_on(), grounds: judged.chain(obtained).collect() })
}

/// The advice that came in last.
fn advice(case: &Case) -> Option<Advice> {
    let closed = case.inquiry()?.adviezen.iter().rev();
    let mut closed = closed;
    closed.find_map(|closed| match &closed.afloop {
        AdviceEnd::Ontvangen { op, .. } => {
            Some(Advice { asked_on: closed.verzoek.op, received_on: *op })
        }
        _ => None,
    })
}

fn intention(case: &Case) -> Option<Intention> {
    let intent = case.intention()?;
    Some(Intention {
        outcome: outcome(intent.uitkomst),
        basis: basis(intent.grondslag),
        on: intent.op,
        until: intent.uiterlijk,
    })
}

fn views(case: &Case, person: SubjectId) -> Option<Views> {
    let heard = case.intention()?.zienswijzen.iter().find(|one| one.persoon == person)?;
    Some(match &heard.stand {
        Heard::Gevraagd => return None,
        Heard::Gegeven { op, wijze: ViewsForm::Schriftelijk } => {
            Views { state: ViewsState::Written, on: Some(*op) }
        }
        Heard::Gegeven { op, wijze: ViewsForm::Mondeling } => {
            Views { state: ViewsState::Oral, on: Some(*op) }
        }
        Heard::Ongebruikt { op } => Views { state: ViewsState::Unused, on: Some(*op) },
        Heard::Uitgezonderd { .. } => Views { state: ViewsState::Excepted, on: None },
    })
}

fn decision(case: &Case) -> Option<Decision> {
    let decision = &case.aftermath()?.beslissing;
    Some(Decision {
        outcome: outcome(decision.uitkomst?),
        basis: basis(decision.grondslag),
        made_known: decision.bekendgemaakt_op,
    })
}

fn outcome(outcome: case::Outcome) -> Outcome {
    match outcome {
        case::Outcome::Gunstig => Outcome::Grant,
        case::Outcome::GunstigMetVoorschriften => Outcome::GrantWithConditions,
        case::Outcome::Weigeren => Outcome::Refuse,
        case::Outcome::Intrekken => Outcome::Withdraw,
        case::Outcome::LagerVaststellen => Outcome::DetermineLower,
        case::Outcome::NietContracteren => Outcome::NoContract,
        case::Outcome::Beeindigen => Outcome::End,
    }
}

fn basis(basis: case::Basis) -> Basis {
    match basis {
        case::Basis::Geen => Basis::Nothing,
        case::Basis::Gevaar => Basis::Danger,
        case::Basis::Lid6 => Basis::Obtained,
        case::Basis::OvertredenVoorschrift => Basis::BrokenCondition,
        case::Basis::AndereGrond => Basis::Other,
    }
}
