//! Natural and legal persons on a file, and how they are related (art. 1(1), 3(4) and 7a(2) Wet Bibob).
//!
//! [`Subject`] and [`Role`] are the short form that a file holds. The relation network is built from [`Node`]s and dated, sourced
//! [`Statement`]s: nothing in it is a fact about somebody, everything is what a source says and since when we know it.
//! [`Network::known_on`] gives the network as it was known on a day; its questions answer with the ids of the statements they
//! rest on. A path is a finding aid: whether a relation exists in law is for a person to reason.

mod drawing;
mod export;
pub mod matching;
mod network;
mod node;
mod period;
mod role;
pub mod sources;
mod statement;
mod subject;
#[cfg(test)]
mod tests;

pub use drawing::{
    Area, Content, Drawing, DrawnBox, DrawnLine, Fold, FoldReason, MOST_DRAWN, MOST_SHOWN, Point,
    Sheet, TableRow, svg,
};
pub use export::{Bods, BodsStatement, Loss, NetworkFile, Outward, Publisher};
pub use network::{
    Control, Controller, Cut, DEPTH, Doubt, Financing, Fraction, Frontier, Gap, Lender, MOST_NODES,
    MOST_PATHS, Network, NetworkChange, NetworkError, Observation, OpenEnd, Origin, OriginKind,
    Owner, Ownership, Path, PathMark, Pattern, Question, Related, RelationRow, Relations, Ring,
    RoleStep, Route, Step, Tri,
};
pub use node::{Details, Node, NodeKind, StructuredName};
pub use period::{Period, Tense};
pub use role::{Role, RoleKind};
pub use statement::{
    Band, Directness, Form, Relation, Source, SourceKind, Statement, StatementDraft,
    StatementError, StatementId, Status,
};
pub use subject::{Subject, SubjectKind};
