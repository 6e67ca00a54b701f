use super::*;

/// The secret of the test vectors in RFC 4226 and RFC 6238.
fn secret() -> Secret {
    Secret::new(*b"12345678901234567890")
}

fn at(seconds: i64) -> Moment {
    Moment::from_micros(seconds * 1_000_000).unwrap()
}

fn try_code(code: &str, seconds: i64, last_step: Option<u64>) -> Option<u64> {
    verify(&secret(), &Redacted::new(code.to_owned()), at(seconds), last_step)
}

/// RFC 6238, appendix B, has eight digits; six digits are the last six of them.
#[test]
fn the_vectors_of_the_rfc() {
    for (seconds, eight) in [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ] {
        let step = u64::try_from(seconds / 30).unwrap();
        assert_eq!(try_code(&eight[2..], seconds, None), Some(step), "{seconds}");
    }
}

/// RFC 4226, appendix D: the codes of the steps 0 to 9.
#[test]
fn a_code_is_good_for_its_step_and_one_on_either_side() {
    let codes = ["755224", "287082", "359152", "969429", "338314", "254676"];
    let seconds = 3 * 30 + 15;
    let answers: Vec<_> = codes.iter().map(|code| try_code(code, seconds, None)).collect();
    assert_eq!(answers, [None, None, Some(2), Some(3), Some(4), None]);
    // The edges of a step.
    assert_eq!(try_code("969429", 60, None), Some(3));
    assert_eq!(try_code("969429", 59, None), None);
    assert_eq!(try_code("969429", 149, None), Some(3));
    assert_eq!(try_code("969429", 150, None), None);
}

#[test]
fn a_used_code_and_an_older_one_are_refused() {
    let seconds = 3 * 30 + 15;
    let step = try_code("969429", seconds, None);
    assert_eq!(step, Some(3));
    assert_eq!(try_code("969429", seconds, step), None);
    assert_eq!(try_code("359152", seconds, step), None);
    assert_eq!(try_code("338314", seconds, step), Some(4));
}

#[test]
fn spaces_do_not_matter_and_everything_else_does() {
    for good in ["287082", "287 082", " 287\u{a0}082\n", "2 8 7 0 8 2"] {
        assert_eq!(try_code(good, 59, None), Some(1), "{good}");
    }
    for bad in ["", "28708", "2870822", "287-082", "+28708", "28708a", "２８７０８２", "-87082"]
    {
        assert_eq!(try_code(bad, 59, None), None, "{bad}");
    }
}

#[test]
fn a_moment_before_1970_has_no_code() {
    assert_eq!(try_code("755224", -1, None), None);
}

#[test]
fn the_app_gets_the_secret_by_link_picture_and_hand() {
    let account = Redacted::new("jan.voorbeeld@emmen.example".to_owned());
    let enrolment = Enrolment::new(&secret(), &account).unwrap();
    let base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let uri = url::Url::parse(enrolment.uri.reveal()).unwrap();
    assert_eq!((uri.scheme(), uri.host_str()), ("otpauth", Some("totp")));
    assert_eq!(
        uri.path().replace("%40", "@").replace("%2E", "."),
        "/Dijkwacht:jan.voorbeeld@emmen.example"
    );
    let parts: Vec<_> = uri.query_pairs().map(|(name, value)| format!("{name}={value}")).collect();
    assert!(parts.contains(&format!("secret={base32}")), "{parts:?}");
    assert!(parts.contains(&"issuer=Dijkwacht".to_owned()), "{parts:?}");
    assert_eq!(enrolment.typed.reveal(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

#[test]
fn the_picture_has_a_title_and_no_styles_and_no_secret_in_words() {
    let account = Redacted::new("jan.voorbeeld@emmen.example".to_owned());
    let svg = Enrolment::new(&secret(), &account).unwrap().svg;
    let svg = svg.reveal();
    assert!(svg.contains("role=\"img\" aria-labelledby=\"qr-code-titel\""));
    assert!(svg.contains("<title id=\"qr-code-titel\">QR-code om"));
    for no in ["style", "<script", "href", "onload", "gezd", "voorbeeld@"] {
        assert!(!svg.to_lowercase().contains(no), "{no}");
    }
}

/// Reads the picture back into squares, and compares with the code: three finder patterns and the quiet zone around them.
#[test]
fn the_picture_is_a_qr_code() {
    let text =
        "otpauth://totp/Dijkwacht:jan?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Dijkwacht";
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
    let svg = svg(text).unwrap();
    let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
    let dark: std::collections::BTreeSet<(i32, i32)> = path
        .split("h1v1h-1z")
        .filter_map(|square| square.strip_prefix('M')?.split_once(' '))
        .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
        .collect();
    let side = code.size() + 8;
    assert!(svg.contains(&format!("viewBox=\"0 0 {side} {side}\"")));
    for y in 0..side {
        for x in 0..side {
            assert_eq!(dark.contains(&(x, y)), code.get_module(x - 4, y - 4), "{x} {y}");
        }
    }
}

#[test]
fn a_name_that_fits_no_code_is_said() {
    let enrol = |name: &str| Enrolment::new(&secret(), &Redacted::new(name.to_owned()));
    assert!(enrol("").is_none());
    assert!(enrol(&"a".repeat(5000)).is_none());
    assert!(enrol("beheer: jan").unwrap().uri.reveal().contains("beheer%20%20jan"));
}

#[test]
fn a_log_shows_no_secret() {
    let account = Redacted::new("jan@emmen.example".to_owned());
    let enrolment = Enrolment::new(&secret(), &account).unwrap();
    assert_eq!(format!("{:?}", secret()), "[afgeschermd]");
    assert!(!format!("{enrolment:?}").contains("GEZD"));
}
