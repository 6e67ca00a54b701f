//! Reading the audit trail of the caller's own party.

use crate::{App, AppError, Caller, Paged};
use kernel::{AccountId, Moment, hex};
use schemars::JsonSchema;
use serde::Serialize;
use store::{AuditRow, Cursor};

/// Een regel van het controlespoor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Controleregel")]
pub struct AuditLine {
    /// Het volgnummer.
    pub volgnummer: i64,
    /// Wanneer.
    pub tijdstip: Moment,
    /// Welk account; leeg voor het systeem zelf.
    pub account: Option<AccountId>,
    /// De naam van dat account toen.
    pub naam: String,
    /// De rol.
    pub rol: String,
    /// Wat.
    pub handeling: String,
    /// Waarop.
    pub onderwerp: String,
    /// Waarom.
    pub reden: Option<String>,
    /// De digest van de inhoud.
    pub digest: String,
    /// De hash van de regel, met die van de vorige erin.
    pub hash: String,
}

impl From<AuditRow> for AuditLine {
    fn from(row: AuditRow) -> Self {
        let entry = row.entry;
        Self {
            volgnummer: row.seq,
            tijdstip: entry.at,
            account: entry.actor,
            naam: entry.actor_name,
            rol: entry.role,
            handeling: entry.action,
            onderwerp: entry.subject,
            reden: entry.reason,
            digest: hex(&entry.digest),
            hash: hex(&row.hash),
        }
    }
}

impl App {
    /// Lists the trail, newest first.
    pub async fn audit_trail(
        &self,
        caller: &Caller,
        cursor: Option<&str>,
    ) -> Result<Paged<AuditLine>, AppError> {
        const LINES: u32 = 100;
        let cursor = cursor.map(Cursor::new);
        let page = self.store.audit_page(caller.scope(), None, cursor.as_ref(), LINES).await?;
        Ok(Paged::of(page, AuditLine::from))
    }
}
