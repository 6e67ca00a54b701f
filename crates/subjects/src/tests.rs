//! What the tests of this crate build with: fictitious people and statements.

use crate::{
    Band, Network, Node, NodeKind, Relation, Source, SourceKind, Statement, StatementDraft,
    StatementId,
};
use chrono::NaiveDate;
use kernel::{Id, Redacted, SubjectId};
use uuid::Uuid;

/// The day on which the tests ask.
pub(crate) const TODAY: &str = "2026-11-26";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

pub(crate) fn subject_id(number: u128) -> SubjectId {
    SubjectId::from_uuid(Uuid::from_u128(number))
}

/// Ids of statements lie far from those of subjects, so that one cannot pass for the other in a text.
pub(crate) fn statement_id(number: u128) -> StatementId {
    StatementId::from_uuid(Uuid::from_u128((0xb << 64) + number))
}

/// A statement that only names its ends.
pub(crate) fn draft(number: u128, from: u128, relation: Relation, to: u128) -> StatementDraft {
    StatementDraft {
        id: statement_id(number),
        from: subject_id(from),
        to: subject_id(to),
        relation,
        directness: crate::Directness::Direct,
        form: None,
        share: None,
        votes: None,
        amount: None,
        from_day: Some(day("2020-01-01")),
        until_day: None,
        known_since: day("2026-01-01"),
        source: Some(Source {
            kind: SourceKind::Kvk,
            document: Redacted::new("uittreksel".to_owned()),
            place: None,
        }),
        secret: false,
        shareable: None,
        status: crate::Status::Gesteld,
        motivation: None,
        replaces: None,
    }
}

pub(crate) fn statement(number: u128, from: u128, relation: Relation, to: u128) -> Statement {
    made(draft(number, from, relation, to))
}

pub(crate) fn made(draft: StatementDraft) -> Statement {
    draft.check(day(TODAY)).expect("statement")
}

/// A share in hundredths of a per cent.
pub(crate) fn share(number: u128, from: u128, band: (u32, u32), to: u128) -> Statement {
    let mut draft = draft(number, from, Relation::Zeggenschaphebbende, to);
    draft.share = Some(Band { low: band.0, high: band.1 });
    made(draft)
}

pub(crate) fn node(number: u128, kind: NodeKind) -> Node {
    let name = match kind {
        NodeKind::NatuurlijkPersoon => format!("Persoon {number} van het Voorbeeld"),
        _ => format!("Voorbeeldbouw {number} B.V."),
    };
    Node { id: subject_id(number), kind, name: Redacted::new(name), hub: false, details: None }
}

/// Companies 1 up to and including `most`; number 1 is the betrokkene.
pub(crate) fn companies(most: u128) -> Vec<Node> {
    (1..=most).map(|number| node(number, NodeKind::Rechtspersoon)).collect()
}

/// The network of companies as known today.
pub(crate) fn network(most: u128, statements: Vec<Statement>) -> Network {
    Network::known_on(subject_id(1), companies(most), statements, day(TODAY)).expect("network")
}
