//! Where a file stands with the LBB: until when it may advise, what the suspension is, and what it costs.

use crate::{App, AppError, Caller, DossierAnswer};
use case::clock::advice_term;
use case::state::AdviceEnd;
use case::{Case, ClockEvent};
use chrono::NaiveDate;
use kernel::Euro;
use rulebook::Unanswered;
use schemars::JsonSchema;
use serde::Serialize;

/// De stand van de adviesvraag aan het LBB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "LbbStand")]
pub struct BureauStand {
    /// Hoeveel keer er advies is gevraagd.
    pub verzoeken: usize,
    /// De dag van het laatste verzoek.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gevraagd_op: Option<NaiveDate>,
    /// De laatste dag van de termijn van het LBB (art. 15), met vragen en verlenging.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uiterlijk: Option<NaiveDate>,
    /// Of het LBB nog op een antwoord wacht; de laatste dag schuift dan nog op.
    pub schuift: bool,
    /// Wat er kan nu het advies niet op tijd kwam; afwezig zolang de termijn loopt en als er is geantwoord.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitgebleven: Option<NoAdvice>,
    /// De bijdrage per verzoek op de dag van het laatste verzoek, of vandaag; afwezig als zij niet is ingevoerd.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub bijdrage: Option<Euro>,
    /// Waar de bijdrage vandaan komt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bijdrage_bron: Option<String>,
}

/// Wat er kan als het LBB niet op tijd adviseert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Adviesuitgebleven")]
pub struct NoAdvice {
    /// Of nog wachten op het advies volgens de instelling kan.
    pub wachten_mag: bool,
    /// Of al is vastgelegd dat het advies uitblijft.
    pub vastgelegd: bool,
}

impl App {
    /// Returns where a file stands with the LBB.
    pub fn bureau_stand(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<BureauStand, AppError> {
        let (file, today) = (answer.dossier.file(), self.now().dutch_date());
        let term = advice_term(file, self.rules.terms(), today)?;
        let bureau = self.rules.bureau();
        let fee = bureau.fee(caller.party(), term.map_or(today, |term| term.asked));
        let over = term.is_some_and(|term| !term.moving && today > term.last_day);
        let waits = bureau.unanswered == Unanswered::ZelfKiezen;
        let asked = |event: &&ClockEvent| matches!(event, ClockEvent::LbbVerzoek { .. });
        Ok(BureauStand {
            verzoeken: file.klok.iter().filter(asked).count(),
            gevraagd_op: term.map(|term| term.asked),
            uiterlijk: term.map(|term| term.last_day),
            schuift: awaited(&answer.dossier).is_some() && term.is_some_and(|term| term.moving),
            uitgebleven: awaited(&answer.dossier)
                .filter(|recorded| *recorded || over)
                .map(|vastgelegd| NoAdvice { wachten_mag: waits, vastgelegd }),
            bijdrage: fee.map(|fee| fee.amount),
            bijdrage_bron: fee.map(|fee| fee.source.clone()),
        })
    }
}

/// Returns whether the last request has no answer, and then whether it was recorded that it stays away.
fn awaited(case: &Case) -> Option<bool> {
    if let Case::AdviceAsked(_) = case {
        return Some(false);
    }
    let last = case.inquiry()?.adviezen.last()?;
    matches!(last.afloop, AdviceEnd::Uitgebleven { .. }).then_some(true)
}
