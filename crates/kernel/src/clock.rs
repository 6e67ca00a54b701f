//! The port for time. The only implementation that reads the system clock lives in the command line.

use chrono::NaiveDate;

/// Gives the current civil date in the Netherlands.
pub trait Clock {
    /// Returns today's date.
    fn today(&self) -> NaiveDate;
}
