//! The bounded pool that hashes.

use super::normalised;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::Redacted;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes that may be filled side by side.
    pub lanes: u32,
}

impl Cost {
    /// The least that OWASP asks for in 2025: 19 MiB, two passes, one lane.
    pub const OWASP_2025: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
}

/// More than OWASP's least in memory and in passes: 32 MiB and three passes, some 50 ms of one processor. Two at once take
/// 64 MiB, which a small machine has.
impl Default for Cost {
    fn default() -> Self {
        Self { memory_kib: 32 * 1024, passes: 3, lanes: 1 }
    }
}

/// Why a password was not hashed or checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// So many others wait that this one would wait too long.
    #[error("too many passwords wait to be hashed")]
    Busy,
    /// The password is longer than any password may be; see [`super::check`].
    #[error("the password is longer than a password may be")]
    TooLong,
    /// What is stored is no Argon2id hash.
    #[error("the stored hash cannot be read")]
    UnreadableHash,
    /// The hash function refused, or its thread died.
    #[error("the hash could not be computed")]
    Failed,
}

impl PasswordError {
    /// Says to a person what to do, in Dutch.
    pub fn people(self) -> &'static str {
        match self {
            Self::Busy => {
                "Er loggen nu veel mensen tegelijk in. Probeer het over een minuut opnieuw."
            }
            Self::TooLong => "Een wachtwoord heeft hoogstens 128 tekens.",
            Self::UnreadableHash | Self::Failed => {
                "Uw wachtwoord kan nu niet worden gecontroleerd. Neem contact op met de beheerder."
            }
        }
    }
}

/// Hashes and checks passwords. A clone shares the places of the original.
#[derive(Clone, Debug)]
pub struct Hasher {
    argon2: Argon2<'static>,
    /// A place for each password that is worked on.
    places: Arc<Semaphore>,
    /// A place for each password that is worked on or waits.
    queue: Arc<Semaphore>,
}

impl Hasher {
    /// Makes a pool that works on `at_once` passwords (one at least) and lets `waiting` more wait.
    pub fn new(cost: Cost, at_once: usize, waiting: usize) -> Result<Self, PasswordError> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None);
        let params = params.map_err(|_| PasswordError::Failed)?;
        let at_once = at_once.max(1);
        Ok(Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            places: Arc::new(Semaphore::new(at_once)),
            queue: Arc::new(Semaphore::new(at_once.saturating_add(waiting))),
        })
    }

    /// Hashes a password. The text is in the PHC form, with its salt and cost, and holds no secret but the hash itself.
    pub async fn hash(
        &self,
        password: &Redacted<String>,
        salt: [u8; 16],
    ) -> Result<Redacted<String>, PasswordError> {
        let password = normalised(password).ok_or(PasswordError::TooLong)?;
        let argon2 = self.argon2.clone();
        self.work(move || phc(&argon2, &password, &salt).map(Redacted::new)).await
    }

    /// Whether this is the password of that hash.
    pub async fn verify(
        &self,
        phc: &str,
        password: &Redacted<String>,
    ) -> Result<bool, PasswordError> {
        let stored = argon2id(phc).ok_or(PasswordError::UnreadableHash)?;
        // Nobody has a password that is too long; whether there is an account does not show in that.
        let Some(password) = normalised(password) else { return Ok(false) };
        let argon2 = self.argon2.clone();
        self.work(move || match argon2.verify_password(password.as_bytes(), &stored) {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(_) => Err(PasswordError::UnreadableHash),
        })
        .await
    }

    /// Takes as long as [`Self::verify`] and says no: for a name that has no account, so that the time does not tell.
    pub async fn verify_nothing(&self, password: &Redacted<String>) -> Result<bool, PasswordError> {
        // Who is told Busy for known names only would learn which names are known, so this one queues like the others.
        match self.hash(password, [0; 16]).await {
            Ok(_) | Err(PasswordError::TooLong) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether the hash was made at another cost than today's, or cannot be read: then hash the password again at the next
    /// sign-in that succeeds.
    pub fn needs_rehash(&self, phc: &str) -> bool {
        let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        argon2id(phc)
            .and_then(|stored| Params::try_from(&stored).ok())
            .is_none_or(|params| cost(&params) != cost(self.argon2.params()))
    }

    /// Runs slow work on a thread for it, once there is a place.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let queued = self.queue.clone().try_acquire_owned().map_err(|_| PasswordError::Busy)?;
        let place = self.places.clone().acquire_owned().await.map_err(|_| PasswordError::Failed)?;
        let held: [OwnedSemaphorePermit; 2] = [queued, place];
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            // Here and not outside: a caller who goes away leaves the thread at work, and its place is taken until it ends.
            drop(held);
            done
        });
        done.await.map_err(|_| PasswordError::Failed)?
    }
}

/// Reads a hash of the one kind that is stored here.
fn argon2id(phc: &str) -> Option<PasswordHash> {
    let hash = PasswordHash::new(phc).ok()?;
    let complete = hash.salt.is_some() && hash.hash.is_some();
    (complete && hash.algorithm == Algorithm::Argon2id.ident()).then_some(hash)
}

fn phc(
    argon2: &Argon2<'_>,
    password: &Zeroizing<String>,
    salt: &[u8],
) -> Result<String, PasswordError> {
    let hash: PasswordHash = argon2
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|_| PasswordError::Failed)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests;
