//! What belongs to the assessment beside the score: other grounds for refusal, the elements of the law, files like this one, the report
//! and another next step.

use app::command::{Degree, Ground as JudgedGround, Text};
use app::inquiry::{
    Comparable, DeviationEntry, ElementInWords, ElementsInWords, Entry, NewDeviation, RegularGround,
};
use app::risk::{Ground, NextStep};
use app::{App, AppError, Caller};
use chrono::NaiveDate;
use kernel::{CaseId, InquiryEntryId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::dossiers::request_key;
use super::super::failure::problem;
use super::super::media::Pdf;
use super::{CasePath, Line, READ, TAG, WRITE, Written, get, lines, post, written};
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Content, Found};
use crate::route::Route;

const GROUNDS: &str = "/dossiers/{dossierId}/beoordeling/gronden";
const DEVIATIONS: &str = "/dossiers/{dossierId}/beoordeling/afwijkingen";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = other_grounds();
    routes.extend(laid_out());
    routes.extend(other_steps());
    routes
}

fn other_grounds() -> Vec<Route<App>> {
    vec![
        get(
            GROUNDS,
            READ,
            ("leesWeigeringsgronden", TAG),
            (
                "De andere weigeringsgronden",
                "Geeft welke gronden buiten de Wet Bibob zijn nagegaan en wat ervan kwam, de oudste eerst. Wat is vervangen, staat er niet in. De toelichting staat er alleen voor wie `strafrecht:lezen` heeft.",
            ),
            grounds,
        ),
        post(
            GROUNDS,
            WRITE,
            ("legWeigeringsgrondVast", TAG),
            (
                "Een andere weigeringsgrond vastleggen",
                "Legt vast wat er is nagegaan over een weigeringsgrond buiten de Wet Bibob. Die komen eerst: op zo'n grond kan al worden geweigerd. Kan zolang het eigen onderzoek loopt.",
            ),
            weigh,
        ),
        post(
            "/dossiers/{dossierId}/beoordeling/gronden/{grondId}/vervanging",
            WRITE,
            ("vervangWeigeringsgrond", TAG),
            (
                "Een andere weigeringsgrond vervangen",
                "Zet wat er nu over een grond bekend is in de plaats van wat er stond. Wat er stond, kan daarna niet nog eens worden vervangen.",
            ),
            replace,
        ),
    ]
}

fn laid_out() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/beoordeling/elementen",
            READ,
            ("leesElementen", TAG),
            (
                "De elementen van de wet naast de feiten",
                "Geeft per grond de elementen die de wet laat wegen (art. 3), elk met het artikel, wat er staat en wat er ontbreekt. Het wegen blijft aan mensen. Vraagt ook `strafrecht:lezen`.",
            ),
            laid_beside,
        ),
        get(
            "/dossiers/{dossierId}/beoordeling/vergelijken",
            READ,
            ("vergelijkDossier", TAG),
            (
                "Vergelijkbare dossiers",
                "Geeft besliste dossiers van het eigen bestuursorgaan over dezelfde soort zaak met dezelfde soorten feiten, voor gelijke behandeling (Awb art. 2:4 en 3:4). Zonder iets over de personen. Vraagt ook `strafrecht:lezen`.",
            ),
            alike,
        ),
        get(
            "/dossiers/{dossierId}/beoordeling/rapport",
            READ,
            ("leesRapport", TAG),
            (
                "Het rapport van het eigen onderzoek",
                "Geeft het rapport als PDF. Er is geen rapport voordat het onderzoek is begonnen. Vraagt ook `strafrecht:lezen`.",
            ),
            report,
        ),
    ]
}

fn other_steps() -> Vec<Route<App>> {
    vec![
        get(
            DEVIATIONS,
            READ,
            ("leesAfwijkingen", TAG),
            (
                "De andere vervolgstappen",
                "Geeft de stappen die vandaag gelden in plaats van wat de score voorstelt, ten hoogste één per grond. Vraagt ook `strafrecht:lezen`.",
            ),
            deviations,
        ),
        post(
            DEVIATIONS,
            WRITE,
            ("wijkAf", TAG),
            (
                "Een andere vervolgstap kiezen",
                "Legt een andere stap vast dan de score voorstelt, met de reden (Awb art. 3:2 en 3:46). Zij komt in de plaats van de vorige op dezelfde grond en geldt ten hoogste zes maanden. De punten en de graad van gevaar veranderen niet. Vraagt ook `strafrecht:lezen`.",
            ),
            deviate,
        ),
    ]
}

/// De andere weigeringsgrond.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GroundPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id waaronder de grond is vastgelegd.
    grond_id: InquiryEntryId,
}

/// De elementen van één grond, in woorden.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GrondelementenInWoorden")]
struct ElementsLine {
    /// De grond.
    grond: Ground,
    /// De elementen, in de volgorde van de wet.
    elementen: Vec<ElementLine>,
}

/// Een element in woorden.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ElementInWoorden")]
struct ElementLine {
    /// Het element.
    element: &'static str,
    /// Het artikel.
    artikel: &'static str,
    /// Wat er staat; leeg als er niets staat.
    bekend: Option<String>,
    /// Wat er ontbreekt; leeg als er niets ontbreekt.
    ontbreekt: Option<String>,
}

impl From<ElementsInWords> for ElementsLine {
    fn from(ground: ElementsInWords) -> Self {
        let elementen = ground.lines.into_iter().map(ElementLine::from).collect();
        Self { grond: ground.ground, elementen }
    }
}

impl From<ElementInWords> for ElementLine {
    fn from(line: ElementInWords) -> Self {
        Self {
            element: line.element,
            artikel: line.article,
            bekend: line.known,
            ontbreekt: line.missing,
        }
    }
}

/// Een beslist dossier waarin dezelfde soorten feiten zijn vastgesteld.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VergelijkbaarDossier")]
struct ComparableLine {
    /// Het jaar van de beslissing; een dag zou een dossier aanwijzen.
    jaar: i32,
    /// De uitkomst van de beslissing.
    uitkomst: Option<String>,
    /// Het oordeel op elke grond.
    oordeel: Vec<DegreeLine>,
    /// Of art. 3 lid 6 speelde.
    lid6: bool,
    /// De soorten feiten die beide dossiers hebben.
    gelijk: Vec<String>,
    /// Hoeveel soorten feiten alleen het andere dossier heeft.
    anders: usize,
}

/// De mate van gevaar op een grond.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GevaarPerGrond")]
struct DegreeLine {
    /// De grond.
    grond: JudgedGround,
    /// De mate van gevaar.
    gevaar: Degree,
}

impl From<Comparable> for ComparableLine {
    fn from(one: Comparable) -> Self {
        let degrees = one.degrees.into_iter();
        Self {
            jaar: one.year,
            uitkomst: one.outcome,
            oordeel: degrees.map(|(grond, gevaar)| DegreeLine { grond, gevaar }).collect(),
            lid6: one.obtained,
            gelijk: one.shared,
            anders: one.others,
        }
    }
}

/// Een andere stap dan de score voorstelt.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Afwijking")]
struct Deviation {
    /// De grond.
    grond: Ground,
    /// De stap die de score toen voorstelde.
    voorstel: NextStep,
    /// De stap die is gekozen.
    stap: NextStep,
    /// Waarom.
    reden: Text,
    /// De laatste dag waarop zij geldt.
    tot_en_met: NaiveDate,
}

impl Deviation {
    fn line(entry: Entry<DeviationEntry>) -> Line<Self> {
        let DeviationEntry { grond, voorstel, stap, reden, tot_en_met } = entry.content;
        let inhoud = Self { grond, voorstel, stap, reden, tot_en_met };
        Line { id: entry.id, door: entry.by, op: entry.at, inhoud }
    }
}

/// Kiest een andere stap dan de score voorstelt.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuweAfwijking")]
struct OtherStep {
    /// De grond.
    grond: Ground,
    /// De stap die u kiest.
    stap: NextStep,
    /// Waarom deze stap beter past.
    reden: Text,
    /// De laatste dag waarop zij geldt, ten hoogste zes maanden na vandaag.
    tot_en_met: NaiveDate,
}

impl From<OtherStep> for NewDeviation {
    fn from(new: OtherStep) -> Self {
        Self { ground: new.grond, step: new.stap, reason: new.reden, until: new.tot_en_met }
    }
}

async fn grounds(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Line<RegularGround>>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    app.regular_grounds(&caller, &answer).await.map(lines).map_err(problem)
}

async fn weigh(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    once: Once,
    Json(ground): Json<RegularGround>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    let place = (path.dossier_id, key.as_ref());
    written(app.weigh_regular_ground(&caller, place, (None, &ground)).await)
}

async fn replace(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<GroundPath>,
    once: Once,
    Json(ground): Json<RegularGround>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    let place = (path.dossier_id, key.as_ref());
    written(app.weigh_regular_ground(&caller, place, (Some(path.grond_id), &ground)).await)
}

async fn laid_beside(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<ElementsLine>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let profile = app.profile(&caller, &answer).await.map_err(problem)?;
    let (assessment, today) = (answer.dossier.assessment(), app.now().dutch_date());
    let elements = app.elements(&profile, assessment, today).map_err(problem)?;
    Ok(Found(elements.into_iter().map(ElementsLine::from).collect()))
}

async fn alike(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<ComparableLine>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let alike = app.comparable(&caller, &answer).await.map_err(problem)?;
    Ok(Found(alike.into_iter().map(ComparableLine::from).collect()))
}

async fn report(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Content<Pdf>, Problem> {
    let report = app.report(&caller, path.dossier_id).await.map_err(problem)?;
    let report = report.ok_or_else(|| problem(AppError::NotFound))?;
    Ok(Content::file(report.pdf, &report.file_name))
}

async fn deviations(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Line<Deviation>>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let entries = app.overrides(&caller, &answer).await.map_err(problem)?;
    Ok(Found(entries.into_iter().map(Deviation::line).collect()))
}

async fn deviate(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    once: Once,
    Json(new): Json<OtherStep>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    written(app.deviate(&caller, (path.dossier_id, key.as_ref()), new.into()).await)
}
