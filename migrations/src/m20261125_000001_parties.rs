//! Parties, their accounts, and the tokens of those accounts.

use crate::helpers::{create, drop, index, refers, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, binary_len, boolean, text, uuid};

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Other tables refer to an account together with its party.
        let accounts = index("account", &["party_id", "id"]).unique().to_owned();
        create(manager, vec![party(), account()], vec![accounts]).await?;
        create(manager, vec![api_token()], vec![index("api_token", &["party_id", "id"])]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["api_token", "account", "party"]).await
    }
}

fn party() -> TableCreateStatement {
    Table::create()
        .table("party")
        .col(text("id").primary_key())
        .col(text("name"))
        .col(text("kind"))
        .check(Expr::cust("kind IN ('gemeente', 'provincie', 'waterschap')"))
        .to_owned()
}

fn account() -> TableCreateStatement {
    Table::create()
        .table("account")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(text("name"))
        .col(text("role"))
        .col(boolean("person"))
        .col(boolean("active"))
        .col(big_integer("created_at"))
        .foreign_key(&mut refers("account", "party_id", "party"))
        .to_owned()
}

fn api_token() -> TableCreateStatement {
    Table::create()
        .table("api_token")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("account_id"))
        .col(text("label"))
        .col(binary_len("secret_hash", 32).unique_key())
        .col(text("scopes"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("revoked_at"))
        .col(big_integer_null("last_used_at"))
        .check(Expr::cust("length(secret_hash) = 32"))
        .foreign_key(&mut refers("api_token", "party_id", "party"))
        .foreign_key(&mut refers_within_party("api_token", "account_id", "account"))
        .to_owned()
}
