//! The kinds of finding and of document, as `rules/national/risk/bevindingen.toml` declares them.

use crate::fault::{RuleFault, RulePart};
use crate::ground::Ground;
use crate::weight::LegalWeight;
use kernel::is_kebab;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Het bestand `national/risk/bevindingen.toml`: welke soorten bevindingen en stukken er zijn.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Bevindingenbestand")]
pub struct KindsFile {
    /// De soorten bevindingen.
    #[serde(rename = "bevinding")]
    pub kinds: Vec<FindingKind>,
    /// De stukken waarvan gezegd kan worden dat zij ontbreken.
    #[serde(rename = "stuk", default)]
    pub documents: Vec<DocumentKind>,
}

/// Een soort bevinding.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Bevindingsoort")]
pub struct FindingKind {
    /// Het id; nooit hergebruiken.
    pub id: String,
    /// De naam, als zelfstandig naamwoord met een lidwoord.
    pub label: String,
    /// Waar de kennis vandaan komt.
    #[serde(rename = "bewijs")]
    pub class: EvidenceClass,
    /// De gronden waarop de soort kan meetellen.
    #[serde(rename = "gronden")]
    pub grounds: Vec<Ground>,
    /// Het zwaarste gewicht dat een bevinding van deze soort kan hebben.
    #[serde(rename = "hoogstens")]
    pub heaviest: LegalWeight,
    /// Wat erbij bekend moet zijn om te kunnen wegen.
    #[serde(rename = "nodig", default)]
    pub needs: Vec<Need>,
    /// Het artikel waarop het gebruik rust.
    #[serde(rename = "grondslag")]
    pub basis: String,
}

/// Een stuk dat kan ontbreken.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Stuksoort")]
pub struct DocumentKind {
    /// Het id.
    pub id: String,
    /// De naam, met een lidwoord.
    pub label: String,
    /// De vraag die u stelt als het ontbreekt.
    #[serde(rename = "vraag")]
    pub question: String,
    /// De bijlagen van de vragenlijst die dit stuk zijn, als «vraag/bijlage».
    #[serde(rename = "bijlagen", default)]
    pub attachments: Vec<String>,
}

/// Waar de kennis vandaan komt.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Bewijssoort")]
pub enum EvidenceClass {
    /// Een strafzaak of verdenking.
    Strafrecht,
    /// Een maatregel of besluit van een bestuursorgaan.
    Bestuursrecht,
    /// De Belastingdienst.
    Fiscaal,
    /// De arbeidswetten.
    Arbeid,
    /// De financiering en de stukken daarover.
    Financieel,
    /// Wie beslist, leidt en meedoet.
    Zeggenschap,
    /// Hoe de onderneming werkt.
    Bedrijfsvoering,
    /// Het formulier en de bijlagen.
    Formulier,
}

/// Wat bij een bevinding bekend moet zijn om haar te kunnen wegen.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Bevindingbehoefte")]
pub enum Need {
    /// De dag van het feit.
    Datum,
    /// De samenhang met de activiteit (art. 3 lid 3).
    Samenhang,
    /// De grootte van het voordeel (art. 3 lid 2).
    Voordeel,
    /// De ernst van het vermoeden (art. 3 lid 2 en 3).
    Ernst,
    /// Of de relatie er is (art. 3 lid 4).
    Relatie,
}

impl Need {
    /// All needs, in the order in which an outcome asks for them.
    pub const ALL: [Self; 5] =
        [Self::Datum, Self::Samenhang, Self::Voordeel, Self::Ernst, Self::Relatie];
}

/// The declared kinds, checked and sorted by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinds {
    all: Vec<FindingKind>,
    documents: Vec<DocumentKind>,
    /// What every score asks of a kind, in the same order: looked up for each finding of each file.
    asked: Vec<Asked>,
}

/// What every score asks of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Whether it can count on each ground.
    pub(crate) serves: [bool; 3],
    /// Whether it counts on the b-ground only when it is connected with the activity.
    pub(crate) connection: bool,
}

impl Kinds {
    /// Checks the kinds.
    ///
    /// # Errors
    /// Every fault: an id that is no id or is used twice, an empty text, a kind without a ground, an offence that may count for
    /// the b-ground without its connection being asked.
    pub fn new(file: KindsFile) -> Result<Self, Vec<RuleFault>> {
        let mut faults = Vec::new();
        for (index, kind) in file.kinds.iter().enumerate() {
            let earlier = file.kinds.iter().take(index).any(|other| other.id == kind.id);
            let reasons = kind_faults(kind, earlier);
            faults.extend(reasons.into_iter().map(|(key, reason)| {
                RuleFault::new(RulePart::Kinds, &["bevinding", &index.to_string(), key], reason)
            }));
        }
        for (index, document) in file.documents.iter().enumerate() {
            let earlier = file.documents.iter().take(index).any(|other| other.id == document.id);
            let empty =
                [&document.label, &document.question].iter().any(|text| text.trim().is_empty());
            if earlier || empty || !is_kebab(&document.id) {
                let place = ["stuk", &index.to_string(), "id"];
                let reason = format!(
                    "stuk «{}» heeft een nieuw id, een naam en een vraag nodig",
                    document.id
                );
                faults.push(RuleFault::new(RulePart::Kinds, &place, reason));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let (mut kinds, mut documents) = (file.kinds, file.documents);
        kinds.sort_by(|one, other| one.id.cmp(&other.id));
        documents.sort_by(|one, other| one.id.cmp(&other.id));
        let asked = kinds.iter().map(FindingKind::asked).collect();
        Ok(Self { all: kinds, documents, asked })
    }

    /// Returns the kind with this id.
    pub fn find(&self, id: &str) -> Option<&FindingKind> {
        self.index(id).and_then(|index| self.all.get(index))
    }

    /// Returns the place of a kind in [`Kinds::iter`].
    pub(crate) fn index(&self, id: &str) -> Option<usize> {
        self.all.binary_search_by(|kind| kind.id.as_str().cmp(id)).ok()
    }

    /// Returns all kinds, by id.
    pub fn iter(&self) -> impl Iterator<Item = &FindingKind> {
        self.all.iter()
    }

    /// Returns the document with this id.
    pub fn document(&self, id: &str) -> Option<&DocumentKind> {
        self.document_index(id).and_then(|index| self.documents.get(index))
    }

    /// Returns all documents, by id.
    pub fn documents(&self) -> &[DocumentKind] {
        &self.documents
    }

    /// Returns the place of a document in [`Kinds::documents`].
    pub(crate) fn document_index(&self, id: &str) -> Option<usize> {
        self.documents.binary_search_by(|kind| kind.id.as_str().cmp(id)).ok()
    }

    /// Returns what every score asks of a kind, by its place.
    pub(crate) fn asked(&self, place: usize) -> Option<Asked> {
        self.asked.get(place).copied()
    }

    /// Returns the kinds in order.
    pub(crate) fn all(&self) -> &[FindingKind] {
        &self.all
    }
}

impl FindingKind {
    /// Returns whether the kind can count on a ground.
    pub fn serves(&self, ground: Ground) -> bool {
        self.grounds.contains(&ground)
    }

    pub(crate) fn asked(&self) -> Asked {
        let serves = Ground::ALL.map(|ground| self.serves(ground));
        Asked { serves, connection: self.needs(Need::Samenhang) }
    }

    /// Returns whether this must be known before the finding can be weighed.
    pub fn needs(&self, need: Need) -> bool {
        self.needs.contains(&need)
    }
}

fn kind_faults(kind: &FindingKind, earlier: bool) -> Vec<(&'static str, String)> {
    let id = &kind.id;
    let offence = matches!(
        kind.class,
        EvidenceClass::Strafrecht | EvidenceClass::Fiscaal | EvidenceClass::Arbeid
    );
    let checks = [
        (
            !is_kebab(id),
            "id",
            format!("«{id}» is geen id: gebruik kleine letters, cijfers en streepjes"),
        ),
        (earlier, "id", format!("soort «{id}» staat al in het bestand")),
        (kind.label.trim().is_empty(), "label", format!("«label» van «{id}» is leeg")),
        (kind.basis.trim().is_empty(), "grondslag", format!("«grondslag» van «{id}» is leeg")),
        (kind.grounds.is_empty(), "gronden", format!("soort «{id}» telt op geen enkele grond")),
        (
            kind.heaviest == LegalWeight::Geblokkeerd,
            "hoogstens",
            format!("soort «{id}» kan zo nooit meetellen; kies «vermoeden» of «aanwijzend»"),
        ),
        (
            offence && kind.serves(Ground::B) && !kind.needs(Need::Samenhang),
            "nodig",
            format!(
                "soort «{id}» telt op de b-grond; daar is «samenhang» bij nodig (art. 3 lid 3)"
            ),
        ),
    ];
    checks.into_iter().filter(|(wrong, ..)| *wrong).map(|(_, key, reason)| (key, reason)).collect()
}
