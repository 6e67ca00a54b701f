//! What an office needs around its files: input that is kept, views, replacement, interests that conflict, documents, and
//! access that ends by itself.

use crate::helpers::{create, drop, index, primary_key, refers, refers_within_party, run};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary_len, blob, date, text, uuid,
};

/// Access in an emergency ends at a moment; a member stays.
/// The few who take over from somebody are looked up in every round of the worker.
const MEMBERS: [&str; 3] = [
    "ALTER TABLE case_member ADD COLUMN kind TEXT NOT NULL DEFAULT 'lid'",
    "ALTER TABLE case_member ADD COLUMN until BIGINT NULL",
    "CREATE INDEX case_member_substitutes ON case_member (party_id, account_id, case_id) WHERE kind = 'vervanger'",
];
const MEMBERS_BACK: [&str; 3] = [
    "DROP INDEX case_member_substitutes",
    "ALTER TABLE case_member DROP COLUMN until",
    "ALTER TABLE case_member DROP COLUMN kind",
];

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![kept_input(), saved_view(), substitution(), conflict(), document()];
        let indexes = vec![
            index("saved_view", &["account_id", "name"]).unique().to_owned(),
            index("substitution", &["party_id", "until_on"]),
            index("substitution", &["substitute_id", "until_on"]),
            index("document", &["case_id", "party_id", "at"]),
        ];
        create(manager, tables, indexes).await?;
        run(manager, &MEMBERS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &MEMBERS_BACK).await?;
        let tables = ["document", "case_conflict", "substitution", "saved_view", "kept_input"];
        drop(manager, &tables).await
    }
}

/// What somebody filled in and did not send yet, by form.
fn kept_input() -> TableCreateStatement {
    Table::create()
        .table("kept_input")
        .col(uuid("account_id"))
        .col(text("form"))
        .col(text("party_id"))
        .col(blob("content"))
        .col(big_integer("at"))
        .primary_key(&mut primary_key(&["account_id", "form"]))
        .foreign_key(&mut refers_within_party("kept_input", "account_id", "account"))
        .to_owned()
}

fn saved_view() -> TableCreateStatement {
    Table::create()
        .table("saved_view")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("account_id"))
        .col(text("name"))
        .col(text("filter"))
        .col(big_integer("created_at"))
        .foreign_key(&mut refers_within_party("saved_view", "account_id", "account"))
        .to_owned()
}

/// Who takes over from whom, and when.
fn substitution() -> TableCreateStatement {
    Table::create()
        .table("substitution")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("account_id"))
        .col(uuid("substitute_id"))
        .col(date("from_on"))
        .col(date("until_on"))
        .col(text("reason"))
        .col(uuid("created_by"))
        .col(big_integer("created_at"))
        // Ended before its last day.
        .col(big_integer_null("ended_at"))
        .check(Expr::cust("from_on <= until_on"))
        .check(Expr::cust("account_id <> substitute_id"))
        .foreign_key(&mut refers_within_party("substitution", "account_id", "account"))
        .foreign_key(&mut refers_within_party("substitution", "substitute_id", "account"))
        .to_owned()
}

/// Who may not be on a file because of an interest of their own.
fn conflict() -> TableCreateStatement {
    Table::create()
        .table("case_conflict")
        .col(uuid("case_id"))
        .col(uuid("account_id"))
        .col(text("party_id"))
        .col(text("reason"))
        .col(uuid("declared_by"))
        .col(big_integer("at"))
        .primary_key(&mut primary_key(&["case_id", "account_id"]))
        .foreign_key(&mut refers("case_conflict", "case_id", "case_file"))
        .foreign_key(&mut refers_within_party("case_conflict", "account_id", "account"))
        .to_owned()
}

fn document() -> TableCreateStatement {
    Table::create()
        .table("document")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(text("media_type"))
        .col(big_integer("size"))
        .col(binary_len("sha256", 32))
        .col(uuid("added_by"))
        .col(big_integer("at"))
        .col(blob("name"))
        .col(blob("content"))
        .check(Expr::cust("size > 0"))
        .foreign_key(&mut refers("document", "case_id", "case_file"))
        .foreign_key(&mut refers_within_party("document", "added_by", "account"))
        .to_owned()
}
