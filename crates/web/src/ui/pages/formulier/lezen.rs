//! Reading a step with its files, part by part: a file goes to the database while it comes in, and is never whole in memory.

use app::{AppError, Applicant};
use axum::extract::multipart::Field;
use kernel::DocumentId;

use crate::ui::form::{Form, Mistakes};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// The most bytes of the fields that are no files, together.
const MOST_TEXT: usize = 2_000_000;
/// The most bytes of everything, also of what is refused: then the rest is not waited for.
const MOST: usize = 150_000_000;
/// The most files in one go.
const MOST_FILES: usize = 20;

/// A step as it was sent.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) form: Form,
    /// The files that came in, by the field they were in.
    pub(super) files: Vec<(String, DocumentId)>,
    pub(super) mistakes: Mistakes,
    text: usize,
    all: usize,
}

/// Reads a step. The proof stands before every file; without it no file is taken in.
pub(super) async fn read(visit: &Visit, applicant: &Applicant) -> Result<Sent, Trouble> {
    let mut sent = Sent::default();
    let mut parts = visit.stream.parts(&visit.headers).await?;
    while let Some(part) = parts.next_field().await.map_err(|_| Trouble::Interrupted)? {
        match part.file_name().map(str::to_owned) {
            None => sent.take_text(part).await?,
            Some(name) if name.is_empty() => {}
            Some(_) if !visit.proves(&sent.form) => return Err(Trouble::Unproven),
            Some(name) => sent.take_file(visit, applicant, part, &name).await?,
        }
    }
    if visit.proves(&sent.form) { Ok(sent) } else { Err(Trouble::Unproven) }
}

impl Sent {
    async fn take_text(&mut self, mut part: Field<'_>) -> Result<(), Trouble> {
        let name = part.name().unwrap_or_default().to_owned();
        let mut value = Vec::new();
        // A field without anything in it costs something too.
        self.text += name.len() + 1;
        while let Some(bytes) = part.chunk().await.map_err(|_| Trouble::Interrupted)? {
            self.text += bytes.len();
            if self.text > MOST_TEXT {
                return Err(Trouble::TooLarge(MOST_TEXT));
            }
            value.extend_from_slice(&bytes);
        }
        self.form.push(&name, String::from_utf8_lossy(&value).replace("\r\n", "\n"));
        Ok(())
    }

    /// Takes a file in, or notes why not. What is refused is read on: the answers behind it belong to the step as well.
    async fn take_file(
        &mut self,
        visit: &Visit,
        applicant: &Applicant,
        mut part: Field<'_>,
        file: &str,
    ) -> Result<(), Trouble> {
        let name = part.name().unwrap_or_default().to_owned();
        let mut receiving = None;
        if self.files.len() == MOST_FILES {
            self.mistakes.add(&name, "Stuur hooguit 20 bestanden tegelijk.");
        } else {
            match visit.app.receive(applicant, file).await {
                Ok(begun) => receiving = Some(begun),
                Err(error) => self.refused(&name, error)?,
            }
        }
        while let Some(bytes) = part.chunk().await.map_err(|_| Trouble::Interrupted)? {
            self.all += bytes.len();
            if self.all > MOST {
                return Err(Trouble::TooLarge(MOST));
            }
            let Some(begun) = receiving.as_mut() else { continue };
            if let Err(error) = begun.push(&bytes).await {
                self.refused(&name, error)?;
                receiving = None;
            }
        }
        let Some(whole) = receiving else { return Ok(()) };
        match whole.finish().await {
            Ok(id) => self.files.push((name, id)),
            Err(error) => self.refused(&name, error)?,
        }
        Ok(())
    }

    /// Says at the field what is wrong with a file; trouble for anything else.
    fn refused(&mut self, name: &str, error: AppError) -> Result<(), Trouble> {
        let AppError::Input(faults) = error else { return Err(error.into()) };
        self.mistakes.join(Mistakes::of_faults(&faults, |_| name.to_owned()));
        Ok(())
    }
}
