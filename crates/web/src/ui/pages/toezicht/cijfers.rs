//! Figures of the organisation. Small numbers could point at somebody and are not shown.

use app::{Caller, Decisions, Figures, HalfYear, Permission};
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::{stand, words};

/// A number below this is not shown.
const FEWEST: u64 = 5;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get("/toezicht/cijfers", PageAccess::Right(Permission::ReadFigures), show)]
}

#[derive(Debug, Serialize)]
struct Cijfers {
    toezicht: bool,
    tabellen: Vec<Tabel>,
    halfjaren: Vec<Halfjaar>,
    stand_van: String,
}

/// A table of names and numbers.
#[derive(Debug, Serialize)]
struct Tabel {
    id: &'static str,
    kop: &'static str,
    hoofd: &'static str,
    regels: Vec<Telling>,
}

#[derive(Debug, Serialize)]
struct Telling {
    naam: String,
    aantal: String,
}

#[derive(Debug, Serialize)]
struct Halfjaar {
    naam: String,
    op_tijd: String,
    te_laat: String,
    zonder: String,
}

impl View for Cijfers {
    const TEMPLATE: &'static str = "pages/toezicht/cijfers";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let counted = visit.app.figures(&caller);
    let (at, figures) = visit.office.shelves.figures.of(caller.party(), visit.now, counted).await?;
    let mut view = view(&figures, caller.may(Permission::Supervise));
    view.stand_van = words::clock_time(at);
    page(&visit, "Cijfers", &view)
}

fn view(figures: &Figures, toezicht: bool) -> Cijfers {
    let states =
        figures.states.iter().map(|(state, files)| (stand::label(*state).to_owned(), *files));
    let kinds = figures.kinds.iter().map(|(kind, files)| (kind.clone(), *files));
    let outcome =
        |(outcome, files): &(String, u64)| (kernel::capitalised(stand::outcome(outcome)), *files);
    let outcomes = figures.outcomes.iter().map(outcome);
    Cijfers {
        toezicht,
        tabellen: vec![
            table("stand", "Dossiers per stand", "Stand", states.collect()),
            table("soort", "Dossiers per soort", "Soort", kinds.collect()),
            table("uitkomst", "Besluiten per uitkomst", "Uitkomst", outcomes.collect()),
        ],
        halfjaren: figures.half_years.iter().map(half_year).collect(),
        stand_van: String::new(),
    }
}

fn table(
    id: &'static str,
    kop: &'static str,
    hoofd: &'static str,
    rows: Vec<(String, u64)>,
) -> Tabel {
    let numbers: Vec<u64> = rows.iter().map(|(_, files)| *files).collect();
    let counts = rows.into_iter().zip(shown(&numbers));
    let regels = counts.map(|((naam, _), aantal)| Telling { naam, aantal }).collect();
    Tabel { id, kop, hoofd, regels }
}

fn half_year((half, decisions): &(HalfYear, Decisions)) -> Halfjaar {
    let numbers = [decisions.in_time, decisions.late, decisions.no_term];
    let mut cells = shown(&numbers).into_iter();
    let mut cell = || cells.next().unwrap_or_default();
    let part = if half.second { "tweede" } else { "eerste" };
    Halfjaar {
        naam: format!("{part} helft van {}", half.year),
        op_tijd: cell(),
        te_laat: cell(),
        zonder: cell(),
    }
}

/// Writes numbers that together are known from elsewhere. A small one is not shown, and neither is the smallest of the others
/// when the small ones could be reckoned from what is left: one alone, or several that can only be all the least or all the most.
fn shown(numbers: &[u64]) -> Vec<String> {
    let small = |number: u64| (1..FEWEST).contains(&number);
    let hidden: Vec<u64> = numbers.iter().copied().filter(|number| small(*number)).collect();
    let (count, sum) = (hidden.len() as u64, hidden.iter().sum::<u64>());
    let tells = count == 1 || (count > 1 && (sum == count || sum == count * (FEWEST - 1)));
    let others = numbers.iter().copied().filter(|number| *number >= FEWEST);
    let also = others.min().filter(|_| tells);
    let place = also.and_then(|also| numbers.iter().position(|number| *number == also));
    let cell = |(at, number): (usize, &u64)| match *number {
        number if small(number) => format!("minder dan {FEWEST}"),
        _ if place == Some(at) => "niet getoond".to_owned(),
        number => words::number(number),
    };
    numbers.iter().enumerate().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use app::command::StateName;

    #[test]
    fn a_small_number_is_not_shown_and_cannot_be_reckoned() {
        let less = "minder dan 5";
        assert_eq!(shown(&[0, 5, 1_204]), ["0", "5", "1.204"]);
        // One small number is what the total leaves, so that the next one goes too.
        assert_eq!(shown(&[4, 20, 7]), [less, "20", "niet getoond"]);
        assert_eq!(shown(&[2, 3, 9]), [less, less, "9"]);
        // Two that are four together could be one and three; two that are two together are one and one.
        assert_eq!(shown(&[1, 3, 9]), [less, less, "9"]);
        assert_eq!(shown(&[1, 1, 9]), [less, less, "niet getoond"]);
        assert_eq!(shown(&[4, 4, 9, 9]), [less, less, "niet getoond", "9"]);
        assert_eq!(shown(&[3]), [less]);
        assert!(shown(&[]).is_empty());
    }

    #[test]
    fn figures_are_tables_with_words() {
        let half = HalfYear { year: 2026, second: true };
        let figures = Figures {
            states: vec![(StateName::Intake, 12), (StateName::Closed, 3)],
            kinds: vec![("Alcoholvergunning".to_owned(), 15)],
            outcomes: vec![("weigeren".to_owned(), 6)],
            half_years: vec![(half, Decisions { in_time: 40, late: 6, no_term: 0 })],
        };
        let page = filled(&view(&figures, true));
        for words in [
            "Nieuw",
            "niet getoond",
            "minder dan 5",
            "Geweigerd",
            "tweede helft van 2026",
            "href=\"/toezicht\"",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
    }

    #[test]
    fn no_files_is_said_too() {
        let figures = Figures {
            states: Vec::new(),
            kinds: Vec::new(),
            outcomes: Vec::new(),
            half_years: Vec::new(),
        };
        let page = filled(&view(&figures, false));
        assert!(page.contains("Nog niets te tellen") && !page.contains("href=\"/toezicht\""));
    }
}
