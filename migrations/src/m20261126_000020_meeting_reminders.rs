//! Reminders of meetings that went out: one for a member and a meeting.

use crate::helpers::{create, drop, primary_key, refers, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, text, uuid};

/// Makes and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![meeting_reminder()], Vec::new()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["meeting_reminder"]).await
    }
}

fn meeting_reminder() -> TableCreateStatement {
    Table::create()
        .table("meeting_reminder")
        .col(text("party_id"))
        .col(uuid("meeting_id"))
        .col(uuid("account_id"))
        .col(date("sent_on"))
        .primary_key(&mut primary_key(&["meeting_id", "account_id"]))
        .foreign_key(&mut refers("meeting_reminder", "meeting_id", "meeting"))
        .foreign_key(&mut refers_within_party("meeting_reminder", "account_id", "account"))
        .to_owned()
}
