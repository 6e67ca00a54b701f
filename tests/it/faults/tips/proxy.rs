//! The hostile line between two installations: it ends TLS on both sides with certificates that it should not have, and loses,
//! doubles, holds back, repeats, changes and forges what passes. Chance decides, from a seed.

use super::hostile::Forger;
use super::wire::{self, Answer, Line, Request};
use crate::faults::random::Random;
use crate::tips::scene::NAME;
use crate::tips::secrecy::holds;
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::io::BufReader;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// Old messages that are remembered, to be repeated.
const MOST_PAST: usize = 500;
/// Where a redirect points; nobody may go there.
const TRAP: &str = "/valstrik";

/// The way from one installation to the other.
pub(super) struct Road {
    /// Where the line listens for the sender.
    pub(super) listener: Mutex<Option<TcpListener>>,
    pub(super) port: u16,
    /// The door of the receiver.
    pub(super) door: u16,
    pub(super) acceptor: TlsAcceptor,
    /// Shows the certificate of the sender.
    pub(super) connector: TlsConnector,
    /// Shows that of a body that the receiver does not know.
    pub(super) stranger: TlsConnector,
    pub(super) forger: Forger,
}

/// A place on the way of a message at which somebody can be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// The sender has kept and sent it, and the receiver does not have it.
    Before,
    /// The receiver is at it.
    Inside,
    /// The receiver has answered, and the sender does not know.
    After,
    /// The sender has the answer, and is at it.
    Answered,
}

pub(super) const POINTS: [Point; 4] = [Point::Before, Point::Inside, Point::After, Point::Answered];

struct Strike {
    at: (usize, Point),
    reached: Sender<()>,
    go: oneshot::Receiver<()>,
}

/// A message that is waited for at a point. It goes on when this value is dropped.
pub(super) struct Armed {
    pub(super) reached: Receiver<()>,
    _go: oneshot::Sender<()>,
}

/// A message that came through, with its receipt.
struct Past {
    road: usize,
    request: Request,
    receipt: Vec<u8>,
}

pub(super) struct State {
    random: Random,
    /// Whether the line is hostile.
    storm: bool,
    /// Whether every message is held back.
    holding: bool,
    pub(super) held: Vec<(usize, Request)>,
    past: Vec<Past>,
    strike: Option<Strike>,
    /// The last sign of life on each road.
    pub(super) pings: [Option<Request>; 2],
    /// How often what happened.
    pub(super) counts: BTreeMap<&'static str, u64>,
    /// What must not be.
    pub(super) wrong: Vec<String>,
}

impl State {
    /// Chooses a place in a list of this length.
    fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.random.below(length.max(1) as u64)).unwrap()
    }
}

/// The line.
pub(super) struct Proxy {
    pub(super) roads: [Road; 2],
    state: Mutex<State>,
    told: Sender<()>,
    down: watch::Sender<bool>,
}

impl Proxy {
    /// Opens the line; whoever holds the receiver hears of each message that is through with it.
    pub(super) fn open(roads: [Road; 2], random: Random) -> (Arc<Self>, Receiver<()>) {
        let (told, hear) = channel();
        let state = State {
            random,
            storm: false,
            holding: false,
            held: Vec::new(),
            past: Vec::new(),
            strike: None,
            pings: [None, None],
            counts: BTreeMap::new(),
            wrong: Vec::new(),
        };
        let (down, _) = watch::channel(false);
        let proxy = Arc::new(Self { roads, state: Mutex::new(state), told, down });
        for road in 0..2 {
            tokio::spawn(Arc::clone(&proxy).listen(road));
        }
        (proxy, hear)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(super) fn set_storm(&self, storm: bool) {
        self.state().storm = storm;
    }

    pub(super) fn set_holding(&self, holding: bool) {
        self.state().holding = holding;
    }

    /// Refuses every connection, or listens again.
    pub(super) fn set_down(&self, down: bool) {
        self.down.send_replace(down);
    }

    /// Waits for the next message that comes to a point of a road.
    pub(super) fn arm(&self, at: (usize, Point)) -> Armed {
        let (reached, hear) = channel();
        let (go, wait) = oneshot::channel();
        self.state().strike = Some(Strike { at, reached, go: wait });
        Armed { reached: hear, _go: go }
    }

    pub(super) fn count(&self, what: &'static str) {
        *self.state().counts.entry(what).or_default() += 1;
    }

    fn wrong(&self, what: String) {
        self.state().wrong.push(what);
    }

    async fn listen(self: Arc<Self>, road: usize) {
        let mut down = self.down.subscribe();
        loop {
            let first = self.roads[road].listener.lock().unwrap().take();
            let listener = match first {
                Some(listener) => listener,
                None => TcpListener::bind(("127.0.0.1", self.roads[road].port)).await.unwrap(),
            };
            loop {
                tokio::select! {
                    accepted = listener.accept() => {
                        let Ok((stream, _)) = accepted else { continue };
                        tokio::spawn(Arc::clone(&self).serve(road, stream));
                    }
                    _ = down.wait_for(|down| *down) => break,
                }
            }
            drop(listener);
            if down.wait_for(|down| !*down).await.is_err() {
                return;
            }
        }
    }

    async fn serve(self: Arc<Self>, road: usize, stream: TcpStream) {
        // Whoever is killed in the middle leaves a connection that ends anywhere.
        let Ok(stream) = self.roads[road].acceptor.accept(stream).await else { return };
        let mut stream = BufReader::new(stream);
        let Ok(request) = wire::read(&mut stream).await else { return };
        self.look(&request.path, &request.body);
        let is_message = request.path.ends_with("/berichten");
        let answer = if is_message {
            self.message(road, request).await
        } else {
            self.errand(road, request).await
        };
        if let Some(answer) = answer {
            let written = wire::write(&mut stream, &answer).await;
            if is_message && written.is_ok() {
                self.point((road, Point::Answered)).await;
            }
        }
        if is_message {
            // The campaign may be over.
            let _ = self.told.send(());
        }
    }

    /// Nothing on the line may show what a tip says, also to who ends its TLS.
    fn look(&self, path: &str, body: &[u8]) {
        if path == TRAP {
            self.wrong("a redirect was followed".to_owned());
        }
        if path.contains(NAME) || holds(body, NAME) {
            self.wrong("a name is on the line in the clear".to_owned());
        }
    }

    /// A sign of life, or a question which keys are used.
    async fn errand(&self, road: usize, request: Request) -> Option<Answer> {
        let lost = {
            let mut state = self.state();
            if request.path.ends_with("/levensteken") {
                state.pings[road] = Some(request.clone());
            }
            state.storm && state.random.below(10) == 0
        };
        if lost { None } else { self.ask(&self.roads[road].connector, road, &request).await }
    }

    async fn message(&self, road: usize, request: Request) -> Option<Answer> {
        self.count("messages");
        let (before, fate) = {
            let mut state = self.state();
            if state.holding {
                state.held.push((road, request));
                return None;
            }
            if state.storm { (state.random.below(16), state.random.below(100)) } else { (99, 99) }
        };
        self.trouble(road, &request, before).await;
        self.point((road, Point::Before)).await;
        let answer = self.fate(road, request, fate).await;
        self.point((road, Point::After)).await;
        answer
    }

    /// What becomes of a message; one in six does not arrive, or its receipt does not.
    async fn fate(&self, road: usize, request: Request, fate: u64) -> Option<Answer> {
        match fate {
            0..=3 => {
                self.count("requests lost");
                None
            }
            4..=5 => {
                self.count("held back");
                self.state().held.push((road, request));
                None
            }
            6 => Some(self.instead(Answer::of(503, &[]))),
            7 => Some(self.instead(Answer::of(429, &["retry-after: 1".to_owned()]))),
            8 => {
                let there = format!("location: https://127.0.0.1:{}{TRAP}", self.roads[road].port);
                Some(self.instead(Answer::of(307, &[there])))
            }
            9..=12 => {
                self.count("answers lost");
                self.carry(road, &request).await;
                None
            }
            13..=15 => {
                let answer = self.carry(road, &request).await?;
                Some(self.bad_receipt(road, answer, fate))
            }
            16..=25 => {
                self.count("sent twice");
                self.carry(road, &request).await;
                self.carry(road, &request).await
            }
            _ => self.carry(road, &request).await,
        }
    }

    /// Answers for the receiver, which sees nothing of it.
    fn instead(&self, answer: Answer) -> Answer {
        self.count("answered by the line");
        answer
    }

    /// A receipt that is not that of this message by this receiver.
    fn bad_receipt(&self, road: usize, answer: Answer, kind: u64) -> Answer {
        self.count("receipts forged");
        let other = |state: &mut State| {
            let others: Vec<&Past> = state.past.iter().filter(|past| past.road == road).collect();
            others.iter().find(|past| past.receipt != answer.body).map(|past| past.receipt.clone())
        };
        match kind {
            13 => {
                let body = self.changed(&answer.body);
                Answer { body, ..answer }
            }
            14 => {
                let body = other(&mut self.state()).unwrap_or_default();
                Answer { body, ..answer }
            }
            _ if answer.body.is_empty() => answer,
            _ => tokio::task::block_in_place(|| self.roads[road].forger.receipt(&answer)),
        }
    }

    /// One byte of a text is another one.
    fn changed(&self, text: &[u8]) -> Vec<u8> {
        let mut state = self.state();
        let (place, by) = (state.place(text.len()), state.random.below(255));
        changed_at(text, place, u8::try_from(by).unwrap())
    }

    /// Something hostile beside a message.
    async fn trouble(&self, road: usize, request: &Request, kind: u64) {
        let known = &self.roads[road].connector;
        match kind {
            0 | 1 => {
                let other = request.with(self.changed(&request.body));
                self.refused(road, (known, "changed"), &other).await;
            }
            2 | 3 => {
                let forged = &self.roads[road].forger.messages;
                let place = self.state().place(forged.len());
                let (what, wire) = &forged[place];
                self.refused(road, (known, what), &request.with(wire.clone())).await;
            }
            4 => self.refused(road, (&self.roads[road].stranger, "of a stranger"), request).await,
            5 => {
                let large = request.with(vec![b'x'; 70_000]);
                self.refused(road, (known, "too large"), &large).await;
            }
            6 => {
                let mut other = request.clone();
                "text/plain".clone_into(&mut other.media);
                self.refused(road, (known, "of another media type"), &other).await;
            }
            7 | 8 => self.again().await,
            9 | 10 => self.late().await,
            _ => {}
        }
    }

    /// Sends what must be refused, and checks that the answer says nothing but that.
    async fn refused(
        &self,
        road: usize,
        (by, what): (&TlsConnector, &'static str),
        sent: &Request,
    ) {
        let Some(answer) = self.ask(by, road, sent).await else {
            return self.count("hostile, not answered");
        };
        match answer.status {
            _ if !answer.body.is_empty() => self.wrong(format!("{what}: an answer with words")),
            400 | 413 => self.count("hostile, refused on record"),
            415 => self.count("hostile, refused at the door"),
            503 => self.count("hostile, not answered"),
            status => self.wrong(format!("{what}: {status}")),
        }
    }

    /// Sends an old message again: the receipt is the one that was given.
    async fn again(&self) {
        let found = {
            let mut state = self.state();
            let length = state.past.len();
            let place = state.place(length);
            let past = state.past.get(place);
            past.map(|past| (past.road, past.request.clone(), past.receipt.clone()))
        };
        let Some((road, request, receipt)) = found else { return };
        self.count("old ones sent again");
        let answer = self.carry(road, &request).await;
        if answer.is_some_and(|answer| answer.status == 200 && answer.body != receipt) {
            self.wrong("another receipt for the same message".to_owned());
        }
    }

    /// Delivers a message that was held back.
    pub(super) async fn late(&self) {
        let held = {
            let mut state = self.state();
            let length = state.held.len();
            let place = state.place(length);
            if length == 0 { None } else { Some(state.held.swap_remove(place)) }
        };
        let Some((road, request)) = held else { return };
        self.count("delivered late");
        if self.carry(road, &request).await.is_none() {
            self.state().held.push((road, request));
        }
    }

    /// Carries a message of the sender to the receiver.
    async fn carry(&self, road: usize, request: &Request) -> Option<Answer> {
        let answer = self.ask(&self.roads[road].connector, road, request).await?;
        match answer.status {
            200 | 202 => {
                let (request, receipt) = (request.clone(), answer.body.clone());
                let mut state = self.state();
                if state.past.len() == MOST_PAST {
                    let place = state.place(MOST_PAST);
                    state.past.swap_remove(place);
                }
                state.past.push(Past { road, request, receipt });
            }
            503 => self.count("receiver busy"),
            status => self.wrong(format!("a message as it was sent: {status}")),
        }
        Some(answer)
    }

    /// Asks the receiver something; none when it is not there, or dies over it.
    async fn ask(&self, by: &TlsConnector, road: usize, request: &Request) -> Option<Answer> {
        let mut line = Line::open(by, self.roads[road].door).await.ok()?;
        line.send(request).await.ok()?;
        if request.path.ends_with("/berichten") {
            self.point((road, Point::Inside)).await;
        }
        let answer = line.answer().await.ok()?;
        self.look("", &answer.body);
        Some(answer)
    }

    /// When somebody is to be killed here, waits until that is done.
    async fn point(&self, at: (usize, Point)) {
        let strike = {
            let mut state = self.state();
            if state.strike.as_ref().is_some_and(|strike| strike.at == at) {
                state.strike.take()
            } else {
                None
            }
        };
        if let Some(strike) = strike {
            // Who armed it may have given up.
            let _ = strike.reached.send(());
            let _ = strike.go.await;
        }
    }
}

/// Changes one byte into another one that can stand in a text: `by` chooses which.
pub(super) fn changed_at(text: &[u8], place: usize, by: u8) -> Vec<u8> {
    const OTHERS: &[u8] = b"AZaz09-_.=+/ \"";
    let mut bytes = text.to_vec();
    if let Some(byte) = bytes.get_mut(place) {
        let other = OTHERS[usize::from(by) % OTHERS.len()];
        *byte = if *byte == other { b'Q' } else { other };
    }
    bytes
}
