//! Duties with a date, on the files of an account.

use crate::dossier::audit_entry;
use crate::{App, AppError, Caller, Paged};
use case::Text;
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, Moment, TaskId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Cursor, StoreError, TaskDone, TaskQuery, TaskRow, TaskState};

/// Welke taken.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Takenfilter")]
pub struct TaskFilter {
    /// Ook de taken die zijn afgerond.
    #[serde(default)]
    pub ook_afgerond: bool,
    /// Waar het deel begint.
    #[serde(default)]
    pub cursor: Option<String>,
    /// Hoeveel ten hoogste.
    #[serde(default = "crate::dossier::page_size")]
    #[schemars(range(min = 1, max = 100))]
    pub limiet: u32,
}

impl TaskFilter {
    /// The first of the open duties.
    pub fn open(most: usize) -> Self {
        let limiet = u32::try_from(most).unwrap_or(u32::MAX);
        Self { ook_afgerond: false, cursor: None, limiet }
    }
}

/// Rondt een taak af.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Taakafronding")]
pub struct FinishTask {
    /// Wat er is gedaan, en waar het bewijs staat.
    pub notitie: Text,
}

/// Een taak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Taak")]
pub struct TaskAnswer {
    /// Het id.
    pub id: TaskId,
    /// Het dossier.
    pub dossier: CaseId,
    /// De plicht.
    pub plicht: String,
    /// Het artikel.
    pub artikel: String,
    /// Wat er moet gebeuren.
    pub omschrijving: String,
    /// De laatste dag.
    pub uiterlijk: NaiveDate,
    /// Voor welke rol, als dat vaststaat.
    pub rol: Option<String>,
    /// Wanneer de plicht ontstond.
    pub ontstaan_op: Moment,
    /// Wanneer zij is afgerond.
    pub afgerond_op: Option<Moment>,
    /// Door welk account.
    pub afgerond_door: Option<AccountId>,
    /// Wat erover is gezegd.
    pub notitie: Option<String>,
}

impl From<TaskRow> for TaskAnswer {
    fn from(row: TaskRow) -> Self {
        let (task, done) = (row.task, row.done);
        Self {
            id: task.id,
            dossier: task.case,
            plicht: task.kind,
            artikel: task.article,
            omschrijving: task.description,
            uiterlijk: task.due_on,
            rol: task.role,
            ontstaan_op: task.created_at,
            afgerond_op: done.as_ref().map(|done| done.at),
            afgerond_door: done.as_ref().map(|done| done.by),
            notitie: done.and_then(|done| done.note),
        }
    }
}

impl App {
    /// Lists the duties on the files of an account, or on one of them.
    pub async fn tasks(
        &self,
        caller: &Caller,
        case: Option<CaseId>,
        filter: &TaskFilter,
    ) -> Result<Paged<TaskAnswer>, AppError> {
        if let Some(case) = case {
            self.find(caller, case).await?;
        }
        let query = TaskQuery {
            state: if filter.ook_afgerond { TaskState::All } else { TaskState::Open },
            case,
            after: filter.cursor.as_ref().map(Cursor::new),
            limit: filter.limiet,
        };
        let page = self.store.tasks(caller.viewer(), &query).await?;
        Ok(Paged::of(page, TaskAnswer::from))
    }

    /// Closes a duty, with what was done. That of looking at access in an emergency is not for who took it.
    pub async fn finish_task(
        &self,
        caller: &Caller,
        case: CaseId,
        task: TaskId,
        finish: &FinishTask,
    ) -> Result<(), AppError> {
        self.find(caller, case).await?;
        if let Some(row) = self.store.emergency(caller.scope(), task).await? {
            let here = row.taken.case == case;
            let row = Some(row).filter(|_| here).ok_or(AppError::NotFound)?;
            return self.reviewed(caller, &row, &finish.notitie).await;
        }
        let now = self.now();
        let note = finish.notitie.as_str().to_owned();
        let done = TaskDone { at: now, by: caller.account(), note: Some(note.clone()) };
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.finish_task(case, task, &done).await.map_err(|error| match error {
            StoreError::Conflict => AppError::NotFound,
            other => other.into(),
        })?;
        let subject = format!("dossier/{case}/taak/{task}");
        tx.audit(&audit_entry(caller, now, "taak-afronden", &subject, None, note.as_bytes()))
            .await?;
        Ok(tx.commit().await?)
    }
}
