//! Mails on their way out through a mail server by others: what arrives, what is refused, and what is shown of it.

use super::samples::{new_file, take};
use app::{
    AppError, Carrier, MailAppointment, MailDesk, MailFailure, MailNotice, MailStatus, MailWaiting,
    Worker,
};
use chrono::TimeDelta;
use harness::{
    Browser, Dossier, MailServer, MailTls, TestApp, TestDatabase, on_every_app, on_sqlite,
};
use kernel::{EffectId, Redacted};
use mail::{Address, Email, Gathering, Login, MailError, Security, Smtp, SmtpSettings, Transport};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

fn settings(server: &MailServer, security: Security) -> SmtpSettings {
    SmtpSettings {
        host: if security == Security::OnThisMachine { "127.0.0.1" } else { "localhost" }
            .to_owned(),
        port: server.port(),
        security,
        login: None,
        roots_pem: Some(server.certificate().to_owned()),
        greeting: "bibob.example".to_owned(),
    }
}

fn worker(app: &TestApp, transport: Transport) -> Worker {
    let address = |text| Address::parse(text, "/from").unwrap();
    let (from, reply_to) = (address("bibob@dijkwacht.example"), address("balie@emmen.example"));
    let portal = "https://bibob.example".to_owned();
    let desk = MailDesk::new(transport, from, Some(reply_to), portal).unwrap();
    bare(app).with_mail(desk)
}

fn bare(app: &TestApp) -> Worker {
    Worker::new(app.app.clone(), Carrier::Memory(Arc::default()), None)
}

pub(super) fn open_way(app: &TestApp, server: &MailServer) -> Worker {
    let smtp = Smtp::new(settings(server, Security::OnThisMachine)).unwrap();
    worker(app, Transport::Smtp(smtp))
}

fn letter() -> MailNotice {
    MailNotice::LetterReady(MailWaiting {
        reference: "2026-0357".to_owned(),
        path: Redacted::new("/brieven/1".to_owned()),
        until: None,
    })
}

fn appointment(sequence: u32) -> MailAppointment {
    let moment = |text: &str| kernel::Moment::new(text.parse().unwrap());
    MailAppointment {
        id: Uuid::from_u128(0x0193_7000_8000_7000_8000_0000_0000_0001),
        sequence,
        gathering: Gathering::Hearing,
        reference: Some("2026-0357".to_owned()),
        start: moment("2026-12-18T09:00:00Z"),
        end: moment("2026-12-18T10:30:00Z"),
        location: Some("Zaal 3; Raadhuisplein 1, Emmen".to_owned()),
        video: None,
        path: Some("/afspraken".to_owned()),
    }
}

/// Puts a mail in the outbox.
async fn enqueue(app: &TestApp, to: &str, notice: &MailNotice) -> EffectId {
    let to = Redacted::new(to.to_owned());
    let effect = app.app.mail_effect(None, &to, notice, app.app.now()).unwrap();
    let scope = app.app.store().scope_for_worker(&app.emmen.behandelaar.party);
    let mut tx = app.app.store().begin(&scope).await.unwrap();
    tx.enqueue(std::slice::from_ref(&effect)).await.unwrap();
    tx.commit().await.unwrap();
    effect.id
}

async fn status(app: &TestApp, mail: EffectId) -> MailStatus {
    let caller = app.caller(&app.emmen.behandelaar).await;
    app.app.mail_status(&caller, &[mail]).await.unwrap().remove(&mail).unwrap()
}

/// Returns why a mail was given up, and the words.
async fn failure(app: &TestApp, mail: EffectId) -> (MailFailure, String) {
    let failed = match status(app, mail).await {
        MailStatus::Failed { why, text, .. } => Some((why, text.unwrap_or_default())),
        _ => None,
    };
    failed.expect("a mail that was given up")
}

#[test]
fn every_notice_arrives_and_is_read_by_programs_of_others() {
    on_sqlite(async |database| {
        let app = TestApp::on(database).await;
        let server = MailServer::start(MailTls::None, None);
        let worker = open_way(&app, &server);
        let form = MailNotice::FormReady(MailWaiting {
            reference: "2026-0357".to_owned(),
            path: Redacted::new("/formulier/in/geheime-link".to_owned()),
            until: "2026-12-18".parse().ok(),
        });
        let first = enqueue(&app, "jan@post.example", &letter()).await;
        enqueue(&app, "jan@post.example", &form).await;
        assert_eq!(status(&app, first).await, MailStatus::Waits);
        assert_eq!(worker.round().await.unwrap().delivered, 2);
        assert_eq!(status(&app, first).await, MailStatus::Delivered(app.app.now()));
        let mails = server.mails();
        assert_eq!(mails.len(), 2);
        for (mail, (subject, link)) in mails.iter().zip([
            ("Er staat een brief voor u klaar", "https://bibob.example/brieven/1"),
            (
                "Er staat een vragenlijst voor u klaar",
                "https://bibob.example/formulier/in/geheime-link",
            ),
        ]) {
            assert_mail(mail, subject, link);
        }
        assert_eq!(mails[0]["id"], format!("<{first}@dijkwacht.example>"));
    });
}

#[test]
fn who_is_invited_gets_the_link_by_mail_and_the_code_another_way() {
    on_sqlite(async |database| {
        let app = TestApp::on(database).await;
        let server = MailServer::start(MailTls::None, None);
        let worker = open_way(&app, &server);
        let by = &app.emmen.behandelaar;
        app.today("2026-11-02");
        let mut file = app.open(by, &new_file("Z-2026-LINK")).await;
        take(&app, by, &mut file, "toepassingsbereik", &json!({})).await;
        let path = format!("{}/vragenlijsten/{}/uitnodiging", file.path(), file.person(0));
        let invite = async |email: &str| {
            let extent = json!({ "omvang": "licht", "op": "2026-11-02", "uiterlijk": "2026-11-16", "email": email });
            let read = Dossier::of(&app.get(by, &file.path()).await.expect(200).json());
            app.request("POST", &path).by(by).version(read.version).json(&extent).send().await
        };
        let wrong = invite("geen adres").await.expect(400).json();
        assert_eq!(wrong["fouten"][0]["plaats"], "/email", "{wrong}");
        let none = app.get(by, &format!("{}/vragenlijsten", file.path())).await.expect(200).json();
        assert_eq!(none, json!([]), "nothing was put in the portal");
        // A new link is mailed too.
        for last in [1, 2] {
            let made = invite("zevenkikker@post.example").await.expect(200).json();
            worker.round().await.unwrap();
            let mails = server.mails();
            assert_eq!(mails.len(), last);
            let text = mails[last - 1]["text"].as_str().unwrap();
            let (link, code) = (made["link"].as_str().unwrap(), made["code"].as_str().unwrap());
            assert!(
                text.contains(&format!("https://bibob.example/formulier/begin/{link}")),
                "{text}"
            );
            assert!(!text.contains(code) && !text.contains("Zevenkikker"), "{text}");
            assert!(text.contains("maandag 16 november 2026"), "{text}");
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains("krijgt u apart van ons: per telefoon"), "{words}");
        }
        // What became of the mail with the link that works now stands with the questionnaire.
        let officer = Browser::of(&app, by).await;
        let page = format!("{}/vragenlijst", file.path().trim_start_matches("/v1"));
        officer
            .get(&page)
            .await
            .expect(200)
            .says("De mailserver nam de mail op 2 november 2026 aan");
        invite("weg@post.example").await.expect(200);
        officer.get(&page).await.expect(200).says("De mail is nog niet weg");
        worker.round().await.unwrap();
        let failed = officer.get(&page).await.expect(200).says("De mailserver weigerde de mail");
        failed.says("Komt de link niet aan?");
        let portal = format!("{page}/{}/portaal", file.person(0));
        let version = officer.get(&portal).await.expect(200).value("versie");
        officer.post(&portal, &[("versie", &version), ("email", "")]).await.expect(200);
        officer.get(&page).await.expect(200).keeps("De mailserver");
    });
}

fn assert_mail(mail: &Value, subject: &str, link: &str) {
    assert_eq!(mail["subject"], subject);
    assert_eq!(
        mail["from"],
        json!({ "address": "bibob@dijkwacht.example", "name": "gemeente Emmen" })
    );
    assert_eq!(
        (&mail["to"], &mail["sender"]),
        (&json!(["jan@post.example"]), &json!("bibob@dijkwacht.example"))
    );
    assert_eq!(mail["headers"]["auto-submitted"], "auto-generated");
    assert_eq!(mail["headers"]["reply-to"], "balie@emmen.example");
    for body in [&mail["text"], &mail["html"]] {
        let body = body.as_str().unwrap();
        assert!(body.contains(link) && body.contains("2026-0357"), "{body}");
    }
    assert_eq!(mail["calendars"], json!([]));
}

#[test]
fn an_appointment_is_made_changed_and_taken_back_in_the_calendar_of_others() {
    on_sqlite(async |database| {
        let app = TestApp::on(database).await;
        let server = MailServer::start(MailTls::None, None);
        let worker = open_way(&app, &server);
        for notice in [
            MailNotice::Invitation(appointment(0)),
            MailNotice::Invitation(appointment(1)),
            MailNotice::Cancellation(appointment(2)),
        ] {
            enqueue(&app, "zoe@post.example", &notice).await;
            worker.round().await.unwrap();
        }
        let mails = server.mails();
        let expected =
            [("REQUEST", "CONFIRMED"), ("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")];
        assert_eq!(mails.len(), expected.len());
        for ((mail, (method, status)), sequence) in mails.iter().zip(expected).zip(0..) {
            let [inline, file] = mail["calendars"].as_array().unwrap().as_slice() else {
                panic!("{mail}");
            };
            assert_eq!(inline["mimeType"], "text/calendar");
            assert_eq!(
                (&inline["method"], &file["filename"]),
                (&json!(method), &json!("afspraak.ics"))
            );
            assert_eq!(inline["event"], file["event"]);
            let event = &inline["event"];
            assert_eq!((&event["method"], &event["status"]), (&json!(method), &json!(status)));
            assert_eq!(
                (&event["uid"], &event["sequence"]),
                (&json!(appointment(0).id.to_string()), &json!(sequence))
            );
            assert_eq!(event["start"], "2026-12-18T09:00:00.000Z");
            assert_eq!(event["end"], "2026-12-18T10:30:00.000Z");
            assert_eq!(event["organizer"], "mailto:balie@emmen.example");
            assert_eq!(event["attendees"][0][0], "mailto:zoe@post.example");
            assert_eq!(event["location"], "Zaal 3; Raadhuisplein 1, Emmen");
            assert_eq!(event["summary"], "Hoorzitting bij gemeente Emmen");
            assert_eq!(event["class"], "PRIVATE");
            assert!(
                mail["text"].as_str().unwrap().contains("18 december 2026, 10.00 tot 11.30 uur")
            );
        }
    });
}

#[test]
fn a_refusal_is_final_and_a_delay_is_not() {
    on_every_app(async |app| {
        let server = MailServer::start(MailTls::None, None);
        let worker = open_way(app, &server);
        let mut mails = Vec::new();
        for to in ["weg", "later", "vol", "stil", "jan"] {
            mails.push(enqueue(app, &format!("{to}@post.example"), &letter()).await);
        }
        let report = worker.round().await.unwrap();
        assert_eq!((report.delivered, report.failed), (1, 4));
        let [gone, later, full, silent, there] = mails[..] else { panic!("five mails") };
        let refused = |text: &str| (MailFailure::Refused, text.to_owned());
        // The server repeats the address in its words; ours do not.
        assert_eq!(
            failure(app, gone).await,
            refused("de mailserver weigert dit adres (550 5.1.1)")
        );
        assert_eq!(
            failure(app, full).await,
            refused("de mailserver weigert deze mail (552 5.2.2)")
        );
        let (why, text) = failure(app, silent).await;
        assert_eq!(why, MailFailure::InDoubt);
        assert!(!text.contains("post.example"));
        assert_eq!(status(app, later).await, MailStatus::Waits);
        assert!(matches!(status(app, there).await, MailStatus::Delivered(_)));
        // Given up is given up; what may come later is asked again, with growing pauses, twelve times.
        for attempt in 2..=12 {
            app.at(app.app.now().after(TimeDelta::hours(5)));
            assert_eq!(worker.round().await.unwrap().failed, 1, "{attempt}");
        }
        let (why, text) = failure(app, later).await;
        assert_eq!(why, MailFailure::GivenUp);
        assert_eq!(text, "de mailserver vraagt om het later te proberen (451 4.7.1)");
        assert_eq!(server.mails().len(), 2);
        assert_shown(app).await;
    });
}

/// The supervisor sees what was given up, without an address.
async fn assert_shown(app: &TestApp) {
    let list = app.get(&app.emmen.toezichthouder, "/v1/toezicht/onbezorgd").await.expect(200);
    let list = list.json();
    let words: Vec<&str> =
        list.as_array().unwrap().iter().filter_map(|line| line["fout"].as_str()).collect();
    assert_eq!(words.len(), 4);
    assert!(words.iter().any(|words| words.starts_with("geweigerd: ")), "{words:?}");
    assert!(words.iter().any(|words| words.starts_with("onzeker: ")), "{words:?}");
    assert!(!list.to_string().contains("post.example"));
    let stranger = app.caller(&app.assen.behandelaar).await;
    let ids: Vec<EffectId> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["id"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(app.app.mail_status(&stranger, &ids).await.unwrap().is_empty());
}

#[test]
fn an_installation_without_mail_says_so() {
    on_every_app(async |app| {
        let mail = enqueue(app, "jan@post.example", &letter()).await;
        assert_eq!(bare(app).round().await.unwrap().failed, 1);
        assert_eq!(failure(app, mail).await.0, MailFailure::Off);
    });
}

#[test]
fn what_cannot_be_mailed_is_refused_at_its_field() {
    on_sqlite(async |database| {
        let app = TestApp::on(database).await.app;
        let place = |to: &str, notice: &MailNotice| {
            let to = Redacted::new(to.to_owned());
            match app.mail_effect(None, &to, notice, app.now()) {
                Err(AppError::Input(faults)) => faults.iter().next().unwrap().pointer.clone(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(place("jan", &letter()), "/email");
        let elsewhere = MailNotice::LetterReady(MailWaiting {
            reference: "2026-0357".to_owned(),
            path: Redacted::new("//elders.example/".to_owned()),
            until: None,
        });
        assert_eq!(place("jan@post.example", &elsewhere), "/pad");
        let backwards = MailAppointment { end: appointment(0).start, ..appointment(0) };
        assert_eq!(place("jan@post.example", &MailNotice::Invitation(backwards)), "/einde");
        let script = MailAppointment { video: Some("javascript:1".to_owned()), ..appointment(0) };
        assert_eq!(place("jan@post.example", &MailNotice::Invitation(script)), "/video");
        let effect = app.mail_effect(
            None,
            &Redacted::new(" jan@post.example ".to_owned()),
            &letter(),
            app.now(),
        );
        let effect = effect.unwrap();
        assert!(!format!("{effect:?}").contains("post.example"));
    });
}

#[test]
fn two_workers_send_a_mail_once() {
    on_every_app(async |app| {
        let list = Arc::new(Mutex::new(Vec::<Email>::new()));
        for number in 0..20 {
            enqueue(app, &format!("p{number}@post.example"), &letter()).await;
        }
        let workers = [0; 2].map(|_| worker(app, Transport::Memory(Arc::clone(&list))));
        let (one, other) = tokio::join!(workers[0].round(), workers[1].round());
        assert_eq!(one.unwrap().delivered + other.unwrap().delivered, 20);
        assert_eq!(list.lock().unwrap().len(), 20);
    });
}

/// Sends one mail and returns what the server saw of it, or why it did not go.
async fn send(
    database: &TestDatabase,
    server: &MailServer,
    settings: SmtpSettings,
) -> Result<Value, String> {
    let app = TestApp::on(database).await;
    let worker = worker(&app, Transport::Smtp(Smtp::new(settings).unwrap()));
    let before = server.mails().len();
    let mail = enqueue(&app, "jan@post.example", &letter()).await;
    worker.round().await.unwrap();
    if let Some(mail) = server.mails().split_off(before).pop() {
        return Ok(mail);
    }
    assert_eq!(status(&app, mail).await, MailStatus::Waits);
    Err(database.sql("SELECT last_error FROM outbox WHERE last_error IS NOT NULL"))
}

#[test]
fn nothing_is_said_to_a_server_that_is_not_to_be_trusted() {
    for (tls, security) in
        [(MailTls::Starttls, Security::StartTls), (MailTls::FromTheStart, Security::Tls)]
    {
        let server = MailServer::start(tls, None);
        let (trusting, strange) = (settings(&server, security), settings(&server, security));
        let strange = SmtpSettings { roots_pem: None, ..strange };
        on_sqlite_with(&server, &trusting, |sent| assert_eq!(sent.unwrap()["secure"], true));
        on_sqlite_with(&server, &strange, |sent| {
            let why = sent.unwrap_err();
            assert!(why.contains("te vertrouwen") || why.contains("niet te bereiken"), "{why}");
        });
    }
    let server = MailServer::start(MailTls::None, None);
    let closed = settings(&server, Security::StartTls);
    on_sqlite_with(&server, &closed, |sent| {
        assert!(sent.unwrap_err().contains("biedt geen TLS"));
    });
}

#[test]
fn signing_in_at_the_server_takes_the_right_password() {
    let server = MailServer::start(MailTls::Starttls, Some(("dijkwacht", "geheim wachtwoord")));
    let login = |password: &str| {
        Some(Login { user: "dijkwacht".to_owned(), password: Redacted::new(password.to_owned()) })
    };
    let settings = settings(&server, Security::StartTls);
    let right = SmtpSettings { login: login("geheim wachtwoord"), ..settings.clone() };
    let wrong = SmtpSettings { login: login("ander wachtwoord"), ..settings };
    on_sqlite_with(&server, &right, |sent| assert_eq!(sent.unwrap()["user"], "dijkwacht"));
    on_sqlite_with(&server, &wrong.clone(), |sent| {
        let why = sent.unwrap_err();
        assert!(why.contains("aanmelden bij de mailserver lukt niet (535"), "{why}");
        assert!(!why.contains("wachtwoord"));
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let checked = runtime.block_on(Smtp::new(wrong).unwrap().check());
    assert!(matches!(checked, Err(MailError::Later(_))));
}

fn on_sqlite_with(
    server: &MailServer,
    settings: &SmtpSettings,
    judge: impl Fn(Result<Value, String>),
) {
    on_sqlite(async |database| judge(send(database, server, settings.clone()).await));
}
