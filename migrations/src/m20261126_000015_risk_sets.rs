//! Risk sets of parties, from draft to publication by another person.

use crate::helpers::{create, drop, index, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary_len, date_null, text, text_null, uuid, uuid_null,
};

/// Makes and drops the table.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Two sets that begin on one day would leave open which of them holds.
        let once = index("risk_draft", &["party_id", "holds_from"]).unique().to_owned();
        let indexes = vec![once, index("risk_draft", &["party_id", "made_at"])];
        create(manager, vec![draft()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["risk_draft"]).await
    }
}

/// A risk set of a party. The rules themselves stand in `risk_rules`, by their digest. Who made it never publishes it.
fn draft() -> TableCreateStatement {
    let two_persons = Expr::col("published_by").ne(Expr::col("made_by"));
    Table::create()
        .table("risk_draft")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(text("title"))
        .col(text("version"))
        .col(text("source"))
        .col(binary_len("sha256", 32))
        .col(date_null("ends_on"))
        .col(uuid("made_by"))
        .col(big_integer("made_at"))
        .col(text_null("trial"))
        .col(big_integer_null("tried_at"))
        .col(date_null("holds_from"))
        .col(text_null("reason"))
        .col(uuid_null("published_by").check(two_persons))
        .col(big_integer_null("published_at"))
        .col(uuid_null("withdrawn_by"))
        .col(big_integer_null("withdrawn_at"))
        .foreign_key(&mut refers_within_party("risk_draft", "made_by", "account"))
        .foreign_key(&mut refers_within_party("risk_draft", "published_by", "account"))
        .foreign_key(&mut refers_within_party("risk_draft", "withdrawn_by", "account"))
        .to_owned()
}
