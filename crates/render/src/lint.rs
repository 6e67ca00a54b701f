//! What a template may not contain, checked when it is loaded.

use crate::helpers::{BLOCK_HELPERS, STRING_HELPER, WITH_HELPER};
use handlebars::Template;
use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};

/// Which rules hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum House {
    /// Typst: no nesting of layouts, and string literals by a helper.
    Letters,
    /// HTML: a page stands in a layout, and a part may look at one value.
    Pages,
    /// Plain text: values and parts, and nothing to write code with.
    PlainText,
}

/// Returns what is wrong with a template, `None` when nothing is.
pub(crate) fn fault(source: &str, template: &Template, house: House) -> Option<String> {
    if house == House::Pages && (source.contains(" style=") || source.contains("<script>")) {
        return Some(
            "geen opmaak of script in de pagina zelf: het beleid van de pagina weigert ze"
                .to_owned(),
        );
    }
    if source.contains("\\{{") {
        return Some("een backslash vlak voor {{ maakt van de waarde letterlijke tekst".to_owned());
    }
    template.elements.iter().find_map(|element| element_fault(element, house))
}

fn element_fault(element: &TemplateElement, house: House) -> Option<String> {
    match element {
        TemplateElement::RawString(_) | TemplateElement::Comment(_) => None,
        TemplateElement::Expression(expression) => expression_fault(expression, house),
        TemplateElement::HelperBlock(block) => block_fault(block, house),
        TemplateElement::PartialExpression(partial) => partial_fault(partial),
        TemplateElement::PartialBlock(layout) if house == House::Pages => layout_fault(layout),
        TemplateElement::HtmlExpression(_) => {
            Some("{{{ }}} of {{& }} zet een waarde onbewerkt in de brief; gebruik {{ }}".to_owned())
        }
        _ => Some("alleen {{waarde}}, {{str waarde}}, {{#if}}, {{#unless}}, {{#each}} en {{> deel}} mogen".to_owned()),
    }
}

fn expression_fault(expression: &HelperTemplate, house: House) -> Option<String> {
    if expression.params.is_empty() && expression.hash.is_empty() {
        return None;
    }
    let name = expression.name.as_name().unwrap_or_default();
    if name == STRING_HELPER && house == House::Letters {
        one_path(expression)
    } else {
        Some(format!("«{name}» is geen hulpwoord"))
    }
}

fn block_fault(block: &HelperTemplate, house: House) -> Option<String> {
    let name = block.name.as_name().unwrap_or_default();
    let known = BLOCK_HELPERS.contains(&name) || (house == House::Pages && name == WITH_HELPER);
    if !known {
        return Some(format!("«{name}» is geen hulpwoord"));
    }
    let inside = [&block.template, &block.inverse].into_iter().flatten();
    one_path(block).or_else(|| {
        inside.flat_map(|part| &part.elements).find_map(|element| element_fault(element, house))
    })
}

/// A page names its layout and fills it; what it passes is the whole context.
fn layout_fault(layout: &DecoratorTemplate) -> Option<String> {
    let plain = layout.params.is_empty() && layout.hash.is_empty();
    let inside = layout.template.iter().flat_map(|part| &part.elements);
    let name = layout.name.as_name().unwrap_or_default();
    (!plain)
        .then(|| format!("de opmaak «{name}» krijgt geen argumenten"))
        .or_else(|| inside.into_iter().find_map(|element| element_fault(element, House::Pages)))
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
