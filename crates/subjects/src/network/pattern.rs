//! Patterns that may point at a straw man: a reason to look, never a finding.

use super::Network;
use crate::{Band, Form, Relation, Statement, StatementId, Tense};
use chrono::NaiveDate;
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// Een patroon dat op een stroman kan wijzen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Patroon")]
pub enum Pattern {
    /// Wie leiding geeft, heeft zelf geen aandeel; anderen wel.
    LeidingZonderAandeel,
    /// Een geldgever heeft een pandrecht op alle aandelen.
    PandOpAlleAandelen,
    /// De verhuurder krijgt een deel van de omzet.
    Omzethuur,
    /// Een vroegere eigenaar geeft nog leiding of heeft nog invloed.
    VroegereEigenaarBlijft,
}

impl Pattern {
    /// Returns the sentence for the officer.
    pub fn message(self) -> &'static str {
        match self {
            Self::LeidingZonderAandeel => "geeft leiding zonder zelf een aandeel te hebben",
            Self::PandOpAlleAandelen => {
                "verschaft vermogen en heeft een pandrecht op alle aandelen"
            }
            Self::Omzethuur => "verhuurt tegen een deel van de omzet",
            Self::VroegereEigenaarBlijft => {
                "was eigenaar en geeft nog leiding of heeft nog invloed"
            }
        }
    }

    /// Returns the article under which the relation would have to be reasoned.
    pub fn article(self) -> &'static str {
        match self {
            Self::LeidingZonderAandeel => {
                "art. 3 lid 4 onder c (leiding; wie heeft de zeggenschap?)"
            }
            Self::PandOpAlleAandelen | Self::Omzethuur => {
                "art. 3 lid 4 onder c (vermogen of zakelijk samenwerkingsverband)"
            }
            Self::VroegereEigenaarBlijft => {
                "art. 3 lid 4 onder c (leiding of zeggenschap, nu of vroeger)"
            }
        }
    }
}

/// Een indicatie: een patroon in de beweringen, met de beweringen waar het op rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Indicatie")]
pub struct Observation {
    /// Het patroon.
    #[serde(rename = "patroon")]
    pub pattern: Pattern,
    /// Wie.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// Bij welke onderneming.
    #[serde(rename = "onderneming")]
    pub company: SubjectId,
    /// De beweringen waar het op rust.
    #[serde(rename = "beweringen")]
    pub statements: Vec<StatementId>,
}

impl Observation {
    /// What an observation is, and all that it is.
    pub const LABEL: &str = "indicatie";
}

/// The statements of one subject about one company.
struct Pair<'n> {
    network: &'n Network,
    numbers: Vec<usize>,
    on: NaiveDate,
}

impl Network {
    /// Returns the patterns in the statements as they are on a day, by pattern, subject and company.
    pub fn observations(&self, on: NaiveDate) -> Vec<Observation> {
        let mut found = Vec::new();
        for (company, incoming) in self.incoming.iter().enumerate() {
            let holders: BTreeSet<usize> =
                incoming.iter().map(|number| self.ends[*number].0).collect();
            for holder in holders.into_iter().filter(|holder| *holder != company) {
                let own = |number: &usize| self.ends[*number].0 == holder;
                let numbers = incoming.iter().copied().filter(own).collect();
                let pair = Pair { network: self, numbers, on };
                let patterns = [
                    (Pattern::LeidingZonderAandeel, self.leads_without_share(&pair, company)),
                    (Pattern::PandOpAlleAandelen, pair.pledge_on_all()),
                    (Pattern::Omzethuur, pair.with(|one| one.form() == Some(Form::Omzethuur))),
                    (Pattern::VroegereEigenaarBlijft, pair.former_owner_stays()),
                ];
                for (pattern, numbers) in patterns.into_iter().filter(|(_, all)| !all.is_empty()) {
                    let (subject, company) = (self.id(holder), self.id(company));
                    let statements = self.ids(&numbers);
                    found.push(Observation { pattern, subject, company, statements });
                }
            }
        }
        found.sort();
        found
    }

    /// Returns who leads a company that others own, when he has no part in it, not even through other companies.
    fn leads_without_share(&self, pair: &Pair<'_>, company: usize) -> Vec<usize> {
        let mut leads = pair.with(|one| one.relation() == Relation::Leidinggevende);
        let Some(first) = leads.first() else { return Vec::new() };
        let leader = self.ends[*first].0;
        let above = self.above(company, pair.on);
        let owned: Vec<usize> = above.holdings();
        if !self.nodes[leader].kind.is_human() || owned.is_empty() || above.holds(leader) {
            return Vec::new();
        }
        leads.extend(owned);
        leads
    }
}

impl Pair<'_> {
    /// Returns the statements that run on the day, count, and fit.
    fn with(&self, fits: impl Fn(&Statement) -> bool) -> Vec<usize> {
        let runs =
            |statement: &Statement| statement.counts() && statement.tense(self.on).is_current();
        self.those(|statement| runs(statement) && fits(statement))
    }

    fn those(&self, fits: impl Fn(&Statement) -> bool) -> Vec<usize> {
        let numbers = self.numbers.iter().copied();
        numbers.filter(|number| fits(&self.network.statements[*number])).collect()
    }

    fn pledge_on_all(&self) -> Vec<usize> {
        let whole = |one: &Statement| one.share().is_some_and(|share| share.low >= Band::WHOLE);
        let pledge = self.with(|one| one.form() == Some(Form::PandOpAandelen) && whole(one));
        let money = self.with(|one| one.relation() == Relation::Vermogensverschaffer);
        if pledge.is_empty() || money.is_empty() {
            return Vec::new();
        }
        [pledge, money].concat()
    }

    fn former_owner_stays(&self) -> Vec<usize> {
        let owns = |one: &Statement| one.relation() == Relation::Zeggenschaphebbende;
        let sold =
            self.those(|one| owns(one) && one.counts() && one.tense(self.on) == Tense::Vroeger);
        let stays = self.with(|one| {
            matches!(one.relation(), Relation::Leidinggevende | Relation::FeitelijkeInvloed)
        });
        if sold.is_empty() || stays.is_empty() || !self.with(owns).is_empty() {
            return Vec::new();
        }
        [sold, stays].concat()
    }
}
