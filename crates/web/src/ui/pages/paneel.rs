//! The forms on the page of a round, a question or a signal: those that are offered, and one that comes back.

use app::command::Text;
use serde::Serialize;

use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};

/// A form on a page. Its template is the partial `groepformulier`.
#[derive(Debug, Serialize)]
pub(super) struct Paneel {
    id: &'static str,
    kop: &'static str,
    uitleg: Vec<String>,
    adres: String,
    versie: String,
    velden: Vec<Field>,
    knop: &'static str,
    /// Whether it is the thing to do on the page.
    eerste: bool,
}

/// The forms of a page, filled in.
#[derive(Debug, Serialize)]
pub(super) struct Panelen {
    samenvatting: Option<Summary>,
    /// What was filled in in a form that is not offered any more.
    ingevuld: Vec<Ingevuld>,
    formulieren: Vec<Paneel>,
}

/// What was filled in in a field that is gone. Its template is the partial `groepingevuld`.
#[derive(Debug, Serialize)]
pub(super) struct Ingevuld {
    naam: String,
    waarde: String,
}

/// A form that was sent and comes back: which one it was, with what was filled in and what is wrong.
pub(super) struct Sent<'s> {
    pub(super) panel: Paneel,
    pub(super) mistakes: &'s Mistakes,
}

impl Paneel {
    /// A form with a name that no other form of its page has.
    pub(super) fn new(
        id: &'static str,
        (kop, button): (&'static str, &'static str),
        (page, version): (&str, i64),
    ) -> Self {
        Self {
            id,
            kop,
            uitleg: Vec::new(),
            adres: format!("{page}/{id}"),
            versie: version.to_string(),
            velden: Vec::new(),
            knop: button,
            eerste: false,
        }
    }

    /// Says what it is for, and what holds.
    #[must_use]
    pub(super) fn saying(mut self, text: impl Into<String>) -> Self {
        self.uitleg.push(text.into());
        self
    }

    /// Asks something.
    #[must_use]
    pub(super) fn asking(self, velden: Vec<Field>) -> Self {
        Self { velden, ..self }
    }

    /// Adds a query to the address that it is sent to.
    #[must_use]
    pub(super) fn sent_with(self, query: &str) -> Self {
        Self { adres: format!("{}{query}", self.adres), ..self }
    }

    /// Makes it the thing to do on the page.
    #[must_use]
    pub(super) fn first(self) -> Self {
        Self { eerste: true, ..self }
    }

    /// Fills it in: with what was sent when it was this form, else as it begins.
    fn filled(mut self, sent: &Form, begins: &Form, mistakes: &Mistakes) -> Self {
        let is_sent = self.velden.iter().any(|field| sent.has(field.name()));
        let form = if is_sent { sent } else { begins };
        let fields = self.velden.into_iter().map(|field| field.filled(form, mistakes));
        self.velden = fields.collect();
        self
    }
}

impl Panelen {
    /// Fills in the forms that are offered. Nothing that was typed is lost: what belongs to a form that is gone stands beside them.
    pub(super) fn of(
        offered: Vec<Paneel>,
        (form, begins): (&Form, &Form),
        sent: Option<Sent<'_>>,
    ) -> Self {
        let none = Mistakes::default();
        let mistakes = sent.as_ref().map_or(&none, |sent| sent.mistakes);
        let filled = |panel: Paneel| panel.filled(form, begins, mistakes);
        let formulieren: Vec<Paneel> = offered.into_iter().map(filled).collect();
        let fields: Vec<Field> =
            formulieren.iter().flat_map(|panel| panel.velden.iter().cloned()).collect();
        let samenvatting = Summary::of(mistakes, &fields);
        let gone = sent.filter(|sent| formulieren.iter().all(|panel| panel.id != sent.panel.id));
        let ingevuld = gone.map(|sent| lost(sent.panel.velden, form)).unwrap_or_default();
        Self { samenvatting, ingevuld, formulieren }
    }
}

/// Returns the field for a place in the input, where it has the same name.
pub(super) fn field(pointer: &str) -> String {
    pointer.trim_start_matches('/').to_owned()
}

/// Reads a text that may be left out.
pub(super) fn written_if_given(form: &Form, name: &str, mistakes: &mut Mistakes) -> Option<Text> {
    form.given(name)?;
    form.written(name, "", mistakes)
}

/// Lists what was filled in in the fields of a form that is gone.
pub(super) fn lost(fields: Vec<Field>, form: &Form) -> Vec<Ingevuld> {
    let fields = fields.into_iter().map(|field| field.filled(form, &Mistakes::default()));
    let words = |field: Field| {
        let (name, value) = field.answered("")?;
        Some(Ingevuld { naam: name.to_owned(), waarde: value })
    };
    fields.filter_map(words).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn panel(id: &'static str) -> Paneel {
        let field = Field::lines(if id == "een" { "reden" } else { "uitkomst" }, "Waarom?");
        let begun = Paneel::new(id, ("Kop", "Knop"), ("/blad", 3)).asking(vec![field]);
        begun.saying("Uitleg.").first()
    }

    fn texts(panels: &Panelen) -> Vec<String> {
        serde_json::to_value(panels).unwrap()["formulieren"]
            .as_array()
            .unwrap()
            .iter()
            .map(|panel| panel["velden"][0]["waarde"].as_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn the_form_that_was_sent_comes_back_and_others_begin_as_they_do() {
        let begins = Form::of_body(b"reden=eerst&uitkomst=ook");
        let sent = Form::of_body(b"uitkomst=getypt");
        let mut mistakes = Mistakes::default();
        mistakes.add("uitkomst", "Te kort.");
        let back = Sent { panel: panel("twee"), mistakes: &mistakes };
        let panels = Panelen::of(vec![panel("een"), panel("twee")], (&sent, &begins), Some(back));
        assert_eq!(texts(&panels), ["eerst", "getypt"]);
        assert!(panels.samenvatting.is_some() && panels.ingevuld.is_empty());
    }

    #[test]
    fn what_was_typed_in_a_form_that_is_gone_is_not_lost() {
        let sent = Form::of_body(b"uitkomst=getypt");
        let mistakes = Mistakes::default();
        let back = Sent { panel: panel("twee"), mistakes: &mistakes };
        let panels = Panelen::of(vec![panel("een")], (&sent, &Form::default()), Some(back));
        let [kept] = &panels.ingevuld[..] else { panic!("one text") };
        assert_eq!((kept.naam.as_str(), kept.waarde.as_str()), ("Waarom?", "getypt"));
        assert_eq!(texts(&panels), [""]);
    }
}
