//! Reading and checking the audit trail of the caller's own party.

use crate::dossier::audit_entry;
use crate::{App, AppError, Caller, Paged, read_anchors};
use kernel::{AccountId, Moment, hex};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Anchor, AuditFault, AuditFaultKind, AuditReport, AuditRow, Cursor};

/// What a check of the trail is on record as, by its result.
const SOUND: &str = "controlespoor-gaaf";
const BROKEN: &str = "controlespoor-beschadigd";
/// What it is a check of.
const TRAIL: &str = "controlespoor";
/// Faults that are named; the rest are counted.
const NAMED: usize = 5;

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

    /// Checks the trail of the caller's party against itself and against the anchors outside the database, and puts the result on
    /// record as the next line of it.
    pub async fn check_trail(&self, caller: &Caller) -> Result<TrailCheck, AppError> {
        let anchors = self.anchors().await?;
        let report = self.store.verify_audit(Some(caller.party()), &anchors).await?;
        let now = self.now();
        let action = if report.is_sound() { SOUND } else { BROKEN };
        let words = in_words(&report, anchors.iter().filter(|anchor| of(anchor, caller)).count());
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.audit(&audit_entry(caller, now, action, TRAIL, Some(words.clone()), words.as_bytes()))
            .await?;
        tx.commit().await?;
        Ok(TrailCheck {
            at: now,
            by: caller.name().to_owned(),
            sound: report.is_sound(),
            result: words,
        })
    }

    /// Returns the last check that is on record.
    pub async fn last_trail_check(&self, caller: &Caller) -> Result<Option<TrailCheck>, AppError> {
        let page = self.store.audit_page(caller.scope(), Some(TRAIL), None, 1).await?;
        Ok(page.items.into_iter().next().map(|row| TrailCheck {
            at: row.entry.at,
            by: row.entry.actor_name,
            sound: row.entry.action == SOUND,
            result: row.entry.reason.unwrap_or_default(),
        }))
    }

    async fn anchors(&self) -> Result<Vec<Anchor>, AppError> {
        let Some(folder) = self.settings.anchors.clone() else { return Ok(Vec::new()) };
        let read = tokio::task::spawn_blocking(move || read_anchors(&folder)).await;
        let failed =
            |error: &dyn std::fmt::Display| AppError::Unreadable(format!("anchors: {error}"));
        read.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
    }
}

/// A check of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailCheck {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// Whether nothing is wrong.
    pub sound: bool,
    /// The result in Dutch.
    pub result: String,
}

fn of(anchor: &Anchor, caller: &Caller) -> bool {
    anchor.party == caller.party().as_str()
}

fn in_words(report: &AuditReport, anchors: usize) -> String {
    let lines = report.lines;
    if report.is_sound() {
        return format!(
            "Alle {lines} regels kloppen en sluiten op elkaar aan; vergeleken met {anchors} ankers buiten de database."
        );
    }
    let named: Vec<String> = report.faults.iter().take(NAMED).map(fault).collect();
    let more = report.faults.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; en nog {more} fouten") } else { String::new() };
    format!("{lines} regels nagelopen. {}{more}.", named.join("; "))
}

fn fault(fault: &AuditFault) -> String {
    let seq = fault.seq;
    match fault.kind {
        AuditFaultKind::Hash => format!("Regel {seq} is gewijzigd"),
        AuditFaultKind::Previous => format!("De regel voor regel {seq} is vervangen"),
        AuditFaultKind::Gap => format!("Voor regel {seq} ontbreekt een regel"),
        AuditFaultKind::Head => format!("Het einde bij regel {seq} is niet het vastgelegde einde"),
        AuditFaultKind::Anchor => format!("Regel {seq} is een andere dan het anker zegt"),
        AuditFaultKind::Truncated => format!("Vanaf regel {seq} zijn regels weggehaald"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(kinds: &[AuditFaultKind]) -> AuditReport {
        let fault = |(place, kind): (usize, &AuditFaultKind)| AuditFault {
            party: "gemeente-emmen".to_owned(),
            seq: i64::try_from(place).unwrap() + 1,
            kind: *kind,
        };
        let faults = kinds.iter().enumerate().map(fault).collect();
        AuditReport { parties: 1, lines: 9, faults }
    }

    #[test]
    fn a_result_is_one_sentence_or_names_the_first_faults() {
        assert!(in_words(&report(&[]), 3).starts_with("Alle 9 regels kloppen"));
        let broken = in_words(&report(&[AuditFaultKind::Hash, AuditFaultKind::Truncated]), 0);
        assert_eq!(
            broken,
            "9 regels nagelopen. Regel 1 is gewijzigd; Vanaf regel 2 zijn regels weggehaald."
        );
        let many = in_words(&report(&[AuditFaultKind::Gap; 8]), 0);
        assert!(many.ends_with("; en nog 3 fouten."), "{many}");
    }
}
