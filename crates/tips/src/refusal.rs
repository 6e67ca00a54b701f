//! Why a step is refused: a stable code and a message for the officer.

use thiserror::Error;

/// Declares the refusals: variant, stable code and Dutch message.
macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $message:literal;)+) => {
        /// Why a step with a tip or a partner is refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
        pub enum Refusal {
            $($(#[$doc])* #[error($message)] $variant,)+
        }

        impl Refusal {
            /// All refusals.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the code as programs read it; it never changes.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

refusals! {
    /// The state does not know this step.
    WrongState = "verkeerde-stand", "Deze stap past niet bij de stand.";
    /// Rule of the house, after art. 22 AVG: a person writes, releases and judges.
    HumanOnly = "alleen-een-mens", "Alleen een mens schrijft, geeft vrij en oordeelt. Een programma kan dat niet.";
    /// Rule of the house: four eyes.
    SameOfficial = "zelfde-ambtenaar", "Een ander dan degene die dit schreef of voorstelde, geeft het vrij.";
    /// The proof is of another route.
    ProofUnfit = "bewijs-past-niet", "Dit bewijs van bezorging hoort bij een andere route.";
    /// Two messages with one number: one of them is not what it says.
    NumberTaken = "volgnummer-bezet", "Er is al een ander bericht met dit volgnummer.";
    /// A message of a kind that this side does not get.
    NotForThisSide = "bericht-hoort-hier-niet", "Dit bericht hoort bij de andere kant van de uitwisseling.";
    /// A message about another tip, or of another body.
    OtherTip = "andere-tip", "Dit bericht gaat over een andere tip of komt van een andere organisatie.";
    /// Nothing was asked.
    NoQuestion = "geen-vraag", "Er is geen vraag van de ontvanger om te beantwoorden.";
    /// Nothing was given up.
    NothingToRepeat = "niets-te-herhalen", "Er is geen bericht dat opnieuw verzonden moet worden.";
    /// Nothing waits for a second person.
    NothingToRelease = "niets-vrij-te-geven", "Er is geen antwoord dat nog vrijgegeven moet worden.";
    /// Only what was said to be somebody else's can go to somebody else.
    StillCompetent = "niet-onbevoegd-verklaard", "Opnieuw tippen bij een ander kan pas als de ontvanger heeft gezegd dat hij niet bevoegd is.";
    /// The body had this tip already.
    TriedBefore = "al-geprobeerd", "Deze organisatie had de tip al.";
    /// A tip goes around twice at most.
    TooManyHops = "te-vaak-doorgegeven", "Deze tip is al twee keer bij een ander beland. Overleg eerst.";
    /// The content is still needed.
    RetentionRuns = "bewaartermijn-loopt", "De inhoud mag nog niet weg: de bewaartermijn loopt.";
    /// An unassessed tip lapses after its term only.
    TooEarly = "nog-niet-verlopen", "De tip kan pas verlopen als de termijn voor een oordeel voorbij is.";
    /// A partner of that kind must be able to apply the Act (art. 26).
    NotCompetent = "niet-bevoegd-wet-bibob", "Dit orgaan past de Wet Bibob niet toe; dan kan het niet meedoen (art. 26).";
    /// A partner without organs.
    NoOrgan = "orgaan-ontbreekt", "Noem ten minste één orgaan.";
    /// Another body under the name of this one.
    OtherBody = "andere-organisatie", "Een wijziging gaat over dezelfde organisatie; het OIN blijft gelijk.";
    /// The second officer heard another fingerprint.
    FingerprintDiffers = "vingerafdruk-verschilt", "De vingerafdruk die u hebt gehoord, is een andere. Bel via een nummer dat u zelf hebt opgezocht.";
    /// The partner has no system.
    NoSystem = "geen-systeem", "Deze partner heeft geen systeem. Kies een brief.";
    /// No key, or none in its time.
    NoKey = "geen-sleutel", "Er is geen sleutel die nu gebruikt mag worden.";
    /// A key of another suite.
    KeyUnfit = "sleutel-past-niet", "Deze sleutel hoort niet bij de afgesproken versleuteling.";
    /// Another next key was announced before.
    OtherNextKey = "andere-volgende-sleutel", "Er is al een andere volgende sleutel aangekondigd. Laat de partner opnieuw goedkeuren.";
    /// A next key is announced thirty days ahead.
    NoticeTooShort = "aankondiging-te-kort", "Een volgende sleutel wordt ten minste dertig dagen vooraf aangekondigd.";
    /// The key document is too old to send by.
    DocumentExpired = "sleuteldocument-verlopen", "Het sleuteldocument van de partner is verlopen; verzenden wacht.";
}
