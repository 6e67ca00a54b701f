//! The advice of the LBB: what a request needs, the days, what came of it, whether it can be relied on, and what is used again.

mod brieven;
mod hergebruik;
mod stand;
mod vergewissen;
mod volledigheid;

use app::{Caller, Permission};
use serde::Serialize;

use self::hergebruik::Hergebruik;
use self::stand::{Regel, Taak, Telling};
use self::vergewissen::Vergewissen;
pub(super) use self::volledigheid::{Verzoek, verzoek};
use super::band::{Action, actions};
use super::kop::Kop;
use super::onderdeel::{Letter, Part, parts};
use super::tabs::tab;
use super::{READ, opened};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// The advice and what is found in it is criminal data (art. 28).
const CRIMINAL: PageAccess = PageAccess::Right(Permission::ReadCriminal);
/// To record something about it takes the right to write as well.
const RECORD: PageAccess = PageAccess::AllOf(&[Permission::WriteCases, Permission::ReadCriminal]);

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![
        get("/dossiers/{dossierId}/lbb", READ, show),
        get("/dossiers/{dossierId}/lbb/bevindingen", CRIMINAL, findings),
    ];
    routes.extend(vergewissen::routes());
    routes.extend(hergebruik::routes());
    routes
}

#[derive(Debug, Serialize)]
struct Lbb {
    kop: Kop,
    leeg: Option<&'static str>,
    uitgebleven: Vec<String>,
    delen: Vec<Part>,
    verzoeken: Vec<Regel>,
    verzoek: Option<Verzoek>,
    termijn: Vec<Regel>,
    telling: Vec<Telling>,
    vergewissen: Option<Vergewissen>,
    hergebruik: Option<Hergebruik>,
    taken: Vec<Taak>,
    kosten: Vec<Regel>,
    brieven: Vec<Letter>,
    acties: Vec<Action>,
}

impl View for Lbb {
    const TEMPLATE: &'static str = "pages/dossier/lbb";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let here = tab("lbb").ok_or(Trouble::NotFound)?;
    let opened = opened(&visit, &caller).await?;
    let answer = &opened.answer;
    let stored = serde_json::to_value(&answer.dossier)
        .map_err(|error| Trouble::Template(error.to_string()))?;
    let bureau = visit.app.bureau_stand(&caller, answer)?;
    let (today, reads) = (visit.today(), caller.may(Permission::ReadCriminal));
    let may_write = caller.may(Permission::WriteCases);
    let view = Lbb {
        kop: Kop::of(&visit, &opened, here),
        leeg: (bureau.verzoeken == 0).then_some(here.empty),
        uitgebleven: stand::unanswered(&bureau, today),
        delen: parts(here, &stored, &opened, today),
        verzoeken: stand::closed(&answer.dossier, reads, today),
        verzoek: verzoek(&visit, &caller, answer).await?,
        termijn: stand::term(answer, &bureau, today),
        telling: stand::count(answer),
        vergewissen: Vergewissen::of(&visit, &caller, answer).await?,
        hergebruik: Hergebruik::of(&visit, &caller, answer).await?,
        taken: stand::tasks(&visit, &caller, answer.id).await?,
        kosten: stand::costs(&bureau),
        brieven: brieven::of(&visit, &caller, &opened).await?,
        acties: if may_write { actions(answer, here.commands) } else { Vec::new() },
    };
    page(&visit, &view.kop.title(here.name), &view)
}

/// The form with the own findings, which name what was answered about offences.
async fn findings(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let form = visit.app.findings(&caller, visit.of_path("dossierId")?).await?;
    let form = form.ok_or(Trouble::NotFound)?;
    Ok(Answer::shown("application/pdf", &form.file_name, form.pdf))
}
