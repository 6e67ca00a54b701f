//! Two invented bodies with their keys, and a tip about an invented person.

use crate::actor::Actor;
use crate::ids::{MessageId, Oin, Organ, Source, TipId};
use crate::keys::{
    Decryption, DecryptionKey, EncryptionAlgorithm, KeyRing, OwnKeys, SignatureAlgorithm,
    SigningKey, Suite,
};
use crate::message::{Content, Message, Offer, OwnBody};
use crate::partner::{BodyKind, Partner, System};
use crate::rate::RateLimits;
use crate::schedule::WorkCalendar;
use crate::seal::Receiver;
use crate::step::{At, Heard};
use crate::wording::Reason;
use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use kernel::{AccountId, Id, Moment};
use serde_json::{Value, json};
use std::num::NonZeroU32;
use std::sync::LazyLock;
use uuid::Uuid;

pub(super) fn moment(text: &str) -> Moment {
    Moment::new(text.parse().unwrap())
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Thursday 26 November 2026, eleven o'clock in the Netherlands.
pub(super) fn noon() -> Moment {
    moment("2026-11-26T10:00:00Z")
}

pub(super) fn later(seconds: i64) -> Moment {
    noon().after(TimeDelta::seconds(seconds))
}

pub(super) fn days(days: i64) -> Moment {
    noon().after(TimeDelta::days(days))
}

pub(super) fn oin(last: u8) -> Oin {
    format!("000000019999999900{last:02}").parse().unwrap()
}

pub(super) fn organ(name: &str) -> Organ {
    name.parse().unwrap()
}

pub(super) fn account(number: u64) -> AccountId {
    AccountId::from_uuid(Uuid::from_u64_pair(0, number))
}

fn v7(number: u64) -> Uuid {
    kernel::uuid_v7(noon(), {
        let mut random = [0; 10];
        random[2..].copy_from_slice(&number.to_be_bytes());
        random
    })
}

pub(super) fn tip(number: u64) -> TipId {
    TipId::from_uuid(v7(number))
}

pub(super) fn message_id(number: u64) -> MessageId {
    MessageId::from_uuid(v7(1_000 + number))
}

pub(super) fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

pub(super) fn reason() -> Reason {
    Reason::new("Dat is zo besloten.").unwrap()
}

pub(super) fn by(officer: u64) -> At {
    At { now: noon(), by: Actor::Officer(account(officer)), message: message_id(officer) }
}

pub(super) fn machine() -> At {
    At { by: Actor::Machine, ..by(900) }
}

/// The name that must never show up in a log.
pub(super) const CANARY: &str = "Kanariepiet";

pub(super) fn offer_json() -> Value {
    json!({
        "grondslag": "art26",
        "hoedanigheid": "bestuursorgaan",
        "betrokkene": {
            "soort": "natuurlijk-persoon",
            "naamdelen": { "voorletters": "V.", "voorvoegsel": "van", "achternaam": CANARY },
            "geboortedatum": "1979-02-03",
            "adres": { "straat": "Verzonnenlaan 1", "postcode": "9999 XX", "plaats": "Verzonnen" }
        },
        "besluit": {
            "soort": "exploitatie-openbare-inrichting",
            "activiteit": "Een eethuis dat niet bestaat",
            "gemeente": "Verzonnen"
        },
        "strekking": "mogelijkheid-eigen-onderzoek",
        "contact": { "functie": "Bibob-coördinator", "bereikbaarheid": "14 000" }
    })
}

pub(super) fn offer() -> Offer {
    serde_json::from_value(offer_json()).unwrap()
}

/// A message of the body `A` to `B`.
pub(super) fn offered() -> Message {
    message(1, 1, Content::Offered(Box::new(offer())))
}

pub(super) fn message(id: u64, place: u32, content: Content) -> Message {
    let of_sender = content.kind().is_of_sender();
    let (from, to) = if of_sender { (1, 2) } else { (2, 1) };
    Message {
        id: message_id(id),
        time: noon(),
        source: Source::of(oin(from)),
        audience: oin(to),
        organ: organ("burgemeester"),
        tip: tip(1),
        number: number(place),
        content,
    }
}

pub(super) fn heard(id: u64, place: u32, content: Content) -> Heard {
    Heard { message: message(id, place, content), at: later(i64::try_from(id).unwrap()) }
}

/// Four RSA keys that were made for these tests and are used nowhere else: making one takes seconds.
const RSA_KEYS: &str = include_str!("rsa-keys.json");

/// Returns two keys, to sign and to open with: fresh ones on the curve, those of the file with RSA.
pub(super) fn own_keys(suite: Suite, place: usize) -> OwnKeys {
    let (signing, key) = match suite {
        Suite::Ec => {
            (signing_key(), DecryptionKey::generate(EncryptionAlgorithm::EcdhEsA256Kw).unwrap())
        }
        Suite::NlRsa => (
            SigningKey::read(&rsa_key(place), SignatureAlgorithm::Ps256).unwrap(),
            DecryptionKey::read(&rsa_key(place + 1), EncryptionAlgorithm::RsaOaep256).unwrap(),
        ),
    };
    OwnKeys { signing, decryption: vec![Decryption { key, from: days(-10), until: days(80) }] }
}

pub(super) fn rsa_key(place: usize) -> String {
    let keys: Vec<Value> = serde_json::from_str(RSA_KEYS).unwrap();
    keys[place].to_string()
}

pub(super) fn own_body(last: u8, kind: BodyKind) -> OwnBody {
    OwnBody {
        oin: oin(last),
        kind,
        organs: vec![organ("burgemeester"), organ("college")],
        explanations: false,
        police: false,
    }
}

pub(super) fn partner(last: u8, suite: Suite, keys: &OwnKeys) -> Partner {
    Partner {
        oin: oin(last),
        name: "Gemeente Verzonnen".to_owned(),
        kind: BodyKind::AdministrativeBody,
        organs: vec![organ("burgemeester"), organ("college")],
        applies_act: true,
        limits: RateLimits::default(),
        system: Some(System {
            endpoint: "https://bibob.verzonnen.example/bibob/v1".parse().unwrap(),
            suite,
            signing: KeyRing::pin(keys.signing.public().clone(), days(-100)),
            authorities: Vec::new(),
        }),
    }
}

/// The bodies `A` (1) and `B` (2), each with the keys of one suite, as they see each other.
pub(super) struct World {
    pub(super) a: OwnKeys,
    pub(super) b: OwnKeys,
    pub(super) own_b: OwnBody,
    pub(super) a_at_b: Partner,
    pub(super) b_at_a: Partner,
}

impl World {
    pub(super) fn new(suite: Suite) -> Self {
        let (a, b) = (own_keys(suite, 0), own_keys(suite, 2));
        Self {
            a_at_b: partner(1, suite, &a),
            b_at_a: partner(2, suite, &b),
            own_b: own_body(2, BodyKind::AdministrativeBody),
            a,
            b,
        }
    }

    pub(super) fn receiver(&self) -> Receiver<'_> {
        Receiver { own: &self.own_b, keys: &self.b, sender: &self.a_at_b }
    }
}

static EC: LazyLock<World> = LazyLock::new(|| World::new(Suite::Ec));
static RSA: LazyLock<World> = LazyLock::new(|| World::new(Suite::NlRsa));

/// The worlds of both suites. They are made once in each process.
pub(super) fn world(suite: Suite) -> &'static World {
    match suite {
        Suite::Ec => &EC,
        Suite::NlRsa => &RSA,
    }
}

pub(super) const SUITES: [Suite; 2] = [Suite::Ec, Suite::NlRsa];

pub(super) fn signing_key() -> SigningKey {
    SigningKey::generate(SignatureAlgorithm::Es256).unwrap()
}

/// Monday to Friday, nine to five, without holidays.
pub(super) struct Weekdays;

impl WorkCalendar for Weekdays {
    fn working_days_after(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let works = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let after = day.iter_days().skip(1).filter(works);
        after.take(usize::try_from(count).unwrap()).last().unwrap_or(day)
    }

    fn working_time_after(&self, from: Moment, seconds: i64) -> Moment {
        let close = Moment::start_of(from.dutch_date()).after(TimeDelta::hours(17));
        let rest = from.after(TimeDelta::seconds(seconds)).micros() - close.micros();
        if rest <= 0 {
            return from.after(TimeDelta::seconds(seconds));
        }
        let next = Moment::start_of(self.working_days_after(from.dutch_date(), 1));
        next.after(TimeDelta::hours(9) + TimeDelta::microseconds(rest))
    }
}
