//! The copy of what a person handed in, to be put in a file of papers.

use app::Caller;

use super::{READ, opened};
use crate::ui::answer::Answer;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/dossiers/{dossierId}/vragenlijst/{persoonId}/kopie", READ, save)]
}

async fn save(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    opened(&visit, &caller).await?;
    let (case, person) = (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    let copy = visit.app.questionnaire_copy(&caller, case, person).await?;
    Ok(Answer::file("application/pdf", &copy.file_name, copy.pdf))
}
