//! The first page of the group: the next meeting, all meetings by year, what is still to be done, and what the group is reminded of.

use app::meetings::{MeetingKind, Reminder, StateName};
use app::{AppError, Caller, GroupView, MeetingLine, OpenAction, Permission};
use axum::http::StatusCode;
use chrono::{Datelike, NaiveDate};
use kernel::{AccountId, capitalised};
use serde::Serialize;

use super::vergadering::woorden;
use super::{
    Actie, CHANGED, GROUP, HOME, Kop, MEETINGS, MEMBERS, PLANNING, QUESTIONS, shown, tijd,
};
use crate::ui::answer::Answer;
use crate::ui::fields::Summary;
use crate::ui::form::{Mistakes, VERSION};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(HOME, GROUP, show)]
}

#[derive(Debug, Serialize)]
struct Overzicht {
    kop: Kop,
    samenvatting: Option<Summary>,
    /// Why there is nothing to read here.
    buiten: Option<Buiten>,
    volgende: Option<Volgende>,
    jaren: Vec<Jaar>,
    leest: bool,
    acties: Vec<Regel>,
    herinneringen: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Buiten {
    tekst: &'static str,
    link: Option<Actie>,
}

/// The next meeting.
#[derive(Debug, Serialize)]
struct Volgende {
    dag: String,
    tijd: String,
    plaats: Option<String>,
    stand: &'static str,
    afstand: String,
    adres: String,
}

#[derive(Debug, Serialize)]
struct Jaar {
    jaar: String,
    vergaderingen: Vec<Vergadering>,
}

#[derive(Debug, Serialize)]
struct Vergadering {
    dag: String,
    machine_dag: String,
    tijd: String,
    stand: &'static str,
    /// Why it is outside the rhythm.
    extra: Option<String>,
    punten: String,
    adres: String,
}

/// An action that is not done.
#[derive(Debug, Serialize)]
struct Regel {
    wat: String,
    eigenaar: String,
    dag: String,
    machine_dag: String,
    afstand: String,
    dringt: bool,
    van: String,
    vergadering: String,
    versie: String,
    actie: String,
}

impl View for Overzicht {
    const TEMPLATE: &'static str = "pages/werkgroep/overzicht";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    page_of(&visit, &caller, StatusCode::OK, &Mistakes::default()).await
}

/// Shows the page again for who was too late with a button on it.
pub(super) async fn conflict(visit: &Visit, caller: &Caller) -> Result<Answer, Trouble> {
    let mut mistakes = Mistakes::default();
    mistakes.add(VERSION, CHANGED);
    page_of(visit, caller, StatusCode::CONFLICT, &mistakes).await
}

async fn page_of(
    visit: &Visit,
    caller: &Caller,
    status: StatusCode,
    mistakes: &Mistakes,
) -> Result<Answer, Trouble> {
    let mut view = match visit.app.working_group(caller).await {
        Ok(Some(group)) => of_group(visit, caller, group).await?,
        Ok(None) => Overzicht::of_nobody(Buiten {
            tekst: "Uw organisatie heeft nog geen Bibob-werkgroep. Leg vast wie erin zitten en hoe vaak zij vergadert; daarna plant u het jaar.",
            link: Some(Actie::first("Werkgroep instellen", format!("{MEMBERS}/wijzigen"))),
        }),
        Err(AppError::NotFound) => outside(visit, caller).await?,
        Err(other) => return Err(other.into()),
    };
    view.samenvatting = Summary::of(mistakes, &[]);
    shown(visit, status, "Werkgroep", &view)
}

/// For who is not in it the group is somebody to ask.
async fn outside(visit: &Visit, caller: &Caller) -> Result<Overzicht, Trouble> {
    let there = visit.app.has_working_group(caller).await?;
    let asks = caller.may(Permission::ReadCases) || caller.may(Permission::WriteCases);
    Ok(Overzicht::of_nobody(Buiten {
        tekst: if there {
            "U zit niet in de werkgroep. Haar vergaderingen zijn er alleen voor de leden en de coördinator."
        } else {
            "Uw organisatie heeft nog geen Bibob-werkgroep. De coördinator of de beheerder kan haar instellen."
        },
        link: (there && asks).then(|| Actie::other("Stel een vraag aan de werkgroep", QUESTIONS)),
    }))
}

async fn of_group(visit: &Visit, caller: &Caller, group: GroupView) -> Result<Overzicht, Trouble> {
    let today = visit.today();
    let (lines, open) = if group.mag.lezen {
        (visit.app.meetings(caller).await?, visit.app.open_group_actions(caller).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    let herinneringen = reminders(&group, caller.account(), today);
    let kop = Kop::of(group.werkgroep.naam.as_str(), under(&group, today), HOME);
    let kop = kop.with(if group.mag.plannen {
        vec![
            Actie::other("Extra vergadering", format!("{MEETINGS}/nieuw")),
            Actie::other("Jaar plannen", PLANNING),
        ]
    } else {
        Vec::new()
    });
    Ok(Overzicht {
        kop,
        samenvatting: None,
        buiten: None,
        volgende: lines.iter().find(|line| is_to_come(line, today)).map(|line| next(line, today)),
        jaren: years(&lines, today),
        leest: group.mag.lezen,
        acties: open.iter().map(|action| row(action, today)).collect(),
        herinneringen,
    })
}

impl Overzicht {
    fn of_nobody(buiten: Buiten) -> Self {
        Self {
            kop: Kop::of("Werkgroep", "Adviseert over dossiers die om overleg vragen.", HOME)
                .without_tabs(),
            samenvatting: None,
            buiten: Some(buiten),
            volgende: None,
            jaren: Vec::new(),
            leest: false,
            acties: Vec::new(),
            herinneringen: Vec::new(),
        }
    }
}

/// Says how many sit in it today.
fn under(group: &GroupView, today: NaiveDate) -> String {
    let seats = group.werkgroep.seats(today).len();
    let needed = group.werkgroep.quorum.needed(seats);
    format!(
        "{}. Er zijn er {needed} nodig om te adviseren.",
        words::count(seats, "plaats bezet", "plaatsen bezet")
    )
}

fn is_to_come(line: &MeetingLine, today: NaiveDate) -> bool {
    let open = matches!(line.stand, StateName::Planned | StateName::AgendaOpen | StateName::Frozen);
    let now = line.stand == StateName::Held && line.op == today;
    line.op >= today && (open || now)
}

fn next(line: &MeetingLine, today: NaiveDate) -> Volgende {
    Volgende {
        dag: words::day(line.op, today),
        tijd: tijd::span(&line.tijd),
        plaats: line.tijd.plaats.clone(),
        stand: woorden::state(line.stand),
        afstand: words::distance(line.op, today),
        adres: format!("{MEETINGS}/{}", line.id),
    }
}

/// Puts the meetings under their years, the last year first.
fn years(lines: &[MeetingLine], today: NaiveDate) -> Vec<Jaar> {
    let mut years: Vec<(i32, Vec<Vergadering>)> = Vec::new();
    for line in lines {
        let year = line.op.year();
        match years.last_mut().filter(|(known, _)| *known == year) {
            Some((_, meetings)) => meetings.push(meeting(line, today)),
            None => years.push((year, vec![meeting(line, today)])),
        }
    }
    let years = years.into_iter().rev();
    years.map(|(year, vergaderingen)| Jaar { jaar: year.to_string(), vergaderingen }).collect()
}

fn meeting(line: &MeetingLine, today: NaiveDate) -> Vergadering {
    Vergadering {
        dag: words::day(line.op, today),
        machine_dag: line.op.to_string(),
        tijd: tijd::span(&line.tijd),
        stand: woorden::state(line.stand),
        extra: match &line.soort {
            MeetingKind::Gewoon { .. } => None,
            MeetingKind::Extra { reden } => Some(reden.as_str().to_owned()),
        },
        punten: match line.punten {
            0 => "Nog geen punten".to_owned(),
            some => words::count(some, "punt", "punten"),
        },
        adres: format!("{MEETINGS}/{}", line.id),
    }
}

fn row(open: &OpenAction, today: NaiveDate) -> Regel {
    let due = open.actie.uiterlijk;
    Regel {
        wat: open.actie.wat.as_str().to_owned(),
        eigenaar: open.eigenaar.clone(),
        dag: words::short_day(due, today),
        machine_dag: due.to_string(),
        afstand: words::distance(due, today),
        dringt: due < today,
        van: words::short_day(open.van, today),
        vergadering: open.vergadering.to_string(),
        versie: open.versie.to_string(),
        actie: open.actie.id.to_string(),
    }
}

/// Says what the group is reminded of: all of it to who leads or manages, and to a member what is about that member.
fn reminders(group: &GroupView, reader: AccountId, today: NaiveDate) -> Vec<String> {
    let sees_all = group.mag.plannen || group.mag.beheren;
    let mine = |reminder: &&Reminder| match reminder {
        Reminder::ZittingEindigt { lid, .. }
        | Reminder::VogPOntbreekt { lid }
        | Reminder::VogPOud { lid, .. } => *lid == reader,
        Reminder::RolOnbezet { .. } => false,
    };
    let shown = group.herinneringen.iter().filter(|one| sees_all || mine(one));
    shown.map(|one| reminder(one, group, today)).collect()
}

fn reminder(reminder: &Reminder, group: &GroupView, today: NaiveDate) -> String {
    let name = |account: &AccountId| group.namen.get(account).cloned().unwrap_or_default();
    match reminder {
        Reminder::ZittingEindigt { lid, op } => {
            format!("De zitting van {} eindigt op {}.", name(lid), words::day(*op, today))
        }
        Reminder::VogPOntbreekt { lid } => {
            format!("Van {} is geen VOG met politiegegevens bekend.", name(lid))
        }
        Reminder::VogPOud { lid, van } => format!(
            "De VOG met politiegegevens van {} is van {}. Vraag een nieuwe aan.",
            name(lid),
            words::full_day(*van)
        ),
        Reminder::RolOnbezet { rol } => format!(
            "{} ontbreekt: deze rol is niet bezet, en het uitvoeringsplan noemt haar.",
            capitalised(rol.label())
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::pages::werkgroep::vergadering::voorbeeld;
    use app::meetings::{Action, GroupRole};

    fn view() -> Overzicht {
        let opened = voorbeeld::held();
        let today = voorbeeld::today();
        let action = OpenAction {
            vergadering: opened.meeting.id,
            van: opened.meeting.afspraak.op,
            versie: 7,
            actie: Action {
                id: voorbeeld::id(40),
                punt: None,
                wat: voorbeeld::text("Jaarrekening <opvragen>"),
                eigenaar: voorbeeld::id(1),
                uiterlijk: today.pred_opt().unwrap(),
                gereed_op: None,
            },
            eigenaar: "H. Proefstra".to_owned(),
        };
        let mut group = opened.group;
        group.herinneringen = vec![
            Reminder::ZittingEindigt { lid: voorbeeld::id(1), op: today },
            Reminder::VogPOntbreekt { lid: voorbeeld::id(2) },
            Reminder::VogPOud { lid: voorbeeld::id(2), van: "2023-11-20".parse().unwrap() },
            Reminder::RolOnbezet { rol: GroupRole::Finance },
        ];
        let kop = Kop::of("Werkgroep", under(&group, today), HOME);
        Overzicht {
            kop: kop.with(vec![Actie::other("Jaar plannen", PLANNING)]),
            samenvatting: None,
            buiten: None,
            volgende: opened.others.first().map(|line| next(line, today)),
            jaren: years(&opened.others, today),
            leest: true,
            acties: vec![row(&action, today)],
            herinneringen: reminders(&group, voorbeeld::id(9), today),
        }
    }

    #[test]
    fn the_page_shows_meetings_actions_and_reminders() {
        let page = filled(&view());
        for words in [
            "Volgende vergadering: do 18 februari",
            "13:30 tot 15:20",
            "<th colspan=\"4\" scope=\"rowgroup\">2027",
            "Spoed &lt;nu&gt;",
            "Jaarrekening &lt;opvragen&gt;",
            "name=\"versie\" value=\"7\"",
            "1 dag te laat",
            "De zitting van H. Proefstra eindigt op",
            "Van O. Voorbeeld is geen VOG",
            "is van ma 20 november 2023",
            "Financieel medewerker ontbreekt",
            "/werkgroep/rondes",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let empty = Overzicht {
            volgende: None,
            jaren: Vec::new(),
            acties: Vec::new(),
            herinneringen: Vec::new(),
            ..view()
        };
        let page = filled(&empty);
        assert!(
            page.contains("Nog geen vergaderingen") && page.contains("Geen open acties"),
            "{page}"
        );
    }

    #[test]
    fn who_is_not_in_it_reads_one_sentence() {
        let link = Some(Actie::first("Werkgroep instellen", "/werkgroep/samenstelling/wijzigen"));
        let page = filled(&Overzicht::of_nobody(Buiten { tekst: "Er is er nog geen.", link }));
        assert!(page.contains("Er is er nog geen.") && page.contains("samenstelling/wijzigen"));
        assert!(!page.contains("/werkgroep/signalen"), "{page}");
        let page = filled(&Overzicht::of_nobody(Buiten { tekst: "Niet voor u.", link: None }));
        assert!(page.contains("Niet voor u."), "{page}");
    }

    #[test]
    fn a_member_is_reminded_of_nobody_else() {
        let mut group = voorbeeld::held().group;
        group.mag.plannen = false;
        group.mag.beheren = false;
        group.herinneringen = vec![
            Reminder::VogPOntbreekt { lid: voorbeeld::id(1) },
            Reminder::VogPOntbreekt { lid: voorbeeld::id(2) },
            Reminder::RolOnbezet { rol: GroupRole::Finance },
        ];
        let own = reminders(&group, voorbeeld::id(2), voorbeeld::today());
        assert_eq!(own, ["Van O. Voorbeeld is geen VOG met politiegegevens bekend."]);
    }
}
