//! Reading the forms of the investigation and the assessment: every mistake is named at its field.

use app::command::Text;
use chrono::NaiveDate;
use kernel::Euro;
use std::str::FromStr;

use crate::ui::form::{Form, Mistakes};
use crate::ui::words;

/// A form that is read, with what is wrong in it so far.
pub(in super::super) struct Reading<'f> {
    pub(in super::super) form: &'f Form,
    pub(in super::super) mistakes: Mistakes,
}

impl<'f> Reading<'f> {
    pub(in super::super) fn of(form: &'f Form) -> Self {
        Self { form, mistakes: Mistakes::default() }
    }

    /// Reads a text that somebody has to write.
    pub(in super::super) fn text(&mut self, name: &str, absent: &str) -> Option<Text> {
        self.form.written(name, absent, &mut self.mistakes)
    }

    /// Reads a text that may be left out.
    pub(in super::super) fn text_if_given(&mut self, name: &str) -> Option<Text> {
        self.form.given(name)?;
        self.text(name, "")
    }

    /// Reads a day that somebody has to fill in.
    pub(in super::super) fn day(&mut self, name: &str) -> Option<NaiveDate> {
        if self.form.given(name).is_none() {
            self.mistakes.add(name, "Vul een dag in, zoals 31-12-2026.");
        }
        self.day_if_given(name)
    }

    /// Reads a day that may be left out.
    pub(in super::super) fn day_if_given(&mut self, name: &str) -> Option<NaiveDate> {
        let text = self.form.given(name)?;
        let day = words::read_day(text);
        if day.is_none() {
            let message = format!("U vulde «{text}» in. Schrijf een dag als 31-12-2026.");
            self.mistakes.add(name, message);
        }
        day
    }

    /// Reads an amount that may be left out.
    pub(in super::super) fn euro_if_given(&mut self, name: &str) -> Option<Euro> {
        let text = self.form.given(name)?;
        let euro = words::read_euro(text);
        if euro.is_none() {
            let message = format!("U vulde «{text}» in. Schrijf een bedrag als 812.000,00.");
            self.mistakes.add(name, message);
        }
        euro
    }

    /// Reads a choice that somebody has to make, such as an id.
    pub(in super::super) fn parsed<T: FromStr>(&mut self, name: &str, absent: &str) -> Option<T> {
        let value = self.form.given(name).and_then(|text| text.parse().ok());
        if value.is_none() {
            self.mistakes.add(name, absent);
        }
        value
    }

    /// Returns what was read, when nothing is wrong.
    pub(in super::super) fn into_result<T>(self, read: Option<T>) -> Result<T, Mistakes> {
        read.filter(|_| self.mistakes.is_empty()).ok_or(self.mistakes)
    }
}
