//! A finding: something that was established about a person, with its source, its dates and what happened with the case.

use crate::kind::{FindingKind, Kinds};
use crate::money;
use crate::path::RoleStep;
use crate::weight::{EvidenceStatus, LegalWeight};
use chrono::NaiveDate;
use kernel::{Euro, Redacted, SubjectId, add_months, did_you_mean, dutch_date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use subjects::RoleKind;
use thiserror::Error;
use uuid::Uuid;

/// The longest path from the betrokkene that is looked at, in steps.
pub const MOST_STEPS: usize = 8;
/// The longest reference or reason, in letters.
pub const LONGEST_TEXT: usize = 500;
/// How long data may be used for another decision (art. 29 Wet Bibob).
pub(crate) const USABLE_YEARS: u32 = 5;

/// Het id van een bevinding.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
#[schemars(rename = "BevindingId")]
pub struct FindingId(Uuid);

impl kernel::Id for FindingId {
    fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    fn uuid(self) -> Uuid {
        self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Een bevinding over een persoon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bevinding")]
pub struct Finding {
    /// Het id.
    pub id: FindingId,
    /// De persoon over wie het gaat.
    #[serde(rename = "persoon")]
    pub subject: SubjectId,
    /// De soort, uit `bevindingen.toml`.
    #[serde(rename = "soort")]
    pub kind: String,
    /// Het pad van de betrokkene naar de persoon; leeg als het de betrokkene zelf is.
    #[serde(rename = "pad", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 8))]
    pub path: Vec<RoleStep>,
    /// De dag van het feit, of de eerste dag ervan; leeg als die niet bekend is.
    #[serde(rename = "feitOp", default, skip_serializing_if = "Option::is_none")]
    pub happened_on: Option<NaiveDate>,
    /// De laatste dag, als het feit langer duurde.
    #[serde(rename = "feitTotEnMet", default, skip_serializing_if = "Option::is_none")]
    pub happened_until: Option<NaiveDate>,
    /// De dag waarop de gegevens zijn verkregen.
    #[serde(rename = "verkregenOp")]
    pub obtained_on: NaiveDate,
    /// De bron.
    #[serde(rename = "bron")]
    pub source: Source,
    /// Wat er met het feit is gebeurd.
    #[serde(rename = "bewijs")]
    pub status: EvidenceStatus,
    /// De samenhang met de activiteit (art. 3 lid 3).
    #[serde(rename = "samenhang", default)]
    pub connection: Connection,
    /// De grootte van het voordeel (art. 3 lid 2); leeg als die niet bekend is.
    #[serde(
        rename = "voordeel",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "money::optional"
    )]
    #[schemars(with = "Option<String>")]
    pub benefit: Option<Euro>,
}

/// De bron van een bevinding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bevindingbron")]
pub struct Source {
    /// Het soort bron.
    #[serde(rename = "soort")]
    pub kind: SourceKind,
    /// Waar het staat: het nummer van het stuk, uittreksel of dossier.
    #[serde(rename = "kenmerk")]
    #[schemars(length(min = 1, max = 500))]
    pub reference: Redacted<String>,
}

/// Het soort bron (Wet Bibob art. 7a tot en met 7c, 11a en 28).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Bevindingbronsoort")]
pub enum SourceKind {
    /// De vragenlijst en de bijlagen.
    Vragenlijst,
    /// Een open bron.
    OpenBron,
    /// Het handelsregister.
    Handelsregister,
    /// Het Kadaster.
    Kadaster,
    /// Justitiële gegevens.
    Justitie,
    /// Politiegegevens.
    Politie,
    /// Gegevens van het Openbaar Ministerie.
    OpenbaarMinisterie,
    /// De Belastingdienst.
    Belastingdienst,
    /// Het Bibob-register.
    BibobRegister,
    /// Een advies van het Landelijk Bureau Bibob.
    Lbb,
    /// Het dossier van een andere overheid.
    AndereOverheid,
    /// Het RIEC-verband.
    Riec,
    /// Het eigen dossier van de overheid, zoals toezicht en handhaving.
    EigenDossier,
    /// Wat het netwerk van personen laat zien.
    Netwerk,
}

impl SourceKind {
    /// All kinds, in the order in which a form offers them.
    pub const ALL: [Self; 14] = [
        Self::Vragenlijst,
        Self::OpenBron,
        Self::Handelsregister,
        Self::Kadaster,
        Self::Justitie,
        Self::Politie,
        Self::OpenbaarMinisterie,
        Self::Belastingdienst,
        Self::BibobRegister,
        Self::Lbb,
        Self::AndereOverheid,
        Self::Riec,
        Self::EigenDossier,
        Self::Netwerk,
    ];

    /// Returns the id, as it is written in files.
    pub fn id(self) -> &'static str {
        self.names().0
    }

    /// Returns the name, for people.
    pub fn label(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Vragenlijst => ("vragenlijst", "Vragenlijst met bijlagen"),
            Self::OpenBron => ("open-bron", "Open bron"),
            Self::Handelsregister => ("handelsregister", "Handelsregister"),
            Self::Kadaster => ("kadaster", "Kadaster"),
            Self::Justitie => ("justitie", "Justitiële gegevens"),
            Self::Politie => ("politie", "Politiegegevens"),
            Self::OpenbaarMinisterie => ("openbaar-ministerie", "Openbaar Ministerie"),
            Self::Belastingdienst => ("belastingdienst", "Belastingdienst"),
            Self::BibobRegister => ("bibob-register", "Bibob-register"),
            Self::Lbb => ("lbb", "Advies van het LBB"),
            Self::AndereOverheid => ("andere-overheid", "Andere overheid"),
            Self::Riec => ("riec", "RIEC-verband"),
            Self::EigenDossier => ("eigen-dossier", "Eigen dossier"),
            Self::Netwerk => ("netwerk", "Relaties op het dossier"),
        }
    }
}

/// De samenhang van een feit met de activiteit waarvoor de beschikking is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Samenhang")]
pub struct Connection {
    /// Of het feit met de activiteit samenhangt.
    #[serde(rename = "antwoord")]
    pub answer: Connected,
    /// Waarom; verplicht bij ja en nee.
    #[serde(rename = "reden", default)]
    #[schemars(length(max = 500))]
    pub reason: Redacted<String>,
}

/// Of een feit met de activiteit samenhangt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "SamenhangAntwoord")]
pub enum Connected {
    /// Ja.
    Ja,
    /// Nee.
    Nee,
    /// Nog niet bekend.
    #[default]
    Onbekend,
}

/// A field of a finding that is wrong; the message names the field and is Dutch.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {problem}")]
pub struct FindingFault {
    /// The field, by its name in the file: `feitOp`, `pad/1/totEnMet`.
    pub field: String,
    /// What is wrong with it.
    pub problem: FindingProblem,
}

/// What is wrong with a field of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FindingProblem {
    /// No declared kind.
    #[error("«{kind}» is geen bekende soort bevinding.{hint}")]
    UnknownKind {
        /// The id that was given.
        kind: String,
        /// The nearest kind that exists.
        hint: String,
    },
    /// A finding without a source counts for nobody.
    #[error("een bevinding heeft een bron nodig; vul het kenmerk van het stuk in")]
    NoSource,
    /// Too long a text.
    #[error("dit veld is langer dan {LONGEST_TEXT} tekens")]
    TooLong,
    /// A day that has not come yet.
    #[error("{} ligt in de toekomst; controleer de datum", dutch_date(*.0))]
    InFuture(NaiveDate),
    /// Obtained before it happened.
    #[error("verkregen op {}, maar het feit is van {}; dat kan niet", dutch_date(*.obtained), dutch_date(*.happened))]
    ObtainedBefore {
        /// The day on which it was obtained.
        obtained: NaiveDate,
        /// The day of the fact.
        happened: NaiveDate,
    },
    /// A period that ends before it begins.
    #[error("de laatste dag ({}) ligt voor de eerste dag ({})", dutch_date(*.last), dutch_date(*.first))]
    EndsBeforeItBegins {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// A path that goes through the betrokkene.
    #[error(
        "de betrokkene is geen stap op het pad; laat het pad leeg als het de betrokkene zelf is"
    )]
    PathThroughBetrokkene,
    /// A path that is too long to mean anything.
    #[error("het pad heeft meer dan {MOST_STEPS} stappen")]
    PathTooLong,
    /// An answer without a reason.
    #[error("geef bij ja of nee een reden")]
    NoReason,
    /// A status that the kind cannot have.
    #[error(
        "bij de soort «{0}» past deze stand niet: die kan hoogstens een vermoeden dragen (art. 3a)"
    )]
    TooHeavy(String),
}

impl Finding {
    /// Checks the finding against the declared kinds; `today` is the day on which it is entered.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn check(&self, kinds: &Kinds, today: NaiveDate) -> Result<(), Vec<FindingFault>> {
        let mut faults = Vec::new();
        let mut refuse = |field: &str, problem| {
            faults.push(FindingFault { field: field.to_owned(), problem });
        };
        match kinds.find(&self.kind) {
            Some(kind) if self.is_too_heavy_for(kind) => {
                refuse("bewijs", FindingProblem::TooHeavy(kind.label.clone()));
            }
            Some(_) => {}
            None => {
                let hint = did_you_mean(&self.kind, kinds.iter().map(|kind| kind.id.as_str()));
                refuse("soort", FindingProblem::UnknownKind { kind: self.kind.clone(), hint });
            }
        }
        self.check_texts(&mut refuse);
        self.check_days(today, &mut refuse);
        self.check_path(today, &mut refuse);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Returns the last day of the fact, `None` when its date is unknown.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.happened_until.or(self.happened_on)
    }

    /// Returns the last day on which the data may be used for another decision (art. 29).
    pub fn usable_until(&self) -> NaiveDate {
        add_months(self.obtained_on, 12 * USABLE_YEARS).unwrap_or(NaiveDate::MAX)
    }

    /// Returns the role in which the chain touches the betrokkene.
    pub fn role(&self) -> RoleKind {
        self.path.first().map_or(RoleKind::Betrokkene, |step| step.role)
    }

    fn is_too_heavy_for(&self, kind: &FindingKind) -> bool {
        let heaviest = kind.grounds.iter().map(|ground| self.status.weight(*ground)).max();
        kind.heaviest < LegalWeight::Aanwijzend && heaviest == Some(LegalWeight::Aanwijzend)
    }

    fn check_texts(&self, refuse: &mut impl FnMut(&str, FindingProblem)) {
        let (reference, reason) = (self.source.reference.reveal(), self.connection.reason.reveal());
        if reference.trim().is_empty() {
            refuse("bron/kenmerk", FindingProblem::NoSource);
        }
        if self.connection.answer != Connected::Onbekend && reason.trim().is_empty() {
            refuse("samenhang/reden", FindingProblem::NoReason);
        }
        for (field, text) in [("bron/kenmerk", reference), ("samenhang/reden", reason)] {
            if text.chars().count() > LONGEST_TEXT {
                refuse(field, FindingProblem::TooLong);
            }
        }
    }

    fn check_days(&self, today: NaiveDate, refuse: &mut impl FnMut(&str, FindingProblem)) {
        let days = [
            ("feitOp", self.happened_on),
            ("feitTotEnMet", self.happened_until),
            ("verkregenOp", Some(self.obtained_on)),
        ];
        for (field, day) in days {
            if let Some(day) = day.filter(|day| *day > today) {
                refuse(field, FindingProblem::InFuture(day));
            }
        }
        if let (Some(first), Some(last)) = (self.happened_on, self.happened_until)
            && last < first
        {
            refuse("feitTotEnMet", FindingProblem::EndsBeforeItBegins { first, last });
        }
        let happened = self.happened_on.max(self.happened_until);
        if let Some(happened) = happened.filter(|happened| self.obtained_on < *happened) {
            let obtained = self.obtained_on;
            refuse("verkregenOp", FindingProblem::ObtainedBefore { obtained, happened });
        }
    }

    fn check_path(&self, today: NaiveDate, refuse: &mut impl FnMut(&str, FindingProblem)) {
        if self.path.len() > MOST_STEPS {
            refuse("pad", FindingProblem::PathTooLong);
        }
        for (index, step) in self.path.iter().enumerate() {
            if step.role == RoleKind::Betrokkene {
                refuse(&format!("pad/{index}/rol"), FindingProblem::PathThroughBetrokkene);
            }
            if let Some(since) = step.since.filter(|since| *since > today) {
                refuse(&format!("pad/{index}/van"), FindingProblem::InFuture(since));
            }
            if let (Some(first), Some(last)) = (step.since, step.until)
                && last < first
            {
                let problem = FindingProblem::EndsBeforeItBegins { first, last };
                refuse(&format!("pad/{index}/totEnMet"), problem);
            }
        }
    }
}
