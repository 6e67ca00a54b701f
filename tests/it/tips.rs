//! The exchange of tips between two parties of one installation: the register, writing and releasing, carrying and taking, judging,
//! what goes wrong on the way, and what nobody else may see.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails that test")]

mod candidates;
mod exchange;
mod faults;
mod handed;
pub(crate) mod https;
mod letter;
mod orders;
pub(crate) mod peer;
mod register;
mod rights;
pub(crate) mod scene;
pub(crate) mod secrecy;
mod storm;
mod waiting;
