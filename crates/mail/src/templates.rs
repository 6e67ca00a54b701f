//! The templates of the mails, compiled in: a subject, a plain text and HTML for each kind.

use crate::email::Content;
use crate::notice::{Appointment, Context, Notice};
use crate::text::{one_line, wrapped};
use render::{TemplateError, TemplateSource};
use serde::Serialize;

macro_rules! sources {
    ($($name:literal => $path:literal,)+) => {
        &[$(TemplateSource {
            name: $name,
            text: include_str!(concat!("../../../templates/mail/", $path, ".hbs")),
        },)+]
    };
}

/// What is plain text.
const TEXT: &[TemplateSource] = sources![
    "brief-klaar/onderwerp" => "brief-klaar/subject",
    "brief-klaar" => "brief-klaar/text",
    "vragenlijst-klaar/onderwerp" => "vragenlijst-klaar/subject",
    "vragenlijst-klaar" => "vragenlijst-klaar/text",
    "uitnodiging/onderwerp" => "uitnodiging/subject",
    "uitnodiging" => "uitnodiging/text",
    "afzegging/onderwerp" => "afzegging/subject",
    "afzegging" => "afzegging/text",
    "overleg-herinnering/onderwerp" => "overleg-herinnering/subject",
    "overleg-herinnering" => "overleg-herinnering/text",
    "afspraak/titel" => "afspraak.titel",
    "afspraak" => "afspraak.text",
    "voet" => "voet.text",
];

/// What is HTML.
const HTML: &[TemplateSource] = sources![
    "brief-klaar" => "brief-klaar/html",
    "vragenlijst-klaar" => "vragenlijst-klaar/html",
    "uitnodiging" => "uitnodiging/html",
    "afzegging" => "afzegging/html",
    "overleg-herinnering" => "overleg-herinnering/html",
    "afspraak" => "afspraak.html",
    "opmaak" => "opmaak.html",
];

/// The templates; they stay warm and can be shared between threads.
pub struct Templates {
    text: render::Templates,
    html: render::Templates,
}

/// What the HTML sees: the layout shows the subject as well.
#[derive(Serialize)]
struct Page<'n> {
    onderwerp: &'n str,
    #[serde(flatten)]
    notice: Context<'n>,
}

impl Templates {
    /// Loads the templates; each is checked against the house rules.
    ///
    /// # Errors
    /// When a template breaks them, which a test would have found.
    pub fn new() -> Result<Self, TemplateError> {
        Ok(Self {
            text: render::Templates::of_plain_text(TEXT)?,
            html: render::Templates::of_pages(HTML)?,
        })
    }

    /// Puts a notice in words.
    ///
    /// # Errors
    /// When a template asks for something that the notice does not have.
    pub fn content(&self, notice: &Notice) -> Result<Content, TemplateError> {
        let name = notice.id();
        let context = notice.context();
        let subject = one_line(&self.text.render(&format!("{name}/onderwerp"), &context)?);
        let text = wrapped(&self.text.render(name, &context)?);
        let html = self.html.render(name, &Page { onderwerp: &subject, notice: context })?;
        Ok(Content { subject, text, html })
    }

    /// Returns what an appointment is called in a calendar.
    ///
    /// # Errors
    /// When the template asks for something that the appointment does not have.
    pub fn title(&self, appointment: &Appointment) -> Result<String, TemplateError> {
        Ok(one_line(&self.text.render("afspraak/titel", &appointment.context())?))
    }
}
