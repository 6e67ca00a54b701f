//! A file for readers without the right to criminal data (AVG 10, UAVG 31 to 33): the conclusions stay, the reasons that such
//! data stand in do not.

use crate::assessment::{Assess, Assessment, Elements, Review};
use crate::command::{CommandName, Condition};
use crate::file::File;
use crate::state::{AdviceEnd, Aftermath, Case, Course, Heard, Inquiry, Intent};
use crate::text::Text;

impl CommandName {
    /// Returns whether criminal data can stand in a text of this command (AVG 10): what somebody did or is suspected of, who told so,
    /// or what it means. A new command has to say so here.
    pub fn may_hold_criminal_data(self) -> bool {
        match self {
            Self::RecordRefusal
            | Self::AdviceDeclined
            | Self::Assess
            | Self::Confirm
            | Self::Reopen
            | Self::Intend
            | Self::ExceptViews
            | Self::Decide
            | Self::DecideObjection
            | Self::WorkingGroup
            | Self::RecordBreach => true,
            Self::DecideScope
            | Self::CloseUnscreened
            | Self::SendForms
            | Self::ReceiveForm
            | Self::AskCompletion
            | Self::TermUnused
            | Self::Proceed
            | Self::PutAside
            | Self::StartInquiry
            | Self::AskAdvice
            | Self::AdviceQuestion
            | Self::AdviceAnswer
            | Self::AdviceExtended
            | Self::AdviceReminder
            | Self::AdviceReceived
            | Self::AdviceOverdue
            | Self::ReceiveViews
            | Self::ViewsUnused
            | Self::ReceiveObjection
            | Self::ExtendObjection
            | Self::ReceiveAppeal
            | Self::AppealRuled
            | Self::AskRelief
            | Self::ReliefRuled
            | Self::Close
            | Self::WithdrawApplication
            | Self::AddEvidence
            | Self::ExtendTerm
            | Self::Suspend
            | Self::Resume
            | Self::NoticeOfDefault
            | Self::AddPerson
            | Self::TakeFacts
            | Self::RecordClause => false,
        }
    }
}

impl Case {
    /// Puts a notice in the place of every reason that can hold criminal data.
    #[must_use]
    pub fn shielded(mut self) -> Self {
        shield_file(self.file_mut());
        match &mut self {
            Self::Intake(_)
            | Self::Scoped(_)
            | Self::FormsOut(_)
            | Self::Repair(_)
            | Self::Complete(_) => {}
            Self::Investigation(state) => shield_inquiry(&mut state.onderzoek),
            Self::AdviceAsked(state) => shield_inquiry(&mut state.onderzoek),
            Self::Assessed(state) => {
                shield_inquiry(&mut state.onderzoek);
                shield_assessment(&mut state.beoordeling);
            }
            Self::Intended(state) => {
                shield_inquiry(&mut state.onderzoek);
                shield_assessment(&mut state.beoordeling);
                shield_intent(&mut state.voornemen);
            }
            Self::Decided(state) => shield_end(&mut state.verloop, &mut state.afronding),
            Self::InObjection(state) => shield_end(&mut state.verloop, &mut state.afronding),
            Self::InAppeal(state) => shield_end(&mut state.verloop, &mut state.afronding),
            Self::Closed(state) => {
                if let (Some(course), Some(after)) = (&mut state.verloop, &mut state.afronding) {
                    shield_end(course, after);
                }
            }
        }
        self
    }
}

/// What every file holds: why a refusal to give data is one, what shows a breach, and what the working group said.
fn shield_file(file: &mut File) {
    for refused in &mut file.weigeringen {
        refused.motivering = Text::shielded();
    }
    for breach in &mut file.overtredingen {
        breach.motivering = Text::shielded();
    }
    for advice in &mut file.werkgroepadviezen {
        advice.advies = Text::shielded();
    }
}

/// Why the LBB declined may tell of what it knows.
fn shield_inquiry(inquiry: &mut Inquiry) {
    for closed in &mut inquiry.adviezen {
        if let AdviceEnd::Afgezien { motivering, .. } = &mut closed.afloop {
            *motivering = Text::shielded();
        }
    }
}

fn shield_assessment(assessment: &mut Assessment) {
    shield_opinion(&mut assessment.oordeel);
    if let Review::Bevestigd { toelichting, .. } = &mut assessment.tegenlezing {
        *toelichting = Text::shielded();
    }
}

fn shield_opinion(opinion: &mut Assess) {
    for ground in &mut opinion.gronden {
        ground.motivering = Text::shielded();
        ground.elementen.iter_mut().for_each(shield_elements);
    }
    if let Some(offence) = &mut opinion.lid6 {
        offence.feiten = Text::shielded();
        offence.ernst = Text::shielded();
    }
    for reason in [&mut opinion.evenredigheid, &mut opinion.waarom_geen_voorschriften] {
        *reason = reason.take().map(|_| Text::shielded());
    }
}

fn shield_elements(elements: &mut Elements) {
    elements.feiten = Text::shielded();
    elements.ernst_vermoeden = Text::shielded();
    elements.aard_relatie = Text::shielded();
    elements.omvang = Text::shielded();
    elements.samenhang = elements.samenhang.take().map(|_| Text::shielded());
    elements.tijdsverloop = Text::shielded();
}

fn shield_intent(intent: &mut Intent) {
    intent.motivering = Text::shielded();
    intent.voorschriften.iter_mut().for_each(shield_condition);
    for hearing in &mut intent.zienswijzen {
        if let Heard::Uitgezonderd { motivering, .. } = &mut hearing.stand {
            *motivering = Text::shielded();
        }
    }
}

fn shield_condition(condition: &mut Condition) {
    condition.doel = Text::shielded();
}

fn shield_end(course: &mut Course, after: &mut Aftermath) {
    if let Course::Inhoudelijk(merits) = course {
        shield_inquiry(&mut merits.onderzoek);
        shield_assessment(&mut merits.beoordeling);
        merits.voornemen.iter_mut().for_each(shield_intent);
    }
    after.beslissing.motivering = Text::shielded();
    after.beslissing.voorschriften.iter_mut().for_each(shield_condition);
}
