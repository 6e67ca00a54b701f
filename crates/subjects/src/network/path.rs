//! A path between the betrokkene and somebody else.

use crate::{
    Directness, NodeKind, Period, Relation, RoleKind, Statement, StatementId, Status, Tense,
};
use chrono::NaiveDate;
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::Serialize;

/// Langs welke weg van art. 3 lid 4 een feit de betrokkene raakt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Route")]
pub enum Route {
    /// Onder a: de betrokkene zelf.
    Zelf,
    /// Onder b: de betrokkene geeft leiding aan, heeft zeggenschap over of verschaft vermogen aan een rechtspersoon.
    Omlaag,
    /// Onder c: de ander geeft leiding aan, heeft zeggenschap over of verschaft vermogen aan de betrokkene.
    Omhoog,
    /// Onder c: de ander staat in een zakelijk samenwerkingsverband met de betrokkene.
    Opzij,
}

impl Route {
    /// Returns the article.
    pub fn article(self) -> &'static str {
        match self {
            Self::Zelf => "art. 3 lid 4 onder a",
            Self::Omlaag => "art. 3 lid 4 onder b",
            Self::Omhoog | Self::Opzij => "art. 3 lid 4 onder c",
        }
    }
}

/// Waar een mens bij een pad naar moet kijken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Padkenmerk")]
pub enum PathMark {
    /// Een stap is voorbij.
    Vroeger,
    /// Een stap heeft geen datum.
    ZonderDatum,
    /// De stappen waren er niet alle op dezelfde dag.
    NietTegelijk,
    /// Een stap is door niemand beoordeeld.
    NietBeoordeeld,
    /// Een stap is niet vast te stellen.
    NietVastTeStellen,
    /// Een stap is volgens de bron indirect: er zit iemand tussen die hier niet staat.
    Indirect,
    /// Aan het eind staat geen rechtspersoon, of dat is niet bekend.
    GeenRechtspersoon,
}

/// Een stap van een pad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Padstap")]
pub struct Step {
    /// De bewering waar de stap op rust.
    #[serde(rename = "bewering")]
    pub statement: StatementId,
    /// Wie de relatie heeft.
    #[serde(rename = "van")]
    pub from: SubjectId,
    /// Met wie of waarover.
    #[serde(rename = "naar")]
    pub to: SubjectId,
    /// De relatie.
    #[serde(rename = "relatie")]
    pub relation: Relation,
    /// De rol van de wet die daarbij hoort.
    #[serde(rename = "rol")]
    pub role: RoleKind,
    /// De eerste dag.
    #[serde(rename = "geldigVan", skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// De laatste dag.
    #[serde(rename = "geldigTotEnMet", skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Of de relatie loopt of voorbij is.
    #[serde(rename = "tijd")]
    pub tense: Tense,
    /// De status van de bewering.
    pub status: Status,
}

/// A step as a role, for a finding about the person at the end of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleStep {
    /// The role.
    pub role: RoleKind,
    /// When it held.
    pub period: Period,
    /// Whether it is over.
    pub past: bool,
    /// Whether somebody judged it and found it plausible; otherwise it is no more than possible.
    pub certain: bool,
}

/// Een pad: hoe iemand volgens de beweringen aan de betrokkene is verbonden. Een hulpmiddel bij het zoeken, geen oordeel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Pad")]
pub struct Path {
    /// De weg van art. 3 lid 4.
    pub route: Route,
    /// De stappen in de richting van de relaties; geen bij de betrokkene zelf.
    #[serde(rename = "stappen")]
    pub steps: Vec<Step>,
    /// Waar een mens naar moet kijken.
    #[serde(rename = "kenmerken")]
    pub marks: Vec<PathMark>,
}

impl Path {
    /// Makes a path of statements, in the direction of the relations; `end` is the kind of the person at its far end.
    pub(super) fn new(
        route: Route,
        statements: &[&Statement],
        end: NodeKind,
        on: NaiveDate,
    ) -> Self {
        let steps: Vec<Step> =
            statements.iter().filter_map(|statement| step(statement, on)).collect();
        Self { route, marks: marks(route, statements, end, on), steps }
    }

    /// Returns the statements that the path rests on.
    pub fn statements(&self) -> impl Iterator<Item = StatementId> {
        self.steps.iter().map(|step| step.statement)
    }

    /// Returns the path as roles, from the betrokkene outwards.
    pub fn role_steps(&self) -> Vec<RoleStep> {
        let role = |step: &Step| RoleStep {
            role: step.role,
            period: Period { from: step.since, until: step.until },
            past: step.tense == Tense::Vroeger,
            certain: step.status == Status::Aannemelijk,
        };
        let mut roles: Vec<RoleStep> = self.steps.iter().map(role).collect();
        if self.route == Route::Omhoog {
            roles.reverse();
        }
        roles
    }
}

fn step(statement: &Statement, on: NaiveDate) -> Option<Step> {
    let period = statement.period();
    Some(Step {
        statement: statement.id(),
        from: statement.from(),
        to: statement.to(),
        relation: statement.relation(),
        role: statement.relation().role()?,
        since: period.from,
        until: period.until,
        tense: period.tense(on),
        status: statement.status(),
    })
}

fn marks(route: Route, statements: &[&Statement], end: NodeKind, on: NaiveDate) -> Vec<PathMark> {
    let any = |fits: &dyn Fn(&Statement) -> bool| statements.iter().any(|one| fits(one));
    let together =
        statements.iter().try_fold(Period::default(), |days, one| days.common(one.period()));
    let no_legal_person = route == Route::Omlaag && end != NodeKind::Rechtspersoon;
    let found = [
        (PathMark::Vroeger, any(&|one| one.tense(on) == Tense::Vroeger)),
        (PathMark::ZonderDatum, any(&|one| one.tense(on) == Tense::Ongedateerd)),
        (PathMark::NietTegelijk, together.is_none()),
        (PathMark::NietBeoordeeld, any(&|one| one.status() == Status::Gesteld)),
        (PathMark::NietVastTeStellen, any(&|one| one.status() == Status::Onbekend)),
        (PathMark::Indirect, any(&|one| one.directness() == Directness::Indirect)),
        (PathMark::GeenRechtspersoon, no_legal_person),
    ];
    found.into_iter().filter_map(|(mark, holds)| holds.then_some(mark)).collect()
}
