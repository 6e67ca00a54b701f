//! Hearings: when and where somebody may give their views by word of mouth (Awb 4:9; art. 33 Wet Bibob).

use crate::helpers::{create, drop, index, refers, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, boolean, integer, text, uuid};

/// Makes and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![hearing()], vec![index("hearing", &["party_id", "case_id"])]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["hearing"]).await
    }
}

/// A hearing. When, where and who is invited is closed at rest; the version is also the number of its changes in a calendar.
fn hearing() -> TableCreateStatement {
    Table::create()
        .table("hearing")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(uuid("subject_id"))
        .col(integer("version"))
        .col(binary("content"))
        .col(boolean("cancelled"))
        .col(uuid("changed_by"))
        .col(big_integer("changed_at"))
        .foreign_key(&mut refers("hearing", "case_id", "case_file"))
        .foreign_key(&mut refers_within_party("hearing", "changed_by", "account"))
        .to_owned()
}
