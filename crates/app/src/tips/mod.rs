//! Tips between bodies that are independent of each other (Wet Bibob art. 26; art. 11 for the LBB).
//!
//! The message, its seal and the states of a tip stand in the crate `tips`; here they are read, kept with the trail of tips in one
//! transaction, carried, and shown to tip officers. That there is a tip is secret: nothing of it stands in the trail of the party,
//! a list of work, a figure, a search or a mail. Nothing follows from a tip by itself.

mod again;
mod assess;
mod body;
mod bytes;
mod calendar;
mod candidates;
mod carrier;
mod connection;
mod deliver;
mod desk;
mod file;
mod handed;
mod keys;
mod letter;
mod meant;
mod outside;
mod paper;
mod partner;
mod receive;
mod register;
mod report;
mod request;
mod send;
mod show;
mod traffic;
mod trail;
mod turn;
mod upkeep;
mod view;
mod words;

pub(crate) use connection::TipStrangers;
pub(crate) use keys::TipKeyShelf;
pub(crate) use turn::Turn;

pub use ::tips::ids::{IdError, Oin, Organ};
pub use ::tips::keys::{PublicJwk, Suite};
pub use ::tips::message::{
    Answer, Contact, Decision, DecisionKind, LegalBasis, LegalPersonNumber, NameParts, Offer,
    Pointer, PoliceBasis, PostalAddress, Purport, Subject, Topic, TradeNumber, Urgency,
    UrgencyReason, Verdict, WithdrawalCode,
};
pub use ::tips::partner::{BodyKind, Endpoint, HoldCause, Partner, may_connect};
pub use ::tips::rate::RateLimits;
pub use ::tips::receiver::FileLink;
pub use ::tips::reconcile::Month;
pub use ::tips::retention::{End, Retention, Tombstone};
pub use ::tips::route::Route;
pub use ::tips::schedule::ATTEMPT_SECONDS;
pub use ::tips::seal::MEDIA_TYPE;
pub use ::tips::sender::{Feedback, GiveUpCause};
pub use ::tips::{MessageId, Reason, Refusal, TipId, Wording, WordingError};
pub use carrier::{Errand, InsideCarrier, Parcel, Reply, TipCarrier, TipPost};
pub use connection::{ShownCertificate, TipSender};
pub use outside::{GiverRefused, HandedIn, TipDoor, TipGiver};
pub use request::{
    DecideTipCandidate, KeepTipBody, PartnerChange, PartnerStep, Posted, ProposePartner,
    ProposeSystem, ReadReason, ReceivedTipChange, ReceivedTipStep, RegisterTipLetter,
    SentTipChange, SentTipStep, TipContent, WriteTip,
};
pub use view::{
    Attention, DeadlineView, Difference, DifferenceLine, KeyPurpose, KeyState, LinkedFile,
    MessageLine, OwnKeyView, PartnerData, PartnerView, Person, ProposalLine, QuestionLine,
    ReceivedTipAction, ReceivedTipLine, ReceivedTipView, ReportLine, ReportView, SentTipAction,
    SentTipLine, SentTipView, TipBodyView, TipCandidate, TipCandidateDecision, TipCandidates,
    TrafficView,
};
pub use words::{
    TipFact, contact_fact, decision_fact, offer_facts, organ_name, purport_in_words, subject_fact,
    urgency_in_words,
};
