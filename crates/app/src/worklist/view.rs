//! Views that somebody saved: a filter under a name, for that account alone.

use crate::{App, AppError, Caller};
use kernel::{FaultCode, ViewId};
use store::{SavedView, StoreError};

/// The longest name, in characters.
const LONGEST: usize = 40;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkView {
    /// The id.
    pub id: ViewId,
    /// The name.
    pub name: String,
    /// The filter, as the front end wrote it.
    pub filter: String,
}

impl App {
    /// Lists the saved views of the caller, the oldest first.
    pub async fn views(&self, caller: &Caller) -> Result<Vec<WorkView>, AppError> {
        let views = self.store.views(caller.viewer()).await?;
        let view = |view: SavedView| WorkView { id: view.id, name: view.name, filter: view.filter };
        Ok(views.into_iter().map(view).collect())
    }

    /// Saves a filter under a name.
    ///
    /// # Errors
    /// An input fault at `/naam` when the name is empty, too long or taken, and when there is no room for more.
    pub async fn save_view(
        &self,
        caller: &Caller,
        name: &str,
        filter: &str,
    ) -> Result<ViewId, AppError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(fault("geef de weergave een naam"));
        }
        let length = name.chars().count();
        if length > LONGEST {
            return Err(fault(&format!(
                "deze naam heeft {length} tekens; gebruik er ten hoogste {LONGEST}"
            )));
        }
        let now = self.now();
        let view = SavedView {
            id: self.fresh(now),
            name: name.to_owned(),
            filter: filter.to_owned(),
            created_at: now,
        };
        match self.store.save_view(caller.viewer(), &view).await {
            Ok(true) => Ok(view.id),
            Ok(false) => Err(fault("u hebt al twintig weergaven; verwijder er eerst een")),
            Err(StoreError::Duplicate(_)) => {
                Err(fault("u hebt al een weergave met deze naam; kies een andere naam"))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Removes a saved view of the caller; returns whether it was there.
    pub async fn drop_view(&self, caller: &Caller, view: ViewId) -> Result<bool, AppError> {
        Ok(self.store.drop_view(caller.viewer(), view).await?)
    }
}

fn fault(message: &str) -> AppError {
    AppError::fault("/naam", FaultCode::VerkeerdeVorm, message)
}
