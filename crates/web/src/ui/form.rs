//! What a browser sends: fields by name, as they were filled in. Nothing is lost on the way back.

use app::Filled;
use app::command::{Text, TextError};
use kernel::{Fault, FaultCode, Faults};

/// The field that proves that the form was shown to the holder of the session.
pub(super) const PROOF: &str = "bewijs";
/// The field with the key of one showing of a form, so that sending it twice does it once.
pub(super) const ONCE: &str = "sleutel";
/// The field with the version that the form was made of.
pub(super) const VERSION: &str = "versie";

/// The fields of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Form(Filled);

impl Form {
    /// Reads `application/x-www-form-urlencoded`.
    pub(super) fn of_body(body: &[u8]) -> Self {
        let mut filled = Filled::new();
        for (name, value) in form_urlencoded::parse(body) {
            filled.entry(name.into_owned()).or_default().push(value.replace("\r\n", "\n"));
        }
        Self(filled)
    }

    /// Takes fields that were kept.
    pub(super) fn of(filled: Filled) -> Self {
        Self(filled)
    }

    /// Returns what is to be kept: without what belongs to one showing of the form.
    pub(super) fn to_keep(&self) -> Filled {
        let mut filled = self.0.clone();
        for name in [PROOF, ONCE, VERSION] {
            filled.remove(name);
        }
        filled
    }

    /// Returns the value of a field without spaces around it; empty when it was not sent.
    pub(super) fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Returns the value of a field as it was sent.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Returns the value of a field that is not empty.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Reads a text that somebody has to write. One that is too long says so, and does not seem to be absent.
    pub(super) fn written(
        &self,
        name: &str,
        absent: &str,
        mistakes: &mut Mistakes,
    ) -> Option<Text> {
        let text = Text::try_from(self.text(name).to_owned());
        if let Err(error) = text {
            let says = match error {
                TextError::Empty => absent.to_owned(),
                TextError::TooLong => sentence(&error.to_string()),
            };
            mistakes.add(name, says);
        }
        text.ok()
    }

    /// Returns whether a field was sent with this name, or a part of it: `feit.bouwsom` and `feit.bouwsom.btw`.
    pub(super) fn has_part_of(&self, name: &str) -> bool {
        let part = |sent: &String| {
            sent.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.0.keys().any(part)
    }

    /// Returns all values of a field, such as the boxes that are ticked.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(String::as_str)
    }

    /// Returns whether a field was sent, such as the button that was pressed.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Takes one of several parts of a group away: `groep.2.naam` becomes `groep.1.naam` when part 1 or an earlier one goes.
    pub(super) fn take_part(&mut self, group: &str, part: usize, parts: usize) {
        let of = |place: usize| format!("{group}.{place}.");
        self.0.retain(|name, _| !name.starts_with(&of(part)));
        for place in part + 1..parts {
            let (from, to) = (of(place), of(place.saturating_sub(1)));
            let moving: Vec<String> =
                self.0.keys().filter(|name| name.starts_with(&from)).cloned().collect();
            for name in moving {
                if let Some(values) = self.0.remove(&name) {
                    self.0.insert(name.replacen(&from, &to, 1), values);
                }
            }
        }
    }

    /// Adds a value to a field.
    pub(super) fn push(&mut self, name: &str, value: String) {
        self.0.entry(name.to_owned()).or_default().push(value);
    }

    /// Puts values in a field, in the place of others.
    pub(super) fn set_all(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        self.0.insert(name.to_owned(), values.into_iter().collect());
    }

    /// Puts a value in a field, in the place of others.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }
}

/// What is wrong with a form: sentences by field. A sentence without a field is about the form as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Mistakes(Vec<(String, String)>);

impl Mistakes {
    /// Adds a sentence to a field.
    pub(super) fn add(&mut self, field: &str, sentence: impl Into<String>) {
        self.0.push((field.to_owned(), sentence.into()));
    }

    /// Adds those of another look at the same form, where nothing was said of a field yet.
    pub(super) fn join(&mut self, others: Self) {
        let new = |(field, _): &(String, String)| self.of(field).is_none();
        let new: Vec<_> = others.0.into_iter().filter(|mistake| new(mistake)).collect();
        self.0.extend(new);
    }

    /// Returns whether all is well.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the first sentence of a field.
    pub(super) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, sentence)| sentence.as_str())
    }

    /// Returns all, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, sentence)| (name.as_str(), sentence.as_str()))
    }

    /// Takes the faults of a use case; `field` names the field of the form for a place in the input.
    pub(super) fn of_faults(faults: &Faults, field: impl Fn(&str) -> String) -> Self {
        let sentence = |fault: &Fault| {
            let text = match fault.code {
                FaultCode::Ontbreekt => "Vul dit in.".to_owned(),
                _ => sentence(&fault.message),
            };
            (field(&fault.pointer), text)
        };
        Self(faults.iter().map(sentence).collect())
    }
}

/// Makes a sentence of a message: a capital, and a full stop.
pub(super) fn sentence(message: &str) -> String {
    let text = kernel::capitalised(message.trim());
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_what_was_typed_and_spaces_do_not_count() {
        let form = Form::of_body(b"naam=+Caf%C3%A9+&rol=a&rol=b&leeg=+&tekst=a%0D%0Ab");
        assert_eq!((form.text("naam"), form.raw("naam")), ("Café", " Café "));
        assert_eq!(form.all("rol").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((form.given("leeg"), form.given("niets")), (None, None));
        assert_eq!(form.text("tekst"), "a\nb");
        assert!(form.has("leeg") && !form.has("niets"));
    }

    #[test]
    fn what_is_kept_has_no_proof_and_no_key() {
        let form = Form::of_body(b"naam=a&bewijs=x&sleutel=y&versie=3");
        assert_eq!(form.to_keep().into_keys().collect::<Vec<_>>(), ["naam"]);
    }

    #[test]
    fn a_text_that_is_too_long_is_not_called_absent() {
        let read = |text: &str| {
            let mut form = Form::default();
            form.set("reden", text);
            let mut mistakes = Mistakes::default();
            let text = form.written("reden", "Schrijf iets.", &mut mistakes);
            (text.is_some(), mistakes.of("reden").map(str::to_owned))
        };
        assert_eq!(read("Een reden."), (true, None));
        assert_eq!(read(" "), (false, Some("Schrijf iets.".to_owned())));
        let (known, says) = read(&"y".repeat(200_000));
        assert!(!known && says.unwrap().contains("langer dan"));
    }

    #[test]
    fn a_part_of_a_field_is_that_field() {
        let form = Form::of_body(b"feit.som.btw=x");
        assert!(form.has_part_of("feit.som") && !form.has_part_of("feit.so"));
    }

    #[test]
    fn a_message_becomes_a_sentence() {
        assert_eq!(sentence("dit kan niet"), "Dit kan niet.");
        assert_eq!(sentence("Klopt dit?"), "Klopt dit?");
    }
}
