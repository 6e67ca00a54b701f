//! The application file: one request for a permit, subsidy, contract or property deal.

use crate::read::read_facts;
use crate::value::Facts;
use crate::vocabulary::Vocabulary;
use chrono::NaiveDate;
use kernel::{FaultCode, Faults, Reader, Redacted};
use serde_json::Value;

/// An application as it came in. Personal data are redacted in debug output.
#[derive(Clone, Debug)]
#[doc(alias = "aanvraag")]
pub struct Application {
    /// The case number, when there is one already.
    #[doc(alias = "kenmerk")]
    pub reference: Option<String>,
    /// The id of the permit type or transaction, as the rules know it.
    #[doc(alias = "soort")]
    pub kind: String,
    /// The day of receipt; it starts the decision term and is the key date unless another one is given.
    pub received_on: Option<NaiveDate>,
    /// The person concerned.
    pub subject: Subject,
    /// Everything that rules may use.
    pub facts: Facts,
}

/// The person concerned (art. 1(1) Wet Bibob), as far as a letter needs to know.
#[derive(Clone, Debug, Default)]
#[doc(alias = "betrokkene")]
pub struct Subject {
    /// The name of the person or organisation.
    pub name: Option<Redacted<String>>,
    /// Number in the trade register.
    pub kvk_number: Option<Redacted<String>>,
    /// The date of birth of a human being.
    pub born_on: Option<Redacted<NaiveDate>>,
    /// The postal address.
    pub address: Option<Redacted<Address>>,
}

/// A Dutch postal address. It has no `Debug`: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Street name.
    pub street: String,
    /// House number with any addition.
    pub house_number: String,
    /// Postcode as written.
    pub postcode: String,
    /// Town.
    pub town: String,
}

const TOP_KEYS: [&str; 6] =
    ["kenmerk", "soort", "gebeurtenis", "ontvangenOp", "betrokkene", "feiten"];
const SUBJECT_KEYS: [&str; 4] = ["naam", "kvkNummer", "geboortedatum", "adres"];
const LONGEST_TEXT: usize = 5_000;
const LONGEST_REFERENCE: usize = 100;

impl Application {
    /// Reads an application file. `kinds` are the known permit types.
    ///
    /// # Errors
    /// All faults at once, each with its JSON pointer: unknown keys, kinds, codes and units, wrong dates and amounts.
    pub fn read(json: &Value, vocabulary: &Vocabulary, kinds: &[&str]) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let root = Reader::root(json);
        let mut facts = read_facts(&root, vocabulary, &fixed_keys(), &mut faults);
        let kind = root.require("soort", &mut faults).and_then(|kind| {
            let index = kind.one_of(kinds, &mut faults)?;
            Some(kinds[index].to_owned())
        });
        let reference = plain_text(&root, "kenmerk", LONGEST_REFERENCE, &mut faults);
        if let Some(reference) = &reference {
            facts.set_draw_key(reference);
        }
        let received_on = root.get("ontvangenOp").and_then(|field| field.date(&mut faults));
        let subject = root
            .get("betrokkene")
            .map(|subject| read_subject(&subject, &mut faults))
            .unwrap_or_default();
        let application = kind.map(|kind| Self { reference, kind, received_on, subject, facts });
        faults.into_result(application)
    }
}

/// Returns the keys of the format itself, beside those that the vocabulary declares.
fn fixed_keys() -> [(&'static str, &'static [&'static str]); 2] {
    [("", &TOP_KEYS), ("/betrokkene", &SUBJECT_KEYS)]
}

/// Returns the text of a field; refuses what is empty, too long, or holds signs that steer a terminal or turn a line around.
fn plain_text<'a>(
    parent: &'a Reader<'a>,
    key: &'a str,
    longest: usize,
    faults: &mut Faults,
) -> Option<String> {
    let field = parent.get(key)?;
    let text = field.text(faults)?;
    if text.trim().is_empty() {
        field.fault(
            faults,
            FaultCode::VerkeerdeVorm,
            "dit veld is leeg; vul het in of laat het weg",
        );
        return None;
    }
    if text.chars().count() > longest {
        let message = format!("dit veld is langer dan {longest} tekens");
        field.fault(faults, FaultCode::VerkeerdeVorm, message);
        return None;
    }
    if let Some(sign) = text.chars().find(|sign| steers(*sign)) {
        let code = u32::from(sign);
        let message =
            format!("dit veld bevat een onzichtbaar stuurteken (U+{code:04X}); haal het weg");
        field.fault(faults, FaultCode::VerkeerdeVorm, message);
        return None;
    }
    Some(text.to_owned())
}

/// Control characters, and the marks that change the direction of the text around them.
fn steers(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn short_text<'a>(parent: &'a Reader<'a>, key: &'a str, faults: &mut Faults) -> Option<String> {
    plain_text(parent, key, LONGEST_TEXT, faults)
}

fn read_subject(subject: &Reader<'_>, faults: &mut Faults) -> Subject {
    Subject {
        name: short_text(subject, "naam", faults).map(Redacted::new),
        kvk_number: read_kvk_number(subject, faults).map(Redacted::new),
        born_on: subject
            .get("geboortedatum")
            .and_then(|field| field.date(faults))
            .map(Redacted::new),
        address: subject.get("adres").and_then(|address| read_address(&address, faults)),
    }
}

fn read_kvk_number(subject: &Reader<'_>, faults: &mut Faults) -> Option<String> {
    let number = short_text(subject, "kvkNummer", faults)?;
    if number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(number);
    }
    let message = "een KvK-nummer bestaat uit acht cijfers";
    faults.add(format!("{}/kvkNummer", subject.pointer()), FaultCode::VerkeerdeVorm, message);
    None
}

fn read_address(address: &Reader<'_>, faults: &mut Faults) -> Option<Redacted<Address>> {
    if !address.expect_object(&["straat", "huisnummer", "postcode", "plaats"], faults) {
        return None;
    }
    let mut part = |key| {
        address.require(key, faults)?;
        short_text(address, key, faults)
    };
    let (street, house_number) = (part("straat"), part("huisnummer"));
    let (postcode, town) = (part("postcode"), part("plaats"));
    Some(Redacted::new(Address {
        street: street?,
        house_number: house_number?,
        postcode: postcode?,
        town: town?,
    }))
}
