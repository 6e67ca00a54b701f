//! A small set of kinds and findings that the tests share. All persons are fictitious.

use crate::{
    Certainty, Connected, Connection, DesignatedAreas, Direction, EvidenceStatus, Finding,
    FindingId, Given, Kinds, Profile, RiskFiles, RoleStep, RuleFault, RuleSet, Seriousness, Source,
    SourceKind, Surroundings, Tense,
};
use chrono::NaiveDate;
use facts::{Application, Facts, Vocabulary, VocabularyFile};
use kernel::{CaseId, Id, Redacted, Sha256Hex, SubjectId};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use subjects::RoleKind;
use uuid::Uuid;

pub(super) const KINDS: &str = r#"
[[bevinding]]
id = "contante-lening"
label = "een contante lening"
bewijs = "financieel"
gronden = ["a", "lid6"]
hoogstens = "vermoeden"
nodig = ["voordeel", "ernst"]
grondslag = "Wet Bibob art. 3 lid 2"

[[bevinding]]
id = "drugsdelict"
label = "een drugsdelict"
bewijs = "strafrecht"
gronden = ["a", "b"]
hoogstens = "aanwijzend"
nodig = ["datum", "samenhang", "ernst"]
grondslag = "Wet Bibob art. 3 lid 3"

[[bevinding]]
id = "vals-stuk"
label = "een vals stuk"
bewijs = "formulier"
gronden = ["lid6"]
hoogstens = "aanwijzend"
nodig = ["ernst"]
grondslag = "Wet Bibob art. 3 lid 6"

[[bevinding]]
id = "los"
label = "een los feit"
bewijs = "bedrijfsvoering"
gronden = ["a", "b", "lid6"]
hoogstens = "vermoeden"
grondslag = "Wet Bibob art. 3 lid 2"

[[stuk]]
id = "leningsovereenkomst"
label = "de leningsovereenkomst"
vraag = "Wilt u de leningsovereenkomst sturen?"
"#;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

pub(super) fn kinds() -> &'static Kinds {
    rules().kinds()
}

pub(super) fn id(number: u128) -> FindingId {
    FindingId::from_uuid(Uuid::from_u128(number))
}

/// A suspicion about the betrokkene, a year old, connected with the activity.
pub(super) fn finding(number: u128, kind: &str) -> Finding {
    Finding {
        id: id(number),
        subject: SubjectId::from_uuid(Uuid::from_u128(1_000 + number)),
        kind: kind.to_owned(),
        path: Vec::new(),
        happened_on: Some(day("2026-01-15")),
        happened_until: None,
        obtained_on: day("2026-06-01"),
        source: Source {
            kind: SourceKind::EigenDossier,
            reference: Redacted::new("stuk 00000000".to_owned()),
        },
        status: EvidenceStatus::Vermoeden { ernst: Some(Seriousness::Stevig) },
        connection: Connection {
            answer: Connected::Ja,
            reason: Redacted::new("zelfde branche".to_owned()),
        },
        benefit: None,
    }
}

pub(super) fn step(role: RoleKind) -> RoleStep {
    RoleStep {
        role,
        direction: Direction::Boven,
        since: None,
        until: None,
        tense: Tense::Nu,
        certainty: Certainty::Zeker,
    }
}

pub(super) const VOCABULARY: &str = r#"
btwTarieven = [0, 9, 21]
[[feit]]
id = "bouwsom"
plaats = "/feiten/bouwsom"
soort = "bedrag"
btw = true
label = "de bouwsom"
vraag = "Hoe hoog is de bouwsom?"
vraagBtw = "Is de bouwsom met of zonder btw?"
vraagBtwBeleid = "Is de grens met of zonder btw?"
[[feit]]
id = "doel"
plaats = "/feiten/doel"
soort = "keuze"
label = "het doel"
vraag = "Waar dient het voor?"
codes = { eigen-woning = "eigen woning", belegging = "belegging", bedrijfsmatig = "bedrijf" }
[[feit]]
id = "branches"
plaats = "/feiten/branches"
soort = "codes"
label = "de branche"
vraag = "Welke branche is het?"
codes = { horeca = "horeca", kapsalon = "kapsalon", autohandel = "autohandel" }
[[feit]]
id = "bibobClausule"
plaats = "/feiten/bibobClausule"
soort = "ja-nee"
label = "het beding"
vraag = "Staat er een beding in?"
[[feit]]
id = "postcode"
plaats = "/feiten/locatie/postcode"
soort = "postcode"
label = "de postcode"
vraag = "Wat is de postcode?"
[[feit]]
id = "gebieden"
plaats = "/feiten/locatie/gebieden"
soort = "codes"
open = true
label = "het gebied"
vraag = "In welk gebied?"
[[feit]]
id = "nationaliteitBestuurder"
plaats = "/feiten/nationaliteitBestuurder"
soort = "keuze"
label = "de nationaliteit"
vraag = "Welke nationaliteit?"
codes = { een = "een", twee = "twee" }
[[feit]]
id = "nieuwFeit"
plaats = "/feiten/nieuwFeit"
soort = "ja-nee"
label = "een nieuw feit"
vraag = "Is het zo?"
"#;

pub(super) const MODEL: &str = r#"
[regelset]
id = "proef"
versie = "1"
[verloop]
onbekend = 600
waarschuwNaJaren = 10
rij = [
  { binnenJaren = 2, promille = 1000 },
  { binnenJaren = 5, promille = 800 },
  { binnenJaren = 10, promille = 500 },
  { promille = 250 },
]
[afstand]
stappen = [1000, 900, 750]
voorbij = 700
samenwerkingsverband = 800
rollen = ["leidinggevende", "zeggenschaphebbende", "vermogensverschaffer", "zakelijk-samenwerkingsverband"]
[vragen]
datum = "Van welke dag is {bevinding}?"
samenhang = "Hangt {bevinding} samen met de activiteit?"
voordeel = "Hoe groot is het voordeel?"
ernst = "Hoe ernstig is het vermoeden?"
relatie = "Is de relatie er?"
[[band]]
grond = "a"
id = "laag"
label = "lage score"
vanaf = 0
stap = "afronden"
stapBijOnbekend = "verdiepen"
[[band]]
grond = "a"
id = "verhoogd"
label = "verhoogde score"
vanaf = 20
stap = "verdiepen"
stapBijOnbekend = "verdiepen"
[[band]]
grond = "a"
id = "hoog"
label = "hoge score"
vanaf = 50
stap = "werkgroep"
stapBijOnbekend = "werkgroep"
[[band]]
grond = "b"
id = "laag"
label = "lage score"
vanaf = 0
stap = "afronden"
stapBijOnbekend = "verdiepen"
[[band]]
grond = "b"
id = "hoog"
label = "hoge score"
vanaf = 30
stap = "lbb-advies-overwegen"
stapBijOnbekend = "lbb-advies-overwegen"
[[band]]
grond = "lid6"
id = "laag"
label = "lage score"
vanaf = 0
stap = "afronden"
stapBijOnbekend = "verdiepen"
[[leesbaar]]
feit = "bouwsom"
waarom = "de omvang van het project"
[[leesbaar]]
feit = "doel"
waarom = "het gebruik"
[[leesbaar]]
feit = "branches"
waarom = "de activiteit"
[[leesbaar]]
feit = "bibobClausule"
waarom = "het contract"
[[leesbaar]]
feit = "postcode"
alleenRisicogebied = true
waarom = "risicogebied"
[[leesbaar]]
feit = "gebieden"
alleenRisicogebied = true
waarom = "risicogebied"
[[verboden]]
id = "nationaliteit"
woorden = ["nationaliteit"]
reden = "nationaliteit zegt niets over strafbare feiten"
[[verboden]]
id = "geboorteland"
woorden = ["geboorteland"]
reden = "afkomst"
[[verboden]]
id = "geboorteplaats"
woorden = ["geboorteplaats"]
reden = "afkomst"
[[verboden]]
id = "geslacht"
woorden = ["geslacht"]
reden = "gelijke behandeling"
[[verboden]]
id = "godsdienst"
woorden = ["godsdienst", "religie"]
reden = "bijzonder persoonsgegeven"
[[verboden]]
id = "etniciteit"
woorden = ["etnisch", "etniciteit"]
reden = "bijzonder persoonsgegeven"
[[verboden]]
id = "naam"
woorden = ["naam"]
reden = "een naam zegt niets"
[[verboden]]
id = "plaats"
woorden = ["postcode", "gebied", "wijk", "buurt"]
behalveRisicogebied = true
reden = "een adres zegt niets over een persoon"
"#;

pub(super) const INDICATORS: &str = r#"
thema = "Proef"
[[indicator]]
id = "contant"
grond = "a"
bewijs = "financieel"
reden = "Er is {bevinding} ({datum}, {rol}), {aantal} in totaal."
grondslag = "Wet Bibob art. 3 lid 2"
geldigVan = "2020-08-01"
punten = 20
stukken = ["leningsovereenkomst"]
als = { bevinding = { soort = ["contante-lening"], ernst = "stevig" } }

[[indicator]]
id = "drugs-a"
grond = "a"
bewijs = "strafrecht"
reden = "Er is {bevinding}."
grondslag = "Wet Bibob art. 3a"
geldigVan = "2020-08-01"
punten = 40
als = { bevinding = { soort = ["drugsdelict"], gewicht = "aanwijzend" } }

[[indicator]]
id = "drugs-b"
grond = "b"
bewijs = "strafrecht"
reden = "Er is {bevinding}."
grondslag = "Wet Bibob art. 3 lid 3"
geldigVan = "2020-08-01"
punten = 30
als = { bevinding = { bewijs = ["strafrecht"], binnenJaren = 5 } }

[[indicator]]
id = "drugs-veel"
grond = "b"
bewijs = "strafrecht"
reden = "{aantal} feiten."
grondslag = "Wet Bibob art. 3 lid 3"
geldigVan = "2020-08-01"
punten = 25
als = { bevinding = { soort = ["drugsdelict", "los"], aantal = 2 } }

[[indicator]]
id = "groot"
grond = "a"
bewijs = "financieel"
reden = "Groot project met {bevinding}."
grondslag = "Wet Bibob art. 3 lid 2"
geldigVan = "2020-08-01"
geldigTotEnMet = "2026-12-31"
punten = 15
stukken = ["leningsovereenkomst"]
als = { alle = [
  { bevinding = { soort = ["contante-lening"], voordeelVanaf = "10000.00" } },
  { een = [
    { aanvraag = { feit = "bouwsom", meerDan = "750000.00", btw = "exclusief" } },
    { aanvraag = { feit = "doel", is = "belegging" } },
  ] },
  { niet = { aanvraag = { feit = "branches", isEen = ["kapsalon"] } } },
] }

[[indicator]]
id = "vals"
grond = "lid6"
bewijs = "formulier"
reden = "Er is {bevinding}."
grondslag = "Wet Bibob art. 3 lid 6"
geldigVan = "2020-08-01"
punten = 30
als = { bevinding = { soort = ["vals-stuk", "los"] } }
"#;

static WORDS: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let file: VocabularyFile = toml::from_str(VOCABULARY).expect("vocabulary");
    Arc::new(Vocabulary::new(file, &[]).expect("sound vocabulary"))
});

static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| build(MODEL, INDICATORS).unwrap_or_else(|faults| panic!("{faults:?}")));

/// Checks a rule set of these texts, without designated areas.
pub(super) fn build(model: &str, indicators: &str) -> Result<RuleSet, Vec<RuleFault>> {
    build_for(model, indicators, DesignatedAreas::none())
}

pub(super) fn build_for(
    model: &str,
    indicators: &str,
    areas: DesignatedAreas,
) -> Result<RuleSet, Vec<RuleFault>> {
    let files = RiskFiles {
        model: toml::from_str(model).expect("model"),
        kinds: toml::from_str(KINDS).expect("kinds"),
        indicators: vec![toml::from_str(indicators).expect("indicators")],
    };
    let sha256 = Sha256Hex::of_parts([model.as_bytes(), indicators.as_bytes()]);
    RuleSet::new(files, &Surroundings { vocabulary: Arc::clone(&WORDS), areas, sha256 })
}

pub(super) fn rules() -> &'static RuleSet {
    &RULES
}

/// Reads facts as an application file has them below `feiten`.
pub(super) fn facts(json: &serde_json::Value) -> Facts {
    let file = serde_json::json!({ "soort": "proef", "feiten": json });
    Application::read(&file, &WORDS, &["proef"]).expect("application").facts
}

pub(super) fn profile(findings: Vec<Finding>, facts: Facts) -> Profile {
    let given = Given {
        file: CaseId::from_uuid(Uuid::from_u128(7)),
        facts,
        findings,
        missing: BTreeSet::new(),
    };
    Profile::new(given, kinds(), day("2026-11-26")).expect("profile")
}
