//! The own investigation of a file (art. 7a to 7c Wet Bibob): which source may be asked about whom, what was asked, what was found
//! and how people are related. Entries are written once; a correction stands in the place of another.

mod bureau;
mod check;
mod comparable;
mod concern;
mod deviation;
mod drawing;
mod elements;
mod finding;
mod kept;
mod plan;
mod readiness;
mod regular;
mod relation;
mod request;
mod reuse;
mod score;

pub use bureau::{BureauStand, NoAdvice};
pub use check::{
    AdviceCheck, AdviceCheckEntry, CheckAnswer, CheckQuestion, CheckedPoint, NewAdviceCheck,
};
pub use comparable::Comparable;
pub use concern::{Concern, Looked, rests_on_suspicion};
pub use deviation::{DeviationEntry, MOST_MONTHS, NewDeviation};
pub use drawing::network_title;
pub use elements::{ElementInWords, ElementsInWords};
pub use finding::{FindingEntry, NewFinding, gives_criminal_data, is_criminal};
pub(crate) use kept::KeptEntry;
pub use plan::{PlanPerson, PlanSource, Standing};
pub use readiness::{Need, Requirement};
pub use regular::{RegularGround, RegularOutcome};
pub use request::{Reply, SourceRequest, SourceRequestEntry};
pub use reuse::{Freshness, Reuse, ReuseEntry, ReuseOrigin, usable_until};
pub(crate) use score::Known;
pub use score::ScoreEntry;

use crate::dossier::audit_entry;
use crate::idempotent::{Attempt, attempt, keep};
use crate::{App, AppError, Caller, DossierAnswer, Permission, RequestKey};
use case::StateName;
use kernel::{AccountId, CaseId, FaultCode, InquiryEntryId, Moment, Redacted};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use store::{InquiryKind, InquiryRow, NewInquiryEntry, Tx};

/// An entry with who made it, and when.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// The id.
    pub id: InquiryEntryId,
    /// Who made it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// What it says.
    pub content: T,
}

/// On which file, and the key of the request when its sender may repeat it.
pub type EntryPlace<'p> = (CaseId, Option<&'p RequestKey>);

/// What to write.
struct Writing<'w, T> {
    id: InquiryEntryId,
    kind: InquiryKind,
    /// The entry in whose place it comes.
    replaces: Option<InquiryEntryId>,
    content: &'w T,
    /// The name of the action in the trail.
    action: &'static str,
}

impl App {
    /// Returns the entries of a kind that no other took the place of, the oldest first.
    async fn entries<T: DeserializeOwned>(
        &self,
        caller: &Caller,
        case: CaseId,
        kind: InquiryKind,
    ) -> Result<Vec<Entry<T>>, AppError> {
        let rows = self.store.inquiry(caller.viewer(), case).await?;
        let replaced: BTreeSet<InquiryEntryId> =
            rows.iter().filter_map(|row| row.replaces).collect();
        let here = rows.iter().filter(|row| row.kind == kind && !replaced.contains(&row.id));
        here.map(Entry::of).collect()
    }

    /// Writes an entry with its line in the trail; the line holds the digest of what was written. The second of two equal requests
    /// writes nothing and gets the entry of the first.
    async fn write_entry<T: Serialize + Sync>(
        &self,
        caller: &Caller,
        (case, key): EntryPlace<'_>,
        writing: &Writing<'_, T>,
    ) -> Result<InquiryEntryId, AppError> {
        let now = self.now();
        let new = writing.row(caller, case, now)?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let request = match attempt(&mut tx, caller, key, now).await? {
            Attempt::New(request) => request,
            Attempt::Done(id) => {
                tx.rollback().await?;
                return Ok(id);
            }
        };
        writing.put(&mut tx, caller, &new).await?;
        keep(&mut tx, request.as_ref(), new.id).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Returns the entry that an earlier request with this key wrote: the checks would refuse a repetition for what it did itself.
    async fn written_before(
        &self,
        caller: &Caller,
        (case, key): EntryPlace<'_>,
    ) -> Result<Option<InquiryEntryId>, AppError> {
        if key.is_none() {
            return Ok(None);
        }
        self.find(caller, case).await?;
        let mut tx = self.store.begin(caller.scope()).await?;
        let attempt = attempt(&mut tx, caller, key, self.now()).await?;
        tx.rollback().await?;
        match attempt {
            Attempt::New(_) => Ok(None),
            Attempt::Done(id) => Ok(Some(id)),
        }
    }

    /// Returns the file, for who may change it while its investigation runs.
    ///
    /// # Errors
    /// When the caller may not, or the file is not under investigation.
    async fn under_investigation(
        &self,
        caller: &Caller,
        case: CaseId,
    ) -> Result<DossierAnswer, AppError> {
        if !caller.may(Permission::WriteCases) {
            return Err(AppError::Forbidden);
        }
        let answer = self.dossier(caller, case).await?;
        if is_investigated(answer.dossier.state()) {
            return Ok(answer);
        }
        let message =
            "dit kan alleen zolang het eigen onderzoek loopt; start of heropen het onderzoek";
        Err(AppError::fault("", FaultCode::Tegenstrijdig, message))
    }
}

/// The states in which the own investigation runs.
pub(crate) const INVESTIGATED: [StateName; 2] = [StateName::Investigation, StateName::AdviceAsked];

/// Returns whether the own investigation runs: also while the LBB is asked, which builds on it (art. 7a(4)).
pub fn is_investigated(state: StateName) -> bool {
    INVESTIGATED.contains(&state)
}

impl<T: Serialize + Sync> Writing<'_, T> {
    fn row(&self, caller: &Caller, case: CaseId, at: Moment) -> Result<NewInquiryEntry, AppError> {
        Ok(NewInquiryEntry {
            id: self.id,
            case,
            kind: self.kind,
            made_by: caller.account(),
            at,
            replaces: self.replaces,
            content: Redacted::new(serde_json::to_string(self.content)?),
        })
    }

    /// Puts the row and its line in the trail.
    async fn put(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        row: &NewInquiryEntry,
    ) -> Result<(), AppError> {
        tx.put_inquiry(row).await?;
        let subject = format!("dossier/{}/{}/{}", row.case, row.kind.id(), row.id);
        let digest = row.content.reveal().as_bytes();
        tx.audit(&audit_entry(caller, row.at, self.action, &subject, None, digest)).await?;
        Ok(())
    }
}

impl<T: DeserializeOwned> Entry<T> {
    fn of(row: &InquiryRow) -> Result<Self, AppError> {
        let content = serde_json::from_str(row.content.reveal())?;
        Ok(Self { id: row.id, by: row.made_by, at: row.at, content })
    }
}
