//! The history of a file: its events, how its date moved, and the proof that both give the file that is stored.

use super::record::OPENED;
use crate::{App, AppError, Caller, Paged, Permission};
use case::{Case, CommandName, Event, File};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, Moment};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use store::{AuditPart, CaseEvent};

/// The most events that one part of a history holds.
const EVENTS: u32 = 200;
/// The most that can happen around a file between two of its parts.
const MOST_AROUND: u32 = 1_000;

/// Een gebeurtenis in de geschiedenis van een dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Geschiedenisregel")]
pub struct HistoryEvent {
    /// Het volgnummer; gelijk aan de versie van het dossier erna.
    pub volgnummer: i64,
    /// Wanneer.
    pub tijdstip: Moment,
    /// Het account dat handelde.
    pub account: AccountId,
    /// De naam van dat account.
    pub door: String,
    /// Wat er gebeurde.
    pub naam: String,
    /// De gegevens van de gebeurtenis.
    pub inhoud: Value,
}

/// Een datum die het dossier had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Termijnverleden")]
pub struct DeadlinePast {
    /// De gebeurtenis waardoor de datum veranderde.
    pub volgnummer: i64,
    /// Wanneer.
    pub tijdstip: Moment,
    /// De laatste dag.
    pub uiterlijk: Option<NaiveDate>,
    /// Het soort termijn.
    pub termijnsoort: Option<String>,
    /// Stond de termijn stil?
    pub minimaal: bool,
    /// De stappen van de telling.
    pub stappen: Value,
}

/// What happened around a file besides its steps: who may know it, and what was put on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLine {
    /// When.
    pub at: Moment,
    /// What, as the audit trail names it.
    pub action: String,
    /// The name of who did it.
    pub by: String,
    /// Why.
    pub reason: Option<String>,
}

/// A part of a history, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryPage {
    /// The events.
    pub events: Vec<HistoryEvent>,
    /// What happened besides them in the same time.
    pub access: Vec<AccessLine>,
    /// How many events the file has in all.
    pub total: i64,
    /// The event before which the part with older ones ends; none on the last part.
    pub older: Option<i64>,
}

/// The actions of the audit trail that a history shows.
const AROUND: [&str; 10] = [
    "noodtoegang",
    "noodtoegang-nakijken",
    "lid-toevoegen",
    "lid-verwijderen",
    "vervanger-toevoegen",
    "vervanger-verwijderen",
    "belang-vastleggen",
    "belang-intrekken",
    "stuk-toevoegen",
    "dossier-archiveren",
];

impl App {
    /// Lists the events of a file after one of them.
    pub async fn history(
        &self,
        caller: &Caller,
        id: CaseId,
        after: i64,
    ) -> Result<Paged<HistoryEvent>, AppError> {
        let began = self.now();
        let row = self.find(caller, id).await?;
        let events = self.store.events(caller.viewer(), id, after, EVENTS).await?;
        let case: Case = serde_json::from_str(row.content.reveal())?;
        let people = super::data_subjects(case.file());
        self.log_reading(caller, "dossier-geschiedenis", began, people).await?;
        let full = u32::try_from(events.len()).is_ok_and(|count| count == EVENTS);
        let volgende = events.last().filter(|_| full).map(|event| event.seq.to_string());
        let items = self.in_words(caller, events).await?;
        Ok(Paged { items, volgende })
    }

    /// Lists the last events of a file, newest first.
    pub async fn latest_events(
        &self,
        caller: &Caller,
        id: CaseId,
        limit: usize,
    ) -> Result<Vec<HistoryEvent>, AppError> {
        let began = self.now();
        let row = self.find(caller, id).await?;
        let limit = u32::try_from(limit).unwrap_or(EVENTS).min(EVENTS);
        let events = self.store.latest_events(caller.viewer(), id, None, limit).await?;
        let case: Case = serde_json::from_str(row.content.reveal())?;
        let people = super::data_subjects(case.file());
        self.log_reading(caller, "dossier-geschiedenis", began, people).await?;
        self.in_words(caller, events).await
    }

    /// Lists the last events of a file, or the last before one of them, newest first, with what happened besides them.
    pub async fn history_page(
        &self,
        caller: &Caller,
        id: CaseId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<HistoryPage, AppError> {
        let began = self.now();
        let row = self.find(caller, id).await?;
        let limit = limit.min(EVENTS);
        let events = self.store.latest_events(caller.viewer(), id, before, limit).await?;
        let case: Case = serde_json::from_str(row.content.reveal())?;
        let people = super::data_subjects(case.file());
        self.log_reading(caller, "dossier-geschiedenis", began, people).await?;
        let older = events.last().map(|event| event.seq).filter(|seq| *seq > 1);
        let from = events.last().filter(|_| older.is_some()).map(|event| event.at);
        let access = self.access_between(caller, id, (from, before)).await?;
        let events = self.in_words(caller, events).await?;
        Ok(HistoryPage { events, access, total: row.summary.version, older })
    }

    /// Lists what happened around a file from a moment on, before one of its events.
    async fn access_between(
        &self,
        caller: &Caller,
        id: CaseId,
        (from, before): (Option<Moment>, Option<i64>),
    ) -> Result<Vec<AccessLine>, AppError> {
        let end = match before.and_then(|seq| seq.checked_sub(1)) {
            Some(seq) => self.store.events(caller.viewer(), id, seq, 1).await?.pop(),
            None => None,
        };
        let span = (from, end.map(|event| event.at));
        self.lines_around(caller, id, span, MOST_AROUND).await
    }

    /// Returns everything that happened around a file besides its steps, the oldest first. It logs no reading: who asks for it does,
    /// and has looked whether the caller may know the file.
    pub(crate) async fn around(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<Vec<AccessLine>, AppError> {
        let mut lines = self.lines_around(caller, id, (None, None), u32::MAX).await?;
        lines.reverse();
        Ok(lines)
    }

    /// Lists what happened around a file between two moments, newest first.
    async fn lines_around(
        &self,
        caller: &Caller,
        id: CaseId,
        (from, before): (Option<Moment>, Option<Moment>),
        limit: u32,
    ) -> Result<Vec<AccessLine>, AppError> {
        let subject = format!("dossier/{id}");
        let part = AuditPart { subject: &subject, actions: &AROUND, from, before, limit };
        let entries = self.store.audit_part(caller.scope(), part).await?;
        let line = |entry: store::AuditEntry| AccessLine {
            at: entry.at,
            action: entry.action,
            by: entry.actor_name,
            reason: entry.reason,
        };
        Ok(entries.into_iter().map(line).collect())
    }

    /// Reads events, with the names of who acted.
    async fn in_words(
        &self,
        caller: &Caller,
        events: Vec<CaseEvent>,
    ) -> Result<Vec<HistoryEvent>, AppError> {
        let accounts = self.store.accounts(caller.scope()).await?;
        let shielded = !caller.may(Permission::ReadCriminal);
        let name = |id: AccountId| accounts.iter().find(|account| account.id == id);
        let event = |event: CaseEvent| {
            Ok(HistoryEvent {
                volgnummer: event.seq,
                tijdstip: event.at,
                account: event.actor,
                door: name(event.actor).map(|account| account.name.clone()).unwrap_or_default(),
                naam: event.name,
                inhoud: content(event.content.reveal(), shielded)?,
            })
        };
        events.into_iter().map(event).collect()
    }

    /// Lists the dates that a file had.
    pub async fn deadlines(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<Vec<DeadlinePast>, AppError> {
        self.find(caller, id).await?;
        let entries = self.store.deadline_history(caller.viewer(), id).await?;
        let past = entries.into_iter().map(|entry| {
            Ok(DeadlinePast {
                volgnummer: entry.seq,
                tijdstip: entry.at,
                uiterlijk: entry.due.as_ref().map(|due| due.on),
                minimaal: entry.due.as_ref().is_some_and(|due| due.provisional),
                termijnsoort: entry.due.map(|due| due.kind),
                stappen: serde_json::from_str(&entry.steps)?,
            })
        });
        past.collect()
    }

    /// Plays all events of a file again and returns whether they give the file that is stored.
    pub async fn replays(&self, caller: &Caller, id: CaseId) -> Result<bool, AppError> {
        let stored: Case = serde_json::from_str(self.find(caller, id).await?.content.reveal())?;
        let mut case: Option<Case> = None;
        for event in self.every_event(caller, id).await? {
            let content = event.content.reveal();
            case = Some(match case {
                None if event.name == OPENED => Case::open(serde_json::from_str::<File>(content)?),
                None => return Ok(false),
                Some(case) => case.apply(&serde_json::from_str::<Event>(content)?)?,
            });
        }
        Ok(case == Some(stored))
    }

    /// Returns everything that happened on a file, the oldest first, and whether criminal data can stand in it. It logs no reading:
    /// who asks for it does.
    pub(crate) async fn course(
        &self,
        caller: &Caller,
        id: CaseId,
    ) -> Result<(Vec<HistoryEvent>, bool), AppError> {
        let events = self.every_event(caller, id).await?;
        let mut criminal = false;
        for event in &events {
            criminal |= is_criminal(&serde_json::from_str(event.content.reveal())?);
        }
        Ok((self.in_words(caller, events).await?, criminal))
    }

    /// Reads all events of a file, the oldest first.
    async fn every_event(&self, caller: &Caller, id: CaseId) -> Result<Vec<CaseEvent>, AppError> {
        let (mut all, mut after) = (Vec::new(), 0);
        loop {
            let events = self.store.events(caller.viewer(), id, after, EVENTS).await?;
            let Some(last) = events.last() else { return Ok(all) };
            after = last.seq;
            all.extend(events);
        }
    }
}

/// Whether criminal data can stand in the content of an event. A command that is not known may hold them.
fn is_criminal(content: &Value) -> bool {
    let Some(name) = content.pointer("/opdracht/naam").and_then(Value::as_str) else {
        return false;
    };
    let command = CommandName::ALL.iter().copied().find(|command| command.id() == name);
    command.is_none_or(CommandName::may_hold_criminal_data)
}

/// Reads the content of an event, without what such data can stand in for who has no right to them.
fn content(text: &str, shielded: bool) -> Result<Value, AppError> {
    let mut content: Value = serde_json::from_str(text)?;
    let hidden = shielded && is_criminal(&content);
    if let Some(inner) = content.pointer_mut("/opdracht/inhoud").filter(|_| hidden) {
        *inner = Value::Null;
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::content;
    use case::CommandName;
    use serde_json::json;

    /// Returns whether the content of an event is hidden from who may not read criminal data (AVG 10).
    fn is_hidden(command: &str) -> bool {
        let event =
            json!({ "opdracht": { "naam": command, "inhoud": { "motivering": "Tekst." } } });
        let text = event.to_string();
        assert_eq!(content(&text, false).unwrap(), event, "{command}");
        content(&text, true).unwrap()["opdracht"]["inhoud"].is_null()
    }

    #[test]
    fn every_command_in_which_criminal_data_can_stand_is_hidden() {
        for command in CommandName::ALL {
            assert_eq!(is_hidden(command.id()), command.may_hold_criminal_data(), "{command:?}");
        }
        for command in [
            "weigering-vastleggen",
            "lbb-ziet-af",
            "zienswijze-uitzonderen",
            "werkgroepadvies-vastleggen",
            "overtreding-vastleggen",
            "een-onbekende-opdracht",
        ] {
            assert!(is_hidden(command), "{command}");
        }
        assert!(!is_hidden("vragenlijst-versturen"));
        let opened = json!({ "kenmerk": "Z-1" });
        assert_eq!(content(&opened.to_string(), true).unwrap(), opened);
    }
}
