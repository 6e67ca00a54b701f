//! Where the money comes from.

use super::Network;
use super::cut::{Cut, MOST_NODES};
use super::related::Question;
use crate::{Form, Relation, StatementId};
use kernel::{Euro, SubjectId};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Waar het geld van een geldgever volgens de beweringen vandaan komt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Herkomstsoort")]
pub enum OriginKind {
    /// Een instelling die van uitlenen haar werk maakt.
    Instelling,
    /// Eigen geld, volgens een bewering.
    EigenMiddelen,
    /// Geen bewering zegt waar het vandaan komt.
    Onbekend,
    /// De geldgevers financieren alleen elkaar.
    Kring,
}

/// Het eind van een keten van geldgevers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Herkomst")]
pub struct Origin {
    /// Wat voor eind het is.
    #[serde(rename = "soort")]
    pub kind: OriginKind,
    /// Bij wie.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
}

/// Een rechtstreekse geldgever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Geldgever")]
pub struct Lender {
    /// Wie.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// Het bedrag van alle financieringen samen, voor zover genoemd.
    #[serde(rename = "bedrag")]
    #[schemars(with = "String")]
    pub amount: Euro,
    /// Hoeveel financieringen geen bedrag noemen.
    #[serde(rename = "zonderBedrag")]
    pub without_amount: usize,
    /// Waar het geld vandaan komt.
    #[serde(rename = "herkomst")]
    pub origins: Vec<Origin>,
    /// De beweringen waar het op rust, ook die van de keten erachter.
    #[serde(rename = "beweringen")]
    pub statements: Vec<StatementId>,
}

impl Lender {
    /// Returns whether no statement explains where some of the money comes from.
    pub fn is_unexplained(&self) -> bool {
        let open =
            |origin: &Origin| matches!(origin.kind, OriginKind::Onbekend | OriginKind::Kring);
        self.origins.iter().any(open)
    }
}

/// De financiering van één persoon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Financiering")]
pub struct Financing {
    /// Wie wordt gefinancierd.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// Alle genoemde bedragen samen.
    #[serde(rename = "totaal")]
    #[schemars(with = "String")]
    pub total: Euro,
    /// Wat er aan de behoefte ontbreekt; niet als de behoefte niet is opgegeven of is gedekt.
    #[serde(rename = "tekort", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub shortfall: Option<Euro>,
    /// De geldgevers, op id.
    #[serde(rename = "geldgevers")]
    pub lenders: Vec<Lender>,
    /// Waar het zoeken is afgebroken.
    #[serde(rename = "afbrekingen")]
    pub cuts: Vec<Cut>,
}

impl Network {
    /// Returns who finances somebody on the day, with how much, and where that money comes from in turn.
    ///
    /// Each statement is a financing of its own; a second source on the same loan should replace the first. `need` is what has to
    /// be financed.
    pub fn financing(
        &self,
        subject: SubjectId,
        need: Option<Euro>,
        question: &Question,
    ) -> Financing {
        let nothing = Euro::from_cents(0);
        let mut found = Financing {
            subject,
            total: nothing,
            shortfall: None,
            lenders: Vec::new(),
            cuts: Vec::new(),
        };
        let Some(place) = self.place(subject) else { return found };
        let mut cuts = BTreeSet::new();
        let running = |number: &usize| self.statements[*number].tense(question.on).is_current();
        let direct: Vec<usize> = self.money_to(place, question).filter(running).collect();
        let givers: BTreeSet<usize> = direct.iter().map(|number| self.ends[*number].0).collect();
        for giver in givers {
            let own = direct.iter().copied().filter(|number| self.ends[*number].0 == giver);
            found.lenders.push(self.lender(giver, own.collect(), question, &mut cuts));
        }
        let cents =
            found.lenders.iter().fold(0_i64, |sum, one| sum.saturating_add(one.amount.cents()));
        found.total = Euro::from_cents(cents);
        let missing = need.map(|need| need.cents().saturating_sub(cents));
        found.shortfall = missing.filter(|missing| *missing > 0).map(Euro::from_cents);
        found.cuts = cuts.into_iter().collect();
        found
    }

    fn lender(
        &self,
        giver: usize,
        mut numbers: Vec<usize>,
        question: &Question,
        cuts: &mut BTreeSet<Cut>,
    ) -> Lender {
        let amounts: Vec<Option<Euro>> =
            numbers.iter().map(|number| self.statements[*number].amount()).collect();
        let cents =
            amounts.iter().flatten().fold(0_i64, |sum, one| sum.saturating_add(one.cents()));
        let (origins, behind) = self.origins(giver, question, cuts);
        numbers.extend(behind);
        Lender {
            subject: self.id(giver),
            amount: Euro::from_cents(cents),
            without_amount: amounts.iter().filter(|amount| amount.is_none()).count(),
            origins,
            statements: self.ids(&numbers),
        }
    }

    /// Returns the ends of the chain of lenders behind one, and the statements of that chain.
    fn origins(
        &self,
        giver: usize,
        question: &Question,
        cuts: &mut BTreeSet<Cut>,
    ) -> (Vec<Origin>, Vec<usize>) {
        let (mut origins, mut behind) = (Vec::new(), Vec::new());
        let mut seen = BTreeSet::from([giver]);
        let mut open = vec![giver];
        while let Some(place) = open.pop() {
            let sources: Vec<usize> = self.money_to(place, question).collect();
            if let Some(kind) = self.end(place, &sources, question) {
                origins.push(Origin { kind, subject: self.id(place) });
                continue;
            }
            for number in sources {
                behind.push(number);
                let source = self.ends[number].0;
                if seen.len() >= MOST_NODES {
                    cuts.insert(Cut::TeVeelPersonen { limit: MOST_NODES });
                } else if seen.insert(source) {
                    open.push(source);
                }
            }
        }
        if origins.is_empty() {
            origins.push(Origin { kind: OriginKind::Kring, subject: self.id(giver) });
        }
        origins.sort();
        (origins, behind)
    }

    /// Returns what kind of end a lender is; none when the chain goes on behind him.
    fn end(&self, place: usize, sources: &[usize], question: &Question) -> Option<OriginKind> {
        let own_means = |number: &usize| {
            let statement = &self.statements[*number];
            let own =
                statement.form() == Some(Form::EigenMiddelen) || statement.from() == statement.to();
            own && is_money(statement.relation()) && question.admits(statement)
        };
        if self.nodes[place].hub {
            Some(OriginKind::Instelling)
        } else if self.outgoing[place].iter().any(own_means) {
            Some(OriginKind::EigenMiddelen)
        } else if sources.is_empty() {
            Some(OriginKind::Onbekend)
        } else {
            None
        }
    }

    /// Returns the financings of a node by others.
    fn money_to<'n>(
        &'n self,
        place: usize,
        question: &'n Question,
    ) -> impl Iterator<Item = usize> + 'n {
        self.incoming[place].iter().copied().filter(move |number| {
            let statement = &self.statements[*number];
            is_money(statement.relation())
                && question.admits(statement)
                && statement.from() != statement.to()
                && statement.form() != Some(Form::PandOpAandelen)
        })
    }
}

fn is_money(relation: Relation) -> bool {
    relation == Relation::Vermogensverschaffer
}
