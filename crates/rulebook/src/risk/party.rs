//! What a party makes of the national risk set: its own file, with the risk areas of the policy that it adopted.

use super::{Narrowing, build, opened, texts};
use crate::error::{RuleError, RuleText};
use crate::files::RuleFiles;
use ::risk::{DesignatedAreas, PartyRiskFile, RiskFiles, RuleSet};
use chrono::NaiveDate;
use facts::Lists;
use kernel::{DateRange, PartyId};
use law::scope::PolicyStatus;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const PARTIES: &str = "parties/";
const FILE: &str = "risk.toml";
/// Where the areas stand among the texts of a set. They are taken from the policy, so that nobody writes this file.
const AREAS: &str = "risicogebieden.json";

/// The risk set of a party, checked.
#[derive(Clone, Debug)]
pub struct PartyRisk {
    /// The rules.
    pub rules: Arc<RuleSet>,
    /// All texts that it was read from, for [`crate::risk_of_texts`].
    pub texts: Arc<str>,
    /// The title.
    pub title: String,
    /// The days on which it can hold.
    pub valid: DateRange,
    /// What the party changes, in the order of its file.
    pub file: PartyRiskFile,
}

/// The lists of one version of the policy of a party.
#[derive(Clone, Debug)]
pub(crate) struct Designation {
    pub(crate) valid: DateRange,
    pub(crate) status: PolicyStatus,
    pub(crate) lists: Lists,
}

/// The risk areas as they stand among the texts of a set.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Areas {
    status: PolicyStatus,
    lijsten: Lists,
}

/// Returns whether a path is that of the risk set of a party, and not of the cases beside it.
pub(crate) fn is_party_risk(path: &str) -> bool {
    party_of(path).is_some_and(|party| path == path_of(party, FILE))
}

/// Returns the party whose folder a path is in.
pub(super) fn party_of(path: &str) -> Option<&str> {
    path.strip_prefix(PARTIES)?.split_once('/').map(|(party, _)| party)
}

fn path_of(party: &str, name: &str) -> String {
    format!("{PARTIES}{party}/{name}")
}

/// Reads and checks the file of a party against the national texts and the policies of the party.
pub(crate) fn party_risk(
    national: &str,
    (party, text): (&PartyId, &str),
    designations: &[Designation],
) -> Result<PartyRisk, Vec<RuleError>> {
    let (files, vocabulary) = opened(national)?;
    let path = path_of(party.as_str(), FILE);
    let file = RuleText { path: &path, text };
    let written: PartyRiskFile = file.parse().map_err(|error| vec![error])?;
    let valid = DateRange::new(written.head.valid_from, written.head.valid_until)
        .map_err(|error| vec![file.error(&["risico", "geldigTotEnMet"], error.to_string())])?;
    let areas = areas(file, &written, designations)?;
    let areas = serde_json::to_string(&areas).unwrap_or_default();
    let areas_path = path_of(party.as_str(), AREAS);
    let narrowing = Narrowing { file, areas: RuleText { path: &areas_path, text: &areas } };
    let rules = build(&files, &vocabulary, Some(&narrowing))?;
    let texts = texts(&files, Some(&narrowing)).into();
    Ok(PartyRisk { rules, texts, title: written.head.title.clone(), valid, file: written })
}

/// Takes the lists that the file needs from the policy that holds on its first day.
fn areas(
    file: RuleText<'_>,
    written: &PartyRiskFile,
    designations: &[Designation],
) -> Result<Areas, Vec<RuleError>> {
    let none = Areas { status: PolicyStatus::NietIngevoerd, lijsten: Lists::new() };
    if !written.changes.iter().any(|change| change.area().is_some()) {
        return Ok(none);
    }
    let head = &written.head;
    let policy = designations.iter().find(|policy| policy.valid.contains(head.valid_from));
    let Some(policy) = policy else { return Ok(none) };
    outlives(policy, head.valid_until)
        .map_err(|reason| vec![file.error(&["risico", "geldigTotEnMet"], reason)])?;
    let used = |id: &String| written.changes.iter().any(|change| change.area() == Some(id));
    let lists = policy.lists.iter().filter(|(id, _)| used(id));
    let lijsten = lists.map(|(id, list)| (id.clone(), list.clone())).collect();
    Ok(Areas { status: policy.status, lijsten })
}

/// Refuses areas that would still be used after the policy that designates them has ended.
fn outlives(policy: &Designation, until: Option<NaiveDate>) -> Result<(), String> {
    let Some(last) = policy.valid.last() else { return Ok(()) };
    if until.is_some_and(|until| until <= last) {
        return Ok(());
    }
    Err(format!(
        "het beleid dat de risicogebieden aanwijst, geldt tot en met {last}; laat deze regels dan ook eindigen"
    ))
}

/// Lays the file of a party over the national files.
pub(super) fn narrow(
    national: RiskFiles,
    narrowing: &Narrowing<'_>,
) -> Result<(RiskFiles, DesignatedAreas), Vec<RuleError>> {
    let file = narrowing.file;
    let written: PartyRiskFile = file.parse().map_err(|error| vec![error])?;
    let areas: Areas = serde_json::from_str(narrowing.areas.text)
        .map_err(|error| vec![narrowing.areas.error(&[], error.to_string())])?;
    let areas = DesignatedAreas::of(areas.status, areas.lijsten);
    let id = format!("{}-risico", party_of(file.path).unwrap_or_default());
    let narrowed = national.narrowed(id, &written, &areas);
    let narrowed = narrowed.map_err(|faults| {
        let placed = faults.into_iter().map(|(place, reason)| {
            let place: Vec<&str> = place.iter().map(String::as_str).collect();
            file.error(&place, reason)
        });
        placed.collect::<Vec<_>>()
    })?;
    Ok((narrowed, areas))
}

impl<'n> Narrowing<'n> {
    /// Finds the areas beside the file of a party among the texts of a set.
    pub(super) fn of_files(
        files: &'n RuleFiles,
        file: RuleText<'n>,
    ) -> Result<Self, Vec<RuleError>> {
        let party = party_of(file.path).unwrap_or_default();
        let areas = files.require(&path_of(party, AREAS)).map_err(|error| vec![error])?;
        Ok(Self { file, areas })
    }
}
