//! Questionnaires: the form of a kind, answers checked without keeping them, and the questionnaires of the persons of a file.

use app::questionnaire::{Answers, Doubt, Extent, Form};
use app::{
    AnswerCheck, App, Caller, CaseChange, FileHere, HandedIn, InviteRequest, InviteTerm,
    Questionnaire, RepairRequest,
};
use chrono::NaiveDate;
use kernel::{CaseId, DocumentId, Moment, Redacted, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::commands::{change, version_of};
use super::failure::problem;
use super::shown::versioned;
use super::{CasePath, READ, WRITE, get, post};
use crate::etag::IfMatch;
use crate::kind::ProblemKind;
use crate::part::{Json, Once, Path, Query, State, Who};
use crate::problem::Problem;
use crate::reply::{Content, Found, Media, Versioned};
use crate::route::Route;

const TAG: &str = "Vragenlijsten";

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = forms();
    routes.extend(of_files());
    routes
}

fn forms() -> Vec<Route<App>> {
    vec![
        get(
            "/vragenlijsten/{soort}",
            READ,
            ("leesFormulier", TAG),
            (
                "Het formulier van een soort",
                "Geeft het formulier dat uw organisatie voor deze soort verstuurt: delen, stappen, vragen met hun plaats in het officiële formulier, bijlagen en voorwaarden. Elke vraag komt uit de Regeling Bibob-formulieren 2024; een eigen vraag bestaat niet (art. 5).",
            ),
            form,
        ),
        post(
            "/vragenlijsten/{soort}/_toets",
            READ,
            ("toetsAntwoorden", TAG),
            (
                "Antwoorden toetsen",
                "Leest antwoorden tegen het formulier en bewaart niets. Wat geen antwoord kan zijn, staat bij de fouten; wat formeel ontbreekt (Awb 4:5) apart van wat twijfel geeft over de inhoud.",
            ),
            check,
        ),
    ]
}

fn of_files() -> Vec<Route<App>> {
    vec![
        get(
            "/dossiers/{dossierId}/vragenlijsten",
            READ,
            ("leesVragenlijsten", TAG),
            ("De vragenlijsten van een dossier", "Geeft hoe ver elke vragenlijst is, wat er in de laatste versie ontbreekt en wat twijfel geeft. Antwoorden staan er niet in."),
            list,
        ),
        get(
            PERSON,
            READ,
            ("leesVragenlijst", TAG),
            ("De antwoorden van een persoon", "Geeft de laatste versie die is ingediend. Het lezen komt in het verwerkingenlogboek. Een BSN staat er niet in, en strafrechtelijke gegevens alleen voor wie ze mag lezen."),
            read,
        ),
        post(
            "/dossiers/{dossierId}/vragenlijsten/{persoonId}/uitnodiging",
            WRITE,
            ("nodigUit", TAG),
            ("Een vragenlijst klaarzetten", "Zet de vragenlijst klaar in het portaal, en legt vast dat zij is verstuurd. De link werkt één keer en wordt maar één keer gegeven; stuur link en code langs twee wegen."),
            invite,
        )
        .also_refusing(&[ProblemKind::Conflict]),
        post(
            "/dossiers/{dossierId}/vragenlijsten/{persoonId}/inzending",
            WRITE,
            ("neemVragenlijstOver", TAG),
            ("Een ingevulde vragenlijst overnemen", "Neemt in één keer alle antwoorden over die elders zijn gegeven, en dient ze in als een nieuwe versie. Alles wat fout is wordt genoemd, en dan wordt er niets overgenomen. Kan niet als de betrokkene de lijst zelf al invult."),
            take_in,
        )
        .also_refusing(&[ProblemKind::Conflict, ProblemKind::Outdated]),
        post(
            "/dossiers/{dossierId}/vragenlijsten/{persoonId}/aanvulverzoek",
            WRITE,
            ("vraagVragenlijstaanvulling", TAG),
            ("Om aanvulling vragen", "Vraagt precies wat er formeel ontbreekt (Awb 4:5), en zet de vragenlijst weer open tot en met de laatste dag."),
            ask,
        )
        .also_refusing(&[ProblemKind::Conflict]),
        get(
            "/dossiers/{dossierId}/vragenlijsten/{persoonId}/stukken/{stukId}",
            READ,
            ("leesVragenlijststuk", TAG),
            ("Een stuk bij een vragenlijst", "Geeft de inhoud van een stuk bij de antwoorden. Het lezen komt in het verwerkingenlogboek."),
            file,
        ),
    ]
}

const PERSON: &str = "/dossiers/{dossierId}/vragenlijsten/{persoonId}";

/// De soort vergunning of rechtshandeling.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct KindPath {
    /// De soort, zoals `alcoholvergunning`.
    soort: String,
}

/// De vragenlijst van een persoon.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PersonPath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van de persoon.
    persoon_id: SubjectId,
}

impl PersonPath {
    fn case(self) -> CasePath {
        CasePath { dossier_id: self.dossier_id }
    }

    fn place(self) -> (CaseId, SubjectId) {
        (self.dossier_id, self.persoon_id)
    }
}

/// Een stuk bij een vragenlijst.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names that the path has")]
struct FilePath {
    /// Het id van het dossier.
    dossier_id: CaseId,
    /// Het id van de persoon.
    persoon_id: SubjectId,
    /// Het id van het stuk.
    stuk_id: DocumentId,
}

/// Hoe uitgebreid.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ExtentQuery {
    /// De omvang; zonder is het volledig.
    #[serde(default = "full")]
    omvang: Extent,
}

fn full() -> Extent {
    Extent::Volledig
}

/// Zet een vragenlijst klaar.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vragenlijstuitnodiging")]
struct Invite {
    /// De omvang.
    omvang: Extent,
    /// De dag van verzending.
    op: NaiveDate,
    /// De laatste dag om te antwoorden.
    uiterlijk: NaiveDate,
    /// Het adres waar de link per mail heen gaat; zonder adres geeft u de link zelf door.
    #[serde(default)]
    #[schemars(length(max = 254))]
    email: Option<Redacted<String>>,
}

/// Vraagt om aanvulling.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vragenlijstaanvulling")]
struct AskRepair {
    /// De dag van verzending.
    op: NaiveDate,
    /// De laatste dag om aan te vullen.
    uiterlijk: NaiveDate,
}

/// Waarmee iemand in het portaal binnenkomt.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vragenlijsttoegang")]
struct Access {
    /// Het nummer van het formulier.
    nummer: String,
    /// Het laatste deel van de link: `/formulier/begin/{link}`.
    link: Redacted<String>,
    /// De code. Geef die langs een andere weg dan de link.
    code: Redacted<String>,
}

/// Twijfel over een antwoord, voor het eigen onderzoek.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vragenlijsttwijfel")]
struct DoubtLine {
    /// De controle.
    controle: String,
    /// Over wie: `betrokkene`, of een persoon.
    blok: String,
    /// Wat er niet klopt.
    melding: String,
}

impl From<Doubt> for DoubtLine {
    fn from(doubt: Doubt) -> Self {
        Self { controle: doubt.check, blok: doubt.block.to_string(), melding: doubt.message }
    }
}

/// Wat er bij antwoorden opvalt.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vragenlijsttoets")]
struct CheckAnswer {
    /// Wat formeel ontbreekt (Awb 4:5).
    ontbreekt: Vec<String>,
    /// Wat twijfel geeft over de inhoud.
    twijfel: Vec<DoubtLine>,
}

impl From<AnswerCheck> for CheckAnswer {
    fn from(check: AnswerCheck) -> Self {
        let twijfel = check.doubts.into_iter().map(DoubtLine::from).collect();
        Self { ontbreekt: check.missing, twijfel }
    }
}

/// Een vragenlijst die elders is ingevuld.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vragenlijstovername")]
struct TakeIn {
    /// De dag waarop de antwoorden binnenkwamen; vandaag als dit er niet staat. Niet voor de dag waarop de lijst is klaargezet.
    #[serde(default)]
    ontvangen_op: Option<NaiveDate>,
    /// De antwoorden.
    antwoorden: Answers,
}

/// Wat er is ingediend.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vragenlijstinzending")]
struct Receipt {
    /// Het nummer van de versie.
    versie: i64,
    /// Wanneer.
    op: Moment,
    /// Wat er dan nog formeel ontbreekt.
    ontbreekt: Vec<String>,
}

impl From<HandedIn> for Receipt {
    fn from(handed_in: HandedIn) -> Self {
        Self { versie: handed_in.version, op: handed_in.at, ontbreekt: handed_in.missing }
    }
}

/// Hoe ver een vragenlijst is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vragenlijstvoortgang")]
struct Line {
    /// De persoon.
    persoon: SubjectId,
    /// Het nummer van het formulier.
    nummer: String,
    /// De naam van het formulier.
    formulier: String,
    /// `uitgenodigd`, `bezig`, `ingediend`, `herstel` of `gesloten`.
    stand: &'static str,
    /// De laatste dag om te antwoorden.
    uiterlijk: NaiveDate,
    /// Wanneer elke versie is ingediend, de eerste vooraan.
    ingediend: Vec<Moment>,
    /// Wat er in de laatste versie formeel ontbreekt.
    ontbreekt: Vec<String>,
    /// Wat er in de laatste versie twijfel geeft.
    twijfel: Vec<DoubtLine>,
}

impl From<Questionnaire> for Line {
    fn from(list: Questionnaire) -> Self {
        Self {
            persoon: list.person,
            nummer: list.number,
            formulier: list.form.title.clone(),
            stand: list.state,
            uiterlijk: list.until,
            ingediend: list.versions.iter().map(|version| version.at).collect(),
            ontbreekt: list.missing,
            twijfel: list.doubts.into_iter().map(DoubtLine::from).collect(),
        }
    }
}

/// Een stuk bij de antwoorden.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vragenlijststuk")]
struct FileLine {
    /// Het id.
    id: DocumentId,
    /// De naam waaronder het kwam.
    naam: Redacted<String>,
    /// De soort volgens de inhoud.
    mediatype: String,
    /// Het aantal bytes.
    omvang: u64,
    /// Wanneer het kwam.
    op: Moment,
}

impl From<FileHere> for FileLine {
    fn from(file: FileHere) -> Self {
        Self {
            id: file.id,
            naam: file.name,
            mediatype: file.media_type,
            omvang: file.size,
            op: file.at,
        }
    }
}

/// De vragenlijst van een persoon, met de laatste versie van de antwoorden.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vragenlijst")]
struct Whole {
    /// Hoe ver zij is.
    stand: Line,
    /// Het formulier zoals het werd verstuurd.
    formulier: Form,
    /// De laatste versie die is ingediend.
    antwoorden: Option<Answers>,
    /// De stukken.
    stukken: Vec<FileLine>,
}

/// Bytes, to be saved.
struct Octets;

impl Media for Octets {
    const TYPE: &'static str = "application/octet-stream";
}

async fn form(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<KindPath>,
    Query(query): Query<ExtentQuery>,
) -> Result<Found<Form>, Problem> {
    let form = app.form_for(&caller, &path.soort, query.omvang, None);
    form.map(|form| Found(Form::clone(&form))).map_err(problem)
}

async fn check(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<KindPath>,
    Query(query): Query<ExtentQuery>,
    Json(answers): Json<Answers>,
) -> Result<Found<CheckAnswer>, Problem> {
    let form = app.form_for(&caller, &path.soort, query.omvang, None).map_err(problem)?;
    app.check_answers(&form, &answers).map(|check| Found(check.into())).map_err(problem)
}

async fn list(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
) -> Result<Found<Vec<Line>>, Problem> {
    // Who may not know the file hears that, and the reading of who is on it is logged.
    app.dossier(&caller, path.dossier_id).await.map_err(problem)?;
    let lists = app.questionnaires(&caller, path.dossier_id).await.map_err(problem)?;
    Ok(Found(lists.into_iter().map(Line::from).collect()))
}

async fn read(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<PersonPath>,
) -> Result<Found<Whole>, Problem> {
    let (case, person) = path.place();
    let read = app.questionnaire_of(&caller, case, person).await;
    let (mut list, files) = read.map_err(problem)?;
    let answers = list.versions.last_mut().map(|version| std::mem::take(&mut version.answers));
    // Only what the version names that the reader may see, not every file that was ever sent.
    let named = |file: &FileHere| {
        answers.as_ref().is_some_and(|answers| answers.names(&file.id.to_string()))
    };
    let stukken = files.into_iter().filter(named).map(FileLine::from).collect();
    Ok(Found(Whole {
        formulier: Form::clone(&list.form),
        antwoorden: answers,
        stukken,
        stand: list.into(),
    }))
}

async fn invite(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<PersonPath>,
    known: IfMatch,
    Json(invite): Json<Invite>,
) -> Result<Found<Access>, Problem> {
    let request = InviteRequest {
        person: path.persoon_id,
        extent: Some(invite.omvang),
        term: Some(InviteTerm { sent_on: invite.op, until: invite.uiterlijk }),
        email: invite.email,
    };
    // Without a key: a link is given once, so a repeated request gives a new one.
    let change = CaseChange { id: path.dossier_id, version: version_of(&known), key: None };
    let invited = app.invite(&caller, &change, &request).await;
    let (_, invitation) = invited.map_err(problem)?;
    Ok(Found(Access { nummer: invitation.number, link: invitation.link, code: invitation.code }))
}

async fn take_in(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<PersonPath>,
    Json(taken): Json<TakeIn>,
) -> Result<Found<Receipt>, Problem> {
    let TakeIn { ontvangen_op, antwoorden } = taken;
    let handed_in = app.take_in(&caller, path.place(), &antwoorden, ontvangen_op).await;
    handed_in.map(|handed_in| Found(handed_in.into())).map_err(problem)
}

async fn ask(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<PersonPath>,
    known: IfMatch,
    once: Once,
    Json(asked): Json<AskRepair>,
) -> Result<Versioned<app::DossierAnswer>, Problem> {
    let request =
        RepairRequest { person: path.persoon_id, sent_on: asked.op, until: asked.uiterlijk };
    let answer = app.ask_repair(&caller, &change(path.case(), &known, once), &request).await;
    answer.map(versioned).map_err(problem)
}

async fn file(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<FilePath>,
) -> Result<Content<Octets>, Problem> {
    let person = (path.dossier_id, path.persoon_id);
    let read = app.questionnaire_file(&caller, person, path.stuk_id).await;
    let (file, content) = read.map_err(problem)?;
    Ok(Content::file(content, file.name.reveal()))
}
