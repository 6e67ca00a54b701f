//! A writer: makes files and gives commands, and keeps what the service acknowledged. When the service dies under a request,
//! the writer sends it again with the same key, or never knows.

use super::client::{Client, Headers, Reply};
use super::random::Random;
use serde_json::{Value, json};
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex};

/// Where the service is now.
#[derive(Default)]
pub(super) struct World {
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Clone, Default)]
struct Now {
    /// How often the service came up.
    life: u64,
    address: String,
    over: bool,
}

impl World {
    /// Tells the writers that the service is up again.
    pub(super) fn up(&self, address: String) {
        let mut now = self.now.lock().unwrap();
        now.life += 1;
        now.address = address;
        self.changed.notify_all();
    }

    /// Tells the writers to stop after the request under way; nobody waits for another life.
    pub(super) fn finish(&self) {
        self.now.lock().unwrap().over = true;
        self.changed.notify_all();
    }

    /// Waits for a life after this one, or the end.
    fn after(&self, life: u64) -> Now {
        let now = self.now.lock().unwrap();
        self.changed.wait_while(now, |now| now.life <= life && !now.over).unwrap().clone()
    }
}

/// A request on a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Open,
    Scope,
    Forms,
    Evidence,
    Withdraw,
}

impl Step {
    /// How many letters it causes: to the one person concerned.
    pub(super) fn letters(self) -> u64 {
        u64::from(matches!(self, Self::Forms | Self::Withdraw))
    }

    fn path(self, id: &str) -> String {
        let step = match self {
            Self::Open => return "/dossiers".to_owned(),
            Self::Scope => "toepassingsbereik",
            Self::Forms => "vragenlijsten",
            Self::Evidence => "bewijsstukken",
            Self::Withdraw => "intrekking",
        };
        format!("/dossiers/{id}/{step}")
    }

    fn body(self, reference: &str, version: i64) -> Value {
        let today = today();
        match self {
            Self::Open => application(reference),
            Self::Scope => json!({ "keuze": { "motivering": "Het gaat om een groot belang." } }),
            Self::Forms => json!({
                "personen": [], "op": today, "uiterlijk": today + chrono::Days::new(14), "aanvulverzoek": false,
            }),
            Self::Evidence => evidence(&format!("{reference}-{version}")),
            Self::Withdraw => json!({
                "op": today, "motivering": "Geen reden gegeven.", "vermoedenVanwegeToets": false,
            }),
        }
    }
}

/// The evidence with this id.
pub(super) fn evidence(id: &str) -> Value {
    json!({ "op": today(), "stuk": { "soort": "rapport", "id": id, "digest": "0".repeat(64) } })
}

/// An application of a natural person that came in today: whoever reads the file leaves a line in the log of processing.
pub(super) fn application(reference: &str) -> Value {
    json!({ "aanvraag": {
        "kenmerk": reference,
        "soort": "exploitatie-openbare-inrichting",
        "gebeurtenis": "nieuw",
        "ontvangenOp": today(),
        "betrokkene": { "soort": "natuurlijk-persoon", "naam": format!("V. Beeld {reference}") },
        "feiten": { "signalen": [], "branches": [] },
    } })
}

/// The day on which the program that runs beside this test is.
#[expect(clippy::disallowed_methods, reason = "the program under test has the time of the machine")]
fn today() -> chrono::NaiveDate {
    kernel::Moment::new(chrono::Utc::now()).dutch_date()
}

/// What a client knows of a file.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) reference: String,
    pub(super) id: String,
    /// The last version that was acknowledged.
    pub(super) version: i64,
    /// The letters of the commands that were acknowledged.
    pub(super) letters: u64,
    /// A request of which nobody knows whether it was carried out.
    pub(super) doubt: Option<Step>,
}

/// What a writer leaves behind.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) files: Vec<Known>,
    pub(super) interrupted: u64,
    pub(super) repeated: u64,
}

/// One client that writes.
pub(super) struct Writer<'w> {
    pub(super) world: &'w World,
    pub(super) client: Client,
    pub(super) number: u64,
    pub(super) random: Random,
    /// Where each acknowledgement is told.
    pub(super) told: Sender<()>,
}

impl Writer<'_> {
    /// Writes file after file until the campaign is over.
    pub(super) fn work(mut self) -> Report {
        let mut report = Report::default();
        let mut now = self.world.after(0);
        while !now.over {
            let reference = format!("S-{}-{}", self.number, report.files.len());
            let mut file = Known { reference, ..Known::default() };
            for step in self.plan() {
                self.step(&mut file, step, &mut report);
                now = self.world.after(0);
                if now.over || file.doubt.is_some() {
                    break;
                }
            }
            report.files.push(file);
        }
        report
    }

    fn plan(&mut self) -> Vec<Step> {
        let mut steps = vec![Step::Open, Step::Scope, Step::Forms];
        steps.extend((0..self.random.below(4)).map(|_| Step::Evidence));
        if self.random.below(2) == 0 {
            steps.push(Step::Withdraw);
        }
        steps
    }

    fn step(&mut self, file: &mut Known, step: Step, report: &mut Report) {
        let headers = Headers {
            key: Some(format!("{}-{}", file.reference, file.version)),
            version: (step != Step::Open).then_some(file.version),
        };
        let body = step.body(&file.reference, file.version);
        let mut now = self.world.after(0);
        loop {
            match self.client.post(&now.address, &step.path(&file.id), &headers, &body) {
                Ok(reply) => return self.acknowledged(file, step, &reply),
                Err(_) => report.interrupted += 1,
            }
            let life = now.life;
            now = self.world.after(life);
            if now.life == life || self.random.below(2) == 0 {
                file.doubt = Some(step);
                return;
            }
            report.repeated += 1;
        }
    }

    fn acknowledged(&mut self, file: &mut Known, step: Step, reply: &Reply) {
        let id = reply.expect_file();
        assert!(file.id.is_empty() || file.id == id, "another file answers: {reply:?}");
        assert_eq!(reply.version, Some(file.version + 1), "{step:?} {reply:?}");
        file.id = id;
        file.version += 1;
        file.letters += step.letters();
        // The campaign may have enough of them.
        let _ = self.told.send(());
    }
}
