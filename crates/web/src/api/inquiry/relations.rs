//! Relations: what sources say that somebody is to another.

use app::network::{
    Band, Directness, Form, Relation, Source, Statement, StatementDraft, StatementId, Status,
};
use app::{App, Caller};
use chrono::NaiveDate;
use kernel::{Euro, Id, Redacted, SubjectId};
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

use super::super::dossiers::request_key;
use super::super::failure::problem;
use super::{CasePath, READ, TAG, WRITE, Written, get, post, written};
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::Found;
use crate::route::Route;

const RELATIONS: &str = "/dossiers/{dossierId}/onderzoek/relaties";

pub(super) fn routes() -> Vec<Route<App>> {
    vec![
        get(
            RELATIONS,
            READ,
            ("leesRelaties", TAG),
            (
                "De relaties op een dossier",
                "Geeft elke bewering die nu geldt: wat bronnen zeggen en de rollen die op het dossier staan, elk met haar bron. Een bewering die door een andere is vervangen, staat er niet in.",
            ),
            list,
        ),
        post(
            RELATIONS,
            WRITE,
            ("legRelatieVast", TAG),
            (
                "Een relatie vastleggen",
                "Legt vast wat een bron zegt over twee personen van het dossier. Zeggen twee bronnen iets anders, leg dan beide vast. Een zakelijk samenwerkingsverband en een familieband gaan nooit naar een andere overheid (art. 28 lid 2 onder m).",
            ),
            state,
        ),
    ]
}

/// Wat een bron zegt over de relatie van de een tot de ander; het id wordt gegeven.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "NieuweBewering")]
struct NewStatement {
    /// Wie de relatie heeft.
    van: SubjectId,
    /// Met wie of waarover.
    naar: SubjectId,
    /// De relatie.
    relatie: Relation,
    /// Of de relatie rechtstreeks is.
    #[serde(default)]
    rechtstreeksheid: Directness,
    /// Waarin de relatie bestaat.
    #[serde(default)]
    vorm: Option<Form>,
    /// Het aandeel in het kapitaal.
    #[serde(default)]
    aandeel: Option<Band>,
    /// Het aandeel in de stemmen; zonder deze waarde geldt het aandeel in het kapitaal.
    #[serde(default)]
    stemrecht: Option<Band>,
    /// Het bedrag van een financiering in euro, als decimale tekst: `"50000.00"`.
    #[serde(default)]
    #[schemars(with = "Option<String>", regex(pattern = r"^[0-9]{1,13}(\.[0-9]{1,2})?$"))]
    bedrag: Option<Euro>,
    /// De eerste dag waarop de relatie er was.
    #[serde(default)]
    geldig_van: Option<NaiveDate>,
    /// De laatste dag waarop de relatie er was.
    #[serde(default)]
    geldig_tot_en_met: Option<NaiveDate>,
    /// De dag waarop u het te weten kwam.
    vastgesteld_op: NaiveDate,
    /// Waar het uit blijkt.
    bron: Source,
    /// Rust er een geheimhouding op die verder gaat dan art. 28?
    #[serde(default)]
    geheim: bool,
    /// Mag het naar een ander bestuursorgaan?
    #[serde(default)]
    deelbaar: Option<bool>,
    /// De status.
    #[serde(default)]
    status: Status,
    /// Waarom die status; verplicht zodra iemand de bewering heeft beoordeeld.
    #[serde(default)]
    #[schemars(length(min = 1, max = 4000))]
    motivering: Option<Redacted<String>>,
    /// De bewering waar deze voor in de plaats komt.
    #[serde(default)]
    vervangt: Option<StatementId>,
}

impl From<NewStatement> for StatementDraft {
    fn from(new: NewStatement) -> Self {
        Self {
            // Its id is given when it is written.
            id: Id::from_uuid(Uuid::nil()),
            from: new.van,
            to: new.naar,
            relation: new.relatie,
            directness: new.rechtstreeksheid,
            form: new.vorm,
            share: new.aandeel,
            votes: new.stemrecht,
            amount: new.bedrag,
            from_day: new.geldig_van,
            until_day: new.geldig_tot_en_met,
            known_since: new.vastgesteld_op,
            source: Some(new.bron),
            secret: new.geheim,
            shareable: new.deelbaar,
            status: new.status,
            motivation: new.motivering,
            replaces: new.vervangt,
        }
    }
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Statement>>, Problem> {
    let answer = app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let network = app.network(&caller, &answer).await.map_err(problem)?;
    Ok(Found(network.map(|network| network.statements().to_vec()).unwrap_or_default()))
}

async fn state(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    once: Once,
    Json(new): Json<NewStatement>,
) -> Result<Found<Written>, Problem> {
    let key = request_key(once);
    written(app.state_relation(&caller, (path.dossier_id, key.as_ref()), new.into()).await)
}
