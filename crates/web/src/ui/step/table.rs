//! The steps with their forms.

use app::command::{
    AddEvidence, AdviceAnswer, AdviceDeclined, AdviceExtended, AdviceOverdue, AdviceQuestion,
    AdviceReceived, AdviceReminder, AppealRuled, AskAdvice, AskCompletion, AskRelief, Assess,
    Close, CloseUnscreened, Command, CommandName, Confirm, Decide, DecideObjection, ExceptViews,
    ExtendObjection, ExtendTerm, Intend, NoticeOfDefault, Proceed, PutAside, ReceiveAppeal,
    ReceiveForm, ReceiveObjection, ReceiveViews, RecordBreach, RecordClause, Refused, ReliefRuled,
    Reopen, Resume, SendForms, StartInquiry, Suspend, TermUnused, ViewsUnused, WithdrawApplication,
    WorkingGroupAdvice,
};
use kernel::Faults;
use serde_json::Value;
use std::sync::LazyLock;

use super::shape::{Shape, shapes_of};
use crate::input::{Refusal, checked};
use crate::steps::all_steps;

/// A step of a file.
pub(in crate::ui) struct Step {
    /// The command.
    pub(in crate::ui) name: CommandName,
    /// Its place in an address.
    pub(in crate::ui) path: &'static str,
    /// What it does, in a few words.
    pub(in crate::ui) title: &'static str,
    /// The same as a button says it.
    pub(in crate::ui) action: &'static str,
    /// What happened, once it is done.
    pub(in crate::ui) event: &'static str,
    /// What it does, in sentences.
    pub(in crate::ui) description: &'static str,
    /// What it asks.
    pub(in crate::ui) shapes: Vec<Shape>,
    command: fn(&Value) -> Result<Command, Faults>,
}

impl Step {
    /// Makes the command of what was filled in; every fault names its place.
    pub(in crate::ui) fn command(&self, value: &Value) -> Result<Command, Faults> {
        (self.command)(value)
    }
}

macro_rules! step_forms {
    ($($variant:ident($payload:ty): $path:literal, $id:literal, $title:literal,
        $action:literal, $event:literal, $description:literal;)+) => {
        vec![$(Step {
            name: CommandName::$variant,
            path: $path,
            title: $title,
            action: $action,
            event: $event,
            description: $description,
            shapes: shapes_of::<$payload>(),
            command: |value| checked::<$payload>(value, "").map(Command::from).map_err(faults),
        },)+]
    };
}

static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| all_steps!(step_forms));

fn faults(refusal: Refusal) -> Faults {
    match refusal {
        Refusal::Faults(faults) => faults,
        Refusal::Problem(problem) => problem.into_faults().unwrap_or_default(),
    }
}

/// Returns all steps, in the order of a file's life.
pub(in crate::ui) fn steps() -> &'static [Step] {
    &STEPS
}

/// Returns the step at a place in an address.
pub(in crate::ui) fn step(path: &str) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.path == path)
}

/// Returns the step of a command.
pub(in crate::ui) fn step_of(name: CommandName) -> Option<&'static Step> {
    STEPS.iter().find(|step| step.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::step::Kind;

    /// These have pages of their own.
    const ELSEWHERE: [CommandName; 3] =
        [CommandName::DecideScope, CommandName::AddPerson, CommandName::TakeFacts];

    #[test]
    fn every_command_has_one_form() {
        for name in CommandName::ALL {
            let forms = steps().iter().filter(|step| step.name == *name).count();
            assert_eq!(forms, usize::from(!ELSEWHERE.contains(name)), "{}", name.id());
        }
    }

    #[test]
    fn a_step_has_words_for_before_and_after() {
        let mut events = std::collections::BTreeSet::new();
        for step in steps() {
            assert!(events.insert(step.event), "{}", step.event);
            assert_ne!(step.action, step.event, "{}", step.path);
            for words in [step.title, step.action, step.event] {
                assert!(words.starts_with(char::is_uppercase) && !words.ends_with('.'), "{words}");
            }
        }
    }

    #[test]
    fn a_form_can_ask_all_that_its_command_takes() {
        fn check(step: &str, shapes: &[Shape]) {
            for shape in shapes {
                assert_ne!(shape.kind, Kind::Other, "{step}: {}", shape.name);
                match &shape.kind {
                    Kind::Group(inner) | Kind::Groups(inner) => check(step, inner),
                    _ => {}
                }
            }
        }
        for step in steps() {
            check(step.path, &step.shapes);
        }
    }
}
