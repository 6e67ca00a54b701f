//! Hostile values stay text: what Typst's own parser makes of an escaped value is the value and nothing else.

use super::*;
use proptest::prelude::*;
use typst::syntax::{SyntaxKind, SyntaxNode, ast, parse, parse_code};

/// What a reader should see of `value`: one new line per kind of new line, spaces joined, nothing without a shape.
fn visible(value: &str) -> String {
    let mut seen = String::new();
    for character in value.replace("\r\n", "\n").chars() {
        if is_newline(character) {
            seen.truncate(seen.trim_end_matches(' ').len());
            seen.push('\n');
        } else if matches!(character, ' ' | '\t') {
            if !seen.ends_with([' ', '\n']) {
                seen.push(' ');
            }
        } else if !is_shapeless(character) {
            seen.push(character);
        }
    }
    seen
}

/// What Typst reads in a content block around `escaped`, or the first node that is more than text.
fn read_by_typst(escaped: &str) -> Result<String, SyntaxKind> {
    let root = parse(&format!("#f[{escaped}]\nz"));
    let top: Vec<SyntaxKind> = root.children().map(SyntaxNode::kind).collect();
    let [SyntaxKind::Hash, SyntaxKind::FuncCall, SyntaxKind::Space, SyntaxKind::Text] =
        top.as_slice()
    else {
        return Err(root.kind());
    };
    let mut read = String::new();
    for node in content_of_block(&root).ok_or(SyntaxKind::Error)?.children() {
        match node.kind() {
            SyntaxKind::Text => read.push_str(&leaf(node).replace(ZERO_WIDTH_SPACE, "")),
            SyntaxKind::Escape => read.push_str(leaf(node).strip_prefix('\\').unwrap_or("?")),
            SyntaxKind::Space => {
                if !read.ends_with([' ', '\n']) {
                    read.push(' ');
                }
            }
            SyntaxKind::Linebreak => {
                read.truncate(read.trim_end_matches(' ').len());
                read.push('\n');
            }
            other => return Err(other),
        }
    }
    Ok(read)
}

fn content_of_block(root: &SyntaxNode) -> Option<&SyntaxNode> {
    let child = |node: &'_ SyntaxNode, kind| node.children().position(|child| child.kind() == kind);
    let mut node = root;
    for kind in
        [SyntaxKind::FuncCall, SyntaxKind::Args, SyntaxKind::ContentBlock, SyntaxKind::Markup]
    {
        node = node.children().nth(child(node, kind)?)?;
    }
    Some(node)
}

fn leaf(node: &SyntaxNode) -> String {
    node.leaf_text().to_string()
}

/// Text made of what Typst gives a meaning, mixed with any character.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            "#", "*", "_", "$", "\\", "@", "<", ">", "`", "```", "[", "]", "{", "}", "=", "==", "-", "--", "---", "+", "/", "//",
            "/*", "*/", "~", "'", "\"", "...", "1.", "\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{b}", "\u{c}", "\t",
            "\0", "\u{202e}", "\u{feff}", "http://a.b", "https://x", "<label>", "#import", "#read(\"/etc/passwd\")", "u{41}",
            "\\u{41}", ":", "&", "^", "-?", " ", "  ", "e\u{301}", "ij", "0",
        ]).prop_map(str::to_owned),
        2 => "\\PC{0,4}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_escaped_value_is_nothing_but_its_text(value in hostile()) {
        prop_assert_eq!(read_by_typst(&typst_text(&value)), Ok(visible(&value)));
    }

    #[test]
    fn two_values_side_by_side_stay_text(one in hostile(), other in hostile()) {
        let both = format!("{}{}", typst_text(&one), typst_text(&other));
        prop_assert!(read_by_typst(&both).is_ok());
    }

    #[test]
    fn a_string_literal_holds_exactly_its_value(value in hostile()) {
        let root = parse_code(&typst_string(&value));
        let nodes: Vec<_> = root.children().collect();
        prop_assert_eq!(nodes.len(), 1);
        let literal: Option<ast::Str<'_>> = nodes.first().and_then(|node| node.cast());
        let expected: String = value
            .chars()
            .filter(|character| *character == '\t' || is_newline(*character) || !is_shapeless(*character))
            .map(|character| if character == '\t' { ' ' } else { character })
            .collect();
        prop_assert_eq!(literal.map(|found| found.get().to_string()), Some(expected));
    }
}

/// The check above can fail: without one of the escapes, Typst finds more than text.
#[test]
fn a_forgotten_escape_is_noticed() {
    for forgotten in
        ['#', '*', '_', '$', '\\', '@', '<', '`', '[', ']', '=', '-', '/', '~', '\'', '"', '.']
    {
        let noticed = [
            format!("a {forgotten}b{forgotten} c"),
            format!("{forgotten} x"),
            format!("1{forgotten} x"),
            format!("{forgotten}{forgotten}{forgotten}"),
            format!("http{forgotten}//a.b"),
            format!("{forgotten}a>"),
        ]
        .iter()
        .any(|value| {
            let broken =
                typst_text(value).replace(&format!("\\{forgotten}"), &forgotten.to_string());
            read_by_typst(&broken) != Ok(visible(value))
        });
        assert!(noticed, "without escaping {forgotten} nothing is noticed");
    }
    assert!(read_by_typst("= kop").is_err());
}

#[test]
fn a_long_word_may_break() {
    let escaped = typst_text(&"W".repeat(95));
    assert_eq!(escaped.matches(ZERO_WIDTH_SPACE).count(), 2);
    assert!(!typst_text("ontvangstbevestiging en meer").contains(ZERO_WIDTH_SPACE));
}
