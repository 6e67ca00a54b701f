//! The same exchange with a peer by others: Python's `jwcrypto` opens what we seal and seals what we open, so that a mistake of ours
//! that both our sides make cannot hide.

use super::scene::{Scene, Side, content, content_json, organ, words};
use app::tips::{
    Errand, Oin, Parcel, PartnerChange, PartnerStep, ProposePartner, ProposeSystem, Reply, Suite,
    TipCarrier, TipPost,
};
use app::{Carrier, Worker};
use chrono::TimeDelta;
use harness::{TestApp, on_every_app, python, root};
use kernel::{Moment, Sha256Hex, uuid_v7};
use serde_json::{Value, json};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

/// Lets the peer do errands, in one process; `tests/tools/tip_peer.py` says which there are. Without `jwcrypto` it fails and says what
/// to install.
pub(crate) fn errands(errands: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = errands.iter().map(Value::to_string).collect();
    let peer = python().arg(root().join("tests/tools/tip_peer.py")).input(lines.join("\n"));
    let output = peer.run().expect_success();
    output.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn errand(errand: Value) -> Value {
    errands(&[errand]).remove(0)
}

/// A body as it stands in `aud` and `iss`.
pub(crate) fn urn(oin: Oin) -> String {
    format!("urn:nld:oin:{oin}")
}

pub(crate) fn seconds(moment: Moment) -> i64 {
    moment.micros().div_euclid(1_000_000)
}

/// The event of a tip, as `CloudEvents` NL and our schema have it. The number tells one from another.
pub(crate) fn event((from, to): (Oin, Oin), made: Moment, number: u8) -> Value {
    let made = Moment::from_micros(seconds(made) * 1_000_000).unwrap();
    let id = |kind: u8| uuid_v7(made, [kind, number, 7, 7, 7, 7, 7, 7, 7, 7]).to_string();
    let mut data = content_json();
    data["grondslag"] = json!("art26");
    data["hoedanigheid"] = json!("bestuursorgaan");
    json!({
        "specversion": "1.0",
        "id": id(1),
        "time": made,
        "source": format!("{}:systeem:bibob", urn(from)),
        "type": "nl.wet-bibob.tip.aangeboden.v1",
        "dataschema": "https://dijkwacht.example/schemas/tip/v1",
        "datacontenttype": "application/json",
        "iat": seconds(made),
        "exp": seconds(made) + 14 * 24 * 3_600,
        "aud": urn(to),
        "orgaan": "burgemeester",
        "tipid": id(2),
        "volgnr": 1,
        "data": data,
    })
}

/// The peer, as a body with a system.
struct Peer {
    app: app::App,
    oin: Oin,
    endpoint: String,
    suite: Suite,
    signing: Value,
    encryption: Value,
    /// The signing key of whoever writes to it.
    ours: Value,
    /// What it opened.
    opened: Mutex<Vec<Value>>,
}

impl Peer {
    fn new(app: &TestApp, suite: Suite, ours: Value) -> Self {
        let oin: Oin = "00000001001234500009".parse().unwrap();
        let make = json!({ "op": "make", "kty": if suite == Suite::Ec { "EC" } else { "RSA" } });
        let [signing, encryption] = errands(&[make.clone(), make]).try_into().unwrap();
        Self {
            app: app.app.clone(),
            oin,
            endpoint: format!("https://{oin}.bibob.example/bibob/v1"),
            suite,
            signing,
            encryption,
            ours,
            opened: Mutex::default(),
        }
    }

    fn sign(&self, typ: &str, payload: &Value) -> String {
        let key = &self.signing["secret"];
        let signed = errand(json!({ "op": "sign", "typ": typ, "payload": payload, "sign": key }));
        signed["text"].as_str().unwrap().to_owned()
    }

    fn document(&self) -> String {
        let now = self.app.now();
        let (sign, encrypt) = match self.suite {
            Suite::Ec => ("ES256", "ECDH-ES+A256KW"),
            Suite::NlRsa => ("PS256", "RSA-OAEP-256"),
        };
        let from = now.after(TimeDelta::days(-1));
        self.sign(
            "bibob-sleutels+jws",
            &json!({
                "oin": self.oin.to_string(),
                "eindpunt": self.endpoint,
                "ondertekening": [
                    { "sleutel": { "jwk": self.signing["public"], "alg": sign }, "vanaf": from },
                ],
                "versleuteling": [{
                    "sleutel": { "jwk": self.encryption["public"], "alg": encrypt },
                    "vanaf": from,
                    "tot": now.after(TimeDelta::days(300)),
                }],
                "iat": seconds(now),
                "geldigTot": now.after(TimeDelta::days(6)),
            }),
        )
    }

    /// Opens a message, and gives its receipt.
    fn take(&self, from: Oin, wire: &str) -> String {
        let (decrypt, verify) = (&self.encryption["secret"], &self.ours);
        let open = json!({ "op": "open", "wire": wire, "decrypt": decrypt, "verify": verify });
        let opened = errand(open);
        let receipt = json!({
            "id": opened["event"]["id"],
            "sha256": Sha256Hex::of_bytes(wire.as_bytes()),
            "aud": urn(from),
            "iss": urn(self.oin),
            "iat": seconds(self.app.now()),
            "status": "ontvangen",
        });
        self.opened.lock().unwrap().push(opened);
        self.sign("bibob-ontvangst+jws", &receipt)
    }

    fn answer(&self, parcel: Parcel<'_>) -> Reply {
        match parcel.errand {
            Errand::Keys => Reply::with(200, self.document()),
            Errand::Message(wire) => Reply::with(202, self.take(parcel.from, wire)),
            Errand::Ping(_) => Reply::none(),
        }
    }

    /// Seals an event of the peer for a body of ours, with more members in its headers.
    fn seal(&self, event: &Value, to: &Value, more: &Value) -> String {
        let mut wanted = json!({ "op": "seal", "event": event, "encrypt": to });
        wanted["sign"] = self.signing["secret"].clone();
        let members = more.as_object().unwrap().clone();
        wanted.as_object_mut().unwrap().extend(members);
        errand(wanted)["wire"].as_str().unwrap().to_owned()
    }
}

impl TipCarrier for Peer {
    fn carry<'a>(&'a self, parcel: Parcel<'a>) -> Pin<Box<dyn Future<Output = Reply> + Send + 'a>> {
        Box::pin(async move { self.answer(parcel) })
    }
}

/// Puts the peer in the register of a party, by two officers.
async fn befriend(app: &TestApp, side: &Side, peer: &Peer) {
    let wanted = ProposePartner {
        oin: peer.oin,
        naam: words("Gemeente Elders"),
        soort: app::tips::BodyKind::AdministrativeBody,
        organen: vec![organ("burgemeester")],
        past_wet_toe: true,
        grenzen: app::tips::RateLimits::default(),
        systeem: Some(ProposeSystem {
            eindpunt: peer.endpoint.parse().unwrap(),
            suite: peer.suite,
            sleutel: serde_json::from_value(peer.signing["public"].clone()).unwrap(),
            vertrouwde_certificaten: Vec::new(),
        }),
    };
    let proposed = app.app.propose_tip_partner(&side.first, &wanted).await.unwrap();
    let heard = proposed.voorstel.unwrap().partner.vingerafdruk;
    let change = PartnerChange { oin: peer.oin, version: proposed.versie };
    let step = PartnerStep::Approve(heard);
    app.app.change_tip_partner(&side.second, change, step).await.unwrap();
}

/// Our public keys: to check our signatures with, and to encrypt for us.
async fn our_keys(app: &TestApp, side: &Side) -> [Value; 2] {
    let body = app.app.tip_body(&side.first).await.unwrap();
    let keys = body.sleutels.iter().map(|key| serde_json::to_value(&key.openbaar).unwrap());
    keys.collect::<Vec<_>>().try_into().unwrap()
}

#[test]
fn a_peer_by_others_opens_what_we_seal_and_seals_what_we_open() {
    on_every_app(async |app| {
        let scene = Scene::strangers(app, Suite::Ec).await;
        exchange(&scene).await;
    });
}

#[test]
fn a_peer_by_others_does_so_with_the_dutch_suite() {
    on_every_app(async |app| {
        let scene = Scene::strangers(app, Suite::NlRsa).await;
        exchange(&scene).await;
    });
}

async fn exchange(scene: &Scene<'_>) {
    let (app, side) = (scene.app, &scene.emmen);
    let [signing, encryption] = our_keys(app, side).await;
    let suite = app.app.tip_body(&side.first).await.unwrap().organisatie.unwrap().suite;
    let peer = Arc::new(Peer::new(app, suite, signing.clone()));
    befriend(app, side, &peer).await;
    it_opens(scene, &peer).await;
    it_seals(scene, &peer, &encryption, &signing).await;
}

/// A tip of ours goes there, with the peer's own key document and receipt.
async fn it_opens(scene: &Scene<'_>, peer: &Arc<Peer>) {
    let (app, side) = (scene.app, &scene.emmen);
    let mut wanted = scene.wanted();
    wanted.ontvanger = peer.oin;
    let view = app.app.write_tip(&side.first, &wanted, None).await.unwrap();
    scene.sent_step(&side.second, &view, app::tips::SentTipStep::Release).await.unwrap();
    let post = TipPost::inside_only(&app.app).with_outside(Arc::clone(peer) as Arc<dyn TipCarrier>);
    let worker = Worker::new(app.app.clone(), Carrier::Memory(Arc::default()), None);
    worker.with_tip_post(post).exchange_tips().await.unwrap();
    let sent = scene.sent(view.regel.id).await;
    assert_eq!(sent.regel.stand, "bezorgd", "{:?}", sent.berichten);
    let opened = peer.opened.lock().unwrap();
    let [opened] = opened.as_slice() else { unreachable!("one message: {opened:?}") };
    let event = &opened["event"];
    assert_eq!(event["tipid"], view.regel.id.to_string());
    assert_eq!(event["data"]["betrokkene"], content_json()["betrokkene"]);
    assert_eq!(event["encthumb"], peer.encryption["kid"]);
    assert_eq!(opened["jwe"]["kid"], peer.encryption["kid"]);
    assert_eq!(event["aud"], urn(peer.oin));
    // What travels in the open says nothing of what is in it.
    let mut open: Vec<&String> = opened["jwe"].as_object().unwrap().keys().collect();
    open.retain(|member| *member != "epk");
    open.sort();
    assert_eq!(open, ["alg", "enc", "kid", "typ"]);
}

/// A tip of the peer comes here once, its receipt is one that the peer can check, and texts with a header too many are refused.
async fn it_seals(scene: &Scene<'_>, peer: &Peer, to: &Value, signing: &Value) {
    let (app, side) = (&scene.app.app, &scene.emmen);
    let take = async |wire: &str| {
        let reply = app.take_tip_message(side.first.party(), peer.oin, wire.as_bytes()).await;
        let reply = reply.unwrap();
        (reply.status.unwrap(), reply.body)
    };
    let event = |number| event((peer.oin, side.oin), app.now(), number);
    let wire = peer.seal(&event(1), to, &json!({}));
    let (status, receipt) = take(&wire).await;
    assert_eq!(status, 202);
    let checked = errand(json!({ "op": "verify", "text": receipt, "verify": signing }));
    assert_eq!(checked["payload"]["sha256"], Sha256Hex::of_bytes(wire.as_bytes()).to_string());
    assert_eq!(checked["payload"]["id"], event(1)["id"]);
    assert_eq!(checked["payload"]["iss"], urn(side.oin));
    assert_eq!(take(&wire).await, (200, receipt), "the receipt that was kept");
    let hostile = [
        json!({ "unsigned": true }),
        json!({ "jws": { "crit": ["b64"], "b64": true } }),
        json!({ "jws": { "jwk": peer.signing["public"] } }),
        json!({ "jws": { "typ": "bibob-ontvangst+jws" } }),
        json!({ "jwe": { "zip": "DEF" } }),
        json!({ "jwe": { "kid": peer.encryption["kid"] } }),
        json!({ "encrypt": peer.encryption["public"] }),
    ];
    for more in hostile {
        let wire = peer.seal(&event(2), to, &more);
        assert_eq!(take(&wire).await, (400, String::new()), "{more}");
    }
    let got = app.received_tips(&side.first, None).await.unwrap().items;
    let [line] = got.as_slice() else { unreachable!("one tip: {got:?}") };
    let read = app.received_tip(&side.first, line.id, app::tips::ReadReason::Handle).await;
    assert_eq!(read.unwrap().inhoud.unwrap().betrokkene, content().betrokkene);
}
