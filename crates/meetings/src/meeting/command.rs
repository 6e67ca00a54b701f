//! What can be asked of a meeting.

use crate::advice::{AdviceKind, Dissent, Method};
use crate::agenda::AgendaItem;
use crate::calendar::Slot;
use crate::session::{Guest, Present};
use crate::subject::Subject;
use case::Text;
use chrono::NaiveDate;
use kernel::{AccountId, ActionId, AgendaItemId, MeetingId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Declares a payload: a Dutch object without unknown fields.
macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident as $schema:literal {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
    })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[schemars(rename = $schema)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)*
        }
    )+};
}

payloads! {
    /// Verplaatst de vergadering naar een andere dag, tijd of plaats.
    Move as "VergaderingVerplaatsen" {
        /// De dag.
        op: NaiveDate,
        /// Hoe laat, hoe lang en waar.
        tijd: Slot,
    }
    /// Opent de agenda.
    OpenAgenda as "AgendaOpenen" {}
    /// Zet een punt op de agenda.
    AddItem as "PuntToevoegen" {
        /// Het punt.
        punt: AgendaItem,
        /// Waarom het er na het bevriezen nog bij komt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reden: Option<Text>,
    }
    /// Haalt een punt van de agenda.
    RemoveItem as "PuntSchrappen" {
        /// Het punt.
        punt: AgendaItemId,
        /// Waarom het na het bevriezen vervalt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reden: Option<Text>,
    }
    /// Legt de volgorde van de agenda vast.
    OrderItems as "VolgordeVaststellen" {
        /// De punten die de voorzitter ziet, in volgorde.
        volgorde: Vec<AgendaItemId>,
    }
    /// Legt de tijd van een punt vast.
    TimeItem as "TijdVaststellen" {
        /// Het punt.
        punt: AgendaItemId,
        /// De minuten.
        #[schemars(range(min = 1, max = 240))]
        minuten: u16,
    }
    /// Bevriest de agenda.
    Freeze as "AgendaBevriezen" {}
    /// Meldt een belang van een lid bij een onderwerp (Awb art. 2:4).
    DeclareConflict as "BelangMelden" {
        /// Het lid.
        lid: AccountId,
        /// Het onderwerp.
        onderwerp: Subject,
        /// Het belang, in één zin.
        reden: Text,
    }
    /// Annuleert de vergadering.
    Cancel as "VergaderingAnnuleren" {
        /// Waarom.
        reden: Text,
    }
    /// Opent de zitting.
    Hold as "ZittingOpenen" {
        /// Wie er zijn.
        aanwezig: Vec<Present>,
        /// De gasten.
        #[serde(default)]
        gasten: Vec<Guest>,
    }
    /// Legt vast wie er nu zijn.
    Attend as "AanwezigheidWijzigen" {
        /// Wie er zijn.
        aanwezig: Vec<Present>,
        /// De gasten.
        #[serde(default)]
        gasten: Vec<Guest>,
    }
    /// Legt het advies over een dossier vast.
    Advise as "AdviesVastleggen" {
        /// Het punt.
        punt: AgendaItemId,
        /// Wat de werkgroep adviseert.
        advies: AdviceKind,
        /// De redenen.
        redenen: Text,
        /// Hoe het is genomen.
        wijze: Method,
        /// De afwijkende standpunten.
        #[serde(default)]
        afwijkend: Vec<Dissent>,
    }
    /// Legt de conclusie bij een punt vast.
    Conclude as "ConclusieVastleggen" {
        /// Het punt.
        punt: AgendaItemId,
        /// De conclusie.
        conclusie: Text,
    }
    /// Spreekt een actie af.
    AddAction as "ActieToevoegen" {
        /// Het id.
        id: ActionId,
        /// Het punt waar de actie bij hoort.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        punt: Option<AgendaItemId>,
        /// Wat er moet gebeuren.
        wat: Text,
        /// Wie het doet.
        eigenaar: AccountId,
        /// De laatste dag.
        uiterlijk: NaiveDate,
    }
    /// Meldt een actie klaar.
    ActionDone as "ActieGereedMelden" {
        /// De actie.
        actie: ActionId,
        /// De dag waarop.
        op: NaiveDate,
    }
    /// Stelt een verbetering van het verslag voor.
    Correct as "VerslagVerbeteren" {
        /// Het punt; leeg als het over het verslag als geheel gaat.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        punt: Option<AgendaItemId>,
        /// De verbetering.
        tekst: Text,
    }
    /// Stelt het verslag vast in een latere vergadering.
    Adopt as "VerslagVaststellen" {
        /// De vergadering waarin.
        vergadering: MeetingId,
        /// De nummers van de verbeteringen die worden overgenomen, vanaf 1.
        #[serde(default)]
        overgenomen: BTreeSet<usize>,
    }
}

/// Declares the commands once: variant (named as its payload) and wire name.
macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal,)+) => {
        /// Een opdracht aan een vergadering; uitgevoerd is zij de gebeurtenis met dezelfde naam.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(tag = "naam", content = "inhoud", deny_unknown_fields)]
        #[schemars(rename = "Vergaderopdracht")]
        pub enum Command {
            $($(#[$doc])* #[serde(rename = $wire)] $variant($variant),)+
        }

        /// The name of a command, without its payload.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = "Vergaderopdrachtnaam")]
        pub enum CommandName {
            $($(#[$doc])* #[serde(rename = $wire)] $variant,)+
        }

        impl Command {
            /// Returns the name.
            pub fn name(&self) -> CommandName {
                match self { $(Self::$variant(_) => CommandName::$variant,)+ }
            }
        }

        impl CommandName {
            /// All commands.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the name on the wire.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }
        }

        $(impl From<$variant> for Command {
            fn from(payload: $variant) -> Self {
                Self::$variant(payload)
            }
        })+
    };
}

commands! {
    /// Verplaatst de vergadering.
    Move = "verplaatsen",
    /// Opent de agenda.
    OpenAgenda = "agenda-openen",
    /// Zet een punt op de agenda.
    AddItem = "punt-toevoegen",
    /// Haalt een punt van de agenda.
    RemoveItem = "punt-schrappen",
    /// Legt de volgorde vast.
    OrderItems = "volgorde-vaststellen",
    /// Legt de tijd van een punt vast.
    TimeItem = "tijd-vaststellen",
    /// Bevriest de agenda.
    Freeze = "agenda-bevriezen",
    /// Meldt een belang.
    DeclareConflict = "belang-melden",
    /// Annuleert de vergadering.
    Cancel = "annuleren",
    /// Opent de zitting.
    Hold = "zitting-openen",
    /// Wijzigt wie er zijn.
    Attend = "aanwezigheid-wijzigen",
    /// Legt een advies vast.
    Advise = "advies-vastleggen",
    /// Legt een conclusie vast.
    Conclude = "conclusie-vastleggen",
    /// Spreekt een actie af.
    AddAction = "actie-toevoegen",
    /// Meldt een actie klaar.
    ActionDone = "actie-gereed-melden",
    /// Stelt een verbetering van het verslag voor.
    Correct = "verslag-verbeteren",
    /// Stelt het verslag vast.
    Adopt = "verslag-vaststellen",
}
