//! Letters of a file, as PDF.

use app::{Caller, LetterKind};

use super::READ;
use crate::ui::answer::Answer;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/dossiers/{dossierId}/brieven/{brief}", READ, show)]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let name: String = visit.of_path("brief")?;
    let kind =
        LetterKind::ALL.into_iter().find(|kind| kind.id() == name).ok_or(Trouble::NotFound)?;
    let letter = visit.app.letter(&caller, visit.of_path("dossierId")?, kind).await?;
    let letter = letter.ok_or(Trouble::NotFound)?;
    Ok(Answer::shown("application/pdf", &letter.file_name, letter.pdf))
}
