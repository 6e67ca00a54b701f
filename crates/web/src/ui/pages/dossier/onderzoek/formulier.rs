//! A form of the investigation or the assessment: a heading, what it is for, fields and one button. All forms of those tabs are made
//! of it.

use app::{AppError, Caller};
use kernel::CaseId;
use serde::Serialize;

use super::super::kop::Kop;
use super::super::opened;
use super::super::tabs::{Tab, tab};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// What a form asks.
pub(in super::super) struct Asking {
    /// The heading.
    pub(in super::super) naam: String,
    /// What it is for, and what holds.
    pub(in super::super) uitleg: Vec<String>,
    /// The fields.
    pub(in super::super) velden: Vec<Field>,
    /// What the button says.
    pub(in super::super) knop: &'static str,
    /// How the form is filled in at first.
    pub(in super::super) eerst: Form,
}

#[derive(Debug, Serialize)]
struct Formulier {
    kop: Kop,
    naam: String,
    uitleg: Vec<String>,
    adres: String,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    knop: &'static str,
    /// The tab it belongs to.
    naar: &'static str,
    terug: String,
}

impl View for Formulier {
    const TEMPLATE: &'static str = "pages/dossier/onderzoekformulier";
}

/// Shows a form: as it begins, or as it was sent with what is wrong in it.
pub(in super::super) async fn ask(
    visit: &Visit,
    caller: &Caller,
    asking: Asking,
    mistakes: Option<&Mistakes>,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab_of(visit)?;
    let none = Mistakes::default();
    let wrong = mistakes.unwrap_or(&none);
    let is_filled = mistakes.is_some() || visit.recalled;
    let form = if is_filled { &visit.form } else { &asking.eerst };
    let velden = asking.velden.into_iter().map(|field| field.filled(form, wrong));
    let velden: Vec<Field> = velden.collect();
    let title = asking.naam.clone();
    let view = Formulier {
        kop: Kop::of(visit, &opened, here),
        naam: asking.naam,
        uitleg: asking.uitleg,
        adres: visit.address.clone(),
        samenvatting: Summary::of(wrong, &velden),
        velden,
        knop: asking.knop,
        naar: here.name,
        terug: here.address(&opened.answer.id.to_string()),
    };
    match mistakes {
        None => page(visit, &title, &view),
        Some(_) => page_with_mistakes(visit, &title, &view),
    }
}

/// Returns the tab that the address of a form lies below.
fn tab_of(visit: &Visit) -> Result<&'static Tab, Trouble> {
    visit.address.split('/').nth(3).and_then(tab).ok_or(Trouble::NotFound)
}

/// Goes back to the tab when something was written; shows the form again when its fields were wrong.
pub(in super::super) async fn done<T>(
    visit: &Visit,
    caller: &Caller,
    written: Result<T, AppError>,
    asking: Asking,
) -> Result<Answer, Trouble> {
    match written {
        Ok(_) => {
            let case: CaseId = visit.of_path("dossierId")?;
            let back = tab_of(visit)?.address(&case.to_string());
            Ok(Answer::see(back).saying(Notice::InquiryWritten))
        }
        Err(AppError::Input(faults)) => {
            let name = |place: &str| match place.trim_start_matches('/') {
                // In a form that name is that of its proof.
                "bewijs" => "afloop".to_owned(),
                other => other.replace('/', "."),
            };
            let mistakes = Mistakes::of_faults(&faults, name);
            ask(visit, caller, asking, Some(&mistakes)).await
        }
        Err(other) => Err(other.into()),
    }
}
