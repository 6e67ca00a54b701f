//! Who is there, who counts, and whether there are enough.

use crate::group::{Seat, WorkingGroup};
use crate::refusal::{Refusal, ensure};
use crate::subject::{Conflict, Subject, may_see};
use case::Text;
use chrono::NaiveDate;
use kernel::{AccountId, AgendaItemId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Iemand die aanwezig is op een plaats van de werkgroep.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Aanwezige")]
pub struct Present {
    /// Wie er is.
    pub lid: AccountId,
    /// Het lid dat deze persoon vervangt; leeg bij een lid met een eigen plaats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voor: Option<AccountId>,
}

/// Een gast, die alleen bij de eigen punten is (art. 28 lid 2): iemand van het RIEC of de politie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vergadergast")]
pub struct Guest {
    /// De naam.
    pub naam: Text,
    /// De organisatie.
    pub organisatie: Text,
    /// De punten waar de gast bij is.
    pub punten: Vec<AgendaItemId>,
}

/// De plaatsen van de werkgroep op de dag van de vergadering, wie er is, en wie er eerder was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Zitting")]
pub struct Session {
    plaatsen: Vec<Seat>,
    nodig: usize,
    aanwezig: Vec<Present>,
    gasten: Vec<Guest>,
    /// Wie er eerder was, op welke plaats: wie vertrok, deed mee aan wat daarvoor is geadviseerd.
    #[serde(default)]
    eerder_aanwezig: Vec<Present>,
    /// De gasten die vertrokken.
    #[serde(default)]
    vertrokken_gasten: Vec<Guest>,
}

impl Guest {
    fn is_same_person(&self, other: &Self) -> bool {
        self.naam == other.naam && self.organisatie == other.organisatie
    }
}

impl Session {
    /// Opens the session with the seats of the day; a later change of the group does not change who counted.
    pub(crate) fn open(
        group: &WorkingGroup,
        day: NaiveDate,
        aanwezig: &[Present],
        gasten: &[Guest],
    ) -> Result<Self, Refusal> {
        let plaatsen = group.seats(day);
        let nodig = group.quorum.needed(plaatsen.len());
        Self {
            plaatsen,
            nodig,
            aanwezig: Vec::new(),
            gasten: Vec::new(),
            eerder_aanwezig: Vec::new(),
            vertrokken_gasten: Vec::new(),
        }
        .attended(aanwezig, gasten)
    }

    /// Returns the session with another attendance: somebody came later, or left. Who was there at some time stays on record.
    pub(crate) fn attended(
        mut self,
        present: &[Present],
        guests: &[Guest],
    ) -> Result<Self, Refusal> {
        ensure(!present.is_empty(), Refusal::NobodyPresent)?;
        let accounts: BTreeSet<AccountId> = present.iter().map(|present| present.lid).collect();
        ensure(accounts.len() == present.len(), Refusal::PresentTwice)?;
        for present in present {
            match present.voor {
                None => ensure(self.seat(present.lid).is_some(), Refusal::NotAMember)?,
                Some(member) => {
                    let seat = self.seat(member).ok_or(Refusal::NotAMember)?;
                    let deputy = seat.vervangers.contains(&present.lid);
                    ensure(deputy, Refusal::NotADeputy)?;
                }
            }
        }
        let mut earlier = std::mem::take(&mut self.eerder_aanwezig);
        earlier.append(&mut self.aanwezig);
        earlier.retain(|known| !present.contains(known));
        let mut gone = std::mem::take(&mut self.vertrokken_gasten);
        gone.append(&mut self.gasten);
        gone.retain(|known| !guests.iter().any(|guest| guest.is_same_person(known)));
        Ok(Self {
            aanwezig: present.to_vec(),
            gasten: guests.to_vec(),
            eerder_aanwezig: earlier,
            vertrokken_gasten: gone,
            ..self
        })
    }

    fn seat(&self, member: AccountId) -> Option<&Seat> {
        self.plaatsen.iter().find(|seat| seat.lid == member)
    }

    /// Returns how many seats must be taken to advise.
    pub fn needed(&self) -> usize {
        self.nodig
    }

    /// Returns the seats of the day.
    pub fn seats(&self) -> &[Seat] {
        &self.plaatsen
    }

    /// Returns who is there.
    pub fn present(&self) -> &[Present] {
        &self.aanwezig
    }

    /// Returns the guests.
    pub fn guests(&self) -> &[Guest] {
        &self.gasten
    }

    /// Returns who was there and left.
    pub fn departed(&self) -> Vec<Present> {
        let is_here = |account| self.aanwezig.iter().any(|present| present.lid == account);
        let gone = self.eerder_aanwezig.iter().filter(|earlier| !is_here(earlier.lid));
        gone.copied().collect()
    }

    /// Returns the guests who left.
    pub fn departed_guests(&self) -> &[Guest] {
        &self.vertrokken_gasten
    }

    /// Returns the members who were never there nor stood in for.
    pub fn absent(&self) -> Vec<AccountId> {
        let all = || self.aanwezig.iter().chain(&self.eerder_aanwezig);
        let was_taken = |member| all().any(|one| one.voor.unwrap_or(one.lid) == member);
        let empty = self.plaatsen.iter().filter(|seat| !was_taken(seat.lid));
        empty.map(|seat| seat.lid).collect()
    }

    /// Returns who sits in the seat of a member: the member first, then the deputies.
    fn occupants(&self, member: AccountId) -> impl Iterator<Item = AccountId> {
        let own = self.aanwezig.iter().filter(move |present| present.lid == member);
        let deputies = self.aanwezig.iter().filter(move |present| present.voor == Some(member));
        own.chain(deputies).map(|present| present.lid)
    }

    /// Returns how many seats are taken now, whatever the subject.
    pub fn taken(&self) -> usize {
        let taken = self.plaatsen.iter().filter(|seat| self.occupants(seat.lid).next().is_some());
        taken.count()
    }

    /// Returns who counts and votes on a subject: one for each seat, the member before the deputy, and nobody with an
    /// interest of their own (Awb art. 2:4). A deputy who is there takes the place of a member with an interest.
    pub fn voters(&self, subject: &Subject, conflicts: &[Conflict]) -> Vec<AccountId> {
        let free = |account: &AccountId| may_see(conflicts, *account, subject);
        self.plaatsen.iter().filter_map(|seat| self.occupants(seat.lid).find(free)).collect()
    }
}
