//! What somebody on a file is recognised by.

use crate::AppError;
use case::File;
use chrono::NaiveDate;
use kernel::{Redacted, Sha256Hex, SubjectId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use subjects::matching::{Address, Born, Name, NameKind, Profile, keys};
use subjects::{NodeKind, Subject, SubjectKind};

/// Waaraan een partij is te herkennen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Partijgegevens")]
pub struct KnownProfile {
    /// Het soort persoon.
    pub soort: SubjectKind,
    /// De naam.
    pub naam: Redacted<String>,
    /// De geboortedatum van een mens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geboortedatum: Option<Redacted<NaiveDate>>,
    /// Het nummer in het handelsregister.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kvk_nummer: Option<Redacted<String>>,
    /// De postcode van de betrokkene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Redacted<String>>,
    /// Het huisnummer van de betrokkene, met toevoeging.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub huisnummer: Option<Redacted<String>>,
}

impl KnownProfile {
    /// Reads what a file tells of somebody on it. The application gives the address of its betrokkene; of others none is known.
    pub(super) fn of(subject: &Subject, file: &File) -> Self {
        let main = file.concerned().next().map(|party| party.persoon.id);
        let address = |field: &str| {
            let place = format!("/betrokkene/adres/{field}");
            let text = file.aanvraag.pointer(&place).and_then(Value::as_str);
            text.filter(|_| main == Some(subject.id)).map(|text| Redacted::new(text.to_owned()))
        };
        Self {
            soort: subject.kind,
            naam: subject.name.clone(),
            geboortedatum: subject.born_on.clone(),
            kvk_nummer: subject.kvk_number.clone(),
            postcode: address("postcode"),
            huisnummer: address("huisnummer"),
        }
    }

    /// Reads a profile as it was kept.
    pub(super) fn read(text: &Redacted<String>) -> Result<Self, AppError> {
        Ok(serde_json::from_str(text.reveal())?)
    }

    /// Writes the profile as it is kept.
    pub(crate) fn written(&self) -> Result<Redacted<String>, AppError> {
        Ok(Redacted::new(serde_json::to_string(self)?))
    }

    /// Returns what the matching rules compare.
    pub(super) fn profile(&self) -> Profile {
        let address = self.postcode.clone().zip(self.huisnummer.clone());
        Profile {
            kind: match self.soort {
                SubjectKind::NatuurlijkPersoon => NameKind::Persoon,
                SubjectKind::Eenmanszaak
                | SubjectKind::Samenwerkingsverband
                | SubjectKind::Rechtspersoon => NameKind::Organisatie,
            },
            names: vec![Name::Whole(self.naam.clone())],
            born: self.geboortedatum.as_ref().map(|day| Born::on(*day.reveal())),
            kvk: self.kvk_nummer.clone(),
            establishment: None,
            rsin: None,
            address: address.map(|(postcode, number)| Address { postcode, number }),
        }
    }

    /// Returns the name of the kind, for people.
    pub fn kind(&self) -> &'static str {
        NodeKind::from(self.soort).label()
    }

    /// Returns whether it is a human being of whom no date of birth is known: then there are namesakes, and nobody is `sterk`
    /// on the name.
    pub fn lacks_birth(&self) -> bool {
        self.soort == SubjectKind::NatuurlijkPersoon && self.geboortedatum.is_none()
    }

    /// Returns whether the profile is of somebody who has a right to the protection of personal data (AVG 4(1)).
    pub(crate) fn is_data_subject(&self) -> bool {
        self.soort != SubjectKind::Rechtspersoon
    }
}

/// Returns the blocking keys of a profile as the store takes them.
pub(super) fn blocking_keys(profile: &Profile) -> Vec<Redacted<String>> {
    let keys = keys(&profile.prepare());
    keys.iter().map(|key| Redacted::new(key.as_str().to_owned())).collect()
}

/// Digests what is known of two persons, the same in both directions: another digest means that something changed.
pub(super) fn pair_digest(
    (one, first): (SubjectId, &KnownProfile),
    (other, second): (SubjectId, &KnownProfile),
) -> Result<Sha256Hex, AppError> {
    let (first, second) = if one < other { (first, second) } else { (second, first) };
    let (first, second) = (first.written()?, second.written()?);
    Ok(Sha256Hex::of_parts([first.reveal().as_bytes(), second.reveal().as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;
    use uuid::Uuid;

    fn profile(name: &str) -> KnownProfile {
        KnownProfile {
            soort: SubjectKind::NatuurlijkPersoon,
            naam: Redacted::new(name.to_owned()),
            geboortedatum: None,
            kvk_nummer: None,
            postcode: None,
            huisnummer: None,
        }
    }

    fn id(number: u128) -> SubjectId {
        SubjectId::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn the_digest_of_a_pair_is_the_same_from_both_sides_and_another_after_a_change() {
        let (one, other) = (profile("Willemijn van der Gans"), profile("W. van der Gans"));
        let from_one = pair_digest((id(1), &one), (id(2), &other)).unwrap();
        let from_other = pair_digest((id(2), &other), (id(1), &one)).unwrap();
        assert_eq!(from_one, from_other);
        let born = Some(Redacted::new("1971-03-04".parse().unwrap()));
        let changed = KnownProfile { geboortedatum: born, ..other };
        assert_ne!(from_one, pair_digest((id(1), &one), (id(2), &changed)).unwrap());
    }

    #[test]
    fn nothing_personal_is_in_the_debug_output() {
        let shown = format!("{:?}", profile("Willemijn van der Gans"));
        assert!(!shown.contains("Gans"), "{shown}");
    }
}
