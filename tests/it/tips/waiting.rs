//! What waits is told to tip officers, and content goes when it has served its time.

use super::exchange::third_body;
use super::scene::{Act, Scene, Side, body, is_fault, organ, reason};
use app::tips::{
    Attention, End, Month, PartnerChange, PartnerStep, ReceivedTipAction, ReceivedTipStep,
    SentTipStep, Suite, WithdrawalCode,
};
use harness::{TestApp, morning, on_every_app, on_every_database};
use kernel::Moment;

fn at(text: &str) -> Moment {
    Moment::new(text.parse().unwrap())
}

#[test]
fn a_tip_that_nobody_judges_is_recalled_after_ten_working_days_and_escalated_after_twenty() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        // From Monday 2 November 2026: ten working days end on the 16th, twenty on the 30th.
        for (day, attention) in [
            ("2026-11-15", None),
            ("2026-11-16", Some(Attention::Reminder)),
            ("2026-11-29", Some(Attention::Reminder)),
            ("2026-11-30", Some(Attention::Escalation)),
            ("2026-12-31", Some(Attention::Escalation)),
            ("2027-01-01", Some(Attention::ChooseNow)),
        ] {
            scene.app.today(day);
            scene.work().await;
            scene.work().await;
            assert_eq!(scene.received().await.regel.aandacht, attention, "{day}");
        }
        let trail = scene.trail(&scene.assen).await;
        for action in ["tip-herinneren", "tip-escaleren"] {
            assert_eq!(trail.iter().filter(|known| *known == action).count(), 1, "{action}");
        }
        let got = scene.received().await;
        let lapse = ReceivedTipStep::Lapse(reason());
        let got = scene.received_step(&scene.assen.first, &got, lapse).await.unwrap();
        assert_eq!((got.regel.stand.as_str(), got.regel.aandacht), ("verlopen", None));
    });
}

#[test]
fn a_tip_may_lapse_from_the_day_on_which_its_term_is_over() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let may_lapse = async || {
            let steps = scene.received().await.stappen;
            steps.contains(&ReceivedTipAction::Lapse)
        };
        // Sixty days from Monday 2 November 2026, whether somebody looks at it or not.
        app.today("2026-12-31");
        assert!(!may_lapse().await);
        scene.taken_up().await;
        assert!(!may_lapse().await);
        app.today("2027-01-01");
        assert!(may_lapse().await);
    });
}

#[test]
fn a_tip_that_nobody_took_up_may_lapse_from_that_day_as_well() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        app.today("2027-01-01");
        let steps =
            [ReceivedTipAction::TakeUp, ReceivedTipAction::Reassign, ReceivedTipAction::Lapse];
        assert_eq!(scene.received().await.stappen, steps);
    });
}

#[test]
fn the_officer_hears_after_an_hour_of_working_time_that_a_tip_is_not_delivered() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        scene.line.set_down(true);
        // Friday at half past four in the Netherlands: half an hour is left, and the rest is on Monday.
        app.at(at("2026-11-06T15:30:00Z"));
        let id = scene.released().await.regel.id;
        for (moment, attention) in [
            ("2026-11-06T16:45:00Z", None),
            ("2026-11-09T08:29:00Z", None),
            ("2026-11-09T08:30:00Z", Some(Attention::NotDelivered)),
            ("2026-11-10T08:29:00Z", Some(Attention::NotDelivered)),
            ("2026-11-10T08:30:00Z", Some(Attention::StillNotDelivered)),
        ] {
            app.at(at(moment));
            scene.work().await;
            assert_eq!(scene.sent(id).await.regel.aandacht, attention, "{moment}");
        }
        scene.line.set_down(false);
        scene.work_after(3_600).await;
        let view = scene.sent(id).await;
        assert_eq!((view.regel.stand.as_str(), view.regel.aandacht), ("bezorgd", None));
        let trail = scene.trail(&scene.emmen).await;
        assert!(trail.contains(&"tip-nog-niet-bezorgd".to_owned()));
        assert!(trail.contains(&"tip-steeds-niet-bezorgd".to_owned()));
    });
}

#[test]
fn content_goes_thirty_days_after_the_end_and_a_tombstone_stays() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        let decline = ReceivedTipStep::Decline(reason());
        scene.received_step(&scene.assen.first, &got, decline).await.unwrap();
        scene.work().await;
        let view = scene.sent(id).await;
        scene.sent_step(&scene.emmen.first, &view, SentTipStep::Close(reason())).await.unwrap();
        for (day, gone) in [("2026-12-01", false), ("2026-12-02", true)] {
            app.at(morning(day));
            scene.work().await;
            let (sent, got) = (scene.sent(id).await, scene.received().await);
            assert_eq!(sent.inhoud.is_none(), gone, "{day}");
            assert_eq!((got.inhoud.is_none(), got.reden.is_none()), (gone, gone), "{day}");
        }
        let (sent, got) = (scene.sent(id).await, scene.received().await);
        let (sent, got) = (sent.grafsteen.unwrap(), got.grafsteen.unwrap());
        assert_eq!((sent.end, got.end), (End::Declined, End::Declined));
        // The tip, that it was looked at, and the verdict.
        assert_eq!((sent.messages.len(), sent.messages), (3, got.messages));
        assert_eq!(got.officer, Some(scene.assen.first.account()));
        // The register remembers the message, so that its bytes never make a second tip.
        let wire = scene.line.carried.lock().unwrap()[0].clone();
        let party = scene.assen.first.party();
        let reply = app.app.take_tip_message(party, scene.emmen.oin, wire.as_bytes()).await;
        assert_eq!(reply.unwrap().status, Some(400));
        assert_eq!(scene.arrived().await.len(), 1);
    });
}

#[test]
fn an_accepted_tip_waits_for_its_file_and_stays_as_long_as_that() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let got = scene.taken_up().await;
        let accept = ReceivedTipStep::Accept { case: None, reason: reason() };
        let got = scene.received_step(&scene.assen.first, &got, accept).await.unwrap();
        assert_eq!(got.regel.aandacht, Some(Attention::FileToOpen));
        app.at(morning("2028-01-01"));
        scene.work().await;
        assert!(scene.received().await.inhoud.is_some());
    });
}

#[test]
fn a_tip_that_was_taken_back_before_it_left_is_cleared_as_well() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let view = scene.released().await;
        let withdraw = SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() };
        scene.sent_step(&scene.emmen.second, &view, withdraw).await.unwrap();
        app.at(morning("2026-12-02"));
        scene.work().await;
        let tombstone = scene.sent(view.regel.id).await.grafsteen.unwrap();
        assert_eq!((tombstone.end, tombstone.messages.len()), (End::Withdrawn, 0));
    });
}

#[test]
fn nothing_is_cleared_as_long_as_a_message_about_the_tip_waits() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let got = scene.taken_up().await;
        scene.work_after(1).await;
        let decline = ReceivedTipStep::Decline(reason());
        scene.received_step(&scene.assen.first, &got, decline).await.unwrap();
        // The verdict has its bytes by now, and then Assen lets all that is for Emmen wait.
        scene.line.tell([Act::LoseRequest]);
        scene.work().await;
        partner_step(&scene, PartnerStep::Hold).await;
        app.at(morning("2026-12-03"));
        scene.work().await;
        let got = scene.received().await;
        assert!(got.inhoud.is_some());
        assert_eq!(got.berichten[1].stand, "wacht");
        // By then it is too old for Emmen; what became of it is known, so the content may go.
        partner_step(&scene, PartnerStep::Resume).await;
        scene.work().await;
        let got = scene.received().await;
        assert_eq!(got.berichten[1].fout.as_deref(), Some("geweigerd-400"));
        scene.work().await;
        assert!(scene.received().await.grafsteen.is_some());
    });
}

/// Emmen gave a tip that Assen declined; the verdict has its bytes, and waits.
async fn waiting_verdict(scene: &Scene<'_>) {
    scene.delivered().await;
    let got = scene.taken_up().await;
    scene.work_after(1).await;
    let decline = ReceivedTipStep::Decline(reason());
    scene.received_step(&scene.assen.first, &got, decline).await.unwrap();
    scene.line.tell([Act::LoseRequest]);
    scene.work().await;
    assert_eq!(scene.received().await.berichten[1].stand, "wacht");
}

#[test]
fn what_waits_for_a_partner_that_was_stopped_lapses_when_the_content_has_served_its_time() {
    on_every_database(async |database| {
        let app = &TestApp::on(database).await;
        let scene = Scene::of(app).await;
        waiting_verdict(&scene).await;
        partner_step(&scene, PartnerStep::Stop(reason())).await;
        for (day, stand, gone) in
            [("2026-12-01", "wacht", false), ("2026-12-02", "vervallen", true)]
        {
            app.at(morning(day));
            scene.work().await;
            let got = scene.received().await;
            assert_eq!((got.berichten[1].stand.as_str(), got.grafsteen.is_some()), (stand, gone));
            assert_eq!(got.inhoud.is_none(), gone, "{day}");
        }
        let lapsed = "SELECT reason FROM tip_audit WHERE action = 'bericht-vervallen'";
        let lapsed = database.sql(lapsed);
        assert_eq!(lapsed.trim().lines().count(), 1, "{lapsed}");
        assert!(lapsed.contains("partner-gestopt"), "{lapsed}");
        let left = "SELECT COUNT(*) FROM tip_outbox WHERE state = 'vervallen' AND wire IS NOT NULL";
        assert_eq!(database.sql(left).trim(), "0");
        scene.trail(&scene.assen).await;
    });
}

#[test]
fn what_waits_for_a_partner_that_is_proposed_again_is_kept() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        waiting_verdict(&scene).await;
        partner_step(&scene, PartnerStep::Stop(reason())).await;
        app.at(morning("2026-12-01"));
        let again = scene.partner_of(&scene.emmen).await;
        partner_step(&scene, PartnerStep::Propose(Box::new(again))).await;
        app.at(morning("2026-12-03"));
        scene.work().await;
        let got = scene.received().await;
        assert_eq!((got.berichten[1].stand.as_str(), got.grafsteen), ("wacht", None));
        assert!(got.inhoud.is_some());
    });
}

/// Assen takes a step with Emmen in its register.
async fn partner_step(scene: &Scene<'_>, step: PartnerStep) {
    let (app, by) = (&scene.app.app, &scene.assen.first);
    let partner = app.tip_partner(by, scene.emmen.oin).await.unwrap();
    let change = PartnerChange { oin: partner.oin, version: partner.versie };
    app.change_tip_partner(by, change, step).await.unwrap();
}

#[test]
fn what_went_to_an_earlier_body_is_cleared_as_well() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        let back = ReceivedTipStep::DeclareNotCompetent { pointer: None, reason: reason() };
        scene.received_step(&scene.assen.first, &got, back).await.unwrap();
        scene.work().await;
        let receiver = third_body(&scene).await;
        let step = SentTipStep::Redirect { receiver, organ: organ("gs") };
        let view = scene.sent(id).await;
        let view = scene.sent_step(&scene.emmen.first, &view, step).await.unwrap();
        let withdraw = SentTipStep::Withdraw { code: WithdrawalCode::Outdated, reason: reason() };
        scene.sent_step(&scene.emmen.first, &view, withdraw).await.unwrap();
        app.at(morning("2026-12-02"));
        scene.work().await;
        // The tip, that it was looked at, and that the body is not competent.
        assert_eq!(scene.sent(id).await.grafsteen.unwrap().messages.len(), 3);
        for table in ["tip_inbox", "tip_outbox"] {
            let left = format!("SELECT COUNT(*) FROM {table} WHERE wire IS NOT NULL");
            assert_eq!(database.sql(&left).trim(), "0", "{table}");
        }
    });
}

#[test]
fn of_a_tip_that_is_cleared_no_bytes_are_kept_any_more() {
    on_every_database(async |database| {
        let app = TestApp::on(database).await;
        let scene = Scene::of(&app).await;
        let mut wanted = body(scene.assen.oin, Suite::Ec);
        wanted.termijnen.content = 1;
        app.app.keep_tip_body(&scene.assen.first, 1, &wanted).await.unwrap();
        let id = scene.delivered().await;
        let got = scene.taken_up().await;
        scene.work().await;
        scene.line.tell([Act::HoldBack]);
        let view = scene.sent(id).await;
        let withdraw = SentTipStep::Withdraw { code: WithdrawalCode::Outdated, reason: reason() };
        scene.sent_step(&scene.emmen.first, &view, withdraw).await.unwrap();
        scene.work().await;
        let held = scene.line.held.lock().unwrap().remove(0);
        scene.line.set_down(true);
        let decline = ReceivedTipStep::Decline(reason());
        scene.received_step(&scene.assen.first, &got, decline).await.unwrap();
        database.sql("UPDATE tip_outbox SET state = 'bezorgd' WHERE state = 'wacht'");
        app.at(morning("2026-11-05"));
        scene.work().await;
        assert!(scene.received().await.grafsteen.is_some());
        let party = scene.assen.first.party();
        let reply = app.app.take_tip_message(party, scene.emmen.oin, held.as_bytes()).await;
        assert_eq!(reply.unwrap().status, Some(202));
        let left = "SELECT COUNT(*) FROM tip_inbox WHERE wire IS NOT NULL AND source LIKE '%1'";
        assert_eq!(database.sql(left).trim(), "0");
    });
}

#[test]
fn a_month_that_is_partly_forgotten_is_not_reported() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let month: Month = "2026-11".parse().unwrap();
        let (emmen, assen) = (&scene.emmen, &scene.assen);
        let list = async |side: &Side, other: &Side| {
            scene.app.app.tip_report(&side.first, other.oin, month).await
        };
        let theirs = list(assen, emmen).await.unwrap().ondertekend;
        app.at(morning("2027-02-12"));
        assert_eq!(list(assen, emmen).await.unwrap().ontvangen.len(), 1);
        // The first of November is 104 days ago by then.
        app.at(morning("2027-02-14"));
        is_fault(list(assen, emmen).await, "/maand");
        let compared = scene.app.app.compare_tip_report(&emmen.first, assen.oin, &theirs).await;
        is_fault(compared, "/ondertekend");
    });
}
