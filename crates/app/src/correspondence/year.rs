//! The figures of a yearly report (L25): counts of the party, without a name or a file.

use crate::{App, AppError, Caller, Figures, Permission};
use case::StateName;
use letters::LetterKind;
use letters::composed::{Element, Elements, Figure, Matter};

/// Returns whether somebody may make a letter of a kind: criminal data and the figures of the party have rights of their own.
pub(super) fn may_make(caller: &Caller, kind: LetterKind) -> bool {
    let counts = kind == LetterKind::YearReport;
    let may_count = caller.may(Permission::ReadFigures) || caller.may(Permission::Supervise);
    (!kind.is_criminal() || caller.may(Permission::ReadCriminal)) && (!counts || may_count)
}

impl App {
    /// Puts the figures of a year on the report of that year; every other letter has none.
    pub(super) async fn with_figures(
        &self,
        caller: &Caller,
        (kind, matter, elements): (LetterKind, Matter, &Elements),
    ) -> Result<Matter, AppError> {
        if kind != LetterKind::YearReport {
            return Ok(matter);
        }
        let chosen = elements.line(Element::ReportYear).and_then(|year| year.parse().ok());
        let Some(year) = chosen else { return Ok(matter) };
        let figures = lines(&self.figures(caller).await?, year);
        Ok(Matter { figures, year: Some(year.to_string()), ..matter })
    }
}

fn lines(figures: &Figures, year: i32) -> Vec<Figure> {
    let files = |closed: bool| -> u64 {
        let states = figures.states.iter();
        states
            .filter(|(state, _)| (*state == StateName::Closed) == closed)
            .map(|(_, files)| files)
            .sum()
    };
    let halves = figures.half_years.iter().filter(|(half, _)| half.year == year);
    let (in_time, late, no_term) =
        halves.fold((0, 0, 0), |(in_time, late, no_term), (_, decided)| {
            (in_time + decided.in_time, late + decided.late, no_term + decided.no_term)
        });
    let line = |name: &str, count: u64| Figure { name: name.to_owned(), count: count.to_string() };
    let mut all = vec![
        line("Dossiers die nu open zijn", files(false)),
        line("Dossiers die nu gesloten zijn", files(true)),
        line("Besluiten dit jaar, op tijd", in_time),
        line("Besluiten dit jaar, te laat", late),
        line("Besluiten dit jaar, zonder beslistermijn", no_term),
    ];
    let outcomes = figures.outcomes.iter();
    all.extend(outcomes.map(|(outcome, files)| {
        line(&format!("Beslissingen, alle jaren: {}", outcome.replace('-', " ")), *files)
    }));
    all
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::{Decisions, Figures, HalfYear};
    use case::StateName;

    #[test]
    fn only_decisions_of_the_year_count() {
        let half = |year, second| HalfYear { year, second };
        let decided = |in_time| Decisions { in_time, late: 1, no_term: 0 };
        let figures = Figures {
            states: vec![(StateName::Intake, 3), (StateName::Closed, 4)],
            kinds: Vec::new(),
            outcomes: vec![("gunstig-met-voorschriften".to_owned(), 2)],
            half_years: vec![
                (half(2026, true), decided(5)),
                (half(2026, false), decided(6)),
                (half(2025, true), decided(70)),
            ],
        };
        let counts: Vec<String> =
            lines(&figures, 2026).into_iter().map(|line| line.count).collect();
        assert_eq!(counts, ["3", "4", "11", "2", "0", "2"]);
    }
}
