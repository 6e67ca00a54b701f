//! Known parties: who on our own files may be the same person or organisation as somebody else.
//!
//! Every betrokkene and every related person on a file of the party is made findable by the worker ([`crate::Worker`]): at a new
//! file, when the persons on it change, and when the rules or keys do. [`known_like`](crate::App::known_like) finds candidates for any profile;
//! [`known_parties`](crate::App::known_parties) does that for everybody on a file, each time somebody looks, so that what stands there is never older than
//! the files. The circle is the caller's own party (art. 28 Wet Bibob), and of it only the files that the caller is on: who may not
//! know a file does not learn from another one that somebody is on it. The exception is who handles a tip, who is on no file: beside that
//! tip, and nowhere else, they see who on all files of the party may be meant ([`tip_candidates`](crate::App::tip_candidates)).
//!
//! A score orders, and a person decides (AVG 22): [`decide_link`](crate::App::decide_link) confirms or rejects a pair with a reason. That links two
//! records and changes no file, score or state.

mod decide;
mod find;
mod keep;
mod pair;
mod profile;
mod show;

pub use decide::{DecideLink, LinkChoice};
pub use find::{Found, FoundParty};
pub use pair::KnownPair;
pub use profile::KnownProfile;
pub(crate) use show::lezing;
pub use show::{Candidate, KnownOf, KnownParties, LinkDecision, LinkStand};
