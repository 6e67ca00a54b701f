//! Many tips in a storm: messages lost, doubled, changed, forged, held back and late, and workers that are killed in the middle of
//! their turn, theirs and ours. What both parties have afterwards is counted past the program.
//!
//! `DIJKWACHT_TIPS` and `DIJKWACHT_SEED` choose how many tips and which chances.

use super::scene::{Chance, Scene};
use app::tips::Month;
use harness::{TestApp, TestDatabase, on_every_database};

/// Tips in the short storm that is part of every run.
const TIPS: usize = 300;
/// Tips that are released between two turns of the worker.
const AT_A_TIME: usize = 5;
const SEED: u64 = 20_261_126;

fn chosen<N: std::str::FromStr>(variable: &str, usual: N) -> N {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn a_storm_loses_nothing_and_doubles_nothing() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        scene.work().await;
        let (tips, seed) = (chosen("DIJKWACHT_TIPS", TIPS), chosen("DIJKWACHT_SEED", SEED));
        let mut chance = Chance(seed);
        *scene.line.storm.lock().unwrap() = Some(Chance(seed ^ 1));
        let (mut kills, mut turns) = (0, 0);
        for released in 1..=tips {
            scene.released().await;
            if released % AT_A_TIME != 0 {
                continue;
            }
            turns += 1;
            kills += usize::from(scene.kill_after(1 + chance.below(60)).await);
            late(&scene, &mut chance).await;
            let seconds = i64::try_from(chance.below(200)).unwrap();
            app.at(app.app.now().after(chrono::TimeDelta::seconds(seconds)));
        }
        *scene.line.storm.lock().unwrap() = None;
        // What a killed worker had in its hands is free after two minutes; the longest pause is five.
        for _ in 0..4 {
            scene.work_after(301).await;
        }
        late(&scene, &mut Chance(0)).await;
        eprintln!("{tips} tips, {kills} kills in {turns} turns, seed {seed}");
        assert!(kills * 3 >= turns, "{kills} kills in {turns} turns");
        count(database, tips);
        agreed(&scene, tips).await;
    });
}

/// Lets what was held back arrive, some of it or all.
async fn late(scene: &Scene<'_>, chance: &mut Chance) {
    let all: Vec<String> = scene.line.held.lock().unwrap().drain(..).collect();
    for wire in all {
        if chance.0 != 0 && chance.below(2) == 0 {
            scene.line.held.lock().unwrap().push(wire);
            continue;
        }
        let party = scene.assen.first.party();
        let reply = scene.app.app.take_tip_message(party, scene.emmen.oin, wire.as_bytes()).await;
        assert!(matches!(reply.unwrap().status, Some(200 | 202)));
    }
}

/// Counts in the tables, not by our own code: each tip of the sender is there once, with the bytes that were sent and a receipt.
fn count(database: &TestDatabase, tips: usize) {
    for query in [
        "SELECT count(*) FROM tip_sent",
        "SELECT count(*) FROM tip_sent WHERE state = 'bezorgd'",
        "SELECT count(*) FROM tip_received WHERE state = 'ontvangen'",
        "SELECT count(DISTINCT tip_id) FROM tip_received",
        "SELECT count(*) FROM tip_sent s JOIN tip_received r ON r.tip_id = s.id AND r.party_id <> s.party_id",
        "SELECT count(*) FROM tip_outbox WHERE state = 'bezorgd' AND receipt IS NOT NULL AND content IS NULL",
        "SELECT count(*) FROM tip_outbox o JOIN tip_inbox i ON i.id = o.id AND i.sha256 = o.wire_sha256 AND i.receipt = o.receipt",
        "SELECT count(*) FROM tip_inbox",
    ] {
        assert_eq!(database.sql(query).trim(), tips.to_string(), "{query}");
    }
}

async fn agreed(scene: &Scene<'_>, tips: usize) {
    scene.trail(&scene.emmen).await;
    let (app, month): (_, Month) = (&scene.app.app, "2026-11".parse().unwrap());
    let theirs = app.tip_report(&scene.assen.first, scene.emmen.oin, month).await.unwrap();
    assert_eq!(theirs.ontvangen.len(), tips);
    let signed = &theirs.ondertekend;
    let compared = app.compare_tip_report(&scene.emmen.first, scene.assen.oin, signed).await;
    assert_eq!(compared.unwrap(), []);
}
