//! Which elements a letter has, and which it cannot do without.

use super::content::Elements;
use super::element::Element::{
    self, Actions, AdviceChecked, Agenda, AnswerBy, Asked, Attention, Breach, BureauAsks,
    BureauDay, BureauMessage, Clause, Conclusions, ConditionStep, Conditions, ContractStep,
    Earlier, Effective, ExtensionGround, ExtensionKind, Facts, Handed, Hearing, HeldOn,
    Improvements, Interests, Kept, LegalGround, Mandate, MeetingPaper, Message, Minutes, Moment,
    Monitoring, NeededFor, NewTerm, NoConditions, Obtained, OnlyThis, OtherConsequences, Passages,
    Permit, Persons, Place, Present, Proportionality, QuestionKind, Questions, Reason, Receiver,
    ReceiverAddress, ReceiverKind, Recovery, Remark, ReportYear, RequestGround, Review,
    SharingGround, Signatory, Standstill, Transition, Trigger, ViewsAnswer, Weighing,
    YourReference,
};
use super::matter::{Matter, Outcome};
use crate::advice_notice::Position;
use crate::kind::LetterKind;

/// An element that a letter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The element.
    pub element: Element,
    /// Whether the letter cannot be final without it.
    pub required: bool,
}

/// Returns the elements of a letter in the order of the form: those of its kind, and those of every letter.
pub fn wanted(kind: LetterKind, matter: &Matter, elements: &Elements) -> Vec<Wanted> {
    with_common(own(kind, &Case { matter, elements }))
}

/// Adds the elements of every letter to those of a kind.
pub(crate) fn with_common(own: Vec<(Element, bool)>) -> Vec<Wanted> {
    let own = own.into_iter().map(|(element, required)| Wanted { element, required });
    let own: Vec<Wanted> = own.collect();
    let asked = |wanted: &Wanted| own.iter().any(|one| one.element == wanted.element);
    let others: Vec<Wanted> = common().into_iter().filter(|wanted| !asked(wanted)).collect();
    own.into_iter().chain(others).collect()
}

/// Returns the elements of every letter; none of them is needed.
pub fn common() -> Vec<Wanted> {
    [Attention, ReceiverAddress, YourReference, Remark, Signatory, Mandate]
        .map(|element| Wanted { element, required: false })
        .to_vec()
}

/// What decides whether an element is needed.
struct Case<'c> {
    matter: &'c Matter,
    elements: &'c Elements,
}

impl Case<'_> {
    fn chose(&self, element: Element, ids: &[&str]) -> bool {
        self.elements.choice(element).is_some_and(|chosen| ids.contains(&chosen))
    }

    fn has_advice(&self) -> bool {
        self.matter.advice.is_some()
    }

    fn intends(&self, outcome: Outcome) -> bool {
        self.matter.intention.as_ref().is_some_and(|intended| intended.outcome == outcome)
    }

    /// The views need an answer when they were given, not when nobody used the occasion or it was not given (Awb 4:11).
    fn has_views(&self) -> bool {
        use super::matter::ViewsState::{Oral, Written};
        self.matter.views.as_ref().is_some_and(|views| matches!(views.state, Written | Oral))
    }

    /// What is decided or intended on a ground outside the Act names that ground (Awb 3:46 and 3:47), and weighs no danger.
    fn rests(&self, weighing: List) -> List {
        if self.matter.is_outside() { vec![(LegalGround, true), (Facts, true)] } else { weighing }
    }

    fn is_subsidy(&self) -> bool {
        self.matter.door == crate::acknowledgement::Door::Subsidy
    }
}

type List = Vec<(Element, bool)>;

fn own(kind: LetterKind, case: &Case<'_>) -> List {
    match kind {
        LetterKind::TermExtension => extension(case),
        LetterKind::Question => question(case),
        LetterKind::InformationRequest => vec![
            (Receiver, true),
            (ReceiverAddress, true),
            (RequestGround, true),
            (Reason, true),
            (Persons, true),
            (Asked, true),
            (AnswerBy, true),
        ],
        LetterKind::BureauProgress => bureau(case),
        LetterKind::Intention => intention(case),
        LetterKind::ThirdParty => vec![(Passages, true), (Hearing, true)],
        LetterKind::HearingReport => {
            vec![(HeldOn, true), (Place, true), (Present, true), (Minutes, true), (Handed, false)]
        }
        LetterKind::Grant => vec![(Permit, false), (Effective, false)],
        LetterKind::GrantWithConditions => with_conditions(case),
        LetterKind::Refusal => negative(case),
        LetterKind::Withdrawal => withdrawal(case),
        LetterKind::BrokenCondition => vec![
            (ConditionStep, true),
            (Conditions, case.chose(ConditionStep, &["wijzigen"])),
            (Permit, true),
            (Breach, true),
            (Proportionality, true),
            (Interests, true),
            (ViewsAnswer, case.has_views()),
            (Effective, true),
            (Transition, false),
        ],
        LetterKind::Contract => contract(case),
        LetterKind::WithdrawalConfirmed => vec![(Kept, true)],
        LetterKind::Sharing => sharing(case),
        LetterKind::Meeting => meeting(case),
        LetterKind::YearReport => vec![(ReportYear, true), (Review, true), (Improvements, false)],
        LetterKind::Acknowledgement
        | LetterKind::FormRequest
        | LetterKind::CompletionRequest
        | LetterKind::PutAside
        | LetterKind::Report
        | LetterKind::Findings
        | LetterKind::AdviceNotice
        | LetterKind::RegisterReport => Vec::new(),
    }
}

/// A reasonable term, a longer one by the law of the sector, or a notice that moves nothing (Awb 4:14); private law knows none.
fn extension(case: &Case<'_>) -> List {
    let by_sector = case.chose(ExtensionKind, &["sectorwet"]);
    vec![
        (ExtensionKind, !case.matter.is_civil()),
        (ExtensionGround, by_sector),
        (NewTerm, true),
        (Reason, true),
    ]
}

fn question(case: &Case<'_>) -> List {
    let talks = case.chose(QuestionKind, &["intake", "gesprek"]);
    vec![
        (QuestionKind, true),
        (Questions, !talks || case.chose(QuestionKind, &["gesprek"])),
        (AnswerBy, !talks),
        (Moment, talks),
        (Place, talks),
    ]
}

fn bureau(case: &Case<'_>) -> List {
    let asks = case.chose(BureauMessage, &["gegevens"]);
    vec![(BureauMessage, true), (BureauDay, true), (BureauAsks, asks), (AnswerBy, asks)]
}

fn intention(case: &Case<'_>) -> List {
    let conditions = case.intends(Outcome::GrantWithConditions);
    let mut list = case.rests(vec![
        (Facts, true),
        (Weighing, true),
        (AdviceChecked, case.has_advice()),
        (Proportionality, true),
    ]);
    list.push((Interests, true));
    if !case.matter.is_outside() {
        list.extend([(NoConditions, !conditions), (Conditions, conditions)]);
    }
    list.extend([(Hearing, true), (OtherConsequences, false)]);
    list
}

fn with_conditions(case: &Case<'_>) -> List {
    vec![
        (Conditions, true),
        (Facts, true),
        (Weighing, true),
        (AdviceChecked, case.has_advice()),
        (Proportionality, true),
        (Interests, true),
        (ViewsAnswer, case.has_views()),
        (Monitoring, true),
        (Effective, false),
    ]
}

/// Case law sets aside refusals whose weighing of interests and of conditions is thin: none of these may be left out.
fn negative(case: &Case<'_>) -> List {
    let mut list = case.rests(vec![
        (Facts, true),
        (Weighing, true),
        (AdviceChecked, case.has_advice()),
        (Proportionality, true),
    ]);
    list.push((Interests, true));
    if !case.matter.is_outside() {
        list.push((NoConditions, true));
    }
    list.extend([(ViewsAnswer, case.has_views()), (OtherConsequences, false)]);
    list
}

fn withdrawal(case: &Case<'_>) -> List {
    let mut list = vec![(Permit, true), (Trigger, true)];
    list.extend(negative(case));
    list.extend([(Effective, true), (Transition, false), (Recovery, case.is_subsidy())]);
    list
}

fn contract(case: &Case<'_>) -> List {
    let rests_on_clause = case
        .chose(ContractStep, &["geen-onderaannemer", "opschorten", "ontbinden"])
        || case.matter.position == Position::Holder;
    let adverse = !case.chose(ContractStep, &["doorgaan"]);
    let weighing = vec![
        (Facts, adverse),
        (Weighing, adverse),
        (AdviceChecked, adverse && case.has_advice()),
        (Proportionality, adverse),
    ];
    let mut list = vec![(ContractStep, true), (Clause, rests_on_clause)];
    list.extend(if adverse { case.rests(weighing) } else { weighing });
    list.extend([
        (Interests, adverse),
        (Conditions, false),
        (ViewsAnswer, case.has_views()),
        (Standstill, case.chose(ContractStep, &["niet-gunnen"])),
        (Effective, case.chose(ContractStep, &["opschorten", "ontbinden"])),
    ]);
    list
}

/// Sharing asks for all four of art. 28(2)m, each with what it follows from; a tip is a pointer and needs none of them.
fn sharing(case: &Case<'_>) -> List {
    let shares = case.chose(SharingGround, &["artikel-28-m"]);
    let mut list = vec![
        (Receiver, true),
        (ReceiverAddress, true),
        (ReceiverKind, true),
        (SharingGround, true),
        (Persons, true),
    ];
    if shares {
        list.extend([(Earlier, true), (Obtained, true), (OnlyThis, true), (NeededFor, true)]);
    }
    list.push((Message, true));
    list
}

fn meeting(case: &Case<'_>) -> List {
    let reports = case.chose(MeetingPaper, &["verslag"]);
    vec![
        (MeetingPaper, true),
        (HeldOn, true),
        (Place, false),
        (Present, reports),
        (Agenda, true),
        (Conclusions, reports),
        (Actions, false),
    ]
}
