//! Recovery codes: ten words of chance for who lost the authenticator app, each good for one sign-in.
//!
//! A code has 80 bits, so that a plain SHA-256 is enough to keep it: no thief of the digests can try 2^80 codes. The alphabet is
//! Crockford's, which has no letter that looks like another sign.

use kernel::{Redacted, Sha256Hex};

/// How many codes a person gets.
pub const CODES: usize = 10;
/// Random bytes of one code.
const BYTES: usize = 10;
/// Signs of one code, five bits each.
const SIGNS: usize = BYTES * 8 / 5;
/// Signs between two hyphens.
const GROUP: usize = 4;

/// The digits and the small letters, without `i`, `l`, `o` and `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Keeps these digests apart from any other use of SHA-256.
const PURPOSE: &[u8] = b"dijkwacht recovery code";

/// Fresh codes. What is shown is shown once; what is kept is the digests.
#[derive(Clone, Debug)]
pub struct RecoveryCodes {
    /// The codes in clear, such as `7k3m-9xpq-2rtv-8hwc`, to show once.
    pub codes: Vec<Redacted<String>>,
    /// The digests in the same order, to keep.
    pub digests: Vec<Sha256Hex>,
}

impl RecoveryCodes {
    /// Makes the codes from random bytes.
    pub fn new(random: &[u8; CODES * BYTES]) -> Self {
        let written: Vec<String> = random.chunks_exact(BYTES).map(written).collect();
        Self {
            digests: written.iter().map(|code| digest_of(code)).collect(),
            codes: written.iter().map(|code| Redacted::new(grouped(code))).collect(),
        }
    }
}

/// Returns the digest of what a person typed, to look up among the kept ones; none when it can be no code. Capitals, spaces and
/// hyphens do not matter, nor does a letter `O`, `I` or `L` where the code has a digit.
///
/// A code that fits is used up: the caller removes its digest in the same step.
pub fn digest(typed: &Redacted<String>) -> Option<Sha256Hex> {
    const LONGEST_TYPED: usize = 100;
    if typed.reveal().len() > LONGEST_TYPED {
        return None;
    }
    let signs = typed.reveal().chars().filter(|char| !char.is_whitespace() && !is_dash(*char));
    let code: String = signs
        .map(|char| match char.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    let known = code.len() == SIGNS && code.bytes().all(|sign| ALPHABET.contains(&sign));
    known.then(|| digest_of(&code))
}

/// Hyphens and the dashes that a text processor makes of them.
fn is_dash(char: char) -> bool {
    char == '-' || ('\u{2010}'..='\u{2015}').contains(&char)
}

fn digest_of(code: &str) -> Sha256Hex {
    Sha256Hex::of_parts([PURPOSE, code.as_bytes()])
}

/// Writes bytes as signs of five bits.
fn written(bytes: &[u8]) -> String {
    let number = bytes.iter().fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    let sign = |place: usize| {
        let bits = (number >> (5 * place)) & 31;
        // Five bits are below 32, the length of the alphabet.
        char::from(ALPHABET[usize::try_from(bits).unwrap_or_default()])
    };
    (0..SIGNS).rev().map(sign).collect()
}

fn grouped(code: &str) -> String {
    code.as_bytes().chunks(GROUP).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random() -> [u8; CODES * BYTES] {
        std::array::from_fn(|place| u8::try_from(place * 37 % 256).unwrap())
    }

    fn typed(text: &str) -> Option<Sha256Hex> {
        digest(&Redacted::new(text.to_owned()))
    }

    #[test]
    fn ten_different_codes_in_four_groups() {
        let made = RecoveryCodes::new(&random());
        let mut codes: Vec<&str> = made.codes.iter().map(|code| code.reveal().as_str()).collect();
        // Written by another base32 and its signs exchanged for Crockford's.
        assert_eq!(codes[0], "00jm-mvwm-q7f0-6a2d");
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), CODES);
        for code in codes {
            assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4; 4]);
            assert!(!code.contains(['i', 'l', 'o', 'u']), "{code}");
        }
    }

    #[test]
    fn every_bit_of_the_random_bytes_is_in_the_code() {
        let base = RecoveryCodes::new(&[0; CODES * BYTES]).digests[0];
        for bit in 0..BYTES * 8 {
            let mut random = [0; CODES * BYTES];
            random[bit / 8] = 1 << (bit % 8);
            assert_ne!(RecoveryCodes::new(&random).digests[0], base, "bit {bit}");
        }
    }

    #[test]
    fn a_code_is_known_again_however_it_is_typed() {
        let made = RecoveryCodes::new(&random());
        for (code, kept) in made.codes.iter().zip(&made.digests) {
            let code = code.reveal();
            assert_eq!(typed(code), Some(*kept));
            assert_eq!(typed(&format!("  {} ", code.to_uppercase())), Some(*kept));
            assert_eq!(typed(&code.replace('-', "")), Some(*kept));
            assert_eq!(typed(&code.replace('-', " \u{2013} ")), Some(*kept));
            assert_eq!(typed(&code.replace('0', "O").replace('1', "l")), Some(*kept));
        }
    }

    #[test]
    fn another_code_has_another_digest_and_no_code_has_none() {
        let made = RecoveryCodes::new(&random());
        let other = typed("00jm-mvwm-q7f0-6a21").unwrap();
        assert!(!made.digests.contains(&other));
        for no_code in
            ["", "00jm-mvwm-q7f0-6a2", "00jm-mvwm-q7f0-6a2d0", "u0jm-mvwm-q7f0-6a2d", "é"]
        {
            assert_eq!(typed(no_code), None, "{no_code}");
        }
        assert_eq!(typed(&"0".repeat(1000)), None);
    }

    #[test]
    fn what_is_kept_and_logged_is_not_the_code() {
        let made = RecoveryCodes::new(&random());
        let shown = format!("{made:?}");
        assert!(!shown.contains("00jm") && shown.contains("[afgeschermd]"));
    }
}
