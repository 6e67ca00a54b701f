//! How people on a file are related: what sources say, and the roles that stand on the file.

use super::{EntryPlace, Writing};
use crate::{App, AppError, Caller, DossierAnswer};
use case::File;
use chrono::NaiveDate;
use kernel::{FaultCode, Faults, Id, InquiryEntryId, Redacted, Sha256Hex, SubjectId};
use risk::{Certainty, Direction, RoleStep, Tense};
use std::collections::BTreeMap;
use store::InquiryKind;
use subjects::{
    Bods, Directness, Network, Node, Publisher, Question, Relation, RoleKind, Route, Source,
    SourceKind, Statement, StatementDraft, StatementId, Status, Subject,
};

impl App {
    /// Returns the network around the betrokkene as it is known now; none when nobody on the file is the betrokkene.
    pub async fn network(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Option<Network>, AppError> {
        self.network_on(caller, answer, self.now().dutch_date()).await
    }

    /// Returns the network around the betrokkene as it was known on a day: what was added later is not in it.
    pub async fn network_on(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        known_on: NaiveDate,
    ) -> Result<Option<Network>, AppError> {
        let file = answer.dossier.file();
        let Some(betrokkene) = betrokkene(file) else { return Ok(None) };
        let entries = self.entries::<Statement>(caller, answer.id, InquiryKind::Statement).await?;
        let stated: Vec<Statement> = entries.into_iter().map(|entry| entry.content).collect();
        let today = self.now().dutch_date();
        let nodes = file.personen.iter().map(|party| Node::of_subject(&party.persoon)).collect();
        let mut statements: Vec<Statement> = file
            .personen
            .iter()
            .flat_map(|party| of_roles(&party.persoon, betrokkene, file.ontvangen_op.min(today)))
            .filter(|own| !stated.iter().any(|other| says_of_the_same(own, other)))
            .collect();
        statements.extend(stated);
        let network = Network::known_on(betrokkene, nodes, statements, known_on);
        network.map(Some).map_err(|error| AppError::Unreadable(error.to_string()))
    }

    /// Returns what of a network may go to another body, in the standard for such exchange, and what got lost in it.
    pub fn bods(&self, caller: &Caller, network: &Network) -> Bods {
        let name = self.party_name(caller.party());
        network.outward().bods(&Publisher { name, on: self.now().dutch_date() })
    }

    /// Records what a source says about the relation between two persons on the file.
    ///
    /// # Errors
    /// Every field that is wrong; persons who are not on the file.
    pub async fn state_relation(
        &self,
        caller: &Caller,
        place: EntryPlace<'_>,
        draft: StatementDraft,
    ) -> Result<InquiryEntryId, AppError> {
        if let Some(written) = self.written_before(caller, place).await? {
            return Ok(written);
        }
        let answer = self.under_investigation(caller, place.0).await?;
        let file = answer.dossier.file();
        let now = self.now();
        let mut faults = Faults::new();
        for (place, subject) in [("/van", draft.from), ("/naar", draft.to)] {
            if file.person(subject).is_none() {
                let message = "deze persoon staat niet op het dossier";
                faults.add(place, FaultCode::OnbekendeWaarde, message);
            }
        }
        let id: InquiryEntryId = self.fresh(now);
        let draft = StatementDraft { id: StatementId::from_uuid(id.uuid()), ..draft };
        if let Some(old) = draft.replaces
            && !self.is_stated(caller, &answer, old).await?
        {
            let message = "deze bewering staat niet op het dossier, of er kwam al een andere voor in de plaats";
            faults.add("/vervangt", FaultCode::OnbekendeWaarde, message);
        }
        for error in draft.errors(now.dutch_date()) {
            let message = error.to_string();
            let message = message.split_once(": ").map_or(message.as_str(), |(_, text)| text);
            faults.add(format!("/{}", error.field()), FaultCode::Tegenstrijdig, message);
        }
        let statement = faults.into_result(Statement::try_from(draft).ok())?;
        let writing = Writing {
            id,
            kind: InquiryKind::Statement,
            replaces: None,
            content: &statement,
            action: "relatie-vastleggen",
        };
        self.write_entry(caller, place, &writing).await
    }

    /// Returns whether the network of now holds a statement.
    async fn is_stated(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
        id: StatementId,
    ) -> Result<bool, AppError> {
        let network = self.network(caller, answer).await?;
        Ok(network.is_some_and(|network| network.statement(id).is_some()))
    }
}

/// Returns the id of the person concerned.
pub(super) fn betrokkene(file: &File) -> Option<SubjectId> {
    let is_it = |party: &&case::Party| party.persoon.has_role(RoleKind::Betrokkene);
    file.personen.iter().find(is_it).map(|party| party.persoon.id)
}

/// Returns the roles that stand on the file as statements about the betrokkene. Each keeps its id as long as it stands there.
fn of_roles(person: &Subject, betrokkene: SubjectId, known: NaiveDate) -> Vec<Statement> {
    let roles = person.roles.iter().filter(|_| person.id != betrokkene);
    let statement = |role: &subjects::Role| {
        let relation = relation_of(role.kind)?;
        let document = role.source.clone().unwrap_or_else(|| "het dossier".to_owned());
        let draft = StatementDraft {
            id: own_id(person.id, relation, role),
            from: person.id,
            to: betrokkene,
            relation,
            directness: Directness::Onbekend,
            form: None,
            share: None,
            votes: None,
            amount: None,
            from_day: role.since,
            until_day: role.until,
            known_since: known,
            source: Some(Source {
                kind: SourceKind::Overig,
                document: Redacted::new(document),
                place: None,
            }),
            secret: false,
            shareable: None,
            status: Status::Aannemelijk,
            motivation: Some(Redacted::new("Deze rol staat op het dossier.".to_owned())),
            replaces: None,
        };
        Statement::try_from(draft).ok()
    };
    // The same role in the same period, from two sources, is one statement.
    let statements: BTreeMap<StatementId, Statement> =
        roles.filter_map(statement).map(|statement| (statement.id(), statement)).collect();
    statements.into_values().collect()
}

/// Somebody can have a role twice, in different years.
fn own_id(person: SubjectId, relation: Relation, role: &subjects::Role) -> StatementId {
    let period = format!("{:?} {:?}", role.since, role.until);
    let parts = [
        person.uuid().into_bytes().to_vec(),
        relation.label().as_bytes().to_vec(),
        period.into_bytes(),
    ];
    let digest = Sha256Hex::of_parts(parts.iter().map(Vec::as_slice));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.as_bytes()[..16]);
    StatementId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

fn relation_of(role: RoleKind) -> Option<Relation> {
    match role {
        RoleKind::Leidinggevende => Some(Relation::Leidinggevende),
        RoleKind::Zeggenschaphebbende => Some(Relation::Zeggenschaphebbende),
        RoleKind::Vermogensverschaffer => Some(Relation::Vermogensverschaffer),
        RoleKind::ZakelijkSamenwerkingsverband => Some(Relation::ZakelijkSamenwerkingsverband),
        RoleKind::OpBeschikkingGenoemd => Some(Relation::OpBeschikkingGenoemd),
        RoleKind::FeitelijkeInvloed => Some(Relation::FeitelijkeInvloed),
        RoleKind::Betrokkene | RoleKind::Vertegenwoordiger | RoleKind::GenoemdeDerde => None,
    }
}

fn says_of_the_same(one: &Statement, other: &Statement) -> bool {
    (one.from(), one.to(), one.relation()) == (other.from(), other.to(), other.relation())
}

/// Returns the shortest path from the betrokkene to somebody, as a finding keeps it; none when there is no path.
pub(super) fn path_to(
    network: &Network,
    person: SubjectId,
    on: NaiveDate,
) -> Option<Vec<RoleStep>> {
    let related = network.related(person, &Question::on(on));
    // Of paths of one length, one that holds today: who has a role again is not somebody who had it.
    let path = related.paths.into_iter().min_by_key(|path| {
        let steps = path.role_steps();
        (steps.len(), steps.iter().any(|step| step.past))
    })?;
    let direction = match path.route {
        Route::Omlaag => Direction::Onder,
        _ => Direction::Boven,
    };
    let step = |step: subjects::RoleStep| RoleStep {
        role: step.role,
        direction,
        since: step.period.from,
        until: step.period.until,
        tense: if step.past { Tense::Voorbij } else { Tense::Nu },
        certainty: if step.certain { Certainty::Zeker } else { Certainty::Mogelijk },
    };
    Some(path.role_steps().into_iter().map(step).collect())
}
