//! Reminders of meetings: each member is reminded of a meeting once.

use super::{GroupPaper, GroupRow, PaperRow, Row, papers};
use crate::party::party_id;
use crate::sql::{Sql, touched};
use crate::{PartyScope, Store, StoreError, Tx};
use chrono::NaiveDate;
use kernel::{AccountId, Id, MeetingId, PartyId, WorkingGroupId};
use sea_orm::FromQueryResult;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const KIND: GroupPaper = GroupPaper::Meeting;

/// A meeting on a day that is near, with who was reminded of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMeeting {
    /// The meeting.
    pub paper: PaperRow,
    /// The accounts to which a reminder went.
    pub reminded: BTreeSet<AccountId>,
}

/// A reminder of a meeting to one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingReminder {
    /// The meeting.
    pub meeting: MeetingId,
    /// The version of the meeting that was read.
    pub version: i64,
    /// To whom.
    pub account: AccountId,
    /// On which day.
    pub on: NaiveDate,
}

#[derive(FromQueryResult)]
struct PartyGroup {
    party_id: String,
    id: Uuid,
    version: i64,
    content: String,
}

#[derive(FromQueryResult)]
struct Reminded {
    meeting_id: Uuid,
    account_id: Uuid,
}

impl Store {
    /// Lists the working group of every party that has one. For the worker.
    pub async fn working_groups(&self) -> Result<Vec<(PartyId, GroupRow)>, StoreError> {
        let sql = Sql::new(
            "SELECT p.party_id, g.id, g.version, g.content FROM working_group g JOIN working_group_party p ON p.group_id = g.id ORDER BY p.party_id",
        );
        let rows: Vec<PartyGroup> = sql.all(&self.pools.read).await?;
        let group = |row: PartyGroup| {
            let party = party_id("working_group_party", &row.party_id)?;
            let id = WorkingGroupId::from_uuid(row.id);
            Ok((party, GroupRow { id, version: row.version, content: row.content }))
        };
        rows.into_iter().map(group).collect()
    }

    /// Lists the meetings of a party between two days, the first day first. For the worker.
    pub async fn near_meetings(
        &self,
        scope: &PartyScope,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<NearMeeting>, StoreError> {
        let sql = papers(scope.party(), KIND).text(" AND day >= ").bind(from);
        let sql = sql.text(" AND day <= ").bind(until).text(" ORDER BY day, id");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        let mut reminded = self.reminded_of(&rows).await?;
        let near = |row: Row| {
            let reminded = reminded.remove(&row.id).unwrap_or_default();
            Ok(NearMeeting { paper: row.open(&self.keys, scope.party(), KIND)?, reminded })
        };
        rows.into_iter().map(near).collect()
    }

    async fn reminded_of(
        &self,
        rows: &[Row],
    ) -> Result<BTreeMap<Uuid, BTreeSet<AccountId>>, StoreError> {
        let mut reminded = BTreeMap::<_, BTreeSet<AccountId>>::new();
        if rows.is_empty() {
            return Ok(reminded);
        }
        let sql =
            Sql::new("SELECT meeting_id, account_id FROM meeting_reminder WHERE meeting_id IN (")
                .bind_list(rows.iter().map(|row| row.id.into()))
                .text(")");
        for row in sql.all::<Reminded>(&self.pools.read).await? {
            reminded
                .entry(row.meeting_id)
                .or_default()
                .insert(AccountId::from_uuid(row.account_id));
        }
        Ok(reminded)
    }
}

impl Tx {
    /// Notes a reminder; returns whether it is new, and the meeting still what was read, so that it has to go out.
    pub async fn remember_meeting_reminder(
        &mut self,
        reminder: &MeetingReminder,
    ) -> Result<bool, StoreError> {
        let rows = Sql::new(
            "INSERT INTO meeting_reminder (party_id, meeting_id, account_id, sent_on) SELECT party_id, id, ",
        )
        .bind_list([reminder.account.uuid().into(), reminder.on.into()])
        .text(" FROM meeting WHERE id = ")
        .bind(reminder.meeting.uuid())
        .text(" AND party_id = ")
        .bind(self.party_text())
        .text(" AND version = ")
        .bind(reminder.version)
        .text(" ON CONFLICT (meeting_id, account_id) DO NOTHING")
        .execute(&self.transaction)
        .await?;
        Ok(touched(rows))
    }
}
