//! The pages, as a browser without script sees them.

mod access;
mod accounts;
mod beleid;
mod controlespoor;
mod dijken;
mod dossier;
mod nieuw;
mod openbaar;
mod people;
mod samples;
mod sessions;
mod taken;
mod toezicht;
mod vraagbaak;
mod werkvoorraad;

use serde_json::{Value, json};

/// An application for a permit to build that has to be screened.
fn application(reference: &str) -> Value {
    json!({ "aanvraag": {
        "kenmerk": reference,
        "soort": "omgevingsvergunning-bouw",
        "gebeurtenis": "nieuw",
        "ontvangenOp": "2026-11-02",
        "betrokkene": {
            "soort": "rechtspersoon",
            "naam": "Zevenkikker Horeca B.V.",
            "kvkNummer": "00000012",
            "adres": { "straat": "Verzonnen Plas", "huisnummer": "1", "postcode": "7811 AA", "plaats": "Emmen" },
        },
        "feiten": {
            "bouwsom": { "bedrag": "900000.00", "btw": "exclusief", "bron": "bevoegd-gezag" },
            "procedure": "regulier",
            "instemmingNodig": false,
        },
    }})
}
