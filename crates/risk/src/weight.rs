//! The legal weight of a fact: it follows from what happened with the case (art. 3a Wet Bibob), and nobody types it in.

use crate::ground::Ground;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Wat er met het feit is gebeurd. Hieruit volgt het gewicht (Wet Bibob art. 3a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stand", rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "Bewijsstand")]
pub enum EvidenceStatus {
    /// Een veroordeling; de wet vraagt niet dat zij onherroepelijk is.
    Veroordeling,
    /// Een strafbeschikking die onherroepelijk is.
    OnherroepelijkeStrafbeschikking,
    /// Een transactie.
    Transactie,
    /// Een bestuurlijke boete die onherroepelijk is.
    OnherroepelijkeBoete,
    /// Een bestuurlijke boete in beroep, waarover de rechtbank uitspraak deed.
    BoeteNaUitspraak,
    /// Al het andere: een verdenking, een boete in bezwaar, een bestuurlijke maatregel, een eigen waarneming.
    Vermoeden {
        /// De ernst van het vermoeden; leeg als zij nog niet is gewogen (art. 3 lid 2 en 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ernst: Option<Seriousness>,
    },
    /// Vrijspraak.
    Vrijspraak,
    /// Ontslag van alle rechtsvervolging.
    OntslagVanRechtsvervolging,
}

/// De ernst van een vermoeden, zoals een ambtenaar haar weegt.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ErnstVermoeden")]
pub enum Seriousness {
    /// Er is weinig dat het feit ondersteunt.
    Licht,
    /// Meer dan één bron of stuk ondersteunt het feit.
    Stevig,
    /// Het feit is bijna aangetoond.
    Zwaar,
}

impl Seriousness {
    /// Returns the name, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Licht => "licht",
            Self::Stevig => "stevig",
            Self::Zwaar => "zwaar",
        }
    }
}

/// Het gewicht van een feit, het lichtste eerst.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Feitgewicht")]
pub enum LegalWeight {
    /// Het feit mag niet meetellen.
    Geblokkeerd,
    /// Het feit kan hoogstens een vermoeden dragen.
    Vermoeden,
    /// Het feit wijst erop.
    Aanwijzend,
}

/// De naam van een bewijsstand, om er in een regel naar te vragen.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Bewijsstandnaam")]
pub enum StatusName {
    /// Een veroordeling.
    Veroordeling,
    /// Een onherroepelijke strafbeschikking.
    OnherroepelijkeStrafbeschikking,
    /// Een transactie.
    Transactie,
    /// Een onherroepelijke bestuurlijke boete.
    OnherroepelijkeBoete,
    /// Een boete in beroep, na uitspraak van de rechtbank.
    BoeteNaUitspraak,
    /// Een vermoeden.
    Vermoeden,
    /// Vrijspraak.
    Vrijspraak,
    /// Ontslag van alle rechtsvervolging.
    OntslagVanRechtsvervolging,
}

impl EvidenceStatus {
    /// Returns the weight on a ground.
    ///
    /// Art. 3a lists the facts that indicate; everything else is at most a suspicion. After acquittal or discharge the offence may
    /// not be used under art. 3(2) and 3(3). The text does not say so for art. 3(6): there it keeps the weight of a suspicion, and
    /// the outcome warns.
    pub fn weight(self, ground: Ground) -> LegalWeight {
        match (self.name(), ground) {
            (StatusName::Vrijspraak | StatusName::OntslagVanRechtsvervolging, Ground::Lid6)
            | (StatusName::Vermoeden, _) => LegalWeight::Vermoeden,
            (StatusName::Vrijspraak | StatusName::OntslagVanRechtsvervolging, _) => {
                LegalWeight::Geblokkeerd
            }
            (
                StatusName::Veroordeling
                | StatusName::OnherroepelijkeStrafbeschikking
                | StatusName::Transactie
                | StatusName::OnherroepelijkeBoete
                | StatusName::BoeteNaUitspraak,
                _,
            ) => LegalWeight::Aanwijzend,
        }
    }

    /// Returns the name of the status.
    pub fn name(self) -> StatusName {
        match self {
            Self::Veroordeling => StatusName::Veroordeling,
            Self::OnherroepelijkeStrafbeschikking => StatusName::OnherroepelijkeStrafbeschikking,
            Self::Transactie => StatusName::Transactie,
            Self::OnherroepelijkeBoete => StatusName::OnherroepelijkeBoete,
            Self::BoeteNaUitspraak => StatusName::BoeteNaUitspraak,
            Self::Vermoeden { .. } => StatusName::Vermoeden,
            Self::Vrijspraak => StatusName::Vrijspraak,
            Self::OntslagVanRechtsvervolging => StatusName::OntslagVanRechtsvervolging,
        }
    }

    /// Returns how serious the suspicion is; none when it was not weighed or when the fact is no suspicion.
    pub fn seriousness(self) -> Option<Seriousness> {
        match self {
            Self::Vermoeden { ernst } => ernst,
            Self::Veroordeling
            | Self::OnherroepelijkeStrafbeschikking
            | Self::Transactie
            | Self::OnherroepelijkeBoete
            | Self::BoeteNaUitspraak
            | Self::Vrijspraak
            | Self::OntslagVanRechtsvervolging => None,
        }
    }

    /// Returns whether the case ended in acquittal or discharge.
    pub fn is_acquittal(self) -> bool {
        matches!(self, Self::Vrijspraak | Self::OntslagVanRechtsvervolging)
    }
}

#[cfg(test)]
mod tests {
    use super::{EvidenceStatus, LegalWeight, Seriousness};
    use crate::ground::Ground;

    #[test]
    fn the_weight_follows_from_article_3a() {
        for status in [
            EvidenceStatus::Veroordeling,
            EvidenceStatus::OnherroepelijkeStrafbeschikking,
            EvidenceStatus::Transactie,
            EvidenceStatus::OnherroepelijkeBoete,
            EvidenceStatus::BoeteNaUitspraak,
        ] {
            for ground in Ground::ALL {
                assert_eq!(status.weight(ground), LegalWeight::Aanwijzend, "{status:?}");
            }
        }
        for ernst in [None, Some(Seriousness::Zwaar)] {
            let status = EvidenceStatus::Vermoeden { ernst };
            assert_eq!(status.weight(Ground::A), LegalWeight::Vermoeden);
        }
    }

    #[test]
    fn an_acquittal_blocks_on_a_and_b_and_not_on_lid_6() {
        for status in [EvidenceStatus::Vrijspraak, EvidenceStatus::OntslagVanRechtsvervolging] {
            assert_eq!(status.weight(Ground::A), LegalWeight::Geblokkeerd);
            assert_eq!(status.weight(Ground::B), LegalWeight::Geblokkeerd);
            assert_eq!(status.weight(Ground::Lid6), LegalWeight::Vermoeden);
        }
    }
}
