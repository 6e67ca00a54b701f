//! The agenda: its items in order with their time, frozen with a digest, and what changed after that.

use crate::propose::Reason;
use crate::refusal::{Refusal, ensure};
use crate::subject::{About, Subject};
use case::Text;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use kernel::{AccountId, AgendaItemId, FaultCode, Faults, Moment, Sha256Hex};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Hoe de agenda wordt voorgesteld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Agenda-instellingen")]
pub struct AgendaSettings {
    /// Een dossier dat zoveel weken open is, komt op de agenda.
    #[schemars(range(min = 1))]
    pub weken_open: u16,
    /// De minuten voor een dossier.
    pub minuten_dossier: u16,
    /// De minuten voor een dossier met een score of een advies van het LBB.
    pub minuten_zwaar: u16,
    /// De minuten voor een ander punt.
    pub minuten_overig: u16,
    /// De minuten voor het verslag.
    pub minuten_verslag: u16,
    /// De minuten voor de actielijst en de rondvraag.
    pub minuten_actielijst: u16,
}

impl Default for AgendaSettings {
    fn default() -> Self {
        Self {
            weken_open: 12,
            minuten_dossier: 15,
            minuten_zwaar: 25,
            minuten_overig: 10,
            minuten_verslag: 5,
            minuten_actielijst: 15,
        }
    }
}

impl AgendaSettings {
    pub(crate) fn check(&self, faults: &mut Faults) {
        for (place, minutes) in [
            ("minutenDossier", self.minuten_dossier),
            ("minutenZwaar", self.minuten_zwaar),
            ("minutenOverig", self.minuten_overig),
            ("minutenVerslag", self.minuten_verslag),
            ("minutenActielijst", self.minuten_actielijst),
        ] {
            if !is_item_time(minutes) {
                let message = Refusal::ItemTimeUnfit.to_string();
                faults.add(format!("/agenda/{place}"), FaultCode::VerkeerdeVorm, message);
            }
        }
    }

    /// Returns whether a file that came in on `received` is long open on the day of the meeting.
    pub(crate) fn is_long(&self, received: NaiveDate, on: NaiveDate) -> bool {
        (on - received).num_days() >= 7 * i64::from(self.weken_open)
    }

    /// Returns the time that a subject gets.
    pub(crate) fn minutes(&self, subject: &Subject, reasons: &[Reason]) -> u16 {
        let is_heavy =
            |reason: &Reason| matches!(reason, Reason::Score { .. } | Reason::LbbAdvies { .. });
        match subject {
            Subject::Verslag { .. } => self.minuten_verslag,
            Subject::Actielijst => self.minuten_actielijst,
            Subject::Dossier { .. } if reasons.iter().any(is_heavy) => self.minuten_zwaar,
            Subject::Dossier { .. } => self.minuten_dossier,
            _ => self.minuten_overig,
        }
    }
}

fn is_item_time(minutes: u16) -> bool {
    (1..=240).contains(&minutes)
}

/// Een agendapunt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Agendapunt")]
pub struct AgendaItem {
    /// Het id.
    pub id: AgendaItemId,
    /// Waar het over gaat.
    pub onderwerp: Subject,
    /// Waarom het op de agenda staat.
    pub redenen: Vec<Reason>,
    /// De tijd in minuten.
    #[schemars(range(min = 1, max = 240))]
    pub minuten: u16,
    /// De vraag aan de werkgroep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vraag: Option<Text>,
    /// Wie het inbracht.
    pub ingebracht_door: AccountId,
}

impl About for AgendaItem {
    fn subject(&self) -> &Subject {
        &self.onderwerp
    }
}

impl AgendaItem {
    fn is_sound(&self) -> Result<(), Refusal> {
        ensure(!self.redenen.is_empty(), Refusal::ItemWithoutReason)?;
        ensure(is_item_time(self.minuten), Refusal::ItemTimeUnfit)
    }
}

/// De agenda zolang zij nog verandert.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(rename = "Conceptagenda")]
pub struct Agenda {
    punten: Vec<AgendaItem>,
}

impl Agenda {
    /// Returns the items in order.
    pub fn items(&self) -> &[AgendaItem] {
        &self.punten
    }

    pub(crate) fn add(&mut self, item: &AgendaItem) -> Result<(), Refusal> {
        item.is_sound()?;
        let same = |other: &AgendaItem| other.id == item.id || other.onderwerp == item.onderwerp;
        ensure(!self.punten.iter().any(same), Refusal::KnownItem)?;
        let place = place_of(item, self.punten.iter());
        self.punten.insert(place, item.clone());
        Ok(())
    }

    pub(crate) fn remove(&mut self, id: AgendaItemId) -> Result<(), Refusal> {
        let place = self.punten.iter().position(|item| item.id == id);
        self.punten.remove(place.ok_or(Refusal::UnknownItem)?);
        Ok(())
    }

    pub(crate) fn set_minutes(&mut self, id: AgendaItemId, minutes: u16) -> Result<(), Refusal> {
        ensure(is_item_time(minutes), Refusal::ItemTimeUnfit)?;
        let item = self.punten.iter_mut().find(|item| item.id == id);
        item.ok_or(Refusal::UnknownItem)?.minuten = minutes;
        Ok(())
    }

    /// Puts the items that somebody sees in another order; what is hidden from them stays where it is.
    pub(crate) fn order(
        &mut self,
        order: &[AgendaItemId],
        visible: impl Fn(&AgendaItem) -> bool,
    ) -> Result<(), Refusal> {
        let mut seen: BTreeMap<AgendaItemId, AgendaItem> = self
            .punten
            .iter()
            .filter(|item| visible(item))
            .map(|item| (item.id, item.clone()))
            .collect();
        ensure(order.len() == seen.len(), Refusal::OrderUnfit)?;
        let ordered: Option<Vec<AgendaItem>> = order.iter().map(|id| seen.remove(id)).collect();
        let places = self.punten.iter_mut().filter(|item| visible(item));
        for (place, item) in places.zip(ordered.ok_or(Refusal::OrderUnfit)?) {
            *place = item;
        }
        Ok(())
    }

    pub(crate) fn freeze(self, op: Moment, door: AccountId) -> Result<FrozenAgenda, Refusal> {
        ensure(!self.punten.is_empty(), Refusal::EmptyAgenda)?;
        let digest = digest(&self.punten);
        Ok(FrozenAgenda {
            punten: self.punten,
            digest,
            bevroren_op: op,
            bevroren_door: door,
            wijzigingen: Vec::new(),
        })
    }
}

/// Returns where a new item goes: behind its like, before what has a later place.
fn place_of<'a>(item: &AgendaItem, items: impl ExactSizeIterator<Item = &'a AgendaItem>) -> usize {
    let last = items.len();
    let mut items = items;
    items.position(|other| other.onderwerp.place() > item.onderwerp.place()).unwrap_or(last)
}

/// Digests the items with all their content, in their order. The text is JSON with the fields in the order of the type, so
/// that anybody can repeat it.
pub fn digest(items: &[AgendaItem]) -> Sha256Hex {
    // Cannot fail: the items are plain values without maps.
    Sha256Hex::of_bytes(&serde_json::to_vec(items).unwrap_or_default())
}

/// De agenda zoals zij is bevroren, met wat daarna veranderde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "BevrorenAgenda")]
pub struct FrozenAgenda {
    punten: Vec<AgendaItem>,
    digest: Sha256Hex,
    bevroren_op: Moment,
    bevroren_door: AccountId,
    wijzigingen: Vec<Change>,
}

/// Een wijziging na het bevriezen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Agendawijziging")]
pub struct Change {
    /// Wanneer.
    pub op: Moment,
    /// Door wie.
    pub door: AccountId,
    /// Waarom.
    pub reden: Text,
    /// Wat.
    pub wat: ChangeKind,
}

/// Wat er na het bevriezen veranderde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
#[schemars(rename = "Agendawijzigingssoort")]
pub enum ChangeKind {
    /// Er kwam een punt bij.
    Toegevoegd {
        /// Het punt.
        punt: Box<AgendaItem>,
    },
    /// Een punt verviel.
    Vervallen {
        /// Het punt.
        punt: AgendaItemId,
    },
}

/// Hoe een punt zich verhoudt tot de bevroren agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Agendamerk")]
pub enum Mark {
    /// Het stond er al.
    Bevroren,
    /// Het kwam er later bij.
    Toegevoegd,
    /// Het verviel.
    Vervallen,
}

/// An item of a frozen agenda with its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked<'a> {
    /// The item.
    pub item: &'a AgendaItem,
    /// How it relates to what was frozen.
    pub mark: Mark,
}

impl About for Marked<'_> {
    fn subject(&self) -> &Subject {
        &self.item.onderwerp
    }
}

impl FrozenAgenda {
    /// Returns the digest of what was frozen; later changes leave it as it is.
    pub fn digest(&self) -> Sha256Hex {
        self.digest
    }

    /// Returns when it was frozen.
    pub fn frozen_at(&self) -> Moment {
        self.bevroren_op
    }

    /// Returns who froze it.
    pub fn frozen_by(&self) -> AccountId {
        self.bevroren_door
    }

    /// Returns what was frozen, in order.
    pub fn frozen_items(&self) -> &[AgendaItem] {
        &self.punten
    }

    /// Returns what changed after that, in order of time.
    pub fn changes(&self) -> &[Change] {
        &self.wijzigingen
    }

    /// Returns all items in order with their marks, those that fell away too.
    pub fn marked(&self) -> Vec<Marked<'_>> {
        let mut all: Vec<Marked<'_>> =
            self.punten.iter().map(|item| Marked { item, mark: Mark::Bevroren }).collect();
        for change in &self.wijzigingen {
            match &change.wat {
                ChangeKind::Toegevoegd { punt } => {
                    let place = place_of(punt, all.iter().map(|marked| marked.item));
                    all.insert(place, Marked { item: punt, mark: Mark::Toegevoegd });
                }
                ChangeKind::Vervallen { punt } => {
                    let gone = all.iter_mut().filter(|marked| marked.item.id == *punt);
                    gone.for_each(|marked| marked.mark = Mark::Vervallen);
                }
            }
        }
        all
    }

    /// Returns the items that are on the agenda now, in order.
    pub fn items(&self) -> Vec<&AgendaItem> {
        let all = self.marked().into_iter();
        all.filter(|marked| marked.mark != Mark::Vervallen).map(|marked| marked.item).collect()
    }

    /// Returns an item that is on the agenda now.
    pub fn item(&self, id: AgendaItemId) -> Option<&AgendaItem> {
        self.items().into_iter().find(|item| item.id == id)
    }

    pub(crate) fn add(&mut self, item: &AgendaItem, by: Changer) -> Result<(), Refusal> {
        item.is_sound()?;
        let known = self.marked().iter().any(|marked| {
            marked.item.id == item.id
                || (marked.mark != Mark::Vervallen && marked.item.onderwerp == item.onderwerp)
        });
        ensure(!known, Refusal::KnownItem)?;
        self.wijzigingen.push(by.did(ChangeKind::Toegevoegd { punt: Box::new(item.clone()) }));
        Ok(())
    }

    pub(crate) fn remove(&mut self, id: AgendaItemId, by: Changer) -> Result<(), Refusal> {
        ensure(self.item(id).is_some(), Refusal::UnknownItem)?;
        self.wijzigingen.push(by.did(ChangeKind::Vervallen { punt: id }));
        Ok(())
    }
}

/// Who changes a frozen agenda, when and why.
#[derive(Clone, Debug)]
pub(crate) struct Changer {
    pub(crate) op: Moment,
    pub(crate) door: AccountId,
    pub(crate) reden: Text,
}

impl Changer {
    fn did(self, wat: ChangeKind) -> Change {
        Change { op: self.op, door: self.door, reden: self.reden, wat }
    }
}

/// Wanneer een punt aan de beurt is, op de Nederlandse klok.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Agendatijd")]
pub struct TimeBox {
    /// Het punt.
    pub punt: AgendaItemId,
    /// Het begin.
    pub van: NaiveTime,
    /// Het einde.
    pub tot: NaiveTime,
}

/// Returns the clock times of items that follow each other from the start of the meeting.
pub fn time_boxes<'a>(
    items: impl IntoIterator<Item = &'a AgendaItem>,
    start: NaiveTime,
) -> Vec<TimeBox> {
    let boxes = items.into_iter().scan(start, |clock, item| {
        let van = *clock;
        *clock = van + TimeDelta::minutes(i64::from(item.minuten));
        Some(TimeBox { punt: item.id, van, tot: *clock })
    });
    boxes.collect()
}
