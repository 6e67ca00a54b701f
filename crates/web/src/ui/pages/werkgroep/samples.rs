//! What the samples of the pages share: a day, people and words.

use app::command::{Actor, OfficeRole, Text};
use chrono::NaiveDate;
use kernel::{AccountId, Id, Moment};
use uuid::Uuid;

/// Returns a day.
pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day on which the samples are looked at.
pub(super) fn today() -> NaiveDate {
    day("2027-02-16")
}

/// Ten in the morning of that day.
pub(super) fn now() -> Moment {
    Moment::from_micros(1_802_768_400_000_000).unwrap()
}

pub(super) fn text(words: &str) -> Text {
    Text::try_from(words.to_owned()).unwrap()
}

pub(super) fn account(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

/// Somebody of the group.
pub(super) fn actor(number: u128) -> Actor {
    Actor { account: account(number), rol: OfficeRole::Werkgroeplid, mens: true }
}

/// Checks that a page says all of this.
pub(super) fn says(page: &str, all: &[&str]) {
    for words in all {
        assert!(page.contains(words), "«{words}» is not in {page}");
    }
}
