//! Messages that come twice and in any order lead to the same state as those that come once and in order.

use super::scene::{Scene, content, reason, words};
use app::tips::{Answer, Offer, ReceivedTipStep, SentTipStep, Topic, WithdrawalCode};
use harness::{TestApp, TestDatabase, on_every_database};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// What an officer of the receiver sees, without what differs by the moment of arrival.
type Seen = (String, Option<Offer>, bool);

/// The bytes of a tip, of an answer to a question about it and of its withdrawal.
async fn three_messages(scene: &Scene<'_>) -> Vec<String> {
    let id = scene.delivered().await;
    let mut all = vec![scene.line.last_carried()];
    let got = scene.taken_up().await;
    let ask = ReceivedTipStep::Ask(Topic::Contact);
    scene.received_step(&scene.assen.first, &got, ask).await.unwrap();
    scene.work().await;
    let view = scene.sent(id).await;
    let mut contact = content().contact;
    contact.bereikbaarheid = words("ander nummer");
    let vraag = view.vraag.as_ref().unwrap().id;
    let answer = Answer { vraag, betrokkene: None, besluit: None, contact: Some(contact) };
    let step = SentTipStep::WriteAnswer(Box::new(answer));
    let view = scene.sent_step(&scene.emmen.first, &view, step).await.unwrap();
    let step = SentTipStep::ReleaseAnswer;
    let view = scene.sent_step(&scene.emmen.second, &view, step).await.unwrap();
    scene.work().await;
    all.push(scene.line.last_carried());
    let view = scene.sent(view.regel.id).await;
    let step = SentTipStep::Withdraw { code: WithdrawalCode::Outdated, reason: reason() };
    scene.sent_step(&scene.emmen.first, &view, step).await.unwrap();
    scene.work().await;
    all.push(scene.line.last_carried());
    all
}

/// Lets the receiver forget what it got, takes these messages in this order, and returns what an officer sees then.
async fn seen(
    database: &TestDatabase,
    scene: &Scene<'_>,
    wires: impl IntoIterator<Item = &String>,
) -> Seen {
    database.sql("DELETE FROM tip_received;;DELETE FROM tip_inbox WHERE source LIKE '%1'");
    let party = scene.assen.first.party();
    for wire in wires {
        let reply = scene.app.app.take_tip_message(party, scene.emmen.oin, wire.as_bytes()).await;
        assert!(matches!(reply.unwrap().status, Some(200 | 202)));
    }
    let view = scene.received().await;
    (view.regel.stand, view.inhoud, view.ingetrokken)
}

#[test]
fn any_order_with_repetitions_gives_the_state_of_the_order_they_were_sent_in() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        let wires = three_messages(&scene).await;
        // Without the withdrawal the content remains to be compared as well.
        let expected: Vec<Seen> =
            [seen(database, &scene, &wires[..2]).await, seen(database, &scene, &wires).await]
                .into();
        assert_eq!((expected[0].0.as_str(), expected[1].0.as_str()), ("ontvangen", "ingetrokken"));
        assert_eq!(expected[0].1.as_ref().unwrap().contact.bereikbaarheid, words("ander nummer"));
        let orders = (2_usize..=3).prop_flat_map(|count| {
            let once: Vec<usize> = (0..count).collect();
            let more = proptest::collection::vec(0..count, 0..4);
            more.prop_map(move |more| once.iter().copied().chain(more).collect::<Vec<_>>())
                .prop_shuffle()
                .prop_map(move |order| (count, order))
        });
        let mut runner = TestRunner::deterministic();
        for _ in 0..24 {
            let (count, order) = orders.new_tree(&mut runner).unwrap().current();
            let found = seen(database, &scene, order.iter().map(|place| &wires[*place])).await;
            assert_eq!(found, expected[count - 2], "{order:?}");
        }
    });
}
