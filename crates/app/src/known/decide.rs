//! A person confirms or rejects that two known parties are the same.

use super::show::{Candidate, LinkDecision};
use crate::dossier::audit_entry;
use crate::{App, AppError, Caller, Permission};
use case::{Case, Text};
use kernel::{CaseId, FaultCode, Redacted, Sha256Hex, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{LinkState, NewSubjectLink, StoreError, SubjectPair, Tx};
use subjects::matching::MatchBand;

/// Beslist over een kandidaat.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "BesluitKoppeling")]
pub struct DecideLink {
    /// Is het dezelfde?
    pub besluit: LinkChoice,
    /// Waarom.
    pub reden: Text,
    /// De lezing van de kandidaat, zoals u die zag.
    pub lezing: Sha256Hex,
}

/// Of een kandidaat dezelfde is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Koppelingskeuze")]
pub enum LinkChoice {
    /// Dezelfde.
    Bevestigd,
    /// Niet dezelfde.
    Verworpen,
}

impl LinkChoice {
    /// Returns the choice with this name on the wire.
    pub fn of_id(id: &str) -> Option<Self> {
        match id {
            "bevestigd" => Some(Self::Bevestigd),
            "verworpen" => Some(Self::Verworpen),
            _ => None,
        }
    }

    pub(super) fn of(state: LinkState) -> Self {
        match state {
            LinkState::Confirmed => Self::Bevestigd,
            LinkState::Rejected => Self::Verworpen,
        }
    }

    fn state(self) -> LinkState {
        match self {
            Self::Bevestigd => LinkState::Confirmed,
            Self::Verworpen => LinkState::Rejected,
        }
    }

    fn action(self) -> &'static str {
        match self {
            Self::Bevestigd => "koppeling-bevestigen",
            Self::Verworpen => "koppeling-verwerpen",
        }
    }
}

/// Why somebody decided, and on what.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LinkContent {
    pub(super) reden: Text,
    /// The digest of what was known of both.
    pub(super) gegevens: Sha256Hex,
    pub(super) score: u16,
    groep: MatchBand,
    /// The version of the matching rules.
    versie: u16,
}

impl App {
    /// Records that a person on a file is the same as somebody on another file of the caller, or is not, and returns that candidate
    /// as it stands then. It can be decided again; the trail keeps every decision. The trail holds ids and the digest of what was
    /// decided, and no names.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not change files; [`AppError::NotFound`] when the pair is none that the caller may know;
    /// a fault for a program (AVG 22); [`StoreError::Conflict`] when either side or the last decision is another than the caller saw.
    pub async fn decide_link(
        &self,
        caller: &Caller,
        id: CaseId,
        (own, other): (SubjectId, SubjectId),
        decision: &DecideLink,
    ) -> Result<Candidate, AppError> {
        let row = self.find(caller, id).await?;
        if !caller.may(Permission::WriteCases) {
            return Err(AppError::Forbidden);
        }
        if !caller.actor().mens {
            let message = "alleen een mens beslist of twee partijen dezelfde zijn; een programma kan dat niet";
            return Err(AppError::fault("/besluit", FaultCode::OnbekendeWaarde, message));
        }
        let case: Case = serde_json::from_str(row.content.reveal())?;
        let candidate = self.pair_beside(caller, case.file(), (own, other)).await?.kandidaat;
        if candidate.lezing != decision.lezing {
            return Err(StoreError::Conflict.into());
        }
        let pair = SubjectPair::of(own, other).ok_or(AppError::NotFound)?;
        let decided = self.keep_decision(caller, id, (pair, &candidate), decision).await?;
        Ok(candidate.after(decided))
    }

    async fn keep_decision(
        &self,
        caller: &Caller,
        id: CaseId,
        (pair, candidate): (SubjectPair, &Candidate),
        decision: &DecideLink,
    ) -> Result<LinkDecision, AppError> {
        let now = self.now();
        let content = Redacted::new(serde_json::to_string(&LinkContent {
            reden: decision.reden.clone(),
            gegevens: candidate.digest,
            score: candidate.vergelijking.score,
            groep: candidate.vergelijking.band,
            versie: candidate.vergelijking.version,
        })?);
        let action = decision.besluit.action();
        let subject = format!("dossier/{id}/bekende-partij/{}", candidate.persoon);
        let line = audit_entry(caller, now, action, &subject, None, content.reveal().as_bytes());
        let new = NewSubjectLink {
            pair,
            state: decision.besluit.state(),
            by: caller.account(),
            at: now,
            content,
        };
        let mut tx = self.store.begin(caller.scope()).await?;
        self.make_linkable(&mut tx, caller, id).await?;
        tx.put_subject_link(&new, candidate.version).await?;
        tx.audit(&line).await?;
        tx.commit().await?;
        Ok(LinkDecision {
            besluit: decision.besluit,
            reden: decision.reden.clone(),
            door: caller.account(),
            op: now,
            score: candidate.vergelijking.score,
        })
    }

    /// A link holds on to what is kept of both; of this file that may still wait for the worker.
    async fn make_linkable(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: CaseId,
    ) -> Result<(), AppError> {
        let row = tx.case_for_update(caller.viewer(), id).await?.ok_or(AppError::NotFound)?;
        let case: Case = serde_json::from_str(row.content.reveal())?;
        self.keep_known(tx, case.file()).await
    }
}
