//! Values that stand apart because hardly anybody needs them: the citizen service number.

use crate::case::member;
use crate::keys::Place;
use crate::sql::Sql;
use crate::{Store, StoreError, Tx, Viewer};
use kernel::{CaseId, Id, PartyId, Redacted, SubjectId};
use sea_orm::FromQueryResult;
use std::fmt;

const TABLE: &str = "secret";

/// The kind of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// The citizen service number.
    #[doc(alias = "burgerservicenummer")]
    Bsn,
}

impl fmt::Display for SecretKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bsn => f.write_str("bsn"),
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    value: Vec<u8>,
}

impl Store {
    /// Reads a secret of a person on a file, for who is on the file.
    pub async fn secret(
        &self,
        viewer: &Viewer,
        case: CaseId,
        subject: SubjectId,
        kind: SecretKind,
    ) -> Result<Option<Redacted<String>>, StoreError> {
        let sql = Sql::new("SELECT s.value FROM secret s WHERE s.case_id = ")
            .bind(case.uuid())
            .text(" AND s.subject_id = ")
            .bind(subject.uuid())
            .text(" AND s.kind = ")
            .bind(kind.to_string())
            .text(" AND s.party_id = ")
            .bind(viewer.party().as_str());
        let row: Option<Row> = member(sql, viewer, "s.case_id").one(&self.pools.read).await?;
        let place = place(viewer.party(), case, subject, kind);
        row.map(|row| self.keys.open(&place, &row.value)).transpose()
    }
}

impl Tx {
    /// Keeps a secret of a person on a file, in the place of an earlier one.
    pub async fn put_secret(
        &mut self,
        case: CaseId,
        subject: SubjectId,
        kind: SecretKind,
        value: &Redacted<String>,
    ) -> Result<(), StoreError> {
        let sealed = self.keys.seal(&place(self.party(), case, subject, kind), value.reveal())?;
        Sql::new("INSERT INTO secret (party_id, case_id, subject_id, kind, value) VALUES (")
            .bind_list([
                self.party_text().into(),
                case.uuid().into(),
                subject.uuid().into(),
                kind.to_string().into(),
                sealed.into(),
            ])
            .text(") ON CONFLICT (case_id, subject_id, kind, party_id) DO UPDATE SET value = excluded.value")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }
}

fn place(party: &PartyId, case: CaseId, subject: SubjectId, kind: SecretKind) -> Place<'_> {
    Place { table: TABLE, column: "value", party, row: format!("{case}/{subject}/{kind}") }
}
