//! How many messages one core seals and opens, for both suites. The figures stand in `docs/benchmarks.md`.

#![expect(clippy::expect_used, reason = "a bench that cannot make its keys has to stop")]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use kernel::{Id, Moment, uuid_v7};
use serde_json::json;
use std::num::NonZeroU32;
use tips::ids::{Organ, Source};
use tips::keys::{
    Decryption, DecryptionKey, EncryptionAlgorithm, KeyRing, OwnKeys, SigningKey, Suite,
};
use tips::message::{Content, Message, Offer, OwnBody};
use tips::partner::{BodyKind, Partner, System};
use tips::seal::{Receiver, open, seal};
use tips::{MessageId, Oin, TipId};

fn main() {
    divan::main();
}

const SUITES: [Suite; 2] = [Suite::Ec, Suite::NlRsa];

/// Two bodies and a message from the one to the other.
struct Pair {
    sender: OwnKeys,
    receiver: OwnKeys,
    sender_as_partner: Partner,
    own: OwnBody,
    message: Message,
    now: Moment,
}

impl Pair {
    fn new(suite: Suite) -> Self {
        let now = Moment::from_micros(1_795_687_200_000_000).expect("a moment");
        let (from, to): (Oin, Oin) = (oin("00000001999999990001"), oin("00000001999999990002"));
        let organ: Organ = "burgemeester".parse().expect("an organ");
        let (sender, receiver) = (keys(suite, now), keys(suite, now));
        let system = System {
            endpoint: "https://bibob.verzonnen.example".parse().expect("an address"),
            suite,
            signing: KeyRing::pin(sender.signing.public().clone(), now),
            authorities: Vec::new(),
        };
        let sender_as_partner = Partner {
            oin: from,
            name: "Gemeente Verzonnen".to_owned(),
            kind: BodyKind::AdministrativeBody,
            organs: vec![organ.clone()],
            applies_act: true,
            limits: tips::rate::RateLimits::default(),
            system: Some(system),
        };
        let own = OwnBody {
            oin: to,
            kind: BodyKind::AdministrativeBody,
            organs: vec![organ.clone()],
            explanations: false,
            police: false,
        };
        let message = Message {
            id: MessageId::from_uuid(uuid_v7(now, [1; 10])),
            time: now,
            source: Source::of(from),
            audience: to,
            organ,
            tip: TipId::from_uuid(uuid_v7(now, [2; 10])),
            number: NonZeroU32::MIN,
            content: Content::Offered(Box::new(offer())),
        };
        Self { sender, receiver, sender_as_partner, own, message, now }
    }

    fn seal(&self) -> String {
        let key = self.receiver.decryption.first().expect("a key").key.public();
        seal(&self.message, &self.sender.signing, key).expect("sealed").wire
    }
}

fn oin(text: &str) -> Oin {
    text.parse().expect("a number")
}

fn keys(suite: Suite, now: Moment) -> OwnKeys {
    let algorithm = match suite {
        Suite::Ec => EncryptionAlgorithm::EcdhEsA256Kw,
        Suite::NlRsa => EncryptionAlgorithm::RsaOaep256,
    };
    let key = DecryptionKey::generate(algorithm).expect("a key");
    let decryption = vec![Decryption { key, from: now, until: now }];
    OwnKeys { signing: SigningKey::generate(suite.signature()).expect("a key"), decryption }
}

/// An explanation of the longest length and thirty trade names: about 5 kB.
fn offer() -> Offer {
    let value = json!({
        "grondslag": "art26",
        "hoedanigheid": "bestuursorgaan",
        "betrokkene": {
            "soort": "rechtspersoon",
            "naam": "De Verzonnen Gans B.V.",
            "handelsnamen": vec!["Handelsnaam van een onderneming die niet bestaat. ".repeat(2); 30]
        },
        "besluit": {
            "soort": "exploitatie-openbare-inrichting",
            "activiteit": "Een eethuis dat niet bestaat",
            "gemeente": "Verzonnen"
        },
        "strekking": "mogelijkheid-eigen-onderzoek",
        "contact": { "functie": "Bibob-coördinator", "bereikbaarheid": "14 000" },
        "toelichting": "x".repeat(1_000)
    });
    serde_json::from_value(value).expect("an offer")
}

#[divan::bench(args = SUITES)]
fn sign_and_encrypt(bencher: Bencher<'_, '_>, suite: Suite) {
    let pair = Pair::new(suite);
    bencher.counter(ItemsCount::new(1_usize)).bench_local(|| black_box(pair.seal()));
}

#[divan::bench(args = SUITES)]
fn decrypt_and_verify(bencher: Bencher<'_, '_>, suite: Suite) {
    let pair = Pair::new(suite);
    let wire = pair.seal();
    let by = Receiver { own: &pair.own, keys: &pair.receiver, sender: &pair.sender_as_partner };
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench_local(|| black_box(open(wire.as_bytes(), by, pair.now).is_ok()));
}
