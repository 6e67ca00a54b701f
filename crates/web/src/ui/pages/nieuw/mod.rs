//! A new file, in three steps: the application, the person concerned, and a last look. What is filled in is kept as a draft.

mod aanvraag;
mod betrokkene;
mod concept;
mod nakijken;

use app::Permission;
use chrono::NaiveDate;
use serde::Serialize;

use self::concept::Outcome;
use crate::ui::outcome::Uitkomst;
use crate::ui::route::{PageAccess, PageRoute};

const WRITE: PageAccess = PageAccess::Right(Permission::WriteCases);

/// The addresses of the steps; what is filled in there is kept under the same name.
const APPLICATION: &str = "/dossiers/nieuw";
const SUBJECT: &str = "/dossiers/nieuw/betrokkene";
const REVIEW: &str = "/dossiers/nieuw/nakijken";

const NOTHING_YET: &str = "Kies de soort aanvraag en vul de dag van ontvangst in. Daarna staat hier of de Bibob-toets moet, mag of niet kan, en waarom.";
const MISTAKEN: &str =
    "Verbeter eerst wat bij het formulier staat. Daarna komt de uitkomst hier terug.";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = aanvraag::routes();
    routes.extend(betrokkene::routes());
    routes.extend(nakijken::routes());
    routes
}

/// A step in the row above the form.
#[derive(Debug, Serialize)]
struct StepLink {
    naam: &'static str,
    adres: &'static str,
    hier: bool,
}

/// What stands around each step.
#[derive(Debug, Serialize)]
struct Frame {
    stappen: Vec<StepLink>,
    bewaard_om: Option<String>,
    uitkomst: Option<Uitkomst>,
    geen_uitkomst: &'static str,
}

impl Frame {
    fn of(here: &str, bewaard_om: Option<String>, outcome: &Outcome, today: NaiveDate) -> Self {
        let steps =
            [("1. Aanvraag", APPLICATION), ("2. Betrokkene", SUBJECT), ("3. Nakijken", REVIEW)];
        let link = |(naam, adres)| StepLink { naam, adres, hier: adres == here };
        Self {
            stappen: steps.map(link).into(),
            bewaard_om,
            uitkomst: outcome.explained.as_ref().map(|one| Uitkomst::of(one, today)),
            geen_uitkomst: if outcome.mistakes.is_empty() { NOTHING_YET } else { MISTAKEN },
        }
    }
}
