//! The questionnaire of one person on a file: invited, filled in, handed in, repaired (Wet Bibob art. 7a; Awb 4:5).

mod adopt;
mod copy;
mod correct;
mod entry;
mod fill;
mod follow;
mod hand_in;
mod invite;
mod office;
mod sign_in;
mod stated;
mod take_in;
mod upload;

pub(crate) use copy::{DIGEST_OF, Submission};
pub use correct::{Correction, CorrectionReason, CorrectionRequest};
pub(crate) use entry::trail;
pub use entry::{Applicant, Entered, EntryRefusal};
pub use fill::{Filling, KeepError, RepairOf, StepAnswers};
pub(crate) use follow::follow;
pub(crate) use hand_in::PORTAL;
pub use hand_in::{HandedIn, SignatureEntry};
pub use invite::{Invitation, InviteRequest, InviteTerm};
pub use office::{Questionnaire, RepairRequest, VersionLine};
pub use sign_in::{NotEntered, WaysIn};
pub use stated::{StatedFact, fact_in_words};
pub use take_in::AnswerCheck;
pub use upload::{FileHere, Receiving};

use crate::caller::digest;
use crate::{App, AppError};
use questionnaire::Form;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::IntakeRow;

/// Letters and digits that cannot be taken for each other, for codes that people type over.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Forms that were read before. A form never changes: its name is the digest of its content.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormShelf(Arc<Mutex<BTreeMap<[u8; 32], Arc<Form>>>>);

impl App {
    /// Returns the form of a questionnaire as it was sent.
    pub(crate) async fn form_of(&self, row: &IntakeRow) -> Result<Arc<Form>, AppError> {
        let kept = || self.forms.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = kept().get(&row.form_sha256) {
            return Ok(Arc::clone(form));
        }
        let text = self.store.questionnaire_form(row.form_sha256).await?;
        let text = text.ok_or_else(|| AppError::Unreadable(format!("form of {}", row.id)))?;
        let form: Arc<Form> = Arc::new(serde_json::from_str(&text)?);
        kept().insert(row.form_sha256, Arc::clone(&form));
        Ok(form)
    }

    /// Returns a code of `GROUPS` groups of four signs, five bits each.
    fn code(&self, groups: usize) -> String {
        // Every sign depends on all that is random.
        let random = digest(&kernel::hex(&self.random::<16>()));
        let sign = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
        let signs: Vec<char> = random.iter().map(sign).take(groups * 4).collect();
        let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }
}

/// Reads a code as people type it: case, spaces and dashes do not count.
fn plain_code(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| sign.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::plain_code;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(plain_code(" k7qm-2xpd 9r "), "K7QM2XPD9R");
    }
}
