//! Reading a timeline file; every fault is named with its place.

use super::parse_events::events;
use super::parse_fields::{not_before, optional, optional_count, required_date};
use super::rules::TermRules;
use super::spec::{
    DoorKind, ExtensionFormat, MOST_DAYS, MOST_MONTHS, MOST_WEEKS, TermProfile, TermSpec,
    TermSpecError, TermSpecFormat,
};
use super::timeline::Timeline;
use chrono::NaiveDate;
use kernel::{FaultCode, Faults, Reader};
use serde_json::Value;
use std::collections::BTreeSet;

/// Why there is no term for a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoProfile {
    /// The rules do not know the kind.
    UnknownKind,
    /// The rules know the kind, but no term for it on that day.
    NoTerm,
}

/// What reading a timeline needs besides the file itself.
#[derive(Clone, Copy)]
pub struct TimelineContext<'a> {
    /// The rules about terms.
    pub rules: &'a TermRules,
    /// Today, used when the file names no reference date.
    pub today: NaiveDate,
    /// Every id that `profile` knows, for the message about an unknown one.
    pub known_kinds: &'a [&'a str],
    /// Returns what the rules say about a kind of permit or transaction, `None` for an unknown id.
    pub profile: &'a dyn Fn(&str) -> Result<TermProfile, NoProfile>,
}

const FIELDS: [&str; 7] = [
    "soort",
    "gebeurtenis",
    "termijn",
    "ontvangenOp",
    "peildatum",
    "gelijkgesteldeDagen",
    "gebeurtenissen",
];

/// The values of `gebeurtenis` in the shared vocabulary; the last one is a running decision, without application.
const OCCASIONS: [&str; 9] = [
    "nieuw",
    "overname",
    "verlenging",
    "wijziging-leidinggevende",
    "wijziging-aandeelhouder",
    "wijziging-financiering",
    "overdracht",
    "vaststelling",
    "lopend",
];
const RUNNING_DECISION: usize = OCCASIONS.len() - 1;

impl Timeline {
    /// Reads a timeline file, or returns all its faults.
    ///
    /// Refused are unknown fields and kinds, dates that contradict each other, and a term that is empty or has two lengths;
    /// `ontvangenOp` is required, and so is `soort` when no `termijn` is given. `null` means the same as absent.
    pub fn parse(value: &Value, context: &TimelineContext<'_>) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let root = Reader::root(value);
        let timeline = read(&root, context, &mut faults);
        faults.into_result(timeline)
    }
}

fn read(root: &Reader<'_>, context: &TimelineContext<'_>, faults: &mut Faults) -> Option<Timeline> {
    if !root.expect_object(&FIELDS, faults) {
        return None;
    }
    let given_field = optional(root, "termijn");
    let given = given_field.as_ref().and_then(|field| term(field, faults));
    let profile = profile(root, context, given_field.is_some(), faults);
    let receipt = required_date(root, "ontvangenOp", faults);
    let named_reference = reference(root, receipt, faults);
    let equated = equated_days(root, faults);
    let events = events(root, receipt, context.rules, faults);
    let (profile, receipt) = (profile?, receipt?);
    // A file without reference date may still be about a receipt to come: then nothing has happened yet.
    let reference = named_reference.unwrap_or(context.today.max(receipt));
    let future_receipt = named_reference.is_none() && receipt > context.today;
    Some(Timeline { profile, given, receipt, reference, future_receipt, equated, events })
}

fn profile(
    root: &Reader<'_>,
    context: &TimelineContext<'_>,
    has_term: bool,
    faults: &mut Faults,
) -> Option<TermProfile> {
    let occasion = optional(root, "gebeurtenis").and_then(|field| field.one_of(&OCCASIONS, faults));
    let mut profile = match optional(root, "soort") {
        Some(field) => {
            let id = field.text(faults)?;
            match (context.profile)(id) {
                Ok(profile) => profile,
                Err(NoProfile::UnknownKind) => {
                    field.unknown_value(id, context.known_kinds, faults);
                    return None;
                }
                Err(NoProfile::NoTerm) => {
                    let message = format!(
                        "de regels kennen bij «{id}» op de dag van ontvangst geen termijn; geef zelf een «termijn»"
                    );
                    field.fault(faults, FaultCode::BuitenGeldigheid, message);
                    return None;
                }
            }
        }
        None if has_term => TermProfile::default(),
        None => {
            let message = "«soort» ontbreekt; geef de soort vergunning, of zelf een «termijn»";
            faults.add("/soort", FaultCode::Ontbreekt, message);
            return None;
        }
    };
    if occasion == Some(RUNNING_DECISION) && profile.kind == DoorKind::Application {
        // Nobody applied: the term of an application does not run, whatever the kind of permit.
        profile = TermProfile { kind: DoorKind::OwnMotion, term: None, ..profile };
    }
    Some(profile)
}

fn reference(
    root: &Reader<'_>,
    receipt: Option<NaiveDate>,
    faults: &mut Faults,
) -> Option<NaiveDate> {
    let field = optional(root, "peildatum")?;
    let reference = field.date(faults)?;
    not_before(&field, reference, receipt, "de ontvangst van de aanvraag", faults);
    Some(reference)
}

fn equated_days(root: &Reader<'_>, faults: &mut Faults) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    if let Some(field) = optional(root, "gelijkgesteldeDagen")
        && let Some(entries) = field.list(faults)
    {
        for entry in entries {
            days.extend(entry.date(faults));
        }
    }
    days
}

fn term(field: &Reader<'_>, faults: &mut Faults) -> Option<TermSpec> {
    const KNOWN: [&str; 5] = ["weken", "maanden", "dagen", "wettelijk", "verlengbaar"];
    if !field.expect_object(&KNOWN, faults) {
        return None;
    }
    let before = faults.iter().count();
    let format = TermSpecFormat {
        weeks: optional_count(field, "weken", MOST_WEEKS, faults),
        months: optional_count(field, "maanden", MOST_MONTHS, faults),
        days: optional_count(field, "dagen", MOST_DAYS, faults),
        statutory: optional(field, "wettelijk")
            .and_then(|field| field.boolean(faults))
            .unwrap_or(true),
        extension: optional(field, "verlengbaar").and_then(|field| extension(&field, faults)),
    };
    // A length that could not be read is a fault already; that it is then missing would be a second one for the same error.
    if faults.iter().count() > before {
        return None;
    }
    TermSpec::try_from(format).map_err(|error| spec_fault(field, error, faults)).ok()
}

fn extension(field: &Reader<'_>, faults: &mut Faults) -> Option<ExtensionFormat> {
    if !field.expect_object(&["weken", "redelijk", "binnenWeken"], faults) {
        return None;
    }
    Some(ExtensionFormat {
        weeks: optional_count(field, "weken", MOST_WEEKS, faults),
        reasonable: optional(field, "redelijk")
            .and_then(|field| field.boolean(faults))
            .unwrap_or(false),
        within_weeks: optional_count(field, "binnenWeken", MOST_WEEKS, faults),
    })
}

fn spec_fault(field: &Reader<'_>, error: TermSpecError, faults: &mut Faults) {
    let code = match error {
        TermSpecError::Empty | TermSpecError::EmptyExtension => FaultCode::Ontbreekt,
        TermSpecError::SeveralLengths | TermSpecError::SeveralExtensions => {
            FaultCode::Tegenstrijdig
        }
        TermSpecError::OutOfRange(_) => FaultCode::VerkeerdeVorm,
    };
    field.fault(faults, code, error.to_string());
}
