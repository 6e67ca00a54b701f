//! A question of the official form, as a rules file states it.

use crate::when::When;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Een vraag uit het officiële formulier (Regeling Bibob-formulieren 2024, bijlage 1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Catalogusvraag")]
pub struct Question {
    /// De naam, in kleine letters en streepjes.
    pub id: String,
    /// Waar de vraag in het officiële formulier staat.
    #[serde(rename = "bron")]
    pub source: String,
    /// Wat de officiële vraag vraagt, in neutrale woorden; een andere verwoording vraagt niet meer dan dit.
    #[serde(rename = "origineel")]
    pub original: String,
    /// De vraag in gewoon Nederlands.
    #[serde(rename = "vraag")]
    pub text: String,
    /// Hoe de vraag heet in een lijst of brief; zonder naam de vraag zelf.
    #[serde(rename = "kort", default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// Hulp bij het invullen.
    #[serde(rename = "uitleg", default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Waarom het wordt gevraagd.
    #[serde(rename = "waarom")]
    pub why: String,
    /// Het artikel waarop de vraag rust.
    #[serde(rename = "grondslag")]
    pub basis: String,
    /// De stap waarin de vraag staat; vragen met dezelfde stap staan op één bladzijde.
    #[serde(rename = "stap")]
    pub step: String,
    /// Over wie de vraag gaat.
    #[serde(rename = "wie")]
    pub who: Vec<Who>,
    /// Bij een ander dan de betrokkene: alleen over wie een van deze rollen heeft.
    #[serde(rename = "rollen", default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleName>,
    /// Alleen als dit geldt.
    #[serde(rename = "als", default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Hoeveel jaar er wordt teruggekeken.
    #[serde(rename = "terugkijken", default, skip_serializing_if = "Option::is_none")]
    pub look_back_years: Option<u8>,
    /// Of een antwoord nodig is.
    #[serde(rename = "verplicht", default = "yes", skip_serializing_if = "is_yes")]
    pub required: bool,
    /// Of de eigen verklaring bij een aanbesteding dit al vraagt (Aanbestedingswet 2012 art. 2.85 lid 2).
    #[serde(rename = "eigenVerklaring", default, skip_serializing_if = "is_no")]
    pub in_own_declaration: bool,
    /// Welk feit van de aanvraag het antwoord is, zoals `bouwsom`.
    #[serde(rename = "feit", default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Of het bedrag van dat feit met of zonder btw wordt gevraagd; leeg als de vraag dat niet zegt.
    #[serde(rename = "feitBtw", default, skip_serializing_if = "Option::is_none")]
    pub fact_vat: Option<StatedVat>,
    /// Of een «ja» een mogelijke bevinding is voor het eigen onderzoek.
    #[serde(rename = "bevinding", default, skip_serializing_if = "is_no")]
    pub is_finding: bool,
    /// Hoe het antwoord eruitziet.
    #[serde(rename = "antwoord")]
    pub answer: AnswerKind,
    /// De bijlagen die erbij horen.
    #[serde(rename = "bijlagen", default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_no(value: &bool) -> bool {
    !*value
}

/// Of een bedrag met of zonder btw wordt gevraagd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "VraagBtw")]
pub enum StatedVat {
    /// Zonder btw.
    Exclusief,
    /// Met btw.
    Inclusief,
}

impl StatedVat {
    /// Returns the word as an application writes it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Exclusief => "exclusief",
            Self::Inclusief => "inclusief",
        }
    }
}

/// Over wie een vraag gaat.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "VraagWie")]
pub enum Who {
    /// De betrokkene, wat die ook is.
    Betrokkene,
    /// Ieder mens: de betrokkene zelf als die een mens of eenmanszaak is, en ieder mens die hij noemt.
    NatuurlijkPersoon,
    /// Iedere onderneming: de betrokkene zelf als die geen mens is, en iedere onderneming die hij noemt.
    Onderneming,
}

/// De rol waarin iemand in een vragenlijst wordt genoemd (art. 3 lid 4 en 7a lid 2).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "VraagRol")]
pub enum RoleName {
    /// Vennoot of maat.
    Vennoot,
    /// Geeft leiding.
    Leidinggevende,
    /// Heeft zeggenschap.
    Zeggenschaphebbende,
    /// Is uiteindelijk begunstigde.
    Begunstigde,
    /// Geeft geld.
    Vermogensverschaffer,
    /// Werkt zakelijk samen.
    ZakelijkSamenwerkingsverband,
    /// Vertegenwoordigt de betrokkene.
    Vertegenwoordiger,
    /// Is onderaannemer.
    Onderaannemer,
}

impl RoleName {
    /// Returns the name of the role, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Vennoot => "vennoot of maat",
            Self::Leidinggevende => "leidinggevende",
            Self::Zeggenschaphebbende => "zeggenschaphebbende",
            Self::Begunstigde => "uiteindelijk begunstigde",
            Self::Vermogensverschaffer => "geldgever",
            Self::ZakelijkSamenwerkingsverband => "zakelijke partner",
            Self::Vertegenwoordiger => "vertegenwoordiger",
            Self::Onderaannemer => "onderaannemer",
        }
    }
}

/// Hoe een antwoord eruitziet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(
    tag = "soort",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[schemars(rename = "Antwoordsoort")]
pub enum AnswerKind {
    /// Eén regel tekst.
    Tekst,
    /// Meer regels tekst.
    LangeTekst,
    /// Een datum.
    Datum {
        /// Of zij in de toekomst mag liggen.
        #[serde(default, skip_serializing_if = "is_no")]
        toekomst: bool,
    },
    /// Een jaartal.
    Jaar,
    /// Een bedrag in euro.
    Bedrag,
    /// Een percentage van 0 tot en met 100, met ten hoogste twee decimalen.
    Percentage,
    /// Een geheel getal.
    Getal,
    /// Ja of nee.
    JaNee,
    /// Eén van deze opties.
    Keuze {
        /// De opties.
        opties: Vec<Choice>,
    },
    /// Geen, één of meer van deze opties.
    Keuzes {
        /// De opties.
        opties: Vec<Choice>,
    },
    /// Een burgerservicenummer.
    Bsn,
    /// Een nummer in het handelsregister.
    KvkNummer,
    /// Een telefoonnummer.
    Telefoon,
    /// Een e-mailadres.
    Email,
    /// Een adres, in een paar regels.
    Adres,
    /// Iemand die met deze rol wordt genoemd; alleen in een groep.
    Persoon {
        /// De rol.
        rol: RoleName,
        /// Of er over deze persoon vragen volgen.
        #[serde(default, skip_serializing_if = "is_no")]
        blok: bool,
    },
    /// Een of meer keer dezelfde velden.
    Groep {
        /// Hoe één ervan heet, zoals «aandeelhouder».
        enkelvoud: String,
        /// Hoe zij samen heten.
        meervoud: String,
        /// Hoeveel er minstens zijn.
        minstens: u16,
        /// De velden.
        velden: Vec<Field>,
    },
}

impl AnswerKind {
    /// Returns the options to choose from.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Keuze { opties } | Self::Keuzes { opties } => opties,
            _ => &[],
        }
    }

    /// Returns the fields of a group.
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Groep { velden, .. } => velden,
            _ => &[],
        }
    }

    /// Returns whether this is a group.
    pub fn is_group(&self) -> bool {
        matches!(self, Self::Groep { .. })
    }
}

/// Een optie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Keuzeoptie")]
pub struct Choice {
    /// De naam waarmee een voorwaarde de optie noemt.
    pub id: String,
    /// Wat er staat.
    pub label: String,
}

/// Een veld van een groep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Groepsveld")]
pub struct Field {
    /// De naam.
    pub id: String,
    /// Wat erboven staat.
    pub label: String,
    /// Hulp bij het invullen.
    #[serde(rename = "uitleg", default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Alleen als dit geldt; eerst wordt in dezelfde regel gekeken, dan in de vragen.
    #[serde(rename = "als", default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Of het nodig is.
    #[serde(rename = "verplicht", default = "yes", skip_serializing_if = "is_yes")]
    pub required: bool,
    /// Hoe het antwoord eruitziet.
    #[serde(rename = "antwoord")]
    pub answer: AnswerKind,
}

/// Een bijlage bij een vraag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Vraagbijlage")]
pub struct Attachment {
    /// De naam.
    pub id: String,
    /// Wat het is.
    pub label: String,
    /// Hulp.
    #[serde(rename = "uitleg", default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Bij de vraag als geheel, of bij elke regel van de groep.
    #[serde(default)]
    pub per: PerWhat,
    /// Alleen als dit geldt.
    #[serde(rename = "als", default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Hoe oud het stuk hooguit mag zijn, in maanden.
    #[serde(rename = "hoogstensMaandenOud", default, skip_serializing_if = "Option::is_none")]
    pub most_months_old: Option<u8>,
    /// Of het nodig is.
    #[serde(rename = "verplicht", default = "yes", skip_serializing_if = "is_yes")]
    pub required: bool,
}

/// Waar een bijlage bij hoort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "BijlagePer")]
pub enum PerWhat {
    /// De vraag als geheel.
    #[default]
    Vraag,
    /// Elke regel van de groep.
    Regel,
}

impl Question {
    /// Returns whether the question is asked because of the answer to one of these.
    pub(crate) fn follows(&self, others: &BTreeSet<&str>) -> bool {
        let mut found = false;
        if let Some(when) = &self.when {
            when.tests(&mut |needs, _| found |= others.contains(needs));
        }
        found
    }

    /// Returns whether the question is asked of everybody whom it concerns, whatever was answered.
    pub fn is_unconditional(&self) -> bool {
        self.when.is_none()
    }

    /// Returns how the question is called in a list or a letter.
    pub fn title(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.text)
    }
}
