//! Sources: which may be asked about whom, what was asked, and what came of it.

use app::inquiry::{PlanPerson, PlanSource, Reply, SourceRequest, SourceRequestEntry, Standing};
use app::{App, Caller};
use kernel::{CaseId, InquiryEntryId, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::dossiers::request_key;
use super::super::failure::problem;
use super::{CasePath, Line, READ, TAG, WRITE, Written, get, lines, post, written};
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::Route;

const REQUESTS: &str = "/dossiers/{dossierId}/onderzoek/bevragingen";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/onderzoek/plan",
            READ,
            ("leesOnderzoeksplan", TAG),
            (
                "Het plan van het onderzoek",
                "Geeft per persoon elke bron: of zij mag worden bevraagd, op grond van welk artikel, en of dat al is gedaan (art. 7a tot en met 7c en 11a, en de regels van de bron).",
            ),
            plan,
        ),
        get(
            REQUESTS,
            READ,
            ("leesBevragingen", TAG),
            (
                "Wat aan bronnen is gevraagd",
                "Geeft elke bevraging met haar artikel en wat ervan kwam, de oudste eerst. Wat een bron met strafrechtelijke gegevens zei, staat er alleen voor wie `strafrecht:lezen` heeft.",
            ),
            requests,
        ),
        post(
            REQUESTS,
            WRITE,
            ("bevraagBron", TAG),
            (
                "Een bevraging vastleggen",
                "Legt vast dat een bron over een persoon is bevraagd, en waarom dat nodig was. Het artikel komt er vanzelf bij. Buiten de kring van de bron wordt het geweigerd, met het artikel.",
            ),
            ask,
        ),
        post(
            "/dossiers/{dossierId}/onderzoek/bevragingen/{bevragingId}/antwoord",
            WRITE,
            ("legBronantwoordVast", TAG),
            (
                "Wat er van een bevraging kwam",
                "Legt het antwoord van een bron vast, één keer. Van een bron met strafrechtelijke gegevens legt alleen wie `strafrecht:lezen` heeft het vast.",
            ),
            answer,
        ),
    ]
}

/// De bevraging.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RequestPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van de bevraging.
    bevraging_id: InquiryEntryId,
}

/// Een persoon met elke bron.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Onderzoeksplanpersoon")]
struct PersonLine {
    /// De persoon.
    persoon: SubjectId,
    /// De bronnen, in de volgorde van de regels.
    bronnen: Vec<SourceLine>,
}

/// Een bron over een persoon.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Onderzoeksplanbron")]
struct SourceLine {
    /// Het id van de bron.
    bron: String,
    /// De naam.
    naam: String,
    /// Wat de verstrekker aan het gebruik van zijn gegevens verbindt.
    voorwaarden: String,
    /// Hoe het met deze bron staat.
    stand: StandingLine,
}

/// Hoe het met een bron over een persoon staat.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
#[schemars(rename = "Bronstand")]
enum StandingLine {
    /// De bron mag over deze persoon niet worden bevraagd.
    Gesloten {
        /// Waarom, met het artikel.
        reden: String,
    },
    /// De bron mag worden bevraagd, en dat is nog niet gedaan.
    Open {
        /// Het artikel.
        artikel: String,
    },
    /// De bron is bevraagd.
    Bevraagd {
        /// De nieuwste bevraging.
        bevraging: InquiryEntryId,
    },
}

impl From<PlanPerson> for PersonLine {
    fn from(person: PlanPerson) -> Self {
        let bronnen = person.sources.into_iter().map(SourceLine::from).collect();
        Self { persoon: person.person, bronnen }
    }
}

impl From<PlanSource> for SourceLine {
    fn from(source: PlanSource) -> Self {
        let stand = match source.standing {
            Standing::Closed(reden) => StandingLine::Gesloten { reden },
            Standing::Open(artikel) => StandingLine::Open { artikel },
            Standing::Asked(bevraging) => StandingLine::Bevraagd { bevraging },
        };
        Self { bron: source.id, naam: source.name, voorwaarden: source.conditions, stand }
    }
}

async fn plan(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<PersonLine>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let (people, _) = app.plan(&caller, &answer).await.map_err(problem)?;
    Ok(Found(people.into_iter().map(PersonLine::from).collect()))
}

async fn requests(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Line<SourceRequestEntry>>>, Problem> {
    app.source_requests(&caller, path.dossier_id).await.map(lines).map_err(problem)
}

async fn ask(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    once: Once,
    Json(request): Json<SourceRequest>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    written(app.ask_source(&caller, (path.dossier_id, key.as_ref()), request).await)
}

async fn answer(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<RequestPath>,
    once: Once,
    Json(reply): Json<Reply>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    let place = (path.dossier_id, key.as_ref());
    written(app.answer_source(&caller, place, path.bevraging_id, reply).await)
}
