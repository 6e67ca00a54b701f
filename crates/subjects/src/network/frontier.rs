//! Where the chain above the betrokkene is not proven.

use super::Network;
use super::cut::Cut;
use super::related::Question;
use super::stakes::Measure;
use super::walk::{Direction, Reached, Walk};
use crate::{Band, NodeKind, Relation, StatementId};
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;

/// Waarom de keten bij iemand niet is bewezen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[schemars(rename = "Ketengat")]
pub enum Gap {
    /// Er is iemand, maar niet bekend is wie.
    Onbekend,
    /// De organisatie is buiten Nederland gevestigd.
    Buitenland,
    /// Een knooppunt: voorbij deze persoon is niet gekeken.
    Knooppunt {
        /// Hoeveel relaties deze persoon heeft.
        #[serde(rename = "relaties")]
        relations: usize,
    },
    /// Niemand heeft volgens de beweringen zeggenschap.
    GeenZeggenschap,
    /// De aandelen zijn niet alle verklaard.
    NietVolledig {
        /// Welk deel niet.
        #[serde(rename = "aandeel")]
        share: Band,
    },
    /// Niemand geeft volgens de beweringen leiding.
    GeenLeiding,
}

impl Gap {
    /// Returns the question that would close the gap; a proposal for the questionnaire.
    pub fn question(self) -> &'static str {
        match self {
            Self::Onbekend => {
                "Wie is dit? Noem de naam en de geboortedatum of het nummer in een register."
            }
            Self::Buitenland => {
                "Welk register in het andere land toont wie zeggenschap heeft? Stuur een uittreksel."
            }
            Self::Knooppunt { .. } => {
                "Welke relatie met deze persoon doet ertoe? Stuur de overeenkomst."
            }
            Self::GeenZeggenschap => {
                "Wie heeft zeggenschap over deze onderneming? Stuur het aandeelhoudersregister."
            }
            Self::NietVolledig { .. } => {
                "Van wie zijn de andere aandelen? Stuur het aandeelhoudersregister."
            }
            Self::GeenLeiding => "Wie geeft leiding aan deze onderneming? Stuur een uittreksel.",
        }
    }
}

/// Iemand bij wie de keten niet is bewezen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "OpenEinde")]
pub struct OpenEnd {
    /// Wie.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// Hoeveel stappen van de betrokkene.
    #[serde(rename = "stappen")]
    pub steps: usize,
    /// Waarom.
    #[serde(rename = "reden")]
    pub gap: Gap,
    /// De beweringen waardoor deze persoon in de keten staat en die dit laten zien.
    #[serde(rename = "beweringen")]
    pub statements: Vec<StatementId>,
}

/// Waar de keten boven de betrokkene niet is bewezen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "OpenEinden")]
pub struct Frontier {
    /// De open einden, op afstand, reden en id.
    #[serde(rename = "rijen")]
    pub rows: Vec<OpenEnd>,
    /// Er is over leiding, zeggenschap en vermogen van de betrokkene helemaal niets gesteld.
    #[serde(rename = "nietsGesteld")]
    pub nothing_stated: bool,
    /// Waar het zoeken is afgebroken.
    #[serde(rename = "afbrekingen")]
    pub cuts: Vec<Cut>,
}

impl Network {
    /// Returns where the chain above the betrokkene is not proven: who is unknown, abroad, or without known owners or leaders.
    pub fn frontier(&self, question: &Question) -> Frontier {
        let walk = Walk { network: self, question, direction: Direction::Up };
        let reached = walk.search(None, &vec![false; self.statements.len()]);
        let mut rows = Vec::new();
        for place in reached.order.iter().copied() {
            let steps = reached.distance[place].unwrap_or_default();
            let linked = self.linking(place, &reached, question);
            for (gap, shown) in self.gaps(place, question) {
                let numbers: Vec<usize> = linked.iter().copied().chain(shown).collect();
                let statements = self.ids(&numbers);
                if !statements.is_empty() {
                    rows.push(OpenEnd { subject: self.id(place), steps, gap, statements });
                }
            }
        }
        rows.sort_by_key(|row| (row.steps, row.gap, row.subject));
        let nothing_stated = self.linking(self.betrokkene, &reached, question).is_empty();
        Frontier { rows, nothing_stated, cuts: reached.cuts.into_iter().collect() }
    }

    /// Returns the statements that put a node in the chain: from it to others in the chain, and for the betrokkene those to him.
    fn linking(&self, place: usize, reached: &Reached, question: &Question) -> Vec<usize> {
        let own = place == self.betrokkene;
        let around = if own { &self.incoming[place] } else { &self.outgoing[place] };
        let links = around.iter().copied().filter(|number| {
            let statement = &self.statements[*number];
            let in_chain = own || reached.distance[self.ends[*number].1].is_some();
            statement.relation().is_link() && question.admits(statement) && in_chain
        });
        links.collect()
    }

    /// Returns the gaps at a node, each with the statements that show it.
    fn gaps(&self, place: usize, question: &Question) -> Vec<(Gap, Vec<usize>)> {
        let node = &self.nodes[place];
        if node.hub && place != self.betrokkene {
            let relations = self.relations_of(place);
            return vec![(Gap::Knooppunt { relations }, Vec::new())];
        }
        if node.kind == NodeKind::Onbekend {
            return vec![(Gap::Onbekend, Vec::new())];
        }
        if node.kind.is_human() {
            return Vec::new();
        }
        let mut gaps = Vec::new();
        if node.is_foreign() {
            gaps.push((Gap::Buitenland, Vec::new()));
        }
        let column = self.column(place, Measure::Capital, question.on);
        let share = column.unexplained();
        if column.stakes.is_empty() {
            gaps.push((Gap::GeenZeggenschap, Vec::new()));
        } else if share.high > 0 {
            gaps.push((Gap::NietVolledig { share }, column.numbers().collect()));
        }
        let leads = |number: &usize| {
            let statement = &self.statements[*number];
            statement.relation() == Relation::Leidinggevende
                && statement.counts()
                && statement.tense(question.on).is_current()
        };
        if !self.incoming[place].iter().any(leads) {
            gaps.push((Gap::GeenLeiding, Vec::new()));
        }
        gaps
    }
}
