//! The network on one sheet: the betrokkene in the middle, who controls him above, what he controls below, financiers to the left,
//! partners to the right. All measures are whole units of the picture; the same network gives the same picture.

mod fold;
mod layout;
mod lines;
mod place;
mod svg;
mod table;

pub use svg::svg;
pub use table::TableRow;

use crate::{Network, NodeKind, Relation, StatementId};
use chrono::NaiveDate;
use fold::Group;
use kernel::{Redacted, SubjectId};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The most boxes on a sheet before some are folded.
pub const MOST_SHOWN: usize = 60;
/// The most boxes on a sheet, also when more persons must be shown.
pub const MOST_DRAWN: usize = 300;

/// What to draw.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The day on which relations run or are over.
    #[doc(alias = "peildatum")]
    pub on: NaiveDate,
    /// What the betrokkene is called here, such as `de aanvrager`.
    pub called: String,
    /// How many findings there are about whom; they are marked and not folded.
    pub findings: BTreeMap<SubjectId, usize>,
    /// Who is not folded, because the reader asked.
    pub shown: BTreeSet<SubjectId>,
}

impl Sheet {
    /// Draws the relations of a day, without findings.
    pub fn on(day: NaiveDate) -> Self {
        Self {
            on: day,
            called: "de betrokkene".to_owned(),
            findings: BTreeMap::new(),
            shown: BTreeSet::new(),
        }
    }
}

/// Een punt op het blad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[schemars(rename = "Punt")]
pub struct Point {
    /// Van links.
    pub x: i32,
    /// Van boven.
    pub y: i32,
}

/// Een rechthoek op het blad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Rechthoek")]
pub struct Area {
    /// Links.
    pub x: i32,
    /// Boven.
    pub y: i32,
    /// De breedte.
    #[serde(rename = "breedte")]
    pub width: i32,
    /// De hoogte.
    #[serde(rename = "hoogte")]
    pub height: i32,
}

impl Area {
    /// Returns whether the two share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

/// Waarom personen zijn samengevouwen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Vouwreden")]
pub enum FoldReason {
    /// Banken, accountants en andere knooppunten.
    Knooppunten,
    /// Personen met alleen relaties die voorbij of weerlegd zijn.
    AlleenVroeger,
    /// Personen die het verst van de betrokkene staan.
    VerWeg,
}

impl FoldReason {
    /// Returns what stands in the box of so many folded persons.
    pub fn label(self, count: usize) -> String {
        let (one, many) = match self {
            Self::Knooppunten => ("bank of ander knooppunt", "banken en andere knooppunten"),
            Self::AlleenVroeger => {
                ("persoon met alleen vroegere relaties", "personen met alleen vroegere relaties")
            }
            Self::VerWeg => ("persoon verder weg", "personen verder weg"),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }
}

/// Samengevouwen personen in één vak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vouw")]
pub struct Fold {
    /// Waarom.
    #[serde(rename = "reden")]
    pub reason: FoldReason,
    /// Wie.
    #[serde(rename = "personen")]
    pub subjects: Vec<SubjectId>,
    /// De beweringen tussen deze personen onderling, die geen lijn hebben.
    #[serde(rename = "beweringen")]
    pub statements: Vec<StatementId>,
}

/// Wat er in een vak staat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Vakinhoud")]
pub enum Content {
    /// Eén persoon.
    Persoon(SubjectId),
    /// Samengevouwen personen.
    Vouw(Fold),
}

/// Een vak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vak")]
pub struct DrawnBox {
    /// Wat er in staat.
    #[serde(rename = "inhoud")]
    pub content: Content,
    /// De naam.
    #[serde(rename = "naam")]
    pub label: Redacted<String>,
    /// Het soort persoon; geen bij samengevouwen personen.
    #[serde(rename = "soort", skip_serializing_if = "Option::is_none")]
    pub kind: Option<NodeKind>,
    /// Hoeveel bevindingen er zijn.
    #[serde(rename = "bevindingen")]
    pub findings: usize,
    /// De plaats.
    #[serde(rename = "plaats")]
    pub area: Area,
}

/// Een lijn: een relatie tussen twee vakken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Lijn")]
pub struct DrawnLine {
    /// Het vak van wie de relatie heeft, als plaats in de lijst.
    #[serde(rename = "van")]
    pub from: usize,
    /// Het andere vak.
    #[serde(rename = "naar")]
    pub to: usize,
    /// De relatie; geen als de lijn verschillende relaties samenvat.
    #[serde(rename = "relatie", skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// Onderbroken: voorbij, nog niet begonnen, weerlegd of niet vast te stellen.
    #[serde(rename = "onderbroken")]
    pub dashed: bool,
    /// De hoeken van de lijn.
    #[serde(rename = "punten")]
    pub points: Vec<Point>,
    /// De tekst bij de lijn.
    #[serde(rename = "tekst")]
    pub label: String,
    /// De plaats van die tekst.
    #[serde(rename = "tekstplaats")]
    pub label_area: Area,
    /// De beweringen waar de lijn voor staat.
    #[serde(rename = "beweringen")]
    pub statements: Vec<StatementId>,
}

/// Een blad met vakken en lijnen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Tekening")]
pub struct Drawing {
    /// De breedte.
    #[serde(rename = "breedte")]
    pub width: i32,
    /// De hoogte.
    #[serde(rename = "hoogte")]
    pub height: i32,
    /// De vakken; het eerste is dat van de betrokkene.
    #[serde(rename = "vakken")]
    pub boxes: Vec<DrawnBox>,
    /// De lijnen.
    #[serde(rename = "lijnen")]
    pub lines: Vec<DrawnLine>,
}

impl Network {
    /// Draws the network. Over [`MOST_SHOWN`] persons some are folded: hubs, then who has only former relations, then who is
    /// farthest away; each fold says how many.
    pub fn drawing(&self, sheet: &Sheet) -> Drawing {
        let spots = place::spots(self, sheet.on);
        let groups = fold::groups(self, sheet, &spots);
        let pairs = lines::pairs(self, &groups);
        let areas = layout::areas(&groups, &pairs);
        let boxes: Vec<DrawnBox> = groups
            .iter()
            .zip(areas.iter())
            .map(|(group, area)| self.drawn_box(sheet, group, *area))
            .collect();
        let lines = lines::lines(self, sheet, &pairs, &areas);
        framed(boxes, lines)
    }

    fn drawn_box(&self, sheet: &Sheet, group: &Group, area: Area) -> DrawnBox {
        let ids: Vec<SubjectId> =
            group.members.iter().map(|place| self.nodes()[*place].id).collect();
        let findings = ids.iter().filter_map(|id| sheet.findings.get(id)).sum();
        let folded = group.reason.zip(Some(&group.inside));
        let Some((reason, inside)) = folded else {
            let node = &self.nodes()[group.members[0]];
            let own = node.id == self.betrokkene();
            let name = node.name.reveal();
            let label = if own { format!("{name} ({})", sheet.called) } else { name.clone() };
            return DrawnBox {
                content: Content::Persoon(node.id),
                label: Redacted::new(label),
                kind: Some(node.kind),
                findings,
                area,
            };
        };
        let label = Redacted::new(reason.label(ids.len()));
        let statements = inside.iter().map(|number| self.statements()[*number].id()).collect();
        let content = Content::Vouw(Fold { reason, subjects: ids, statements });
        DrawnBox { content, label, kind: None, findings, area }
    }
}

/// Moves everything so that it begins at the margin, and measures the sheet.
fn framed(mut boxes: Vec<DrawnBox>, mut lines: Vec<DrawnLine>) -> Drawing {
    const MARGIN: i32 = 24;
    let corners = |area: &Area| {
        [Point { x: area.x, y: area.y }, Point { x: area.x + area.width, y: area.y + area.height }]
    };
    let points: Vec<Point> = boxes
        .iter()
        .map(|drawn| &drawn.area)
        .chain(lines.iter().map(|line| &line.label_area))
        .flat_map(corners)
        .chain(lines.iter().flat_map(|line| line.points.iter().copied()))
        .collect();
    let least = |of: fn(&Point) -> i32| points.iter().map(of).min().unwrap_or_default() - MARGIN;
    let most = |of: fn(&Point) -> i32| points.iter().map(of).max().unwrap_or_default() + MARGIN;
    let (left, top) = (least(|point| point.x), least(|point| point.y));
    let (width, height) = (most(|point| point.x) - left, most(|point| point.y) - top);
    for drawn in &mut boxes {
        (drawn.area.x, drawn.area.y) = (drawn.area.x - left, drawn.area.y - top);
    }
    for line in &mut lines {
        (line.label_area.x, line.label_area.y) =
            (line.label_area.x - left, line.label_area.y - top);
        for point in &mut line.points {
            (point.x, point.y) = (point.x - left, point.y - top);
        }
    }
    Drawing { width, height, boxes, lines }
}

#[cfg(test)]
mod tests;
