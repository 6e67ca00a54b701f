//! The term of a file drawn as a time line, and the same as a table. The table is the truth; the picture follows it.

use app::command::ClockEvent;
use app::command::clock::Term;
use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use crate::ui::words;

/// The width of the drawing, between its margins.
const WIDTH: f64 = 1024.0;
const LEFT: f64 = 8.0;
/// The least days between two labels above the line, so that they do not run into each other.
const APART: f64 = 110.0;

/// The time line with its table.
#[derive(Debug, Serialize)]
pub(super) struct Tijdlijn {
    kop: String,
    uitleg: String,
    beschrijving: String,
    blokken: Vec<Block>,
    maanden: Vec<Mark>,
    merken: Vec<Mark>,
    vandaag: Option<Mark>,
    stappen: Vec<Step>,
    waarschuwingen: Vec<String>,
    dwangsom: Option<String>,
}

/// A stretch of time.
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no, and cannot compare")]
#[derive(Debug, Serialize)]
struct Block {
    x: String,
    breedte: String,
    loopt: bool,
    aanvulling: bool,
    lbb: bool,
    anders: bool,
    rest: bool,
    langst: bool,
}

/// A place on the line with words.
#[derive(Debug, Serialize)]
struct Mark {
    x: String,
    tekst: String,
    onder: Option<&'static str>,
    anker: &'static str,
}

#[derive(Debug, Serialize)]
struct Step {
    omschrijving: String,
    artikel: String,
    dagen: i64,
    datum: Option<String>,
}

/// What a stretch of time is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Running,
    Completion,
    Bureau,
    Other,
    Left,
    Longest,
}

/// From days to places.
struct Scale {
    from: NaiveDate,
    to: NaiveDate,
}

impl Scale {
    fn x(&self, day: NaiveDate) -> f64 {
        let days = |from: NaiveDate, to: NaiveDate| {
            // A term is shorter than a lifetime.
            f64::from(i32::try_from((to - from).num_days()).unwrap_or(i32::MAX))
        };
        LEFT + WIDTH * (days(self.from, day) / days(self.from, self.to).max(1.0)).clamp(0.0, 1.0)
    }
}

impl Tijdlijn {
    /// Draws the term that counts now.
    pub(super) fn of(term: &Term, received: NaiveDate, today: NaiveDate) -> Option<Self> {
        let last = term.uiterlijk?;
        let end = term.op_zijn_laatst.map_or(last, |latest| latest.max(last));
        let scale = Scale { from: received, to: end.max(today).max(received + Days::new(14)) };
        Some(Self {
            kop: heading(term, last, today),
            uitleg: term.als_er_niets_gebeurt.clone(),
            beschrijving: format!(
                "Van de ontvangst op {} tot uiterlijk {}. De tabel onder de tekening geeft elke stap.",
                words::full_day(received),
                words::full_day(end)
            ),
            blokken: blocks(term, (received, last), today, &scale),
            maanden: months(&scale),
            merken: marks(term, (received, last), today, &scale),
            vandaag: (today >= received && today <= scale.to).then(|| {
                mark(&scale, today, format!("Vandaag, {}", words::short_day(today, today)), None)
            }),
            stappen: term
                .stappen
                .iter()
                .map(|step| Step {
                    omschrijving: step.description.clone(),
                    artikel: step.article.clone(),
                    dagen: step.days,
                    datum: step.date.map(|day| words::day(day, today)),
                })
                .collect(),
            waarschuwingen: term.waarschuwingen.clone(),
            dwangsom: term.dwangsom.as_ref().filter(|penalty| penalty.due).map(|penalty| {
                format!(
                    "Er is een dwangsom verschuldigd van {} over {} dagen (Awb 4:17).",
                    penalty.amount, penalty.days
                )
            }),
        })
    }
}

/// Names the term and says when it ends: earliest and latest while it stands still.
fn heading(term: &Term, last: NaiveDate, today: NaiveDate) -> String {
    let name = kernel::capitalised(&term.soort.id().replace('-', " "));
    match (term.minimaal, term.op_zijn_laatst) {
        (true, Some(latest)) => format!(
            "{name}: op zijn vroegst {}, op zijn laatst {}",
            words::day(last, today),
            words::full_day(latest)
        ),
        (true, None) => format!("{name}: op zijn vroegst {}", words::full_day(last)),
        (false, _) => {
            format!("{name}: uiterlijk {}, {}", words::full_day(last), words::distance(last, today))
        }
    }
}

/// Returns the stretch of time of a pause; one without an end lasts until today.
fn pause(event: &ClockEvent, today: NaiveDate) -> Option<(Kind, NaiveDate, NaiveDate)> {
    Some(match event {
        ClockEvent::Aanvulverzoek { verzonden_op, ontvangen_op, .. } => {
            (Kind::Completion, *verzonden_op, ontvangen_op.unwrap_or(today))
        }
        ClockEvent::LbbVerzoek { op, ontvangen_op, .. } => {
            (Kind::Bureau, *op, ontvangen_op.unwrap_or(today))
        }
        ClockEvent::Instemming { van, tot }
        | ClockEvent::AanvragerVertraging { van, tot }
        | ClockEvent::Overmacht { van, tot } => (Kind::Other, *van, tot.unwrap_or(today)),
        ClockEvent::Verlenging { .. }
        | ClockEvent::Ingebrekestelling { .. }
        | ClockEvent::Besluit { .. } => return None,
    })
}

fn blocks(
    term: &Term,
    (received, last): (NaiveDate, NaiveDate),
    today: NaiveDate,
    scale: &Scale,
) -> Vec<Block> {
    let mut pauses: Vec<_> = term.pauzes.iter().filter_map(|event| pause(event, today)).collect();
    pauses.sort_by_key(|(_, from, _)| *from);
    let (mut blocks, mut at) = (Vec::new(), received);
    let mut add = |kind, from: NaiveDate, to: NaiveDate| {
        if to > from {
            blocks.push(block(kind, scale.x(from), scale.x(to)));
        }
    };
    for (kind, from, to) in pauses {
        add(Kind::Running, at, from);
        add(kind, from.max(at), to);
        at = at.max(to);
    }
    let now = today.min(last);
    add(Kind::Running, at, now);
    add(Kind::Left, at.max(now), last);
    if let Some(latest) = term.op_zijn_laatst {
        add(Kind::Longest, last, latest);
    }
    blocks
}

fn block(kind: Kind, from: f64, to: f64) -> Block {
    Block {
        x: place(from),
        breedte: place(to - from),
        loopt: kind == Kind::Running,
        aanvulling: kind == Kind::Completion,
        lbb: kind == Kind::Bureau,
        anders: kind == Kind::Other,
        rest: kind == Kind::Left,
        langst: kind == Kind::Longest,
    }
}

/// Marks the first day of each month, and the month of receipt.
fn months(scale: &Scale) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut first = scale.from.with_day(1);
    while let Some(day) = first.filter(|day| *day <= scale.to) {
        let name = words::MONTHS[day.month0() as usize];
        let text = if day.month() == 1 || marks.is_empty() {
            format!("{name} {}", day.year())
        } else {
            name.to_owned()
        };
        if day >= scale.from || scale.from.day() < 20 {
            marks.push(Mark { x: place(scale.x(day)), tekst: text, onder: None, anker: "start" });
        }
        first = day.checked_add_months(chrono::Months::new(1));
    }
    marks
}

/// Marks receipt and end; a label that would run into the one before it is left to the table.
fn marks(
    term: &Term,
    (received, last): (NaiveDate, NaiveDate),
    today: NaiveDate,
    scale: &Scale,
) -> Vec<Mark> {
    let say = |day| words::short_day(day, today);
    let begin = format!("Ontvangen {}", say(received));
    let mut wanted = vec![(received, begin, None)];
    let under = if term.minimaal { "op zijn vroegst" } else { "uiterlijk" };
    wanted.push((last, say(last), Some(under)));
    wanted.extend(
        term.op_zijn_laatst
            .filter(|day| *day > last)
            .map(|day| (day, say(day), Some("op zijn laatst"))),
    );
    let mut free = f64::MIN;
    let mut marks = Vec::new();
    for (day, text, under) in wanted {
        let x = scale.x(day);
        if x >= free {
            marks.push(mark(scale, day, text, under));
            free = x + APART;
        }
    }
    marks
}

/// A mark keeps within the drawing: near an edge its words lean inward.
fn mark(scale: &Scale, day: NaiveDate, tekst: String, onder: Option<&'static str>) -> Mark {
    let x = scale.x(day);
    let anker = if x < APART / 2.0 {
        "start"
    } else if x > LEFT + WIDTH - APART / 2.0 {
        "end"
    } else {
        "middle"
    };
    Mark { x: place(x), tekst, onder, anker }
}

fn place(x: f64) -> String {
    format!("{x:.1}")
}
