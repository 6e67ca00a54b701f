//! The use cases: load, ask the pure core, save with audit and outbox in one transaction. One function each; the API, the
//! pages and the command line call the same ones.

mod access;
mod archive;
mod audit;
mod caller;
mod context;
mod correspondence;
pub mod demo;
mod door;
mod dossier;
mod duty;
mod error;
mod figures;
mod group;
mod hearing;
pub mod help;
mod idempotent;
mod import;
pub mod inquiry;
mod intake;
mod kept;
mod known;
mod law_link;
mod letter;
mod mail;
mod office;
pub mod policy;
mod processing;
pub mod regional;
mod risk_set;
mod session;
mod supervise;
mod task;
pub mod tips;
mod undelivered;
mod upload;
mod worker;
mod worklist;

pub use crate::mail::{
    MailAppointment, MailDesk, MailFailure, MailNotice, MailStatus, MailWaiting,
};
pub use access::{Permission, rights_of};
pub use audit::{AuditLine, TrailCheck};
pub use caller::{Caller, WhoAmI};
pub use context::{App, Settings};
pub use correspondence::{
    FixLetter, HouseProposal, HouseText, HouseTextLine, HouseTextStatus, LARGEST_LOGO,
    LetterChoice, LetterField, LetterLine, LetterPage, LetterTo, LetterWay, Letterhead,
    NewLetterRequest, PortalLetter, PrintLine, ReturnLetter, SendLetter, WriteLetter,
};
pub use door::{
    AtProvider, Callback, ChosenPassword, Cost, FrontDoor, OrganisationAnswer,
    OrganisationProvider, OrganisationRefusal, People, Proof, ProviderAnswer, ProviderButton,
    ProviderSettings, Renewed, SecondFactor, SignIn, SignInRefusal,
};
pub use dossier::{
    AccessLine, AddMember, BsnEntry, CaseChange, CaseFilter, CaseSearch, ChosenScreening,
    Colleague, Conflict, DeadlinePast, DocumentLine, DossierAnswer, DossierList, DossierSummary,
    Emergency, HistoryEvent, HistoryPage, Member, NewDossier, NewPerson, NewUpload, PersonEntry,
    RemoveMember, ScopeRequest,
};
pub use duty::Duty;
pub use error::AppError;
pub use figures::{Decisions, EndingTerm, Figures, HalfYear};
pub use group::{
    AgendaProposal, AskHelp, ExtraMeeting, GroupAccount, GroupRights, GroupView, HelpChange,
    HelpSearch, HelpView, ItemFile, ItemView, KeepGroup, KeepMember, MeetingAnswer, MeetingChange,
    MeetingLine, MeetingView, NewAction, NewItem, NewSignal, OpenAction, PlanYear, PlannedYear,
    ProposalView, RoundChange, RoundView, ScheduleSignal, SignalChange, SignalView, TakeProposals,
};
pub use hearing::{CancelHearing, HearingLine, HearingPlan, MoveHearing, PlanHearing};
pub use idempotent::RequestKey;
pub use import::{ImportFormat, ImportLine, ImportReport, ImportRequest};
pub use intake::{
    AnswerCheck, Applicant, Correction, CorrectionReason, CorrectionRequest, Entered, EntryRefusal,
    FileHere, Filling, HandedIn, Invitation, InviteRequest, InviteTerm, KeepError, NotEntered,
    Questionnaire, Receiving, RepairOf, RepairRequest, SignatureEntry, StatedFact, StepAnswers,
    VersionLine, WaysIn, fact_in_words,
};
pub use kept::{Filled, Kept};
pub use known::{
    Candidate, DecideLink, Found, FoundParty, KnownOf, KnownPair, KnownParties, KnownProfile,
    LinkChoice, LinkDecision, LinkStand,
};
pub use law::scope::{Door, Form, PolicyStatus, Regime, Remedy, Wording};
pub use law_link::law_link;
pub use letter::{Decided, Lapsed, Occasion, letter_place};
pub use letters::{CopyPdf, HouseSection, Letter, LetterKind, OfficeFile, PLACEHOLDERS};
pub use office::{
    AccountDetail, AccountLine, AddedAccount, IssuedToken, NewAccount, NewProgram, NewSubstitution,
    NewUser, PartyHere, PolicyVersion, ProgramLine, Replaceable, SetupCode, SignInMeans,
    SubstitutionLine, SubstitutionState, TokenRequest,
};
pub use policy::{
    AnswerKind, BasisView, Change, CodeName, ConditionLine, Explained, FactQuestion, GapView,
    Ground, KindLine, KindName, KindStand, KindView, Level, MadeBy, Otherwise, PartyName,
    PolicyHead, PolicyView, RuleName, RuleView, StandView, Term, TermView, Unknown,
};
pub use processing::ProcessingQuery;
pub use risk_set::{RiskDraft, RiskPublishing, RiskSet, RiskStand, Trial};
pub use rulebook::{HelpArticle, HelpPart, HelpStep, HelpSubject};
pub use session::{
    BegunSession, Session, SessionLimits, SessionLine, SessionState, SignInMethod, form_proof,
    is_form_proof,
};
pub use store::{
    Anchor, AuditReport, Backend, DatabaseUrl, Keyring, LdvAttributes, LdvRecord, RandomSource,
    Store, StoreConfig, StoreError,
};
pub use supervise::{EndingSoonAnswer, LoadAnswer, SupervisionQuery};
pub use task::{FinishTask, TaskAnswer, TaskFilter};
pub use undelivered::{TryAgain, Undelivered};
pub use upload::{MOST_BYTES, ScannerAddress};
pub use worker::{Carrier, Delivery, WorkReport, Worker, read_anchors};
pub use worklist::{Count, WorkDue, WorkFilter, WorkGroup, WorkLine, WorkList, WorkTurn, WorkView};

/// Forms and answers, for the front ends.
pub mod questionnaire {
    pub use ::questionnaire::*;
}

/// Findings and scores, for the front ends.
pub mod risk {
    pub use ::risk::*;
}

/// The working group, for the front ends.
pub mod meetings {
    pub use ::meetings::*;
}

/// Who may be the same as somebody, for the front ends and whatever comes with a profile.
pub mod matching {
    pub use subjects::matching::*;
}

/// Relations between persons, for the front ends.
pub mod network {
    pub use subjects::{
        Band, Bods, Directness, Drawing, Form, Fraction, Gap, Network, NetworkChange, NetworkFile,
        Owner, Path, PathMark, Period, Question, Relation, Source, SourceKind, Statement,
        StatementDraft, StatementId, Status, TableRow, Tri, svg,
    };
}

/// What can be asked of a file, for the front ends.
pub mod command {
    pub use case::*;
}

/// A part of a list with the place where the next part begins.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Deel{T}")]
pub struct Paged<T> {
    /// De onderdelen, in volgorde.
    pub items: Vec<T>,
    /// Waar het volgende deel begint; leeg aan het eind.
    pub volgende: Option<String>,
}

impl<T> Paged<T> {
    fn of<S>(page: store::Page<S>, item: impl FnMut(S) -> T) -> Self {
        Self {
            volgende: page.next.map(|cursor| cursor.as_str().to_owned()),
            items: page.items.into_iter().map(item).collect(),
        }
    }
}
