//! The letters of the procedure, with what is true of each.

use crate::composed::Matter;

/// To whom a letter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The applicant, the holder or the other party.
    Applicant,
    /// Each person concerned.
    Concerned,
    /// A third person who is named.
    Third,
    /// Another body.
    Body,
    /// The file itself: for who works on it.
    File,
}

/// Declares the kinds once: variant, code, id, name and reader.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $id:literal, $name:literal, $reader:ident;)+) => {
        /// The kinds of letter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum LetterKind {
            $($(#[$doc])* #[doc(alias = $id)] $variant,)+
        }

        impl LetterKind {
            /// All kinds, in the order of their codes.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the code: `L01`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Returns the Dutch id, which is also the name of the template.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Returns what it is called, in Dutch.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns to whom it goes.
            pub fn reader(self) -> Reader {
                match self { $(Self::$variant => Reader::$reader,)+ }
            }
        }
    };
}

kinds! {
    /// L01, the acknowledgement.
    Acknowledgement = "L01", "ontvangstbevestiging", "Ontvangstbevestiging", Applicant;
    /// L02, the request to fill in the form.
    FormRequest = "L02", "vragenlijstverzoek", "Verzoek om de vragenlijst in te vullen", Concerned;
    /// L03, the request to complete.
    CompletionRequest = "L03", "aanvulverzoek", "Verzoek om aan te vullen", Concerned;
    /// L04, the extension of the decision term.
    TermExtension = "L04", "verlengingsbericht", "Verlenging van de beslistermijn", Applicant;
    /// L05, a question, or an invitation to a conversation.
    Question = "L05", "vraag", "Vraag of uitnodiging voor een gesprek", Concerned;
    /// L06, the decision to leave an application out of treatment.
    PutAside = "L06", "buitenbehandelingstelling", "Besluit om niet te behandelen", Applicant;
    /// L07, a request to a partner for information.
    InformationRequest = "L07", "informatieverzoek", "Informatieverzoek aan een partner", Body;
    /// L08, the report of the own investigation. It holds criminal data: only for who may read those.
    Report = "L08", "onderzoeksrapport", "Rapport van het eigen onderzoek", File;
    /// L09, the findings of the own investigation for the LBB.
    Findings = "L09", "bevindingen", "Bevindingen voor het LBB", Body;
    /// L10, the notice that the LBB was asked for advice.
    AdviceNotice = "L10", "lbb-kennisgeving", "Bericht dat het LBB om advies is gevraagd", Concerned;
    /// L11, the notice that the LBB extends its term or asks for data.
    BureauProgress = "L11", "lbb-voortgang", "Bericht over een verlenging of vraag van het LBB", Concerned;
    /// L12, the intention with the question for views.
    Intention = "L12", "voornemen", "Voornemen met verzoek om een zienswijze", Concerned;
    /// L13, the question for views to a third person who is named.
    ThirdParty = "L13", "derdenbrief", "Verzoek om een zienswijze aan een derde", Third;
    /// L14, the report of views that were given orally.
    HearingReport = "L14", "zienswijzeverslag", "Verslag van een mondelinge zienswijze", Concerned;
    /// L15, the grant without conditions.
    Grant = "L15", "verlening", "Gunstig besluit", Concerned;
    /// L16, the grant with conditions.
    GrantWithConditions = "L16", "verlening-met-voorschriften", "Besluit met voorschriften", Concerned;
    /// L17, the refusal.
    Refusal = "L17", "weigering", "Weigering", Concerned;
    /// L18, the withdrawal.
    Withdrawal = "L18", "intrekking", "Intrekking", Concerned;
    /// L19, the change or withdrawal because of a broken condition.
    BrokenCondition = "L19", "voorschriftbesluit", "Besluit vanwege een overtreden voorschrift", Concerned;
    /// L20, the letter on a contract or a deal.
    Contract = "L20", "overeenkomstbrief", "Brief over een opdracht of transactie", Concerned;
    /// L21, the confirmation that an application was withdrawn.
    WithdrawalConfirmed = "L21", "intrekkingsbevestiging", "Bevestiging dat de aanvraag is ingetrokken", Concerned;
    /// L22, the report for the register of the LBB.
    RegisterReport = "L22", "registermelding", "Melding aan het LBB", Body;
    /// L23, a tip or data for another body.
    Sharing = "L23", "tip", "Tip of gegevens voor een ander bestuursorgaan", Body;
    /// L24, the agenda or minutes of the working group.
    Meeting = "L24", "werkgroepstuk", "Agenda of verslag van de werkgroep", File;
    /// L25, the report of a year.
    YearReport = "L25", "jaarverslag", "Jaarverslag", File;
}

impl LetterKind {
    /// Returns the kind with an id.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.id() == id)
    }

    /// Returns whether it holds, or may hold, criminal data: only for who may read those.
    pub fn is_criminal(self) -> bool {
        matches!(
            self,
            Self::InformationRequest
                | Self::Report
                | Self::Findings
                | Self::Intention
                | Self::ThirdParty
                | Self::HearingReport
                | Self::GrantWithConditions
                | Self::Refusal
                | Self::Withdrawal
                | Self::BrokenCondition
                | Self::Contract
                // It names whose offences are behind the conclusion (art. 11a(2)).
                | Self::RegisterReport
                | Self::Sharing
                | Self::Meeting
        )
    }

    /// Returns whether an officer composes it; every other letter is filled in from the file.
    pub fn is_composed(self) -> bool {
        !matches!(
            self,
            Self::Acknowledgement
                | Self::FormRequest
                | Self::CompletionRequest
                | Self::PutAside
                | Self::Report
                | Self::Findings
                | Self::AdviceNotice
                | Self::RegisterReport
        )
    }

    /// Returns whether it tells of a decision, so that the decision must have been recorded first.
    pub fn follows_decision(self) -> bool {
        matches!(
            self,
            Self::PutAside
                | Self::Grant
                | Self::GrantWithConditions
                | Self::Refusal
                | Self::Withdrawal
                | Self::BrokenCondition
        )
    }

    /// Returns whether it rests on a conclusion of danger that a second officer confirmed.
    pub(crate) fn rests_on_conclusion(self) -> bool {
        matches!(
            self,
            Self::Intention
                | Self::ThirdParty
                | Self::GrantWithConditions
                | Self::Refusal
                | Self::Withdrawal
        )
    }

    /// Returns whether it is a decision in the sense of Awb 1:3, against which somebody can object. Acts under private law are none.
    pub fn decides(self, matter: &Matter) -> bool {
        self.follows_decision() && !matter.is_civil()
    }
}
