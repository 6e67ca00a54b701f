//! The application on a database that a test opened: the rules of the program, the time and the randomness of the machine.

use app::{App, Cost, FrontDoor, Settings};
use kernel::{Clock, IdSource, Moment};
use rulebook::Rulebook;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use store::Store;

/// Returns the application on a database.
///
/// # Panics
/// When the rules that are compiled in do not load.
pub fn application(store: Store) -> App {
    let rules = Rulebook::load(&cli::embedded_rules()).expect("the rules");
    let door = FrontDoor::new(Cost::default(), Vec::new()).expect("a door");
    let (clock, ids) = (Arc::new(Machine), Arc::new(Machine));
    App::new(store, Arc::new(rules), clock, ids, Settings::default(), door)
}

struct Machine;

impl Clock for Machine {
    #[expect(
        clippy::disallowed_methods,
        reason = "what the program under test writes has the time of the machine"
    )]
    fn now(&self) -> Moment {
        Moment::new(chrono::Utc::now())
    }
}

impl IdSource for Machine {
    /// Random enough for ids that differ: the keys of the hasher come from the operating system.
    fn random(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        for part in bytes.chunks_mut(8) {
            let random = RandomState::new().build_hasher().finish().to_be_bytes();
            part.copy_from_slice(&random[..part.len()]);
        }
        bytes
    }
}
