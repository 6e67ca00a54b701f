//! Finding who may be meant by a profile.

use super::profile::{KnownProfile, blocking_keys};
use crate::{App, AppError, Caller, Permission};
use kernel::{CaseId, SubjectId};
use std::cmp::Reverse;
use store::{KnownSubject, Sought};
use subjects::matching::{
    Bands, Comparison, MOST_CANDIDATES, MatchBand, Prepared, Profile, STOP_KEY, Score, compare,
    score,
};

/// So many are scored, of those who share most keys: who is the same shares nearly all of them. Fewer than the rules allow, for
/// the time it takes.
const MOST_SCORED: usize = 400;
const _: () = assert!(MOST_SCORED <= MOST_CANDIDATES);
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
        let sought = Sought { keys: &keys, except, stop_key: STOP_KEY, most: MOST_SCORED };
        let alike = self.store.known_alike(caller.viewer(), sought).await?;
        let partly = alike.cut || alike.passed_over > 0;
        Ok(Found { partly, ..best(&profile.prepare(), alike.subjects)? })
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
