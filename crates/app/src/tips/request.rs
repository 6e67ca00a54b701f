//! What can be asked of tips. Ids and the version of what is changed come beside it.

use crate::known::LinkChoice;
use ::tips::Reason;
use ::tips::TipId;
use ::tips::Wording;
use ::tips::ids::{Oin, Organ};
use ::tips::keys::{PublicJwk, Suite};
use ::tips::message::{
    Answer, Contact, Decision, Pointer, PoliceBasis, Purport, Subject, Topic, Urgency,
    WithdrawalCode,
};
use ::tips::partner::{BodyKind, Endpoint};
use ::tips::rate::RateLimits;
use ::tips::retention::Retention;
use ::tips::sender::Feedback;
use chrono::NaiveDate;
use kernel::{CaseId, Sha256Hex};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares a request: a Dutch object without unknown fields.
macro_rules! requests {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
    })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)*
        }
    )+};
}

requests! {
    /// Wat de eigen organisatie in de uitwisseling is.
    KeepTipBody {
        /// Het nummer in het register van organisaties.
        oin: Oin,
        /// Wat zij is voor de wet (art. 26).
        soort: BodyKind,
        /// De organen die mogen beslissen.
        organen: Vec<Organ>,
        /// Waar anderen hun berichten brengen.
        eindpunt: Endpoint,
        /// De versleuteling van de eigen sleutels.
        suite: Suite,
        /// Mag er een toelichting mee met tips die wij geven?
        #[serde(default)]
        toelichting: bool,
        /// Nemen wij tips van de politie aan? (art. 26 met art. 1; die lezing is omstreden)
        #[serde(default)]
        politie: bool,
        /// De termijnen; de wet noemt er geen.
        #[serde(default)]
        termijnen: Retention,
    }
    /// Een partner zoals hij in het register moet komen.
    ProposePartner {
        /// Het nummer in het register van organisaties.
        oin: Oin,
        /// De naam.
        naam: Wording<200>,
        /// Wat hij is voor de wet (art. 26).
        soort: BodyKind,
        /// Zijn organen.
        organen: Vec<Organ>,
        /// Past hij de Wet Bibob toe? De ambtenaren stellen dat vast (art. 26).
        past_wet_toe: bool,
        /// Hoeveel berichten wij van hem aannemen.
        #[serde(default)]
        grenzen: RateLimits,
        /// Zijn systeem; leeg voor wie brieven krijgt.
        #[serde(default)]
        systeem: Option<ProposeSystem>,
    }
    /// Het systeem van een partner.
    ProposeSystem {
        /// Waar hij berichten aanneemt.
        eindpunt: Endpoint,
        /// Hoe er wordt versleuteld.
        suite: Suite,
        /// Zijn sleutel om mee te ondertekenen.
        sleutel: PublicJwk,
        /// De certificaten waaronder het zijne mag hangen.
        #[serde(default)]
        vertrouwde_certificaten: Vec<Sha256Hex>,
    }
    /// Wat een tip zegt. De grondslag en de hoedanigheid volgen uit wat de eigen organisatie is.
    TipContent {
        /// Over wie het gaat.
        betrokkene: Subject,
        /// Om welke beslissing het gaat.
        besluit: Decision,
        /// Waar de tip op wijst.
        strekking: Purport,
        /// Waarom de ontvanger niet moet wachten.
        #[serde(default)]
        urgentie: Option<Urgency>,
        /// Waar de ontvanger met vragen terecht kan.
        contact: Contact,
        /// Een toelichting, als de eigen organisatie die aan heeft staan.
        #[serde(default)]
        toelichting: Option<Wording<1_000>>,
        /// Alleen bij een tip van de politie.
        #[serde(default)]
        wpg_grondslag: Option<PoliceBasis>,
    }
    /// Een nieuwe tip.
    WriteTip {
        /// Voor welke organisatie.
        ontvanger: Oin,
        /// Voor welk orgaan daarvan.
        orgaan: Organ,
        /// Wat hij zegt.
        inhoud: TipContent,
    }
    /// Een tip die per brief kwam.
    RegisterTipLetter {
        /// Wie hem gaf.
        afzender: Oin,
        /// Voor welk eigen orgaan hij is.
        orgaan: Organ,
        /// De dag waarop de brief kwam; de termijnen tellen vanaf die dag.
        ontvangen_op: NaiveDate,
        /// Het nummer van de tip, als dat in de brief staat.
        #[serde(default)]
        nummer: Option<TipId>,
        /// Wat hij zegt.
        inhoud: TipContent,
    }
    /// Beslist of iemand op een dossier de betrokkene van een ontvangen tip is.
    DecideTipCandidate {
        /// Is het dezelfde?
        besluit: LinkChoice,
        /// Waarom.
        reden: Reason,
        /// De lezing van de kandidaat, zoals u die zag.
        lezing: Sha256Hex,
    }
    /// Een brief die is gepost.
    Posted {
        /// Op welke dag.
        op: NaiveDate,
        /// Het nummer van de vervoerder.
        track_en_trace: Wording<60>,
    }
}

/// A partner that was read at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartnerChange {
    /// Which.
    pub oin: Oin,
    /// The version.
    pub version: i64,
}

/// A step with a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartnerStep {
    /// Propose a change, or the partner again after it was stopped.
    Propose(Box<ProposePartner>),
    /// Approve, with the fingerprint as the other body read it out; none for a body without a system.
    Approve(Option<String>),
    /// Turn the proposal down.
    Decline(Reason),
    /// Let sending wait.
    Hold,
    /// Send again.
    Resume,
    /// Stop at once; one person is enough.
    Stop(Reason),
}

/// A tip that we give, read at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentTipChange {
    /// Which.
    pub id: TipId,
    /// The version.
    pub version: i64,
}

/// A step with a tip that we give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentTipStep {
    /// Write it again; who does so is its writer from then on.
    Rewrite(Box<TipContent>),
    /// Let it go, by somebody else than its writer.
    Release,
    /// The letter was posted.
    Post(Posted),
    /// The receipt of the letter came back.
    Returned(Wording<60>),
    /// The letter came back itself, or was not taken.
    NotTaken,
    /// The receiver of a letter let us know what it does with the tip.
    RegisterVerdict {
        /// What it let us know.
        verdict: Feedback,
        /// On which day.
        day: NaiveDate,
    },
    /// Send what could not be delivered again, as another message about the same tip.
    SendAgain,
    /// Say again what was given up about it: an answer or that it is taken back.
    RepeatMessages,
    /// Send what could not be delivered by letter.
    ByLetter,
    /// Write an answer to the last question.
    WriteAnswer(Box<Answer>),
    /// Let the answer go, by somebody else than its writer.
    ReleaseAnswer,
    /// Take the tip back.
    Withdraw {
        /// The kind of reason, which the receiver hears.
        code: WithdrawalCode,
        /// The reason, which stays here.
        reason: Reason,
    },
    /// The letter that takes the tip back was posted.
    PostWithdrawal(Posted),
    /// Offer it to another body, after the first said that it is not competent.
    Redirect {
        /// The body.
        receiver: Oin,
        /// Its organ.
        organ: Organ,
    },
    /// Close it.
    Close(Reason),
}

/// A tip that we got, read at a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceivedTipChange {
    /// Which: the id of the row, for two bodies could use one id of a tip.
    pub id: Uuid,
    /// The version.
    pub version: i64,
}

/// A step with a tip that we got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceivedTipStep {
    /// Look at it.
    TakeUp,
    /// Ask the sender something, from a fixed list.
    Ask(Topic),
    /// Give it to another organ of our own body.
    Reassign {
        /// The organ.
        organ: Organ,
        /// Why.
        reason: Reason,
    },
    /// Start an investigation of our own (art. 26): on a file that is there, or on one that is still to be opened. Nothing happens
    /// to the file.
    Accept {
        /// The file; none when it is still to be opened.
        case: Option<CaseId>,
        /// Why.
        reason: Reason,
    },
    /// Link the file that was opened because of the tip.
    LinkFile(CaseId),
    /// Do nothing with it.
    Decline(Reason),
    /// Send it back: another body is competent.
    DeclareNotCompetent {
        /// Who may be (Awb art. 2:3).
        pointer: Option<Pointer>,
        /// Why.
        reason: Reason,
    },
    /// Let it lapse after its term.
    Lapse(Reason),
    /// The sender of a letter took it back by hand, or the letter was copied wrongly.
    RegisterWithdrawal(WithdrawalCode),
    /// Somebody saw that the sender took it back after it was accepted here.
    SeeWithdrawal,
    /// Say again what was given up about it: that somebody looks at it, a question or the verdict.
    RepeatMessages,
}

/// Why somebody reads a tip: reading is on record with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadReason {
    /// To write, release or judge it.
    #[serde(rename = "behandelen")]
    Handle,
    /// To look after how it is handled.
    #[serde(rename = "toezicht")]
    Supervise,
    /// A person asked what is known about them (AVG art. 15); a lawyer answers.
    #[serde(rename = "inzageverzoek")]
    AccessRequest,
}

impl ReadReason {
    /// All reasons.
    pub const ALL: [Self; 3] = [Self::Handle, Self::Supervise, Self::AccessRequest];

    /// Returns the id, as the trail has it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Handle => "behandelen",
            Self::Supervise => "toezicht",
            Self::AccessRequest => "inzageverzoek",
        }
    }
}
