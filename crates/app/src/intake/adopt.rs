//! Who is named in a questionnaire comes on the file, with the roles of art. 3(4) and 7a(2) and where they follow from.

use super::Questionnaire;
use crate::{App, AppError, Caller, CaseChange};
use case::{AddPerson, File};
use chrono::NaiveDate;
use kernel::{Moment, Redacted, SubjectId};
use questionnaire::{BlockKey, NamedPerson, PersonKind, RoleName};
use subjects::{Role, RoleKind, Subject, SubjectKind};

/// The question after the date of birth, as the national form has it.
const BORN: &str = "geboortedatum";

impl Questionnaire {
    /// Returns who is named in the last version, has a role that the Act knows, and is not on the file yet.
    pub fn newcomers<'q>(&'q self, file: &'q File) -> impl Iterator<Item = &'q NamedPerson> {
        let with_role = |named: &&NamedPerson| named.roles.iter().any(|role| kind(*role).is_some());
        self.yields.persons.iter().filter(with_role).filter(|named| !is_there(file, named))
    }

    fn subject(&self, app: &App, named: &NamedPerson, now: Moment) -> Subject {
        let version = self.versions.last().map_or(0, |version| version.number);
        let source = format!("vragenlijst {}, versie {version}", self.number);
        let mut roles: Vec<RoleKind> = named.roles.iter().filter_map(|role| kind(*role)).collect();
        roles.sort_unstable();
        roles.dedup();
        let role = |kind| Role { kind, since: None, until: None, source: Some(source.clone()) };
        Subject {
            id: app.fresh(now),
            kind: match named.kind {
                PersonKind::NatuurlijkPersoon => SubjectKind::NatuurlijkPersoon,
                PersonKind::Onderneming => SubjectKind::Rechtspersoon,
            },
            name: Redacted::new(named.name.clone()),
            kvk_number: named.kvk_number.clone().map(Redacted::new),
            born_on: self.born_on(named).map(Redacted::new),
            roles: roles.into_iter().map(role).collect(),
        }
    }

    fn born_on(&self, named: &NamedPerson) -> Option<NaiveDate> {
        let newest = self.versions.last()?;
        newest.answers.text(BlockKey::Person(named.key), BORN)?.parse().ok()
    }
}

/// A beneficiary who holds no more than that, and a subcontractor, have no role of art. 3(4).
fn kind(role: RoleName) -> Option<RoleKind> {
    match role {
        RoleName::Vennoot | RoleName::Zeggenschaphebbende => Some(RoleKind::Zeggenschaphebbende),
        RoleName::Leidinggevende => Some(RoleKind::Leidinggevende),
        RoleName::Vermogensverschaffer => Some(RoleKind::Vermogensverschaffer),
        RoleName::ZakelijkSamenwerkingsverband => Some(RoleKind::ZakelijkSamenwerkingsverband),
        RoleName::Vertegenwoordiger => Some(RoleKind::Vertegenwoordiger),
        RoleName::Begunstigde | RoleName::Onderaannemer => None,
    }
}

fn is_there(file: &File, named: &NamedPerson) -> bool {
    file.personen.iter().any(|party| *party.persoon.name.reveal() == named.name)
}

impl App {
    /// Puts on the file who is named in the last version of a questionnaire and is not there yet; returns how many came.
    pub async fn adopt_named(
        &self,
        caller: &Caller,
        change: &CaseChange,
        person: SubjectId,
    ) -> Result<usize, AppError> {
        let lists = self.questionnaires(caller, change.id).await?;
        let list = lists.into_iter().find(|list| list.person == person);
        let list = list.ok_or(AppError::NotFound)?;
        let file = self.dossier(caller, change.id).await?;
        let now = self.now();
        let new = list.newcomers(file.dossier.file());
        let new: Vec<Subject> = new.map(|named| list.subject(self, named, now)).collect();
        let mut change = change.clone();
        let count = new.len();
        for persoon in new {
            let answer = self.perform(caller, &change, AddPerson { persoon }).await?;
            change = CaseChange { version: answer.versie, ..change };
        }
        Ok(count)
    }
}
