//! A tip that came without a system: put in the form in which all tips come, so that its checks and its states are the same.

use super::desk::House;
use super::keys::whole_second;
use super::send::{fits, locked};
use crate::AppError;
use ::tips::ids::{Organ, Source};
use ::tips::message::{Content, Lock, Message, Offer, WithdrawalCode, Withdrawn, check_incoming};
use ::tips::partner::Partner;
use ::tips::receiver::InFile;
use ::tips::{Heard, MessageId, Oin, Refusal, TipId};
use kernel::Moment;
use std::num::NonZeroU32;

/// What was handed in, and when.
pub(super) struct Handed<'h> {
    pub(super) giver: Oin,
    pub(super) tip: TipId,
    pub(super) message: MessageId,
    pub(super) organ: &'h Organ,
    pub(super) offer: &'h Offer,
    pub(super) at: Moment,
}

/// A tip that came by hand and is taken back by hand, as a message that says so. Its number is the last that can be, so that it is in
/// the way of none that the sender could still send.
pub(super) fn taken_back(
    house: &House,
    file: &InFile,
    (id, code, at): (MessageId, WithdrawalCode, Moment),
) -> Result<Heard, AppError> {
    let message = Message {
        id,
        time: whole_second(at),
        source: Source::of(file.sender()),
        audience: house.settings.oin,
        organ: file.organ().ok_or(Refusal::WrongState)?.clone(),
        tip: file.tip(),
        number: NonZeroU32::MAX,
        content: Content::Withdrawn(Withdrawn { reden: code }),
    };
    Ok(Heard { message, at })
}

impl Handed<'_> {
    /// Returns it as a message that came. Refuses what may not travel, by the locks for a message; an explanation too, which has no
    /// sender of its own to allow it.
    pub(super) fn heard(&self, house: &House, partner: &Partner) -> Result<Heard, AppError> {
        fits(self.offer, "/inhoud")?;
        if self.offer.toelichting.is_some() && !house.settings.toelichting {
            return Err(locked(Lock::Explanation));
        }
        let message = self.message(house);
        check_incoming(&message, &house.body(), partner).map_err(locked)?;
        Ok(Heard { message, at: self.at })
    }

    fn message(&self, house: &House) -> Message {
        Message {
            id: self.message,
            time: whole_second(self.at),
            source: Source::of(self.giver),
            audience: house.settings.oin,
            organ: self.organ.clone(),
            tip: self.tip,
            number: NonZeroU32::MIN,
            content: Content::Offered(Box::new(self.offer.clone())),
        }
    }
}
