//! Decided files like this one, for equal treatment. Nothing of the persons on them is shown.

use app::Caller;
use app::command::{Degree, Ground};
use app::inquiry::Comparable;
use kernel::capitalised;
use serde::Serialize;

use super::super::kop::Kop;
use super::super::opened;
use super::super::tabs::tab;
use super::CRIMINAL;
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get};
use crate::ui::stand;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/dossiers/{dossierId}/beoordeling/vergelijken";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, CRIMINAL, show)]
}

#[derive(Debug, Serialize)]
struct Vergelijken {
    kop: Kop,
    rijen: Vec<Rij>,
    terug: String,
}

#[derive(Debug, Serialize)]
struct Rij {
    besloten: String,
    gelijk: String,
    anders: Option<String>,
    oordeel: Vec<String>,
    besluit: String,
}

impl View for Vergelijken {
    const TEMPLATE: &'static str = "pages/dossier/vergelijken";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let here = tab("beoordeling").ok_or(Trouble::NotFound)?;
    let alike = visit.app.comparable(&caller, &opened.answer).await?;
    let view = Vergelijken {
        kop: Kop::of(&visit, &opened, here),
        rijen: alike.iter().map(row).collect(),
        terug: here.address(&opened.answer.id.to_string()),
    };
    page(&visit, &view.kop.title("Vergelijkbare dossiers"), &view)
}

fn row(one: &Comparable) -> Rij {
    let opinions = one
        .degrees
        .iter()
        .map(|(ground, degree)| format!("{}: {}", ground_name(*ground), degree_name(*degree)));
    let obtained = one.obtained.then(|| "art. 3 lid 6 speelt".to_owned());
    Rij {
        besloten: one.year.to_string(),
        gelijk: capitalised(&one.shared.join("; ")),
        anders: match one.others {
            0 => None,
            1 => Some("1 andere soort feit".to_owned()),
            more => Some(format!("{more} andere soorten feiten")),
        },
        oordeel: opinions.chain(obtained).collect(),
        besluit: one.outcome.as_deref().map_or("", stand::outcome).to_owned(),
    }
}

fn ground_name(ground: Ground) -> &'static str {
    match ground {
        Ground::A => "a-grond",
        Ground::B => "b-grond",
        Ground::Artikel4 => "artikel 4",
    }
}

fn degree_name(degree: Degree) -> &'static str {
    match degree {
        Degree::Geen => "geen gevaar",
        Degree::MindereMate => "mindere mate van gevaar",
        Degree::Ernstig => "ernstig gevaar",
    }
}
