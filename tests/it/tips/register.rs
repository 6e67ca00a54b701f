//! The register of partners and the own keys: two persons, one fingerprint, and a stop by one.

use super::scene::{Scene, body, is_fault, is_tip, organ, reason};
use app::AppError;
use app::tips::{
    Attention, BodyKind, KeyState, PartnerChange, PartnerStep, PartnerView, Refusal, SentTipStep,
    Suite,
};
use chrono::TimeDelta;
use harness::{ASSEN, EMMEN, TestApp, on_every_app, on_every_database};

fn at(view: &PartnerView) -> PartnerChange {
    PartnerChange { oin: view.oin, version: view.versie }
}

#[test]
fn another_officer_approves_with_the_fingerprint_that_was_read_out() {
    on_every_app(async |app| {
        let scene = Scene::strangers(app, Suite::Ec).await;
        let (first, second) = (&scene.emmen.first, &scene.emmen.second);
        let app = &scene.app.app;
        let wanted = scene.partner_of(&scene.assen).await;
        is_fault(app.write_tip(first, &scene.wanted(), None).await, "/ontvanger");
        let view = app.propose_tip_partner(first, &wanted).await.unwrap();
        assert_eq!((view.stand, view.kan_ontvangen), ("voorgesteld", false));
        is_fault(app.write_tip(first, &scene.wanted(), None).await, "/ontvanger");
        let taken = app.propose_tip_partner(first, &wanted).await;
        assert!(matches!(taken, Err(AppError::Taken(_))), "{taken:?}");
        let heard = view.voorstel.clone().unwrap().partner.vingerafdruk;
        let own = app.change_tip_partner(first, at(&view), PartnerStep::Approve(heard.clone()));
        is_tip(own.await, Refusal::SameOfficial);
        let other = heard.clone().map(|heard| heard.replace(['0', '1', '2', '3'], "f"));
        let step = PartnerStep::Approve(other);
        is_tip(app.change_tip_partner(second, at(&view), step).await, Refusal::FingerprintDiffers);
        is_tip(
            app.change_tip_partner(second, at(&view), PartnerStep::Approve(None)).await,
            Refusal::FingerprintDiffers,
        );
        // As somebody types it: without spaces, in capitals.
        let typed = heard.map(|heard| heard.replace(' ', "").to_uppercase());
        let step = PartnerStep::Approve(typed);
        let view = app.change_tip_partner(second, at(&view), step).await.unwrap();
        assert_eq!((view.stand, view.kan_ontvangen), ("actief", true));
        let late = app.change_tip_partner(
            second,
            PartnerChange { version: 1, ..at(&view) },
            PartnerStep::Hold,
        );
        assert!(matches!(late.await, Err(AppError::Store(store::StoreError::Conflict))));
        app.write_tip(first, &scene.wanted(), None).await.unwrap();
    });
}

#[test]
fn a_body_that_does_not_apply_the_act_and_the_own_body_are_no_partners() {
    on_every_app(async |app| {
        let scene = Scene::strangers(app, Suite::Ec).await;
        let mut wanted = scene.partner_of(&scene.assen).await;
        wanted.past_wet_toe = false;
        let app = &scene.app.app;
        let refused = app.propose_tip_partner(&scene.emmen.first, &wanted).await;
        is_tip(refused, Refusal::NotCompetent);
        let own = scene.partner_of(&scene.emmen).await;
        is_fault(app.propose_tip_partner(&scene.emmen.first, &own).await, "/oin");
        // The prosecutor may tip, and gets no tips (art. 26).
        wanted.soort = BodyKind::Prosecutor;
        let view = app.propose_tip_partner(&scene.emmen.first, &wanted).await.unwrap();
        let heard = view.voorstel.clone().unwrap().partner.vingerafdruk;
        let step = PartnerStep::Approve(heard);
        let view = app.change_tip_partner(&scene.emmen.second, at(&view), step).await.unwrap();
        assert!(!view.kan_ontvangen);
        is_fault(app.write_tip(&scene.emmen.first, &scene.wanted(), None).await, "/ontvanger");
    });
}

#[test]
fn the_own_number_is_of_one_party_and_stays_once_there_are_partners() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let app = &scene.app.app;
        let mut wanted = body(scene.emmen.oin, Suite::Ec);
        wanted.organen = vec![organ("burgemeester")];
        let view = app.keep_tip_body(&scene.emmen.first, 1, &wanted).await.unwrap();
        assert_eq!((view.versie, view.sleutels.len()), (2, 2), "the keys stay");
        let stale = app.keep_tip_body(&scene.emmen.first, 1, &wanted).await;
        assert!(matches!(stale, Err(AppError::Store(store::StoreError::Conflict))), "{stale:?}");
        let other = body("00000001001234500009".parse().unwrap(), Suite::Ec);
        is_fault(app.keep_tip_body(&scene.emmen.first, 2, &other).await, "/oin");
        let strangers = scene.claimed(scene.emmen.oin).await;
        assert!(matches!(strangers, Err(AppError::Taken(_))), "{strangers:?}");
        wanted.organen.clear();
        is_fault(app.keep_tip_body(&scene.emmen.first, 2, &wanted).await, "/organen");
    });
}

impl Scene<'_> {
    /// A third party claims a number.
    async fn claimed(&self, oin: app::tips::Oin) -> Result<app::tips::TipBodyView, AppError> {
        let party = "fixture-veenrand";
        self.app
            .app
            .store()
            .upsert_party(&store::Party {
                id: party.parse().unwrap(),
                name: party.to_owned(),
                kind: kernel::PartyKind::Gemeente,
            })
            .await
            .unwrap();
        let officer = super::scene::officer(self.app, party).await;
        self.app.app.keep_tip_body(&officer, 0, &body(oin, Suite::Ec)).await
    }
}

#[test]
fn one_officer_stops_a_partner_and_what_waits_is_kept() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let view = scene.released().await;
        let app = &scene.app.app;
        let partner = app.tip_partner(&scene.emmen.first, scene.assen.oin).await.unwrap();
        let stop = PartnerStep::Stop(reason());
        let partner = app.change_tip_partner(&scene.emmen.first, at(&partner), stop).await.unwrap();
        scene.work().await;
        assert!(scene.arrived().await.is_empty());
        let waits = scene.sent(view.regel.id).await;
        assert_eq!(
            (waits.regel.stand.as_str(), waits.berichten[0].stand.as_str()),
            ("vrijgegeven", "wacht")
        );
        let back = PartnerStep::Propose(Box::new(scene.partner_of(&scene.assen).await));
        let partner = app.change_tip_partner(&scene.emmen.first, at(&partner), back).await.unwrap();
        let heard = partner.voorstel.clone().unwrap().partner.vingerafdruk;
        let approve = PartnerStep::Approve(heard);
        app.change_tip_partner(&scene.emmen.second, at(&partner), approve).await.unwrap();
        scene.work().await;
        assert_eq!(scene.sent(view.regel.id).await.regel.stand, "bezorgd");
    });
}

#[test]
fn a_sender_that_was_stopped_by_the_receiver_is_refused_without_a_reason() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.work().await;
        let app = &scene.app.app;
        let partner = app.tip_partner(&scene.assen.first, scene.emmen.oin).await.unwrap();
        let stop = PartnerStep::Stop(reason());
        app.change_tip_partner(&scene.assen.first, at(&partner), stop).await.unwrap();
        let view = scene.released().await;
        scene.work().await;
        let view = scene.sent(view.regel.id).await;
        assert_eq!(
            (view.regel.stand.as_str(), view.regel.aandacht),
            ("onbestelbaar", Some(Attention::Undeliverable))
        );
        assert_eq!(view.berichten[0].fout.as_deref(), Some("geweigerd-400"));
        assert!(scene.trail(&scene.assen).await.contains(&"bericht-geweigerd".to_owned()));
        // Nothing goes by itself any more; an officer chooses.
        scene.work_after(7_200).await;
        assert_eq!(scene.sent(view.regel.id).await.berichten.len(), 1);
        let view = scene.sent_step(&scene.emmen.first, &view, SentTipStep::ByLetter).await.unwrap();
        assert_eq!(view.regel.stand, "vrijgegeven");
    });
}

#[test]
fn a_next_signing_key_is_announced_taken_over_and_used_and_the_old_secret_is_destroyed() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let app = &scene.app.app;
        let view = app.rotate_tip_signing_key(&scene.emmen.first).await.unwrap();
        assert_eq!(view.sleutels.iter().filter(|key| key.stand == KeyState::Next).count(), 1);
        is_fault(app.rotate_tip_signing_key(&scene.emmen.second).await, "/sleutel");
        app.rotate_tip_encryption_key(&scene.assen.first).await.unwrap();
        let day = TimeDelta::days(1).num_seconds();
        // Signs of life bring the documents over, day after day; tips go on before, on and after the day of the new key.
        for number in 2..=56_usize {
            scene.work_after(day).await;
            if number % 9 == 0 {
                scene.released().await;
                scene.work().await;
            }
        }
        let lines = scene.app.app.sent_tips(&scene.emmen.first, None).await.unwrap().items;
        assert_eq!(lines.len(), 7);
        assert!(lines.iter().all(|line| line.stand == "bezorgd"), "{lines:?}");
        let view = app.tip_body(&scene.emmen.first).await.unwrap();
        let states: Vec<_> = view.sleutels.iter().map(|key| key.stand).collect();
        assert_eq!(states, [KeyState::Retired, KeyState::Current, KeyState::Current]);
        let secrets = scene
            .app
            .app
            .store()
            .tip_keys(&scene.app.app.store().scope_for_worker(scene.emmen.first.party()))
            .await
            .unwrap();
        assert!(secrets[0].secret.is_none() && secrets[2].secret.is_some());
        assert!(scene.trail(&scene.assen).await.contains(&"sleutels-overnemen".to_owned()));
    });
}

#[test]
fn two_officers_who_replace_the_signing_key_at_once_make_one_next_key() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let app = &scene.app.app;
        let (one, other) = tokio::join!(
            app.rotate_tip_signing_key(&scene.emmen.first),
            app.rotate_tip_signing_key(&scene.emmen.second),
        );
        assert_ne!(one.is_ok(), other.is_ok());
        is_fault(if one.is_ok() { other } else { one }, "/sleutel");
        let view = app.tip_body(&scene.emmen.first).await.unwrap();
        assert_eq!(view.sleutels.iter().filter(|key| key.stand == KeyState::Next).count(), 1);
    });
}

#[test]
fn a_party_that_fills_in_the_number_of_a_body_elsewhere_gets_nothing_that_is_for_it() {
    on_every_app(async |app| {
        let scene = Scene::strangers(app, Suite::Ec).await;
        // A body on another installation, with a key of its own.
        let oin = scene.elsewhere("00000001001234500007").await;
        scene.claimed(oin).await.unwrap();
        let app = &scene.app.app;
        let view = app.tip_partner(&scene.emmen.first, oin).await.unwrap();
        assert!(!view.zelfde_systeem, "the key is not the one that two officers pinned");
        let here = app.party_of_tips(oin).await.unwrap();
        assert!(here.is_some(), "only the number is the same");
    });
}

#[test]
fn where_the_installation_says_who_has_which_number_no_party_takes_another() {
    on_every_database(async |database| {
        let numbers = [(EMMEN, "00000001001234500001"), (ASSEN, "00000001001234500002")];
        let app = &TestApp::with_tip_numbers(database, numbers).await;
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let free: app::tips::Oin = "00000001001234500007".parse().unwrap();
        is_fault(scene.claimed(free).await, "/oin");
        let other = body(free, Suite::Ec);
        is_fault(app.app.keep_tip_body(&scene.emmen.first, 1, &other).await, "/oin");
    });
}

#[test]
fn a_key_to_encrypt_with_is_renewed_before_the_year_is_over() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        let start = app.app.now();
        let keys = async || app.app.tip_body(&scene.emmen.first).await.unwrap();
        for (days, count, ends) in [(334, 2, false), (336, 3, false), (366, 3, false)] {
            app.at(start.after(TimeDelta::days(days)));
            scene.work().await;
            let view = keys().await;
            assert_eq!((view.sleutels.len(), view.gereed), (count, true), "{days}");
            assert_eq!(view.versleuteling_eindigt.is_some(), ends, "{days}");
        }
        scene.delivered().await;
        // Nobody worked for a long time: the page warns, and the first turn mends it.
        app.at(start.after(TimeDelta::days(336 + 340)));
        assert!(keys().await.versleuteling_eindigt.is_some());
        scene.released().await;
        scene.work().await;
        assert_eq!(scene.arrived().await.len(), 2);
    });
}

#[test]
fn a_next_key_of_which_the_announcement_was_missed_is_taken_over_and_shown() {
    on_every_app(async |app| {
        let scene = Scene::of(app).await;
        scene.delivered().await;
        let day = TimeDelta::days(1).num_seconds();
        app.app.rotate_tip_signing_key(&scene.emmen.first).await.unwrap();
        scene.line.set_down(true);
        scene.work_after(20 * day).await;
        scene.line.set_down(false);
        scene.work_after(day).await;
        let late = async || {
            let seen = app.app.tip_partner(&scene.assen.first, scene.emmen.oin).await.unwrap();
            (seen.laat_aangekondigd.is_some(), seen.verkeer.sleutels_geweigerd)
        };
        assert_eq!(late().await, (true, None));
        scene.work_after(24 * day).await;
        scene.released().await;
        scene.work().await;
        assert_eq!(scene.arrived().await.len(), 2, "on the 46th day the new key signs");
        scene.work_after(10 * day).await;
        assert_eq!(late().await, (false, None));
    });
}

#[test]
fn a_key_document_is_signed_again_when_it_changes_or_is_half_a_day_old() {
    on_every_app(async |app| {
        let scene = Scene::strangers(app, Suite::Ec).await;
        let party = scene.emmen.first.party();
        let start = app.app.now();
        let text = async |hours| {
            app.at(start.after(TimeDelta::hours(hours)));
            app.app.tip_key_document(party).await.unwrap().body
        };
        let first = text(0).await;
        assert_eq!(text(11).await, first);
        let second = text(12).await;
        assert_ne!(second, first);
        app.app.rotate_tip_encryption_key(&scene.emmen.first).await.unwrap();
        assert_ne!(text(13).await, second);
    });
}
