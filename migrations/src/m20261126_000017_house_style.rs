//! The house style of a party: its logo, and its own words in sections of letters; and who wrote in a letter.

use crate::helpers::{create, drop, index, refers, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, text, text_null, uuid, uuid_null,
};

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One proposal and one text in use for each section.
        let open = |status: &'static str| {
            let mut once = index("house_text", &["party_id", "section"]).unique().to_owned();
            once.name(format!("house_text_{status}")).and_where(Expr::col("status").eq(status));
            once
        };
        let indexes =
            vec![open("voorstel"), open("geldig"), index("house_text", &["party_id", "made_at"])];
        create(manager, vec![house_text(), house_logo()], indexes).await?;
        // Who ever wrote in a letter, as a list of accounts: none of them approves it.
        let writers = ColumnDef::new("writers").text().to_owned();
        manager.alter_table(Table::alter().table("letter").add_column(writers).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(Table::alter().table("letter").drop_column("writers").to_owned())
            .await?;
        drop(manager, &["house_logo", "house_text"]).await
    }
}

/// Words of a party for a section; without words it goes back to what everybody gets. Who made a text never accepts it.
fn house_text() -> TableCreateStatement {
    let two_persons = Expr::cust("status NOT IN ('geldig', 'vervangen') OR decided_by <> made_by");
    let status = Expr::cust(
        "CASE status WHEN 'voorstel' THEN decided_by IS NULL AND decided_at IS NULL \
         WHEN 'geldig' THEN decided_by IS NOT NULL AND decided_at IS NOT NULL \
         WHEN 'vervangen' THEN decided_by IS NOT NULL AND decided_at IS NOT NULL \
         WHEN 'afgewezen' THEN decided_by IS NOT NULL AND decided_at IS NOT NULL ELSE FALSE END",
    );
    Table::create()
        .table("house_text")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(text("section"))
        .col(text_null("words"))
        .col(text("status").check(status))
        .col(uuid("made_by"))
        .col(big_integer("made_at"))
        .col(uuid_null("decided_by").check(two_persons))
        .col(big_integer_null("decided_at"))
        .foreign_key(&mut refers_within_party("house_text", "made_by", "account"))
        .foreign_key(&mut refers_within_party("house_text", "decided_by", "account"))
        .to_owned()
}

/// The picture in the head of letters: one for each party.
fn house_logo() -> TableCreateStatement {
    let media = Expr::cust("media_type IN ('image/png', 'image/jpeg')");
    Table::create()
        .table("house_logo")
        .col(text("party_id").primary_key())
        .col(text("media_type").check(media))
        .col(binary("content"))
        .col(uuid("changed_by"))
        .col(big_integer("changed_at"))
        .foreign_key(&mut refers("house_logo", "party_id", "party"))
        .foreign_key(&mut refers_within_party("house_logo", "changed_by", "account"))
        .to_owned()
}
