//! What somebody decided about two known persons: the same, or not. It links two records and merges nothing.

use crate::case::member;
use crate::keys::Place;
use crate::sql::{Sql, moment, one_row};
use crate::{Keyring, Store, StoreError, Tx, Viewer};
use kernel::{AccountId, Id, Moment, PartyId, Redacted, SubjectId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

const TABLE: &str = "subject_link";

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// They are the same.
    Confirmed,
    /// They are not.
    Rejected,
}

impl LinkState {
    fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "bevestigd",
            Self::Rejected => "verworpen",
        }
    }

    fn of(id: &str) -> Option<Self> {
        [Self::Confirmed, Self::Rejected].into_iter().find(|state| state.id() == id)
    }
}

/// Two persons; a pair is the same whichever is named first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubjectPair {
    low: SubjectId,
    high: SubjectId,
}

impl SubjectPair {
    /// Makes a pair of two who are not the same record.
    pub fn of(one: SubjectId, other: SubjectId) -> Option<Self> {
        (one != other).then(|| Self { low: one.min(other), high: one.max(other) })
    }

    /// Returns both, in the order of their ids.
    pub fn both(self) -> [SubjectId; 2] {
        [self.low, self.high]
    }
}

/// A decision to be kept.
#[derive(Clone, Debug)]
pub struct NewSubjectLink {
    /// Whom it is about.
    pub pair: SubjectPair,
    /// What was decided.
    pub state: LinkState,
    /// Who decided.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Why and on what, as JSON.
    pub content: Redacted<String>,
}

/// A decision.
#[derive(Clone, Debug)]
pub struct SubjectLink {
    /// Whom it is about.
    pub pair: SubjectPair,
    /// What was decided.
    pub state: LinkState,
    /// Rises by one with every decision about the same two.
    pub version: i64,
    /// Who decided.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Why and on what, as JSON.
    pub content: Redacted<String>,
}

#[derive(FromQueryResult)]
struct Row {
    low_id: Uuid,
    high_id: Uuid,
    state: String,
    version: i64,
    decided_by: Uuid,
    decided_at: i64,
    content: Vec<u8>,
}

impl Store {
    /// Lists what was decided about persons, where the account is on the files of both.
    pub async fn subject_links(
        &self,
        viewer: &Viewer,
        of: impl IntoIterator<Item = SubjectId>,
    ) -> Result<Vec<SubjectLink>, StoreError> {
        let ids: Vec<Value> = of.into_iter().map(|id| id.uuid().into()).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = Sql::new("SELECT l.low_id, l.high_id, l.state, l.version, l.decided_by, l.decided_at, l.content FROM subject_link l JOIN known_subject a ON a.id = l.low_id JOIN known_subject b ON b.id = l.high_id WHERE l.party_id = ")
            .bind(viewer.party().as_str())
            .text(" AND (l.low_id IN (")
            .bind_list(ids.iter().cloned())
            .text(") OR l.high_id IN (")
            .bind_list(ids)
            .text("))");
        let sql = member(member(sql, viewer, "a.case_id"), viewer, "b.case_id");
        let sql = sql.text(" ORDER BY l.decided_at, l.low_id, l.high_id");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, viewer.party())).collect()
    }
}

impl Tx {
    /// Keeps a decision about two known persons of the party, in the place of the one that was read at a version; 0 for none.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else was first.
    pub async fn put_subject_link(
        &mut self,
        new: &NewSubjectLink,
        version: i64,
    ) -> Result<(), StoreError> {
        let content = self.keys.seal(&place(self.party(), new.pair), new.content.reveal())?;
        let sql = if version == 0 {
            self.first_link(new, content)
        } else {
            self.later_link(new, content, version)
        };
        one_row(sql.execute(&self.transaction).await?)
    }

    fn first_link(&self, new: &NewSubjectLink, content: Vec<u8>) -> Sql {
        Sql::new("INSERT INTO subject_link (party_id, low_id, high_id, state, version, decided_by, decided_at, content) VALUES (")
            .bind_list([
                self.party_text().into(),
                new.pair.low.uuid().into(),
                new.pair.high.uuid().into(),
                new.state.id().into(),
                1_i64.into(),
                new.by.uuid().into(),
                new.at.micros().into(),
                content.into(),
            ])
            .text(") ON CONFLICT (low_id, high_id) DO NOTHING")
    }

    fn later_link(&self, new: &NewSubjectLink, content: Vec<u8>, version: i64) -> Sql {
        Sql::new("UPDATE subject_link SET version = version + 1, state = ")
            .bind(new.state.id())
            .text(", decided_by = ")
            .bind(new.by.uuid())
            .text(", decided_at = ")
            .bind(new.at.micros())
            .text(", content = ")
            .bind(content)
            .text(" WHERE low_id = ")
            .bind(new.pair.low.uuid())
            .text(" AND high_id = ")
            .bind(new.pair.high.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND version = ")
            .bind(version)
    }
}

fn place(party: &PartyId, pair: SubjectPair) -> Place<'_> {
    let row = format!("{}/{}", pair.low, pair.high);
    Place { table: TABLE, column: "content", party, row }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<SubjectLink, StoreError> {
        let pair = SubjectPair {
            low: SubjectId::from_uuid(self.low_id),
            high: SubjectId::from_uuid(self.high_id),
        };
        let state = LinkState::of(&self.state)
            .ok_or_else(|| StoreError::inconsistent(TABLE, "state", &self.low_id))?;
        Ok(SubjectLink {
            pair,
            state,
            version: self.version,
            by: AccountId::from_uuid(self.decided_by),
            at: moment(TABLE, "decided_at", self.decided_at)?,
            content: keys.open(&place(party, pair), &self.content)?,
        })
    }
}
