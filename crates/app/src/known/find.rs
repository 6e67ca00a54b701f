//! Finding who may be meant by a profile.

use super::profile::{KnownProfile, blocking_keys};
use crate::{App, AppError, Caller, Permission};
use kernel::{CaseId, Redacted, SubjectId};
use std::cmp::Reverse;
use store::{KnownAlike, KnownSubject, Sought};
use subjects::matching::{
    Bands, Comparison, MOST_CANDIDATES, MatchBand, Prepared, Profile, STOP_KEY, Score, compare,
    score,
};

/// So many candidates are worth a person's look; what is left out is counted.
pub(super) const MOST_SHOWN: usize = 50;

/// Somebody who may be meant.
#[derive(Clone, Debug)]
pub struct FoundParty {
    /// The id on the file.
    pub subject: SubjectId,
    /// The file.
    pub case: CaseId,
    /// What is known of them.
    pub profile: KnownProfile,
    /// The score with its reasons; left is who was looked for.
    pub comparison: Comparison,
}

/// Who may be meant, the best first.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The candidates from band `zwak` up, at most so many as a page can show.
    pub parties: Vec<FoundParty>,
    /// How many more there are from band `zwak` up.
    pub more: usize,
    /// Whether a part of the name is so common that it was not looked for, or there were too many to score them all.
    pub partly: bool,
}

impl App {
    /// Finds who on the files of the caller may be the person or organisation of a profile. Everything that has a profile comes in
    /// here: somebody on a file, a tip that arrived, a signal. Nothing is kept and nothing follows from it.
    ///
    /// `except` is the file that the profile comes from: who is on it is no candidate. The search is logged about the people whom it
    /// found, before they are shown.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not read files; errors of the database.
    pub async fn known_like(
        &self,
        caller: &Caller,
        profile: &Profile,
        except: Option<CaseId>,
    ) -> Result<Found, AppError> {
        let began = self.now();
        let found = self.look_for(caller, profile, except).await?;
        let people = found.parties.iter().filter(|party| party.profile.is_data_subject());
        let people = people.map(|party| party.subject).collect();
        self.log_reading(caller, "bekende-partijen-zoeken", began, people).await?;
        Ok(found)
    }

    /// The same for who logs by themselves what they show.
    pub(super) async fn look_for(
        &self,
        caller: &Caller,
        profile: &Profile,
        except: Option<CaseId>,
    ) -> Result<Found, AppError> {
        if !caller.may(Permission::ReadCases) {
            return Err(AppError::Forbidden);
        }
        let keys = blocking_keys(profile);
        let alike = self.store.known_alike(caller.viewer(), sought(&keys, except)).await?;
        Found::of(profile, alike)
    }

    /// The same on all files of the party, for who handles a tip about the profile. They are on no file; what they may see of who is
    /// found is for the tip to say (decision 28), as is the log.
    pub(crate) async fn look_in_party(
        &self,
        caller: &Caller,
        profile: &Profile,
    ) -> Result<Found, AppError> {
        if !caller.may(Permission::HandleTips) {
            return Err(AppError::Forbidden);
        }
        let keys = blocking_keys(profile);
        let alike = self.store.known_alike_in_party(caller.scope(), sought(&keys, None)).await?;
        Found::of(profile, alike)
    }
}

fn sought(keys: &[Redacted<String>], except: Option<CaseId>) -> Sought<'_> {
    Sought { keys, except, stop_key: STOP_KEY, most: MOST_CANDIDATES }
}

impl Found {
    fn of(profile: &Profile, alike: KnownAlike) -> Result<Self, AppError> {
        let partly = alike.cut || alike.passed_over > 0;
        Ok(Self { partly, ..best(&profile.prepare(), alike.subjects)? })
    }
}

impl FoundParty {
    /// Lays somebody who was kept beside who is looked for.
    pub(crate) fn beside(sought: &Prepared, known: &KnownSubject) -> Result<Self, AppError> {
        let profile = KnownProfile::read(&known.profile)?;
        let comparison = compare(sought, &profile.profile().prepare(), Bands::default());
        Ok(Self { subject: known.id, case: known.case, profile, comparison })
    }
}

/// Scores candidates and keeps the best with their reasons.
fn best(sought: &Prepared, alike: Vec<KnownSubject>) -> Result<Found, AppError> {
    let bands = Bands::default();
    let mut scored: Vec<(Score, KnownSubject, KnownProfile, Prepared)> = Vec::new();
    for known in alike {
        let profile = KnownProfile::read(&known.profile)?;
        let prepared = profile.profile().prepare();
        let score = score(sought, &prepared);
        if bands.of(score.points) > MatchBand::Geen {
            scored.push((score, known, profile, prepared));
        }
    }
    scored.sort_by_key(|(score, known, ..)| (Reverse(*score), known.id));
    let more = scored.len().saturating_sub(MOST_SHOWN);
    let shown = scored.into_iter().take(MOST_SHOWN);
    let parties = shown.map(|(_, known, profile, prepared)| FoundParty {
        subject: known.id,
        case: known.case,
        comparison: compare(sought, &prepared, bands),
        profile,
    });
    Ok(Found { parties: parties.collect(), more, partly: false })
}
