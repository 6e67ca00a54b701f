//! Tips in words: states, routes, keys, and what a tip says.

use app::KindName;
pub(super) use app::tips::organ_name as organ;
use app::tips::{
    Attention, BodyKind, Difference, Feedback, GiveUpCause, HoldCause, KeyPurpose, KeyState,
    MessageLine, Offer, Purport, ReadReason, Route, Suite, TipFact, Topic, UrgencyReason, Verdict,
    WithdrawalCode, offer_facts, purport_in_words, urgency_in_words,
};
use chrono::NaiveDate;
use kernel::Moment;
use serde::Serialize;

use super::super::lezen::wire_name;
use crate::ui::words;

/// A fact with its lines. Its template is the partial `tipfeiten`.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Feit {
    naam: &'static str,
    regels: Vec<String>,
}

impl From<TipFact> for Feit {
    fn from(fact: TipFact) -> Self {
        Self { naam: fact.name, regels: fact.lines }
    }
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
        Route::PublicPage => "Via de publieke pagina, na inloggen namens de organisatie",
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
        Attention::DeadLetter => "Een bericht over deze tip kwam niet aan: verzend het opnieuw",
        Attention::WithdrawalToPost => "De ontvanger kreeg een brief: post ook de intrekking",
        Attention::WithdrawnAfterVerdict => {
            "De afzender trok de tip in nadat u hem had aanvaard: bekijk uw onderzoek opnieuw"
        }
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
        HoldCause::Decision => "Een tipbehandelaar houdt het aan",
    }
}

pub(super) fn give_up(cause: GiveUpCause) -> &'static str {
    match cause {
        GiveUpCause::TimeOver => "Zeven dagen geprobeerd, zonder ontvangstbewijs",
        GiveUpCause::Refused => "Het systeem van de ontvanger nam het bericht niet aan",
        GiveUpCause::Unsendable => "Er kon geen bericht van worden gemaakt; er is niets verzonden",
        GiveUpCause::NotTaken => "De brief kwam terug of is niet aangenomen",
    }
}

/// The kinds of reason to take a tip back: name in the form, and words.
pub(super) fn withdrawals() -> [(String, &'static str); 3] {
    let codes = [WithdrawalCode::Mistake, WithdrawalCode::Outdated, WithdrawalCode::OtherBody];
    codes.map(|code| (wire_name(code), withdrawal(code)))
}

fn withdrawal(code: WithdrawalCode) -> &'static str {
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

/// The choices of what a tip points to: name on the wire and words.
pub(super) fn purports() -> [(String, &'static str); 2] {
    let all = [Purport::Investigation, Purport::InvestigationThenAdvice];
    all.map(|one| (super::super::lezen::wire_name(one), purport_in_words(one)))
}

/// The choices of why it is urgent: name on the wire and words.
pub(super) fn urgencies() -> [(String, &'static str); 3] {
    let all = [UrgencyReason::Application, UrgencyReason::Negotiation, UrgencyReason::InUse];
    all.map(|one| (super::super::lezen::wire_name(one), urgency_in_words(one)))
}

/// Says what a tip says, fact by fact.
pub(super) fn offer(offer: &Offer, kinds: &[KindName]) -> Vec<Feit> {
    offer_facts(offer, kinds).into_iter().map(Feit::from).collect()
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
        assert_eq!(
            names,
            ["Betrokkene", "Gaat over", "Strekking", "Haast", "Contact", "Grondslag"]
        );
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
