//! Addresses: checked when they come in, masked when they are shown.

use crate::text::one_line;
use kernel::{FaultCode, Faults};
use std::fmt;

/// The longest address that a server has to take, in bytes (RFC 5321, section 4.5.3.1.3, without the brackets).
const LONGEST: usize = 254;
const NO_ADDRESS: &str = "dit is geen e-mailadres waar wij naartoe kunnen mailen; geef er een zoals naam@voorbeeld.nl, zonder accenten";

/// An address that can be mailed to. `Debug` masks it; [`Address::as_str`] shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(lettre::Address);

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// With a fault at `place`, when no mail can be sent there. Letters with accents are refused: few servers take them.
    pub fn parse(text: &str, place: &str) -> Result<Self, Faults> {
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>\"(),:;[]\\".contains(&byte);
        let address = if text.len() <= LONGEST && text.bytes().all(plain) {
            text.parse::<lettre::Address>().ok()
        } else {
            None
        };
        // An address on this machine alone, without a dot, reaches nobody.
        address.filter(|address| address.domain().contains('.')).map(Self).ok_or_else(|| {
            let mut faults = Faults::new();
            faults.add(place, FaultCode::VerkeerdeVorm, NO_ADDRESS);
            faults
        })
    }

    /// Returns the address itself, for a place that may show it.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// Returns what stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    /// Returns the address as a log may have it: `j***@voorbeeld.example`.
    pub fn masked(&self) -> String {
        let first: String = self.0.user().chars().take(1).collect();
        format!("{first}***@{}", self.0.domain())
    }

    pub(crate) fn inner(&self) -> lettre::Address {
        self.0.clone()
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// An address with the name that a mail program shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Mailbox {
    name: Option<String>,
    address: Address,
}

impl Mailbox {
    /// Puts a name to an address. What could end a line is left out of the name.
    pub fn new(name: Option<&str>, address: Address) -> Self {
        let name = name.map(one_line).filter(|name| !name.is_empty());
        Self { name, address }
    }

    /// Returns the name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the address.
    pub fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn inner(&self) -> lettre::message::Mailbox {
        lettre::message::Mailbox::new(self.name.clone(), self.address.inner())
    }
}

/// A name is a person's.
impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(f)
    }
}
