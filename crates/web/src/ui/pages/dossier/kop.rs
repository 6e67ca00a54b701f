//! What stands above every tab of a file: name, number, kind, and the tabs.

use serde::Serialize;

use super::Opened;
use super::tabs::{TABS, Tab};
use crate::ui::visit::Visit;

/// Who may know the file is no part of its content: it stands with the actions, and the parts stay on one line.
const ACCESS: &str = "toegang";

/// The head of a file.
#[derive(Debug, Serialize)]
pub(super) struct Kop {
    pub(super) id: String,
    pub(super) naam: String,
    kenmerk: String,
    onder: String,
    tabs: Vec<TabLink>,
    /// Whether this is the page of who may know the file, which is an action and no tab.
    op_toegang: bool,
}

#[derive(Debug, Serialize)]
struct TabLink {
    naam: &'static str,
    adres: String,
    telling: Option<String>,
    hier: bool,
}

impl Kop {
    /// Makes the head for a page of a file.
    pub(super) fn of(visit: &Visit, opened: &Opened, here: &Tab) -> Self {
        let file = opened.answer.dossier.file();
        let id = opened.answer.id.to_string();
        let link = |tab: &Tab| TabLink {
            naam: tab.name,
            adres: tab.address(&id),
            telling: (tab.count)(&opened.answer)
                .filter(|count| *count > 0)
                .map(|count| count.to_string()),
            hier: tab.path == here.path,
        };
        Self {
            naam: name(opened),
            kenmerk: file.kenmerk.clone(),
            onder: kernel::capitalised(&visit.app.kind_label(&file.soort)),
            op_toegang: here.path == ACCESS,
            tabs: TABS.iter().filter(|tab| tab.path != ACCESS).map(link).collect(),
            id,
        }
    }

    /// Returns the title of a page of the file.
    pub(super) fn title(&self, tab: &str) -> String {
        format!("{tab}: {}, dossier {}", self.naam, self.kenmerk)
    }
}

/// Returns the name of a file: that of the person concerned.
pub(super) fn name(opened: &Opened) -> String {
    let file = opened.answer.dossier.file();
    let main = file.concerned().next().or_else(|| file.personen.first());
    main.map_or_else(|| file.kenmerk.clone(), |party| party.persoon.name.reveal().clone())
}
