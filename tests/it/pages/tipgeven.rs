//! A body without a system hands in a tip, by a provider of our own that says for which organisation somebody signs in.

use super::inloggen::goes;
use super::people::between;
use super::tipdesk::by_letter;
use super::tips::{CONTENT, NAME, REACH};
use crate::tips::scene::{Scene, is_tip, reason};
use crate::tips::secrecy::Log;
use app::command::OfficeRole;
use app::tips::{
    PartnerChange, PartnerStep, RateLimits, ReadReason, ReceivedTipAction, ReceivedTipLine,
    ReceivedTipStep, ReceivedTipView, Refusal, Route, Topic,
};
use app::{OrganisationProvider, People, Permission};
use chrono::TimeDelta;
use harness::{
    ASSEN, Browser, EMMEN, Page, TestApp, TestDatabase, TestProvider, morning, on_every_database,
};
use serde_json::json;
use std::collections::BTreeSet;

const DOOR: &str = "/tip-geven/gemeente-emmen";
const FORM: &str = "/tip-geven/gemeente-emmen/tip";
const GIVER: &str = "__Host-indienen";
/// A body that gets letters, and the number of the trade register that its OIN is made of.
const OIN: &str = "00000003000000120000";
const TRADE_NUMBER: &str = "00000012";
/// A body that nobody approved yet, and one with a system.
const PROPOSED: &str = "00000001001234500008";
const WITH_SYSTEM: &str = "00000001001234500002";

/// The application with a provider for organisations at each party, and one for applicants; all at one address.
struct Stand {
    app: TestApp,
    provider: TestProvider,
}

impl Stand {
    async fn on(database: &TestDatabase) -> Self {
        let provider = TestProvider::start(morning("2026-11-02")).await;
        let one = |id: &str, party: &str, people| {
            let mut settings = provider.settings(id);
            settings["label"] = json!(id);
            settings["claims"] = json!({ "organisation": "kvk" });
            let settings = serde_json::from_value(settings).expect("settings");
            OrganisationProvider { party: party.parse().expect("a party"), people, settings }
        };
        let all = vec![
            one("eherkenning", EMMEN, People::Bodies),
            one("eherkenning-assen", ASSEN, People::Bodies),
            one("digid", EMMEN, People::Applicants),
        ];
        let app = TestApp::with_providers(database, all).await;
        Self { app, provider }
    }

    /// From now on the provider vouches for this organisation.
    fn vouches(&self, number: Option<&'static str>) {
        self.provider.misbehave(|it| it.claims(move |claims| claims["kvk"] = json!(number)));
    }

    async fn signs_in(&self, browser: &Browser) -> Page {
        let to = format!("{DOOR}/inloggen/eherkenning");
        let query = goes(&self.provider, browser, (DOOR, &to)).await;
        browser.get(&format!("/tip-geven/terug?{query}")).await
    }

    /// Somebody who signed in for a body that may hand in, with the proof of the form.
    async fn inside(&self) -> (Browser, String) {
        self.vouches(Some(TRADE_NUMBER));
        let browser = Browser::new(&self.app);
        assert_eq!(self.signs_in(&browser).await.sent_to(), FORM);
        let proof = browser.get(FORM).await.expect(200).value("bewijs");
        (browser, proof)
    }
}

/// Sends the form, with these fields changed.
async fn hand_in(browser: &Browser, proof: &str, changed: &[(&str, &str)]) -> Page {
    let mut fields = CONTENT.to_vec();
    fields.extend([REACH, ("orgaan", "burgemeester"), ("bewijs", proof)]);
    for &(name, text) in changed {
        fields.retain(|(known, _)| *known != name);
        fields.push((name, text));
    }
    browser.post_raw(FORM, &fields).await
}

async fn arrived(scene: &Scene<'_>) -> Vec<ReceivedTipLine> {
    scene.app.app.received_tips(&scene.emmen.first, None).await.expect("the tips").items
}

async fn looked_at(scene: &Scene<'_>, line: &ReceivedTipLine) -> ReceivedTipView {
    let by = &scene.emmen.first;
    scene.app.app.received_tip(by, line.id, ReadReason::Handle).await.expect("the tip")
}

#[test]
fn a_body_without_a_system_hands_in_one_tip_and_hears_that_it_was_received() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let scene = Scene::of(&stand.app).await;
        by_letter(&scene, OIN, true).await;
        let outside = || database.sql("SELECT count(*) FROM audit");
        let (before, (log, guard)) = (outside(), Log::listen());
        let stranger = Browser::new(&stand.app);
        assert_eq!(stranger.get(FORM).await.sent_to(), DOOR);
        let door = stranger.get(DOOR).await.expect(200).says("artikel 26");
        door.says("Inloggen met eherkenning</button>").keeps("digid").keeps("eherkenning-assen");
        let (browser, proof) = stand.inside().await;
        browser
            .get(FORM)
            .await
            .expect(200)
            .says("Gemeente Verzonnen")
            .keeps("name=\"toelichting\"");
        let wrong = hand_in(&browser, &proof, &[("orgaan", ""), ("voornamen", "<b>V</b>")]).await;
        wrong.expect(400).says("href=\"#orgaan\"").says("&lt;b&gt;V&lt;/b&gt;").says(NAME);
        let foreign = hand_in(&browser, &proof, &[("orgaan", "minister")]).await.expect(400);
        foreign.says("href=\"#orgaan\"");
        hand_in(&browser, "vals", &[]).await.expect(403);
        assert!(arrived(&scene).await.is_empty());
        for _ in 0..2 {
            assert_eq!(hand_in(&browser, &proof, &[]).await.sent_to(), FORM);
        }
        let other = hand_in(&browser, &proof, &[("activiteit", "Iets anders")]).await.expect(409);
        other.says("al een andere tip").says("value=\"Iets anders\"");
        let [line] = arrived(&scene).await.try_into().expect("one tip");
        let number = line.tip.to_string();
        browser.get(FORM).await.expect(200).says("Ontvangen").says(&number).keeps(NAME);
        assert_eq!(outside(), before, "the trail of the party says nothing of it");
        for word in [NAME, &number, OIN] {
            assert!(!log.holds(word), "{word} stands in the log");
        }
        drop(guard);
        officers_judge(&scene, &line).await;
    });
}

/// It is a tip like any other, except that the sender hears of the verdict from a person.
async fn officers_judge(scene: &Scene<'_>, line: &ReceivedTipLine) {
    let (app, by) = (scene.app, &scene.emmen.first);
    let view = looked_at(scene, line).await;
    assert_eq!((view.weg, view.regel.zender.to_string().as_str()), (Some(Route::PublicPage), OIN));
    assert_eq!(view.orgaan.as_ref().map(ToString::to_string).as_deref(), Some("burgemeester"));
    let official = app.hire(EMMEN, OfficeRole::Tipbehandelaar, &[Permission::HandleTips]).await;
    let shown =
        Browser::of(app, &official).await.get(&format!("/tips/ontvangen/{}", line.id)).await;
    shown.expect(200).says("Via de publieke pagina").says(NAME).keeps("De handtekening klopt");
    let view = scene.received_step(by, &view, ReceivedTipStep::TakeUp).await.expect("a step");
    assert!(!view.stappen.contains(&ReceivedTipAction::Ask), "{:?}", view.stappen);
    let ask = ReceivedTipStep::Ask(Topic::Contact);
    is_tip(scene.received_step(by, &view, ask).await, Refusal::NoSystem);
    let decline = ReceivedTipStep::Decline(reason());
    let view = scene.received_step(by, &view, decline).await.expect("a verdict");
    assert_eq!((view.regel.stand.as_str(), view.berichten.len()), ("afgewezen", 0));
    let trail = scene.trail(&scene.emmen).await;
    for action in ["tip-geven-aanmelden", "tip-ingediend"] {
        assert_eq!(trail.iter().filter(|known| *known == action).count(), 1, "{trail:?}");
    }
}

#[test]
fn any_other_organisation_gets_the_same_answer_known_or_not() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let scene = Scene::of(&stand.app).await;
        by_letter(&scene, OIN, true).await;
        by_letter(&scene, PROPOSED, false).await;
        let browser = Browser::new(&stand.app);
        let mut answers = BTreeSet::new();
        for number in
            [None, Some("99999999"), Some("geen nummer"), Some(PROPOSED), Some(WITH_SYSTEM)]
        {
            stand.vouches(number);
            let page = stand.signs_in(&browser).await.expect(400);
            answers.insert(between(&page.text, "<main", "</main>"));
            assert_eq!(browser.cookie(GIVER), None);
        }
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert!(answers.iter().all(|text| text.contains("vooraf met uw organisatie")));
        assert_eq!(browser.get(FORM).await.sent_to(), DOOR);
        let trail = scene.trail(&scene.emmen).await;
        assert_eq!(trail.iter().filter(|action| *action == "tip-geven-geweigerd").count(), 5);
        // A way in of others is none for bodies, and where nobody exchanges tips there is no page.
        browser.fill(DOOR, &format!("{DOOR}/inloggen/digid"), &[]).await.expect(404);
        browser.fill(DOOR, &format!("{DOOR}/inloggen/eherkenning-assen"), &[]).await.expect(404);
        browser.get("/tip-geven/gemeente-bestaat-niet").await.expect(404);
        browser.get("/tip-geven/terug?state=verzonnen").await.expect(400);
    });
}

#[test]
fn a_sign_in_is_for_one_party_for_an_hour_and_as_long_as_the_register_says_so() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let scene = Scene::of(&stand.app).await;
        by_letter(&scene, OIN, true).await;
        let (browser, proof) = stand.inside().await;
        browser.get("/tip-geven/gemeente-assen/tip").await.expect(303);
        let (stopped, stopped_proof) = stand.inside().await;
        let partner = scene.app.app.tip_partner(&scene.emmen.first, OIN.parse().expect("a number"));
        let version = partner.await.expect("a partner").versie;
        let change = PartnerChange { oin: OIN.parse().expect("a number"), version };
        let begin = morning("2026-11-02");
        stand.app.at(begin.after(TimeDelta::minutes(61)));
        let late = hand_in(&browser, &proof, &[]).await.expect(400).says("niet meer ingelogd");
        late.keeps(NAME);
        stand.app.at(begin);
        let stop = PartnerStep::Stop(reason());
        scene.app.app.change_tip_partner(&scene.emmen.first, change, stop).await.expect("a stop");
        assert_eq!(stopped.get(FORM).await.sent_to(), DOOR);
        hand_in(&stopped, &stopped_proof, &[]).await.expect(400).says("niet meer ingelogd");
        assert!(arrived(&scene).await.is_empty());
    });
}

#[test]
fn a_body_hands_in_no_more_than_its_limit() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let scene = Scene::of(&stand.app).await;
        let (app, by) = (&stand.app.app, &scene.emmen);
        let mut partner = scene.partner_of(&scene.assen).await;
        partner.oin = OIN.parse().expect("a number");
        partner.systeem = None;
        partner.grenzen = RateLimits { per_minute: 1, per_day: 2 };
        let proposed = app.propose_tip_partner(&by.first, &partner).await.expect("a proposal");
        let change = PartnerChange { oin: partner.oin, version: proposed.versie };
        let approve = PartnerStep::Approve(None);
        app.change_tip_partner(&by.second, change, approve).await.expect("a partner");
        let (first, second) = (stand.inside().await, stand.inside().await);
        hand_in(&first.0, &first.1, &[]).await.expect(303);
        let refused = hand_in(&second.0, &second.1, &[]).await.expect(409);
        refused.says("te veel tips").says(NAME);
        stand.app.at(morning("2026-11-02").after(TimeDelta::minutes(2)));
        hand_in(&second.0, &second.1, &[]).await.expect(303);
        assert_eq!(arrived(&scene).await.len(), 2);
    });
}
