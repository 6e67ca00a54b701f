//! The outcome for an application as the band beside a form: what it is, why, what it rests on, what is unknown, and when it
//! would be another.

use app::{
    Change, Door, Explained, Form, Ground, Otherwise, Regime, Remedy, Term, Unknown, law_link,
};
use chrono::NaiveDate;
use serde::Serialize;

use super::words;

/// The band. Its template is the partial `uitkomst`, used within `{{#with uitkomst}}`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Uitkomst {
    kop: String,
    omdat: String,
    voorlopig: bool,
    beleid: String,
    rust_op: Vec<Grond>,
    onbekend: Vec<Onbekend>,
    anders: Vec<Anders>,
    onbepaald: bool,
    termijn: Option<Termijn>,
    beslist: Option<String>,
    rechtsgang: Option<&'static str>,
    vragenlijst: Option<&'static str>,
    noten: Vec<String>,
    regelversie: String,
}

#[derive(Clone, Debug, Serialize)]
struct Grond {
    naam: String,
    adres: Option<String>,
    regels: Vec<String>,
    tekst: String,
}

#[derive(Clone, Debug, Serialize)]
struct Onbekend {
    naam: String,
    vraag: String,
    gevolgen: Vec<Gevolg>,
    zonder_gevolg: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Gevolg {
    antwoord: String,
    uitkomst: String,
}

#[derive(Clone, Debug, Serialize)]
struct Anders {
    naam: String,
    antwoord: String,
    uitkomst: String,
}

#[derive(Clone, Debug, Serialize)]
struct Termijn {
    lengte: String,
    uiterlijk: Option<String>,
    artikel: String,
    adres: Option<String>,
    stilzwijgend: bool,
    opmerkingen: Vec<String>,
}

impl Uitkomst {
    /// Puts an outcome in words.
    pub(super) fn of(explained: &Explained, today: NaiveDate) -> Self {
        let of_ground = |ground| Grond::of(ground, &explained.kind, today);
        let rules = words::filled_day(explained.on);
        Self {
            kop: regime(explained.regime),
            omdat: explained.because.clone(),
            voorlopig: explained.provisional,
            beleid: explained.status.clone(),
            rust_op: explained.grounds.iter().map(of_ground).collect(),
            onbekend: explained.unknown.iter().map(Onbekend::of).collect(),
            anders: explained.otherwise.iter().map(Anders::of).collect(),
            onbepaald: explained.regime == Regime::Onbepaald,
            termijn: explained.term.as_ref().map(|term| Termijn::of(term, today)),
            beslist: explained.decided_by.as_deref().map(kernel::capitalised),
            rechtsgang: explained.remedy.map(remedy),
            vragenlijst: explained.form.and_then(|form| questionnaire(form, explained.interview)),
            noten: explained.notes.clone(),
            regelversie: format!("{} {}, wet per {rules}", explained.party, explained.version),
        }
    }
}

impl Grond {
    fn of(ground: &Ground, kind: &str, today: NaiveDate) -> Self {
        let mut regels = vec![ground.article.clone()];
        regels.extend(
            ground.since.map(|day| format!("geldt vanaf {}", words::short_day(day, today))),
        );
        match &ground.policy {
            Some(policy) => Self {
                naam: policy.clone(),
                adres: Some(format!("/beleid/{kind}#{}", ground.id)),
                regels,
                tekst: ground.text.clone(),
            },
            None => Self {
                naam: ground.article.clone(),
                adres: law_link(&ground.article),
                regels: Vec::new(),
                tekst: ground.text.clone(),
            },
        }
    }
}

impl Onbekend {
    fn of(unknown: &Unknown) -> Self {
        let without = match (unknown.decides, unknown.sets_term) {
            (true, _) => None,
            (false, true) => Some("De uitkomst niet, wel de beslistermijn."),
            (false, false) => Some("De uitkomst niet."),
        };
        Self {
            naam: unknown.name.clone(),
            vraag: unknown.question.clone(),
            gevolgen: unknown.changes.iter().map(Gevolg::of).collect(),
            zonder_gevolg: without,
        }
    }
}

impl Gevolg {
    fn of(change: &Change) -> Self {
        Self { antwoord: answers(change), uitkomst: lower_regime(change.regime) }
    }
}

impl Anders {
    fn of(otherwise: &Otherwise) -> Self {
        Self {
            naam: otherwise.name.clone(),
            antwoord: answers(&otherwise.change),
            uitkomst: lower_regime(otherwise.change.regime),
        }
    }
}

impl Termijn {
    fn of(term: &Term, today: NaiveDate) -> Self {
        Self {
            lengte: term.length.clone(),
            uiterlijk: term.last_day.map(|day| words::day(day, today)),
            artikel: term.article.clone(),
            adres: law_link(&term.article),
            stilzwijgend: term.positive_silence,
            opmerkingen: term.assumptions.iter().chain(&term.warnings).cloned().collect(),
        }
    }
}

fn answers(change: &Change) -> String {
    match change.answers.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} of {last}", first.join(", ")),
    }
}

/// Returns an outcome as a heading.
pub(super) fn regime(regime: Regime) -> String {
    kernel::capitalised(regime.label())
}

/// Returns an outcome within a sentence.
fn lower_regime(regime: Regime) -> String {
    regime.label().to_owned()
}

/// Returns how one goes against a decision.
pub(super) fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Bezwaar => "Bezwaar, daarna beroep",
        Remedy::Beroep => "Rechtstreeks beroep bij de rechtbank",
        Remedy::BurgerlijkeRechter => "De burgerlijke rechter",
    }
}

/// Returns the name of a door, as a heading.
pub(super) fn door(door: Door) -> &'static str {
    match door {
        Door::Beschikking => "Vergunningen en ontheffingen",
        Door::Subsidie => "Subsidies",
        Door::Overheidsopdracht => "Overheidsopdrachten",
        Door::Vastgoedtransactie => "Vastgoedtransacties",
    }
}

/// Says which questionnaire belongs to an outcome; none when nothing does.
pub(super) fn questionnaire(form: Form, interview: bool) -> Option<&'static str> {
    match (form, interview) {
        (Form::Geen, false) => None,
        (Form::Geen, true) => Some("Geen vragenlijst, wel een intakegesprek"),
        (Form::Licht, false) => Some("De korte vragenlijst"),
        (Form::Licht, true) => Some("De korte vragenlijst en een intakegesprek"),
        (Form::Volledig, false) => Some("De hele vragenlijst"),
        (Form::Volledig, true) => Some("De hele vragenlijst en een intakegesprek"),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ui::page::fill_in;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn change(answers: &[&str], regime: Regime) -> Change {
        Change { answers: answers.iter().map(|answer| (*answer).to_owned()).collect(), regime }
    }

    fn unknown(name: &str, decides: bool, sets_term: bool, changes: Vec<Change>) -> Unknown {
        Unknown {
            fact: Some("feit".to_owned()),
            name: name.to_owned(),
            question: "Is het zo?".to_owned(),
            decides,
            sets_term,
            changes,
        }
    }

    fn ground(policy: Option<&str>, article: &str, text: &str) -> Ground {
        Ground {
            policy: policy.map(str::to_owned),
            id: "regel".to_owned(),
            article: article.to_owned(),
            since: policy.map(|_| day("2024-02-02")),
            text: text.to_owned(),
        }
    }

    fn term() -> Term {
        Term {
            length: "8 weken".to_owned(),
            last_day: Some(day("2026-12-28")),
            article: "Awb art. 4:13".to_owned(),
            positive_silence: true,
            assumptions: vec!["Aangenomen.".to_owned()],
            warnings: vec!["Pas op.".to_owned()],
        }
    }

    /// An outcome with every part of it filled.
    pub(in crate::ui) fn decided() -> Explained {
        Explained {
            party: "gemeente Verzonnen".to_owned(),
            kind: "soort".to_owned(),
            kind_name: "een soort".to_owned(),
            door: Door::Beschikking,
            on: day("2026-11-02"),
            regime: Regime::Verplicht,
            provisional: true,
            because: "omdat de som (€ 2,00) meer is dan € 1,00.".to_owned(),
            status: "Dit is modelbeleid.".to_owned(),
            notes: vec!["Let hierop.".to_owned()],
            grounds: vec![
                ground(Some("Model"), "ambitie 3.3", "Altijd toetsen."),
                ground(None, "Alcoholwet art. 27 lid 3", "De burgemeester kan weigeren."),
            ],
            unknown: vec![
                unknown("Bouwsom", true, false, vec![change(&["a", "b", "c"], Regime::Optioneel)]),
                unknown("Procedure", false, true, Vec::new()),
                unknown("Signalen", false, false, Vec::new()),
            ],
            otherwise: vec![Otherwise {
                name: "Som".to_owned(),
                change: change(&["tot en met € 1,00"], Regime::Optioneel),
            }],
            term: Some(term()),
            decided_by: Some("de burgemeester".to_owned()),
            remedy: Some(Remedy::Bezwaar),
            form: Some(Form::Licht),
            interview: true,
            version: "1".to_owned(),
            digest: "00".to_owned(),
        }
    }

    /// An outcome with nothing in it but questions.
    pub(in crate::ui) fn open() -> Explained {
        Explained {
            regime: Regime::Onbepaald,
            provisional: false,
            notes: Vec::new(),
            grounds: Vec::new(),
            unknown: Vec::new(),
            otherwise: Vec::new(),
            term: None,
            decided_by: None,
            remedy: None,
            form: None,
            ..decided()
        }
    }

    #[test]
    fn answers_with_the_same_outcome_are_one_sentence() {
        let band = Uitkomst::of(&decided(), day("2026-11-02"));
        assert_eq!(band.onbekend[0].gevolgen[0].antwoord, "a, b of c");
        assert_eq!(band.onbekend[1].zonder_gevolg, Some("De uitkomst niet, wel de beslistermijn."));
        assert_eq!(band.onbekend[2].zonder_gevolg, Some("De uitkomst niet."));
        assert_eq!(band.rust_op[0].adres.as_deref(), Some("/beleid/soort#regel"));
        assert!(band.rust_op[1].adres.as_ref().unwrap().starts_with("https://wetten.overheid.nl/"));
        assert_eq!(band.regelversie, "gemeente Verzonnen 1, wet per 02-11-2026");
    }
    #[test]
    fn the_band_says_outcome_reason_basis_unknown_otherwise_and_term() {
        let shown = |explained: &Explained| {
            fill_in("uitkomst", &Uitkomst::of(explained, day("2026-11-02"))).unwrap()
        };
        let full = shown(&decided());
        for words in [
            "Bibob-toets verplicht (voorlopig)",
            "omdat de som",
            "Waarop dit rust",
            "geldt vanaf vr 2 feb 2024",
            "Nog onbekend",
            "Is het zo?",
            "a, b of c: <strong>Bibob-toets mogelijk, niet verplicht",
            "Wanneer is de uitkomst anders?",
            "uiterlijk <strong>ma 28 december",
            "van rechtswege gegeven",
            "De burgemeester",
            "Bezwaar, daarna beroep",
            "De korte vragenlijst en een intakegesprek",
            "gemeente Verzonnen 1, wet per 02-11-2026",
        ] {
            assert!(full.contains(words), "«{words}» is not in: {full}");
        }
        let open = shown(&open());
        assert!(open.contains("Nog niet te bepalen") && open.contains("geen wettelijke beslist"));
        assert!(!open.contains("Geen ander antwoord"));
        let sure = Explained { regime: Regime::Optioneel, ..super::tests::open() };
        assert!(shown(&sure).contains("Geen ander antwoord"));
    }
}
