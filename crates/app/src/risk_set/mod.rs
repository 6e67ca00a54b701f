//! The risk set of a party: the national one, narrowed by a file among the rules or by a set that two administrators published.

mod draft;
mod publish;
mod trial;

pub use draft::{RiskDraft, RiskStand};
pub use publish::RiskPublishing;
pub use trial::Trial;

use crate::{App, AppError, Caller};
use chrono::NaiveDate;
use risk::RuleSet;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use store::PartyScope;

/// The rules with which scores of a party are computed, with the texts that they were read from.
#[derive(Clone, Debug)]
pub struct RiskSet {
    rules: Arc<RuleSet>,
    texts: Arc<str>,
}

/// Sets that were read before. A set never changes: its name is the digest of its texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct RiskShelf(Arc<Mutex<BTreeMap<[u8; 32], RiskSet>>>);

impl RiskSet {
    /// Returns the texts, to be kept beside a score.
    pub(crate) fn texts(&self) -> &str {
        &self.texts
    }
}

impl Deref for RiskSet {
    type Target = RuleSet;

    fn deref(&self) -> &RuleSet {
        &self.rules
    }
}

impl App {
    /// Returns the risk set that holds today at the caller's party.
    ///
    /// # Errors
    /// When the rules that this installation was given have none, or a published set cannot be read any more.
    pub async fn risk_set(&self, caller: &Caller) -> Result<RiskSet, AppError> {
        self.risk_set_on(caller.scope(), self.now().dutch_date()).await
    }

    /// Returns the risk set of a party on a day: what it published last, else its file among the rules, else the national set.
    pub(crate) async fn risk_set_on(
        &self,
        scope: &PartyScope,
        on: NaiveDate,
    ) -> Result<RiskSet, AppError> {
        let published = self.store.published_risk(scope, on).await?;
        if let Some(row) = published.filter(|row| row.ends_on.is_none_or(|last| on <= last)) {
            return self.risk_set_of(row.sha256).await;
        }
        let own = self.rules.party_risk(scope.party()).filter(|own| own.valid.contains(on));
        if let Some(own) = own {
            return Ok(RiskSet { rules: Arc::clone(&own.rules), texts: Arc::clone(&own.texts) });
        }
        Ok(RiskSet { rules: Arc::clone(self.risk_rules()?), texts: self.rules.risk_texts().into() })
    }

    /// Returns the risk set with this digest, exactly as it was when it was kept.
    pub(crate) async fn risk_set_of(&self, sha256: [u8; 32]) -> Result<RiskSet, AppError> {
        let kept = || self.risk_sets.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = kept().get(&sha256) {
            return Ok(set.clone());
        }
        let texts = self.store.risk_rules(sha256).await?;
        let texts = texts.ok_or_else(|| AppError::Unreadable("texts of a risk set".to_owned()))?;
        let rules = rulebook::risk_of_texts(&texts)
            .map_err(|errors| AppError::Unreadable(format!("{} faults in rules", errors.len())))?;
        let set = RiskSet { rules, texts: texts.into() };
        kept().insert(sha256, set.clone());
        Ok(set)
    }
}
