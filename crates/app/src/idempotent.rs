//! A request that may come twice: the second time nothing happens again, and the answer is the file it was about.

use crate::{AppError, Caller};
use kernel::{Moment, Sha256Hex};
use std::fmt::Display;
use std::str::FromStr;
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

/// A request in a transaction that may be a repetition.
pub(crate) enum Attempt<I> {
    /// Carry it out, and then keep the answer.
    New(Option<Request>),
    /// It was done, and this is what it was about.
    Done(I),
}

/// Looks whether the request was seen before.
pub(crate) async fn attempt<I: FromStr>(
    tx: &mut Tx,
    caller: &Caller,
    key: Option<&RequestKey>,
    now: Moment,
) -> Result<Attempt<I>, AppError> {
    let Some(key) = key else { return Ok(Attempt::New(None)) };
    let request =
        Request { account: caller.account(), key: key.key.clone(), digest: key.digest, at: now };
    match tx.claim_request(&request).await? {
        Claim::Fresh => Ok(Attempt::New(Some(request))),
        Claim::Replay { response, .. } => response
            .parse()
            .map(Attempt::Done)
            .map_err(|_| AppError::Unreadable("idempotency".to_owned())),
        Claim::Mismatch => Err(AppError::KeyReused),
    }
}

/// Keeps what a request was about: a file, or an account. The answer itself is not kept: what is in a file stays closed at rest, and whoever
/// repeats a request is served by the file as it is now.
pub(crate) async fn keep(
    tx: &mut Tx,
    request: Option<&Request>,
    about: impl Display,
) -> Result<(), AppError> {
    if let Some(request) = request {
        tx.answer_request(request, 200, &about.to_string()).await?;
    }
    Ok(())
}
