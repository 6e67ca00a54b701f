//! Making the persons on a file findable. The worker does it, apart from the change itself: a file is made as fast as before, and
//! its persons can be found a round later.

use super::profile::{KnownProfile, blocking_keys};
use crate::{App, AppError};
use case::{Case, File};
use kernel::{CaseId, PartyId};
use store::{NewKnownSubject, Tx};
use subjects::matching::VERSION;

impl App {
    /// Makes the persons on a file findable as the file has them now; returns whether the file is there.
    pub(crate) async fn make_known(&self, party: &PartyId, id: CaseId) -> Result<bool, AppError> {
        let mut tx = self.store.begin(&self.store.scope_for_worker(party)).await?;
        let Some(row) = tx.case_for_worker(id).await? else { return Ok(false) };
        let case: Case = serde_json::from_str(row.content.reveal())?;
        self.keep_known(&mut tx, case.file()).await?;
        Ok(tx.commit().await.map(|()| true)?)
    }

    /// Makes the persons on a file findable, in a transaction that read the file.
    pub(super) async fn keep_known(&self, tx: &mut Tx, file: &File) -> Result<(), AppError> {
        let known = file.personen.iter().map(|party| {
            let profile = KnownProfile::of(&party.persoon, file);
            let keys = blocking_keys(&profile.profile());
            Ok(NewKnownSubject { id: party.persoon.id, profile: profile.written()?, keys })
        });
        let known: Vec<NewKnownSubject> = known.collect::<Result<_, AppError>>()?;
        Ok(tx.keep_known_subjects(file.id, VERSION, &known).await?)
    }
}
