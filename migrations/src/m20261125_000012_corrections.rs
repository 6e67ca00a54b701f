//! Documents beside a questionnaire that somebody is asked to put right, and questionnaires that are open for that alone.

use crate::helpers::{create, drop, index, refers};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, boolean, text, uuid, uuid_null,
};

/// Makes and drops the table and the column.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let limited = boolean("limited").default(false).to_owned();
        let table = Table::alter().table("intake").add_column(limited).to_owned();
        manager.alter_table(table).await?;
        let indexes = vec![index("intake_correction", &["intake_id", "asked_at"])];
        create(manager, vec![correction()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["intake_correction"]).await?;
        let table = Table::alter().table("intake").drop_column("limited").to_owned();
        manager.alter_table(table).await
    }
}

/// A document to put right.
fn correction() -> TableCreateStatement {
    Table::create()
        .table("intake_correction")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("intake_id"))
        .col(uuid("asked_by"))
        .col(big_integer("asked_at"))
        // Whether it goes with a request to complete (Awb 4:5).
        .col(boolean("formal"))
        // When the person was told; one that goes with a request to complete waits for it.
        .col(big_integer_null("requested_at"))
        .col(big_integer_null("solved_at"))
        .col(uuid_null("solved_by"))
        .col(blob("content"))
        .foreign_key(&mut refers("intake_correction", "intake_id", "intake"))
        .to_owned()
}
