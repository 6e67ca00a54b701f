//! The working group: who is in it, who stands in, how many are needed, and what it is reminded of.
//!
//! Source: the implementation plan of 2026 (seed 003) asks for a Bibob working group with seven roles, once in six weeks.
//! Deputies, quorum, terms of office and the roles after the seventh are an own proposal (reference letters.md, L24).

use crate::agenda::AgendaSettings;
use crate::calendar::Rhythm;
use case::Text;
use chrono::{NaiveDate, TimeDelta};
use kernel::{AccountId, DateRange, FaultCode, Faults, PartyId, WorkingGroupId, add_months};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Declares the roles: variant, wire name, Dutch name, and whether the plan asks for it.
macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal, $label:literal, $asked:literal;)+) => {
        /// De rol van een lid in de werkgroep.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = "Werkgroeprol")]
        pub enum GroupRole {
            $($(#[$doc])* #[serde(rename = $wire)] $variant,)+
        }

        impl GroupRole {
            /// All roles.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the id on the wire.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $wire,)+ }
            }

            /// Returns the name, for people.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Returns whether the implementation plan (seed 003) asks for this role in every working group.
            pub fn is_asked(self) -> bool {
                match self { $(Self::$variant => $asked,)+ }
            }
        }
    };
}

roles! {
    /// Adviseur openbare orde en veiligheid.
    Safety = "aov", "adviseur openbare orde en veiligheid", true;
    /// Vergunningverlening APV en bijzondere wetten.
    Permits = "vergunningverlening-apv", "vergunningverlening APV en bijzondere wetten", true;
    /// Jurist APV en bijzondere wetten.
    PermitsLawyer = "jurist-apv", "jurist APV en bijzondere wetten", true;
    /// Vergunningverlening omgevingsvergunningen.
    Environment = "vergunningverlening-omgeving", "vergunningverlening omgevingsvergunningen", true;
    /// Medewerker vastgoed.
    RealEstate = "vastgoed", "medewerker vastgoed", true;
    /// Jurist omgevingsrecht.
    EnvironmentLawyer = "jurist-omgevingsrecht", "jurist omgevingsrecht", true;
    /// Financieel medewerker.
    Finance = "financien", "financieel medewerker", true;
    /// Bibob-coördinator.
    Coordinator = "coordinator", "Bibob-coördinator", false;
    /// Medewerker subsidies.
    Subsidies = "subsidies", "medewerker subsidies", false;
    /// Medewerker inkoop.
    Procurement = "inkoop", "medewerker inkoop", false;
    /// Medewerker toezicht en handhaving.
    Enforcement = "handhaving", "medewerker toezicht en handhaving", false;
}

/// De dagen waarop iemand zitting heeft; beide dagen tellen mee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Zittingstermijn")]
pub struct Office {
    /// De eerste dag.
    pub vanaf: NaiveDate,
    /// De laatste dag; leeg zolang die niet vaststaat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tot_en_met: Option<NaiveDate>,
}

impl Office {
    /// Returns whether it covers a day; a term that ends before it begins covers none.
    pub fn contains(self, day: NaiveDate) -> bool {
        DateRange::new(self.vanaf, self.tot_en_met).is_ok_and(|range| range.contains(day))
    }
}

/// Een lid van de werkgroep, of een plaatsvervanger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Werkgroeplid")]
pub struct Member {
    /// Het account.
    pub account: AccountId,
    /// De partij waarvoor dit lid zitting heeft.
    pub partij: PartyId,
    /// De rol.
    pub rol: GroupRole,
    /// Het lid dat deze persoon vervangt; leeg bij een lid met een eigen plaats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vervangt: Option<AccountId>,
    /// De zittingstermijn.
    pub zitting: Office,
    /// De dag van de VOG met politiegegevens, als die er is. Zij dient alleen om aan te herinneren.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vog_p: Option<NaiveDate>,
}

/// Hoeveel plaatsen bezet moeten zijn om te adviseren.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Quorum")]
pub enum Quorum {
    /// Meer dan de helft van de plaatsen.
    MeerDanDeHelft,
    /// Een vast aantal plaatsen.
    Aantal {
        /// Het aantal.
        #[schemars(range(min = 1))]
        plaatsen: usize,
    },
}

impl Quorum {
    /// Returns how many seats must be taken when the group has so many; at least one.
    pub fn needed(self, seats: usize) -> usize {
        match self {
            Self::MeerDanDeHelft => seats / 2 + 1,
            Self::Aantal { plaatsen } => plaatsen.max(1),
        }
    }
}

/// Wanneer de werkgroep een herinnering krijgt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Werkgroepherinneringen")]
pub struct ReminderSettings {
    /// Zoveel dagen voor het einde van een zittingstermijn.
    pub zitting_dagen: u16,
    /// Als een VOG-P zoveel maanden oud is.
    pub vog_p_maanden: u32,
    /// Zoveel dagen voor een vergadering.
    pub vergadering_dagen: u16,
}

impl Default for ReminderSettings {
    fn default() -> Self {
        Self { zitting_dagen: 60, vog_p_maanden: 36, vergadering_dagen: 7 }
    }
}

/// Een werkgroep van één partij, of van partijen samen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Werkgroep")]
pub struct WorkingGroup {
    /// Het id.
    pub id: WorkingGroupId,
    /// De naam.
    pub naam: Text,
    /// De partijen die haar samen hebben.
    pub partijen: BTreeSet<PartyId>,
    /// De voorzitter.
    pub voorzitter: AccountId,
    /// Wie de voorzitter vervangt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vice_voorzitter: Option<AccountId>,
    /// De leden en hun plaatsvervangers.
    pub leden: Vec<Member>,
    /// Hoeveel plaatsen bezet moeten zijn.
    pub quorum: Quorum,
    /// Het vergaderritme.
    pub ritme: Rhythm,
    /// Hoe de agenda wordt voorgesteld.
    pub agenda: AgendaSettings,
    /// Wanneer er herinneringen gaan.
    pub herinneringen: ReminderSettings,
}

/// Een plaats in de werkgroep op een dag: een lid, en wie het kan vervangen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Werkgroepplaats")]
pub struct Seat {
    /// Het lid.
    pub lid: AccountId,
    /// Wie het lid kan vervangen.
    pub vervangers: Vec<AccountId>,
}

impl Seat {
    /// Returns whether somebody may take this seat: the member, or a deputy of the member.
    pub fn can_be_taken_by(&self, account: AccountId) -> bool {
        self.lid == account || self.vervangers.contains(&account)
    }
}

/// Iets waaraan de werkgroep wordt herinnerd; het houdt niets tegen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
#[schemars(rename = "Werkgroepherinnering")]
pub enum Reminder {
    /// De zittingstermijn van een lid eindigt binnenkort.
    ZittingEindigt {
        /// Het lid.
        lid: AccountId,
        /// De laatste dag.
        op: NaiveDate,
    },
    /// Van een lid is geen VOG-P bekend.
    VogPOntbreekt {
        /// Het lid.
        lid: AccountId,
    },
    /// De VOG-P van een lid is oud.
    VogPOud {
        /// Het lid.
        lid: AccountId,
        /// De dag van de VOG-P.
        van: NaiveDate,
    },
    /// Een rol die het uitvoeringsplan noemt, is niet bezet.
    RolOnbezet {
        /// De rol.
        rol: GroupRole,
    },
}

impl WorkingGroup {
    /// Checks the group as a whole.
    ///
    /// # Errors
    /// With a fault for each place that does not fit.
    pub fn check(&self) -> Result<(), Faults> {
        let mut faults = Faults::new();
        if self.partijen.is_empty() {
            faults.add("/partijen", FaultCode::Ontbreekt, "noem ten minste één partij");
        }
        let is_member =
            |account: AccountId| self.leden.iter().any(|member| member.account == account);
        let mut chairs = vec![("/voorzitter", self.voorzitter)];
        chairs.extend(self.vice_voorzitter.map(|vice| ("/viceVoorzitter", vice)));
        for (place, chair) in chairs {
            if !is_member(chair) {
                faults.add(place, FaultCode::OnbekendeWaarde, "de voorzitter is een van de leden");
            }
        }
        if self.leden.iter().all(|member| member.vervangt.is_some()) {
            faults.add("/leden", FaultCode::Ontbreekt, "noem ten minste één lid");
        }
        for (index, member) in self.leden.iter().enumerate() {
            self.check_member(index, member, &mut faults);
        }
        self.ritme.check(&mut faults);
        self.agenda.check(&mut faults);
        faults.into_result(Some(()))
    }

    fn check_member(&self, index: usize, member: &Member, faults: &mut Faults) {
        let mut wrong = |field: &str, code, message: &str| {
            faults.add(format!("/leden/{index}/{field}"), code, message);
        };
        if !self.partijen.contains(&member.partij) {
            let message = "deze partij doet niet mee aan de werkgroep";
            wrong("partij", FaultCode::OnbekendeWaarde, message);
        }
        let Ok(office) = DateRange::new(member.zitting.vanaf, member.zitting.tot_en_met) else {
            return wrong(
                "zitting",
                FaultCode::Tegenstrijdig,
                "de termijn eindigt voor hij begint",
            );
        };
        let at_the_same_time = |other: &Member| {
            DateRange::new(other.zitting.vanaf, other.zitting.tot_en_met)
                .is_ok_and(|theirs| theirs.overlaps(office))
        };
        let before = self.leden.iter().take(index);
        if before.clone().any(|other| {
            other.account == member.account
                && other.vervangt == member.vervangt
                && at_the_same_time(other)
        }) {
            let message = "deze persoon heeft deze plaats al in dezelfde tijd";
            wrong("account", FaultCode::Tegenstrijdig, message);
        }
        let Some(principal) = member.vervangt else { return };
        let has_seat = |other: &&Member| other.account == principal && other.vervangt.is_none();
        if principal == member.account || !self.leden.iter().any(|other| has_seat(&other)) {
            let message = "een plaatsvervanger vervangt een ander lid met een eigen plaats";
            wrong("vervangt", FaultCode::OnbekendeWaarde, message);
        }
    }

    /// Returns the entries that are in office on a day.
    pub fn in_office(&self, on: NaiveDate) -> impl Iterator<Item = &Member> {
        self.leden.iter().filter(move |member| member.zitting.contains(on))
    }

    /// Returns whether somebody is in office on a day, as a member or as a deputy.
    pub fn is_in_office(&self, account: AccountId, on: NaiveDate) -> bool {
        self.in_office(on).any(|member| member.account == account)
    }

    /// Returns the seats on a day, each with who may take it.
    pub fn seats(&self, on: NaiveDate) -> Vec<Seat> {
        let deputies = |of: AccountId| {
            let deputies = self.in_office(on).filter(move |member| member.vervangt == Some(of));
            deputies.map(|member| member.account).collect()
        };
        let members = self.in_office(on).filter(|member| member.vervangt.is_none());
        members
            .map(|member| Seat { lid: member.account, vervangers: deputies(member.account) })
            .collect()
    }

    /// Returns whether somebody leads the group on a day: the chair, or who stands in for the chair, while in office.
    pub fn is_chair(&self, account: AccountId, on: NaiveDate) -> bool {
        let is_named = account == self.voorzitter || Some(account) == self.vice_voorzitter;
        is_named && self.is_in_office(account, on)
    }

    /// Returns what the group is reminded of on a day. Nothing of it stops anything.
    pub fn reminders(&self, on: NaiveDate) -> Vec<Reminder> {
        let mut reminders = Vec::new();
        let soon = TimeDelta::days(i64::from(self.herinneringen.zitting_dagen));
        for member in self.in_office(on) {
            let lid = member.account;
            let last = member.zitting.tot_en_met.filter(|last| *last - on <= soon);
            reminders.extend(last.map(|op| Reminder::ZittingEindigt { lid, op }));
            reminders.extend(self.vog_reminder(lid, member.vog_p, on));
        }
        let filled: BTreeSet<GroupRole> = self
            .in_office(on)
            .filter(|member| member.vervangt.is_none())
            .map(|member| member.rol)
            .collect();
        let open = GroupRole::ALL.iter().filter(|rol| rol.is_asked() && !filled.contains(rol));
        reminders.extend(open.map(|rol| Reminder::RolOnbezet { rol: *rol }));
        reminders
    }

    fn vog_reminder(
        &self,
        lid: AccountId,
        given: Option<NaiveDate>,
        on: NaiveDate,
    ) -> Option<Reminder> {
        let Some(van) = given else { return Some(Reminder::VogPOntbreekt { lid }) };
        let old = add_months(van, self.herinneringen.vog_p_maanden).is_some_and(|old| on >= old);
        old.then_some(Reminder::VogPOud { lid, van })
    }
}
