//! Reading single fields of a timeline file.

use chrono::NaiveDate;
use kernel::{FaultCode, Faults, Reader, dutch_date};

/// Returns the field, `None` when it is absent or `null`.
pub(super) fn optional<'a>(reader: &'a Reader<'a>, key: &'a str) -> Option<Reader<'a>> {
    reader.get(key).filter(|field| !field.value().is_null())
}

pub(super) fn optional_count(
    reader: &Reader<'_>,
    key: &str,
    most: u32,
    faults: &mut Faults,
) -> Option<u32> {
    optional(reader, key)?.count(most, faults)
}

pub(super) fn optional_date(
    reader: &Reader<'_>,
    key: &str,
    faults: &mut Faults,
) -> Option<NaiveDate> {
    optional(reader, key)?.date(faults)
}

pub(super) fn required_date(
    reader: &Reader<'_>,
    key: &str,
    faults: &mut Faults,
) -> Option<NaiveDate> {
    reader.require(key, faults)?.date(faults)
}

/// Records a contradiction when `date` lies before `least`, the day of `what`.
pub(super) fn not_before(
    field: &Reader<'_>,
    date: NaiveDate,
    least: Option<NaiveDate>,
    what: &str,
    faults: &mut Faults,
) {
    if let Some(least) = least.filter(|least| date < *least) {
        field.fault(
            faults,
            FaultCode::Tegenstrijdig,
            format!("{} ligt voor {what} op {}", dutch_date(date), dutch_date(least)),
        );
    }
}
