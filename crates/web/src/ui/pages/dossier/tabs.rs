//! The tabs of a file: what each shows, and the steps that belong to it. A tab is never hidden.

use app::DossierAnswer;
use app::command::state::{Decision, Ending, Inquiry, Intent, Objection, OpenAdvice};
use app::command::{Assessment, CommandName, CommandName as C};

use crate::ui::step::{Shape, shapes_of};

/// A tab.
pub(super) struct Tab {
    /// The place in an address; empty for the first.
    pub(super) path: &'static str,
    /// The name.
    pub(super) name: &'static str,
    /// What will appear here, and the first step.
    pub(super) empty: &'static str,
    /// The steps that belong here.
    pub(super) commands: &'static [CommandName],
    /// What is stored: heading, place in the file, and how it is described.
    pub(super) parts: &'static [Part],
    /// How many things there are.
    pub(super) count: fn(&DossierAnswer) -> Option<usize>,
}

/// A part of a tab.
pub(super) struct Part {
    pub(super) heading: &'static str,
    pub(super) pointer: &'static str,
    pub(super) shapes: fn() -> Vec<Shape>,
}

impl Tab {
    /// Returns the address of the tab of a file.
    pub(super) fn address(&self, id: &str) -> String {
        match self.path {
            "" => format!("/dossiers/{id}"),
            path => format!("/dossiers/{id}/{path}"),
        }
    }
}

fn none(_: &DossierAnswer) -> Option<usize> {
    None
}

const fn part(heading: &'static str, pointer: &'static str, shapes: fn() -> Vec<Shape>) -> Part {
    Part { heading, pointer, shapes }
}

/// All tabs, in order.
pub(super) const TABS: &[Tab] = &[
    Tab { path: "", name: "Overzicht", empty: "", commands: &[], parts: &[], count: none },
    Tab {
        path: "vragenlijst",
        name: "Vragenlijst",
        empty: "Nog niets. Zodra het toepassingsbereik vaststaat, stuurt u hier de vragenlijst.",
        commands: &[
            C::SendForms,
            C::ReceiveForm,
            C::AskCompletion,
            C::TermUnused,
            C::Proceed,
            C::PutAside,
            C::RecordRefusal,
        ],
        parts: &[],
        count: none,
    },
    Tab {
        path: "onderzoek",
        name: "Onderzoek",
        empty: "Nog niets. Het eigen onderzoek begint als de vragenlijst compleet is (art. 7a Wet Bibob).",
        commands: &[C::StartInquiry],
        parts: &[part("Eigen onderzoek", "/onderzoek", shapes_of::<Inquiry>)],
        count: none,
    },
    Tab {
        path: "beoordeling",
        name: "Beoordeling",
        empty: "Nog niets. Na het onderzoek legt een ambtenaar hier zijn oordeel vast, per grond en met redenen.",
        commands: &[C::Assess, C::Confirm, C::Reopen],
        parts: &[
            part("Vastgelegde beoordeling", "/beoordeling", shapes_of::<Assessment>),
            part("Vastgelegde beoordeling", "/verloop/beoordeling", shapes_of::<Assessment>),
        ],
        count: none,
    },
    Tab {
        path: "werkgroep",
        name: "Werkgroep",
        empty: "Nog niets. Een advies van de Bibob-werkgroep komt hier te staan. Het houdt niets tegen.",
        commands: &[C::WorkingGroup],
        parts: &[],
        count: |answer| Some(answer.dossier.file().werkgroepadviezen.len()),
    },
    Tab {
        path: "lbb",
        name: "LBB",
        empty: "Nog niets. Tijdens het onderzoek kunt u het Landelijk Bureau Bibob om advies vragen (art. 9 Wet Bibob).",
        commands: &[
            C::AskAdvice,
            C::AdviceQuestion,
            C::AdviceAnswer,
            C::AdviceExtended,
            C::AdviceReminder,
            C::AdviceReceived,
            C::AdviceDeclined,
            C::AdviceOverdue,
        ],
        parts: &[part("Verzoek om advies", "/advies", shapes_of::<OpenAdvice>)],
        count: none,
    },
    Tab {
        path: "zienswijze",
        name: "Zienswijze",
        empty: "Nog niets. Bij een voornemen tot een negatief besluit vraagt u hier om zienswijzen (art. 33 Wet Bibob).",
        commands: &[C::Intend, C::ReceiveViews, C::ViewsUnused, C::ExceptViews],
        parts: &[
            part("Voornemen", "/voornemen", shapes_of::<Intent>),
            part("Voornemen", "/verloop/voornemen", shapes_of::<Intent>),
        ],
        count: none,
    },
    Tab {
        path: "besluit",
        name: "Besluit",
        empty: "Nog geen besluit.",
        commands: &[
            C::Decide,
            C::ReceiveObjection,
            C::ExtendObjection,
            C::DecideObjection,
            C::ReceiveAppeal,
            C::AppealRuled,
            C::AskRelief,
            C::ReliefRuled,
            C::Close,
        ],
        parts: &[
            part("Besluit", "/afronding/beslissing", shapes_of::<Decision>),
            part("Bezwaar", "/bezwaar", shapes_of::<Objection>),
            part("Slot", "/slot", shapes_of::<Ending>),
        ],
        count: none,
    },
    Tab {
        path: "brieven",
        name: "Brieven",
        empty: "Nog geen brieven. Kies hieronder welke brief u wilt maken.",
        commands: &[],
        parts: &[],
        count: none,
    },
    Tab {
        path: "stukken",
        name: "Stukken",
        empty: "Nog geen stukken. Voeg hier een pdf, afbeelding of kantoordocument toe.",
        commands: &[C::AddEvidence],
        parts: &[],
        count: none,
    },
    Tab { path: "toegang", name: "Toegang", empty: "", commands: &[], parts: &[], count: none },
    Tab { path: "historie", name: "Historie", empty: "", commands: &[], parts: &[], count: none },
];

/// The steps that are about the file as a whole; the overview offers them.
#[cfg(test)]
pub(super) const OTHER: &[CommandName] = &[
    C::CloseUnscreened,
    C::ExtendTerm,
    C::Suspend,
    C::Resume,
    C::NoticeOfDefault,
    C::RecordClause,
    C::RecordBreach,
    C::WithdrawApplication,
];

/// Returns the tab at a place in an address.
pub(super) fn tab(path: &str) -> Option<&'static Tab> {
    TABS.iter().find(|tab| tab.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_belongs_to_a_tab_or_to_the_file() {
        let elsewhere = [C::DecideScope, C::AddPerson, C::TakeFacts];
        for name in CommandName::ALL {
            let tabs = TABS.iter().filter(|tab| tab.commands.contains(name)).count();
            let places =
                tabs + usize::from(OTHER.contains(name)) + usize::from(elsewhere.contains(name));
            assert_eq!(places, 1, "{}", name.id());
        }
    }
}
