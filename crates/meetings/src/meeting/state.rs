//! The states of a meeting: one struct per state, with exactly the data of that state.
//!
//! The fields are private to the crate: a state is only reached by consuming the one before it.

use crate::advice::Advice;
use crate::agenda::{Agenda, AgendaItem, FrozenAgenda};
use crate::calendar::Appointment;
use crate::refusal::Refusal;
use crate::session::Session;
use crate::subject::{Conflict, for_member};
use case::Text;
use chrono::NaiveDate;
use kernel::{AccountId, ActionId, AgendaItemId, MeetingId, Moment, WorkingGroupId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares the states: the enum, the name of each, a struct for each and what all of them hold.
macro_rules! states {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal as $schema:literal {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
    })+) => {
        /// Een vergadering in haar stand.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(tag = "stand")]
        #[schemars(rename = "Vergadering")]
        pub enum Meeting {
            $($(#[$doc])* #[serde(rename = $wire)] $variant(Box<$variant>),)+
        }

        /// The name of a state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = "Vergaderstand")]
        pub enum StateName {
            $($(#[$doc])* #[serde(rename = $wire)] $variant,)+
        }

        impl StateName {
            /// All states.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the id used in files, answers and the database.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }
        }

        impl Meeting {
            /// Returns the state.
            pub fn state(&self) -> StateName {
                match self { $(Self::$variant(_) => StateName::$variant,)+ }
            }

            /// Returns what every meeting holds.
            pub fn head(&self) -> &MeetingHead {
                match self { $(Self::$variant(state) => &state.vergadering,)+ }
            }

            pub(crate) fn head_mut(&mut self) -> &mut MeetingHead {
                match self { $(Self::$variant(state) => &mut state.vergadering,)+ }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
            #[serde(rename_all = "camelCase")]
            #[schemars(rename = $schema)]
            pub struct $variant {
                /// Wat elke vergadering heeft.
                pub(crate) vergadering: MeetingHead,
                $($(#[$field_doc])* pub(crate) $field: $kind,)*
            }

            impl From<$variant> for Meeting {
                fn from(state: $variant) -> Self {
                    Self::$variant(Box::new(state))
                }
            }
        )+
    };
}

states! {
    /// De dag staat vast; er is nog geen agenda.
    Planned = "gepland" as "VergaderingGepland" {}
    /// De agenda wordt gemaakt.
    AgendaOpen = "agenda-open" as "VergaderingAgendaOpen" {
        /// De agenda.
        agenda: Agenda,
    }
    /// De agenda is bevroren.
    Frozen = "bevroren" as "VergaderingBevroren" {
        /// De agenda.
        agenda: FrozenAgenda,
    }
    /// De zitting is geopend; het verslag is een concept.
    Held = "gehouden" as "VergaderingGehouden" {
        /// Wat er gebeurde.
        verloop: Course,
    }
    /// Het verslag is vastgesteld.
    Adopted = "verslag-vastgesteld" as "VergaderingVerslagVastgesteld" {
        /// Wat er gebeurde.
        verloop: Course,
        /// De vaststelling.
        vaststelling: Adoption,
    }
    /// De vergadering ging niet door.
    Cancelled = "geannuleerd" as "VergaderingGeannuleerd" {
        /// Waarom.
        reden: Text,
        /// Wanneer.
        geannuleerd_op: Moment,
        /// Wat er op de agenda stond; het wacht op een andere vergadering.
        punten: Vec<AgendaItem>,
    }
}

/// Waarom er een vergadering is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[schemars(rename = "Vergadersoort")]
pub enum MeetingKind {
    /// Zij hoort bij het ritme.
    Gewoon {
        /// Het volgnummer in het ritme, vanaf 0.
        volgnummer: u32,
        /// De dag die het ritme gaf; leeg als die de dag van de afspraak was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bedoeld_op: Option<NaiveDate>,
    },
    /// Zij is extra.
    Extra {
        /// Waarom.
        reden: Text,
    },
}

/// Wat elke vergadering heeft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vergaderkop")]
pub struct MeetingHead {
    /// Het id.
    pub id: MeetingId,
    /// De werkgroep.
    pub werkgroep: WorkingGroupId,
    /// Waarom zij er is.
    pub soort: MeetingKind,
    /// De afspraak.
    pub afspraak: Appointment,
    /// De gemelde belangen.
    pub belangen: Vec<Conflict>,
}

/// Wat er in de zitting gebeurde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vergaderverloop")]
pub struct Course {
    /// De agenda.
    pub agenda: FrozenAgenda,
    /// Wie er zijn.
    pub zitting: Session,
    /// De adviezen.
    pub adviezen: Vec<ItemAdvice>,
    /// De conclusies.
    pub conclusies: Vec<ItemConclusion>,
    /// De acties.
    pub acties: Vec<Action>,
    /// De voorgestelde verbeteringen van het verslag.
    pub verbeteringen: Vec<Correction>,
}

impl MeetingHead {
    /// Returns the day that the rhythm gave, whatever day it is on now; none for an extra meeting.
    pub fn intended_on(&self) -> Option<NaiveDate> {
        match self.soort {
            MeetingKind::Gewoon { bedoeld_op, .. } => Some(bedoeld_op.unwrap_or(self.afspraak.op)),
            MeetingKind::Extra { .. } => None,
        }
    }
}

impl Meeting {
    /// Returns whether it is still to be held: no session was opened, and it was not cancelled.
    pub fn is_to_come(&self) -> bool {
        matches!(self, Self::Planned(_) | Self::AgendaOpen(_) | Self::Frozen(_))
    }

    /// Returns what happened in the session, once it was opened.
    pub fn course(&self) -> Option<&Course> {
        match self {
            Self::Held(state) => Some(&state.verloop),
            Self::Adopted(state) => Some(&state.verloop),
            _ => None,
        }
    }

    /// Returns why a meeting was cancelled.
    pub fn cancelled_because(&self) -> Option<&Text> {
        match self {
            Self::Cancelled(state) => Some(&state.reden),
            _ => None,
        }
    }

    /// Returns the frozen agenda, once it was frozen.
    pub fn frozen_agenda(&self) -> Option<&FrozenAgenda> {
        match self {
            Self::Frozen(state) => Some(&state.agenda),
            _ => self.course().map(|course| &course.agenda),
        }
    }

    /// Returns the items that are on the agenda now, in order; those of a cancelled meeting wait for another one.
    pub fn items(&self) -> Vec<&AgendaItem> {
        match self {
            Self::Planned(_) => Vec::new(),
            Self::AgendaOpen(state) => state.agenda.items().iter().collect(),
            Self::Cancelled(state) => state.punten.iter().collect(),
            Self::Frozen(_) | Self::Held(_) | Self::Adopted(_) => {
                self.frozen_agenda().map(FrozenAgenda::items).unwrap_or_default()
            }
        }
    }

    /// Returns the items that this account may see: nothing that touches an interest of its own (Awb art. 2:4).
    pub fn items_for(&self, account: AccountId) -> Vec<&AgendaItem> {
        for_member(self.items(), &self.head().belangen, account)
    }

    /// Returns an item that this account may see; one that it may not see is as one that is not there.
    pub(crate) fn item_for(
        &self,
        account: AccountId,
        id: AgendaItemId,
    ) -> Result<&AgendaItem, Refusal> {
        let mut items = self.items_for(account).into_iter();
        items.find(|item| item.id == id).ok_or(Refusal::UnknownItem)
    }

    /// Returns the actions that are not done and that this account may see, for the action list.
    pub fn open_actions_for(&self, account: AccountId) -> Vec<&Action> {
        let actions = self.course().map(|course| course.acties.as_slice()).unwrap_or_default();
        let open = actions.iter().filter(|action| action.gereed_op.is_none());
        open.filter(|action| action.punt.is_none_or(|item| self.item_for(account, item).is_ok()))
            .collect()
    }
}

/// Een advies bij een punt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Puntadvies")]
pub struct ItemAdvice {
    /// Het punt.
    pub punt: AgendaItemId,
    /// Het advies.
    pub advies: Advice,
}

/// Een conclusie bij een punt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Puntconclusie")]
pub struct ItemConclusion {
    /// Het punt.
    pub punt: AgendaItemId,
    /// De conclusie.
    pub conclusie: Text,
}

/// Een afgesproken actie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Werkgroepactie")]
pub struct Action {
    /// Het id.
    pub id: ActionId,
    /// Het punt waar zij bij hoort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub punt: Option<AgendaItemId>,
    /// Wat er moet gebeuren.
    pub wat: Text,
    /// Wie het doet.
    pub eigenaar: AccountId,
    /// De laatste dag.
    pub uiterlijk: NaiveDate,
    /// De dag waarop zij klaar was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gereed_op: Option<NaiveDate>,
}

/// Een voorgestelde verbetering van het verslag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Verslagverbetering")]
pub struct Correction {
    /// Het nummer, vanaf 1.
    pub nummer: usize,
    /// Het punt; leeg als zij over het verslag als geheel gaat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub punt: Option<AgendaItemId>,
    /// De verbetering.
    pub tekst: Text,
    /// Van wie.
    pub door: AccountId,
    /// Wanneer.
    pub op: Moment,
    /// Is zij overgenomen? Leeg zolang het verslag niet is vastgesteld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overgenomen: Option<bool>,
}

/// De vaststelling van een verslag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Verslagvaststelling")]
pub struct Adoption {
    /// De vergadering waarin.
    pub vergadering: MeetingId,
    /// Wanneer.
    pub op: Moment,
    /// Wie daar aanwezig waren.
    pub aanwezig: Vec<AccountId>,
}
