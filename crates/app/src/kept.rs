//! Input that is kept: a draft that is not sent yet, and what was sent with a session that had ended.

use crate::{App, AppError, Caller};
use kernel::{Moment, Redacted};
use std::collections::BTreeMap;

/// What somebody filled in: values by the name of their field, in order.
pub type Filled = BTreeMap<String, Vec<String>>;

/// Input that is kept, with when.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The values.
    pub filled: Redacted<Filled>,
    /// When they were kept.
    pub at: Moment,
}

impl App {
    /// Keeps input for a form of the caller, in the place of earlier input.
    pub async fn keep_input(
        &self,
        caller: &Caller,
        form: &str,
        filled: &Filled,
    ) -> Result<Moment, AppError> {
        let (now, text) = (self.now(), Redacted::new(serde_json::to_string(filled)?));
        self.store.keep_input(caller.viewer(), form, &text, now).await?;
        Ok(now)
    }

    /// Returns what is kept for a form of the caller.
    pub async fn kept_input(&self, caller: &Caller, form: &str) -> Result<Option<Kept>, AppError> {
        let kept = self.store.kept_input(caller.viewer(), form).await?;
        kept.map(|kept| {
            let filled = serde_json::from_str(kept.content.reveal())?;
            Ok(Kept { filled: Redacted::new(filled), at: kept.at })
        })
        .transpose()
    }

    /// Forgets what is kept for a form of the caller.
    pub async fn drop_kept_input(&self, caller: &Caller, form: &str) -> Result<(), AppError> {
        Ok(self.store.drop_kept_input(caller.viewer(), form).await?)
    }
}
