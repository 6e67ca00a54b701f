//! The file that an officer names by its reference. Who handles tips need not be on it, and reads nothing of it here.

use crate::{App, AppError, Caller};
use kernel::{CaseId, FaultCode};

impl App {
    /// Returns the file of the own body with this reference.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not handle tips; [`AppError::Input`] at `/dossier` when there is no such file.
    pub async fn tip_file(&self, caller: &Caller, reference: &str) -> Result<CaseId, AppError> {
        let desk = self.tip_desk(caller).await?;
        let tx = self.store.begin(desk.scope()).await?;
        let found = tx.case_of_reference(reference.trim()).await?;
        tx.rollback().await?;
        let message = "er is geen dossier met dit kenmerk";
        found.ok_or_else(|| AppError::fault("/dossier", FaultCode::OnbekendeWaarde, message))
    }
}
