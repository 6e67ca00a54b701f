//! Two installations, each a program with a database and a certificate of its own, exchange tips over a hostile line; both are
//! killed at random moments and started again. What both hold afterwards is counted past the program.
//!
//! Tips are written and released by the use cases, in the process of the test, on the data on which the programs run.
//! `docs/reliability.md` says what this proves and what it does not.

mod hostile;
mod house;
mod proxy;
mod sweep;
mod verdict;
mod wire;

use super::random::{Random, seed};
use crate::tips::https::{Authority, authority, certificate};
use harness::{ASSEN, EMMEN, TestDatabase, on_every_two_databases};
use hostile::Forger;
use house::{House, now};
use proxy::{POINTS, Point, Proxy, Road};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

const OINS: [&str; 2] = ["00000001001234500001", "00000001001234500002"];
const STRANGER: &str = "00000001001234500008";
/// Far longer than a message takes to come to any point; what is killed is killed then anyhow.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a queue may take after the first message that comes through (design of the exchange, section 7).
const DRAIN: Duration = Duration::from_mins(1);
/// Longer than any pause between two attempts and any lease of a worker that was killed.
const LONGEST: Duration = Duration::from_mins(8);
/// How long a worker holds what it claimed.
const LEASE: Duration = Duration::from_mins(2);
/// Of so many kills one comes while the program starts, and two at any moment.
const KINDS: u64 = 8;

/// How large a campaign is.
struct Size {
    /// Tips in the storm, of both installations together.
    tips: u64,
    /// Kills in the storm, of both installations together.
    kills: u64,
    /// Tips that are released while the line is down.
    queue: u64,
    /// How long the line is down.
    outage: Duration,
    /// Places of a message that are changed, at most.
    places: usize,
}

impl Size {
    fn chosen() -> Self {
        Self {
            tips: number("DIJKWACHT_TIPS", 260),
            kills: number("DIJKWACHT_TIP_KILLS", 20),
            queue: number("DIJKWACHT_TIP_QUEUE", 40),
            outage: Duration::from_secs(number("DIJKWACHT_TIP_OUTAGE_SECONDS", 3)),
            places: usize::try_from(number("DIJKWACHT_TIP_PLACES", 100)).unwrap(),
        }
    }
}

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |text| text.parse().expect(variable))
}

#[test]
fn two_installations_and_a_hostile_line_lose_nothing_and_double_nothing() {
    on_every_two_databases(async |one, other| {
        let (seed, size, started) = (seed(), Size::chosen(), Instant::now());
        eprintln!("{:?}: tips of two installations, DIJKWACHT_SEED={seed}", one.store.backend());
        let month = now().dutch_date();
        let mut campaign = Campaign::begin([one, other], seed).await;
        campaign.sweep(size.places).await;
        let swept = started.elapsed();
        campaign.storm(&size).await;
        let stormed = started.elapsed();
        campaign.outage(&size).await;
        campaign.end();
        let passed = started.elapsed();
        let wrong = verdict::check(&campaign, month).await;
        tell(&campaign, [swept, stormed, passed, started.elapsed()]);
        assert!(wrong.is_empty(), "{:#?}\n{}", wrong, campaign.logged());
        let found = verdict::check_after_loss(&campaign);
        assert_eq!(found.len(), 3, "{found:#?}");
    });
}

/// The two installations and the line.
struct Campaign<'a> {
    houses: [House<'a>; 2],
    proxy: Arc<Proxy>,
    hear: Receiver<()>,
    random: Random,
    /// How often each was killed.
    kills: [u64; 2],
    /// Kills that came at the point that was chosen.
    at_points: u64,
    /// How long the queue took after the outage.
    drained: Duration,
}

impl<'a> Campaign<'a> {
    async fn begin(databases: [&'a TestDatabase; 2], seed: u64) -> Self {
        let (authority, mut listeners) = (authority(), Vec::new());
        for _ in 0..2 {
            listeners.push(TcpListener::bind("127.0.0.1:0").await.unwrap());
        }
        let port = |road: usize| listeners[road].local_addr().unwrap().port();
        // The road of an installation is the one on which it sends; others reach it by the other one.
        let houses = [
            House::new(databases[0], (EMMEN, OINS[0]), port(1), &authority).await,
            House::new(databases[1], (ASSEN, OINS[1]), port(0), &authority).await,
        ];
        houses[0].befriend(&houses[1]).await;
        houses[1].befriend(&houses[0]).await;
        let mut roads = Vec::new();
        for (from, listener) in listeners.into_iter().enumerate() {
            roads.push(road(&houses, from, listener, &authority).await);
        }
        let roads = roads.try_into().ok().expect("two roads");
        let (proxy, hear) = Proxy::open(roads, Random::new(seed, 1));
        let random = Random::new(seed, 0);
        let (kills, at_points, drained) = ([0, 0], 0, Duration::ZERO);
        let mut campaign = Self { houses, proxy, hear, random, kills, at_points, drained };
        campaign.houses.iter_mut().for_each(House::start);
        campaign
    }

    /// Releases tips of both installations in turn.
    async fn release(&mut self, tips: u64) {
        for tip in 0..tips {
            let from = usize::from(tip % 2 == 1);
            let to = self.houses[1 - from].oin;
            self.houses[from].release(to).await;
        }
    }

    /// Tips while the line is hostile and the programs are killed.
    async fn storm(&mut self, size: &Size) {
        self.proxy.set_storm(true);
        let (mut released, kills) = (0, size.kills.max(1));
        for kill in 1..=kills {
            let wanted = size.tips * kill / kills;
            let victim = usize::from(kill % 2 == 0);
            if size.kills == 0 {
                self.release(wanted).await;
            } else {
                self.kill(victim, wanted - released).await;
            }
            released = wanted;
        }
        self.proxy.set_storm(false);
        if size.outage < LEASE {
            // What a killed worker had in its hands is free after two minutes: here it is taken away instead, while nobody works.
            for house in &mut self.houses {
                house.kill();
                house
                    .database
                    .sql("UPDATE tip_outbox SET claimed_until = NULL WHERE state = 'wacht'");
                house.start();
            }
        }
        self.drain(LONGEST);
    }

    /// Releases tips, and kills one of the programs over them.
    async fn kill(&mut self, victim: usize, tips: u64) {
        self.kills[victim] += 1;
        let kind = self.random.below(KINDS);
        if kind == 0 {
            self.release(tips).await;
            self.houses[victim].kill();
            let random = &mut self.random;
            self.houses[victim].start_in_vain(|| random.dawdle(200_000));
            return self.houses[victim].start();
        }
        if kind <= 2 {
            self.release(tips).await;
            let some = self.random.below(8);
            while self.hear.try_recv().is_ok() {}
            for _ in 0..some {
                // Where nothing comes any more, it is killed while it rests.
                if self.hear.recv_timeout(Duration::from_secs(1)).is_err() {
                    break;
                }
            }
            self.random.dawdle(20_000);
            self.houses[victim].kill();
        } else {
            self.kill_at_point(victim, tips).await;
        }
        self.houses[victim].start();
    }

    async fn kill_at_point(&mut self, victim: usize, tips: u64) {
        let point = POINTS[usize::try_from(self.random.below(4)).unwrap()];
        let road = usize::from(self.random.below(2) == 1);
        let armed = self.proxy.arm((road, point));
        self.release(tips).await;
        if armed.reached.recv_timeout(PATIENCE).is_ok() {
            self.at_points += 1;
        }
        if matches!(point, Point::Inside | Point::Answered) {
            self.random.dawdle(20_000);
        }
        self.houses[victim].kill();
        drop(armed);
    }

    /// Tips are queued while nobody gets through; afterwards the queue goes at once.
    async fn outage(&mut self, size: &Size) {
        self.proxy.set_down(true);
        let began = Instant::now();
        self.release(size.queue).await;
        self.rest(size.outage.saturating_sub(began.elapsed()));
        while self.hear.try_recv().is_ok() {}
        let waiting = self.waiting();
        assert!(size.queue == 0 || waiting + 20 > size.queue, "{waiting} wait in the outage");
        self.proxy.set_down(false);
        if size.queue > 0 {
            // The longest pause between two attempts is five minutes and a fifth.
            let first = self.hear.recv_timeout(LONGEST);
            assert!(first.is_ok(), "nothing comes after the outage:\n{}", self.logged());
        }
        self.drained = self.drain(DRAIN);
    }

    /// Waits until both have a receipt for all that they sent.
    fn drain(&mut self, most: Duration) -> Duration {
        let began = Instant::now();
        while self.waiting() > 0 {
            assert!(began.elapsed() < most, "not drained in {most:?}:\n{}", self.logged());
            self.rest(Duration::from_millis(500));
        }
        began.elapsed()
    }

    /// Lets the programs work for a time, whatever is heard of it.
    fn rest(&self, time: Duration) {
        let began = Instant::now();
        while began.elapsed() < time {
            let _ = self.hear.recv_timeout(time.saturating_sub(began.elapsed()));
        }
    }

    /// Messages without a receipt, by the tables of both.
    fn waiting(&self) -> u64 {
        let count = |house: &House<'_>| {
            house.number("SELECT count(*) FROM tip_outbox WHERE state = 'wacht'")
        };
        self.houses.iter().map(count).sum()
    }

    fn end(&mut self) {
        self.houses.iter_mut().for_each(House::kill);
    }

    fn logged(&self) -> String {
        let [one, other] = &self.houses;
        format!("{}\n--\n{}", one.home.logged(), other.home.logged())
    }
}

async fn road(
    houses: &[House<'_>; 2],
    from: usize,
    listener: TcpListener,
    authority: &Authority,
) -> Road {
    let (sender, receiver) = (&houses[from], &houses[1 - from]);
    let shown =
        |number: &str| wire::connector(certificate(authority, number), authority.der().clone());
    let own = certificate(authority, OINS[1 - from]);
    Road {
        port: listener.local_addr().unwrap().port(),
        listener: Mutex::new(Some(listener)),
        door: receiver.door,
        acceptor: wire::acceptor(own, authority.der().clone()),
        connector: shown(OINS[from]),
        stranger: shown(STRANGER),
        forger: Forger::new(sender, receiver).await,
    }
}

/// Tells what happened, and when each part of it was over.
fn tell(campaign: &Campaign<'_>, times: [Duration; 4]) {
    let tips: usize = campaign.houses.iter().map(|house| house.released.len()).sum();
    let [one, other] = campaign.kills;
    eprintln!("  {tips} tips; {one} and {other} kills, {} at a chosen point", campaign.at_points);
    for (what, count) in &campaign.proxy.state().counts {
        eprintln!("  {count} {what}");
    }
    let [swept, stormed, passed, all] = times.map(|time| time.as_secs());
    let drained = campaign.drained.as_secs_f64();
    eprintln!("  the queue of the outage was gone after {drained:.1} s");
    eprintln!("  places after {swept} s, storm {stormed} s, outage {passed} s, verdict {all} s");
}
