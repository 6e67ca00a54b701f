//! Who on our own files may be the one that a tip is about. It is looked up when an officer opens the tip, about all files of the own
//! body, and shown beside the tip only: the file number, the name and the role, and no more of the file. Every look is on record
//! twice, before anything is shown: in the trail of tips with its reason, and in the log of processing about those who were found,
//! where it reads as any search for known parties. A decision stands in the tip. Nothing follows from it, and the file and its
//! people never learn of it (decision 28).

use super::desk::{Desk, at_version, note};
use super::meant::Meant;
use super::paper::{ReceivedPaper, Sheet, Weighed};
use super::request::{DecideTipCandidate, ReadReason};
use super::show::person;
use super::trail;
use super::view::{TipCandidate, TipCandidateDecision, TipCandidates};
use crate::known::{FoundParty, LinkChoice, LinkStand, lezing};
use crate::{App, AppError, Caller};
use case::Case;
use kernel::{CaseId, Sha256Hex, SubjectId};
use std::collections::{BTreeMap, BTreeSet};
use store::{StoreError, TipSide};
use subjects::matching::{Evidence, MatchBand};
use subjects::{RoleKind, Subject};
use uuid::Uuid;

/// The activity in the log of processing: the same as for any look at known parties, so that the log does not tell of a tip.
const ACTIVITY: &str = "bekende-partijen-raadplegen";

/// A tip with who was found beside it.
struct Looked {
    sheet: Sheet<ReceivedPaper>,
    view: TipCandidates,
    /// What was known of each pair, in the order of the view.
    digests: Vec<Sha256Hex>,
    /// Those of them with a right to the protection of personal data.
    people: Vec<SubjectId>,
}

/// A file as far as it is told: its reference, and who is on it.
type Told = BTreeMap<CaseId, (String, Vec<Subject>)>;

impl App {
    /// Returns who on the files of the own body may be the one that a tip is about; none when the tip waits for no verdict and no
    /// file. It is looked up anew each time, and nothing follows from it.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for who may not handle tips; [`AppError::NotFound`] when the own body did not get it.
    pub async fn tip_candidates(
        &self,
        caller: &Caller,
        id: Uuid,
    ) -> Result<Option<TipCandidates>, AppError> {
        let desk = self.tip_desk(caller).await?;
        let Some(looked) = self.look_beside_tip(&desk, id).await? else { return Ok(None) };
        self.note_candidates(&desk, &looked).await?;
        Ok(Some(looked.view))
    }

    /// Records in the tip that somebody on a file is who it is about, or is not. It can be decided again; the trail keeps that it
    /// was. A rejected candidate is silent until the tip or the file tells something else of them.
    ///
    /// # Errors
    /// As [`App::tip_candidates`], also when there is no such candidate; [`AppError::Tip`] for a program (AVG 22);
    /// [`StoreError::Conflict`] when what is known of both, the last decision or the tip is another than the officer saw.
    pub async fn decide_tip_candidate(
        &self,
        caller: &Caller,
        (id, candidate): (Uuid, SubjectId),
        decision: &DecideTipCandidate,
    ) -> Result<(), AppError> {
        let desk = self.tip_desk(caller).await?;
        let by = desk.actor().officer()?;
        let house = self.own_house(&desk).await?;
        let looked = self.look_beside_tip(&desk, id).await?.ok_or(AppError::NotFound)?;
        let (seen, gegevens) = looked.of(candidate).ok_or(AppError::NotFound)?;
        if seen.lezing != decision.lezing {
            return Err(StoreError::Conflict.into());
        }
        let mut tx = self.store.begin(desk.scope()).await?;
        let mut sheet: Sheet<ReceivedPaper> = self.tip_sheet(&mut tx, id).await?;
        at_version(sheet.version, looked.sheet.version)?;
        let DecideTipCandidate { besluit, reden, .. } = decision.clone();
        let weighed = Weighed { besluit, reden, door: by, op: desk.now, gegevens };
        sheet.paper.kandidaten.insert(candidate, weighed);
        let line = desk.line(action(besluit), trail::tip(sheet.tip)).person(candidate);
        let terms = (self.tip_calendar(), house.settings.termijnen);
        sheet.keep(&mut tx, terms, (line, desk.now)).await?;
        Ok(tx.commit().await?)
    }

    async fn look_beside_tip(&self, desk: &Desk<'_>, id: Uuid) -> Result<Option<Looked>, AppError> {
        let row = self.store.tip(desk.scope(), TipSide::Received, id).await?;
        let sheet: Sheet<ReceivedPaper> = Sheet::open(&row.ok_or(AppError::NotFound)?)?;
        let Some(meant) = Meant::of(&sheet.paper)? else { return Ok(None) };
        let found = self.look_in_party(desk.caller, &meant.profile).await?;
        let mut parties = found.parties;
        parties.extend(self.weighed_beside(desk, (&sheet.paper, &meant), &parties).await?);
        let told = self.told_of(desk, &parties).await?;
        let mut looked = Looked {
            view: TipCandidates {
                betrokkene: meant.name.clone(),
                kandidaten: Vec::new(),
                meer: found.more,
                deels: found.partly,
            },
            digests: Vec::new(),
            people: Vec::new(),
            sheet,
        };
        for party in &parties {
            looked.add(desk, &meant, party, &told)?;
        }
        Ok(Some(looked))
    }

    /// Returns those about whom something was decided and who were not found by their names.
    async fn weighed_beside(
        &self,
        desk: &Desk<'_>,
        (paper, meant): (&ReceivedPaper, &Meant),
        found: &[FoundParty],
    ) -> Result<Vec<FoundParty>, AppError> {
        let weighed = paper.kandidaten.keys().copied();
        let beside = weighed.filter(|id| !found.iter().any(|party| party.subject == *id));
        let rows = self.store.known_subjects_in_party(desk.scope(), beside).await?;
        let sought = meant.profile.prepare();
        rows.iter().map(|row| FoundParty::beside(&sought, row)).collect()
    }

    /// Reads the references of the files and who is on them now. Nothing else of them leaves this place.
    async fn told_of(&self, desk: &Desk<'_>, parties: &[FoundParty]) -> Result<Told, AppError> {
        let cases: BTreeSet<CaseId> = parties.iter().map(|party| party.case).collect();
        let mut told = Told::new();
        for row in self.store.cases_beside_tip(desk.scope(), cases).await? {
            let case: Case = serde_json::from_str(row.content.reveal())?;
            let file = case.file();
            let persons = file.personen.iter().map(|party| party.persoon.clone()).collect();
            told.insert(file.id, (file.kenmerk.clone(), persons));
        }
        Ok(told)
    }

    /// Puts a look on record: who looked at whom is tied to the line by a digest of their ids.
    async fn note_candidates(&self, desk: &Desk<'_>, looked: &Looked) -> Result<(), AppError> {
        self.log_reading(desk.caller, ACTIVITY, desk.now, looked.people.clone()).await?;
        let shown: Vec<SubjectId> = looked.view.kandidaten.iter().map(|one| one.persoon).collect();
        let line = desk.line("kandidaten-inzien", trail::tip(looked.sheet.tip));
        let line = line.result(ReadReason::Handle.id()).content(&serde_json::to_string(&shown)?);
        let mut tx = self.store.begin(desk.scope()).await?;
        note(&mut tx, line).await?;
        Ok(tx.commit().await?)
    }
}

fn action(choice: LinkChoice) -> &'static str {
    match choice {
        LinkChoice::Bevestigd => "kandidaat-bevestigen",
        LinkChoice::Verworpen => "kandidaat-verwerpen",
    }
}

impl Looked {
    /// Adds somebody who was found; not who left the file meanwhile, and not who was rejected, changed, and is no candidate any more.
    fn add(
        &mut self,
        desk: &Desk<'_>,
        meant: &Meant,
        party: &FoundParty,
        told: &Told,
    ) -> Result<(), AppError> {
        let Some((reference, persons)) = told.get(&party.case) else { return Ok(()) };
        let Some(subject) = persons.iter().find(|one| one.id == party.subject) else {
            return Ok(());
        };
        let digest = meant.digest_with(&party.profile.written()?);
        let weighed = self.sheet.paper.kandidaten.get(&party.subject);
        let after =
            |weighed: &Weighed| LinkStand::after(weighed.besluit, weighed.gegevens == digest);
        let stand = weighed.map_or(LinkStand::Open, after);
        let comparison = &party.comparison;
        if stand.is_open() && comparison.band == MatchBand::Geen {
            return Ok(());
        }
        let decided = weighed.map_or(0, |weighed| weighed.op.micros());
        let reasons = comparison.evidence.iter();
        self.view.kandidaten.push(TipCandidate {
            persoon: subject.id,
            kenmerk: reference.clone(),
            naam: party.profile.naam.clone(),
            rollen: roles(subject),
            groep: comparison.band,
            score: comparison.score,
            redenen: reasons.map(Evidence::without_values).collect(),
            stand,
            besluit: weighed.map(|weighed| decision(desk, weighed)),
            lezing: lezing(digest, decided),
        });
        self.digests.push(digest);
        self.people.extend(party.profile.is_data_subject().then_some(subject.id));
        Ok(())
    }

    /// Returns a candidate with the digest of what is known of both.
    fn of(&self, candidate: SubjectId) -> Option<(&TipCandidate, Sha256Hex)> {
        let mut all = self.view.kandidaten.iter().zip(self.digests.iter().copied());
        all.find(|(one, _)| one.persoon == candidate)
    }
}

fn decision(desk: &Desk<'_>, weighed: &Weighed) -> TipCandidateDecision {
    TipCandidateDecision {
        besluit: weighed.besluit,
        reden: weighed.reden.clone(),
        door: person(desk, weighed.door),
        op: weighed.op,
    }
}

/// Returns the roles of somebody on a file, each once.
fn roles(subject: &Subject) -> Vec<&'static str> {
    let kinds: BTreeSet<_> = subject.roles.iter().map(|role| role.kind).collect();
    kinds.into_iter().map(RoleKind::label).collect()
}

impl TipCandidates {
    /// Returns a candidate by its id on the file.
    pub fn candidate(&self, id: SubjectId) -> Option<&TipCandidate> {
        self.kandidaten.iter().find(|one| one.persoon == id)
    }
}
