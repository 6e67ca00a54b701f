//! Saved views: a choice under a name, for oneself alone.

use app::{AppError, Caller};
use kernel::ViewId;

use super::keuze::Keuze;
use super::{LIST, READ, with_mistakes};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::Mistakes;
use crate::ui::route::{PageRoute, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const NAME: &str = "naam";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        post("/werkvoorraad/weergaven", READ, save).shown_on(LIST),
        post("/werkvoorraad/weergaven/{weergaveId}/verwijderen", READ, remove).button_of(LIST),
    ]
}

/// The field for the name of a view.
pub(super) fn field() -> Field {
    Field::text(NAME, "Naam van de weergave")
        .hint("Bijvoorbeeld «Horeca in onderzoek». Gebruik geen naam van een persoon of bedrijf.")
}

async fn save(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let keuze = Keuze::of_form(&visit.form);
    let saved = visit.app.save_view(&caller, visit.form.text(NAME), &keuze.saved()).await;
    match saved {
        Ok(id) => {
            let keuze = Keuze { view: Some(id), ..keuze };
            Ok(Answer::see(keuze.address(LIST, &[])).saying(Notice::Saved))
        }
        Err(AppError::Input(faults)) => {
            let mistakes = Mistakes::of_faults(&faults, |_| NAME.to_owned());
            with_mistakes(&visit, &caller, &keuze, &mistakes).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn remove(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let view: ViewId = visit.of_path("weergaveId")?;
    // One that is gone already is what was asked for; one of somebody else is not there.
    visit.app.drop_view(&caller, view).await?;
    Ok(Answer::see(LIST).saying(Notice::Removed))
}
