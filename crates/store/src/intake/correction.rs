//! Documents beside a questionnaire that somebody is asked to put right.

use super::rows;
use crate::keys::Place;
use crate::sql::{Sql, maybe_moment, moment, one_row};
use crate::{Keyring, PartyScope, Store, StoreError, Tx};
use kernel::{AccountId, CorrectionId, DocumentId, Id, IntakeId, Moment, PartyId, Redacted};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const CORRECTION: &str = "intake_correction";

/// A document to be put right.
#[derive(Clone, Debug)]
pub struct NewCorrection {
    /// The id.
    pub id: CorrectionId,
    /// The questionnaire.
    pub intake: IntakeId,
    /// Who asks.
    pub asked_by: AccountId,
    /// When.
    pub at: Moment,
    /// Whether it goes with a request to complete (Awb 4:5); the person is told with that.
    pub formal: bool,
    /// Which document, and why.
    pub content: Redacted<String>,
}

/// A document that was to be put right.
#[derive(Clone, Debug)]
pub struct CorrectionRow {
    /// The id.
    pub id: CorrectionId,
    /// Who asked.
    pub asked_by: AccountId,
    /// When.
    pub asked_at: Moment,
    /// Whether it goes with a request to complete.
    pub formal: bool,
    /// When the person was told.
    pub requested_at: Option<Moment>,
    /// When another document came, and which.
    pub solved: Option<(Moment, DocumentId)>,
    /// Which document, and why.
    pub content: Redacted<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    asked_by: Uuid,
    asked_at: i64,
    formal: bool,
    requested_at: Option<i64>,
    solved_at: Option<i64>,
    solved_by: Option<Uuid>,
    content: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Count {
    open: i64,
}

impl Store {
    /// Lists what was asked to be put right in a questionnaire, the oldest first.
    pub async fn corrections(
        &self,
        scope: &PartyScope,
        intake: IntakeId,
    ) -> Result<Vec<CorrectionRow>, StoreError> {
        let sql = Sql::new("SELECT id, asked_by, asked_at, formal, requested_at, solved_at, solved_by, content FROM intake_correction WHERE intake_id = ")
            .bind(intake.uuid())
            .text(" AND party_id = ")
            .bind(scope.party().as_str())
            .text(" ORDER BY asked_at, id");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party())).collect()
    }
}

impl Tx {
    /// Returns how many documents are still to be put right, and holds the questionnaire so that two do not count at once.
    pub async fn open_corrections(&mut self, intake: IntakeId) -> Result<i64, StoreError> {
        let sql = rows(self.party()).text(" AND i.id = ").bind(intake.uuid());
        if !self.locking(sql, " FOR UPDATE OF i").exists(&self.transaction).await? {
            return Err(StoreError::Conflict);
        }
        let sql = Sql::new("SELECT COUNT(*) AS open FROM intake_correction WHERE solved_at IS NULL AND intake_id = ")
            .bind(intake.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text());
        Ok(sql.one::<Count>(&self.transaction).await?.map_or(0, |count| count.open))
    }

    /// Asks to put a document right. Unless it waits for a request to complete, the person is told now.
    pub async fn ask_correction(&mut self, new: &NewCorrection) -> Result<(), StoreError> {
        let sealed = self.keys.seal(&place(self.party(), new.id), new.content.reveal())?;
        Sql::new("INSERT INTO intake_correction (id, party_id, intake_id, asked_by, asked_at, formal, requested_at, content) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.intake.uuid().into(),
                new.asked_by.uuid().into(),
                new.at.micros().into(),
                new.formal.into(),
                (!new.formal).then(|| new.at.micros()).into(),
                sealed.into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Says that the person is told now of what waited for a request to complete.
    pub async fn request_corrections(
        &mut self,
        intake: IntakeId,
        at: Moment,
    ) -> Result<(), StoreError> {
        Sql::new("UPDATE intake_correction SET requested_at = ")
            .bind(at.micros())
            .text(" WHERE requested_at IS NULL AND intake_id = ")
            .bind(intake.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Says that another document came.
    pub async fn solve_correction(
        &mut self,
        id: CorrectionId,
        at: Moment,
        by: DocumentId,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE intake_correction SET solved_at = ")
            .bind(at.micros())
            .text(", solved_by = ")
            .bind(by.uuid())
            .text(" WHERE solved_at IS NULL AND id = ")
            .bind(id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text());
        one_row(sql.execute(&self.transaction).await?)
    }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<CorrectionRow, StoreError> {
        let id = CorrectionId::from_uuid(self.id);
        let solved_at = maybe_moment(CORRECTION, "solved_at", self.solved_at)?;
        Ok(CorrectionRow {
            id,
            asked_by: AccountId::from_uuid(self.asked_by),
            asked_at: moment(CORRECTION, "asked_at", self.asked_at)?,
            formal: self.formal,
            requested_at: maybe_moment(CORRECTION, "requested_at", self.requested_at)?,
            solved: solved_at.zip(self.solved_by.map(DocumentId::from_uuid)),
            content: keys.open(&place(party, id), &self.content)?,
        })
    }
}

fn place(party: &PartyId, id: CorrectionId) -> Place<'_> {
    Place { table: CORRECTION, column: "content", party, row: id.to_string() }
}
