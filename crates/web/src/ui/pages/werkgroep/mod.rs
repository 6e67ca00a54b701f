//! The working group: who is in it, when it meets, its meetings and written rounds, the questions of colleagues and the signals of
//! the local information consultation.

mod extra;
mod overzicht;
mod planning;
mod ronde;
mod rondes;
mod samenstelling;
#[cfg(test)]
mod samples;
mod signaal;
mod signalen;
mod vergadering;
mod verwijzing;
mod vraag;
mod vragen;

use app::meetings::Refusal;
use app::{AppError, Caller, GroupView, MeetingAnswer};
use serde::Serialize;

use super::blad::{Actie, Asked, Back, CHANGED, Kop, Kruimel, shown};
use super::{lezen, paneel, tijd};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

/// Being in the group is what counts, and no role says that: it is looked at while loading, and for others nothing is there.
const GROUP: PageAccess = PageAccess::SignedIn;

const HOME: &str = "/werkgroep";
const MEMBERS: &str = "/werkgroep/samenstelling";
const PLANNING: &str = "/werkgroep/planning";
const MEETINGS: &str = "/werkgroep/vergaderingen";
const ROUNDS: &str = "/werkgroep/rondes";
const QUESTIONS: &str = "/werkgroep/vragen";
const SIGNALS: &str = "/werkgroep/signalen";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = overzicht::routes();
    routes.extend(samenstelling::routes());
    routes.extend(planning::routes());
    routes.extend(extra::routes());
    routes.extend(vergadering::routes());
    routes.extend(rondes::routes());
    routes.extend(ronde::routes());
    routes.extend(vragen::routes());
    routes.extend(vraag::routes());
    routes.extend(signalen::routes());
    routes.extend(signaal::routes());
    routes
}

/// The parts of the group: name and address.
const TABS: [(&str, &str); 5] = [
    ("Vergaderingen", HOME),
    ("Samenstelling", MEMBERS),
    ("Schriftelijke rondes", ROUNDS),
    ("Vragen", QUESTIONS),
    ("Signalen", SIGNALS),
];

impl Kop {
    /// A head of a page about the group, under the tab with this address.
    fn of(titel: impl Into<String>, onder: impl Into<String>, tab: &str) -> Self {
        Self::with_tabs((titel, onder), ("Onderdelen van de werkgroep", &TABS), tab)
    }

    /// Leaves out the tabs for who may not read the group, or while there is none: they would lead nowhere.
    fn for_reader(self, group: Option<&GroupView>) -> Self {
        if group.is_some_and(|group| group.mag.lezen) { self } else { self.without_tabs() }
    }
}

impl Kruimel {
    fn home() -> Self {
        Self { naam: "Werkgroep".to_owned(), adres: HOME.to_owned() }
    }
}

/// Returns the group for who reads its meetings or manages it.
async fn group_of(visit: &Visit, caller: &Caller) -> Result<GroupView, Trouble> {
    visit.app.working_group(caller).await?.ok_or(Trouble::NotFound)
}

/// Returns the group for who plans its meetings. A member may know of it and may not do it; for others it is not there.
async fn planned_by(visit: &Visit, caller: &Caller) -> Result<GroupView, Trouble> {
    let group = group_of(visit, caller).await?;
    match (group.mag.lezen, group.mag.plannen) {
        (true, true) => Ok(group),
        (true, false) => Err(Trouble::Forbidden),
        (false, _) => Err(Trouble::NotFound),
    }
}

impl Back {
    /// Takes what a use case of the group said: `field` names the field for a place in the input, `refused` that for a refusal.
    fn of(
        error: AppError,
        field: impl Fn(&str) -> String,
        refused: impl Fn(Refusal) -> String,
    ) -> Result<Self, Trouble> {
        match error {
            AppError::Meeting(refusal) => Ok(Self::refused(&refused(refusal), refusal.to_string())),
            other => Self::of_input(other, field),
        }
    }
}

/// Who gets no invitation by mail.
#[derive(Debug, Serialize)]
struct ZonderMail {
    kruimels: Vec<Kruimel>,
    melding_vooraf: &'static str,
    namen: Vec<String>,
    verder: String,
}

impl View for ZonderMail {
    const TEMPLATE: &'static str = "pages/werkgroep/zonder-mail";
}

/// Goes on to a meeting after invitations went out; says first who got none.
fn invited(visit: &Visit, answer: MeetingAnswer, notice: Notice) -> Result<Answer, Trouble> {
    let verder = format!("{MEETINGS}/{}", answer.vergadering.id);
    if answer.zonder_mail.is_empty() {
        return Ok(Answer::see(verder).saying(notice));
    }
    let view = ZonderMail {
        kruimels: vec![Kruimel::home()],
        melding_vooraf: notice.text(),
        namen: answer.zonder_mail,
        verder,
    };
    page(visit, "Niet iedereen kreeg een uitnodiging", &view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use app::StoreError;

    #[test]
    fn what_a_use_case_says_comes_back_at_a_field() {
        let of = |error| {
            let back = Back::of(error, |place| format!("veld{place}"), |_| "dag".to_owned());
            back.map(|back| {
                let first = back.mistakes.iter().next();
                let first = first.map(|(field, text)| (field.to_owned(), text.to_owned()));
                (back.status.as_u16(), first)
            })
        };
        let (status, first) = of(AppError::Meeting(Refusal::DayPast)).unwrap();
        assert_eq!((status, first.unwrap().0.as_str()), (409, "dag"));
        let (status, first) = of(AppError::Store(StoreError::Conflict)).unwrap();
        assert_eq!((status, first.unwrap().1.as_str()), (409, CHANGED));
        assert!(matches!(of(AppError::Forbidden), Err(Trouble::Forbidden)));
    }

    #[test]
    fn who_gets_no_invitation_is_named() {
        let page = filled(&ZonderMail {
            kruimels: vec![Kruimel::home()],
            melding_vooraf: Notice::MeetingMoved.text(),
            namen: vec!["H. <Proefstra>".to_owned()],
            verder: "/werkgroep/vergaderingen/1".to_owned(),
        });
        assert!(page.contains("H. &lt;Proefstra&gt;"), "{page}");
        assert!(page.contains("href=\"/werkgroep/vergaderingen/1\""), "{page}");
    }
}
