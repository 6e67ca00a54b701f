//! The persons and organisations on the files of a party, to be found again: a closed profile of each, the keyed hashes under
//! which it is looked up, and what people decided about two of them.

use crate::helpers::{create, drop, index, primary_key, refers, refers_within_party, run, run_on};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, text, uuid};

/// With which rules and keys the persons on a file can be found; none as long as that is still to be done.
const UP: [&str; 2] = [
    "ALTER TABLE case_file ADD COLUMN known_version BIGINT",
    "CREATE INDEX case_file_unknown ON case_file (id) WHERE known_version IS NULL",
];
const BACK: [&str; 2] =
    ["DROP INDEX case_file_unknown", "ALTER TABLE case_file DROP COLUMN known_version"];

/// The keys are read as ranges of the primary key and nothing else, so that the table is that index where a back end can. The file
/// stands in it too: whose files are looked in is asked of every key, and needs no other table then.
const KEYS: &str = "CREATE TABLE known_key (party_id TEXT NOT NULL, hash BIGINT NOT NULL, subject_id %id% NOT NULL, case_id %id% NOT NULL, \
     CONSTRAINT known_key_pk PRIMARY KEY (party_id, hash, subject_id)%beside%, \
     CONSTRAINT known_key_subject_id_fk FOREIGN KEY (subject_id) REFERENCES known_subject (id) ON DELETE CASCADE)";
const KEYS_OF_SUBJECT: &str = "CREATE INDEX known_key_subject_id ON known_key (subject_id)";

/// Makes and drops the tables and the column.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let known = vec![
            index("known_subject", &["case_id"]),
            index("known_subject", &["party_id", "id"]).unique().to_owned(),
        ];
        create(manager, vec![known_subject()], known).await?;
        let links = vec![index("subject_link", &["high_id"])];
        create(manager, vec![subject_link()], links).await?;
        let sqlite = KEYS.replace("%id%", "uuid_text").replace("%beside%", "") + " WITHOUT ROWID";
        let postgres = KEYS.replace("%id%", "uuid").replace("%beside%", " INCLUDE (case_id)");
        run_on(manager, &[&sqlite, KEYS_OF_SUBJECT], &[&postgres, KEYS_OF_SUBJECT]).await?;
        run(manager, &UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &BACK).await?;
        drop(manager, &["known_key", "subject_link", "known_subject"]).await
    }
}

/// Somebody on a file, with what is compared; it goes with the file.
fn known_subject() -> TableCreateStatement {
    Table::create()
        .table("known_subject")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(binary("profile"))
        .foreign_key(&mut refers("known_subject", "party_id", "party"))
        .foreign_key(
            refers("known_subject", "case_id", "case_file").on_delete(ForeignKeyAction::Cascade),
        )
        .to_owned()
}

/// What somebody decided about two of them, in the order of their ids; it goes with either of them.
fn subject_link() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("subject_link")
        .col(text("party_id"))
        .col(uuid("low_id"))
        .col(uuid("high_id"))
        .col(text("state").check(Expr::cust("state IN ('bevestigd', 'verworpen')")))
        .col(big_integer("version"))
        .col(uuid("decided_by"))
        .col(big_integer("decided_at"))
        .col(binary("content"))
        .check(Expr::cust("low_id < high_id"))
        .primary_key(&mut primary_key(&["low_id", "high_id"]))
        .foreign_key(&mut refers_within_party("subject_link", "decided_by", "account"));
    for column in ["low_id", "high_id"] {
        let mut known = refers_within_party("subject_link", column, "known_subject");
        table.foreign_key(known.on_delete(ForeignKeyAction::Cascade));
    }
    table.clone()
}
