//! Requests that may come twice: the second one gets the answer of the first.

use crate::sql::{Sql, one_row, touched};
use crate::{StoreError, Tx};
use kernel::{AccountId, Id, Moment};
use sea_orm::FromQueryResult;

/// A request that its sender may repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who sent it.
    pub account: AccountId,
    /// The key the sender gave it.
    pub key: String,
    /// The digest of what it says.
    pub digest: [u8; 32],
    /// When it came.
    pub at: Moment,
}

/// Whether a request was seen before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is new, and claimed by this transaction.
    Fresh,
    /// It was answered.
    Replay {
        /// The status of the answer.
        status: u16,
        /// The body of the answer.
        response: String,
    },
    /// The key was used for another request.
    Mismatch,
}

#[derive(FromQueryResult)]
struct Row {
    request_digest: Vec<u8>,
    status: i32,
    response: String,
}

impl Tx {
    /// Claims the key of a request. Another transaction with the same key waits for this one and then gets its answer.
    pub async fn claim_request(&mut self, request: &Request) -> Result<Claim, StoreError> {
        let rows = Sql::new("INSERT INTO idempotency (party_id, account_id, key, request_digest, status, response, created_at) VALUES (")
            .bind_list([
                self.party_text().into(),
                request.account.uuid().into(),
                request.key.as_str().into(),
                request.digest.to_vec().into(),
                0.into(),
                "".into(),
                request.at.micros().into(),
            ])
            .text(") ON CONFLICT (party_id, account_id, key) DO NOTHING")
            .execute(&self.transaction)
            .await?;
        if touched(rows) { Ok(Claim::Fresh) } else { self.earlier(request).await }
    }

    /// Keeps the answer to a claimed request.
    pub async fn answer_request(
        &mut self,
        request: &Request,
        status: u16,
        response: &str,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE idempotency SET status = ")
            .bind(i32::from(status))
            .text(", response = ")
            .bind(response);
        one_row(self.of_request(sql, request).execute(&self.transaction).await?)
    }

    async fn earlier(&self, request: &Request) -> Result<Claim, StoreError> {
        let sql = Sql::new("SELECT request_digest, status, response FROM idempotency");
        let row: Option<Row> = self.of_request(sql, request).one(&self.transaction).await?;
        let row = row.ok_or(StoreError::Busy)?;
        if row.request_digest != request.digest {
            return Ok(Claim::Mismatch);
        }
        let status = u16::try_from(row.status).ok().filter(|status| *status > 0);
        let status = status
            .ok_or_else(|| StoreError::inconsistent("idempotency", "status", &request.key))?;
        Ok(Claim::Replay { status, response: row.response })
    }

    fn of_request(&self, sql: Sql, request: &Request) -> Sql {
        sql.text(" WHERE party_id = ")
            .bind(self.party_text())
            .text(" AND account_id = ")
            .bind(request.account.uuid())
            .text(" AND key = ")
            .bind(request.key.as_str())
    }
}
