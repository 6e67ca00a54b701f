//! Whose policy, and of which day: what an address says, with the own party and today where it says nothing.

use app::Caller;
use chrono::NaiveDate;
use kernel::PartyId;

use crate::ui::fields::Field;
use crate::ui::form::Mistakes;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PARTY: &str = "partij";
/// The name of the field for the day.
const DAY: &str = "peildatum";

/// Whose policy, and of which day.
#[derive(Clone, Debug)]
pub(in crate::ui::pages) struct Peil {
    pub(in crate::ui::pages) party: PartyId,
    pub(in crate::ui::pages) own: bool,
    pub(in crate::ui::pages) on: NaiveDate,
    pub(in crate::ui::pages) mistakes: Mistakes,
    /// Whether the address names the day.
    named_day: bool,
}

impl Peil {
    /// Reads the address. A party that is written wrong is not there; a day that is written wrong is a mistake.
    pub(in crate::ui::pages) fn of(visit: &Visit, caller: &Caller) -> Result<Self, Trouble> {
        let party = match visit.query.given(PARTY) {
            Some(party) => party.parse().map_err(|_| Trouble::NotFound)?,
            None => caller.party().clone(),
        };
        let mut mistakes = Mistakes::default();
        let given = visit.query.given(DAY);
        let read = given.and_then(words::read_day);
        if let (Some(text), None) = (given, read) {
            mistakes.add(DAY, format!("U vulde «{text}» in. Schrijf een dag als 31-12-2026."));
        }
        let own = party == *caller.party();
        let on = read.unwrap_or_else(|| visit.today());
        Ok(Self { party, own, on, mistakes, named_day: read.is_some() })
    }

    /// Returns the end of an address that keeps party and day; empty where both are what they are anyway.
    pub(in crate::ui::pages) fn query(&self) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        if !self.own {
            pairs.append_pair(PARTY, self.party.as_str());
        }
        if self.named_day {
            pairs.append_pair(DAY, &words::filled_day(self.on));
        }
        let pairs = pairs.finish();
        if pairs.is_empty() { pairs } else { format!("?{pairs}") }
    }

    /// Returns the field in which a party is chosen.
    pub(super) fn party_field(visit: &Visit, on: NaiveDate) -> Field {
        let parties = visit.app.parties(on);
        let named = parties
            .into_iter()
            .map(|party| (party.id.to_string(), kernel::capitalised(&party.name)));
        Field::select(PARTY, "Beleid van").choices(named)
    }
}

/// Returns the field in which the day is chosen.
pub(in crate::ui::pages) fn day_field() -> Field {
    Field::day(DAY, "Stand op")
}
