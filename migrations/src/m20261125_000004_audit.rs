//! The audit trail: a chain of hashes per party that the database itself refuses to change.

use crate::helpers::{create, drop, index, primary_key, refers, run_on};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary_len, text, text_null, uuid_null};

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
];
const POSTGRES: [&str; 4] = [
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
];

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![index("audit", &["party_id", "subject", "seq"])];
        create(manager, vec![audit(), audit_head()], indexes).await?;
        run_on(manager, &SQLITE, &POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["audit_head", "audit"]).await?;
        run_on(manager, &[], &["DROP FUNCTION audit_refuse()"]).await
    }
}

fn audit() -> TableCreateStatement {
    Table::create()
        .table("audit")
        .col(text("party_id"))
        .col(big_integer("seq"))
        .col(big_integer("at"))
        .col(uuid_null("actor"))
        .col(text("actor_name"))
        .col(text("role"))
        .col(text("action"))
        .col(text("subject"))
        .col(text_null("reason"))
        .col(binary_len("digest", 32))
        .col(binary_len("previous", 32))
        .col(binary_len("hash", 32))
        .check(Expr::cust("length(digest) = 32 AND length(previous) = 32 AND length(hash) = 32"))
        .primary_key(&mut primary_key(&["party_id", "seq"]))
        .foreign_key(&mut refers("audit", "party_id", "party"))
        .to_owned()
}

fn audit_head() -> TableCreateStatement {
    Table::create()
        .table("audit_head")
        .col(text("party_id").primary_key())
        .col(big_integer("seq"))
        .col(binary_len("hash", 32))
        .foreign_key(&mut refers("audit_head", "party_id", "party"))
        .to_owned()
}
