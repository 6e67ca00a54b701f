//! Why somebody stays outside, or why a secret was not changed.

use crate::AppError;
use identity::password::{PasswordError, PasswordFault};
use store::StoreError;
use thiserror::Error;

/// Why an attempt to prove who one is came to nothing.
#[derive(Debug, Error)]
pub enum SignInRefusal {
    /// What was filled in does not belong together. Which part of it is wrong, and whether there is such an account, nobody hears.
    #[error("the attempt does not prove who it is")]
    Wrong,
    /// The new password is not good enough: every reason, in Dutch.
    #[error("the new password is not good enough")]
    Weak(Vec<&'static str>),
    /// Too many attempts came from this address, or from all together.
    #[error("too many attempts")]
    TooMany,
    /// So many attempts are being looked at that this one would wait too long.
    #[error("too many attempts at once")]
    Busy,
    /// Something else.
    #[error(transparent)]
    App(AppError),
}

impl From<AppError> for SignInRefusal {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<StoreError> for SignInRefusal {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl From<PasswordError> for SignInRefusal {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy,
            PasswordError::TooLong => Self::Weak(vec![PasswordFault::TooLong.people()]),
            PasswordError::UnreadableHash | PasswordError::Failed => {
                Self::App(AppError::Unreadable(error.to_string()))
            }
        }
    }
}
