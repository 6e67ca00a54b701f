//! The pages, as a browser without script sees them.

mod access;
mod accounts;
mod beleid;
mod beoordeling;
mod brieven;
mod controlespoor;
mod demo;
mod dijken;
mod dossier;
mod formulier;
mod hoorzitting;
mod huisstijl;
mod inloggen;
mod inzending;
mod kept;
mod kopie;
mod lbb;
mod nieuw;
mod onderzoek;
mod openbaar;
mod people;
mod post;
mod risicoset;
mod samples;
mod sessions;
mod taken;
mod tipdesk;
mod tipgeven;
mod tips;
mod toegang;
mod toezicht;
mod uploads;
mod vraagbaak;
mod vragenlijst;
mod werkgroep;
mod werkgroep_rondes;
mod werkgroep_signalen;
mod werkgroep_vragen;
mod werkvoorraad;

use serde_json::{Value, json};

/// What a party changes in the national risk set; the numbers are made up.
const RISK_DRAFT: &str = r#"[risico]
titel = "Verzonnen risicoset"
versie = "2026-proef"
besluit = "besluit (verzonnen)"
geldigVan = "2026-01-01"

[[wijziging]]
doe = "punten"
indicator = "contante-lening"
punten = 20
reden = "Verzonnen reden."
artikel = "artikel 1 (verzonnen)"
"#;

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
