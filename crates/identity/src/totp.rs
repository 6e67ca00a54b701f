//! Codes of an authenticator app: RFC 6238 with SHA-1, six digits and thirty seconds, because that is what every app reads.
//!
//! A code is good for its own step and one on either side, for clocks that differ, and never twice: the caller keeps the step
//! that [`verify`] returns and passes it the next time.

use kernel::{Moment, Redacted};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What the app shows above the code.
pub const ISSUER: &str = "Dijkwacht";

/// Bytes of a secret: 160 bits, as RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;

const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// Steps on either side of the present one.
const WINDOW: u64 = 1;

/// The secret that the app and we share. The caller stores it sealed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; SECRET_BYTES]);

impl Secret {
    /// Makes a secret of random bytes, or takes the bytes of a stored one.
    pub fn new(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes to store.
    pub fn as_bytes(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    fn totp(&self, account: &str) -> Option<Totp> {
        // A colon divides the issuer from the account; the library refuses one inside.
        let account = account.replace(':', " ");
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_step_duration(STEP_SECONDS)
            .with_secret(self.0)
            .with_account_name(account)
            .with_issuer(Some(ISSUER))
            .build()
            .ok()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[afgeschermd]")
    }
}

/// Returns the step of a good code, to keep; none for a wrong one, and for one of a step up to `last_step`, which was used
/// already. Spaces in the code do not matter: apps show it in two groups.
pub fn verify(
    secret: &Secret,
    code: &Redacted<String>,
    now: Moment,
    last_step: Option<u64>,
) -> Option<u64> {
    let code: String = code.reveal().chars().filter(|char| !char.is_whitespace()).collect();
    if code.len() != usize::from(DIGITS) {
        return None;
    }
    let seconds = u64::try_from(now.time().timestamp()).ok()?;
    let present = seconds / STEP_SECONDS;
    // One step at a time, so that the library, which compares in constant time, says which step it was.
    let totp = secret.totp(ISSUER)?;
    let fits = |step: u64| totp.generate(step * STEP_SECONDS).to_string() == code;
    let mut steps = present.saturating_sub(WINDOW)..=present + WINDOW;
    steps.find(|step| last_step.is_none_or(|last| *step > last) && fits(*step))
}

/// What a person needs to add the account to an app.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The address that a link on a telephone opens.
    pub uri: Redacted<String>,
    /// The same as a QR code: an `<svg>` element with a title, without styles, so that a strict content policy shows it.
    pub svg: Redacted<String>,
    /// The secret for who types it over, in groups of four.
    pub typed: Redacted<String>,
}

impl Enrolment {
    /// Writes the secret down for the app. None when the account's name is empty or too long for a QR code.
    pub fn new(secret: &Secret, account: &Redacted<String>) -> Option<Self> {
        let totp = secret.totp(account.reveal())?;
        let uri = totp.to_url().ok()?;
        let svg = svg(&uri)?;
        let base32 = totp.secret().to_base32();
        let groups: Vec<_> = base32.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
        let typed = Redacted::new(groups.join(" "));
        Some(Self { uri: Redacted::new(uri), svg: Redacted::new(svg), typed })
    }
}

/// Draws a QR code: one path of dark squares on a light ground, with the quiet zone of four that readers ask for.
fn svg(text: &str) -> Option<String> {
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    // Black on white whatever the colours of the page are: a camera reads it, not a person.
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr-code\" role=\"img\" aria-labelledby=\"qr-code-titel\" \
         viewBox=\"0 0 {side} {side}\" width=\"240\" height=\"240\" shape-rendering=\"crispEdges\">\
         <title id=\"qr-code-titel\">QR-code om Dijkwacht toe te voegen aan uw app voor inlogcodes</title>\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests;
