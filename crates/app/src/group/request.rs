//! What can be asked of the working group. Ids and the version of what is changed come beside it.

use case::Text;
use chrono::NaiveDate;
use kernel::{
    AccountId, AgendaItemId, HelpQuestionId, MeetingId, PartyId, RoundId, SignalId, WorkingGroupId,
};
use meetings::{
    AgendaSettings, GroupRole, Member, Office, Quorum, Recess, ReminderSettings, Rhythm,
    SignalGround, Slot, Subject, WorkingGroup,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares a request: a Dutch object without unknown fields.
macro_rules! requests {
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

requests! {
    /// De werkgroep zoals zij moet worden.
    KeepGroup as "WerkgroepVastleggen" {
        /// De naam.
        naam: Text,
        /// De voorzitter.
        voorzitter: AccountId,
        /// Wie de voorzitter vervangt.
        #[serde(default)]
        vice_voorzitter: Option<AccountId>,
        /// De leden en hun plaatsvervangers.
        leden: Vec<KeepMember>,
        /// Hoeveel plaatsen bezet moeten zijn.
        quorum: Quorum,
        /// Het vergaderritme.
        ritme: Rhythm,
        /// Hoe de agenda wordt voorgesteld.
        #[serde(default)]
        agenda: AgendaSettings,
        /// Wanneer er herinneringen gaan.
        #[serde(default)]
        herinneringen: ReminderSettings,
    }
    /// Een lid of plaatsvervanger, een account van de eigen partij.
    KeepMember as "WerkgroeplidVastleggen" {
        /// Het account.
        account: AccountId,
        /// De rol.
        rol: GroupRole,
        /// Het lid dat deze persoon vervangt; leeg bij een lid met een eigen plaats.
        #[serde(default)]
        vervangt: Option<AccountId>,
        /// De zittingstermijn.
        zitting: Office,
        /// De dag van de VOG met politiegegevens.
        #[serde(default)]
        vog_p: Option<NaiveDate>,
    }
    /// Een jaar om te plannen, op het ritme van de werkgroep.
    PlanYear as "JaarPlannen" {
        /// Het jaar.
        jaar: i32,
        /// De tijden van reces.
        #[serde(default)]
        reces: Vec<Recess>,
    }
    /// Een extra vergadering.
    ExtraMeeting as "ExtraVergadering" {
        /// De dag.
        op: NaiveDate,
        /// Hoe laat, hoe lang en waar.
        tijd: Slot,
        /// Waarom zij er is.
        reden: Text,
    }
    /// Voorstellen die op de agenda komen.
    TakeProposals as "VoorstellenOvernemen" {
        /// De onderwerpen, in de volgorde waarin zij op de agenda komen.
        onderwerpen: Vec<Subject>,
    }
    /// Een punt dat iemand inbrengt.
    NewItem as "PuntInbrengen" {
        /// Waar het over gaat.
        onderwerp: Subject,
        /// De tijd in minuten.
        #[schemars(range(min = 1, max = 240))]
        minuten: u16,
        /// Waarom het op de agenda komt.
        toelichting: Text,
        /// De vraag aan de werkgroep.
        #[serde(default)]
        vraag: Option<Text>,
        /// Waarom het er na het bevriezen nog bij komt.
        #[serde(default)]
        reden: Option<Text>,
    }
    /// Een actie die wordt afgesproken.
    NewAction as "ActieAfspreken" {
        /// Het punt waar zij bij hoort.
        #[serde(default)]
        punt: Option<AgendaItemId>,
        /// Wat er moet gebeuren.
        wat: Text,
        /// Wie het doet.
        eigenaar: AccountId,
        /// De laatste dag.
        uiterlijk: NaiveDate,
    }
    /// Een vraag aan de vraagbaak.
    AskHelp as "VraagStellen" {
        /// Het onderwerp, in een paar woorden.
        onderwerp: Text,
        /// De vraag, zonder gegevens van een dossier.
        vraag: Text,
    }
    /// Zoekt in de vraagbaak.
    HelpSearch as "VraagbaakZoeken" {
        /// De woorden; allemaal moeten ze voorkomen. Leeg geeft de nieuwste vragen.
        #[serde(default)]
        woorden: String,
        /// Alleen vragen zonder antwoord.
        #[serde(default)]
        alleen_open: bool,
    }
    /// Een signaal dat wordt ingebracht.
    NewSignal as "SignaalInbrengen" {
        /// Waar het over gaat.
        omschrijving: Text,
        /// Waarom de werkgroep het mag bespreken.
        grondslag: SignalGround,
        /// De dag van het overleg.
        besproken_op: NaiveDate,
    }
}

/// A signal to be put on the agenda of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleSignal {
    /// The meeting.
    pub meeting: MeetingId,
    /// The time in minutes.
    pub minutes: u16,
    /// Why it comes on the agenda.
    pub why: Text,
    /// Why it is added after the agenda was frozen.
    pub reason: Option<Text>,
}

/// A meeting that the caller read at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingChange {
    /// The meeting.
    pub id: MeetingId,
    /// The version that the caller saw.
    pub version: i64,
}

/// A round that the caller read at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundChange {
    /// The round.
    pub id: RoundId,
    /// The version that the caller saw.
    pub version: i64,
}

/// A question that the caller read at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelpChange {
    /// The question.
    pub id: HelpQuestionId,
    /// The version that the caller saw.
    pub version: i64,
}

/// A signal that the caller read at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignalChange {
    /// The signal.
    pub id: SignalId,
    /// The version that the caller saw.
    pub version: i64,
}

impl KeepGroup {
    /// Returns the group of a party that this asks for.
    pub(super) fn group_of(&self, id: WorkingGroupId, party: &PartyId) -> WorkingGroup {
        let member = |member: &KeepMember| Member {
            account: member.account,
            partij: party.clone(),
            rol: member.rol,
            vervangt: member.vervangt,
            zitting: member.zitting,
            vog_p: member.vog_p,
        };
        WorkingGroup {
            id,
            naam: self.naam.clone(),
            partijen: [party.clone()].into(),
            voorzitter: self.voorzitter,
            vice_voorzitter: self.vice_voorzitter,
            leden: self.leden.iter().map(member).collect(),
            quorum: self.quorum,
            ritme: self.ritme.clone(),
            agenda: self.agenda.clone(),
            herinneringen: self.herinneringen,
        }
    }
}
