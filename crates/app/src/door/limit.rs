//! How often somebody may try: per address and for the process as a whole. In memory, because it only has to slow down; what
//! protects an account is counted in the database.

use chrono::TimeDelta;
use kernel::Moment;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// The time in which attempts are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(5);
/// The most attempts from one address in that time. One that succeeds is given back: an office shares an address.
const PER_ADDRESS: u32 = 20;
/// The most attempts of all together in that time.
const OF_ALL: u32 = 600;
/// The most addresses that are remembered.
const ADDRESSES: usize = 10_000;

/// The attempts of the last minutes.
#[derive(Debug, Default)]
pub(super) struct Attempts(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    by_address: BTreeMap<IpAddr, Window>,
    all: Option<Window>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    began: Moment,
    count: u32,
}

impl Window {
    /// Counts one more, in a fresh window when the time of this one is over. Returns whether there was room.
    fn count(window: &mut Self, most: u32, now: Moment) -> bool {
        if window.is_over(now) {
            *window = Self { began: now, count: 0 };
        }
        let room = window.count < most;
        window.count += u32::from(room);
        room
    }

    fn is_over(&self, now: Moment) -> bool {
        now >= self.began.after(WINDOW) || now < self.began
    }
}

impl Attempts {
    /// Counts an attempt; returns whether it may be made. Attempts without an address share one place.
    pub(super) fn count(&self, address: Option<IpAddr>, now: Moment) -> bool {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let address = place(address);
        if !counted.by_address.contains_key(&address) {
            counted.make_room(now);
        }
        let fresh = Window { began: now, count: 0 };
        let mine = counted.by_address.entry(address).or_insert(fresh);
        if !Window::count(mine, PER_ADDRESS, now) {
            return false;
        }
        Window::count(counted.all.get_or_insert(fresh), OF_ALL, now)
    }

    /// Gives an attempt back that succeeded.
    pub(super) fn give_back(&self, address: Option<IpAddr>) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = counted.by_address.get_mut(&place(address)) {
            window.count = window.count.saturating_sub(1);
        }
    }
}

impl Counted {
    /// Forgets what is over, and the oldest when that is not enough.
    fn make_room(&mut self, now: Moment) {
        if self.by_address.len() < ADDRESSES {
            return;
        }
        self.by_address.retain(|_, window| !window.is_over(now));
        if self.by_address.len() >= ADDRESSES {
            let oldest = self.by_address.iter().min_by_key(|(_, window)| window.began);
            if let Some(address) = oldest.map(|(address, _)| *address) {
                self.by_address.remove(&address);
            }
        }
    }
}

/// Who has one address of version 6 has all that share its first half.
fn place(address: Option<IpAddr>) -> IpAddr {
    match address {
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            let half = IpAddr::from([a, b, c, d, 0, 0, 0, 0]);
            address.to_ipv4_mapped().map_or(half, IpAddr::V4)
        }
        Some(address) => address,
        None => IpAddr::from([0, 0, 0, 0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(1_800_000_000_000_000 + seconds * 1_000_000).unwrap()
    }

    fn from(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn an_address_tries_so_often_in_five_minutes() {
        let attempts = Attempts::default();
        for attempt in 0..PER_ADDRESS {
            assert!(attempts.count(Some(from(1)), at(i64::from(attempt))), "{attempt}");
        }
        assert!(!attempts.count(Some(from(1)), at(299)));
        assert!(attempts.count(Some(from(2)), at(299)));
        attempts.give_back(Some(from(1)));
        assert!(attempts.count(Some(from(1)), at(299)) && !attempts.count(Some(from(1)), at(299)));
        assert!(attempts.count(Some(from(1)), at(300)));
    }

    #[test]
    fn all_together_try_so_often_too_and_memory_is_bounded() {
        let attempts = Attempts::default();
        let address = |number: u32| Some(IpAddr::from(number.to_be_bytes()));
        for number in 1..=OF_ALL {
            assert!(attempts.count(address(number), at(0)), "{number}");
        }
        assert!(!attempts.count(address(OF_ALL + 1), at(1)));
        assert!(attempts.count(address(OF_ALL + 1), at(300)));
        for number in 0..12_000 {
            attempts.count(address(number), at(300 + i64::from(number) / 100));
        }
        assert!(attempts.0.lock().unwrap().by_address.len() <= ADDRESSES);
    }

    #[test]
    fn neighbours_in_version_6_share_their_attempts() {
        let neighbour = |text: &str| place(Some(text.parse().unwrap()));
        assert_eq!(neighbour("2001:db8:1:2:3:4:5:6"), neighbour("2001:db8:1:2::1"));
        assert_ne!(neighbour("2001:db8:1:2::1"), neighbour("2001:db8:1:3::1"));
        assert_eq!(neighbour("::ffff:192.0.2.1"), from(1));
    }
}
