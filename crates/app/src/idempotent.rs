//! A request that may come twice: the second time it gets the answer of the first, and nothing happens again.

use crate::{AppError, Caller};
use kernel::{Moment, Sha256Hex};
use serde::Serialize;
use store::{Claim, Request, Tx};

/// The key that a sender gave a request, with what the request says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestKey {
    key: String,
    digest: [u8; 32],
}

impl RequestKey {
    /// Takes a key with the digest of all that the request says.
    pub fn new(key: impl Into<String>, digest: Sha256Hex) -> Self {
        Self { key: key.into(), digest: *digest.as_bytes() }
    }
}

/// An answer, fresh or given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered<T> {
    /// The request was carried out now.
    Fresh(T),
    /// It was carried out before; the answer of then, as JSON.
    Replayed(String),
}

/// A request in a transaction that may be a repetition.
pub(crate) enum Attempt {
    /// Carry it out, and then keep the answer.
    New(Option<Request>),
    /// It was done.
    Done(String),
}

/// Looks whether the request was seen before.
pub(crate) async fn attempt(
    tx: &mut Tx,
    caller: &Caller,
    key: Option<&RequestKey>,
    now: Moment,
) -> Result<Attempt, AppError> {
    let Some(key) = key else { return Ok(Attempt::New(None)) };
    let request =
        Request { account: caller.account(), key: key.key.clone(), digest: key.digest, at: now };
    match tx.claim_request(&request).await? {
        Claim::Fresh => Ok(Attempt::New(Some(request))),
        Claim::Replay { response, .. } => Ok(Attempt::Done(response)),
        Claim::Mismatch => Err(AppError::KeyReused),
    }
}

/// Keeps the answer to a request that may be repeated.
pub(crate) async fn keep<T: Serialize>(
    tx: &mut Tx,
    request: Option<&Request>,
    answer: &T,
) -> Result<(), AppError> {
    if let Some(request) = request {
        tx.answer_request(request, 200, &serde_json::to_string(answer)?).await?;
    }
    Ok(())
}
