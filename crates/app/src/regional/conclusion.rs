//! What a comparison comes to, in sentences.

use super::{CellStand, ComparedParty, Row, titles};
use crate::policy::Level;
use chrono::NaiveDate;
use law::scope::Policy;
use std::collections::BTreeSet;

/// What a comparison comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The first sentence: the conclusion itself.
    pub lead: String,
    /// What belongs to it.
    pub rest: Vec<String>,
}

impl Conclusion {
    pub(super) fn of(
        policies: &[&Policy],
        parties: &[ComparedParty],
        rows: &[Row],
        on: NaiveDate,
    ) -> Self {
        let model = common_model(policies, on);
        let differing = rows.iter().filter(|row| row.differs()).count();
        let low: Vec<&Row> =
            rows.iter().filter(|row| row.cells.iter().any(|cell| cell.lowest)).collect();
        let lead = lead(model.as_deref(), differing, low.len());
        let mut rest = Vec::new();
        if differing > 0 {
            rest.extend(
                model.map(|model| format!("Alle partijen volgen het modelbeleid «{model}».")),
            );
            rest.extend(between_bodies(parties, rows));
            rest.extend(own_place(parties, &low));
        }
        rest.extend(not_entered(parties, rows));
        Self { lead, rest }
    }
}

fn lead(model: Option<&str>, differing: usize, low: usize) -> String {
    match (differing, low, model) {
        (0, _, Some(_)) => {
            "Alle partijen volgen het modelbeleid; nergens is een dijk lager.".to_owned()
        }
        (0, _, None) => "Er zijn geen verschillen; nergens is een dijk lager.".to_owned(),
        (1, 0, _) => {
            "Bij 1 soort aanvragen verschilt het beleid; geen partij is duidelijk het laagst."
                .to_owned()
        }
        (some, 0, _) => format!(
            "Bij {some} soorten aanvragen verschilt het beleid; geen partij is duidelijk het laagst."
        ),
        (_, 1, _) => "Eén soort aanvragen heeft een lage plek.".to_owned(),
        (_, low, _) => format!("{low} soorten aanvragen hebben een lage plek."),
    }
}

/// Returns the title of the model when all parties follow it as it is, and nothing else.
fn common_model(policies: &[&Policy], on: NaiveDate) -> Option<String> {
    let all: BTreeSet<&str> = policies.iter().flat_map(|policy| titles(policy, on)).collect();
    let mut rules = policies.iter().flat_map(|policy| &policy.rules);
    let untouched = rules.all(|rule| !rule.origin.own && !rule.origin.changed);
    let everyone = policies.iter().all(|policy| !policy.rules.is_empty());
    let mut all = all.into_iter();
    match (all.next(), all.next()) {
        (Some(title), None) if untouched && everyone => Some(title.to_owned()),
        _ => None,
    }
}

/// Says so when parties of the same kind of body never differ in height.
fn between_bodies(parties: &[ComparedParty], rows: &[Row]) -> Option<String> {
    let bodies: BTreeSet<_> = parties.iter().map(|party| party.party.kind.label()).collect();
    if bodies.len() < 2 {
        return None;
    }
    let same = rows.iter().all(|row| {
        bodies.iter().all(|body| {
            let heights: BTreeSet<(Level, &[Level])> = parties
                .iter()
                .zip(&row.cells)
                .filter(|(party, _)| party.party.kind.label() == *body)
                .filter_map(|(_, cell)| height(&cell.stand))
                .collect();
            heights.len() < 2
        })
    });
    same.then(|| {
        "Partijen van dezelfde soort toetsen even streng; de verschillen zitten tussen gemeenten, provincie en waterschappen."
            .to_owned()
    })
}

fn height(stand: &CellStand) -> Option<(Level, &[Level])> {
    match stand {
        CellStand::Known { always, on_conditions } => Some((*always, on_conditions)),
        CellStand::NoBasis | CellStand::NotEntered => None,
    }
}

/// Says where the reader's own party is the only lowest.
fn own_place(parties: &[ComparedParty], low: &[&Row]) -> Option<String> {
    let place = parties.iter().position(|party| party.own)?;
    let name = kernel::capitalised(&parties[place].party.name);
    let alone = |row: &&&Row| {
        let lowest = row.cells.iter().filter(|cell| cell.lowest).count();
        lowest == 1 && row.cells.get(place).is_some_and(|cell| cell.lowest)
    };
    let kinds: Vec<&str> = low.iter().filter(alone).map(|row| row.kind.name.as_str()).collect();
    match kinds.as_slice() {
        [] if low.is_empty() => None,
        [] => Some(format!("{name} is nergens als enige het laagst.")),
        kinds => Some(format!("{name} is als enige het laagst bij: {}.", kinds.join("; "))),
    }
}

/// Names the parties of which a part is not entered, so that a gap is not taken for a low dike.
fn not_entered(parties: &[ComparedParty], rows: &[Row]) -> Option<String> {
    let open = |place: usize| {
        rows.iter()
            .any(|row| row.cells.get(place).is_some_and(|cell| cell.stand == CellStand::NotEntered))
    };
    let names: Vec<&str> = parties
        .iter()
        .enumerate()
        .filter(|(place, _)| open(*place))
        .map(|(_, party)| party.party.name.as_str())
        .collect();
    (!names.is_empty()).then(|| {
        format!(
            "Niet al het beleid is ingevoerd van: {}. Die plekken tellen niet mee.",
            names.join(", ")
        )
    })
}
