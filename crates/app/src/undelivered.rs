//! Effects that were given up: seen by the supervisor, who can have them tried again.

use crate::dossier::audit_entry;
use crate::{App, AppError, Caller};
use case::Text;
use kernel::{CaseId, EffectId, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::DeadLetter;

/// Een gevolg dat niet kon worden bezorgd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Onbezorgd")]
pub struct Undelivered {
    /// Het id.
    pub id: EffectId,
    /// Het dossier.
    pub dossier: Option<CaseId>,
    /// Het soort gevolg.
    pub soort: String,
    /// Hoe vaak het is geprobeerd.
    pub pogingen: i32,
    /// Wat er de laatste keer misging.
    pub fout: Option<String>,
    /// Wanneer het is opgegeven.
    pub opgegeven_op: Moment,
}

/// Laat een gevolg opnieuw proberen.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Herkansing")]
pub struct TryAgain {
    /// Waarom het nu wel kan.
    pub reden: Text,
}

impl From<DeadLetter> for Undelivered {
    fn from(letter: DeadLetter) -> Self {
        Self {
            id: letter.id,
            dossier: letter.case,
            soort: letter.kind,
            pogingen: letter.attempts,
            fout: letter.last_error,
            opgegeven_op: letter.dead_at,
        }
    }
}

impl App {
    /// Lists the effects of the caller's party that were given up, oldest first.
    pub async fn undelivered(&self, caller: &Caller) -> Result<Vec<Undelivered>, AppError> {
        let letters = self.store.dead_letters(caller.scope(), self.now()).await?;
        Ok(letters.into_iter().map(Undelivered::from).collect())
    }

    /// Lets an effect that was given up be tried again, for a reason that goes on record.
    pub async fn try_again(
        &self,
        caller: &Caller,
        id: EffectId,
        again: &TryAgain,
    ) -> Result<(), AppError> {
        let now = self.now();
        if !self.store.revive(caller.scope(), id, now).await? {
            return Err(AppError::NotFound);
        }
        let reason = Some(again.reden.as_str().to_owned());
        let mut tx = self.store.begin(caller.scope()).await?;
        let subject = format!("gevolg/{id}");
        tx.audit(&audit_entry(caller, now, "gevolg-herkansen", &subject, reason, b"")).await?;
        Ok(tx.commit().await?)
    }
}
