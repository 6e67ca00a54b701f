//! Tips between bodies (Wet Bibob art. 26): what a party says of itself, its partners and keys, the tips it gave and got, the bytes
//! that travel, and a trail of its own.
//!
//! No row refers to another party: a partner is known by its number, also when it works in this database. Nothing here refers to
//! a file: a tip is linked to one in its closed content only.

use crate::helpers::{create, drop, index, primary_key, refers, refers_within_party, run_on};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, binary_len, binary_len_null, binary_null, integer, text,
    text_null, uuid, uuid_null,
};

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER tip_audit_no_update BEFORE UPDATE ON tip_audit BEGIN SELECT RAISE(ABORT, 'tip_audit is append-only'); END",
    "CREATE TRIGGER tip_audit_no_delete BEFORE DELETE ON tip_audit BEGIN SELECT RAISE(ABORT, 'tip_audit is append-only'); END",
];
const POSTGRES: [&str; 4] = [
    "CREATE FUNCTION tip_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'tip_audit is append-only'; END $$",
    "CREATE TRIGGER tip_audit_no_update BEFORE UPDATE ON tip_audit FOR EACH ROW EXECUTE FUNCTION tip_audit_refuse()",
    "CREATE TRIGGER tip_audit_no_delete BEFORE DELETE ON tip_audit FOR EACH ROW EXECUTE FUNCTION tip_audit_refuse()",
    "CREATE TRIGGER tip_audit_no_truncate BEFORE TRUNCATE ON tip_audit FOR EACH STATEMENT EXECUTE FUNCTION tip_audit_refuse()",
];

const PARTNER_STATES: &[&str] =
    &["voorgesteld", "actief", "wijziging-voorgesteld", "aangehouden", "gestopt"];
const SENT_STATES: &[&str] = &[
    "concept",
    "vrijgegeven",
    "in-bezorging",
    "bezorgd",
    "beoordeeld",
    "afgesloten",
    "ingetrokken",
    "onbestelbaar",
    "gewist",
];
const RECEIVED_STATES: &[&str] = &[
    "aangekondigd",
    "ontvangen",
    "in-beoordeling",
    "aanvaard",
    "afgewezen",
    "niet-bevoegd",
    "verlopen",
    "ingetrokken",
    "gewist",
];
const OUTBOX_STATES: &[&str] = &["wacht", "bezorgd", "opgegeven", "vervallen"];

/// Makes and drops the tables.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![
            tip_body(),
            tip_partner(),
            tip_exchange(),
            tip_key(),
            tip("tip_sent", SENT_STATES),
            tip("tip_received", RECEIVED_STATES),
            tip_outbox(),
            tip_inbox(),
            tip_audit(),
            tip_audit_head(),
        ];
        let indexes = vec![
            // A number is of one party only: it is where messages of this database go.
            index("tip_body", &["oin"]).unique().to_owned(),
            index("tip_key", &["party_id", "purpose", "from_at"]),
            index("tip_sent", &["party_id", "partner", "tip_id"]).unique().to_owned(),
            index("tip_received", &["party_id", "partner", "tip_id"]).unique().to_owned(),
            index("tip_outbox", &["state", "next_at"]),
            index("tip_outbox", &["party_id", "tip_id"]),
            index("tip_inbox", &["party_id", "tip_id"]),
            index("tip_audit", &["party_id", "subject", "seq"]),
        ];
        create(manager, tables, indexes).await?;
        run_on(manager, &SQLITE, &POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "tip_audit_head",
            "tip_audit",
            "tip_inbox",
            "tip_outbox",
            "tip_received",
            "tip_sent",
            "tip_key",
            "tip_exchange",
            "tip_partner",
            "tip_body",
        ];
        drop(manager, &tables).await?;
        run_on(manager, &[], &["DROP FUNCTION tip_audit_refuse()"]).await
    }
}

fn one_of(column: &str, known: &[&str]) -> SimpleExpr {
    let known = known.iter().map(|state| format!("'{state}'")).collect::<Vec<_>>().join(", ");
    Expr::cust(format!("{column} IN ({known})"))
}

/// What a party is in the exchange: its number, its organs and its choices. Nothing about a person.
fn tip_body() -> TableCreateStatement {
    Table::create()
        .table("tip_body")
        .col(text("party_id").primary_key())
        .col(text("oin").check(Expr::cust("length(oin) = 20")))
        .col(big_integer("version"))
        .col(text("content"))
        .col(uuid("changed_by"))
        .col(big_integer("changed_at"))
        .foreign_key(&mut refers("tip_body", "party_id", "party"))
        .foreign_key(&mut refers_within_party("tip_body", "changed_by", "account"))
        .to_owned()
}

/// A body that tips are exchanged with. The document is what it last said of its keys, signed by itself.
fn tip_partner() -> TableCreateStatement {
    Table::create()
        .table("tip_partner")
        .col(text("party_id"))
        .col(text("oin"))
        .col(text("state").check(one_of("state", PARTNER_STATES)))
        .col(big_integer("version"))
        .col(binary("content"))
        .col(text_null("document"))
        .primary_key(&mut primary_key(&["party_id", "oin"]))
        .foreign_key(&mut refers("tip_partner", "party_id", "party"))
        .to_owned()
}

/// How the exchange with a partner goes: counts and moments, which change with every message and are no part of the register.
fn tip_exchange() -> TableCreateStatement {
    let mut partner = ForeignKey::create();
    partner.name("tip_exchange_partner_fk").from_tbl("tip_exchange").to_tbl("tip_partner");
    partner.from_col("party_id").from_col("oin").to_col("party_id").to_col("oin");
    Table::create()
        .table("tip_exchange")
        .col(text("party_id"))
        .col(text("oin"))
        .col(text("content"))
        .primary_key(&mut primary_key(&["party_id", "oin"]))
        .foreign_key(&mut partner)
        .to_owned()
}

/// A key pair of a party. The secret half of a signing key goes when its time is over; the public half stays.
fn tip_key() -> TableCreateStatement {
    Table::create()
        .table("tip_key")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(text("purpose").check(one_of("purpose", &["ondertekening", "versleuteling"])))
        .col(text("algorithm"))
        .col(text("public"))
        .col(binary_null("secret"))
        .col(big_integer("from_at"))
        .col(big_integer_null("until_at"))
        .foreign_key(&mut refers("tip_key", "party_id", "party"))
        .to_owned()
}

/// A tip that the party gives or got. The other body and its id of the tip make it one tip; a tip that the party gives has one id.
/// The alerts are the moments from which an officer is told that it waits.
fn tip(table: &'static str, states: &[&str]) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(text("partner"))
        .col(uuid("tip_id"))
        .col(text("state").check(one_of("state", states)))
        .col(big_integer("version"))
        .col(binary("content"))
        .col(big_integer("changed_at"))
        .col(big_integer_null("first_alert_at"))
        .col(big_integer_null("second_alert_at"))
        .col(integer("alerted"))
        .col(big_integer_null("ended_at"))
        .foreign_key(&mut refers(table, "party_id", "party"))
        .to_owned()
}

/// A message that leaves. Its bytes are made once, at the first turn of the worker; sending again sends these.
fn tip_outbox() -> TableCreateStatement {
    Table::create()
        .table("tip_outbox")
        .col(uuid("id").primary_key())
        .col(text("party_id"))
        .col(uuid("tip_id"))
        .col(text("partner"))
        .col(text("kind"))
        .col(binary_null("content"))
        .col(text_null("wire"))
        .col(binary_len_null("wire_sha256", 32))
        .col(big_integer_null("made_at"))
        .col(text("state").check(one_of("state", OUTBOX_STATES)))
        .col(big_integer("queued_at"))
        .col(integer("attempts"))
        .col(big_integer("next_at"))
        .col(big_integer_null("claimed_until"))
        .col(text_null("last_error"))
        .col(text_null("receipt"))
        .col(big_integer_null("settled_at"))
        .foreign_key(&mut refers("tip_outbox", "party_id", "party"))
        .to_owned()
}

/// A message that came, with its bytes as they came and the receipt that was given.
fn tip_inbox() -> TableCreateStatement {
    Table::create()
        .table("tip_inbox")
        .col(text("party_id"))
        .col(text("source"))
        .col(uuid("id"))
        .col(uuid("tip_id"))
        .col(binary_len("sha256", 32))
        .col(text_null("wire"))
        .col(text("signed_by"))
        .col(text("opened_by"))
        .col(big_integer("made_at"))
        .col(big_integer("received_at"))
        .col(big_integer("remember_until"))
        .col(text("receipt"))
        .primary_key(&mut primary_key(&["party_id", "source", "id"]))
        .foreign_key(&mut refers("tip_inbox", "party_id", "party"))
        .to_owned()
}

/// The trail of tips. It is not the trail of the party: that there is a tip is secret, also for who reads that one.
fn tip_audit() -> TableCreateStatement {
    Table::create()
        .table("tip_audit")
        .col(text("party_id"))
        .col(big_integer("seq"))
        .col(big_integer("at"))
        .col(uuid_null("actor"))
        .col(text("actor_name"))
        .col(text("role"))
        .col(text("action"))
        .col(text("subject"))
        .col(text_null("reason"))
        .col(binary_len("digest", 32))
        .col(binary_len("previous", 32))
        .col(binary_len("hash", 32))
        .check(Expr::cust("length(digest) = 32 AND length(previous) = 32 AND length(hash) = 32"))
        .primary_key(&mut primary_key(&["party_id", "seq"]))
        .foreign_key(&mut refers("tip_audit", "party_id", "party"))
        .to_owned()
}

fn tip_audit_head() -> TableCreateStatement {
    Table::create()
        .table("tip_audit_head")
        .col(text("party_id").primary_key())
        .col(big_integer("seq"))
        .col(binary_len("hash", 32))
        .foreign_key(&mut refers("tip_audit_head", "party_id", "party"))
        .to_owned()
}
