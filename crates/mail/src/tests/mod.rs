//! What a mail looks like, and what must never get into one.

mod calendar;
mod transports;
mod written;

use crate::{Address, Content, Email, Mailbox};
use kernel::{EffectId, Id, Moment, uuid_v7};

fn moment(text: &str) -> Moment {
    Moment::new(text.parse().unwrap())
}

fn address(text: &str) -> Address {
    Address::parse(text, "/aan").unwrap()
}

/// A mail of an invented party to an invented person.
fn email() -> Email {
    let date = moment("2026-12-02T09:00:00Z");
    Email {
        id: EffectId::from_uuid(uuid_v7(date, [7; 10])),
        date,
        from: Mailbox::new(
            Some("gemeente Voorbeeldwolde"),
            address("bibob@voorbeeldwolde.example"),
        ),
        reply_to: None,
        to: Mailbox::new(None, address("jan.voorbeeld@post.example")),
        content: Content {
            subject: "Er staat een brief voor u klaar".to_owned(),
            text: "Goedendag\n".to_owned(),
            html: "<p>Goedendag</p>\n".to_owned(),
        },
        calendar: None,
    }
}

/// Returns the lines of the header of a mail, with folded lines made whole.
fn header(email: &Email) -> Vec<String> {
    let bytes = email.formatted().unwrap();
    let text = String::from_utf8(bytes).expect("nothing but ASCII leaves the house");
    assert!(text.is_ascii());
    for line in text.split("\r\n") {
        // What a server has to take; shorter is a matter of looks.
        assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let (header, _) = text.split_once("\r\n\r\n").expect("a header");
    header.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
}
