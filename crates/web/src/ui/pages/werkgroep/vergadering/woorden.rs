//! The states of a meeting, and how an advice was taken, in words.

use app::meetings::{Method, StateName, Tally, Vote};

use crate::ui::stand;

/// Returns what a state is called.
pub(in crate::ui::pages::werkgroep) fn state(name: StateName) -> &'static str {
    match name {
        StateName::Planned => "Gepland, nog geen agenda",
        StateName::AgendaOpen => "Agenda wordt gemaakt",
        StateName::Frozen => "Agenda bevroren",
        StateName::Held => "Gehouden, verslag in concept",
        StateName::Adopted => "Verslag vastgesteld",
        StateName::Cancelled => "Gaat niet door",
    }
}

/// Says how an advice was taken.
pub(super) fn method(method: &Method, voters: usize) -> String {
    match method {
        Method::Eensgezind => format!("De {voters} leden die meededen waren het eens."),
        Method::Stemming { stemmen } => {
            let tally = Tally::of(stemmen.iter().map(|ballot| ballot.stem));
            let abstained = match tally.onthoudingen {
                0 => String::new(),
                1 => ", 1 onthouding".to_owned(),
                more => format!(", {more} onthoudingen"),
            };
            format!("Stemming: {} voor, {} tegen{abstained}.", tally.voor, tally.tegen)
        }
    }
}

/// Returns a vote as a choice.
pub(super) fn vote(vote: Vote) -> &'static str {
    match vote {
        Vote::Voor => "Voor",
        Vote::Tegen => "Tegen",
        Vote::Onthouding => "Onthouding",
    }
}

/// Returns the stand of a file in words; a stand that is not known stays as it is.
pub(super) fn file_state(id: &str) -> &str {
    let known = app::command::StateName::ALL.iter().find(|name| name.id() == id);
    match known {
        Some(name) => stand::label(*name),
        None => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::pages::werkgroep::vergadering::voorbeeld;
    use app::meetings::Ballot;

    #[test]
    fn states_and_votes_are_words() {
        for name in StateName::ALL {
            assert!(!state(*name).is_empty());
        }
        assert_eq!(file_state("besloten"), "Besloten");
        assert_eq!(file_state("iets"), "iets");
        let ballot = |number, stem| Ballot { lid: voorbeeld::id(number), stem };
        let votes = |stemmen| method(&Method::Stemming { stemmen }, 3);
        let three = vec![ballot(1, Vote::Voor), ballot(2, Vote::Voor), ballot(3, Vote::Onthouding)];
        assert_eq!(votes(three), "Stemming: 2 voor, 0 tegen, 1 onthouding.");
        assert_eq!(votes(vec![ballot(1, Vote::Tegen)]), "Stemming: 0 voor, 1 tegen.");
        assert_eq!(method(&Method::Eensgezind, 4), "De 4 leden die meededen waren het eens.");
    }
}
