//! Mail as the person who manages the service sets it up.

use super::House;
use harness::{MailServer, MailTls, Output};

#[test]
fn without_settings_mail_is_a_file_and_the_doctor_says_where() {
    let house = House::new();
    let output = house.run(&["doctor"]).expect_success();
    assert!(
        output.stdout.contains("in orde      mail: elke mail wordt een bestand in"),
        "{output}"
    );
    let off = house.program(&["doctor"]).env("DIJKWACHT_MAIL__TRANSPORT", "off").run();
    assert!(off.expect_success().stdout.contains("mail: deze installatie verstuurt geen mail"));
}

#[test]
fn the_doctor_signs_in_at_the_mail_server_and_sends_nothing() {
    let house = House::new();
    let server = MailServer::start(MailTls::Starttls, Some(("dijkwacht", "geheim-wachtwoord")));
    let roots = house.scratch.write("ca.pem", server.certificate());
    let doctor = |password: &str, port: u16| -> Output {
        let secret = house.scratch.write("wachtwoord", format!("{password}\n"));
        house
            .program(&["doctor"])
            .env("DIJKWACHT_MAIL__TRANSPORT", "smtp")
            .env("DIJKWACHT_MAIL__HOST", "localhost")
            .env("DIJKWACHT_MAIL__PORT", port.to_string())
            .env("DIJKWACHT_MAIL__USER", "dijkwacht")
            .env("DIJKWACHT_MAIL__PASSWORD_FILE", &secret)
            .env("DIJKWACHT_MAIL__ROOTS_FILE", &roots)
            .run()
    };
    let right = doctor("geheim-wachtwoord", server.port()).expect_success();
    assert!(right.stdout.contains("mail: de mailserver laat ons toe"), "{right}");
    let wrong = doctor("ander-wachtwoord", server.port()).expect_code(4);
    assert!(wrong.stdout.contains("NIET IN ORDE mail: aanmelden bij de mailserver"), "{wrong}");
    assert!(!format!("{wrong}").contains("ander-wachtwoord"));
    let nowhere = doctor("geheim-wachtwoord", 1).expect_code(4);
    assert!(nowhere.stdout.contains("de mailserver is niet te bereiken"), "{nowhere}");
    assert!(server.mails().is_empty());
}

#[test]
fn a_mail_server_elsewhere_without_tls_keeps_the_service_from_starting() {
    let house = House::new();
    let open_way = house
        .program(&["worker", "--once"])
        .env("DIJKWACHT_MAIL__TRANSPORT", "smtp")
        .env("DIJKWACHT_MAIL__HOST", "mail.voorbeeld.example")
        .env("DIJKWACHT_MAIL__TLS", "none")
        .run()
        .expect_code(2);
    assert!(open_way.stderr.contains("/mail/tls"), "{open_way}");
}
