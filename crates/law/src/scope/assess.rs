//! The four steps of a scope decision: legal basis, mandatory signals, the party's rules, optional.
//!
//! The steps are one ordered list of regimes in data ([`Precedence`](super::Precedence)); this file only applies it.

use super::policy::{Gap, LegalBasis, PermitType, Policy, Rule, Sample, Stand, StandOutcome};
use super::regime::Regime;
use chrono::NaiveDate;
use facts::{Application, Condition, Doubt, FactId, Facts, Mark, Tri, View};
use kernel::Sha256Hex;
use std::ops::Range;
use thiserror::Error;

/// Why no answer can be given at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AssessError {
    /// The rules do not know this permit type.
    #[error("soort «{0}» is niet bekend")]
    UnknownKind(String),
    /// The rules begin later: the earlier law is not entered.
    #[error(
        "{on} ligt voor {first}, de eerste dag waarvoor het recht bij deze soort is ingevoerd; een eerdere datum wordt niet gegokt"
    )]
    BeforeTheLaw {
        /// The key date.
        on: NaiveDate,
        /// The first day that the rules cover.
        first: NaiveDate,
    },
    /// The rules end earlier.
    #[error("voor {0} is bij deze soort geen recht ingevoerd")]
    OutsideTheLaw(NaiveDate),
}

/// What became of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleOutcome<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// Whether it matches.
    pub outcome: Tri,
    /// The marks of its condition in [`ScopeDecision::marks`].
    pub marks: Range<usize>,
    /// The marks of what breaks it.
    pub broken_marks: Range<usize>,
    /// Whether a signal broke this exclusion.
    pub broken: bool,
    /// Which exclusion set it aside, or may.
    pub set_aside: Option<SetAside<'p>>,
    /// The number drawn, from 0 to 9,999, for a sample.
    pub drawn: Option<u16>,
}

/// An exclusion that sets a rule aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAside<'p> {
    /// The exclusion.
    pub by: &'p Rule,
    /// Whether that is certain.
    pub certain: bool,
}

/// A question that must be answered before the regime is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question<'p> {
    /// A fact, and why it is not enough as it stands.
    Fact(FactId, Doubt),
    /// The case number, which decides a random draw.
    CaseNumber,
    /// A part of the policy that has to be entered.
    Policy(&'p Gap),
}

/// A missing answer with the rules that wait for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing<'p> {
    /// The question.
    pub question: Question<'p>,
    /// The ids of the rules and legal positions that wait for it.
    pub for_rules: Vec<&'p str>,
}

/// The answer: regime, basis, every rule with its outcome, and what is missing.
#[derive(Clone, Debug)]
pub struct ScopeDecision<'p> {
    /// The regime.
    pub regime: Regime,
    /// Whether it rests on a figure of the applicant where the rule asks for the competent body's calculation.
    pub provisional: bool,
    /// The permit type.
    pub kind: &'p PermitType,
    /// The legal position that applies; `None` when that itself is undetermined.
    pub stand: Option<&'p Stand>,
    /// Every rule for this permit type that holds on the key date, in the order of the policy.
    pub rules: Vec<RuleOutcome<'p>>,
    /// The rule that decided; `None` when nothing but the law's own discretion did.
    pub deciding: Option<&'p Rule>,
    /// What is missing.
    pub missing: Vec<Missing<'p>>,
    /// The marks of all conditions.
    pub marks: Vec<Mark>,
    /// The key date.
    pub on: NaiveDate,
}

impl<'p> ScopeDecision<'p> {
    /// Returns the legal basis, when there is one.
    pub fn basis(&self) -> Option<&'p LegalBasis> {
        self.stand?.basis()
    }
}

/// Decides whether the application is screened, and why.
///
/// # Errors
/// When the permit type is unknown or the key date lies outside the law that is entered.
pub fn assess<'p>(
    policy: &'p Policy,
    application: &Application,
    on: NaiveDate,
) -> Result<ScopeDecision<'p>, AssessError> {
    let kind = policy
        .kinds
        .get(&application.kind)
        .ok_or_else(|| AssessError::UnknownKind(application.kind.clone()))?;
    assess_facts(policy, kind, &application.facts, on)
}

/// Decides on facts alone. A figure of the applicant is used only when the regime cannot be known without it.
pub(super) fn assess_facts<'p>(
    policy: &'p Policy,
    kind: &'p PermitType,
    facts: &Facts,
    on: NaiveDate,
) -> Result<ScopeDecision<'p>, AssessError> {
    let strict = Assessment::new(policy, kind, facts, on, false).decide()?;
    let waits_for_calculation = strict
        .missing
        .iter()
        .any(|missing| matches!(missing.question, Question::Fact(_, Doubt::Source)));
    if !waits_for_calculation {
        return Ok(strict);
    }
    let mut provisional = Assessment::new(policy, kind, facts, on, true).decide()?;
    if provisional.regime == Regime::Onbepaald {
        return Ok(strict);
    }
    provisional.provisional = true;
    provisional.missing = strict.missing;
    Ok(provisional)
}

struct Assessment<'p, 'f> {
    policy: &'p Policy,
    kind: &'p PermitType,
    view: View<'f>,
    marks: Vec<Mark>,
    missing: Vec<Missing<'p>>,
}

impl<'p, 'f> Assessment<'p, 'f> {
    fn new(
        policy: &'p Policy,
        kind: &'p PermitType,
        facts: &'f Facts,
        on: NaiveDate,
        provisional: bool,
    ) -> Self {
        let view = policy.view(facts, on, provisional);
        Self { policy, kind, view, marks: Vec::with_capacity(64), missing: Vec::new() }
    }

    fn decide(mut self) -> Result<ScopeDecision<'p>, AssessError> {
        let stand = self.stand()?;
        let impossible = stand.is_some_and(|stand| stand.outcome == StandOutcome::NoBasis);
        let rules = if impossible { Vec::new() } else { self.rules() };
        let (regime, deciding) = if impossible {
            (Regime::GeenGrondslag, None)
        } else {
            self.regime(&rules, stand.is_none())
        };
        Ok(ScopeDecision {
            regime,
            provisional: false,
            kind: self.kind,
            stand,
            rules,
            deciding,
            missing: self.missing,
            marks: self.marks,
            on: self.view.on,
        })
    }

    /// Returns the legal position; `None` when it depends on facts that are missing, which are then recorded.
    fn stand(&mut self) -> Result<Option<&'p Stand>, AssessError> {
        let party = self.policy.party.kind;
        let on = self.view.on;
        let mut dated = false;
        for stand in self.kind.stands.iter().filter(|stand| stand.parties.contains(&party)) {
            if !stand.valid.contains(on) {
                continue;
            }
            dated = true;
            let Some(condition) = &stand.when else { return Ok(Some(stand)) };
            let (outcome, marks) = self.evaluate(condition);
            match outcome {
                Tri::Yes => return Ok(Some(stand)),
                Tri::No => {}
                Tri::Unknown => {
                    self.ask_for(condition, marks, &stand.id);
                    return Ok(None);
                }
            }
        }
        let own = self.kind.stands.iter().filter(|stand| stand.parties.contains(&party));
        let first = own.map(|stand| stand.valid.first()).min();
        match first {
            Some(first) if !dated && on < first => Err(AssessError::BeforeTheLaw { on, first }),
            _ => Err(AssessError::OutsideTheLaw(on)),
        }
    }

    fn evaluate(&mut self, condition: &Condition) -> (Tri, Range<usize>) {
        let start = self.marks.len();
        let outcome = condition.evaluate(&self.view, &mut self.marks);
        (outcome, start..self.marks.len())
    }

    fn rules(&mut self) -> Vec<RuleOutcome<'p>> {
        let policy = self.policy;
        let indexes = policy.rules_of.get(&self.kind.id).map_or(&[][..], Vec::as_slice);
        let mut outcomes = Vec::with_capacity(indexes.len());
        let mut excluders = Vec::new();
        for index in indexes {
            let Some(rule) = policy.rules.get(*index) else { continue };
            if !rule.valid.contains(self.view.on) {
                continue;
            }
            let outcome = self.rule(rule);
            if !rule.sets_aside.is_empty() && outcome.outcome != Tri::No {
                excluders.push((rule, outcome.outcome));
            }
            outcomes.push((*index, outcome));
        }
        for (by, excludes) in excluders {
            for (index, target) in &mut outcomes {
                if by.sets_aside.contains(index) && target.outcome != Tri::No {
                    target.set_aside(by, excludes);
                }
            }
        }
        outcomes.into_iter().map(|(_, outcome)| outcome).collect()
    }

    fn rule(&mut self, rule: &'p Rule) -> RuleOutcome<'p> {
        let (mut outcome, marks) = match &rule.when {
            None => (Tri::Yes, 0..0),
            Some(condition) => self.evaluate(condition),
        };
        let mut result = RuleOutcome {
            rule,
            outcome,
            marks,
            broken_marks: 0..0,
            broken: false,
            set_aside: None,
            drawn: None,
        };
        if let Some(condition) = &rule.broken_by {
            let (breaks, broken_marks) = self.evaluate(condition);
            result.broken_marks = broken_marks;
            result.broken = outcome == Tri::Yes && breaks == Tri::Yes;
            outcome = outcome.min(breaks.negated());
        }
        if let Some(sample) = &rule.sample {
            result.drawn = self.view.facts.draw_key().map(|key| sample.draw(key));
            let chosen = result.drawn.map_or(Tri::Unknown, |drawn| sample.chooses(drawn));
            outcome = outcome.min(chosen);
        }
        result.outcome = outcome;
        result
    }

    /// Returns the first regime of the order whose rules match, and records what keeps a weightier one open.
    fn regime(
        &mut self,
        rules: &[RuleOutcome<'p>],
        basis_open: bool,
    ) -> (Regime, Option<&'p Rule>) {
        let rank = |outcome: &RuleOutcome<'_>| self.policy.precedence.rank(outcome.rule.regime);
        let best =
            rules.iter().filter(|outcome| outcome.outcome == Tri::Yes).min_by_key(|o| rank(o));
        let limit = best.map_or(self.policy.precedence.rank(Regime::Optioneel), rank);
        let open: Vec<&RuleOutcome<'p>> = rules
            .iter()
            .filter(|outcome| outcome.outcome == Tri::Unknown && rank(outcome) < limit)
            .collect();
        for outcome in &open {
            self.ask_about(outcome, rules);
        }
        let gap = self.policy.gaps_of.get(&self.kind.id);
        if let Some(gap) = gap {
            self.missing
                .push(Missing { question: Question::Policy(gap), for_rules: vec![&gap.id] });
        }
        if basis_open || gap.is_some() || !open.is_empty() {
            return (Regime::Onbepaald, None);
        }
        best.map_or((Regime::Optioneel, None), |best| (best.rule.regime, Some(best.rule)))
    }

    /// Asks what an open rule waits for, and what the exclusions wait for that may set it aside.
    ///
    /// Exclusions can set each other aside, so the walk stops at the first rule that it meets again.
    fn ask_about(&mut self, open: &RuleOutcome<'p>, rules: &[RuleOutcome<'p>]) {
        let mut asked: Vec<&str> = Vec::new();
        let mut next = Some(open);
        while let Some(open) = next.filter(|open| !asked.contains(&open.rule.id.as_str())) {
            asked.push(&open.rule.id);
            self.ask_about_rule(open);
            let set_aside = open.set_aside.filter(|set_aside| !set_aside.certain);
            next =
                set_aside.and_then(|aside| rules.iter().find(|other| other.rule.id == aside.by.id));
        }
    }

    fn ask_about_rule(&mut self, open: &RuleOutcome<'p>) {
        let rule = open.rule;
        if let Some(condition) = &rule.when {
            self.ask_for(condition, open.marks.clone(), &rule.id);
        }
        if let Some(condition) = &rule.broken_by {
            self.ask_for(condition, open.broken_marks.clone(), &rule.id);
        }
        if rule.sample.is_some() && open.drawn.is_none() {
            self.ask(Question::CaseNumber, &rule.id);
        }
    }

    fn ask_for(&mut self, condition: &'p Condition, marks: Range<usize>, rule: &'p str) {
        let Some(marks) = self.marks.get(marks) else { return };
        for (fact, test, doubt) in condition.open_tests(marks) {
            let asked = match (doubt, test) {
                (Doubt::Others, facts::Test::Amount(test)) => {
                    test.aggregation.as_ref().map_or(fact, |sum| sum.others)
                }
                _ => fact,
            };
            self.ask(Question::Fact(asked, doubt), rule);
        }
    }

    fn ask(&mut self, question: Question<'p>, rule: &'p str) {
        match self.missing.iter_mut().find(|missing| missing.question == question) {
            Some(missing) if missing.for_rules.contains(&rule) => {}
            Some(missing) => missing.for_rules.push(rule),
            None => self.missing.push(Missing { question, for_rules: vec![rule] }),
        }
    }
}

impl<'p> RuleOutcome<'p> {
    fn set_aside(&mut self, by: &'p Rule, excludes: Tri) {
        let certain = excludes == Tri::Yes;
        self.set_aside = Some(SetAside { by, certain });
        self.outcome = if certain { Tri::No } else { Tri::Unknown };
    }
}

impl Sample {
    const TICKETS: u16 = 10_000;

    /// Draws a number from 0 to 9,999 for a case number: the same for everyone who knows seed and number.
    pub fn draw(&self, case_number: &str) -> u16 {
        let digest = Sha256Hex::of_parts([self.seed.as_bytes(), case_number.as_bytes()]);
        let ticket = digest.leading_u64() % u64::from(Self::TICKETS);
        u16::try_from(ticket).unwrap_or(u16::MAX)
    }

    fn chooses(&self, drawn: u16) -> Tri {
        Tri::from_bool(drawn < u16::from(self.percent) * (Self::TICKETS / 100))
    }
}
