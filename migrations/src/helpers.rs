//! What several migrations write alike.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Makes tables and their indexes.
pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}

/// Drops tables, in the order given.
pub(crate) async fn drop(
    manager: &SchemaManager<'_>,
    tables: &[&'static str],
) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}

/// Describes an index; its name is the table and the columns.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().table(table).to_owned();
    index.name(format!("{table}_{}", columns.join("_")));
    for column in columns {
        index.col(*column);
    }
    index
}

/// Describes the key of a table of several columns.
pub(crate) fn primary_key(columns: &[&'static str]) -> IndexCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(*column);
    }
    key
}

/// Describes a reference to the key of another table.
pub(crate) fn refers(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("{table}_{column}_fk")).from(table, column).to(to, "id");
    key
}

/// Describes a reference to a row of the same party; the other table has a unique index on both columns.
pub(crate) fn refers_within_party(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("{table}_{column}_fk")).from_tbl(table).to_tbl(to);
    key.from_col("party_id").from_col(column).to_col("party_id").to_col("id");
    key
}

/// Runs statements of one back end.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Runs the statements for the back end at hand.
pub(crate) async fn run_on(
    manager: &SchemaManager<'_>,
    sqlite: &[&str],
    postgres: &[&str],
) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DbBackend::Sqlite => run(manager, sqlite).await,
        _ => run(manager, postgres).await,
    }
}
