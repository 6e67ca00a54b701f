//! How many tips a second go through the database, on both sides of an exchange and both databases, beside the bare disk. Run with
//! `cargo xtask bench`; figures stand in `docs/benchmarks.md`. `PostgreSQL` takes part when `DIJKWACHT_TEST_POSTGRES` names a server.
//!
//! What runs is the worker's own turn and the door that takes a message, in one process and without HTTP. Rates are in tips.
//!
//! - `send`: a turn with messages that were released and nothing else done with them. For each: a fifth of a claim, its bytes made and
//!   kept (a fifth of a transaction), the receipt of the partner made, checked and kept (a transaction). The receipt is made in this process, by
//!   the key of the partner, where a real one spends its own time on it.
//! - `settle`: the same turn with messages whose bytes are kept already. What `send` takes longer is signing, encrypting and storing.
//! - `receive`: messages that were made before, taken one after another: opened, judged and kept with their receipt (a transaction).
//! - With several senders the messages are spread over them, and their work goes on at once.
#![expect(clippy::unwrap_used, reason = "a bench without its data measures nothing")]

mod common;

use app::command::OfficeRole;
use app::tips::{
    BodyKind, Errand, InsideCarrier, KeepTipBody, Parcel, PartnerChange, PartnerStep,
    ProposePartner, ProposeSystem, RateLimits, Reply, Retention, SentTipChange, SentTipStep,
    TipCarrier, TipContent, TipPost, WriteTip,
};
use app::{App, Caller, Carrier, Cost, FrontDoor, Permission, Settings, Worker};
use chrono::TimeDelta;
use common::{Database, Kind, bare_disk, kinds};
use divan::Bencher;
use divan::counter::ItemsCount;
use harness::{Counted, SetClock, hire, keys, now, open_store, rulebook};
use kernel::{Clock, Id, PartyId, Sha256Hex};
use serde_json::json;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use store::{Store, TipKeyPurpose, TipRow, TipSide};
use tips::keys::{SigningKey, Suite};
use tips::receipt::Receipt;
use tips::{MessageId, Oin};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// Tips in one sample.
const TIPS: usize = 200;
/// Parties of which as many take part as a bench has use for.
const PARTIES: [&str; 8] = [
    "gemeente-emmen",
    "gemeente-assen",
    "gemeente-coevorden",
    "gemeente-hoogeveen",
    "gemeente-meppel",
    "gemeente-midden-drenthe",
    "gemeente-noordenveld",
    "gemeente-tynaarlo",
];
/// More than a bench sends.
const NO_LIMITS: RateLimits = RateLimits { per_minute: 1_000_000, per_day: 1_000_000 };

/// From which party tips go to which, by their places in [`PARTIES`]. Each sender has one receiver.
type Ways = &'static [(usize, usize)];

const ONE_TO_ONE: Ways = &[(1, 0)];
const FOUR_TO_ONE: Ways = &[(1, 0), (2, 0), (3, 0), (4, 0)];
const FOUR_TO_FOUR: Ways = &[(1, 0), (3, 2), (5, 4), (7, 6)];

fn main() {
    divan::main();
}

/// A party with its tip officers.
struct Side {
    party: PartyId,
    oin: Oin,
    first: Caller,
    second: Caller,
}

impl Side {
    async fn new(app: &App, place: usize) -> Self {
        let party: PartyId = PARTIES[place].parse().unwrap();
        app.enter_party(&party).await.unwrap();
        let (first, second) = (officer(app, place).await, officer(app, place).await);
        let oin: Oin = format!("0000000100123450{place:04}").parse().unwrap();
        let body = KeepTipBody {
            oin,
            soort: BodyKind::AdministrativeBody,
            organen: vec!["burgemeester".parse().unwrap()],
            eindpunt: format!("https://{oin}.bibob.example/bibob/v1").parse().unwrap(),
            suite: Suite::Ec,
            toelichting: false,
            politie: false,
            termijnen: Retention::default(),
        };
        let view = app.keep_tip_body(&first, 0, &body).await.unwrap();
        assert!(view.gereed, "a party without keys sends nothing");
        Self { party, oin, first, second }
    }

    /// Puts another party in the register of this one.
    async fn know(&self, app: &App, other: &Self) {
        let body = app.tip_body(&other.first).await.unwrap();
        let own = body.organisatie.unwrap();
        let wanted = ProposePartner {
            oin: own.oin,
            naam: app::tips::Wording::new("Gemeente Verzonnen").unwrap(),
            soort: own.soort,
            organen: own.organen,
            past_wet_toe: true,
            grenzen: NO_LIMITS,
            systeem: Some(ProposeSystem {
                eindpunt: own.eindpunt,
                suite: own.suite,
                sleutel: body.sleutels[0].openbaar.clone(),
                vertrouwde_certificaten: Vec::new(),
            }),
        };
        let proposed = app.propose_tip_partner(&self.first, &wanted).await.unwrap();
        let heard = proposed.voorstel.unwrap().partner.vingerafdruk;
        let change = PartnerChange { oin: wanted.oin, version: proposed.versie };
        let step = PartnerStep::Approve(heard);
        app.change_tip_partner(&self.second, change, step).await.unwrap();
    }

    /// The key that its receipts are signed with.
    async fn signing_key(&self, app: &App) -> SigningKey {
        let scope = app.store().scope_for_worker(&self.party);
        let rows = app.store().tip_keys(&scope).await.unwrap();
        let row = rows.into_iter().find(|row| row.purpose == TipKeyPurpose::Signing).unwrap();
        let secret = row.secret.unwrap();
        SigningKey::read(secret.reveal(), Suite::Ec.signature()).unwrap()
    }
}

async fn officer(app: &App, place: usize) -> Caller {
    let role = OfficeRole::Tipbehandelaar;
    let official = hire(app, PARTIES[place], role, &[Permission::HandleTips]).await;
    app.authenticate(&official.secret).await.unwrap().unwrap()
}

/// The line between the parties: it keeps each message, and answers in the name of the receiver, who hears nothing of it.
struct Line {
    inside: InsideCarrier,
    clock: Arc<SetClock>,
    keys: BTreeMap<Oin, SigningKey>,
    post: Mutex<Post>,
}

/// What is on the line, by sender.
#[derive(Default)]
struct Post {
    /// The ids of what will come, in order: they are closed in the bytes.
    coming: BTreeMap<Oin, VecDeque<MessageId>>,
    carried: BTreeMap<Oin, Vec<String>>,
    is_silent: bool,
    unanswered: usize,
}

impl Line {
    async fn between(app: &App, clock: &Arc<SetClock>, sides: &[Side]) -> Self {
        let mut keys = BTreeMap::new();
        for side in sides {
            keys.insert(side.oin, side.signing_key(app).await);
        }
        let (inside, post) = (InsideCarrier::new(app.clone()), Mutex::default());
        Self { inside, clock: Arc::clone(clock), keys, post }
    }

    fn take(&self, parcel: Parcel<'_>, wire: &str) -> Reply {
        let mut post = self.post.lock().unwrap();
        if post.is_silent {
            post.unanswered += 1;
            return Reply::none();
        }
        let id = post.coming.get_mut(&parcel.from).and_then(VecDeque::pop_front).unwrap();
        post.carried.entry(parcel.from).or_default().push(wire.to_owned());
        drop(post);
        let receipt = Receipt {
            id,
            digest: Sha256Hex::of_bytes(wire.as_bytes()),
            audience: parcel.from,
            issuer: parcel.to.oin,
            issued: self.clock.now(),
        };
        Reply::with(202, receipt.sign(&self.keys[&parcel.to.oin]).unwrap())
    }
}

impl TipCarrier for Line {
    fn carry<'a>(&'a self, parcel: Parcel<'a>) -> Pin<Box<dyn Future<Output = Reply> + Send + 'a>> {
        Box::pin(async move {
            match parcel.errand {
                Errand::Message(wire) => self.take(parcel, wire),
                Errand::Ping(_) | Errand::Keys => self.inside.carry(parcel).await,
            }
        })
    }
}

/// What a sender has for a receiver.
struct Load {
    from: Oin,
    to: PartyId,
    wires: Vec<String>,
}

/// An installation in this process, with parties that have each other in their registers. Its clock stands still, so that no message
/// is tried again before a bench wants it.
struct Exchange {
    runtime: Runtime,
    app: App,
    clock: Arc<SetClock>,
    sides: Vec<Side>,
    ways: Ways,
    line: Arc<Line>,
    worker: Worker,
    released: Cell<usize>,
    _database: Database,
}

impl Exchange {
    fn new(kind: Kind, ways: Ways) -> Self {
        let database = Database::new(kind);
        let (runtime, clock) = (Runtime::new().unwrap(), Arc::new(SetClock::new(now())));
        let (app, sides, line) = runtime.block_on(async {
            let store = open_store(&database.url, &keys(1)).await;
            store.migrate().await.unwrap();
            let app = application(store, &clock);
            let sides = introduced(&app, ways).await;
            let line = Arc::new(Line::between(&app, &clock, &sides).await);
            (app, sides, line)
        });
        let carrier: Arc<dyn TipCarrier> = line.clone();
        let post = TipPost::inside_only(&app).with_inside(carrier);
        let worker = Worker::new(app.clone(), Carrier::Memory(Arc::default()), None);
        let worker = worker.with_tip_post(post);
        let released = Cell::new(0);
        let exchange =
            Self { runtime, app, clock, sides, ways, line, worker, released, _database: database };
        // Partners ask each other for a sign of life and for their keys once a day: that is over now.
        exchange.turn();
        exchange
    }

    /// Lets the worker do its turn.
    fn turn(&self) {
        self.runtime.block_on(self.worker.exchange_tips()).unwrap();
    }

    /// Lets officers write and release tips, spread over the ways; returns how many.
    fn release(&self, tips: usize) -> usize {
        self.line.post.lock().unwrap().carried.clear();
        self.runtime.block_on(async {
            for way in self.ways.iter().cycle().take(tips) {
                self.release_one(*way).await;
            }
        });
        self.released.set(self.released.get() + tips);
        tips
    }

    async fn release_one(&self, (from, to): (usize, usize)) {
        let (from, to) = (&self.sides[from], &self.sides[to]);
        let orgaan = "burgemeester".parse().unwrap();
        let wanted = WriteTip { ontvanger: to.oin, orgaan, inhoud: content() };
        let view = self.app.write_tip(&from.first, &wanted, None).await.unwrap();
        let (id, version) = (view.regel.id, view.regel.versie);
        let change = SentTipChange { id, version };
        self.app.change_sent_tip(&from.second, change, SentTipStep::Release).await.unwrap();
        let scope = self.app.store().scope_for_worker(&from.party);
        let messages = self.app.store().tip_messages(&scope, id.uuid()).await.unwrap();
        let coming = messages.iter().map(|message| MessageId::from_uuid(message.id));
        let mut post = self.line.post.lock().unwrap();
        post.coming.entry(from.oin).or_default().extend(coming);
    }

    /// Lets tips be released and their bytes be made, and the partner not answer; returns how many. A partner that does not answer gets
    /// one message in a turn.
    fn seal(&self, tips: usize) -> usize {
        {
            let mut post = self.line.post.lock().unwrap();
            (post.is_silent, post.unanswered) = (true, 0);
        }
        for _ in 0..tips {
            self.release(1);
            self.turn();
        }
        let mut post = self.line.post.lock().unwrap();
        assert_eq!(post.unanswered, tips, "the bytes of each were made once");
        post.is_silent = false;
        // Now all of them are tried again.
        self.clock.set(self.clock.now().after(TimeDelta::seconds(10)));
        tips
    }

    /// Lets tips be released and sent, and returns the messages, of which the receivers have heard nothing yet.
    fn loads(&self, tips: usize) -> Vec<Load> {
        self.release(tips);
        self.turn();
        let mut carried = std::mem::take(&mut self.line.post.lock().unwrap().carried);
        let load = |&(from, to): &(usize, usize)| {
            let (from, to) = (self.sides[from].oin, self.sides[to].party.clone());
            Load { from, to, wires: carried.remove(&from).unwrap() }
        };
        self.ways.iter().map(load).collect()
    }

    /// Takes what senders have: each sender by itself, one message after another.
    fn take(&self, loads: Vec<Load>) {
        self.runtime.block_on(async {
            let mut senders = JoinSet::new();
            for load in loads {
                let app = self.app.clone();
                senders.spawn(async move {
                    for wire in &load.wires {
                        let taken = app.take_tip_message(&load.to, load.from, wire.as_bytes());
                        assert_eq!(taken.await.unwrap().status, Some(202));
                    }
                });
            }
            senders.join_all().await;
        });
    }

    /// Checks that all that was released was delivered, by the registers of the senders.
    fn expect_delivered(&self) {
        let senders = self.ways.iter().map(|(from, _)| *from).collect();
        let rows = self.register(senders, TipSide::Sent);
        let delivered = rows.iter().filter(|row| row.state == "bezorgd").count();
        assert_eq!((delivered, rows.len()), (self.released.get(), self.released.get()));
    }

    /// Checks that all that was released was received, by the registers of the receivers.
    fn expect_received(&self) {
        let receivers = self.ways.iter().map(|(_, to)| *to).collect();
        assert_eq!(self.register(receivers, TipSide::Received).len(), self.released.get());
    }

    fn register(&self, sides: BTreeSet<usize>, side: TipSide) -> Vec<TipRow> {
        let store = self.app.store();
        let mut rows = Vec::new();
        for place in sides {
            let scope = store.scope_for_worker(&self.sides[place].party);
            let mut cursor = None;
            loop {
                let page = store.tips(&scope, side, cursor.as_ref());
                let page = self.runtime.block_on(page).unwrap();
                rows.extend(page.items);
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
        }
        rows
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        // What cannot be closed dies with the process.
        let _ = self.runtime.block_on(self.app.store().close());
    }
}

fn application(store: Store, clock: &Arc<SetClock>) -> App {
    let door = FrontDoor::new(Cost::default(), Vec::new()).unwrap();
    let clock: Arc<dyn Clock> = clock.clone();
    let ids = Arc::new(Counted::default());
    App::new(store, Arc::clone(rulebook()), clock, ids, Settings::default(), door)
}

/// Sets up the parties of these ways, and puts those that have to do with each other in each other's register.
async fn introduced(app: &App, ways: Ways) -> Vec<Side> {
    let last = ways.iter().map(|(from, to)| *from.max(to)).max().unwrap();
    let mut sides = Vec::new();
    for place in 0..=last {
        sides.push(Side::new(app, place).await);
    }
    for (from, to) in ways {
        sides[*from].know(app, &sides[*to]).await;
        sides[*to].know(app, &sides[*from]).await;
    }
    sides
}

/// What the form asks, without an explanation.
fn content() -> TipContent {
    serde_json::from_value(json!({
        "betrokkene": {
            "soort": "natuurlijk-persoon",
            "naamdelen": { "voornamen": "Vera", "achternaam": "Beeld" },
            "geboortedatum": "1980-01-01",
        },
        "besluit": {
            "soort": "exploitatie-openbare-inrichting",
            "activiteit": "Café in een verzonnen straat",
            "gemeente": "Verzonnen",
        },
        "strekking": "mogelijkheid-eigen-onderzoek",
        "contact": { "functie": "Coördinator Bibob", "bereikbaarheid": "doorkiesnummer 0000" },
    }))
    .unwrap()
}

fn measure_sending(bencher: Bencher<'_, '_>, exchange: &Exchange) {
    bencher
        .counter(ItemsCount::new(TIPS))
        .with_inputs(|| exchange.release(TIPS))
        .bench_local_values(|_| exchange.turn());
    exchange.expect_delivered();
}

fn measure_receiving(bencher: Bencher<'_, '_>, exchange: &Exchange) {
    bencher
        .counter(ItemsCount::new(TIPS))
        .with_inputs(|| exchange.loads(TIPS))
        .bench_local_values(|loads| exchange.take(loads));
    exchange.expect_received();
}

/// The floor under every transaction.
#[divan::bench]
fn bare_fdatasync(bencher: Bencher<'_, '_>) {
    bare_disk(bencher);
}

/// One party to another.
#[divan::bench(args = kinds(), sample_count = 10, sample_size = 1)]
fn send(bencher: Bencher<'_, '_>, kind: Kind) {
    measure_sending(bencher, &Exchange::new(kind, ONE_TO_ONE));
}

/// Four parties, each to another, in one turn.
#[divan::bench(args = kinds(), sample_count = 10, sample_size = 1)]
fn send_by_four_parties(bencher: Bencher<'_, '_>, kind: Kind) {
    measure_sending(bencher, &Exchange::new(kind, FOUR_TO_FOUR));
}

/// One party to another, of which the bytes were made before: what is left of `send` after signing, encrypting and storing.
#[divan::bench(args = kinds(), sample_count = 10, sample_size = 1)]
fn settle(bencher: Bencher<'_, '_>, kind: Kind) {
    let exchange = Exchange::new(kind, ONE_TO_ONE);
    bencher
        .counter(ItemsCount::new(TIPS))
        .with_inputs(|| exchange.seal(TIPS))
        .bench_local_values(|_| exchange.turn());
    exchange.expect_delivered();
}

/// One party of another, one after another.
#[divan::bench(args = kinds(), sample_count = 10, sample_size = 1)]
fn receive(bencher: Bencher<'_, '_>, kind: Kind) {
    measure_receiving(bencher, &Exchange::new(kind, ONE_TO_ONE));
}

/// One party of four at once.
#[divan::bench(args = kinds(), sample_count = 10, sample_size = 1)]
fn receive_of_four(bencher: Bencher<'_, '_>, kind: Kind) {
    measure_receiving(bencher, &Exchange::new(kind, FOUR_TO_ONE));
}

/// Four parties, each of another, at once.
#[divan::bench(args = kinds(), sample_count = 10, sample_size = 1)]
fn receive_by_four_parties(bencher: Bencher<'_, '_>, kind: Kind) {
    measure_receiving(bencher, &Exchange::new(kind, FOUR_TO_FOUR));
}
