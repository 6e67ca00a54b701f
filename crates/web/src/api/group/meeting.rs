//! One meeting: its agenda, its session and its minutes.

use app::{
    AgendaProposal, App, AppError, Caller, MeetingAnswer, MeetingChange, MeetingView, NewAction,
    NewItem, TakeProposals,
};
use kernel::MeetingId;
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::media::Pdf;
use super::step::MeetingStep;
use super::{READ, TAG, get, post, problem, shown, version_of};
use crate::etag::IfMatch;
use crate::part::{Json, Path, State, Who};
use crate::problem::Problem;
use crate::reply::{Content, Found, Versioned};
use crate::route::Route;

const PROPOSAL: &str = "/werkgroep/vergaderingen/{vergaderingId}/voorstel";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = reading();
    routes.extend(changing());
    routes
}

fn reading() -> Vec<Route<App>> {
    vec![
        get(
            "/werkgroep/vergaderingen/{vergaderingId}",
            READ,
            ("leesVergadering", TAG),
            (
                "Een vergadering",
                "Geeft de agenda en wat er gebeurde. Een punt waarbij u een belang heeft, staat er niet in (Awb art. 2:4). Van een dossier waar u niet op staat, staan er geen kenmerk en naam in (art. 28). Het lezen komt in het verwerkingenlogboek.",
            ),
            read,
        ),
        get(
            PROPOSAL,
            READ,
            ("leesAgendavoorstel", TAG),
            (
                "Wat er op de agenda kan",
                "Geeft wat uw eigen dossiers en de stukken van de werkgroep vragen, elk met de redenen. Voor de voorzitter en de coördinator.",
            ),
            proposal,
        ),
        get(
            "/werkgroep/vergaderingen/{vergaderingId}/agenda/pdf",
            READ,
            ("leesAgendaPdf", TAG),
            ("De agenda als pdf", "Geeft de agenda zoals u haar mag zien."),
            agenda,
        ),
        get(
            "/werkgroep/vergaderingen/{vergaderingId}/verslag/pdf",
            READ,
            ("leesVerslagPdf", TAG),
            (
                "Het verslag als pdf",
                "Geeft het verslag zoals u het mag zien, met de verbeteringen. Voordat de zitting is geopend is er geen verslag (404).",
            ),
            minutes,
        ),
    ]
}

fn changing() -> Vec<Route<App>> {
    vec![
        post(
            PROPOSAL,
            READ,
            ("neemAgendavoorstelOver", TAG),
            (
                "Voorstellen op de agenda zetten",
                "Zet voorstellen op de agenda, in de volgorde die u noemt: alle, of geen. Opent de agenda als dat nog niet is gedaan. Voor de voorzitter en de coördinator.",
            ),
            take,
        ),
        post(
            "/werkgroep/vergaderingen/{vergaderingId}/punten",
            READ,
            ("brengPuntIn", TAG),
            (
                "Een punt op de agenda zetten",
                "Zet een punt op de agenda. Een dossier brengt alleen in wie erop staat. Is de agenda bevroren, dan is een reden nodig. Voor de voorzitter en de coördinator.",
            ),
            add_item,
        ),
        post(
            "/werkgroep/vergaderingen/{vergaderingId}/acties",
            READ,
            ("spreekActieAf", TAG),
            (
                "Een actie afspreken",
                "Legt vast wie wat doet, en tot wanneer. Voor de voorzitter en de coördinator.",
            ),
            add_action,
        ),
        post(
            "/werkgroep/vergaderingen/{vergaderingId}/stappen",
            READ,
            ("doeVergaderstap", TAG),
            (
                "Een stap van een vergadering",
                "Voert één stap uit. Een belang melden, het verslag verbeteren en een actie klaar melden kan elk lid; de rest is voor de voorzitter en de coördinator. Een advies komt als gebeurtenis op het dossier en vraagt ook `dossiers:schrijven`.",
            ),
            step,
        ),
    ]
}

/// De vergadering.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MeetingPath {
    /// Het id van de vergadering.
    vergadering_id: MeetingId,
}

impl MeetingPath {
    fn at(self, known: &IfMatch) -> MeetingChange {
        MeetingChange { id: self.vergadering_id, version: version_of(known) }
    }
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MeetingPath>,
) -> Result<Versioned<MeetingView>, Problem> {
    let meeting = app.meeting(&caller, path.vergadering_id).await.map_err(problem)?;
    Ok(shown(meeting.versie, meeting))
}

async fn proposal(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MeetingPath>,
) -> Result<Found<AgendaProposal>, Problem> {
    app.agenda_proposal(&caller, path.vergadering_id).await.map(Found).map_err(problem)
}

async fn agenda(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MeetingPath>,
) -> Result<Content<Pdf>, Problem> {
    paper(app.agenda_pdf(&caller, path.vergadering_id).await)
}

async fn minutes(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MeetingPath>,
) -> Result<Content<Pdf>, Problem> {
    paper(app.minutes_pdf(&caller, path.vergadering_id).await)
}

async fn take(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MeetingPath>,
    known: IfMatch,
    Json(taken): Json<TakeProposals>,
) -> Result<Versioned<MeetingAnswer>, Problem> {
    after(app.take_proposals(&caller, path.at(&known), &taken).await)
}

async fn add_item(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MeetingPath>,
    known: IfMatch,
    Json(item): Json<NewItem>,
) -> Result<Versioned<MeetingAnswer>, Problem> {
    after(app.add_agenda_item(&caller, path.at(&known), &item).await)
}

async fn add_action(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MeetingPath>,
    known: IfMatch,
    Json(action): Json<NewAction>,
) -> Result<Versioned<MeetingAnswer>, Problem> {
    after(app.add_meeting_action(&caller, path.at(&known), &action).await)
}

async fn step(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<MeetingPath>,
    known: IfMatch,
    Json(step): Json<MeetingStep>,
) -> Result<Versioned<MeetingAnswer>, Problem> {
    after(app.change_meeting(&caller, path.at(&known), step).await)
}

/// Shows a meeting after a step.
fn after(answer: Result<MeetingAnswer, AppError>) -> Result<Versioned<MeetingAnswer>, Problem> {
    let answer = answer.map_err(problem)?;
    Ok(shown(answer.vergadering.versie, answer))
}

fn paper(set: Result<(String, Vec<u8>), AppError>) -> Result<Content<Pdf>, Problem> {
    let (name, bytes) = set.map_err(problem)?;
    Ok(Content::file(bytes, &name))
}
