//! What became of a letter of the body: it was sent, dropped, or left as it was fixed. A refusal that never left is not to pass for one
//! that did.

use super::mdto::{Event, Term};
use crate::correspondence::LetterLife;
use kernel::Redacted;
use store::LetterStatus;

/// Returns the word in the name of its file.
pub(super) fn word(status: LetterStatus) -> &'static str {
    match status {
        LetterStatus::Sent => "brief",
        LetterStatus::Dropped => "brief-vervallen",
        LetterStatus::Draft
        | LetterStatus::Offered
        | LetterStatus::Final
        | LetterStatus::Printing => "brief-niet-verzonden",
    }
}

/// Returns what stands behind the name of its record.
pub(super) fn remark(status: LetterStatus) -> &'static str {
    match status {
        LetterStatus::Sent => "",
        LetterStatus::Dropped => " (vervallen, niet verzonden)",
        LetterStatus::Draft
        | LetterStatus::Offered
        | LetterStatus::Final
        | LetterStatus::Printing => " (vastgesteld, niet verzonden)",
    }
}

/// Returns what was done with it: who fixed it, how and to whom it went and what proves that, or why it was dropped.
pub(super) fn events(life: &LetterLife) -> Vec<Event> {
    let fixed = life.last("brief-vaststellen").map(|step| Event {
        kind: Term::FROZEN,
        time: step.tijdstip.to_string(),
        outcome: Some(format!("Vastgesteld door {}.", step.door)),
    });
    let end = match life.status {
        LetterStatus::Sent => sent(life),
        LetterStatus::Dropped => dropped(life),
        LetterStatus::Draft
        | LetterStatus::Offered
        | LetterStatus::Final
        | LetterStatus::Printing => None,
    };
    fixed.into_iter().chain(end).collect()
}

fn sent(life: &LetterLife) -> Option<Event> {
    let brief = &life.brief;
    let (way, to) = (way(brief.wijze.as_deref()), brief.aan.reveal());
    let words = [
        Some(format!("Verzonden {way} aan {to}.")),
        life.last("brief-verzenden").map(|step| format!("Vastgelegd door {}.", step.door)),
        brief.mail.as_ref().map(|mail| format!("Mailbericht: {mail}")),
        said(life.bewijs.as_ref()).map(|proof| format!("Bewijs: {proof}")),
    ];
    let time = brief.verzonden_op?.to_string();
    Some(Event { kind: Term::SENT, time, outcome: Some(joined(words)) })
}

fn dropped(life: &LetterLife) -> Option<Event> {
    let step = life.last("brief-laten-vervallen")?;
    let words = [
        Some(format!("Niet verzonden; {} liet de brief vervallen.", step.door)),
        said(life.opmerking.as_ref()).map(|reason| format!("Reden: {reason}")),
    ];
    let time = step.tijdstip.to_string();
    Some(Event { kind: Term::DROPPED, time, outcome: Some(joined(words)) })
}

fn joined(words: impl IntoIterator<Item = Option<String>>) -> String {
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn way(way: Option<&str>) -> &str {
    match way {
        Some("post") => "per post",
        Some("mailbericht") => "in het portaal, met een mailbericht,",
        Some("uitgereikt") => "door uitreiking",
        other => other.unwrap_or("op onbekende wijze"),
    }
}

/// Returns a text that says something.
fn said(text: Option<&Redacted<String>>) -> Option<&str> {
    text.map(|text| text.reveal().trim()).filter(|text| !text.is_empty())
}
