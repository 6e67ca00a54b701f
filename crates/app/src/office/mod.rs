//! Administration: accounts and what they sign in with, programs, replacement; from the pages by an administrator, or at the
//! machine by the command line. An administrator reads no files, and changes nothing of the own account.

mod accounts;
mod author;
mod list;
mod programs;
mod reset;
mod rules;
mod substitution;
mod tokens;

pub use accounts::{AddedAccount, NewAccount, NewUser};
pub use list::{AccountDetail, AccountLine, SignInMeans};
pub use programs::{NewProgram, ProgramLine};
pub use reset::SetupCode;
pub use rules::{PartyHere, PolicyVersion};
pub use substitution::{NewSubstitution, Replaceable, SubstitutionLine, SubstitutionState};
pub use tokens::{IssuedToken, TokenRequest};

pub(crate) use author::Author;
