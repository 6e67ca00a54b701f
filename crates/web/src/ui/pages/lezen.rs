//! From what somebody typed to days, numbers and choices, with a sentence at each field that cannot be read.

use app::LinkChoice;
use chrono::NaiveDate;
use kernel::Sha256Hex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::ui::form::{Form, Mistakes};
use crate::ui::words;

const DAY: &str = "Vul een dag in als dd-mm-jjjj.";

/// Says what is wrong with what was typed.
fn not_read(typed: &str, wanted: &str) -> String {
    if typed.is_empty() { wanted.to_owned() } else { format!("U vulde «{typed}» in. {wanted}") }
}

/// Reads a day that must be there.
pub(super) fn day(form: &Form, name: &str, mistakes: &mut Mistakes) -> Option<NaiveDate> {
    let typed = form.text(name);
    let day = words::read_day(typed);
    if day.is_none() {
        mistakes.add(name, not_read(typed, DAY));
    }
    day
}

/// Reads a day that may be left out.
pub(super) fn optional_day(form: &Form, name: &str, mistakes: &mut Mistakes) -> Option<NaiveDate> {
    form.given(name)?;
    day(form, name, mistakes)
}

/// Reads a whole number within bounds.
pub(super) fn number<T: Copy + Display + FromStr + PartialOrd>(
    form: &Form,
    name: &str,
    within: &RangeInclusive<T>,
    mistakes: &mut Mistakes,
) -> Option<T> {
    let typed = form.text(name);
    let number = typed.parse().ok().filter(|number| within.contains(number));
    if number.is_none() {
        let (least, most) = (within.start(), within.end());
        let wanted = format!("Vul een heel getal in van {least} tot en met {most}.");
        mistakes.add(name, not_read(typed, &wanted));
    }
    number
}

/// Reads whether two are the same, and what somebody saw of them. A reading that is none says the same as one that is too old.
pub(super) fn judged(form: &Form, mistakes: &mut Mistakes) -> Option<(LinkChoice, Sha256Hex)> {
    let besluit = LinkChoice::of_id(form.text("besluit"));
    if besluit.is_none() {
        mistakes.add("besluit", "Kies of het dezelfde is.");
    }
    let lezing = serde_json::from_value(form.text("lezing").into()).ok();
    if lezing.is_none() {
        mistakes.add("lezing", "Bekijk de kandidaat opnieuw.");
    }
    besluit.zip(lezing)
}

/// Reads an id that was chosen from a list.
pub(super) fn chosen<T: FromStr>(
    form: &Form,
    name: &str,
    says: &str,
    mistakes: &mut Mistakes,
) -> Option<T> {
    let chosen = form.text(name).parse().ok();
    if chosen.is_none() {
        mistakes.add(name, says);
    }
    chosen
}

/// Reads one of a few that have a name on the wire.
pub(super) fn one_of<T: DeserializeOwned>(
    form: &Form,
    name: &str,
    says: &str,
    mistakes: &mut Mistakes,
) -> Option<T> {
    let chosen = serde_json::from_value(Value::from(form.text(name))).ok();
    if chosen.is_none() {
        mistakes.add(name, says);
    }
    chosen
}

/// Returns the name on the wire of one of a few.
pub(super) fn wire_name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Writes something with parts as the value of a choice.
pub(super) fn as_value(of: &impl Serialize) -> String {
    serde_json::to_string(of).unwrap_or_default()
}

/// Reads back what a choice stands for; none for what our page did not offer.
pub(super) fn of_value<T: DeserializeOwned>(value: &str) -> Option<T> {
    serde_json::from_str(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::meetings::AdviceKind;

    #[test]
    fn what_cannot_be_read_is_said_with_what_was_typed() {
        let form = Form::of_body(b"dag=31-02-2027&getal=241&soort=x&leeg=");
        let mut mistakes = Mistakes::default();
        assert_eq!(day(&form, "dag", &mut mistakes), None);
        assert_eq!(number::<u16>(&form, "getal", &(1..=240), &mut mistakes), None);
        assert_eq!(one_of::<AdviceKind>(&form, "soort", "Kies.", &mut mistakes), None);
        assert_eq!(optional_day(&form, "leeg", &mut mistakes), None);
        assert_eq!(
            mistakes.of("dag"),
            Some("U vulde «31-02-2027» in. Vul een dag in als dd-mm-jjjj.")
        );
        assert!(mistakes.of("getal").unwrap().ends_with("van 1 tot en met 240."));
        assert_eq!((mistakes.of("soort"), mistakes.of("leeg")), (Some("Kies."), None));
        let kind = AdviceKind::VoornemenWeigeren;
        let form = Form::of_body(format!("soort={}&getal=240", wire_name(kind)).as_bytes());
        assert_eq!(one_of(&form, "soort", "Kies.", &mut mistakes), Some(kind));
        assert_eq!(number(&form, "getal", &(1_u16..=240), &mut mistakes), Some(240));
    }
}
