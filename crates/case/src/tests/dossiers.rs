//! A file in every state, each reached by commands.

use super::payloads::*;
use super::samples::{A, DERDE, Drive, day, file, id, text};
use crate::*;
use law::scope::Regime;

/// The places that a file can be in: the states, some of them with what makes a difference there.
pub(super) const SPOTS: [&str; 21] = [
    "intake",
    "toepassingsbereik",
    "vragenlijst-uit",
    "vragenlijst-uit/ongebruikt",
    "herstel",
    "compleet",
    "onderzoek",
    "lbb-advies",
    "lbb-advies/vraag",
    "lbb-advies/voorbij",
    "onderzoek/uitgebleven",
    "beoordeeld",
    "beoordeeld/bevestigd",
    "voornemen",
    "voornemen/gehoord",
    "besloten",
    "besloten/onherroepelijk",
    "bezwaar",
    "besloten/na-bezwaar",
    "beroep",
    "gesloten",
];

/// Drives a file to a spot; none where the procedure does not have it.
pub(super) fn drive_to(procedure: Procedure, spot: &str) -> Option<Drive> {
    drive_file(file(procedure), spot)
}

/// The same for any file.
pub(super) fn drive_file(file: File, spot: &str) -> Option<Drive> {
    let procedure = file.procedure;
    let of_application = ["herstel", "vragenlijst-uit/ongebruikt"].contains(&spot);
    let of_remedy = ["bezwaar", "besloten/na-bezwaar", "beroep"].contains(&spot);
    let has =
        (procedure.has_application() || !of_application) && !(of_remedy && procedure.is_civil());
    has.then(|| drive(Drive::of(file), spot))
}

/// Drives any new file to a spot that its procedure has.
pub(super) fn drive(new: Drive, spot: &str) -> Drive {
    let scoped = |new| scoped(new).on("2026-11-03");
    match spot {
        "intake" => new,
        "toepassingsbereik" => scoped(new),
        "vragenlijst-uit" => sent(scoped(new)).on("2026-11-18"),
        "vragenlijst-uit/ongebruikt" => {
            let sent = scoped(new).then("2026-11-03", forms(day("2026-11-03"), 14, true));
            sent.then("2026-11-18", TermUnused { persoon: id(A) })
        }
        "herstel" => sent(scoped(new))
            .then("2026-11-10", completion(A, day("2026-11-10"), 14))
            .on("2026-11-25"),
        "compleet" => complete(new),
        "onderzoek" => investigated(new).on("2026-11-12"),
        "lbb-advies" => advised(new).on("2026-12-10"),
        "lbb-advies/vraag" => {
            advised(new).then("2026-12-10", AdviceQuestion { op: day("2026-12-10") })
        }
        "lbb-advies/voorbij" => advised(new).on("2027-01-26"),
        "onderzoek/uitgebleven" => advised(new).then("2027-01-26", AdviceOverdue {}),
        "beoordeeld" => assessed(new),
        "beoordeeld/bevestigd" => confirmed(new),
        "voornemen" => intended(new).on("2026-12-09"),
        "voornemen/gehoord" => heard(new),
        "besloten" => decided(new).on("2026-12-14"),
        "besloten/onherroepelijk" => decided(new).on("2027-02-01"),
        "bezwaar" => objected(new).on("2027-01-11"),
        "besloten/na-bezwaar" => objected(new)
            .then("2027-03-01", on_objection(ObjectionOutcome::Ongegrond, day("2027-03-01"))),
        "beroep" => drive(new, "besloten/na-bezwaar").then("2027-03-15", appeal(day("2027-03-15"))),
        _ => decided(new).then("2027-02-01", close()),
    }
}

pub(super) fn scoped(mut new: Drive) -> Drive {
    if new.start.procedure.needs_clause() {
        let beding = RecordClause { vindplaats: text("Artikel 12."), stuk: None };
        new = new.then("2026-11-02", beding);
    }
    new.then("2026-11-03", scope(Regime::Verplicht, day("2026-11-03")))
}

pub(super) fn sent(scoped: Drive) -> Drive {
    scoped.then("2026-11-03", forms(day("2026-11-03"), 14, false))
}

/// Everyone concerned has answered.
pub(super) fn complete(new: Drive) -> Drive {
    let mut drive = sent(scoped(new));
    let asked: Vec<_> = drive.case.file().concerned().map(|party| party.persoon.id).collect();
    for persoon in asked {
        drive =
            drive.then("2026-11-10", ReceiveForm { persoon, ..answer(A, day("2026-11-10"), &[]) });
    }
    drive
}

pub(super) fn investigated(new: Drive) -> Drive {
    complete(new).then("2026-11-11", StartInquiry { op: day("2026-11-11") })
}

pub(super) fn advised(new: Drive) -> Drive {
    investigated(new).then("2026-12-01", ask_advice(day("2026-12-01")))
}

/// Assessed as this on 20 November.
pub(super) fn assessed_as(new: Drive, assess: Assess) -> Drive {
    investigated(new).then("2026-11-20", assess)
}

fn assessed(new: Drive) -> Drive {
    assessed_as(new, assess(Ground::A, Degree::Ernstig))
}

/// Assessed and confirmed by a second official on 23 November.
pub(super) fn confirmed_as(new: Drive, assess: Assess) -> Drive {
    assessed_as(new, assess).then("2026-11-23", confirm())
}

pub(super) fn confirmed(new: Drive) -> Drive {
    assessed(new).then("2026-11-23", confirm())
}

/// The negative intention of the procedure, on 24 November, with views until 8 December.
pub(super) fn intended(new: Drive) -> Drive {
    let negative = new.start.procedure.negative_outcome();
    confirmed(new).then("2026-11-24", intend(negative, Basis::Gevaar, day("2026-11-24")))
}

/// Everyone concerned gave views, the third is excepted.
pub(super) fn all_heard(mut drive: Drive) -> Drive {
    let asked: Vec<_> = drive.case.file().concerned().map(|party| party.persoon.id).collect();
    for persoon in asked {
        drive = drive.then("2026-12-04", ReceiveViews { persoon, ..views(A, day("2026-12-04")) });
    }
    drive.then("2026-12-07", except(DERDE, ViewsException::AlGehoord))
}

pub(super) fn heard(new: Drive) -> Drive {
    all_heard(intended(new))
}

pub(super) fn decided(new: Drive) -> Drive {
    let negative = new.start.procedure.negative_outcome();
    heard(new).then("2026-12-09", decide(negative, Basis::Gevaar, day("2026-12-09")))
}

pub(super) fn objected(new: Drive) -> Drive {
    decided(new).then("2027-01-10", objection(day("2027-01-10"), false))
}
