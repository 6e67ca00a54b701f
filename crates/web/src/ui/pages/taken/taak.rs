//! One duty: what it is, and the form that finishes it. What is finished stays on record and cannot be taken back.

use app::command::Text;
use app::{AppError, Caller, Duty, FinishTask, Permission};
use kernel::TaskId;
use serde::Serialize;

use super::{LIST, READ, Regel, line};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes, sentence};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/taken/{taakId}";
const WRITE: PageAccess = PageAccess::Right(Permission::WriteCases);
const DONE: &str = "gedaan";
const PROOF: &str = "bewijsplaats";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, READ, show), post(PATH, WRITE, finish)]
}

#[expect(clippy::struct_field_names, reason = "the names are those of the template")]
#[derive(Debug, Serialize)]
struct Taak {
    taak: Regel,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for Taak {
    const TEMPLATE: &'static str = "pages/taken/taak";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let duty = visit.app.duty(&caller, visit.of_path("taakId")?).await?;
    let view = view(&visit, &caller, &duty, &visit.form, &Mistakes::default());
    page(&visit, &view.taak.plicht, &view)
}

async fn finish(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: TaskId = visit.of_path("taakId")?;
    let duty = visit.app.duty(&caller, id).await?;
    if duty.task.afgerond_op.is_some() {
        // Sent twice, or somebody else was first: the page says who did it and when.
        return Ok(Answer::see(visit.address.clone()));
    }
    let note = match note(&visit.form) {
        Ok(note) => note,
        Err(mistakes) => {
            let view = view(&visit, &caller, &duty, &visit.form, &mistakes);
            return page_with_mistakes(&visit, &view.taak.plicht, &view);
        }
    };
    match visit.app.finish_task(&caller, duty.task.dossier, id, &FinishTask { notitie: note }).await
    {
        Ok(()) => Ok(Answer::see(LIST).saying(Notice::TaskDone)),
        Err(AppError::NotFound) => Ok(Answer::see(visit.address.clone())),
        Err(error) => Err(error.into()),
    }
}

/// Puts what was done and where the proof is in one note.
fn note(form: &Form) -> Result<Text, Mistakes> {
    let mut mistakes = Mistakes::default();
    let (done, proof) = (form.text(DONE), form.text(PROOF));
    if done.is_empty() {
        mistakes.add(DONE, "Schrijf op wat er is gedaan.");
    }
    if proof.is_empty() {
        mistakes.add(PROOF, "Schrijf op waar het bewijs staat.");
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    Text::try_from(format!("{done}\n\nBewijs: {proof}")).map_err(|error| {
        let mut mistakes = Mistakes::default();
        mistakes.add(DONE, sentence(&error.to_string()));
        mistakes
    })
}

fn view(visit: &Visit, caller: &Caller, duty: &Duty, form: &Form, mistakes: &Mistakes) -> Taak {
    let taak = line(duty, caller.may(Permission::WriteCases), visit.today());
    of_form(taak, form, mistakes)
}

fn of_form(taak: Regel, form: &Form, mistakes: &Mistakes) -> Taak {
    let velden = [
        Field::lines(DONE, "Wat is er gedaan?")
            .hint("Bijvoorbeeld: gemeld aan het LBB, op welke dag en hoe"),
        Field::text(PROOF, "Waar staat het bewijs?")
            .hint("Bijvoorbeeld het nummer van het stuk of de plaats in het zaaksysteem"),
    ];
    let velden: Vec<Field> = velden.map(|field| field.filled(form, mistakes)).into();
    Taak { taak, samenvatting: Summary::of(mistakes, &velden), velden }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::pages::taken::tests::duty;
    use crate::ui::stand::tests::today;

    #[test]
    fn a_note_needs_what_was_done_and_where_the_proof_is() {
        let good = Form::of_body(b"gedaan=Gemeld.&bewijsplaats=stuk+3");
        assert_eq!(note(&good).unwrap().as_str(), "Gemeld.\n\nBewijs: stuk 3");
        let mistakes = note(&Form::of_body(b"gedaan=+")).unwrap_err();
        assert!(mistakes.of(DONE).is_some() && mistakes.of(PROOF).is_some());
        let long = format!("bewijsplaats=x&gedaan={}", "y".repeat(20_001));
        assert!(note(&Form::of_body(long.as_bytes())).unwrap_err().of(DONE).is_some());
    }

    #[test]
    fn the_form_says_that_it_cannot_be_taken_back() {
        let form = Form::of_body(b"gedaan=Iets");
        let mistakes = note(&form).unwrap_err();
        let taak = line(&duty("2027-02-18", false), true, today());
        let page = filled(&of_form(taak, &form, &mistakes));
        for words in [
            "kunt u niet terugdraaien",
            "href=\"#bewijsplaats\"",
            ">Iets</textarea>",
            "data-bewaken",
        ] {
            assert!(page.contains(words), "{words}");
        }
    }

    #[test]
    fn a_finished_duty_has_no_form() {
        for (done, may) in [(true, true), (false, false)] {
            let taak = line(&duty("2027-02-18", done), may, today());
            let page = filled(&of_form(taak, &Form::default(), &Mistakes::default()));
            assert!(!page.contains("<textarea"), "{page}");
            assert_eq!(page.contains("Afgerond op"), done);
        }
    }
}
