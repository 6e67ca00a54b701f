//! The ways out that need no server; a server by others is met in the integration tests.

use super::email;
use crate::{Login, MailError, Security, Smtp, SmtpSettings, Transport, is_loopback};
use kernel::Redacted;
use std::sync::{Arc, Mutex};
use tokio::runtime::Builder;

fn block_on<T>(work: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

fn settings(host: &str, security: Security) -> SmtpSettings {
    SmtpSettings {
        host: host.to_owned(),
        port: 1,
        security,
        login: None,
        roots_pem: None,
        greeting: "bibob.voorbeeldwolde.example".to_owned(),
    }
}

#[test]
fn a_file_is_written_once_and_whole() {
    let folder = tempfile::tempdir().unwrap();
    let transport = Transport::File(folder.path().join("mail"));
    for _ in 0..2 {
        let prepared = block_on(transport.prepare(&email())).unwrap();
        assert!(!prepared.is_final());
        block_on(prepared.finish()).unwrap();
    }
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail")).unwrap().flatten().collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].file_name().to_str(), Some(format!("{}.eml", email().id).as_str()));
    assert_eq!(std::fs::read(files[0].path()).unwrap(), email().formatted().unwrap());
}

#[test]
fn a_folder_that_takes_no_file_is_tried_again_later() {
    let folder = tempfile::NamedTempFile::new().unwrap();
    let transport = Transport::File(folder.path().to_owned());
    let prepared = block_on(transport.prepare(&email())).unwrap();
    assert!(matches!(block_on(prepared.finish()), Err(MailError::Later(_))));
}

#[test]
fn nothing_is_delivered_before_the_last_step() {
    let list = Arc::new(Mutex::new(Vec::new()));
    let transport = Transport::Memory(Arc::clone(&list));
    drop(block_on(transport.prepare(&email())).unwrap());
    assert!(list.lock().unwrap().is_empty());
    block_on(async { transport.prepare(&email()).await.unwrap().finish().await }).unwrap();
    assert_eq!(*list.lock().unwrap(), [email()]);
}

#[test]
fn an_open_way_leads_nowhere_but_to_this_machine() {
    for host in ["localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]"] {
        assert!(is_loopback(host), "{host}");
        assert!(Smtp::new(settings(host, Security::OnThisMachine)).is_ok());
    }
    for host in
        ["mail.voorbeeld.example", "192.0.2.1", "localhost.example", "127.0.0.1.example", ""]
    {
        let faults = Smtp::new(settings(host, Security::OnThisMachine)).unwrap_err();
        assert!(faults.iter().any(|fault| fault.pointer == "/tls"), "{host}");
        assert!(!is_loopback(host));
    }
    let mut wrong = settings("mail.voorbeeld.example", Security::Tls);
    wrong.roots_pem = Some("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----".to_owned());
    let faults = Smtp::new(wrong).unwrap_err();
    assert_eq!(faults.iter().next().unwrap().pointer, "/roots_file");
}

#[test]
fn a_server_that_is_not_there_is_tried_later_and_the_password_is_not_shown() {
    let mut settings = settings("127.0.0.1", Security::OnThisMachine);
    settings.login = Some(Login {
        user: "dijkwacht".to_owned(),
        password: Redacted::new("geheim-wachtwoord".to_owned()),
    });
    let smtp = Smtp::new(settings).unwrap();
    let error = block_on(smtp.check()).unwrap_err();
    let text = "de mailserver is niet te bereiken (de verbinding is verbroken of wordt geweigerd)";
    assert_eq!(error, MailError::Later(text.to_owned()));
    assert!(!format!("{smtp:?} {error:?}").contains("geheim"));
    let prepared = block_on(Transport::Smtp(smtp).prepare(&email()));
    assert!(matches!(prepared, Err(MailError::Later(_))));
}
