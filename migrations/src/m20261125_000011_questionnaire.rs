//! Questionnaires that are filled in on paper or in the portal: the form as it was sent, the answers so far, what was handed in,
//! the files beside it, and the sessions of who fills it in.

use crate::helpers::{create, drop, index, primary_key, refers};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary_len, binary_len_null, blob, blob_null, date, integer,
    text, uuid, uuid_null,
};

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![form(), intake(), version(), file(), chunk(), session()];
        let indexes = vec![
            index("intake", &["number"]).unique().to_owned(),
            index("intake", &["case_id", "subject_id"]).unique().to_owned(),
            index("intake", &["link_hash"]).unique().to_owned(),
            index("intake_file", &["intake_id", "at"]),
            index("intake_session", &["intake_id"]),
        ];
        create(manager, tables, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "intake_session",
            "intake_chunk",
            "intake_file",
            "intake_version",
            "intake",
            "questionnaire_form",
        ];
        drop(manager, &tables).await
    }
}

/// A composed form, once for everybody who was sent the same.
fn form() -> TableCreateStatement {
    Table::create()
        .table("questionnaire_form")
        .col(binary_len("sha256", 32).primary_key())
        .col(text("content"))
        .to_owned()
}

/// The questionnaire of one person on a file.
fn intake() -> TableCreateStatement {
    Table::create()
        .table("intake")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(uuid("subject_id"))
        .col(text("number"))
        .col(binary_len("form_sha256", 32))
        .col(text("state"))
        .col(date("until_on"))
        .col(uuid("created_by"))
        .col(big_integer("created_at"))
        .col(binary_len_null("link_hash", 32))
        .col(binary_len("code_hash", 32))
        .col(blob_null("code"))
        .col(binary_len_null("return_hash", 32))
        .col(integer("failed").default(0))
        .col(big_integer_null("locked_until"))
        .col(big_integer_null("entered_at"))
        .col(big_integer_null("submitted_at"))
        .col(big_integer("version").default(1))
        .col(blob("answers"))
        .check(Expr::cust("state IN ('uitgenodigd', 'bezig', 'ingediend', 'herstel', 'gesloten')"))
        .foreign_key(&mut refers("intake", "case_id", "case_file"))
        .to_owned()
}

/// What was handed in: it never changes.
fn version() -> TableCreateStatement {
    Table::create()
        .table("intake_version")
        .col(uuid("intake_id"))
        .col(big_integer("number"))
        .col(text("party_id"))
        .col(uuid_null("entered_by"))
        .col(big_integer("at"))
        .col(binary_len("sha256", 32))
        .col(blob("answers"))
        .primary_key(&mut primary_key(&["intake_id", "number"]))
        .foreign_key(&mut refers("intake_version", "intake_id", "intake"))
        .to_owned()
}

/// A file beside the answers. It counts once all of it is there.
fn file() -> TableCreateStatement {
    Table::create()
        .table("intake_file")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("intake_id"))
        .col(text("media_type"))
        .col(big_integer("size"))
        .col(binary_len_null("sha256", 32))
        .col(big_integer("at"))
        .col(big_integer_null("complete_at"))
        .col(blob("name"))
        .foreign_key(&mut refers("intake_file", "intake_id", "intake"))
        .to_owned()
}

/// A part of a file, closed by itself, so that a large file is never whole in memory.
fn chunk() -> TableCreateStatement {
    Table::create()
        .table("intake_chunk")
        .col(uuid("file_id"))
        .col(text("party_id"))
        .col(big_integer("number"))
        .col(blob("content"))
        .primary_key(&mut primary_key(&["file_id", "number"]))
        .foreign_key(&mut refers("intake_chunk", "file_id", "intake_file"))
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("intake_session")
        .col(binary_len("secret_hash", 32).primary_key())
        .col(text("party_id"))
        .col(uuid("intake_id"))
        // The account that fills in a paper form.
        .col(uuid_null("entered_by"))
        .col(big_integer("created_at"))
        .col(big_integer("seen_at"))
        .col(big_integer("ends_at"))
        .foreign_key(&mut refers("intake_session", "intake_id", "intake"))
        .to_owned()
}
