//! The last step: a look at everything, the choice where the law leaves one, and the file is made.

use app::{
    AppError, Caller, CaseChange, DossierAnswer, FactQuestion, NewDossier, Regime, ScopeRequest,
};
use kernel::CaseId;
use serde::Serialize;

use super::super::dossier::known_to_judge;
use super::super::dossier::toepassing::{choice, choices};
use super::betrokkene::KINDS;
use super::concept::{BORN, Draft, Outcome, apart, field_at};
use super::{APPLICATION, Frame, REVIEW, SUBJECT, WRITE};
use crate::ui::answer::Answer;
use crate::ui::facts;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(REVIEW, WRITE, show), post(REVIEW, WRITE, send)]
}

#[derive(Debug, Serialize)]
struct Nakijken {
    kader: Frame,
    aanvraag: Vec<Line>,
    betrokkene: Vec<Line>,
    keuze: Vec<Field>,
    samenvatting: Option<Summary>,
}

#[derive(Debug, Serialize)]
struct Line {
    label: String,
    waarde: String,
}

impl View for Nakijken {
    const TEMPLATE: &'static str = "pages/nieuw/nakijken";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let draft = Draft::of(&visit, &caller).await?;
    if let Some(back) = unfinished(&draft) {
        return Ok(Answer::see(back));
    }
    let outcome = draft.outcome(&visit, &caller);
    let view = view(&visit, &draft, &outcome, (&visit.form, &Mistakes::default()));
    page(&visit, "Nieuw dossier: nakijken", &view)
}

/// Returns the step that is still to be filled in.
fn unfinished(draft: &Draft) -> Option<&'static str> {
    if draft.application.given("soort").is_none()
        || draft.application.given("ontvangenOp").is_none()
    {
        return Some(APPLICATION);
    }
    draft.subject.given("naam").is_none().then_some(SUBJECT)
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let draft = Draft::of(&visit, &caller).await?;
    if let Some(back) = unfinished(&draft) {
        // Sent twice: the first time made the file and took the draft away.
        return Ok(Answer::see(back));
    }
    let outcome = draft.outcome(&visit, &caller);
    let mistakes = required(&visit.form, &outcome);
    if !mistakes.is_empty() {
        return again(&visit, &draft, &outcome, &mistakes);
    }
    let aanvraag = outcome.json.as_object().cloned().unwrap_or_default();
    let new = NewDossier { aanvraag, personen: Vec::new(), vervolg_op: None };
    match visit.app.create(&caller, new, visit.request_key().as_ref()).await {
        Ok(made) => {
            Draft::drop(&visit, &caller).await?;
            scoped(&visit, &caller, &outcome, made).await
        }
        Err(AppError::Input(faults)) => {
            let place = |pointer: &str| field_at(&outcome.questions, pointer);
            again(&visit, &draft, &outcome, &Mistakes::of_faults(&faults, place))
        }
        Err(AppError::Taken(fault)) => {
            let mut mistakes = Mistakes::default();
            mistakes.add("kenmerk", fault.message);
            again(&visit, &draft, &outcome, &mistakes)
        }
        Err(other) => Err(other.into()),
    }
}

/// Records the scope decision where there is one. Without it the file stands, and its first step is that decision.
async fn scoped(
    visit: &Visit,
    caller: &Caller,
    outcome: &Outcome,
    made: DossierAnswer,
) -> Result<Answer, Trouble> {
    let to = format!("/dossiers/{}", made.id);
    let decided = outcome.explained.as_ref();
    let decided = decided.is_some_and(|one| one.regime != Regime::Onbepaald && !one.provisional);
    if !decided {
        let notice = found(visit, caller, made.id, Notice::OpenedOnly).await;
        return Ok(Answer::see(to).saying(notice));
    }
    let keuze = choice(&visit.form)?;
    let request = ScopeRequest { keuze, ..ScopeRequest::default() };
    let change = CaseChange { id: made.id, version: made.versie, key: None };
    let notice = match visit.app.decide_scope(caller, &change, request).await {
        Ok(_) => Notice::Opened,
        // The file is there; what stands in the way is said on the page of that step.
        Err(AppError::Refused(_) | AppError::Input(_)) => Notice::OpenedOnly,
        Err(other) => return Err(other.into()),
    };
    let notice = found(visit, caller, made.id, notice).await;
    Ok(Answer::see(to).saying(notice))
}

/// Says so when somebody on the new file may be known from other files of its maker.
async fn found(visit: &Visit, caller: &Caller, made: CaseId, otherwise: Notice) -> Notice {
    if known_to_judge(visit, caller, made).await > 0 { Notice::OpenedKnown } else { otherwise }
}

fn may_choose(outcome: &Outcome) -> bool {
    let regime = outcome.explained.as_ref().map(|explained| explained.regime);
    matches!(regime, Some(Regime::Optioneel | Regime::OpSignaal))
}

fn required(form: &Form, outcome: &Outcome) -> Mistakes {
    let mut mistakes = outcome.mistakes.clone();
    if may_choose(outcome) && form.given("toetsen").is_none() {
        mistakes.add("toetsen", "Kies of u de Bibob-toets doet.");
    }
    if form.text("toetsen") == "ja" {
        let absent = "Schrijf waarom u toetst: de toets is hier niet verplicht.";
        form.written("motivering", absent, &mut mistakes);
    }
    mistakes
}

fn again(
    visit: &Visit,
    draft: &Draft,
    outcome: &Outcome,
    mistakes: &Mistakes,
) -> Result<Answer, Trouble> {
    let view = view(visit, draft, outcome, (&visit.form, mistakes));
    page_with_mistakes(visit, "Nieuw dossier: nakijken", &view)
}

fn view(
    visit: &Visit,
    draft: &Draft,
    outcome: &Outcome,
    (form, mistakes): (&Form, &Mistakes),
) -> Nakijken {
    let keuze: Vec<Field> = if may_choose(outcome) { choices(form, mistakes) } else { Vec::new() };
    Nakijken {
        kader: Frame::of(REVIEW, draft.kept_in_words(), outcome, visit.today()),
        aanvraag: application(visit, draft, outcome),
        betrokkene: subject(draft, outcome),
        samenvatting: Summary::of(mistakes, &keuze),
        keuze,
    }
}

fn line(label: &str, waarde: impl Into<String>) -> Line {
    Line { label: label.to_owned(), waarde: waarde.into() }
}

fn application(visit: &Visit, draft: &Draft, outcome: &Outcome) -> Vec<Line> {
    let form = &draft.application;
    let day = words::read_day(form.text("ontvangenOp"));
    let day = day.map_or_else(|| form.text("ontvangenOp").to_owned(), words::full_day);
    let mut lines = vec![
        line("Soort", kernel::capitalised(&visit.app.kind_label(form.text("soort")))),
        line("Ontvangen op", day),
        line("Zaaknummer", form.given("kenmerk").unwrap_or("Krijgt een eigen kenmerk")),
    ];
    lines.extend(given(&apart(&outcome.questions).1, form));
    lines
}

/// The facts that were filled in, as they were.
fn given(questions: &[FactQuestion], form: &Form) -> Vec<Line> {
    facts::given(questions, form).into_iter().map(|(label, answer)| line(&label, answer)).collect()
}

fn subject(draft: &Draft, outcome: &Outcome) -> Vec<Line> {
    let form = &draft.subject;
    let address = format!(
        "{} {}, {} {}",
        form.text("straat"),
        form.text("huisnummer"),
        form.text("postcode"),
        form.text("plaats")
    );
    let number = form.given("kvkNummer").map(|number| line("KvK-nummer", number));
    let born = form.given(BORN).map(|born| line("Geboortedatum", born));
    let kind = KINDS.iter().find(|(id, _)| *id == form.text("betrokkeneSoort"));
    let kind = kind.map(|(_, name)| line("Soort", *name));
    let lines = [line("Naam", form.text("naam")), line("Adres", address)];
    let facts = given(&apart(&outcome.questions).0, form);
    lines.into_iter().chain(kind).chain(number).chain(born).chain(facts).collect()
}
