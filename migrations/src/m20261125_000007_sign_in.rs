//! How people sign in, and the sessions that follow.

use crate::helpers::{create, drop, index, primary_key, refers_within_party};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary_len, binary_len_null, blob, blob_null, integer, text,
    text_null, uuid,
};

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            vec![credential(), recovery_code(), external_identity(), session(), pending_sign_in()];
        let indexes = vec![
            index("session", &["account_id", "ended_at"]),
            index("session", &["ends_at"]),
            index("external_identity", &["account_id"]),
            index("pending_sign_in", &["expires_at"]),
        ];
        create(manager, tables, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            ["pending_sign_in", "session", "external_identity", "recovery_code", "credential"];
        drop(manager, &tables).await
    }
}

fn credential() -> TableCreateStatement {
    Table::create()
        .table("credential")
        .col(uuid("account_id").primary_key())
        .col(text("party_id"))
        // Folded to small letters: one mailbox, one account in the whole installation.
        .col(text("email").unique_key())
        // Somebody who signs in with the organisation's own account has none.
        .col(text_null("password_hash"))
        .col(blob_null("totp_secret"))
        // Shown, and not yet confirmed by a code.
        .col(blob_null("totp_new"))
        .col(big_integer_null("totp_step"))
        .col(integer("failures"))
        .col(big_integer_null("locked_until"))
        // The code with which the owner chooses a password, once.
        .col(binary_len_null("setup_hash", 32).unique_key())
        .col(big_integer_null("setup_until"))
        .col(big_integer("changed_at"))
        .check(Expr::cust("(setup_hash IS NULL) = (setup_until IS NULL)"))
        .foreign_key(&mut refers_within_party("credential", "account_id", "account"))
        .to_owned()
}

fn recovery_code() -> TableCreateStatement {
    Table::create()
        .table("recovery_code")
        .col(uuid("account_id"))
        .col(binary_len("code_hash", 32))
        .col(text("party_id"))
        .col(big_integer_null("used_at"))
        .primary_key(&mut primary_key(&["account_id", "code_hash"]))
        .foreign_key(&mut refers_within_party("recovery_code", "account_id", "account"))
        .to_owned()
}

/// Who a provider says somebody is.
fn external_identity() -> TableCreateStatement {
    Table::create()
        .table("external_identity")
        .col(text("issuer"))
        .col(text("subject"))
        .col(text("party_id"))
        .col(uuid("account_id"))
        .col(big_integer("created_at"))
        .primary_key(&mut primary_key(&["issuer", "subject", "party_id"]))
        .foreign_key(&mut refers_within_party("external_identity", "account_id", "account"))
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(uuid("id").primary_key())
        .col(binary_len("secret_hash", 32).unique_key())
        .col(text("party_id"))
        .col(uuid("account_id"))
        .col(text("method"))
        // Where somebody signed in with the organisation's own account, to sign out there as well.
        .col(text_null("provider"))
        .col(text("device"))
        .col(big_integer("created_at"))
        .col(big_integer("seen_at"))
        .col(big_integer("ends_at"))
        .col(big_integer_null("ended_at"))
        .check(Expr::cust("length(secret_hash) = 32"))
        .check(Expr::cust("method IN ('demo', 'lokaal', 'organisatie')"))
        .foreign_key(&mut refers_within_party("session", "account_id", "account"))
        .to_owned()
}

/// A sign-in that is at a provider, tied to the browser that began it. It lives for minutes, and holds nothing about a person.
fn pending_sign_in() -> TableCreateStatement {
    Table::create()
        .table("pending_sign_in")
        .col(binary_len("state_hash", 32).primary_key())
        .col(binary_len("browser_hash", 32))
        .col(text("party_id"))
        .col(blob("content"))
        .col(big_integer("expires_at"))
        .to_owned()
}
