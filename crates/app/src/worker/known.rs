//! Makes the persons on files findable, after each change of them.

use super::Worker;
use crate::AppError;

const PAGE: u32 = 500;

impl Worker {
    /// Goes through the files whose persons are to be made findable. Several workers may each do it.
    pub(super) async fn make_known(&self) -> Result<(), AppError> {
        let mut after = None;
        loop {
            let cases = self.app.store.unknown_cases(after, PAGE).await?;
            let Some((_, last)) = cases.last() else { return Ok(()) };
            after = Some(*last);
            for (party, case) in &cases {
                let done = self.app.make_known(party, *case).await;
                Self::skip_unreadable(*case, done)?;
            }
        }
    }
}
