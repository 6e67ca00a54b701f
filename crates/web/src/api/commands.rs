//! The steps of a file: a resource per step, one handler for all.

use app::command::{
    AddEvidence, AdviceAnswer, AdviceDeclined, AdviceExtended, AdviceOverdue, AdviceQuestion,
    AdviceReceived, AdviceReminder, AppealRuled, AskAdvice, AskCompletion, AskRelief, Assess,
    Close, CloseUnscreened, Command, Confirm, Decide, DecideObjection, ExceptViews,
    ExtendObjection, ExtendTerm, Intend, NoticeOfDefault, Proceed, PutAside, ReceiveAppeal,
    ReceiveForm, ReceiveObjection, ReceiveViews, RecordBreach, RecordClause, Refused, ReliefRuled,
    Reopen, Resume, SendForms, StartInquiry, Suspend, TermUnused, ViewsUnused, WithdrawApplication,
    WorkingGroupAdvice,
};
use app::{App, Caller, CaseChange, DossierAnswer, ScopeRequest};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::dossiers::request_key;
use super::failure::problem_with;
use super::shown::versioned;
use super::{CasePath, WRITE, post};
use crate::etag::IfMatch;
use crate::kind::ProblemKind;
use crate::part::{Json, Once, Path, State, Who};
use crate::problem::Problem;
use crate::reply::Versioned;
use crate::route::Route;

const TAG: &str = "Stappen";

/// What every step can answer besides success.
const REFUSALS: &[ProblemKind] =
    &[ProblemKind::Conflict, ProblemKind::NotFound, ProblemKind::Outdated];

/// Declares steps: payload, path, operation id, summary and description.
macro_rules! steps {
    ($($payload:ty: $path:literal, $id:literal, $summary:literal, $description:literal;)+) => {
        vec![$(
            post(
                concat!("/dossiers/{dossierId}/", $path),
                WRITE,
                ($id, TAG),
                ($summary, $description),
                perform::<$payload>,
            )
            .also_refusing(REFUSALS),
        )+]
    };
}

pub(super) fn routes() -> Vec<Route<App>> {
    let mut routes = vec![
        post(
            "/dossiers/{dossierId}/toepassingsbereik",
            WRITE,
            ("legToepassingsbereikVast", TAG),
            ("Het toepassingsbereik vastleggen", "Bepaalt met de regels van de dag van ontvangst of een Bibob-toets verplicht, mogelijk of onmogelijk is, en legt dat vast. Een toets die mogelijk is maar niet verplicht, vraagt een keuze met reden."),
            decide_scope,
        )
        .also_refusing(REFUSALS),
    ];
    routes.extend(preparation());
    routes.extend(advice());
    routes.extend(judgement());
    routes.extend(remedies());
    routes.extend(anytime());
    routes
}

fn preparation() -> Vec<Route<App>> {
    steps! {
        CloseUnscreened: "afsluiting-zonder-toets", "sluitZonderToets", "Sluiten zonder toets",
            "Sluit een dossier waarin geen Bibob-toets komt. Dat kan niet als het beleid tot een toets verplicht.";
        SendForms: "vragenlijsten", "verstuurVragenlijst", "De vragenlijst versturen",
            "Legt vast dat de vragenlijst is verzonden aan alle betrokkenen of aan wie u noemt.";
        ReceiveForm: "vragenlijstontvangsten", "ontvangVragenlijst", "Een vragenlijst ontvangen",
            "Legt vast dat een vragenlijst binnen is, en wat er nog ontbreekt.";
        AskCompletion: "herstelverzoeken", "vraagAanvulling", "Om aanvulling vragen",
            "Start een hersteltermijn (Awb 4:5). De beslistermijn staat stil vanaf de dag na verzending.";
        TermUnused: "ongebruikte-termijnen", "stelOngebruikteTermijnVast", "Een ongebruikte termijn vaststellen",
            "Stelt vast dat iemand zijn termijn niet gebruikte. Dat kan pas na de laatste dag.";
        Proceed: "voortgangsbesluiten", "gaVerder", "Verdergaan zonder volledigheid",
            "Gaat verder met de gegevens die er zijn: er komt een inhoudelijke beslissing.";
        PutAside: "buitenbehandelingstellingen", "laatBuitenBehandeling", "Buiten behandeling laten",
            "Laat een onvolledige aanvraag buiten behandeling (Awb 4:5), binnen vier weken.";
        Refused: "weigeringen", "legWeigeringVast", "Een weigering vastleggen",
            "Legt vast dat een houder het formulier weigert in te vullen, of dat iemand vragen van het LBB weigert te beantwoorden (art. 4).";
        StartInquiry: "onderzoek", "startOnderzoek", "Het eigen onderzoek starten",
            "Start het eigen onderzoek (art. 7a). Dat schort niets op.";
    }
}

fn advice() -> Vec<Route<App>> {
    steps! {
        AskAdvice: "adviesaanvragen", "vraagLbbAdvies", "Het LBB om advies vragen",
            "Legt vast dat het LBB om advies is gevraagd. De beslistermijn staat stil vanaf die dag (art. 31).";
        AdviceQuestion: "lbb-vragen", "legLbbVraagVast", "Een vraag van het LBB vastleggen",
            "Legt vast dat het LBB om gegevens vraagt; zijn termijn staat dan stil (art. 15 lid 2).";
        AdviceAnswer: "lbb-antwoorden", "legLbbAntwoordVast", "Een antwoord aan het LBB vastleggen",
            "Legt vast dat het antwoord bij het LBB is.";
        AdviceExtended: "lbb-verlengingen", "legLbbVerlengingVast", "De verlenging van het LBB vastleggen",
            "Legt vast dat het LBB zijn termijn verlengt: één keer, ten hoogste vier weken (art. 15 lid 3).";
        AdviceReminder: "lbb-rappels", "rappelleerLbb", "Het LBB rappelleren",
            "Legt een herinnering aan het LBB vast.";
        AdviceReceived: "lbb-adviezen", "ontvangLbbAdvies", "Het advies ontvangen",
            "Legt vast dat het advies binnen is; met die dag eindigt de opschorting.";
        AdviceDeclined: "lbb-afwijzingen", "legLbbAfwijzingVast", "Het LBB ziet af van advies",
            "Legt vast dat het LBB geen advies geeft (art. 9 lid 5).";
        AdviceOverdue: "lbb-uitblijven", "stelUitblijvenVast", "Vaststellen dat het advies uitblijft",
            "Stelt vast dat het advies niet op tijd kwam. Dat kan pas na de langste termijn.";
    }
}

fn judgement() -> Vec<Route<App>> {
    steps! {
        Assess: "beoordelingen", "beoordeel", "Beoordelen",
            "Legt het oordeel van een ambtenaar vast, per grond en met redenen (art. 3). Alleen een mens kan dat.";
        Confirm: "bevestigingen", "bevestig", "Een negatieve conclusie bevestigen",
            "Een tweede ambtenaar bevestigt de conclusie.";
        Reopen: "heropeningen", "heropenOnderzoek", "Het onderzoek heropenen",
            "Gaat terug naar het onderzoek, bijvoorbeeld na een zienswijze.";
        Intend: "voornemens", "maakVoornemenBekend", "Een voornemen bekendmaken",
            "Maakt het voornemen bekend en vraagt om zienswijzen van elke betrokkene en elke genoemde derde (art. 33).";
        ReceiveViews: "zienswijzen", "ontvangZienswijze", "Een zienswijze vastleggen",
            "Legt een zienswijze vast.";
        ViewsUnused: "ongebruikte-zienswijzen", "stelOngebruikteZienswijzeVast", "Een ongebruikte gelegenheid vaststellen",
            "Stelt vast dat iemand geen zienswijze gaf. Dat kan pas na de laatste dag.";
        ExceptViews: "zienswijzeuitzonderingen", "zonderZienswijzeUit", "Een uitzondering op het horen",
            "Legt vast waarom iemand niet wordt gehoord (Awb 4:11 en 4:12).";
        Decide: "beslissingen", "beslis", "Beslissen",
            "Legt de beslissing vast. Alleen een mens met de rol beslisser kan dat, en alleen als de wet het draagt.";
    }
}

fn remedies() -> Vec<Route<App>> {
    steps! {
        ReceiveObjection: "bezwaren", "ontvangBezwaar", "Een bezwaar vastleggen",
            "Legt een bezwaar vast. Bij een overeenkomst is er geen bezwaar.";
        ExtendObjection: "verdagingen", "verdaagBezwaar", "De beslissing op bezwaar verdagen",
            "Verdaagt één keer met zes weken (Awb 7:10 lid 3).";
        DecideObjection: "beslissingen-op-bezwaar", "beslisOpBezwaar", "Op het bezwaar beslissen",
            "Legt de beslissing op het bezwaar vast.";
        ReceiveAppeal: "beroepen", "ontvangBeroep", "Een beroep vastleggen",
            "Legt een beroep of hoger beroep vast.";
        AppealRuled: "beroepsuitspraken", "legBeroepsuitspraakVast", "De uitspraak op een beroep vastleggen",
            "Legt de uitspraak vast.";
        AskRelief: "voorzieningsverzoeken", "legVoorzieningsverzoekVast", "Een verzoek om een voorlopige voorziening",
            "Legt een verzoek om een voorlopige voorziening vast (Awb 8:81).";
        ReliefRuled: "voorzieningsuitspraken", "legVoorzieningsuitspraakVast", "De uitspraak op dat verzoek",
            "Legt de uitspraak op het verzoek om een voorlopige voorziening vast.";
        Close: "afsluiting", "sluitDossier", "Het dossier sluiten",
            "Sluit een dossier waarin is beslist. Dat kan pas als er niets meer loopt.";
    }
}

fn anytime() -> Vec<Route<App>> {
    steps! {
        WithdrawApplication: "intrekking", "trekAanvraagIn", "De aanvraag is ingetrokken",
            "Legt vast dat de aanvrager of gegadigde zich terugtrekt, en sluit het dossier.";
        AddEvidence: "bewijsstukken", "voegBewijsstukToe", "Een bewijsstuk toevoegen",
            "Zet een verwijzing naar een stuk op het dossier: soort, id en digest, nooit de inhoud.";
        WorkingGroupAdvice: "werkgroepadviezen", "legWerkgroepadviesVast", "Een advies van de werkgroep vastleggen",
            "Legt een advies van de Bibob-werkgroep vast. Het houdt niets tegen.";
        ExtendTerm: "beslistermijnverlengingen", "verlengBeslistermijn", "De beslistermijn verlengen",
            "Verlengt de beslistermijn, waar de wet dat toelaat en zolang hij loopt.";
        Suspend: "opschortingen", "schortOp", "De beslistermijn opschorten",
            "Schort de beslistermijn op (Awb 4:15 lid 2).";
        Resume: "opschortingseinden", "beeindigOpschorting", "Een opschorting beëindigen",
            "Noemt de laatste dag van een opschorting die nog liep.";
        NoticeOfDefault: "ingebrekestellingen", "ontvangIngebrekestelling", "Een ingebrekestelling vastleggen",
            "Legt een ingebrekestelling vast (Awb 4:17).";
        RecordClause: "bibobbeding", "legBedingVast", "Het Bibob-beding vastleggen",
            "Legt vast waar het Bibob-beding in de overeenkomst staat. Zonder beding kan er niet worden beëindigd.";
        RecordBreach: "voorschriftovertredingen", "legOvertredingVast", "Een overtreden voorschrift vastleggen",
            "Legt vast dat een voorschrift uit een eerdere beslissing is overtreden (art. 3 lid 7).";
    }
}

/// Carries out a step.
async fn perform<C>(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    known: IfMatch,
    once: Once,
    Json(payload): Json<C>,
) -> Result<Versioned<DossierAnswer>, Problem>
where
    C: Into<Command> + Clone + Serialize + DeserializeOwned + JsonSchema + Send + 'static,
{
    let change = change(path, &known, once);
    let answer = app.perform(&caller, &change, payload.clone()).await;
    answer.map(versioned).map_err(|error| problem_with(error, &payload))
}

async fn decide_scope(
    State(app): State<App>,
    Who(caller): Who<Caller>,
    Path(path): Path<CasePath>,
    known: IfMatch,
    once: Once,
    Json(request): Json<ScopeRequest>,
) -> Result<Versioned<DossierAnswer>, Problem> {
    let change = change(path, &known, once);
    let answer = app.decide_scope(&caller, &change, request.clone()).await;
    answer.map(versioned).map_err(|error| problem_with(error, &request))
}

/// Returns the change that a request asks for. A tag that we never gave is version 0, which no file has.
pub(super) fn change(path: CasePath, known: &IfMatch, once: Once) -> CaseChange {
    let version = known.versions().first().copied().unwrap_or_default();
    CaseChange {
        id: path.dossier_id,
        version: i64::try_from(version).unwrap_or_default(),
        key: request_key(once),
    }
}
