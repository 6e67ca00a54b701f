//! The formats of the rules files. The Dutch comments become the descriptions in the published JSON Schemas.

use crate::date;
use chrono::NaiveDate;
use facts::ConditionSource;
use kernel::PartyKind;
use law::scope::{Door, Form, PolicyStatus, Regime, Remedy, Wording};
use law::terms::{DoorKind, TermSpec};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Het bestand `national/precedence.toml`: welk regime voorgaat als er meer regels opgaan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrecedenceFile {
    /// De regimes, het zwaarste eerst.
    pub volgorde: Vec<Regime>,
}

/// Het bestand `national/letters.toml`: wat bij de eerste brieven hoort en per betrokkene verschilt.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LettersFile {
    /// De bijlagen die bij de vragenlijst gevraagd worden.
    pub bijlagen: AttachmentsSource,
}

/// De bijlagen per soort betrokkene, elk als zinsdeel.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AttachmentsSource {
    /// Van een natuurlijk persoon zonder onderneming.
    pub natuurlijk_persoon: Vec<String>,
    /// Van een onderneming of andere organisatie.
    pub onderneming: Vec<String>,
}

/// Het bestand `national/permit-types.toml`: wat de wet per soort vergunning of rechtshandeling toelaat.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PermitTypesFile {
    /// Beslistermijnen waarnaar een grondslag verwijst.
    pub termijnset: Vec<TermSetSource>,
    /// De soorten.
    pub soort: Vec<PermitTypeSource>,
}

/// Een beslistermijn met de gevallen waarin een andere termijn geldt.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermSetSource {
    /// De naam.
    pub id: String,
    /// De termijnen; de eerste waarvan de voorwaarde opgaat, geldt.
    pub keuze: Vec<TermChoiceSource>,
}

/// Een beslistermijn.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermChoiceSource {
    /// Wanneer deze termijn geldt.
    pub als: Option<ConditionSource>,
    /// Wat wordt aangenomen als dat niet te bepalen is.
    pub aanname: Option<String>,
    /// Het artikel.
    pub artikel: String,
    /// De lengte; leeg als er geen termijn is of als de redelijke termijn geldt.
    pub termijn: Option<TermSpec>,
    /// Wat de beslissing in gang zet.
    #[serde(default)]
    pub deur: DoorKind,
    /// Of niet op tijd beslissen een vergunning van rechtswege geeft.
    #[serde(default)]
    pub stilzwijgend: bool,
    /// Of de uitgebreide procedure geldt.
    #[serde(default)]
    pub uitgebreid: bool,
}

/// Een soort vergunning of rechtshandeling.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PermitTypeSource {
    /// Het id.
    pub id: String,
    /// De naam.
    pub label: String,
    /// De naam zoals zij in een brief staat na "het gaat om": `een omgevingsvergunning voor een bouwactiviteit`.
    pub in_brief: String,
    /// De deur van de Wet Bibob.
    pub deur: Door,
    /// De wettelijke grondslagen.
    #[serde(default)]
    pub grondslag: Vec<BasisSource>,
    /// De gevallen zonder grondslag.
    #[serde(default)]
    pub geen_grondslag: Vec<NoBasisSource>,
}

/// Een wettelijke grondslag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BasisSource {
    /// Het id.
    pub id: String,
    /// Voor welke soorten overheid.
    pub partijsoorten: Vec<PartyKind>,
    /// De eerste dag.
    #[serde(deserialize_with = "date::required")]
    pub geldig_van: NaiveDate,
    /// De laatste dag.
    #[serde(default, deserialize_with = "date::optional")]
    pub geldig_tot_en_met: Option<NaiveDate>,
    /// Wanneer deze grondslag geldt.
    pub als: Option<ConditionSource>,
    /// Het artikel.
    pub artikel: String,
    /// De uitleg.
    pub uitleg: String,
    /// Het artikel om op te weigeren, of om niet op te contracteren.
    pub weigeren: String,
    /// Het artikel om op in te trekken of te beëindigen.
    pub intrekken: Option<String>,
    /// Het artikel om het LBB om advies te vragen.
    pub advies: Option<String>,
    /// Het bevoegde orgaan per soort overheid.
    pub bevoegd: BTreeMap<PartyKind, String>,
    /// De naam van de termijnset.
    pub beslistermijn: String,
    /// De rechtsgang.
    pub rechtsgang: Remedy,
    /// Opmerkingen.
    #[serde(default)]
    pub noten: Vec<String>,
}

/// Een geval zonder grondslag.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NoBasisSource {
    /// Het id.
    pub id: String,
    /// Voor welke soorten overheid.
    pub partijsoorten: Vec<PartyKind>,
    /// De eerste dag.
    #[serde(deserialize_with = "date::required")]
    pub geldig_van: NaiveDate,
    /// De laatste dag.
    #[serde(default, deserialize_with = "date::optional")]
    pub geldig_tot_en_met: Option<NaiveDate>,
    /// Wanneer dit geldt.
    pub als: Option<ConditionSource>,
    /// Het artikel.
    pub artikel: String,
    /// De uitleg.
    pub uitleg: String,
}

/// Het bestand `parties/<partij>/policy.toml`: het beleid van één partij, of een basisbeleid.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// De partij; leeg bij een basisbeleid waarop andere voortbouwen.
    pub partij: Option<PartySource>,
    /// Wat het beleid over zichzelf zegt.
    pub beleid: PolicySource,
    /// Lijsten van categorieën en gebieden.
    #[serde(default)]
    pub lijst: Vec<ListSource>,
    /// De regels.
    #[serde(default)]
    pub regel: Vec<RuleSourceFormat>,
    /// Wijzigingen op het beleid waarop dit voortbouwt.
    #[serde(default)]
    pub wijziging: Vec<ChangeSource>,
    /// Delen van het beleid die bestaan of kunnen bestaan, maar nog niet zijn ingevoerd.
    #[serde(default)]
    pub leemte: Vec<GapSource>,
    /// Beslistermijnen uit een eigen verordening.
    #[serde(default)]
    pub termijn: Vec<LocalTermSource>,
}

/// De partij.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartySource {
    /// Het id.
    pub id: String,
    /// De naam.
    pub naam: String,
    /// Het soort overheid.
    pub soort: PartyKind,
    /// Het briefhoofd.
    #[serde(default)]
    pub briefhoofd: LetterheadSource,
}

/// Het briefhoofd: wat op een brief staat om de partij te bereiken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterheadSource {
    /// De rechtbank van het rechtsgebied waarin de partij haar zetel heeft (Awb art. 8:7 lid 1), als `Noord-Nederland`.
    #[serde(default)]
    pub rechtbank: Option<String>,
    /// Het postadres, regel voor regel.
    #[serde(default)]
    pub adres: Vec<String>,
    /// Het mailadres voor Bibob.
    pub mail: Option<String>,
    /// Het telefoonnummer.
    pub telefoon: Option<String>,
    /// Waar de privacyverklaring staat.
    pub privacyverklaring: Option<String>,
}

/// Wat het beleid over zichzelf zegt.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PolicySource {
    /// Bij een basisbeleid: de naam waarmee andere erop voortbouwen.
    pub id: Option<String>,
    /// De titel.
    pub titel: String,
    /// Of de partij het heeft vastgesteld.
    pub status: PolicyStatus,
    /// De versie.
    pub versie: String,
    /// De eerste dag waarop het geldt.
    #[serde(deserialize_with = "date::required")]
    pub geldig_van: NaiveDate,
    /// De laatste dag waarop het geldt.
    #[serde(default, deserialize_with = "date::optional")]
    pub geldig_tot_en_met: Option<NaiveDate>,
    /// Het basisbeleid waarop dit voortbouwt.
    pub extends: Option<String>,
    /// Waar het staat.
    pub bron: Option<String>,
    /// De dag van vaststelling; nodig bij status vastgesteld.
    #[serde(default, deserialize_with = "date::optional")]
    pub vastgesteld_op: Option<NaiveDate>,
    /// Het nummer van bekendmaking; nodig bij status vastgesteld.
    pub publicatie: Option<String>,
    /// Het beleid dat hiermee vervalt.
    pub vervangt: Option<String>,
    /// De dag waarop het opnieuw bekeken moet zijn.
    #[serde(default, deserialize_with = "date::optional")]
    pub herzien_op: Option<NaiveDate>,
    /// Opmerkingen die bij elk antwoord horen, zoals een eigen regel die nog niet is ingevoerd.
    #[serde(default)]
    pub noten: Vec<String>,
    /// Het aantal onderzoeken per jaar waar de partij naar streeft.
    pub streefaantal_per_jaar: Option<u32>,
}

/// Een lijst van categorieën of gebieden.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListSource {
    /// De naam.
    pub id: String,
    /// Het feit waarbij de lijst hoort, zoals `branches`.
    pub feit: String,
    /// Waar de lijst voor dient.
    pub omschrijving: String,
    /// De codes.
    pub codes: Vec<String>,
}

/// Een regel.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RuleSourceFormat {
    /// Het id; nooit hergebruiken.
    pub id: String,
    /// Voor welke soorten; `vastgoed-*` neemt alle soorten die zo beginnen, `*` neemt alle.
    pub soorten: Vec<String>,
    /// Voor welke soorten overheid; leeg is alle.
    #[serde(default)]
    pub partijsoorten: Vec<PartyKind>,
    /// Wat de regel zegt.
    pub regime: Regime,
    /// Hoe stellig het beleid het zegt.
    pub formulering: Wording,
    /// Waar de regel staat.
    pub artikel: String,
    /// De uitleg, in gewoon Nederlands.
    pub uitleg: String,
    /// De eerste dag; leeg is die van het beleid.
    #[serde(default, deserialize_with = "date::optional")]
    pub geldig_van: Option<NaiveDate>,
    /// De laatste dag; leeg is die van het beleid.
    #[serde(default, deserialize_with = "date::optional")]
    pub geldig_tot_en_met: Option<NaiveDate>,
    /// Wanneer de regel opgaat; leeg is altijd.
    pub als: Option<ConditionSource>,
    /// Bij een uitzondering in beginsel: wat haar doorbreekt.
    pub doorbroken_door: Option<ConditionSource>,
    /// Bij een uitzondering: de regels die zij opzij zet.
    #[serde(default)]
    pub zet_opzij: Vec<String>,
    /// Bij een steekproef: de loting.
    pub steekproef: Option<SampleSource>,
    /// Welke vragenlijst erbij hoort.
    pub vragenlijst: Option<Form>,
    /// Of er een intakegesprek bij hoort.
    #[serde(default)]
    pub intakegesprek: bool,
}

/// Een loting op het kenmerk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleSource {
    /// Het percentage, 1 tot en met 100.
    pub percentage: u8,
    /// De tekst die de loting bepaalt; kies per jaar een nieuwe.
    pub zaad: String,
}

/// Een wijziging op het basisbeleid.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(tag = "doe", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ChangeSource {
    /// De regel geldt niet voor deze partij.
    Vervallen {
        /// De regel.
        regel: String,
        /// Waar dat staat.
        artikel: String,
    },
    /// Een andere drempel.
    Drempel {
        /// De regel.
        regel: String,
        /// Het bedrag.
        bedrag: String,
        /// Waar dat staat.
        artikel: String,
        /// De nieuwe uitleg.
        uitleg: String,
    },
    /// Een ander regime.
    Regime {
        /// De regel.
        regel: String,
        /// Het regime.
        regime: Regime,
        /// Hoe stellig het beleid het zegt.
        formulering: Wording,
        /// Waar dat staat.
        artikel: String,
        /// De nieuwe uitleg.
        uitleg: String,
    },
    /// De inhoud van een lijst.
    Lijst {
        /// De lijst.
        lijst: String,
        /// De codes.
        codes: Vec<String>,
        /// Waar dat staat.
        artikel: String,
    },
    /// Een andere uitleg; de regel blijft gelijk.
    Uitleg {
        /// De regel.
        regel: String,
        /// Waar dat staat.
        artikel: String,
        /// De nieuwe uitleg.
        uitleg: String,
    },
}

/// Een deel van het beleid dat nog niet is ingevoerd.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GapSource {
    /// Het id.
    pub id: String,
    /// Voor welke soorten.
    pub soorten: Vec<String>,
    /// Waar het zou staan.
    pub artikel: String,
    /// Wat u moet invoeren, als vraag of opdracht.
    pub uitleg: String,
}

/// Een beslistermijn uit een eigen verordening.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalTermSource {
    /// Voor welke soorten.
    pub soorten: Vec<String>,
    /// Het artikel.
    pub artikel: String,
    /// De termijn.
    pub termijn: TermSpec,
    /// Of niet op tijd beslissen een vergunning van rechtswege geeft.
    #[serde(default)]
    pub stilzwijgend: bool,
}

/// Een bestand met gevallen naast een regelbestand: `policy.cases.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CasesFile {
    /// De gevallen.
    pub geval: Vec<CaseSource>,
}

/// Een geval: een aanvraag en wat eruit moet komen.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseSource {
    /// Wat het geval laat zien.
    pub naam: String,
    /// De partij die toetst.
    pub partij: String,
    /// De peildatum; leeg is de dag van ontvangst.
    pub op: Option<String>,
    /// De aanvraag, in de vorm van een aanvraagbestand.
    #[schemars(with = "serde_json::Value")]
    pub aanvraag: toml::Table,
    /// Wat eruit moet komen.
    pub verwacht: ExpectationSource,
}

/// Wat uit een geval moet komen.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectationSource {
    /// Het regime.
    pub regime: Regime,
    /// Of de uitkomst voorlopig is.
    #[serde(default)]
    pub voorlopig: bool,
    /// De regels die opgaan, precies deze; leeg is niet gecontroleerd.
    pub regels: Option<Vec<String>>,
    /// De feiten die ontbreken, precies deze.
    #[serde(default)]
    pub ontbrekend: Vec<String>,
    /// Het id van de wettelijke positie; leeg is niet gecontroleerd.
    pub grondslag: Option<String>,
    /// De laatste dag van de beslistermijn; leeg is niet gecontroleerd.
    pub uiterlijk: Option<String>,
}
