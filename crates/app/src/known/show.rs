//! The known parties beside a file: for everybody on it who may be the same, why, and what people decided about it.

use super::decide::{LinkChoice, LinkContent};
use super::find::FoundParty;
use super::profile::{KnownProfile, pair_digest};
use crate::{App, AppError, Caller};
use case::{Case, File, Text};
use kernel::{AccountId, CaseId, Moment, Sha256Hex, SubjectId};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{LinkState, SubjectLink};
use subjects::Subject;
use subjects::matching::{Comparison, MatchBand};

/// De bekende partijen bij een dossier: alleen uit dossiers waar u op staat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BekendePartijen")]
pub struct KnownParties {
    /// Per persoon op het dossier, in dezelfde volgorde.
    pub personen: Vec<KnownOf>,
}

/// Wie dezelfde kan zijn als een persoon op het dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BekendePartijenVan")]
pub struct KnownOf {
    /// De persoon op dit dossier.
    pub persoon: SubjectId,
    /// Wat dit dossier over de persoon weet.
    pub gegevens: KnownProfile,
    /// De kandidaten, de beste eerst.
    pub kandidaten: Vec<Candidate>,
    /// Hoeveel kandidaten er nog meer zijn.
    pub meer: usize,
    /// Is er niet op elk deel van de naam gezocht, of waren er te veel om ze alle te vergelijken?
    pub deels: bool,
}

/// Een kandidaat. De score ordent; een mens bevestigt of verwerpt de koppeling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BekendePartij")]
pub struct Candidate {
    /// De persoon op het andere dossier.
    pub persoon: SubjectId,
    /// Het andere dossier.
    pub dossier: CaseId,
    /// Het kenmerk van dat dossier.
    pub kenmerk: String,
    /// Wat dat dossier over de persoon weet.
    pub gegevens: KnownProfile,
    /// De vergelijking; links staat de persoon van dit dossier.
    pub vergelijking: Comparison,
    /// Wat mensen ervan vonden.
    pub stand: LinkStand,
    /// Het laatste besluit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub besluit: Option<LinkDecision>,
    /// Wat u van beide zag; geef het mee als u beslist.
    pub lezing: Sha256Hex,
    /// The digest of what is known of both.
    #[serde(skip)]
    pub(super) digest: Sha256Hex,
    /// The version of the last decision; 0 for none.
    #[serde(skip)]
    pub(super) version: i64,
}

/// Wat mensen van een kandidaat vonden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Koppelingsstand")]
pub enum LinkStand {
    /// Nog niet beoordeeld.
    Open,
    /// Eerder verworpen, en daarna is er iets gewijzigd: opnieuw te beoordelen.
    Gewijzigd,
    /// Dezelfde.
    Bevestigd,
    /// Niet dezelfde.
    Verworpen,
}

impl LinkStand {
    /// A confirmed pair stays so; a rejected one is silent for as long as nothing changed.
    pub(crate) fn after(decided: LinkChoice, unchanged: bool) -> Self {
        match decided {
            LinkChoice::Bevestigd => Self::Bevestigd,
            LinkChoice::Verworpen if unchanged => Self::Verworpen,
            LinkChoice::Verworpen => Self::Gewijzigd,
        }
    }

    /// Returns whether somebody still has to look.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Gewijzigd)
    }
}

/// Een besluit over een koppeling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Koppelingsbesluit")]
pub struct LinkDecision {
    /// Het besluit.
    pub besluit: LinkChoice,
    /// Waarom.
    pub reden: Text,
    /// Wie.
    pub door: AccountId,
    /// Wanneer.
    pub op: Moment,
    /// De score die toen werd getoond.
    pub score: u16,
}

/// What was decided about a pair, as it was kept.
struct Decided {
    state: LinkState,
    version: i64,
    by: AccountId,
    at: Moment,
    content: LinkContent,
}

impl Decided {
    fn of(link: &SubjectLink) -> Result<Self, AppError> {
        let content = serde_json::from_str(link.content.reveal())?;
        Ok(Self { state: link.state, version: link.version, by: link.by, at: link.at, content })
    }

    fn stand(&self, digest: Sha256Hex) -> LinkStand {
        LinkStand::after(LinkChoice::of(self.state), self.content.gegevens == digest)
    }

    fn shown(&self) -> LinkDecision {
        LinkDecision {
            besluit: LinkChoice::of(self.state),
            reden: self.content.reden.clone(),
            door: self.by,
            op: self.at,
            score: self.content.score,
        }
    }
}

/// Returns what somebody saw of a pair: what is known of both, and the last decision.
pub(crate) fn lezing(digest: Sha256Hex, version: i64) -> Sha256Hex {
    Sha256Hex::of_parts([digest.as_bytes().as_slice(), &version.to_be_bytes()])
}

/// Somebody on the file who is looked at, with what was decided about them and others.
pub(super) struct Looked<'l> {
    subject: &'l Subject,
    pub(super) profile: KnownProfile,
    decided: BTreeMap<SubjectId, Decided>,
}

impl App {
    /// Returns who is known from the other files of the caller and may be the same as somebody on this file. It is looked up anew
    /// each time, logged about everybody who is shown, and nothing follows from it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a file that the caller is not on.
    pub async fn known_parties(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<KnownParties, AppError> {
        let began = self.now();
        let row = self.find(caller, id).await?;
        let case: Case = serde_json::from_str(row.content.reveal())?;
        let known = self.known_of_file(caller, case.file()).await?;
        let people = known.data_subjects();
        self.log_reading(caller, "bekende-partijen-raadplegen", began, people).await?;
        Ok(known)
    }

    async fn known_of_file(&self, caller: &Caller, file: &File) -> Result<KnownParties, AppError> {
        let ids = file.personen.iter().map(|party| party.persoon.id);
        let links = self.store.subject_links(caller.viewer(), ids).await?;
        let mut personen = Vec::new();
        for party in &file.personen {
            let looked = Looked::of(&party.persoon, file, &links)?;
            personen.push(self.known_of(caller, file.id, looked).await?);
        }
        Ok(KnownParties { personen })
    }

    async fn known_of(
        &self,
        caller: &Caller,
        case: CaseId,
        looked: Looked<'_>,
    ) -> Result<KnownOf, AppError> {
        let found = self.look_for(caller, &looked.profile.profile(), Some(case)).await?;
        let mut parties = found.parties;
        parties.extend(self.decided_beside(caller, &looked, &parties).await?);
        let cases: BTreeSet<CaseId> = parties.iter().map(|party| party.case).collect();
        let titles = self.store.case_titles(caller.viewer(), cases).await?;
        let mut kandidaten = Vec::new();
        for party in parties {
            // Who lost the file meanwhile does not see it.
            let Some(title) = titles.get(&party.case) else { continue };
            kandidaten.extend(looked.candidate(party, title.reference.clone())?);
        }
        Ok(KnownOf {
            persoon: looked.subject.id,
            gegevens: looked.profile,
            kandidaten,
            meer: found.more,
            deels: found.partly,
        })
    }

    /// Returns those about whom something was decided and who were not found by their names.
    async fn decided_beside(
        &self,
        caller: &Caller,
        looked: &Looked<'_>,
        found: &[FoundParty],
    ) -> Result<Vec<FoundParty>, AppError> {
        let beside = looked.decided.keys().copied();
        let beside = beside.filter(|other| !found.iter().any(|party| party.subject == *other));
        let rows = self.store.known_subjects(caller.viewer(), beside).await?;
        let own = looked.profile.profile().prepare();
        rows.iter().map(|row| FoundParty::beside(&own, row)).collect()
    }
}

fn other_of(link: &SubjectLink, own: SubjectId) -> Option<SubjectId> {
    match link.pair.both() {
        [one, other] if one == own => Some(other),
        [other, one] if one == own => Some(other),
        _ => None,
    }
}

impl<'l> Looked<'l> {
    /// Takes from what was decided about people on the file what is about this one.
    pub(super) fn of(
        subject: &'l Subject,
        file: &File,
        links: &[SubjectLink],
    ) -> Result<Self, AppError> {
        let decided = links.iter().filter_map(|link| {
            let other = other_of(link, subject.id)?;
            Some(Decided::of(link).map(|decided| (other, decided)))
        });
        let decided = decided.collect::<Result<_, AppError>>()?;
        Ok(Self { subject, profile: KnownProfile::of(subject, file), decided })
    }

    /// Makes a candidate; none of who was rejected, changed, and is no candidate any more.
    pub(super) fn candidate(
        &self,
        party: FoundParty,
        kenmerk: String,
    ) -> Result<Option<Candidate>, AppError> {
        let own = (self.subject.id, &self.profile);
        let digest = pair_digest(own, (party.subject, &party.profile))?;
        let decided = self.decided.get(&party.subject);
        let stand = decided.map_or(LinkStand::Open, |decided| decided.stand(digest));
        if stand.is_open() && party.comparison.band == MatchBand::Geen {
            return Ok(None);
        }
        let version = decided.map_or(0, |decided| decided.version);
        Ok(Some(Candidate {
            persoon: party.subject,
            dossier: party.case,
            kenmerk,
            gegevens: party.profile,
            vergelijking: party.comparison,
            stand,
            besluit: decided.map(Decided::shown),
            lezing: lezing(digest, version),
            digest,
            version,
        }))
    }
}

impl Candidate {
    /// Returns the candidate as it stands once somebody decided on what is known of both.
    pub(super) fn after(self, decided: LinkDecision) -> Self {
        let version = self.version + 1;
        Self {
            stand: LinkStand::after(decided.besluit, true),
            besluit: Some(decided),
            lezing: lezing(self.digest, version),
            version,
            ..self
        }
    }
}

impl KnownParties {
    /// Returns how many candidates from band `mogelijk` up wait for somebody's judgement.
    pub fn to_judge(&self) -> usize {
        let waits =
            |one: &&Candidate| one.stand.is_open() && one.vergelijking.band >= MatchBand::Mogelijk;
        self.personen.iter().flat_map(|of| of.kandidaten.iter().filter(waits)).count()
    }

    fn data_subjects(&self) -> Vec<SubjectId> {
        let of = |of: &KnownOf| {
            let own = Some(of.persoon).filter(|_| of.gegevens.is_data_subject());
            let others = of.kandidaten.iter().filter(|one| one.gegevens.is_data_subject());
            own.into_iter().chain(others.map(|one| one.persoon)).collect::<Vec<_>>()
        };
        let all: BTreeSet<SubjectId> = self.personen.iter().flat_map(of).collect();
        all.into_iter().collect()
    }
}
