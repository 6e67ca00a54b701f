//! The letters of a file.

use app::{
    App, Caller, FixLetter, LetterChoice, LetterLine, LetterPage, NewLetterRequest, PrintLine,
    ReturnLetter, SendLetter, WriteLetter,
};
use chrono::NaiveDate;
use kernel::{CaseId, LetterId};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::failure::problem;
use super::media::Pdf;
use super::{CasePath, READ, WRITE, get, post};
use crate::part::{Json, Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Content, Done, Found, Media};
use crate::route::Route;

const TAG: &str = "Brieven";
const PATH: &str = "/dossiers/{dossierId}/brieven";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = reading();
    routes.extend(writing());
    routes.extend(sending());
    routes
}

fn reading() -> Vec<Route<App>> {
    vec![
        get(
            PATH,
            READ,
            ("leesBrieven", TAG),
            ("De brieven van een dossier", "Geeft alle brieven met hun stand, de nieuwste eerst."),
            list,
        ),
        get(
            "/dossiers/{dossierId}/briefkeuzes",
            READ,
            ("leesBriefkeuzes", TAG),
            (
                "Welke brieven er zijn",
                "Geeft de soorten die u kunt maken, en aan wie elk kan gaan.",
            ),
            choices,
        ),
        get(
            "/dossiers/{dossierId}/brieven/{briefId}",
            READ,
            ("leesBrief", TAG),
            (
                "Een brief",
                "Geeft wat er in de brief staat en wat er nog ontbreekt. Bij brieven met strafrechtelijke gegevens vraagt dit ook `strafrecht:lezen`.",
            ),
            read,
        ),
        get(
            "/dossiers/{dossierId}/brieven/{briefId}/pdf",
            READ,
            ("leesBriefPdf", TAG),
            (
                "Een brief als pdf",
                "Geeft het concept, of de vastgestelde bytes. De pdf maakt aanspraak op PDF/A-2a en PDF/UA-1.",
            ),
            pdf,
        ),
        get(
            "/dossiers/{dossierId}/brieven/{briefId}/docx",
            READ,
            ("leesBriefDocx", TAG),
            (
                "Een concept voor een tekstverwerker",
                "Geeft het concept als docx. Wat u daarin wijzigt, komt niet vanzelf in de brief. Een definitieve brief is er alleen als pdf.",
            ),
            docx,
        ),
    ]
}

fn writing() -> Vec<Route<App>> {
    vec![
        post(
            PATH,
            WRITE,
            ("beginBrief", TAG),
            (
                "Een brief beginnen",
                "Maakt een concept, met de redenen die al op het dossier staan.",
            ),
            begin,
        ),
        post(
            "/dossiers/{dossierId}/brieven/{briefId}/tekst",
            WRITE,
            ("schrijfBrief", TAG),
            (
                "In een brief schrijven",
                "Bewaart de tekst per onderdeel. Wat niet te lezen is, blijft staan en wordt genoemd.",
            ),
            write,
        ),
        post(
            "/dossiers/{dossierId}/brieven/{briefId}/voorlegging",
            WRITE,
            ("legBriefVoor", TAG),
            ("Een brief voorleggen", "Vraagt een ander om de brief vast te stellen."),
            offer,
        ),
        post(
            "/dossiers/{dossierId}/brieven/{briefId}/vaststelling",
            WRITE,
            ("stelBriefVast", TAG),
            (
                "Een brief vaststellen",
                "Zet de bytes vast, met hun sha256 in het controlespoor. Wie de tekst schreef, stelt haar niet vast.",
            ),
            approve,
        ),
    ]
}

fn sending() -> Vec<Route<App>> {
    vec![
        post(
            "/dossiers/{dossierId}/brieven/{briefId}/teruggave",
            WRITE,
            ("geefBriefTerug", TAG),
            ("Een brief teruggeven", "Geeft een voorgelegde brief terug, met de reden."),
            give_back,
        ),
        post(
            "/dossiers/{dossierId}/brieven/{briefId}/verzending",
            WRITE,
            ("verzendBrief", TAG),
            (
                "Een brief verzenden",
                "Legt vast hoe en wanneer een definitieve brief weggaat, of zet hem op de printlijst.",
            ),
            send,
        ),
        post(
            "/dossiers/{dossierId}/brieven/{briefId}/verval",
            WRITE,
            ("laatBriefVervallen", TAG),
            (
                "Een brief laten vervallen",
                "De brief gaat niet weg. Hij blijft te lezen, met de reden.",
            ),
            let_go,
        ),
        get(
            "/printlijst",
            READ,
            ("leesPrintlijst", TAG),
            ("De printlijst", "Geeft de brieven die nog geprint moeten worden, de oudste eerst."),
            print_list,
        ),
        post(
            "/printlijst/verzending",
            WRITE,
            ("verzendPrintlijst", TAG),
            (
                "Brieven op de post",
                "Legt vast dat brieven van de printlijst op de post zijn gedaan: alle genoemde, of geen.",
            ),
            posted,
        ),
    ]
}

/// De brief op het dossier.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LetterPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van de brief.
    brief_id: LetterId,
}

impl LetterPath {
    fn place(self) -> (CaseId, LetterId) {
        (self.dossier_id, self.brief_id)
    }
}

/// De nieuwe brief.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BegonnenBrief")]
struct Begun {
    /// Het id.
    id: LetterId,
}

/// De versie die u las.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Briefversie")]
struct LetterVersion {
    /// De versie.
    versie: i32,
}

/// Brieven die op de post zijn gedaan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "GeposteBrieven")]
struct Posted {
    /// Welke.
    #[schemars(length(min = 1, max = 500))]
    brieven: Vec<LetterId>,
    /// Op welke dag.
    op: NaiveDate,
}

/// A draft for a word processor.
struct Docx;

impl Media for Docx {
    const TYPE: &'static str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "binary" })
    }
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<LetterLine>>, Problem> {
    app.letters_of(&caller, path.dossier_id).await.map(Found).map_err(problem)
}

async fn choices(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<LetterChoice>>, Problem> {
    app.letter_choices(&caller, path.dossier_id).await.map(Found).map_err(problem)
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
) -> Result<Found<LetterPage>, Problem> {
    app.letter_page(&caller, path.place()).await.map(Found).map_err(problem)
}

async fn pdf(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
) -> Result<Content<Pdf>, Problem> {
    let (name, bytes) = app.letter_pdf(&caller, path.place()).await.map_err(problem)?;
    Ok(Content::file(bytes, &name))
}

async fn docx(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
) -> Result<Content<Docx>, Problem> {
    let file = app.letter_office_file(&caller, path.place()).await.map_err(problem)?;
    Ok(Content::file(file.bytes, &file.file_name))
}

async fn begin(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    Json(request): Json<NewLetterRequest>,
) -> Result<Found<Begun>, Problem> {
    let begun = app.begin_letter(&caller, path.dossier_id, &request).await;
    begun.map(|id| Found(Begun { id })).map_err(problem)
}

async fn write(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
    Json(request): Json<WriteLetter>,
) -> Result<Done, Problem> {
    done(app.write_letter(&caller, path.place(), &request).await)
}

async fn offer(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
    Json(version): Json<LetterVersion>,
) -> Result<Done, Problem> {
    done(app.offer_letter(&caller, path.place(), version.versie).await)
}

async fn approve(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
    Json(request): Json<FixLetter>,
) -> Result<Done, Problem> {
    done(app.approve_letter(&caller, path.place(), &request).await)
}

async fn give_back(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
    Json(request): Json<ReturnLetter>,
) -> Result<Done, Problem> {
    done(app.return_letter(&caller, path.place(), &request).await)
}

async fn send(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
    Json(request): Json<SendLetter>,
) -> Result<Done, Problem> {
    done(app.send_letter(&caller, path.place(), &request).await)
}

async fn let_go(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<LetterPath>,
    Json(request): Json<ReturnLetter>,
) -> Result<Done, Problem> {
    done(app.drop_letter(&caller, path.place(), &request).await)
}

async fn print_list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
) -> Result<Found<Vec<PrintLine>>, Problem> {
    app.print_list(&caller).await.map(Found).map_err(problem)
}

async fn posted(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Json(request): Json<Posted>,
) -> Result<Done, Problem> {
    done(app.posted(&caller, (&request.brieven, request.op)).await.map(|_| ()))
}

fn done(outcome: Result<(), app::AppError>) -> Result<Done, Problem> {
    outcome.map(|()| Done).map_err(problem)
}
