//! What the own investigation of a file holds. Entries are written once and closed at rest; a correction stands in the place of
//! another.

use crate::case::member;
use crate::keys::Place;
use crate::sql::{Sql, moment};
use crate::{Keyring, PartyScope, Store, StoreError, Tx, Viewer};
use kernel::{AccountId, CaseId, Id, InquiryEntryId, Moment, PartyId, Redacted};
use sea_orm::FromQueryResult;
use std::collections::BTreeMap;
use uuid::Uuid;

const TABLE: &str = "inquiry_entry";

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InquiryKind {
    /// A request to a source.
    Request,
    /// A finding.
    Finding,
    /// A relation between two persons.
    Statement,
    /// A score, with all it was computed from.
    Score,
    /// A ground for refusal outside the Act that was looked at first.
    RegularGround,
    /// Another next step than a score suggests.
    Deviation,
    /// The check that an advice can be relied on.
    AdviceCheck,
    /// An earlier advice or conclusion that is used again.
    Reuse,
}

impl InquiryKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Request,
        Self::Finding,
        Self::Statement,
        Self::Score,
        Self::RegularGround,
        Self::Deviation,
        Self::AdviceCheck,
        Self::Reuse,
    ];

    /// Returns the name in the table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Request => "bevraging",
            Self::Finding => "bevinding",
            Self::Statement => "bewering",
            Self::Score => "score",
            Self::RegularGround => "weigeringsgrond",
            Self::Deviation => "afwijking",
            Self::AdviceCheck => "vergewissen",
            Self::Reuse => "hergebruik",
        }
    }

    fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// An entry to be written.
#[derive(Clone, Debug)]
pub struct NewInquiryEntry {
    /// The id.
    pub id: InquiryEntryId,
    /// The file.
    pub case: CaseId,
    /// What it is.
    pub kind: InquiryKind,
    /// Who makes it.
    pub made_by: AccountId,
    /// When.
    pub at: Moment,
    /// The entry in whose place it comes.
    pub replaces: Option<InquiryEntryId>,
    /// What it says, as JSON.
    pub content: Redacted<String>,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct InquiryRow {
    /// The id.
    pub id: InquiryEntryId,
    /// What it is.
    pub kind: InquiryKind,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub at: Moment,
    /// The entry in whose place it came.
    pub replaces: Option<InquiryEntryId>,
    /// What it says, as JSON.
    pub content: Redacted<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    made_by: Uuid,
    at: i64,
    replaces: Option<Uuid>,
    content: Vec<u8>,
}

#[derive(FromQueryResult)]
struct RowOfCase {
    case_id: Uuid,
    #[sea_orm(nested)]
    entry: Row,
}

#[derive(FromQueryResult)]
struct Rules {
    content: String,
}

impl Store {
    /// Lists the entries of a file for who is on it, the oldest first; also those that were replaced.
    pub async fn inquiry(
        &self,
        viewer: &Viewer,
        case: CaseId,
    ) -> Result<Vec<InquiryRow>, StoreError> {
        let sql = Sql::new("SELECT e.id, e.kind, e.made_by, e.at, e.replaces, e.content FROM inquiry_entry e WHERE e.party_id = ")
            .bind(viewer.party().as_str())
            .text(" AND e.case_id = ")
            .bind(case.uuid());
        let sql = member(sql, viewer, "e.case_id").text(" ORDER BY e.at, e.id");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(|row| row.open(&self.keys, viewer.party())).collect()
    }
}

impl Store {
    /// Lists the findings of files of a party, by file; without those that were replaced. The caller answers for showing nothing of
    /// the persons on them.
    pub async fn findings_on(
        &self,
        scope: &PartyScope,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, Vec<InquiryRow>>, StoreError> {
        let mut found: BTreeMap<CaseId, Vec<InquiryRow>> = BTreeMap::new();
        if cases.is_empty() {
            return Ok(found);
        }
        let sql = Sql::new("SELECT e.case_id, e.id, e.kind, e.made_by, e.at, e.replaces, e.content FROM inquiry_entry e WHERE e.party_id = ")
            .bind(scope.party().as_str())
            .text(" AND e.kind = ")
            .bind(InquiryKind::Finding.id())
            .text(" AND NOT EXISTS (SELECT 1 FROM inquiry_entry n WHERE n.replaces = e.id) AND e.case_id IN (")
            .bind_list(cases.iter().map(|case| case.uuid().into()))
            .text(") ORDER BY e.case_id, e.at, e.id");
        let rows: Vec<RowOfCase> = sql.all(&self.pools.read).await?;
        for row in rows {
            let entry = row.entry.open(&self.keys, scope.party())?;
            found.entry(CaseId::from_uuid(row.case_id)).or_default().push(entry);
        }
        Ok(found)
    }

    /// Returns the rules that scores were computed with, by their digest.
    pub async fn risk_rules(&self, sha256: [u8; 32]) -> Result<Option<String>, StoreError> {
        let sql = Sql::new("SELECT content FROM risk_rules WHERE sha256 = ");
        let row: Option<Rules> = sql.bind(sha256.to_vec()).one(&self.pools.read).await?;
        Ok(row.map(|row| row.content))
    }
}

impl Store {
    /// Lists the findings and scores of files of a party, in the order of the files: for figures over all files, and never for
    /// somebody who looks at one. `cases` are the first and the last file.
    pub async fn inquiries_of_party(
        &self,
        scope: &PartyScope,
        (first, last): (CaseId, CaseId),
    ) -> Result<Vec<(CaseId, InquiryRow)>, StoreError> {
        let sql = Sql::new("SELECT e.case_id, e.id, e.kind, e.made_by, e.at, e.replaces, e.content FROM inquiry_entry e WHERE e.party_id = ")
            .bind(scope.party().as_str())
            .text(" AND e.kind IN ('bevinding', 'score') AND e.case_id >= ")
            .bind(first.uuid())
            .text(" AND e.case_id <= ")
            .bind(last.uuid())
            .text(" ORDER BY e.case_id, e.at, e.id");
        let rows: Vec<RowOfCase> = sql.all(&self.pools.read).await?;
        let open = |row: RowOfCase| {
            let case = CaseId::from_uuid(row.case_id);
            Ok((case, row.entry.open(&self.keys, scope.party())?))
        };
        rows.into_iter().map(open).collect()
    }
}

impl Tx {
    /// Keeps the rules of a score; the same rules are kept once.
    pub async fn keep_risk_rules(
        &mut self,
        sha256: [u8; 32],
        content: &str,
    ) -> Result<(), StoreError> {
        Sql::new("INSERT INTO risk_rules (sha256, content) VALUES (")
            .bind(sha256.to_vec())
            .text(", ")
            .bind(content)
            .text(") ON CONFLICT (sha256) DO NOTHING")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Writes an entry.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when another entry came in the same place first.
    pub async fn put_inquiry(&mut self, new: &NewInquiryEntry) -> Result<(), StoreError> {
        if let Some(old) = new.replaces {
            self.replaceable(new, old).await?;
        }
        let sealed = self.keys.seal(&place(self.party(), new.id), new.content.reveal())?;
        Sql::new("INSERT INTO inquiry_entry (id, party_id, case_id, kind, made_by, at, replaces, content) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.case.uuid().into(),
                new.kind.id().into(),
                new.made_by.uuid().into(),
                new.at.micros().into(),
                new.replaces.map(Id::uuid).into(),
                sealed.into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Refuses an entry in the place of one of another file or kind, or of one that has a successor.
    async fn replaceable(
        &self,
        new: &NewInquiryEntry,
        old: InquiryEntryId,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("SELECT e.id FROM inquiry_entry e WHERE e.id = ")
            .bind(old.uuid())
            .text(" AND e.party_id = ")
            .bind(self.party_text())
            .text(" AND e.case_id = ")
            .bind(new.case.uuid())
            .text(" AND e.kind = ")
            .bind(new.kind.id())
            .text(" AND NOT EXISTS (SELECT 1 FROM inquiry_entry n WHERE n.replaces = e.id)");
        if self.locking(sql, " FOR UPDATE OF e").exists(&self.transaction).await? {
            return Ok(());
        }
        Err(StoreError::Conflict)
    }
}

impl Row {
    fn open(self, keys: &Keyring, party: &PartyId) -> Result<InquiryRow, StoreError> {
        let id = InquiryEntryId::from_uuid(self.id);
        let kind = InquiryKind::of(&self.kind)
            .ok_or_else(|| StoreError::inconsistent(TABLE, "kind", &self.id))?;
        Ok(InquiryRow {
            id,
            kind,
            made_by: AccountId::from_uuid(self.made_by),
            at: moment(TABLE, "at", self.at)?,
            replaces: self.replaces.map(InquiryEntryId::from_uuid),
            content: keys.open(&place(party, id), &self.content)?,
        })
    }
}

fn place(party: &PartyId, id: InquiryEntryId) -> Place<'_> {
    Place { table: TABLE, column: "content", party, row: id.to_string() }
}

/// Opens the content of an entry that another list read.
pub(crate) fn opened_content(
    keys: &Keyring,
    party: &PartyId,
    id: InquiryEntryId,
    sealed: &[u8],
) -> Result<Redacted<String>, StoreError> {
    keys.open(&place(party, id), sealed)
}
