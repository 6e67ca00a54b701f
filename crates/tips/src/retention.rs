//! How long things are kept, when somebody is reminded, and what stays.

use crate::ids::{MessageId, Oin, TipId};
use crate::schedule::WorkCalendar;
use chrono::{NaiveDate, TimeDelta};
use kernel::{AccountId, Moment, Sha256Hex};
use serde::{Deserialize, Serialize};

/// How long tips are kept. The Act names no term (law notes, section 9), so these are settings of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// After how many working days without a verdict somebody is reminded.
    #[serde(rename = "herinneringWerkdagen")]
    pub remind: u32,
    /// After how many working days it goes to the supervisor.
    #[serde(rename = "escalatieWerkdagen")]
    pub escalate: u32,
    /// After how many days without a verdict a choice must be made.
    #[serde(rename = "keuzeDagen")]
    pub choose: u32,
    /// How many days the content stays after the tip was closed. The content of an accepted tip goes with its file.
    #[serde(rename = "inhoudDagen")]
    pub content: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { remind: 10, escalate: 20, choose: 60, content: 30 }
    }
}

/// The days on which a tip that waits for a verdict asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// The officer is reminded.
    pub remind: NaiveDate,
    /// The supervisor hears.
    pub escalate: NaiveDate,
    /// From this day on a choice must be made, and the tip may lapse.
    pub choose: NaiveDate,
}

impl Retention {
    /// Returns the days for a tip that came at this moment.
    pub fn deadlines(self, received: Moment, calendar: &dyn WorkCalendar) -> Deadlines {
        let day = received.dutch_date();
        Deadlines {
            remind: calendar.working_days_after(day, self.remind),
            escalate: calendar.working_days_after(day, self.escalate),
            choose: self.choose_from(received),
        }
    }

    pub(crate) fn choose_from(self, received: Moment) -> NaiveDate {
        received.after(TimeDelta::days(i64::from(self.choose))).dutch_date()
    }

    /// Returns from which day on the content of a tip that was closed then may be cleared.
    pub fn clear_from(self, closed: Moment) -> NaiveDate {
        closed.after(TimeDelta::days(i64::from(self.content))).dutch_date()
    }
}

/// What stays when the content is gone: proof that there was something, and what was decided, about nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// The tip.
    pub tip: TipId,
    /// The other body.
    #[serde(rename = "partner")]
    pub partner: Oin,
    /// The messages, with the SHA-256 of their bytes.
    #[serde(rename = "berichten")]
    pub messages: Vec<(MessageId, Sha256Hex)>,
    /// How it ended.
    #[serde(rename = "afloop")]
    pub end: End,
    /// When it ended.
    #[serde(rename = "geslotenOp")]
    pub ended: Moment,
    /// The officer who ended it; none when the other side did.
    #[serde(rename = "ambtenaar")]
    pub officer: Option<AccountId>,
    /// When the content was cleared.
    #[serde(rename = "gewistOp")]
    pub cleared: Moment,
}

/// How a tip ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The receiver does an investigation of its own.
    #[serde(rename = "aanvaard")]
    Accepted,
    /// The receiver does nothing with it.
    #[serde(rename = "afgewezen")]
    Declined,
    /// The receiver is not competent.
    #[serde(rename = "niet-bevoegd")]
    NotCompetent,
    /// Nobody judged it in time.
    #[serde(rename = "verlopen")]
    Lapsed,
    /// The receiver of a letter never said what it did with it.
    #[serde(rename = "zonder-oordeel")]
    Unanswered,
    /// The sender took it back.
    #[serde(rename = "ingetrokken")]
    Withdrawn,
}
