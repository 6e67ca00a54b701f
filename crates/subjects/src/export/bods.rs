//! The Beneficial Ownership Data Standard, version 0.4 (<https://standard.openownership.org/>), as far as it goes.
//!
//! It knows interests in entities. A financing, an influence or a role on a decision is none of its kinds, and a human being cannot
//! be the subject of a relationship: what does not fit is put in words or left out, and each loss is listed.

use super::Outward;
use crate::{Band, Directness, Form, Node, NodeKind, Relation, SourceKind, Statement, StatementId};
use chrono::NaiveDate;
use kernel::{Redacted, SubjectId};
use serde::Serialize;
use std::collections::BTreeSet;

const VERSION: &str = "0.4";

/// Who publishes, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// The name of the body.
    pub name: String,
    /// The day of the export.
    pub on: NaiveDate,
}

/// An export and what got lost in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bods {
    /// The statements of the standard: what goes out.
    pub statements: Vec<BodsStatement>,
    /// What does not fit; for ourselves.
    pub losses: Vec<Loss>,
}

/// Something of a statement that the standard has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// The statement.
    pub statement: StatementId,
    /// The wire name of the field; `bewering` when all of it is left out.
    pub field: &'static str,
    /// What happened to it, in Dutch.
    pub reason: &'static str,
}

/// One statement of the standard: about an entity, a person or a relationship.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BodsStatement {
    statement_id: String,
    statement_date: NaiveDate,
    publication_details: Publication,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<BodsSource>,
    declaration_subject: String,
    record_id: String,
    record_status: &'static str,
    #[serde(flatten)]
    record: Record,
}

impl BodsStatement {
    /// Returns the id: of the subject or of the statement in the network.
    pub fn id(&self) -> &str {
        &self.statement_id
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Publication {
    #[serde(rename = "publicationDate")]
    on: NaiveDate,
    bods_version: &'static str,
    publisher: Name,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Name {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct BodsSource {
    r#type: [&'static str; 1],
    description: Redacted<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "recordType", content = "recordDetails", rename_all = "camelCase")]
enum Record {
    Entity(Entity),
    Person(Person),
    Relationship(Relationship),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Entity {
    is_component: bool,
    #[serde(rename = "entityType")]
    kind: EntityType,
    name: Redacted<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<Identifier>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct EntityType {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtype: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Identifier {
    id: Redacted<String>,
    scheme: &'static str,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    is_component: bool,
    #[serde(rename = "personType")]
    kind: &'static str,
    names: [PersonName; 1],
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct PersonName {
    r#type: &'static str,
    full_name: Redacted<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Relationship {
    is_component: bool,
    subject: String,
    interested_party: String,
    interests: Vec<Interest>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Interest {
    r#type: &'static str,
    direct_or_indirect: &'static str,
    details: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<Share>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<NaiveDate>,
}

/// Per cents, as the standard has them.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Share {
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<f64>,
    minimum: f64,
    maximum: f64,
}

impl Outward {
    /// Returns the export in the standard: subjects first, then relationships, each by its id.
    pub fn bods(&self, publisher: &Publisher) -> Bods {
        let people = self.file.nodes.iter().filter(|node| node.kind.is_human());
        let people: BTreeSet<SubjectId> = people.map(|node| node.id).collect();
        let mut bods = Bods { statements: Vec::new(), losses: Vec::new() };
        for node in &self.file.nodes {
            let made = self.statement(publisher, node.id.to_string(), publisher.on, record(node));
            bods.statements.push(made);
        }
        for statement in &self.file.statements {
            if people.contains(&statement.to()) {
                let reason = "de standaard kent geen belang in een mens; weggelaten";
                bods.losses.push(Loss { statement: statement.id(), field: "bewering", reason });
            } else {
                bods.statements.push(self.relationship(publisher, statement));
                bods.losses.extend(losses(statement));
            }
        }
        bods
    }

    fn relationship(&self, publisher: &Publisher, statement: &Statement) -> BodsStatement {
        let record = Record::Relationship(Relationship {
            is_component: false,
            subject: statement.to().to_string(),
            interested_party: statement.from().to_string(),
            interests: interests(statement),
        });
        let (id, on) = (statement.id().to_string(), statement.known_since());
        BodsStatement {
            source: Some(source(statement)),
            ..self.statement(publisher, id, on, record)
        }
    }

    fn statement(
        &self,
        publisher: &Publisher,
        id: String,
        on: NaiveDate,
        record: Record,
    ) -> BodsStatement {
        BodsStatement {
            statement_id: id.clone(),
            statement_date: on,
            publication_details: Publication {
                on: publisher.on,
                bods_version: VERSION,
                publisher: Name { name: publisher.name.clone() },
            },
            source: None,
            declaration_subject: self.file.betrokkene.to_string(),
            record_id: id,
            record_status: "new",
            record,
        }
    }
}

fn record(node: &Node) -> Record {
    if node.kind.is_human() {
        let name = PersonName { r#type: "individual", full_name: node.name.clone() };
        return Record::Person(Person { is_component: false, kind: "knownPerson", names: [name] });
    }
    let (r#type, subtype) = match node.kind {
        NodeKind::Trust => ("arrangement", Some("trust")),
        NodeKind::Samenwerkingsverband => ("arrangement", None),
        NodeKind::Onbekend => ("unknownEntity", None),
        NodeKind::Rechtspersoon | NodeKind::NatuurlijkPersoon | NodeKind::Eenmanszaak => {
            ("registeredEntity", None)
        }
    };
    let details = node.details.as_ref();
    let numbers = [
        (details.and_then(|details| details.kvk_number.clone()), "NL-KVK"),
        (details.and_then(|details| details.rsin.clone()), "NL-RSIN"),
    ];
    let identifier = |(id, scheme): (Option<Redacted<String>>, &'static str)| {
        id.map(|id| Identifier { id, scheme })
    };
    Record::Entity(Entity {
        is_component: false,
        kind: EntityType { r#type, subtype },
        name: node.name.clone(),
        identifiers: numbers.into_iter().filter_map(identifier).collect(),
    })
}

fn interests(statement: &Statement) -> Vec<Interest> {
    let interest = |r#type: &'static str, share: Option<Band>| Interest {
        r#type,
        direct_or_indirect: match statement.directness() {
            Directness::Direct => "direct",
            Directness::Indirect => "indirect",
            Directness::Onbekend => "unknown",
        },
        details: statement.relation().label().to_owned(),
        share: share.map(percents),
        start_date: statement.period().from,
        // The standard has the day on which it was over, a statement the last day on which it was not.
        end_date: statement.period().until.and_then(|last| last.succ_opt()),
    };
    let given = match (statement.relation(), statement.form()) {
        (Relation::Leidinggevende, _) => "seniorManagingOfficial",
        (Relation::Vermogensverschaffer, Some(Form::Lening | Form::Huur | Form::Omzethuur)) => {
            "rightsGrantedByContract"
        }
        (Relation::Zeggenschaphebbende, _) if statement.votes().is_some() => {
            let mut both = vec![interest("votingRights", statement.votes())];
            let shares = statement.share().map(|share| interest("shareholding", Some(share)));
            both.splice(0..0, shares);
            return both;
        }
        _ => "otherInfluenceOrControl",
    };
    vec![interest(given, None)]
}

fn percents(band: Band) -> Share {
    let percent = |hundredths: u32| f64::from(hundredths) / 100.0;
    Share {
        exact: (band.low == band.high).then(|| percent(band.low)),
        minimum: percent(band.low),
        maximum: percent(band.high),
    }
}

fn source(statement: &Statement) -> BodsSource {
    let source = statement.source();
    let kind = match source.kind {
        SourceKind::Vragenlijst => "selfDeclaration",
        SourceKind::Kvk | SourceKind::Kadaster => "officialRegister",
        SourceKind::Lbb | SourceKind::Politie | SourceKind::Overig => "thirdParty",
        SourceKind::Eigen => "primaryResearch",
    };
    let description = format!("{}: {}", source.kind.label(), source.document.reveal());
    BodsSource { r#type: [kind], description: Redacted::new(description) }
}

/// Returns what the standard has no place for in a statement that is exported.
fn losses(statement: &Statement) -> Vec<Loss> {
    let relation = statement.relation();
    let other = matches!(
        relation,
        Relation::Vermogensverschaffer
            | Relation::FeitelijkeInvloed
            | Relation::OpBeschikkingGenoemd
    );
    let pledged = statement.share().is_some() && relation != Relation::Zeggenschaphebbende;
    let lost = [
        ("relatie", "staat alleen in woorden in de toelichting", other),
        ("bedrag", "weggelaten", statement.amount().is_some()),
        ("vorm", "weggelaten", statement.form().is_some()),
        ("aandeel", "weggelaten: het is geen aandeel in het kapitaal", pledged),
        ("vindplaats", "weggelaten", statement.source().place.is_some()),
        ("bron", "de soort is samengevoegd met andere soorten", true),
    ];
    let listed = |(field, reason, _)| Loss { statement: statement.id(), field, reason };
    lost.into_iter().filter(|(_, _, holds)| *holds).map(listed).collect()
}
