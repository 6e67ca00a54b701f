//! Files: made, changed by commands, read, listed, searched.

mod change;
mod conflict;
mod create;
mod document;
mod emergency;
mod history;
mod list;
mod member;
mod person;
mod record;
mod scope;
mod view;

pub use change::CaseChange;
pub use conflict::Conflict;
pub use create::{NewDossier, NewPerson};
pub use document::{DocumentLine, NewUpload};
pub use emergency::Emergency;
pub use history::{AccessLine, DeadlinePast, HistoryEvent, HistoryPage};
pub use list::{CaseFilter, CaseSearch, DossierList, DossierSummary};
pub use member::{AddMember, Colleague, Member, RemoveMember};
pub use person::{BsnEntry, PersonEntry};
pub use scope::{ChosenScreening, ScopeRequest};
pub use view::DossierAnswer;

pub(crate) use create::taken_reference;
pub(crate) use emergency::reviews;
pub(crate) use list::{page_size, people};
pub(crate) use record::{audit_entry, data_subjects, deadline, due};
pub(crate) use scope::decided_scope;
