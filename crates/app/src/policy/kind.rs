//! Everything about one kind of application at a party: the law, the decision term, and every rule that can apply.

use super::overview::{KindStand, PolicyHead, head, policy_view, rules_of};
use super::question::stands_of;
use super::{KindName, kinds};
use crate::AppError;
use chrono::NaiveDate;
use facts::Condition;
use kernel::{DateRange, PartyId};
use law::scope::{Form, LegalBasis, Policy, Regime, Remedy, Rule, Stand, TermChoice, Wording};
use law::terms::{DoorKind, MostExtension, TermProfile, TermRules};
use rulebook::Rulebook;

/// A part of a condition, with how deep it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionLine {
    /// How deep: 0 is the whole.
    pub depth: usize,
    /// The part in words.
    pub text: String,
}

/// Everything about one kind of application at a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindView {
    /// What the policy says of itself.
    pub head: PolicyHead,
    /// The kind.
    pub kind: KindName,
    /// What holds, in short.
    pub stand: KindStand,
    /// The legal positions, in the order in which they are tried.
    pub law: Vec<StandView>,
    /// The rules that can apply.
    pub rules: Vec<RuleView>,
    /// The part of the policy that is not entered.
    pub gap: Option<GapView>,
}

/// A legal position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandView {
    /// The id.
    pub id: String,
    /// Whether screening is possible.
    pub possible: bool,
    /// The article.
    pub article: String,
    /// What it says.
    pub text: String,
    /// When it applies; empty where it always does.
    pub when: Vec<ConditionLine>,
    /// When it holds.
    pub since: NaiveDate,
    /// The last day on which it holds.
    pub until: Option<NaiveDate>,
    /// What one can do on it; none where screening is not possible.
    pub basis: Option<BasisView>,
}

/// What one can do on a legal basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasisView {
    /// The competent body.
    pub body: Option<String>,
    /// The article to refuse on.
    pub refuse: String,
    /// The article to withdraw or end on.
    pub withdraw: Option<String>,
    /// The article to ask the LBB for advice on.
    pub advice: Option<String>,
    /// How one goes against the decision.
    pub remedy: Remedy,
    /// The decision terms, in the order in which they are tried.
    pub terms: Vec<TermView>,
    /// What an officer has to know.
    pub notes: Vec<String>,
}

/// A decision term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermView {
    /// When it applies; empty for the ordinary one.
    pub when: Vec<ConditionLine>,
    /// The length; none where there is no term.
    pub length: Option<String>,
    /// How it can be extended.
    pub extension: Option<String>,
    /// The article.
    pub article: String,
    /// Whether no answer in time gives the permit by itself.
    pub positive_silence: bool,
    /// Whether it is the extended procedure.
    pub extended_procedure: bool,
    /// Whether the party's own by-law sets it.
    pub local: bool,
}

/// A rule of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleView {
    /// The id.
    pub id: String,
    /// What it says.
    pub regime: Regime,
    /// How certain its wording is.
    pub wording: Wording,
    /// The article.
    pub article: String,
    /// The explanation.
    pub text: String,
    /// When it applies; empty where it always does.
    pub when: Vec<ConditionLine>,
    /// What breaks it.
    pub broken_by: Vec<ConditionLine>,
    /// Whether it waits for a list that is still empty.
    pub waits_for_list: bool,
    /// The articles of the rules that it sets aside.
    pub sets_aside: Vec<String>,
    /// Which part of the applications a draw chooses, in percents.
    pub sample: Option<u8>,
    /// The questionnaire.
    pub form: Option<Form>,
    /// Whether an intake interview belongs to it.
    pub interview: bool,
    /// Who made it.
    pub made_by: MadeBy,
    /// When it holds.
    pub since: NaiveDate,
    /// The last day on which it holds.
    pub until: Option<NaiveDate>,
}

/// Who made a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MadeBy {
    /// The party itself.
    Own,
    /// The policy with this title, on which the party builds.
    Base(String),
    /// The policy with this title; the party changed it.
    Changed(String),
}

impl MadeBy {
    fn of(rule: &Rule) -> Self {
        let title = rule.origin.title.to_string();
        match (rule.origin.own, rule.origin.changed) {
            (true, _) => Self::Own,
            (false, false) => Self::Base(title),
            (false, true) => Self::Changed(title),
        }
    }
}

/// A part of the policy that is not entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapView {
    /// Where it would stand.
    pub article: String,
    /// What is to be entered.
    pub text: String,
}

/// Returns everything about one kind of application at a party on a day.
///
/// # Errors
/// When the rules do not know the party or the kind.
pub fn kind_view(
    rules: &Rulebook,
    party: &PartyId,
    kind: &str,
    on: NaiveDate,
) -> Result<KindView, AppError> {
    let policy = rules.policy(party, on).ok_or(AppError::NotFound)?;
    let permit = policy.kinds.get(kind).ok_or(AppError::NotFound)?;
    let name = kinds(rules).into_iter().find(|name| name.id == kind).ok_or(AppError::NotFound)?;
    let line = policy_view(rules, party, on)?.kinds.into_iter().find(|line| line.kind.id == kind);
    let writer = Writer { policy, terms: rules.terms(), kind };
    Ok(KindView {
        head: head(policy, on),
        kind: name,
        stand: line.map_or(KindStand::NoLaw, |line| line.stand),
        law: stands_of(policy, permit, on).map(|stand| writer.stand(stand)).collect(),
        rules: rules_of(policy, kind, on).map(|rule| writer.rule(rule)).collect(),
        gap: policy
            .gaps_of
            .get(kind)
            .map(|gap| GapView { article: gap.article.clone(), text: gap.explanation.clone() }),
    })
}

struct Writer<'w> {
    policy: &'w Policy,
    terms: &'w TermRules,
    kind: &'w str,
}

impl Writer<'_> {
    fn stand(&self, stand: &Stand) -> StandView {
        let (since, until) = ends(stand.valid);
        StandView {
            id: stand.id.clone(),
            possible: stand.basis().is_some(),
            article: stand.article.clone(),
            text: stand.explanation.clone(),
            when: self.lines(stand.when.as_ref()),
            since,
            until,
            basis: stand.basis().map(|basis| self.basis(basis)),
        }
    }

    fn basis(&self, basis: &LegalBasis) -> BasisView {
        BasisView {
            body: basis.bodies.get(&self.policy.party.kind).cloned(),
            refuse: basis.refuse.clone(),
            withdraw: basis.withdraw.clone(),
            advice: basis.advice.clone(),
            remedy: basis.remedy,
            terms: basis.terms.iter().map(|choice| self.term(choice)).collect(),
            notes: basis.notes.clone(),
        }
    }

    /// A by-law of the party sets the ordinary term; it does not reach the extended procedure or an own-motion decision.
    fn term(&self, choice: &TermChoice) -> TermView {
        let ordinary =
            choice.profile.kind == DoorKind::Application && !choice.profile.extended_procedure;
        let local = self.policy.terms_of.get(self.kind).filter(|_| ordinary);
        let profile: &TermProfile = local.unwrap_or(&choice.profile);
        let spec = self.terms.term_of(profile);
        let extension = spec.and_then(|spec| spec.extension).map(|extension| {
            let most = match extension.most {
                MostExtension::Weeks(1) => "met ten hoogste 1 week".to_owned(),
                MostExtension::Weeks(weeks) => format!("met ten hoogste {weeks} weken"),
                MostExtension::Reasonable => "met een redelijke termijn".to_owned(),
            };
            match extension.decided_within_weeks {
                Some(weeks) => format!("{most}, als dat binnen {weeks} weken na ontvangst gebeurt"),
                None => most,
            }
        });
        TermView {
            when: self.lines(choice.when.as_ref()),
            length: spec.map(|spec| spec.length.dutch()),
            extension,
            article: profile.article.clone(),
            positive_silence: profile.positive_silence,
            extended_procedure: profile.extended_procedure,
            local: local.is_some(),
        }
    }

    fn rule(&self, rule: &Rule) -> RuleView {
        let (since, until) = ends(rule.valid);
        let aside = rule.sets_aside.iter().filter_map(|index| self.policy.rules.get(*index));
        RuleView {
            id: rule.id.clone(),
            regime: rule.regime,
            wording: rule.wording,
            article: rule.article.clone(),
            text: rule.explanation.clone(),
            when: self.lines(rule.when.as_ref()),
            broken_by: self.lines(rule.broken_by.as_ref()),
            waits_for_list: rule.when.as_ref().is_some_and(Condition::waits_for_list),
            sets_aside: aside.map(|other| other.article.clone()).collect(),
            sample: rule.sample.as_ref().map(|sample| sample.percent),
            form: rule.form,
            interview: rule.interview,
            made_by: MadeBy::of(rule),
            since,
            until,
        }
    }

    fn lines(&self, condition: Option<&Condition>) -> Vec<ConditionLine> {
        let lines = condition.map(|condition| condition.words(&self.policy.vocabulary));
        let line = |(depth, text)| ConditionLine { depth, text };
        lines.into_iter().flatten().map(line).collect()
    }
}

fn ends(range: DateRange) -> (NaiveDate, Option<NaiveDate>) {
    (range.first(), range.last())
}
