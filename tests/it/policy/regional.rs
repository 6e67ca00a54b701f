//! The dikes of the region, on the model policy and on made-up policies that differ.

use super::{day, party, rules};
use app::AppError;
use app::policy::Level;
use app::regional::{Cell, CellStand, Comparison, Difference, Row, compare, neighbours};
use rulebook::Rulebook;

fn compared(ids: &[&str]) -> Comparison {
    let ids: Vec<_> = ids.iter().map(|id| party(id)).collect();
    compare(rules(), &ids[0], &ids, day("2026-11-02")).expect("a comparison")
}

fn row<'c>(comparison: &'c Comparison, kind: &str) -> &'c Row {
    comparison.rows.iter().find(|row| row.kind.id == kind).expect("a row")
}

fn known(cell: &Cell) -> (Level, &[Level]) {
    let found = match &cell.stand {
        CellStand::Known { always, on_conditions } => Some((*always, on_conditions.as_slice())),
        _ => None,
    };
    found.expect("a stand that is known")
}

#[test]
fn municipalities_that_follow_the_model_are_equal_and_it_says_so() {
    let comparison = compared(&["gemeente-emmen", "gemeente-assen", "gemeente-meppel"]);
    assert_eq!(
        comparison.conclusion.lead,
        "Alle partijen volgen het modelbeleid; nergens is een dijk lager."
    );
    assert!(comparison.conclusion.rest.is_empty(), "{:?}", comparison.conclusion);
    assert!(comparison.rows.iter().all(|row| row.difference == Difference::Same));
    let building = row(&comparison, "omgevingsvergunning-bouw");
    assert_eq!(known(&building.cells[0]), (Level::Optional, &[Level::Mandatory][..]));
    assert_eq!(building.decided_by, ["het college van burgemeester en wethouders"]);
}

#[test]
fn a_body_without_competence_is_no_low_dike() {
    let comparison = compared(&["gemeente-emmen", "provincie-drenthe", "waterschap-hunze-en-aas"]);
    let alcohol = row(&comparison, "alcohol-horeca");
    assert_eq!(alcohol.cells[1].stand, CellStand::NoBasis);
    assert_eq!(alcohol.difference, Difference::None);
    assert!(alcohol.cells.iter().all(|cell| !cell.lowest));
    let environment = row(&comparison, "omgevingsvergunning-milieu");
    assert_eq!(environment.difference, Difference::Steps(4));
    assert!(environment.cells[1].lowest && !environment.cells[0].lowest);
    let rest = comparison.conclusion.rest.join(" ");
    assert!(rest.contains("volgen het modelbeleid «Drents model voor Bibob-beleid»"), "{rest}");
    assert!(rest.contains("tussen gemeenten, provincie en waterschappen"), "{rest}");
    assert!(comparison.without_basis > 0);
}

#[test]
fn the_lower_of_two_made_up_policies_is_marked_with_its_rule() {
    let comparison = compared(&["fixture-winterswijk", "fixture-noord-beveland"]);
    let liquor = row(&comparison, "alcohol-slijterij");
    assert_eq!(known(&liquor.cells[0]).0, Level::Mandatory);
    assert_eq!(known(&liquor.cells[1]).0, Level::ExcludedInPrinciple);
    assert_eq!(liquor.difference, Difference::Steps(5));
    assert!(!liquor.cells[0].lowest && liquor.cells[1].lowest);
    let why = liquor.cells[1].why.as_ref().expect("a reason");
    assert_eq!(why.article, "webpagina, uitzonderingen");
    let lead = &comparison.conclusion.lead;
    assert!(lead.ends_with("hebben een lage plek."), "{lead}");
    let rest = comparison.conclusion.rest.join(" ");
    assert!(rest.contains("Niet al het beleid is ingevoerd van: fixture Noord-Beveland"), "{rest}");
}

#[test]
fn what_holds_on_conditions_is_told_and_not_added_up() {
    let comparison = compared(&["fixture-noord-beveland", "fixture-winterswijk"]);
    let building = row(&comparison, "omgevingsvergunning-bouw");
    let first = known(&building.cells[0]);
    assert_eq!(first, (Level::Optional, &[Level::Mandatory, Level::ExcludedInPrinciple][..]));
    assert_eq!(known(&building.cells[1]), (Level::Optional, &[Level::Mandatory][..]));
    assert_eq!(building.difference, Difference::Conditions);
    assert!(building.cells.iter().all(|cell| !cell.lowest));
}

#[test]
fn a_policy_that_never_obliges_is_lower_than_one_that_does_on_conditions() {
    let comparison = compared(&["gemeente-emmen", "provincie-drenthe"]);
    let building = row(&comparison, "omgevingsvergunning-bouw");
    assert_eq!(building.difference, Difference::Conditions);
    assert!(building.cells[1].lowest && !building.cells[0].lowest);
}

/// A region of municipalities of which the first so many exclude events and the others always screen them.
fn region(low: usize, all: usize) -> Comparison {
    let mut files = cli::embedded_rules();
    let mut ids = Vec::new();
    for place in 0..all {
        let id = format!("fixture-dorp-{place}");
        let regime = if place < low { "uitgezonderd" } else { "verplicht" };
        let text = format!(
            "[partij]\nid = '{id}'\nnaam = 'fixture Dorp {place}'\nsoort = 'gemeente'\n\
             [beleid]\ntitel = 'Beleid {place}'\nstatus = 'model'\nversie = '1'\ngeldigVan = 2024-02-02\n\
             [[regel]]\nid = 'dorp-{place}-evenement'\nsoorten = ['evenement']\nregime = '{regime}'\n\
             formulering = 'altijd'\nartikel = 'art. 1'\nuitleg = 'Regel {place}.'\n"
        );
        files.insert(format!("parties/{id}/policy.toml"), text);
        ids.push(party(&id));
    }
    let rules = Rulebook::load(&files).expect("sound rules");
    compare(&rules, &ids[0], &ids, day("2026-11-02")).expect("a comparison")
}

#[test]
fn the_lowest_is_marked_only_while_at_most_three_share_it() {
    let marked = |low: usize, all: usize| {
        let comparison = region(low, all);
        let row = row(&comparison, "evenement");
        (row.cells.iter().filter(|cell| cell.lowest).count(), comparison.conclusion)
    };
    let (one, conclusion) = marked(1, 5);
    assert_eq!(one, 1);
    assert_eq!(conclusion.lead, "Eén soort aanvragen heeft een lage plek.");
    assert_eq!(
        conclusion.rest,
        ["Fixture Dorp 0 is als enige het laagst bij: evenementenvergunning."]
    );
    let (three, conclusion) = marked(3, 5);
    assert_eq!(three, 3);
    assert_eq!(conclusion.rest, ["Fixture Dorp 0 is nergens als enige het laagst."]);
    let (four, conclusion) = marked(4, 6);
    assert_eq!(four, 0);
    assert!(conclusion.lead.contains("geen partij is duidelijk het laagst"), "{conclusion:?}");
    assert_eq!(marked(5, 5).0, 0, "all the same is no gap");
}

#[test]
fn the_file_for_a_spreadsheet_has_a_mark_semicolons_and_every_row() {
    let comparison = compared(&["gemeente-emmen", "provincie-drenthe"]);
    let bytes = comparison.csv(false);
    let text = String::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("the mark");
    let lines: Vec<&str> = text.split("\r\n").filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines[0],
        "Soort aanvraag;Beslist;gemeente Emmen (versie 2024-02-02);provincie Drenthe (versie 2024-02-02);Verschil op 02-11-2026"
    );
    assert_eq!(lines.len(), comparison.rows.len() + 1);
    let alcohol = lines.iter().find(|line| line.starts_with("alcoholvergunning voor een horeca"));
    assert_eq!(
        *alcohol.expect("a line"),
        "alcoholvergunning voor een horecabedrijf;de burgemeester;verplicht;n.v.t.;niets te vergelijken"
    );
    let differing = comparison.rows.iter().filter(|row| row.differs()).count();
    let short = String::from_utf8(comparison.csv(true)).expect("UTF-8");
    assert_eq!(short.split("\r\n").filter(|line| !line.is_empty()).count(), differing + 1);
}

#[test]
fn the_own_party_comes_first_and_the_choice_has_its_limits() {
    let on = day("2026-11-02");
    let own = party("gemeente-meppel");
    let chosen = neighbours(rules(), &own, on);
    assert_eq!(chosen.len(), 8);
    assert_eq!(chosen[0], own);
    assert_eq!(chosen[1].as_str(), "gemeente-emmen");
    assert_eq!(chosen[6].as_str(), "provincie-drenthe");
    assert_eq!(chosen[7].as_str(), "waterschap-hunze-en-aas");
    let other = party("gemeente-assen");
    let pair = compare(rules(), &own, &[other, own.clone()], on).expect("a comparison");
    assert_eq!(pair.parties[0].party.id, own);
    let refused = |ids: &[&str]| {
        let ids: Vec<_> = ids.iter().map(|id| party(id)).collect();
        let Err(AppError::Input(faults)) = compare(rules(), &own, &ids, on) else {
            panic!("it was not refused")
        };
        faults.iter().next().expect("a fault").message.clone()
    };
    assert_eq!(refused(&[]), "kies ten minste één partij");
    assert_eq!(refused(&["gemeente-nergens"]), "partij «gemeente-nergens» is niet bekend");
    let eleven: Vec<&str> = rules().party_ids().map(kernel::PartyId::as_str).take(11).collect();
    assert_eq!(refused(&eleven), "u koos 11 partijen; kies er ten hoogste 10");
}

#[test]
fn a_day_before_the_policy_has_nothing_to_compare() {
    let ids = [party("gemeente-emmen"), party("gemeente-assen")];
    let early = compare(rules(), &ids[0], &ids, day("2023-01-01")).expect("a comparison");
    let cells = early.rows.iter().flat_map(|row| &row.cells);
    for cell in cells {
        assert!(matches!(cell.stand, CellStand::NotEntered | CellStand::NoBasis), "{cell:?}");
    }
    assert!(early.conclusion.rest[0].starts_with("Niet al het beleid is ingevoerd van"));
}
