//! The log of processing of personal data: one row per action, with the pseudonyms of all persons it was about.

use crate::helpers::{create, drop, index, refers};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, integer, text, uuid};

/// Makes and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![index("processing_log", &["party_id", "at", "id"])];
        create(manager, vec![processing_log()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["processing_log"]).await
    }
}

fn processing_log() -> TableCreateStatement {
    Table::create()
        .table("processing_log")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(big_integer("at"))
        .col(big_integer("until"))
        .col(text("activity"))
        .col(text("trace"))
        .col(text("span"))
        .col(text("status"))
        .col(blob("subjects"))
        .col(integer("key_epoch"))
        .check(Expr::cust("length(trace) = 32 AND length(span) = 16 AND length(subjects) % 16 = 0"))
        .check(Expr::cust("status IN ('Unset', 'Ok', 'Error')"))
        .foreign_key(&mut refers("processing_log", "party_id", "party"))
        .to_owned()
}
