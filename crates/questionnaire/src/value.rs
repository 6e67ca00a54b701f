//! The one written form of an answer, and why a text is no such answer.

use crate::question::AnswerKind;
use chrono::{Datelike, NaiveDate};
use kernel::{Euro, read_day, read_euro};
use thiserror::Error;

/// The most letters of a line, of several lines, and of an address.
const LINE: usize = 200;
const LINES: usize = 4_000;
const ADDRESS: usize = 400;

/// Why a text is no answer to a question. The message is Dutch, repeats what was given, and says how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct ValueFault(pub String);

/// Returns the written form of an answer: a date as `2026-11-02`, an amount as `900000.00`, a percentage as `33.33`.
///
/// Takes what people write (`2-11-2026`, `€ 900.000`) and the written form itself. An empty text is an empty answer. A choice among
/// several is read one by one. `today` bounds dates and years.
pub fn canonical(kind: &AnswerKind, text: &str, today: NaiveDate) -> Result<String, ValueFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    match kind {
        AnswerKind::Tekst => bounded(text, LINE),
        AnswerKind::LangeTekst => bounded(text, LINES),
        AnswerKind::Adres => bounded(text, ADDRESS),
        AnswerKind::Datum { toekomst } => date(text, *toekomst, today),
        AnswerKind::Jaar => year(text, today),
        AnswerKind::Bedrag => amount(text),
        AnswerKind::Percentage => percentage(text),
        AnswerKind::Getal => whole(text),
        AnswerKind::JaNee => one_of(text, ["ja", "nee"].into_iter()),
        AnswerKind::Keuze { opties } | AnswerKind::Keuzes { opties } => {
            one_of(text, opties.iter().map(|option| option.id.as_str()))
        }
        AnswerKind::Bsn => bsn(text),
        AnswerKind::KvkNummer => kvk(text),
        AnswerKind::Telefoon => phone(text),
        AnswerKind::Email => email(text),
        AnswerKind::Persoon { .. } => {
            text.parse::<crate::PersonKey>().map(|key| key.to_string()).map_err(ValueFault)
        }
        AnswerKind::Groep { .. } => Err(fault("vul de regels in")),
    }
}

fn fault(message: impl Into<String>) -> ValueFault {
    ValueFault(message.into())
}

fn given(text: &str, mend: &str) -> ValueFault {
    let shown: String = text.chars().take(60).collect();
    fault(format!("U vulde «{shown}» in. {mend}"))
}

fn bounded(text: &str, most: usize) -> Result<String, ValueFault> {
    let length = text.chars().count();
    if length > most {
        return Err(fault(format!(
            "Deze tekst heeft {length} tekens. Maak de tekst korter: hooguit {most} tekens"
        )));
    }
    let odd = |sign: char| sign.is_control() && sign != '\n' && sign != '\t';
    Ok(text.replace("\r\n", "\n").chars().filter(|sign| !odd(*sign)).collect())
}

fn date(text: &str, future: bool, today: NaiveDate) -> Result<String, ValueFault> {
    let day = read_day(text).filter(|day| (1900..=2200).contains(&day.year()));
    let Some(day) = day else {
        return Err(given(text, "Vul een datum in als dag-maand-jaar, bijvoorbeeld 31-12-1980"));
    };
    if !future && day > today {
        return Err(given(text, "Vul een datum in die niet in de toekomst ligt"));
    }
    Ok(day.format("%Y-%m-%d").to_string())
}

fn year(text: &str, today: NaiveDate) -> Result<String, ValueFault> {
    let year = text.parse().ok().filter(|year| (1900..=today.year()).contains(year));
    year.map(|year| year.to_string()).ok_or_else(|| {
        given(text, &format!("Vul een jaartal van 1900 tot en met {} in", today.year()))
    })
}

fn amount(text: &str) -> Result<String, ValueFault> {
    let wrong = || given(text, "Vul een bedrag in euro in, bijvoorbeeld 12.500,00");
    let euro = text.parse().ok().or_else(|| read_euro(text)).ok_or_else(wrong)?;
    let written = format!("{}.{:02}", euro.cents() / 100, euro.cents() % 100);
    // Reading it back bounds it.
    written.parse::<Euro>().map(|_| written).map_err(|_| wrong())
}

fn percentage(text: &str) -> Result<String, ValueFault> {
    let wrong = || given(text, "Vul een percentage van 0 tot en met 100 in");
    let plain = text.trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !digits(whole) || !digits(part) {
        return Err(wrong());
    }
    let hundredths: u32 = format!("{whole}{part:0<2}").parse().map_err(|_| wrong())?;
    if hundredths > 10_000 {
        return Err(wrong());
    }
    Ok(match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{rest:02}", hundredths / 100),
    })
}

fn whole(text: &str) -> Result<String, ValueFault> {
    let number: Option<u32> = text.replace('.', "").parse().ok();
    number
        .map(|number| number.to_string())
        .ok_or_else(|| given(text, "Vul een heel getal in, bijvoorbeeld 12"))
}

fn one_of<'c>(text: &str, known: impl Iterator<Item = &'c str>) -> Result<String, ValueFault> {
    let mut known = known;
    known
        .find(|id| *id == text)
        .map(str::to_owned)
        .ok_or_else(|| fault("Kies een van de antwoorden"))
}

fn digits_of(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '.' && *sign != '-').collect()
}

fn bsn(text: &str) -> Result<String, ValueFault> {
    let digits = digits_of(text);
    // What was given is not repeated: it is a citizen service number, or nearly one.
    if kernel::passes_eleven_test(&digits) {
        return Ok(digits);
    }
    Err(fault(
        "Dit is geen burgerservicenummer. Vul de 9 cijfers in van uw paspoort of identiteitskaart",
    ))
}

fn kvk(text: &str) -> Result<String, ValueFault> {
    let digits = digits_of(text);
    if digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(digits);
    }
    Err(given(text, "Een KvK-nummer heeft 8 cijfers"))
}

fn phone(text: &str) -> Result<String, ValueFault> {
    let fine = |sign: char| sign.is_ascii_digit() || " +-()".contains(sign);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if text.chars().all(fine) && (6..=15).contains(&digits) {
        return Ok(text.to_owned());
    }
    Err(given(text, "Vul een telefoonnummer in, bijvoorbeeld 06 12345678"))
}

fn email(text: &str) -> Result<String, ValueFault> {
    let whole = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !host.contains('@')
    });
    let plain = text.chars().all(|sign| !sign.is_whitespace() && !sign.is_control());
    if whole && plain && text.chars().count() <= LINE {
        return Ok(text.to_owned());
    }
    Err(given(text, "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl"))
}

/// Writes an answer as people do: `31-12-1980`, `750.000,01`.
pub fn written(kind: &AnswerKind, text: &str) -> String {
    match kind {
        AnswerKind::Datum { .. } => text
            .parse::<NaiveDate>()
            .map_or_else(|_| text.to_owned(), |day| day.format("%d-%m-%Y").to_string()),
        AnswerKind::Bedrag => text.parse::<Euro>().map_or_else(
            |_| text.to_owned(),
            |euro| euro.to_string().trim_start_matches("€\u{a0}").to_owned(),
        ),
        AnswerKind::Percentage => text.replace('.', ","),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Choice;

    fn read(kind: &AnswerKind, text: &str) -> Result<String, String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        canonical(kind, text, today).map_err(|fault| fault.0)
    }

    #[test]
    fn what_people_write_has_one_written_form() {
        let past = AnswerKind::Datum { toekomst: false };
        let choice = AnswerKind::Keuze {
            opties: vec![Choice { id: "bv".to_owned(), label: "Een bv".to_owned() }],
        };
        for (kind, text, written) in [
            (&AnswerKind::Tekst, "  Café 't Hoekje ", "Café 't Hoekje"),
            (&past, "31-12-1980", "1980-12-31"),
            (&past, "1980-12-31", "1980-12-31"),
            (&past, "25 november 2026", "2026-11-25"),
            (&AnswerKind::Jaar, "2026", "2026"),
            (&AnswerKind::Bedrag, "€ 750.000,01", "750000.01"),
            (&AnswerKind::Bedrag, "750000.01", "750000.01"),
            (&AnswerKind::Percentage, "33,33%", "33.33"),
            (&AnswerKind::Percentage, "100", "100"),
            (&AnswerKind::Percentage, "0,5", "0.50"),
            (&AnswerKind::Getal, "1.200", "1200"),
            (&AnswerKind::JaNee, "nee", "nee"),
            (&choice, "bv", "bv"),
            (&AnswerKind::KvkNummer, "9999 0002", "99990002"),
            (&AnswerKind::Bsn, "9999.90.019", "999990019"),
            (&AnswerKind::Telefoon, "+31 (0)6 12345678", "+31 (0)6 12345678"),
            (&AnswerKind::Email, "a@b.nl", "a@b.nl"),
            (&AnswerKind::LangeTekst, "een\r\ntwee\u{7}", "een\ntwee"),
            (&AnswerKind::Tekst, "   ", ""),
        ] {
            assert_eq!(read(kind, text).as_deref(), Ok(written), "{text}");
        }
    }

    #[test]
    fn a_wrong_answer_comes_back_with_how_to_mend_it() {
        let past = AnswerKind::Datum { toekomst: false };
        for (kind, text, part) in [
            (&past, "26-11-2026", "niet in de toekomst"),
            (&past, "30-2-1980", "bijvoorbeeld 31-12-1980"),
            (&past, "1-1-1850", "dag-maand-jaar"),
            (&AnswerKind::Jaar, "2027", "tot en met 2026"),
            (&AnswerKind::Bedrag, "-5", "bedrag in euro"),
            (&AnswerKind::Bedrag, "20.000.000.000", "bedrag in euro"),
            (
                &AnswerKind::Percentage,
                "400",
                "U vulde «400» in. Vul een percentage van 0 tot en met 100 in",
            ),
            (&AnswerKind::Percentage, "100,01", "0 tot en met 100"),
            (&AnswerKind::Getal, "twaalf", "heel getal"),
            (&AnswerKind::JaNee, "misschien", "Kies een van de antwoorden"),
            (&AnswerKind::KvkNummer, "123", "8 cijfers"),
            (&AnswerKind::Bsn, "123456789", "9 cijfers"),
            (&AnswerKind::Telefoon, "bel mij", "telefoonnummer"),
            (&AnswerKind::Email, "a@b", "e-mailadres"),
        ] {
            let message = read(kind, text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
        assert!(!read(&AnswerKind::Bsn, "123456789").unwrap_err().contains("123456789"));
        assert_eq!(read(&AnswerKind::Tekst, &"a".repeat(200)).unwrap().len(), 200);
        assert!(read(&AnswerKind::Tekst, &"a".repeat(201)).unwrap_err().contains("201 tekens"));
    }
}
