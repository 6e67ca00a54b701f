//! The machine's random source.

use kernel::IdSource;

/// Reads from the operating system.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemRandom;

impl IdSource for SystemRandom {
    fn random(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        fill(&mut bytes);
        bytes
    }
}

/// Fills a slice with random bytes.
pub(crate) fn fill(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        // Without randomness every key and id would be guessable: nothing may go on.
        std::process::abort();
    }
}
