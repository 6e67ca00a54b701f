//! A page with the form of a tip: one that an officer writes, or copies from a letter.

use axum::http::StatusCode;
use serde::Serialize;

use super::inhoud::{Deel, Invulblad};
use super::{Actie, Kruimel, crumbs, shown};
use crate::ui::answer::Answer;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

#[derive(Debug, Serialize)]
pub(super) struct Schrijven {
    kruimels: Vec<Kruimel>,
    opschrift: &'static str,
    uitleg: &'static str,
    /// What has to be there before the form can be filled in.
    eerst: Option<Actie>,
    /// Whether to say what the law lets travel.
    waarschuwt: bool,
    #[serde(flatten)]
    blad: Invulblad,
}

impl View for Schrijven {
    const TEMPLATE: &'static str = "pages/tips/schrijven";
}

/// What a form of tips is, and the list below which it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) title: &'static str,
    /// What it says as long as something else has to come first.
    pub(super) nothing: &'static str,
    pub(super) list: (&'static str, &'static str),
}

/// A form of tips before it is filled in.
pub(super) struct Sheet {
    pub(super) head: Head,
    pub(super) lead: &'static str,
    pub(super) version: Option<i64>,
    pub(super) parts: Vec<Deel>,
    pub(super) button: &'static str,
    pub(super) back_to: String,
}

impl Sheet {
    pub(super) fn view(self, address: &str, form: &Form, mistakes: &Mistakes) -> Schrijven {
        let (name, list) = self.head.list;
        Schrijven {
            kruimels: crumbs(name, list),
            opschrift: self.head.title,
            uitleg: self.lead,
            eerst: None,
            waarschuwt: true,
            blad: Invulblad::of(self.parts, (form, mistakes), address, (self.button, self.back_to))
                .at(self.version),
        }
    }

    pub(super) fn page(
        self,
        visit: &Visit,
        status: StatusCode,
        (form, mistakes): (&Form, &Mistakes),
    ) -> Result<Answer, Trouble> {
        let title = self.head.title;
        shown(visit, status, title, &self.view(&visit.address, form, mistakes))
    }
}

/// Says what comes first, for a body that cannot fill in the form yet.
pub(super) fn first(head: Head, action: Actie) -> Schrijven {
    let sheet = Sheet {
        head,
        lead: head.nothing,
        version: None,
        parts: Vec::new(),
        button: "",
        back_to: head.list.1.to_owned(),
    };
    let view = sheet.view(head.list.1, &Form::default(), &Mistakes::default());
    Schrijven { eerst: Some(action), waarschuwt: false, ..view }
}
