//! What the samples of the pages share: a moment, what a tip says, and a message on its way.

use app::tips::{MessageLine, Offer};
use kernel::{Id, Moment};
use serde_json::json;
use uuid::Uuid;

/// Ten in the morning of 16 February 2027.
pub(super) fn now() -> Moment {
    Moment::from_micros(1_802_768_400_000_000).unwrap()
}

/// A tip about somebody.
pub(super) fn offer() -> Offer {
    let offer = json!({
        "grondslag": "art26",
        "hoedanigheid": "bestuursorgaan",
        "betrokkene": {
            "soort": "natuurlijk-persoon",
            "naamdelen": { "voornamen": "Vera", "voorvoegsel": "van", "achternaam": "<Verzonnen>" },
            "geboortedatum": "1980-01-01",
            "handelsnamen": ["De Gans", "Het Ei"],
            "adres": { "straat": "Nergens 1", "plaats": "Assen" },
        },
        "besluit": {
            "soort": "exploitatie-openbare-inrichting",
            "activiteit": "Café",
            "gemeente": "Assen",
        },
        "strekking": "mogelijkheid-eigen-onderzoek",
        "urgentie": { "reden": "lopende-aanvraag", "beslisdatum": "2027-03-01" },
        "contact": { "functie": "Coördinator Bibob", "bereikbaarheid": "doorkiesnummer 0000" },
    });
    serde_json::from_value(offer).unwrap()
}

/// A message that is in a state after so many tries.
pub(super) fn message(state: &str, tries: i32) -> MessageLine {
    MessageLine {
        id: Id::from_uuid(Uuid::from_u128(7)),
        soort: "nl.wet-bibob.tip.aangeboden.v1".to_owned(),
        stand: state.to_owned(),
        pogingen: tries,
        besloten_op: now(),
        opnieuw_op: (state == "wacht").then(now),
        fout: None,
        afgerond_op: (state != "wacht").then(now),
    }
}

/// Checks that a page says all of this.
pub(super) fn says(page: &str, all: &[&str]) {
    for words in all {
        assert!(page.contains(words), "«{words}» is not in {page}");
    }
}
