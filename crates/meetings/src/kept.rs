//! How the things of this crate are kept: with the version of their form, so that an old one is read as what it was and a newer
//! one is refused instead of misread.

use crate::group::WorkingGroup;
use crate::meeting::Meeting;
use crate::question::HelpQuestion;
use crate::round::Round;
use crate::signal::Signal;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};

/// Something that is kept, with the version of its form.
pub trait Versioned: Serialize + DeserializeOwned {
    /// The version of the form that this program writes.
    const VERSION: u16;
}

macro_rules! versions {
    ($($name:ty = $version:literal,)+) => {
        $(impl Versioned for $name {
            const VERSION: u16 = $version;
        })+
    };
}

versions! {
    WorkingGroup = 1,
    Meeting = 1,
    Round = 1,
    HelpQuestion = 1,
    Signal = 1,
}

/// Something with the version of its form: `{"versie": 1, "inhoud": {...}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept<T> {
    versie: u16,
    inhoud: T,
}

impl<T: Versioned> Kept<T> {
    /// Takes something in the form of this program.
    pub fn new(inhoud: T) -> Self {
        Self { versie: T::VERSION, inhoud }
    }

    /// Returns what was kept.
    pub fn into_inner(self) -> T {
        self.inhoud
    }
}

impl<'de, T: Versioned> Deserialize<'de> for Kept<T> {
    /// # Errors
    /// When the version is not the one of this program; the content is then not read at all.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Raw {
            versie: u16,
            inhoud: serde_json::Value,
        }
        let raw = Raw::deserialize(deserializer)?;
        if raw.versie != T::VERSION {
            let message = format_args!(
                "vorm {} is onbekend; dit programma leest vorm {}",
                raw.versie,
                T::VERSION
            );
            return Err(D::Error::custom(message));
        }
        let inhoud = serde_json::from_value(raw.inhoud).map_err(D::Error::custom)?;
        Ok(Self { versie: raw.versie, inhoud })
    }
}
