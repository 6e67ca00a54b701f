//! Filling the Dutch texts of the rules files: `{naam}` is replaced by a value.

use kernel::{FaultCode, Faults};

/// Values for the placeholders of one text.
pub(super) type Values<'a> = [(&'a str, &'a dyn std::fmt::Display)];

/// Returns `text` with every `{name}` of `values` replaced. A name without a value stays, which [`check`] rules out.
pub(super) fn fill(text: &str, values: &Values<'_>) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, name, after)) = next_placeholder(rest) {
        filled.push_str(before);
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(&value.to_string());
        } else {
            filled.push('{');
            filled.push_str(name);
            filled.push('}');
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Records a fault when `text` is blank or uses a placeholder that is not `allowed` there.
pub(super) fn check(place: &str, text: &str, allowed: &[&str], faults: &mut Faults) {
    if text.trim().is_empty() {
        faults.add(place, FaultCode::Ontbreekt, "deze tekst is leeg; schrijf hem in gewone taal");
    }
    let mut rest = text;
    while let Some((_, name, after)) = next_placeholder(rest) {
        if !allowed.contains(&name) {
            faults.add(
                place,
                FaultCode::OnbekendeWaarde,
                format!(
                    "«{{{name}}}» kan in deze tekst niet worden ingevuld. Kies uit: {}.",
                    allowed.join(", ")
                ),
            );
        }
        rest = after;
    }
}

fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, tail) = text.split_once('{')?;
    let (name, after) = tail.split_once('}')?;
    Some((before, name, after))
}

/// Returns `1 dag` or `5 dagen`.
pub(super) fn counted(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns `1 dag` or `5 dagen`.
pub(super) fn dutch_days(count: i64) -> String {
    counted(count, "dag", "dagen")
}
