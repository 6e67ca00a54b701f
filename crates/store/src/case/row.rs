//! From the columns of a file to its values and back.

use super::entity::case_file;
use super::{CaseHead, CaseRow, CaseSummary, Due};
use crate::keys::Place;
use crate::sql::moment;
use crate::{Keyring, StoreError};
use chrono::NaiveDate;
use kernel::{CaseId, Id, PartyId, Redacted, SubjectId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

pub(super) const TABLE: &str = "case_file";

/// The columns that lists read: everything but the content.
pub(super) const SUMMARY: &str = "c.id, c.reference, c.kind, c.procedure, c.state, c.title, c.main_subject, \
     c.received_on, c.due_on, c.due_kind, c.due_provisional, c.due_latest, c.waits_until, c.decided_on, c.closed_on, \
     c.outcome, c.linked_to, c.version, c.created_at, c.updated_at";

/// A row of those columns.
#[derive(Debug, FromQueryResult)]
pub(super) struct SummaryRow {
    id: Uuid,
    reference: String,
    kind: String,
    procedure: String,
    state: String,
    title: String,
    main_subject: Option<Uuid>,
    received_on: NaiveDate,
    due_on: Option<NaiveDate>,
    due_kind: Option<String>,
    due_provisional: bool,
    due_latest: Option<NaiveDate>,
    waits_until: Option<NaiveDate>,
    decided_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    outcome: Option<String>,
    linked_to: Option<Uuid>,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

/// A row with the content.
#[derive(Debug, FromQueryResult)]
pub(super) struct FullRow {
    #[sea_orm(nested)]
    summary: SummaryRow,
    content: Vec<u8>,
}

impl TryFrom<SummaryRow> for CaseSummary {
    type Error = StoreError;

    fn try_from(row: SummaryRow) -> Result<Self, StoreError> {
        let due = due(row.due_on, row.due_kind, row.due_provisional)
            .map(|due| Due { latest: row.due_latest, ..due });
        Ok(Self {
            id: CaseId::from_uuid(row.id),
            head: CaseHead {
                reference: row.reference,
                kind: row.kind,
                procedure: row.procedure,
                state: row.state,
                title: Redacted::new(row.title),
                main_subject: row.main_subject.map(SubjectId::from_uuid),
                received_on: row.received_on,
                due,
                waits_until: row.waits_until,
                decided_on: row.decided_on,
                closed_on: row.closed_on,
                outcome: row.outcome,
                linked_to: row.linked_to.map(CaseId::from_uuid),
            },
            version: row.version,
            created_at: moment(TABLE, "created_at", row.created_at)?,
            updated_at: moment(TABLE, "updated_at", row.updated_at)?,
        })
    }
}

impl SummaryRow {
    pub(super) fn id(&self) -> Uuid {
        self.id
    }
}

impl FullRow {
    pub(super) fn open(self, keys: &Keyring, party: &PartyId) -> Result<CaseRow, StoreError> {
        let summary = CaseSummary::try_from(self.summary)?;
        let content = keys.open(&content_place(party, summary.id), &self.content)?;
        Ok(CaseRow { summary, content })
    }
}

/// Reads a date with what ends then.
pub(super) fn due(on: Option<NaiveDate>, kind: Option<String>, provisional: bool) -> Option<Due> {
    on.zip(kind).map(|(on, kind)| Due { on, kind, provisional, latest: None })
}

/// Returns where the content of a file is kept.
pub(super) fn content_place(party: &PartyId, case: CaseId) -> Place<'_> {
    Place { table: TABLE, column: "content", party, row: case.to_string() }
}

/// Makes the columns of a new file.
pub(super) fn model(
    party: &PartyId,
    new: &super::NewCase,
    content: Vec<u8>,
    search_id: Option<i64>,
) -> case_file::Model {
    let head = new.head.clone();
    let due_latest = head.due.as_ref().and_then(|due| due.latest);
    let (due_on, due_kind, due_provisional) = due_columns(head.due);
    case_file::Model {
        id: new.id.uuid(),
        party_id: party.as_str().to_owned(),
        reference: head.reference,
        kind: head.kind,
        procedure: head.procedure,
        state: head.state,
        title: head.title.reveal().clone(),
        main_subject: head.main_subject.map(Id::uuid),
        received_on: head.received_on,
        due_on,
        due_kind,
        due_provisional,
        decided_on: head.decided_on,
        closed_on: head.closed_on,
        outcome: head.outcome,
        linked_to: head.linked_to.map(Id::uuid),
        version: 1,
        created_at: new.at.micros(),
        updated_at: new.at.micros(),
        search_id,
        content,
        due_latest,
        waits_until: head.waits_until,
    }
}

/// Takes a date apart into its columns.
pub(super) fn due_columns(due: Option<Due>) -> (Option<NaiveDate>, Option<String>, bool) {
    match due {
        Some(due) => (Some(due.on), Some(due.kind), due.provisional),
        None => (None, None, false),
    }
}

/// Returns the date that members' rows are sorted by; what has none comes last.
pub(super) fn sort_date(due: Option<NaiveDate>) -> NaiveDate {
    due.or_else(|| NaiveDate::from_ymd_opt(9999, 12, 31)).unwrap_or(NaiveDate::MAX)
}
