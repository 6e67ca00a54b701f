//! What guards who may know a file: every access in an emergency with the duty to look at it, documents with criminal data, and
//! references that are found whatever their case.

use crate::helpers::{create, drop, index, refers, refers_within_party, run};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text, uuid};

/// Nobody said of a document from before what is in it, so that it is kept from who has no right to criminal data.
const UP: [&str; 2] = [
    "ALTER TABLE document ADD COLUMN criminal BOOLEAN NOT NULL DEFAULT TRUE",
    "CREATE INDEX case_file_folded_reference ON case_file (party_id, LOWER(reference))",
];
const BACK: [&str; 2] =
    ["DROP INDEX case_file_folded_reference", "ALTER TABLE document DROP COLUMN criminal"];

/// Makes and drops the table, the column and the index.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![index("emergency_access", &["party_id", "at"])];
        create(manager, vec![emergency_access()], indexes).await?;
        run(manager, &UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &BACK).await?;
        drop(manager, &["emergency_access"]).await
    }
}

/// The access itself ends with its row among the members; that it was taken stays here.
fn emergency_access() -> TableCreateStatement {
    Table::create()
        .table("emergency_access")
        .col(uuid("task_id").primary_key())
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(uuid("account_id"))
        .col(text("reason"))
        .col(big_integer("at"))
        .col(big_integer("until"))
        .foreign_key(&mut refers("emergency_access", "task_id", "task"))
        .foreign_key(&mut refers("emergency_access", "case_id", "case_file"))
        .foreign_key(&mut refers_within_party("emergency_access", "account_id", "account"))
        .to_owned()
}
