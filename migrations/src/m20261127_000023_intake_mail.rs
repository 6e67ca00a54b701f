//! The mail with the link to a questionnaire, so that who handles the file sees what became of it.

use sea_orm_migration::prelude::*;

/// Adds and drops the column.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // An effect goes once it is delivered and no longer remembered, so this refers to nothing.
        let mail = ColumnDef::new("link_mail").uuid().to_owned();
        manager.alter_table(Table::alter().table("intake").add_column(mail).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table("intake").drop_column("link_mail").to_owned())
            .await
    }
}
