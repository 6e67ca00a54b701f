//! From a typed value to a page.

use axum::http::StatusCode;
use serde::Serialize;

use super::answer::Answer;
use super::cookie;
use super::shell::Shell;
use super::templates::templates;
use super::trouble::Trouble;
use super::visit::Visit;

/// What a page shows. Every view has samples, so that its template is filled in by a test in both branches of each choice.
pub(super) trait View: Serialize {
    /// The template, by its path below `templates/`, without the ending.
    const TEMPLATE: &'static str;
}

/// A view in its shell.
#[derive(Serialize)]
struct Whole<'v, V> {
    #[serde(flatten)]
    shell: Shell,
    #[serde(flatten)]
    view: &'v V,
}

/// Makes a page.
pub(super) fn page<V: View>(visit: &Visit, title: &str, view: &V) -> Result<Answer, Trouble> {
    page_as(visit, StatusCode::OK, title, view)
}

/// Makes a page that says what is wrong with a form: the title says so first, for who hears the page.
pub(super) fn page_with_mistakes<V: View>(
    visit: &Visit,
    title: &str,
    view: &V,
) -> Result<Answer, Trouble> {
    page_as(visit, StatusCode::BAD_REQUEST, &format!("Fout: {title}"), view)
}

/// Makes a page with a status.
pub(super) fn page_as<V: View>(
    visit: &Visit,
    status: StatusCode,
    title: &str,
    view: &V,
) -> Result<Answer, Trouble> {
    let html = fill_in(V::TEMPLATE, &Whole { shell: Shell::of(visit, title), view })?;
    let answer = Answer::page(status, html);
    let shown = visit.notice().is_some();
    Ok(if shown { answer.cookie(cookie::clear(cookie::NOTICE)) } else { answer })
}

/// Fills in a template.
pub(super) fn fill_in(template: &str, context: &impl Serialize) -> Result<String, Trouble> {
    let templates = templates().map_err(|error| Trouble::Template(error.to_string()))?;
    templates.render(template, context).map_err(|error| Trouble::Template(error.to_string()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::{View, Whole, fill_in};
    use crate::ui::shell::Shell;

    /// Fills in the template of a view with a sample of the shell, and returns the page.
    pub(in crate::ui) fn filled<V: View>(view: &V) -> String {
        fill_in(V::TEMPLATE, &Whole { shell: Shell::sample(), view }).unwrap()
    }
}
