//! Full-text search over the files, with what each back end has for it.

use crate::helpers::run_on;
use sea_orm_migration::prelude::*;

/// The words come in already folded, so that both back ends find the same. The prefix indexes serve the unfinished last word.
const SQLITE: [&str; 1] = ["CREATE VIRTUAL TABLE case_search USING fts5 \
     (case_id UNINDEXED, party_id UNINDEXED, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"];
const POSTGRES: [&str; 3] = [
    "CREATE TABLE case_search (case_id uuid PRIMARY KEY, party_id text NOT NULL, body text NOT NULL, \
     tsv tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(body, ' '))) STORED)",
    "CREATE INDEX case_search_tsv ON case_search USING gin (tsv)",
    "CREATE INDEX case_search_party_id ON case_search (party_id)",
];

/// Makes and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run_on(manager, &SQLITE, &POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop = ["DROP TABLE case_search"];
        run_on(manager, &drop, &drop).await
    }
}
