//! How strict a policy is about a kind of application: what holds for every new application, and what holds on conditions.

use chrono::NaiveDate;
use facts::{Application, Tri};
use law::scope::{Gap, Policy, Regime, Rule, ScopeDecision, assess};
use rulebook::Rulebook;
use serde_json::json;

use crate::AppError;

/// How high the dike is: the steps from never to always, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Never screened.
    Excluded,
    /// Not screened, unless a signal breaks that.
    ExcludedInPrinciple,
    /// May be screened.
    Optional,
    /// Screened on a signal.
    OnSignal,
    /// Screened when drawn.
    Sample,
    /// Screened unless there is a reason not to.
    InPrinciple,
    /// Always screened.
    Mandatory,
}

impl Level {
    /// All levels, the lowest first.
    pub const ALL: [Self; 7] = [
        Self::Excluded,
        Self::ExcludedInPrinciple,
        Self::Optional,
        Self::OnSignal,
        Self::Sample,
        Self::InPrinciple,
        Self::Mandatory,
    ];

    /// Returns the step, from 0.
    pub fn step(self) -> usize {
        Self::ALL.iter().position(|level| *level == self).unwrap_or_default()
    }

    /// Returns the word that stands below a dike.
    pub fn word(self) -> &'static str {
        match self {
            Self::Excluded => "uitgezonderd",
            Self::ExcludedInPrinciple => "in beginsel niet",
            Self::Optional => "kan",
            Self::OnSignal => "bij signaal",
            Self::Sample => "steekproef",
            Self::InPrinciple => "in beginsel",
            Self::Mandatory => "verplicht",
        }
    }

    /// Returns what the level means for an application.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Excluded => "Niet toetsen",
            Self::ExcludedInPrinciple => "In beginsel niet toetsen, tenzij er een signaal is",
            Self::Optional => "Toetsen mag, en hoeft niet",
            Self::OnSignal => "Toetsen als er een signaal is",
            Self::Sample => "Toetsen als de steekproef de aanvraag kiest",
            Self::InPrinciple => "In beginsel toetsen; wie afwijkt, geeft de reden",
            Self::Mandatory => "Altijd toetsen",
        }
    }

    /// Returns the level of what a rule says; none for what is no choice of a policy.
    pub(crate) fn of(regime: Regime) -> Option<Self> {
        Some(match regime {
            Regime::GeenGrondslag | Regime::Onbepaald => return None,
            Regime::Uitgezonderd => Self::Excluded,
            Regime::InBeginselUitgezonderd => Self::ExcludedInPrinciple,
            Regime::Optioneel => Self::Optional,
            Regime::OpSignaal | Regime::OpSignaalVerplicht => Self::OnSignal,
            Regime::Steekproef => Self::Sample,
            Regime::InBeginsel => Self::InPrinciple,
            Regime::Verplicht => Self::Mandatory,
        })
    }
}

/// How strict a policy is about one kind of application.
#[derive(Clone, Debug)]
pub(crate) enum Standing<'p> {
    /// The law gives this body no basis to screen.
    NoBasis,
    /// The law of this day is not entered.
    NoLaw,
    /// This part of the policy is not entered.
    NotEntered(&'p Gap),
    /// What holds.
    Known(Strictness<'p>),
}

/// What holds for every new application, and what on conditions.
#[derive(Clone, Debug)]
pub(crate) struct Strictness<'p> {
    /// What holds whatever else is the case.
    pub(crate) always: Level,
    /// The rule that says so; none where the law's own freedom is all there is.
    pub(crate) rule: Option<&'p Rule>,
    /// The levels that hold on conditions, the highest first, each once.
    pub(crate) on_conditions: Vec<Level>,
}

impl Strictness<'_> {
    /// Returns what makes one dike lower than another: what always holds, then the strictest that holds on conditions.
    ///
    /// Exceptions on conditions do not lower it: how much they let through cannot be told from the rules.
    pub(crate) fn height(&self) -> (Level, Option<Level>) {
        let higher = self.on_conditions.first().copied().filter(|level| *level > self.always);
        (self.always, higher)
    }
}

/// A new application about which nothing else is known, for one kind after another.
pub(crate) struct NewApplication(Application);

impl NewApplication {
    pub(crate) fn new(rules: &Rulebook) -> Result<Self, AppError> {
        let kinds: Vec<&str> = rules.kinds().keys().map(String::as_str).collect();
        let first = kinds.first().copied().unwrap_or_default();
        let mut file = json!({ "soort": first });
        if rules.vocabulary().find("gebeurtenis").is_some() {
            file["gebeurtenis"] = "nieuw".into();
        }
        Ok(Self(Application::read(&file, rules.vocabulary(), &kinds)?))
    }

    /// Returns how strict a policy is about a kind on a day.
    pub(crate) fn standing<'p>(
        &mut self,
        policy: &'p Policy,
        kind: &str,
        on: NaiveDate,
    ) -> Standing<'p> {
        kind.clone_into(&mut self.0.kind);
        let Ok(decision) = assess(policy, &self.0, on) else { return Standing::NoLaw };
        if decision.regime == Regime::GeenGrondslag {
            return Standing::NoBasis;
        }
        match policy.gaps_of.get(kind) {
            Some(gap) => Standing::NotEntered(gap),
            None => Standing::Known(strictness(policy, &decision)),
        }
    }
}

fn strictness<'p>(policy: &Policy, decision: &ScopeDecision<'p>) -> Strictness<'p> {
    let rank = |rule: &Rule| policy.precedence.rank(rule.regime);
    let of = |outcome: Tri| {
        let rules = decision.rules.iter().filter(move |one| one.outcome == outcome);
        rules.map(|one| one.rule)
    };
    // An exclusion in principle that a signal may break is what holds, until there is a signal.
    let in_principle = decision.rules.iter().filter(|one| {
        one.outcome == Tri::Unknown && one.rule.when.is_none() && one.rule.broken_by.is_some()
    });
    let sure = of(Tri::Yes).chain(in_principle.map(|one| one.rule));
    let rule = sure.min_by_key(|rule| rank(rule));
    let always = rule.and_then(|rule| Level::of(rule.regime)).unwrap_or(Level::Optional);
    let mut on_conditions: Vec<Level> = of(Tri::Unknown)
        .filter(|other| rule.is_none_or(|rule| rule.id != other.id))
        .filter_map(|rule| Level::of(rule.regime))
        .filter(|level| *level != always)
        .collect();
    on_conditions.sort_unstable_by(|one, other| other.cmp(one));
    on_conditions.dedup();
    Strictness { always, rule, on_conditions }
}
