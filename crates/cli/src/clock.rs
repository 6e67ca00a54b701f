//! The system clock.

use chrono::NaiveDate;
use kernel::Clock;

/// Reads the date from the machine; the machine's time zone is taken to be that of the office.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
    fn today(&self) -> NaiveDate {
        chrono::Local::now().date_naive()
    }
}
