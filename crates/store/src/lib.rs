//! The database: the only place that knows there is one.
//!
//! Every query is for one party ([`PartyScope`]), and everything in a file is for who is on it ([`Viewer`]). All changes of one
//! step go into one transaction ([`Tx`]). What a file holds is opaque here and closed at rest ([`Keyring`]).

mod audit;
mod case;
mod credential;
mod database;
mod document;
mod error;
mod group;
mod hearing;
mod house;
mod idempotency;
mod inquiry;
mod intake;
mod kept;
mod keys;
mod known;
mod letter;
mod letterhead;
mod organisation;
mod outbox;
mod page;
mod party;
mod processing;
mod purge;
mod risk_draft;
mod scope;
mod secret;
mod session;
mod sql;
mod store;
mod substitution;
mod task;
mod tips;
mod token;
mod tx;
mod view;

pub use audit::{Anchor, AuditEntry, AuditFault, AuditFaultKind, AuditPart, AuditReport, AuditRow};
pub use case::{
    CaseEvent, CaseHead, CaseOrder, CaseQuery, CaseRow, CaseSelection, CaseSummary, CaseTitle,
    CaseUpdate, ConflictRow, DeadlineEntry, DecidedOn, Due, DueCase, EmergencyRow, EndingQuery,
    EndingSoon, Interest, Load, MemberRow, NewCase, NewEmergency, NewMember, Reviewed, SearchQuery,
    Section, StateCount, Timeliness, Turn, binds,
};
pub use credential::Credential;
pub use database::{Backend, DatabaseUrl};
pub use document::{DocumentRow, NewDocument};
pub use error::StoreError;
pub use group::{
    ChangedPaper, GroupPaper, GroupRow, MeetingReminder, NearMeeting, NewGroup, NewPaper, PaperRow,
};
pub use hearing::{HearingChange, HearingRow, NewHearing};
pub use house::{HouseLogoRow, HouseTextRow, HouseTextStatus, NewHouseText};
pub use idempotency::{Claim, Request};
pub use inquiry::{InquiryKind, InquiryRow, NewInquiryEntry};
pub use intake::{
    BoundPerson, CorrectionRow, FileRow, FirstEntry, InSession, IntakeRow, IntakeState, Knock,
    NewCorrection, NewFile, NewIntake, NewIntakeSession, SignedIn, VersionRow,
};
pub use kept::KeptInput;
pub use keys::{Keyring, Pseudonym, RandomSource};
pub use known::{
    KnownAlike, KnownSubject, LinkState, NewKnownSubject, NewSubjectLink, Sought, SubjectLink,
    SubjectPair,
};
pub use letter::{Dispatch, LetterRow, LetterStatus, NewLetter};
pub use organisation::{NewPending, TakenPending};
pub use outbox::{
    AfterFailure, ClaimedEffect, DeadLetter, EffectState, Hold, NewEffect, Reminder, Settled,
};
pub use page::{Cursor, Page};
pub use party::{Account, Party};
pub use processing::{LdvAttributes, LdvRecord, ProcessingLog, ProcessingRecord, ProcessingStatus};
pub use risk_draft::{NewRiskDraft, RiskDraftRow, RiskPublication};
pub use scope::{Identity, PartyScope, Viewer};
pub use secret::SecretKind;
pub use session::{NewSession, SessionRow};
pub use store::{Store, StoreConfig};
pub use substitution::{SubstituteAccess, Substitution};
pub use task::{NewTask, TaskDone, TaskQuery, TaskRow, TaskState};
pub use tips::{
    ClaimedTipMessage, KeepTip, KeepTipPartner, NewTipArrival, NewTipKey, NewTipMessage,
    SealedTipMessage, TipAlert, TipArrival, TipBody, TipKeyPurpose, TipKeyRow, TipLine,
    TipMessageRow, TipOutcome, TipPartnerRow, TipRow, TipSide,
};
pub use token::{NewToken, TokenRow};
pub use tx::Tx;
pub use view::SavedView;
