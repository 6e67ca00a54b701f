//! Which body a certificate is of: its number stands in the serial number of the subject (Digikoppeling, `PKIoverheid`).

use app::tips::Oin;
use x509_parser::oid_registry::OID_X509_SERIALNUMBER;
use x509_parser::prelude::{FromDer, X509Certificate};

/// Returns the body that a certificate is of; none when it names none, or more than one.
pub fn body_of(certificate: &[u8]) -> Option<Oin> {
    subject_number(certificate)?.parse().ok()
}

/// Returns the serial number of the subject of a certificate.
pub fn subject_number(certificate: &[u8]) -> Option<String> {
    let (rest, certificate) = X509Certificate::from_der(certificate).ok()?;
    let mut numbers = certificate.subject().iter_by_oid(&OID_X509_SERIALNUMBER);
    let number = numbers.next()?.as_str().ok()?.to_owned();
    (rest.is_empty() && numbers.next().is_none()).then_some(number)
}
