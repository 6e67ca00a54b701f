//! What a tip says, in words: for the pages of tip officers and for the letter. Each field that travels is there, and no other.

use crate::KindName;
use ::tips::Wording;
use ::tips::ids::Organ;
use ::tips::message::{
    Capacity, Contact, Decision, LegalBasis, Offer, PoliceBasis, PostalAddress, Purport, Subject,
    UrgencyReason,
};
use kernel::{capitalised, dutch_date};

/// A fact of a tip with its lines. It holds personal data, and so has no `Debug`.
#[derive(Clone)]
pub struct TipFact {
    /// What it is called.
    pub name: &'static str,
    /// What it says.
    pub lines: Vec<String>,
}

impl TipFact {
    fn new(name: &'static str, line: impl Into<String>) -> Self {
        Self { name, lines: vec![line.into()] }
    }
}

/// Returns the name of an organ.
pub fn organ_name(organ: &Organ) -> String {
    match organ.to_string().as_str() {
        "gs" => "Gedeputeerde staten".to_owned(),
        other => capitalised(&other.replace('-', " ")),
    }
}

/// Says what a tip points to.
pub fn purport_in_words(purport: Purport) -> &'static str {
    match purport {
        Purport::Investigation => "Er is reden om zelf onderzoek te doen",
        Purport::InvestigationThenAdvice => {
            "Er is reden om zelf onderzoek te doen, en zo nodig daarna advies van het LBB te vragen"
        }
    }
}

/// Says why it is urgent.
pub fn urgency_in_words(reason: UrgencyReason) -> &'static str {
    match reason {
        UrgencyReason::Application => "Er loopt een aanvraag",
        UrgencyReason::Negotiation => "Er loopt een aanbesteding of een onderhandeling",
        UrgencyReason::InUse => "Wat is verleend, wordt al gebruikt",
    }
}

/// Says what a tip says, fact by fact; `kinds` are the kinds of decision that this installation has a name for.
pub fn offer_facts(offer: &Offer, kinds: &[KindName]) -> Vec<TipFact> {
    let mut facts = vec![subject_fact(&offer.betrokkene), decision_fact(&offer.besluit, kinds)];
    facts.push(TipFact::new("Strekking", purport_in_words(offer.strekking)));
    if let Some(reason) = &offer.urgentie {
        let mut lines = vec![urgency_in_words(reason.reden).to_owned()];
        let day = reason.beslisdatum.map(dutch_date);
        lines.extend(day.map(|day| format!("Beslissing uiterlijk {day}")));
        facts.push(TipFact { name: "Haast", lines });
    }
    facts.push(contact_fact(&offer.contact));
    facts.extend(offer.toelichting.as_ref().map(|text| TipFact::new("Toelichting", text.reveal())));
    facts.push(basis_fact(offer));
    facts
}

/// Says who a tip is about.
pub fn subject_fact(subject: &Subject) -> TipFact {
    let (mut lines, kvk, names, home) = match subject {
        Subject::Person { geboortedatum, geboorteplaats, kvk, handelsnamen, adres, .. } => {
            let mut lines = vec![full_name(subject)];
            let born =
                geboortedatum.as_ref().map(|day| day.reveal().format("%d-%m-%Y").to_string());
            let place = geboorteplaats.as_ref().map(Wording::reveal);
            lines.extend(match (born, place) {
                (Some(day), Some(place)) => Some(format!("geboren {day} te {place}")),
                (Some(day), None) => Some(format!("geboren {day}")),
                (None, place) => place.map(|place| format!("geboren te {place}")),
            });
            (lines, kvk, handelsnamen, adres)
        }
        Subject::LegalPerson { kvk, rsin, handelsnamen, adres, .. } => {
            let mut lines = vec![full_name(subject)];
            lines.extend(rsin.as_ref().map(|rsin| format!("RSIN {}", rsin.reveal())));
            (lines, kvk, handelsnamen, adres)
        }
    };
    lines.extend(kvk.as_ref().map(|kvk| format!("KvK-nummer {}", kvk.reveal())));
    lines.extend(names.iter().map(|name| format!("handelsnaam {}", name.reveal())));
    lines.extend(home.as_ref().map(address));
    TipFact { name: "Betrokkene", lines }
}

/// Says which decision a tip is about.
pub fn decision_fact(decision: &Decision, kinds: &[KindName]) -> TipFact {
    let kind = decision.soort.reveal();
    let known = kinds.iter().find(|known| known.id == kind);
    let mut lines = vec![
        capitalised(known.map_or(kind, |known| known.name.as_str())),
        decision.activiteit.reveal().to_owned(),
        format!("in {}", decision.gemeente.reveal()),
    ];
    lines.extend(decision.adres.as_ref().map(address));
    let mark = decision.kenmerk_ontvanger.as_ref();
    lines.extend(mark.map(|mark| format!("kenmerk van de ontvanger: {}", mark.reveal())));
    TipFact { name: "Gaat over", lines }
}

/// Says where the receiver can ask.
pub fn contact_fact(contact: &Contact) -> TipFact {
    let lines = [contact.functie.reveal(), contact.bereikbaarheid.reveal()];
    TipFact { name: "Contact", lines: lines.map(str::to_owned).into() }
}

fn basis_fact(offer: &Offer) -> TipFact {
    let basis = match offer.grondslag {
        LegalBasis::Article26 => "Artikel 26 van de Wet Bibob",
        LegalBasis::Article11 => "Artikel 11 van de Wet Bibob",
    };
    let capacity = match offer.hoedanigheid {
        Capacity::Prosecutor => "als officier van justitie",
        Capacity::AdministrativeBody => "als bestuursorgaan",
        Capacity::PublicTask => "als rechtspersoon met een overheidstaak",
    };
    let police = offer.wpg_grondslag.map(|article| match article {
        PoliceBasis::Article18 => "met artikel 18 van de Wet politiegegevens",
        PoliceBasis::Article19 => "met artikel 19 van de Wet politiegegevens",
        PoliceBasis::Article20 => "met artikel 20 van de Wet politiegegevens",
    });
    let lines = [Some(basis), Some(capacity), police].into_iter().flatten();
    let mut lines: Vec<String> = lines.map(str::to_owned).collect();
    lines.extend(offer.vervolg_op.map(|earlier| format!("vervolg op bericht {earlier}")));
    TipFact { name: "Grondslag", lines }
}

fn full_name(subject: &Subject) -> String {
    match subject {
        Subject::LegalPerson { naam, .. } => naam.reveal().to_owned(),
        Subject::Person { naamdelen: parts, .. } => {
            let partner =
                parts.partnernaam.as_ref().map(|name| format!("(partner {})", name.reveal()));
            let all = [
                parts.voornamen.as_ref().map(Wording::reveal),
                parts.voorletters.as_ref().map(Wording::reveal),
                parts.voorvoegsel.as_ref().map(Wording::reveal),
                Some(parts.achternaam.reveal()),
                partner.as_deref(),
            ];
            all.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}

fn address(address: &PostalAddress) -> String {
    let code = address.postcode.as_ref().map(|code| format!("{} ", code.reveal()));
    let code = code.unwrap_or_default();
    format!("{}, {code}{}", address.straat.reveal(), address.plaats.reveal())
}
