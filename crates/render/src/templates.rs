//! The registries: one for letters, whose values are escaped for Typst, one for pages, whose values are escaped for HTML, and one
//! for plain text, whose values stay on their line.

use crate::escape::{html_text, plain_text, typst_text};
use crate::helpers;
use crate::lint::{self, House};
use handlebars::{Handlebars, RenderError, Template};
use serde::Serialize;
use thiserror::Error;

/// A template or partial as it stands in `templates/`.
#[derive(Clone, Copy, Debug)]
pub struct TemplateSource {
    /// The name by which it is rendered or included.
    pub name: &'static str,
    /// The handlebars text.
    pub text: &'static str,
}

/// Why a template could not be loaded or filled in. It never shows a value, only names.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// The text is no handlebars template.
    #[error("sjabloon «{name}» is niet te lezen: {reason}")]
    Syntax {
        /// The template.
        name: String,
        /// What the parser found.
        reason: String,
    },
    /// The template uses something that the house rules forbid.
    #[error("sjabloon «{name}»: {fault}")]
    Forbidden {
        /// The template.
        name: String,
        /// What is wrong and what to do instead.
        fault: String,
    },
    /// A name that the context does not have, or a value of the wrong type.
    #[error("sjabloon «{name}» kan niet worden ingevuld: {reason}")]
    Fill {
        /// The template.
        name: String,
        /// Which name, and where.
        reason: String,
    },
}

/// A strict registry: an unknown name is an error everywhere, and every value is escaped for the language of the template.
pub struct Templates {
    registry: Handlebars<'static>,
}

impl Templates {
    /// Loads the templates and partials of letters; each is checked against the house rules.
    pub fn new(sources: &[TemplateSource]) -> Result<Self, TemplateError> {
        Self::load(sources, House::Letters)
    }

    /// Loads the templates, layouts and partials of pages; each is checked against the house rules.
    pub fn of_pages(sources: &[TemplateSource]) -> Result<Self, TemplateError> {
        Self::load(sources, House::Pages)
    }

    /// Loads the templates and partials of plain text, such as that of a mail; each is checked against the house rules.
    pub fn of_plain_text(sources: &[TemplateSource]) -> Result<Self, TemplateError> {
        Self::load(sources, House::PlainText)
    }

    fn load(sources: &[TemplateSource], house: House) -> Result<Self, TemplateError> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.set_prevent_indent(true);
        registry.register_escape_fn(match house {
            House::Letters => typst_text,
            House::Pages => html_text,
            House::PlainText => plain_text,
        });
        for lenient in ["with", "lookup", "raw", "log"] {
            registry.unregister_helper(lenient);
        }
        helpers::register(&mut registry, house);
        for source in sources {
            let template = compile(source, house)?;
            registry.register_template(source.name, template);
        }
        Ok(Self { registry })
    }

    /// Fills in a template.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, TemplateError> {
        self.registry.render(name, context).map_err(|error| TemplateError::Fill {
            name: error.template_name.clone().unwrap_or_else(|| name.to_owned()),
            reason: place(&error),
        })
    }
}

fn compile(source: &TemplateSource, house: House) -> Result<Template, TemplateError> {
    let template =
        Template::compile_with_name(source.text, source.name.to_owned()).map_err(|error| {
            TemplateError::Syntax {
                name: source.name.to_owned(),
                reason: error.reason().to_string(),
            }
        })?;
    match lint::fault(source.text, &template, house) {
        Some(fault) => Err(TemplateError::Forbidden { name: source.name.to_owned(), fault }),
        None => Ok(template),
    }
}

fn place(error: &RenderError) -> String {
    let line = error.line_no.map(|line| format!(" (regel {line})")).unwrap_or_default();
    format!("{}{line}", error.reason())
}

#[cfg(test)]
mod tests;
