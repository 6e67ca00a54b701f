//! An authenticator app of our own, by `ring` alone: nothing here is shared with what is tested.

use kernel::Moment;
use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};

/// Returns the code that an app shows at a moment, for a key as a person types it over.
///
/// # Panics
/// When the key is not base32.
pub fn totp(typed: &str, at: Moment) -> String {
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &base32(typed));
    let step = u64::try_from(at.time().timestamp()).expect("a moment after 1970") / 30;
    let tag = sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let place = usize::from(bytes[bytes.len() - 1] & 15);
    let number = u32::from_be_bytes(bytes[place..place + 4].try_into().expect("four bytes"));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

fn base32(typed: &str) -> Vec<u8> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for sign in typed.bytes().filter(|sign| !sign.is_ascii_whitespace()) {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == sign);
        let value = u32::try_from(value.expect("a sign of base32")).expect("a small number");
        bits = (bits << 5) | value;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 255).expect("a byte"));
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::totp;
    use kernel::Moment;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the last six digits of eight; the key is `12345678901234567890`.
        let key = "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ";
        let at = |seconds: i64| Moment::from_micros(seconds * 1_000_000).expect("a moment");
        assert_eq!(totp(key, at(59)), "287082");
        assert_eq!(totp(key, at(1_111_111_109)), "081804");
        assert_eq!(totp(key, at(2_000_000_000)), "279037");
    }
}
