//! The hearings of a file: a list, a new one, and the page on which one is moved or taken back.

use app::{AppError, Caller, CancelHearing, HearingLine, HearingPlan, MoveHearing, PlanHearing};
use app::{Permission, StoreError};
use axum::http::StatusCode;
use kernel::{HearingId, Redacted, SubjectId};
use serde::Serialize;

use super::super::paneel::{Ingevuld, lost};
use super::super::{lezen, tijd};
use super::kop::Kop;
use super::tabs::tab;
use super::{Opened, READ, WRITE, opened};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes, VERSION};
use crate::ui::page::{View, page_as};
use crate::ui::route::{Keeps, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const LIST: &str = "/dossiers/{dossierId}/hoorzittingen";
const PAGE: &str = "/dossiers/{dossierId}/hoorzittingen/{hoorzittingId}";
const WHO: &str = "persoon";
const DAY: &str = "op";
const EMAIL: &str = "email";
const CHANGED: &str = "Iemand anders heeft deze hoorzitting gewijzigd terwijl u bezig was. Er is niets van u vastgelegd. Kijk het na en verstuur het opnieuw.";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(LIST, READ, show),
        post(LIST, WRITE, plan),
        get(PAGE, READ, show_one),
        post(PAGE, WRITE, change),
        post("/dossiers/{dossierId}/hoorzittingen/{hoorzittingId}/afzegging", WRITE, cancel)
            .shown_on(PAGE)
            .keeping(Keeps::Nothing),
    ]
}

#[derive(Debug, Serialize)]
struct Hoorzittingen {
    kop: Kop,
    regels: Vec<Regel>,
    samenvatting: Option<Summary>,
    /// What was filled in when the form is not offered any more.
    ingevuld: Vec<Ingevuld>,
    /// Empty when nobody can be invited.
    velden: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Hoorzitting {
    kop: Kop,
    regel: Regel,
    lijst: String,
    versie: String,
    samenvatting: Option<Summary>,
    /// What was filled in when the form is not offered any more.
    ingevuld: Vec<Ingevuld>,
    /// Empty for who may not change it, and when it cannot be moved any more.
    velden: Vec<Field>,
    afzegbaar: bool,
}

#[derive(Debug, Serialize)]
struct Regel {
    naam: String,
    adres: String,
    wanneer: String,
    plaats: Option<String>,
    video: Option<String>,
    uitnodiging: String,
    afgezegd: bool,
}

impl View for Hoorzittingen {
    const TEMPLATE: &'static str = "pages/dossier/hoorzittingen";
}

impl View for Hoorzitting {
    const TEMPLATE: &'static str = "pages/dossier/hoorzitting";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    listed(&visit, &caller, (StatusCode::OK, &Mistakes::default())).await
}

async fn plan(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.of_path("dossierId")?;
    let mut mistakes = Mistakes::default();
    let invited: Option<SubjectId> =
        lezen::chosen(&visit.form, WHO, "Kies wie u uitnodigt.", &mut mistakes);
    let plan = read(&visit.form, &mut mistakes);
    let (Some(persoon), Some(plan)) = (invited, plan.filter(|_| mistakes.is_empty())) else {
        return listed(&visit, &caller, (StatusCode::BAD_REQUEST, &mistakes)).await;
    };
    match visit.app.plan_hearing(&caller, id, &PlanHearing { persoon, plan }).await {
        Ok(_) => {
            Ok(Answer::see(format!("/dossiers/{id}/hoorzittingen")).saying(Notice::HearingPlanned))
        }
        Err(error) => {
            let back = back(error)?;
            listed(&visit, &caller, (back.0, &back.1)).await
        }
    }
}

async fn show_one(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    one(&visit, &caller, None).await
}

async fn change(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (id, hearing) = (visit.of_path("dossierId")?, visit.of_path("hoorzittingId")?);
    let versie = version(&visit)?;
    let mut mistakes = Mistakes::default();
    let plan = read(&visit.form, &mut mistakes).filter(|_| mistakes.is_empty());
    let Some(plan) = plan else {
        return one(&visit, &caller, Some((StatusCode::BAD_REQUEST, &mistakes))).await;
    };
    let moved = visit.app.move_hearing(&caller, (id, hearing), &MoveHearing { versie, plan }).await;
    done(&visit, &caller, moved, Notice::HearingMoved).await
}

async fn cancel(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (id, hearing) = (visit.of_path("dossierId")?, visit.of_path("hoorzittingId")?);
    let versie = version(&visit)?;
    let cancelled =
        visit.app.cancel_hearing(&caller, (id, hearing), CancelHearing { versie }).await;
    done(&visit, &caller, cancelled, Notice::HearingCancelled).await
}

async fn done(
    visit: &Visit,
    caller: &Caller,
    outcome: Result<HearingLine, AppError>,
    notice: Notice,
) -> Result<Answer, Trouble> {
    let id: kernel::CaseId = visit.of_path("dossierId")?;
    match outcome {
        Ok(_) => Ok(Answer::see(format!("/dossiers/{id}/hoorzittingen")).saying(notice)),
        Err(error) => {
            let back = back(error)?;
            one(visit, caller, Some((back.0, &back.1))).await
        }
    }
}

fn version(visit: &Visit) -> Result<i32, Trouble> {
    i32::try_from(visit.version()?).map_err(|_| Trouble::Unproven)
}

/// Puts what a use case said at its field.
fn back(error: AppError) -> Result<(StatusCode, Mistakes), Trouble> {
    match error {
        AppError::Input(faults) => {
            let last = |place: &str| place.rsplit('/').next().unwrap_or_default().to_owned();
            Ok((StatusCode::BAD_REQUEST, Mistakes::of_faults(&faults, last)))
        }
        AppError::Refused(refusal) => {
            let mut mistakes = Mistakes::default();
            mistakes.add(WHO, refusal.to_string());
            Ok((StatusCode::CONFLICT, mistakes))
        }
        AppError::Store(StoreError::Conflict) => {
            let mut mistakes = Mistakes::default();
            mistakes.add(VERSION, CHANGED);
            Ok((StatusCode::CONFLICT, mistakes))
        }
        other => Err(other.into()),
    }
}

fn read(form: &Form, mistakes: &mut Mistakes) -> Option<HearingPlan> {
    let op = lezen::day(form, DAY, mistakes);
    let tijd = tijd::read(form, mistakes);
    let email = form.given(EMAIL).map(|text| Redacted::new(text.to_owned()));
    Some(HearingPlan { op: op?, tijd: tijd?, email })
}

fn fields() -> Vec<Field> {
    let mut fields = vec![Field::day(DAY, "Dag").hint("dd-mm-jjjj")];
    fields.extend(tijd::fields());
    fields.push(
        Field::text(EMAIL, "Mailadres voor de uitnodiging")
            .hint("De mail noemt het kenmerk, de dag en de plaats, en niets van de inhoud. Zonder mailadres nodigt u per brief uit.")
            .input("email")
            .autocomplete("off")
            .optional(),
    );
    fields
}

fn filled(plan: &HearingPlan) -> Form {
    let mut form = Form::default();
    form.set(DAY, words::filled_day(plan.op));
    tijd::fill(&mut form, &plan.tijd);
    form.set(EMAIL, plan.email.as_ref().map(|email| email.reveal().clone()).unwrap_or_default());
    form
}

async fn listed(
    visit: &Visit,
    caller: &Caller,
    (status, mistakes): (StatusCode, &Mistakes),
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab("zienswijze").ok_or(Trouble::NotFound)?;
    let lines = visit.app.hearings(caller, opened.answer.id).await?;
    let people = if caller.may(Permission::WriteCases) {
        visit.app.hearing_candidates(&opened.answer, &lines)
    } else {
        Vec::new()
    };
    let is_gone = people.is_empty();
    let velden = if is_gone { Vec::new() } else { new_fields(people) };
    let velden: Vec<Field> =
        velden.into_iter().map(|field| field.filled(&visit.form, mistakes)).collect();
    let view = Hoorzittingen {
        kop: Kop::of(visit, &opened, here),
        regels: lines.iter().map(|line| row(visit, &opened, line)).collect(),
        samenvatting: Summary::of(mistakes, &velden),
        ingevuld: if is_gone {
            lost(new_fields(everybody(&opened)), &visit.form)
        } else {
            Vec::new()
        },
        velden,
    };
    shown(visit, status, &view.kop.title("Hoorzittingen"), &view)
}

fn everybody(opened: &Opened) -> Vec<(SubjectId, Redacted<String>)> {
    let people = opened.answer.dossier.file().personen.iter().map(|party| &party.persoon);
    people.map(|person| (person.id, person.name.clone())).collect()
}

fn new_fields(people: Vec<(SubjectId, Redacted<String>)>) -> Vec<Field> {
    let people = people.into_iter().map(|(id, name)| (id.to_string(), name.reveal().clone()));
    let who = Field::select(WHO, "Wie nodigt u uit").choices([("", "Kies een persoon")]);
    std::iter::once(who.choices(people)).chain(fields()).collect()
}

async fn one(
    visit: &Visit,
    caller: &Caller,
    back: Option<(StatusCode, &Mistakes)>,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab("zienswijze").ok_or(Trouble::NotFound)?;
    let hearing: HearingId = visit.of_path("hoorzittingId")?;
    let lines = visit.app.hearings(caller, opened.answer.id).await?;
    let line = lines.iter().find(|line| line.id == hearing).ok_or(Trouble::NotFound)?;
    let none = Mistakes::default();
    let (status, mistakes) = back.unwrap_or((StatusCode::OK, &none));
    // The button that takes it back sends no fields.
    let form =
        if visit.recalled || visit.form.has(DAY) { visit.form.clone() } else { filled(&line.plan) };
    let writes = caller.may(Permission::WriteCases);
    let (offered, gone) = if writes && visit.app.can_move(&opened.answer, line) {
        (fields(), Vec::new())
    } else {
        (Vec::new(), fields())
    };
    let velden: Vec<Field> =
        offered.into_iter().map(|field| field.filled(&form, mistakes)).collect();
    let view = Hoorzitting {
        kop: Kop::of(visit, &opened, here),
        regel: row(visit, &opened, line),
        lijst: format!("/dossiers/{}/hoorzittingen", opened.answer.id),
        versie: line.versie.to_string(),
        samenvatting: Summary::of(mistakes, &velden),
        ingevuld: lost(gone, &visit.form),
        velden,
        afzegbaar: writes && visit.app.is_to_come(line),
    };
    shown(visit, status, &view.kop.title("Hoorzitting"), &view)
}

fn shown<V: View>(
    visit: &Visit,
    status: StatusCode,
    title: &str,
    view: &V,
) -> Result<Answer, Trouble> {
    let title = if status.is_success() { title.to_owned() } else { format!("Fout: {title}") };
    page_as(visit, status, &title, view)
}

fn row(visit: &Visit, opened: &Opened, line: &HearingLine) -> Regel {
    let invited = || match &line.plan.email {
        Some(email) => format!("Per mail aan {}.", email.reveal()),
        None => "Per brief: er is geen mailadres.".to_owned(),
    };
    let mail = line.mail.as_ref().map_or_else(invited, |said| format!("{} {said}", invited()));
    Regel {
        naam: line.naam.reveal().clone(),
        adres: format!("/dossiers/{}/hoorzittingen/{}", opened.answer.id, line.id),
        wanneer: format!(
            "{}, {} uur",
            words::day(line.plan.op, visit.today()),
            tijd::span(&line.plan.tijd)
        ),
        plaats: line.plan.tijd.plaats.clone(),
        video: line.plan.tijd.video.clone().filter(|video| tijd::is_link(video)),
        uitnodiging: mail,
        afgezegd: line.afgezegd,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_comes_back_as_it_was() {
        let body = b"op=18-02-2027&begin=13:30&minuten=60&plaats=Kamer+2&email=a%40b.example";
        let mut mistakes = Mistakes::default();
        let plan = read(&Form::of_body(body), &mut mistakes).unwrap();
        assert_eq!(read(&filled(&plan), &mut mistakes), Some(plan));
        assert!(mistakes.is_empty());
    }

    #[test]
    fn every_gap_is_named() {
        let mut mistakes = Mistakes::default();
        assert_eq!(read(&Form::default(), &mut mistakes), None);
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [DAY, "begin", "minuten"]);
    }
}
