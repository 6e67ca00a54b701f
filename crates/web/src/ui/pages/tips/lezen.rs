//! From what somebody typed to the texts and numbers of tips.

use app::tips::{Oin, Organ, Wording, WordingError};
use serde::de::DeserializeOwned;

use super::super::lezen;
use crate::ui::form::{Form, Mistakes, sentence};

/// Reads a text that must be there.
pub(super) fn needed<const MOST: usize>(
    form: &Form,
    name: &str,
    absent: &str,
    mistakes: &mut Mistakes,
) -> Option<Wording<MOST>> {
    let text = Wording::new(form.text(name));
    if let Err(error) = text {
        let says = match error {
            WordingError::Empty => absent.to_owned(),
            other => sentence(&other.to_string()),
        };
        mistakes.add(name, says);
    }
    text.ok()
}

/// Reads a text that may be left out.
pub(super) fn given<const MOST: usize>(
    form: &Form,
    name: &str,
    mistakes: &mut Mistakes,
) -> Option<Wording<MOST>> {
    form.given(name)?;
    needed(form, name, "", mistakes)
}

/// Reads a text of a fixed form that may be left out.
pub(super) fn formed<T: DeserializeOwned>(
    form: &Form,
    name: &str,
    says: &str,
    mistakes: &mut Mistakes,
) -> Option<T> {
    form.given(name)?;
    lezen::one_of(form, name, says, mistakes)
}

/// Reads the lines of a field that are not empty, each by itself; the first one that cannot be read is named.
pub(super) fn lines<T>(
    form: &Form,
    name: &str,
    read: impl Fn(&str) -> Result<T, String>,
    mistakes: &mut Mistakes,
) -> Vec<T> {
    let lines = form.text(name).lines().map(str::trim).filter(|line| !line.is_empty());
    let all: Result<Vec<T>, String> = lines.map(read).collect();
    all.unwrap_or_else(|says| {
        mistakes.add(name, sentence(&says));
        Vec::new()
    })
}

/// Reads a partner and an organ of it, as they stand in one choice.
pub(super) fn receiver(form: &Form, name: &str) -> Option<(Oin, Organ)> {
    let (oin, organ) = form.text(name).split_once(' ')?;
    Some((oin.parse().ok()?, organ.parse().ok()?))
}

/// Returns the field for a place in the input: the last part of it.
pub(super) fn field(pointer: &str) -> String {
    pointer.rsplit('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_or_said_to_be_wrong() {
        let form = Form::of_body(b"a=+&b=x&c=123456782&d=x%0A%0Ay");
        let mut mistakes = Mistakes::default();
        let read = |name: &str, mistakes: &mut Mistakes| {
            needed::<10>(&form, name, "Schrijf iets.", mistakes).is_some()
        };
        assert!(!read("a", &mut mistakes) && read("b", &mut mistakes) && !read("c", &mut mistakes));
        assert_eq!(mistakes.of("a"), Some("Schrijf iets."));
        assert!(mistakes.of("c").unwrap().contains("burgerservicenummer"));
        assert!(given::<10>(&form, "niets", &mut mistakes).is_none());
        assert_eq!(mistakes.of("niets"), None);
        let own = |line: &str| if line == "y" { Err("fout".to_owned()) } else { Ok(line.len()) };
        assert_eq!(lines(&form, "d", own, &mut mistakes), Vec::<usize>::new());
        assert_eq!(mistakes.of("d"), Some("Fout."));
        let all = |line: &str| Ok::<_, String>(line.len());
        assert_eq!(lines(&form, "d", all, &mut mistakes), [1, 1]);
    }

    #[test]
    fn a_choice_names_a_partner_and_its_organ() {
        let form = Form::of_body(b"goed=00000001001234500001+college&half=00000001001234500001");
        let (oin, organ) = receiver(&form, "goed").unwrap();
        assert_eq!((oin.to_string().len(), organ.to_string().as_str()), (20, "college"));
        assert!(receiver(&form, "half").is_none() && receiver(&form, "niets").is_none());
    }
}
