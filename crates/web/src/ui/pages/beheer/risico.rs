//! The risk set of the party: what is in force, drafts with their test run, and publication by a second administrator.

use app::risk::{BandCount, Comparison, IndicatorCount};
use app::{AppError, Caller, RiskDraft, RiskPublishing, RiskStand, Trial};
use kernel::{Moment, RiskDraftId};
use serde::Serialize;

use super::{ADMINISTER, Kop, mistakes_of};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TAB: &str = "/beheer/risico";
const NEW: &str = "Nieuw concept";
const DRAFT: &str = "/beheer/risico/{conceptId}";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(TAB, ADMINISTER, list),
        get("/beheer/risico/nieuw", ADMINISTER, show_new),
        post("/beheer/risico/nieuw", ADMINISTER, add),
        get(DRAFT, ADMINISTER, show),
        post("/beheer/risico/{conceptId}/proef", ADMINISTER, run).button_of(DRAFT),
        post("/beheer/risico/{conceptId}/publiceren", ADMINISTER, publish).shown_on(DRAFT),
        post("/beheer/risico/{conceptId}/intrekken", ADMINISTER, withdraw).button_of(DRAFT),
    ]
}

#[derive(Debug, Serialize)]
struct Risicosets {
    kop: Kop,
    nu: String,
    sha256: String,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    id: String,
    naam: String,
    maker: String,
    gemaakt: String,
    stand: String,
}

impl View for Risicosets {
    const TEMPLATE: &'static str = "pages/beheer/risicosets";
}

#[derive(Debug, Serialize)]
struct NieuwConcept {
    kop: Kop,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for NieuwConcept {
    const TEMPLATE: &'static str = "pages/beheer/nieuwe-risicoset";
}

#[derive(Debug, Serialize)]
struct Concept {
    kop: Kop,
    id: String,
    stand: String,
    maker: String,
    sha256: String,
    tekst: String,
    is_open: bool,
    eigen: bool,
    proef: Option<Proef>,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for Concept {
    const TEMPLATE: &'static str = "pages/beheer/risicoset";
}

#[derive(Debug, Serialize)]
struct Proef {
    gedaan: String,
    tegen: String,
    dossiers: String,
    verplaatst: String,
    overgeslagen: Option<String>,
    banden: Vec<Telling>,
    indicatoren: Vec<Telling>,
}

/// A row of figures.
#[derive(Debug, Serialize)]
struct Telling {
    naam: String,
    een: String,
    ander: String,
}

impl NieuwConcept {
    fn of(form: &Form, mistakes: &Mistakes) -> Self {
        let field = Field::lines("regels", "Het bestand risk.toml").hint(
            "Plak de hele tekst. Alleen wijzigingen op de landelijke set kunnen: een indicator uit, andere punten binnen de speelruimte, of alleen in een aangewezen risicogebied.",
        );
        let velden = vec![field.filled(form, mistakes)];
        let uitleg = "Het bestand wordt nagekeken en als concept bewaard. Er verandert nog niets aan scores.";
        Self {
            kop: Kop::of(NEW, uitleg, TAB),
            samenvatting: Summary::of(mistakes, &velden),
            velden,
        }
    }
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let drafts = visit.app.risk_drafts(&caller).await?;
    let now = visit.app.risk_set(&caller).await?;
    let uitleg = "De regels waarmee scores worden berekend. Een score ordent het werk; een mens oordeelt (Wet Bibob art. 3 en 7a).";
    let view = Risicosets {
        kop: Kop::of("Risicoset", uitleg, TAB).with(NEW, "/beheer/risico/nieuw"),
        nu: format!("{} {}", now.reference().id, now.reference().version),
        sha256: now.reference().sha256.to_string(),
        regels: drafts.iter().map(|draft| row(&visit, draft)).collect(),
    };
    page(&visit, "Risicoset", &view)
}

fn row(visit: &Visit, draft: &RiskDraft) -> Regel {
    Regel {
        id: draft.id.to_string(),
        naam: name(draft),
        maker: draft.made_by.clone(),
        gemaakt: words::moment(draft.made_at, visit.today()),
        stand: standing(visit, draft),
    }
}

fn name(draft: &RiskDraft) -> String {
    format!("{}, versie {}", draft.title, draft.version)
}

fn standing(visit: &Visit, draft: &RiskDraft) -> String {
    match &draft.stand {
        RiskStand::Draft => "Concept".to_owned(),
        RiskStand::Published { by, from, reason } => {
            format!(
                "Gepubliceerd door {by}, geldt vanaf {}: {reason}",
                words::day(*from, visit.today())
            )
        }
        RiskStand::Withdrawn { by } => format!("Ingetrokken door {by}"),
    }
}

async fn show_new(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    page(&visit, NEW, &NieuwConcept::of(&visit.form, &Mistakes::default()))
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let key = visit.request_key();
    match visit.app.add_risk_draft(&caller, visit.form.text("regels"), key.as_ref()).await {
        Ok(id) => Ok(Answer::see(format!("{TAB}/{id}")).saying(Notice::RiskDraftKept)),
        Err(error) => {
            let mistakes = mistakes_of(error)?;
            page_with_mistakes(&visit, NEW, &NieuwConcept::of(&visit.form, &mistakes))
        }
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let draft = visit.app.risk_draft(&caller, visit.of_path("conceptId")?).await?;
    let mut form = visit.form.clone();
    if !visit.recalled {
        form.set("vanaf", words::filled_day(visit.today()));
    }
    page(&visit, &draft.title, &concept(&visit, &draft, &form, &Mistakes::default()))
}

fn concept(visit: &Visit, draft: &RiskDraft, form: &Form, mistakes: &Mistakes) -> Concept {
    let fields = [
        Field::day("vanaf", "Vanaf welke dag geldt deze set?").hint("dd-mm-jjjj"),
        Field::lines("reden", "Waarom gaat deze set in?")
            .hint("Deze reden staat in het controlespoor. Schrijf niets over personen."),
    ];
    let velden: Vec<Field> = fields.into_iter().map(|field| field.filled(form, mistakes)).collect();
    let uitleg = "Eerst een proef, dan publiceert een andere beheerder. Bewaarde scores blijven wat zij waren.";
    Concept {
        kop: Kop::of(name(draft), uitleg, TAB),
        id: draft.id.to_string(),
        stand: standing(visit, draft),
        maker: draft.made_by.clone(),
        sha256: draft.sha256.clone(),
        tekst: draft.source.clone(),
        is_open: draft.stand == RiskStand::Draft,
        eigen: draft.own,
        proef: draft.trial.as_ref().map(|(trial, at)| tried(visit, trial, *at)),
        samenvatting: Summary::of(mistakes, &velden),
        velden,
    }
}

fn tried(visit: &Visit, trial: &Trial, at: Moment) -> Proef {
    let Comparison { old, profiles, moved, bands, indicators, .. } = &trial.vergelijking;
    let files = |number: u64| {
        words::count(usize::try_from(number).unwrap_or(usize::MAX), "dossier", "dossiers")
    };
    let changed = indicators.iter().filter(|one| one.gained + one.lost > 0);
    Proef {
        gedaan: words::moment(at, visit.today()),
        tegen: format!("{} {}", old.id, old.version),
        dossiers: files(*profiles),
        verplaatst: files(*moved),
        overgeslagen: (trial.overgeslagen > 0).then(|| files(trial.overgeslagen)),
        banden: bands.iter().map(band_row).collect(),
        indicatoren: changed.map(indicator_row).collect(),
    }
}

fn band_row(count: &BandCount) -> Telling {
    Telling {
        naam: format!("{}: {}", count.ground.article(), count.band),
        een: words::number(count.before),
        ander: words::number(count.after),
    }
}

fn indicator_row(count: &IndicatorCount) -> Telling {
    Telling {
        naam: count.indicator.clone(),
        een: words::number(count.gained),
        ander: words::number(count.lost),
    }
}

async fn run(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: RiskDraftId = visit.of_path("conceptId")?;
    visit.app.try_risk_draft(&caller, id).await?;
    Ok(Answer::see(format!("{TAB}/{id}")).saying(Notice::RiskTried))
}

async fn withdraw(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: RiskDraftId = visit.of_path("conceptId")?;
    visit.app.withdraw_risk_draft(&caller, id).await?;
    Ok(Answer::see(TAB).saying(Notice::RiskDraftWithdrawn))
}

async fn publish(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: RiskDraftId = visit.of_path("conceptId")?;
    let draft = visit.app.risk_draft(&caller, id).await?;
    let mistakes = match read(&visit.form) {
        Err(mistakes) => mistakes,
        Ok(new) => match visit.app.publish_risk_draft(&caller, id, new).await {
            Ok(()) => {
                return Ok(Answer::see(format!("{TAB}/{id}")).saying(Notice::RiskPublished));
            }
            // What is about no field is about the draft itself, and no other input would mend it.
            Err(AppError::Input(faults)) if faults.iter().any(|one| one.pointer.is_empty()) => {
                return Err(AppError::Input(faults).into());
            }
            Err(error) => mistakes_of(error)?,
        },
    };
    page_with_mistakes(&visit, &draft.title, &concept(&visit, &draft, &visit.form, &mistakes))
}

fn read(form: &Form) -> Result<RiskPublishing, Mistakes> {
    let mut mistakes = Mistakes::default();
    let from = words::read_day(form.text("vanaf"));
    let reason = form.text("reden").to_owned().try_into().ok();
    if from.is_none() {
        mistakes.add("vanaf", "Vul een dag in als dd-mm-jjjj.");
    }
    if reason.is_none() {
        mistakes.add("reden", "Schrijf op waarom deze set ingaat.");
    }
    from.zip(reason).map(|(from, reason)| RiskPublishing { from, reason }).ok_or(mistakes)
}
