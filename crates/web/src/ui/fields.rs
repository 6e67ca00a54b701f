//! The fields of a form, as a template places them. Every kind has the markup of the NL Design System.

use serde::Serialize;

use super::form::{Form, Mistakes};

/// What a browser calls a code that works once.
const ONCE: &str = "one-time-code";

/// A choice of a field.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Choice {
    waarde: String,
    label: String,
    uitleg: Option<String>,
    id: String,
    gekozen: bool,
}

/// Choices under a heading.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    naam: Option<String>,
    opties: Vec<Choice>,
}

/// A field with its label, its hint, what was filled in, and what is wrong with that.
#[expect(clippy::struct_excessive_bools, reason = "a template asks yes or no, and cannot compare")]
#[derive(Clone, Debug, Serialize)]
pub(super) struct Field {
    id: String,
    naam: String,
    label: String,
    uitleg: Option<String>,
    fout: Option<String>,
    /// The ids of hint and mistake, for `aria-describedby`.
    beschreven_door: Option<String>,
    waarde: String,
    groepen: Vec<Group>,
    breedte: &'static str,
    invoer: &'static str,
    toetsen: Option<&'static str>,
    aanvullen: Option<&'static str>,
    voor: Option<&'static str>,
    naast: bool,
    optioneel: bool,
    is_regel: bool,
    is_vlak: bool,
    is_lijst: bool,
    is_keuze: bool,
    is_vinkjes: bool,
}

impl Field {
    fn new(naam: &str, label: &str) -> Self {
        Self {
            id: naam.replace(['/', '.'], "-"),
            naam: naam.to_owned(),
            label: label.to_owned(),
            uitleg: None,
            fout: None,
            beschreven_door: None,
            waarde: String::new(),
            groepen: Vec::new(),
            breedte: "",
            invoer: "text",
            toetsen: None,
            aanvullen: None,
            voor: None,
            naast: false,
            optioneel: false,
            is_regel: false,
            is_vlak: false,
            is_lijst: false,
            is_keuze: false,
            is_vinkjes: false,
        }
    }

    /// A line of text.
    pub(super) fn text(naam: &str, label: &str) -> Self {
        Self { is_regel: true, ..Self::new(naam, label) }
    }

    /// Several lines of text.
    pub(super) fn lines(naam: &str, label: &str) -> Self {
        Self { is_vlak: true, ..Self::new(naam, label) }
    }

    /// A day, as `dd-mm-jjjj`.
    pub(super) fn day(naam: &str, label: &str) -> Self {
        Self { breedte: "dw-w-date", toetsen: Some("numeric"), ..Self::text(naam, label) }
    }

    /// An amount in euro.
    pub(super) fn money(naam: &str, label: &str) -> Self {
        Self {
            breedte: "dw-w-money",
            toetsen: Some("decimal"),
            voor: Some("€"),
            ..Self::text(naam, label)
        }
    }

    /// A secret.
    pub(super) fn secret(naam: &str, label: &str, fill: &'static str) -> Self {
        Self { invoer: "password", aanvullen: Some(fill), ..Self::text(naam, label) }
    }

    /// A code that works once. It may have letters, so a phone shows all keys.
    pub(super) fn once(naam: &str, label: &str) -> Self {
        Self { breedte: "dw-w-code", aanvullen: Some(ONCE), ..Self::text(naam, label) }
    }

    /// One of a long list.
    pub(super) fn select(naam: &str, label: &str) -> Self {
        Self { is_lijst: true, ..Self::new(naam, label) }
    }

    /// One of a few.
    pub(super) fn radios(naam: &str, label: &str) -> Self {
        Self { is_keuze: true, ..Self::new(naam, label) }
    }

    /// Any number of a few.
    pub(super) fn boxes(naam: &str, label: &str) -> Self {
        Self { is_vinkjes: true, ..Self::new(naam, label) }
    }

    /// Adds a hint.
    #[must_use]
    pub(super) fn hint(self, text: impl Into<String>) -> Self {
        Self { uitleg: Some(text.into()), ..self }
    }

    /// Gives a code its width.
    #[must_use]
    pub(super) fn code(self) -> Self {
        Self { breedte: "dw-w-code", ..self }
    }

    /// Gives a number of a few signs its width.
    #[must_use]
    pub(super) fn short_code(self) -> Self {
        Self { breedte: "dw-w-date", ..self }
    }

    /// Gives a short code its width.
    #[must_use]
    pub(super) fn short(self) -> Self {
        Self { breedte: "dw-w-xs", ..self }
    }

    /// Says which keys a phone shows.
    #[must_use]
    pub(super) fn keys(self, keys: &'static str) -> Self {
        Self { toetsen: Some(keys), ..self }
    }

    /// Says what a browser may fill in.
    #[must_use]
    pub(super) fn autocomplete(self, what: &'static str) -> Self {
        Self { aanvullen: Some(what), ..self }
    }

    /// Says of what type the input is, such as `email`.
    #[must_use]
    pub(super) fn input(self, kind: &'static str) -> Self {
        Self { invoer: kind, ..self }
    }

    /// Says that it may stay empty.
    #[must_use]
    pub(super) fn optional(self) -> Self {
        Self { optioneel: true, ..self }
    }

    /// Sets the choices beside each other.
    #[must_use]
    pub(super) fn inline(self) -> Self {
        Self { naast: true, ..self }
    }

    /// Adds choices: value and name.
    #[must_use]
    pub(super) fn choices<V: Into<String>, L: Into<String>>(
        self,
        choices: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        self.group(None, choices)
    }

    /// Adds choices under a heading.
    #[must_use]
    pub(super) fn group<V: Into<String>, L: Into<String>>(
        mut self,
        heading: Option<&str>,
        choices: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        let before: usize = self.groepen.iter().map(|group| group.opties.len()).sum();
        let id = self.id.clone();
        let choice = |(place, (value, label)): (usize, (V, L))| Choice {
            waarde: value.into(),
            label: label.into(),
            uitleg: None,
            // The first choice carries the id of the field, so that an error summary can link to it.
            id: if before + place == 0 { id.clone() } else { format!("{id}-{}", before + place) },
            gekozen: false,
        };
        let opties: Vec<Choice> = choices.into_iter().enumerate().map(choice).collect();
        self.groepen.push(Group { naam: heading.map(str::to_owned), opties });
        self
    }

    /// Returns the name.
    pub(super) fn name(&self) -> &str {
        &self.naam
    }

    /// Returns the address of the field on its page.
    pub(super) fn anchor(&self) -> String {
        format!("#{}", self.id)
    }

    /// Returns the label with what was filled in, in words; none for nothing and for a choice with the value `open`.
    pub(super) fn answered(&self, open: &str) -> Option<(&str, String)> {
        let choices = self.groepen.iter().flat_map(|group| &group.opties);
        let chosen: Vec<&str> = choices
            .filter(|choice| choice.gekozen && choice.waarde != open && !choice.waarde.is_empty())
            .map(|choice| choice.label.as_str())
            .collect();
        let typed =
            Some(self.waarde.trim()).filter(|text| self.groepen.is_empty() && !text.is_empty());
        let before = self.voor.map(|sign| format!("{sign}\u{a0}")).unwrap_or_default();
        match typed {
            Some(text) => Some((&self.label, format!("{before}{text}"))),
            None => (!chosen.is_empty()).then(|| (self.label.as_str(), chosen.join(", "))),
        }
    }

    /// Returns whether something was filled in, or is wrong.
    pub(super) fn is_touched(&self) -> bool {
        !self.waarde.is_empty() || self.fout.is_some()
    }

    /// Returns whether this value is one of the choices.
    pub(super) fn offers(&self, value: &str) -> bool {
        self.groepen.iter().flat_map(|group| &group.opties).any(|choice| choice.waarde == value)
    }

    /// Fills in what was sent, and says what is wrong with it.
    #[must_use]
    pub(super) fn filled(mut self, form: &Form, mistakes: &Mistakes) -> Self {
        form.raw(&self.naam).clone_into(&mut self.waarde);
        if self.is_vlak {
            // HTML drops the first line end of a text area.
            self.waarde.insert_str(0, if self.waarde.starts_with('\n') { "\n" } else { "" });
        }
        let chosen: Vec<&str> = form.all(&self.naam).collect();
        for choice in self.groepen.iter_mut().flat_map(|group| &mut group.opties) {
            choice.gekozen = chosen.contains(&choice.waarde.as_str());
        }
        self.fout = mistakes.of(&self.naam).map(str::to_owned);
        let hint = self.uitleg.as_ref().map(|_| format!("{}-uitleg", self.id));
        let mistake = self.fout.as_ref().map(|_| format!("{}-fout", self.id));
        let ids: Vec<String> = hint.into_iter().chain(mistake).collect();
        self.beschreven_door = (!ids.is_empty()).then(|| ids.join(" "));
        // A secret is never sent back.
        if self.invoer == "password" || self.aanvullen == Some(ONCE) {
            self.waarde.clear();
        }
        self
    }
}

/// A mistake in the summary above a form.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SummaryLine {
    anker: Option<String>,
    tekst: String,
}

/// The summary above a form.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Summary {
    kop: String,
    fouten: Vec<SummaryLine>,
}

impl Summary {
    /// Sums up what is wrong; none when all is well. A line links to its field when the form shows it.
    pub(super) fn of(mistakes: &Mistakes, fields: &[Field]) -> Option<Self> {
        if mistakes.is_empty() {
            return None;
        }
        let line = |(name, sentence): (&str, &str)| {
            let field = fields.iter().find(|field| field.naam == name);
            let tekst = match field {
                Some(field) => format!("{}: {}", field.label, kernel::lowered(sentence)),
                None => sentence.to_owned(),
            };
            SummaryLine { anker: field.map(Field::anchor), tekst }
        };
        let fouten: Vec<SummaryLine> = mistakes.iter().map(line).collect();
        let kop = match fouten.len() {
            1 => "Er klopt nog 1 ding niet".to_owned(),
            many => format!("Er kloppen nog {many} dingen niet"),
        };
        Some(Self { kop, fouten })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_comes_back_as_it_was_filled_in() {
        let form = Form::of_body(b"naam=+x+&keuze=b&woord=geheim");
        let mut mistakes = Mistakes::default();
        mistakes.add("naam", "Vul een naam in.");
        let field = Field::text("naam", "Naam").hint("Uitleg").filled(&form, &mistakes);
        assert_eq!(field.waarde, " x ");
        assert_eq!(field.beschreven_door.as_deref(), Some("naam-uitleg naam-fout"));
        let field = Field::radios("keuze", "Keuze").choices([("a", "A"), ("b", "B")]);
        let field = field.filled(&form, &mistakes);
        let chosen: Vec<bool> = field.groepen[0].opties.iter().map(|one| one.gekozen).collect();
        assert_eq!(chosen, [false, true]);
        assert_eq!(field.groepen[0].opties[0].id, "keuze");
        assert_eq!(field.answered("a"), Some(("Keuze", "B".to_owned())));
        assert_eq!(field.answered("b"), None);
        let money = Field::money("naam", "Som").filled(&form, &mistakes);
        assert_eq!(money.answered(""), Some(("Som", "€\u{a0}x".to_owned())));
        let secret = Field::secret("woord", "Wachtwoord", "current-password");
        assert_eq!(secret.filled(&form, &mistakes).waarde, "");
    }

    #[test]
    fn a_summary_links_to_the_fields() {
        let mut mistakes = Mistakes::default();
        assert!(Summary::of(&mistakes, &[]).is_none());
        mistakes.add("naam", "Vul een naam in.");
        mistakes.add("", "Er ging iets mis.");
        let summary = Summary::of(&mistakes, &[Field::text("naam", "Naam")]).unwrap();
        assert_eq!(summary.kop, "Er kloppen nog 2 dingen niet");
        assert_eq!(summary.fouten[0].anker.as_deref(), Some("#naam"));
        assert_eq!(summary.fouten[0].tekst, "Naam: vul een naam in.");
        assert_eq!(summary.fouten[1].anker, None);
    }
}
