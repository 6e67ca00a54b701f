//! What a new password must be, after NIST SP 800-63B and the BIO: long, and not easy to guess. Nobody has to mix capitals and
//! digits: people answer such rules with `Welkom01!`.

use super::{LONGEST, MOST_BYTES, SHORTEST};
use kernel::Redacted;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// Passwords and parts of passwords that everybody tries first, one a line, in the form that [`folded`] gives.
const COMMON: &str = include_str!("common.txt");

/// Words that everybody thinks of when signing in here.
const OF_THE_HOUSE: [&str; 2] = ["bibob", "dijkwacht"];

/// Words that are in the names of many parties and therefore say nothing about one.
const KINDS_OF_PARTY: [&str; 6] =
    ["gemeente", "provincie", "waterschap", "hoogheemraadschap", "regio", "stad"];

/// Fewest letters of a name that may not be in the password; shorter ones are in too many words.
const SHORTEST_NAME: usize = 4;

/// Whose password it is.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// The e-mail address.
    pub email: &'a Redacted<String>,
    /// The name of the organisation, such as `Gemeente Emmen`.
    pub party_name: &'a str,
}

/// What is wrong with a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer characters than [`SHORTEST`].
    TooShort,
    /// More characters than [`LONGEST`].
    TooLong,
    /// A character that no key types, such as a line feed from a pasted text.
    ControlCharacter,
    /// Among the first that anybody tries: known words, a row of keys, a repetition.
    Common,
    /// The name in the e-mail address.
    HasName,
    /// The name of the organisation, of the program or of the law.
    HasHouse,
}

impl PasswordFault {
    /// Says to a person what is wrong and what to do, in Dutch.
    pub fn people(self) -> &'static str {
        match self {
            Self::TooShort => "Kies een wachtwoord van minstens 12 tekens. Een korte zin mag ook.",
            Self::TooLong => "Kies een wachtwoord van hoogstens 128 tekens.",
            Self::ControlCharacter => {
                "Uw wachtwoord bevat een teken dat u niet kunt typen, zoals een nieuwe regel. Haal dat weg."
            }
            Self::Common => {
                "Dit wachtwoord is makkelijk te raden. Kies een ander wachtwoord, bijvoorbeeld een paar losse woorden."
            }
            Self::HasName => "Gebruik niet de naam uit uw e-mailadres in uw wachtwoord.",
            Self::HasHouse => {
                "Gebruik niet «bibob», «dijkwacht» of de naam van uw organisatie in uw wachtwoord."
            }
        }
    }
}

/// Returns everything that is wrong with a new password; nothing for a good one.
pub fn check(password: &Redacted<String>, owner: &Owner<'_>) -> Vec<PasswordFault> {
    let typed = password.reveal();
    if typed.len() > MOST_BYTES {
        return vec![PasswordFault::TooLong];
    }
    let normal = Zeroizing::new(typed.nfkc().collect::<String>());
    let length = normal.chars().count();
    let folded = Zeroizing::new(folded(&normal));
    let faults = [
        (length < SHORTEST, PasswordFault::TooShort),
        (length > LONGEST, PasswordFault::TooLong),
        (normal.chars().any(char::is_control), PasswordFault::ControlCharacter),
        (is_common(&folded), PasswordFault::Common),
        (has_one_of(&folded, &names(owner.email.reveal())), PasswordFault::HasName),
        (has_one_of(&folded, &house(owner.party_name)), PasswordFault::HasHouse),
    ];
    faults.into_iter().filter_map(|(wrong, fault)| wrong.then_some(fault)).collect()
}

/// Returns the letters and digits only, small and without accents: `Élan-1` and `elan1` are as easy to guess. Two signs are read
/// as the letter that people write them for.
fn folded(text: &str) -> String {
    let plain = text.nfkd().filter(|char| !is_combining_mark(*char)).map(|char| match char {
        '@' => 'a',
        '$' => 's',
        other => other,
    });
    plain.flat_map(char::to_lowercase).filter(|char| char.is_alphanumeric()).collect()
}

/// Returns the names in an e-mail address: `janvoorbeeld`, `voorbeeld` for `jan.voorbeeld@emmen.example`.
fn names(email: &str) -> Vec<String> {
    let local = email.split('@').next().unwrap_or_default();
    long_ones(std::iter::once(local).chain(local.split(['.', '-', '_', '+'])))
}

/// Returns what stands for the house: its program, its law and what its name has that others have not.
fn house(party_name: &str) -> Vec<String> {
    let words = party_name.split_whitespace().filter(|word| {
        let word = folded(word);
        !KINDS_OF_PARTY.contains(&word.as_str())
    });
    long_ones(OF_THE_HOUSE.into_iter().chain([party_name]).chain(words))
}

fn long_ones<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    words.map(folded).filter(|word| word.chars().count() >= SHORTEST_NAME).collect()
}

/// Whether one of the words is in the password, also when its letters are written as digits.
fn has_one_of(folded: &str, words: &[String]) -> bool {
    let letters = Zeroizing::new(digits_as_letters(folded));
    words
        .iter()
        .any(|word| folded.contains(word.as_str()) || letters.contains(&digits_as_letters(word)))
}

/// Whether the folded password is among the first that anybody tries.
fn is_common(folded: &str) -> bool {
    let words: Zeroizing<String> =
        Zeroizing::new(folded.chars().filter(|char| !char.is_ascii_digit()).collect());
    let letters =
        Zeroizing::new(digits_as_letters(folded.trim_end_matches(|c: char| c.is_ascii_digit())));
    is_row(folded)
        || is_repeated(folded)
        || [folded, &words, &letters].into_iter().any(is_made_of_common_words)
}

/// Whether the text is one known word or two behind each other.
fn is_made_of_common_words(text: &str) -> bool {
    let known = |word: &str| COMMON.lines().any(|line| line == word);
    known(text)
        || text
            .char_indices()
            .skip(1)
            .any(|(place, _)| known(&text[..place]) && known(&text[place..]))
}

/// Whether each character follows on the one before it (`abcdef`, `987654`), or all are the same.
fn is_row(text: &str) -> bool {
    // Behind the nine comes the zero, as on a keyboard.
    let number = |char: char| if char == '0' { u32::from('9') + 1 } else { u32::from(char) };
    let numbers: Vec<i64> = text.chars().map(|char| i64::from(number(char))).collect();
    [1, -1, 0].into_iter().any(|step| {
        // Behind the ten (the zero) the row starts again with one.
        let follows = |pair: &[i64]| {
            pair[1] - pair[0] == step || (step != 0 && pair[1] - pair[0] == -9 * step)
        };
        numbers.len() > 1 && numbers.windows(2).all(follows)
    })
}

/// Whether the text is one short piece or one known word over and over.
fn is_repeated(text: &str) -> bool {
    const SHORT: usize = 4;
    let chars: Vec<char> = text.chars().collect();
    let repeats = |piece: usize| chars.iter().zip(chars.iter().skip(piece)).all(|(a, b)| a == b);
    let Some(piece) = (1..=chars.len() / 2).find(|piece| repeats(*piece)) else { return false };
    piece <= SHORT || is_made_of_common_words(&chars[..piece].iter().collect::<String>())
}

/// Reads digits as the letters that people write them for.
fn digits_as_letters(text: &str) -> String {
    let letter = |char| match char {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        other => other,
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests;
