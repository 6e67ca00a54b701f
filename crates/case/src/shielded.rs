//! A file for readers without the right to criminal data (AVG 10, UAVG 31 to 33): the conclusions stay, the reasons that such
//! data stand in do not.

use crate::assessment::{Assess, Assessment, Elements, Review};
use crate::command::Condition;
use crate::state::{Aftermath, Case, Course, Intent};
use crate::text::Text;

impl Case {
    /// Puts a notice in the place of every reason that can hold criminal data.
    #[must_use]
    pub fn shielded(mut self) -> Self {
        match &mut self {
            Self::Intake(_)
            | Self::Scoped(_)
            | Self::FormsOut(_)
            | Self::Repair(_)
            | Self::Complete(_)
            | Self::Investigation(_)
            | Self::AdviceAsked(_) => {}
            Self::Assessed(state) => shield_assessment(&mut state.beoordeling),
            Self::Intended(state) => {
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
}

fn shield_condition(condition: &mut Condition) {
    condition.doel = Text::shielded();
}

fn shield_end(course: &mut Course, after: &mut Aftermath) {
    if let Course::Inhoudelijk(merits) = course {
        shield_assessment(&mut merits.beoordeling);
        merits.voornemen.iter_mut().for_each(shield_intent);
    }
    after.beslissing.motivering = Text::shielded();
    after.beslissing.voorschriften.iter_mut().for_each(shield_condition);
}
