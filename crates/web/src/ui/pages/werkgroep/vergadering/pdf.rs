//! The papers of a meeting: the agenda and the minutes, each with what this reader may see.

use app::Caller;

use super::super::GROUP;
use crate::ui::answer::Answer;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/werkgroep/vergaderingen/{vergaderingId}/agenda.pdf", GROUP, agenda),
        get("/werkgroep/vergaderingen/{vergaderingId}/verslag.pdf", GROUP, minutes),
    ]
}

async fn agenda(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (name, bytes) = visit.app.agenda_pdf(&caller, visit.of_path("vergaderingId")?).await?;
    Ok(Answer::shown("application/pdf", &name, bytes))
}

async fn minutes(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (name, bytes) = visit.app.minutes_pdf(&caller, visit.of_path("vergaderingId")?).await?;
    Ok(Answer::shown("application/pdf", &name, bytes))
}
