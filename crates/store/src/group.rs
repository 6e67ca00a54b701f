//! The working group of a party and its papers: meetings, written rounds, questions and signals. What a paper holds is opaque
//! here and closed at rest with the keys of the party, also when the group is of several parties (Wet Bibob art. 28).

mod remind;

pub use remind::{MeetingReminder, NearMeeting};

use crate::keys::Place;
use crate::page::after;
use crate::sql::{Sql, one_row};
use crate::{Cursor, Keyring, Page, PartyScope, Store, StoreError, Tx};
use chrono::NaiveDate;
use kernel::{AccountId, Id, Moment, PartyId, Redacted, WorkingGroupId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A page of a list holds so many papers.
const PAGE: u32 = 500;

/// A kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupPaper {
    /// A meeting.
    Meeting,
    /// A written round.
    Round,
    /// A question to the help desk.
    Question,
    /// A signal.
    Signal,
}

impl GroupPaper {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Meeting, Self::Round, Self::Question, Self::Signal];

    fn table(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Round => "written_round",
            Self::Question => "help_question",
            Self::Signal => "group_signal",
        }
    }
}

/// A working group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// The id.
    pub id: WorkingGroupId,
    /// Rises by one with every change.
    pub version: i64,
    /// The group, as JSON; it holds ids of accounts and no names.
    pub content: String,
}

/// A working group to be made or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGroup {
    /// The id.
    pub id: WorkingGroupId,
    /// The name; unique within the party.
    pub name: String,
    /// The group, as JSON.
    pub content: String,
    /// Who makes or changes it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperRow {
    /// The id.
    pub id: Uuid,
    /// The day on which it stands in lists.
    pub day: NaiveDate,
    /// Rises by one with every change.
    pub version: i64,
    /// What it says, as JSON.
    pub content: Redacted<String>,
}

impl PaperRow {
    /// Returns the place of the paper in its list.
    pub fn cursor(&self) -> Option<Cursor> {
        Cursor::of(&(self.day, self.id))
    }
}

/// A paper to be kept.
#[derive(Clone, Debug)]
pub struct NewPaper {
    /// The id.
    pub id: Uuid,
    /// The group.
    pub group: WorkingGroupId,
    /// The day on which it stands in lists.
    pub day: NaiveDate,
    /// The state, as the table knows it.
    pub state: &'static str,
    /// What it says, as JSON.
    pub content: Redacted<String>,
}

/// A paper that changed.
#[derive(Clone, Debug)]
pub struct ChangedPaper {
    /// The id.
    pub id: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The day on which it stands in lists.
    pub day: NaiveDate,
    /// The state, as the table knows it.
    pub state: &'static str,
    /// What it says, as JSON.
    pub content: Redacted<String>,
}

#[derive(FromQueryResult)]
struct Group {
    id: Uuid,
    version: i64,
    content: String,
}

#[derive(FromQueryResult)]
struct Locked {
    version: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    day: NaiveDate,
    version: i64,
    content: Vec<u8>,
}

impl Store {
    /// Returns the working group of a party; `None` when it has none.
    pub async fn working_group(&self, scope: &PartyScope) -> Result<Option<GroupRow>, StoreError> {
        let sql = Sql::new("SELECT g.id, g.version, g.content FROM working_group g JOIN working_group_party p ON p.group_id = g.id WHERE p.party_id = ")
            .bind(scope.party().as_str());
        let row: Option<Group> = sql.one(&self.pools.read).await?;
        Ok(row.map(|row| GroupRow {
            id: WorkingGroupId::from_uuid(row.id),
            version: row.version,
            content: row.content,
        }))
    }

    /// Lists the papers of a kind of a party, the last day first, by pages.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] for a place that is none.
    pub async fn group_papers(
        &self,
        scope: &PartyScope,
        kind: GroupPaper,
        cursor: Option<&Cursor>,
    ) -> Result<Page<PaperRow>, StoreError> {
        let mut sql = papers(scope.party(), kind);
        if let Some((day, id)) = after::<(NaiveDate, Uuid)>(cursor)? {
            let earlier = sql.text(" AND (day < ").bind(day).text(" OR (day = ").bind(day);
            sql = earlier.text(" AND id < ").bind(id).text("))");
        }
        let sql = sql.text(" ORDER BY day DESC, id DESC").page(PAGE);
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        let page = Page::of(rows, PAGE, |row| (row.day, row.id));
        page.try_map(|row| row.open(&self.keys, scope.party(), kind))
    }

    /// Returns a paper of a party.
    pub async fn group_paper(
        &self,
        scope: &PartyScope,
        kind: GroupPaper,
        id: Uuid,
    ) -> Result<Option<PaperRow>, StoreError> {
        let sql = papers(scope.party(), kind).text(" AND id = ").bind(id);
        let row: Option<Row> = sql.one(&self.pools.read).await?;
        row.map(|row| row.open(&self.keys, scope.party(), kind)).transpose()
    }
}

impl Tx {
    /// Makes the working group of the party.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the party has one already.
    pub async fn add_working_group(&mut self, new: &NewGroup) -> Result<(), StoreError> {
        Sql::new("INSERT INTO working_group (id, party_id, name, version, content, changed_by, changed_at) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.name.as_str().into(),
                1_i64.into(),
                new.content.as_str().into(),
                new.by.uuid().into(),
                new.at.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Sql::new("INSERT INTO working_group_party (group_id, party_id) VALUES (")
            .bind_list([new.id.uuid().into(), self.party_text().into()])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Locks the working group until the transaction ends, so that whoever else locks it waits, and returns its version; `None`
    /// when the party has no such group.
    pub async fn lock_working_group(
        &mut self,
        id: WorkingGroupId,
    ) -> Result<Option<i64>, StoreError> {
        let sql = Sql::new("SELECT g.version FROM working_group g JOIN working_group_party p ON p.group_id = g.id WHERE g.id = ")
            .bind(id.uuid())
            .text(" AND p.party_id = ")
            .bind(self.party_text());
        let row: Option<Locked> =
            self.locking(sql, " FOR UPDATE OF g").one(&self.transaction).await?;
        Ok(row.map(|row| row.version))
    }

    /// Changes the working group that was read at a version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else was first.
    pub async fn change_working_group(
        &mut self,
        changed: &NewGroup,
        version: i64,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE working_group SET version = version + 1, name = ")
            .bind(changed.name.as_str())
            .text(", content = ")
            .bind(changed.content.as_str())
            .text(", changed_by = ")
            .bind(changed.by.uuid())
            .text(", changed_at = ")
            .bind(changed.at.micros())
            .text(" WHERE id = ")
            .bind(changed.id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND version = ")
            .bind(version);
        one_row(sql.execute(&self.transaction).await?)
    }

    /// Keeps a new paper, at version 1.
    pub async fn add_group_paper(
        &mut self,
        kind: GroupPaper,
        new: &NewPaper,
    ) -> Result<(), StoreError> {
        let content = self.seal_paper(kind, new.id, &new.content)?;
        Sql::new("INSERT INTO ")
            .text(kind.table())
            .text(" (id, party_id, group_id, day, state, version, content) VALUES (")
            .bind_list([
                new.id.into(),
                self.party_text().into(),
                new.group.uuid().into(),
                new.day.into(),
                new.state.into(),
                1_i64.into(),
                content.into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Keeps what a paper became.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not at this version any more.
    pub async fn change_group_paper(
        &mut self,
        kind: GroupPaper,
        changed: &ChangedPaper,
    ) -> Result<(), StoreError> {
        let content = self.seal_paper(kind, changed.id, &changed.content)?;
        let sql = Sql::new("UPDATE ")
            .text(kind.table())
            .text(" SET version = version + 1, day = ")
            .bind(changed.day)
            .text(", state = ")
            .bind(changed.state)
            .text(", content = ")
            .bind(content)
            .text(" WHERE id = ")
            .bind(changed.id)
            .text(" AND party_id = ")
            .bind(self.party_text())
            .text(" AND version = ")
            .bind(changed.version);
        one_row(sql.execute(&self.transaction).await?)
    }

    fn seal_paper(
        &self,
        kind: GroupPaper,
        id: Uuid,
        text: &Redacted<String>,
    ) -> Result<Vec<u8>, StoreError> {
        self.keys.seal(&place(self.party(), kind, id), text.reveal())
    }
}

fn papers(party: &PartyId, kind: GroupPaper) -> Sql {
    Sql::new("SELECT id, day, version, content FROM ")
        .text(kind.table())
        .text(" WHERE party_id = ")
        .bind(party.as_str())
}

fn place(party: &PartyId, kind: GroupPaper, id: Uuid) -> Place<'_> {
    Place { table: kind.table(), column: "content", party, row: id.to_string() }
}

impl Row {
    fn open(
        self,
        keys: &Keyring,
        party: &PartyId,
        kind: GroupPaper,
    ) -> Result<PaperRow, StoreError> {
        let content = keys.open(&place(party, kind, self.id), &self.content)?;
        Ok(PaperRow { id: self.id, day: self.day, version: self.version, content })
    }
}
