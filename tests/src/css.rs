//! Builds the one style sheet of the pages: vendored components without what nothing uses, then our own rules.
//!
//! `templates/static/src/dijkwacht.css` lists the parts as `@import "file" layer(name);`. What comes from `vendor` is purged:
//! a rule stays when its classes occur in a page template, in our own rules or in `keep.txt`, and a custom property stays
//! when a rule that stays needs it. Our own `--dw-*` properties stay all, because an organisation redefines them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::convert::Infallible;
use std::path::Path;
use std::{fs, io};

use lightningcss::declaration::DeclarationBlock;
use lightningcss::properties::Property;
use lightningcss::properties::custom::{CustomPropertyName, Variable};
use lightningcss::rules::CssRule;
use lightningcss::selector::{Component, Selector, SelectorList};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::traits::ToCss;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

use crate::classes;

/// Where the sources are, from the root of the repository.
const SOURCES: &str = "templates/static/src";
/// The list of the parts, in order.
const ENTRY: &str = "dijkwacht.css";
/// Classes that stay although no template has them.
const KEEP: &str = "keep.txt";
/// The element that carries the theme of the vendor; here every page's `body` does.
const THEME: (&str, &str) = (".voorbeeld-theme", ".utrecht-body");
/// Opens the built file. The packages ask that their notice stays.
const HEADER: &str = "/*! Dijkwacht, EUPL-1.2. Made by `cargo xtask css`; change templates/static/src instead. \
    Has parts of NL Design System, EUPL-1.2, (c) Frameless B.V., Gemeente Utrecht, NL Design System community: \
    see templates/static/vendor/README.md */\n";

/// The built sheet and what a check of the templates asks of it.
#[derive(Debug)]
pub struct Sheet {
    /// The text to serve.
    pub css: String,
    /// The classes that have a rule.
    pub classes: BTreeSet<String>,
    /// The words of `keep.txt`.
    pub keep: BTreeSet<String>,
    /// Our own custom properties that a rule reads and nothing defines.
    pub undefined: BTreeSet<String>,
}

/// Builds the sheet from the sources under the root of the repository.
pub fn build(root: &Path) -> Result<Sheet, String> {
    let sources = root.join(SOURCES);
    let parts = parts(&sources)?;
    let keep = keep(&read(&sources.join(KEEP))?);
    let own_text = layer(&parts, |part| !part.vendor);
    let own = facts(&own_text)?;
    let vendor_text = without_overridden(&layer(&parts, |part| part.vendor), &own.root)?;
    let mut used = classes::words_of_templates(root).map_err(|error| error.to_string())?;
    used.extend(own.classes);
    used.extend(keep.iter().cloned());
    let unused: HashSet<String> =
        facts(&vendor_text)?.classes.into_iter().filter(|class| !used.contains(class)).collect();
    let purged = minified(&format!("@layer vendor,dw;{vendor_text}{own_text}"), unused)?;
    let purged_facts = facts(&purged)?;
    let css = minified(&purged, purged_facts.unneeded())?;
    let last = facts(&css)?;
    let undefined = last.undefined();
    Ok(Sheet { css: format!("{HEADER}{css}\n"), classes: last.classes, keep, undefined })
}

/// A file that the entry names.
struct Part {
    vendor: bool,
    layer: String,
    text: String,
}

/// Reads the entry and the files it names.
fn parts(sources: &Path) -> Result<Vec<Part>, String> {
    let entry = read(&sources.join(ENTRY))?;
    let lines = entry.lines().map(str::trim).filter(|line| line.starts_with("@import"));
    lines
        .map(|line| {
            let wrong = || format!("{ENTRY}: not `@import \"file\" layer(name);`: {line}");
            let (file, rest) = line
                .strip_prefix("@import \"")
                .and_then(|rest| rest.split_once('"'))
                .ok_or_else(wrong)?;
            let layer = rest
                .trim()
                .strip_prefix("layer(")
                .and_then(|rest| rest.strip_suffix(");"))
                .ok_or_else(wrong)?;
            let text = read(&sources.join(file))?.replace(THEME.0, THEME.1);
            Ok(Part { vendor: file.starts_with("../vendor/"), layer: layer.to_owned(), text })
        })
        .collect()
}

/// Joins the chosen parts, each in its layer.
fn layer(parts: &[Part], chosen: impl Fn(&Part) -> bool) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| chosen(part)) {
        text.extend(["@layer ", &part.layer, "{", &part.text, "\n}\n"]);
    }
    text
}

/// Returns the classes of `keep.txt`: a word a line, `#` starts a comment.
fn keep(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error: io::Error| format!("{}: {error}", path.display()))
}

/// Parses a sheet.
fn parse(text: &str) -> Result<StyleSheet<'_>, String> {
    StyleSheet::parse(text, ParserOptions::default()).map_err(|error| {
        let line = error.loc.as_ref().and_then(|at| text.lines().nth(at.line as usize));
        format!("{error}: {}", line.unwrap_or_default())
    })
}

/// Returns the sheet without the rules of these classes and without these custom properties, in few bytes.
fn minified(text: &str, unused_symbols: HashSet<String>) -> Result<String, String> {
    let mut sheet = parse(text)?;
    let never = sheet.visit(&mut Unused { symbols: &unused_symbols });
    never.unwrap_or_else(|never: Infallible| match never {});
    sheet
        .minify(MinifyOptions { unused_symbols, ..MinifyOptions::default() })
        .map_err(|error| error.to_string())?;
    print(&sheet, true)
}

fn print(sheet: &StyleSheet<'_>, minify: bool) -> Result<String, String> {
    let printed = sheet.to_css(PrinterOptions { minify, ..PrinterOptions::default() });
    printed.map(|printed| printed.code).map_err(|error| error.to_string())
}

/// Takes the custom properties away that our own sheet defines for the same element: ours always win, and what the
/// vendor's would need is then not needed.
fn without_overridden(vendor: &str, ours: &BTreeSet<String>) -> Result<String, String> {
    let mut sheet = parse(vendor)?;
    for_each_theme(&mut sheet.rules.0, &mut |block| {
        block
            .declarations
            .retain(|property| custom(property).is_none_or(|name| !ours.contains(name)));
    });
    print(&sheet, false)
}

/// Calls `act` with the declarations that hold for the themed element in every window.
fn for_each_theme(rules: &mut [CssRule<'_>], act: &mut dyn FnMut(&mut DeclarationBlock<'_>)) {
    for rule in rules {
        match rule {
            CssRule::LayerBlock(layer) => for_each_theme(&mut layer.rules.0, act),
            CssRule::Style(style) => {
                let themed = |selector: &Selector<'_>| {
                    selector
                        .to_css_string(PrinterOptions::default())
                        .is_ok_and(|text| text == THEME.1)
                };
                if style.selectors.0.iter().any(themed) {
                    act(&mut style.declarations);
                }
            }
            _ => {}
        }
    }
}

/// Returns the name of a custom property.
fn custom<'a>(property: &'a Property<'_>) -> Option<&'a str> {
    match property {
        Property::Custom(custom) => match &custom.name {
            CustomPropertyName::Custom(name) => Some(name.0.as_ref()),
            CustomPropertyName::Unknown(_) => None,
        },
        _ => None,
    }
}

/// What a sheet says of its classes and custom properties.
#[derive(Default)]
struct Facts {
    /// Every class in a selector.
    classes: BTreeSet<String>,
    /// The custom properties of the themed element.
    root: BTreeSet<String>,
    /// Each custom property with the ones that its values read.
    defined: BTreeMap<String, BTreeSet<String>>,
    /// The custom properties that other properties read.
    read: BTreeSet<String>,
    /// The custom property whose value is being visited.
    current: Option<String>,
}

/// Gathers the facts of a sheet.
fn facts(text: &str) -> Result<Facts, String> {
    let mut facts = Facts::default();
    let mut sheet = parse(text)?;
    let never = sheet.visit(&mut facts);
    never.unwrap_or_else(|never: Infallible| match never {});
    for_each_theme(&mut sheet.rules.0, &mut |block| {
        facts.root.extend(block.declarations.iter().filter_map(custom).map(str::to_owned));
    });
    Ok(facts)
}

impl Facts {
    /// Returns the custom properties that no rule reads, not even through others; ours are an interface and stay.
    fn unneeded(&self) -> HashSet<String> {
        let mut needed: BTreeSet<&String> = BTreeSet::new();
        let mut next: Vec<&String> = self.read.iter().collect();
        while let Some(name) = next.pop() {
            if needed.insert(name) {
                next.extend(self.defined.get(name).into_iter().flatten());
            }
        }
        let names = self.defined.keys().filter(|name| !name.starts_with("--dw-"));
        names.filter(|name| !needed.contains(name)).cloned().collect()
    }

    /// Returns our own custom properties that are read and not defined.
    fn undefined(&self) -> BTreeSet<String> {
        let read = self.read.iter().chain(self.defined.values().flatten());
        read.filter(|name| name.starts_with("--dw-") && !self.defined.contains_key(*name))
            .cloned()
            .collect()
    }
}

impl<'i> Visitor<'i> for Facts {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        VisitTypes::SELECTORS | VisitTypes::PROPERTIES | VisitTypes::VARIABLES
    }

    fn visit_selector(&mut self, selector: &mut Selector<'i>) -> Result<(), Infallible> {
        gather_classes(selector, &mut self.classes);
        Ok(())
    }

    fn visit_property(&mut self, property: &mut Property<'i>) -> Result<(), Infallible> {
        self.current = custom(property).map(str::to_owned);
        if let Some(name) = &self.current {
            self.defined.entry(name.clone()).or_default();
        }
        property.visit_children(self)
    }

    fn visit_variable(&mut self, variable: &mut Variable<'i>) -> Result<(), Infallible> {
        let name = variable.name.ident.0.to_string();
        match &self.current {
            Some(current) => self.defined.entry(current.clone()).or_default().insert(name),
            None => self.read.insert(name),
        };
        variable.visit_children(self)
    }
}

/// Adds the classes of a selector, also those inside `:not()`, `:where()` and the like.
fn gather_classes(selector: &Selector<'_>, classes: &mut BTreeSet<String>) {
    for component in selector.iter_raw_match_order() {
        match component {
            Component::Class(name) => {
                classes.insert(name.0.to_string());
            }
            Component::Is(inner)
            | Component::Where(inner)
            | Component::Has(inner)
            | Component::Negation(inner) => {
                inner.iter().for_each(|selector| gather_classes(selector, classes));
            }
            _ => {}
        }
    }
}

/// Shortens lists of selectors; a rule without any is dropped by the minifier.
struct Unused<'a> {
    symbols: &'a HashSet<String>,
}

impl Unused<'_> {
    /// Whether no element can match, because a class it needs does not occur.
    fn never_matches(&self, selector: &Selector<'_>) -> bool {
        selector.iter_raw_match_order().any(|component| match component {
            Component::Class(name) => self.symbols.contains(name.0.as_ref()),
            Component::Is(inner) | Component::Where(inner) | Component::Has(inner) => {
                inner.iter().all(|selector| self.never_matches(selector))
            }
            _ => false,
        })
    }
}

impl<'i> Visitor<'i> for Unused<'_> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        VisitTypes::SELECTORS
    }

    fn visit_selector_list(&mut self, list: &mut SelectorList<'i>) -> Result<(), Infallible> {
        // The last one stays: an empty list cannot be written. The minifier drops the rule for the same reason.
        if list.0.iter().any(|selector| !self.never_matches(selector)) {
            list.0.retain(|selector| !self.never_matches(selector));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn purged(text: &str, classes: [&str; 2]) -> String {
        minified(text, classes.map(str::to_owned).into()).unwrap()
    }

    #[test]
    fn a_rule_goes_when_its_classes_do_not_occur() {
        let text = ".a,.b{top:0}.c:where(.b,.x){top:1px}.c:where(.b){top:2px}.c:not(.b){top:3px}";
        assert_eq!(purged(text, ["b", "x"]), ".a{top:0}.c:not(.b){top:3px}");
    }

    #[test]
    fn a_custom_property_stays_when_a_rule_needs_it() {
        let text =
            ".a{--p:var(--q,var(--r));--q:1;--r:2;--s:var(--t);--t:3;--dw-u:4}.b{top:var(--p)}";
        let unneeded = facts(text).unwrap().unneeded();
        assert_eq!(unneeded, ["--s", "--t"].map(str::to_owned).into());
        assert_eq!(
            minified(text, unneeded).unwrap(),
            ".a{--p:var(--q,var(--r));--q:1;--r:2;--dw-u:4}.b{top:var(--p)}"
        );
    }

    #[test]
    fn a_property_of_ours_takes_the_place_of_the_vendor_s_in_every_window_only() {
        let ours = "@layer dw{.utrecht-body{--p:1}@media print{.utrecht-body{--q:1}}}";
        let vendor = "@layer vendor{.utrecht-body{--p:var(--x);--q:var(--y)}}";
        let left = without_overridden(vendor, &facts(ours).unwrap().root).unwrap();
        assert!(!left.contains("--p") && left.contains("--q"), "{left}");
    }

    #[test]
    fn a_token_that_nothing_defines_is_found() {
        let facts = facts(":root{--dw-a:1}.x{top:var(--dw-a);left:var(--dw-b)}").unwrap();
        assert_eq!(facts.undefined(), ["--dw-b".to_owned()].into());
    }

    #[test]
    fn a_line_of_the_kept_classes_may_have_a_comment() {
        assert_eq!(keep("# all\na\n\n b # why\n"), ["a", "b"].map(str::to_owned).into());
    }
}
