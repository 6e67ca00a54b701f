//! The rows of questionnaires.

use super::{TABLE, place};
use crate::keys::Place;
use crate::sql::{maybe_moment, moment};
use crate::{Keyring, StoreError};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, EffectId, Id, IntakeId, Moment, PartyId, Redacted, SubjectId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

pub(crate) const COLUMNS: &str = "i.id, i.party_id, i.case_id, i.subject_id, i.number, i.form_sha256, i.state, i.until_on, \
    i.created_at, i.code, i.entered_at, i.submitted_at, i.limited, i.version, i.answers, i.link_mail";

/// How far a questionnaire is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntakeState {
    /// Somebody was invited.
    Invited,
    /// Answers are coming.
    Underway,
    /// It was handed in.
    HandedIn,
    /// What is missing was asked for.
    Repair,
    /// Nothing more is expected.
    Closed,
}

impl IntakeState {
    const ALL: [Self; 5] =
        [Self::Invited, Self::Underway, Self::HandedIn, Self::Repair, Self::Closed];

    /// Returns the word in the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::Invited => "uitgenodigd",
            Self::Underway => "bezig",
            Self::HandedIn => "ingediend",
            Self::Repair => "herstel",
            Self::Closed => "gesloten",
        }
    }

    /// The states in which answers can be changed.
    pub(crate) const OPEN: [Self; 3] = [Self::Invited, Self::Underway, Self::Repair];

    /// Returns whether answers can still be changed.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

/// Somebody to be invited.
#[derive(Clone, Debug)]
pub struct NewIntake {
    /// The id.
    pub id: IntakeId,
    /// The file.
    pub case: CaseId,
    /// The person.
    pub subject: SubjectId,
    /// The number under which the person knows it.
    pub number: String,
    /// The digest of the composed form.
    pub form_sha256: [u8; 32],
    /// The last day.
    pub until: NaiveDate,
    /// Who invites.
    pub created_by: AccountId,
    /// When.
    pub at: Moment,
    /// The digest of the secret in the link.
    pub link_hash: Option<[u8; 32]>,
    /// The digest of the code.
    pub code_hash: [u8; 32],
    /// The code, so that a letter can carry it until it was used.
    pub code: Redacted<String>,
    /// The answers to begin with.
    pub answers: Redacted<String>,
}

/// A questionnaire.
#[derive(Clone, Debug)]
pub struct IntakeRow {
    /// The id.
    pub id: IntakeId,
    /// The party.
    pub party: PartyId,
    /// The file.
    pub case: CaseId,
    /// The person.
    pub subject: SubjectId,
    /// The number under which the person knows it.
    pub number: String,
    /// The digest of the composed form.
    pub form_sha256: [u8; 32],
    /// How far it is.
    pub state: IntakeState,
    /// The last day.
    pub until: NaiveDate,
    /// When the person was invited.
    pub created_at: Moment,
    /// The code, until it was used.
    pub code: Option<Redacted<String>>,
    /// When the person first came in.
    pub entered_at: Option<Moment>,
    /// When it was last handed in.
    pub submitted_at: Option<Moment>,
    /// Whether it is open for documents to put right alone.
    pub limited: bool,
    /// The version, for the next change.
    pub version: i64,
    /// The answers so far.
    pub answers: Redacted<String>,
    /// The mail with the link that works now, where it went by mail.
    pub link_mail: Option<EffectId>,
}

#[derive(FromQueryResult)]
pub(crate) struct Row {
    id: Uuid,
    party_id: String,
    case_id: Uuid,
    subject_id: Uuid,
    number: String,
    form_sha256: Vec<u8>,
    state: String,
    until_on: NaiveDate,
    created_at: i64,
    code: Option<Vec<u8>>,
    entered_at: Option<i64>,
    submitted_at: Option<i64>,
    limited: bool,
    version: i64,
    answers: Vec<u8>,
    link_mail: Option<Uuid>,
}

impl Row {
    pub(crate) fn open(self, keys: &Keyring) -> Result<IntakeRow, StoreError> {
        let id = IntakeId::from_uuid(self.id);
        let party = crate::party::party_id(TABLE, &self.party_id)?;
        let broken = |column| StoreError::inconsistent(TABLE, column, &id);
        let state = IntakeState::ALL.into_iter().find(|state| state.id() == self.state);
        let code = self.code.as_deref();
        let code = code.map(|code| keys.open(&place(&party, "code", id), code)).transpose()?;
        Ok(IntakeRow {
            id,
            case: CaseId::from_uuid(self.case_id),
            subject: SubjectId::from_uuid(self.subject_id),
            number: self.number,
            form_sha256: self.form_sha256.try_into().map_err(|_| broken("form_sha256"))?,
            state: state.ok_or_else(|| broken("state"))?,
            until: self.until_on,
            created_at: moment(TABLE, "created_at", self.created_at)?,
            code,
            entered_at: maybe_moment(TABLE, "entered_at", self.entered_at)?,
            submitted_at: maybe_moment(TABLE, "submitted_at", self.submitted_at)?,
            limited: self.limited,
            version: self.version,
            answers: keys.open(&place(&party, "answers", id), &self.answers)?,
            link_mail: self.link_mail.map(EffectId::from_uuid),
            party,
        })
    }
}

/// What was handed in.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// The number, from 1.
    pub number: i64,
    /// The account that entered a paper form; none when the person handed it in.
    pub entered_by: Option<AccountId>,
    /// When.
    pub at: Moment,
    /// The digest of the answers.
    pub sha256: [u8; 32],
    /// The answers.
    pub answers: Redacted<String>,
}

#[derive(FromQueryResult)]
pub(crate) struct VersionColumns {
    number: i64,
    entered_by: Option<Uuid>,
    at: i64,
    sha256: Vec<u8>,
    answers: Vec<u8>,
}

impl VersionColumns {
    pub(crate) fn open(
        self,
        keys: &Keyring,
        party: &PartyId,
        id: IntakeId,
    ) -> Result<VersionRow, StoreError> {
        const TABLE: &str = "intake_version";
        let answers = keys.open(&version_place(party, id, self.number), &self.answers)?;
        let sha256 = self.sha256.try_into();
        Ok(VersionRow {
            number: self.number,
            entered_by: self.entered_by.map(AccountId::from_uuid),
            at: moment(TABLE, "at", self.at)?,
            sha256: sha256.map_err(|_| StoreError::inconsistent(TABLE, "sha256", &id))?,
            answers,
        })
    }
}

pub(crate) fn version_place(party: &PartyId, id: IntakeId, number: i64) -> Place<'_> {
    Place { table: "intake_version", column: "answers", party, row: format!("{id}/{number}") }
}
