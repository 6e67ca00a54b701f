//! Access in an emergency that was taken: who, to which file and why, and the form in which somebody else says what they found.
//! Of the file stands here its reference and nothing else.

use app::command::Text;
use app::{AppError, Caller, Emergency};
use chrono::NaiveDate;
use kernel::TaskId;
use serde::Serialize;

use super::{PATH, SUPERVISE};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes, sentence};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const FOUND: &str = "bevinding";
const TITLE: &str = "Noodtoegang nakijken";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/toezicht/noodtoegang/{taakId}", SUPERVISE, show),
        post("/toezicht/noodtoegang/{taakId}", SUPERVISE, review),
    ]
}

/// Access that was taken, in the list and on its page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Regel {
    wie: String,
    kenmerk: String,
    reden: String,
    van: String,
    tot: String,
    adres: String,
    voor: Option<&'static str>,
    mag_nakijken: bool,
    nagekeken: Option<Nagekeken>,
}

#[derive(Clone, Debug, Serialize)]
struct Nagekeken {
    door: String,
    op: String,
    bevinding: String,
}

#[derive(Debug, Serialize)]
struct Noodtoegang {
    regel: Regel,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for Noodtoegang {
    const TEMPLATE: &'static str = "pages/toezicht/noodtoegang";
}

/// Puts access that was taken in words.
pub(super) fn line(emergency: Emergency, today: NaiveDate) -> Regel {
    let reviewed = emergency.reviewed.map(|(at, door, bevinding)| Nagekeken {
        door,
        op: words::moment(at, today),
        bevinding,
    });
    Regel {
        adres: format!("{PATH}/noodtoegang/{}", emergency.task),
        wie: emergency.name,
        kenmerk: emergency.reference,
        reden: emergency.reason,
        van: words::moment(emergency.at, today),
        tot: words::moment(emergency.until, today),
        voor: emergency.role.map(app::command::OfficeRole::label),
        mag_nakijken: emergency.for_caller,
        nagekeken: reviewed,
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let emergency = visit.app.emergency(&caller, visit.of_path("taakId")?).await?;
    let view = view(emergency, &visit.form, &Mistakes::default(), visit.today());
    page(&visit, TITLE, &view)
}

async fn review(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id: TaskId = visit.of_path("taakId")?;
    let emergency = visit.app.emergency(&caller, id).await?;
    if emergency.reviewed.is_some() {
        // Sent twice, or somebody else was first: the page says who did it and when.
        return Ok(Answer::see(visit.address.clone()));
    }
    if !emergency.for_caller {
        return Err(Trouble::Forbidden);
    }
    let note = match note(&visit.form) {
        Ok(note) => note,
        Err(mistakes) => {
            let view = view(emergency, &visit.form, &mistakes, visit.today());
            return page_with_mistakes(&visit, TITLE, &view);
        }
    };
    match visit.app.review_emergency(&caller, id, &note).await {
        Ok(()) => Ok(Answer::see(PATH).saying(Notice::EmergencyReviewed)),
        Err(AppError::NotFound) => Ok(Answer::see(visit.address.clone())),
        Err(error) => Err(error.into()),
    }
}

fn note(form: &Form) -> Result<Text, Mistakes> {
    let mut mistakes = Mistakes::default();
    let Some(text) = form.given(FOUND) else {
        mistakes.add(FOUND, "Schrijf op wat u hebt gevonden.");
        return Err(mistakes);
    };
    Text::try_from(text.to_owned()).map_err(|error| {
        mistakes.add(FOUND, sentence(&error.to_string()));
        mistakes
    })
}

fn view(emergency: Emergency, form: &Form, mistakes: &Mistakes, today: NaiveDate) -> Noodtoegang {
    let field = Field::lines(FOUND, "Was de noodtoegang terecht?")
        .hint("Schrijf op wat u hebt nagekeken, bij wie, en wat u vindt.");
    let velden = vec![field.filled(form, mistakes)];
    let regel = line(emergency, today);
    Noodtoegang { regel, samenvatting: Summary::of(mistakes, &velden), velden }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::stand::tests::today;
    use app::command::OfficeRole;
    use kernel::{Id, Moment};
    use uuid::Uuid;

    pub(in crate::ui::pages::toezicht) fn emergency(reviewed: bool, mine: bool) -> Emergency {
        let at = Moment::new("2027-02-15T10:00:00Z".parse().unwrap());
        Emergency {
            task: TaskId::from_uuid(Uuid::from_u128(1)),
            reference: "2027-0009".to_owned(),
            name: "B. <Voorbeeld>".to_owned(),
            reason: "De behandelaar is ziek.".to_owned(),
            at,
            until: at,
            role: Some(OfficeRole::Coordinator),
            reviewed: reviewed.then(|| (at, "H. Proefstra".to_owned(), "Terecht.".to_owned())),
            for_caller: mine,
        }
    }

    fn page(reviewed: bool, mine: bool) -> String {
        let (form, mistakes) = (Form::default(), Mistakes::default());
        filled(&view(emergency(reviewed, mine), &form, &mistakes, today()))
    }

    #[test]
    fn only_who_may_look_at_it_gets_the_form() {
        let form = page(false, true);
        assert!(form.contains("<textarea") && form.contains("B. &lt;Voorbeeld&gt;"), "{form}");
        let other = page(false, false);
        assert!(!other.contains("<textarea") && other.contains("Bibob-coördinator"), "{other}");
        let done = page(true, false);
        assert!(!done.contains("<textarea") && done.contains("Terecht."), "{done}");
    }

    #[test]
    fn what_was_found_has_to_be_said() {
        assert_eq!(note(&Form::of_body(b"bevinding=Terecht.")).unwrap().as_str(), "Terecht.");
        assert!(note(&Form::of_body(b"bevinding=+")).unwrap_err().of(FOUND).is_some());
    }
}
