//! Reading facts from an application file by the places that the vocabulary declares.

use crate::value::FactId;
use crate::value::{
    Amount, EarlierScreening, FactValue, Facts, FigureSource, OtherApplication, Vat, VatRate,
};
use crate::vocabulary::{CodeList, FactType, Place, Vocabulary};
use kernel::{Euro, FaultCode, Faults, Reader};

/// The keys of the format itself per object: (JSON pointer of the object, keys).
type FixedKeys<'k> = [(&'k str, &'k [&'k str])];

/// Reads every declared fact below `root` and names every key that nothing declares.
pub(crate) fn read_facts(
    root: &Reader<'_>,
    vocabulary: &Vocabulary,
    fixed: &FixedKeys<'_>,
    faults: &mut Faults,
) -> Facts {
    let mut walk = Walk { vocabulary, fixed, facts: Facts::unknown(vocabulary.len()), faults };
    walk.object(root, &mut String::new());
    walk.facts
}

struct Walk<'w> {
    vocabulary: &'w Vocabulary,
    fixed: &'w FixedKeys<'w>,
    facts: Facts,
    faults: &'w mut Faults,
}

impl Walk<'_> {
    /// Visits an object: reads facts, enters objects that hold facts, names the other keys.
    fn object(&mut self, reader: &Reader<'_>, path: &mut String) {
        let Some(object) = reader.object(self.faults) else { return };
        for key in object.keys() {
            let Some(field) = reader.get(key) else { continue };
            let depth = path.len();
            path.push('/');
            path.push_str(key);
            let place = self.vocabulary.at_place(path);
            match place {
                Some(Place::Fact(fact)) => {
                    if let Some(value) = self.value(fact, &field) {
                        self.facts.set(fact, value);
                    }
                }
                Some(Place::Inside) => self.object(&field, path),
                None if !self.fixed_keys(path).is_empty() => self.object(&field, path),
                None => {}
            }
            path.truncate(depth);
            if place.is_none() && !self.fixed_keys(path).contains(&key.as_str()) {
                let known = self.known_keys(path);
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                reader.unknown_key(key, &known, self.faults);
            }
        }
    }

    fn fixed_keys(&self, path: &str) -> &[&str] {
        self.fixed.iter().find(|(place, _)| *place == path).map_or(&[], |(_, keys)| keys)
    }

    fn known_keys(&self, path: &str) -> Vec<String> {
        let declared = self.vocabulary.keys_at(path).map(str::to_owned);
        self.fixed_keys(path).iter().map(|key| (*key).to_owned()).chain(declared).collect()
    }

    fn value(&mut self, fact: FactId, field: &Reader<'_>) -> Option<FactValue> {
        let vocabulary = self.vocabulary;
        let faults = &mut *self.faults;
        match &vocabulary.def(fact).kind {
            FactType::YesNo => field.boolean(faults).map(FactValue::YesNo),
            _ if field.value().is_null() => Some(FactValue::Nothing),
            FactType::Amount { .. } => {
                read_amount(field, vocabulary, faults).map(FactValue::Amount)
            }
            FactType::Date => field.date(faults).map(FactValue::Date),
            FactType::Choice(list) => read_code(field, list, faults),
            FactType::Codes(list) => read_codes(field, list, faults),
            FactType::Postcode => read_postcode(field, faults),
            FactType::Applications => read_applications(field, vocabulary, faults),
            FactType::Screening => read_screening(field, faults),
        }
    }
}

fn read_amount(field: &Reader<'_>, vocabulary: &Vocabulary, faults: &mut Faults) -> Option<Amount> {
    if !field.expect_object(&["bedrag", "btw", "tarief", "bron"], faults) {
        return None;
    }
    let euro = field.require("bedrag", faults).and_then(|figure| {
        let text = figure.text(faults)?;
        text.parse::<Euro>()
            .map_err(|error| figure.fault(faults, FaultCode::VerkeerdeVorm, error.to_string()))
            .ok()
    });
    let rate = field.get("tarief").and_then(|rate| read_rate(&rate, vocabulary, faults));
    let vat = match field.get("btw") {
        None => Vat::Unknown,
        Some(kind) => match kind.one_of(&["exclusief", "inclusief", "onbekend"], faults)? {
            0 => Vat::Exclusive(rate),
            1 => Vat::Inclusive(rate),
            _ => Vat::Unknown,
        },
    };
    let source = match field.get("bron") {
        None => None,
        Some(source) => Some(match source.one_of(&["bevoegd-gezag", "aanvrager"], faults)? {
            0 => FigureSource::BevoegdGezag,
            _ => FigureSource::Aanvrager,
        }),
    };
    Some(Amount { euro: euro?, vat, source })
}

fn read_rate(field: &Reader<'_>, vocabulary: &Vocabulary, faults: &mut Faults) -> Option<VatRate> {
    let value = field.value();
    let percent = match value.as_str() {
        Some(text) => text.trim_end_matches('%').trim().parse::<u8>().ok(),
        None => value.as_u64().and_then(|number| u8::try_from(number).ok()),
    };
    let rate = percent.and_then(|percent| vocabulary.vat_rate(percent));
    if rate.is_none() {
        let known: Vec<String> =
            vocabulary.vat_rates().iter().map(|rate| rate.percent().to_string()).collect();
        let message = format!("dit is geen bekend btw-tarief. Kies uit: {}.", known.join(", "));
        field.fault(faults, FaultCode::OnbekendeWaarde, message);
    }
    rate
}

fn read_code(field: &Reader<'_>, list: &CodeList, faults: &mut Faults) -> Option<FactValue> {
    let text = field.text(faults)?;
    let code = list.code(text);
    if code.is_none() {
        field.unknown_value(text, &list.ids().collect::<Vec<_>>(), faults);
    }
    code.map(|code| FactValue::Codes(vec![code]))
}

/// Reads a list of codes. An element is a code, or an object whose `soort` is the code; a single text is a list of one.
fn read_codes(field: &Reader<'_>, list: &CodeList, faults: &mut Faults) -> Option<FactValue> {
    if field.value().is_string() {
        return read_code(field, list, faults);
    }
    let mut codes = Vec::new();
    for element in field.list(faults)? {
        let code = if element.value().is_object() {
            read_described_code(&element, list, faults)
        } else {
            read_code(&element, list, faults)
        };
        if let Some(FactValue::Codes(code)) = code {
            codes.extend(code);
        }
    }
    Some(FactValue::Codes(codes))
}

fn read_described_code(
    element: &Reader<'_>,
    list: &CodeList,
    faults: &mut Faults,
) -> Option<FactValue> {
    element.expect_object(&["soort", "datum", "bron", "toelichting", "kenmerk"], faults);
    for key in ["bron", "toelichting", "kenmerk"] {
        if let Some(field) = element.get(key) {
            field.text(faults);
        }
    }
    if let Some(day) = element.get("datum") {
        day.date(faults);
    }
    read_code(&element.require("soort", faults)?, list, faults)
}

fn read_postcode(field: &Reader<'_>, faults: &mut Faults) -> Option<FactValue> {
    let text = field.text(faults)?;
    let compact: String =
        text.chars().filter(|sign| *sign != ' ').collect::<String>().to_uppercase();
    let bytes = compact.as_bytes();
    let digits = bytes.len() >= 4 && bytes[0] != b'0' && bytes[..4].iter().all(u8::is_ascii_digit);
    let letters = bytes.len() == 6 && bytes[4..].iter().all(u8::is_ascii_uppercase);
    if digits && (bytes.len() == 4 || letters) {
        return Some(FactValue::Postcode(compact.into()));
    }
    let message =
        format!("«{text}» is geen postcode; schrijf vier cijfers en twee letters, zoals 7811 AB");
    field.fault(faults, FaultCode::VerkeerdeVorm, message);
    None
}

const SHARED: [&str; 4] = ["aanvrager", "concern", "adres", "project"];

fn read_applications(
    field: &Reader<'_>,
    vocabulary: &Vocabulary,
    faults: &mut Faults,
) -> Option<FactValue> {
    let mut others = Vec::new();
    for element in field.list(faults)? {
        others.extend(read_other(&element, vocabulary, faults));
    }
    Some(FactValue::Applications(others))
}

fn read_other(
    element: &Reader<'_>,
    vocabulary: &Vocabulary,
    faults: &mut Faults,
) -> Option<OtherApplication> {
    let known = ["kenmerk", "maat", "bedrag", "ontvangenOp", "gedeeld", "lopend"];
    if !element.expect_object(&known, faults) {
        return None;
    }
    let measures: Vec<(FactId, &str)> = vocabulary
        .facts()
        .filter(|(_, def)| matches!(def.kind, FactType::Amount { .. }))
        .map(|(id, def)| (id, def.id.as_str()))
        .collect();
    let names: Vec<&str> = measures.iter().map(|(_, name)| *name).collect();
    let measure = element.require("maat", faults).and_then(|maat| maat.one_of(&names, faults));
    let amount = element
        .require("bedrag", faults)
        .and_then(|amount| read_amount(&amount, vocabulary, faults));
    let received_on = element.require("ontvangenOp", faults).and_then(|day| day.date(faults));
    let pending = element.get("lopend").map_or(Some(false), |pending| pending.boolean(faults));
    let mut shared: Vec<Box<str>> = Vec::new();
    if let Some(list) = element.require("gedeeld", faults) {
        for word in list.list(faults)? {
            shared.extend(word.one_of(&SHARED, faults).map(|index| SHARED[index].into()));
        }
    }
    Some(OtherApplication {
        measure: measures[measure?].0,
        amount: amount?,
        received_on: received_on?,
        shared,
        pending: pending?,
    })
}

fn read_screening(field: &Reader<'_>, faults: &mut Faults) -> Option<FactValue> {
    let known = ["datum", "conclusie", "zelfdeFinanciering", "gewijzigd", "kenmerk"];
    if !field.expect_object(&known, faults) {
        return None;
    }
    let concluded_on = field.require("datum", faults).and_then(|day| day.date(faults));
    let conclusion = field
        .require("conclusie", faults)
        .and_then(|word| word.one_of(&["geen-gevaar", "mindere-mate", "ernstig-gevaar"], faults));
    let same_financing =
        field.require("zelfdeFinanciering", faults).and_then(|same| same.boolean(faults));
    let changed = field.require("gewijzigd", faults).and_then(|changed| changed.boolean(faults));
    Some(FactValue::Screening(EarlierScreening {
        concluded_on: concluded_on?,
        no_danger: conclusion? == 0,
        same_financing: same_financing?,
        changed: changed?,
    }))
}
