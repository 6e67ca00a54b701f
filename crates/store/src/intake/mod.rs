//! The questionnaire of one person on a file: the form that was sent, the answers so far and what was handed in. Closed at rest.

mod correction;
mod door;
mod file;
mod identity;
mod row;

pub use correction::{CorrectionRow, NewCorrection};
pub use door::{FirstEntry, InSession, Knock, NewIntakeSession};
pub use file::{FileRow, NewFile};
pub use identity::{BoundPerson, SignedIn};
pub use row::{IntakeRow, IntakeState, NewIntake, VersionRow};

use crate::case::member;
use crate::keys::Place;
use crate::sql::{Sql, one_row, touched};
use crate::{PartyScope, Store, StoreError, Tx, Viewer};
use kernel::{AccountId, CaseId, Id, IntakeId, PartyId, Redacted, SubjectId};
use row::{COLUMNS, Row, VersionColumns};
use sea_orm::FromQueryResult;

pub(crate) const TABLE: &str = "intake";

#[derive(FromQueryResult)]
struct FormText {
    content: String,
}

impl Store {
    /// Returns the questionnaires of a file, for who is on it.
    pub async fn intakes(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Vec<IntakeRow>, StoreError> {
        let sql = rows(viewer.party()).text(" AND i.case_id = ").bind(case.uuid());
        let sql = member(sql, viewer, "i.case_id").text(" ORDER BY i.created_at, i.id");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys)).collect()
    }

    /// Returns a questionnaire of the party.
    pub async fn intake(
        &self,
        scope: &PartyScope,
        id: IntakeId,
    ) -> Result<Option<IntakeRow>, StoreError> {
        let sql = rows(scope.party()).text(" AND i.id = ").bind(id.uuid());
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| row.open(&self.keys)).transpose()
    }

    /// Returns a composed form by its digest.
    pub async fn questionnaire_form(&self, sha256: [u8; 32]) -> Result<Option<String>, StoreError> {
        let sql = Sql::new("SELECT content FROM questionnaire_form WHERE sha256 = ");
        let row: Option<FormText> = sql.bind(sha256.to_vec()).one(&self.pools.read).await?;
        Ok(row.map(|row| row.content))
    }

    /// Returns what was handed in, the first version first.
    pub async fn intake_versions(
        &self,
        scope: &PartyScope,
        id: IntakeId,
    ) -> Result<Vec<VersionRow>, StoreError> {
        let sql = Sql::new("SELECT number, entered_by, at, sha256, answers FROM intake_version")
            .text(" WHERE intake_id = ")
            .bind(id.uuid())
            .text(" AND party_id = ")
            .bind(scope.party().as_str())
            .text(" ORDER BY number");
        let rows: Vec<VersionColumns> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party(), id)).collect()
    }
}

impl Tx {
    /// Keeps a composed form; the same form is kept once.
    pub async fn keep_form(&mut self, sha256: [u8; 32], content: &str) -> Result<(), StoreError> {
        Sql::new("INSERT INTO questionnaire_form (sha256, content) VALUES (")
            .bind(sha256.to_vec())
            .text(", ")
            .bind(content)
            .text(") ON CONFLICT (sha256) DO NOTHING")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Invites somebody. Who was invited before is invited anew: the old link, codes and sessions stop working, the answers stay.
    pub async fn put_intake(&mut self, new: &NewIntake) -> Result<(), StoreError> {
        let party = self.party().clone();
        let answers = self.keys.seal(&place(&party, "answers", new.id), new.answers.reveal())?;
        let code = self.keys.seal(&place(&party, "code", new.id), new.code.reveal())?;
        Sql::new("INSERT INTO intake (id, party_id, case_id, subject_id, number, form_sha256, state, until_on, created_by, created_at, link_hash, code_hash, code, answers) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                party.as_str().into(),
                new.case.uuid().into(),
                new.subject.uuid().into(),
                new.number.as_str().into(),
                new.form_sha256.to_vec().into(),
                IntakeState::Invited.id().into(),
                new.until.into(),
                new.created_by.uuid().into(),
                new.at.micros().into(),
                new.link_hash.map(|hash| hash.to_vec()).into(),
                new.code_hash.to_vec().into(),
                code.into(),
                answers.into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Returns the questionnaire of a person on a file, to be changed.
    pub async fn intake_of(
        &mut self,
        case: CaseId,
        subject: SubjectId,
    ) -> Result<Option<IntakeRow>, StoreError> {
        let sql = rows(self.party()).text(" AND i.case_id = ").bind(case.uuid());
        let sql = sql.text(" AND i.subject_id = ").bind(subject.uuid());
        let row: Option<Row> = sql.one(&self.transaction).await?;
        row.map(|row| row.open(&self.keys)).transpose()
    }

    /// Keeps answers; returns whether nobody else kept others since they were read at `version`.
    pub async fn keep_answers(
        &mut self,
        id: IntakeId,
        version: i64,
        answers: &Redacted<String>,
        state: IntakeState,
    ) -> Result<bool, StoreError> {
        let sealed = self.keys.seal(&place(self.party(), "answers", id), answers.reveal())?;
        let sql = Sql::new("UPDATE intake SET version = version + 1, answers = ")
            .bind(sealed)
            .text(", state = ")
            .bind(state.id());
        // Only while answers can be changed: what was handed in is not opened by a page that comes late.
        let sql = self.of_id(sql, id).text(" AND version = ").bind(version);
        let sql =
            sql.text(" AND state IN (").bind_list(IntakeState::OPEN.map(|open| open.id().into()));
        let sql = sql.text(")");
        Ok(touched(sql.execute(&self.transaction).await?))
    }

    /// Puts what was handed in beside the answers, as a version that never changes.
    pub async fn hand_in(&mut self, id: IntakeId, version: &VersionRow) -> Result<(), StoreError> {
        let party = self.party().clone();
        let place = row::version_place(&party, id, version.number);
        let sealed = self.keys.seal(&place, version.answers.reveal())?;
        Sql::new("INSERT INTO intake_version (intake_id, number, party_id, entered_by, at, sha256, answers) VALUES (")
            .bind_list([
                id.uuid().into(),
                version.number.into(),
                party.as_str().into(),
                version.entered_by.map(AccountId::uuid).into(),
                version.at.micros().into(),
                version.sha256.to_vec().into(),
                sealed.into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        let sql = Sql::new("UPDATE intake SET version = version + 1, state = ")
            .bind(IntakeState::HandedIn.id())
            .text(", submitted_at = ")
            .bind(version.at.micros());
        one_row(self.of_id(sql, id).execute(&self.transaction).await?)
    }

    /// Opens a questionnaire again until a day, so that what is missing can be given.
    pub async fn reopen_intake(
        &mut self,
        id: IntakeId,
        until: chrono::NaiveDate,
    ) -> Result<(), StoreError> {
        let sql = self.of_id(reopened(until, false), id);
        one_row(sql.execute(&self.transaction).await?)
    }

    /// Opens a questionnaire that was handed in until a day, for the documents alone that somebody is asked to put right. One that
    /// is open already stays as it is.
    pub async fn reopen_for_corrections(
        &mut self,
        id: IntakeId,
        until: chrono::NaiveDate,
    ) -> Result<(), StoreError> {
        let sql = self.of_id(reopened(until, true), id).text(" AND state = ");
        sql.bind(IntakeState::HandedIn.id()).execute(&self.transaction).await?;
        Ok(())
    }

    /// Closes the questionnaires of a file, handed in or not: nothing more is expected.
    pub async fn close_intakes(&mut self, case: CaseId) -> Result<(), StoreError> {
        Sql::new("UPDATE intake SET version = version + 1, state = ")
            .bind(IntakeState::Closed.id())
            .text(" WHERE case_id = ")
            .bind(case.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND state <> ")
            .bind(IntakeState::Closed.id())
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    pub(crate) fn of_id(&self, sql: Sql, id: IntakeId) -> Sql {
        sql.text(" WHERE id = ").bind(id.uuid()).text(" AND party_id = ").bind(self.party_text())
    }
}

fn reopened(until: chrono::NaiveDate, limited: bool) -> Sql {
    Sql::new("UPDATE intake SET version = version + 1, state = ")
        .bind(IntakeState::Repair.id())
        .text(", until_on = ")
        .bind(until)
        .text(", limited = ")
        .bind(limited)
}

pub(crate) fn rows(party: &PartyId) -> Sql {
    Sql::new("SELECT ")
        .text(COLUMNS)
        .text(" FROM intake i WHERE i.party_id = ")
        .bind(party.as_str())
}

pub(crate) fn place<'p>(party: &'p PartyId, column: &'static str, id: IntakeId) -> Place<'p> {
    Place { table: TABLE, column, party, row: id.to_string() }
}
