//! The letters of a file: written by one person, looked at by another, fixed, and sent.

mod content;
mod draft;
mod house;
mod last_day;
mod letterhead;
mod life;
mod line;
mod matter;
mod portal;
mod send;
mod steps;
mod year;

pub use house::{HouseProposal, HouseText, HouseTextLine, HouseTextStatus, LARGEST_LOGO};
pub use letterhead::Letterhead;
pub(crate) use life::LetterLife;
pub use line::{LetterChoice, LetterField, LetterLine, LetterPage, LetterTo};
pub use portal::PortalLetter;
pub use send::{LetterWay, PrintLine, SendLetter};
pub use steps::{FixLetter, NewLetterRequest, ReturnLetter, WriteLetter};

use crate::{App, AppError, Caller, DossierAnswer};
use content::Wish;
use draft::Draft;
use kernel::{AccountId, CaseId, LetterId};
use letters::composed::{Elements, Wanted};
use letters::{Letter, LetterContent, LetterKind, OfficeFile};
use store::{LetterRow, LetterStatus};

/// A letter with the file that it belongs to.
struct Opened {
    answer: DossierAnswer,
    row: LetterRow,
    kind: LetterKind,
    draft: Draft,
}

impl Opened {
    /// Returns whether somebody wrote in the letter, and so cannot fix it.
    fn is_by(&self, account: AccountId) -> bool {
        self.row.written.0 == account || self.row.writers.contains(&account)
    }

    fn wish(&self) -> Wish {
        Wish { kind: self.kind, person: self.row.subject }
    }
}

impl App {
    /// Opens a letter of a file; one that may hold criminal data is not there for who may not read those.
    async fn opened_letter(
        &self,
        caller: &Caller,
        (id, letter): (CaseId, LetterId),
    ) -> Result<Opened, AppError> {
        let answer = self.dossier(caller, id).await?;
        let row = self.store.letter(caller.viewer(), id, letter).await?;
        let row = row.ok_or(AppError::NotFound)?;
        let kind = LetterKind::of(&row.kind);
        let kind = kind.ok_or_else(|| AppError::Unreadable(format!("letter kind {}", row.kind)))?;
        if !year::may_make(caller, kind) {
            return Err(AppError::Forbidden);
        }
        let draft = Draft::open(&row.elements)?;
        Ok(Opened { answer, row, kind, draft })
    }

    /// Sets a letter of a file as it is now: the fixed bytes of a final one, or the draft.
    ///
    /// # Errors
    /// When such a letter does not follow from the file any more, or holds a sign that cannot be shown.
    pub async fn letter_pdf(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
    ) -> Result<(String, Vec<u8>), AppError> {
        let opened = self.opened_letter(caller, place).await?;
        let began = self.now();
        let found = if let Some((document, _)) = opened.row.bytes {
            let found = self.store.document(caller.viewer(), place.0, document).await?;
            let (row, content) = found.ok_or(AppError::NotFound)?;
            (row.name.reveal().clone(), content)
        } else {
            let letter = self.set_draft(caller, &opened).await?;
            (letter.file_name, letter.pdf)
        };
        let people = crate::dossier::data_subjects(opened.answer.dossier.file());
        self.log_reading(caller, "brief-raadplegen", began, people).await?;
        Ok(found)
    }

    /// Writes a draft as a file for a word processor, for who must edit it there; what is final is a PDF and stays one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the letter is final, or does not follow from the file.
    pub async fn letter_office_file(
        &self,
        caller: &Caller,
        place: (CaseId, LetterId),
    ) -> Result<OfficeFile, AppError> {
        let opened = self.opened_letter(caller, place).await?;
        if !is_open(opened.row.status) {
            return Err(AppError::NotFound);
        }
        let began = self.now();
        let content = self.draft_content(caller, &opened).await?.ok_or(AppError::NotFound)?;
        let written = self.typeset(move |letters| {
            letters.office_file(&content).map_err(|error| crate::letter::refused(&error))
        });
        let file = written.await?;
        let people = crate::dossier::data_subjects(opened.answer.dossier.file());
        self.log_reading(caller, "brief-raadplegen", began, people).await?;
        Ok(file)
    }

    /// Draws a page of a draft for the screen, counted from 1; none when the letter has fewer.
    ///
    /// # Errors
    /// As [`App::letter_pdf`].
    pub async fn letter_picture(
        &self,
        caller: &Caller,
        (place, page): ((CaseId, LetterId), usize),
    ) -> Result<Option<String>, AppError> {
        let opened = self.opened_letter(caller, place).await?;
        if !is_open(opened.row.status) {
            return Ok(None);
        }
        let Some(content) = self.draft_content(caller, &opened).await? else { return Ok(None) };
        let drawn = self.typeset(move |letters| {
            letters.pictures(&content).map_err(|error| crate::letter::refused(&error))
        });
        Ok(drawn.await?.into_iter().nth(page.saturating_sub(1)))
    }

    async fn set_draft(&self, caller: &Caller, opened: &Opened) -> Result<Letter, AppError> {
        let content = self.draft_content(caller, opened).await?;
        self.set(content.ok_or(AppError::NotFound)?).await
    }

    /// Returns the content of a letter with what can be read of its draft.
    async fn draft_content(
        &self,
        caller: &Caller,
        opened: &Opened,
    ) -> Result<Option<LetterContent>, AppError> {
        let (elements, _) = opened.draft.read();
        self.content_of(caller, opened, &elements).await
    }

    async fn content_of(
        &self,
        caller: &Caller,
        opened: &Opened,
        elements: &Elements,
    ) -> Result<Option<LetterContent>, AppError> {
        self.content(caller, &opened.answer, (opened.wish(), elements)).await
    }
}

/// Returns the elements that a letter asks for, in the order of the form.
fn wanted_in(content: Option<&LetterContent>) -> Vec<Wanted> {
    content.map_or_else(letters::composed::common, LetterContent::wanted)
}

/// Whether a letter can still be written on.
fn is_open(status: LetterStatus) -> bool {
    matches!(status, LetterStatus::Draft | LetterStatus::Offered)
}
