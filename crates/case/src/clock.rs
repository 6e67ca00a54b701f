//! Which term runs, how it was counted, what stands still, and what happens when nobody does anything.

use crate::file::{ClockEvent, File};
use crate::phases::remedies::direct_appeal;
use crate::refusal::{Refusal, RefusalCode};
use crate::state::{Aftermath, Case, ClosedRemedy, Course, Court, Heard};
use chrono::{Days, NaiveDate};
use kernel::dutch_date_with_weekday;
use law::terms::{
    AdviceTerm, Deadline, DoorKind, Penalty, Remedy, Step, TermProfile, TermRules, Timeline,
    TimelineContext, compute,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;

/// An objection or appeal that was posted in time still counts when it arrives at most a week after the term (Awb 6:9(2), and
/// 6:24 for higher appeal). A closed file could not take it, so that closing waits for it.
pub(crate) const POST_DAYS: u64 = 7;

/// De termijnen van een dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Klok")]
pub struct Clock {
    /// De wettelijke termijn die nu telt; leeg als er geen loopt.
    pub huidig: Option<Term>,
    /// De andere termijnen die lopen.
    pub overige: Vec<Term>,
}

/// Een termijn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Termijn")]
pub struct Term {
    /// Het soort termijn.
    pub soort: TermKind,
    /// De laatste dag; bij een lopende opschorting de vroegst mogelijke.
    pub uiterlijk: Option<NaiveDate>,
    /// Staat de termijn nu stil? Dan is `uiterlijk` de vroegst mogelijke laatste dag.
    pub minimaal: bool,
    /// Bij een lopende opschorting: de laatste dag als zij zo lang mogelijk duurt; leeg als dat niet te zeggen is.
    pub op_zijn_laatst: Option<NaiveDate>,
    /// De stappen van de telling.
    pub stappen: Vec<Step>,
    /// Wat de termijn stilzet of verlengt.
    pub pauzes: Vec<ClockEvent>,
    /// Waar een mens naar moet kijken.
    pub waarschuwingen: Vec<String>,
    /// De dwangsom, na een ingebrekestelling.
    pub dwangsom: Option<Penalty>,
    /// Wat er gebeurt als niemand iets doet.
    pub als_er_niets_gebeurt: String,
}

/// Het soort termijn.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Termijnsoort")]
pub enum TermKind {
    /// De termijn om te beslissen.
    Beslistermijn,
    /// De termijn om de vragenlijst in te vullen.
    Vragenlijst,
    /// De termijn om aan te vullen (Awb 4:5).
    Hersteltermijn,
    /// De vier weken om buiten behandeling te laten (Awb 4:5 lid 4).
    BuitenBehandeling,
    /// De termijn van het LBB (art. 15).
    LbbAdvies,
    /// De termijn voor zienswijzen.
    Zienswijze,
    /// De termijn om bezwaar te maken.
    Bezwaar,
    /// De termijn om op het bezwaar te beslissen.
    BeslissingOpBezwaar,
    /// De termijn om beroep in te stellen.
    Beroep,
    /// De termijn om hoger beroep in te stellen.
    HogerBeroep,
}

impl TermKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Beslistermijn,
        Self::Vragenlijst,
        Self::Hersteltermijn,
        Self::BuitenBehandeling,
        Self::LbbAdvies,
        Self::Zienswijze,
        Self::Bezwaar,
        Self::BeslissingOpBezwaar,
        Self::Beroep,
        Self::HogerBeroep,
    ];

    /// Returns the kind with this id.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Returns whether the body itself is late when the term has passed. A term to answer, to give views or to use a remedy is
    /// somebody else's: when it is over, nothing is late, and there may be something to do.
    pub fn binds_the_body(self) -> bool {
        match self {
            Self::Beslistermijn | Self::BuitenBehandeling | Self::BeslissingOpBezwaar => true,
            Self::Vragenlijst
            | Self::Hersteltermijn
            | Self::LbbAdvies
            | Self::Zienswijze
            | Self::Bezwaar
            | Self::Beroep
            | Self::HogerBeroep => false,
        }
    }

    /// Returns the id used in files and answers.
    pub fn id(self) -> &'static str {
        match self {
            Self::Beslistermijn => "beslistermijn",
            Self::Vragenlijst => "vragenlijst",
            Self::Hersteltermijn => "hersteltermijn",
            Self::BuitenBehandeling => "buiten-behandeling",
            Self::LbbAdvies => "lbb-advies",
            Self::Zienswijze => "zienswijze",
            Self::Bezwaar => "bezwaar",
            Self::BeslissingOpBezwaar => "beslissing-op-bezwaar",
            Self::Beroep => "beroep",
            Self::HogerBeroep => "hoger-beroep",
        }
    }
}

/// Returns the terms of a file on a day.
///
/// # Errors
/// When what is recorded contradicts itself, with every contradiction in words.
pub fn of(case: &Case, terms: &TermRules, today: NaiveDate) -> Result<Clock, Refusal> {
    let mut overige = body_terms(case, terms, today)?;
    let huidig = match case {
        Case::Closed(_) => return Ok(Clock::default()),
        Case::InObjection(_) => objection(case, terms),
        Case::Decided(_) => remedy(case, terms),
        Case::InAppeal(_) => None,
        _ => decision(case.file(), terms, today)?,
    };
    overige.sort_by_key(|term| (term.uiterlijk, term.soort));
    // Where the law sets no term for the decision, the first of the others is the one to watch.
    let huidig = huidig.or_else(|| (!overige.is_empty()).then(|| overige.remove(0)));
    Ok(Clock { huidig, overige })
}

/// Returns the last day on which somebody else may still act, when the file waits for them: from then on it is the body's turn.
/// None when nobody else has a term; a file at the court waits without one.
pub fn waits_until(case: &Case, clock: &Clock) -> Option<NaiveDate> {
    let terms = clock.huidig.iter().chain(&clock.overige);
    let theirs = terms.filter(|term| !term.soort.binds_the_body());
    let first = theirs.filter_map(|term| term.uiterlijk).min()?;
    match case {
        // What was posted in time may still arrive.
        Case::Decided(_) => first.checked_add_days(Days::new(POST_DAYS)),
        _ => Some(first),
    }
}

/// Reads the clock of a file as a timeline; the day of reference is today, or the receipt when that is later.
pub(crate) fn timeline(
    file: &File,
    terms: &TermRules,
    today: NaiveDate,
) -> Result<Timeline, Refusal> {
    let json = json!({
        "soort": file.soort,
        "ontvangenOp": file.ontvangen_op,
        "peildatum": today.max(file.ontvangen_op),
        "gebeurtenissen": file.klok.iter().map(timed).collect::<Vec<_>>(),
    });
    let context = TimelineContext {
        rules: terms,
        today,
        known_kinds: &[&file.soort],
        profile: &|_| Ok(profile(file)),
    };
    Timeline::parse(&json, &context)
        .map_err(|faults| Refusal::from(RefusalCode::Contradiction).about(faults.to_string()))
}

/// Returns what the law says about the decision term, without the term of an application where nobody applied.
fn profile(file: &File) -> TermProfile {
    let own = file.beslistermijn.clone();
    if file.procedure.has_application() {
        return own;
    }
    let kind = if file.procedure.is_civil() { DoorKind::Civil } else { DoorKind::OwnMotion };
    // A term that a law sets for acting without application stands; the terms of an application do not run.
    let term = own.term.filter(|_| own.kind != DoorKind::Application);
    TermProfile { kind, term, positive_silence: false, ..own }
}

/// An event as the timeline knows it: without the persons it is about.
fn timed(event: &ClockEvent) -> serde_json::Value {
    let mut json = json!(event);
    if let Some(fields) = json.as_object_mut() {
        fields.remove("personen");
    }
    json
}

fn decision(file: &File, terms: &TermRules, today: NaiveDate) -> Result<Option<Term>, Refusal> {
    let timeline = timeline(file, terms, today)?;
    let deadline = compute(&timeline, terms);
    let Some(last) = deadline.last_day else { return Ok(None) };
    let op_zijn_laatst = if deadline.at_the_earliest {
        longest_pause(file, &timeline, terms)
            .map(|end| self::timeline(file, terms, end))
            .transpose()?
            .and_then(|late| compute(&late, terms).last_day)
    } else {
        None
    };
    let nothing = if_undecided(file, last, &deadline);
    let pauses = file.klok.iter().filter(|event| is_pause(event)).cloned().collect();
    let mut term = Term::new(TermKind::Beslistermijn, deadline, nothing);
    term.pauzes = pauses;
    term.op_zijn_laatst = op_zijn_laatst;
    Ok(Some(term))
}

/// Returns the last day that the pauses which run now can have; none when one of them has no end to foresee.
fn longest_pause(file: &File, timeline: &Timeline, terms: &TermRules) -> Option<NaiveDate> {
    let mut last = timeline.reference();
    for event in &file.klok {
        match event {
            ClockEvent::Instemming { tot, .. }
            | ClockEvent::AanvragerVertraging { tot, .. }
            | ClockEvent::Overmacht { tot, .. } => last = last.max((*tot)?),
            ClockEvent::Aanvulverzoek { termijn_tot, ontvangen_op: None, .. } => {
                last = last.max(*termijn_tot);
            }
            ClockEvent::LbbVerzoek { ontvangen_op: None, .. } => {
                let term = timeline.advice_term(terms)?;
                last = last.max(Some(term.last_day).filter(|_| !term.moving)?);
            }
            ClockEvent::Aanvulverzoek { .. }
            | ClockEvent::LbbVerzoek { .. }
            | ClockEvent::Verlenging { .. }
            | ClockEvent::Ingebrekestelling { .. }
            | ClockEvent::Besluit { .. } => {}
        }
    }
    Some(last)
}

fn is_pause(event: &ClockEvent) -> bool {
    match event {
        ClockEvent::Aanvulverzoek { .. }
        | ClockEvent::Verlenging { .. }
        | ClockEvent::LbbVerzoek { .. }
        | ClockEvent::Instemming { .. }
        | ClockEvent::AanvragerVertraging { .. }
        | ClockEvent::Overmacht { .. } => true,
        ClockEvent::Ingebrekestelling { .. } | ClockEvent::Besluit { .. } => false,
    }
}

fn if_undecided(file: &File, last: NaiveDate, deadline: &Deadline) -> String {
    // While the term stands still its last day is not known: naming the earliest one would say too much.
    let (still, day) = if deadline.at_the_earliest {
        ("De termijn staat stil en de laatste dag schuift op. ", "op de laatste dag".to_owned())
    } else {
        ("", format!("uiterlijk {}", dutch_date_with_weekday(last)))
    };
    if file.beslistermijn.positive_silence {
        return format!(
            "{still}Is er {day} niets bekendgemaakt, dan is de vergunning van rechtswege gegeven (Awb art. 4:20b)."
        );
    }
    match deadline.penalty {
        Some(penalty) if penalty.due => {
            "Elke dag zonder besluit kost een dwangsom, tot het maximum (Awb art. 4:17).".to_owned()
        }
        _ => format!(
            "{still}Is er {day} niets bekendgemaakt, dan kan de aanvrager in gebreke stellen; twee weken later gaat een dwangsom lopen (Awb art. 4:17)."
        ),
    }
}

/// The terms that the body set itself, and the one of the LBB.
fn body_terms(case: &Case, terms: &TermRules, today: NaiveDate) -> Result<Vec<Term>, Refusal> {
    let file = case.file();
    let mut found = Vec::new();
    match case {
        Case::FormsOut(_) | Case::Repair(_) => {
            found.extend(file.personen.iter().filter_map(|party| {
                let (last, repair) = party.vragenlijst.running_term()?;
                Some(form_term(last, repair))
            }));
            if let Some((_, used)) = file.put_aside_term() {
                let deadline = terms.refusal_to_handle_term(used.vanaf, &BTreeSet::new());
                let nothing = "Daarna moet er inhoudelijk worden beslist (Awb art. 4:5 lid 4).";
                found.push(Term::new(TermKind::BuitenBehandeling, deadline, nothing.to_owned()));
            }
        }
        Case::AdviceAsked(_) => {
            let term = advice_term(file, terms, today)?;
            found.extend(term.map(|term| Term {
                minimaal: term.moving,
                ..Term::plain(
                    TermKind::LbbAdvies,
                    term.last_day,
                    "Na die dag loopt de beslistermijn weer, ook zonder advies (Wet Bibob art. 31).",
                )
            }));
        }
        Case::Intended(state) => {
            let waiting =
                state.voornemen.zienswijzen.iter().any(|hearing| hearing.stand == Heard::Gevraagd);
            found.extend(waiting.then(|| {
                Term::plain(
                    TermKind::Zienswijze,
                    state.voornemen.uiterlijk,
                    "De zienswijzetermijn schort de beslistermijn niet op. Stel daarna vast wie hem niet gebruikte.",
                )
            }));
        }
        _ => {}
    }
    Ok(found)
}

/// Returns the term in which the LBB advises on the last request for advice (art. 15); none when it was never asked.
///
/// # Errors
/// When the clock of the file does not fit together.
pub fn advice_term(
    file: &File,
    terms: &TermRules,
    today: NaiveDate,
) -> Result<Option<AdviceTerm>, Refusal> {
    Ok(timeline(file, terms, today)?.advice_term(terms))
}

fn form_term(last: NaiveDate, repair: bool) -> Term {
    if repair {
        Term::plain(
            TermKind::Hersteltermijn,
            last,
            "Daarna kan de aanvraag binnen vier weken buiten behandeling worden gelaten (Awb art. 4:5 lid 4).",
        )
    } else {
        Term::plain(
            TermKind::Vragenlijst,
            last,
            "Deze termijn schort niets op. Vraag daarna om aanvulling binnen een hersteltermijn (Awb art. 4:5).",
        )
    }
}

/// Returns the term for the next remedy against a decided file; none where there is none.
pub(crate) fn remedy(case: &Case, terms: &TermRules) -> Option<Term> {
    let Case::Decided(state) = case else { return None };
    if state.dossier.procedure.is_civil() {
        return None;
    }
    let (from, last) = state.afronding.last_made_known();
    let (kind, remedy) = next_remedy(&state.dossier, &state.verloop, last)?;
    let deadline = terms.remedy_term(remedy, from, &BTreeSet::new());
    let nothing = "Daarna staat de beslissing vast en kan het dossier worden gesloten.";
    Some(Term::new(kind, deadline, nothing.to_owned()))
}

fn next_remedy(
    file: &File,
    course: &Course,
    last: Option<&ClosedRemedy>,
) -> Option<(TermKind, Remedy)> {
    match last {
        None if direct_appeal(file, course) => Some((TermKind::Beroep, Remedy::Appeal)),
        None => Some((TermKind::Bezwaar, Remedy::Objection)),
        Some(ClosedRemedy::Bezwaar { .. }) => {
            Some((TermKind::Beroep, Remedy::AppealAfterObjection))
        }
        Some(ClosedRemedy::Beroep { beroep, .. }) => match beroep.instantie {
            Court::Rechtbank => Some((TermKind::HogerBeroep, Remedy::HigherAppeal)),
            Court::HogerBeroep => None,
        },
    }
}

/// The term to decide on an objection (Awb 7:10); it starts when the term to object is over.
pub(crate) fn objection(case: &Case, terms: &TermRules) -> Option<Term> {
    let Case::InObjection(state) = case else { return None };
    let end = objection_end(&state.afronding, terms)?;
    let extended = state.bezwaar.verdaagd_op.is_some();
    let deadline =
        terms.objection_decision_term(end, state.bezwaar.commissie, extended, 0, &BTreeSet::new());
    let last = deadline.last_day?;
    let nothing = format!(
        "Is er uiterlijk {} niet op het bezwaar beslist, dan kan de bezwaarmaker in gebreke stellen (Awb art. 4:17 en 7:14).",
        dutch_date_with_weekday(last)
    );
    Some(Term::new(TermKind::BeslissingOpBezwaar, deadline, nothing))
}

fn objection_end(aftermath: &Aftermath, terms: &TermRules) -> Option<NaiveDate> {
    let from = aftermath.beslissing.bekendgemaakt_op;
    terms.remedy_term(Remedy::Objection, from, &BTreeSet::new()).last_day
}

impl Term {
    fn new(soort: TermKind, deadline: Deadline, als_er_niets_gebeurt: String) -> Self {
        Self {
            soort,
            uiterlijk: deadline.last_day,
            minimaal: deadline.at_the_earliest,
            op_zijn_laatst: None,
            stappen: deadline.steps,
            pauzes: Vec::new(),
            waarschuwingen: deadline.warnings.into_iter().map(|warning| warning.text).collect(),
            dwangsom: deadline.penalty,
            als_er_niets_gebeurt,
        }
    }

    fn plain(soort: TermKind, last: NaiveDate, nothing: &str) -> Self {
        let deadline = Deadline {
            last_day: Some(last),
            at_the_earliest: false,
            steps: Vec::new(),
            warnings: Vec::new(),
            penalty: None,
        };
        Self::new(soort, deadline, nothing.to_owned())
    }
}
