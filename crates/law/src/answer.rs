//! The answer as others read it: JSON with Dutch keys, published as a schema, and the source of every printed text.

use crate::scope::{
    Consequence, Door, Form, Missing, Policy, PolicyStatus, Question, Regime, Remedy, RuleOutcome,
    RuleSetRef, ScopeDecision, Stand, Wording, consequences,
};
use crate::terms::{Deadline, TermProfile, TermRules, Timeline, compute};
use chrono::NaiveDate;
use facts::{Application, Condition, Doubt, Mark, Tri};
use kernel::PartyKind;
use schemars::JsonSchema;
use serde::Serialize;
use std::ops::Range;

/// How much an answer tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Everything: the trace of every rule and what each missing answer would lead to.
    Full,
    /// Regime, matching rules and questions, without traces; for long batches.
    Short,
}

/// Het antwoord op een aanvraag.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Answer<'a> {
    /// Het kenmerk van de aanvraag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kenmerk: Option<&'a str>,
    /// De partij die toetst.
    pub partij: PartyAnswer<'a>,
    /// De soort vergunning of rechtshandeling.
    pub soort: KindAnswer<'a>,
    /// De dag waarop recht en beleid zijn bekeken.
    pub peildatum: NaiveDate,
    /// Het regime.
    pub regime: Regime,
    /// Het regime in woorden.
    pub label: &'a str,
    /// Of de uitkomst rust op een cijfer van de aanvrager, terwijl de berekening van het bevoegd gezag telt.
    pub voorlopig: bool,
    /// Het beleid.
    pub beleid: PolicyAnswer<'a>,
    /// De wettelijke positie; leeg als die zelf nog niet te bepalen is.
    pub grondslag: Option<BasisAnswer<'a>>,
    /// De regels die opgaan.
    pub regels: Vec<RuleAnswer<'a>>,
    /// De andere regels bij deze soort, met waarom ze niet of nog niet opgaan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overwogen: Vec<RuleAnswer<'a>>,
    /// Wat ontbreekt.
    pub ontbrekend: Vec<MissingAnswer<'a>>,
    /// De beslistermijn; leeg als er geen is of als de ontvangst niet bekend is.
    pub termijn: Option<TermAnswer>,
    /// Wat is aangenomen om de termijn te kunnen noemen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aannames: Vec<&'a str>,
    /// De brieven die zijn geschreven.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub brieven: Vec<LetterAnswer>,
    /// De regelset die het antwoord gaf.
    pub regelset: &'a RuleSetRef,
}

/// De partij die toetst.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PartyAnswer<'a> {
    /// Het id.
    pub id: &'a str,
    /// De naam.
    pub naam: &'a str,
    /// Het soort overheid.
    pub soort: PartyKind,
}

/// De soort vergunning of rechtshandeling.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindAnswer<'a> {
    /// Het id.
    pub id: &'a str,
    /// De naam.
    pub label: &'a str,
    /// De deur van de Wet Bibob.
    pub deur: Door,
}

/// Het beleid dat is toegepast.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PolicyAnswer<'a> {
    /// De titel.
    pub titel: &'a str,
    /// Of de partij het heeft vastgesteld.
    pub status: PolicyStatus,
    /// De status in een zin.
    pub status_uitleg: String,
    /// De dag waarop het beleid opnieuw bekeken moet zijn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub herzien_op: Option<NaiveDate>,
    /// Opmerkingen bij het beleid.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub noten: &'a [String],
}

/// De wettelijke positie.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BasisAnswer<'a> {
    /// Het id.
    pub id: &'a str,
    /// Of een Bibob-toets mogelijk is.
    pub mogelijk: bool,
    /// Het artikel.
    pub artikel: &'a str,
    /// De uitleg.
    pub uitleg: &'a str,
    /// Het artikel om op te weigeren, of om niet op te contracteren.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weigeren: Option<&'a str>,
    /// Het artikel om op in te trekken of te beëindigen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intrekken: Option<&'a str>,
    /// Het artikel om het LBB om advies te vragen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advies: Option<&'a str>,
    /// Het bevoegde orgaan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bevoegd_gezag: Option<&'a str>,
    /// De rechtsgang.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rechtsgang: Option<Remedy>,
    /// Opmerkingen.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub noten: &'a [String],
}

/// Een regel met zijn uitkomst.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleAnswer<'a> {
    /// Het id.
    pub id: &'a str,
    /// Wat de regel zegt.
    pub regime: Regime,
    /// Waar de regel staat.
    pub artikel: &'a str,
    /// De uitleg.
    pub uitleg: &'a str,
    /// Of de regel opgaat.
    pub uitkomst: Outcome,
    /// Of deze regel de uitkomst bepaalde.
    pub beslissend: bool,
    /// Hoe stellig het beleid het zegt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formulering: Option<Wording>,
    /// De regel die deze opzij zet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opzijgezet_door: Option<&'a str>,
    /// Of een signaal deze uitzondering doorbreekt.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub doorbroken: bool,
    /// Bij een steekproef: het getrokken getal, van 0 tot en met 9999.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub getrokken: Option<u16>,
    /// Welke vragenlijst erbij hoort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vragenlijst: Option<Form>,
    /// Of er een intakegesprek bij hoort.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub intakegesprek: bool,
    /// De voorwaarde, onderdeel voor onderdeel.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spoor: Vec<TraceAnswer>,
}

/// De uitkomst van een voorwaarde.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Gaat op.
    Ja,
    /// Gaat niet op.
    Nee,
    /// Niet te bepalen.
    Onbekend,
}

impl From<Tri> for Outcome {
    fn from(outcome: Tri) -> Self {
        match outcome {
            Tri::Yes => Self::Ja,
            Tri::No => Self::Nee,
            Tri::Unknown => Self::Onbekend,
        }
    }
}

/// Een onderdeel van een voorwaarde.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TraceAnswer {
    /// Hoe diep het onderdeel ligt.
    pub diepte: usize,
    /// Het onderdeel in woorden, met de gebruikte waarde.
    pub tekst: String,
    /// De uitkomst.
    pub uitkomst: Outcome,
}

/// Een vraag die eerst beantwoord moet zijn.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MissingAnswer<'a> {
    /// Het feit.
    pub feit: &'a str,
    /// Waar het antwoord in het aanvraagbestand hoort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plaats: Option<&'a str>,
    /// Waarom het nodig is.
    pub reden: MissingReason,
    /// De vraag.
    pub vraag: &'a str,
    /// De regels die erop wachten.
    pub regels: Vec<&'a str>,
    /// Wat elk antwoord zou betekenen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gevolgen: Vec<ConsequenceAnswer>,
}

/// Waarom een antwoord nodig is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MissingReason {
    /// Het feit ontbreekt.
    Ontbreekt,
    /// Het is niet bekend of het bedrag inclusief of exclusief btw is.
    BtwOnbekend,
    /// Het beleid noemt niet of de grens inclusief of exclusief btw is.
    BtwInBeleidOnvermeld,
    /// Er is alleen een opgave van de aanvrager.
    BerekeningOntbreekt,
    /// Het beleid is niet ingevoerd.
    BeleidNietIngevoerd,
}

/// Een mogelijk antwoord en wat eruit volgt.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ConsequenceAnswer {
    /// Het antwoord.
    pub antwoord: String,
    /// Het regime dat volgt.
    pub regime: Regime,
}

/// Een brief die is geschreven.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LetterAnswer {
    /// De code, zoals L01.
    pub code: &'static str,
    /// Het bestand.
    pub bestand: String,
    /// De titel.
    pub titel: String,
    /// Waarom het nog een concept is; leeg als de brief klaar is om te versturen.
    pub concept: Vec<String>,
}

/// De beslistermijn: kort alleen de datum, volledig met elke stap.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum TermAnswer {
    /// Met elke stap.
    Volledig(Box<Deadline>),
    /// Alleen de datum.
    Kort {
        /// De laatste dag om te beslissen.
        uiterlijk: NaiveDate,
    },
}

impl<'a> Answer<'a> {
    /// Puts an answer together. The term is left out where there is no decision term or no day of receipt.
    pub fn new(
        policy: &'a Policy,
        terms: &TermRules,
        application: &'a Application,
        decision: &ScopeDecision<'a>,
        detail: Detail,
    ) -> Self {
        let profile = term_profile(policy, application, decision);
        let extended = profile.as_ref().is_some_and(|(profile, _)| profile.extended_procedure);
        let (term, assumptions) = match profile {
            Some((profile, assumptions)) => {
                (term(profile, terms, (application, decision.on), detail), assumptions)
            }
            None => (None, Vec::new()),
        };
        let writer = Writer { policy, application, decision, detail };
        let (matching, considered): (Vec<_>, Vec<_>) =
            decision.rules.iter().partition(|outcome| outcome.outcome == Tri::Yes);
        let mut rules: Vec<RuleAnswer<'a>> =
            matching.into_iter().map(|outcome| writer.rule(outcome)).collect();
        if rules.is_empty() {
            rules.extend(
                decision.stand.filter(|_| decision.missing.is_empty()).map(|s| writer.law(s)),
            );
        }
        let considered = match detail {
            Detail::Full => considered.into_iter().map(|outcome| writer.rule(outcome)).collect(),
            Detail::Short => Vec::new(),
        };
        Self {
            kenmerk: application.reference.as_deref(),
            partij: PartyAnswer {
                id: policy.party.id.as_str(),
                naam: &policy.party.name,
                soort: policy.party.kind,
            },
            soort: KindAnswer {
                id: &decision.kind.id,
                label: &decision.kind.label,
                deur: decision.kind.door,
            },
            peildatum: decision.on,
            regime: decision.regime,
            label: decision.regime.label(),
            voorlopig: decision.provisional,
            beleid: policy_answer(policy, &decision.kind.id),
            grondslag: decision.stand.map(|stand| writer.basis(stand, extended)),
            regels: rules,
            overwogen: considered,
            ontbrekend: decision.missing.iter().map(|missing| writer.missing(missing)).collect(),
            termijn: term,
            aannames: assumptions,
            brieven: Vec::new(),
            regelset: &policy.rule_set,
        }
    }

    /// Returns the last day of the decision term, when there is one.
    pub fn last_day(&self) -> Option<NaiveDate> {
        match self.termijn.as_ref()? {
            TermAnswer::Volledig(deadline) => deadline.last_day,
            TermAnswer::Kort { uiterlijk } => Some(*uiterlijk),
        }
    }

    /// Returns whether the regime is certain: known, and not resting on a provisional figure.
    pub fn is_decided(&self) -> bool {
        self.regime != Regime::Onbepaald && !self.voorlopig
    }
}

/// Returns the kind of decision term that applies, and what had to be assumed to choose it.
fn term_profile<'a>(
    policy: &'a Policy,
    application: &Application,
    decision: &ScopeDecision<'a>,
) -> Option<(&'a TermProfile, Vec<&'a str>)> {
    policy.term(&decision.kind.id, decision.basis()?, &application.facts, decision.on)
}

/// Returns the decision term from the day of receipt.
fn term(
    profile: &TermProfile,
    terms: &TermRules,
    (application, on): (&Application, NaiveDate),
    detail: Detail,
) -> Option<TermAnswer> {
    let receipt = application.received_on?;
    match detail {
        Detail::Full => {
            let timeline = Timeline::of_receipt(profile.clone(), receipt, on);
            Some(TermAnswer::Volledig(Box::new(compute(&timeline, terms))))
        }
        Detail::Short => {
            terms.last_day(profile, receipt).map(|uiterlijk| TermAnswer::Kort { uiterlijk })
        }
    }
}

/// Says in a sentence whether a party has adopted its policy, or whether its policy on this kind is not entered.
pub fn status_in_words(policy: &Policy, kind: Option<&str>) -> String {
    let name = &policy.party.name;
    let is_gap = kind.is_some_and(|kind| policy.gaps_of.contains_key(kind));
    match policy.info.status {
        PolicyStatus::Model if is_gap => {
            format!("Voor deze soort is het beleid van {name} nog niet ingevoerd.")
        }
        PolicyStatus::Model => {
            format!("Dit is modelbeleid: {name} heeft het nog niet als eigen beleid vastgesteld.")
        }
        PolicyStatus::Vastgesteld => match &policy.info.source {
            Some(source) => format!("Vastgesteld beleid van {name} ({source})."),
            None => format!("Vastgesteld beleid van {name}."),
        },
        PolicyStatus::NietIngevoerd => {
            format!("Voor deze peildatum is geen beleid van {name} ingevoerd.")
        }
    }
}

fn policy_answer<'a>(policy: &'a Policy, kind: &str) -> PolicyAnswer<'a> {
    PolicyAnswer {
        titel: &policy.info.title,
        status: policy.info.status,
        status_uitleg: status_in_words(policy, Some(kind)),
        herzien_op: policy.info.review_on,
        noten: &policy.info.notes,
    }
}

struct Writer<'a, 'd> {
    policy: &'a Policy,
    application: &'a Application,
    decision: &'d ScopeDecision<'a>,
    detail: Detail,
}

impl<'a> Writer<'a, '_> {
    fn basis(&self, stand: &'a Stand, extended_procedure: bool) -> BasisAnswer<'a> {
        let basis = stand.basis();
        BasisAnswer {
            id: &stand.id,
            mogelijk: basis.is_some(),
            artikel: &stand.article,
            uitleg: &stand.explanation,
            weigeren: basis.map(|basis| basis.refuse.as_str()),
            intrekken: basis.and_then(|basis| basis.withdraw.as_deref()),
            advies: basis.and_then(|basis| basis.advice.as_deref()),
            bevoegd_gezag: basis
                .and_then(|basis| basis.bodies.get(&self.policy.party.kind))
                .map(String::as_str),
            rechtsgang: basis.map(|basis| match basis.remedy {
                // After the extended procedure there is no objection (Awb 7:1(1)d).
                Remedy::Bezwaar if extended_procedure => Remedy::Beroep,
                remedy => remedy,
            }),
            noten: basis.filter(|_| self.detail == Detail::Full).map_or(&[], |basis| &basis.notes),
        }
    }

    /// Returns the legal position as a rule, for an answer that no rule of the party gave.
    fn law(&self, stand: &'a Stand) -> RuleAnswer<'a> {
        RuleAnswer {
            id: &stand.id,
            regime: self.decision.regime,
            artikel: &stand.article,
            uitleg: &stand.explanation,
            uitkomst: Outcome::Ja,
            beslissend: true,
            formulering: None,
            opzijgezet_door: None,
            doorbroken: false,
            getrokken: None,
            vragenlijst: None,
            intakegesprek: false,
            spoor: Vec::new(),
        }
    }

    fn rule(&self, outcome: &RuleOutcome<'a>) -> RuleAnswer<'a> {
        let rule = outcome.rule;
        let mut trace = self.trace(rule.when.as_ref(), &outcome.marks);
        trace.extend(self.trace(rule.broken_by.as_ref(), &outcome.broken_marks));
        RuleAnswer {
            id: &rule.id,
            regime: rule.regime,
            artikel: &rule.article,
            uitleg: &rule.explanation,
            uitkomst: outcome.outcome.into(),
            beslissend: self.decision.deciding.is_some_and(|deciding| deciding.id == rule.id),
            formulering: Some(rule.wording),
            opzijgezet_door: outcome.set_aside.map(|set_aside| set_aside.by.id.as_str()),
            doorbroken: outcome.broken,
            getrokken: outcome.drawn,
            vragenlijst: rule.form,
            intakegesprek: rule.interview,
            spoor: trace,
        }
    }

    fn trace(&self, condition: Option<&Condition>, marks: &Range<usize>) -> Vec<TraceAnswer> {
        let marks: Option<&[Mark]> = self.decision.marks.get(marks.clone());
        let (Detail::Full, Some(condition), Some(marks)) = (self.detail, condition, marks) else {
            return Vec::new();
        };
        condition
            .explain(marks, &self.application.facts, &self.policy.vocabulary)
            .into_iter()
            .map(|line| TraceAnswer {
                diepte: line.depth,
                tekst: line.text,
                uitkomst: line.outcome.into(),
            })
            .collect()
    }

    fn missing(&self, missing: &Missing<'a>) -> MissingAnswer<'a> {
        let rules = missing.for_rules.clone();
        let (fact, doubt) = match missing.question {
            Question::Fact(fact, doubt) => (fact, doubt),
            Question::CaseNumber => {
                return MissingAnswer {
                    feit: "kenmerk",
                    plaats: Some("/kenmerk"),
                    reden: MissingReason::Ontbreekt,
                    vraag: "Wat is het kenmerk van de aanvraag? De steekproef loot op het kenmerk.",
                    regels: rules,
                    gevolgen: Vec::new(),
                };
            }
            Question::Policy(gap) => {
                return MissingAnswer {
                    feit: "beleid",
                    plaats: None,
                    reden: MissingReason::BeleidNietIngevoerd,
                    vraag: &gap.explanation,
                    regels: rules,
                    gevolgen: Vec::new(),
                };
            }
        };
        let def = self.policy.vocabulary.def(fact);
        let (reason, question) = match doubt {
            Doubt::Vat => (MissingReason::BtwOnbekend, def.question_vat.as_ref()),
            Doubt::PolicyVat => {
                (MissingReason::BtwInBeleidOnvermeld, def.question_policy_vat.as_ref())
            }
            Doubt::Source => {
                (MissingReason::BerekeningOntbreekt, def.question_calculation.as_ref())
            }
            Doubt::None | Doubt::Missing | Doubt::Others => (MissingReason::Ontbreekt, None),
        };
        let results = match self.detail {
            Detail::Full => consequences(self.policy, self.application, self.decision, fact),
            Detail::Short => Vec::new(),
        };
        MissingAnswer {
            feit: &def.id,
            plaats: Some(&def.pointer),
            reden: reason,
            vraag: question.unwrap_or(&def.question),
            regels: rules,
            gevolgen: results.into_iter().map(ConsequenceAnswer::from).collect(),
        }
    }
}

impl From<Consequence> for ConsequenceAnswer {
    fn from(consequence: Consequence) -> Self {
        Self { antwoord: consequence.answer, regime: consequence.regime }
    }
}
