//! A file: one page with a clear next step, and a tab for each part of its life.

mod band;
mod brief;
mod conflict;
mod historie;
mod kop;
mod onderdeel;
mod overzicht;
mod stap;
mod stukken;
mod tabs;
mod tijdlijn;
mod toegang;
pub(super) mod toepassing;

use app::{Caller, DocumentLine, DossierAnswer, Permission};
use kernel::CaseId;

use crate::ui::route::{PageAccess, PageRoute};
use crate::ui::step::Surroundings;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) const READ: PageAccess = PageAccess::Right(Permission::ReadCases);
pub(super) const WRITE: PageAccess = PageAccess::Right(Permission::WriteCases);

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = overzicht::routes();
    routes.extend(onderdeel::routes());
    routes.extend(historie::routes());
    routes.extend(toepassing::routes());
    routes.extend(stap::routes());
    routes.extend(toegang::routes());
    routes.extend(stukken::routes());
    routes.extend(brief::routes());
    routes
}

/// A file as its pages need it.
struct Opened {
    answer: DossierAnswer,
    documents: Vec<DocumentLine>,
    around: Surroundings,
}

/// Opens the file of the address for somebody who is on it.
async fn opened(visit: &Visit, caller: &Caller) -> Result<Opened, Trouble> {
    let id: CaseId = visit.of_path("dossierId")?;
    let answer = visit.app.dossier(caller, id).await?;
    let people = answer.dossier.file().personen.iter();
    let people = people.map(|one| (one.persoon.id.to_string(), one.persoon.name.reveal().clone()));
    let documents = visit.app.documents(caller, id).await?;
    let document = |one: &DocumentLine| {
        (format!("document/{}", one.id), one.name.reveal().clone(), one.digest.clone())
    };
    let around = Surroundings {
        people: people.collect(),
        documents: documents.iter().map(document).collect(),
    };
    Ok(Opened { answer, documents, around })
}
