//! The file that an officer names by its reference. Who handles tips need not be on it, and reads nothing of it here.

use super::desk::{Desk, at_version, note};
use super::paper::{ReceivedPaper, Sheet};
use super::request::ReceivedTipChange;
use super::show::received_actions;
use super::trail;
use super::view::{LinkedFile, ReceivedTipAction};
use crate::{App, AppError, Caller, Permission};
use ::tips::Refusal;
use ::tips::receiver::FileLink;
use kernel::{CaseId, FaultCode};

impl App {
    /// Returns the file of the own body with this reference, for a tip that can be put on it now. That there is such a file is told to
    /// somebody who need not know it, so every try is in the trail of tips, by the digest of what was asked.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not handle tips; [`AppError::NotFound`] when the own body did not get the tip;
    /// a conflict of the store when somebody else was first; [`AppError::Tip`] when the tip asks for no file;
    /// [`AppError::Input`] at `/dossier` when there is no such file.
    pub async fn tip_file(
        &self,
        caller: &Caller,
        change: ReceivedTipChange,
        reference: &str,
    ) -> Result<CaseId, AppError> {
        let desk = self.tip_desk(caller).await?;
        let mut tx = self.store.begin(desk.scope()).await?;
        let sheet: Sheet<ReceivedPaper> = self.tip_sheet(&mut tx, change.id).await?;
        at_version(sheet.version, change.version)?;
        let actions = received_actions(&sheet.paper, (false, false));
        let ask = [ReceivedTipAction::Accept, ReceivedTipAction::LinkFile];
        if !actions.iter().any(|action| ask.contains(action)) {
            return Err(Refusal::WrongState.into());
        }
        let reference = reference.trim();
        let found = tx.case_of_reference(reference).await?;
        let outcome = if found.is_some() { "gevonden" } else { "niet-gevonden" };
        let line = desk.line("dossier-zoeken", trail::tip(sheet.tip));
        note(&mut tx, line.result(outcome).content(reference)).await?;
        tx.commit().await?;
        let message = "er is geen dossier met dit kenmerk";
        found.ok_or_else(|| AppError::fault("/dossier", FaultCode::OnbekendeWaarde, message))
    }

    /// Returns what an officer sees of the file that a tip is linked to; none when there is none, or not any more.
    pub(super) async fn linked_file(
        &self,
        desk: &Desk<'_>,
        link: Option<FileLink>,
    ) -> Result<Option<LinkedFile>, AppError> {
        let Some(FileLink::Existing { case } | FileLink::New { case }) = link else {
            return Ok(None);
        };
        let mut rows = self.store.cases_beside_tip(desk.scope(), [case]).await?;
        let Some(row) = rows.pop() else { return Ok(None) };
        let own = self.store.case_titles(desk.caller.viewer(), [case]).await?;
        let reads = desk.caller.may(Permission::ReadCases) && own.contains_key(&case);
        let kenmerk = row.summary.head.reference;
        Ok(Some(LinkedFile { kenmerk, leest: reads.then_some(case) }))
    }
}
