//! How a person is related to the betrokkene: the chain of roles (art. 3(4) Wet Bibob).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use subjects::RoleKind;

/// Eén stap op het pad van de betrokkene naar een ander.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Rolstap")]
pub struct RoleStep {
    /// De rol.
    #[serde(rename = "rol")]
    pub role: RoleKind,
    /// Wie de rol bij wie heeft.
    #[serde(rename = "richting", default)]
    pub direction: Direction,
    /// De eerste dag.
    #[serde(rename = "van", default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// De laatste dag.
    #[serde(rename = "totEnMet", default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Of de rol nu nog bestaat.
    #[serde(rename = "tijd", default)]
    pub tense: Tense,
    /// Of vaststaat dat de rol er is of was.
    #[serde(rename = "zekerheid", default)]
    pub certainty: Certainty,
}

/// Wie de rol bij wie heeft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Rolrichting")]
pub enum Direction {
    /// De ander heeft de rol bij (wie dichter staat bij) de betrokkene (art. 3 lid 4 onder c).
    #[default]
    Boven,
    /// De betrokkene heeft de rol bij de ander (art. 3 lid 4 onder b).
    Onder,
}

/// Of een rol nu nog bestaat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Roltijd")]
pub enum Tense {
    /// De rol bestaat nog, tenzij de laatste dag voorbij is.
    #[default]
    Nu,
    /// De rol is voorbij.
    Voorbij,
}

/// Of een rol vaststaat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Rolzekerheid")]
pub enum Certainty {
    /// De rol staat vast.
    #[default]
    Zeker,
    /// De rol kan er zijn; dat is nog een vraag.
    Mogelijk,
}

/// How a path counts under art. 3(4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The betrokkene did it himself, or somebody in a chain of one of the routes b and c.
    Sure,
    /// There may be such a chain.
    Possible,
    /// The path is no relation in the sense of the Act.
    None,
}

impl RoleStep {
    /// Returns whether the role is over on this day.
    pub fn is_past(&self, on: NaiveDate) -> bool {
        self.tense == Tense::Voorbij || self.until.is_some_and(|until| until < on)
    }
}

/// Returns what a path comes to. `counting` are the roles that make a relation.
///
/// A chain goes up or down, never both: who stands beside the betrokkene through a common controller is not in art. 3(4). A business
/// partnership is one hop and is never chained.
pub(crate) fn relation(path: &[RoleStep], counting: &[RoleKind]) -> Relation {
    let partner = |step: &RoleStep| step.role == RoleKind::ZakelijkSamenwerkingsverband;
    let chained = path.len() > 1 && path.iter().any(partner);
    let turns = path.windows(2).any(|pair| pair[0].direction != pair[1].direction);
    let foreign = path.iter().any(|step| !counting.contains(&step.role));
    if chained || turns || foreign {
        return Relation::None;
    }
    if path.iter().any(|step| step.certainty == Certainty::Mogelijk) {
        return Relation::Possible;
    }
    Relation::Sure
}

#[cfg(test)]
mod tests {
    use super::{Certainty, Direction, Relation, RoleStep, Tense, relation};
    use subjects::RoleKind;

    const COUNTING: [RoleKind; 3] = [
        RoleKind::Leidinggevende,
        RoleKind::Zeggenschaphebbende,
        RoleKind::ZakelijkSamenwerkingsverband,
    ];

    fn step(role: RoleKind) -> RoleStep {
        RoleStep {
            role,
            direction: Direction::Boven,
            since: None,
            until: None,
            tense: Tense::Nu,
            certainty: Certainty::Zeker,
        }
    }

    #[test]
    fn a_partnership_is_one_hop_and_never_chained() {
        let partner = step(RoleKind::ZakelijkSamenwerkingsverband);
        let leader = step(RoleKind::Leidinggevende);
        assert_eq!(relation(std::slice::from_ref(&partner), &COUNTING), Relation::Sure);
        assert_eq!(relation(&[partner.clone(), leader.clone()], &COUNTING), Relation::None);
        assert_eq!(relation(&[leader.clone(), partner], &COUNTING), Relation::None);
        assert_eq!(relation(&[leader.clone(), leader], &COUNTING), Relation::Sure);
    }

    #[test]
    fn a_chain_does_not_turn_and_holds_only_roles_that_count() {
        let up = step(RoleKind::Zeggenschaphebbende);
        let down = RoleStep { direction: Direction::Onder, ..up.clone() };
        assert_eq!(relation(&[up.clone(), down.clone()], &COUNTING), Relation::None);
        assert_eq!(relation(&[down.clone(), down], &COUNTING), Relation::Sure);
        assert_eq!(relation(&[step(RoleKind::Vertegenwoordiger)], &COUNTING), Relation::None);
        assert_eq!(relation(&[], &COUNTING), Relation::Sure);
        let possible = RoleStep { certainty: Certainty::Mogelijk, ..up };
        assert_eq!(relation(&[possible], &COUNTING), Relation::Possible);
    }

    #[test]
    fn a_role_is_past_the_day_after_its_last_one() {
        let day = |text: &str| text.parse().expect("date");
        let ended = RoleStep { until: Some(day("2026-11-25")), ..step(RoleKind::Leidinggevende) };
        assert!(!ended.is_past(day("2026-11-25")));
        assert!(ended.is_past(day("2026-11-26")));
        let over = RoleStep { tense: Tense::Voorbij, ..step(RoleKind::Leidinggevende) };
        assert!(over.is_past(day("2026-11-26")));
    }
}
