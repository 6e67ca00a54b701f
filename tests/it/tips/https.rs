//! The same exchange over TLS with a certificate on both sides, and who is not let in.

use super::scene::{Scene, Side};
use app::tips::{
    Errand, Oin, Parcel, Partner, PartnerChange, PartnerStep, Reply, TipCarrier, TipPost,
};
use app::{Carrier, Worker};
use cli::exchange::{CarrierTls, HttpsCarrier, RevokedLists};
use harness::{TestApp, on_every_app, on_every_database};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationList,
    CertificateRevocationListParams, CertifiedIssuer, DnType, IsCa, KeyIdMethod, KeyPair,
    RevokedCertParams, date_time_ymd,
};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::{
    CertificateDer, CertificateRevocationListDer, PrivateKeyDer, ServerName,
};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

pub(crate) type Authority = CertifiedIssuer<'static, KeyPair>;

pub(crate) fn authority() -> Authority {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate of a body under an authority, for the loopback address.
pub(crate) fn certificate(
    authority: &Authority,
    number: &str,
) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
    let mut params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 5]), number);
    params.serial_number = Some(number.as_bytes().to_vec().into());
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    (vec![certificate.der().clone()], key)
}

/// A list on which the certificates of a body stand.
fn revoked(authority: &Authority, number: &str) -> CertificateRevocationList {
    let revoked = RevokedCertParams {
        serial_number: number.as_bytes().to_vec().into(),
        revocation_time: date_time_ymd(2026, 1, 2),
        reason_code: None,
        invalidity_date: None,
    };
    let list = CertificateRevocationListParams {
        this_update: date_time_ymd(2026, 1, 1),
        next_update: date_time_ymd(2100, 1, 1),
        crl_number: 1_u64.into(),
        issuing_distribution_point: None,
        revoked_certs: vec![revoked],
        key_identifier_method: KeyIdMethod::Sha256,
    };
    list.signed_by(authority).unwrap()
}

fn carrier(shown: &Authority, number: &str, trusted: &Authority) -> HttpsCarrier {
    let (chain, key) = certificate(shown, number);
    HttpsCarrier::new(CarrierTls { chain, key, authorities: vec![trusted.der().clone()] }, true)
}

/// Each body sends with its own certificate.
struct ByBody(BTreeMap<Oin, HttpsCarrier>);

impl TipCarrier for ByBody {
    fn carry<'a>(&'a self, parcel: Parcel<'a>) -> Pin<Box<dyn Future<Output = Reply> + Send + 'a>> {
        self.0[&parcel.from].carry(parcel)
    }
}

/// Opens the door of a body on a port of its own, and returns where it is.
async fn open_door(app: &TestApp, authority: &Authority, oin: Oin) -> String {
    open_strict_door(app, authority, oin, &[]).await
}

/// Opens the door of a body that lets nobody in whose certificate stands on these lists.
async fn open_strict_door(
    app: &TestApp,
    authority: &Authority,
    oin: Oin,
    revoked: &[CertificateRevocationListDer<'static>],
) -> String {
    let (chain, key) = certificate(authority, &oin.to_string());
    let tls = web::exchange::exchange_tls(chain, key, &[authority.der().clone()], revoked).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let app = Arc::new(app.app.clone());
    tokio::spawn(web::exchange::serve_exchange(listener, tls, app, std::future::pending()));
    format!("https://127.0.0.1:{port}/{oin}/bibob/v1")
}

/// Lets a party say that its door is elsewhere, before it has partners.
async fn move_door(app: &TestApp, side: &Side, address: &str) {
    let view = app.app.tip_body(&side.first).await.unwrap();
    let mut wanted = view.organisatie.unwrap();
    wanted.eindpunt = address.parse().unwrap();
    app.app.keep_tip_body(&side.first, view.versie, &wanted).await.unwrap();
}

/// Two parties that reach each other through doors only.
async fn behind_doors<'a>(app: &'a TestApp, authority: &Authority) -> Scene<'a> {
    let scene = Scene::strangers(app, app::tips::Suite::Ec).await;
    for side in [&scene.emmen, &scene.assen] {
        let address = open_door(app, authority, side.oin).await;
        move_door(app, side, &address).await;
    }
    scene.befriend().await;
    scene
}

fn worker(app: &TestApp, carriers: BTreeMap<Oin, HttpsCarrier>) -> Worker {
    let post = TipPost::inside_only(&app.app).with_inside(Arc::new(ByBody(carriers)));
    Worker::new(app.app.clone(), Carrier::Memory(Arc::default()), None).with_tip_post(post)
}

#[test]
fn a_tip_and_its_verdict_travel_over_tls_with_a_certificate_on_both_sides() {
    on_every_app(async |app| {
        let authority = authority();
        let scene = behind_doors(app, &authority).await;
        let carriers = [scene.emmen.oin, scene.assen.oin]
            .map(|oin| (oin, carrier(&authority, &oin.to_string(), &authority)));
        let worker = worker(app, carriers.into());
        let id = scene.released().await.regel.id;
        worker.exchange_tips().await.unwrap();
        assert_eq!(scene.sent(id).await.regel.stand, "bezorgd");
        let got = scene.taken_up().await;
        let decline = app::tips::ReceivedTipStep::Decline(super::scene::reason());
        scene.received_step(&scene.assen.second, &got, decline).await.unwrap();
        worker.exchange_tips().await.unwrap();
        assert_eq!(scene.sent(id).await.regel.stand, "beoordeeld");
        scene.trail(&scene.assen).await;
    });
}

#[test]
fn a_certificate_of_another_authority_or_another_body_gets_nothing_in() {
    on_every_app(async |app| {
        let (authority, other) = (authority(), authority());
        let scene = behind_doors(app, &authority).await;
        let own = scene.emmen.oin.to_string();
        let strangers = [
            // Its own certificate is under another authority.
            (carrier(&other, &own, &authority), "vrijgegeven"),
            // It trusts another authority than the partner's.
            (carrier(&authority, &own, &other), "vrijgegeven"),
            // A good certificate, of another body than the one that signs: it may ask for the keys, and its message is refused.
            (carrier(&authority, "00000001001234500008", &authority), "onbestelbaar"),
            // A certificate without a number of a body.
            (carrier(&authority, "geen", &authority), "onbestelbaar"),
        ];
        let there = scene.assen.oin;
        for (stranger, stand) in strangers {
            let id = scene.released().await.regel.id;
            let back = carrier(&authority, &there.to_string(), &authority);
            let worker = worker(app, [(scene.emmen.oin, stranger), (there, back)].into());
            worker.exchange_tips().await.unwrap();
            assert_eq!(scene.sent(id).await.regel.stand, stand);
            assert!(scene.arrived().await.is_empty());
        }
    });
}

#[test]
fn a_partner_whose_certificate_names_another_body_is_not_written_to() {
    on_every_app(async |app| {
        let authority = authority();
        let scene = Scene::strangers(app, app::tips::Suite::Ec).await;
        // The door of Assen shows the certificate of somebody else.
        let third: Oin = "00000001001234500008".parse().unwrap();
        let address = open_door(app, &authority, third).await;
        let address = address.replace(&third.to_string(), &scene.assen.oin.to_string());
        move_door(app, &scene.assen, &address).await;
        scene.befriend().await;
        let partner = partner(&scene).await;
        let carrier = carrier(&authority, &scene.emmen.oin.to_string(), &authority);
        let parcel = Parcel { from: scene.emmen.oin, to: &partner, errand: Errand::Keys };
        assert_eq!(carrier.carry(parcel).await, Reply::none());
        // The same door under its own name answers, so it was the number that kept us out.
        let named = Partner { oin: third, ..partner };
        let parcel = Parcel { from: scene.emmen.oin, to: &named, errand: Errand::Keys };
        assert_eq!(carrier.carry(parcel).await.status, Some(200));
        // Authorities that the register names for a partner are the only ones for it.
        let mut pinned = named.clone();
        pinned.system.as_mut().unwrap().authorities = vec![kernel::Sha256Hex::of_bytes(b"x")];
        let parcel = Parcel { from: scene.emmen.oin, to: &pinned, errand: Errand::Keys };
        assert_eq!(carrier.carry(parcel).await, Reply::none());
        // Without leave, nothing of the own network is reached.
        let (chain, key) = certificate(&authority, &scene.emmen.oin.to_string());
        let tls = CarrierTls { chain, key, authorities: vec![authority.der().clone()] };
        let careful = HttpsCarrier::new(tls, false);
        let parcel = Parcel { from: scene.emmen.oin, to: &named, errand: Errand::Keys };
        assert_eq!(careful.carry(parcel).await, Reply::none());
    });
}

/// Assen as the register of Emmen has it.
async fn partner(scene: &Scene<'_>) -> Partner {
    let store = scene.app.app.store();
    let scope = store.scope_for_worker(scene.emmen.first.party());
    let row = store.tip_partner(&scope, &scene.assen.oin.to_string()).await.unwrap().unwrap();
    let record: serde_json::Value = serde_json::from_str(row.content.reveal()).unwrap();
    serde_json::from_value(record["partner"].clone()).unwrap()
}

/// Lets Assen trust only these authorities for Emmen.
async fn trust_only(scene: &Scene<'_>, authorities: Vec<kernel::Sha256Hex>) {
    let mut wanted = scene.partner_of(&scene.emmen).await;
    wanted.systeem.as_mut().unwrap().vertrouwde_certificaten = authorities;
    let (app, oin) = (&scene.app.app, scene.emmen.oin);
    let version = app.tip_partner(&scene.assen.first, oin).await.unwrap().versie;
    let propose = PartnerStep::Propose(Box::new(wanted));
    let change = PartnerChange { oin, version };
    let view = app.change_tip_partner(&scene.assen.first, change, propose).await.unwrap();
    let approve = PartnerStep::Approve(view.voorstel.unwrap().partner.vingerafdruk);
    let change = PartnerChange { oin, version: view.versie };
    app.change_tip_partner(&scene.assen.second, change, approve).await.unwrap();
}

#[test]
fn authorities_that_the_register_names_hold_for_who_comes_in_as_well() {
    on_every_app(async |app| {
        let authority = authority();
        let scene = behind_doors(app, &authority).await;
        let own = kernel::Sha256Hex::of_bytes(authority.der());
        for (named, stand) in
            [(own, "bezorgd"), (kernel::Sha256Hex::of_bytes(b"x"), "onbestelbaar")]
        {
            trust_only(&scene, vec![named]).await;
            let carriers = [scene.emmen.oin, scene.assen.oin]
                .map(|oin| (oin, carrier(&authority, &oin.to_string(), &authority)));
            let id = scene.released().await.regel.id;
            worker(app, carriers.into()).exchange_tips().await.unwrap();
            assert_eq!(scene.sent(id).await.regel.stand, stand);
        }
        assert_eq!(scene.arrived().await.len(), 1);
        let page = app.app.tip_trail(&scene.assen.first, None).await.unwrap();
        let refused = page.items.iter().find(|line| line.handeling == "bericht-geweigerd");
        assert!(format!("{refused:?}").contains("certificaat-onbekend"), "{refused:?}");
    });
}

#[test]
fn a_certificate_that_was_revoked_gets_no_connection_either_way() {
    on_every_app(async |app| {
        let authority = authority();
        let scene = Scene::strangers(app, app::tips::Suite::Ec).await;
        let (emmen, assen) = (scene.emmen.oin, scene.assen.oin);
        let list = revoked(&authority, &emmen.to_string());
        let address = open_strict_door(app, &authority, assen, &[list.der().clone()]).await;
        move_door(app, &scene.assen, &address).await;
        scene.befriend().await;
        let partner = partner(&scene).await;
        let parcel = |from| Parcel { from, to: &partner, errand: Errand::Keys };
        let carrier = |oin: Oin| carrier(&authority, &oin.to_string(), &authority);
        assert_eq!(carrier(emmen).carry(parcel(emmen)).await, Reply::none());
        assert_eq!(carrier(assen).carry(parcel(assen)).await.status, Some(200));
        // Who sends looks as well, and again when the file changed.
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lists.pem");
        std::fs::write(&file, list.pem().unwrap()).unwrap();
        let lists = Arc::new(RevokedLists::open(file.clone()).unwrap());
        let careful = carrier(assen).with_revoked(Arc::clone(&lists));
        assert_eq!(careful.carry(parcel(assen)).await.status, Some(200));
        std::fs::write(&file, revoked(&authority, &assen.to_string()).pem().unwrap()).unwrap();
        let later = std::time::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
        std::fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
        assert_eq!(careful.carry(parcel(assen)).await, Reply::none());
        assert_eq!(lists.current().0, 1);
        std::fs::write(&file, "geen lijst").unwrap();
        assert_eq!((lists.current().0, lists.current().1.len()), (1, 1), "the last one stays");
    });
}

#[test]
fn a_database_that_does_not_answer_asks_to_come_again() {
    on_every_database(async |database| {
        let app = &TestApp::on(database).await;
        let authority = authority();
        let scene = behind_doors(app, &authority).await;
        let partner = partner(&scene).await;
        let carrier = carrier(&authority, &scene.emmen.oin.to_string(), &authority);
        database.sql("ALTER TABLE tip_body RENAME TO tip_body_away");
        for errand in [Errand::Message("x"), Errand::Ping("x"), Errand::Keys] {
            let parcel = Parcel { from: scene.emmen.oin, to: &partner, errand };
            assert_eq!(carrier.carry(parcel).await.status, Some(503), "{errand:?}");
        }
        database.sql("ALTER TABLE tip_body_away RENAME TO tip_body");
        let parcel = Parcel { from: scene.emmen.oin, to: &partner, errand: Errand::Message("x") };
        assert_eq!(carrier.carry(parcel).await.status, Some(400), "nonsense is refused");
    });
}

/// How a body connects by hand.
fn client(authority: &Authority, number: &str) -> Arc<ClientConfig> {
    let (chain, key) = certificate(authority, number);
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots);
    Arc::new(builder.with_client_auth_cert(chain, key).unwrap())
}

/// Connects and asks something; none when the other end closes without an answer.
async fn connected(client: &Arc<ClientConfig>, host: &str) -> Option<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(host).await.unwrap();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let connector = TlsConnector::from(Arc::clone(client));
    let mut stream = connector.connect(name, stream).await.ok()?;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.ok()?;
    stream.read_u8().await.ok()?;
    Some(stream)
}

#[test]
fn a_body_that_holds_connections_open_keeps_no_other_out() {
    on_every_app(async |app| {
        let authority = authority();
        let door: Oin = "00000001001234500002".parse().unwrap();
        let address = open_door(app, &authority, door).await;
        let host = address.split('/').nth(2).unwrap();
        let (greedy, other) = ("00000001001234500001", "00000001001234500008");
        let (greedy, other) = (client(&authority, greedy), client(&authority, other));
        let mut open = Vec::new();
        while let Some(connection) = connected(&greedy, host).await {
            open.push(connection);
            assert!(open.len() < 100, "nothing bounds how many connections a body has");
        }
        assert_eq!(open.len(), 16);
        assert!(connected(&other, host).await.is_some());
        drop(open);
        let again = async { while connected(&greedy, host).await.is_none() {} };
        let again = tokio::time::timeout(Duration::from_secs(20), again);
        again.await.expect("a connection in the place of one that ended");
    });
}
