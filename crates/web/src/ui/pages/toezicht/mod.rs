//! Supervision: which of our terms end soon, who has how much work, and who took access in an emergency. Nobody concerned is
//! named.

mod cijfers;
mod noodtoegang;

use app::{Caller, Emergency, EndingTerm, LoadAnswer, Paged, Permission};
use chrono::NaiveDate;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::csv::Csv;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::{stand, words};

const SUPERVISE: PageAccess = PageAccess::Right(Permission::Supervise);
const PATH: &str = "/toezicht";
const DAYS: &str = "dagen";
/// The choices of how many days ahead, with the usual one.
const AHEAD: [u32; 5] = [7, 14, 30, 60, 90];
const USUAL: u32 = 14;

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(PATH, SUPERVISE, show), get("/toezicht.csv", SUPERVISE, export)];
    routes.extend(cijfers::routes());
    routes.extend(noodtoegang::routes());
    routes
}

#[derive(Debug, Serialize)]
struct Toezicht {
    onder: String,
    cijfers: bool,
    export: String,
    veld: Field,
    termijnen: Vec<Regel>,
    kop_termijnen: String,
    verder: bool,
    begin: String,
    volgende: Option<String>,
    werklast: Vec<Last>,
    stand_van: String,
    noodtoegang: Vec<noodtoegang::Regel>,
}

/// A term that ends.
#[derive(Debug, Serialize)]
struct Regel {
    dag: String,
    machine_dag: String,
    afstand: String,
    dringt: bool,
    termijn: &'static str,
    kenmerk: String,
    soort: String,
    stand: &'static str,
    leden: String,
}

/// What rests on somebody, with a bar as long as it is much.
#[derive(Debug, Serialize)]
struct Last {
    naam: String,
    open: i64,
    te_laat: i64,
    eerste: Option<String>,
    balk: String,
    balk_te_laat: String,
}

impl View for Toezicht {
    const TEMPLATE: &'static str = "pages/toezicht/termijnen";
}

/// Returns how many days ahead are asked for.
fn days(visit: &Visit) -> u32 {
    let asked = visit.query.text(DAYS).parse().ok();
    asked.filter(|days| AHEAD.contains(days)).unwrap_or(USUAL)
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let (days, cursor) = (days(&visit), visit.query.given("na"));
    let terms = visit.app.ending_terms(&caller, days, cursor).await?;
    let counted = visit.app.load(&caller);
    let (at, loads) = visit.office.shelves.loads.of(caller.party(), visit.now, counted).await?;
    let mut view = view(&terms, &loads, days, visit.today());
    view.noodtoegang = taken(visit.app.emergencies(&caller).await?, visit.today());
    view.cijfers = caller.may(Permission::ReadFigures);
    view.verder = cursor.is_some();
    view.stand_van = words::clock_time(at);
    page(&visit, "Toezicht", &view)
}

fn view(terms: &Paged<EndingTerm>, loads: &[LoadAnswer], days: u32, today: NaiveDate) -> Toezicht {
    let mut form = Form::default();
    form.set(DAYS, days.to_string());
    let choices = AHEAD.map(|days| (days.to_string(), format!("{days} dagen vooruit")));
    let begin = format!("{PATH}?{DAYS}={days}");
    Toezicht {
        onder: under(terms, today),
        cijfers: false,
        export: format!("/toezicht.csv?{DAYS}={days}"),
        veld: Field::select(DAYS, "Termijnen").choices(choices).filled(&form, &Mistakes::default()),
        termijnen: terms.items.iter().map(|term| line(term, today)).collect(),
        kop_termijnen: format!("Termijnen tot en met {days} dagen vooruit"),
        verder: false,
        volgende: terms.volgende.as_ref().map(|cursor| format!("{begin}&na={cursor}")),
        begin,
        werklast: workload(loads, today),
        stand_van: String::new(),
        noodtoegang: Vec::new(),
    }
}

fn taken(emergencies: Vec<Emergency>, today: NaiveDate) -> Vec<noodtoegang::Regel> {
    emergencies.into_iter().map(|emergency| noodtoegang::line(emergency, today)).collect()
}

fn is_late(term: &EndingTerm, today: NaiveDate) -> bool {
    !term.due.suspended && term.due.on < today
}

fn under(terms: &Paged<EndingTerm>, today: NaiveDate) -> String {
    let late = terms.items.iter().filter(|term| is_late(term, today)).count();
    let many =
        if terms.volgende.is_some() && late == terms.items.len() { "Ten minste " } else { "" };
    match late {
        0 => "Geen termijn is voorbij. U ziet geen namen van betrokkenen.".to_owned(),
        1 => "1 termijn is voorbij. U ziet geen namen van betrokkenen.".to_owned(),
        late => format!("{many}{late} termijnen zijn voorbij. U ziet geen namen van betrokkenen."),
    }
}

fn line(term: &EndingTerm, today: NaiveDate) -> Regel {
    let due = &term.due;
    let soon = (due.on - today).num_days() <= 3;
    Regel {
        dag: words::short_day(due.on, today),
        machine_dag: due.on.to_string(),
        afstand: if due.suspended {
            "op zijn vroegst".to_owned()
        } else {
            words::distance(due.on, today)
        },
        dringt: soon && !due.suspended,
        termijn: stand::term(due.kind),
        kenmerk: term.reference.clone(),
        soort: term.kind.clone(),
        stand: stand::label(term.state),
        leden: match term.members.as_slice() {
            [] => "Niemand staat op dit dossier".to_owned(),
            members => members.join(", "),
        },
    }
}

/// How long the longest bar is.
const LONGEST: i64 = 160;

fn workload(loads: &[LoadAnswer], today: NaiveDate) -> Vec<Last> {
    let most = loads.iter().map(|load| load.open).max().unwrap_or_default().max(1);
    let length = |number: i64| (number * LONGEST / most).to_string();
    let load = |load: &LoadAnswer| Last {
        naam: load.naam.clone(),
        open: load.open,
        te_laat: load.te_laat,
        eerste: load.eerste.map(|day| words::short_day(day, today)),
        balk: length(load.open),
        balk_te_laat: length(load.te_laat),
    };
    // Accounts without files are those of roles that read none.
    loads.iter().filter(|load| load.open > 0).map(load).collect()
}

async fn export(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let days = days(&visit);
    let terms = visit.app.ending_terms_export(&caller, days).await?;
    let today = visit.today();
    let mut table = Csv::new([
        "Kenmerk",
        "Soort",
        "Stand",
        "Uiterlijk",
        "Opgeschort",
        "Te laat",
        "Wat afloopt",
        "Leden",
    ]);
    let yes = |is: bool| if is { "ja" } else { "nee" };
    for term in &terms {
        let (on, late) = (words::filled_day(term.due.on), is_late(term, today));
        let members = term.members.join(", ");
        table.row([
            term.reference.as_str(),
            term.kind.as_str(),
            stand::label(term.state),
            on.as_str(),
            yes(term.due.suspended),
            yes(late),
            stand::term(term.due.kind),
            members.as_str(),
        ]);
    }
    Ok(table.answer(&format!("toezicht-{today}.csv")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::stand::tests::today;
    use app::WorkDue;
    use app::command::StateName;
    use app::command::clock::TermKind;
    use kernel::Id;

    fn term(on: &str, suspended: bool, members: &[&str]) -> EndingTerm {
        let due = WorkDue {
            on: on.parse().unwrap(),
            kind: TermKind::Beslistermijn,
            suspended,
            latest: None,
        };
        EndingTerm {
            reference: "2027-0009".to_owned(),
            kind: "Alcoholvergunning".to_owned(),
            state: StateName::Investigation,
            due,
            members: members.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn load(name: &str, open: i64, te_laat: i64) -> LoadAnswer {
        LoadAnswer {
            account: kernel::AccountId::from_uuid(uuid::Uuid::nil()),
            naam: name.to_owned(),
            open,
            te_laat,
            eerste: (te_laat > 0).then(|| "2027-02-10".parse().unwrap()),
        }
    }

    #[test]
    fn terms_name_officials_and_nobody_else() {
        let items = vec![
            term("2027-02-10", false, &["H. Proefstra", "B. Voorbeeld"]),
            term("2027-02-20", true, &[]),
        ];
        let terms = Paged { items, volgende: Some("abc".to_owned()) };
        let loads = [load("H. Proefstra", 8, 2), load("B. Voorbeeld", 2, 0), load("Leeg", 0, 0)];
        let mut view = view(&terms, &loads, 30, today());
        (view.cijfers, view.verder) = (true, true);
        let page = filled(&view);
        for words in [
            "6 dagen te laat",
            "H. Proefstra, B. Voorbeeld",
            "Niemand staat op dit dossier",
            "op zijn vroegst",
            "1 termijn is voorbij",
            "href=\"/toezicht?dagen=30&amp;na=abc\"",
            "width=\"160\"",
            "width=\"40\"",
            "href=\"/toezicht/cijfers\"",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
        assert!(!page.contains("Leeg"));
    }

    #[test]
    fn access_in_an_emergency_is_listed_with_who_looked_at_it() {
        let none = Paged { items: Vec::new(), volgende: None };
        let mut view = view(&none, &[], 14, today());
        assert!(filled(&view).contains("In de laatste 30 dagen nam niemand noodtoegang"));
        let open = noodtoegang::tests::emergency(false, true);
        view.noodtoegang = taken(vec![open, noodtoegang::tests::emergency(true, false)], today());
        let page = filled(&view);
        for words in ["Nog niet nagekeken", "Nakijken<", "Nagekeken door H. Proefstra"] {
            assert!(page.contains(words), "{words}\n{page}");
        }
    }

    #[test]
    fn nothing_that_ends_is_said_too() {
        let none = Paged { items: Vec::new(), volgende: None };
        let page = filled(&view(&none, &[], 14, today()));
        assert!(page.contains("Geen termijn eindigt binnen deze dagen"), "{page}");
        assert!(page.contains("Nog niemand staat op een open dossier"));
        assert!(!page.contains("/toezicht/cijfers"));
    }

    #[test]
    fn more_than_a_page_of_late_terms_is_at_least_so_many() {
        let items = vec![term("2027-02-10", false, &[]), term("2027-02-11", false, &[])];
        let all = Paged { items: items.clone(), volgende: None };
        assert!(under(&all, today()).starts_with("2 termijnen"));
        let more = Paged { items, volgende: Some("x".to_owned()) };
        assert!(under(&more, today()).starts_with("Ten minste 2 termijnen"));
    }
}
