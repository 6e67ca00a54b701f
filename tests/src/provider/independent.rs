//! A provider by others: `oidc-provider` on Node.

use super::{REDIRECT_URI, SIGNED_OUT_URI, settings};
use crate::{Scratch, fixture, node};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::Child;

/// A provider by others, that runs for as long as this value is there.
#[derive(Debug)]
pub struct IndependentProvider {
    issuer: String,
    child: Child,
    scratch: Scratch,
}

impl IndependentProvider {
    /// Starts it and waits until it listens.
    ///
    /// # Panics
    /// When Node or its libraries are not there, or the script fails.
    pub fn start() -> Self {
        let scratch = Scratch::new();
        let errors = File::create(scratch.file("log")).expect("a log");
        let words = json!({
            "redirectUris": [REDIRECT_URI],
            "signedOutUri": SIGNED_OUT_URI,
            "clientKey": fixture("keys/client.pem"),
        });
        let program = node("provider.mjs").arg(words.to_string());
        let mut child = program.start_until_dropped(errors);
        let mut first = String::new();
        // It stays open, or the next word of the provider would be its last.
        let output = child.stdout.as_mut().expect("its output");
        BufReader::new(output).read_line(&mut first).expect("a line");
        let said: Value = serde_json::from_str(&first).unwrap_or_default();
        let issuer = said["issuer"].as_str().unwrap_or_default().to_owned();
        assert!(!issuer.is_empty(), "no provider: {}", scratch.read("log"));
        Self { issuer, child, scratch }
    }

    /// Returns the settings for it, as an administrator writes them.
    pub fn settings(&self, id: &str) -> Value {
        settings(id, &self.issuer)
    }

    /// Returns its address.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Returns what it wrote on its error stream.
    pub fn log(&self) -> String {
        self.scratch.read("log")
    }
}

impl Drop for IndependentProvider {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // It ends with its input; nobody is left to tell if it does not.
        let _ = self.child.wait();
    }
}
