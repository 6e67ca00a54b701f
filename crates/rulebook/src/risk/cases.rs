//! The cases beside the files of the risk set: findings and facts, and what must come out.

use super::{CASES, PartyRisk, is_risk};
use crate::cases::{CaseFailure, CaseReport, plain_dates};
use crate::error::{RuleError, RuleText};
use crate::files::RuleFiles;
use crate::load::Rulebook;
use ::risk::{Finding, Given, Ground, NextStep, Outcome, Profile, RuleSet, WarningCode, score};
use chrono::NaiveDate;
use facts::{Application, Facts};
use kernel::{CaseId, Id, PartyId};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Een bestand met gevallen naast een bestand van de risicoset: `national/risk/<thema>.cases.toml`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Risicogevallen")]
pub struct RiskCasesFile {
    /// De peildatum van elk geval dat er zelf geen noemt.
    #[serde(deserialize_with = "crate::date::required")]
    #[schemars(with = "String")]
    pub op: NaiveDate,
    /// De feiten van de aanvraag die elk geval heeft, tenzij het iets anders zegt.
    #[serde(default)]
    #[schemars(with = "Value")]
    pub aanvraag: toml::Table,
    /// De gevallen.
    pub geval: Vec<RiskCase>,
}

/// Een geval.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Risicogeval")]
pub struct RiskCase {
    /// Wat het geval laat zien.
    pub naam: String,
    /// De peildatum.
    #[serde(default, deserialize_with = "crate::date::optional")]
    #[schemars(with = "Option<String>")]
    pub op: Option<NaiveDate>,
    /// Andere feiten van de aanvraag, met dezelfde namen als onder `feiten` in een aanvraagbestand; `gebeurtenis` mag ook.
    #[serde(default)]
    #[schemars(with = "Value")]
    pub aanvraag: toml::Table,
    /// De bevindingen. Wat niet is ingevuld is gewoon: een stevig vermoeden over de betrokkene zelf, dit jaar, met samenhang.
    #[serde(default)]
    #[schemars(with = "Vec<Value>")]
    pub bevinding: Vec<toml::Table>,
    /// De stukken die ontbreken.
    #[serde(default)]
    pub ontbreekt: BTreeSet<String>,
    /// Wat eruit moet komen.
    #[serde(default)]
    pub verwacht: RiskExpectation,
}

/// Wat uit een geval moet komen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schemars(rename = "Risicoverwachting")]
pub struct RiskExpectation {
    /// De indicatoren die opgaan, precies deze, met hun punten.
    #[serde(default)]
    pub treffers: BTreeMap<String, u32>,
    /// De indicatoren die nog op iets wachten, precies deze.
    #[serde(default)]
    pub onbekend: BTreeSet<String>,
    /// De bevindingen die ergens niet meetellen, geteld vanaf 1, met het artikel.
    #[serde(default)]
    pub niet_meegeteld: BTreeMap<String, String>,
    /// De waarschuwingen; leeg is niet gecontroleerd.
    pub waarschuwingen: Option<BTreeSet<String>>,
    /// De band per grond; leeg is niet gecontroleerd.
    #[serde(default)]
    pub banden: BTreeMap<Ground, String>,
    /// De stap per grond; leeg is niet gecontroleerd.
    #[serde(default)]
    pub stappen: BTreeMap<Ground, NextStep>,
}

/// Runs the cases of the risk sets, the national one and those of parties, and adds them to the report.
pub(crate) fn run_risk_cases(rulebook: &Rulebook, files: &RuleFiles, report: &mut CaseReport) {
    let Some(rules) = rulebook.risk() else { return };
    let mut hit = BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| is_risk(path) && path.ends_with(CASES)) {
        hit.extend(run_file((rulebook, rules), RuleText { path, text }, report));
    }
    let missed = rules.indicators().iter().filter(|indicator| !hit.contains(indicator.id()));
    report.missed.extend(missed.map(|indicator| missed_by_all(files, indicator.id())));
    for party in rulebook.party_ids() {
        if let Some(own) = rulebook.party_risk(party) {
            run_party(rulebook, (files, party, own), report);
        }
    }
}

/// Runs the cases beside the file of a party: what it changes must be hit, apart from what it switches off.
fn run_party(
    rulebook: &Rulebook,
    (files, party, own): (&RuleFiles, &PartyId, &PartyRisk),
    report: &mut CaseReport,
) {
    let (path, cases) =
        (format!("parties/{party}/risk.toml"), format!("parties/{party}/risk{CASES}"));
    let hit = match files.get(&cases) {
        Some(file) => run_file((rulebook, &own.rules), file, report),
        None => BTreeSet::new(),
    };
    let Some(file) = files.get(&path) else { return };
    for (index, change) in own.file.changes.iter().enumerate() {
        let id = change.indicator();
        let counts = own.rules.indicators().iter().any(|indicator| indicator.id() == id);
        if counts && !hit.contains(id) {
            let place = ["wijziging", &index.to_string(), "indicator"];
            report.missed.push(file.error(&place, format!("geen enkel geval raakt «{id}»")));
        }
    }
}

/// Runs the cases of a file, and returns the indicators that they hit.
fn run_file(
    (rulebook, rules): (&Rulebook, &RuleSet),
    file: RuleText<'_>,
    report: &mut CaseReport,
) -> BTreeSet<String> {
    let mut hit = BTreeSet::new();
    let cases: RiskCasesFile = match file.parse() {
        Ok(cases) => cases,
        Err(error) => {
            report.errors.push(error);
            return hit;
        }
    };
    for (index, case) in cases.geval.iter().enumerate() {
        report.run += 1;
        let differences = match prepared(rulebook, rules, &cases, case) {
            Ok((profile, on)) => {
                let outcome = score(rules, &profile, on);
                hit.extend(hits(&outcome).into_keys());
                differences(&case.verwacht, &Seen::new(&outcome))
            }
            Err(reasons) => reasons,
        };
        if !differences.is_empty() {
            let error = file.error(&["geval", &index.to_string()], differences.join("; "));
            report.failures.push(CaseFailure { error, name: case.naam.clone() });
        }
    }
    hit
}

fn missed_by_all(files: &RuleFiles, id: &str) -> RuleError {
    let lines = super::rule_files(files).map(|file| (file, file.id_lines()));
    let place = lines.into_iter().find_map(|(file, lines)| Some((file.path, *lines.get(id)?)));
    let (file, line) = place.unwrap_or((super::MODEL, 1));
    RuleError { file: file.to_owned(), line, reason: format!("geen enkel geval raakt «{id}»") }
}

/// Makes the profile of a case, and the day on which it is scored.
pub(super) fn prepared(
    rulebook: &Rulebook,
    rules: &RuleSet,
    cases: &RiskCasesFile,
    case: &RiskCase,
) -> Result<(Profile, NaiveDate), Vec<String>> {
    let on = case.op.unwrap_or(cases.op);
    let facts = facts_of(rulebook, cases, case)?;
    let mut findings: Vec<Finding> = Vec::new();
    for (index, written) in case.bevinding.iter().enumerate() {
        findings.push(finding(written, index + 1, cases.op).map_err(|reason| vec![reason])?);
    }
    let file = CaseId::from_uuid(Uuid::from_u128(1));
    let given = Given { file, facts, findings, missing: case.ontbreekt.clone() };
    let entered = on.max(cases.op);
    let profile = Profile::new(given, rules.kinds(), entered);
    let words =
        |faults: Vec<::risk::ProfileFault>| faults.iter().map(ToString::to_string).collect();
    profile.map(|profile| (profile, on)).map_err(words)
}

fn facts_of(
    rulebook: &Rulebook,
    cases: &RiskCasesFile,
    case: &RiskCase,
) -> Result<Facts, Vec<String>> {
    let mut written = json_of(&cases.aanvraag)?;
    written.extend(json_of(&case.aanvraag)?);
    let occasion = written.shift_remove("gebeurtenis");
    let kinds: Vec<&str> = rulebook.kinds().keys().map(String::as_str).collect();
    // No indicator reads the kind; an application needs one to be read.
    let mut file = json!({ "soort": kinds.first(), "feiten": written });
    if let (Some(occasion), Some(object)) = (occasion, file.as_object_mut()) {
        object.insert("gebeurtenis".to_owned(), occasion);
    }
    let application = Application::read(&file, rulebook.vocabulary(), &kinds);
    application.map(|application| application.facts).map_err(|faults| {
        faults.iter().map(|fault| format!("{}: {}", fault.pointer, fault.message)).collect()
    })
}

fn json_of(table: &toml::Table) -> Result<Map<String, Value>, Vec<String>> {
    let value = serde_json::to_value(table).map_err(|error| vec![error.to_string()])?;
    match plain_dates(value) {
        Value::Object(object) => Ok(object),
        other => Err(vec![format!("«{other}» is geen tabel")]),
    }
}

/// Reads a finding of a case; what it leaves out is ordinary.
fn finding(written: &toml::Table, number: usize, today: NaiveDate) -> Result<Finding, String> {
    let id = Uuid::from_u128(number as u128);
    let mut whole = json!({
        "id": id,
        "persoon": id,
        "feitOp": today.checked_sub_days(chrono::Days::new(120)),
        "verkregenOp": today.checked_sub_days(chrono::Days::new(30)),
        "bron": { "soort": "eigen-dossier", "kenmerk": format!("voorbeeld {number}") },
        "bewijs": { "stand": "vermoeden", "ernst": "stevig" },
        "samenhang": { "antwoord": "ja", "reden": "voorbeeld" },
        "voordeel": "1000.00",
    });
    let own = json_of(written).map_err(|reasons| reasons.join("; "))?;
    if let Some(object) = whole.as_object_mut() {
        for (key, value) in own {
            // An empty text says that something is not known; TOML has no null.
            if value == "" {
                object.shift_remove(&key)
            } else {
                object.insert(key, value)
            };
        }
    }
    serde_json::from_value(whole).map_err(|error| format!("bevinding {number}: {error}"))
}

/// Returns the indicators that hold, with their points.
pub(super) fn hits(outcome: &Outcome<'_>) -> BTreeMap<String, u32> {
    let hits = outcome.grounds.iter().flat_map(|ground| &ground.hits);
    hits.map(|hit| (hit.indicator.to_owned(), hit.points)).collect()
}

/// What came out, in the form of what is expected.
struct Seen(RiskExpectation);

impl Seen {
    fn new(outcome: &Outcome<'_>) -> Self {
        let numbers = outcome.blocked.iter().map(|blocked| {
            (blocked.finding.uuid().as_u128().to_string(), blocked.article.to_owned())
        });
        let waits =
            outcome.unknown.iter().filter_map(|unknown| unknown.indicator.map(str::to_owned));
        let codes = outcome.warnings.iter().map(|warning| code(warning.code));
        let grounds = &outcome.grounds;
        Self(RiskExpectation {
            treffers: hits(outcome),
            onbekend: waits.collect(),
            niet_meegeteld: numbers.collect(),
            waarschuwingen: Some(codes.collect()),
            banden: grounds.iter().map(|one| (one.ground, one.band.to_owned())).collect(),
            stappen: grounds.iter().map(|one| (one.ground, one.step)).collect(),
        })
    }
}

fn code(code: WarningCode) -> String {
    let written = serde_json::to_value(code).ok();
    written.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn differences(wanted: &RiskExpectation, Seen(got): &Seen) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, wanted: String, got: String| {
        if wanted != got {
            found.push(format!("{what}: verwacht {wanted}, gekregen {got}"));
        }
    };
    compare("treffers", pairs(&wanted.treffers), pairs(&got.treffers));
    compare("onbekend", list(&wanted.onbekend), list(&got.onbekend));
    compare("nietMeegeteld", pairs(&wanted.niet_meegeteld), pairs(&got.niet_meegeteld));
    if let (Some(wanted), Some(got)) = (&wanted.waarschuwingen, &got.waarschuwingen) {
        compare("waarschuwingen", list(wanted), list(got));
    }
    for (ground, band) in &wanted.banden {
        let seen = got.banden.get(ground).cloned().unwrap_or_default();
        compare(&format!("band {ground:?}"), band.clone(), seen);
    }
    for (ground, step) in &wanted.stappen {
        let seen = got.stappen.get(ground);
        compare(
            &format!("stap {ground:?}"),
            format!("{step:?}"),
            format!("{:?}", seen.unwrap_or(step)),
        );
    }
    found
}

fn list(ids: &BTreeSet<String>) -> String {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    format!("[{}]", ids.join(", "))
}

fn pairs(of: &BTreeMap<String, impl std::fmt::Display>) -> String {
    let pairs: Vec<String> = of.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{{}}}", pairs.join(", "))
}
