//! Strict block helpers: a misspelt name is an error, not the silent else branch.

use crate::escape::typst_string;
use crate::lint::House;
use handlebars::{
    BlockContext, Context, Handlebars, Helper, HelperDef, HelperResult, Output, PathAndJson,
    RenderContext, RenderError, RenderErrorReason, Renderable,
};
use serde_json::Value;

/// The helpers that a template may use; everything else is refused when the template is loaded.
pub(crate) const BLOCK_HELPERS: [&str; 3] = ["if", "unless", "each"];

/// The helper that writes a value as a Typst string literal.
pub(crate) const STRING_HELPER: &str = "str";

/// The helper of pages that looks at one value, so that a part can be used for several values of a kind.
pub(crate) const WITH_HELPER: &str = "with";

/// Puts the strict helpers in the place of the lenient ones.
pub(crate) fn register(registry: &mut Handlebars<'static>, house: House) {
    registry.register_helper("if", Box::new(StrictIf { wanted: true }));
    registry.register_helper("unless", Box::new(StrictIf { wanted: false }));
    registry.register_helper("each", Box::new(StrictEach));
    match house {
        House::Letters => registry.register_helper(STRING_HELPER, Box::new(StringLiteral)),
        House::Pages => registry.register_helper(WITH_HELPER, Box::new(StrictWith)),
        House::PlainText => {}
    }
}

/// `if` and `unless`.
struct StrictIf {
    wanted: bool,
}

/// `each` over a list.
struct StrictEach;

/// `with`: the value that is there, or the else branch for one that is null.
struct StrictWith;

/// `str`: writes the literal itself, so that no escape function touches it.
struct StringLiteral;

impl HelperDef for StrictIf {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let condition = condition(present(helper)?)?;
        let branch = if condition == self.wanted { helper.template() } else { helper.inverse() };
        branch.map_or(Ok(()), |branch| branch.render(registry, context, render, out))
    }
}

impl HelperDef for StrictEach {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let given = present(helper)?;
        let Value::Array(items) = given.value() else {
            return Err(wrong_type(given, "een lijst"));
        };
        if items.is_empty() {
            return helper
                .inverse()
                .map_or(Ok(()), |none| none.render(registry, context, render, out));
        }
        let Some(template) = helper.template() else { return Ok(()) };
        render.push_block(BlockContext::new());
        let result = items.iter().enumerate().try_for_each(|(index, item)| {
            if let Some(block) = render.block_mut() {
                block.set_local_var("index", index.into());
                block.set_local_var("first", (index == 0).into());
                block.set_local_var("last", (index + 1 == items.len()).into());
                if let Some(list) = given.context_path() {
                    let mut path = list.clone();
                    path.push(index.to_string());
                    *block.base_path_mut() = path;
                } else {
                    block.set_base_value(item.clone());
                }
            }
            template.render(registry, context, render, out)
        });
        render.pop_block();
        result
    }
}

impl HelperDef for StrictWith {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let given = present(helper)?;
        if given.value().is_null() {
            let other = helper.inverse();
            return other.map_or(Ok(()), |branch| branch.render(registry, context, render, out));
        }
        let Some(template) = helper.template() else { return Ok(()) };
        let mut block = BlockContext::new();
        match given.context_path() {
            Some(path) => block.base_path_mut().clone_from(path),
            None => block.set_base_value(given.value().clone()),
        }
        render.push_block(block);
        let result = template.render(registry, context, render, out);
        render.pop_block();
        result
    }
}

impl HelperDef for StringLiteral {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _registry: &'reg Handlebars<'reg>,
        _context: &'rc Context,
        _render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let given = present(helper)?;
        let Value::String(text) = given.value() else {
            return Err(wrong_type(given, "tekst"));
        };
        Ok(out.write(&typst_string(text))?)
    }
}

/// Returns the only parameter, provided that the context has it.
fn present<'h, 'rc>(helper: &'h Helper<'rc>) -> Result<&'h PathAndJson<'rc>, RenderError> {
    let given = helper.param(0).ok_or_else(|| {
        RenderErrorReason::Other(format!("«{}» heeft een naam nodig", helper.name()))
    })?;
    if given.is_value_missing() {
        return Err(RenderErrorReason::MissingVariable(given.relative_path().cloned()).into());
    }
    Ok(given)
}

/// Reads a condition. A number is refused: whether 0 counts as absent is not for a template to guess.
fn condition(given: &PathAndJson<'_>) -> Result<bool, RenderError> {
    match given.value() {
        Value::Bool(value) => Ok(*value),
        Value::Null => Ok(false),
        Value::String(text) => Ok(!text.is_empty()),
        Value::Array(items) => Ok(!items.is_empty()),
        Value::Object(_) => Ok(true),
        Value::Number(_) => Err(wrong_type(given, "ja of nee")),
    }
}

fn wrong_type(given: &PathAndJson<'_>, wanted: &str) -> RenderError {
    let name = given.relative_path().map_or("", String::as_str);
    RenderErrorReason::Other(format!("«{name}» moet {wanted} zijn")).into()
}
