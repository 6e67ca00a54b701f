//! Why a letter is still a concept.

use crate::flags::flags;

flags! {
    /// A reason why a letter may not be sent as it is; the letter says so itself, above its subject.
    ConceptReason {
        /// The body has configured no contact details.
        ContactMissing = "contact_missing",
        /// The addressee has no address.
        AddressMissing = "address_missing",
        /// The policy is a model that the body has not adopted.
        PolicyNotAdopted = "policy_not_adopted",
        /// The body has configured no safe way to hand in the form.
        ReturnRouteMissing = "return_route_missing",
        /// The list of sections of the form is empty.
        SectionsMissing = "sections_missing",
    }
}
