//! The letters that wait to be printed, of all files of the caller.

use app::{AppError, Caller, Permission, PrintLine, StoreError};
use kernel::LetterId;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::Mistakes;
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{Keeps, PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/printlijst";
const TITLE: &str = "Printlijst";
const LETTERS: &str = "brieven";
const DAY: &str = "op";

pub(super) fn routes() -> Vec<PageRoute> {
    let read = PageAccess::Right(Permission::ReadCases);
    let write = PageAccess::Right(Permission::WriteCases);
    vec![
        get(PATH, read, show),
        post(PATH, write, posted).keeping(Keeps::Nothing),
        get("/printlijst/brieven.zip", read, pack),
    ]
}

#[derive(Debug, Serialize)]
struct Printlijst {
    aantal: Option<String>,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    mag_schrijven: bool,
}

impl View for Printlijst {
    const TEMPLATE: &'static str = "pages/printlijst";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, None).await
}

/// The letters come one by one from files of the caller; a pack is saved and not shown.
async fn pack(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let packed = visit.app.print_pack(&caller).await?.ok_or(Trouble::NotFound)?;
    Ok(Answer::file("application/zip", &format!("brieven-{}.zip", visit.today()), packed))
}

async fn posted(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let chosen: Vec<LetterId> =
        visit.form.all(LETTERS).filter_map(|text| text.parse().ok()).collect();
    let mut mistakes = Mistakes::default();
    if chosen.is_empty() {
        mistakes.add(LETTERS, "Kies de brieven die op de post zijn gedaan.");
    }
    let day = words::read_day(visit.form.text(DAY));
    if day.is_none() {
        mistakes.add(DAY, "Vul een dag in als dd-mm-jjjj.");
    }
    if let Some(day) = day.filter(|_| mistakes.is_empty()) {
        match visit.app.posted(&caller, (&chosen, day)).await {
            Ok(_) => return Ok(Answer::see(PATH).saying(Notice::LettersPosted)),
            Err(AppError::Input(faults)) => {
                mistakes = Mistakes::of_faults(&faults, |_| DAY.to_owned());
            }
            Err(AppError::NotFound | AppError::Store(StoreError::Conflict)) => {
                mistakes.add(LETTERS, "Een van deze brieven staat niet meer op de lijst. Er is niets vastgelegd; kies opnieuw.");
            }
            Err(other) => return Err(other.into()),
        }
    }
    shown(&visit, &caller, Some(&mistakes)).await
}

async fn shown(
    visit: &Visit,
    caller: &Caller,
    mistakes: Option<&Mistakes>,
) -> Result<Answer, Trouble> {
    let lines = visit.app.print_list(caller).await?;
    let none = Mistakes::default();
    let velden: Vec<Field> = [
        Field::boxes(LETTERS, "Welke brieven zijn op de post gedaan?")
            .choices(lines.iter().map(choice)),
        Field::day(DAY, "Op welke dag?").hint("dd-mm-jjjj"),
    ]
    .into_iter()
    .map(|field| field.filled(&visit.form, mistakes.unwrap_or(&none)))
    .collect();
    let view = Printlijst {
        aantal: (!lines.is_empty()).then(|| words::count(lines.len(), "brief", "brieven")),
        samenvatting: Summary::of(mistakes.unwrap_or(&none), &velden),
        velden,
        mag_schrijven: caller.may(Permission::WriteCases),
    };
    match mistakes {
        None => page(visit, TITLE, &view),
        Some(_) => page_with_mistakes(visit, TITLE, &view),
    }
}

fn choice(line: &PrintLine) -> (String, String) {
    let brief = &line.brief;
    let name =
        format!("{}: {} {}, aan {}", line.kenmerk, brief.code, brief.naam, brief.aan.reveal());
    (brief.id.to_string(), name)
}
