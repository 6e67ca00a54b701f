//! A mail server by others: `smtp-server` on Node, a process of its own, with readers by others for what comes in.

use crate::{Scratch, node};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Far longer than anything takes: a test that reaches it fails.
const PATIENCE: Duration = Duration::from_mins(3);

/// A mail server that runs for as long as this value is there. `tests/node/mail.mjs` says what it can be asked.
#[derive(Debug)]
pub struct MailServer {
    port: u16,
    child: Child,
    input: Option<ChildStdin>,
    events: Receiver<Value>,
    certificate: String,
    scratch: Scratch,
}

/// How the way to the server is closed, as its script calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTls {
    /// Open.
    None,
    /// Closed when asked.
    Starttls,
    /// Closed from the start.
    FromTheStart,
}

impl MailServer {
    /// Starts it and waits until it listens on 127.0.0.1. Whoever may send needs no password, unless one is given.
    ///
    /// # Panics
    /// When Node or its libraries are not there, or the script fails.
    pub fn start(tls: MailTls, login: Option<(&str, &str)>) -> Self {
        let names = vec!["localhost".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
        let certificate = made.cert.pem();
        let tls = match tls {
            MailTls::None => "none",
            MailTls::Starttls => "starttls",
            MailTls::FromTheStart => "tls",
        };
        let words = json!({
            "tls": tls,
            "key": made.signing_key.serialize_pem(),
            "certificate": certificate,
            "login": login.map(|(user, password)| json!({ "user": user, "password": password })),
        });
        let scratch = Scratch::new();
        let errors = File::create(scratch.file("log")).expect("a log");
        let mut child = node("mail.mjs").arg(words.to_string()).start_until_dropped(errors);
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let (tell, events) = channel();
        thread::spawn(move || {
            let lines = output.lines().map_while(Result::ok);
            // The test may have ended, and nobody listens any more.
            lines.map_while(|line| serde_json::from_str(&line).ok()).for_each(|event| {
                let _ = tell.send(event);
            });
        });
        let input = child.stdin.take();
        let mut server = Self { port: 0, child, input, events, certificate, scratch };
        let ready = server.wait("ready");
        server.port = u16::try_from(ready["port"].as_u64().expect("a port")).expect("a port");
        server
    }

    /// Returns its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns its certificate, for `localhost`, as PEM.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// Waits for an event and returns it; what came before it is forgotten.
    ///
    /// # Panics
    /// When it does not come.
    pub fn wait(&self, name: &str) -> Value {
        loop {
            let event = self.events.recv_timeout(PATIENCE).unwrap_or_default();
            assert!(!event.is_null(), "no {name}: {}", self.scratch.read("log"));
            if event["event"] == name {
                return event;
            }
        }
    }

    /// Lets the next mail wait at a place, `recipient` or `answer`, until [`Self::go`].
    ///
    /// # Panics
    /// When the server is gone.
    pub fn hold_at(&self, place: &str) {
        self.ask(&json!({ "hold": place }));
        self.wait("will-hold");
    }

    /// Lets the mail that waits go on.
    ///
    /// # Panics
    /// When the server is gone.
    pub fn go(&self) {
        self.ask(&json!({ "go": true }));
    }

    /// Returns everything that was delivered, also twice.
    ///
    /// # Panics
    /// When the server is gone.
    pub fn mails(&self) -> Vec<Value> {
        self.ask(&json!({ "list": true }));
        let mut list = self.wait("list");
        list["mails"].as_array_mut().map(std::mem::take).unwrap_or_default()
    }

    fn ask(&self, what: &Value) {
        let mut input = self.input.as_ref().expect("its input");
        writeln!(input, "{what}").expect("a server that reads");
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.input.take());
        // It ends with its input; nobody is left to tell if it does not.
        let _ = self.child.wait();
    }
}
