//! The calendar: a rhythm of weeks on a fixed day, what to do when that day is not free, and the appointments it leads to.
//!
//! Source: once in six weeks (seed 003). What to do with holidays and recess is an own proposal; the days themselves are those
//! of `rules/national/holidays.toml` (Algemene termijnenwet art. 3) and come in as values.

use crate::refusal::{Refusal, ensure};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};
use kernel::{AccountId, DateRange, FaultCode, Faults, MeetingId, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Wat er gebeurt als de dag niet vrij is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Uitwijkregel")]
pub enum Dodge {
    /// De vergadering gaat niet door.
    Overslaan,
    /// De vergadering gaat naar de dichtstbijzijnde werkdag.
    Uitwijken {
        /// Ten hoogste zoveel dagen eerder of later.
        dagen: u8,
    },
}

/// Het vergaderritme van een werkgroep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vergaderritme")]
pub struct Rhythm {
    /// De dag van de eerste vergadering; de dag van de week blijft dezelfde.
    pub start: NaiveDate,
    /// Het aantal weken tussen twee vergaderingen.
    #[schemars(range(min = 1, max = 26))]
    pub weken: u8,
    /// Hoe laat, waar en hoe lang.
    pub afspraak: Slot,
    /// Wat er gebeurt op een feestdag.
    pub bij_feestdag: Dodge,
}

/// Hoe laat, hoe lang en waar er wordt vergaderd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Vergadertijd")]
pub struct Slot {
    /// Het begin, op de Nederlandse klok.
    pub begin: NaiveTime,
    /// De duur in minuten.
    #[schemars(range(min = 10, max = 480))]
    pub minuten: u16,
    /// De plaats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plaats: Option<String>,
    /// Het webadres om met beeld mee te doen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
}

impl Slot {
    /// The longest place and address, in characters.
    pub const LONGEST_LINE: usize = 300;

    /// Returns whether the meeting has a sensible length and ends on the day it began.
    pub fn is_sound(&self) -> bool {
        let (_, days) =
            self.begin.overflowing_add_signed(TimeDelta::minutes(i64::from(self.minuten)));
        (10..=480).contains(&self.minuten) && days == 0
    }
}

impl Rhythm {
    /// The rhythm of the implementation plan (seed 003): once in six weeks.
    pub const WEEKS: u8 = 6;

    /// Records what does not fit: a start in the weekend, a way out as long as half the time between two meetings.
    pub(crate) fn check(&self, faults: &mut Faults) {
        if !(1..=26).contains(&self.weken) {
            let message = "tussen twee vergaderingen liggen 1 tot en met 26 weken";
            faults.add("/ritme/weken", FaultCode::VerkeerdeVorm, message);
        }
        if is_weekend(self.start) {
            let message = "kies een dag van maandag tot en met vrijdag";
            faults.add("/ritme/start", FaultCode::VerkeerdeVorm, message);
        }
        if !self.afspraak.is_sound() {
            let message = Refusal::AppointmentUnfit.to_string();
            faults.add("/ritme/afspraak", FaultCode::VerkeerdeVorm, message);
        }
        self.check_dodge(self.bij_feestdag, "/ritme/bijFeestdag", faults);
    }

    /// Records at a place a way out that could bring meetings out of order: a meeting would silently not be held.
    pub fn check_dodge(&self, dodge: Dodge, place: &str, faults: &mut Faults) {
        if !self.allows(dodge) {
            let message = "uitwijken is korter dan de helft van de tijd tussen twee vergaderingen";
            faults.add(place, FaultCode::Tegenstrijdig, message);
        }
    }

    /// Returns whether meetings stay in order under this way out.
    fn allows(&self, dodge: Dodge) -> bool {
        match dodge {
            Dodge::Overslaan => true,
            Dodge::Uitwijken { dagen } => 2 * u16::from(dagen) < 7 * u16::from(self.weken),
        }
    }

    /// Returns the day on which the rhythm puts the meeting with this number, counted from 0.
    fn intended(&self, number: u32) -> Option<NaiveDate> {
        let days = i64::from(number) * 7 * i64::from(self.weken.max(1));
        self.start.checked_add_signed(TimeDelta::days(days))
    }
}

/// Een reces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Reces")]
pub struct Recess {
    /// De naam.
    pub naam: String,
    /// De eerste dag.
    pub vanaf: NaiveDate,
    /// De laatste dag; die telt mee.
    pub tot_en_met: NaiveDate,
    /// Wat er met een vergadering gebeurt.
    pub regel: Dodge,
}

/// The days on which there is no meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// The holidays with their names (Algemene termijnenwet art. 3).
    pub holidays: BTreeMap<NaiveDate, String>,
    /// The times of recess.
    pub recess: Vec<Recess>,
}

/// Waarom er op een dag geen vergadering is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
#[schemars(rename = "Vergaderbeletsel")]
pub enum Obstacle {
    /// Het is een feestdag.
    Feestdag {
        /// De naam.
        naam: String,
    },
    /// Het is reces.
    Reces {
        /// De naam.
        naam: String,
    },
}

/// Een vergadering zoals het ritme haar geeft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GeplandeVergadering")]
pub struct PlannedMeeting {
    /// Het volgnummer in het ritme, vanaf 0.
    pub volgnummer: u32,
    /// De dag die het ritme geeft.
    pub bedoeld_op: NaiveDate,
    /// De dag waarop zij is; leeg als zij niet doorgaat.
    pub op: Option<NaiveDate>,
    /// Waarom zij is verschoven of niet doorgaat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beletsel: Option<Obstacle>,
}

/// Plans the meetings whose intended day lies in a period; each on its own, so that a longer period only adds to the list.
pub fn plan(rhythm: &Rhythm, period: DateRange, exceptions: &Exceptions) -> Vec<PlannedMeeting> {
    let last = period.last().unwrap_or(NaiveDate::MAX);
    let step = 7 * i64::from(rhythm.weken.max(1));
    let first = (period.first() - rhythm.start).num_days().max(0).div_euclid(step);
    let first = u32::try_from(first).unwrap_or(u32::MAX);
    (first..)
        .map_while(|number| Some((number, rhythm.intended(number).filter(|day| *day <= last)?)))
        .filter(|(_, intended)| period.contains(*intended))
        .map(|(number, intended)| planned(rhythm, number, intended, exceptions))
        .collect()
}

/// Plans the meetings of a calendar year.
pub fn plan_year(rhythm: &Rhythm, year: i32, exceptions: &Exceptions) -> Vec<PlannedMeeting> {
    let ends = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
    let (Some(first), last) = ends else { return Vec::new() };
    DateRange::new(first, last)
        .map_or_else(|_| Vec::new(), |period| plan(rhythm, period, exceptions))
}

fn planned(
    rhythm: &Rhythm,
    volgnummer: u32,
    bedoeld_op: NaiveDate,
    exceptions: &Exceptions,
) -> PlannedMeeting {
    let Some((beletsel, dodge)) = exceptions.obstacle(bedoeld_op, rhythm.bij_feestdag) else {
        return PlannedMeeting { volgnummer, bedoeld_op, op: Some(bedoeld_op), beletsel: None };
    };
    let op = match dodge {
        Dodge::Uitwijken { dagen } if rhythm.allows(dodge) => {
            nearest(bedoeld_op, dagen, |day| exceptions.is_free(day))
        }
        _ => None,
    };
    PlannedMeeting { volgnummer, bedoeld_op, op, beletsel: Some(beletsel) }
}

/// Returns the nearest day that is free, a later one before an earlier one: there is more time for the papers.
fn nearest(day: NaiveDate, most: u8, is_free: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
    let both_ways = (1..=i64::from(most)).flat_map(|days| [days, -days]);
    both_ways
        .filter_map(|days| day.checked_add_signed(TimeDelta::days(days)))
        .find(|day| is_free(*day))
}

impl Exceptions {
    /// Returns whether there can be a meeting: no weekend, no holiday and no recess.
    pub fn is_free(&self, day: NaiveDate) -> bool {
        !is_weekend(day)
            && !self.holidays.contains_key(&day)
            && !self.recess.iter().any(|recess| recess.covers(day))
    }

    /// Returns what stands in the way on a day, and the strictest rule about it.
    fn obstacle(&self, day: NaiveDate, on_holiday: Dodge) -> Option<(Obstacle, Dodge)> {
        let holiday = self.holidays.get(&day);
        let holiday = holiday.map(|naam| (Obstacle::Feestdag { naam: naam.clone() }, on_holiday));
        let recess = self.recess.iter().filter(|recess| recess.covers(day));
        let recess =
            recess.map(|recess| (Obstacle::Reces { naam: recess.naam.clone() }, recess.regel));
        holiday.into_iter().chain(recess).min_by_key(|(_, dodge)| match dodge {
            Dodge::Overslaan => 0,
            Dodge::Uitwijken { dagen } => u16::from(*dagen) + 1,
        })
    }
}

impl Recess {
    fn covers(&self, day: NaiveDate) -> bool {
        (self.vanaf..=self.tot_en_met).contains(&day)
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// De afspraak van een vergadering, zoals zij in agenda's staat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vergaderafspraak")]
pub struct Appointment {
    /// Het id in agenda's (RFC 5545, UID): dat van de vergadering. Het blijft hetzelfde.
    pub uid: String,
    /// Hoe vaak de afspraak is gewijzigd (RFC 5545, SEQUENCE).
    pub wijziging: u32,
    /// De dag.
    pub op: NaiveDate,
    /// Hoe laat, hoe lang en waar.
    pub tijd: Slot,
}

/// Wat een uitnodiging doet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Uitnodigingssoort")]
pub enum InvitationKind {
    /// De afspraak is nieuw.
    Nieuw,
    /// De afspraak is gewijzigd.
    Gewijzigd,
    /// De afspraak gaat niet door.
    Vervallen,
}

/// Een uitnodiging die moet worden verstuurd. Er staat niets van een dossier in: agenda's worden gedeeld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Vergaderuitnodiging")]
pub struct Invitation {
    /// Wat zij doet.
    pub soort: InvitationKind,
    /// De afspraak, met het nummer van deze wijziging.
    pub afspraak: Appointment,
    /// Het begin.
    pub begin: Moment,
    /// Het einde.
    pub einde: Moment,
    /// Wie zij krijgt.
    pub genodigden: Vec<AccountId>,
}

impl Appointment {
    /// Makes the first version of an appointment.
    ///
    /// # Errors
    /// When it has no sensible length or does not end on its own day.
    pub(crate) fn first(meeting: MeetingId, op: NaiveDate, tijd: Slot) -> Result<Self, Refusal> {
        ensure(tijd.is_sound(), Refusal::AppointmentUnfit)?;
        Ok(Self { uid: meeting.to_string(), wijziging: 0, op, tijd })
    }

    /// Returns the next version on another day, time or place.
    ///
    /// # Errors
    /// When nothing changes, or the new time does not fit.
    pub(crate) fn changed(&self, op: NaiveDate, tijd: Slot) -> Result<Self, Refusal> {
        ensure(tijd.is_sound(), Refusal::AppointmentUnfit)?;
        ensure(op != self.op || tijd != self.tijd, Refusal::NothingChanged)?;
        Ok(Self { op, tijd, ..self.next() })
    }

    /// Returns the same appointment with the next number, for a calendar that must take it back.
    pub(crate) fn next(&self) -> Self {
        Self { wijziging: self.wijziging + 1, ..self.clone() }
    }

    /// Returns the invitation that brings this version to calendars.
    pub(crate) fn invitation(
        &self,
        soort: InvitationKind,
        genodigden: Vec<AccountId>,
    ) -> Invitation {
        let begin = Moment::on_dutch_clock(self.op, self.tijd.begin);
        let einde = begin.after(TimeDelta::minutes(i64::from(self.tijd.minuten)));
        Invitation { soort, afspraak: self.clone(), begin, einde, genodigden }
    }

    /// Returns the day on which to remind of the meeting, so many days before it.
    pub fn remind_on(&self, days_before: u16) -> NaiveDate {
        let before = TimeDelta::days(i64::from(days_before));
        self.op.checked_sub_signed(before).unwrap_or(self.op)
    }
}
