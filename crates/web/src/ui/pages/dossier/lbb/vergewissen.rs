//! Whether an advice can be relied on: what was answered, and the form with the questions.

use app::inquiry::{
    AdviceCheck, CheckAnswer, CheckQuestion, CheckedPoint, NewAdviceCheck, is_investigated,
};
use app::{Caller, DossierAnswer, Permission};
use kernel::CaseId;
use serde::Serialize;

use super::super::onderzoek::formulier::{Asking, ask, done};
use super::super::onderzoek::lezen::Reading;
use super::RECORD;
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/dossiers/{dossierId}/lbb/vergewissen";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, RECORD, show), post(PATH, RECORD, send)]
}

/// How the last advice was checked.
#[derive(Debug, Serialize)]
pub(super) struct Vergewissen {
    ontvangen: String,
    ongezien: bool,
    punten: Vec<Punt>,
    vastgelegd: Option<String>,
    adres: Option<String>,
}

#[derive(Debug, Serialize)]
struct Punt {
    vraag: &'static str,
    grondslag: &'static str,
    antwoord: &'static str,
    toelichting: String,
}

impl Vergewissen {
    /// Returns how the advice was checked; none without an advice, and for who may not read it.
    pub(super) async fn of(
        visit: &Visit,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Option<Self>, Trouble> {
        if !caller.may(Permission::ReadCriminal) {
            return Ok(None);
        }
        let check = visit.app.advice_check(caller, answer).await?;
        let writes = caller.may(Permission::WriteCases) && is_investigated(answer.dossier.state());
        Ok(check.map(|check| Self {
            ontvangen: words::day(check.received_on, visit.today()),
            ongezien: check.rests_on_unseen(),
            punten: points(&check).iter().map(Punt::of).collect(),
            vastgelegd: check.latest.as_ref().map(|entry| words::moment(entry.at, visit.today())),
            adres: writes.then(|| format!("/dossiers/{}/lbb/vergewissen", answer.id)),
        }))
    }
}

impl Punt {
    fn of(point: &CheckedPoint) -> Self {
        let note = point.toelichting.as_ref();
        Self {
            vraag: point.vraag.text(),
            grondslag: point.vraag.basis(),
            antwoord: point.antwoord.label(),
            toelichting: note.map(|note| note.as_str().to_owned()).unwrap_or_default(),
        }
    }
}

fn points(check: &AdviceCheck) -> &[CheckedPoint] {
    check.latest.as_ref().map_or(&[], |entry| &entry.content.punten)
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let answer = visit.app.dossier(&caller, visit.of_path("dossierId")?).await?;
    let check = visit.app.advice_check(&caller, &answer).await?;
    let mut first = Form::default();
    for (place, point) in check.as_ref().map_or(&[][..], points).iter().enumerate() {
        first.set(&name(place, "antwoord"), point.antwoord.id().to_owned());
        let note = point.toelichting.as_ref().map(|note| note.as_str().to_owned());
        first.set(&name(place, "toelichting"), note.unwrap_or_default());
    }
    ask(&visit, &caller, asking(first), None).await
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let asking = asking(Form::default());
    let new = match read(&visit.form) {
        Ok(new) => new,
        Err(mistakes) => return ask(&visit, &caller, asking, Some(&mistakes)).await,
    };
    let case: CaseId = visit.of_path("dossierId")?;
    let written = visit.app.check_advice(&caller, (case, None), new).await;
    done(&visit, &caller, written, asking).await
}

/// The name of a field of a question, as the API calls its place.
fn name(place: usize, field: &str) -> String {
    format!("punten.{place}.{field}")
}

fn asking(eerst: Form) -> Asking {
    let fields = |(place, question): (usize, CheckQuestion)| {
        let sound = question.sound().label().to_lowercase();
        [
            Field::radios(&name(place, "antwoord"), question.text())
                .choices(CheckAnswer::ALL.map(|one| (one.id(), one.label())))
                .hint(question.basis()),
            Field::lines(&name(place, "toelichting"), "Toelichting")
                .hint(format!("Nodig als het antwoord niet «{sound}» is."))
                .optional(),
        ]
    };
    Asking {
        naam: "Advies van het LBB nagaan".to_owned(),
        uitleg: vec![
            "U beslist zelf en mag het advies niet zonder meer volgen. Ga na of het zorgvuldig is en of de conclusie volgt uit de feiten. Het advies en deze antwoorden zijn geheim (Wet Bibob art. 28).".to_owned(),
        ],
        velden: CheckQuestion::ALL.into_iter().enumerate().flat_map(fields).collect(),
        knop: "Vastleggen",
        eerst,
    }
}

fn read(form: &Form) -> Result<NewAdviceCheck, Mistakes> {
    let mut reading = Reading::of(form);
    let mut points = Vec::new();
    for (place, vraag) in CheckQuestion::ALL.into_iter().enumerate() {
        let field = name(place, "antwoord");
        let answer = CheckAnswer::ALL.into_iter().find(|one| one.id() == form.text(&field));
        if answer.is_none() {
            reading.mistakes.add(&field, "Kies een antwoord.");
        }
        let toelichting = reading.text_if_given(&name(place, "toelichting"));
        points.extend(answer.map(|antwoord| CheckedPoint { vraag, antwoord, toelichting }));
    }
    reading.into_result(Some(NewAdviceCheck { punten: points }))
}
