//! L09: the form with the findings of the own investigation, which goes to the LBB with a request for advice (Wet Bibob art. 7a(4)
//! and 9; Regeling Bibob-formulieren 2024, art. 3 and annex 2). Filled from the file as far as the file knows.

use crate::composed::{Element, Elements, Wanted, with_common};
use crate::concept::ConceptReason;
use crate::frame::Frame;
use serde::Serialize;

/// The context of L09.
#[doc(alias = "bevindingen")]
#[derive(Clone, Serialize)]
pub struct Findings {
    /// Who asks, with the reference; the addressee is the LBB.
    pub frame: Frame,
    /// The person concerned.
    pub subject: Firm,
    /// The kind of decision.
    pub matter: String,
    /// The article that makes a screening possible.
    pub legal_basis: Option<String>,
    /// Whether it was decided or still has to be, in a sentence.
    pub given: String,
    /// Why there is a screening: the outcome of the rules, and the choice of the officer.
    pub reasons: Vec<String>,
    /// The figures that the file has, with who stated or computed them.
    pub figures: Vec<String>,
    /// What does not add up in the questionnaires.
    pub doubts: Vec<String>,
    /// Answers that the own investigation has to look into.
    pub candidates: Vec<String>,
    /// The natural persons, with their roles (art. 3(4)).
    pub people: Vec<Firm>,
    /// The businesses.
    pub firms: Vec<Firm>,
    /// Who is named in a questionnaire and is not on the file yet.
    pub newcomers: Vec<String>,
    /// What goes along.
    pub attachments: Vec<String>,
    /// What an officer wrote in the parts that the file does not know.
    pub elements: Elements,
}

/// Somebody on the file.
#[derive(Clone, Serialize)]
pub struct Firm {
    /// The name.
    pub name: String,
    /// The number in the trade register.
    pub kvk_number: Option<String>,
    /// What it is: a legal person, a one-man business.
    pub form: String,
    /// The roles, each with where it follows from.
    pub roles: String,
}

impl Findings {
    /// Returns the parts that only an officer can fill in, with whether the form can do without.
    pub(crate) fn wanted(&self) -> Vec<Wanted> {
        use Element::{
            BureauQuestions, CrimeFindings, Financing, Handler, OpenFindings, Operating,
            OtherFiles, PersonDetails, SubjectDetails, TipOrAdvice, WhyBureau,
        };
        with_common(vec![
            (Handler, true),
            (SubjectDetails, true),
            (Operating, true),
            (TipOrAdvice, false),
            (WhyBureau, true),
            (OtherFiles, true),
            (Financing, true),
            (OpenFindings, true),
            (CrimeFindings, true),
            (BureauQuestions, true),
            (PersonDetails, !self.people.is_empty()),
        ])
    }

    /// Returns why the form may not be sent as it is.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        let open = self.legal_basis.is_none() || !self.elements.missing(&self.wanted()).is_empty();
        open.then_some(ConceptReason::PartsOpen).into_iter().collect()
    }
}
