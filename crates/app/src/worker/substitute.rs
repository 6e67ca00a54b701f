//! Replacement: access to the files of who is away begins and ends by itself.

use super::Worker;
use crate::AppError;
use crate::office::Author;
use kernel::Moment;
use store::{AuditEntry, SubstituteAccess};

impl Worker {
    /// Gives and takes the access of substitutes as the arrangements of today say.
    pub(super) async fn substitute(&self) -> Result<(), AppError> {
        let (app, today) = (&self.app, self.app.clock.today());
        for party in app.store.substituting_parties(today).await? {
            let author = Author::console(app, &party);
            let now = app.now();
            if app.store.substitutes_are_right(author.scope(), today, now).await? {
                continue;
            }
            let mut tx = app.store.begin(author.scope()).await?;
            app.set_access(&author, &mut tx, now).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// A line about access of a substitute to a file.
pub(crate) fn substitutes_line(
    author: &Author<'_>,
    at: Moment,
    action: &str,
    access: &SubstituteAccess,
) -> AuditEntry {
    let subject = format!("dossier/{}", access.case);
    author.line(at, action, &subject, &access.account.to_string())
}
