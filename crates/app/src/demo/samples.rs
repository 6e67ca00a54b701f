//! The files of the demonstration: what each is about, how far it has come, and who works on it.

use super::text;
use crate::{AppError, DossierAnswer};
use case::{
    AskAdvice, AskCompletion, Assess, Command, Evidence, OfficeRole, ReceiveForm, SendForms,
    StartInquiry, Text,
};
use chrono::{Days, NaiveDate};
use kernel::{Sha256Hex, SubjectId};
use serde_json::json;

/// A file of the demonstration.
pub(super) struct Sample {
    pub(super) kind: &'static str,
    pub(super) occasion: &'static str,
    pub(super) name: &'static str,
    pub(super) days_ago: u64,
    pub(super) stage: Stage,
    /// Who is on it besides the official that handles it, and why.
    pub(super) colleagues: &'static [(OfficeRole, &'static str)],
}

/// How far a file has come. Behind the investigation the ways part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Received,
    Scoped,
    FormOut,
    /// The questionnaire came in, and something is missing in it.
    Answered,
    Repair,
    Complete,
    Investigation,
    /// The LBB was asked.
    Advice,
    /// No danger was found: somebody with a mandate decides.
    Decidable,
    /// Serious danger was found: a second official reads along.
    Doubted,
}

use OfficeRole::{Beslisser, Coordinator, TweedeLezer, Werkgroeplid};

const LEADS: (OfficeRole, &str) = (Coordinator, "Leidt het onderzoek.");
const READS: (OfficeRole, &str) = (TweedeLezer, "Leest mee als tweede ambtenaar.");
const DECIDES: (OfficeRole, &str) = (Beslisser, "Neemt het besluit onder mandaat.");
const ADVISES: (OfficeRole, &str) = (Werkgroeplid, "De werkgroep adviseert over dit dossier.");

/// Returns the files of a party; the kinds are those it is competent for.
pub(super) fn samples(party: &str) -> Vec<Sample> {
    match party {
        "gemeente-emmen" => [begun_in_emmen(), further_in_emmen()].into_iter().flatten().collect(),
        "provincie-drenthe" => of_drenthe(),
        _ => of_the_water_board(),
    }
}

/// Says what a file is about: kind and occasion, the name, and how long ago and how far it has come.
fn sample(
    (kind, occasion): (&'static str, &'static str),
    name: &'static str,
    (days_ago, stage): (u64, Stage),
    colleagues: &'static [(OfficeRole, &'static str)],
) -> Sample {
    Sample { kind, occasion, name, days_ago, stage, colleagues }
}

fn begun_in_emmen() -> Vec<Sample> {
    vec![
        sample(
            ("exploitatie-openbare-inrichting", "nieuw"),
            "Eetcafé De Verzonnen Gans B.V.",
            (4, Stage::Received),
            &[],
        ),
        sample(
            ("alcohol-horeca", "overname"),
            "Zaal Nergenshuizen B.V.",
            (12, Stage::FormOut),
            &[LEADS],
        ),
        sample(
            ("alcohol-horeca", "overname"),
            "Kwakend Horeca B.V.",
            (18, Stage::Answered),
            &[LEADS],
        ),
        sample(
            ("omgevingsvergunning-milieu", "nieuw"),
            "Voorbeeld Recycling B.V.",
            (31, Stage::Repair),
            &[DECIDES],
        ),
        sample(("vastgoed-verkoop", "nieuw"), "Grondbank Fantasia N.V.", (20, Stage::Scoped), &[]),
        // Longer ago than the eight weeks of a decision (Awb 4:13): it is late.
        sample(
            ("alcohol-horeca", "nieuw"),
            "Bruin Café Het Droomschip B.V.",
            (70, Stage::Scoped),
            &[LEADS, DECIDES],
        ),
    ]
}

fn further_in_emmen() -> Vec<Sample> {
    vec![
        // Only who handles it may know it: the demonstration shows what that looks like for the others.
        sample(
            ("exploitatie-seksinrichting", "nieuw"),
            "Fictief Beheer B.V.",
            (38, Stage::Investigation),
            &[],
        ),
        sample(
            ("exploitatie-openbare-inrichting", "nieuw"),
            "Sportkantine Luchtkasteel B.V.",
            (45, Stage::Advice),
            &[LEADS, READS, ADVISES],
        ),
        sample(
            ("alcohol-horeca", "nieuw"),
            "Herberg Zonder Deur B.V.",
            (40, Stage::Decidable),
            &[DECIDES, ADVISES],
        ),
        sample(
            ("exploitatie-openbare-inrichting", "overname"),
            "Speelhal Het Denkbeeld B.V.",
            (42, Stage::Doubted),
            &[LEADS, READS],
        ),
    ]
}

fn of_drenthe() -> Vec<Sample> {
    vec![
        sample(
            ("subsidie-verlening", "nieuw"),
            "Stichting Denkbeeldig Erfgoed",
            (15, Stage::Scoped),
            &[LEADS, READS, DECIDES, ADVISES],
        ),
        sample(
            ("overheidsopdracht", "nieuw"),
            "Wegenbouw Imaginair B.V.",
            (9, Stage::Received),
            &[LEADS],
        ),
    ]
}

fn of_the_water_board() -> Vec<Sample> {
    vec![
        sample(
            ("omgevingsvergunning-waterschap", "nieuw"),
            "Baggerbedrijf Verzinsel B.V.",
            (22, Stage::Received),
            &[LEADS, DECIDES],
        ),
        sample(
            ("vastgoed-verhuur", "nieuw"),
            "Jachthaven Nergens B.V.",
            (6, Stage::Scoped),
            &[READS],
        ),
    ]
}

/// Returns the commands that bring a file to its stage, each a day after the one before.
pub(super) fn steps(
    stage: Stage,
    answer: &DossierAnswer,
    received: NaiveDate,
) -> Result<Vec<Command>, AppError> {
    let Some(person) = answer.dossier.file().concerned().next().map(|party| party.persoon.id)
    else {
        return Ok(Vec::new());
    };
    let mut steps: Vec<Command> = Vec::new();
    for (from, command) in until_investigation(person, received)? {
        if from <= stage {
            steps.push(command);
        }
    }
    match stage {
        Stage::Advice => steps.push(advice(received).into()),
        Stage::Decidable => steps.push(no_danger()?.into()),
        Stage::Doubted => steps.push(danger()?.into()),
        _ => {}
    }
    Ok(steps)
}

/// What was answered in the demonstration, to the light form: a telephone number and a document are missing, and the costs and
/// the money do not agree.
pub(super) const ANSWERS: &str = include_str!("vragenlijst.json");

pub(super) fn after(received: NaiveDate, days: u64) -> NaiveDate {
    received.checked_add_days(Days::new(days)).unwrap_or(received)
}

fn until_investigation(
    person: SubjectId,
    received: NaiveDate,
) -> Result<[(Stage, Command); 5], AppError> {
    let on = |days: u64| after(received, days);
    let sent =
        SendForms { personen: Vec::new(), op: on(2), uiterlijk: on(16), aanvulverzoek: false };
    let gap = vec![text("De jaarrekening van het vorige boekjaar")?];
    let partly = ReceiveForm { persoon: person, op: on(14), ontbreekt: gap.clone(), stuk: None };
    let repair = AskCompletion { persoon: person, op: on(16), uiterlijk: on(44), ontbreekt: gap };
    let whole = ReceiveForm { persoon: person, op: on(20), ontbreekt: Vec::new(), stuk: None };
    Ok([
        (Stage::FormOut, sent.into()),
        (Stage::Repair, partly.into()),
        (Stage::Repair, repair.into()),
        (Stage::Complete, whole.into()),
        (Stage::Investigation, StartInquiry { op: on(21) }.into()),
    ])
}

fn advice(received: NaiveDate) -> AskAdvice {
    let digest = Sha256Hex::of_parts([b"bevindingen van de demonstratie".as_slice()]);
    let findings = Evidence {
        soort: "bevindingen".to_owned(),
        id: "demonstratie/bevindingen".to_owned(),
        digest: kernel::hex(digest.as_bytes()),
    };
    let reason = "Demonstratie: dit dossier heeft geen ingevuld onderzoek.".to_owned();
    AskAdvice {
        op: after(received, 30),
        stukken: vec![findings],
        onvolledig_omdat: Text::try_from(reason).ok(),
    }
}

fn no_danger() -> Result<Assess, AppError> {
    Ok(serde_json::from_value(json!({
        "gronden": [{
            "grond": "b",
            "gevaar": "geen",
            "motivering": "Het onderzoek leverde niets op dat op gevaar wijst.",
        }],
    }))?)
}

fn danger() -> Result<Assess, AppError> {
    Ok(serde_json::from_value(json!({
        "gronden": [{
            "grond": "b",
            "gevaar": "ernstig",
            "motivering": "De verzonnen exploitant overtrad de regels vaker in dezelfde branche.",
            "elementen": {
                "feiten": "Drie verzonnen boetes voor het ontbreken van een vergunning.",
                "ernstVermoeden": "De boetes staan vast.",
                "aardRelatie": "De exploitant kreeg de boetes zelf.",
                "omvang": "Drie feiten in vier jaar.",
                "samenhang": "Het gaat om dezelfde activiteit.",
                "tijdsverloop": "Het laatste feit is van vorig jaar.",
            },
        }],
        "evenredigheid": "Het belang van de openbare orde weegt zwaarder dan dat van de exploitant.",
        "waaromGeenVoorschriften": "Een voorschrift neemt dit gevaar niet weg.",
    }))?)
}
