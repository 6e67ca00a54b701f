//! Whom a tip is about, as the matching rules compare people. Nothing of it is kept: it is made each time the tip is opened.

use super::paper::{ReceivedPaper, name_of};
use crate::AppError;
use ::tips::Wording;
use ::tips::message::{NameParts, PostalAddress, Subject};
use ::tips::receiver::{FileLink, InFile, ReceiverState};
use kernel::{Redacted, Sha256Hex};
use subjects::matching::{Address, Born, Name, NameKind, PersonName, Profile};

/// The betrokkene of a tip.
pub(super) struct Meant {
    pub(super) name: Redacted<String>,
    pub(super) profile: Profile,
    /// What the tip says of them, as JSON.
    told: Redacted<String>,
}

impl Meant {
    /// Reads whom a tip is about, as long as it matters on which of our files it belongs: until its verdict, or until its file was
    /// opened. After that there is no purpose in looking (AVG 5(1)(b)).
    pub(super) fn of(paper: &ReceivedPaper) -> Result<Option<Self>, AppError> {
        let tip = &paper.tip;
        let matters = match tip.state() {
            ReceiverState::Received | ReceiverState::InAssessment => true,
            ReceiverState::Accepted => tip.link() == Some(FileLink::ToOpen),
            _ => false,
        };
        let offer = tip.file().filter(|_| matters).and_then(InFile::offer);
        let Some(offer) = offer else { return Ok(None) };
        let subject = &offer.betrokkene;
        Ok(Some(Self {
            name: name_of(subject),
            profile: profile_of(subject),
            told: Redacted::new(serde_json::to_string(subject)?),
        }))
    }

    /// Digests what the tip says with what a file knows of somebody: another digest means that something changed.
    pub(super) fn digest_with(&self, known: &Redacted<String>) -> Sha256Hex {
        Sha256Hex::of_parts([self.told.reveal().as_bytes(), known.reveal().as_bytes()])
    }
}

fn profile_of(subject: &Subject) -> Profile {
    match subject {
        Subject::Person { naamdelen, geboortedatum, kvk, handelsnamen, adres, .. } => {
            let owner = name_of(subject);
            // Said as the rules read whose trade name it is: it can be of somebody else, so it is never `sterk`.
            let trading = |trade: &Wording<120>| {
                let name = format!("{} h.o.d.n. {}", owner.reveal(), trade.reveal());
                Name::Whole(Redacted::new(name))
            };
            let own = Name::Parts(parts(naamdelen));
            Profile {
                kind: NameKind::Persoon,
                names: std::iter::once(own).chain(handelsnamen.iter().map(trading)).collect(),
                born: geboortedatum.as_ref().map(|day| Born::on(*day.reveal())),
                kvk: kvk.as_ref().map(|number| Redacted::new(number.reveal().to_owned())),
                establishment: None,
                rsin: None,
                address: adres.as_ref().and_then(address),
            }
        }
        Subject::LegalPerson { naam, kvk, rsin, handelsnamen, adres } => {
            let own = Name::Whole(taken(naam));
            let trading = handelsnamen.iter().map(|trade| Name::Whole(taken(trade)));
            Profile {
                kind: NameKind::Organisatie,
                names: std::iter::once(own).chain(trading).collect(),
                born: None,
                kvk: kvk.as_ref().map(|number| Redacted::new(number.reveal().to_owned())),
                establishment: None,
                rsin: rsin.as_ref().map(|number| Redacted::new(number.reveal().to_owned())),
                address: adres.as_ref().and_then(address),
            }
        }
    }
}

fn parts(name: &NameParts) -> PersonName {
    PersonName {
        given: name.voornamen.as_ref().map(taken),
        initials: name.voorletters.as_ref().map(taken),
        prefix: name.voorvoegsel.as_ref().map(taken),
        surname: taken(&name.achternaam),
        partner: name.partnernaam.as_ref().map(taken),
    }
}

fn taken<const MOST: usize>(text: &Wording<MOST>) -> Redacted<String> {
    Redacted::new(text.reveal().to_owned())
}

/// Takes the number from «street and number»: it begins at the last word that begins with a digit. None without a postcode.
fn address(postal: &PostalAddress) -> Option<Address> {
    let street = postal.straat.reveal();
    let mut ends = street.rmatch_indices(' ').map(|(place, _)| &street[place + 1..]);
    let number = ends.find(|end| end.starts_with(|sign: char| sign.is_ascii_digit()))?;
    let postcode = taken(postal.postcode.as_ref()?);
    Some(Address { postcode, number: Redacted::new(number.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use subjects::matching::{Bands, MatchBand, compare};

    fn subject(text: serde_json::Value) -> Subject {
        serde_json::from_value(text).unwrap()
    }

    #[test]
    fn a_number_stands_at_the_end_of_a_street() {
        let number = |street: &str| {
            let postal = json!({ "straat": street, "postcode": "9999 ZZ", "plaats": "Nergens" });
            let postal: PostalAddress = serde_json::from_value(postal).unwrap();
            address(&postal).map(|address| address.number.reveal().clone())
        };
        for (street, wanted) in
            [("Verzonnen pad 12", "12"), ("Plein 1945 3", "3"), ("Verzonnen pad 12 a", "12 a")]
        {
            assert_eq!(number(street).as_deref(), Some(wanted), "{street}");
        }
        assert_eq!(number("2e Verzonnenpad"), None);
        let without = json!({ "straat": "Verzonnen pad 12", "plaats": "Nergens" });
        assert_eq!(address(&serde_json::from_value(without).unwrap()), None);
    }

    #[test]
    fn a_trade_name_finds_a_business_and_is_not_strong_by_itself() {
        let owner = subject(json!({
            "soort": "natuurlijk-persoon",
            "naamdelen": { "voornamen": "Vera", "achternaam": "Zandsteen" },
            "handelsnamen": ["Zwanenveer Exploitatie"],
        }));
        let business = Profile::named(NameKind::Organisatie, "Zwanenveer Exploitatie");
        let found =
            compare(&profile_of(&owner).prepare(), &business.prepare(), Bands::default()).band;
        assert_eq!(found, MatchBand::Mogelijk);
        let company = subject(json!({
            "soort": "rechtspersoon",
            "naam": "Grutto Beheer B.V.",
            "handelsnamen": ["Zwanenveer Exploitatie"],
            "kvk": "00000012",
        }));
        let profile = profile_of(&company);
        assert_eq!((profile.kind, profile.names.len()), (NameKind::Organisatie, 2));
        assert_eq!(profile.kvk, Some(Redacted::new("00000012".to_owned())));
    }
}
