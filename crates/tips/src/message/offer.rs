//! The content of a tip: who, which decision, and that there is reason to look. The facts behind it have no field.

use crate::ids::MessageId;
use crate::wording::Wording;
use chrono::NaiveDate;
use kernel::Redacted;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use std::borrow::Cow;
use std::fmt;

/// Een tip (Wet Bibob art. 26, voor het LBB art. 11): een verwijzing, geen dossier.
///
/// Alleen de betrokkene wordt genoemd. Er is geen veld voor een burgerservicenummer, een strafbaar feit, een andere persoon
/// of een bijlage (art. 28).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Tip")]
pub struct Offer {
    /// Op welk artikel de tip rust.
    pub grondslag: LegalBasis,
    /// In welke hoedanigheid de zender tipt.
    pub hoedanigheid: Capacity,
    /// Over wie het gaat.
    pub betrokkene: Subject,
    /// Om welke beslissing het gaat.
    pub besluit: Decision,
    /// Waar de tip op wijst.
    pub strekking: Purport,
    /// Waarom de ontvanger niet moet wachten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgentie: Option<Urgency>,
    /// Waar de ontvanger met vragen terecht kan.
    pub contact: Contact,
    /// Een toelichting, zonder feiten die de wet niet laat reizen. Staat uit, tenzij de zender haar aanzet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<Wording<1_000>>,
    /// Op welk artikel van de Wet politiegegevens de verstrekking rust; alleen bij een tip van de politie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wpg_grondslag: Option<PoliceBasis>,
    /// Het eerdere bericht, als een ander orgaan daarop niet bevoegd was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vervolg_op: Option<MessageId>,
}

/// Het artikel van de Wet Bibob waarop een tip rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TipGrondslag")]
pub enum LegalBasis {
    /// Artikel 26: officier van justitie, bestuursorgaan of rechtspersoon met een overheidstaak.
    #[serde(rename = "art26")]
    Article26,
    /// Artikel 11: alleen het Landelijk Bureau Bibob.
    #[serde(rename = "art11")]
    Article11,
}

/// De hoedanigheid waarin wordt getipt (art. 26).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Hoedanigheid")]
pub enum Capacity {
    /// De officier van justitie.
    #[serde(rename = "ovj")]
    Prosecutor,
    /// Een bestuursorgaan.
    #[serde(rename = "bestuursorgaan")]
    AdministrativeBody,
    /// Een rechtspersoon met een overheidstaak.
    #[serde(rename = "rmo")]
    PublicTask,
}

/// Het artikel van de Wet politiegegevens dat de verstrekking draagt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "WpgGrondslag")]
pub enum PoliceBasis {
    /// Artikel 18: structureel aan derden.
    #[serde(rename = "wpg-18")]
    Article18,
    /// Artikel 19: in een incidenteel geval.
    #[serde(rename = "wpg-19")]
    Article19,
    /// Artikel 20: structureel aan een samenwerkingsverband.
    #[serde(rename = "wpg-20")]
    Article20,
}

/// De betrokkene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Betrokkene")]
pub enum Subject {
    /// Een mens.
    #[serde(rename = "natuurlijk-persoon", rename_all = "camelCase")]
    Person {
        /// De naam.
        naamdelen: NameParts,
        /// De geboortedatum.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        geboortedatum: Option<Redacted<NaiveDate>>,
        /// De geboorteplaats.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        geboorteplaats: Option<Wording<80>>,
        /// Het KvK-nummer van de onderneming.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kvk: Option<TradeNumber>,
        /// De handelsnamen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        handelsnamen: Vec<Wording<120>>,
        /// Het adres.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        adres: Option<PostalAddress>,
    },
    /// Een rechtspersoon of samenwerkingsverband dat zelf de betrokkene is.
    #[serde(rename = "rechtspersoon", rename_all = "camelCase")]
    LegalPerson {
        /// De statutaire naam.
        naam: Wording<200>,
        /// Het KvK-nummer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kvk: Option<TradeNumber>,
        /// Het RSIN.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rsin: Option<LegalPersonNumber>,
        /// De handelsnamen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        handelsnamen: Vec<Wording<120>>,
        /// Het adres.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        adres: Option<PostalAddress>,
    },
}

/// De delen van een naam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Naamdelen")]
pub struct NameParts {
    /// De voornamen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voornamen: Option<Wording<120>>,
    /// De voorletters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voorletters: Option<Wording<20>>,
    /// De voorvoegsels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voorvoegsel: Option<Wording<20>>,
    /// De achternaam.
    pub achternaam: Wording<120>,
    /// De naam van de partner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partnernaam: Option<Wording<120>>,
}

/// Een adres in Nederland of daarbuiten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TipAdres")]
pub struct PostalAddress {
    /// Straat en nummer.
    pub straat: Wording<120>,
    /// De postcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Wording<12>>,
    /// De plaats.
    pub plaats: Wording<80>,
}

/// De beslissing, overheidsopdracht of vastgoedtransactie waar de tip op wijst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "TipBesluit")]
pub struct Decision {
    /// De soort, zoals `exploitatie-openbare-inrichting`.
    pub soort: DecisionKind,
    /// De activiteit.
    pub activiteit: Wording<200>,
    /// De gemeente waarin zij plaatsvindt.
    pub gemeente: Wording<80>,
    /// Het kenmerk dat de ontvanger eraan gaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kenmerk_ontvanger: Option<Wording<60>>,
    /// Het adres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adres: Option<PostalAddress>,
}

/// Waar een tip op wijst. De volgorde staat vast: eerst eigen onderzoek, daarna pas advies (art. 26).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Strekking")]
pub enum Purport {
    /// De mogelijkheid van een eigen onderzoek.
    #[serde(rename = "mogelijkheid-eigen-onderzoek")]
    Investigation,
    /// De mogelijkheid van een eigen onderzoek en zo nodig daarna van advies van het LBB.
    #[serde(rename = "mogelijkheid-eigen-onderzoek-daarna-advies")]
    InvestigationThenAdvice,
}

/// Waarom het snel moet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Urgentie")]
pub struct Urgency {
    /// De reden.
    pub reden: UrgencyReason,
    /// De dag waarop de ontvanger uiterlijk beslist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beslisdatum: Option<NaiveDate>,
}

/// De reden van haast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Urgentiereden")]
pub enum UrgencyReason {
    /// Er loopt een aanvraag.
    #[serde(rename = "lopende-aanvraag")]
    Application,
    /// Er loopt een aanbesteding of onderhandeling.
    #[serde(rename = "lopende-onderhandeling")]
    Negotiation,
    /// Wat is verleend, wordt al gebruikt.
    #[serde(rename = "lopend-gebruik")]
    InUse,
}

/// Een functie en hoe die te bereiken is: geen gegevens van een mens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TipContact")]
pub struct Contact {
    /// De functie.
    pub functie: Wording<80>,
    /// Hoe zij te bereiken is.
    pub bereikbaarheid: Wording<120>,
}

/// A text of a fixed form that `Debug` does not show.
macro_rules! formed {
    ($($(#[$doc:meta])* $name:ident, $schema:literal, $pattern:literal, $message:literal, $fits:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Returns the text.
            pub fn reveal(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let fits: fn(&str) -> bool = $fits;
                if fits(&text) { Ok(Self(text)) } else { Err(D::Error::custom($message)) }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[afgeschermd]")
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $schema.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    )+};
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

formed! {
    /// A number of the trade register: eight digits.
    TradeNumber, "KvkNummer", "^[0-9]{8}$", "een KvK-nummer heeft acht cijfers", |text| digits(text, 8);
    /// The number of a legal person: nine digits. Only a legal person has the field, so that it cannot hold a citizen service
    /// number of a person.
    LegalPersonNumber, "Rsin", "^[0-9]{9}$", "een RSIN heeft negen cijfers", |text| digits(text, 9);
    /// The kind of decision, as a name with dashes. Not a list: a receiver can know kinds that we do not know.
    DecisionKind, "Besluitsoort", "^[a-z0-9]+(-[a-z0-9]+)*$", "een soort is een naam in kleine letters met streepjes",
        |text| kernel::is_kebab(text) && text.len() <= 60;
}
