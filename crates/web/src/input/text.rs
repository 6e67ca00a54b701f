//! Control characters: `PostgreSQL` cannot store U+0000, and none of the others belongs in a text on a file.

use kernel::{FaultCode, Faults, pointer_part};
use serde_json::Value;

/// The pattern that every text of the input follows; the `OpenAPI` document says it too.
pub(super) const TEXT_PATTERN: &str = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$";

/// The same for a text that must have content: something else than white space and control characters.
pub(super) const FILLED_TEXT_PATTERN: &str = concat!(
    r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f]",
    r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"
);

/// Names every text and key below `value` that holds a control character other than tab and line ends.
pub(super) fn refuse_control_characters(value: &Value, place: &str, faults: &mut Faults) {
    match value {
        Value::String(text) => {
            if let Some(found) = text.chars().find(|letter| forbidden(*letter)) {
                faults.add(place, FaultCode::VerkeerdeVorm, message(found));
            }
        }
        Value::Array(list) => {
            for (index, element) in list.iter().enumerate() {
                refuse_control_characters(element, &format!("{place}/{index}"), faults);
            }
        }
        Value::Object(object) => {
            for (key, element) in object {
                let place = format!("{place}/{}", pointer_part(key));
                if let Some(found) = key.chars().find(|letter| forbidden(*letter)) {
                    faults.add(&place, FaultCode::VerkeerdeVorm, message(found));
                }
                refuse_control_characters(element, &place, faults);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn forbidden(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')
}

fn message(found: char) -> String {
    format!("in deze tekst staat het stuurteken U+{:04X}; haal het weg", u32::from(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn control_characters_are_named_with_their_place_and_line_ends_are_fine() {
        let mut faults = Faults::new();
        let value = json!({"a": ["goed\r\n\t", "nul\0"], "b\u{1}": 1, "c": "\u{85}"});
        refuse_control_characters(&value, "", &mut faults);
        let found: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(found, ["/a/1", "/b\u{1}", "/c"]);
        assert!(faults.to_string().contains("U+0000"));
    }
}
