//! The roles that carry legal weight.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// De rol van een persoon bij de betrokkene.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Rolsoort")]
pub enum RoleKind {
    /// De betrokkene zelf (art. 1 lid 1).
    Betrokkene,
    /// Geeft direct of indirect leiding (art. 3 lid 4).
    Leidinggevende,
    /// Heeft direct of indirect zeggenschap (art. 3 lid 4).
    Zeggenschaphebbende,
    /// Verschaft direct of indirect vermogen (art. 3 lid 4).
    Vermogensverschaffer,
    /// Staat in een zakelijk samenwerkingsverband (art. 3 lid 4 onder c).
    ZakelijkSamenwerkingsverband,
    /// Wordt op de beschikking genoemd (art. 11a lid 1).
    OpBeschikkingGenoemd,
    /// Is door feitelijke invloed met de betrokkene gelijk te stellen (art. 11a lid 1).
    FeitelijkeInvloed,
    /// Vertegenwoordigt de betrokkene (art. 7a lid 2).
    Vertegenwoordiger,
    /// Wordt in de voorgenomen beslissing genoemd (art. 33).
    GenoemdeDerde,
}

impl RoleKind {
    /// Returns the name of the role, for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Betrokkene => "betrokkene",
            Self::Leidinggevende => "leidinggevende",
            Self::Zeggenschaphebbende => "zeggenschaphebbende",
            Self::Vermogensverschaffer => "vermogensverschaffer",
            Self::ZakelijkSamenwerkingsverband => "zakelijk samenwerkingsverband",
            Self::OpBeschikkingGenoemd => "op de beschikking genoemd",
            Self::FeitelijkeInvloed => "feitelijke invloed",
            Self::Vertegenwoordiger => "vertegenwoordiger",
            Self::GenoemdeDerde => "genoemde derde",
        }
    }

    /// Returns whether the role is one of the six about whom the register, tax fines and sharing are open
    /// (art. 7c, 11a(1) and 28(2)m); a business partner as such is not.
    pub fn is_one_of_six(self) -> bool {
        match self {
            Self::Betrokkene
            | Self::Leidinggevende
            | Self::Zeggenschaphebbende
            | Self::Vermogensverschaffer
            | Self::OpBeschikkingGenoemd
            | Self::FeitelijkeInvloed => true,
            Self::ZakelijkSamenwerkingsverband | Self::Vertegenwoordiger | Self::GenoemdeDerde => {
                false
            }
        }
    }
}

/// Een rol met haar periode en bron; zonder einde loopt zij nog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Rol")]
pub struct Role {
    /// De rol.
    #[serde(rename = "soort")]
    pub kind: RoleKind,
    /// De eerste dag.
    #[serde(rename = "van", default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// De laatste dag.
    #[serde(rename = "totEnMet", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Waar de rol uit blijkt, zoals het handelsregister.
    #[serde(rename = "bron", default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200))]
    pub source: Option<String>,
}

impl Role {
    /// Returns whether the role ends before it begins.
    pub fn is_backwards(&self) -> bool {
        self.since.zip(self.until).is_some_and(|(since, until)| until < since)
    }
}

#[cfg(test)]
mod tests {
    use super::RoleKind;

    #[test]
    fn a_business_partner_is_not_one_of_the_six() {
        assert!(RoleKind::Vermogensverschaffer.is_one_of_six());
        assert!(!RoleKind::ZakelijkSamenwerkingsverband.is_one_of_six());
    }
}
