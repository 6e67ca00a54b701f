//! Ids, texts and addresses: what is taken and what is not.

use crate::ids::{Audience, MessageId, Oin, Organ, Source};
use crate::partner::{Endpoint, may_connect};
use crate::wording::{Wording, WordingError};

#[test]
fn an_oin_has_twenty_digits() {
    let good = "00000001999999990001";
    assert_eq!(good.parse::<Oin>().unwrap().to_string(), good);
    for bad in ["", "0000000199999999000", "000000019999999900011", "0000000199999999000x"] {
        assert!(bad.parse::<Oin>().is_err(), "{bad}");
    }
    assert!("٠٠٠٠٠٠٠٠٠٠".parse::<Oin>().is_err());
}

/// A provider vouches for a number that an OIN is made of as well as for the OIN itself; a part of a body is not the body.
#[test]
fn a_body_is_known_by_the_number_that_its_oin_is_made_of() {
    let of = |oin: &str, number: &str| oin.parse::<Oin>().unwrap().is_of(number);
    let (legal, trade) = ("00000001001234500000", "00000003000000120000");
    assert!(of(legal, legal) && of(legal, "001234500") && of(trade, "00000012"));
    for (oin, number) in [
        (legal, "00123450"),
        (legal, "001234501"),
        (legal, ""),
        (trade, "000000120"),
        ("00000001001234500007", "001234500"),
        ("00000004001234500000", "001234500"),
        (legal, "00000001001234500007"),
    ] {
        assert!(!of(oin, number), "{oin} {number}");
    }
}

#[test]
fn a_source_names_a_body_and_its_system() {
    let good = "urn:nld:oin:00000001999999990001:systeem:bibob";
    let source: Source = good.parse().unwrap();
    assert_eq!(
        (source.to_string().as_str(), source.oin().to_string().as_str()),
        (good, &good[12..32])
    );
    for bad in [
        "urn:nld:oin:00000001999999990001",
        "urn:nld:oin:00000001999999990001:systeem:",
        "urn:nld:oin:00000001999999990001:systeem:Bibob",
        "urn:nld:oin:00000001999999990001:systeem:abcdefghijklmnopqrstu",
        "urn:nld:kvk:00000001999999990001:systeem:bibob",
    ] {
        assert!(bad.parse::<Source>().is_err(), "{bad}");
    }
    let audience = &good[..32];
    assert_eq!(audience.parse::<Audience>().unwrap().to_string(), audience);
    assert!(good.parse::<Audience>().is_err());
}

#[test]
fn an_organ_is_a_short_name() {
    assert!("dagelijks-bestuur".parse::<Organ>().is_ok());
    assert!("a".repeat(40).parse::<Organ>().is_ok());
    for bad in [String::new(), "Burgemeester".to_owned(), "a".repeat(41)] {
        assert!(bad.parse::<Organ>().is_err(), "{bad}");
    }
}

#[test]
fn an_id_has_one_form_and_one_version() {
    let good = "019ac5a0-0000-7000-8000-000000000001";
    assert_eq!(good.parse::<MessageId>().unwrap().to_string(), good);
    for bad in [
        "019AC5A0-0000-7000-8000-000000000001",
        "019ac5a0000070008000000000000001",
        "{019ac5a0-0000-7000-8000-000000000001}",
        "019ac5a0-0000-4000-8000-000000000001",
        "019ac5a0-0000-7000-c000-000000000001",
        "",
    ] {
        assert!(bad.parse::<MessageId>().is_err(), "{bad}");
    }
}

#[test]
fn a_text_has_content_and_an_end() {
    type Ten = Wording<10>;
    assert_eq!(Ten::new(" \n "), Err(WordingError::Empty));
    assert_eq!(Ten::new("ë".repeat(11)), Err(WordingError::TooLong(10)));
    assert_eq!(Ten::new("a\u{7}b"), Err(WordingError::Control));
    assert_eq!(Ten::new("ë".repeat(10)).unwrap().reveal(), "ë".repeat(10));
    assert!(Ten::new("a\nb").is_ok());
    assert_eq!(format!("{:?}", Ten::new("geheim").unwrap()), "[tekst]");
    let codes =
        [WordingError::Empty, WordingError::TooLong(1), WordingError::Control, WordingError::Bsn];
    let codes = codes.map(WordingError::code);
    assert_eq!(codes, ["tekst-leeg", "tekst-te-lang", "tekst-onleesbaar", "bsn-in-tekst"]);
}

#[test]
fn no_text_holds_a_citizen_service_number() {
    type Free = Wording<100>;
    for bad in [
        "999990019",
        "bsn 999990019, geboren in 1979",
        "9999.90.019",
        "9999 90 019",
        "9999-90-019",
        "zie999990019hier",
    ] {
        assert_eq!(Free::new(bad), Err(WordingError::Bsn), "{bad}");
    }
    for good in ["999990018", "9999900191", "0612345678", "9999 XX 900", "kamer 19"] {
        assert!(Free::new(good).is_ok(), "{good}");
    }
}

#[test]
fn an_endpoint_is_narrow() {
    let text = |text: &str| text.parse::<Endpoint>().map(String::from);
    assert_eq!(text("https://a.example/bibob/v1/").unwrap(), "https://a.example/bibob/v1");
    assert_eq!(text("https://a.example").unwrap(), "https://a.example");
    for bad in [
        "http://a.example",
        "https://u@a.example",
        "https://u:p@a.example",
        "https://a.example?x=1",
        "https://a.example#x",
        "file:///etc/passwd",
        "a.example",
        "",
    ] {
        assert!(text(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_name_opens_no_door_inside() {
    let local = [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.0.1",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:10.0.0.1",
    ];
    for address in local {
        let address = address.parse().unwrap();
        assert!(!may_connect(address, false), "{address}");
        assert!(may_connect(address, true), "{address}");
    }
    for address in ["203.0.113.9", "100.128.0.1", "2001:db8::1"] {
        assert!(may_connect(address.parse().unwrap(), false), "{address}");
    }
    for address in ["0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "::", "ff02::1"] {
        assert!(!may_connect(address.parse().unwrap(), true), "{address}");
    }
}
