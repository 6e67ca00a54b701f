//! The steps with a tip that we give.

use crate::ids::{MessageId, Oin, Organ};
use crate::message::{Answer, Content, Offer, WithdrawalCode};
use crate::retention::Retention;
use crate::route::{Proof, Route};
use crate::sender::{Feedback, GiveUpCause};
use crate::step::Heard;
use crate::wording::Reason;
use chrono::NaiveDate;
use kernel::Sha256Hex;

commands! {
    /// A step with a tip that we give.
    SenderCommand, SenderCommandName;
    /// Write it again. Who does so is its writer from then on.
    Rewrite(Box<Offer>) = "herschrijven";
    /// Let it go, by somebody else than its writer.
    Release = "vrijgeven";
    /// It leaves: the first attempt, or the letter is posted.
    Depart = "verzenden";
    /// It arrived.
    Deliver(Proof) = "bezorgd-vastleggen";
    /// A message of the receiver came.
    Hear(Box<Heard>) = "bericht-verwerken";
    /// Register what the receiver of a letter let us know in another way than by a message.
    RegisterVerdict {
        /// What it let us know.
        verdict: Feedback,
        /// On which day.
        day: NaiveDate,
    } = "oordeel-vastleggen";
    /// It cannot be delivered.
    GiveUp(GiveUpCause) = "opgeven";
    /// Send it again, as another message about the same tip.
    SendAgain = "opnieuw-verzenden";
    /// Say again what was said before and did not arrive, under another message and number.
    Repeat(Box<Content>) = "bericht-herhalen";
    /// Send it again by another route.
    Reroute(Route) = "andere-route";
    /// Write an answer to the last question.
    WriteAnswer(Box<Answer>) = "antwoord-schrijven";
    /// Let the answer go, by somebody else than its writer.
    ReleaseAnswer = "antwoord-vrijgeven";
    /// Take the tip back.
    Withdraw {
        /// The kind of reason, which the receiver hears.
        code: WithdrawalCode,
        /// The reason, which stays here.
        reason: Reason,
    } = "intrekken";
    /// Offer it to another body, after the first said that it is not competent.
    Redirect {
        /// The body.
        receiver: Oin,
        /// Its organ.
        organ: Organ,
        /// How it travels there.
        route: Route,
    } = "opnieuw-aanbieden";
    /// Close it.
    Close(Reason) = "afsluiten";
    /// Clear the content; what is left is a tombstone.
    Clear {
        /// The terms of the body.
        retention: Retention,
        /// The messages about it, with the SHA-256 of their bytes.
        messages: Vec<(MessageId, Sha256Hex)>,
    } = "inhoud-wissen";
}
