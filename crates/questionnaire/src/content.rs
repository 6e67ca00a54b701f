//! Doubts about the content: sums that do not agree. They are for the own investigation and never make a form incomplete, because
//! Awb 4:5 is only for what is missing.

use crate::answers::{Answers, BlockKey};
use crate::compose::Form;
use crate::evaluate::Sheet;
use crate::question::{AnswerKind, Question};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Totalen die met elkaar moeten kloppen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Totaalcontrole")]
pub struct SumCheck {
    /// De naam.
    pub id: String,
    /// Wat er wordt opgeteld.
    #[serde(rename = "som")]
    pub sum: Vec<Term>,
    /// Waaraan de som gelijk is.
    #[serde(rename = "gelijkAan")]
    pub equals: Vec<Term>,
    /// Wat de behandelaar leest als het niet klopt.
    #[serde(rename = "bericht")]
    pub message: String,
}

/// Iets om op te tellen: een vraag, of een veld van alle regels van een groep, of een vast getal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
#[schemars(rename = "Totaalterm")]
pub enum Term {
    /// Een veld van een groep.
    Field {
        /// De groep.
        vraag: String,
        /// Het veld.
        veld: String,
    },
    /// Een vraag.
    Answer {
        /// De vraag.
        vraag: String,
    },
    /// Een vast getal, zoals 100 procent.
    Fixed {
        /// Het getal.
        vast: u32,
    },
}

/// A doubt about what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The check.
    pub check: String,
    /// About whom.
    pub block: BlockKey,
    /// What the officer reads, in Dutch.
    pub message: String,
    /// The two totals, in hundredths.
    pub totals: (i64, i64),
}

impl SumCheck {
    /// Returns the questions that take part.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &str> {
        self.sum.iter().chain(&self.equals).filter_map(|term| match term {
            Term::Field { vraag, .. } | Term::Answer { vraag } => Some(vraag.as_str()),
            Term::Fixed { .. } => None,
        })
    }

    /// Names what is no amount, and what is not there.
    pub(crate) fn faults<'q>(&self, find: impl Fn(&str) -> Option<&'q Question>) -> Vec<String> {
        let numeric = |kind: &AnswerKind| {
            matches!(kind, AnswerKind::Bedrag | AnswerKind::Percentage | AnswerKind::Getal)
        };
        let fits = |term: &Term| match term {
            Term::Fixed { .. } => true,
            Term::Answer { vraag } => find(vraag).is_some_and(|found| numeric(&found.answer)),
            Term::Field { vraag, veld } => find(vraag).is_some_and(|found| {
                found
                    .answer
                    .fields()
                    .iter()
                    .any(|field| field.id == *veld && numeric(&field.answer))
            }),
        };
        let wrong = self.sum.iter().chain(&self.equals).filter(|term| !fits(term));
        wrong
            .map(|term| format!("controle «{}»: {term:?} is geen getal uit de catalogus", self.id))
            .collect()
    }
}

/// Returns the doubts: every sum whose parts are all answered and do not agree.
pub fn doubts(form: &Form, answers: &Answers, sheet: &Sheet<'_>) -> Vec<Doubt> {
    let mut found = Vec::new();
    for block in &sheet.blocks {
        let asked: BTreeSet<&str> = block.certain().map(|question| question.id.as_str()).collect();
        for check in &form.checks {
            if !check.questions().any(|id| asked.contains(id)) {
                continue;
            }
            let total = |terms: &[Term]| total(terms, answers, block.key, &asked);
            let totals = total(&check.sum).zip(total(&check.equals));
            if let Some(totals) = totals.filter(|(sum, wanted)| sum != wanted) {
                let (check, message) = (check.id.clone(), check.message.clone());
                found.push(Doubt { check, block: block.key, message, totals });
            }
        }
    }
    found
}

/// Adds up in hundredths; a question that is not asked counts for nothing, one that is asked and not answered leaves no total.
fn total(
    terms: &[Term],
    answers: &Answers,
    block: BlockKey,
    asked: &BTreeSet<&str>,
) -> Option<i64> {
    let mut sum = 0;
    for term in terms {
        sum += match term {
            Term::Fixed { vast } => i64::from(*vast) * 100,
            Term::Answer { vraag } if asked.contains(vraag.as_str()) => {
                hundredths(answers.text(block, vraag)?)?
            }
            Term::Field { vraag, veld } if asked.contains(vraag.as_str()) => {
                answers.get(block, vraag)?;
                let entries = answers.entries(block, vraag).iter();
                let parts = entries.map(|entry| hundredths(entry.fields.get(veld)?));
                parts.sum::<Option<i64>>()?
            }
            Term::Answer { .. } | Term::Field { .. } => 0,
        };
    }
    Some(sum)
}

fn hundredths(text: &str) -> Option<i64> {
    text.parse::<kernel::Euro>().ok().map(kernel::Euro::cents)
}
