//! The term of a file drawn as a time line, and the same as a table. The table is the truth; the picture follows it.

use app::command::ClockEvent;
use app::command::clock::Term;
use chrono::{Datelike, Days, NaiveDate};
use serde::Serialize;

use crate::ui::words;

const LEFT: f64 = 8.0;
/// Half the room that the words of an end and of another day take.
const HALF_END: f64 = 105.0;
const HALF_DAY: f64 = 66.0;
/// Where the words stand, from top to bottom; the line itself is below the first three.
const ROW_LATEST: u32 = 16;
const ROW_END: u32 = 36;
const ROW_BEGIN: u32 = 54;
const ROW_MONTH: u32 = 109;
const ROW_TODAY: u32 = 133;
/// Where the drawing ends.
const BOTTOM: u32 = 142;
/// The room that the name of a month takes.
const MONTH: f64 = 64.0;
/// The room that a short name of a month takes.
const SHORT_MONTH: f64 = 30.0;

/// A way to draw: for an ordinary window, and for one that is as wide as a phone.
#[derive(Clone, Copy)]
struct Look {
    id: &'static str,
    /// The width of the whole drawing.
    whole: f64,
    short: bool,
}

const LOOKS: [Look; 2] =
    [Look { id: "tl", whole: 1040.0, short: false }, Look { id: "tls", whole: 320.0, short: true }];

/// The time line with its table.
#[derive(Debug, Serialize)]
pub(super) struct Tijdlijn {
    kop: String,
    uitleg: String,
    beschrijving: String,
    tekeningen: Vec<Drawing>,
    legenda: Vec<Key>,
    stappen: Vec<Step>,
    waarschuwingen: Vec<String>,
    dwangsom: Option<String>,
}

/// The line, drawn for a width.
#[derive(Debug, Serialize)]
struct Drawing {
    id: &'static str,
    smal: bool,
    /// The box that the drawing is made in.
    vlak: String,
    einde: String,
    blokken: Vec<Block>,
    maanden: Vec<Mark>,
    merken: Vec<Mark>,
    vandaag: Option<Mark>,
}

/// A kind of stretch in the legend.
#[derive(Debug, Serialize)]
struct Key {
    blok: Block,
    tekst: &'static str,
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
    y: u32,
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
    look: Look,
}

impl Scale {
    /// Returns the width between the margins.
    fn width(&self) -> f64 {
        self.look.whole - 2.0 * LEFT
    }

    fn x(&self, day: NaiveDate) -> f64 {
        let days = |from: NaiveDate, to: NaiveDate| {
            // A term is shorter than a lifetime.
            f64::from(i32::try_from((to - from).num_days()).unwrap_or(i32::MAX))
        };
        LEFT + self.width()
            * (days(self.from, day) / days(self.from, self.to).max(1.0)).clamp(0.0, 1.0)
    }
}

impl Tijdlijn {
    /// Draws the term that counts now.
    pub(super) fn of(term: &Term, received: NaiveDate, today: NaiveDate) -> Option<Self> {
        let last = term.uiterlijk?;
        let end = term.op_zijn_laatst.map_or(last, |latest| latest.max(last));
        let to = end.max(today).max(received + Days::new(14));
        let days = (received, last, today);
        let tekeningen: Vec<Drawing> =
            LOOKS.map(|look| Drawing::of(term, days, &Scale { from: received, to, look })).into();
        Some(Self {
            kop: heading(term, last, today),
            uitleg: term.als_er_niets_gebeurt.clone(),
            beschrijving: format!(
                "Van de ontvangst op {} tot uiterlijk {}. De tabel onder de tekening geeft elke stap.",
                words::full_day(received),
                words::full_day(end)
            ),
            legenda: legend(&stretches(term, days)),
            tekeningen,
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

impl Drawing {
    fn of(term: &Term, days: (NaiveDate, NaiveDate, NaiveDate), scale: &Scale) -> Self {
        let (received, last, today) = days;
        let stretch = |(kind, from, to): (Kind, NaiveDate, NaiveDate)| {
            block(kind, scale.x(from), scale.x(to))
        };
        let now = |day| {
            let text = format!("Vandaag, {}", words::short_day(day, day));
            mark(scale, day, (text, None), (ROW_TODAY, HALF_DAY))
        };
        // Without a latest day its line of words is not there.
        let top = if term.op_zijn_laatst.is_some_and(|day| day > last) { 2 } else { 22 };
        Self {
            id: scale.look.id,
            smal: scale.look.short,
            vlak: format!("0 {top} {} {}", scale.look.whole, BOTTOM - top),
            einde: place(scale.look.whole - LEFT),
            blokken: stretches(term, days).into_iter().map(stretch).collect(),
            maanden: months(scale),
            merken: marks(term, (received, last), today, scale),
            vandaag: (today >= received && today <= scale.to).then(|| now(today)),
        }
    }
}

/// Returns the kinds that the line shows, in the order of a legend.
fn legend(stretches: &[(Kind, NaiveDate, NaiveDate)]) -> Vec<Key> {
    const WORDS: [(Kind, &str); 6] = [
        (Kind::Running, "termijn loopt"),
        (Kind::Completion, "stil: aanvulling"),
        (Kind::Bureau, "stil: bij het LBB"),
        (Kind::Other, "stil: andere reden"),
        (Kind::Left, "nog over"),
        (Kind::Longest, "als het stilstaan zo lang mogelijk duurt"),
    ];
    let shown = WORDS.into_iter().filter(|(kind, _)| stretches.iter().any(|(of, ..)| of == kind));
    shown.map(|(kind, tekst)| Key { blok: block(kind, 0.0, 18.0), tekst }).collect()
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

/// Cuts the time of a term into stretches.
fn stretches(
    term: &Term,
    (received, last, today): (NaiveDate, NaiveDate, NaiveDate),
) -> Vec<(Kind, NaiveDate, NaiveDate)> {
    let mut pauses: Vec<_> = term.pauzes.iter().filter_map(|event| pause(event, today)).collect();
    pauses.sort_by_key(|(_, from, _)| *from);
    let (mut stretches, mut at) = (Vec::new(), received);
    let mut add = |kind, from: NaiveDate, to: NaiveDate| {
        if to > from {
            stretches.push((kind, from, to));
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
    stretches
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

/// Marks the first day of each month, and the month of receipt. A name that has no room is left out; its stroke is not.
fn months(scale: &Scale) -> Vec<Mark> {
    let (names, room) = if scale.look.short {
        (&words::SHORT_MONTHS, SHORT_MONTH)
    } else {
        (&words::MONTHS, MONTH)
    };
    let (mut marks, mut free) = (Vec::new(), f64::MIN);
    let mut first = scale.from.with_day(1);
    while let Some(day) = first.filter(|day| *day <= scale.to) {
        let name = names[day.month0() as usize];
        let with_year = !scale.look.short && (day.month() == 1 || marks.is_empty());
        let text = if with_year { format!("{name} {}", day.year()) } else { name.to_owned() };
        if day >= scale.from || scale.from.day() < 20 {
            let x = scale.x(day);
            let fits = x >= free && x + room <= scale.look.whole;
            marks.push(Mark {
                x: place(x),
                y: ROW_MONTH,
                tekst: if fits { text } else { String::new() },
                onder: None,
                anker: "start",
            });
            free = if fits { x + room + if with_year { room / 2.0 } else { 0.0 } } else { free };
        }
        first = day.checked_add_months(chrono::Months::new(1));
    }
    marks
}

/// Marks receipt and end, each on a line of its own, so that no words run into others.
fn marks(
    term: &Term,
    (received, last): (NaiveDate, NaiveDate),
    today: NaiveDate,
    scale: &Scale,
) -> Vec<Mark> {
    let say = |day| words::short_day(day, today);
    let end = |day, words, y| mark(scale, day, (say(day), Some(words)), (y, HALF_END));
    let under = if term.minimaal { "op zijn vroegst" } else { "uiterlijk" };
    let begin = format!("Ontvangen {}", say(received));
    let mut marks = vec![
        mark(scale, received, (begin, None), (ROW_BEGIN, HALF_DAY)),
        end(last, under, ROW_END),
    ];
    let latest = term.op_zijn_laatst.filter(|day| *day > last);
    marks.extend(latest.map(|day| end(day, "op zijn laatst", ROW_LATEST)));
    marks
}

/// A mark keeps within the drawing: near an edge its words lean inward.
fn mark(
    scale: &Scale,
    day: NaiveDate,
    (tekst, onder): (String, Option<&'static str>),
    (y, half): (u32, f64),
) -> Mark {
    let x = scale.x(day);
    let anker = if x < LEFT + half {
        "start"
    } else if x > LEFT + scale.width() - half {
        "end"
    } else {
        "middle"
    };
    Mark { x: place(x), y, tekst, onder, anker }
}

fn place(x: f64) -> String {
    format!("{x:.1}")
}
