//! What can go wrong on the way. Whatever it is, a tip is there once and the sender knows by a signed receipt, or it waits.

use super::scene::{Act, Scene, is_tip, reason, tampered};
use app::tips::{
    Attention, GiveUpCause, Parcel, PartnerStep, ReceivedTipAction, ReceivedTipStep, Refusal,
    Reply, SentTipAction, SentTipStep, TipCarrier, TipPost, WithdrawalCode,
};
use harness::{TestApp, on_every_app, on_every_database, on_sqlite};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use store::Backend;

#[test]
fn whatever_happens_to_a_message_it_is_registered_once_and_delivered_in_the_end() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let each = [
            Act::LoseRequest,
            Act::LoseAnswer,
            Act::Twice,
            Act::Tamper,
            Act::Answer(503),
            Act::Answer(429),
            Act::Answer(301),
            Act::Forge,
        ];
        for (number, act) in each.into_iter().enumerate() {
            let id = scene.released().await.regel.id;
            scene.line.tell([act]);
            scene.work().await;
            let first = scene.line.last_carried();
            let delivered = scene.sent(id).await.regel.stand == "bezorgd";
            assert_eq!(delivered, act == Act::Twice, "{act:?}");
            scene.work_after(3).await;
            assert_eq!(scene.line.last_carried(), first, "{act:?}: the same bytes go again");
            assert_eq!(scene.sent(id).await.regel.stand, "bezorgd", "{act:?}");
            assert_eq!(scene.arrived().await.len(), number + 1, "{act:?}");
        }
        scene.trail(&scene.emmen).await;
    });
}

#[test]
fn other_bytes_under_a_known_id_and_bytes_of_another_are_refused_and_change_nothing() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let wire = scene.line.last_carried();
        let (party, sender) = (scene.assen.first.party().clone(), scene.emmen.oin);
        let take = async |sender, wire: String| {
            let reply = scene.app.app.take_tip_message(&party, sender, wire.as_bytes()).await;
            let reply = reply.unwrap();
            (reply.status.unwrap(), reply.body)
        };
        let (status, receipt) = take(sender, wire.clone()).await;
        assert_eq!(status, 200);
        assert_eq!(take(sender, wire.clone()).await, (200, receipt), "the receipt that was kept");
        assert_eq!(take(sender, tampered(&wire)).await, (400, String::new()));
        assert_eq!(take(scene.assen.oin, wire.clone()).await, (400, String::new()));
        assert_eq!(take("00000000000000000000".parse().unwrap(), wire.clone()).await.0, 400);
        assert_eq!(take(sender, "x".repeat(70_000)).await, (413, String::new()));
        assert_eq!(take(sender, String::new()).await, (400, String::new()));
        // Fifteen days later it is no longer good, and the register remembers it all the same.
        scene.app.at(scene.app.app.now().after(chrono::TimeDelta::days(15)));
        assert_eq!(take(sender, wire).await, (400, String::new()));
        assert_eq!(scene.arrived().await.len(), 1);
        let refused = scene.trail(&scene.assen).await;
        let refused = refused.iter().filter(|action| *action == "bericht-geweigerd").count();
        assert_eq!(refused, 6);
    });
}

#[test]
fn who_is_no_partner_does_not_fill_the_trail() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let party = scene.assen.first.party();
        let stranger: app::tips::Oin = "00000000000000000000".parse().unwrap();
        for number in 0..40 {
            let wire = "x".repeat(if number % 2 == 0 { 10 } else { 70_000 });
            let reply = app.app.take_tip_message(party, stranger, wire.as_bytes()).await;
            assert!(reply.unwrap().body.is_empty());
        }
        let trail = scene.trail(&scene.assen).await;
        let refused = trail.iter().filter(|action| *action == "bericht-geweigerd").count();
        assert_eq!(refused, 10);
    });
}

#[test]
fn an_outage_holds_up_only_its_partner_and_the_first_answer_lets_all_go() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        let mut ids = Vec::new();
        scene.line.set_down(true);
        for _ in 0..12 {
            ids.push(scene.released().await.regel.id);
        }
        scene.work_after(1).await;
        let tries = async |id| scene.sent(id).await.berichten[0].pogingen;
        assert_eq!((tries(ids[0]).await, tries(ids[1]).await), (1, 0), "the others were not tried");
        // Nobody hears of a tip that never left, so who takes it back leaves nothing to be said.
        let view = scene.sent(ids[1]).await;
        assert_eq!(view.regel.stand, "vrijgegeven");
        let withdraw = SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() };
        let view = scene.sent_step(&scene.emmen.first, &view, withdraw).await.unwrap();
        assert_eq!(view.berichten.len(), 1);
        assert_eq!(view.berichten[0].stand, "vervallen");
        ids.remove(1);
        for _ in 0..40 {
            scene.work_after(60).await;
        }
        let view = scene.sent(ids[0]).await;
        assert_eq!(view.regel.stand, "in-bezorging");
        assert_eq!(view.berichten[0].fout.as_deref(), Some("geen-antwoord"));
        let partner = scene.app.app.tip_partner(&scene.emmen.first, scene.assen.oin).await.unwrap();
        assert!(partner.verkeer.storing_sinds.is_some() && partner.verkeer.wacht_sinds.is_some());
        scene.line.set_down(false);
        // The longest pause is five minutes; when the first one passes, none of the others waits for its own.
        for _ in 0..7 {
            scene.work_after(60).await;
        }
        assert_eq!(scene.arrived().await.len(), ids.len());
        for id in ids {
            assert_eq!(scene.sent(id).await.regel.stand, "bezorgd");
        }
        let partner = scene.app.app.tip_partner(&scene.emmen.first, scene.assen.oin).await.unwrap();
        assert!(partner.verkeer.storing_sinds.is_none() && partner.verkeer.wacht_sinds.is_none());
    });
}

#[test]
fn when_the_partner_answers_the_bytes_of_what_was_claimed_are_kept_together() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        for _ in 0..7 {
            scene.released().await;
        }
        scene.work().await;
        let trail = scene.trail(&scene.emmen).await;
        let of_messages = trail.iter().filter_map(|action| match action.as_str() {
            "bericht-verzegelen" => Some('v'),
            "bericht-bezorgd" => Some('b'),
            _ => None,
        });
        assert_eq!(of_messages.collect::<String>(), "vbvvvvbbbbvvbb");
    });
}

#[test]
fn after_seven_days_an_officer_chooses_and_a_receiver_that_is_gone_is_held() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        let id = scene.released().await.regel.id;
        scene.line.set_down(true);
        for _ in 0..(8 * 24) {
            scene.work_after(3_600).await;
        }
        let view = scene.sent(id).await;
        assert_eq!(
            (view.regel.stand.as_str(), view.regel.aandacht),
            ("onbestelbaar", Some(Attention::Undeliverable))
        );
        scene.line.set_down(false);
        let view =
            scene.sent_step(&scene.emmen.first, &view, SentTipStep::SendAgain).await.unwrap();
        scene.line.tell([Act::Answer(410)]);
        scene.work().await;
        let partner = scene.app.app.tip_partner(&scene.emmen.first, scene.assen.oin).await.unwrap();
        assert_eq!(partner.stand, "aangehouden");
        scene.work_after(7_200).await;
        assert!(scene.arrived().await.is_empty());
        let change = app::tips::PartnerChange { oin: partner.oin, version: partner.versie };
        let resumed =
            scene.app.app.change_tip_partner(&scene.emmen.first, change, PartnerStep::Resume);
        resumed.await.unwrap();
        scene.work().await;
        let view = scene.sent(view.regel.id).await;
        assert_eq!((view.regel.stand.as_str(), view.berichten.len()), ("bezorgd", 2));
        assert_eq!(scene.arrived().await.len(), 1);
    });
}

#[test]
fn a_partner_that_sends_too_much_is_asked_to_wait_and_nothing_is_lost() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        let app = &scene.app.app;
        let partner = app.tip_partner(&scene.assen.first, scene.emmen.oin).await.unwrap();
        let mut wanted = scene.partner_of(&scene.emmen).await;
        wanted.grenzen = app::tips::RateLimits { per_minute: 2, per_day: 100 };
        let change = |version| app::tips::PartnerChange { oin: scene.emmen.oin, version };
        let step = PartnerStep::Propose(Box::new(wanted));
        let partner =
            app.change_tip_partner(&scene.assen.first, change(partner.versie), step).await.unwrap();
        let heard = partner.voorstel.clone().unwrap().partner.vingerafdruk;
        let step = PartnerStep::Approve(heard);
        app.change_tip_partner(&scene.assen.second, change(partner.versie), step).await.unwrap();
        for _ in 0..5 {
            scene.released().await;
        }
        scene.work_after(61).await;
        assert_eq!(scene.arrived().await.len(), 2);
        for _ in 0..4 {
            scene.work_after(61).await;
        }
        assert_eq!(scene.arrived().await.len(), 5);
    });
}

#[test]
fn an_id_that_is_known_with_other_bytes_is_replaced_once() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        for (refusals, stands, state) in [
            (1, ["bezorgd", "vervallen"], "bezorgd"),
            (2, ["opgegeven", "vervallen"], "onbestelbaar"),
        ] {
            let id = scene.released().await.regel.id;
            scene.line.tell(std::iter::repeat_n(Act::Answer(409), refusals));
            scene.work().await;
            let view = scene.sent(id).await;
            let mut found: Vec<_> = view.berichten.iter().map(|one| one.stand.as_str()).collect();
            found.sort_unstable();
            assert_eq!(found, stands);
            assert_eq!(view.regel.stand, state);
        }
        assert_eq!(scene.arrived().await.len(), 1);
        assert!(scene.trail(&scene.emmen).await.contains(&"bericht-vervangen".to_owned()));
    });
}

#[test]
fn a_verdict_and_a_withdrawal_that_were_refused_ask_for_attention_and_go_again() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        scene.work().await;
        scene.line.tell([Act::Answer(400), Act::Answer(400)]);
        let decline = ReceivedTipStep::Decline(reason());
        scene.received_step(&scene.assen.first, &got, decline).await.unwrap();
        scene.work().await;
        let view = scene.sent(id).await;
        let withdraw = SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() };
        scene.sent_step(&scene.emmen.first, &view, withdraw).await.unwrap();
        scene.work().await;
        scene.work_after(1).await;
        let (view, got) = (scene.sent(id).await, scene.received().await);
        assert_eq!(scene.arrived().await[0].aandacht, Some(Attention::DeadLetter));
        assert_eq!(view.regel.aandacht, Some(Attention::DeadLetter));
        assert_eq!(view.stappen, [SentTipAction::RepeatMessages]);
        assert_eq!(got.stappen, [ReceivedTipAction::RepeatMessages]);
        let again = ReceivedTipStep::RepeatMessages;
        scene.received_step(&scene.assen.second, &got, again.clone()).await.unwrap();
        let again_sent = SentTipStep::RepeatMessages;
        scene.sent_step(&scene.emmen.second, &view, again_sent).await.unwrap();
        scene.work().await;
        let (view, got) = (scene.sent(id).await, scene.received().await);
        let last = |all: &[app::tips::MessageLine]| all.last().map(|one| one.stand.clone());
        assert_eq!(last(&view.berichten).as_deref(), Some("bezorgd"));
        assert_eq!(last(&got.berichten).as_deref(), Some("bezorgd"));
        assert_eq!((view.regel.aandacht, got.regel.aandacht, got.ingetrokken), (None, None, true));
        let none = scene.received_step(&scene.assen.second, &got, again).await;
        is_tip(none, Refusal::NothingToRepeat);
    });
}

#[test]
fn a_message_that_cannot_be_made_is_given_up_by_itself_and_keeps_no_other_waiting() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        scene.work().await;
        let first = scene.released().await.regel.id;
        app.at(app.app.now().after(chrono::TimeDelta::seconds(1)));
        let second = scene.released().await.regel.id;
        let oldest = "queued_at = (SELECT MIN(queued_at) FROM tip_outbox)";
        database.sql(&format!("UPDATE tip_outbox SET content = NULL WHERE {oldest}"));
        scene.work().await;
        assert_eq!(scene.sent(second).await.regel.stand, "bezorgd");
        let view = scene.sent(first).await;
        assert_eq!(view.onbestelbaar, Some(GiveUpCause::Unsendable));
        assert_eq!(view.berichten[0].fout.as_deref(), Some("inhoud-onleesbaar"));
        let again = scene.sent_step(&scene.emmen.first, &view, SentTipStep::SendAgain).await;
        scene.work().await;
        assert_eq!(scene.sent(again.unwrap().regel.id).await.regel.stand, "bezorgd");
    });
}

#[test]
fn a_message_that_does_not_open_waits_by_itself_and_the_others_go() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        scene.work().await;
        let first = scene.released().await.regel.id;
        app.at(app.app.now().after(chrono::TimeDelta::seconds(1)));
        let second = scene.released().await.regel.id;
        database.sql("CREATE TABLE kept AS SELECT id, content FROM tip_outbox");
        // What the first says is closed for the place of the second.
        database.sql(
            "UPDATE tip_outbox SET content = (SELECT content FROM tip_outbox ORDER BY queued_at DESC LIMIT 1) \
             WHERE queued_at = (SELECT MIN(queued_at) FROM tip_outbox)",
        );
        scene.work().await;
        assert_eq!(scene.sent(second).await.regel.stand, "bezorgd");
        let view = scene.sent(first).await;
        assert_eq!((view.regel.stand.as_str(), view.onbestelbaar), ("vrijgegeven", None));
        let [message] = view.berichten.as_slice() else { unreachable!("{:?}", view.berichten) };
        assert_eq!(
            (message.stand.as_str(), message.fout.as_deref()),
            ("wacht", Some("fout-in-verwerking"))
        );
        let back = "UPDATE tip_outbox SET content = (SELECT content FROM kept WHERE kept.id = tip_outbox.id) \
             WHERE state = 'wacht'";
        database.sql(back);
        database.sql("DROP TABLE kept");
        scene.work_after(60).await;
        assert_eq!(scene.sent(first).await.regel.stand, "bezorgd");
    });
}

#[test]
fn a_worker_that_is_killed_anywhere_leaves_nothing_lost_and_nothing_double() {
    on_sqlite(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        scene.work().await;
        let (mut ids, mut kills) = (Vec::new(), 0);
        for polls in 1..60 {
            // Two points by name, and wherever the turn is after so many polls.
            let told = [Act::DieBefore, Act::DieAfter];
            scene.line.tell(told.get(polls / 2).copied().filter(|_| polls % 2 == 1));
            let enough = if polls < 4 { usize::MAX } else { polls - 3 };
            ids.push(scene.released().await.regel.id);
            let killed = scene.kill_after(enough).await;
            assert!(killed || polls == 2 || polls > 4, "{polls}");
            kills += usize::from(killed);
            // Whoever comes next may take it when the time of the one that was killed is over.
            scene.work_after(121).await;
        }
        assert!(kills > 2, "{kills}");
        for id in &ids {
            let view = scene.sent(*id).await;
            assert_eq!((view.regel.stand.as_str(), view.berichten.len()), ("bezorgd", 1));
        }
        assert_eq!(scene.arrived().await.len(), ids.len());
        scene.trail(&scene.emmen).await;
    });
}

/// A way to other installations on which nothing ever comes back.
struct Silence;

impl TipCarrier for Silence {
    fn carry<'a>(&'a self, _: Parcel<'a>) -> Pin<Box<dyn Future<Output = Reply> + Send + 'a>> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_partner_that_never_answers_takes_up_its_own_time_only() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        // Its number comes before that of Assen, so it is asked first.
        scene.elsewhere("00000001001234500000").await;
        let post = TipPost::inside_only(&app.app).with_outside(Arc::new(Silence));
        let worker = scene.worker().with_tip_post(post);
        let id = scene.released().await.regel.id;
        let delivered = async {
            for _ in 0..2_000 {
                let tips = app.app.sent_tips(&scene.emmen.first, None).await.unwrap().items;
                if tips.iter().any(|tip| tip.id == id && tip.stand == "bezorgd") {
                    return true;
                }
                tokio::task::yield_now().await;
            }
            false
        };
        tokio::select! {
            done = worker.exchange_tips() => unreachable!("{done:?}"),
            delivered = delivered => assert!(delivered),
        }
    });
}

#[test]
fn what_cannot_be_read_holds_up_nothing_else() {
    on_every_database(async |database| {
        let app = &TestApp::on(database).await;
        let scene = Scene::of(app).await;
        let mut ids = Vec::new();
        for _ in 0..2 {
            let view = scene.released().await;
            let code = WithdrawalCode::Mistake;
            let withdraw = SentTipStep::Withdraw { code, reason: reason() };
            ids.push(view.regel.id);
            scene.sent_step(&scene.emmen.second, &view, withdraw).await.unwrap();
        }
        // One row is closed for another place, so it does not open here.
        database.sql(
            "UPDATE tip_sent SET content = (SELECT content FROM tip_sent ORDER BY id DESC LIMIT 1) WHERE id = (SELECT id FROM tip_sent ORDER BY id LIMIT 1)",
        );
        app.at(harness::morning("2026-12-02"));
        scene.work().await;
        assert!(scene.sent(ids[1]).await.grafsteen.is_some());
    });
}

/// Lets the database refuse to note a receipt.
const REFUSE: [&str; 2] = [
    "CREATE TRIGGER refuse BEFORE UPDATE ON tip_outbox WHEN NEW.state = 'bezorgd' BEGIN SELECT RAISE(ABORT, 'no'); END",
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40P01'; END $$; \
     CREATE TRIGGER refuse BEFORE UPDATE ON tip_outbox FOR EACH ROW WHEN (NEW.state = 'bezorgd') EXECUTE FUNCTION refuse()",
];

#[test]
fn a_receipt_that_cannot_be_noted_holds_no_message_back_for_the_time_of_its_lease() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        scene.work().await;
        for _ in 0..4 {
            scene.released().await;
        }
        let is_file = database.store.backend() == Backend::Sqlite;
        database.sql(REFUSE[usize::from(!is_file)]);
        scene.work().await;
        let held = "SELECT count(*) FROM tip_outbox WHERE claimed_until IS NOT NULL";
        assert_eq!(database.sql(held).trim(), "0");
        let left = "SELECT count(*) FROM tip_outbox WHERE state = 'wacht'";
        assert_eq!(database.sql(left).trim(), "4");
        let table = if is_file { "" } else { " ON tip_outbox" };
        database.sql(&format!("DROP TRIGGER refuse{table}"));
        scene.work_after(5).await;
        assert_eq!(database.sql(left).trim(), "0");
        assert_eq!(scene.arrived().await.len(), 4);
    });
}
