//! What is still to be done: duties of people, effects for the worker, reminders, repeated requests, and secrets.

use crate::helpers::{create, drop, index, primary_key, refers, refers_within_party, run};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, blob_null, date, integer, text, text_null, uuid, uuid_null,
};

/// The worker asks for what waits; what is done takes no room in this index.
const WAITING: &str = "CREATE INDEX outbox_waiting ON outbox (available_at, id) \
                       WHERE delivered_at IS NULL AND dead_at IS NULL";
const DEAD: &str = "CREATE INDEX outbox_dead ON outbox (party_id, id) WHERE dead_at IS NOT NULL";

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![task(), outbox(), reminder(), idempotency(), secret()];
        let indexes = vec![
            index("task", &["party_id", "done_at", "due_on", "id"]),
            index("task", &["party_id", "due_on", "id"]),
            index("task", &["case_id", "party_id", "done_at"]),
        ];
        create(manager, tables, indexes).await?;
        run(manager, &[WAITING, DEAD]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["secret", "idempotency", "reminder", "outbox", "task"]).await
    }
}

fn task() -> TableCreateStatement {
    Table::create()
        .table("task")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(text("kind"))
        .col(text("article"))
        .col(text("description"))
        .col(date("due_on"))
        .col(text_null("role"))
        .col(big_integer("created_at"))
        .col(big_integer_null("done_at"))
        .col(uuid_null("done_by"))
        .col(blob_null("note"))
        .check(Expr::cust("(done_at IS NULL) = (done_by IS NULL)"))
        .foreign_key(&mut refers("task", "case_id", "case_file"))
        .to_owned()
}

fn outbox() -> TableCreateStatement {
    Table::create()
        .table("outbox")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid_null("case_id"))
        .col(text("kind"))
        .col(blob("payload"))
        .col(big_integer("created_at"))
        .col(integer("attempts"))
        .col(big_integer("available_at"))
        .col(big_integer_null("claimed_until"))
        .col(big_integer_null("delivered_at"))
        .col(big_integer_null("dead_at"))
        .col(text_null("last_error"))
        .check(Expr::cust("delivered_at IS NULL OR dead_at IS NULL"))
        .foreign_key(&mut refers("outbox", "party_id", "party"))
        .foreign_key(&mut refers("outbox", "case_id", "case_file"))
        .to_owned()
}

fn reminder() -> TableCreateStatement {
    Table::create()
        .table("reminder")
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(text("due_kind"))
        .col(date("due_on"))
        .col(integer("days"))
        .primary_key(&mut primary_key(&["case_id", "due_kind", "due_on", "days", "party_id"]))
        .foreign_key(&mut refers("reminder", "case_id", "case_file"))
        .to_owned()
}

fn idempotency() -> TableCreateStatement {
    Table::create()
        .table("idempotency")
        .col(text("party_id"))
        .col(uuid("account_id"))
        .col(text("key"))
        .col(blob("request_digest"))
        .col(integer("status"))
        .col(text("response"))
        .col(big_integer("created_at"))
        .primary_key(&mut primary_key(&["party_id", "account_id", "key"]))
        .foreign_key(&mut refers_within_party("idempotency", "account_id", "account"))
        .to_owned()
}

fn secret() -> TableCreateStatement {
    Table::create()
        .table("secret")
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(uuid("subject_id"))
        .col(text("kind"))
        .col(blob("value"))
        .check(Expr::cust("kind IN ('bsn')"))
        .primary_key(&mut primary_key(&["case_id", "subject_id", "kind", "party_id"]))
        .foreign_key(&mut refers("secret", "case_id", "case_file"))
        .to_owned()
}
