//! One of the two installations: its data, its officers, and the program that runs on it and is killed.

use crate::faults::home::{Home, Service};
use crate::tips::https::{Authority, certificate};
use crate::tips::scene::{body, content, officer, organ, words};
use app::Caller;
use app::tips::{
    BodyKind, Oin, PartnerChange, PartnerStep, ProposePartner, ProposeSystem, RateLimits,
    SentTipChange, SentTipStep, Suite, WriteTip,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use harness::{Scratch, TestApp, TestDatabase};
use kernel::Moment;
use std::net::TcpListener;
use store::{DatabaseUrl, TipKeyPurpose};

/// An installation with one party that exchanges tips.
pub(super) struct House<'a> {
    pub(super) database: &'a TestDatabase,
    pub(super) app: TestApp,
    pub(super) oin: Oin,
    pub(super) first: Caller,
    pub(super) second: Caller,
    pub(super) home: Home,
    /// Where the program puts what it does not want to keep.
    pub(super) temporary: Scratch,
    /// The port of its own door.
    pub(super) door: u16,
    service: Option<Service>,
    /// The tips that it was told to send, as it acknowledged them.
    pub(super) released: Vec<String>,
}

/// The moment of the machine, as the programs have it.
#[expect(clippy::disallowed_methods, reason = "the program under test has the time of the machine")]
pub(super) fn now() -> Moment {
    Moment::new(chrono::Utc::now())
}

/// A port that is free now.
pub(super) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}

impl<'a> House<'a> {
    /// Sets an installation up: others reach it through the port of the line.
    pub(super) async fn new(
        database: &'a TestDatabase,
        (party, number): (&str, &str),
        line: u16,
        authority: &Authority,
    ) -> Self {
        let app = TestApp::on(database).await;
        app.at(now());
        let (first, second) = (officer(&app, party).await, officer(&app, party).await);
        let oin: Oin = number.parse().unwrap();
        let mut wanted = body(oin, Suite::Ec);
        wanted.eindpunt = format!("https://127.0.0.1:{line}/{oin}/bibob/v1").parse().unwrap();
        assert!(app.app.keep_tip_body(&first, 0, &wanted).await.unwrap().gereed);
        let (home, temporary, door) = (Home::shared(database), Scratch::new(), free_port());
        let released = Vec::new();
        let mut house = Self {
            database,
            app,
            oin,
            first,
            second,
            home,
            temporary,
            door,
            service: None,
            released,
        };
        house.open_door(number, authority);
        house
    }

    /// Gives the program its settings of the exchange, with a certificate of its own.
    fn open_door(&mut self, number: &str, authority: &Authority) {
        let (chain, key) = certificate(authority, number);
        let files = [
            ("DIJKWACHT_TIPS__CERTIFICATE_FILE", "tips.crt", pem("CERTIFICATE", &chain[0])),
            ("DIJKWACHT_TIPS__KEY_FILE", "tips.key", pem("PRIVATE KEY", key.secret_der())),
            ("DIJKWACHT_TIPS__AUTHORITIES_FILE", "tips.ca", pem("CERTIFICATE", authority.der())),
        ];
        for (name, file, text) in files {
            let file = self.home.folder.write(file, text);
            self.home.set(name, file.display().to_string());
        }
        self.home.set("DIJKWACHT_TIPS__LISTEN", format!("127.0.0.1:{}", self.door));
        self.home.set("DIJKWACHT_TIPS__LOCAL_ADDRESSES", "true".to_owned());
        self.home.set("DIJKWACHT_LOG__LEVEL", "debug".to_owned());
        self.home.set("TMPDIR", self.temporary.path().display().to_string());
    }

    /// Puts another installation in the register, by two officers. The limits are those of a campaign, not of a year.
    pub(super) async fn befriend(&self, other: &House<'_>) {
        let there = other.app.app.tip_body(&other.first).await.unwrap();
        let own = there.organisatie.unwrap();
        let wanted = ProposePartner {
            oin: own.oin,
            naam: words("Gemeente Verzonnen"),
            soort: BodyKind::AdministrativeBody,
            organen: own.organen,
            past_wet_toe: true,
            grenzen: RateLimits { per_minute: 100_000, per_day: 1_000_000 },
            systeem: Some(ProposeSystem {
                eindpunt: own.eindpunt,
                suite: own.suite,
                sleutel: there.sleutels[0].openbaar.clone(),
                vertrouwde_certificaten: Vec::new(),
            }),
        };
        let proposed = self.app.app.propose_tip_partner(&self.first, &wanted).await.unwrap();
        let heard = proposed.voorstel.unwrap().partner.vingerafdruk;
        let change = PartnerChange { oin: other.oin, version: proposed.versie };
        let step = PartnerStep::Approve(heard);
        self.app.app.change_tip_partner(&self.second, change, step).await.unwrap();
    }

    /// Lets one officer write a tip and another release it, on the data on which the program runs.
    pub(super) async fn release(&mut self, to: Oin) {
        self.app.at(now());
        let app = &self.app.app;
        let wanted = WriteTip { ontvanger: to, orgaan: organ("burgemeester"), inhoud: content() };
        let view = app.write_tip(&self.first, &wanted, None).await.unwrap();
        let change = SentTipChange { id: view.regel.id, version: view.regel.versie };
        app.change_sent_tip(&self.second, change, SentTipStep::Release).await.unwrap();
        self.released.push(view.regel.id.to_string());
    }

    /// Starts the program, and waits until it listens.
    pub(super) fn start(&mut self) {
        let service = self.home.serve().ready();
        service.address(&self.home);
        self.service = Some(service);
    }

    /// Starts the program, and kills it before it is ready.
    pub(super) fn start_in_vain(&mut self, wait: impl FnOnce()) {
        let starting = self.home.serve();
        wait();
        starting.kill();
    }

    pub(super) fn kill(&mut self) {
        self.service.take().expect("a program that runs").kill();
    }

    /// The secret half of the key that it signs with: what a thief of it could forge with, and a tool of the test does.
    pub(super) async fn stolen_key(&self) -> serde_json::Value {
        let scope = self.app.app.store().scope_for_worker(self.first.party());
        let keys = self.app.app.store().tip_keys(&scope).await.unwrap();
        let key = keys.into_iter().find(|key| key.purpose == TipKeyPurpose::Signing).unwrap();
        serde_json::from_str(key.secret.unwrap().reveal()).unwrap()
    }

    /// The public halves of its keys: to check what it signs, and to encrypt for it.
    pub(super) async fn public_keys(&self) -> [serde_json::Value; 2] {
        let body = self.app.app.tip_body(&self.first).await.unwrap();
        let keys = body.sleutels.iter().map(|key| serde_json::to_value(&key.openbaar).unwrap());
        keys.collect::<Vec<_>>().try_into().unwrap()
    }

    /// A column of bytes or an id as SQL writes it in hexadecimal digits.
    pub(super) fn hex(&self, column: &str) -> String {
        match self.database.url() {
            DatabaseUrl::Sqlite(_) => format!("lower(hex({column}))"),
            DatabaseUrl::Postgres(_) if column.ends_with("id") => {
                format!("replace(CAST({column} AS text), '-', '')")
            }
            DatabaseUrl::Postgres(_) => format!("encode({column}, 'hex')"),
        }
    }

    /// Asks the tables for a number.
    pub(super) fn number(&self, sql: &str) -> u64 {
        self.database.sql(sql).trim().parse().expect(sql)
    }
}
