//! What we agree with a partner as fields of a form, and back.

use app::tips::{
    BodyKind, Endpoint, IdError, Oin, Organ, PartnerData, ProposePartner, ProposeSystem, PublicJwk,
    RateLimits, Suite,
};
use kernel::Sha256Hex;
use serde_json::Value;

use super::super::lezen::{number, one_of, wire_name};
use super::lezen::{lines, needed};
use super::woorden;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes, sentence};

pub(super) const OIN: &str = "oin";
const NAME: &str = "naam";
const KIND: &str = "soort";
const ORGANS: &str = "organen";
const APPLIES: &str = "pastWetToe";
const WAY: &str = "weg";
const SYSTEM: &str = "systeem";
const LETTER: &str = "brief";
const ENDPOINT: &str = "eindpunt";
const SUITE: &str = "suite";
const KEY: &str = "ondertekensleutel";
const AUTHORITIES: &str = "vertrouwdeCertificaten";
const PER_MINUTE: &str = "perMinuut";
const PER_DAY: &str = "perDag";
/// The fields that only a partner with a system has.
const OF_SYSTEM: [&str; 4] = [ENDPOINT, SUITE, KEY, AUTHORITIES];

/// Asks for the number of a partner that is not in the register.
pub(super) fn number_field() -> Field {
    Field::text(OIN, "OIN").hint("20 cijfers, uit het OIN-register").code().keys("numeric")
}

/// Asks all that is agreed with a partner.
pub(super) fn fields() -> Vec<Field> {
    let ways = [
        (SYSTEM, "Met een systeem: berichten gaan ondertekend en versleuteld"),
        (LETTER, "Zonder systeem: een tip gaat per brief"),
    ];
    let mut fields = vec![Field::text(NAME, "Naam van de organisatie")];
    fields.extend(body_fields());
    fields.extend([
        Field::radios(APPLIES, "Kan deze organisatie de Wet Bibob toepassen?")
            .hint("U stelt dat vast en staat ervoor in. Kan zij dat niet, dan kan er geen tip heen (art. 26).")
            .choices([("ja", "Ja"), ("nee", "Nee")]),
        Field::radios(WAY, "Hoe gaan tips erheen?").choices(ways),
    ]);
    fields.extend(system_fields());
    fields.extend([
        Field::text(PER_MINUTE, "Meeste berichten per minuut").short().keys("numeric"),
        Field::text(PER_DAY, "Meeste berichten per dag").short().keys("numeric"),
    ]);
    fields
}

/// Asks what a body is for the law, and its organs.
pub(super) fn body_fields() -> [Field; 2] {
    let kinds = BodyKind::ALL.map(|kind| (wire_name(kind), woorden::body_kind(kind)));
    [
        Field::radios(KIND, "Wat is zij voor de wet?").choices(kinds),
        Field::lines(ORGANS, "Organen die mogen beslissen").hint(
            "Eén per regel, in kleine letters met streepjes: burgemeester, college, gs, minister",
        ),
    ]
}

/// Asks where a body takes messages, and how they are encrypted.
pub(super) fn endpoint_fields() -> [Field; 2] {
    let suites = [Suite::Ec, Suite::NlRsa].map(|one| (wire_name(one), woorden::suite(one)));
    [
        Field::text(ENDPOINT, "Eindpunt").hint("Een adres dat met https:// begint"),
        Field::radios(SUITE, "Versleuteling").choices(suites),
    ]
}

fn system_fields() -> Vec<Field> {
    let mut fields: Vec<Field> = endpoint_fields().map(Field::optional).into();
    fields.extend([
        Field::lines(KEY, "Openbare sleutel om mee te ondertekenen")
            .hint("Als JWK, zoals de partner haar gaf")
            .optional(),
        Field::lines(AUTHORITIES, "Vertrouwde certificaten")
            .hint("De SHA-256 van elk certificaat, één per regel")
            .optional(),
    ]);
    fields
}

/// Reads what is agreed with the partner of this number.
pub(super) fn read(form: &Form, oin: Oin) -> Result<ProposePartner, Mistakes> {
    let mut mistakes = Mistakes::default();
    let naam = needed(form, NAME, "Vul de naam in.", &mut mistakes);
    let soort = kind(form, &mut mistakes);
    let organen = organs(form, &mut mistakes);
    let applies = yes_or_no(form, APPLIES, &mut mistakes);
    let systeem = system(form, &mut mistakes);
    let per_minute = number(form, PER_MINUTE, &(1..=100_000), &mut mistakes);
    let per_day = number(form, PER_DAY, &(1..=1_000_000), &mut mistakes);
    let read = || {
        Some(ProposePartner {
            oin,
            naam: naam?,
            soort: soort?,
            organen,
            past_wet_toe: applies?,
            grenzen: RateLimits { per_minute: per_minute?, per_day: per_day? },
            systeem,
        })
    };
    let wanted = read().filter(|_| mistakes.is_empty());
    wanted.ok_or(mistakes)
}

pub(super) fn kind(form: &Form, mistakes: &mut Mistakes) -> Option<BodyKind> {
    one_of(form, KIND, "Kies wat zij voor de wet is.", mistakes)
}

pub(super) fn organs(form: &Form, mistakes: &mut Mistakes) -> Vec<Organ> {
    if form.given(ORGANS).is_none() {
        mistakes.add(ORGANS, "Noem ten minste één orgaan.");
    }
    let read = |line: &str| line.parse().map_err(|error: IdError| error.to_string());
    lines(form, ORGANS, read, mistakes)
}

pub(super) fn yes_or_no(form: &Form, name: &str, mistakes: &mut Mistakes) -> Option<bool> {
    match form.text(name) {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => {
            mistakes.add(name, "Kies ja of nee.");
            None
        }
    }
}

/// Reads a system; none for a partner that gets letters.
fn system(form: &Form, mistakes: &mut Mistakes) -> Option<ProposeSystem> {
    match form.text(WAY) {
        SYSTEM => with_system(form, mistakes),
        LETTER => {
            for name in OF_SYSTEM.into_iter().filter(|name| form.given(name).is_some()) {
                mistakes.add(
                    name,
                    "Dit hoort bij een partner met een systeem. Haal het weg, of kies die weg.",
                );
            }
            None
        }
        _ => {
            mistakes.add(WAY, "Kies hoe tips erheen gaan.");
            None
        }
    }
}

fn with_system(form: &Form, mistakes: &mut Mistakes) -> Option<ProposeSystem> {
    let eindpunt = endpoint(form, mistakes);
    let suite = suite(form, mistakes);
    let sleutel: Option<PublicJwk> = serde_json::from_str(form.text(KEY)).ok();
    if sleutel.is_none() {
        mistakes.add(KEY, "Plak de openbare sleutel als JWK, met niets erbij.");
    }
    let digest = |line: &str| -> Result<Sha256Hex, String> {
        let read = serde_json::from_value(Value::from(line));
        read.map_err(|_| {
            "een SHA-256 bestaat uit 64 tekens: cijfers en de letters a tot en met f".to_owned()
        })
    };
    let vertrouwde_certificaten = lines(form, AUTHORITIES, digest, mistakes);
    Some(ProposeSystem {
        eindpunt: eindpunt?,
        suite: suite?,
        sleutel: sleutel?,
        vertrouwde_certificaten,
    })
}

pub(super) fn endpoint(form: &Form, mistakes: &mut Mistakes) -> Option<Endpoint> {
    match form.text(ENDPOINT).parse::<Endpoint>() {
        Ok(endpoint) => Some(endpoint),
        Err(error) => {
            mistakes.add(ENDPOINT, sentence(&error.to_string()));
            None
        }
    }
}

pub(super) fn suite(form: &Form, mistakes: &mut Mistakes) -> Option<Suite> {
    one_of(form, SUITE, "Kies de versleuteling.", mistakes)
}

/// Begins with what is usual for a new partner.
pub(super) fn usual() -> Form {
    let limits = RateLimits::default();
    let mut form = Form::default();
    form.set(PER_MINUTE, limits.per_minute.to_string());
    form.set(PER_DAY, limits.per_day.to_string());
    form
}

/// Begins with what holds for a partner.
pub(super) fn begins(data: &PartnerData) -> Form {
    let mut form = Form::default();
    form.set(NAME, data.naam.as_str());
    fill_body(&mut form, data.soort, &data.organen);
    form.set(APPLIES, if data.past_wet_toe { "ja" } else { "nee" });
    form.set(WAY, if data.eindpunt.is_some() { SYSTEM } else { LETTER });
    if let Some((endpoint, suite)) = data.eindpunt.as_ref().zip(data.suite) {
        fill_endpoint(&mut form, endpoint, suite);
    }
    form.set(KEY, data.sleutel.as_ref().map(key_text).unwrap_or_default());
    let authorities = data.vertrouwde_certificaten.iter().map(Sha256Hex::to_string);
    form.set(AUTHORITIES, authorities.collect::<Vec<_>>().join("\n"));
    form.set(PER_MINUTE, data.grenzen.per_minute.to_string());
    form.set(PER_DAY, data.grenzen.per_day.to_string());
    form
}

pub(super) fn fill_body(form: &mut Form, kind: BodyKind, organs: &[Organ]) {
    form.set(KIND, wire_name(kind));
    form.set(ORGANS, organs.iter().map(Organ::to_string).collect::<Vec<_>>().join("\n"));
}

pub(super) fn fill_endpoint(form: &mut Form, endpoint: &Endpoint, suite: Suite) {
    form.set(ENDPOINT, endpoint.as_str());
    form.set(SUITE, wire_name(suite));
}

/// Writes a public key as others paste it.
pub(super) fn key_text(key: &PublicJwk) -> String {
    serde_json::to_string(key).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::json;

    /// A partner with a system.
    pub(in super::super) fn data() -> PartnerData {
        let key = json!({ "kty": "EC", "crv": "P-256", "x": "eA", "y": "eQ" });
        PartnerData {
            naam: "Gemeente <Veen>".to_owned(),
            soort: BodyKind::AdministrativeBody,
            organen: vec!["burgemeester".parse().unwrap(), "college".parse().unwrap()],
            past_wet_toe: true,
            eindpunt: Some("https://veen.example/bibob/v1".parse().unwrap()),
            suite: Some(Suite::Ec),
            vingerafdruk: Some("0a1b 2c3d".to_owned()),
            sleutel: Some(serde_json::from_value(key).unwrap()),
            vertrouwde_certificaten: vec![Sha256Hex::of_bytes(b"x")],
            grenzen: RateLimits::default(),
        }
    }

    fn oin() -> Oin {
        "00000001001234500002".parse().unwrap()
    }

    #[test]
    fn what_is_agreed_comes_back_as_it_was() {
        let wanted = read(&begins(&data()), oin()).unwrap();
        assert_eq!(wanted.organen, data().organen);
        let system = wanted.systeem.unwrap();
        assert_eq!(
            (Some(system.eindpunt), Some(system.sleutel)),
            (data().eindpunt, data().sleutel)
        );
        assert_eq!(system.vertrouwde_certificaten, data().vertrouwde_certificaten);
    }

    #[test]
    fn every_gap_is_named_and_nothing_is_left_out_in_silence() {
        let mistakes = read(&Form::default(), oin()).unwrap_err();
        let fields: Vec<&str> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [NAME, KIND, ORGANS, APPLIES, WAY, PER_MINUTE, PER_DAY]);
        let mut form = begins(&data());
        form.set(WAY, LETTER);
        let mistakes = read(&form, oin()).unwrap_err();
        assert_eq!(mistakes.iter().count(), OF_SYSTEM.len());
        form.set(WAY, SYSTEM);
        form.set(ENDPOINT, "http://veen.example");
        form.set(KEY, "geheim");
        form.set(AUTHORITIES, "abc");
        let mistakes = read(&form, oin()).unwrap_err();
        let fields: Vec<&str> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [ENDPOINT, KEY, AUTHORITIES]);
    }
}
