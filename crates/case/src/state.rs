//! The states of a file: one struct per state, with exactly the data of that state.
//!
//! The fields are private to the crate. A state is only reached by consuming the one before it, with the evidence that the
//! step needs; a step that the law does not know is a function that does not exist.

use crate::assessment::Assessment;
use crate::command::{AppealOutcome, Basis, Condition, ObjectionOutcome, ViewsException};
use crate::evidence::Evidence;
use crate::file::File;
use crate::procedure::Outcome;
use crate::scope::Scope;
use crate::text::Text;
use chrono::NaiveDate;
use kernel::{AccountId, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares the states: the enum, the name of each and a struct for each.
macro_rules! states {
    ($($(#[$doc:meta])* $variant:ident = $wire:literal as $schema:literal {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
    })+) => {
        /// Een dossier in zijn stand.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(tag = "stand")]
        #[schemars(rename = "Dossier")]
        pub enum Case {
            $($(#[$doc])* #[serde(rename = $wire)] $variant(Box<$variant>),)+
        }

        /// The name of a state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = "Stand")]
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

        impl Case {
            /// Returns the state.
            pub fn state(&self) -> StateName {
                match self { $(Self::$variant(_) => StateName::$variant,)+ }
            }

            /// Returns what every file holds.
            pub fn file(&self) -> &File {
                match self { $(Self::$variant(state) => &state.dossier,)+ }
            }

            pub(crate) fn file_mut(&mut self) -> &mut File {
                match self { $(Self::$variant(state) => &mut state.dossier,)+ }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
            #[serde(rename_all = "camelCase")]
            #[schemars(rename = $schema)]
            pub struct $variant {
                /// De gegevens van het dossier.
                pub(crate) dossier: File,
                $($(#[$field_doc])* pub(crate) $field: $kind,)*
            }

            impl From<$variant> for Case {
                fn from(state: $variant) -> Self {
                    Self::$variant(Box::new(state))
                }
            }
        )+
    };
}

states! {
    /// Ontvangen; het toepassingsbereik is nog niet vastgelegd.
    Intake = "intake" as "DossierIntake" {}
    /// Het toepassingsbereik is vastgelegd.
    Scoped = "toepassingsbereik" as "DossierToepassingsbereik" {
        /// Het toepassingsbereik.
        toepassingsbereik: Scope,
    }
    /// De vragenlijst is uit.
    FormsOut = "vragenlijst-uit" as "DossierVragenlijstUit" {
        /// Het toepassingsbereik.
        toepassingsbereik: Scope,
    }
    /// Er loopt een hersteltermijn (Awb 4:5).
    Repair = "herstel" as "DossierHerstel" {
        /// Het toepassingsbereik.
        toepassingsbereik: Scope,
    }
    /// De vragenlijsten zijn afgehandeld.
    Complete = "compleet" as "DossierCompleet" {
        /// Het toepassingsbereik.
        toepassingsbereik: Scope,
    }
    /// Het eigen onderzoek loopt (art. 7a).
    Investigation = "onderzoek" as "DossierOnderzoek" {
        /// Het toepassingsbereik.
        toepassingsbereik: Scope,
        /// Het onderzoek.
        onderzoek: Inquiry,
    }
    /// Het LBB is om advies gevraagd.
    AdviceAsked = "lbb-advies" as "DossierLbbAdvies" {
        /// Het toepassingsbereik.
        toepassingsbereik: Scope,
        /// Het onderzoek.
        onderzoek: Inquiry,
        /// Het verzoek dat loopt.
        advies: OpenAdvice,
    }
    /// Een ambtenaar heeft beoordeeld.
    Assessed = "beoordeeld" as "DossierBeoordeeld" {
        /// Het toepassingsbereik.
        toepassingsbereik: Scope,
        /// Het onderzoek.
        onderzoek: Inquiry,
        /// De beoordeling.
        beoordeling: Assessment,
    }
    /// Het voornemen is bekend en er is om zienswijzen gevraagd (art. 33).
    Intended = "voornemen" as "DossierVoornemen" {
        /// Het toepassingsbereik.
        toepassingsbereik: Scope,
        /// Het onderzoek.
        onderzoek: Inquiry,
        /// De beoordeling.
        beoordeling: Assessment,
        /// Het voornemen.
        voornemen: Intent,
    }
    /// Er is beslist.
    Decided = "besloten" as "DossierBesloten" {
        /// De weg naar de beslissing.
        verloop: Course,
        /// De beslissing en wat er daarna gebeurde.
        afronding: Aftermath,
    }
    /// Er loopt een bezwaar.
    InObjection = "bezwaar" as "DossierBezwaar" {
        /// De weg naar de beslissing.
        verloop: Course,
        /// De beslissing en wat er daarna gebeurde.
        afronding: Aftermath,
        /// Het bezwaar.
        bezwaar: Objection,
    }
    /// Er loopt een beroep.
    InAppeal = "beroep" as "DossierBeroep" {
        /// De weg naar de beslissing.
        verloop: Course,
        /// De beslissing en wat er daarna gebeurde.
        afronding: Aftermath,
        /// Het beroep.
        beroep: Appeal,
    }
    /// Gesloten.
    Closed = "gesloten" as "DossierGesloten" {
        /// Hoe het dossier eindigde.
        slot: Ending,
        /// De weg naar de beslissing, als er is beslist.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verloop: Option<Course>,
        /// De beslissing en wat er daarna gebeurde, als er is beslist.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        afronding: Option<Aftermath>,
        /// Het rechtsmiddel dat nog liep toen de aanvraag werd ingetrokken, ook als het van een ander was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lopend: Option<OpenRemedy>,
    }
}

/// Een rechtsmiddel dat nog liep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "middel", rename_all = "kebab-case")]
#[schemars(rename = "LopendRechtsmiddel")]
pub enum OpenRemedy {
    /// Een bezwaar.
    Bezwaar {
        /// Het bezwaar.
        bezwaar: Objection,
    },
    /// Een beroep.
    Beroep {
        /// Het beroep.
        beroep: Appeal,
    },
}

/// Het eigen onderzoek met de adviezen van het LBB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Onderzoek")]
pub struct Inquiry {
    /// De eerste dag.
    pub gestart_op: NaiveDate,
    /// De adviesvragen die zijn afgerond.
    pub adviezen: Vec<ClosedAdvice>,
}

/// Een adviesvraag die loopt; vragen en verlenging staan op de klok.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LopendeAdviesvraag")]
pub struct OpenAdvice {
    /// De dag van het verzoek.
    pub op: NaiveDate,
    /// Wat is meegestuurd.
    pub stukken: Vec<Evidence>,
    /// Waarom het verzoek ging terwijl er iets ontbrak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onvolledig_omdat: Option<Text>,
    /// Wanneer is gerappelleerd.
    pub rappels: Vec<NaiveDate>,
}

/// Een afgeronde adviesvraag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AfgerondeAdviesvraag")]
pub struct ClosedAdvice {
    /// Het verzoek.
    pub verzoek: OpenAdvice,
    /// Hoe het afliep.
    pub afloop: AdviceEnd,
}

/// Hoe een adviesvraag afliep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "afloop", rename_all = "kebab-case")]
#[schemars(rename = "Adviesafloop")]
pub enum AdviceEnd {
    /// Het advies is ontvangen.
    Ontvangen {
        /// De dag.
        op: NaiveDate,
        /// Het advies.
        stuk: Evidence,
    },
    /// Het advies bleef uit; de opschorting is voorbij.
    Uitgebleven {
        /// De dag van vaststelling.
        op: NaiveDate,
    },
    /// Het LBB zag af van advies (art. 9 lid 5).
    Afgezien {
        /// De dag.
        op: NaiveDate,
        /// De reden.
        motivering: Text,
    },
}

/// Het voornemen met de stand van de zienswijzen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VastgelegdVoornemen")]
pub struct Intent {
    /// De voorgenomen uitkomst.
    pub uitkomst: Outcome,
    /// Waarop zij rust.
    pub grondslag: Basis,
    /// De voorgenomen voorschriften.
    pub voorschriften: Vec<Condition>,
    /// De redenen.
    pub motivering: Text,
    /// De dag van verzending.
    pub op: NaiveDate,
    /// De laatste dag voor een zienswijze.
    pub uiterlijk: NaiveDate,
    /// De stand per persoon: elke betrokkene en elke genoemde derde.
    pub zienswijzen: Vec<Hearing>,
}

/// De stand van de zienswijze van één persoon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Zienswijzestand")]
pub struct Hearing {
    /// De persoon.
    pub persoon: SubjectId,
    /// De stand.
    pub stand: Heard,
}

/// Of iemand is gehoord.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stand", rename_all = "kebab-case")]
#[schemars(rename = "Gehoord")]
pub enum Heard {
    /// De zienswijze is gevraagd.
    Gevraagd,
    /// De zienswijze is gegeven.
    Gegeven {
        /// De dag.
        op: NaiveDate,
        /// Schriftelijk of mondeling.
        wijze: crate::command::ViewsForm,
    },
    /// De gelegenheid is niet gebruikt.
    Ongebruikt {
        /// De dag van vaststelling.
        op: NaiveDate,
    },
    /// Er is een uitzondering (Awb 4:11, 4:12).
    Uitgezonderd {
        /// De uitzondering.
        uitzondering: ViewsException,
        /// Waarom zij opgaat.
        motivering: Text,
    },
}

/// De weg naar de beslissing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "weg", rename_all = "kebab-case")]
#[schemars(rename = "Verloop")]
pub enum Course {
    /// De aanvraag is buiten behandeling gelaten.
    BuitenBehandeling {
        /// Het toepassingsbereik.
        toepassingsbereik: Box<Scope>,
    },
    /// Er is inhoudelijk beslist.
    Inhoudelijk(Box<Merits>),
}

/// De weg naar een inhoudelijke beslissing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "InhoudelijkVerloop")]
pub struct Merits {
    /// Het toepassingsbereik.
    pub toepassingsbereik: Scope,
    /// Het onderzoek.
    pub onderzoek: Inquiry,
    /// De beoordeling.
    pub beoordeling: Assessment,
    /// Het voornemen, als dat er was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voornemen: Option<Intent>,
}

/// De beslissing met alles wat daarna komt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Afronding")]
pub struct Aftermath {
    /// De beslissing.
    pub beslissing: Decision,
    /// De rechtsmiddelen die zijn afgerond, in volgorde.
    pub rechtsmiddelen: Vec<ClosedRemedy>,
    /// De verzoeken om een voorlopige voorziening.
    pub voorzieningen: Vec<Relief>,
}

/// De beslissing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VastgelegdeBeslissing")]
pub struct Decision {
    /// De uitkomst; leeg als de aanvraag buiten behandeling is gelaten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uitkomst: Option<Outcome>,
    /// Waarop zij rust.
    pub grondslag: Basis,
    /// De voorschriften.
    pub voorschriften: Vec<Condition>,
    /// De redenen.
    pub motivering: Text,
    /// Wie besliste, en onder welk mandaat.
    pub mandaat: Text,
    /// Het account van de beslisser.
    pub door: AccountId,
    /// De dag van bekendmaking.
    pub bekendgemaakt_op: NaiveDate,
}

/// Een bezwaar dat loopt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LopendBezwaar")]
pub struct Objection {
    /// De dag van ontvangst van het eerste bezwaar.
    pub op: NaiveDate,
    /// Van wie de bezwaren komen.
    pub van: Vec<Text>,
    /// Adviseert een commissie (Awb 7:13)?
    pub commissie: bool,
    /// De dag waarop de beslissing is verdaagd.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdaagd_op: Option<NaiveDate>,
}

/// De rechter bij wie een beroep loopt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Instantie")]
pub enum Court {
    /// De rechtbank.
    Rechtbank,
    /// De hogerberoepsrechter.
    HogerBeroep,
}

/// Een beroep dat loopt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LopendBeroep")]
pub struct Appeal {
    /// De rechter.
    pub instantie: Court,
    /// De dag waarop het is ingesteld.
    pub op: NaiveDate,
    /// Van wie het komt.
    pub van: Vec<Text>,
}

/// Een afgerond rechtsmiddel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "middel", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[schemars(rename = "AfgerondRechtsmiddel")]
pub enum ClosedRemedy {
    /// Een bezwaar.
    Bezwaar {
        /// Het bezwaar.
        bezwaar: Objection,
        /// De uitkomst.
        uitkomst: ObjectionOutcome,
        /// De dag van bekendmaking.
        bekendgemaakt_op: NaiveDate,
    },
    /// Een beroep.
    Beroep {
        /// Het beroep.
        beroep: Appeal,
        /// De uitkomst.
        uitkomst: AppealOutcome,
        /// De dag van verzending van de uitspraak.
        bekendgemaakt_op: NaiveDate,
    },
}

/// Een verzoek om een voorlopige voorziening (Awb 8:81).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Voorziening")]
pub struct Relief {
    /// De dag van het verzoek.
    pub op: NaiveDate,
    /// Van wie.
    pub van: Text,
    /// De uitspraak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uitspraak: Option<ReliefRuling>,
}

/// De uitspraak op een verzoek om een voorlopige voorziening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "VoorzieningUitspraak")]
pub struct ReliefRuling {
    /// De dag.
    pub op: NaiveDate,
    /// Is het verzoek toegewezen?
    pub toegewezen: bool,
}

/// Hoe een dossier eindigde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Slot")]
pub struct Ending {
    /// De reden.
    pub reden: EndingReason,
    /// De dag.
    pub op: NaiveDate,
    /// De toelichting.
    pub motivering: Text,
}

/// Waarom een dossier gesloten is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Slotreden")]
pub enum EndingReason {
    /// Er is geen toets gedaan.
    ZonderToets,
    /// De aanvrager of gegadigde trok zich terug.
    Ingetrokken,
    /// Er is beslist en de rechtsmiddelen zijn uitgewerkt.
    Beslist,
}

impl ClosedRemedy {
    fn was_withdrawn(&self) -> bool {
        match self {
            Self::Bezwaar { uitkomst, .. } => *uitkomst == ObjectionOutcome::Ingetrokken,
            Self::Beroep { uitkomst, .. } => *uitkomst == AppealOutcome::Ingetrokken,
        }
    }
}

impl Aftermath {
    /// Returns the request for interim relief that is still open.
    pub(crate) fn open_relief(&mut self) -> Option<&mut Relief> {
        self.voorzieningen.iter_mut().find(|relief| relief.uitspraak.is_none())
    }

    /// Returns whether a request for interim relief is still open.
    pub(crate) fn has_open_relief(&self) -> bool {
        self.voorzieningen.iter().any(|relief| relief.uitspraak.is_none())
    }

    /// Returns whether an objection or appeal took away the decision, and with it the conclusion that it rests on.
    pub(crate) fn took_the_conclusion_away(&self) -> bool {
        self.rechtsmiddelen.iter().any(|remedy| match remedy {
            ClosedRemedy::Bezwaar { uitkomst, .. } => *uitkomst == ObjectionOutcome::Herroepen,
            ClosedRemedy::Beroep { uitkomst, .. } => *uitkomst == AppealOutcome::Vernietigd,
        })
    }

    /// Returns the day on which the last decision or ruling was made known, with the remedy it belongs to. A remedy that was
    /// withdrawn gave neither: what stood before it stands again.
    pub(crate) fn last_made_known(&self) -> (NaiveDate, Option<&ClosedRemedy>) {
        match self.rechtsmiddelen.iter().rev().find(|remedy| !remedy.was_withdrawn()) {
            None => (self.beslissing.bekendgemaakt_op, None),
            Some(last) => {
                let (ClosedRemedy::Bezwaar { bekendgemaakt_op, .. }
                | ClosedRemedy::Beroep { bekendgemaakt_op, .. }) = last;
                (*bekendgemaakt_op, Some(last))
            }
        }
    }
}

impl Case {
    /// Returns what came after the decision, when there is one.
    pub fn aftermath(&self) -> Option<&Aftermath> {
        match self {
            Self::Decided(state) => Some(&state.afronding),
            Self::InObjection(state) => Some(&state.afronding),
            Self::InAppeal(state) => Some(&state.afronding),
            Self::Closed(state) => state.afronding.as_ref(),
            Self::Intake(_)
            | Self::Scoped(_)
            | Self::FormsOut(_)
            | Self::Repair(_)
            | Self::Complete(_)
            | Self::Investigation(_)
            | Self::AdviceAsked(_)
            | Self::Assessed(_)
            | Self::Intended(_) => None,
        }
    }

    /// Returns whether the application was left out of treatment.
    pub fn was_put_aside(&self) -> bool {
        let course = match self {
            Self::Decided(state) => Some(&state.verloop),
            Self::InObjection(state) => Some(&state.verloop),
            Self::InAppeal(state) => Some(&state.verloop),
            Self::Closed(state) => state.verloop.as_ref(),
            _ => None,
        };
        matches!(course, Some(Course::BuitenBehandeling { .. }))
    }

    /// Returns how the file ended, when it is closed.
    pub fn ending(&self) -> Option<&Ending> {
        let Self::Closed(state) = self else { return None };
        Some(&state.slot)
    }
}
