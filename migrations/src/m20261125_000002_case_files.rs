//! The files: what lists show as columns, everything else as one closed value; events, members and deadlines beside them.

use crate::helpers::{create, drop, index, primary_key, refers, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, boolean, date, date_null, text, text_null, uuid, uuid_null,
};

const STATES: &str = "state IN ('intake', 'toepassingsbereik', 'vragenlijst-uit', 'herstel', 'compleet', 'onderzoek', \
                      'lbb-advies', 'beoordeeld', 'voornemen', 'besloten', 'bezwaar', 'beroep', 'gesloten')";
const CLOSED: &str = "(state = 'gesloten') = (closed_on IS NOT NULL)";
const DECIDED: &str = "state NOT IN ('besloten', 'bezwaar', 'beroep') OR decided_on IS NOT NULL";
const DUE: &str = "(due_on IS NULL) = (due_kind IS NULL)";

/// The few files whose date moves every day: the worker looks them all up.
const MOVING: &str = "CREATE INDEX case_file_moving ON case_file (id) WHERE due_provisional";

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![case_file(), case_event(), case_member(), deadline_history()];
        create(manager, tables, indexes()).await?;
        manager.get_connection().execute_unprepared(MOVING).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["deadline_history", "case_member", "case_event", "case_file"]).await
    }
}

fn case_file() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("case_file")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(text("reference"))
        .col(text("kind"))
        .col(text("procedure"))
        .col(text("state"))
        .col(text("title"))
        .col(uuid_null("main_subject"))
        .col(date("received_on"))
        .col(date_null("due_on"))
        .col(text_null("due_kind"))
        .col(boolean("due_provisional"))
        .col(date_null("decided_on"))
        .col(date_null("closed_on"))
        .col(text_null("outcome"))
        .col(uuid_null("linked_to"))
        .col(big_integer("version"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer_null("search_id"))
        .col(blob("content"))
        .foreign_key(&mut refers("case_file", "party_id", "party"))
        .foreign_key(&mut refers("case_file", "linked_to", "case_file"));
    for check in [STATES, CLOSED, DECIDED, DUE] {
        table.check(Expr::cust(check));
    }
    table
}

fn case_event() -> TableCreateStatement {
    Table::create()
        .table("case_event")
        .col(uuid("case_id"))
        .col(big_integer("seq"))
        .col(text("party_id"))
        .col(big_integer("at"))
        .col(uuid("actor"))
        .col(text("name"))
        .col(blob("content"))
        .primary_key(&mut primary_key(&["case_id", "seq"]))
        .foreign_key(&mut refers("case_event", "case_id", "case_file"))
        .to_owned()
}

/// The state and the date are copies: with them a list of one account's files is one range of one index.
fn case_member() -> TableCreateStatement {
    Table::create()
        .table("case_member")
        .col(uuid("account_id"))
        .col(uuid("case_id"))
        .col(text("party_id"))
        .col(text("state"))
        .col(date("due_on"))
        .col(big_integer("created_at"))
        .col(uuid("added_by"))
        .col(text("reason"))
        .primary_key(&mut primary_key(&["account_id", "case_id"]))
        .foreign_key(&mut refers_within_party("case_member", "account_id", "account"))
        .foreign_key(&mut refers("case_member", "case_id", "case_file"))
        .to_owned()
}

fn deadline_history() -> TableCreateStatement {
    Table::create()
        .table("deadline_history")
        .col(uuid("case_id"))
        .col(big_integer("seq"))
        .col(text("party_id"))
        .col(big_integer("at"))
        .col(date_null("due_on"))
        .col(text_null("due_kind"))
        .col(boolean("provisional"))
        .col(text("steps"))
        // A date can move overnight without an event.
        .primary_key(&mut primary_key(&["case_id", "seq", "at"]))
        .foreign_key(&mut refers("deadline_history", "case_id", "case_file"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("case_file", &["party_id", "reference"]).unique().to_owned(),
        index("case_file", &["party_id", "due_on", "id"]),
        index("case_file", &["due_on", "id"]),
        // Newest first needs the primary key only, and this one when it asks for a state.
        index("case_member", &["account_id", "state", "case_id"]),
        index("case_member", &["account_id", "due_on", "case_id"]),
        index("case_member", &["account_id", "state", "due_on", "case_id"]),
        index("case_member", &["case_id", "account_id"]),
    ]
}
