//! Letters of files, from draft to sent, and the letterhead of a party.

use crate::helpers::{create, drop, index, refers, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_len_null, binary_null, boolean, date_null,
    integer, text, text_null, uuid, uuid_null,
};

/// Makes and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            index("letter", &["party_id", "case_id", "written_at"]),
            index("letter", &["party_id", "status"]),
        ];
        create(manager, vec![letter(), letterhead()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["letterhead", "letter"]).await
    }
}

/// How a party can be reached, as it stands on its letters: one row for each party.
fn letterhead() -> TableCreateStatement {
    Table::create()
        .table("letterhead")
        .col(text("party_id").primary_key())
        .col(text("content"))
        .col(uuid("changed_by"))
        .col(big_integer("changed_at"))
        .foreign_key(&mut refers("letterhead", "party_id", "party"))
        .foreign_key(&mut refers_within_party("letterhead", "changed_by", "account"))
        .to_owned()
}

/// A letter. Who wrote it never approves it; what is final has its bytes among the documents of the file, with their digest.
fn letter() -> TableCreateStatement {
    let two_persons = Expr::col("approved_by").ne(Expr::col("written_by"));
    let status = Expr::cust(
        "CASE status WHEN 'concept' THEN document_id IS NULL AND offered_by IS NULL \
         WHEN 'voorgelegd' THEN document_id IS NULL AND offered_by IS NOT NULL \
         WHEN 'definitief' THEN document_id IS NOT NULL AND approved_by IS NOT NULL AND way IS NULL \
         WHEN 'printlijst' THEN document_id IS NOT NULL AND approved_by IS NOT NULL AND way = 'post' AND sent_on IS NULL \
         WHEN 'verzonden' THEN document_id IS NOT NULL AND approved_by IS NOT NULL AND way IS NOT NULL AND sent_on IS NOT NULL \
         WHEN 'vervallen' THEN sent_on IS NULL ELSE FALSE END",
    );
    let way = Expr::cust("way IS NULL OR way IN ('post', 'mailbericht', 'portaal', 'uitgereikt')");
    Table::create()
        .table("letter")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(text("kind"))
        .col(uuid_null("subject_id"))
        .col(boolean("criminal"))
        .col(text("status").check(status))
        .col(integer("version"))
        .col(binary("elements"))
        .col(binary_null("earlier"))
        .col(binary_null("remark"))
        .col(uuid("written_by"))
        .col(big_integer("written_at"))
        .col(uuid_null("offered_by"))
        .col(big_integer_null("offered_at"))
        .col(uuid_null("approved_by").check(two_persons))
        .col(big_integer_null("approved_at"))
        .col(uuid_null("document_id"))
        .col(binary_len_null("sha256", 32))
        .col(text_null("way").check(way))
        .col(uuid_null("sent_by"))
        .col(date_null("sent_on"))
        .col(uuid_null("effect_id"))
        .col(binary_null("proof"))
        .foreign_key(&mut refers("letter", "case_id", "case_file"))
        .foreign_key(&mut refers_within_party("letter", "written_by", "account"))
        .foreign_key(&mut refers_within_party("letter", "offered_by", "account"))
        .foreign_key(&mut refers_within_party("letter", "approved_by", "account"))
        .foreign_key(&mut refers_within_party("letter", "sent_by", "account"))
        .to_owned()
}
