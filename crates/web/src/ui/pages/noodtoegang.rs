//! Access in an emergency: a file that somebody is not on and has to see now.

use app::{AppError, Caller, Permission};
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const READ: PageAccess = PageAccess::Right(Permission::ReadCases);

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/noodtoegang", READ, show), post("/noodtoegang", READ, ask)]
}

#[derive(Debug, Serialize)]
struct Noodtoegang {
    velden: Vec<Field>,
    samenvatting: Option<Summary>,
}

impl View for Noodtoegang {
    const TEMPLATE: &'static str = "pages/noodtoegang";
}

async fn show(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    page(&visit, "Noodtoegang", &view(&visit.form, &Mistakes::default()))
}

async fn ask(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mut mistakes = Mistakes::default();
    if visit.form.given("kenmerk").is_none() {
        mistakes.add("kenmerk", "Vul het kenmerk van het dossier in.");
    }
    let absent = "Schrijf waarom u dit dossier nu moet zien.";
    let Some(reason) = visit.form.written("reden", absent, &mut mistakes) else {
        return page_with_mistakes(&visit, "Noodtoegang", &view(&visit.form, &mistakes));
    };
    match visit.app.break_glass(&caller, visit.form.text("kenmerk"), &reason).await {
        Ok(id) if mistakes.is_empty() => {
            Ok(Answer::see(format!("/dossiers/{id}")).saying(Notice::EmergencyAccess))
        }
        Ok(_) => page_with_mistakes(&visit, "Noodtoegang", &view(&visit.form, &mistakes)),
        Err(AppError::Input(faults)) => {
            let field = |pointer: &str| pointer.trim_start_matches('/').to_owned();
            mistakes.join(Mistakes::of_faults(&faults, field));
            page_with_mistakes(&visit, "Noodtoegang", &view(&visit.form, &mistakes))
        }
        Err(other) => Err(other.into()),
    }
}

fn view(form: &Form, mistakes: &Mistakes) -> Noodtoegang {
    let fields = [
        Field::text("kenmerk", "Kenmerk van het dossier").code(),
        Field::lines("reden", "Waarom moet u dit dossier nu zien?").hint(
            "Schrijf een hele zin. De leden van het dossier, de coördinator en de toezichthouder lezen haar.",
        ),
    ];
    let velden: Vec<Field> = fields.map(|field| field.filled(form, mistakes)).into();
    Noodtoegang { samenvatting: Summary::of(mistakes, &velden), velden }
}
