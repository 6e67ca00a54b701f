//! The plan of an investigation: per person on the file each source, whether it may be asked, by which article, and how far it is.

use super::request::roles_of;
use super::{Entry, SourceRequestEntry};
use crate::{App, AppError, Caller, DossierAnswer};
use kernel::{InquiryEntryId, SubjectId};

/// A person with every source.
#[derive(Clone, Debug)]
pub struct PlanPerson {
    /// The person.
    pub person: SubjectId,
    /// The sources, in the order of the rules.
    pub sources: Vec<PlanSource>,
}

/// A source about a person.
#[derive(Clone, Debug)]
pub struct PlanSource {
    /// The id of the source.
    pub id: String,
    /// The name.
    pub name: String,
    /// What the provider attaches to the use of its data.
    pub conditions: String,
    /// How it stands.
    pub standing: Standing,
}

/// How a source about a person stands.
#[derive(Clone, Debug)]
pub enum Standing {
    /// It may not be asked about this person; why, with the article.
    Closed(String),
    /// It may be asked, by this article, and was not.
    Open(String),
    /// It was asked; the newest request.
    Asked(InquiryEntryId),
}

impl App {
    /// Returns the plan of an investigation with the requests it names.
    pub async fn plan(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<(Vec<PlanPerson>, Vec<Entry<SourceRequestEntry>>), AppError> {
        let requests = self.requests_on(caller, answer).await?;
        let today = self.now().dutch_date();
        let people = answer.dossier.file().personen.iter().map(|party| {
            let asked = roles_of(&party.persoon, today);
            let sources = self.rules.sources().iter().map(|source| {
                let about = |entry: &&Entry<SourceRequestEntry>| {
                    let request = &entry.content.bevraging;
                    request.bron == source.id && request.persoon == party.persoon.id
                };
                let standing = match requests.iter().rfind(about) {
                    Some(entry) => Standing::Asked(entry.id),
                    None => match source.open(&asked, today) {
                        Ok(article) => Standing::Open(article.to_owned()),
                        Err(why) => Standing::Closed(kernel::capitalised(&why.to_string())),
                    },
                };
                PlanSource {
                    id: source.id.clone(),
                    name: source.name.clone(),
                    conditions: source.conditions.clone(),
                    standing,
                }
            });
            PlanPerson { person: party.persoon.id, sources: sources.collect() }
        });
        let people = people.collect();
        Ok((people, requests))
    }
}
