//! Which known person or organisation may be meant: normalise, find candidates by key, score the pair with its reasons.
//!
//! 1. [`Profile::prepare`] takes names apart once; a [`Prepared`] profile can be kept and compared with many others.
//! 2. [`keys`] gives the blocking keys of a prepared profile: short texts for a table `k(key, id)`. Only those that share a key
//!    are scored.
//! 3. [`score()`] weighs a pair in points per mille; [`compare`] gives the same score with its reasons in Dutch.
//!
//! The rules are tables and integer points and never a learned model: every point can be read and defended. A score orders
//! candidates and nothing more. A person confirms or rejects each link, and nothing follows from a score by itself (AVG 22). The
//! circle is the body's own files (art. 28 Wet Bibob). The BSN is no key and not even a field here.
//!
//! The same pair gives the same bytes under the same [`VERSION`], and in both directions the same score.

mod band;
mod born;
mod evidence;
mod key;
mod normal;
mod profile;
mod score;
mod spelling;
mod tables;
#[cfg(test)]
mod tests;

pub use band::{Bands, BandsError, MatchBand};
pub use born::Born;
pub use evidence::{Comparison, Evidence, EvidenceKind, Field};
pub use key::{BlockingKey, MOST_CANDIDATES, STOP_KEY, keys};
pub use normal::Prepared;
pub use profile::{Address, Name, NameKind, PersonName, Profile};
pub use score::{Score, compare, score};

/// The version of the rules, the tables and the keys. Another version may give another score and other keys: keys that are kept
/// carry it, and are made anew when it changes.
pub const VERSION: u16 = 1;
