//! What an administrator sees of the rules and the letters: parties, versions of policies, and samples.

use super::Author;
use crate::{App, AppError, Caller};
use chrono::NaiveDate;
use kernel::{PartyId, PartyKind};
use law::scope::{Policy, PolicyStatus};
use letters::{Letter, samples};

/// A party of this installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyHere {
    /// The id.
    pub id: PartyId,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: PartyKind,
    /// The postal address on letters, line by line.
    pub address: Vec<String>,
    /// The e-mail address on letters.
    pub email: Option<String>,
    /// The telephone number on letters.
    pub phone: Option<String>,
    /// Where the privacy statement is.
    pub privacy: Option<String>,
}

/// A version of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// The id of the rule set.
    pub id: String,
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// The digest over every file that takes part.
    pub sha256: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, when it has one.
    pub until: Option<NaiveDate>,
    /// Whether the party adopted it.
    pub adopted: bool,
    /// Whether it holds today.
    pub holds: bool,
    /// The day on which it must be reviewed.
    pub review_on: Option<NaiveDate>,
    /// Where it stands.
    pub source: Option<String>,
}

impl App {
    /// Lists the parties of this installation.
    pub async fn parties_here(&self, caller: &Caller) -> Result<Vec<PartyHere>, AppError> {
        Author::of(caller)?;
        let parties = self.store.parties().await?.into_iter();
        let party = |party: store::Party| {
            let head = self.rules.letterhead(&party.id).cloned().unwrap_or_default();
            PartyHere {
                id: party.id,
                name: party.name,
                kind: party.kind,
                address: head.adres,
                email: head.mail,
                phone: head.telefoon,
                privacy: head.privacyverklaring,
            }
        };
        Ok(parties.map(party).collect())
    }

    /// Lists the versions of the policy of the caller's party, the newest first.
    pub fn policy_versions(&self, caller: &Caller) -> Result<Vec<PolicyVersion>, AppError> {
        Author::of(caller)?;
        let today = self.clock.today();
        let versions = self.rules.policies(caller.party()).iter().rev();
        Ok(versions.map(|policy| version(policy, today)).collect())
    }

    /// Lists the names of the samples of letters.
    pub fn letter_samples(&self, caller: &Caller) -> Result<Vec<String>, AppError> {
        Author::of(caller)?;
        Ok(samples::all().into_iter().map(|sample| sample.name).collect())
    }

    /// Sets a sample of a letter, with invented people; none when there is no such sample.
    pub async fn letter_sample(
        &self,
        caller: &Caller,
        name: &str,
    ) -> Result<Option<Letter>, AppError> {
        Author::of(caller)?;
        let sample = samples::all().into_iter().find(|sample| sample.name == name);
        let Some(mut sample) = sample else { return Ok(None) };
        self.dress(caller.scope(), &mut sample.content).await?;
        self.set(sample.content).await.map(Some)
    }
}

fn version(policy: &Policy, today: NaiveDate) -> PolicyVersion {
    let info = &policy.info;
    PolicyVersion {
        id: policy.rule_set.id.clone(),
        title: info.title.clone(),
        version: policy.rule_set.version.clone(),
        sha256: policy.rule_set.sha256.to_string(),
        from: info.valid.first(),
        until: info.valid.last(),
        adopted: info.status == PolicyStatus::Vastgesteld,
        holds: info.valid.contains(today),
        review_on: info.review_on,
        source: info.source.clone(),
    }
}
