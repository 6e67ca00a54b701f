//! My duties: what the law or the house wants done, with a date, on the files I am on.

mod taak;

use app::{Caller, Duty, Paged, Permission, WorkGroup};
use chrono::NaiveDate;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::{stand, words};

const READ: PageAccess = PageAccess::Right(Permission::ReadCases);
const LIST: &str = "/taken";
const DONE: &str = "/taken/afgerond";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(LIST, READ, open), get(DONE, READ, done)];
    routes.extend(taak::routes());
    routes
}

#[derive(Debug, Serialize)]
struct Taken {
    onder: String,
    afgerond: bool,
    groepen: Vec<Groep>,
    verder: bool,
    begin: &'static str,
    volgende: Option<String>,
    nakijken: Option<String>,
}

/// Duties under a heading; without one for those that are done.
#[derive(Debug, Serialize)]
struct Groep {
    kop: Option<&'static str>,
    regels: Vec<Regel>,
}

/// A duty in the list.
#[derive(Clone, Debug, Serialize)]
struct Regel {
    id: String,
    dag: String,
    machine_dag: String,
    afstand: String,
    dringt: bool,
    plicht: String,
    omschrijving: String,
    artikel: String,
    rol: Option<String>,
    dossier: String,
    naam: String,
    kenmerk: String,
    mag_afronden: bool,
    gedaan: Option<Gedaan>,
}

/// How a duty ended.
#[derive(Clone, Debug, Serialize)]
struct Gedaan {
    op: String,
    door: String,
    notitie: String,
}

impl View for Taken {
    const TEMPLATE: &'static str = "pages/taken/lijst";
}

async fn open(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, false).await
}

async fn done(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, true).await
}

async fn shown(visit: &Visit, caller: &Caller, done: bool) -> Result<Answer, Trouble> {
    let cursor = visit.query.given("na");
    let list = visit.app.duties(caller, done, cursor).await?;
    let here = if done { DONE } else { LIST };
    let may_finish = caller.may(Permission::WriteCases);
    let view = Taken {
        onder: under(&list, done, cursor.is_some(), visit.today()),
        afgerond: done,
        groepen: groups(&list.items, done, may_finish, visit.today()),
        verder: cursor.is_some(),
        begin: here,
        // A cursor needs no escaping.
        volgende: list.volgende.map(|cursor| format!("{here}?na={cursor}")),
        nakijken: if done { None } else { to_review(visit, caller).await? },
    };
    page(visit, if done { "Afgeronde taken" } else { "Taken" }, &view)
}

/// Says that access in an emergency waits to be looked at: those duties are for who need not be on the file.
async fn to_review(visit: &Visit, caller: &Caller) -> Result<Option<String>, Trouble> {
    if !caller.may(Permission::Supervise) {
        return Ok(None);
    }
    let waiting = visit.app.emergencies(caller).await?;
    Ok(match waiting.iter().filter(|emergency| emergency.for_caller).count() {
        0 => None,
        1 => Some("1 noodtoegang wacht tot u haar nakijkt.".to_owned()),
        many => Some(format!("{many} keer noodtoegang wacht tot u haar nakijkt.")),
    })
}

/// Says what the list asks. A later page says only what it is.
fn under(list: &Paged<Duty>, done: bool, further: bool, today: NaiveDate) -> String {
    if done {
        return "Wat er is gedaan en waar het bewijs staat, het laatste eerst".to_owned();
    }
    if further {
        return "Vervolg van de lijst, wat het eerst moet eerst".to_owned();
    }
    let soon =
        |duty: &&Duty| WorkGroup::of_day(Some(duty.task.uiterlijk), today) == WorkGroup::Soon;
    match list.items.iter().filter(soon).count() {
        0 if list.items.is_empty() => "Er is nu niets te doen.".to_owned(),
        0 => "Geen taak is te laat of eindigt binnen drie dagen.".to_owned(),
        1 => "1 taak is te laat of eindigt binnen drie dagen.".to_owned(),
        many => format!("{many} taken zijn te laat of eindigen binnen drie dagen."),
    }
}

fn groups(duties: &[Duty], done: bool, may_finish: bool, today: NaiveDate) -> Vec<Groep> {
    let row = |duty: &Duty| line(duty, may_finish, today);
    if duties.is_empty() {
        return Vec::new();
    }
    if done {
        return vec![Groep { kop: None, regels: duties.iter().map(row).collect() }];
    }
    let of = |duty: &Duty| WorkGroup::of_day(Some(duty.task.uiterlijk), today);
    let mut groups: Vec<(WorkGroup, Vec<Regel>)> = Vec::new();
    for duty in duties {
        match groups.last_mut() {
            Some((group, rows)) if *group == of(duty) => rows.push(row(duty)),
            _ => groups.push((of(duty), vec![row(duty)])),
        }
    }
    let group = |(group, regels)| Groep { kop: Some(stand::group(group)), regels };
    groups.into_iter().map(group).collect()
}

fn line(duty: &Duty, may_finish: bool, today: NaiveDate) -> Regel {
    let task = &duty.task;
    let soon = WorkGroup::of_day(Some(task.uiterlijk), today) == WorkGroup::Soon;
    let gedaan = task.afgerond_op.map(|at| Gedaan {
        op: words::moment(at, today),
        door: duty.done_by.clone().unwrap_or_else(|| "een account dat er niet meer is".to_owned()),
        notitie: task.notitie.clone().unwrap_or_default(),
    });
    Regel {
        id: task.id.to_string(),
        dag: words::short_day(task.uiterlijk, today),
        machine_dag: task.uiterlijk.to_string(),
        afstand: words::distance(task.uiterlijk, today),
        dringt: soon && gedaan.is_none(),
        plicht: kernel::capitalised(&task.plicht.replace('-', " ")),
        omschrijving: task.omschrijving.clone(),
        artikel: task.artikel.clone(),
        rol: task.rol.as_deref().map(role),
        dossier: task.dossier.to_string(),
        naam: duty.name.reveal().clone(),
        kenmerk: duty.reference.clone(),
        mag_afronden: may_finish && duty.for_caller && gedaan.is_none(),
        gedaan,
    }
}

/// Returns the name of a role; its id when it is not known any more.
fn role(id: &str) -> String {
    let known = app::command::OfficeRole::of_id(id);
    known.map_or_else(|| id.to_owned(), |role| role.label().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::stand::tests::today;
    use app::TaskAnswer;
    use kernel::{Id, Moment, Redacted};
    use uuid::Uuid;

    /// A duty that is due on a day.
    pub(super) fn duty(due: &str, done: bool) -> Duty {
        let at = Moment::new("2027-02-15T10:00:00Z".parse().unwrap());
        Duty {
            task: TaskAnswer {
                id: kernel::TaskId::from_uuid(Uuid::from_u128(1)),
                dossier: kernel::CaseId::from_uuid(Uuid::from_u128(2)),
                plicht: "conclusie-melden".to_owned(),
                artikel: "Wet Bibob art. 7a lid 7".to_owned(),
                omschrijving: "Meld de eigen conclusie.".to_owned(),
                uiterlijk: due.parse().unwrap(),
                rol: Some("coordinator".to_owned()),
                ontstaan_op: at,
                afgerond_op: done.then_some(at),
                afgerond_door: done.then(|| kernel::AccountId::from_uuid(Uuid::nil())),
                notitie: done.then(|| "Gemeld.\n\nBewijs: stuk <3>".to_owned()),
            },
            reference: "2027-0009".to_owned(),
            name: Redacted::new("Café <De Turfsteker>".to_owned()),
            done_by: done.then(|| "H. Proefstra".to_owned()),
            for_caller: true,
        }
    }

    fn view(duties: &[Duty], done: bool, may_finish: bool, full: bool) -> Taken {
        Taken {
            onder: String::new(),
            afgerond: done,
            groepen: groups(duties, done, may_finish, today()),
            verder: full,
            begin: LIST,
            volgende: full.then(|| "/taken?na=x".to_owned()),
            nakijken: full.then(|| "1 noodtoegang wacht tot u haar nakijkt.".to_owned()),
        }
    }

    #[test]
    fn open_duties_are_grouped_by_time() {
        let duties = ["2027-02-10", "2027-02-18", "2027-02-23", "2027-03-20"];
        let duties = duties.map(|due| duty(due, false));
        let page = filled(&view(&duties, false, true, true));
        let heads =
            ["Te laat of binnen drie dagen", "6 dagen te laat", "Volgende twee weken", "Later"];
        let places: Vec<_> = heads.iter().map(|head| page.find(head).unwrap()).collect();
        assert!(places.is_sorted(), "{page}");
        for words in [
            "Wet Bibob art. 7a lid 7",
            "Café &lt;De Turfsteker&gt;",
            "Bibob-coördinator",
            "Taak afronden",
            "rel=\"next\"",
        ] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!filled(&view(&duties, false, false, false)).contains("Taak afronden"));
    }

    #[test]
    fn what_is_done_says_by_whom_and_with_which_proof() {
        let page = filled(&view(&[duty("2027-02-10", true)], true, true, false));
        assert!(page.contains("Bewijs: stuk &lt;3&gt;") && page.contains("H. Proefstra"));
        assert!(!page.contains("te laat") && !page.contains("Taak afronden"), "{page}");
    }

    #[test]
    fn an_empty_list_says_what_comes_here() {
        assert!(filled(&view(&[], false, true, false)).contains("Taken ontstaan vanzelf"));
        assert!(filled(&view(&[], true, true, false)).contains("Nog niets afgerond"));
    }

    #[test]
    fn one_sentence_says_what_is_urgent() {
        let list = |dates: &[&str]| Paged {
            items: dates.iter().map(|due| duty(due, false)).collect(),
            volgende: None,
        };
        let said = |dates: &[&str]| under(&list(dates), false, false, today());
        assert_eq!(said(&[]), "Er is nu niets te doen.");
        assert!(said(&["2027-03-20"]).starts_with("Geen taak"));
        assert!(said(&["2027-02-10"]).starts_with("1 taak is"));
        assert!(said(&["2027-02-10", "2027-02-16"]).starts_with("2 taken zijn"));
    }
}
