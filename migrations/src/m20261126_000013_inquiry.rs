//! What the own investigation holds: requests to sources, findings, relations and scores. Each is written once; a correction is
//! another one in its place.

use crate::helpers::{create, drop, index, refers};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary_len, blob, text, uuid, uuid_null};

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One entry is corrected once: two who correct at once would each think theirs counts.
        let once = index("inquiry_entry", &["replaces"]).unique().to_owned();
        let indexes = vec![index("inquiry_entry", &["case_id", "kind", "at"]), once];
        create(manager, vec![entry(), rules()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["inquiry_entry", "risk_rules"]).await
    }
}

/// The rules of a score, once for all scores that were computed with them: a score can be computed again years later.
fn rules() -> TableCreateStatement {
    Table::create()
        .table("risk_rules")
        .col(binary_len("sha256", 32).primary_key())
        .col(text("content"))
        .to_owned()
}

/// A request, a finding, a relation or a score.
fn entry() -> TableCreateStatement {
    let kinds = [
        "bevraging",
        "bevinding",
        "bewering",
        "score",
        "weigeringsgrond",
        "vergewissen",
        "hergebruik",
        "afwijking",
    ];
    Table::create()
        .table("inquiry_entry")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("case_id"))
        .col(text("kind").check(Expr::col("kind").is_in(kinds)))
        .col(uuid("made_by"))
        .col(big_integer("at"))
        .col(uuid_null("replaces"))
        .col(blob("content"))
        .foreign_key(&mut refers("inquiry_entry", "case_id", "case_file"))
        .foreign_key(&mut refers("inquiry_entry", "replaces", "inquiry_entry"))
        .to_owned()
}
