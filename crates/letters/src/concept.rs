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
        /// The body has configured no safe way to hand in the form.
        ReturnRouteMissing = "return_route_missing",
        /// The body has not said where its privacy notice stands.
        PrivacyNoticeMissing = "privacy_notice_missing",
        /// The list of sections of the form is empty.
        SectionsMissing = "sections_missing",
        /// A request to complete names nothing.
        NothingMissing = "nothing_missing",
        /// It is not known when completion was asked (L03).
        RequestMissing = "request_missing",
        /// The term to complete still runs.
        TermRunning = "term_running",
        /// The four weeks to leave an application out of treatment are over (Awb 4:5(4)).
        FourWeeksOver = "four_weeks_over",
        /// The decision was not recorded.
        DecisionMissing = "decision_missing",
        /// The last day to object is not known.
        ObjectionTermMissing = "objection_term_missing",
        /// It is not known to which court one can appeal at once (Awb 3:45(2)).
        CourtMissing = "court_missing",
        /// Parts that only an officer can fill in.
        PartsOpen = "parts_open",
        /// It is not said whose offences underlie a conclusion (art. 11a(2)).
        RelationsToCheck = "relations_to_check",
        /// It is not said whether a regular ground for refusal applies; those come before the Wet Bibob.
        RegularGroundsMissing = "regular_grounds_missing",
        /// No second officer confirmed a conclusion.
        ConclusionMissing = "conclusion_missing",
        /// It was not recorded that the application was withdrawn.
        WithdrawalMissing = "withdrawal_missing",
        /// The term for views is over before the letter goes.
        ViewsTermOver = "views_term_over",
        /// It was not recorded what is intended.
        IntentionMissing = "intention_missing",
        /// An extension that comes after the term, where silence gives what was asked (Awb 4:20b).
        SilenceDecided = "silence_decided",
        /// The letter tells another outcome than was decided.
        OutcomeDiffers = "outcome_differs",
        /// The conditions are not those of the file.
        ConditionsDiffer = "conditions_differ",
        /// The file asks this person for no views.
        ViewsNotAsked = "views_not_asked",
        /// Nobody spoke: there is nothing to report.
        NotHeardOrally = "not_heard_orally",
        /// The file does not say that the LBB wrote this, or wrote on this day.
        BureauMessageMissing = "bureau_message_missing",
        /// The new term is no later day.
        NewTermPast = "new_term_past",
        /// The data are older than may be shared (art. 28(2)m).
        SharedTooLate = "shared_too_late",
        /// There is no postal address to send an objection to.
        ObjectionAddressMissing = "objection_address_missing",
        /// An own investigation asked no source.
        SourcesMissing = "sources_missing",
        /// The file asks for no form any more.
        FormPast = "form_past",
    }
}

impl ConceptReason {
    /// Returns whether the letter shows the sentence below: every other reason has one of its own in a template.
    pub(crate) fn is_contradiction(self) -> bool {
        matches!(
            self,
            Self::OutcomeDiffers
                | Self::ConditionsDiffer
                | Self::ViewsNotAsked
                | Self::NotHeardOrally
                | Self::BureauMessageMissing
                | Self::NewTermPast
                | Self::SharedTooLate
                | Self::ObjectionAddressMissing
                | Self::CourtMissing
                | Self::PrivacyNoticeMissing
                | Self::FormPast
        )
    }
}

/// Says in Dutch what is still to be done, for the officer at the command line.
impl fmt::Display for ConceptReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ContactMissing => "stel de contactgegevens van de organisatie in",
            Self::AddressMissing => "vul het adres van de geadresseerde in",
            Self::TermMissing => "bepaal de uiterste datum van het besluit",
            Self::PrivacyNoticeMissing => "stel in waar de privacyverklaring staat",
            Self::ReturnRouteMissing => "stel in hoe iemand de vragenlijst veilig inlevert",
            Self::SectionsMissing => "kies de onderdelen van de vragenlijst",
            Self::NothingMissing => "noem wat er ontbreekt",
            Self::RequestMissing => "leg vast wanneer u om aanvulling vroeg",
            Self::TermRunning => "wacht tot de termijn om aan te vullen voorbij is",
            Self::FourWeeksOver => "de vier weken zijn voorbij; beslis inhoudelijk",
            Self::DecisionMissing => "leg het besluit vast",
            Self::RelationsToCheck => {
                "ga na van wie de strafbare feiten aan de conclusie ten grondslag liggen"
            }
            Self::RegularGroundsMissing => "leg vast of een gewone weigeringsgrond opgaat",
            Self::ConclusionMissing => "laat een tweede ambtenaar de conclusie bevestigen",
            Self::WithdrawalMissing => "leg vast dat de aanvraag is ingetrokken",
            Self::ViewsTermOver => "kies een dag voor de zienswijze die nog komt",
            Self::IntentionMissing => "leg het voornemen vast",
            Self::SilenceDecided => {
                "ga na of de vergunning al vanzelf is verleend; de termijn is voorbij of onbekend"
            }
            Self::OutcomeDiffers => {
                "kies de brief bij het besluit; dit besluit heeft een andere uitkomst of grondslag"
            }
            Self::ConditionsDiffer => {
                "neem de voorschriften van het dossier over; vul alleen termijn en bewijs aan"
            }
            Self::ViewsNotAsked => "leg eerst vast dat u deze persoon om een zienswijze vraagt",
            Self::NotHeardOrally => "leg vast dat deze persoon mondeling een zienswijze gaf",
            Self::BureauMessageMissing => {
                "leg vast wat het LBB schreef en wanneer; de brief volgt het dossier"
            }
            Self::NewTermPast => "kies een nieuwe datum na de oude termijn en na vandaag",
            Self::SharedTooLate => "deze gegevens zijn te oud om te delen: de wet geeft vijf jaar",
            Self::ObjectionAddressMissing => {
                "vul in het briefhoofd een postadres in, voor wie bezwaar maakt"
            }
            Self::SourcesMissing => "bevraag een bron",
            Self::FormPast => {
                "verstuur deze brief niet; op dit dossier wordt geen vragenlijst meer gevraagd"
            }
            Self::PartsOpen => "vul de open onderdelen in",
            Self::CourtMissing => {
                "zet de rechtbank in het beleid van uw partij, voor wie meteen in beroep gaat"
            }
            Self::ObjectionTermMissing => "bepaal de laatste dag om bezwaar te maken",
        })
    }
}
