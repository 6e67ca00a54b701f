//! A year of meetings on the rhythm of the group: first looked at, around holidays and recess, and then planned.

use app::meetings::{Dodge, Obstacle, PlannedMeeting, Recess};
use app::{Caller, GroupView, PlanYear, PlannedYear};
use axum::http::StatusCode;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::{Back, GROUP, HOME, Kop, PLANNING, lezen, planned_by, shown, tijd};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TITLE: &str = "Jaar plannen";
const YEAR: &str = "jaar";
/// The most times of recess in a year.
const MOST: usize = 12;
/// From this month on somebody plans the next year.
const LATE: u32 = 7;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PLANNING, GROUP, show), post(PLANNING, GROUP, send)]
}

#[derive(Debug, Serialize)]
struct Planning {
    kop: Kop,
    ritme: String,
    samenvatting: Option<Summary>,
    jaar: Field,
    recessen: Vec<Reces>,
    voorbeeld: Option<Voorbeeld>,
    gepland: Option<Gepland>,
}

#[derive(Debug, Serialize)]
struct Reces {
    kop: String,
    velden: Vec<Field>,
}

/// The year as the rhythm gives it.
#[derive(Debug, Serialize)]
struct Voorbeeld {
    opschrift: String,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    bedoeld: String,
    op: Option<String>,
    waarom: String,
}

/// What was planned.
#[derive(Debug, Serialize)]
struct Gepland {
    opschrift: String,
    dagen: Vec<String>,
    eerder_ritme: Vec<String>,
    zonder_mail: Vec<String>,
}

impl View for Planning {
    const TEMPLATE: &'static str = "pages/werkgroep/planning";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let group = planned_by(&visit, &caller).await?;
    let mut form = visit.form.clone();
    if !visit.recalled {
        let today = visit.today();
        let year = today.year() + i32::from(today.month() >= LATE);
        form.set(YEAR, year.to_string());
    }
    shown(&visit, StatusCode::OK, TITLE, &Planning::of(&group, &form, &Mistakes::default()))
}

/// Shows what the year becomes, or plans it: the button says which.
async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let group = planned_by(&visit, &caller).await?;
    let again = |back: &Back| {
        shown(&visit, back.status, TITLE, &Planning::of(&group, &visit.form, &back.mistakes))
    };
    let (year, rows) = match read(&visit.form) {
        Ok(read) => read,
        Err(mistakes) => return again(&Back::mistaken(mistakes)),
    };
    let mut view = Planning::of(&group, &visit.form, &Mistakes::default());
    let done = if visit.form.text("doe") == "plannen" {
        let planned = visit.app.plan_year(&caller, &year).await;
        planned.map(|planned| view.gepland = Some(Gepland::of(planned, year.jaar)))
    } else {
        let preview = visit.app.preview_year(&caller, &year).await;
        preview.map(|preview| view.voorbeeld = Some(Voorbeeld::of(&preview, year.jaar)))
    };
    match done {
        Ok(()) => shown(&visit, StatusCode::OK, TITLE, &view),
        Err(error) => again(&Back::of(error, |place| field_of(place, &rows), |_| YEAR.to_owned())?),
    }
}

fn name(row: usize, field: &str) -> String {
    format!("reces.{row}.{field}")
}

/// Returns whether something was filled in for a time of recess.
fn is_filled(form: &Form, row: usize) -> bool {
    ["naam", "vanaf", "totEnMet", "dagen"]
        .iter()
        .any(|field| form.given(&name(row, field)).is_some())
}

/// Returns how many times of recess the form shows: all that are filled in, and an empty one.
fn rows(form: &Form) -> usize {
    let last = (0..MOST).rev().find(|row| is_filled(form, *row));
    (last.map_or(0, |row| row + 1) + 1).min(MOST)
}

/// Reads the year; with the rows of the form that its times of recess come from.
fn read(form: &Form) -> Result<(PlanYear, Vec<usize>), Mistakes> {
    let mut mistakes = Mistakes::default();
    let jaar = lezen::number(form, YEAR, &(2000..=2100), &mut mistakes);
    let rows: Vec<usize> = (0..MOST).filter(|row| is_filled(form, *row)).collect();
    let reces: Vec<Recess> =
        rows.iter().filter_map(|row| recess(form, *row, &mut mistakes)).collect();
    match jaar.filter(|_| mistakes.is_empty()) {
        Some(jaar) => Ok((PlanYear { jaar, reces }, rows)),
        None => Err(mistakes),
    }
}

fn recess(form: &Form, row: usize, mistakes: &mut Mistakes) -> Option<Recess> {
    let naam = form.given(&name(row, "naam")).map(str::to_owned);
    if naam.is_none() {
        mistakes.add(&name(row, "naam"), "Vul een naam in, zoals zomerreces.");
    }
    let vanaf = lezen::day(form, &name(row, "vanaf"), mistakes);
    let last = lezen::day(form, &name(row, "totEnMet"), mistakes);
    let regel = dodge(form, &name(row, "dagen"), mistakes);
    Some(Recess { naam: naam?, vanaf: vanaf?, tot_en_met: last?, regel: regel? })
}

/// Reads for how many days a meeting may move; nothing filled in means that it is left out.
pub(super) fn dodge(form: &Form, field: &str, mistakes: &mut Mistakes) -> Option<Dodge> {
    if form.given(field).is_none() {
        return Some(Dodge::Overslaan);
    }
    lezen::number(form, field, &(1..=30), mistakes).map(|dagen| Dodge::Uitwijken { dagen })
}

/// Returns the field for a place in the input.
fn field_of(place: &str, rows: &[usize]) -> String {
    let Some(rest) = place.strip_prefix("/reces/") else { return YEAR.to_owned() };
    let (index, field) = rest.split_once('/').unwrap_or((rest, "naam"));
    let row = index.parse().ok().and_then(|index: usize| rows.get(index));
    let field = if field == "regel" { "dagen" } else { field };
    row.map_or_else(|| YEAR.to_owned(), |row| name(*row, field))
}

fn recess_fields(row: usize) -> [Field; 4] {
    [
        Field::text(&name(row, "naam"), "Naam"),
        Field::day(&name(row, "vanaf"), "Eerste dag").hint("dd-mm-jjjj"),
        Field::day(&name(row, "totEnMet"), "Laatste dag").hint("dd-mm-jjjj"),
        Field::text(&name(row, "dagen"), "Hoeveel dagen mag een vergadering schuiven?")
            .hint("Laat dit leeg als zij in het reces niet doorgaat.")
            .short()
            .keys("numeric")
            .optional(),
    ]
}

impl Planning {
    fn of(group: &GroupView, form: &Form, mistakes: &Mistakes) -> Self {
        let fill = |field: Field| field.filled(form, mistakes);
        let jaar = fill(Field::text(YEAR, "Jaar").short().keys("numeric"));
        let recessen: Vec<Reces> = (0..rows(form))
            .map(|row| Reces {
                kop: format!("Reces {}", row + 1),
                velden: recess_fields(row).map(fill).into(),
            })
            .collect();
        let fields: Vec<Field> = std::iter::once(&jaar)
            .chain(recessen.iter().flat_map(|one| &one.velden))
            .cloned()
            .collect();
        Self {
            kop: Kop::of(
                TITLE,
                "De vergaderingen van een jaar, om feestdagen en reces heen.",
                HOME,
            ),
            ritme: rhythm(group),
            samenvatting: Summary::of(mistakes, &fields),
            jaar,
            recessen,
            voorbeeld: None,
            gepland: None,
        }
    }
}

/// Says how often the group meets.
pub(super) fn rhythm(group: &GroupView) -> String {
    let rhythm = &group.werkgroep.ritme;
    let weeks = match rhythm.weken {
        1 => "Elke week".to_owned(),
        weeks => format!("Eens in de {weeks} weken"),
    };
    let dodge = match rhythm.bij_feestdag {
        Dodge::Overslaan => "Op een feestdag gaat zij niet door.".to_owned(),
        Dodge::Uitwijken { dagen: 1 } => {
            "Op een feestdag schuift zij ten hoogste 1 dag.".to_owned()
        }
        Dodge::Uitwijken { dagen } => {
            format!("Op een feestdag schuift zij ten hoogste {dagen} dagen.")
        }
    };
    let start = words::full_day(rhythm.start);
    format!("{weeks}, geteld vanaf {start}, van {}. {dodge}", tijd::span(&rhythm.afspraak))
}

impl Voorbeeld {
    fn of(planned: &[PlannedMeeting], year: i32) -> Self {
        let held = planned.iter().filter(|one| one.op.is_some()).count();
        let count = words::count(held, "vergadering", "vergaderingen");
        Self {
            opschrift: format!("Zo wordt {year}: {count}"),
            regels: planned.iter().map(Regel::of).collect(),
        }
    }
}

impl Regel {
    fn of(planned: &PlannedMeeting) -> Self {
        let why = planned.beletsel.as_ref().map(|obstacle| match obstacle {
            Obstacle::Feestdag { naam } | Obstacle::Reces { naam } => naam.as_str(),
        });
        let waarom = match (why, planned.op) {
            (None, _) => "Volgens het ritme".to_owned(),
            (Some(why), Some(_)) => format!("Verschoven: {why}"),
            (Some(why), None) => format!("Gaat niet door: {why}"),
        };
        Self {
            bedoeld: words::full_day(planned.bedoeld_op),
            op: planned.op.map(words::full_day),
            waarom,
        }
    }
}

impl Gepland {
    fn of(planned: PlannedYear, year: i32) -> Self {
        let days: Vec<NaiveDate> = planned.vergaderingen.iter().map(|line| line.op).collect();
        let opschrift = match days.len() {
            0 => format!("In {year} is niets nieuws te plannen"),
            some => format!("Gepland: {}", words::count(some, "vergadering", "vergaderingen")),
        };
        Self {
            opschrift,
            dagen: days.into_iter().map(words::full_day).collect(),
            eerder_ritme: planned.eerder_ritme.into_iter().map(words::full_day).collect(),
            zonder_mail: planned.zonder_mail,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::pages::werkgroep::vergadering::voorbeeld;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn planned(op: Option<&str>, obstacle: Option<Obstacle>) -> PlannedMeeting {
        PlannedMeeting {
            volgnummer: 0,
            bedoeld_op: on("2027-03-29"),
            op: op.map(on),
            beletsel: obstacle,
        }
    }

    #[test]
    fn a_year_is_read_with_its_recess_and_each_gap_is_named() {
        let form = Form::of_body(
            b"jaar=2027&reces.1.naam=zomer&reces.1.vanaf=19-7-2027&reces.1.totEnMet=29-8-2027&reces.1.dagen=3",
        );
        let (year, from) = read(&form).unwrap();
        assert_eq!((year.jaar, from.as_slice(), rows(&form)), (2027, [1].as_slice(), 3));
        assert_eq!(year.reces[0].regel, Dodge::Uitwijken { dagen: 3 });
        assert_eq!(field_of("/reces/0/totEnMet", &from), "reces.1.totEnMet");
        assert_eq!(field_of("/reces/0/regel", &from), "reces.1.dagen");
        assert_eq!(field_of("/jaar", &from), YEAR);
        let mistakes = read(&Form::of_body(b"jaar=27&reces.0.dagen=x")).unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [YEAR, "reces.0.naam", "reces.0.vanaf", "reces.0.totEnMet", "reces.0.dagen"]
        );
    }

    #[test]
    fn the_page_says_what_moved_what_is_left_out_and_who_got_no_mail() {
        let group = voorbeeld::held().group;
        let view = || Planning::of(&group, &Form::default(), &Mistakes::default());
        let page = filled(&view());
        assert!(
            page.contains("Eens in de 6 weken") && !page.contains("Vergaderingen plannen"),
            "{page}"
        );
        let holiday = || Some(Obstacle::Feestdag { naam: "tweede <paasdag>".to_owned() });
        let year = [
            planned(Some("2027-03-29"), None),
            planned(Some("2027-03-30"), holiday()),
            planned(None, Some(Obstacle::Reces { naam: "zomerreces".to_owned() })),
        ];
        let page = filled(&Planning { voorbeeld: Some(Voorbeeld::of(&year, 2027)), ..view() });
        for words in [
            "Zo wordt 2027: 2 vergaderingen",
            "Verschoven: tweede &lt;paasdag&gt;",
            "Gaat niet door: zomerreces",
            "di 30 maart 2027",
            "Vergaderingen plannen",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let done = PlannedYear {
            vergaderingen: voorbeeld::held().others,
            afwijkingen: Vec::new(),
            eerder_ritme: vec![on("2027-05-10")],
            zonder_mail: vec!["O. Voorbeeld".to_owned()],
        };
        let page = filled(&Planning { gepland: Some(Gepland::of(done, 2027)), ..view() });
        assert!(
            page.contains("Gepland: 2 vergaderingen") && page.contains("O. Voorbeeld"),
            "{page}"
        );
        assert!(page.contains("eerder ritme") && page.contains("10 mei 2027"), "{page}");
        let none = PlannedYear {
            vergaderingen: Vec::new(),
            afwijkingen: Vec::new(),
            eerder_ritme: Vec::new(),
            zonder_mail: Vec::new(),
        };
        let page = filled(&Planning { gepland: Some(Gepland::of(none, 2027)), ..view() });
        assert!(page.contains("is niets nieuws te plannen"), "{page}");
        assert!(!page.contains("eerder ritme"), "{page}");
    }
}
