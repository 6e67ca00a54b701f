//! Passwords: Argon2id at a bounded pace, and rules that a person can read.
//!
//! Hashing is slow and takes memory on purpose, so a crowd at the door could take all of both. A [`Hasher`] therefore works on
//! so many passwords at once and lets so many wait; the next one hears [`PasswordError::Busy`] straight away.

mod pool;
mod rules;

pub use pool::{Cost, Hasher, PasswordError};
pub use rules::{Owner, PasswordFault, check};

use kernel::Redacted;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most characters of a password.
pub const LONGEST: usize = 128;

/// Most bytes to look at: four for each character, and as much again for what normalising takes away.
const MOST_BYTES: usize = LONGEST * 8;

/// Returns the one form of a password that looks the same, so that two keyboards make one password. None for a text that no
/// password can be, whatever it normalises to.
fn normalised(password: &Redacted<String>) -> Option<Zeroizing<String>> {
    let typed = password.reveal();
    if typed.len() > MOST_BYTES {
        return None;
    }
    let normal = Zeroizing::new(typed.nfkc().collect::<String>());
    (normal.chars().count() <= LONGEST).then_some(normal)
}
