//! The outcome for an application with its reasons: what it rests on, what is unknown, and when it would be another.

use super::because::because;
use super::question::{FactsUsed, first_question, plain_name, sets_term};
use crate::AppError;
use chrono::NaiveDate;
use facts::{Application, FactId};
use kernel::{FaultCode, PartyId};
use law::answer::{Answer, Detail, MissingAnswer, MissingReason, RuleAnswer, TermAnswer};
use law::scope::{
    Consequence, Door, Form, Policy, Regime, Remedy, ScopeDecision, assess, consequences,
};
use law::terms::TermSpec;
use rulebook::Rulebook;
use serde_json::Value;

/// The outcome for an application, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The name of the party.
    pub party: String,
    /// The id of the kind.
    pub kind: String,
    /// The name of the kind.
    pub kind_name: String,
    /// The door of the Act.
    pub door: Door,
    /// The day whose law and policy were looked at.
    pub on: NaiveDate,
    /// The outcome.
    pub regime: Regime,
    /// Whether it rests on a figure of the applicant where the calculation of the competent body counts.
    pub provisional: bool,
    /// Why: a sentence that begins with «omdat».
    pub because: String,
    /// Whether the party has adopted the policy, in a sentence.
    pub status: String,
    /// What an officer has to know besides.
    pub notes: Vec<String>,
    /// What it rests on: the rules that match, the deciding one first, and the law.
    pub grounds: Vec<Ground>,
    /// What is unknown and what each answer would change.
    pub unknown: Vec<Unknown>,
    /// Other answers on what is known, with another outcome.
    pub otherwise: Vec<Otherwise>,
    /// The decision term; none where the law has none, or where the legal position is unknown.
    pub term: Option<Term>,
    /// Who decides.
    pub decided_by: Option<String>,
    /// How one goes against the decision.
    pub remedy: Option<Remedy>,
    /// Which questionnaire the deciding rule asks for.
    pub form: Option<Form>,
    /// Whether an intake interview belongs to it.
    pub interview: bool,
    /// The version of the policy.
    pub version: String,
    /// The digest of the rules that gave the outcome.
    pub digest: String,
}

/// What an outcome rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The title of the policy; none for the law itself.
    pub policy: Option<String>,
    /// The id of the rule or legal position.
    pub id: String,
    /// The article.
    pub article: String,
    /// From when the rule holds; none for the law.
    pub since: Option<NaiveDate>,
    /// What it says.
    pub text: String,
}

/// A fact that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The id of the fact; none for what is no fact, such as a part of the policy that is not entered.
    pub fact: Option<String>,
    /// The name, with a capital.
    pub name: String,
    /// The question to ask.
    pub question: String,
    /// Whether the outcome waits for it.
    pub decides: bool,
    /// Whether the decision term hangs on it.
    pub sets_term: bool,
    /// What the answers would lead to; empty where none changes the outcome.
    pub changes: Vec<Change>,
}

/// Answers with the outcome that they lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The answers.
    pub answers: Vec<String>,
    /// The outcome.
    pub regime: Regime,
}

/// Another answer on a known fact, with another outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// The name of the fact, with a capital.
    pub name: String,
    /// The answers and the outcome.
    pub change: Change,
}

/// The decision term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The length: `8 weken`.
    pub length: String,
    /// The last day; none while the day of receipt is unknown.
    pub last_day: Option<NaiveDate>,
    /// The article.
    pub article: String,
    /// Whether no answer in time gives the permit by itself.
    pub positive_silence: bool,
    /// What was assumed.
    pub assumptions: Vec<String>,
    /// What to watch.
    pub warnings: Vec<String>,
}

/// Explains the outcome for an application by the rules of a day.
///
/// # Errors
/// When the application cannot be read, the rules do not know the party, or the day lies outside the law that is entered.
pub fn explain(
    rules: &Rulebook,
    party: &PartyId,
    json: &Value,
    on: NaiveDate,
) -> Result<Explained, AppError> {
    let kinds: Vec<&str> = rules.kinds().keys().map(String::as_str).collect();
    let application = Application::read(json, rules.vocabulary(), &kinds)?;
    let policy = rules.policy(party, on).ok_or(AppError::NotFound)?;
    let decision = assess(policy, &application, on).map_err(|error| {
        AppError::fault("/ontvangenOp", FaultCode::BuitenGeldigheid, error.to_string())
    })?;
    let writer = Writer { rules, policy, application: &application, decision: &decision };
    Ok(writer.explained())
}

struct Writer<'w> {
    rules: &'w Rulebook,
    policy: &'w Policy,
    application: &'w Application,
    decision: &'w ScopeDecision<'w>,
}

impl Writer<'_> {
    fn explained(&self) -> Explained {
        let (policy, decision) = (self.policy, self.decision);
        let terms = self.rules.terms();
        let answer = Answer::new(policy, terms, self.application, decision, Detail::Full);
        let basis = answer.grondslag.as_ref();
        let notes = answer.beleid.noten.iter().chain(basis.into_iter().flat_map(|b| b.noten));
        Explained {
            party: policy.party.name.clone(),
            kind: decision.kind.id.clone(),
            kind_name: decision.kind.label.clone(),
            door: decision.kind.door,
            on: decision.on,
            regime: decision.regime,
            provisional: decision.provisional,
            because: because(policy, self.application, decision),
            status: answer.beleid.status_uitleg.clone(),
            notes: notes.cloned().collect(),
            grounds: self.grounds(&answer),
            unknown: self.unknown(&answer.ontbrekend),
            otherwise: self.otherwise(),
            term: self.term(&answer),
            decided_by: basis.and_then(|basis| basis.bevoegd_gezag).map(str::to_owned),
            remedy: basis.and_then(|basis| basis.rechtsgang),
            form: decision.deciding.and_then(|rule| rule.form),
            interview: decision.deciding.is_some_and(|rule| rule.interview),
            version: policy.rule_set.version.clone(),
            digest: policy.rule_set.sha256.to_string(),
        }
    }

    /// The deciding rule, the other rules that match, and the law.
    fn grounds(&self, answer: &Answer<'_>) -> Vec<Ground> {
        let law = self.decision.stand.map(|stand| Ground {
            policy: None,
            id: stand.id.clone(),
            article: stand.article.clone(),
            since: None,
            text: stand.explanation.clone(),
        });
        let mut rules: Vec<&RuleAnswer<'_>> = answer.regels.iter().collect();
        rules.sort_by_key(|rule| !rule.beslissend);
        let rules = rules.into_iter().filter_map(|answer| {
            let rule = self.policy.rules.iter().find(|rule| rule.id == answer.id)?;
            Some(Ground {
                policy: Some(rule.origin.title.to_string()),
                id: rule.id.clone(),
                article: rule.article.clone(),
                since: Some(rule.valid.first()),
                text: rule.explanation.clone(),
            })
        });
        rules.chain(law).collect()
    }

    /// What the outcome waits for first, then what it does not.
    fn unknown(&self, missing: &[MissingAnswer<'_>]) -> Vec<Unknown> {
        let mut all: Vec<Unknown> = missing.iter().map(|missing| self.awaited(missing)).collect();
        for fact in self.facts_used() {
            let def = self.policy.vocabulary.def(fact);
            let known = self.application.facts.get(fact).is_some();
            if known || missing.iter().any(|missing| missing.feit == def.id) {
                continue;
            }
            all.push(Unknown {
                fact: Some(def.id.clone()),
                name: plain_name(&def.label),
                question: first_question(&def.question).0.to_owned(),
                decides: false,
                sets_term: self.sets_term(fact),
                changes: Vec::new(),
            });
        }
        all
    }

    fn awaited(&self, missing: &MissingAnswer<'_>) -> Unknown {
        let fact = self.policy.vocabulary.find(missing.feit);
        let name = match fact {
            Some(fact) => plain_name(&self.policy.vocabulary.def(fact).label),
            None if missing.reden == MissingReason::BeleidNietIngevoerd => "Beleid".to_owned(),
            None => kernel::capitalised(missing.feit),
        };
        let question = match missing.reden {
            MissingReason::BeleidNietIngevoerd => missing.vraag,
            _ if missing.vraag.contains(" vul ") => first_question(missing.vraag).0,
            _ => missing.vraag,
        };
        let results = fact.map(|fact| self.consequences(fact)).unwrap_or_default();
        Unknown {
            fact: fact.map(|_| missing.feit.to_owned()),
            name,
            question: question.to_owned(),
            decides: true,
            sets_term: fact.is_some_and(|fact| self.sets_term(fact)),
            changes: grouped(results),
        }
    }

    /// Other answers on what is known. What the outcome waits for is told as unknown already.
    fn otherwise(&self) -> Vec<Otherwise> {
        let regime = self.decision.regime;
        let mut all = Vec::new();
        for fact in self.facts_used() {
            if self.application.facts.get(fact).is_none() {
                continue;
            }
            let mut results = self.consequences(fact);
            results.retain(|result| result.regime != regime);
            let name = plain_name(&self.policy.vocabulary.def(fact).label);
            let of_fact = |change| Otherwise { name: name.clone(), change };
            all.extend(grouped(results).into_iter().map(of_fact));
        }
        all
    }

    fn consequences(&self, fact: FactId) -> Vec<Consequence> {
        consequences(self.policy, self.application, self.decision, fact)
    }

    fn facts_used(&self) -> Vec<FactId> {
        FactsUsed::of(self.policy, self.decision.kind, self.decision.on).ids().collect()
    }

    fn sets_term(&self, fact: FactId) -> bool {
        sets_term(self.policy, self.decision.kind, self.decision.on, fact)
    }

    fn term(&self, answer: &Answer<'_>) -> Option<Term> {
        let (kind, basis) = (&self.decision.kind.id, self.decision.basis()?);
        let facts = &self.application.facts;
        let (profile, assumptions) = self.policy.term(kind, basis, facts, self.decision.on)?;
        let spec: TermSpec = self.rules.terms().term_of(profile)?;
        let deadline = match &answer.termijn {
            Some(TermAnswer::Volledig(deadline)) => Some(deadline),
            Some(TermAnswer::Kort { .. }) | None => None,
        };
        let warnings = deadline.into_iter().flat_map(|deadline| &deadline.warnings);
        Some(Term {
            length: spec.length.dutch(),
            last_day: answer.last_day(),
            article: profile.article.clone(),
            positive_silence: profile.positive_silence,
            assumptions: assumptions.into_iter().map(str::to_owned).collect(),
            warnings: warnings.map(|warning| warning.text.clone()).collect(),
        })
    }
}

/// Puts answers with the same outcome together, in the order in which the outcomes came.
fn grouped(results: Vec<Consequence>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for result in results {
        match changes.iter_mut().find(|change| change.regime == result.regime) {
            Some(change) => change.answers.push(result.answer),
            None => {
                changes.push(Change { answers: vec![result.answer], regime: result.regime });
            }
        }
    }
    changes
}
