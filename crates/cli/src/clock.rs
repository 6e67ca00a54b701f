//! The system clock.

use kernel::{Clock, Moment};

/// Reads the time from the machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
    fn now(&self) -> Moment {
        Moment::new(chrono::Utc::now())
    }
}
