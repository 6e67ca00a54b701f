//! What stands beside a file: its events, and how its date moved.

use super::Due;
use super::entity::{case_event, deadline_history};
use super::read::member;
use super::row::{due, due_columns};
use crate::keys::Place;
use crate::sql::{Sql, moment};
use crate::{Keyring, Store, StoreError, Tx, Viewer};
use kernel::{AccountId, CaseId, Id, Moment, PartyId, Redacted};
use sea_orm::{EntityTrait, IntoActiveModel};

const EVENTS: &str = "case_event";
const DEADLINES: &str = "deadline_history";

/// Something that happened to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    /// The file.
    pub case: CaseId,
    /// Its place in the history of the file.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who did it.
    pub actor: AccountId,
    /// What it is called.
    pub name: String,
    /// What it says, as it was given; closed at rest.
    pub content: Redacted<String>,
}

/// A date that a file got, with how it was reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineEntry {
    /// The file.
    pub case: CaseId,
    /// The event that caused it.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// The date; `None` when nothing is due any more.
    pub due: Option<Due>,
    /// The steps of the reckoning, as JSON.
    pub steps: String,
}

impl Store {
    /// Lists the events of a file after one of them, oldest first, for who is on the file.
    pub async fn events(
        &self,
        viewer: &Viewer,
        case: CaseId,
        after_seq: i64,
        limit: u32,
    ) -> Result<Vec<CaseEvent>, StoreError> {
        let sql = beside(viewer, EVENTS, case)
            .text(" AND x.seq > ")
            .bind(after_seq)
            .text(" ORDER BY x.seq LIMIT ")
            .bind(i64::from(limit));
        let rows: Vec<case_event::Model> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| open_event(&self.keys, viewer.party(), row)).collect()
    }

    /// Lists the last events of a file, or the last before one of them, newest first, for who is on the file.
    pub async fn latest_events(
        &self,
        viewer: &Viewer,
        case: CaseId,
        before_seq: Option<i64>,
        limit: u32,
    ) -> Result<Vec<CaseEvent>, StoreError> {
        let sql = beside(viewer, EVENTS, case)
            .bind_some(" AND x.seq < ", before_seq)
            .text(" ORDER BY x.seq DESC LIMIT ");
        let rows: Vec<case_event::Model> = sql.bind(i64::from(limit)).all(&self.pools.read).await?;
        rows.into_iter().map(|row| open_event(&self.keys, viewer.party(), row)).collect()
    }

    /// Lists the dates a file had, oldest first, for who is on the file.
    pub async fn deadline_history(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Vec<DeadlineEntry>, StoreError> {
        let sql = beside(viewer, DEADLINES, case).text(" ORDER BY x.seq, x.at");
        let rows: Vec<deadline_history::Model> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }
}

impl Tx {
    /// Adds events to the history of files.
    pub async fn append_events(&mut self, events: &[CaseEvent]) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        let rows = events
            .iter()
            .map(|event| Ok(self.event_model(event)?.into_active_model()))
            .collect::<Result<Vec<_>, StoreError>>()?;
        case_event::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// Adds a date to the history of a file.
    pub async fn add_deadline(&mut self, entry: &DeadlineEntry) -> Result<(), StoreError> {
        let (due_on, due_kind, provisional) = due_columns(entry.due.clone());
        let row = deadline_history::Model {
            case_id: entry.case.uuid(),
            seq: entry.seq,
            party_id: self.party_text(),
            at: entry.at.micros(),
            due_on,
            due_kind,
            provisional,
            steps: entry.steps.clone(),
        };
        deadline_history::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(())
    }

    fn event_model(&self, event: &CaseEvent) -> Result<case_event::Model, StoreError> {
        let place = event_place(self.party(), event.case, event.seq);
        Ok(case_event::Model {
            case_id: event.case.uuid(),
            seq: event.seq,
            party_id: self.party_text(),
            at: event.at.micros(),
            actor: event.actor.uuid(),
            name: event.name.clone(),
            content: self.keys.seal(&place, event.content.reveal())?,
        })
    }
}

/// Begins a query of rows beside a file, for who is on the file.
fn beside(viewer: &Viewer, table: &str, case: CaseId) -> Sql {
    let sql = Sql::new("SELECT x.* FROM ")
        .text(table)
        .text(" x WHERE x.case_id = ")
        .bind(case.uuid())
        .text(" AND x.party_id = ")
        .bind(viewer.party().as_str());
    member(sql, viewer, "x.case_id")
}

fn event_place(party: &PartyId, case: CaseId, seq: i64) -> Place<'_> {
    Place { table: EVENTS, column: "content", party, row: format!("{case}/{seq}") }
}

fn open_event(
    keys: &Keyring,
    party: &PartyId,
    row: case_event::Model,
) -> Result<CaseEvent, StoreError> {
    let case = CaseId::from_uuid(row.case_id);
    Ok(CaseEvent {
        case,
        seq: row.seq,
        at: moment(EVENTS, "at", row.at)?,
        actor: AccountId::from_uuid(row.actor),
        name: row.name,
        content: keys.open(&event_place(party, case, row.seq), &row.content)?,
    })
}

impl TryFrom<deadline_history::Model> for DeadlineEntry {
    type Error = StoreError;

    fn try_from(row: deadline_history::Model) -> Result<Self, StoreError> {
        Ok(Self {
            case: CaseId::from_uuid(row.case_id),
            seq: row.seq,
            at: moment(DEADLINES, "at", row.at)?,
            due: due(row.due_on, row.due_kind, row.provisional),
            steps: row.steps,
        })
    }
}
