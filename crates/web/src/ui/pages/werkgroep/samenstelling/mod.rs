//! Who is in the group and how it works: to read, and to change for the coordinator and the administrator.

mod leden;
mod lezen;
mod wijzigen;

use app::meetings::{Member, Quorum};
use app::{Caller, GroupView};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::{AccountId, capitalised};
use serde::Serialize;

use super::planning::rhythm;
use super::{Actie, GROUP, Kop, MEMBERS, group_of, shown};
use crate::ui::answer::Answer;
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(MEMBERS, GROUP, show)];
    routes.extend(wijzigen::routes());
    routes
}

#[derive(Debug, Serialize)]
struct Samenstelling {
    kop: Kop,
    leden: Vec<Lid>,
    ziet_vog: bool,
    feiten: Vec<Feit>,
}

#[derive(Debug, Serialize)]
struct Lid {
    naam: String,
    taak: Option<&'static str>,
    rol: String,
    vervangt: Option<String>,
    zitting: String,
    /// The day of the certificate of conduct, or that there is none.
    vog: String,
}

#[derive(Debug, Serialize)]
struct Feit {
    naam: &'static str,
    waarde: String,
}

impl View for Samenstelling {
    const TEMPLATE: &'static str = "pages/werkgroep/samenstelling";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let group = group_of(&visit, &caller).await?;
    let view = Samenstelling::of(&group, visit.today());
    shown(&visit, StatusCode::OK, "Samenstelling van de werkgroep", &view)
}

impl Samenstelling {
    fn of(group: &GroupView, today: NaiveDate) -> Self {
        let kop = Kop::of(
            group.werkgroep.naam.as_str(),
            "Wie erin zitten, wie vervangt, en hoe zij werkt.",
            MEMBERS,
        )
        .for_reader(Some(group));
        let change = Actie::other("Samenstelling wijzigen", format!("{MEMBERS}/wijzigen"));
        Self {
            kop: kop.with(if group.mag.beheren { vec![change] } else { Vec::new() }),
            leden: group.werkgroep.leden.iter().map(|one| line(one, group, today)).collect(),
            ziet_vog: group.mag.beheren || group.mag.plannen,
            feiten: facts(group),
        }
    }
}

fn line(member: &Member, group: &GroupView, today: NaiveDate) -> Lid {
    let name = |account: AccountId| group.namen.get(&account).cloned().unwrap_or_default();
    let from = words::day(member.zitting.vanaf, today);
    let account = member.account;
    let is_seat = member.vervangt.is_none();
    Lid {
        naam: name(account),
        taak: if is_seat && account == group.werkgroep.voorzitter {
            Some("Voorzitter")
        } else if is_seat && Some(account) == group.werkgroep.vice_voorzitter {
            Some("Vervangt de voorzitter")
        } else {
            None
        },
        rol: capitalised(member.rol.label()),
        vervangt: member.vervangt.map(name),
        zitting: match member.zitting.tot_en_met {
            Some(last) => format!("{from} tot en met {}", words::day(last, today)),
            None => format!("vanaf {from}"),
        },
        vog: member.vog_p.map_or_else(|| "Niet bekend".to_owned(), words::full_day),
    }
}

/// Says how the group works.
fn facts(group: &GroupView) -> Vec<Feit> {
    let fact = |naam, waarde| Feit { naam, waarde };
    let agenda = &group.werkgroep.agenda;
    let reminders = &group.werkgroep.herinneringen;
    let place = &group.werkgroep.ritme.afspraak.plaats;
    vec![
        fact("Quorum", quorum(group.werkgroep.quorum)),
        fact("Ritme", rhythm(group)),
        fact("Plaats", place.clone().unwrap_or_else(|| "Niet vastgelegd".to_owned())),
        fact(
            "Agenda",
            format!(
                "Een dossier komt na {} weken op het voorstel. Een dossier krijgt {} minuten, met een score of een advies van het LBB {}; een ander punt {}, het verslag {} en de actielijst {}.",
                agenda.weken_open,
                agenda.minuten_dossier,
                agenda.minuten_zwaar,
                agenda.minuten_overig,
                agenda.minuten_verslag,
                agenda.minuten_actielijst
            ),
        ),
        fact(
            "Herinneringen",
            format!(
                "{} dagen voor een vergadering, {} dagen voor het einde van een zitting, en als een VOG met politiegegevens {} maanden oud is.",
                reminders.vergadering_dagen, reminders.zitting_dagen, reminders.vog_p_maanden
            ),
        ),
    ]
}

fn quorum(quorum: Quorum) -> String {
    match quorum {
        Quorum::MeerDanDeHelft => "Meer dan de helft van de plaatsen".to_owned(),
        Quorum::Aantal { plaatsen } => words::count(plaatsen, "plaats", "plaatsen"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::pages::werkgroep::vergadering::voorbeeld;

    #[test]
    fn the_page_says_who_is_in_it_and_who_stands_in() {
        let mut group = voorbeeld::held().group;
        let page = filled(&Samenstelling::of(&group, voorbeeld::today()));
        for words in [
            "H. Proefstra",
            "Voorzitter",
            "Vervangt O. Voorbeeld",
            "Meer dan de helft",
            "Samenstelling wijzigen",
            "VOG",
            "Niet bekend",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        group.mag.beheren = false;
        group.mag.plannen = false;
        group.werkgroep.quorum = Quorum::Aantal { plaatsen: 3 };
        let page = filled(&Samenstelling::of(&group, voorbeeld::today()));
        assert!(!page.contains("Niet bekend") && !page.contains("wijzigen"), "{page}");
        assert!(page.contains("3 plaatsen"), "{page}");
    }
}
