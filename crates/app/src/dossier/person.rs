//! Persons on a file, and the one number of theirs that stands apart.

use super::create::NewPerson;
use super::record::audit_entry;
use super::{CaseChange, DossierAnswer};
use crate::{App, AppError, Caller};
use case::{AddPerson, Text};
use kernel::{CaseId, FaultCode, Faults, Redacted, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::SecretKind;
use subjects::RoleKind;

/// Zet een persoon op een dossier.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PersoonOpname")]
pub struct PersonEntry {
    /// De persoon.
    pub persoon: NewPerson,
}

/// Legt een burgerservicenummer vast.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bsn")]
pub struct BsnEntry {
    /// Het nummer.
    #[schemars(regex(pattern = r"^[0-9]{9}$"), extend("x-vorm" = "een nummer van negen cijfers", "x-geheim" = true))]
    pub bsn: Redacted<String>,
    /// Waarom het nodig is.
    pub reden: Text,
}

impl App {
    /// Puts a person on a file.
    pub async fn add_person(
        &self,
        caller: &Caller,
        change: &CaseChange,
        entry: PersonEntry,
    ) -> Result<DossierAnswer, AppError> {
        let mut faults = Faults::new();
        entry.persoon.check("/persoon", self.now().dutch_date(), &mut faults);
        faults.into_result(Some(()))?;
        let persoon = entry.persoon.with_id(self.fresh(self.now()));
        self.perform(caller, change, AddPerson { persoon }).await
    }

    /// Keeps the citizen service number of the person concerned or the representative; of nobody else (art. 7a(2)c).
    pub async fn put_bsn(
        &self,
        caller: &Caller,
        id: CaseId,
        person: SubjectId,
        entry: &BsnEntry,
    ) -> Result<(), AppError> {
        let answer = self.dossier(caller, id).await?;
        let party = answer.dossier.file().person(person).ok_or(AppError::NotFound)?;
        let allowed = [RoleKind::Betrokkene, RoleKind::Vertegenwoordiger];
        if !allowed.into_iter().any(|role| party.persoon.has_role(role)) {
            return Err(AppError::fault(
                "/bsn",
                FaultCode::Tegenstrijdig,
                "alleen van de betrokkene en de vertegenwoordiger mag het BSN worden vastgelegd (Wet Bibob art. 7a lid 2)",
            ));
        }
        if !kernel::passes_eleven_test(entry.bsn.reveal()) {
            return Err(AppError::fault(
                "/bsn",
                FaultCode::VerkeerdeVorm,
                "dit is geen bestaand BSN: het klopt niet met de elfproef",
            ));
        }
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.put_secret(id, person, SecretKind::Bsn, &entry.bsn).await?;
        let line = self.bsn_line(caller, id, person, "bsn-vastleggen", &entry.reden);
        tx.audit(&line).await?;
        Ok(tx.commit().await?)
    }

    /// Reads a citizen service number, for a reason that goes on record first.
    pub async fn bsn(
        &self,
        caller: &Caller,
        id: CaseId,
        person: SubjectId,
        reason: &Text,
    ) -> Result<Redacted<String>, AppError> {
        let began = self.now();
        self.find(caller, id).await?;
        let bsn = self.store.secret(caller.viewer(), id, person, SecretKind::Bsn).await?;
        let bsn = bsn.ok_or(AppError::NotFound)?;
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.audit(&self.bsn_line(caller, id, person, "bsn-raadplegen", reason)).await?;
        tx.commit().await?;
        self.log_reading(caller, "bsn-raadplegen", began, vec![person]).await?;
        Ok(bsn)
    }

    fn bsn_line(
        &self,
        caller: &Caller,
        id: CaseId,
        person: SubjectId,
        action: &str,
        reason: &Text,
    ) -> store::AuditEntry {
        let subject = format!("dossier/{id}/persoon/{person}");
        let reason = Some(reason.as_str().to_owned());
        audit_entry(caller, self.now(), action, &subject, reason, b"bsn")
    }
}
