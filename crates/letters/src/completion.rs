//! L03: what is missing, and the term to give it (Awb 4:5(1)).

use crate::concept::ConceptReason;
use crate::form_request::ReturnRoute;
use crate::frame::Frame;
use chrono::NaiveDate;
use serde::Serialize;

/// The context of L03.
#[doc(alias = "aanvulverzoek")]
#[derive(Clone, Serialize)]
pub struct CompletionRequest {
    /// What all letters share.
    pub frame: Frame,
    /// What it is about, as it stands after "het gaat om".
    pub matter: String,
    /// What is missing: each a line, by the part of the form. Never a doubt about the content.
    pub missing: Vec<String>,
    /// The last day to complete.
    #[serde(serialize_with = "render::long_date")]
    pub deadline: NaiveDate,
    /// The number of the form in the portal, when it is filled in there.
    pub form_number: Option<String>,
    /// The safe ways to hand in.
    pub return_routes: Vec<ReturnRoute>,
}

impl CompletionRequest {
    /// Returns why this letter is a concept, as far as the request itself decides it.
    pub(crate) fn concept_reasons(&self) -> Vec<ConceptReason> {
        let mut reasons = Vec::new();
        if self.missing.is_empty() {
            reasons.push(ConceptReason::NothingMissing);
        }
        if self.return_routes.is_empty() && self.form_number.is_none() {
            reasons.push(ConceptReason::ReturnRouteMissing);
        }
        reasons
    }
}
