//! Working days and hours, for when somebody is told that something waits: the free days of the Algemene termijnenwet, and office
//! hours from nine to five.

use ::tips::schedule::WorkCalendar;
use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use kernel::Moment;
use law::terms::Calendar;

const OPENS: u32 = 9;
const CLOSES: u32 = 17;

/// The working days of the Netherlands.
pub(super) struct Workdays<'r>(pub(super) &'r Calendar);

impl WorkCalendar for Workdays<'_> {
    fn working_days_after(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| self.0.next_working_day(next(day)))
    }

    fn working_time_after(&self, from: Moment, seconds: i64) -> Moment {
        let mut at = from;
        let mut left = seconds.max(0);
        loop {
            let day = at.dutch_date();
            let (opens, closes) = (clock(day, OPENS), clock(day, CLOSES));
            if self.0.is_free_day(day) || at >= closes {
                at = clock(self.0.next_working_day(next(day)), OPENS);
                continue;
            }
            let begins = at.max(opens);
            let today = (closes.micros() - begins.micros()) / 1_000_000;
            if left <= today {
                return begins.after(TimeDelta::seconds(left));
            }
            left -= today;
            at = closes;
        }
    }
}

fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn clock(day: NaiveDate, hour: u32) -> Moment {
    Moment::on_dutch_clock(day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN))
}
