//! Strictness: what handlebars lets pass in silence is an error here.

use super::*;
use serde_json::{Value, json};

fn render(text: &'static str, context: &Value) -> Result<String, TemplateError> {
    render_all(&[TemplateSource { name: "brief", text }], context)
}

fn render_all(sources: &[TemplateSource], context: &Value) -> Result<String, TemplateError> {
    Templates::new(sources)?.render("brief", context)
}

fn context() -> Value {
    json!({
        "naam": "#jan*", "leeg": null, "ja": true, "nee": false, "nul": 0,
        "rij": [{"x": "a", "in": [{"y": "1"}]}, {"x": "b", "in": []}], "geen": [],
    })
}

#[test]
fn a_misspelt_name_is_an_error_in_every_place() {
    for text in [
        "{{nam}}",
        "{{#if nam}}a{{else}}b{{/if}}",
        "{{#unless nam}}a{{/unless}}",
        "{{#each nam}}a{{else}}b{{/each}}",
        "{{#if ja}}{{#if nam}}{{/if}}{{/if}}",
        "{{#if nee}}{{else if nam}}{{/if}}",
        "{{#each rij}}{{z}}{{/each}}",
        "{{#each rij}}{{#if z}}{{/if}}{{/each}}",
        "{{#each rij}}{{#if ../nam}}{{/if}}{{/each}}",
        "{{str nam}}",
        "{{naam.voor}}",
        "{{#if naam.voor}}{{/if}}",
    ] {
        let result = render(text, &context());
        assert!(matches!(result, Err(TemplateError::Fill { .. })), "{text}: {result:?}");
    }
}

#[test]
fn a_value_of_the_wrong_type_is_an_error() {
    for text in
        ["{{#each naam}}{{/each}}", "{{#each leeg}}{{/each}}", "{{#if nul}}{{/if}}", "{{str ja}}"]
    {
        assert!(matches!(render(text, &context()), Err(TemplateError::Fill { .. })), "{text}");
    }
}

#[test]
fn both_branches_and_nested_lists_work() {
    for (text, expected) in [
        ("{{#if leeg}}a{{else}}b{{/if}}", "b"),
        ("{{#if ja}}a{{else}}b{{/if}}", "a"),
        ("{{#unless nee}}a{{/unless}}", "a"),
        ("{{#if geen}}a{{else if ja}}b{{else}}c{{/if}}", "b"),
        ("{{#each geen}}a{{else}}leeg{{/each}}", "leeg"),
        (
            "{{#each rij}}{{x}}{{#each in}}-{{y}}{{../x}}{{/each}}{{#unless @last}},{{/unless}}{{/each}}",
            "a-1a,b",
        ),
        ("{{naam}} {{str naam}}", "\\#jan\\* \"#jan*\""),
    ] {
        assert_eq!(render(text, &context()).expect(text), expected, "{text}");
    }
}

#[test]
fn a_partial_sees_the_context_and_the_item() {
    let sources = [
        TemplateSource { name: "deel", text: "[{{x}}{{#each in}}{{y}}{{/each}}]" },
        TemplateSource { name: "brief", text: "{{#each rij}}{{> deel}}{{/each}}" },
    ];
    assert_eq!(render_all(&sources, &context()).expect("text"), "[a1][b]");
    let unknown = [TemplateSource { name: "brief", text: "{{> del}}" }];
    assert!(matches!(render_all(&unknown, &context()), Err(TemplateError::Fill { .. })));
}

#[test]
fn what_could_hide_a_fault_is_refused_at_loading() {
    for text in [
        "{{{naam}}}",
        "{{&naam}}",
        "\\{{naam}}",
        "{{#if (eq naam \"x\")}}{{/if}}",
        "{{#if naam includeZero=true}}{{/if}}",
        "{{#if nee}}{{#if true}}{{/if}}{{/if}}",
        "{{#with naam}}{{/with}}",
        "{{lookup rij 0}}",
        "{{log naam}}",
        "{{> deel titel=nam}}",
        "{{> deel nam}}",
        "{{#each rij as |r|}}{{/each}}",
        "{{#*inline \"x\"}}{{/inline}}",
        "{{#> deel}}x{{/deel}}",
    ] {
        let result = Templates::new(&[TemplateSource { name: "brief", text }]).err();
        assert!(matches!(result, Some(TemplateError::Forbidden { .. })), "{text}: {result:?}");
    }
    let broken = Templates::new(&[TemplateSource { name: "brief", text: "{{#if}" }]).err();
    assert!(matches!(broken, Some(TemplateError::Syntax { .. })));
}

#[test]
fn an_error_names_the_field_and_never_a_value() {
    let error =
        render("{{#if ja}}\n{{naam.voor}}{{/if}}", &context()).expect_err("error").to_string();
    assert!(error.contains("naam.voor") && !error.contains("jan"), "{error}");
}

#[test]
fn a_value_in_plain_text_stays_on_its_line_and_is_not_escaped() {
    let plain = |text, context: &Value| {
        Templates::of_plain_text(&[TemplateSource { name: "mail", text }])?.render("mail", context)
    };
    let context = json!({ "naam": "A & <B>\r\nBcc:\u{2028}x\t#\u{202e}\u{0}y" });
    assert_eq!(plain("Aan {{naam}}.\n", &context).unwrap(), "Aan A & <B>  Bcc: x #y.\n");
    assert!(matches!(plain("{{nam}}", &context), Err(TemplateError::Fill { .. })));
    for text in
        ["{{{naam}}}", "{{str naam}}", "{{#with naam}}{{/with}}", "{{#> opmaak}}{{/opmaak}}"]
    {
        assert!(matches!(plain(text, &context), Err(TemplateError::Forbidden { .. })), "{text}");
    }
}
