//! Who takes a step.

use crate::refusal::Refusal;
use kernel::AccountId;

/// An officer, or the program itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person, with an account.
    Officer(AccountId),
    /// The program: it sends, counts and clears, and decides nothing.
    Machine,
}

impl Actor {
    /// Returns the account of the person; a program is refused.
    pub fn officer(self) -> Result<AccountId, Refusal> {
        match self {
            Self::Officer(account) => Ok(account),
            Self::Machine => Err(Refusal::HumanOnly),
        }
    }
}
