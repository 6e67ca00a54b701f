//! Letters of files, from draft to sent. What somebody wrote in one is closed at rest; the bytes of a final letter stand among the
//! documents of its file.

use crate::case::member;
use crate::keys::Place;
use crate::sql::{Sql, maybe_moment, moment, one_row};
use crate::{Keyring, PartyScope, Store, StoreError, Tx, Viewer};
use chrono::NaiveDate;
use kernel::{
    AccountId, CaseId, DocumentId, EffectId, Id, LetterId, Moment, PartyId, Redacted, SubjectId,
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "letter";
const MOST: &str = " LIMIT 500";

/// How far a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetterStatus {
    /// It is being written.
    Draft,
    /// A second person is asked to look at it.
    Offered,
    /// Its bytes are fixed.
    Final,
    /// It waits to be printed.
    Printing,
    /// It was sent.
    Sent,
    /// It will not be sent.
    Dropped,
}

impl LetterStatus {
    /// All of them, in order.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Offered, Self::Final, Self::Printing, Self::Sent, Self::Dropped];

    /// Returns the name in the table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Draft => "concept",
            Self::Offered => "voorgelegd",
            Self::Final => "definitief",
            Self::Printing => "printlijst",
            Self::Sent => "verzonden",
            Self::Dropped => "vervallen",
        }
    }
}

/// A draft to be kept.
#[derive(Clone)]
pub struct NewLetter {
    /// The id.
    pub id: LetterId,
    /// The file.
    pub case: CaseId,
    /// The id of its kind.
    pub kind: &'static str,
    /// The person on the file to whom it goes.
    pub subject: Option<SubjectId>,
    /// Whether there may be criminal data in it.
    pub criminal: bool,
    /// What was written, as JSON.
    pub elements: Redacted<String>,
    /// Who writes.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// A letter.
#[derive(Clone)]
pub struct LetterRow {
    /// The id.
    pub id: LetterId,
    /// The file.
    pub case: CaseId,
    /// The id of its kind.
    pub kind: String,
    /// The person on the file to whom it goes.
    pub subject: Option<SubjectId>,
    /// Whether there may be criminal data in it.
    pub criminal: bool,
    /// How far it is.
    pub status: LetterStatus,
    /// The version, for who changes it.
    pub version: i32,
    /// What was written, as JSON.
    pub elements: Redacted<String>,
    /// What was written before the last change, as JSON.
    pub earlier: Option<Redacted<String>>,
    /// Why the second person gave it back.
    pub remark: Option<Redacted<String>>,
    /// Who wrote it last, and when.
    pub written: (AccountId, Moment),
    /// Who asked for a second look, and when.
    pub offered: Option<(AccountId, Moment)>,
    /// Who approved it, and when.
    pub approved: Option<(AccountId, Moment)>,
    /// The bytes of the final letter with their digest.
    pub bytes: Option<(DocumentId, [u8; 32])>,
    /// How it is sent.
    pub way: Option<String>,
    /// Who sent it.
    pub sent_by: Option<AccountId>,
    /// On which day.
    pub sent_on: Option<NaiveDate>,
    /// The mail that says that it waits.
    pub effect: Option<EffectId>,
    /// What proves that it was sent.
    pub proof: Option<Redacted<String>>,
    /// Everybody who wrote in it; none of them approves it.
    pub writers: Vec<AccountId>,
}

/// How a letter is sent.
#[derive(Clone)]
pub struct Dispatch {
    /// The way.
    pub way: &'static str,
    /// Who sends.
    pub by: AccountId,
    /// On which day; none for what still has to be printed.
    pub on: Option<NaiveDate>,
    /// The mail that says that it waits.
    pub effect: Option<EffectId>,
    /// What proves it.
    pub proof: Option<Redacted<String>>,
    /// Whether it goes once more, because the mail about it failed.
    pub again: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    kind: String,
    subject_id: Option<Uuid>,
    criminal: bool,
    status: String,
    version: i32,
    elements: Vec<u8>,
    earlier: Option<Vec<u8>>,
    remark: Option<Vec<u8>>,
    written_by: Uuid,
    written_at: i64,
    offered_by: Option<Uuid>,
    offered_at: Option<i64>,
    approved_by: Option<Uuid>,
    approved_at: Option<i64>,
    document_id: Option<Uuid>,
    sha256: Option<Vec<u8>>,
    way: Option<String>,
    sent_by: Option<Uuid>,
    sent_on: Option<NaiveDate>,
    effect_id: Option<Uuid>,
    proof: Option<Vec<u8>>,
    writers: Option<String>,
}

impl Store {
    /// Lists the letters of a file for who is on it, the newest first.
    pub async fn letters(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Vec<LetterRow>, StoreError> {
        let sql = for_viewer(viewer, |sql| sql.text(" AND l.case_id = ").bind(case.uuid()));
        self.rows_of(viewer, sql.text(" ORDER BY l.written_at DESC, l.id DESC").text(MOST)).await
    }

    /// Lists the letters of the caller's files with a status, the oldest first; those that may hold criminal data only when asked for.
    pub async fn letters_with(
        &self,
        viewer: &Viewer,
        status: LetterStatus,
        criminal: bool,
    ) -> Result<Vec<LetterRow>, StoreError> {
        let sql = for_viewer(viewer, |sql| {
            let sql = sql.text(" AND l.status = ").bind(status.id());
            if criminal { sql } else { sql.text(" AND l.criminal = ").bind(false) }
        });
        self.rows_of(viewer, sql.text(" ORDER BY l.written_at, l.id").text(MOST)).await
    }

    /// Reads a letter of a file; `None` when there is none that the account may see.
    pub async fn letter(
        &self,
        viewer: &Viewer,
        case: CaseId,
        id: LetterId,
    ) -> Result<Option<LetterRow>, StoreError> {
        let sql = for_viewer(viewer, |sql| {
            sql.text(" AND l.case_id = ").bind(case.uuid()).text(" AND l.id = ").bind(id.uuid())
        });
        Ok(self.rows_of(viewer, sql).await?.pop())
    }

    /// Lists the letters that wait in the portal for a person on a file, the newest first.
    pub async fn portal_letters(
        &self,
        scope: &PartyScope,
        place: (CaseId, SubjectId),
    ) -> Result<Vec<LetterRow>, StoreError> {
        let sql = in_portal(scope, place).text(" ORDER BY l.sent_on DESC, l.id DESC");
        let rows: Vec<Row> = sql.text(MOST).all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, scope.party())).collect()
    }

    /// Reads one of them: its name and its bytes.
    pub async fn portal_letter(
        &self,
        scope: &PartyScope,
        place: (CaseId, SubjectId),
        id: LetterId,
    ) -> Result<Option<(Redacted<String>, Vec<u8>)>, StoreError> {
        let sql = in_portal(scope, place).text(" AND l.id = ").bind(id.uuid());
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        match row.and_then(|row| row.document_id) {
            Some(document) => self.document_of(scope, DocumentId::from_uuid(document)).await,
            None => Ok(None),
        }
    }

    async fn rows_of(&self, viewer: &Viewer, sql: Sql) -> Result<Vec<LetterRow>, StoreError> {
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, viewer.party())).collect()
    }
}

fn in_portal(scope: &PartyScope, (case, person): (CaseId, SubjectId)) -> Sql {
    Sql::new("SELECT l.* FROM letter l WHERE l.status = 'verzonden' AND l.way = 'mailbericht' AND l.party_id = ")
        .bind(scope.party().as_str())
        .text(" AND l.case_id = ")
        .bind(case.uuid())
        .text(" AND l.subject_id = ")
        .bind(person.uuid())
}

fn for_viewer(viewer: &Viewer, narrow: impl FnOnce(Sql) -> Sql) -> Sql {
    let sql =
        Sql::new("SELECT l.* FROM letter l WHERE l.party_id = ").bind(viewer.party().as_str());
    member(narrow(sql), viewer, "l.case_id")
}

impl Tx {
    /// Keeps a new draft.
    pub async fn add_letter(&mut self, new: &NewLetter) -> Result<(), StoreError> {
        let elements = self.seal_letter(new.id, "elements", &new.elements)?;
        Sql::new("INSERT INTO letter (id, party_id, case_id, kind, subject_id, criminal, status, version, elements, written_by, written_at, writers) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.case.uuid().into(),
                new.kind.into(),
                new.subject.map(Id::uuid).into(),
                new.criminal.into(),
                LetterStatus::Draft.id().into(),
                1_i32.into(),
                elements.into(),
                new.by.uuid().into(),
                new.at.micros().into(),
                written_down(&[new.by]).into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Keeps what was written in a draft, and what stood there before. A letter that was offered goes back to its writer.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no draft any more, or somebody else was first.
    pub async fn write_letter(
        &mut self,
        row: &LetterRow,
        elements: &Redacted<String>,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let now = self.seal_letter(row.id, "elements", elements)?;
        let before = self.seal_letter(row.id, "earlier", &row.elements)?;
        let sql = Sql::new("UPDATE letter SET status = 'concept', offered_by = NULL, offered_at = NULL, remark = NULL, elements = ")
            .bind(now)
            .text(", earlier = ")
            .bind(before)
            .text(", written_by = ")
            .bind(by.uuid())
            .text(", written_at = ")
            .bind(at.micros())
            .text(", writers = ")
            .bind(written_down(&row.writers_with(by)));
        self.change_letter(sql, row, &[LetterStatus::Draft, LetterStatus::Offered]).await
    }

    /// Asks for a second look at a draft.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no draft any more, or somebody else was first.
    pub async fn offer_letter(
        &mut self,
        row: &LetterRow,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE letter SET status = 'voorgelegd', offered_by = ")
            .bind(by.uuid())
            .text(", offered_at = ")
            .bind(at.micros());
        self.change_letter(sql, row, &[LetterStatus::Draft]).await
    }

    /// Gives a letter back to its writer, with the reason.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it was not offered, or somebody else was first.
    pub async fn return_letter(
        &mut self,
        row: &LetterRow,
        remark: &Redacted<String>,
    ) -> Result<(), StoreError> {
        let remark = self.seal_letter(row.id, "remark", remark)?;
        let sql = Sql::new(
            "UPDATE letter SET status = 'concept', offered_by = NULL, offered_at = NULL, remark = ",
        )
        .bind(remark);
        self.change_letter(sql, row, &[LetterStatus::Offered]).await
    }

    /// Makes a letter final: its bytes stand among the documents of the file.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it was not offered, or somebody else was first.
    pub async fn approve_letter(
        &mut self,
        row: &LetterRow,
        (document, sha256): (DocumentId, [u8; 32]),
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE letter SET status = 'definitief', document_id = ")
            .bind(document.uuid())
            .text(", sha256 = ")
            .bind(sha256.to_vec())
            .text(", approved_by = ")
            .bind(by.uuid())
            .text(", approved_at = ")
            .bind(at.micros());
        self.change_letter(sql, row, &[LetterStatus::Offered]).await
    }

    /// Notes that a letter is sent, or put where it waits to be printed.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not final, was sent already, or somebody else was first.
    pub async fn send_letter(
        &mut self,
        row: &LetterRow,
        dispatch: &Dispatch,
    ) -> Result<(), StoreError> {
        let status =
            if dispatch.on.is_some() { LetterStatus::Sent } else { LetterStatus::Printing };
        let proof = dispatch.proof.as_ref();
        let proof = proof.map(|proof| self.seal_letter(row.id, "proof", proof)).transpose()?;
        let sql = Sql::new("UPDATE letter SET status = ")
            .bind(status.id())
            .text(", way = ")
            .bind(dispatch.way)
            .text(", sent_by = ")
            .bind(dispatch.by.uuid())
            .text(", sent_on = ")
            .bind(dispatch.on)
            .text(", effect_id = ")
            .bind(dispatch.effect.map(Id::uuid))
            .text(", proof = ")
            .bind(proof);
        let waits = [LetterStatus::Final, LetterStatus::Printing];
        self.change_letter(sql, row, if dispatch.again { &[LetterStatus::Sent] } else { &waits })
            .await
    }

    /// Notes that a letter will not be sent; it stays to be read.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it was sent, or somebody else was first.
    pub async fn drop_letter(
        &mut self,
        row: &LetterRow,
        reason: &Redacted<String>,
    ) -> Result<(), StoreError> {
        let reason = self.seal_letter(row.id, "remark", reason)?;
        let sql = Sql::new("UPDATE letter SET status = 'vervallen', remark = ").bind(reason);
        let open = [
            LetterStatus::Draft,
            LetterStatus::Offered,
            LetterStatus::Final,
            LetterStatus::Printing,
        ];
        self.change_letter(sql, row, &open).await
    }

    async fn change_letter(
        &self,
        sql: Sql,
        row: &LetterRow,
        from: &[LetterStatus],
    ) -> Result<(), StoreError> {
        let sql = sql
            .text(", version = version + 1 WHERE id = ")
            .bind(row.id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND version = ")
            .bind(row.version)
            .text(" AND status IN (")
            .bind_list(from.iter().map(|status| status.id().into()))
            .text(")");
        one_row(sql.execute(&self.transaction).await?)
    }

    fn seal_letter(
        &self,
        id: LetterId,
        column: &'static str,
        text: &Redacted<String>,
    ) -> Result<Vec<u8>, StoreError> {
        self.keys.seal(&place(self.party(), column, id), text.reveal())
    }
}

fn place<'p>(party: &'p PartyId, column: &'static str, id: LetterId) -> Place<'p> {
    Place { table: TABLE, column, party, row: id.to_string() }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<LetterRow, StoreError> {
        let id = LetterId::from_uuid(self.id);
        let broken = |column| StoreError::inconsistent(TABLE, column, &id);
        let opened = |column, sealed: Option<Vec<u8>>| {
            sealed.map(|sealed| keys.open(&place(party, column, id), &sealed)).transpose()
        };
        let status = LetterStatus::ALL.into_iter().find(|status| status.id() == self.status);
        let sha256 = self.sha256.map(TryInto::try_into).transpose();
        let offered_at = maybe_moment(TABLE, "offered_at", self.offered_at)?;
        let approved_at = maybe_moment(TABLE, "approved_at", self.approved_at)?;
        Ok(LetterRow {
            id,
            case: CaseId::from_uuid(self.case_id),
            kind: self.kind,
            subject: self.subject_id.map(SubjectId::from_uuid),
            criminal: self.criminal,
            status: status.ok_or_else(|| broken("status"))?,
            version: self.version,
            elements: keys.open(&place(party, "elements", id), &self.elements)?,
            earlier: opened("earlier", self.earlier)?,
            remark: opened("remark", self.remark)?,
            written: (
                AccountId::from_uuid(self.written_by),
                moment(TABLE, "written_at", self.written_at)?,
            ),
            offered: self.offered_by.map(AccountId::from_uuid).zip(offered_at),
            approved: self.approved_by.map(AccountId::from_uuid).zip(approved_at),
            bytes: self
                .document_id
                .map(DocumentId::from_uuid)
                .zip(sha256.map_err(|_| broken("sha256"))?),
            way: self.way,
            sent_by: self.sent_by.map(AccountId::from_uuid),
            sent_on: self.sent_on,
            effect: self.effect_id.map(EffectId::from_uuid),
            proof: opened("proof", self.proof)?,
            writers: self.writers.as_deref().map_or_else(Vec::new, read_down),
        })
    }
}

impl LetterRow {
    /// Returns who wrote in the letter, with one more.
    fn writers_with(&self, by: AccountId) -> Vec<AccountId> {
        let others = self.writers.iter().copied().filter(|writer| *writer != by);
        others.chain([by]).collect()
    }
}

fn written_down(writers: &[AccountId]) -> String {
    writers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn read_down(text: &str) -> Vec<AccountId> {
    text.split(' ').filter_map(|id| id.parse().ok()).collect()
}
