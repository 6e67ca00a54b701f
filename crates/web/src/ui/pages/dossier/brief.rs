//! Letters of a file, as PDF.

use app::{Caller, Letter, LetterKind};

use super::READ;
use crate::ui::answer::Answer;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dossiers/{dossierId}/brieven/{brief}", READ, show),
        get("/dossiers/{dossierId}/brieven/aanvulverzoek/{persoonId}", READ, show_completion),
        get("/dossiers/{dossierId}/brieven/lbb-kennisgeving/{persoonId}", READ, show_notice),
    ]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let name: String = visit.of_path("brief")?;
    let kind = LetterKind::of(&name).ok_or(Trouble::NotFound)?;
    shown(visit.app.letter(&caller, visit.of_path("dossierId")?, kind).await?)
}

/// The request to complete goes to one person: each for whom a term runs has their own.
async fn show_completion(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let person = (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    shown(visit.app.completion_request(&caller, person).await?)
}

/// The notice that the LBB was asked goes to each person concerned.
async fn show_notice(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let person = (visit.of_path("dossierId")?, visit.of_path("persoonId")?);
    shown(visit.app.advice_notice(&caller, person).await?)
}

fn shown(letter: Option<Letter>) -> Result<Answer, Trouble> {
    let letter = letter.ok_or(Trouble::NotFound)?;
    Ok(Answer::shown("application/pdf", &letter.file_name, letter.pdf))
}
