//! Why a letter is still a concept.

use crate::flags::flags;
use std::fmt;

flags! {
    /// A reason why a letter may not be sent as it is; the letter says so itself, above its subject.
    ConceptReason {
        /// The body has configured no contact details.
        ContactMissing = "contact_missing",
        /// The addressee has no address.
        AddressMissing = "address_missing",
        /// A decision has a term, but its date is not known.
        TermMissing = "term_missing",
        /// The policy is a model that the body has not adopted.
        PolicyNotAdopted = "policy_not_adopted",
        /// The body has configured no safe way to hand in the form.
        ReturnRouteMissing = "return_route_missing",
        /// The body has not said where its privacy notice stands.
        PrivacyNoticeMissing = "privacy_notice_missing",
        /// The list of sections of the form is empty.
        SectionsMissing = "sections_missing",
    }
}

/// Says in Dutch what is still to be done, for the officer at the command line.
impl fmt::Display for ConceptReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ContactMissing => "stel de contactgegevens van de organisatie in",
            Self::AddressMissing => "vul het adres van de geadresseerde in",
            Self::TermMissing => "bepaal de uiterste datum van het besluit",
            Self::PolicyNotAdopted => "het beleid is een model en nog niet vastgesteld",
            Self::PrivacyNoticeMissing => "stel in waar de privacyverklaring staat",
            Self::ReturnRouteMissing => "stel in hoe iemand de vragenlijst veilig inlevert",
            Self::SectionsMissing => "kies de onderdelen van de vragenlijst",
        })
    }
}
