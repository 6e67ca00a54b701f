//! Two parties with two tip officers each, who have each other in their registers, and a line between them that can be disturbed.

use app::command::OfficeRole;
use app::tips::{
    BodyKind, Errand, InsideCarrier, KeepTipBody, Oin, Parcel, PartnerChange, PartnerStep,
    ProposePartner, ProposeSystem, ReadReason, Reason, ReceivedTipChange, ReceivedTipLine,
    ReceivedTipStep, ReceivedTipView, Reply, Retention, SentTipChange, SentTipStep, SentTipView,
    Suite, TipCarrier, TipContent, TipId, TipPost, WriteTip,
};
use app::{AppError, Caller, Carrier, Permission, Worker};
use chrono::TimeDelta;
use harness::{ASSEN, EMMEN, TestApp};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use tokio::sync::Notify;

/// A name that stands in tips and may be found nowhere else.
pub(crate) const NAME: &str = "Zandsteen-Kanarie";

/// A party with its tip officers.
pub(crate) struct Side {
    pub(crate) oin: Oin,
    pub(crate) first: Caller,
    pub(crate) second: Caller,
}

/// Two parties that exchange tips.
pub(crate) struct Scene<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) emmen: Side,
    pub(crate) assen: Side,
    pub(crate) line: Arc<Line>,
}

/// What happens to a message on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Pass,
    LoseRequest,
    LoseAnswer,
    HoldBack,
    /// The sender is killed when the bytes are kept and nothing was sent yet.
    DieBefore,
    /// The sender is killed when the receiver has the message and the receipt is not kept yet.
    DieAfter,
    Twice,
    Tamper,
    Answer(u16),
    /// The answer is that of a receiver, with another text for its receipt.
    Forge,
}

/// Chance that is the same in every run with the same seed (`SplitMix64`).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((word ^ (word >> 31)) >> 33).unwrap() % most
    }

    fn act(&mut self) -> Act {
        match self.below(20) {
            0..=6 => Act::Pass,
            7 => Act::DieBefore,
            8 => Act::DieAfter,
            9..=10 => Act::LoseRequest,
            11..=13 => Act::LoseAnswer,
            14..=15 => Act::Twice,
            16 => Act::Tamper,
            17 => Act::HoldBack,
            18 => Act::Answer(503),
            _ => Act::Forge,
        }
    }
}

/// A line that does as it is told with each message, in turn; afterwards it lets all pass.
pub(crate) struct Line {
    inside: InsideCarrier,
    acts: Mutex<VecDeque<Act>>,
    /// Chooses what happens when nobody told, as long as there is a storm.
    pub(crate) storm: Mutex<Option<Chance>>,
    /// Messages that are held back, to arrive late.
    pub(crate) held: Mutex<Vec<String>>,
    /// Tells that the sender is killed now.
    pub(crate) death: Notify,
    /// Whether anything gets through, signs of life included.
    down: Mutex<bool>,
    pub(crate) carried: Mutex<Vec<String>>,
}

impl Line {
    pub(crate) fn tell(&self, acts: impl IntoIterator<Item = Act>) {
        self.acts.lock().unwrap().extend(acts);
    }

    pub(crate) fn set_down(&self, down: bool) {
        *self.down.lock().unwrap() = down;
    }

    pub(crate) fn last_carried(&self) -> String {
        self.carried.lock().unwrap().last().unwrap().clone()
    }

    async fn disturbed(&self, parcel: Parcel<'_>) -> Reply {
        if *self.down.lock().unwrap() {
            return Reply::none();
        }
        let Errand::Message(wire) = parcel.errand else { return self.inside.carry(parcel).await };
        self.carried.lock().unwrap().push(wire.to_owned());
        let told = self.acts.lock().unwrap().pop_front();
        let act = told.or_else(|| Some(self.storm.lock().unwrap().as_mut()?.act()));
        match act.unwrap_or(Act::Pass) {
            Act::DieBefore => {
                self.death.notify_one();
                std::future::pending().await
            }
            Act::DieAfter => {
                self.inside.carry(parcel).await;
                self.death.notify_one();
                std::future::pending().await
            }
            Act::HoldBack => {
                self.held.lock().unwrap().push(wire.to_owned());
                Reply::none()
            }
            Act::Pass => self.inside.carry(parcel).await,
            Act::LoseRequest => Reply::none(),
            Act::LoseAnswer => {
                self.inside.carry(parcel).await;
                Reply::none()
            }
            Act::Twice => {
                self.inside.carry(parcel).await;
                self.inside.carry(parcel).await
            }
            Act::Tamper => {
                let other = tampered(wire);
                let parcel = Parcel { errand: Errand::Message(&other), ..parcel };
                // What the receiver says of it does not reach the sender.
                assert_eq!(self.inside.carry(parcel).await, Reply::status(400));
                Reply::none()
            }
            Act::Answer(status) => Reply::status(status),
            Act::Forge => {
                let reply = self.inside.carry(parcel).await;
                Reply { body: tampered(&reply.body), ..reply }
            }
        }
    }
}

impl TipCarrier for Line {
    fn carry<'a>(&'a self, parcel: Parcel<'a>) -> Pin<Box<dyn Future<Output = Reply> + Send + 'a>> {
        Box::pin(self.disturbed(parcel))
    }
}

/// Changes one character in the middle.
pub(crate) fn tampered(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] = if bytes[middle] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).unwrap()
}

impl<'a> Scene<'a> {
    /// Hires the officers, sets both parties up and lets each approve the other, on 2 November 2026.
    pub(crate) async fn of(app: &'a TestApp) -> Self {
        let scene = Self::strangers(app, Suite::Ec).await;
        scene.befriend().await;
        scene
    }

    /// Both parties, without each other in their registers.
    pub(crate) async fn strangers(app: &'a TestApp, suite: Suite) -> Self {
        let line = Arc::new(Line {
            inside: InsideCarrier::new(app.app.clone()),
            acts: Mutex::default(),
            storm: Mutex::default(),
            held: Mutex::default(),
            death: Notify::new(),
            down: Mutex::default(),
            carried: Mutex::default(),
        });
        let emmen = side(app, EMMEN, "00000001001234500001", suite).await;
        let assen = side(app, ASSEN, "00000001001234500002", suite).await;
        Self { app, emmen, assen, line }
    }

    /// Puts each party in the register of the other.
    pub(crate) async fn befriend(&self) {
        for (one, other) in [(&self.emmen, &self.assen), (&self.assen, &self.emmen)] {
            self.approved(one, &self.partner_of(other).await).await;
        }
    }

    /// Lets one officer propose a partner and another approve it.
    async fn approved(&self, side: &Side, wanted: &ProposePartner) {
        let proposed = self.app.app.propose_tip_partner(&side.first, wanted).await.unwrap();
        let heard = proposed.voorstel.unwrap().partner.vingerafdruk;
        let change = PartnerChange { oin: wanted.oin, version: proposed.versie };
        let step = PartnerStep::Approve(heard);
        let approved = self.app.app.change_tip_partner(&side.second, change, step).await;
        assert_eq!(approved.unwrap().stand, "actief");
    }

    /// What a party tells another of itself.
    pub(crate) async fn partner_of(&self, side: &Side) -> ProposePartner {
        let body = self.app.app.tip_body(&side.first).await.unwrap();
        let own = body.organisatie.unwrap();
        ProposePartner {
            oin: own.oin,
            naam: words("Gemeente Verzonnen"),
            soort: own.soort,
            organen: own.organen,
            past_wet_toe: true,
            grenzen: app::tips::RateLimits { per_minute: 10_000, per_day: 100_000 },
            systeem: Some(ProposeSystem {
                eindpunt: own.eindpunt,
                suite: own.suite,
                sleutel: body.sleutels[0].openbaar.clone(),
                vertrouwde_certificaten: Vec::new(),
            }),
        }
    }

    /// Puts a body on another installation in the register of Emmen.
    pub(crate) async fn elsewhere(&self, oin: &str) -> Oin {
        let mut wanted = self.partner_of(&self.assen).await;
        wanted.oin = oin.parse().unwrap();
        self.approved(&self.emmen, &wanted).await;
        wanted.oin
    }

    pub(crate) fn worker(&self) -> Worker {
        let post = TipPost::inside_only(&self.app.app).with_inside(self.line.clone());
        Worker::new(self.app.app.clone(), Carrier::Memory(Arc::default()), None).with_tip_post(post)
    }

    pub(crate) async fn work(&self) {
        self.worker().exchange_tips().await.unwrap();
    }

    /// Lets time pass and the worker do its turn.
    pub(crate) async fn work_after(&self, seconds: i64) {
        self.app.at(self.app.app.now().after(TimeDelta::seconds(seconds)));
        self.work().await;
    }

    /// Lets the worker do its turn, and drops it as one that is killed: when the line says so, or after so many polls. Returns
    /// whether it was.
    pub(crate) async fn kill_after(&self, polls: usize) -> bool {
        let worker = self.worker();
        let (mut work, mut left) = (pin!(worker.exchange_tips()), polls);
        let counted = std::future::poll_fn(|context| {
            if left == 0 {
                return Poll::Ready(true);
            }
            left -= 1;
            work.as_mut().poll(context).map(|done| done.is_err())
        });
        tokio::select! {
            () = self.line.death.notified() => true,
            killed = counted => killed,
        }
    }

    pub(crate) fn wanted(&self) -> WriteTip {
        let ontvanger = self.assen.oin;
        WriteTip { ontvanger, orgaan: organ("burgemeester"), inhoud: content() }
    }

    /// Writes a tip of Emmen to Assen, which nobody released yet.
    pub(crate) async fn written(&self) -> SentTipView {
        self.app.app.write_tip(&self.emmen.first, &self.wanted(), None).await.unwrap()
    }

    /// Writes a tip of Emmen to Assen that another officer releases.
    pub(crate) async fn released(&self) -> SentTipView {
        let view = self.written().await;
        self.sent_step(&self.emmen.second, &view, SentTipStep::Release).await.unwrap()
    }

    /// A tip that arrived in Assen.
    pub(crate) async fn delivered(&self) -> TipId {
        let id = self.released().await.regel.id;
        self.work().await;
        assert_eq!(self.sent(id).await.regel.stand, "bezorgd");
        id
    }

    pub(crate) async fn sent(&self, id: TipId) -> SentTipView {
        self.app.app.sent_tip(&self.emmen.first, id, ReadReason::Handle).await.unwrap()
    }

    pub(crate) async fn sent_step(
        &self,
        by: &Caller,
        view: &SentTipView,
        step: SentTipStep,
    ) -> Result<SentTipView, AppError> {
        let change = SentTipChange { id: view.regel.id, version: view.regel.versie };
        self.app.app.change_sent_tip(by, change, step).await
    }

    /// All tips that Assen got.
    pub(crate) async fn arrived(&self) -> Vec<ReceivedTipLine> {
        self.app.app.received_tips(&self.assen.first, None).await.unwrap().items
    }

    /// The one tip that Assen got.
    pub(crate) async fn received(&self) -> ReceivedTipView {
        let [line] = self.arrived().await.try_into().unwrap();
        let view = self.app.app.received_tip(&self.assen.first, line.id, ReadReason::Handle).await;
        view.unwrap()
    }

    pub(crate) async fn received_step(
        &self,
        by: &Caller,
        view: &ReceivedTipView,
        step: ReceivedTipStep,
    ) -> Result<ReceivedTipView, AppError> {
        let change = ReceivedTipChange { id: view.regel.id, version: view.regel.versie };
        self.app.app.change_received_tip(by, change, step).await
    }

    /// Lets the first officer of Assen take up the one tip it got.
    pub(crate) async fn taken_up(&self) -> ReceivedTipView {
        let view = self.received().await;
        self.received_step(&self.assen.first, &view, ReceivedTipStep::TakeUp).await.unwrap()
    }

    /// Checks that the trails of tips of both parties are whole, and returns the actions in that of a side, oldest first.
    pub(crate) async fn trail(&self, side: &Side) -> Vec<String> {
        let report = self.app.app.store().verify_tip_audit(None).await.unwrap();
        assert!(report.is_sound() && report.lines > 0, "{report:?}");
        let (mut actions, mut cursor) = (Vec::new(), None);
        loop {
            let page = self.app.app.tip_trail(&side.first, cursor.as_deref()).await.unwrap();
            actions.extend(page.items.into_iter().map(|line| line.handeling));
            cursor = page.volgende;
            if cursor.is_none() {
                actions.reverse();
                return actions;
            }
        }
    }
}

async fn side(app: &TestApp, party: &str, oin: &str, suite: Suite) -> Side {
    let first = officer(app, party).await;
    let second = officer(app, party).await;
    let oin: Oin = oin.parse().unwrap();
    let wanted = body(oin, suite);
    let view = app.app.keep_tip_body(&first, 0, &wanted).await.unwrap();
    assert!(view.gereed);
    Side { oin, first, second }
}

pub(crate) fn body(oin: Oin, suite: Suite) -> KeepTipBody {
    KeepTipBody {
        oin,
        soort: BodyKind::AdministrativeBody,
        organen: vec![organ("burgemeester"), organ("college")],
        eindpunt: format!("https://{oin}.bibob.example/bibob/v1").parse().unwrap(),
        suite,
        toelichting: false,
        politie: false,
        termijnen: Retention::default(),
    }
}

pub(crate) async fn officer(app: &TestApp, party: &str) -> Caller {
    let official = app.hire(party, OfficeRole::Tipbehandelaar, &[Permission::HandleTips]).await;
    app.caller(&official).await
}

pub(crate) fn organ(text: &str) -> app::tips::Organ {
    text.parse().unwrap()
}

pub(crate) fn words<const MOST: usize>(text: &str) -> app::tips::Wording<MOST> {
    app::tips::Wording::new(text).unwrap()
}

pub(crate) fn reason() -> Reason {
    words("Om een verzonnen reden.")
}

/// What the tips of these tests say, as JSON.
pub(crate) fn content_json() -> Value {
    json!({
        "betrokkene": {
            "soort": "natuurlijk-persoon",
            "naamdelen": { "voornamen": "Vera", "achternaam": NAME },
            "geboortedatum": "1980-01-01",
        },
        "besluit": {
            "soort": "exploitatie-openbare-inrichting",
            "activiteit": "Café in een verzonnen straat",
            "gemeente": "Assen",
        },
        "strekking": "mogelijkheid-eigen-onderzoek",
        "contact": { "functie": "Coördinator Bibob", "bereikbaarheid": "doorkiesnummer 0000" },
    })
}

pub(crate) fn content() -> TipContent {
    serde_json::from_value(content_json()).unwrap()
}

pub(crate) fn is_tip<T: std::fmt::Debug>(answer: Result<T, AppError>, refusal: app::tips::Refusal) {
    match answer {
        Err(AppError::Tip(found)) => assert_eq!(found, refusal),
        other => unreachable!("{other:?}"),
    }
}

/// Checks that an answer names a fault at this place.
pub(crate) fn is_fault<T: std::fmt::Debug>(answer: Result<T, AppError>, place: &str) {
    match answer {
        Err(AppError::Input(faults)) => {
            assert!(faults.iter().any(|fault| fault.pointer == place), "{faults}");
        }
        other => unreachable!("{other:?}"),
    }
}
