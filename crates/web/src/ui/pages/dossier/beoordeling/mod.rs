//! The assessment: the score that orders the work, with every point explained, beside the judgement that only a person gives.

mod afwijking;
mod elementen;
mod gronden;
mod score;
mod vergelijken;

use app::inquiry::{
    Concern, Entry, Looked, RegularGround, ScoreEntry, is_investigated, rests_on_suspicion,
};
use app::{AppError, Caller, DossierAnswer, Permission};
use kernel::CaseId;
use serde::Serialize;

use self::elementen::Grondelementen;
use self::gronden::AndereGrond;
use self::score::Score;
use super::band::{Action, actions};
use super::kop::Kop;
use super::onderdeel::{Part, parts};
use super::onderzoek::{formulier, lezen};
use super::tabs::{Tab, tab};
use super::{READ, opened};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TAB: &str = "/dossiers/{dossierId}/beoordeling";
const KEEP: &str = "/dossiers/{dossierId}/beoordeling/score";
const REPORT: &str = "/dossiers/{dossierId}/beoordeling/rapport";
/// The report names findings about offences.
const CRIMINAL: PageAccess = PageAccess::Right(Permission::ReadCriminal);
const SCORES: PageAccess = PageAccess::AllOf(&[Permission::WriteCases, Permission::ReadCriminal]);

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(TAB, READ, show), post(KEEP, SCORES, keep).button_of(TAB)];
    routes.push(get(REPORT, CRIMINAL, report));
    routes.extend(gronden::routes());
    routes.extend(afwijking::routes());
    routes.extend(vergelijken::routes());
    routes
}

#[derive(Debug, Default, Serialize)]
struct Beoordeling {
    kop: Option<Kop>,
    leeg: Option<&'static str>,
    aandacht: Vec<Aandacht>,
    andere_gronden: Option<AndereGronden>,
    elementen: Vec<Grondelementen>,
    score: Option<Score>,
    bewaard: Vec<Bewaard>,
    bewaren: Option<String>,
    afwijken: Option<String>,
    rapport: Option<String>,
    vergelijken: Option<String>,
    delen: Vec<Part>,
    acties: Vec<Action>,
}

#[derive(Debug, Serialize)]
struct AndereGronden {
    rijen: Vec<AndereGrond>,
    nieuw: Option<String>,
}

/// What an official has to look at before judging.
#[derive(Debug, Serialize)]
struct Aandacht {
    tekst: &'static str,
    grondslag: &'static str,
}

#[derive(Debug, Serialize)]
struct Bewaard {
    op: String,
    regelset: String,
    klopt: &'static str,
}

impl View for Beoordeling {
    const TEMPLATE: &'static str = "pages/dossier/beoordeling";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let here = tab("beoordeling").ok_or(Trouble::NotFound)?;
    let answer = &opened.answer;
    let stored = serde_json::to_value(&answer.dossier)
        .map_err(|error| Trouble::Template(error.to_string()))?;
    let delen = parts(here, &stored, &opened, visit.today());
    let mut view = beoordeling(&visit, &caller, (answer, here)).await?;
    view.leeg = (delen.is_empty() && view.andere_gronden.is_none()).then_some(here.empty);
    let kop = Kop::of(&visit, &opened, here);
    let title = kop.title(here.name);
    page(&visit, &title, &Beoordeling { kop: Some(kop), delen, ..view })
}

/// Gathers what an official needs to judge. It is there from the investigation until there is a decision.
async fn beoordeling(
    visit: &Visit,
    caller: &Caller,
    (answer, here): (&DossierAnswer, &Tab),
) -> Result<Beoordeling, Trouble> {
    let mut view = Beoordeling::default();
    if caller.may(Permission::WriteCases) {
        view.acties = actions(answer, here.commands);
    }
    let scores = caller.may(Permission::ReadCriminal);
    if scores {
        view.bewaard = kept(visit, caller, answer).await?;
        let has_report = answer.dossier.inquiry().is_some();
        view.vergelijken =
            has_report.then(|| format!("/dossiers/{}/beoordeling/vergelijken", answer.id));
        view.rapport = has_report.then(|| format!("/dossiers/{}/beoordeling/rapport", answer.id));
    }
    if answer.dossier.inquiry().is_none() || answer.dossier.aftermath().is_some() {
        return Ok(view);
    }
    let regular = visit.app.regular_grounds(caller, answer).await?;
    let writes = caller.may(Permission::WriteCases) && is_investigated(answer.dossier.state());
    view.andere_gronden = Some(AndereGronden::of(answer.id, &regular, (caller, writes)));
    let network = visit.app.network(caller, answer).await?;
    let check = if scores { visit.app.advice_check(caller, answer).await? } else { None };
    let (network, check) = (network.as_ref(), check.as_ref());
    let looked = Looked { answer, regular: &regular, network, check };
    view.aandacht = looked.concerns().into_iter().map(Aandacht::from).collect();
    if scores {
        view.bewaren = writes.then(|| format!("/dossiers/{}/beoordeling/score", answer.id));
        view.afwijken = writes.then(|| format!("/dossiers/{}/beoordeling/afwijking", answer.id));
        lay_out(visit, caller, answer, &mut view).await?;
    }
    Ok(view)
}

/// Lays the findings beside the law, with the score that orders the work.
async fn lay_out(
    visit: &Visit,
    caller: &Caller,
    answer: &DossierAnswer,
    view: &mut Beoordeling,
) -> Result<(), Trouble> {
    let profile = visit.app.profile(caller, answer).await?;
    let rules = visit.app.risk_set(caller).await?;
    let outcome = visit.app.outcome(&rules, &profile);
    let assessment = answer.dossier.assessment();
    view.aandacht
        .extend(assessment.and_then(|one| rests_on_suspicion(one, &outcome)).map(Aandacht::from));
    view.elementen = visit
        .app
        .elements(&profile, assessment, visit.today())?
        .iter()
        .map(Grondelementen::of)
        .collect();
    let deviations = visit.app.overrides(caller, answer).await?;
    view.score = Some(Score::of(visit, (&rules, &profile), (&outcome, &deviations)));
    Ok(())
}

impl From<Concern> for Aandacht {
    fn from(concern: Concern) -> Self {
        Self { tekst: concern.text, grondslag: concern.basis }
    }
}

impl AndereGronden {
    fn of(
        case: CaseId,
        entries: &[Entry<RegularGround>],
        (caller, writes): (&Caller, bool),
    ) -> Self {
        let row = |entry: &Entry<RegularGround>| {
            AndereGrond::of(case, entry, writes && entry.opens_to(caller))
        };
        Self {
            rijen: entries.iter().map(row).collect(),
            nieuw: writes.then(|| format!("/dossiers/{case}/beoordeling/gronden/nieuw")),
        }
    }
}

/// The report of the investigation (L08), for who may read criminal data.
async fn report(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let report = visit.app.report(&caller, visit.of_path("dossierId")?).await?;
    let report = report.ok_or(Trouble::NotFound)?;
    Ok(Answer::shown("application/pdf", &report.file_name, report.pdf))
}

async fn keep(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let case: CaseId = visit.of_path("dossierId")?;
    // Without the rules that were shown nothing is kept: nobody keeps a score by rules that they did not see.
    visit.app.keep_score(&caller, case, Some(visit.form.text("regels"))).await?;
    Ok(Answer::see(format!("/dossiers/{case}/beoordeling")).saying(Notice::ScoreKept))
}

/// Returns the scores that were kept; each is computed again with the rules of then.
async fn kept(
    visit: &Visit,
    caller: &Caller,
    answer: &DossierAnswer,
) -> Result<Vec<Bewaard>, Trouble> {
    let mut lines = Vec::new();
    for Entry { at, content, .. } in visit.app.scores(caller, answer).await? {
        lines.push(line(visit, answer, (&content, words::moment(at, visit.today()))).await?);
    }
    Ok(lines)
}

async fn line(
    visit: &Visit,
    answer: &DossierAnswer,
    (score, op): (&ScoreEntry, String),
) -> Result<Bewaard, Trouble> {
    let klopt = match visit.app.score_replays(answer, score).await {
        Ok(true) => "Opnieuw berekend: gelijk",
        Ok(false) => "Opnieuw berekend: ANDERS",
        // One score that cannot be read any more hides nothing else of the tab.
        Err(AppError::Unreadable(_)) => "Kan niet opnieuw worden berekend",
        Err(other) => return Err(other.into()),
    };
    Ok(Bewaard { op, regelset: format!("{} {}", score.regelset.id, score.regelset.version), klopt })
}
