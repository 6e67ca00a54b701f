//! Checking the trail: each hash is reckoned again from the line as it stands, independent of the code that wrote it down.

use super::chain::{Line, START};
use super::{Anchor, Trail};
use crate::sql::Sql;
use crate::{Store, StoreError};
use kernel::{PartyId, hex};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult};
use std::collections::BTreeSet;
use std::fmt;
use uuid::Uuid;

/// Lines that are read at a time.
const PAGE: i64 = 10_000;

/// What a check of the trail found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// How many parties have a trail.
    pub parties: u64,
    /// How many lines were checked.
    pub lines: u64,
    /// What is wrong, in order of party and line.
    pub faults: Vec<AuditFault>,
}

impl AuditReport {
    /// Returns whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A place where a trail is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditFault {
    /// The party.
    pub party: String,
    /// The number of the line.
    pub seq: i64,
    /// What is wrong there.
    pub kind: AuditFaultKind,
}

/// What can be wrong in a trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFaultKind {
    /// The line does not hash to its hash: it was changed.
    Hash,
    /// The line does not follow the one before it: that one was replaced.
    Previous,
    /// The line before it is missing.
    Gap,
    /// The end that was noted is another line than the last one.
    Head,
    /// The line differs from what an anchor says.
    Anchor,
    /// The line was there, says the noted end or an anchor, and is gone with all that followed.
    Truncated,
}

impl fmt::Display for AuditFaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hash => "hash differs",
            Self::Previous => "previous differs",
            Self::Gap => "gap",
            Self::Head => "head differs",
            Self::Anchor => "anchor differs",
            Self::Truncated => "truncated",
        })
    }
}

#[derive(FromQueryResult)]
struct PartyRow {
    party_id: String,
}

#[derive(FromQueryResult)]
struct HeadRow {
    seq: i64,
    hash: Vec<u8>,
}

impl Store {
    /// Checks the trail of a party, or of all of them, as it stands at one moment; `anchors` are ends that were noted before.
    pub async fn verify_audit(
        &self,
        party: Option<&PartyId>,
        anchors: &[Anchor],
    ) -> Result<AuditReport, StoreError> {
        self.verify_trail(Trail::General, party, anchors).await
    }

    /// Checks the trail of tips of a party, or of all of them. It has no anchors: how many tips there were is not for who keeps
    /// those.
    pub async fn verify_tip_audit(
        &self,
        party: Option<&PartyId>,
    ) -> Result<AuditReport, StoreError> {
        self.verify_trail(Trail::Tips, party, &[]).await
    }

    async fn verify_trail(
        &self,
        trail: Trail,
        party: Option<&PartyId>,
        anchors: &[Anchor],
    ) -> Result<AuditReport, StoreError> {
        let snapshot = self.pools.snapshot().await?;
        let mut report = AuditReport::default();
        for party in parties(&snapshot, trail, party, anchors).await? {
            let checked = Check::new(trail, party, anchors).run(&snapshot).await?;
            report.parties += 1;
            report.lines += checked.lines;
            report.faults.extend(checked.faults);
        }
        snapshot.rollback().await?;
        Ok(report)
    }
}

/// Gathers the parties from all places that name one, so that a trail that was removed whole is missed.
async fn parties(
    database: &impl ConnectionTrait,
    trail: Trail,
    party: Option<&PartyId>,
    anchors: &[Anchor],
) -> Result<BTreeSet<String>, StoreError> {
    if let Some(party) = party {
        return Ok([party.as_str().to_owned()].into());
    }
    let sql = Sql::new(&format!(
        "SELECT party_id FROM {} UNION SELECT DISTINCT party_id FROM {}",
        trail.head(),
        trail.table()
    ));
    let rows: Vec<PartyRow> = sql.all(database).await?;
    let known = rows.into_iter().map(|row| row.party_id);
    Ok(known.chain(anchors.iter().map(|anchor| anchor.party.clone())).collect())
}

/// A walk along one party's trail.
struct Check<'a> {
    trail: Trail,
    party: String,
    anchors: Vec<&'a Anchor>,
    lines: u64,
    seq: i64,
    previous: Vec<u8>,
    faults: Vec<AuditFault>,
}

impl<'a> Check<'a> {
    fn new(trail: Trail, party: String, anchors: &'a [Anchor]) -> Self {
        let anchors = anchors.iter().filter(|anchor| anchor.party == party).collect();
        let previous = START.to_vec();
        Self { trail, party, anchors, lines: 0, seq: 0, previous, faults: Vec::new() }
    }

    async fn run(mut self, database: &impl ConnectionTrait) -> Result<Self, StoreError> {
        loop {
            let rows = page(self.trail, &self.party, self.seq).rows(database).await?;
            for row in &rows {
                let read = read(row)?;
                self.line(read);
            }
            if rows.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                break;
            }
        }
        let head = Sql::new("SELECT seq, hash FROM ").text(self.trail.head());
        let head = head.text(" WHERE party_id = ").bind(&self.party);
        self.end(head.one(database).await?);
        Ok(self)
    }

    fn line(&mut self, read: Read) {
        if read.seq != self.seq + 1 {
            self.fault(read.seq, AuditFaultKind::Gap);
        } else if read.previous != self.previous {
            self.fault(read.seq, AuditFaultKind::Previous);
        }
        if read.reckoned(&self.party) != *read.hash {
            self.fault(read.seq, AuditFaultKind::Hash);
        }
        if self.anchored(&read) {
            self.fault(read.seq, AuditFaultKind::Anchor);
        }
        self.seq = read.seq;
        self.previous = read.hash;
        self.lines += 1;
    }

    /// Returns whether an anchor says something else about the line.
    fn anchored(&self, read: &Read) -> bool {
        self.anchors.iter().any(|anchor| anchor.seq == read.seq && anchor.hash != hex(&read.hash))
    }

    fn end(&mut self, head: Option<HeadRow>) {
        let last = self.seq;
        match head {
            Some(head) if head.seq > last => self.fault(last + 1, AuditFaultKind::Truncated),
            Some(head) if head.seq < last || head.hash != self.previous => {
                self.fault(last, AuditFaultKind::Head);
            }
            None if last > 0 => self.fault(last, AuditFaultKind::Head),
            _ => {}
        }
        if self.anchors.iter().any(|anchor| anchor.seq > last) && !self.is_truncated() {
            self.fault(last + 1, AuditFaultKind::Truncated);
        }
    }

    fn is_truncated(&self) -> bool {
        self.faults.iter().any(|fault| fault.kind == AuditFaultKind::Truncated)
    }

    fn fault(&mut self, seq: i64, kind: AuditFaultKind) {
        self.faults.push(AuditFault { party: self.party.clone(), seq, kind });
    }
}

fn page(trail: Trail, party: &str, after: i64) -> Sql {
    Sql::new("SELECT seq, at, actor, actor_name, role, action, subject, reason, digest, previous, hash FROM ")
        .text(trail.table())
        .text(" WHERE party_id = ")
        .bind(party)
        .text(" AND seq > ")
        .bind(after)
        .text(" ORDER BY seq LIMIT ")
        .bind(PAGE)
}

/// A line as it stands in the database.
struct Read {
    seq: i64,
    at: i64,
    actor: Option<Uuid>,
    actor_name: String,
    role: String,
    action: String,
    subject: String,
    reason: Option<String>,
    digest: Vec<u8>,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

/// Reads by place: a name would be looked up for every value.
fn read(row: &QueryResult) -> Result<Read, StoreError> {
    Ok(Read {
        seq: row.try_get_by_index(0)?,
        at: row.try_get_by_index(1)?,
        actor: row.try_get_by_index(2)?,
        actor_name: row.try_get_by_index(3)?,
        role: row.try_get_by_index(4)?,
        action: row.try_get_by_index(5)?,
        subject: row.try_get_by_index(6)?,
        reason: row.try_get_by_index(7)?,
        digest: row.try_get_by_index(8)?,
        previous: row.try_get_by_index(9)?,
        hash: row.try_get_by_index(10)?,
    })
}

impl Read {
    fn reckoned(&self, party: &str) -> [u8; 32] {
        Line {
            party,
            seq: self.seq,
            at: self.at,
            actor: self.actor.as_ref().map(|actor| actor.as_bytes().as_slice()),
            actor_name: &self.actor_name,
            role: &self.role,
            action: &self.action,
            subject: &self.subject,
            reason: self.reason.as_deref(),
            digest: &self.digest,
        }
        .hash(&self.previous)
    }
}
