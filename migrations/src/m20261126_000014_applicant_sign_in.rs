//! Who signed in at a provider to fill in a questionnaire.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::blob_null;

/// Makes and drops the column.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let identity = blob_null("identity");
        let table = Table::alter().table("intake").add_column(identity).to_owned();
        manager.alter_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::alter().table("intake").drop_column("identity").to_owned();
        manager.alter_table(table).await
    }
}
