//! The Bibob working group: who is in it, its meetings, written rounds, questions to the help desk, and signals.

use crate::helpers::{create, drop, index, primary_key, refers, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, date, text, uuid};

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The tables of papers with the states that each knows.
const PAPERS: [(&str, &[&str]); 4] = [
    (
        "meeting",
        &["gepland", "agenda-open", "bevroren", "gehouden", "verslag-vastgesteld", "geannuleerd"],
    ),
    ("written_round", &["open", "gesloten", "ingetrokken"]),
    ("help_question", &["gesteld", "beantwoord", "gesloten", "ingetrokken"]),
    ("group_signal", &["ingebracht", "geagendeerd", "afgehandeld"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let groups = vec![
            index("working_group", &["party_id", "id"]).unique().to_owned(),
            index("working_group", &["party_id", "name"]).unique().to_owned(),
            // A party has one working group; a group of several parties has a row for each.
            index("working_group_party", &["party_id"]).unique().to_owned(),
        ];
        create(manager, vec![working_group(), working_group_party()], groups).await?;
        let tables = PAPERS.map(|(table, states)| paper(table, states)).into();
        let lists = PAPERS.map(|(table, _)| index(table, &["party_id", "day", "id"])).into();
        create(manager, tables, lists).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let papers = PAPERS.map(|(table, _)| table);
        drop(manager, &papers).await?;
        drop(manager, &["working_group_party", "working_group"]).await
    }
}

/// A working group. It holds ids of accounts and no names; the party is the one that leads it.
fn working_group() -> TableCreateStatement {
    Table::create()
        .table("working_group")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(text("name"))
        .col(big_integer("version"))
        .col(text("content"))
        .col(uuid("changed_by"))
        .col(big_integer("changed_at"))
        .foreign_key(&mut refers("working_group", "party_id", "party"))
        .foreign_key(&mut refers_within_party("working_group", "changed_by", "account"))
        .to_owned()
}

/// Which parties have a working group.
fn working_group_party() -> TableCreateStatement {
    Table::create()
        .table("working_group_party")
        .col(uuid("group_id"))
        .col(text("party_id"))
        .primary_key(&mut primary_key(&["group_id", "party_id"]))
        .foreign_key(&mut refers("working_group_party", "group_id", "working_group"))
        .foreign_key(&mut refers("working_group_party", "party_id", "party"))
        .to_owned()
}

/// A meeting, a round, a question or a signal of a party: its content is closed with the keys of that party, because it names
/// files and people. The day is that of the meeting, the last one to answer, or the one on which it was asked or brought.
fn paper(table: &'static str, states: &[&str]) -> TableCreateStatement {
    let known = states.iter().map(|state| format!("'{state}'")).collect::<Vec<_>>().join(", ");
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("group_id"))
        .col(date("day"))
        .col(text("state").check(Expr::cust(format!("state IN ({known})"))))
        .col(big_integer("version"))
        .col(binary("content"))
        .foreign_key(&mut refers_within_party(table, "group_id", "working_group"))
        .to_owned()
}
