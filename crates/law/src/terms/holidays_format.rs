//! The form of `rules/national/holidays.toml`.

use chrono::{NaiveDate, Weekday};
use schemars::JsonSchema;
use serde::Deserialize;

/// De dagen waarop een wettelijke termijn niet eindigt (`rules/national/holidays.toml`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidaysFile {
    /// De feestdagen die elk jaar terugkomen.
    #[serde(rename = "feestdag")]
    pub holidays: Vec<HolidayFormat>,
    /// De losse dagen die bij besluit zijn gelijkgesteld.
    #[serde(rename = "gelijkgesteld", default)]
    pub equated: Vec<EquatedDayFormat>,
}

/// Een feestdag die elk jaar terugkomt: op een vaste dag, of een aantal dagen voor of na eerste paasdag.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayFormat {
    /// Een vaste naam in kleine letters en streepjes.
    pub id: String,
    /// De naam van de dag.
    #[serde(rename = "naam")]
    pub name: String,
    /// Het artikel dat de dag aanwijst.
    #[serde(rename = "artikel")]
    pub article: String,
    /// De dag in het jaar, bij een vaste feestdag.
    #[serde(rename = "vast")]
    pub fixed: Option<FixedDay>,
    /// Het aantal dagen na eerste paasdag (negatief: ervoor), bij een feestdag die met Pasen meeschuift.
    #[serde(rename = "pasen")]
    #[schemars(range(min = -60, max = 60))]
    pub from_easter: Option<i32>,
    /// Het eerste jaar waarin de dag zo wordt gevierd; leeg als dat niet uitmaakt.
    #[serde(rename = "vanafJaar")]
    pub from_year: Option<i32>,
}

/// Een vaste dag in het jaar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixedDay {
    /// De maand, 1 tot en met 12.
    #[serde(rename = "maand")]
    #[schemars(range(min = 1, max = 12))]
    pub month: u32,
    /// De dag van de maand.
    #[serde(rename = "dag")]
    #[schemars(range(min = 1, max = 31))]
    pub day: u32,
    /// Wat er gebeurt als de dag op een bepaalde dag van de week valt.
    #[serde(rename = "uitwijken")]
    pub moved: Option<Moved>,
}

/// Het uitwijken van een feestdag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// De dag van de week waarop de feestdag niet wordt gevierd.
    #[serde(rename = "als")]
    pub weekday: WeekdayName,
    /// Hoeveel dagen later (negatief: eerder) hij dan wordt gevierd.
    #[serde(rename = "dagen")]
    #[schemars(range(min = -6, max = 6))]
    pub days: i32,
}

/// Een dag van de week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WeekdayName {
    /// Monday.
    Maandag,
    /// Tuesday.
    Dinsdag,
    /// Wednesday.
    Woensdag,
    /// Thursday.
    Donderdag,
    /// Friday.
    Vrijdag,
    /// Saturday.
    Zaterdag,
    /// Sunday.
    Zondag,
}

impl From<WeekdayName> for Weekday {
    fn from(name: WeekdayName) -> Self {
        match name {
            WeekdayName::Maandag => Self::Mon,
            WeekdayName::Dinsdag => Self::Tue,
            WeekdayName::Woensdag => Self::Wed,
            WeekdayName::Donderdag => Self::Thu,
            WeekdayName::Vrijdag => Self::Fri,
            WeekdayName::Zaterdag => Self::Sat,
            WeekdayName::Zondag => Self::Sun,
        }
    }
}

/// Een dag die bij besluit met een feestdag is gelijkgesteld (Algemene termijnenwet art. 3 lid 3).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EquatedDayFormat {
    /// De dag.
    #[serde(rename = "datum")]
    pub date: NaiveDate,
    /// Waarom het deze dag is, voor de lezer.
    #[serde(rename = "naam")]
    pub name: String,
    /// Het besluit en waar het is nagelezen.
    #[serde(rename = "bron")]
    pub source: String,
}
