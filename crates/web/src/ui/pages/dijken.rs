//! The dikes of the region: how strict each party is, per kind of application, and where one is lower than the others.

use app::regional::{Cell, CellStand, Comparison, Difference, Row};
use app::{AppError, Caller, Level};
use chrono::NaiveDate;
use kernel::{PartyId, PartyKind};
use serde::Serialize;

use super::beleid::{Peil, day_field};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::Mistakes;
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageAccess, PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dijken", PageAccess::SignedIn, show),
        get("/dijken.csv", PageAccess::SignedIn, export),
    ]
}

const PARTIES: &str = "met";
const SHOW: &str = "toon";
const ONLY_DIFFERENCES: &str = "verschillen";
const TITLE: &str = "Dijken in de regio";
/// The tables: what differs, and what does not.
const DIFFERENT: &str = "dijken-titel";
const SAME: &str = "dijken-gelijk";
/// So many columns fit an ordinary screen; with more the table is wider than its place.
const FIT: usize = 8;

#[derive(Debug, Serialize)]
struct Dijken {
    onder: String,
    velden: Vec<Field>,
    partijvelden: Vec<Field>,
    gekozen: String,
    samenvatting: Option<Summary>,
    vergelijking: Option<Vergelijking>,
}

#[derive(Debug, Serialize)]
struct Vergelijking {
    slotsom: String,
    toelichting: Vec<String>,
    export: String,
    legenda: Vec<Hoogte>,
    /// The kinds on which the parties differ.
    verschillend: Option<Tabel>,
    /// The kinds on which they do not, folded away.
    gelijk: Option<Tabel>,
    zonder_grondslag: Option<String>,
    laag: Vec<Laag>,
}

/// Rows under a heading.
#[derive(Debug, Serialize)]
struct Tabel {
    id: &'static str,
    titel: &'static str,
    kop: String,
    /// Whether it is not folded away, as when there is nothing else to see.
    open: bool,
    breed: bool,
    partijen: Vec<Partij>,
    rijen: Vec<Rij>,
}

#[derive(Debug, Serialize)]
struct Hoogte {
    vorm: String,
    woord: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct Partij {
    naam: String,
    eigen: bool,
    status: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Rij {
    naam: String,
    beslist: String,
    vakken: Vec<Vak>,
    verschil: String,
    met_voorwaarden: bool,
}

#[derive(Debug, Serialize)]
struct Vak {
    eigen: bool,
    laagste: bool,
    partij: String,
    /// The shape of the dike; none where there is none.
    vorm: Option<String>,
    woord: String,
    adres: Option<String>,
    voorwaarden: Option<String>,
}

#[derive(Debug, Serialize)]
struct Laag {
    soort: String,
    partij: String,
    tekst: String,
    artikel: String,
    herzien: Option<String>,
    te_laat: bool,
}

impl View for Dijken {
    const TEMPLATE: &'static str = "pages/dijken";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mut asked = Asked::of(&visit, &caller)?;
    let comparison = asked.compare(&visit, &caller)?;
    let view = view(&visit, &asked, comparison.as_ref());
    if asked.peil.mistakes.is_empty() {
        page(&visit, TITLE, &view)
    } else {
        page_with_mistakes(&visit, TITLE, &view)
    }
}

async fn export(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mut asked = Asked::of(&visit, &caller)?;
    let Some(comparison) = asked.compare(&visit, &caller)? else {
        let to = asked.address("/dijken", visit.query.given("peildatum"));
        return Ok(Answer::see(to));
    };
    let name = format!("dijken-{}.csv", asked.peil.on);
    let bytes = comparison.csv(asked.only_differences);
    Ok(Answer::file("text/csv; charset=utf-8", &name, bytes))
}

/// What is asked for.
struct Asked {
    peil: Peil,
    parties: Vec<PartyId>,
    only_differences: bool,
}

impl Asked {
    fn of(visit: &Visit, caller: &Caller) -> Result<Self, Trouble> {
        let peil = Peil::of(visit, caller)?;
        let mut parties = Vec::new();
        for party in visit.query.all(PARTIES) {
            parties.push(party.parse().map_err(|_| Trouble::NotFound)?);
        }
        if parties.is_empty() {
            parties = visit.app.neighbours(caller.party(), peil.on);
        }
        let only_differences = visit.query.text(SHOW) == ONLY_DIFFERENCES;
        Ok(Self { peil, parties, only_differences })
    }

    /// Compares; none when something is wrong with what was asked, which is then among the mistakes.
    fn compare(&mut self, visit: &Visit, caller: &Caller) -> Result<Option<Comparison>, Trouble> {
        if !self.peil.mistakes.is_empty() {
            return Ok(None);
        }
        match visit.app.compare(caller.party(), &self.parties, self.peil.on) {
            Ok(comparison) => Ok(Some(comparison)),
            Err(AppError::Input(faults)) => {
                let field = |_: &str| PARTIES.to_owned();
                self.peil.mistakes.join(Mistakes::of_faults(&faults, field));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Returns an address with the same choices.
    fn address(&self, path: &str, day: Option<&str>) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.extend_pairs(day.map(|day| ("peildatum", day)));
        pairs.extend_pairs(self.only_differences.then_some((SHOW, ONLY_DIFFERENCES)));
        pairs.extend_pairs(self.parties.iter().map(|party| (PARTIES, party.as_str())));
        format!("{path}?{}", pairs.finish())
    }
}

fn view(visit: &Visit, asked: &Asked, comparison: Option<&Comparison>) -> Dijken {
    let (on, mistakes) = (asked.peil.on, &asked.peil.mistakes);
    let mut form = visit.query.clone();
    if !form.has("peildatum") {
        form.set("peildatum", words::filled_day(on));
    }
    if !form.has(PARTIES) {
        form.set_all(PARTIES, asked.parties.iter().map(ToString::to_string));
    }
    let show = [("", "Alle soorten"), (ONLY_DIFFERENCES, "Alleen verschillen")];
    let fields = [day_field(), Field::select(SHOW, "Toon").choices(show)];
    let velden: Vec<Field> =
        fields.into_iter().map(|field| field.filled(&form, mistakes)).collect();
    let partijvelden = vec![party_field(visit, on).filled(&form, mistakes)];
    let all: Vec<Field> = velden.iter().chain(&partijvelden).cloned().collect();
    let today = visit.today();
    Dijken {
        onder: format!(
            "Hoe streng toetst elke partij een nieuwe aanvraag? Stand van het beleid op {}.",
            words::day(on, today)
        ),
        samenvatting: Summary::of(mistakes, &all),
        velden,
        partijvelden,
        gekozen: words::count(asked.parties.len(), "partij gekozen", "partijen gekozen"),
        vergelijking: comparison.map(|found| Vergelijking::of(asked, found, today)),
    }
}

/// Makes the boxes of the parties, by kind of body.
fn party_field(visit: &Visit, on: NaiveDate) -> Field {
    let parties = visit.app.parties(on);
    let field = Field::boxes(PARTIES, "Partijen naast elkaar")
        .hint(format!("Kies er ten hoogste {}.", app::regional::MOST_PARTIES));
    let bodies = [
        (PartyKind::Gemeente, "Gemeenten"),
        (PartyKind::Provincie, "Provincies"),
        (PartyKind::Waterschap, "Waterschappen"),
    ];
    bodies.into_iter().fold(field, |field, (body, heading)| {
        let of_body = parties.iter().filter(|party| party.kind == body);
        field.group(Some(heading), of_body.map(|party| (party.id.to_string(), party.name.clone())))
    })
}

impl Vergelijking {
    fn of(asked: &Asked, found: &Comparison, today: NaiveDate) -> Self {
        let query = asked.peil.query();
        let day = query.contains("peildatum").then(|| words::filled_day(found.on));
        let shown = found.rows.iter().filter(|row| !asked.only_differences || row.differs());
        let rows: Vec<&Row> = shown.collect();
        let (differing, equal): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.differs());
        let without = (found.without_basis > 0).then(|| {
            let kinds = words::count(found.without_basis, "soort", "soorten");
            format!("Bij {kinds} heeft geen van deze partijen een wettelijke grondslag; die staan er niet bij.")
        });
        Self {
            slotsom: found.conclusion.lead.clone(),
            toelichting: found.conclusion.rest.clone(),
            export: asked.address("/dijken.csv", day.as_deref()),
            legenda: legend(&rows),
            verschillend: Tabel::of(DIFFERENT, differing, found, day.as_deref()),
            gelijk: Tabel::of(SAME, equal, found, day.as_deref()),
            zonder_grondslag: without,
            laag: rows.iter().flat_map(|row| low(found, row, today)).collect(),
        }
    }
}

impl Tabel {
    fn of(
        id: &'static str,
        rows: Vec<&Row>,
        found: &Comparison,
        day: Option<&str>,
    ) -> Option<Self> {
        let kinds = words::count(rows.len(), "soort", "soorten");
        let same = id == SAME;
        (!rows.is_empty()).then(|| Self {
            id,
            titel: if same {
                "Soorten waarbij alles gelijk is"
            } else {
                "Soorten waarbij iets verschilt"
            },
            kop: format!("{kinds} zonder verschil"),
            open: found.rows.iter().all(|row| !row.differs()),
            breed: found.parties.len() > FIT,
            partijen: columns(found),
            rijen: rows.into_iter().map(|row| Rij::of(found, row, day)).collect(),
        })
    }
}

fn columns(found: &Comparison) -> Vec<Partij> {
    let same = found.parties.windows(2).all(|pair| pair[0].status == pair[1].status);
    let party = |party: &app::regional::ComparedParty| Partij {
        naam: short_name(&party.party.name),
        eigen: party.own,
        // Where all are the same, the sentence above the table says so.
        status: (!same).then(|| status(party.status)),
    };
    found.parties.iter().map(party).collect()
}

fn status(status: app::PolicyStatus) -> &'static str {
    match status {
        app::PolicyStatus::Model => "model",
        app::PolicyStatus::Vastgesteld => "vastgesteld",
        app::PolicyStatus::NietIngevoerd => "niet ingevoerd",
    }
}

/// The bodies in short: the rows are many.
fn short_bodies(bodies: &[String]) -> String {
    let mut short: Vec<&str> = Vec::new();
    for body in bodies {
        let plain = ["het ", "de "].iter().find_map(|article| body.strip_prefix(article));
        let plain = plain.unwrap_or(body).split([',']).next().unwrap_or_default();
        let plain = plain.strip_suffix(" van burgemeester en wethouders").unwrap_or(plain);
        if !short.contains(&plain) {
            short.push(plain);
        }
    }
    short.join(", ")
}

/// The name without the kind of body for a municipality: the columns are narrow.
fn short_name(name: &str) -> String {
    let plain = name.strip_prefix("gemeente ").unwrap_or(name);
    kernel::capitalised(plain)
}

/// The levels that the table shows, the highest first.
fn legend(rows: &[&Row]) -> Vec<Hoogte> {
    let has = |wanted: &Level| {
        rows.iter()
            .flat_map(|row| &row.cells)
            .any(|cell| matches!(&cell.stand, CellStand::Known { always, .. } if always == wanted))
    };
    let levels = Level::ALL.into_iter().rev().filter(has);
    levels.map(|level| Hoogte { vorm: shape(level), woord: level.word() }).collect()
}

/// Draws a dike: its top lies higher the stricter it is.
fn shape(level: Level) -> String {
    let top = match level {
        Level::Mandatory => 5,
        Level::InPrinciple => 12,
        Level::Sample => 16,
        Level::OnSignal => 19,
        Level::Optional => 26,
        Level::ExcludedInPrinciple => 31,
        Level::Excluded => 35,
    };
    format!("M4 40L10 {top}H38L44 40z")
}

impl Rij {
    fn of(found: &Comparison, row: &Row, day: Option<&str>) -> Self {
        let cells = found.parties.iter().zip(&row.cells);
        let vakken: Vec<Vak> = cells
            .map(|(party, cell)| {
                let address = cell_address(&row.kind.id, party, day);
                Vak::of(cell, party, address)
            })
            .collect();
        let verschil = match row.difference {
            Difference::None => "n.v.t.".to_owned(),
            other => other.words(),
        };
        Self {
            naam: kernel::capitalised(&row.kind.name),
            beslist: short_bodies(&row.decided_by),
            met_voorwaarden: vakken.iter().any(|vak| vak.voorwaarden.is_some()),
            vakken,
            verschil,
        }
    }
}

fn cell_address(kind: &str, party: &app::regional::ComparedParty, day: Option<&str>) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    if !party.own {
        pairs.append_pair("partij", party.party.id.as_str());
    }
    pairs.extend_pairs(day.map(|day| ("peildatum", day)));
    let pairs = pairs.finish();
    let query = if pairs.is_empty() { pairs } else { format!("?{pairs}") };
    format!("/beleid/{kind}{query}")
}

impl Vak {
    fn of(cell: &Cell, party: &app::regional::ComparedParty, address: String) -> Self {
        let (vorm, woord, adres, levels) = match &cell.stand {
            CellStand::NoBasis => (None, "n.v.t.".to_owned(), None, None),
            CellStand::NotEntered => (None, "niet ingevoerd".to_owned(), Some(address), None),
            CellStand::Known { always, on_conditions } => {
                let levels = Some(on_conditions).filter(|levels| !levels.is_empty());
                (Some(shape(*always)), always.word().to_owned(), Some(address), levels)
            }
        };
        let conditions = |levels: &Vec<Level>| {
            let words: Vec<&str> = levels.iter().map(|level| level.word()).collect();
            format!("onder voorwaarden {}", words.join(", "))
        };
        Self {
            eigen: party.own,
            laagste: cell.lowest,
            partij: short_name(&party.party.name),
            vorm,
            woord,
            adres,
            voorwaarden: levels.map(conditions),
        }
    }
}

/// Says why the lowest dikes of a row are low.
fn low(found: &Comparison, row: &Row, today: NaiveDate) -> Vec<Laag> {
    let cells = found.parties.iter().zip(&row.cells);
    cells
        .filter_map(|(party, cell)| {
            let why = cell.why.as_ref()?;
            Some(Laag {
                soort: kernel::capitalised(&row.kind.name),
                partij: short_name(&party.party.name),
                tekst: why.text.clone(),
                artikel: why.article.clone(),
                herzien: why.review_on.map(|day| words::short_day(day, today)),
                te_laat: why.review_on.is_some_and(|day| day < today),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::form::Form;
    use crate::ui::page::tests::filled;

    fn cell(laagste: bool, word: &str, conditions: bool) -> Vak {
        Vak {
            eigen: !laagste,
            laagste,
            partij: "Emmen".to_owned(),
            vorm: (word != "n.v.t.").then(|| shape(Level::Optional)),
            woord: word.to_owned(),
            adres: (word != "n.v.t.").then(|| "/beleid/evenement".to_owned()),
            voorwaarden: conditions.then(|| "onder voorwaarden verplicht".to_owned()),
        }
    }

    fn sample(all: bool) -> Vergelijking {
        let row = |conditions: bool| Rij {
            naam: "Evenementenvergunning".to_owned(),
            beslist: "de burgemeester".to_owned(),
            vakken: vec![
                cell(false, "kan", conditions),
                cell(true, "uitgezonderd", false),
                cell(false, "n.v.t.", false),
            ],
            verschil: "2 stappen".to_owned(),
            met_voorwaarden: conditions,
        };
        let party = |naam: &str, eigen, status| Partij { naam: naam.to_owned(), eigen, status };
        let table = |id, rijen| Tabel {
            id,
            titel: "Soorten",
            kop: "1 soort zonder verschil".to_owned(),
            open: all,
            breed: true,
            partijen: vec![party("Emmen", true, Some("model")), party("Esborg", false, None)],
            rijen,
        };
        let low = |late: bool| Laag {
            soort: "Evenementenvergunning".to_owned(),
            partij: "Esborg".to_owned(),
            tekst: "Uitgezonderd.".to_owned(),
            artikel: "artikel 3".to_owned(),
            herzien: late.then(|| "ma 1 jan".to_owned()),
            te_laat: late,
        };
        Vergelijking {
            slotsom: "Eén soort aanvragen heeft een lage plek.".to_owned(),
            toelichting: vec!["Emmen is nergens als enige het laagst.".to_owned()],
            export: "/dijken.csv?met=gemeente-emmen".to_owned(),
            legenda: if all {
                vec![Hoogte { vorm: shape(Level::Mandatory), woord: "verplicht" }]
            } else {
                Vec::new()
            },
            verschillend: all.then(|| table(DIFFERENT, vec![row(true)])),
            gelijk: all.then(|| table(SAME, vec![row(false)])),
            zonder_grondslag: all.then(|| "Bij 4 soorten.".to_owned()),
            laag: if all { vec![low(true), low(false)] } else { Vec::new() },
        }
    }

    fn page(vergelijking: Option<Vergelijking>) -> String {
        let mut mistakes = Mistakes::default();
        if vergelijking.is_none() {
            mistakes.add(PARTIES, "Kies ten minste één partij.");
        }
        let velden = vec![day_field().filled(&Form::default(), &mistakes)];
        let boxes = Field::boxes(PARTIES, "Partijen").group(Some("Gemeenten"), [("a", "A")]);
        let partijvelden = vec![boxes.filled(&Form::default(), &mistakes)];
        filled(&Dijken {
            onder: "Hoe streng?".to_owned(),
            samenvatting: Summary::of(&mistakes, &partijvelden),
            velden,
            partijvelden,
            gekozen: "2 partijen gekozen".to_owned(),
            vergelijking,
        })
    }

    #[test]
    fn the_lowest_is_said_in_words_and_a_dike_has_its_text() {
        let full = page(Some(sample(true)));
        for words in [
            "<strong>Eén soort aanvragen heeft een lage plek.</strong>",
            "dw-low",
            ", Emmen, laagste van de rij",
            "onder voorwaarden verplicht",
            "n.v.t.",
            "Waarom een plek laag is",
            "had bekeken moeten zijn",
            "Bij 4 soorten.",
            "dw-dikes-wide",
            "1 soort zonder verschil",
        ] {
            assert!(full.contains(words), "«{words}» is not in: {full}");
        }
        let equal = page(Some(sample(false)));
        assert!(equal.contains("Hier zijn geen verschillen") && !equal.contains("Waarom een plek"));
        let wrong = page(None);
        assert!(wrong.contains("ten minste één partij") && !wrong.contains("dw-dikes"));
    }

    #[test]
    fn bodies_are_named_in_short_and_once() {
        let bodies = [
            "het college van burgemeester en wethouders, namens de gemeente",
            "gedeputeerde staten, namens de provincie",
            "het college van burgemeester en wethouders",
            "de burgemeester of het college van burgemeester en wethouders",
        ];
        assert_eq!(
            short_bodies(&bodies.map(str::to_owned)),
            "college, gedeputeerde staten, burgemeester of het college"
        );
    }

    #[test]
    fn a_stricter_dike_is_higher() {
        let top = |level| {
            let shape = shape(level);
            let after = shape.strip_prefix("M4 40L10 ").unwrap();
            after.split('H').next().unwrap().parse::<u32>().unwrap()
        };
        let tops: Vec<u32> = Level::ALL.into_iter().map(top).collect();
        assert!(tops.is_sorted_by(|lower, higher| lower > higher), "{tops:?}");
    }
}
