//! A row of the work list: when, how far, what, where it stands, and what to do now.

use app::command::OfficeRole;
use app::command::clock::TermKind;
use app::{WorkDue, WorkGroup, WorkLine, WorkTurn};
use chrono::NaiveDate;
use serde::Serialize;

use crate::ui::{stand, words};

/// A row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Regel {
    id: String,
    naam: String,
    kenmerk: String,
    soort: String,
    dringt: bool,
    dag: Option<Dag>,
    /// The line below the day, or instead of one.
    afstand: String,
    balk: Option<Balk>,
    termijn: String,
    stand: String,
    onder_stand: String,
    stap: Option<&'static str>,
    wie: Option<String>,
}

/// A day, for people and for machines.
#[derive(Clone, Debug, Serialize)]
struct Dag {
    machine: String,
    tekst: String,
}

/// The bar of a term: places on a line that begins today and is twelve weeks long, as long as the terms that are usual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Balk {
    opgeschort: bool,
    kleur: &'static str,
    begin: String,
    einde: String,
    /// The stroke at the end, when it is on the line.
    streep: Option<String>,
}

impl Regel {
    /// Makes the row of a file for somebody in a role.
    pub(super) fn of(line: &WorkLine, role: OfficeRole, today: NaiveDate) -> Self {
        let ours = line.due.as_ref().is_some_and(|due| due.kind.binds_the_body());
        let asks = ours || line.turn != WorkTurn::Nothing;
        let dringt = line.group == WorkGroup::Soon && asks;
        let (dag, afstand) = when(line, ours, today);
        let (stand, onder_stand) = stand::stand(line, today);
        Self {
            id: line.id.to_string(),
            naam: line.name.reveal().clone(),
            kenmerk: line.reference.clone(),
            soort: line.kind.clone(),
            dringt,
            dag: dag
                .map(|dag| Dag { machine: dag.to_string(), tekst: words::short_day(dag, today) }),
            afstand,
            balk: line.due.as_ref().map(|due| Balk::of(due, dringt, today)),
            termijn: line.due.as_ref().map(|due| term(due, today)).unwrap_or_default(),
            stand,
            onder_stand,
            stap: stand::step(line, role),
            wie: stand::who_acts(line, role),
        }
    }
}

/// Returns the day of a file and the line below it.
fn when(line: &WorkLine, ours: bool, today: NaiveDate) -> (Option<NaiveDate>, String) {
    match (&line.due, line.closed_on) {
        (_, Some(closed)) => (Some(closed), "gesloten".to_owned()),
        (Some(due), None) if due.suspended => (Some(due.on), "op zijn vroegst".to_owned()),
        (Some(due), None) => (Some(due.on), stand::distance(due.on, today, ours)),
        (None, None) => (None, "Geen termijn".to_owned()),
    }
}

/// Returns the words below the bar: what ends, or how late a term that stands still can end.
fn term(due: &WorkDue, today: NaiveDate) -> String {
    match (due.suspended, due.latest) {
        (true, Some(latest)) => format!("op zijn laatst {}", words::short_day(latest, today)),
        (true, None) if due.kind == TermKind::Beslistermijn => {
            "besluit, einde niet bekend".to_owned()
        }
        _ => stand::term(due.kind).to_owned(),
    }
}

/// Where today is, where the line ends, and how many days it is long.
const TODAY: f64 = 14.0;
const END: f64 = 168.0;
const DAYS: f64 = 84.0;
/// A bar to the left of today stops here: how late it is stands in words.
const START: f64 = 3.0;

impl Balk {
    fn of(due: &WorkDue, dringt: bool, today: NaiveDate) -> Self {
        let place = |day: NaiveDate| {
            let days = i32::try_from((day - today).num_days()).map_or(DAYS, f64::from);
            (TODAY + days * (END - TODAY) / DAYS).clamp(START, END)
        };
        let text = |place: f64| format!("{place:.1}");
        let on = place(due.on);
        let fits = on < END;
        if due.suspended {
            let latest = due.latest.map_or(END, place);
            return Self {
                opgeschort: true,
                kleur: "dw-s-accent",
                begin: text(on),
                einde: text(latest),
                streep: fits.then(|| text(on)),
            };
        }
        Self {
            opgeschort: false,
            kleur: if dringt { "dw-s-alert" } else { "dw-s-ink" },
            begin: text(on.min(TODAY)),
            einde: text(on.max(TODAY)),
            streep: fits.then(|| text(on)),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ui::stand::tests::{line, today};
    use app::command::StateName;

    /// Rows with every part there and absent.
    pub(in crate::ui::pages::werkvoorraad) fn rows() -> Vec<Regel> {
        let mut late = line(StateName::Investigation);
        late.group = WorkGroup::Soon;
        late.due = Some(due("2027-02-10", TermKind::Beslistermijn));
        let mut asleep = line(StateName::AdviceAsked);
        asleep.turn = WorkTurn::Nothing;
        asleep.due = asleep.due.map(|due| WorkDue { suspended: true, ..due });
        let mut court = line(StateName::InAppeal);
        court.due = None;
        court.turn = WorkTurn::Nothing;
        let files = [late, asleep, court, line(StateName::Intake)];
        files.iter().map(|file| Regel::of(file, OfficeRole::Behandelaar, today())).collect()
    }

    fn due(on: &str, kind: TermKind) -> WorkDue {
        WorkDue { on: on.parse().unwrap(), kind, suspended: false, latest: None }
    }

    #[test]
    fn only_what_asks_something_of_us_is_urgent() {
        let mut file = line(StateName::FormsOut);
        file.group = WorkGroup::Soon;
        file.turn = WorkTurn::Nothing;
        file.due = Some(due("2027-02-18", TermKind::Vragenlijst));
        let row = |file: &WorkLine| Regel::of(file, OfficeRole::Behandelaar, today());
        assert!(!row(&file).dringt);
        file.due = Some(due("2027-02-14", TermKind::Vragenlijst));
        file.turn = WorkTurn::WaitingIsOver;
        assert!(row(&file).dringt);
        assert_eq!(row(&file).afstand, "2 dagen voorbij");
        file.due = Some(due("2027-02-14", TermKind::Beslistermijn));
        assert_eq!(row(&file).afstand, "2 dagen te laat");
    }

    #[test]
    fn after_the_decision_nothing_is_late() {
        let mut file = line(StateName::Decided);
        file.group = WorkGroup::Done;
        file.due = Some(due("2027-01-02", TermKind::Bezwaar));
        let row = Regel::of(&file, OfficeRole::Behandelaar, today());
        assert!(!row.dringt);
        assert_eq!((row.afstand.as_str(), row.stap), ("45 dagen voorbij", Some("Dossier sluiten")));
    }

    #[test]
    fn a_bar_is_twelve_weeks_long_and_stays_on_its_line() {
        let bar = |on: &str| {
            let balk = Balk::of(&due(on, TermKind::Beslistermijn), false, today());
            (balk.begin, balk.einde, balk.streep)
        };
        let text = |text: &str| text.to_owned();
        assert_eq!(bar("2027-02-16"), (text("14.0"), text("14.0"), Some(text("14.0"))));
        assert_eq!(bar("2027-03-30"), (text("14.0"), text("91.0"), Some(text("91.0"))));
        assert_eq!(bar("2027-02-13"), (text("8.5"), text("14.0"), Some(text("8.5"))));
        assert_eq!(bar("2026-01-01").0, "3.0");
        assert_eq!(bar("2028-01-01"), (text("14.0"), text("168.0"), None));
    }

    #[test]
    fn a_term_that_stands_still_says_how_late_it_can_end() {
        let mut file = line(StateName::AdviceAsked);
        let latest = Some("2027-03-12".parse().unwrap());
        file.due = file.due.map(|due| WorkDue { suspended: true, latest, ..due });
        let row = Regel::of(&file, OfficeRole::Behandelaar, today());
        assert_eq!(
            (row.afstand.as_str(), row.termijn.as_str()),
            ("op zijn vroegst", "op zijn laatst vr 12 mrt")
        );
        let bar = row.balk.unwrap();
        assert_eq!((bar.begin.as_str(), bar.einde.as_str()), ("26.8", "58.0"));
    }
}
