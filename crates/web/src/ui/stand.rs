//! The states of a file in words, and what each asks now: one table, for every list.

use app::command::clock::TermKind;
use app::command::{OfficeRole, StateName};
use app::{WorkGroup, WorkLine, WorkTurn};
use chrono::NaiveDate;

use super::words;

/// What a state is called and what it asks.
struct State {
    stand: &'static str,
    /// What to do when the state asks it.
    stap: &'static str,
    /// What to do when the own term presses while somebody else is still to act.
    als_het_dringt: &'static str,
    /// Before the day until which the file waits.
    wacht: &'static str,
    /// When that wait is over.
    voorbij: &'static str,
}

const EXTEND: &str = "Termijn verlengen";

/// The table.
fn state(name: StateName) -> State {
    let of = |stand, stap, als_het_dringt, wacht, voorbij| State {
        stand,
        stap,
        als_het_dringt,
        wacht,
        voorbij,
    };
    match name {
        StateName::Intake => of("Nieuw", "Toepassingsbereik vastleggen", "", "", ""),
        StateName::Scoped => of("Toepassingsbereik vastgelegd", "Vragenlijst sturen", "", "", ""),
        StateName::FormsOut => of(
            "Vragenlijst verstuurd",
            "Om aanvulling vragen",
            EXTEND,
            "Terug verwacht uiterlijk",
            "Nog niet compleet",
        ),
        StateName::Repair => of(
            "Aanvulling gevraagd",
            "Hersteltermijn afronden",
            EXTEND,
            "Hersteltermijn tot en met",
            "Hersteltermijn voorbij",
        ),
        StateName::Complete => of("Vragenlijst compleet", "Onderzoek beginnen", "", "", ""),
        StateName::Investigation => of("Eigen onderzoek", "Onderzoek afronden", "", "", ""),
        StateName::AdviceAsked => of(
            "Bij het LBB",
            "LBB herinneren",
            EXTEND,
            "Advies verwacht uiterlijk",
            "Termijn van het LBB voorbij",
        ),
        StateName::Assessed => of("Beoordeeld", "Besluit voorbereiden", "", "", ""),
        StateName::Intended => of(
            "Voornemen bekendgemaakt",
            "Zienswijzen afronden",
            "Besluit nemen",
            "Zienswijze tot en met",
            "Zienswijzen zijn afgelopen",
        ),
        StateName::Decided => {
            of("Besloten", "Dossier sluiten", "", "Sluiten kan na", "Geen rechtsmiddel meer open")
        }
        StateName::InObjection => of("In bezwaar", "Op het bezwaar beslissen", "", "", ""),
        StateName::InAppeal => of("In beroep", "", "", "", ""),
        StateName::Closed => of("Gesloten", "", "", "", ""),
    }
}

/// Returns what a state is called.
pub(super) fn label(name: StateName) -> &'static str {
    state(name).stand
}

/// Returns what a role does in a state that asks something of several: each its own part.
fn part_of(role: OfficeRole, name: StateName) -> Option<&'static str> {
    match (name, role) {
        (StateName::Assessed, OfficeRole::TweedeLezer) => Some("Beoordeling nalezen"),
        (StateName::Assessed | StateName::Intended, OfficeRole::Beslisser) => Some("Besluit nemen"),
        (StateName::Repair, OfficeRole::Beslisser) => Some("Buiten behandeling laten"),
        _ => None,
    }
}

/// What somebody does now with a file; none when it is somebody else's turn.
pub(super) fn step(line: &WorkLine, role: OfficeRole) -> Option<&'static str> {
    if !line.roles.contains(&role) {
        return None;
    }
    let words = state(line.state);
    match line.turn {
        WorkTurn::Nothing => None,
        WorkTurn::Pressing => Some(words.als_het_dringt),
        WorkTurn::State | WorkTurn::WaitingIsOver => {
            Some(part_of(role, line.state).unwrap_or(words.stap))
        }
    }
}

/// Says who else has to act, when it is not this role and not somebody outside.
pub(super) fn who_acts(line: &WorkLine, role: OfficeRole) -> Option<String> {
    let first = line.roles.first().filter(|_| !line.roles.contains(&role))?;
    (line.turn != WorkTurn::Nothing).then(|| format!("Aan zet: {}", first.label()))
}

/// Returns the stand of a file with a second line.
pub(super) fn stand(line: &WorkLine, today: NaiveDate) -> (String, String) {
    let words = state(line.state);
    let ended = line.outcome.as_deref().map(outcome);
    let stand = match (line.state, ended) {
        (StateName::Decided, Some(outcome)) => format!("{}: {outcome}", words.stand),
        _ => words.stand.to_owned(),
    };
    let day = |text: &str, day: NaiveDate| format!("{text} {}", words::short_day(day, today));
    let second = match line.state {
        StateName::Intake | StateName::Scoped | StateName::Complete => {
            day("Ontvangen", line.received_on)
        }
        StateName::Investigation => "Nog niet beoordeeld".to_owned(),
        StateName::Assessed => "Nog geen besluit".to_owned(),
        StateName::InObjection => ended.map_or_else(String::new, kernel::capitalised),
        StateName::InAppeal => "Wacht op de rechter".to_owned(),
        StateName::Closed => ended.map_or_else(|| "Zonder besluit".to_owned(), kernel::capitalised),
        StateName::FormsOut
        | StateName::Repair
        | StateName::AdviceAsked
        | StateName::Intended
        | StateName::Decided => match line.waits_until.filter(|last| *last >= today) {
            Some(last) => day(words.wacht, last),
            None => words.voorbij.to_owned(),
        },
    };
    (stand, second)
}

/// Returns an outcome in words.
pub(super) fn outcome(id: &str) -> &str {
    match id {
        "gunstig" => "gunstig besluit",
        "gunstig-met-voorschriften" => "gunstig, met voorschriften",
        "weigeren" => "geweigerd",
        "intrekken" => "ingetrokken",
        "lager-vaststellen" => "lager vastgesteld",
        "niet-contracteren" => "geen overeenkomst",
        "beeindigen" => "overeenkomst beëindigd",
        "buiten-behandeling" => "buiten behandeling gelaten",
        other => other,
    }
}

/// Returns what ends, in a few words.
pub(super) fn term(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Beslistermijn => "besluit",
        TermKind::Vragenlijst => "vragenlijst",
        TermKind::Hersteltermijn => "aanvulling",
        TermKind::BuitenBehandeling => "buiten behandeling laten",
        TermKind::LbbAdvies => "advies van het LBB",
        TermKind::Zienswijze => "zienswijze",
        TermKind::Bezwaar => "bezwaar",
        TermKind::BeslissingOpBezwaar => "besluit op bezwaar",
        TermKind::Beroep => "beroep",
        TermKind::HogerBeroep => "hoger beroep",
    }
}

/// Returns the heading of a group.
pub(super) fn group(group: WorkGroup) -> &'static str {
    match group {
        WorkGroup::Soon => "Te laat of binnen drie dagen",
        WorkGroup::Fortnight => "Volgende twee weken",
        WorkGroup::Later => "Later",
        WorkGroup::Suspended => "Termijn opgeschort",
        WorkGroup::NoTerm => "Geen termijn",
        WorkGroup::Done => "Afgerond",
    }
}

/// Says how far a last day is away. Only a term of our own can be late; somebody else's is over.
pub(super) fn distance(day: NaiveDate, today: NaiveDate, ours: bool) -> String {
    match (today - day).num_days() {
        1 if !ours => "1 dag voorbij".to_owned(),
        over if over > 0 && !ours => format!("{over} dagen voorbij"),
        _ => words::distance(day, today),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use app::WorkDue;
    use kernel::{Id, Redacted};

    /// The day on which the samples are looked at.
    pub(in crate::ui) fn today() -> NaiveDate {
        on("2027-02-16")
    }

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A file in a state, as a list has it; what its state asks is asked now.
    pub(in crate::ui) fn line(name: StateName) -> WorkLine {
        WorkLine {
            id: kernel::CaseId::from_uuid(uuid::Uuid::from_u128(7)),
            reference: "2027-0009".to_owned(),
            name: Redacted::new("Café De Fictieve <Turfsteker>".to_owned()),
            kind: "Alcoholvergunning".to_owned(),
            state: name,
            group: WorkGroup::Fortnight,
            due: Some(WorkDue {
                on: on("2027-02-23"),
                kind: TermKind::Beslistermijn,
                suspended: false,
                latest: None,
            }),
            waits_until: None,
            turn: WorkTurn::State,
            roles: &[OfficeRole::Behandelaar],
            received_on: on("2027-02-15"),
            decided_on: None,
            closed_on: None,
            outcome: None,
        }
    }

    #[test]
    fn every_state_that_can_ask_something_says_what() {
        for name in StateName::ALL {
            let words = state(*name);
            assert!(!words.stand.is_empty());
            let never = matches!(name, StateName::InAppeal | StateName::Closed);
            assert_eq!(words.stap.is_empty(), never, "{}", name.id());
            assert_eq!(words.wacht.is_empty(), words.voorbij.is_empty(), "{}", name.id());
        }
    }

    #[test]
    fn the_step_is_that_of_the_role_and_of_the_moment() {
        let mut file = line(StateName::Assessed);
        file.roles = &[OfficeRole::Behandelaar, OfficeRole::TweedeLezer, OfficeRole::Beslisser];
        assert_eq!(step(&file, OfficeRole::Behandelaar), Some("Besluit voorbereiden"));
        assert_eq!(step(&file, OfficeRole::TweedeLezer), Some("Beoordeling nalezen"));
        assert_eq!(step(&file, OfficeRole::Beslisser), Some("Besluit nemen"));
        assert_eq!(step(&file, OfficeRole::Werkgroeplid), None);
        let who = who_acts(&file, OfficeRole::Werkgroeplid);
        assert_eq!(who.as_deref(), Some("Aan zet: vergunningverlener"));
        let mut out = line(StateName::FormsOut);
        out.turn = WorkTurn::Nothing;
        assert_eq!(step(&out, OfficeRole::Behandelaar), None);
        assert_eq!(who_acts(&out, OfficeRole::Werkgroeplid), None);
        out.turn = WorkTurn::Pressing;
        assert_eq!(step(&out, OfficeRole::Behandelaar), Some(EXTEND));
        out.turn = WorkTurn::WaitingIsOver;
        assert_eq!(step(&out, OfficeRole::Behandelaar), Some("Om aanvulling vragen"));
    }

    #[test]
    fn the_second_line_says_until_when_or_that_it_is_over() {
        let mut out = line(StateName::FormsOut);
        out.waits_until = Some(on("2027-02-26"));
        let second = |line: &WorkLine| stand(line, today()).1;
        assert_eq!(second(&out), "Terug verwacht uiterlijk vr 26 feb");
        out.waits_until = Some(on("2027-02-15"));
        assert_eq!(second(&out), "Nog niet compleet");
        let mut decided = line(StateName::Decided);
        decided.outcome = Some("weigeren".to_owned());
        assert_eq!(stand(&decided, today()).0, "Besloten: geweigerd");
        assert_eq!(second(&line(StateName::Closed)), "Zonder besluit");
    }

    #[test]
    fn only_our_own_term_is_late() {
        let far = |text, ours| distance(on(text), today(), ours);
        assert_eq!(far("2027-02-10", true), "6 dagen te laat");
        assert_eq!(far("2027-02-10", false), "6 dagen voorbij");
        assert_eq!(far("2027-02-15", false), "1 dag voorbij");
        assert_eq!(far("2027-02-16", false), "vandaag");
        assert_eq!(far("2027-02-17", false), "morgen");
    }
}
