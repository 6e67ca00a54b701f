//! The work list: my files, what ends first, first.

mod export;
mod keuze;
mod regel;
mod weergave;
mod zoeken;

use app::{Caller, Count, Permission, WorkFilter, WorkGroup, WorkList, WorkView};
use chrono::NaiveDate;
use serde::Serialize;

use self::keuze::{Keuze, Tab, tabs};
use self::regel::Regel;
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::{stand, words};

const READ: PageAccess = PageAccess::Right(Permission::ReadCases);
const LIST: &str = "/werkvoorraad";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(LIST, READ, show)];
    routes.extend(export::routes());
    routes.extend(weergave::routes());
    routes.extend(zoeken::routes());
    routes
}

#[derive(Debug, Serialize)]
struct Lijst {
    samenvatting: Option<Summary>,
    onder: String,
    mag_nieuw: bool,
    export: Option<String>,
    tabs: Vec<Tab>,
    zoekveld: Field,
    velden: Vec<Field>,
    /// Whether something was chosen: then a narrow window shows the fields too.
    gefilterd: bool,
    kop_tabel: String,
    groepen: Vec<Groep>,
    /// Nothing at all, instead of nothing that fits.
    nog_niets: bool,
    begin: Option<String>,
    volgende: Option<String>,
    bewaren: Bewaren,
}

/// A group of rows under its heading; without one when the list is not grouped.
#[derive(Debug, Serialize)]
struct Groep {
    kop: Option<&'static str>,
    telling: String,
    regels: Vec<Regel>,
}

/// The form that saves the choice as a view, or the one that removes it.
#[derive(Debug, Serialize)]
struct Bewaren {
    open: bool,
    veld: Field,
    keuze: Vec<Verborgen>,
    weg: Option<String>,
    naam: String,
}

/// A hidden field.
#[derive(Debug, Serialize)]
struct Verborgen {
    naam: &'static str,
    waarde: String,
}

impl View for Lijst {
    const TEMPLATE: &'static str = "pages/werkvoorraad/lijst";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let views = visit.app.views(&caller).await?;
    // What was kept is the name of a view with its choice.
    let keuze = if visit.recalled {
        Keuze::of_form(&visit.form)
    } else {
        Keuze::of_address(&visit, &views)?
    };
    let mut view = lijst(&visit, &caller, &keuze, &views).await?;
    view.bewaren.veld = weergave::field().filled(&visit.form, &Mistakes::default());
    view.bewaren.open = visit.recalled;
    page(&visit, "Werkvoorraad", &view)
}

/// Shows the list again with what is wrong with the name of a view.
async fn with_mistakes(
    visit: &Visit,
    caller: &Caller,
    keuze: &Keuze,
    mistakes: &Mistakes,
) -> Result<Answer, Trouble> {
    let views = visit.app.views(caller).await?;
    let mut view = lijst(visit, caller, keuze, &views).await?;
    view.bewaren.veld = weergave::field().filled(&visit.form, mistakes);
    view.bewaren.open = true;
    view.samenvatting = Summary::of(mistakes, &[weergave::field()]);
    page_with_mistakes(visit, "Werkvoorraad", &view)
}

async fn lijst(
    visit: &Visit,
    caller: &Caller,
    keuze: &Keuze,
    views: &[WorkView],
) -> Result<Lijst, Trouble> {
    let cursor = visit.query.given("na");
    let list = visit.app.work_list(caller, &keuze.filter, cursor).await?;
    let today = visit.today();
    let next = |cursor: &String| keuze.address(LIST, &[("na", cursor)]);
    Ok(Lijst {
        samenvatting: None,
        onder: under(&list, today),
        mag_nieuw: caller.may(Permission::WriteCases),
        export: (!list.lines.is_empty()).then(|| keuze.address("/werkvoorraad.csv", &[])),
        tabs: tabs(keuze, views, &list),
        zoekveld: zoeken::field(&Form::default(), &Mistakes::default()),
        velden: keuze.fields(visit, caller),
        gefilterd: keuze.view.is_none() && keuze.filter != WorkFilter::default(),
        kop_tabel: caption(&list, &keuze.filter),
        groepen: groups(&list, caller, today),
        nog_niets: keuze.filter == WorkFilter::default() && cursor.is_none(),
        begin: cursor.map(|_| keuze.address(LIST, &[])),
        volgende: list.next.as_ref().map(next),
        bewaren: saving(keuze, views),
    })
}

/// Says what the list asks this week, and otherwise what waits.
fn under(list: &WorkList, today: NaiveDate) -> String {
    let day = kernel::capitalised(&kernel::dutch_date_with_weekday(today));
    let asked = match (list.this_week, list.my_turn) {
        (Count::Exactly(0), None | Some(Count::Exactly(0))) => {
            "Geen dossier vraagt deze week een stap.".to_owned()
        }
        (Count::Exactly(0), Some(mine)) => {
            format!("Geen termijn dringt deze week. {}.", files(mine, "wacht op u", "wachten op u"))
        }
        (this_week, _) => format!(
            "{}.",
            files(this_week, "vraagt binnen een week een stap", "vragen binnen een week een stap")
        ),
    };
    format!("{day}. {asked}")
}

/// Writes a number of files with what they do.
fn files(count: Count, one: &str, many: &str) -> String {
    match count {
        Count::Exactly(1) => format!("1 dossier {one}"),
        count => format!("{} dossiers {many}", kernel::capitalised(&words::bounded(count))),
    }
}

fn caption(list: &WorkList, filter: &WorkFilter) -> String {
    let order = if filter.newest_first { "nieuwste eerst" } else { "wat het eerst afloopt eerst" };
    format!("{}, {order}", files(list.selected, "", "").trim_end())
}

fn groups(list: &WorkList, caller: &Caller, today: NaiveDate) -> Vec<Groep> {
    let rows = |wanted: &dyn Fn(WorkGroup) -> bool| -> Vec<Regel> {
        let lines = list.lines.iter().filter(|line| wanted(line.group));
        lines.map(|line| Regel::of(line, caller.role(), today)).collect()
    };
    if list.lines.is_empty() {
        return Vec::new();
    }
    if list.groups.is_empty() {
        return vec![Groep { kop: None, telling: String::new(), regels: rows(&|_| true) }];
    }
    let group = |(group, count): &(WorkGroup, Count)| Groep {
        kop: Some(stand::group(*group)),
        telling: words::bounded(*count),
        regels: rows(&|of| of == *group),
    };
    list.groups.iter().map(group).collect()
}

fn saving(keuze: &Keuze, views: &[WorkView]) -> Bewaren {
    let saved = views.iter().find(|view| keuze.view == Some(view.id));
    let hidden = |(naam, waarde)| Verborgen { naam, waarde };
    Bewaren {
        open: false,
        veld: weergave::field().filled(&Form::default(), &Mistakes::default()),
        keuze: keuze.pairs().into_iter().map(hidden).collect(),
        weg: saved.map(|view| format!("{LIST}/weergaven/{}/verwijderen", view.id)),
        naam: saved.map(|view| view.name.clone()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::stand::tests::{line, today};
    use Count;
    use app::command::StateName;

    fn list(this_week: Count) -> WorkList {
        WorkList {
            lines: vec![line(StateName::Intake)],
            next: None,
            groups: Vec::new(),
            selected: Count::Exactly(1),
            all: Count::MoreThan(1_000),
            my_turn: None,
            this_week,
        }
    }

    fn sample(full: bool) -> Lijst {
        let mistakes = {
            let mut mistakes = Mistakes::default();
            mistakes.add("naam", "Geef de weergave een naam.");
            mistakes
        };
        let view =
            Keuze { view: Some(kernel::Id::from_uuid(uuid::Uuid::nil())), ..Keuze::default() };
        let keuze = Keuze::of_form(&Form::of_body(b"stand=onderzoek"));
        let mut bewaren = saving(&keuze, &[]);
        bewaren.open = full;
        bewaren.weg = full.then(|| "/werkvoorraad/weergaven/0/verwijderen".to_owned());
        let group = |kop| Groep { kop, telling: "3".to_owned(), regels: regel::tests::rows() };
        Lijst {
            samenvatting: full.then(|| Summary::of(&mistakes, &[weergave::field()])).flatten(),
            onder: under(&list(Count::Exactly(3)), today()),
            mag_nieuw: full,
            export: full.then(|| "/werkvoorraad.csv".to_owned()),
            tabs: tabs(&view, &[], &list(Count::Exactly(3))),
            zoekveld: zoeken::field(&Form::default(), &mistakes),
            gefilterd: full,
            velden: vec![Field::select("stand", "Stand").choices([("", "Alle")])],
            kop_tabel: caption(&list(Count::Exactly(0)), &WorkFilter::default()),
            groepen: if full { vec![group(Some("Later")), group(None)] } else { Vec::new() },
            nog_niets: full,
            begin: full.then(|| LIST.to_owned()),
            volgende: full.then(|| "/werkvoorraad?na=x".to_owned()),
            bewaren,
        }
    }

    #[test]
    fn a_row_reads_when_what_where_and_what_now() {
        let page = filled(&sample(true));
        for words in [
            "6 dagen te laat",
            "Onderzoek afronden<span class=\"dw-hidden\">: Café De Fictieve &lt;Turfsteker&gt;",
            "Niets te doen",
            "op zijn vroegst",
            "Geen termijn",
            "Meer dan 1.000",
            "Later<span class=\"dw-count\">3",
            "rel=\"next\"",
            "Weergave verwijderen",
        ] {
            assert!(page.to_lowercase().contains(&words.to_lowercase()), "{words}\n{page}");
        }
    }

    #[test]
    fn an_empty_list_says_what_comes_here() {
        let mut view = sample(false);
        assert!(filled(&view).contains("Geen dossier past bij deze keuze"));
        view.nog_niets = true;
        assert!(filled(&view).contains("Vraag een collega om u toegang"));
        view.mag_nieuw = true;
        assert!(filled(&view).contains("href=\"/dossiers/nieuw\""));
    }

    #[test]
    fn one_sentence_says_what_this_week_asks() {
        let said = |count| under(&list(count), today());
        assert!(said(Count::Exactly(0)).ends_with("Geen dossier vraagt deze week een stap."));
        assert!(said(Count::Exactly(1)).ends_with("1 dossier vraagt binnen een week een stap."));
        assert_eq!(
            said(Count::MoreThan(1_000)),
            "Dinsdag 16 februari 2027. Meer dan 1.000 dossiers vragen binnen een week een stap."
        );
        let mine = WorkList { my_turn: Some(Count::Exactly(3)), ..list(Count::Exactly(0)) };
        assert!(under(&mine, today()).ends_with("3 dossiers wachten op u."));
    }
}
