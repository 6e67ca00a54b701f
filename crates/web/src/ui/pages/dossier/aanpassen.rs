//! Asking to put one document of a questionnaire right, and what became of that.

use app::command::Text;
use app::{
    AppError, Caller, Correction, CorrectionReason, CorrectionRequest, FileHere, Questionnaire,
};
use kernel::{CaseId, DocumentId, SubjectId};
use serde::Serialize;

use super::kop::Kop;
use super::tabs::tab;
use super::{WRITE, opened};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TAB: &str = "/dossiers/{dossierId}/vragenlijst";
const PATH: &str = "/dossiers/{dossierId}/vragenlijst/{persoonId}/stukken/{stukId}/aanpassen";

pub(super) fn routes() -> Vec<PageRoute> {
    // A reason that is chosen and a sentence: nothing to lose.
    vec![get(PATH, WRITE, show), post(PATH, WRITE, ask).button_of(TAB)]
}

/// What was asked, in words.
#[derive(Debug, Serialize)]
pub(super) struct Verzoek {
    tekst: String,
    stand: String,
}

/// Says which documents were asked to be put right and are not yet.
pub(super) fn open_corrections(list: &Questionnaire) -> Vec<String> {
    let Some(version) = list.versions.last() else { return Vec::new() };
    let open = list.corrections.iter().filter(|one| one.solved.is_none());
    open.map(|one| one.sentence(&list.form, &version.answers)).collect()
}

/// Returns what was asked to be put right in a questionnaire.
pub(super) fn requests(list: &Questionnaire, files: &[FileHere], visit: &Visit) -> Vec<Verzoek> {
    let Some(version) = list.versions.last() else { return Vec::new() };
    let request = |one: &Correction| Verzoek {
        tekst: one.sentence(&list.form, &version.answers),
        stand: stand(one, files, visit),
    };
    list.corrections.iter().map(request).collect()
}

fn stand(one: &Correction, files: &[FileHere], visit: &Visit) -> String {
    let today = visit.today();
    let when = |moment| words::moment(moment, today);
    match (one.solved, one.requested_at) {
        (Some((at, by)), _) => {
            let file = files.iter().find(|file| file.id == by);
            let name = file.map(|file| format!(" met «{}»", file.name.reveal()));
            format!("Opgelost op {}{}.", when(at), name.unwrap_or_default())
        }
        (None, Some(at)) => format!("Gevraagd op {}. Er is nog geen ander stuk.", when(at)),
        (None, None) => "Gaat mee in het volgende verzoek om aanvulling (Awb 4:5).".to_owned(),
    }
}

#[derive(Debug, Serialize)]
struct Aanpassen {
    kop: Kop,
    stuk: String,
    bij: String,
    adres: String,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for Aanpassen {
    const TEMPLATE: &'static str = "pages/dossier/aanpassen";
}

fn fields() -> Vec<Field> {
    let reason = |reason: CorrectionReason| {
        let text = format!("Het stuk {}", reason.words());
        (
            reason.id(),
            if reason == CorrectionReason::Anders { "Iets anders".to_owned() } else { text },
        )
    };
    vec![
        Field::radios("reden", "Wat is er met dit stuk?")
            .choices(CorrectionReason::ALL.map(reason)),
        Field::lines("toelichting", "Wat moet er anders?")
            .hint("De indiener leest dit. Schrijf het in elk geval op als u «Iets anders» kiest.")
            .optional(),
        Field::radios("hoe", "Hoe vraagt u het?").choices([
            ("nu", "Nu, zonder gevolg voor de termijn"),
            ("formeel", "Met het volgende verzoek om aanvulling (Awb 4:5)"),
        ]),
        Field::day("uiterlijk", "Laatste dag")
            .hint("Alleen als u het nu vraagt. De dag telt mee")
            .optional(),
    ]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    asking(&visit, &caller, None).await
}

async fn asking(
    visit: &Visit,
    caller: &Caller,
    mistakes: Option<&Mistakes>,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab("vragenlijst").ok_or(Trouble::NotFound)?;
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let document: DocumentId = visit.of_path("stukId")?;
    let (list, files) = visit.app.questionnaire_of(caller, case, person).await?;
    let attached = list.versions.last().and_then(|version| {
        version.answers.attached.iter().find(|one| one.document == document.to_string())
    });
    let attached = attached.ok_or(Trouble::NotFound)?;
    let file = files.iter().find(|file| file.id == document).ok_or(Trouble::NotFound)?;
    let mut first = Form::default();
    let proposed = visit.app.proposed_answer_day(visit.today());
    first.set("uiterlijk", proposed.map(words::filled_day).unwrap_or_default());
    let none = Mistakes::default();
    let (form, wrong) = mistakes.map_or((&first, &none), |mistakes| (&visit.form, mistakes));
    let velden: Vec<Field> = fields().into_iter().map(|field| field.filled(form, wrong)).collect();
    let question = list.form.question(&attached.question);
    let view = Aanpassen {
        kop: Kop::of(visit, &opened, here),
        stuk: file.name.reveal().clone(),
        bij: question.map(|one| one.title().to_owned()).unwrap_or_default(),
        adres: visit.address.clone(),
        samenvatting: Summary::of(wrong, &velden),
        velden,
    };
    match mistakes {
        None => page(visit, "Een stuk laten aanpassen", &view),
        Some(_) => page_with_mistakes(visit, "Een stuk laten aanpassen", &view),
    }
}

async fn ask(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (case, person): (CaseId, SubjectId) =
        (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let request = match request(&visit, person)? {
        Ok(request) => request,
        Err(mistakes) => return asking(&visit, &caller, Some(&mistakes)).await,
    };
    match visit.app.ask_correction(&caller, case, &request).await {
        Ok(()) => {
            let back = format!("/dossiers/{case}/vragenlijst/{person}");
            Ok(Answer::see(back).saying(Notice::CorrectionAsked))
        }
        Err(AppError::Input(faults)) => {
            let wrong = Mistakes::of_faults(&faults, |_| String::new());
            asking(&visit, &caller, Some(&wrong)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Reads the form, or what is wrong with it.
fn request(
    visit: &Visit,
    person: SubjectId,
) -> Result<Result<CorrectionRequest, Mistakes>, Trouble> {
    let (form, mut mistakes) = (&visit.form, Mistakes::default());
    let chosen = |reason: &CorrectionReason| reason.id() == form.text("reden");
    let reason = CorrectionReason::ALL.into_iter().find(chosen);
    if reason.is_none() {
        mistakes.add("reden", "Kies wat er met dit stuk is.");
    }
    let words = form.given("toelichting").map(|text| Text::try_from(text.to_owned()));
    let words = words.transpose().map_err(|_| Trouble::Unproven)?;
    if reason == Some(CorrectionReason::Anders) && words.is_none() {
        mistakes.add("toelichting", "Schrijf op wat er anders moet.");
    }
    let until = words::read_day(form.text("uiterlijk")).filter(|day| *day > visit.today());
    let until = match form.text("hoe") {
        "formeel" => None,
        "nu" if until.is_some() => until,
        "nu" => {
            mistakes.add("uiterlijk", "Vul een dag na vandaag in, bijvoorbeeld 2-11-2026.");
            None
        }
        _ => {
            mistakes.add("hoe", "Kies hoe u het vraagt.");
            None
        }
    };
    let document = visit.of_path("stukId")?;
    Ok(match reason.filter(|_| mistakes.is_empty()) {
        Some(reason) => Ok(CorrectionRequest { person, document, reason, words, until }),
        None => Err(mistakes),
    })
}
