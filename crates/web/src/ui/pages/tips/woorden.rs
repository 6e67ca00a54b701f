//! Tips in words: states, routes, keys, and what a tip says.

use app::KindName;
use app::tips::{
    Attention, BodyKind, Contact, Decision, Difference, Feedback, GiveUpCause, HoldCause,
    KeyPurpose, KeyState, MessageLine, Offer, Organ, PostalAddress, Purport, ReadReason, Route,
    Subject, Suite, Topic, UrgencyReason, Verdict, WithdrawalCode, Wording,
};
use chrono::NaiveDate;
use kernel::Moment;
use serde::Serialize;

use crate::ui::words;

/// A fact with its lines. Its template is the partial `tipfeiten`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Feit {
    naam: &'static str,
    regels: Vec<String>,
}

/// A message with its delivery. Its template is the partial `tipberichten`.
#[derive(Debug, Serialize)]
pub(super) struct Bericht {
    soort: &'static str,
    stand: String,
    wanneer: String,
    /// What went wrong the last time.
    fout: Option<String>,
}

impl Feit {
    pub(super) fn new(naam: &'static str, regel: impl Into<String>) -> Self {
        Self { naam, regels: vec![regel.into()] }
    }

    pub(super) fn of(naam: &'static str, regels: Vec<String>) -> Self {
        Self { naam, regels }
    }
}

pub(super) fn body_kind(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Prosecutor => "Officier van justitie (art. 26)",
        BodyKind::AdministrativeBody => "Bestuursorgaan (art. 26)",
        BodyKind::PublicTask => "Rechtspersoon met een overheidstaak (art. 26)",
        BodyKind::Bureau => "Landelijk Bureau Bibob (art. 11)",
        BodyKind::Police => "Politie (art. 26 met art. 1; die lezing is omstreden)",
    }
}

pub(super) fn organ(organ: &Organ) -> String {
    match organ.to_string().as_str() {
        "gs" => "Gedeputeerde staten".to_owned(),
        other => kernel::capitalised(&other.replace('-', " ")),
    }
}

pub(super) fn suite(suite: Suite) -> &'static str {
    match suite {
        Suite::Ec => "Elliptische kromme (ES256), tussen twee van deze programma's",
        Suite::NlRsa => "RSA (PS256), volgens de Nederlandse API-regels",
    }
}

pub(super) fn route(route: Route) -> &'static str {
    match route {
        Route::OtherInstance => "Naar het systeem van de ontvanger, ondertekend en versleuteld",
        Route::SameInstance => "Binnen deze installatie, ondertekend en versleuteld",
        Route::Letter => "Per brief, in een gesloten binnenenvelop",
        Route::PickUp => "Als bericht om één keer af te halen",
    }
}

pub(super) fn sent_state(state: &str) -> &'static str {
    match state {
        "concept" => "Concept, nog niet vrijgegeven",
        "vrijgegeven" => "Vrijgegeven, nog niet weg",
        "in-bezorging" => "Onderweg, nog geen ontvangstbewijs",
        "bezorgd" => "Bezorgd, nog niet beoordeeld",
        "beoordeeld" => "Beoordeeld door de ontvanger",
        "afgesloten" => "Afgesloten",
        "ingetrokken" => "Ingetrokken",
        "onbestelbaar" => "Niet te bezorgen",
        _ => "De inhoud is gewist",
    }
}

pub(super) fn received_state(state: &str) -> &'static str {
    match state {
        "aangekondigd" => "Aangekondigd, de tip zelf is er nog niet",
        "ontvangen" => "Ontvangen, nog niet opgepakt",
        "in-beoordeling" => "In beoordeling",
        "aanvaard" => "Aanvaard: eigen onderzoek",
        "afgewezen" => "Afgewezen",
        "niet-bevoegd" => "Niet bevoegd, terug naar de afzender",
        "verlopen" => "Verlopen",
        "ingetrokken" => "Ingetrokken door de afzender",
        _ => "De inhoud is gewist",
    }
}

pub(super) fn attention(attention: Attention) -> &'static str {
    match attention {
        Attention::ToRelease => "Wacht tot een ander dan de schrijver het vrijgeeft",
        Attention::NotDelivered => "Na een werkuur nog niet bezorgd",
        Attention::StillNotDelivered => "Na een werkdag nog steeds niet bezorgd",
        Attention::Undeliverable => "Kies wat er met de tip moet gebeuren",
        Attention::Question => "De ontvanger stelt een vraag",
        Attention::ToClose => "De ontvanger heeft geoordeeld: sluit de tip af",
        Attention::Reminder => "Wacht te lang op een oordeel",
        Attention::Escalation => "Wacht veel te lang op een oordeel",
        Attention::ChooseNow => "De termijn is voorbij: kies nu",
        Attention::FileToOpen => "Het dossier moet nog worden geopend en gekoppeld",
    }
}

pub(super) fn partner_state(state: &str) -> &'static str {
    match state {
        "voorgesteld" => "Voorgesteld, wacht op een tweede tipbehandelaar",
        "actief" => "Actief",
        "wijziging-voorgesteld" => "Actief, een wijziging wacht op een tweede tipbehandelaar",
        "aangehouden" => "Verzenden wacht",
        _ => "Gestopt",
    }
}

pub(super) fn hold(cause: HoldCause) -> &'static str {
    match cause {
        HoldCause::Gone => "Het adres van de partner is vervallen",
        HoldCause::RevocationUnknown => {
            "Een week lang was niet na te gaan of zijn certificaat is ingetrokken"
        }
        HoldCause::Decision => "Een tipbehandelaar houdt het aan",
    }
}

pub(super) fn give_up(cause: GiveUpCause) -> &'static str {
    match cause {
        GiveUpCause::TimeOver => "Zeven dagen geprobeerd, zonder ontvangstbewijs",
        GiveUpCause::Refused => "Het systeem van de ontvanger nam het bericht niet aan",
        GiveUpCause::NotTaken => "De brief kwam terug of is niet aangenomen",
    }
}

pub(super) fn withdrawal(code: WithdrawalCode) -> &'static str {
    match code {
        WithdrawalCode::Mistake => "De tip berust op een vergissing",
        WithdrawalCode::Outdated => "De tip is achterhaald",
        WithdrawalCode::OtherBody => "De tip hoort bij een ander orgaan",
    }
}

pub(super) fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Subject => "Wie de betrokkene is",
        Topic::Decision => "Om welke beslissing het gaat",
        Topic::Contact => "Met wie er te overleggen is",
    }
}

pub(super) fn read_reason(why: ReadReason) -> &'static str {
    match why {
        ReadReason::Handle => "behandelen",
        ReadReason::Supervise => "toezicht op de behandeling",
        ReadReason::AccessRequest => "een verzoek om inzage (AVG art. 15)",
    }
}

pub(super) fn key_purpose(purpose: KeyPurpose) -> &'static str {
    match purpose {
        KeyPurpose::Signing => "Ondertekenen",
        KeyPurpose::Encryption => "Versleutelen",
    }
}

pub(super) fn key_state(state: KeyState) -> &'static str {
    match state {
        KeyState::Next => "Aangekondigd",
        KeyState::Current => "In gebruik",
        KeyState::Retiring => "Loopt uit",
        KeyState::Retired => "Vervallen",
    }
}

pub(super) fn difference(difference: Difference) -> &'static str {
    match difference {
        Difference::NotReceived => "Verzonden, en volgens de ander niet ontvangen",
        Difference::NotSent => "Ontvangen, en volgens de ander niet verzonden",
        Difference::OtherBytes => "Beide kanten kennen het, met een andere inhoud",
    }
}

/// Says what the receiver let us know: the main line, and no more (art. 28).
pub(super) fn feedback(feedback: &Feedback) -> Vec<String> {
    match feedback {
        Feedback::Judged { verdict: Verdict::Accepted } => {
            vec!["Aanvaard: de ontvanger doet eigen onderzoek".to_owned()]
        }
        Feedback::Judged { verdict: Verdict::Declined } => {
            vec!["Afgewezen: de ontvanger doet niets met de tip".to_owned()]
        }
        Feedback::NotCompetent { pointer } => {
            let elsewhere = pointer.as_ref().map(|pointer| {
                let oin = pointer.oin.map(|oin| format!(", OIN {oin}")).unwrap_or_default();
                format!("Vermoedelijk bevoegd: {}{oin}", organ(&pointer.orgaan).to_lowercase())
            });
            let mut lines = vec!["De ontvanger is niet bevoegd".to_owned()];
            lines.extend(elsewhere);
            lines
        }
    }
}

fn purport(purport: Purport) -> &'static str {
    match purport {
        Purport::Investigation => "Er is reden om zelf onderzoek te doen",
        Purport::InvestigationThenAdvice => {
            "Er is reden om zelf onderzoek te doen, en zo nodig daarna advies van het LBB te vragen"
        }
    }
}

fn urgency(reason: UrgencyReason) -> &'static str {
    match reason {
        UrgencyReason::Application => "Er loopt een aanvraag",
        UrgencyReason::Negotiation => "Er loopt een aanbesteding of een onderhandeling",
        UrgencyReason::InUse => "Wat is verleend, wordt al gebruikt",
    }
}

/// The choices of what a tip points to: name on the wire and words.
pub(super) fn purports() -> [(String, &'static str); 2] {
    let all = [Purport::Investigation, Purport::InvestigationThenAdvice];
    all.map(|one| (super::super::lezen::wire_name(one), purport(one)))
}

/// The choices of why it is urgent: name on the wire and words.
pub(super) fn urgencies() -> [(String, &'static str); 3] {
    let all = [UrgencyReason::Application, UrgencyReason::Negotiation, UrgencyReason::InUse];
    all.map(|one| (super::super::lezen::wire_name(one), urgency(one)))
}

/// Says what a tip says, fact by fact.
pub(super) fn offer(offer: &Offer, kinds: &[KindName]) -> Vec<Feit> {
    let mut facts = subject(&offer.betrokkene);
    facts.extend(decision(&offer.besluit, kinds));
    facts.push(Feit::new("Strekking", purport(offer.strekking)));
    if let Some(reason) = &offer.urgentie {
        let mut lines = vec![urgency(reason.reden).to_owned()];
        lines.extend(
            reason.beslisdatum.map(|day| format!("Beslissing uiterlijk {}", words::full_day(day))),
        );
        facts.push(Feit::of("Haast", lines));
    }
    facts.push(contact(&offer.contact));
    facts.extend(offer.toelichting.as_ref().map(|text| Feit::new("Toelichting", text.reveal())));
    facts
}

/// Says who a tip is about.
pub(super) fn subject(subject: &Subject) -> Vec<Feit> {
    let (mut lines, kvk, names, home) = match subject {
        Subject::Person { geboortedatum, geboorteplaats, kvk, handelsnamen, adres, .. } => {
            let mut lines = vec![full_name(subject)];
            let born = geboortedatum.as_ref().map(|day| words::filled_day(*day.reveal()));
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
    vec![Feit::of("Betrokkene", lines)]
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

/// Says which decision a tip is about.
pub(super) fn decision(decision: &Decision, kinds: &[KindName]) -> Vec<Feit> {
    let kind = decision.soort.reveal();
    let known = kinds.iter().find(|known| known.id == kind);
    let mut lines = vec![
        kernel::capitalised(known.map_or(kind, |known| known.name.as_str())),
        decision.activiteit.reveal().to_owned(),
        format!("in {}", decision.gemeente.reveal()),
    ];
    lines.extend(decision.adres.as_ref().map(address));
    let mark = decision.kenmerk_ontvanger.as_ref();
    lines.extend(mark.map(|mark| format!("kenmerk van de ontvanger: {}", mark.reveal())));
    vec![Feit::of("Gaat over", lines)]
}

/// Says where the receiver can ask.
pub(super) fn contact(contact: &Contact) -> Feit {
    let lines = [contact.functie.reveal(), contact.bereikbaarheid.reveal()];
    Feit::of("Contact", lines.map(str::to_owned).into())
}

/// Says how a message fares.
pub(super) fn message(line: &MessageLine, today: NaiveDate) -> Bericht {
    let at = |moment: Moment| words::moment(moment, today);
    let tries = usize::try_from(line.pogingen).unwrap_or_default();
    let tries = words::count(tries, "poging", "pogingen");
    let stand = match line.stand.as_str() {
        "bezorgd" => "Bezorgd, met een ondertekend ontvangstbewijs".to_owned(),
        "opgegeven" => format!("Opgegeven na {tries}"),
        "vervallen" => "Vervallen: het hoeft niet meer weg".to_owned(),
        _ if line.pogingen == 0 => "Klaar om te verzenden".to_owned(),
        _ => format!("Nog niet bezorgd, {tries}"),
    };
    let next = line.opnieuw_op.filter(|_| line.pogingen > 0);
    let wanneer = match (line.afgerond_op, next) {
        (Some(done), _) => at(done),
        (None, Some(next)) => format!("volgende poging {}", at(next)),
        (None, None) => format!("besloten {}", at(line.besloten_op)),
    };
    Bericht { soort: message_kind(&line.soort), stand, wanneer, fout: line.fout.clone() }
}

fn message_kind(kind: &str) -> &'static str {
    match kind.trim_start_matches("nl.wet-bibob.tip.").trim_end_matches(".v1") {
        "aangeboden" => "De tip",
        "ontvangen" => "Bericht dat de tip in behandeling is",
        "beoordeeld" => "De uitkomst van het oordeel",
        "niet-bevoegd" => "Bericht dat wij niet bevoegd zijn",
        "ingetrokken" => "De intrekking",
        "vraag" => "Een vraag",
        _ => "Een antwoord",
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_tip_says_who_which_decision_and_nothing_else() {
        let facts = offer(&samples::offer(), &[]);
        let names: Vec<&str> = facts.iter().map(|fact| fact.naam).collect();
        assert_eq!(names, ["Betrokkene", "Gaat over", "Strekking", "Haast", "Contact"]);
        assert_eq!(facts[0].regels[..2], ["Vera van <Verzonnen>", "geboren 01-01-1980"]);
        assert_eq!(facts[1].regels[0], "Exploitatie-openbare-inrichting");
    }

    #[test]
    fn a_message_says_where_it_stands() {
        let today = samples::now().dutch_date();
        let waits = message(&samples::message("wacht", 0), today);
        assert_eq!(waits.stand, "Klaar om te verzenden");
        let tried = message(&samples::message("wacht", 2), today);
        assert_eq!(tried.stand, "Nog niet bezorgd, 2 pogingen");
        assert!(tried.wanneer.starts_with("volgende poging"), "{}", tried.wanneer);
        assert_eq!(
            message(&samples::message("opgegeven", 1), today).stand,
            "Opgegeven na 1 poging"
        );
    }
}
