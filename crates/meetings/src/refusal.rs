//! Why a command is refused: a stable code and a Dutch sentence that says how to go on.

use thiserror::Error;

/// Declares the refusals: variant, stable code and the Dutch message.
macro_rules! refusals {
    ($($variant:ident = $code:literal, $message:literal;)+) => {
        /// Why a command is not carried out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Error)]
        pub enum Refusal {
            $(#[doc = $message] #[error($message)] $variant,)+
        }

        impl Refusal {
            /// All refusals.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the code as programs read it; it never changes.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

refusals! {
    WrongState = "verkeerde-stand", "Deze stap past niet bij de stand waarin dit nu is.";
    HumanOnly = "alleen-een-mens", "Alleen een mens leidt een vergadering, stemt, adviseert en antwoordt. Een programma kan dat niet.";
    ChairOnly = "alleen-de-voorzitter", "Alleen de voorzitter of de plaatsvervanger van de voorzitter kan dit.";
    OtherGroup = "andere-werkgroep", "Deze vergadering is van een andere werkgroep.";
    DayPast = "dag-voorbij", "Deze dag is al voorbij. Kies vandaag of een latere dag.";
    DayToCome = "dag-moet-nog-komen", "Deze dag moet nog komen. Leg vast wat al is gebeurd.";
    AppointmentUnfit = "afspraak-past-niet", "Een vergadering duurt tien minuten tot acht uur, en eindigt op dezelfde dag.";
    NothingChanged = "niets-gewijzigd", "De afspraak is al zo. Er is niets te wijzigen.";
    UnknownItem = "punt-onbekend", "Dit punt staat niet op de agenda.";
    KnownItem = "punt-staat-al-op-agenda", "Dit punt of dit onderwerp staat al op de agenda.";
    ItemWithoutReason = "punt-zonder-aanleiding", "Noem waarom dit punt op de agenda komt.";
    ItemTimeUnfit = "tijd-past-niet", "Een punt duurt 1 tot en met 240 minuten.";
    OrderUnfit = "volgorde-onvolledig", "Noem elk punt van de agenda precies één keer.";
    ReasonMissing = "reden-ontbreekt", "De agenda is bevroren. Noem waarom u haar wijzigt.";
    EmptyAgenda = "agenda-leeg", "Er staat niets op de agenda. Voeg eerst een punt toe.";
    NotAMember = "geen-lid", "Deze persoon is op deze dag geen lid van de werkgroep.";
    NotADeputy = "geen-plaatsvervanger", "Deze persoon is op deze dag geen plaatsvervanger van dit lid.";
    PresentTwice = "dubbel-aanwezig", "Iemand staat twee keer bij de aanwezigen. Iedereen bezet één plaats.";
    NobodyPresent = "niemand-aanwezig", "Noem wie er is.";
    ConflictKnown = "belang-al-gemeld", "Dit belang is al gemeld.";
    ConflictLate = "belang-te-laat", "Dit lid deed al mee aan het advies over dit onderwerp. Zet het belang bij de verbeteringen van het verslag.";
    NoQuorum = "geen-quorum", "Er zijn te weinig leden die mogen meedoen. Zonder quorum is er geen advies. Zet een schriftelijke ronde klaar.";
    NotAFile = "geen-dossier", "Een advies gaat over een dossier. Leg bij een ander punt een conclusie vast.";
    AdvisedAlready = "al-geadviseerd", "Over dit punt is in deze vergadering al geadviseerd.";
    NotEntitled = "niet-stemgerechtigd", "Deze persoon stemt niet mee over dit punt.";
    VoteMissing = "stem-ontbreekt", "Leg van elk lid dat mag stemmen vast wat het stemde. Onthouden mag.";
    Tie = "stemmen-staken", "Er zijn evenveel stemmen voor als tegen. Dan is er geen advies.";
    Rejected = "voorstel-verworpen", "De meerderheid is tegen dit voorstel. Dan is er geen advies. Leg een ander voorstel voor.";
    DissentInConsensus = "afwijkend-bij-eensgezind", "Wie het eens is, heeft geen afwijkend standpunt. Leg het advies vast als stemming.";
    TooLong = "tekst-te-lang", "De redenen en de afwijkende standpunten zijn samen te lang voor het dossier. Zet een deel in een bijlage.";
    ConclusionKnown = "conclusie-al-vastgelegd", "Bij dit punt is al een conclusie vastgelegd.";
    KnownAction = "actie-bestaat-al", "Er is al een actie met dit id.";
    UnknownAction = "actie-onbekend", "Deze actie is niet bekend, of zij is al klaar.";
    OwnerConflict = "belang-van-eigenaar", "Wie een belang heeft bij het onderwerp, krijgt er geen actie over.";
    UnknownCorrection = "verbetering-onbekend", "Een van deze verbeteringen is niet voorgesteld.";
    NotNextMeeting = "geen-volgende-vergadering", "Een verslag wordt vastgesteld in een latere vergadering van dezelfde werkgroep, door wie daar aanwezig is.";
    AdoptionNoQuorum = "geen-quorum-voor-verslag", "Er zijn in die vergadering te weinig leden om het verslag vast te stellen.";
    RoundTermUnfit = "sluitdag-past-niet", "De laatste dag om te antwoorden ligt na vandaag en ten hoogste 60 dagen later.";
    RepliedAlready = "al-geantwoord", "Voor deze plaats in de werkgroep is al geantwoord.";
    RoundRunning = "ronde-loopt-nog", "Nog niet iedereen heeft geantwoord en de laatste dag is nog niet voorbij.";
    RoundOver = "ronde-voorbij", "De laatste dag om te antwoorden is voorbij.";
    LinkMissing = "verwijzing-ontbreekt", "Noem ten minste één artikel of beleidsregel bij het antwoord.";
    NotTheAsker = "niet-de-vrager", "Alleen wie de vraag stelde kan haar intrekken.";
    GroundUnfit = "grondslag-past-niet", "Deze grondslag geldt niet voor deze ontvanger.";
    SourceUnfit = "grondslag-past-niet-bij-herkomst", "Dit signaal kreeg u onder de geheimhouding van Wet Bibob art. 28. Het gaat niet door met de doorzendplicht of als tip. Kies een grondslag uit art. 28 lid 2.";
    TooOld = "gegevens-te-oud", "De gegevens zijn langer dan vijf jaar geleden verkregen (Wet Bibob art. 28 lid 2 onder m).";
    ConditionsUnmet = "voorwaarden-niet-vervuld", "Aan ten minste één voorwaarde van Wet Bibob art. 28 lid 2 onder m is niet voldaan.";
}

/// Refuses unless the condition holds.
pub(crate) fn ensure(holds: bool, refusal: Refusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(refusal) }
}

#[cfg(test)]
mod tests {
    use super::Refusal;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_unique_and_every_message_a_sentence() {
        let ids: BTreeSet<&str> = Refusal::ALL.iter().map(|refusal| refusal.id()).collect();
        assert_eq!(ids.len(), Refusal::ALL.len());
        for refusal in Refusal::ALL {
            assert!(kernel::is_kebab(refusal.id()), "{}", refusal.id());
            let message = refusal.to_string();
            assert!(message.ends_with('.') || message.ends_with(")."), "{message}");
        }
    }
}
