//! The length of a decision term, and what a kind of permit or transaction says about its term.

use super::text::counted;
use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Upper bounds that only catch typing errors; no term in this field of work comes near them.
pub(super) const MOST_WEEKS: u32 = 520;
pub(super) const MOST_MONTHS: u32 = 120;
pub(super) const MOST_DAYS: u32 = 3_660;

/// The length of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Whole weeks.
    Weeks(u32),
    /// Calendar months: the same day number in the later month, else the last day of that month.
    Months(u32),
    /// Days.
    Days(u32),
}

impl Length {
    /// Returns the last day of a term that starts with an event on `start`; the day after `start` is day 1.
    pub fn last_day(self, start: NaiveDate) -> NaiveDate {
        match self {
            Self::Weeks(weeks) => plus(start, i64::from(weeks) * 7),
            Self::Months(months) => kernel::add_months(start, months).unwrap_or(NaiveDate::MAX),
            Self::Days(days) => plus(start, i64::from(days)),
        }
    }

    /// Returns the Dutch wording: `8 weken`, `1 maand`.
    pub fn dutch(self) -> String {
        match self {
            Self::Weeks(count) => counted(i64::from(count), "week", "weken"),
            Self::Months(count) => counted(i64::from(count), "maand", "maanden"),
            Self::Days(count) => counted(i64::from(count), "dag", "dagen"),
        }
    }
}

/// Adds days (or takes them off), stopping at the ends of the calendar that chrono can hold.
pub(super) fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days < 0 {
        day.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        day.checked_add_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
}

/// Returns the days from `first` to `last`, both counted; 0 when `last` comes before `first`.
pub(super) fn days_between(first: NaiveDate, last: NaiveDate) -> i64 {
    (last.signed_duration_since(first).num_days() + 1).max(0)
}

/// How far a term may be extended by the body itself.
#[doc(alias = "verdaging")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MostExtension {
    /// At most so many weeks, as the sector law says.
    Weeks(u32),
    /// By a reasonable term that the body names (Awb 4:14(3), 3:18(2)).
    Reasonable,
}

/// The right to extend a term.
#[doc(alias = "verlengbaar")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The longest extension.
    pub most: MostExtension,
    /// The extension must be decided within so many weeks of receipt (Omgevingswet 16.66), where the law says so.
    pub decided_within_weeks: Option<u32>,
}

/// A decision term: its length, whether a statute sets it, and whether it can be extended.
///
/// In files: `{weken = 8, wettelijk = true, verlengbaar = {weken = 6}}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "TermSpecFormat", into = "TermSpecFormat")]
pub struct TermSpec {
    /// The length.
    pub length: Length,
    /// A statute sets this term; only then the Algemene termijnenwet can apply.
    pub statutory: bool,
    /// The right to extend, when there is one.
    pub extension: Option<Extension>,
}

/// De vorm van een termijn in een regelbestand of tijdlijn: precies één van `weken`, `maanden` of `dagen`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TermSpecFormat {
    /// De lengte in weken.
    #[serde(rename = "weken", skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 520))]
    pub weeks: Option<u32>,
    /// De lengte in kalendermaanden.
    #[serde(rename = "maanden", skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 120))]
    pub months: Option<u32>,
    /// De lengte in dagen.
    #[serde(rename = "dagen", skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3660))]
    pub days: Option<u32>,
    /// Staat deze termijn in een wet of verordening? Alleen dan schuift de Algemene termijnenwet het einde op. Zonder
    /// opgave: ja.
    #[serde(rename = "wettelijk", default = "yes")]
    pub statutory: bool,
    /// Hoe het bestuursorgaan de termijn kan verlengen. Zonder opgave: niet.
    #[serde(rename = "verlengbaar", skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionFormat>,
}

/// De vorm van de bevoegdheid om te verlengen: `weken` (ten hoogste) of `redelijk`, nooit allebei.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExtensionFormat {
    /// De verlenging is ten hoogste zoveel weken.
    #[serde(rename = "weken", skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 520))]
    pub weeks: Option<u32>,
    /// De verlenging is een redelijke termijn die het bestuursorgaan zelf noemt (Awb art. 4:14 lid 3).
    #[serde(rename = "redelijk", default, skip_serializing_if = "std::ops::Not::not")]
    pub reasonable: bool,
    /// De verlenging moet binnen zoveel weken na ontvangst zijn bekendgemaakt (Omgevingswet art. 16.66).
    #[serde(rename = "binnenWeken", skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 520))]
    pub within_weeks: Option<u32>,
}

fn yes() -> bool {
    true
}

/// Why a term in a file is no term; the message is Dutch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TermSpecError {
    /// No length at all.
    #[error("de termijn is leeg; geef «weken», «maanden» of «dagen»")]
    Empty,
    /// More than one length.
    #[error("geef maar één van «weken», «maanden» en «dagen»")]
    SeveralLengths,
    /// A number of nought, or one that can only be a typing error.
    #[error("«{0}» valt buiten het bereik; een aantal is 1 of meer en blijft onder tien jaar")]
    OutOfRange(u32),
    /// An extension without a size.
    #[error("de verlenging is leeg; geef «weken» of «redelijk»: true")]
    EmptyExtension,
    /// An extension with two sizes.
    #[error("een verlenging is een aantal weken of een redelijke termijn, niet allebei")]
    SeveralExtensions,
}

impl TryFrom<TermSpecFormat> for TermSpec {
    type Error = TermSpecError;

    fn try_from(format: TermSpecFormat) -> Result<Self, TermSpecError> {
        let length = match (format.weeks, format.months, format.days) {
            (Some(weeks), None, None) => Length::Weeks(in_range(weeks, MOST_WEEKS)?),
            (None, Some(months), None) => Length::Months(in_range(months, MOST_MONTHS)?),
            (None, None, Some(days)) => Length::Days(in_range(days, MOST_DAYS)?),
            (None, None, None) => return Err(TermSpecError::Empty),
            _ => return Err(TermSpecError::SeveralLengths),
        };
        let extension = format.extension.map(Extension::try_from).transpose()?;
        Ok(Self { length, statutory: format.statutory, extension })
    }
}

impl TryFrom<ExtensionFormat> for Extension {
    type Error = TermSpecError;

    fn try_from(format: ExtensionFormat) -> Result<Self, TermSpecError> {
        let most = match (format.weeks, format.reasonable) {
            (Some(weeks), false) => MostExtension::Weeks(in_range(weeks, MOST_WEEKS)?),
            (None, true) => MostExtension::Reasonable,
            (None, false) => return Err(TermSpecError::EmptyExtension),
            (Some(_), true) => return Err(TermSpecError::SeveralExtensions),
        };
        let within = format.within_weeks.map(|weeks| in_range(weeks, MOST_WEEKS)).transpose()?;
        Ok(Self { most, decided_within_weeks: within })
    }
}

fn in_range(count: u32, most: u32) -> Result<u32, TermSpecError> {
    if (1..=most).contains(&count) { Ok(count) } else { Err(TermSpecError::OutOfRange(count)) }
}

impl From<TermSpec> for TermSpecFormat {
    fn from(spec: TermSpec) -> Self {
        let mut format = Self { statutory: spec.statutory, ..Self::default() };
        match spec.length {
            Length::Weeks(count) => format.weeks = Some(count),
            Length::Months(count) => format.months = Some(count),
            Length::Days(count) => format.days = Some(count),
        }
        format.extension = spec.extension.map(|extension| ExtensionFormat {
            weeks: match extension.most {
                MostExtension::Weeks(weeks) => Some(weeks),
                MostExtension::Reasonable => None,
            },
            reasonable: extension.most == MostExtension::Reasonable,
            within_weeks: extension.decided_within_weeks,
        });
        format
    }
}

/// What starts the decision; it decides whether an extension, art. 31 and a penalty exist.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum DoorKind {
    /// An application for a decision (permit, subsidy).
    #[default]
    #[doc(alias = "aanvraag")]
    #[serde(rename = "aanvraag")]
    Application,
    /// A civil act: a public contract or a real-estate deal.
    #[doc(alias = "civiel")]
    #[serde(rename = "civiel")]
    Civil,
    /// A decision without application, such as the withdrawal of a running permit.
    #[doc(alias = "ambtshalve")]
    #[serde(rename = "ambtshalve")]
    OwnMotion,
}

/// What a kind of permit or transaction says about its decision term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermProfile {
    /// De beslistermijn. Zonder opgave geldt voor een aanvraag de redelijke termijn van Awb art. 4:13; bij een civiele
    /// handeling of een ambtshalve besluit is er dan geen termijn.
    #[serde(rename = "termijn", default, skip_serializing_if = "Option::is_none")]
    pub term: Option<TermSpec>,
    /// Het artikel waarin de termijn staat, zoals het in een brief komt.
    #[serde(rename = "artikel", default)]
    pub article: String,
    /// Wat de beslissing in gang zet.
    #[serde(rename = "deur", default)]
    pub kind: DoorKind,
    /// Wordt de vergunning van rechtswege gegeven als er niet op tijd is beslist (Awb paragraaf 4.1.3.3)?
    #[doc(alias = "lex silencio positivo")]
    #[serde(rename = "stilzwijgend", default)]
    pub positive_silence: bool,
    /// Geldt de uitgebreide voorbereiding (Awb afdeling 3.4)? Dan is er geen bezwaar maar rechtstreeks beroep.
    #[serde(rename = "uitgebreid", default)]
    pub extended_procedure: bool,
}
