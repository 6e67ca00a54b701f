//! The fields of the forms of a signal, and what was filled in in them.

use app::command::Text;
use app::meetings::{ForwardingGround, Recipient, SignalCommand, StateName};
use app::{MeetingLine, ScheduleSignal};
use chrono::NaiveDate;

use super::super::lezen;
use super::super::paneel::written_if_given;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::words;

pub(super) const MEETING: &str = "vergadering";
pub(super) const MINUTES: &str = "minuten";
const WHY: &str = "waarom";
/// Why it comes on an agenda that is frozen.
pub(super) const FROZEN: &str = "na-bevriezen";
const RECIPIENT: &str = "ontvanger";
const NAME: &str = "ontvanger-naam";
pub(super) const GROUND: &str = "doorzendgrond";
pub(super) const OBTAINED: &str = "verkregen-op";
pub(super) const CONDITIONS: &str = "voorwaarden";
const WHAT: &str = "wat";
pub(super) const CLOSED: &str = "uitkomst";

/// Whom a signal can be forwarded to: name in the form, and words.
const RECIPIENTS: [(&str, &str); 3] = [
    ("bestuursorgaan", "Een bestuursorgaan of een rechtspersoon met een overheidstaak"),
    ("riec-deelnemer", "Een deelnemer aan het RIEC"),
    ("omgevingsdienst", "De omgevingsdienst"),
];

/// The ground of article 28(2)m, which has conditions of its own.
const OTHERS_INQUIRY: &str = "eigen-onderzoek-van-ander";

/// Why a signal may be forwarded: name in the form, and words.
const GROUNDS: [(&str, &str); 5] = [
    (
        "doorzendplicht",
        "Een ander bestuursorgaan is bevoegd, en het signaal bevat geen Bibob-gegevens (Awb art. 2:3)",
    ),
    ("tip", "Als tip: u wijst alleen op de mogelijkheid van eigen onderzoek (Wet Bibob art. 26)"),
    (
        "riec",
        "Aan een deelnemer van het RIEC, als steun bij het toepassen van de wet (Wet Bibob art. 28 lid 2 onder d)",
    ),
    (
        OTHERS_INQUIRY,
        "Voor het eigen onderzoek van een ander bestuursorgaan (Wet Bibob art. 28 lid 2 onder m)",
    ),
    (
        "omgevingsdienst",
        "Aan de omgevingsdienst, alleen om artikel 3 toe te passen (Wet Bibob art. 28 lid 2 onder n)",
    ),
];

/// The conditions of article 28(2)m that somebody has to have looked at.
const ALL_CONDITIONS: [(&str, &str); 3] = [
    (
        "eerder",
        "Uit het register, een tip of het RIEC blijkt dat er over deze persoon eerder een advies of eigen onderzoek was",
    ),
    (
        "alleen-deze",
        "Het gaat alleen over deze persoon, en om wat de ontvanger zelf zou kunnen krijgen",
    ),
    ("nodig", "De ontvanger heeft het nodig voor het eigen onderzoek naar een van de zes rollen"),
];

/// Asks for the meeting, how long, and why.
pub(super) fn schedule_fields<'m>(
    meetings: impl Iterator<Item = &'m MeetingLine>,
    today: NaiveDate,
) -> Vec<Field> {
    let choice = |line: &MeetingLine| {
        let frozen = if line.stand == StateName::Frozen { ", agenda bevroren" } else { "" };
        (line.id.to_string(), format!("{}{frozen}", words::day(line.op, today)))
    };
    vec![
        Field::select(MEETING, "Vergadering")
            .choices([("", "Kies een vergadering")])
            .choices(meetings.map(choice)),
        Field::text(MINUTES, "Minuten").hint("1 tot en met 240").short().keys("numeric"),
        Field::lines(WHY, "Waarom komt het op de agenda?"),
        Field::lines(FROZEN, "Waarom komt het er na het bevriezen nog bij?")
            .hint("Alleen invullen als de agenda is bevroren.")
            .optional(),
    ]
}

/// Reads the meeting, how long, and why.
pub(super) fn scheduling(form: &Form) -> Result<ScheduleSignal, Mistakes> {
    let mut mistakes = Mistakes::default();
    let meeting = lezen::chosen(form, MEETING, "Kies een vergadering.", &mut mistakes);
    let minutes = lezen::number(form, MINUTES, &(1..=240), &mut mistakes);
    let why = form.written(WHY, "Schrijf op waarom.", &mut mistakes);
    let reason = written_if_given(form, FROZEN, &mut mistakes);
    match (meeting, minutes, why, mistakes.is_empty()) {
        (Some(meeting), Some(minutes), Some(why), true) => {
            Ok(ScheduleSignal { meeting, minutes, why, reason })
        }
        _ => Err(mistakes),
    }
}

/// Asks to whom, on which ground, and what.
pub(super) fn forward_fields() -> Vec<Field> {
    vec![
        Field::radios(RECIPIENT, "Aan wie?").choices(RECIPIENTS),
        Field::text(NAME, "Naam van de organisatie"),
        Field::radios(GROUND, "Waarom mag het?").choices(GROUNDS),
        Field::boxes(CONDITIONS, "Wat hebt u nagegaan?")
            .hint("Alleen bij artikel 28 lid 2 onder m: dan moet alles gelden.")
            .optional()
            .choices(ALL_CONDITIONS),
        Field::day(OBTAINED, "Wanneer zijn de gegevens verkregen?")
            .hint("Alleen bij artikel 28 lid 2 onder m: ten hoogste vijf jaar geleden.")
            .optional(),
        Field::lines(WHAT, "Wat wordt doorgezonden?")
            .hint("Beschrijf het, zonder de gegevens zelf: dit blijft bij het signaal staan."),
    ]
}

/// Reads to whom, on which ground, and what.
pub(super) fn forwarding(form: &Form) -> Result<SignalCommand, Mistakes> {
    let mut mistakes = Mistakes::default();
    let kind = RECIPIENTS.into_iter().find(|(id, _)| *id == form.text(RECIPIENT));
    if kind.is_none() {
        mistakes.add(RECIPIENT, "Kies aan wie.");
    }
    let naam = form.written(NAME, "Vul de naam van de organisatie in.", &mut mistakes);
    let ground = ground_in(form, &mut mistakes);
    let wat = form.written(WHAT, "Schrijf op wat wordt doorgezonden.", &mut mistakes);
    let read = || {
        let aan = recipient_of(kind?.0, naam?);
        Some(SignalCommand::Doorzenden { aan, grondslag: ground?, wat: wat? })
    };
    read().ok_or(mistakes)
}

fn recipient_of(kind: &str, naam: Text) -> Recipient {
    match kind {
        "riec-deelnemer" => Recipient::RiecDeelnemer { naam },
        "omgevingsdienst" => Recipient::Omgevingsdienst { naam },
        _ => Recipient::Bestuursorgaan { naam },
    }
}

fn ground_in(form: &Form, mistakes: &mut Mistakes) -> Option<ForwardingGround> {
    let checked = |name: &str| form.all(CONDITIONS).any(|sent| sent == name);
    match form.text(GROUND) {
        "doorzendplicht" => Some(ForwardingGround::Doorzendplicht),
        "tip" => Some(ForwardingGround::Tip),
        "riec" => Some(ForwardingGround::Riec),
        "omgevingsdienst" => Some(ForwardingGround::Omgevingsdienst),
        OTHERS_INQUIRY => {
            let verkregen_op = lezen::day(form, OBTAINED, mistakes)?;
            Some(ForwardingGround::EigenOnderzoekVanAnder {
                eerder_onderzoek_blijkt: checked("eerder"),
                verkregen_op,
                alleen_deze_persoon: checked("alleen-deze"),
                nodig_voor_onderzoek: checked("nodig"),
            })
        }
        _ => {
            mistakes.add(GROUND, "Kies waarom het mag.");
            None
        }
    }
}

/// Asks what came of it.
pub(super) fn close_fields() -> Vec<Field> {
    vec![
        Field::lines(CLOSED, "Wat kwam eruit?")
            .hint("Bijvoorbeeld: eigen onderzoek gestart, doorgezonden, of geen aanleiding."),
    ]
}

/// Returns a recipient in words.
pub(super) fn recipient(recipient: &Recipient) -> String {
    let (Recipient::Bestuursorgaan { naam }
    | Recipient::RiecDeelnemer { naam }
    | Recipient::Omgevingsdienst { naam }) = recipient;
    naam.as_str().to_owned()
}

/// Returns a ground in words, with its article.
pub(super) fn forwarding_ground(ground: &ForwardingGround) -> &'static str {
    let id = match ground {
        ForwardingGround::Doorzendplicht => "doorzendplicht",
        ForwardingGround::Tip => "tip",
        ForwardingGround::Riec => "riec",
        ForwardingGround::EigenOnderzoekVanAnder { .. } => OTHERS_INQUIRY,
        ForwardingGround::Omgevingsdienst => "omgevingsdienst",
    };
    GROUNDS.iter().find(|(known, _)| *known == id).map_or("", |(_, words)| words)
}
