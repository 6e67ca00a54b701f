//! What a template may not contain, checked when it is loaded.

use crate::helpers::{BLOCK_HELPERS, STRING_HELPER};
use handlebars::Template;
use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};

/// Returns what is wrong with a template, `None` when nothing is.
pub(crate) fn fault(source: &str, template: &Template) -> Option<String> {
    if source.contains("\\{{") {
        return Some("een backslash vlak voor {{ maakt van de waarde letterlijke tekst".to_owned());
    }
    template.elements.iter().find_map(element_fault)
}

fn element_fault(element: &TemplateElement) -> Option<String> {
    match element {
        TemplateElement::RawString(_) | TemplateElement::Comment(_) => None,
        TemplateElement::Expression(expression) => expression_fault(expression),
        TemplateElement::HelperBlock(block) => block_fault(block),
        TemplateElement::PartialExpression(partial) => partial_fault(partial),
        TemplateElement::HtmlExpression(_) => {
            Some("{{{ }}} of {{& }} zet een waarde onbewerkt in de brief; gebruik {{ }}".to_owned())
        }
        _ => Some("alleen {{waarde}}, {{str waarde}}, {{#if}}, {{#unless}}, {{#each}} en {{> deel}} mogen".to_owned()),
    }
}

fn expression_fault(expression: &HelperTemplate) -> Option<String> {
    if expression.params.is_empty() && expression.hash.is_empty() {
        return None;
    }
    let name = expression.name.as_name().unwrap_or_default();
    if name == STRING_HELPER {
        one_path(expression)
    } else {
        Some(format!("«{name}» is geen hulpwoord"))
    }
}

fn block_fault(block: &HelperTemplate) -> Option<String> {
    let name = block.name.as_name().unwrap_or_default();
    if !BLOCK_HELPERS.contains(&name) {
        return Some(format!("«{name}» is geen hulpwoord"));
    }
    let inside = [&block.template, &block.inverse].into_iter().flatten();
    one_path(block).or_else(|| inside.flat_map(|part| &part.elements).find_map(element_fault))
}

/// A helper takes one name: a value computed inside a template is a rule that nobody tests.
fn one_path(helper: &HelperTemplate) -> Option<String> {
    let plain = matches!(helper.params.as_slice(), [Parameter::Path(_)])
        && helper.hash.is_empty()
        && helper.block_param.is_none();
    let name = helper.name.as_name().unwrap_or_default();
    (!plain).then(|| format!("«{name}» krijgt precies één naam"))
}

/// A partial sees the whole context: a misspelt argument would silently be empty.
fn partial_fault(partial: &DecoratorTemplate) -> Option<String> {
    let plain = partial.params.is_empty() && partial.hash.is_empty() && partial.template.is_none();
    let name = partial.name.as_name().unwrap_or_default();
    (!plain).then(|| format!("het deel «{name}» krijgt geen argumenten"))
}
