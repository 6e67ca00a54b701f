//! The campaign: the service is killed at random moments while clients write, and started again on the same data.

use super::client::Client;
use super::home::Home;
use super::random::{Random, seed};
use super::soundness::{self, Findings};
use super::writer::{Report, World, Writer};
use harness::{TestDatabase, on_every_database};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The variable with the number of kills on each database.
const KILLS: &str = "DIJKWACHT_KILLS";
const WRITERS: u64 = 4;
/// At most so many acknowledgements between two kills.
const MOST_BETWEEN: u64 = 16;
/// Of so many kills one comes while the service starts, and two while the worker delivers what an earlier life left.
const KINDS: u64 = 8;
/// How often the outgoing folder is looked at before a kill comes anyhow.
const LOOKS: u32 = 5_000;
/// Far longer than an acknowledgement takes: a campaign that reaches it fails.
const PATIENCE: Duration = Duration::from_mins(2);

#[test]
fn kills_lose_nothing_and_double_nothing() {
    let kills = std::env::var(KILLS).map_or(20, |text| text.parse().expect(KILLS));
    on_every_database(async |database| {
        let seed = seed();
        eprintln!("{:?}: {kills} kills, DIJKWACHT_SEED={seed}", database.store.backend());
        database.store.close().await.expect("a store that closes");
        let started = Instant::now();
        let home = Home::new(database);
        let tokens: Vec<String> =
            ["gemeente-emmen", "gemeente-assen"].map(|party| home.official(party).1).into();
        let reports = campaign(&home, &tokens, kills, seed);
        let findings = soundness::check(database, &home, &tokens, &reports).await;
        tell(&reports, &findings, started);
        assert!(findings.wrong.is_empty(), "{:#?}", findings.wrong);
        assert_serves(database, &home, &tokens);
    });
}

/// Kills the service so many times; returns what each writer knows.
fn campaign(home: &Home, tokens: &[String], kills: u64, seed: u64) -> Vec<Report> {
    let world = World::default();
    let (told, acknowledged) = channel();
    thread::scope(|scope| {
        let end = End(&world);
        let writers: Vec<_> = (0..WRITERS)
            .zip(tokens.iter().cycle())
            .map(|(number, token)| Writer {
                world: &world,
                client: Client::new(token),
                number,
                random: Random::new(seed, number + 1),
                told: told.clone(),
            })
            .map(|writer| scope.spawn(|| writer.work()))
            .collect();
        let mut random = Random::new(seed, 0);
        for _ in 0..kills {
            life(home, &world, &acknowledged, &mut random);
        }
        let last = home.serve().ready();
        world.up(last.address(home));
        drop(end);
        let reports = writers.into_iter().map(|writer| writer.join().expect("a writer")).collect();
        last.kill();
        reports
    })
}

/// Lets the writers go home, also when the campaign fails.
struct End<'w>(&'w World);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.finish();
    }
}

/// One life of the service, from its start to its kill.
fn life(home: &Home, world: &World, acknowledged: &Receiver<()>, random: &mut Random) {
    let kind = random.below(KINDS);
    let spooled = home.spooled();
    let starting = home.serve();
    if kind == 0 {
        random.dawdle(200_000);
        return starting.kill();
    }
    let service = starting.ready();
    while acknowledged.try_recv().is_ok() {}
    world.up(service.address(home));
    if kind <= 2 {
        // The first file that appears ends it; there may be nothing to deliver.
        let _ = (0..LOOKS).find(|_| home.spooled() > spooled);
    } else {
        for _ in 0..random.below(MOST_BETWEEN) {
            let told = acknowledged.recv_timeout(PATIENCE);
            assert!(told.is_ok(), "nothing is acknowledged any more:\n{}", home.logged());
        }
        random.dawdle(200);
    }
    service.kill();
}

fn tell(reports: &[Report], findings: &Findings, started: Instant) {
    let sum = |count: fn(&Report) -> u64| reports.iter().map(count).sum::<u64>();
    eprintln!(
        "  {} files; {} writes acknowledged, {} interrupted, of which {} sent again; {} found carried out without answer",
        sum(|report| u64::try_from(report.files.len()).unwrap()),
        sum(|report| report.files.iter().map(|file| file.version.unsigned_abs()).sum()),
        sum(|report| report.interrupted),
        sum(|report| report.repeated),
        findings.unanswered,
    );
    eprintln!(
        "  {} effects, one file each; {} delivered more than once into the same file; {} lines of the trail; {:.1} s",
        findings.effects,
        findings.redelivered,
        findings.lines,
        started.elapsed().as_secs_f64(),
    );
}

/// After all that the service simply works.
fn assert_serves(database: &TestDatabase, home: &Home, tokens: &[String]) {
    let service = home.serve().ready();
    let client = Client::new(&tokens[0]);
    let list = client.get(&service.address(home), "/dossiers?limiet=1").expect("an answer");
    assert_eq!(list.status, 200, "{:?} {list:?}", database.url());
    service.stop();
}
