//! The sections of the official questionnaire (Regeling Bibob-formulieren 2024, annex 1).
//!
//! A body may only choose from the official form (article 5 of the regulation), so another section cannot be expressed. The titles
//! stand in `templates/letters/partials/onderdelen.typ.hbs`.

use crate::flags::flags;

flags! {
    /// A numbered section of the form.
    FormSection {
        /// 1: who the person concerned is.
        Identity = "identity",
        /// 2: the way of financing.
        Financing = "financing",
        /// 3: those who lead.
        Managers = "managers",
        /// 4: those who have control.
        Controllers = "controllers",
        /// 5: those below and beside.
        Subordinates = "subordinates",
        /// 6: those who provide capital.
        Financiers = "financiers",
        /// 7: other questions about the financial position.
        Finances = "finances",
        /// 8: criminal and administrative measures.
        Measures = "measures",
        /// 9: location and inventory.
        Location = "location",
        /// 10: all decisions.
        Decisions = "decisions",
        /// 11: subsidies.
        Subsidies = "subsidies",
        /// 12: businesses with gaming machines.
        GamingMachines = "gaming_machines",
        /// 13: environment permits.
        EnvironmentPermits = "environment_permits",
        /// 14: public contracts.
        Contracts = "contracts",
        /// 15: real-estate deals.
        RealEstate = "real_estate",
    }
}

flags! {
    /// What the form is asked for; it decides which special sections apply.
    FormMatter {
        /// A permit other than the ones below.
        Permit = "permit",
        /// A permit of a business with gaming machines.
        PermitWithGamingMachines = "permit_with_gaming_machines",
        /// An environment permit, or a change of the environmental plan that replaces one.
        EnvironmentPermit = "environment_permit",
        /// A subsidy.
        Subsidy = "subsidy",
        /// A public contract.
        Contract = "contract",
        /// A real-estate deal.
        RealEstate = "real_estate",
    }
}

/// The nine sections that the form has for every kind of matter.
const GENERAL: [FormSection; 9] = [
    FormSection::Identity,
    FormSection::Financing,
    FormSection::Managers,
    FormSection::Controllers,
    FormSection::Subordinates,
    FormSection::Financiers,
    FormSection::Finances,
    FormSection::Measures,
    FormSection::Location,
];

impl FormMatter {
    /// Returns the sections that the official form has for this matter; a body may choose fewer.
    pub fn default_sections(self) -> Vec<FormSection> {
        let special: &[FormSection] = match self {
            Self::Permit => &[FormSection::Decisions],
            Self::PermitWithGamingMachines => {
                &[FormSection::Decisions, FormSection::GamingMachines]
            }
            Self::EnvironmentPermit => &[FormSection::Decisions, FormSection::EnvironmentPermits],
            Self::Subsidy => &[FormSection::Decisions, FormSection::Subsidies],
            Self::Contract => &[FormSection::Contracts],
            Self::RealEstate => &[FormSection::RealEstate],
        };
        GENERAL.iter().chain(special).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_matter_has_the_general_sections_and_its_own() {
        for matter in FormMatter::ALL {
            let sections = matter.default_sections();
            assert!(sections.starts_with(&GENERAL), "{matter:?}");
            assert!(sections.is_sorted() && sections.len() > GENERAL.len(), "{matter:?}");
        }
        assert!(FormMatter::RealEstate.default_sections().ends_with(&[FormSection::RealEstate]));
    }
}
