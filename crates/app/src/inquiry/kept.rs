//! The own investigation of a file as it is kept: every entry, also those that another took the place of.

use super::finding::tells_of_crime;
use super::{Entry, FindingEntry, SourceRequestEntry};
use crate::{App, AppError, Caller};
use kernel::{AccountId, CaseId, InquiryEntryId, Moment};
use serde::Serialize;
use serde_json::Value;
use store::{InquiryKind, InquiryRow};

/// An entry as it was written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeptEntry {
    id: InquiryEntryId,
    soort: &'static str,
    tijdstip: Moment,
    account: AccountId,
    /// The name of that account.
    door: String,
    /// The entry in whose place it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    vervangt: Option<InquiryEntryId>,
    inhoud: Value,
}

impl App {
    /// Returns every entry of a file, the oldest first, and whether criminal data can stand in one. It logs no reading: who asks for
    /// it does.
    pub(crate) async fn kept_inquiry(
        &self,
        caller: &Caller,
        case: CaseId,
    ) -> Result<(Vec<KeptEntry>, bool), AppError> {
        let rows = self.store.inquiry(caller.viewer(), case).await?;
        let names = self.names_of_accounts(caller).await?;
        let (mut entries, mut criminal) = (Vec::new(), false);
        for row in rows {
            criminal |= self.holds_criminal_data(&row)?;
            entries.push(KeptEntry {
                id: row.id,
                soort: row.kind.id(),
                tijdstip: row.at,
                account: row.made_by,
                door: names.get(&row.made_by).cloned().unwrap_or_default(),
                vervangt: row.replaces,
                inhoud: serde_json::from_str(row.content.reveal())?,
            });
        }
        Ok((entries, criminal))
    }

    /// Returns whether criminal data can stand in an entry (AVG 10).
    fn holds_criminal_data(&self, row: &InquiryRow) -> Result<bool, AppError> {
        Ok(match row.kind {
            InquiryKind::Finding => {
                let entry = Entry::<FindingEntry>::of(row)?.content;
                tells_of_crime(self.risk_rules()?.kinds(), &entry.bevinding)
            }
            InquiryKind::Request => {
                let entry = Entry::<SourceRequestEntry>::of(row)?.content;
                entry.antwoord.is_some() && self.gives_criminal_data(&entry.bevraging)
            }
            InquiryKind::Statement => false,
            // A score tells of findings, and so does whatever explains one.
            InquiryKind::Score
            | InquiryKind::RegularGround
            | InquiryKind::Deviation
            | InquiryKind::AdviceCheck
            | InquiryKind::Reuse => true,
        })
    }
}
