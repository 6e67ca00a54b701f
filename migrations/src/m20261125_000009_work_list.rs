//! What a work list shows and filters on, beside each member: a page of it is one range of one index, whatever the filter.

use crate::helpers::{index, run};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, date_null, integer, text};

/// The copies for files that are there already.
const COPIES: &str = "UPDATE case_member SET \
     case_kind = (SELECT c.kind FROM case_file c WHERE c.id = case_member.case_id), \
     section = (SELECT CASE WHEN c.state IN ('besloten', 'gesloten') THEN 3 WHEN c.due_on IS NULL THEN 2 \
                WHEN c.due_provisional THEN 1 ELSE 0 END FROM case_file c WHERE c.id = case_member.case_id), \
     binding = (SELECT COALESCE(c.due_kind IN ('beslistermijn', 'buiten-behandeling', 'beslissing-op-bezwaar'), FALSE) \
                FROM case_file c WHERE c.id = case_member.case_id)";
const BACK: [&str; 9] = [
    "DROP INDEX case_file_party_id_decided_on",
    "DROP INDEX case_file_party_id_state_kind_outcome",
    "DROP INDEX case_member_work_list",
    "ALTER TABLE case_member DROP COLUMN waits_until",
    "ALTER TABLE case_member DROP COLUMN binding",
    "ALTER TABLE case_member DROP COLUMN section",
    "ALTER TABLE case_member DROP COLUMN case_kind",
    "ALTER TABLE case_file DROP COLUMN waits_until",
    "ALTER TABLE case_file DROP COLUMN due_latest",
];

/// All that a page or a count of the work list asks: no row is looked up before it is known to be on the page.
const WORK_LIST: [&str; 10] = [
    "account_id",
    "party_id",
    "section",
    "due_on",
    "case_id",
    "state",
    "case_kind",
    "binding",
    "waits_until",
    "until",
];

/// Makes and drops the columns and indexes.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            let table = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        run(manager, &[COPIES]).await?;
        let mut work_list = index("case_member", &WORK_LIST);
        manager.create_index(work_list.name("case_member_work_list").to_owned()).await?;
        // The figures count without reading a file.
        manager.create_index(index("case_file", &["party_id", "state", "kind", "outcome"])).await?;
        manager.create_index(index("case_file", &["party_id", "decided_on"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &BACK).await
    }
}

/// How far a running pause can move a date, and until when a file waits for somebody else: they are worked out when a file
/// changes, and a file from before has none until then. The rest are copies.
fn columns() -> [(&'static str, ColumnDef); 6] {
    [
        ("case_file", date_null("due_latest")),
        ("case_file", date_null("waits_until")),
        ("case_member", text("case_kind").default("").to_owned()),
        ("case_member", integer("section").default(0).to_owned()),
        ("case_member", boolean("binding").default(false).to_owned()),
        ("case_member", date_null("waits_until")),
    ]
}
