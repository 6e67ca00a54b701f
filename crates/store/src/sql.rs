//! A statement that grows: text and values in turn. Both back ends read `$1`, `$2` and so on.

use crate::StoreError;
use kernel::Moment;
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Statement, Value};
use std::fmt::Write as _;

/// A statement with its values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Begins a statement.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Adds text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds a value.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        // Writing to a string cannot fail.
        let _ = write!(self.text, "${}", self.values.len());
        self
    }

    /// Adds values with commas between them.
    pub(crate) fn bind_list(self, values: impl IntoIterator<Item = Value>) -> Self {
        values.into_iter().enumerate().fold(self, |sql, (place, value)| {
            if place == 0 { sql.bind(value) } else { sql.text(", ").bind(value) }
        })
    }

    /// Adds text and a value when there is one.
    pub(crate) fn bind_some(self, text: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.text(text).bind(value),
            None => self,
        }
    }

    /// Adds what a function adds, so that a condition can be written once.
    pub(crate) fn then(self, add: impl FnOnce(Self) -> Self) -> Self {
        add(self)
    }

    /// Asks for one row more than a page of `limit` holds.
    pub(crate) fn page(self, limit: u32) -> Self {
        self.text(" LIMIT ").bind(i64::from(limit) + 1)
    }

    /// Reads the first row.
    pub(crate) async fn one<R: FromQueryResult>(
        self,
        database: &impl ConnectionTrait,
    ) -> Result<Option<R>, StoreError> {
        let row = database.query_one_raw(self.statement(database)).await?;
        Ok(row.map(|row| R::from_query_result(&row, "")).transpose()?)
    }

    /// Reads all rows.
    pub(crate) async fn all<R: FromQueryResult>(
        self,
        database: &impl ConnectionTrait,
    ) -> Result<Vec<R>, StoreError> {
        let rows = self.rows(database).await?;
        rows.iter().map(|row| Ok(R::from_query_result(row, "")?)).collect()
    }

    /// Reads all rows as they come from the driver.
    pub(crate) async fn rows(
        self,
        database: &impl ConnectionTrait,
    ) -> Result<Vec<QueryResult>, StoreError> {
        Ok(database.query_all_raw(self.statement(database)).await?)
    }

    /// Runs the statement and returns how many rows it touched.
    pub(crate) async fn execute(self, database: &impl ConnectionTrait) -> Result<u64, StoreError> {
        Ok(database.execute_raw(self.statement(database)).await?.rows_affected())
    }

    /// Returns whether there is a row.
    pub(crate) async fn exists(self, database: &impl ConnectionTrait) -> Result<bool, StoreError> {
        Ok(database.query_one_raw(self.statement(database)).await?.is_some())
    }

    pub(crate) fn statement(self, database: &impl ConnectionTrait) -> Statement {
        Statement::from_sql_and_values(database.get_database_backend(), self.text, self.values)
    }
}

/// Returns whether one row was touched, as a lookup by key expects.
pub(crate) fn touched(rows: u64) -> bool {
    rows == 1
}

/// Refuses a change that did not touch exactly one row.
pub(crate) fn one_row(rows: u64) -> Result<(), StoreError> {
    if touched(rows) { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Reads a stored moment.
pub(crate) fn moment(
    table: &'static str,
    column: &'static str,
    micros: i64,
) -> Result<Moment, StoreError> {
    Moment::from_micros(micros).ok_or_else(|| StoreError::inconsistent(table, column, &micros))
}

/// Reads a stored moment that may be absent.
pub(crate) fn maybe_moment(
    table: &'static str,
    column: &'static str,
    micros: Option<i64>,
) -> Result<Option<Moment>, StoreError> {
    micros.map(|micros| moment(table, column, micros)).transpose()
}
