//! L02: the request to fill in the Bibob form.

use crate::check::Reasons;
use crate::concept::ConceptReason;
use crate::flags::{flags, set};
use crate::frame::Frame;
use crate::sections::FormSection;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// The context of L02.
#[doc(alias = "vragenlijstverzoek")]
#[derive(Clone, Serialize)]
pub struct FormRequest {
    /// What all letters share.
    pub frame: Frame,
    /// In which situation the addressee is.
    pub situation: Situation,
    /// What it is about, as it stands after "het gaat om": `een alcoholvergunning voor Café Voorbeeld`.
    pub matter: String,
    /// Why.
    pub reasons: Reasons,
    /// What the addressee is; it decides whom he names in the form.
    pub respondent: RespondentKind,
    /// The sections to fill in.
    #[serde(serialize_with = "set_of")]
    pub sections: Vec<FormSection>,
    /// The documents to send along.
    pub attachments: Vec<String>,
    /// The last day for sending the form back; the body sets it.
    #[serde(serialize_with = "render::long_date")]
    pub deadline: NaiveDate,
    /// The number of the form in the portal, when the person was invited to it.
    pub form_number: Option<String>,
    /// The safe ways to hand in the form, which holds the citizen service number.
    pub return_routes: Vec<ReturnRoute>,
    /// The sources that will be consulted.
    #[serde(serialize_with = "set_of")]
    pub sources: Vec<Source>,
    /// Where the privacy notice can be read.
    pub privacy_notice: Option<String>,
    /// Whether the file is past the form, so that nobody is asked to fill it in any more.
    #[serde(skip)]
    pub past: bool,
}

flags! {
    /// In which situation the addressee is; it decides the consequences and whether the term is suspended.
    Situation {
        /// An application; the request does not suspend the term.
        Application = "application",
        /// An application, and the request is also the invitation to complete of Awb 4:5: it suspends the term.
        ApplicationToComplete = "application_to_complete",
        /// A running permit or subsidy, in an investigation aimed at withdrawal.
        Withdrawal = "withdrawal",
        /// A tender before the contract is awarded.
        Tender = "tender",
        /// A contract that exists.
        RunningContract = "running_contract",
        /// A real-estate deal.
        RealEstate = "real_estate",
    }
}

flags! {
    /// What the addressee is.
    RespondentKind {
        /// A natural person without a business.
        NaturalPerson = "natural_person",
        /// A one-man business.
        #[doc(alias = "eenmanszaak")]
        SoleTrader = "sole_trader",
        /// A partnership: vof, cv, maatschap.
        #[doc(alias = "samenwerkingsverband")]
        Partnership = "partnership",
        /// A private limited company.
        #[doc(alias = "bv")]
        PrivateCompany = "private_company",
        /// A public limited company.
        #[doc(alias = "nv")]
        PublicCompany = "public_company",
        /// A foundation.
        #[doc(alias = "stichting")]
        Foundation = "foundation",
        /// An association or cooperative.
        #[doc(alias = "vereniging")]
        Association = "association",
        /// Another form, such as a foreign one.
        Other = "other",
    }
}

flags! {
    /// A source that a body may consult in its own investigation.
    Source {
        /// Internet and press (art. 7b).
        Open = "open",
        /// The trade register.
        TradeRegister = "trade_register",
        /// The land register.
        LandRegister = "land_register",
        /// The insolvency register.
        InsolvencyRegister = "insolvency_register",
        /// The body's own files.
        OwnFiles = "own_files",
        /// Judicial data of Justid.
        JudicialData = "judicial_data",
        /// Police data.
        PoliceData = "police_data",
        /// Prosecution data.
        ProsecutionData = "prosecution_data",
        /// Tax fines (art. 7c).
        TaxFines = "tax_fines",
        /// The Bibob register (art. 11a).
        BibobRegister = "bibob_register",
        /// Files of another body (art. 28).
        OtherBodies = "other_bodies",
        /// The regional information centre.
        Riec = "riec",
    }
}

/// A safe way to hand in the form.
#[derive(Clone)]
pub enum ReturnRoute {
    /// A secured web page.
    Portal(String),
    /// Secured e-mail to this address.
    SecureMail(String),
    /// By post, to these lines.
    Post(Vec<String>),
    /// At the desk, by appointment.
    Desk(String),
}

/// Writes all four names, three of them null.
impl Serialize for ReturnRoute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Default, Serialize)]
        struct Shown<'a> {
            portal: Option<&'a str>,
            secure_mail: Option<&'a str>,
            post: Option<&'a [String]>,
            desk: Option<&'a str>,
        }
        let shown = match self {
            Self::Portal(place) => Shown { portal: Some(place), ..Shown::default() },
            Self::SecureMail(address) => Shown { secure_mail: Some(address), ..Shown::default() },
            Self::Post(lines) => Shown { post: Some(lines), ..Shown::default() },
            Self::Desk(place) => Shown { desk: Some(place), ..Shown::default() },
        };
        shown.serialize(serializer)
    }
}

fn set_of<F: crate::flags::Flag, S: Serializer>(
    chosen: &[F],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    set(chosen, serializer)
}

impl FormRequest {
    /// Returns why this letter is a concept, as far as the request itself decides it.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        let mut reasons = Vec::new();
        if self.return_routes.is_empty() {
            reasons.push(ConceptReason::ReturnRouteMissing);
        }
        if self.privacy_notice.is_none() {
            reasons.push(ConceptReason::PrivacyNoticeMissing);
        }
        if self.sections.is_empty() {
            reasons.push(ConceptReason::SectionsMissing);
        }
        if self.past {
            reasons.push(ConceptReason::FormPast);
        }
        reasons
    }
}
