//! The explanation of a score: reasons and questions.

use crate::condition::{Grade, Open, Support};
use crate::finding::FindingId;
use crate::ground::Ground;
use crate::indicator::{Filling, Indicator, fill};
use crate::kind::{FindingKind, Need};
use crate::outcome::{FactUsed, FindingLine, GroundOutcome, Hit, Missing, Outcome, Unknown};
use crate::prepared::{Prepared, Seen, lacks};
use crate::profile::Profile;
use crate::ruleset::RuleSet;
use chrono::NaiveDate;
use facts::{Doubt, FactId, Tri};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Gathers the explanation while the indicators are weighed. What it gathers points into the rules and the profile (`'a`).
pub(super) struct Explainer<'a, 'p> {
    pub(super) rules: &'a RuleSet,
    pub(super) prepared: &'p Prepared<'a>,
    pub(super) on: NaiveDate,
    unknown: Vec<Unknown<'a>>,
    /// What was asked of which finding.
    asked: BTreeSet<(FindingId, Need)>,
    /// On which grounds a hit rests on each of the findings that are seen.
    pub(super) counted: Vec<[bool; 3]>,
    facts: BTreeSet<FactId>,
}

impl<'a, 'p> Explainer<'a, 'p> {
    pub(super) fn new(rules: &'a RuleSet, prepared: &'p Prepared<'a>, on: NaiveDate) -> Self {
        Self {
            rules,
            prepared,
            on,
            unknown: Vec::new(),
            asked: BTreeSet::new(),
            counted: vec![[false; 3]; prepared.seen.len()],
            facts: BTreeSet::new(),
        }
    }

    /// Explains an indicator that holds.
    pub(super) fn hit(&mut self, indicator: &'a Indicator, grade: Grade) -> Hit<'a> {
        let mut support = Support::default();
        indicator.when.support(indicator.ground, self.prepared, &mut support);
        for place in &support.findings {
            self.counted[*place][indicator.ground.index()] = true;
        }
        let mut found: Vec<&Seen<'a>> =
            support.findings.iter().map(|place| &self.prepared.seen[*place]).collect();
        found.sort_unstable_by_key(|seen| seen.finding.id);
        // The strongest decides; of two equally strong ones the one with the lowest id.
        let strongest = found.iter().min_by_key(|seen| u16::MAX - seen.part.mid);
        let finding = strongest.and_then(|seen| Some((seen.finding, self.kind(seen)?)));
        let filling = Filling { finding, count: found.len(), on: self.on };
        self.facts.extend(&support.facts);
        let vocabulary = &self.rules.vocabulary;
        Hit {
            indicator: &indicator.id,
            points_before: indicator.points,
            per_mille: grade.mid,
            points: Grade::points(grade.mid, indicator.points),
            basis: &indicator.basis,
            class: indicator.class,
            reason: fill(&indicator.reason, filling),
            findings: found.iter().map(|seen| seen.finding.id).collect(),
            facts: support.facts.iter().map(|fact| vocabulary.def(*fact).id.as_str()).collect(),
        }
    }

    /// Explains what keeps an indicator from being worth more.
    pub(super) fn unknown(&mut self, indicator: &'a Indicator, grade: Grade) {
        let mut open = Open::default();
        // Where only a document is missing, no answer to a question makes the condition hold.
        let own = indicator.when.grade(indicator.ground, self.prepared, &mut Vec::new());
        if own.high > own.mid {
            indicator.when.open((self.rules, indicator.ground), self.prepared, &mut open);
        }
        let mut missing: Vec<(Missing<'a>, Cow<'a, str>)> = Vec::new();
        for (place, need) in open.needs {
            let seen = &self.prepared.seen[place];
            let asked = Missing::Bevinding { bevinding: seen.finding.id, wat: need };
            if !missing.iter().any(|(known, _)| *known == asked) {
                self.asked.insert((seen.finding.id, need));
                missing.push((asked, self.question(seen, need).into()));
            }
        }
        for (fact, doubt) in open.questions {
            let asked = Missing::Feit { feit: &self.rules.vocabulary.def(fact).id };
            if !missing.iter().any(|(known, _)| *known == asked) {
                missing.push((asked, self.fact_question(fact, doubt).into()));
            }
        }
        for place in &indicator.documents {
            let document = self.rules.kinds.documents().get(*place);
            let is_missing = self.prepared.missing.get(*place) == Some(&true);
            if let Some(document) = document.filter(|_| is_missing) {
                let asked = Missing::Stuk { stuk: &document.id };
                missing.push((asked, document.question.as_str().into()));
            }
        }
        let at_most = Some(Grade::points(grade.high, indicator.points));
        let (indicator, ground) = (Some(indicator.id.as_str()), Some(indicator.ground));
        let entries = missing.into_iter();
        self.unknown.extend(entries.map(|(missing, question)| Unknown {
            indicator,
            ground,
            at_most,
            missing,
            question,
        }));
    }

    /// Completes the outcome with what concerns the findings themselves.
    pub(super) fn finish(
        mut self,
        profile: &'a Profile,
        grounds: Vec<GroundOutcome<'a>>,
    ) -> Outcome<'a> {
        self.ask_for_weighing();
        let mut findings: Vec<FindingLine<'a>> = self.prepared.seen.iter().map(line).collect();
        findings.sort_unstable_by_key(|line| line.finding);
        Outcome {
            file: profile.file,
            on: self.on,
            rule_set: &self.rules.reference,
            blocked: profile.findings.iter().flat_map(|finding| self.blocked(finding)).collect(),
            warnings: self.warnings(),
            facts: self.facts.iter().filter_map(|fact| self.fact(*fact)).collect(),
            grounds,
            findings,
            unknown: self.unknown,
        }
    }

    /// Asks for what the kind of a finding needs before anybody can weigh it, where no indicator asked already.
    fn ask_for_weighing(&mut self) {
        let mut seen: Vec<&Seen<'a>> = self.prepared.seen.iter().collect();
        seen.sort_unstable_by_key(|one| one.finding.id);
        for one in seen {
            let Some(kind) = self.kind(one) else { continue };
            // What counts on no ground is weighed nowhere.
            if one.counts == [Tri::No; 3] {
                continue;
            }
            for need in Need::ALL {
                let id = one.finding.id;
                if lacks(self.rules, (one.finding, kind), need) && !self.asked.contains(&(id, need))
                {
                    let (indicator, ground, at_most) = (None, None, None);
                    let missing = Missing::Bevinding { bevinding: id, wat: need };
                    let question = self.question(one, need).into();
                    self.unknown.push(Unknown { indicator, ground, at_most, missing, question });
                }
            }
        }
    }

    fn kind(&self, seen: &Seen<'_>) -> Option<&'a FindingKind> {
        self.rules.kinds.all().get(seen.kind)
    }

    fn fact(&self, fact: FactId) -> Option<FactUsed<'a>> {
        let vocabulary = &self.rules.vocabulary;
        let def = vocabulary.def(fact);
        let value = self.prepared.view.facts.get(fact)?.words(def, vocabulary);
        Some(FactUsed { fact: &def.id, value, pointer: &def.pointer })
    }

    fn question(&self, seen: &Seen<'_>, need: Need) -> String {
        let questions = &self.rules.model.questions;
        let text = match need {
            Need::Datum => &questions.date,
            Need::Samenhang => &questions.connection,
            Need::Voordeel => &questions.benefit,
            Need::Ernst => &questions.seriousness,
            Need::Relatie => &questions.relation,
        };
        let label = self.kind(seen).map_or("", |kind| kind.label.as_str());
        text.replace("{bevinding}", label)
    }

    fn fact_question(&self, fact: FactId, doubt: Doubt) -> &'a str {
        let def = self.rules.vocabulary.def(fact);
        let special = match doubt {
            Doubt::Vat => def.question_vat.as_deref(),
            Doubt::PolicyVat => def.question_policy_vat.as_deref(),
            Doubt::Source => def.question_calculation.as_deref(),
            Doubt::None | Doubt::Missing | Doubt::Others => None,
        };
        special.unwrap_or(&def.question)
    }
}

fn line<'a>(seen: &Seen<'a>) -> FindingLine<'a> {
    let finding = seen.finding;
    FindingLine {
        finding: finding.id,
        subject: finding.subject,
        kind: &finding.kind,
        status: finding.status.name(),
        weight: finding.status.weight(Ground::A),
        fading: seen.part.fading,
        distance: seen.part.distance,
        usable_until: finding.usable_until(),
        source: finding.source.kind,
        reference: &finding.source.reference,
    }
}
