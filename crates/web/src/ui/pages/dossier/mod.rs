//! A file: one page with a clear next step, and a tab for each part of its life.

mod aanpassen;
mod band;
mod beoordeling;
mod brief;
mod conflict;
mod historie;
mod hoorzitting;
mod kop;
mod kopie;
mod lbb;
mod onderdeel;
mod onderzoek;
mod opgave;
mod overzicht;
mod post;
mod stap;
mod stukken;
mod tabs;
mod tijdlijn;
mod toegang;
pub(super) mod toepassing;
mod vragenlijst;
mod wegen;

use app::{Caller, DocumentLine, DossierAnswer, Permission};
use kernel::CaseId;

use crate::ui::route::{PageAccess, PageRoute};
use crate::ui::step::Surroundings;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) const READ: PageAccess = PageAccess::Right(Permission::ReadCases);
pub(super) const WRITE: PageAccess = PageAccess::Right(Permission::WriteCases);

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = overzicht::routes();
    routes.extend(onderdeel::routes());
    routes.extend(vragenlijst::routes());
    routes.extend(onderzoek::routes());
    routes.extend(beoordeling::routes());
    routes.extend(lbb::routes());
    routes.extend(kopie::routes());
    routes.extend(aanpassen::routes());
    routes.extend(historie::routes());
    routes.extend(hoorzitting::routes());
    routes.extend(toepassing::routes());
    routes.extend(stap::routes());
    routes.extend(toegang::routes());
    routes.extend(stukken::routes());
    routes.extend(brief::routes());
    routes.extend(post::routes());
    routes
}

/// Returns how many known parties wait for the judgement of the reader. It is told beside something else, which goes on when the
/// look-up fails: then none are told of.
pub(super) async fn known_to_judge(visit: &Visit, caller: &Caller, case: CaseId) -> usize {
    match visit.app.known_parties(caller, case).await {
        Ok(known) => known.to_judge(),
        Err(error) => {
            tracing::error!(%error, dossier = %case, "known parties could not be looked up");
            0
        }
    }
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
        let title = one.name.reveal().clone();
        // Several that are withheld are called the same: the day tells them apart.
        let day = one.withheld.then(|| words::filled_day(one.at.dutch_date()));
        let name = day.map_or_else(|| title.clone(), |day| format!("{title}, {day}"));
        (format!("document/{}", one.id), name, one.digest.clone())
    };
    let accounts = visit.app.names_of_accounts(caller).await?.into_iter();
    let around = Surroundings {
        accounts: accounts.map(|(id, name)| (id.to_string(), name)).collect(),
        people: people.collect(),
        documents: documents.iter().map(document).collect(),
    };
    Ok(Opened { answer, documents, around })
}
