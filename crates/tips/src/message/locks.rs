//! What may stand in a message depends on who sends it to whom; the form alone cannot say so.

use crate::ids::{Oin, Organ};
use crate::message::{Content, Message, Offer};
use crate::partner::{BodyKind, Partner};
use thiserror::Error;

/// What we are ourselves, and what our settings allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnBody {
    /// Our number.
    pub oin: Oin,
    /// What we are.
    pub kind: BodyKind,
    /// Our organs that may decide.
    pub organs: Vec<Organ>,
    /// Whether an explanation may travel with our tips. Off unless somebody chose it.
    pub explanations: bool,
    /// Whether we take tips of the police (Wet Bibob art. 26 read with art. 1; the reading is disputed). Off unless somebody
    /// chose it.
    pub police: bool,
}

/// Why the content does not fit the two bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Lock {
    /// The article is not the one this body tips by (art. 26; art. 11 for the LBB only).
    #[error("dit orgaan kan niet op dit artikel tippen")]
    LegalBasis,
    /// The capacity is not the one in the register of partners (art. 26).
    #[error("de hoedanigheid past niet bij de zender")]
    Capacity,
    /// The police, while the receiver did not switch that on, or without the article of the Wet politiegegevens.
    #[error(
        "een tip van de politie kan hier niet, of noemt geen artikel van de Wet politiegegevens"
    )]
    Police,
    /// An explanation, while it is off.
    #[error("een toelichting staat uit; laat haar weg of laat haar aanzetten")]
    Explanation,
    /// The receiver cannot apply the Act (art. 26: only to a body that can).
    #[error("dit orgaan past de Wet Bibob niet toe; een tip kan er niet heen")]
    Receiver,
    /// The organ is none of the receiver's.
    #[error("dit orgaan hoort niet bij de ontvanger")]
    Organ,
    /// An answer that changes nothing.
    #[error("een antwoord noemt ten minste één veld dat anders moet zijn")]
    EmptyAnswer,
}

impl Lock {
    /// Returns the code as programs read it; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::LegalBasis => "grondslag-past-niet",
            Self::Capacity => "hoedanigheid-past-niet",
            Self::Police => "politie-niet-toegestaan",
            Self::Explanation => "toelichting-uit",
            Self::Receiver => "ontvanger-past-wet-niet-toe",
            Self::Organ => "orgaan-onbekend",
            Self::EmptyAnswer => "antwoord-leeg",
        }
    }
}

/// Checks an offer before it leaves: it fits what we are (Wet Bibob art. 11 and 26), our settings, and the receiver.
pub fn check_offer(
    offer: &Offer,
    organ: &Organ,
    own: &OwnBody,
    receiver: &Partner,
) -> Result<(), Lock> {
    if offer.toelichting.is_some() && !own.explanations {
        return Err(Lock::Explanation);
    }
    if !receiver.may_receive() {
        return Err(Lock::Receiver);
    }
    if !receiver.organs.contains(organ) {
        return Err(Lock::Organ);
    }
    fits_kind(offer, own.kind)
}

/// Checks a message that came in against what the register says of its sender.
///
/// The explanation is no ground to refuse here: whether it may travel is the choice of the sender.
pub fn check_incoming(message: &Message, own: &OwnBody, sender: &Partner) -> Result<(), Lock> {
    if message.content.kind().is_of_sender() && !own.organs.contains(&message.organ) {
        return Err(Lock::Organ);
    }
    match &message.content {
        Content::Offered(offer) => {
            if sender.kind == BodyKind::Police && !own.police {
                return Err(Lock::Police);
            }
            fits_kind(offer, sender.kind)
        }
        Content::Answer(answer) => {
            let empty =
                answer.betrokkene.is_none() && answer.besluit.is_none() && answer.contact.is_none();
            if empty { Err(Lock::EmptyAnswer) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

fn fits_kind(offer: &Offer, sender: BodyKind) -> Result<(), Lock> {
    if offer.grondslag != sender.legal_basis() {
        return Err(Lock::LegalBasis);
    }
    if offer.hoedanigheid != sender.capacity() {
        return Err(Lock::Capacity);
    }
    if offer.wpg_grondslag.is_some() != (sender == BodyKind::Police) {
        return Err(Lock::Police);
    }
    Ok(())
}
