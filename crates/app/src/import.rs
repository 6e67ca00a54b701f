//! Bringing in running files from another system: a trial first, then for real, with a report per line.

use crate::dossier::{NewDossier, ScopeRequest, decided_scope, taken_reference};
use crate::{App, AppError, Caller};
use case::{Case, Circumstances, Command, CommandName, clock};
use kernel::{Fault, FaultCode, Faults, SubjectId};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The form of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFormat {
    /// A table with a row per file: applications only.
    Csv,
    /// A list of files, each with the commands that bring it where it stands.
    Json,
}

/// What is brought in.
#[derive(Clone, Copy, Debug)]
pub struct ImportRequest<'a> {
    /// The form.
    pub format: ImportFormat,
    /// The content.
    pub bytes: &'a [u8],
    /// Whether nothing is written.
    pub trial: bool,
}

/// Wat er met één dossier gebeurde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportLine {
    /// De regel of het volgnummer in de invoer.
    pub regel: usize,
    /// Het kenmerk.
    pub kenmerk: Option<String>,
    /// De stand waarin het dossier is of zou komen.
    pub stand: Option<&'static str>,
    /// Wat er mis is; leeg als het is gelukt.
    pub fouten: Vec<Fault>,
}

/// Het verslag van een invoer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Was het een proef?
    pub proef: bool,
    /// Hoeveel dossiers goed zijn.
    pub goed: usize,
    /// Hoeveel dossiers fout zijn.
    pub fout: usize,
    /// De regels.
    pub regels: Vec<ImportLine>,
}

/// One file of the input.
#[derive(Debug)]
struct Entry {
    aanvraag: Map<String, Value>,
    /// The id by which the commands name the person concerned.
    betrokkene: Option<SubjectId>,
    opdrachten: Vec<ImportStep>,
}

/// A step of an import. The scope is never taken over: the rules of this house decide it.
#[derive(Debug)]
enum ImportStep {
    Scope(ScopeRequest),
    Other(Box<Command>),
}

impl App {
    /// Brings in files. Each is a transaction of its own: one that is wrong does not hold up the others.
    pub async fn import(
        &self,
        caller: &Caller,
        request: ImportRequest<'_>,
    ) -> Result<ImportReport, AppError> {
        let entries = match request.format {
            ImportFormat::Csv => table(request.bytes)?,
            ImportFormat::Json => list(request.bytes)?,
        };
        let mut report = ImportReport { proef: request.trial, ..ImportReport::default() };
        // What a trial accepts is not in the database for the lines after it.
        let mut accepted = BTreeSet::new();
        for (line, value) in entries {
            let kenmerk = value.pointer("/aanvraag/kenmerk").and_then(Value::as_str);
            let kenmerk = kenmerk.map(str::to_owned);
            let read = if kenmerk.as_ref().is_some_and(|kenmerk| accepted.contains(kenmerk)) {
                Err(AppError::Taken(taken_reference()))
            } else {
                self.import_one(caller, value, request.trial).await
            };
            let (stand, fouten) = match read {
                Ok(state) => (Some(state), Vec::new()),
                Err(error) => (None, faults(error)?),
            };
            accepted.extend(kenmerk.clone().filter(|_| stand.is_some()));
            report.goed += usize::from(stand.is_some());
            report.fout += usize::from(stand.is_none());
            report.regels.push(ImportLine { regel: line, kenmerk, stand, fouten });
        }
        Ok(report)
    }

    async fn import_one(
        &self,
        caller: &Caller,
        value: Value,
        trial: bool,
    ) -> Result<&'static str, AppError> {
        let entry = entry(value)?;
        let now = self.now();
        let new = NewDossier { aanvraag: entry.aanvraag, personen: Vec::new(), vervolg_op: None };
        let mut file = self.opened(caller, new, now).await?;
        if let (Some(id), Some(main)) = (entry.betrokkene, file.personen.first_mut()) {
            main.persoon.id = id;
        }
        let mut tx = self.store.begin(caller.scope()).await?;
        let mut case = Case::open(file);
        let mut klok = clock::of(&case, self.rules.terms(), now.dutch_date())?;
        self.write_opened(&mut tx, caller, &case, &klok, now).await?;
        let at = Circumstances { now, actor: caller.actor(), terms: self.rules.terms() };
        for (place, step) in entry.opdrachten.into_iter().enumerate() {
            let command = match step {
                ImportStep::Other(command) => *command,
                ImportStep::Scope(request) => {
                    Command::DecideScope(decided_scope(self, caller.party(), &case, request)?)
                }
            };
            let step = case.clone().handle(command, &at).map_err(|refusal| {
                let place = format!("/opdrachten/{place}");
                AppError::fault(&place, FaultCode::Tegenstrijdig, refusal.to_string())
            })?;
            let version = i64::try_from(place).unwrap_or(i64::MAX) + 1;
            self.write_step(&mut tx, caller, (&case, &klok, version), &step).await?;
            (case, klok) = (step.case, step.clock);
        }
        if trial {
            tx.rollback().await?;
        } else {
            tx.commit().await?;
        }
        Ok(case.state().id())
    }
}

/// Reads one file; every fault is named.
fn entry(value: Value) -> Result<Entry, AppError> {
    const FIELDS: [&str; 3] = ["aanvraag", "betrokkeneId", "opdrachten"];
    let mut faults = Faults::new();
    refuse_nul(&value, "", &mut faults);
    let Value::Object(mut fields) = value else {
        let message = "verwacht wordt een object met «aanvraag» en «opdrachten»";
        return Err(AppError::fault("", FaultCode::VerkeerdeVorm, message));
    };
    for name in fields.keys().filter(|name| !FIELDS.contains(&name.as_str())) {
        let hint = kernel::did_you_mean(name, FIELDS);
        let message = format!("«{name}» is hier geen bekend veld.{hint}");
        faults.add(format!("/{name}"), FaultCode::OnbekendVeld, message);
    }
    let application = match fields.remove("aanvraag") {
        Some(Value::Object(application)) => Some(application),
        Some(_) => {
            faults.add("/aanvraag", FaultCode::VerkeerdeVorm, "«aanvraag» moet een object zijn");
            None
        }
        None => {
            faults.add("/aanvraag", FaultCode::Ontbreekt, "«aanvraag» ontbreekt");
            None
        }
    };
    let opdrachten = commands(fields.remove("opdrachten"), &mut faults);
    let betrokkene = fields.remove("betrokkeneId").and_then(|id| {
        let read = id.as_str().and_then(|id| id.parse().ok());
        if read.is_none() {
            faults.add(
                "/betrokkeneId",
                FaultCode::VerkeerdeVorm,
                "«betrokkeneId» moet een UUID zijn",
            );
        }
        read
    });
    let entry = application.map(|aanvraag| Entry { aanvraag, betrokkene, opdrachten });
    Ok(faults.into_result(entry)?)
}

fn commands(value: Option<Value>, faults: &mut Faults) -> Vec<ImportStep> {
    let list = match value {
        None => return Vec::new(),
        Some(Value::Array(list)) => list,
        Some(_) => {
            faults.add("/opdrachten", FaultCode::VerkeerdeVorm, "«opdrachten» moet een lijst zijn");
            return Vec::new();
        }
    };
    let read = list.into_iter().enumerate();
    read.filter_map(|(index, value)| command(index, value, faults)).collect()
}

fn command(index: usize, mut value: Value, faults: &mut Faults) -> Option<ImportStep> {
    let name = value.get("naam").and_then(Value::as_str).unwrap_or_default();
    let known = || CommandName::ALL.iter().map(|command| command.id());
    if !known().any(|id| id == name) {
        let hint = kernel::did_you_mean(name, known());
        let message = format!("«{name}» is geen bekende opdracht.{hint}");
        faults.add(format!("/opdrachten/{index}/naam"), FaultCode::OnbekendeWaarde, message);
        return None;
    }
    let read = if name == CommandName::DecideScope.id() {
        serde_json::from_value(value["inhoud"].take()).map(ImportStep::Scope)
    } else {
        serde_json::from_value(value).map(|command| ImportStep::Other(Box::new(command)))
    };
    read.map_err(|_| {
        // The text of serde is English, and can repeat personal data.
        let message =
            "deze inhoud past niet bij de opdracht; de API beschrijft op /v1/docs wat erin hoort";
        faults.add(format!("/opdrachten/{index}/inhoud"), FaultCode::VerkeerdeVorm, message);
    })
    .ok()
}

/// `PostgreSQL` cannot store U+0000; one such text must not stop the other files.
fn refuse_nul(value: &Value, place: &str, faults: &mut Faults) {
    match value {
        Value::String(text) if text.contains('\0') => {
            let message = "in deze tekst staat het stuurteken U+0000; haal het weg";
            faults.add(place, FaultCode::VerkeerdeVorm, message);
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                refuse_nul(inner, &format!("{place}/{index}"), faults);
            }
        }
        Value::Object(fields) => {
            for (name, inner) in fields {
                refuse_nul(inner, &format!("{place}/{name}"), faults);
            }
        }
        _ => {}
    }
}

/// Returns the faults of one file; what concerns the whole installation goes up.
fn faults(error: AppError) -> Result<Vec<Fault>, AppError> {
    match error {
        AppError::Input(faults) => Ok(faults.iter().cloned().collect()),
        AppError::Taken(fault) => Ok(vec![fault]),
        AppError::Refused(refusal) => Ok(vec![Fault {
            pointer: String::new(),
            code: FaultCode::Tegenstrijdig,
            message: refusal.to_string(),
        }]),
        other => Err(other),
    }
}

fn list(bytes: &[u8]) -> Result<Vec<(usize, Value)>, AppError> {
    let wrong = |message: String| AppError::fault("", FaultCode::VerkeerdeVorm, message);
    match kernel::parse_json(bytes).map_err(wrong)? {
        Value::Array(entries) => Ok((1..).zip(entries).collect()),
        _ => Err(wrong("verwacht wordt een lijst met dossiers".to_owned())),
    }
}

/// The columns of a table and their places in an application.
const COLUMNS: [(&str, &str); 8] = [
    ("kenmerk", "/kenmerk"),
    ("soort", "/soort"),
    ("gebeurtenis", "/gebeurtenis"),
    ("ontvangenOp", "/ontvangenOp"),
    ("betrokkene.soort", "/betrokkene/soort"),
    ("betrokkene.naam", "/betrokkene/naam"),
    ("betrokkene.kvkNummer", "/betrokkene/kvkNummer"),
    ("betrokkene.rechtsvorm", "/betrokkene/rechtsvorm"),
];

fn table(bytes: &[u8]) -> Result<Vec<(usize, Value)>, AppError> {
    let unreadable =
        |error: csv::Error| AppError::fault("", FaultCode::VerkeerdeVorm, csv_message(&error));
    let separator = if first_line(bytes).contains(&b';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(bytes);
    let headers = reader.headers().map_err(unreadable)?.clone();
    check_headers(&headers)?;
    let mut entries = Vec::new();
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let line = row.position().map_or(0, |place| usize::try_from(place.line()).unwrap_or(0));
        entries.push((line, json!({ "aanvraag": application(&headers, &row) })));
    }
    Ok(entries)
}

fn first_line(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == b'\n').next().unwrap_or_default()
}

fn csv_message(error: &csv::Error) -> String {
    let line = error.position().map_or(0, csv::Position::line);
    format!(
        "regel {line} van de tabel is niet te lezen; controleer scheidingstekens, aanhalingstekens en UTF-8"
    )
}

fn check_headers(headers: &csv::StringRecord) -> Result<(), AppError> {
    let known = COLUMNS.map(|(name, _)| name);
    let mut faults = Faults::new();
    for header in headers {
        if !known.contains(&header) {
            let hint = kernel::did_you_mean(header, known);
            let message =
                format!("kolom «{header}» is niet bekend.{hint} Bekend zijn: {}", known.join(", "));
            faults.add(format!("/{header}"), FaultCode::OnbekendVeld, message);
        }
    }
    Ok(faults.into_result(Some(()))?)
}

fn application(headers: &csv::StringRecord, row: &csv::StringRecord) -> Value {
    let mut application = json!({});
    for (header, text) in headers.iter().zip(row).filter(|(_, text)| !text.trim().is_empty()) {
        let Some((_, place)) = COLUMNS.iter().find(|(name, _)| *name == header) else { continue };
        let mut parts = place.split('/').skip(1);
        let (Some(first), second) = (parts.next(), parts.next()) else { continue };
        match second {
            None => application[first] = json!(text.trim()),
            Some(second) => application[first][second] = json!(text.trim()),
        }
    }
    application
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::AppError;

    #[test]
    fn a_table_becomes_applications() {
        let csv = "kenmerk;soort;ontvangenOp;betrokkene.naam\nZ-1;alcohol-horeca;2026-11-02;Voorbeeld B.V.\n";
        let entries = table(csv.as_bytes()).unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].0, 2);
        assert_eq!(entries[0].1["aanvraag"]["betrokkene"]["naam"], "Voorbeeld B.V.");
    }

    #[test]
    fn an_unknown_column_is_named() {
        let Err(AppError::Input(faults)) = table(b"kenmerk,sort\n1,2\n") else {
            panic!("an unknown column has to be refused");
        };
        let faults: Vec<_> = faults.iter().collect();
        assert_eq!(faults[0].pointer, "/sort");
        assert!(faults[0].message.contains("soort"));
    }
}
