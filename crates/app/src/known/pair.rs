//! Two known parties beside each other: the look-up of one pair, for who compares them and for the decision. It costs the same
//! however many others there are.

use super::find::FoundParty;
use super::profile::KnownProfile;
use super::show::{Candidate, Looked};
use crate::{App, AppError, Caller, Permission};
use case::{Case, File};
use kernel::{CaseId, SubjectId};

/// Somebody on a file with one candidate.
#[derive(Clone, Debug)]
pub struct KnownPair {
    /// What the file knows of the person on it.
    pub gegevens: KnownProfile,
    /// Who may be the same.
    pub kandidaat: Candidate,
}

impl App {
    /// Returns somebody on a file beside one candidate on another file of the caller. Logged about both before it is shown.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the caller is not on both files, or the two have too little in common to be a candidate;
    /// [`AppError::Forbidden`] for who may not read files.
    pub async fn known_pair(
        &self,
        caller: &Caller,
        id: CaseId,
        pair: (SubjectId, SubjectId),
    ) -> Result<KnownPair, AppError> {
        let row = self.find(caller, id).await?;
        let case: Case = serde_json::from_str(row.content.reveal())?;
        self.pair_beside(caller, case.file(), pair).await
    }

    /// The same for a file that was read: the first of the pair stands on it.
    pub(super) async fn pair_beside(
        &self,
        caller: &Caller,
        file: &File,
        (own, other): (SubjectId, SubjectId),
    ) -> Result<KnownPair, AppError> {
        let began = self.now();
        if !caller.may(Permission::ReadCases) {
            return Err(AppError::Forbidden);
        }
        let party = file.person(own).ok_or(AppError::NotFound)?;
        let known = self.store.known_subjects(caller.viewer(), [other]).await?;
        let known = known.first().filter(|known| known.case != file.id);
        let known = known.ok_or(AppError::NotFound)?;
        let links = self.store.subject_links(caller.viewer(), [own]).await?;
        let looked = Looked::of(&party.persoon, file, &links)?;
        let titles = self.store.case_titles(caller.viewer(), [known.case]).await?;
        let title = titles.get(&known.case).ok_or(AppError::NotFound)?;
        let found = FoundParty::beside(&looked.profile.profile().prepare(), known)?;
        let candidate = looked.candidate(found, title.reference.clone())?;
        let kandidaat = candidate.ok_or(AppError::NotFound)?;
        let pair = KnownPair { gegevens: looked.profile, kandidaat };
        let both = [(own, &pair.gegevens), (other, &pair.kandidaat.gegevens)];
        let people = both.into_iter().filter(|(_, known)| known.is_data_subject());
        let people = people.map(|(id, _)| id).collect();
        self.log_reading(caller, "bekende-partijen-raadplegen", began, people).await?;
        Ok(pair)
    }
}
