//! Duties with the file they are on, for the list of tasks.

use crate::dossier::reviews;
use crate::task::TaskAnswer;
use crate::{App, AppError, Caller, Paged};
use kernel::{AccountId, CaseId, Moment, Redacted, SubjectId, TaskId};
use std::collections::BTreeMap;
use store::{CaseTitle, Cursor, TaskQuery, TaskRow, TaskState};

/// Duties on a page.
const PAGE: u32 = 50;

/// A duty with what its file is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The duty.
    pub task: TaskAnswer,
    /// The party's own reference of the file.
    pub reference: String,
    /// The name of the person or organisation concerned.
    pub name: Redacted<String>,
    /// Who did it, when it is done.
    pub done_by: Option<String>,
    /// Whether it is one that the caller may do: looking at access in an emergency is not for everybody.
    pub for_caller: bool,
}

impl App {
    /// Lists the open duties on the files of an account, what is due first, first; or those that are done, the last one first.
    /// The reading is logged per person before the list is shown.
    pub async fn duties(
        &self,
        caller: &Caller,
        done: bool,
        cursor: Option<&str>,
    ) -> Result<Paged<Duty>, AppError> {
        let began = self.now();
        let query = TaskQuery {
            state: if done { TaskState::Done } else { TaskState::Open },
            case: None,
            after: cursor.map(Cursor::new),
            limit: PAGE,
        };
        let page = self.store.tasks(caller.viewer(), &query).await?;
        let volgende = page.next.map(|cursor| cursor.as_str().to_owned());
        Ok(Paged { items: self.titled(caller, page.items, began).await?, volgende })
    }

    /// Reads a duty on one of the caller's files.
    pub async fn duty(&self, caller: &Caller, task: TaskId) -> Result<Duty, AppError> {
        let began = self.now();
        let row = self.store.find_task(caller.viewer(), task).await?.ok_or(AppError::NotFound)?;
        let duty = self.titled(caller, vec![row], began).await?.pop();
        duty.ok_or(AppError::NotFound)
    }

    async fn titled(
        &self,
        caller: &Caller,
        rows: Vec<TaskRow>,
        began: Moment,
    ) -> Result<Vec<Duty>, AppError> {
        let cases = rows.iter().map(|row| row.task.case);
        let titles = self.store.case_titles(caller.viewer(), cases).await?;
        let people: Vec<SubjectId> =
            titles.values().filter_map(|title| title.main_subject).collect();
        self.log_reading(caller, "taken-lijst", began, people).await?;
        let names = self.names_of_doers(caller, &rows).await?;
        let tasks = rows.iter().map(|row| row.task.id);
        let takers = self.store.emergency_takers(caller.scope(), tasks).await?;
        let may = |row: &TaskRow| {
            let taker = takers.get(&row.task.id).copied();
            taker.is_none() || reviews(caller, row.task.role.as_deref(), taker)
        };
        let duty = |row: TaskRow| duty(may(&row), row, &titles, &names);
        // A file that somebody was taken off in this moment is theirs no more.
        Ok(rows.into_iter().filter_map(duty).collect())
    }

    async fn names_of_doers(
        &self,
        caller: &Caller,
        rows: &[TaskRow],
    ) -> Result<BTreeMap<AccountId, String>, AppError> {
        if rows.iter().all(|row| row.done.is_none()) {
            return Ok(BTreeMap::new());
        }
        self.names_of_accounts(caller).await
    }

    /// Returns the names of the accounts of the caller's party.
    pub async fn names_of_accounts(
        &self,
        caller: &Caller,
    ) -> Result<BTreeMap<AccountId, String>, AppError> {
        let accounts = self.store.accounts(caller.scope()).await?;
        Ok(accounts.into_iter().map(|account| (account.id, account.name)).collect())
    }
}

fn duty(
    for_caller: bool,
    row: TaskRow,
    titles: &BTreeMap<CaseId, CaseTitle>,
    names: &BTreeMap<AccountId, String>,
) -> Option<Duty> {
    let title = titles.get(&row.task.case)?;
    let done_by = row.done.as_ref().and_then(|done| names.get(&done.by).cloned());
    Some(Duty {
        task: TaskAnswer::from(row),
        reference: title.reference.clone(),
        name: title.title.clone(),
        done_by,
        for_caller,
    })
}
