//! The ways into the Act: which decision or act the file prepares, and what the law allows at its end.

use law::scope::Door;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// De procedure: langs welke deur van de Wet Bibob het dossier binnenkomt, en of het om iets nieuws of iets lopends gaat.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Procedure")]
pub enum Procedure {
    /// Een beschikking op aanvraag (art. 3).
    Beschikking,
    /// De intrekking of wijziging van een lopende beschikking (art. 3 en 7a lid 3).
    IntrekkingBeschikking,
    /// De verlening van een subsidie (art. 6).
    Subsidieverlening,
    /// De vaststelling van een subsidie (art. 2 en 6).
    Subsidievaststelling,
    /// De intrekking of wijziging van een lopende subsidie (art. 2 en 6).
    IntrekkingSubsidie,
    /// De gunning of het tekenen van een overheidsopdracht, of de instemming met een onderaannemer (art. 5).
    Overheidsopdracht,
    /// De beëindiging van een lopende overheidsopdracht (art. 5 lid 3).
    BeeindigingOpdracht,
    /// Een vastgoedtransactie (art. 5a).
    Vastgoedtransactie,
    /// De beëindiging van een lopende vastgoedtransactie (art. 5a).
    BeeindigingVastgoed,
}

/// De uitkomst van een beslissing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Uitkomst")]
pub enum Outcome {
    /// Verlenen, vaststellen, contracteren of in stand laten.
    Gunstig,
    /// Hetzelfde met voorschriften (art. 3 lid 7).
    GunstigMetVoorschriften,
    /// Weigeren (art. 3 lid 1 of 6).
    Weigeren,
    /// Intrekken (art. 3 lid 1, 6 of 7).
    Intrekken,
    /// De subsidie lager vaststellen: dat telt als intrekken (art. 2).
    LagerVaststellen,
    /// Niet gunnen of geen overeenkomst aangaan (art. 5 en 5a).
    NietContracteren,
    /// De overeenkomst beëindigen op het Bibob-beding (art. 5 lid 3 en 5a).
    Beeindigen,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 7] = [
        Self::Gunstig,
        Self::GunstigMetVoorschriften,
        Self::Weigeren,
        Self::Intrekken,
        Self::LagerVaststellen,
        Self::NietContracteren,
        Self::Beeindigen,
    ];

    /// Returns whether the outcome takes away or withholds what was asked.
    pub fn is_negative(self) -> bool {
        match self {
            Self::Gunstig | Self::GunstigMetVoorschriften => false,
            Self::Weigeren
            | Self::Intrekken
            | Self::LagerVaststellen
            | Self::NietContracteren
            | Self::Beeindigen => true,
        }
    }

    /// Returns whether views are due before it (art. 33: negative decisions and conditions).
    pub fn needs_views(self) -> bool {
        self != Self::Gunstig
    }
}

impl Procedure {
    /// All procedures.
    pub const ALL: [Self; 9] = [
        Self::Beschikking,
        Self::IntrekkingBeschikking,
        Self::Subsidieverlening,
        Self::Subsidievaststelling,
        Self::IntrekkingSubsidie,
        Self::Overheidsopdracht,
        Self::BeeindigingOpdracht,
        Self::Vastgoedtransactie,
        Self::BeeindigingVastgoed,
    ];

    /// Returns the procedure of a permit type: its door, whether it is the determination of a subsidy, and whether the
    /// decision or contract is already running.
    pub fn of(door: Door, determination: bool, running: bool) -> Self {
        match (door, running) {
            (Door::Beschikking, false) => Self::Beschikking,
            (Door::Beschikking, true) => Self::IntrekkingBeschikking,
            (Door::Subsidie, true) => Self::IntrekkingSubsidie,
            (Door::Subsidie, false) if determination => Self::Subsidievaststelling,
            (Door::Subsidie, false) => Self::Subsidieverlening,
            (Door::Overheidsopdracht, false) => Self::Overheidsopdracht,
            (Door::Overheidsopdracht, true) => Self::BeeindigingOpdracht,
            (Door::Vastgoedtransactie, false) => Self::Vastgoedtransactie,
            (Door::Vastgoedtransactie, true) => Self::BeeindigingVastgoed,
        }
    }

    /// Returns the id used in files and answers.
    pub fn id(self) -> &'static str {
        match self {
            Self::Beschikking => "beschikking",
            Self::IntrekkingBeschikking => "intrekking-beschikking",
            Self::Subsidieverlening => "subsidieverlening",
            Self::Subsidievaststelling => "subsidievaststelling",
            Self::IntrekkingSubsidie => "intrekking-subsidie",
            Self::Overheidsopdracht => "overheidsopdracht",
            Self::BeeindigingOpdracht => "beeindiging-opdracht",
            Self::Vastgoedtransactie => "vastgoedtransactie",
            Self::BeeindigingVastgoed => "beeindiging-vastgoed",
        }
    }

    /// Returns the negative outcome that this procedure can have.
    pub fn negative_outcome(self) -> Outcome {
        match self {
            Self::Beschikking | Self::Subsidieverlening => Outcome::Weigeren,
            Self::IntrekkingBeschikking | Self::IntrekkingSubsidie => Outcome::Intrekken,
            Self::Subsidievaststelling => Outcome::LagerVaststellen,
            Self::Overheidsopdracht | Self::Vastgoedtransactie => Outcome::NietContracteren,
            Self::BeeindigingOpdracht | Self::BeeindigingVastgoed => Outcome::Beeindigen,
        }
    }

    /// Returns whether the body acts as a party to a contract: no objection, no art. 31, no penalty (art. 5 and 5a).
    pub fn is_civil(self) -> bool {
        match self {
            Self::Overheidsopdracht
            | Self::BeeindigingOpdracht
            | Self::Vastgoedtransactie
            | Self::BeeindigingVastgoed => true,
            Self::Beschikking
            | Self::IntrekkingBeschikking
            | Self::Subsidieverlening
            | Self::Subsidievaststelling
            | Self::IntrekkingSubsidie => false,
        }
    }

    /// Returns whether it starts with an application, so that Awb 4:5, a decision term and art. 31 exist.
    pub fn has_application(self) -> bool {
        matches!(self, Self::Beschikking | Self::Subsidieverlening | Self::Subsidievaststelling)
    }

    /// Returns whether the person concerned already holds what may be taken away.
    pub fn is_running(self) -> bool {
        match self {
            Self::IntrekkingBeschikking
            | Self::IntrekkingSubsidie
            | Self::BeeindigingOpdracht
            | Self::BeeindigingVastgoed => true,
            Self::Beschikking
            | Self::Subsidieverlening
            | Self::Subsidievaststelling
            | Self::Overheidsopdracht
            | Self::Vastgoedtransactie => false,
        }
    }

    /// Returns whether art. 4(1) applies to the body's own form: a holder of a decision, never an applicant or a
    /// counterparty.
    pub fn has_holder(self) -> bool {
        self.is_running() && !self.is_civil()
    }

    /// Returns whether an earlier decision with conditions can lie behind it, of which one was broken (art. 3(7)): that of a
    /// holder, or the grant of a subsidy that is now determined. To determine it lower counts as withdrawing it (art. 2).
    pub fn has_earlier_conditions(self) -> bool {
        self.has_holder() || self == Self::Subsidievaststelling
    }

    /// Returns whether ending rests on a clause in the contract (art. 5(3) and 5a).
    pub fn needs_clause(self) -> bool {
        self.is_running() && self.is_civil()
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Procedure};
    use law::scope::Door;

    #[test]
    fn the_doors_lead_to_their_procedures() {
        let of = |door, running| Procedure::of(door, false, running);
        assert_eq!(of(Door::Beschikking, false), Procedure::Beschikking);
        assert_eq!(of(Door::Vastgoedtransactie, true), Procedure::BeeindigingVastgoed);
        let determination = Procedure::of(Door::Subsidie, true, false);
        assert_eq!(determination.negative_outcome(), Outcome::LagerVaststellen);
        assert_eq!(of(Door::Subsidie, true), Procedure::IntrekkingSubsidie);
    }

    #[test]
    fn ids_are_those_of_the_json() {
        for procedure in Procedure::ALL {
            let json = serde_json::to_value(procedure).unwrap();
            assert_eq!(json, procedure.id());
        }
    }

    #[test]
    fn only_an_application_has_a_decision_term_and_only_a_contract_needs_a_clause() {
        let with =
            |test: fn(Procedure) -> bool| Procedure::ALL.into_iter().filter(|p| test(*p)).count();
        assert_eq!(with(Procedure::has_application), 3);
        assert_eq!(with(Procedure::is_civil), 4);
        assert_eq!(with(Procedure::has_holder), 2);
        assert_eq!(with(Procedure::has_earlier_conditions), 3);
        assert_eq!(with(Procedure::needs_clause), 2);
        assert!(Procedure::ALL.iter().all(|p| p.negative_outcome().is_negative()));
    }
}
