//! When and where a meeting or a hearing is: the fields, and the words.

use app::meetings::Slot;
use chrono::{NaiveTime, TimeDelta};

use super::lezen;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};

const BEGIN: &str = "begin";
pub(super) const MINUTES: &str = "minuten";
pub(super) const PLACE: &str = "plaats";
pub(super) const VIDEO: &str = "video";

/// Returns the fields of an appointment.
pub(super) fn fields() -> [Field; 4] {
    [
        Field::text(BEGIN, "Begin").hint("Zoals 13:30").short(),
        Field::text(MINUTES, "Duur in minuten").hint("10 tot en met 480").short().keys("numeric"),
        Field::text(PLACE, "Plaats").optional(),
        Field::text(VIDEO, "Webadres om met beeld mee te doen")
            .hint("Begint met https://. Het komt in de uitnodiging, zonder iets over een dossier.")
            .input("url")
            .optional(),
    ]
}

/// Fills in an appointment.
pub(super) fn fill(form: &mut Form, slot: &Slot) {
    form.set(BEGIN, clock(slot.begin));
    form.set(MINUTES, slot.minuten.to_string());
    form.set(PLACE, slot.plaats.clone().unwrap_or_default());
    form.set(VIDEO, slot.video.clone().unwrap_or_default());
}

/// Reads an appointment. Whether it fits is for the core to say.
pub(super) fn read(form: &Form, mistakes: &mut Mistakes) -> Option<Slot> {
    let begin = time(form, mistakes);
    let minuten = lezen::number(form, MINUTES, &(10..=480), mistakes);
    let plaats = line(form, PLACE, mistakes);
    let video = line(form, VIDEO, mistakes);
    if video.as_ref().is_some_and(|address| !is_link(address)) {
        mistakes.add(VIDEO, "Vul een webadres in dat begint met https://.");
    }
    Some(Slot { begin: begin?, minuten: minuten?, plaats, video })
}

fn time(form: &Form, mistakes: &mut Mistakes) -> Option<NaiveTime> {
    let typed = form.text(BEGIN);
    let time = NaiveTime::parse_from_str(&typed.replace('.', ":"), "%H:%M").ok();
    if time.is_none() {
        mistakes.add(BEGIN, "Vul een tijd in als 13:30.");
    }
    time
}

fn line(form: &Form, name: &str, mistakes: &mut Mistakes) -> Option<String> {
    let typed = form.given(name)?;
    let longest = Slot::LONGEST_LINE;
    if typed.chars().count() > longest {
        mistakes.add(name, format!("Vul ten hoogste {longest} tekens in."));
    }
    Some(typed.to_owned())
}

/// Only an address of the web becomes a link.
pub(super) fn is_link(address: &str) -> bool {
    address.starts_with("https://")
}

/// Writes a time of the clock: `13:30`.
pub(super) fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// Says from when until when: `13:30 tot 15:20`.
pub(super) fn span(slot: &Slot) -> String {
    let end = slot.begin + TimeDelta::minutes(i64::from(slot.minuten));
    format!("{} tot {}", clock(slot.begin), clock(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appointment_comes_back_as_it_was() {
        let form =
            Form::of_body(b"begin=9.30&minuten=110&plaats=+Turfgat+&video=https://beeld.example/1");
        let mut mistakes = Mistakes::default();
        let slot = read(&form, &mut mistakes).unwrap();
        assert!(mistakes.is_empty());
        assert_eq!(span(&slot), "09:30 tot 11:20");
        let mut form = Form::default();
        fill(&mut form, &slot);
        assert_eq!(read(&form, &mut mistakes), Some(slot));
    }

    #[test]
    fn each_part_that_does_not_fit_is_named() {
        let body =
            format!("begin=half+twee&minuten=9&video=javascript:x&plaats={}", "a".repeat(301));
        let mut mistakes = Mistakes::default();
        assert_eq!(read(&Form::of_body(body.as_bytes()), &mut mistakes), None);
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [BEGIN, MINUTES, PLACE, VIDEO]);
    }
}
