//! What the policies say and what would follow, on the rules as they are and on made-up policies.

mod read;
mod regional;
mod what_if;

use chrono::NaiveDate;
use kernel::PartyId;
use rulebook::Rulebook;
use std::sync::OnceLock;

/// The rules of the program with the made-up policies of the tests beside them.
fn rules() -> &'static Rulebook {
    static RULES: OnceLock<Rulebook> = OnceLock::new();
    RULES.get_or_init(|| {
        let files = cli::rules_from(Some(&harness::fixture("rules"))).expect("rules");
        Rulebook::load(&files).expect("sound rules")
    })
}

fn party(id: &str) -> PartyId {
    id.parse().expect("a party")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}
