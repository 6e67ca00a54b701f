//! A tip in each state that has a form of its own, for the test that no form is lost.

use crate::tips::scene::{Scene, Side, body, content, organ, reason, words};
use app::Permission;
use app::command::OfficeRole;
use app::tips::{
    Oin, PartnerChange, PartnerStep, Posted, ReadReason, ReceivedTipChange, ReceivedTipStep,
    ReceivedTipView, RegisterTipLetter, SentTipStep, SentTipView, Suite, Topic, WithdrawalCode,
    WriteTip,
};
use harness::{ASSEN, EMMEN, Official, TestApp};

/// A body that gets letters, and one that nobody approved yet.
const BY_LETTER: &str = "00000001001234500007";
const PROPOSED: &str = "00000001001234500008";

/// Tips in the states that matter, and who may look at them.
pub(super) struct TipDesk {
    /// Somebody of the body that gives the tips.
    pub(super) giver: Official,
    /// Somebody of the body that gets them.
    pub(super) getter: Official,
    partner: String,
    concept: String,
    to_post: String,
    posted: String,
    taken_back: String,
    asked: String,
    sent_back: String,
    assessed: String,
    to_link: String,
    on_paper: String,
}

impl TipDesk {
    pub(super) async fn of(app: &TestApp) -> Self {
        let scene = Scene::of(app).await;
        // So that a tip may lapse at once.
        let mut assen = body(scene.assen.oin, Suite::Ec);
        assen.termijnen.choose = 0;
        app.app.keep_tip_body(&scene.assen.first, 1, &assen).await.expect("its own terms");
        by_letter(&scene, BY_LETTER, true).await;
        by_letter(&scene, PROPOSED, false).await;
        let posted = posted_letter(&scene).await;
        let taken_back = posted_letter(&scene).await;
        let withdraw = SentTipStep::Withdraw { code: WithdrawalCode::Mistake, reason: reason() };
        scene.sent_step(&scene.emmen.first, &taken_back, withdraw).await.expect("a withdrawal");
        let (asked, _) = judged(&scene, ReceivedTipStep::Ask(Topic::Decision)).await;
        let pointer = None;
        let back = ReceivedTipStep::DeclareNotCompetent { pointer, reason: reason() };
        let (sent_back, _) = judged(&scene, back).await;
        let accept = ReceivedTipStep::Accept { case: None, reason: reason() };
        let (_, to_link) = judged(&scene, accept).await;
        let (_, assessed) = taken_up(&scene).await;
        Self {
            giver: officer(app, EMMEN).await,
            getter: officer(app, ASSEN).await,
            partner: scene.assen.oin.to_string(),
            concept: scene.written().await.regel.id.to_string(),
            to_post: letter(&scene).await.regel.id.to_string(),
            posted: posted.regel.id.to_string(),
            taken_back: taken_back.regel.id.to_string(),
            asked,
            sent_back,
            assessed: assessed.regel.id.to_string(),
            to_link: to_link.regel.id.to_string(),
            on_paper: on_paper(&scene).await,
        }
    }

    /// Returns who opens the page of a route.
    pub(super) fn who(&self, path: &str) -> &Official {
        if path.starts_with("/tips/ontvangen") { &self.getter } else { &self.giver }
    }

    /// Puts the tip or the partner that has the form of a route in an address.
    pub(super) fn fill(&self, path: &str, address: &str) -> String {
        let last = path.rsplit('/').next().unwrap_or_default();
        let tip = match last {
            "gepost" => &self.to_post,
            "retourbewijs" | "oordeel-vastleggen" => &self.posted,
            "intrekking-gepost" => &self.taken_back,
            "antwoord-schrijven" => &self.asked,
            "opnieuw-aanbieden" | "afsluiten" => &self.sent_back,
            "dossier-koppelen" => &self.to_link,
            "intrekking-vastleggen" => &self.on_paper,
            _ if path.starts_with("/tips/ontvangen") => &self.assessed,
            _ => &self.concept,
        };
        let partner = match last {
            "goedkeuren" | "afwijzen" => PROPOSED,
            _ => &self.partner,
        };
        address.replace("{tipId}", tip).replace("{oin}", partner)
    }
}

async fn officer(app: &TestApp, party: &str) -> Official {
    app.hire(party, OfficeRole::Tipbehandelaar, &[Permission::HandleTips]).await
}

/// Puts a body without a system in the register, approved or only proposed; a proposal has the key of a system, for its fingerprint.
pub(super) async fn by_letter(scene: &Scene<'_>, oin: &str, approved: bool) {
    let app = &scene.app.app;
    let mut partner = scene.partner_of(&scene.assen).await;
    partner.oin = oin.parse().expect("a number");
    if approved {
        partner.systeem = None;
    }
    let Side { first, second, .. } = &scene.emmen;
    let proposed = app.propose_tip_partner(first, &partner).await.expect("a proposal");
    if approved {
        let change = PartnerChange { oin: partner.oin, version: proposed.versie };
        let step = PartnerStep::Approve(None);
        app.change_tip_partner(second, change, step).await.expect("a partner");
    }
}

/// A tip by letter that another officer released.
async fn letter(scene: &Scene<'_>) -> SentTipView {
    let ontvanger: Oin = BY_LETTER.parse().expect("a number");
    let wanted = WriteTip { ontvanger, orgaan: organ("college"), inhoud: content() };
    let by = &scene.emmen;
    let view = scene.app.app.write_tip(&by.first, &wanted, None).await.expect("a tip");
    scene.sent_step(&by.second, &view, SentTipStep::Release).await.expect("a release")
}

/// A tip by letter that was posted.
async fn posted_letter(scene: &Scene<'_>) -> SentTipView {
    let released = letter(scene).await;
    let post = SentTipStep::Post(Posted {
        op: "2026-11-02".parse().expect("a day"),
        track_en_trace: words("3SVERZONNEN"),
    });
    scene.sent_step(&scene.emmen.first, &released, post).await.expect("a letter")
}

/// A tip that Assen got by letter.
async fn on_paper(scene: &Scene<'_>) -> String {
    let wanted = RegisterTipLetter {
        afzender: scene.emmen.oin,
        orgaan: organ("burgemeester"),
        ontvangen_op: "2026-11-02".parse().expect("a day"),
        nummer: None,
        inhoud: content(),
    };
    let view = scene.app.app.register_tip_letter(&scene.assen.first, &wanted, None).await;
    view.expect("a tip").regel.id.to_string()
}

/// A tip that arrived and that the first officer of Assen took up: its id, and as it stands there.
async fn taken_up(scene: &Scene<'_>) -> (String, ReceivedTipView) {
    let tip = scene.released().await.regel.id;
    scene.work().await;
    let all = scene.arrived().await;
    let line = all.into_iter().find(|line| line.tip == tip).expect("the tip");
    let (app, by) = (&scene.app.app, &scene.assen.first);
    let view = app.received_tip(by, line.id, ReadReason::Handle).await.expect("the tip");
    let view = stepped(scene, &view, ReceivedTipStep::TakeUp).await;
    (tip.to_string(), view)
}

/// A tip with a verdict, or a question, that came back to who gave it.
async fn judged(scene: &Scene<'_>, step: ReceivedTipStep) -> (String, ReceivedTipView) {
    let (tip, view) = taken_up(scene).await;
    let view = stepped(scene, &view, step).await;
    scene.work().await;
    (tip, view)
}

async fn stepped(
    scene: &Scene<'_>,
    view: &ReceivedTipView,
    step: ReceivedTipStep,
) -> ReceivedTipView {
    let change = ReceivedTipChange { id: view.regel.id, version: view.regel.versie };
    let by = &scene.assen.first;
    scene.app.app.change_received_tip(by, change, step).await.expect("a step")
}
