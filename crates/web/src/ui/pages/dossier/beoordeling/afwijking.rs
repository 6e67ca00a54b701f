//! Another next step than the score suggests: chosen by a person, with a reason and a last day. It touches no points.

use app::inquiry::{DeviationEntry, Entry, MOST_MONTHS, NewDeviation};
use app::risk::{Ground, NextStep};
use app::{AppError, Caller};
use kernel::CaseId;
use serde::Serialize;
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;

use super::super::kop::Kop;
use super::super::opened;
use super::super::tabs::tab;
use super::SCORES;
use super::score::{named, step};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/beoordeling/afwijking";
const TITLE: &str = "Andere vervolgstap";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, SCORES, show), post(PATH, SCORES, send)]
}

#[derive(Debug, Serialize)]
struct Afwijking {
    kop: Kop,
    adres: String,
    terug: String,
    lopend: Vec<Regel>,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Regel {
    grond: &'static str,
    stap: String,
    voorstel: String,
    tot_en_met: String,
    reden: String,
}

impl View for Afwijking {
    const TEMPLATE: &'static str = "pages/dossier/afwijking";
}

/// All steps, from light to heavy.
const STEPS: [NextStep; 4] =
    [NextStep::Afronden, NextStep::Verdiepen, NextStep::Werkgroep, NextStep::LbbAdviesOverwegen];

/// Returns the name of a choice in a form, which is that of the rules files.
fn id(value: impl Serialize) -> String {
    let written = serde_json::to_value(value).ok();
    written.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// Reads a choice of a form.
fn chosen<'f, T: serde::Deserialize<'f>>(form: &'f Form, field: &str) -> Option<T> {
    let text: StrDeserializer<'f, serde::de::value::Error> = form.text(field).into_deserializer();
    T::deserialize(text).ok()
}

fn fields(form: &Form, mistakes: &Mistakes) -> Vec<Field> {
    let grounds = Ground::ALL.map(|ground| (id(ground), named(ground).1));
    let steps = STEPS.map(|one| (id(one), kernel::capitalised(step(one))));
    let until =
        format!("dd-mm-jjjj, ten hoogste {MOST_MONTHS} maanden. Daarna geldt weer het voorstel.");
    let fields = [
        Field::radios("grond", "Bij welke grond?").choices(grounds),
        Field::radios("stap", "Welke stap neemt u in plaats van het voorstel?").choices(steps),
        Field::lines("reden", "Waarom past deze stap beter?")
            .hint("Noem de feiten en omstandigheden (Awb art. 3:2 en 3:46)."),
        Field::day("totEnMet", "Tot en met welke dag geldt dit?").hint(until),
    ];
    fields.into_iter().map(|field| field.filled(form, mistakes)).collect()
}

async fn shown(
    visit: &Visit,
    caller: &Caller,
    mistakes: Option<&Mistakes>,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab("beoordeling").ok_or(Trouble::NotFound)?;
    let now = visit.app.overrides(caller, &opened.answer).await?;
    let none = Mistakes::default();
    let velden = fields(&visit.form, mistakes.unwrap_or(&none));
    let view = Afwijking {
        kop: Kop::of(visit, &opened, here),
        adres: visit.address.clone(),
        terug: here.address(&opened.answer.id.to_string()),
        lopend: now.iter().map(|entry| row(visit, entry)).collect(),
        samenvatting: Summary::of(mistakes.unwrap_or(&none), &velden),
        velden,
    };
    match mistakes {
        None => page(visit, TITLE, &view),
        Some(_) => page_with_mistakes(visit, TITLE, &view),
    }
}

fn row(visit: &Visit, entry: &Entry<DeviationEntry>) -> Regel {
    let entry = &entry.content;
    Regel {
        grond: named(entry.grond).1,
        stap: kernel::capitalised(step(entry.stap)),
        voorstel: step(entry.voorstel).to_owned(),
        tot_en_met: words::day(entry.tot_en_met, visit.today()),
        reden: entry.reden.as_str().to_owned(),
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, None).await
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let case: CaseId = visit.of_path("dossierId")?;
    // Who is not on the file hears that before anything else.
    visit.app.dossier(&caller, case).await?;
    let mistakes = match read(&visit.form) {
        Err(mistakes) => mistakes,
        Ok(new) => match visit.app.deviate(&caller, (case, None), new).await {
            Ok(_) => {
                let back = format!("/dossiers/{case}/beoordeling/afwijking");
                return Ok(Answer::see(back).saying(Notice::InquiryWritten));
            }
            Err(AppError::Input(faults)) if !faults.iter().any(|one| one.pointer.is_empty()) => {
                Mistakes::of_faults(&faults, |place| place.trim_start_matches('/').to_owned())
            }
            Err(other) => return Err(other.into()),
        },
    };
    shown(&visit, &caller, Some(&mistakes)).await
}

fn read(form: &Form) -> Result<NewDeviation, Mistakes> {
    let mut mistakes = Mistakes::default();
    let (ground, step) = (chosen::<Ground>(form, "grond"), chosen::<NextStep>(form, "stap"));
    let reason = form.text("reden").to_owned().try_into().ok();
    let until = words::read_day(form.text("totEnMet"));
    for (field, missing, sentence) in [
        ("grond", ground.is_none(), "Kies een grond."),
        ("stap", step.is_none(), "Kies een stap."),
        ("reden", reason.is_none(), "Schrijf op waarom."),
        ("totEnMet", until.is_none(), "Vul een dag in als dd-mm-jjjj."),
    ] {
        if missing {
            mistakes.add(field, sentence);
        }
    }
    match (ground, step, reason, until) {
        (Some(ground), Some(step), Some(reason), Some(until)) => {
            Ok(NewDeviation { ground, step, reason, until })
        }
        _ => Err(mistakes),
    }
}
