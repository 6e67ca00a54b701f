//! Search by words. A text is folded to words here, for both back ends alike, so that nothing a user types is ever syntax.

use super::CaseSummary;
use super::read::member;
use super::row::{SUMMARY, SummaryRow};
use crate::page::after;
use crate::sql::Sql;
use crate::{Backend, Cursor, Page, Store, StoreError, Tx, Viewer};
use kernel::{CaseId, Id};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

/// Longer words are cut: nobody types more, and an index has a limit.
const WORD: usize = 64;
/// More words than this make no question clearer.
const WORDS: usize = 16;

/// What to search for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// Words that must all occur; the last one may be unfinished.
    pub text: String,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: u32,
}

#[derive(FromQueryResult)]
struct Found {
    #[sea_orm(nested)]
    summary: SummaryRow,
    search_id: Option<i64>,
}

/// The place of a file in the order of the index of `SQLite`, and in that of the ids.
type Key = (Option<i64>, Uuid);

impl Store {
    /// Searches the files an account is on, newest first. A text without words finds nothing.
    pub async fn search_cases(
        &self,
        viewer: &Viewer,
        query: &SearchQuery,
    ) -> Result<Page<CaseSummary>, StoreError> {
        let words: Vec<String> = words(&query.text).take(WORDS).collect();
        let after: Option<Key> = after(query.after.as_ref())?;
        if words.is_empty() {
            return Ok(Page { items: Vec::new(), next: None });
        }
        let sql = match self.backend() {
            Backend::Sqlite => sqlite(viewer, &words, after),
            Backend::Postgres => postgres(viewer, &words, after),
        };
        let rows: Vec<Found> = sql.page(query.limit).all(&self.pools.read).await?;
        let page = Page::of(rows, query.limit, |row| (row.search_id, row.summary.id()));
        page.try_map(|row| row.summary.try_into())
    }
}

impl Tx {
    /// Adds a file to the index; gives its row there on `SQLite`.
    pub(super) async fn index(&self, case: CaseId, text: &str) -> Result<Option<i64>, StoreError> {
        let sql = Sql::new("INSERT INTO case_search (case_id, party_id, body) VALUES (")
            .bind_list([case.uuid().into(), self.party_text().into(), body(text).into()])
            .text(")");
        let done = self.transaction.execute_raw(sql.statement(&self.transaction)).await?;
        Ok(match self.backend() {
            Backend::Sqlite => i64::try_from(done.last_insert_id()).ok(),
            Backend::Postgres => None,
        })
    }

    /// Replaces the words of a file in the index.
    pub(super) async fn index_again(&self, case: CaseId, text: &str) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE case_search SET body = ").bind(body(text));
        let sql = match self.backend() {
            Backend::Sqlite => sql
                .text(" WHERE rowid = (SELECT search_id FROM case_file WHERE id = ")
                .bind(case.uuid())
                .text(")"),
            Backend::Postgres => sql.text(" WHERE case_id = ").bind(case.uuid()),
        };
        sql.execute(&self.transaction).await?;
        Ok(())
    }
}

/// The index is walked in its own order, so that a page of a common word ends early.
fn sqlite(viewer: &Viewer, words: &[String], after: Option<Key>) -> Sql {
    let sql = found("case_search CROSS JOIN case_file c ON c.id = case_search.case_id")
        .text("case_search MATCH ")
        .bind(question(words, '"', " ", "*"));
    let sql = mine(sql, viewer).bind_some(" AND case_search.rowid < ", after.and_then(|key| key.0));
    sql.text(" ORDER BY case_search.rowid DESC")
}

fn postgres(viewer: &Viewer, words: &[String], after: Option<Key>) -> Sql {
    let sql = found("case_search JOIN case_file c ON c.id = case_search.case_id")
        .text("case_search.tsv @@ CAST(")
        .bind(question(words, '\'', " & ", ":*"))
        .text(" AS tsquery)");
    let sql = mine(sql, viewer).bind_some(" AND c.id < ", after.map(|key| key.1));
    sql.text(" ORDER BY c.id DESC")
}

fn found(tables: &str) -> Sql {
    Sql::new("SELECT ").text(SUMMARY).text(", c.search_id FROM ").text(tables).text(" WHERE ")
}

/// Asks the index for the file's id, so that a file of somebody else is not even looked up.
fn mine(sql: Sql, viewer: &Viewer) -> Sql {
    let sql = sql.text(" AND c.party_id = ").bind(viewer.party().as_str());
    member(sql, viewer, "case_search.case_id")
}

/// Writes words as a question of the index. The words hold letters and digits only.
fn question(words: &[String], quote: char, and: &str, prefix: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("{quote}{word}{quote}")).collect();
    quoted.join(and) + prefix
}

/// Writes a text as what the index keeps of it.
fn body(text: &str) -> String {
    let words: BTreeSet<String> = words(text).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// Folds a text to words: small letters without accents, and digits.
fn words(text: &str) -> impl Iterator<Item = String> {
    let folded: String = text
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(WORD).collect())
        .collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::{body, question, words};

    #[test]
    fn a_text_becomes_words_without_accents_and_signs() {
        let found: Vec<String> = words("Café «De Zwaan» B.V., o'Brien-İz 12a").collect();
        assert_eq!(found, ["cafe", "de", "zwaan", "b", "v", "o", "brien", "iz", "12a"]);
        assert_eq!(body("b a B"), "a b");
    }

    #[test]
    fn a_question_holds_no_syntax_of_the_user() {
        let found: Vec<String> = words("a\" OR body:* NEAR(b) 'x' & !y").collect();
        assert_eq!(
            question(&found, '"', " ", "*"),
            "\"a\" \"or\" \"body\" \"near\" \"b\" \"x\" \"y\"*"
        );
    }
}
