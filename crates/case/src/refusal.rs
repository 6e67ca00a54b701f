//! Why a command is refused: a stable code, the article, and what is allowed now.

use crate::command::CommandName;
use std::fmt;

/// Declares the refusals: variant, stable code, article or source, and the Dutch message.
macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $article:literal, $message:literal;)+) => {
        /// The stable code of a refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RefusalCode {
            $(#[doc = $message] $variant,)+
        }

        impl RefusalCode {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the code as programs read it; it never changes.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Returns the article or the rule of the house it rests on.
            pub fn article(self) -> &'static str {
                match self { $(Self::$variant => $article,)+ }
            }

            /// Returns the article, where it is one: a rule of the house or what is on the file is no law.
            pub fn law(self) -> Option<&'static str> {
                let law = ["Awb ", "AVG ", "Wet "].iter().any(|law| self.article().starts_with(law));
                law.then(|| self.article())
            }

            /// Returns what is wrong and how to go on, in Dutch.
            pub fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)+ }
            }
        }
    };
}

refusals! {
    WrongState = "verkeerde-stand", "stand van het dossier", "Deze stap past niet bij de stand van het dossier.";
    Closed = "dossier-gesloten", "stand van het dossier", "Het dossier is gesloten en blijft gesloten. Open voor nieuwe feiten of een tip een vervolgdossier.";
    NoScreening = "geen-toets-mogelijk", "Wet Bibob art. 1 en het beleid", "Voor deze zaak is geen Bibob-toets mogelijk of is zij uitgezonderd. Sluit het dossier zonder toets.";
    ScreeningMandatory = "toets-verplicht", "het beleid van de partij", "Het beleid verplicht hier tot een toets. Sluiten zonder toets kan niet.";
    ScopeOpen = "toepassingsbereik-onbepaald", "het beleid van de partij", "Nog niet te bepalen of een toets verplicht of mogelijk is. Vul de feiten aan en leg het toepassingsbereik opnieuw vast.";
    ChoiceNeeded = "keuze-ontbreekt", "Awb art. 3:46", "De toets is mogelijk, niet verplicht. Leg het toepassingsbereik vast met de reden waarom u voor een toets kiest.";
    UnknownPerson = "persoon-onbekend", "gegevens van het dossier", "Deze persoon staat niet op het dossier.";
    KnownPerson = "persoon-bestaat-al", "gegevens van het dossier", "Er staat al een persoon met dit id op het dossier.";
    PersonIncomplete = "persoon-onvolledig", "Wet Bibob art. 7a lid 2", "Een persoon heeft een naam en ten minste één rol, en een KvK-nummer heeft acht cijfers.";
    NotConcerned = "geen-betrokkene", "Wet Bibob art. 7a lid 2", "De vragenlijst gaat naar betrokkenen; deze persoon heeft die rol niet.";
    FormNotAsked = "vragenlijst-niet-gevraagd", "Wet Bibob art. 7a", "Aan deze persoon is geen vragenlijst gevraagd, of zij is al afgehandeld.";
    NoRunningTerm = "geen-lopende-termijn", "Awb art. 4:5", "Voor deze persoon loopt geen termijn om aan te vullen.";
    TermRunning = "termijn-loopt-nog", "Awb art. 4:5 en 4:9", "De termijn loopt nog; de laatste dag telt mee.";
    EndBeforeStart = "einde-voor-begin", "gegevens van de opdracht", "De laatste dag ligt niet na de dag van verzending of niet na het begin.";
    FutureDate = "datum-in-toekomst", "gegevens van de opdracht", "Deze dag moet nog komen. Leg vast wat al is gebeurd.";
    BeforeReceipt = "datum-voor-ontvangst", "gegevens van de opdracht", "Deze dag ligt voor de ontvangst van de aanvraag of voor de start van het dossier.";
    Contradiction = "klok-tegenstrijdig", "gegevens van de opdracht", "Deze dag past niet bij wat al is vastgelegd.";
    NoApplication = "geen-aanvraag", "Awb titel 4.1", "In deze procedure is er geen aanvraag: deze stap bestaat hier niet.";
    Article4Applicant = "artikel-4-niet-bij-aanvrager", "Wet Bibob art. 4 lid 1, Awb art. 4:5", "Een aanvrager die het formulier niet invult, krijgt een hersteltermijn (Awb 4:5). Artikel 4 lid 1 geldt alleen voor een houder.";
    Article4Civil = "artikel-4-niet-civiel", "Wet Bibob art. 4", "Artikel 4 geldt niet bij een overeenkomst. Gebruik de voorwaarden van de aanbesteding of de overeenkomst.";
    NotRefusedToBureau = "geen-vraag-van-het-lbb", "Wet Bibob art. 4 lid 2 en 12 lid 3", "Het LBB is niet om advies gevraagd; een weigering aan het LBB kan er dus niet zijn.";
    NoUnusedTerm = "geen-ongebruikte-termijn", "Awb art. 4:5 lid 1", "Buiten behandeling laten kan pas als een termijn om aan te vullen ongebruikt of onvoldoende gebruikt voorbij is.";
    FourWeeksOver = "vier-weken-voorbij", "Awb art. 4:5 lid 4", "De vier weken om de aanvraag buiten behandeling te laten zijn voorbij. Er komt een inhoudelijke beslissing.";
    FigureOfBody = "cijfer-van-bevoegd-gezag", "Awb art. 3:2", "Dit cijfer berekende het bevoegd gezag. Een opgave van de aanvrager komt daar niet voor in de plaats.";
    NothingStated = "geen-opgave", "gegevens van de opdracht", "Noem wat u uit de vragenlijst overneemt.";
    NothingMissing = "niets-ontbreekt", "Awb art. 4:5 lid 1", "Noem wat er ontbreekt; zonder dat is er niets om aan te vullen.";
    FindingsMissing = "bevindingen-ontbreken", "Wet Bibob art. 7a lid 4 en 9 lid 5", "Stuur de gegevens en de eigen bevindingen mee; zonder die kan het LBB afzien van advies.";
    NoAdviceAwaited = "geen-advies-verwacht", "Wet Bibob art. 9", "Er is geen adviesaanvraag waarop nog een advies kan komen.";
    QuestionOpen = "lbb-vraag-open", "Wet Bibob art. 15 lid 2", "Er loopt al een vraag van het LBB. Leg eerst het antwoord vast.";
    NoQuestionOpen = "geen-lbb-vraag-open", "Wet Bibob art. 15 lid 2", "Er loopt geen vraag van het LBB.";
    AdviceExtendedAlready = "lbb-al-verlengd", "Wet Bibob art. 15 lid 3", "Het LBB kan zijn termijn één keer verlengen, met ten hoogste vier weken.";
    AdviceExtensionUnfit = "lbb-verlenging-past-niet", "Wet Bibob art. 15 lid 3", "De verlenging duurt ten minste één dag en ten hoogste vier weken.";
    AdviceTermOver = "lbb-termijn-voorbij", "Wet Bibob art. 15 lid 3 en 31", "De termijn van het LBB was al voorbij; een verlenging daarna schort niet meer op.";
    AdviceTermRunning = "lbb-termijn-loopt", "Wet Bibob art. 15 en 31", "De termijn van het LBB loopt nog.";
    HumanOnly = "alleen-een-mens", "AVG art. 22", "Alleen een mens beoordeelt, bevestigt en beslist. Een programma kan dat niet.";
    NoMandate = "geen-mandaat", "Awb art. 10:1 tot en met 10:12", "U bent niet bevoegd te beslissen. Alleen iemand met de rol beslisser kan dat.";
    SameOfficial = "zelfde-ambtenaar", "regel van het huis: vier ogen", "Een ander dan degene die beoordeelde, bevestigt de negatieve conclusie.";
    NothingToConfirm = "bevestiging-niet-nodig", "regel van het huis: vier ogen", "Er is geen negatieve conclusie die nog bevestigd moet worden.";
    NotConfirmed = "niet-bevestigd", "regel van het huis: vier ogen", "Een tweede ambtenaar moet de negatieve conclusie eerst bevestigen.";
    IncompleteAssessment = "beoordeling-onvolledig", "Wet Bibob art. 3 lid 2, 3 en 5, Awb art. 3:46", "De beoordeling is niet volledig.";
    NoRecordedRefusal = "weigering-niet-vastgelegd", "Wet Bibob art. 4", "Er is geen weigering vastgelegd; de grond van artikel 4 kan niet worden gebruikt.";
    OutcomeUnfit = "uitkomst-past-niet", "Wet Bibob art. 3, 5 en 5a", "Deze uitkomst hoort niet bij deze procedure.";
    BasisUnfit = "grondslag-past-niet", "Wet Bibob art. 3", "Deze grondslag draagt deze uitkomst niet.";
    NoDanger = "geen-gevaar", "Wet Bibob art. 3 lid 1", "Zonder vastgesteld gevaar is er geen grond voor deze beslissing.";
    LesserDanger = "mindere-mate-weigert-niet", "Wet Bibob art. 3 lid 7", "Bij een mindere mate van gevaar zijn alleen voorschriften mogelijk. Intrekken kan pas als zo'n voorschrift is overtreden.";
    NotProportionate = "evenredigheid-ontbreekt", "Wet Bibob art. 3 lid 5, Awb art. 3:4", "Ernstig gevaar is op zichzelf geen reden om te weigeren. Leg de evenredigheid vast.";
    WhyNoConditions = "waarom-geen-voorschriften-ontbreekt", "Wet Bibob art. 3 lid 5 en 7", "Leg vast waarom voorschriften niet volstaan.";
    ConditionsCivil = "voorschriften-niet-civiel", "Wet Bibob art. 3 lid 7 en 9 lid 4", "Voorschriften als in artikel 3 lid 7 bestaan niet bij een overeenkomst.";
    ConditionsMissing = "voorschriften-ontbreken", "Wet Bibob art. 3 lid 7", "Noem de voorschriften.";
    ConditionsUnfit = "voorschriften-passen-niet", "Wet Bibob art. 3 lid 7", "Bij deze uitkomst horen geen voorschriften.";
    ConditionWithoutDanger = "voorschrift-zonder-gevaar", "Wet Bibob art. 3 lid 7", "Elk voorschrift richt zich tegen een gevaar dat is vastgesteld.";
    ClauseMissing = "beding-ontbreekt", "Wet Bibob art. 5 lid 3 en 5a", "Beëindigen kan alleen op een Bibob-beding in de overeenkomst. Leg het beding eerst vast.";
    NoClauseHere = "beding-niet-aan-de-orde", "Wet Bibob art. 5 lid 3 en 5a", "Een Bibob-beding hoort bij een overeenkomst.";
    BreachMissing = "overtreding-ontbreekt", "Wet Bibob art. 3 lid 7", "Leg eerst vast welk voorschrift is overtreden.";
    NoConditionsToChange = "geen-voorschriften-te-wijzigen", "Wet Bibob art. 3 lid 7", "Voorschriften wijzigen kan alleen bij een lopende beschikking.";
    NoBreachHere = "overtreding-niet-aan-de-orde", "Wet Bibob art. 3 lid 7", "Een overtreden voorschrift hoort bij een lopende beschikking of bij een subsidie die wordt vastgesteld.";
    ViewsMissing = "zienswijze-ontbreekt", "Wet Bibob art. 33, Awb art. 4:9 tot en met 4:12", "De betrokkene en elke genoemde derde moeten eerst hun zienswijze kunnen geven, of er is een uitzondering vastgelegd.";
    ViewsNotAsked = "zienswijze-niet-gevraagd", "Wet Bibob art. 33", "Aan deze persoon is geen zienswijze gevraagd, of zij is al afgehandeld.";
    HearingOver = "hoorzitting-geweest", "stand van het dossier", "Deze hoorzitting is al begonnen of geweest. Verzetten of afzeggen kan niet meer. Plan zo nodig een nieuwe.";
    ExceptionUnfit = "uitzondering-past-niet", "Awb art. 4:12", "Deze uitzondering geldt alleen bij een financiële beschikking, en niet bij het lager vaststellen of intrekken van een subsidie.";
    NoIntentNeeded = "voornemen-niet-nodig", "Wet Bibob art. 33", "Voor een gunstige beslissing zonder voorschriften is geen voornemen nodig.";
    OffIntent = "wijkt-af-van-voornemen", "Wet Bibob art. 33", "De beslissing is zwaarder of anders dan het voornemen waarop is gehoord. Maak een nieuw voornemen bekend.";
    NoRemedy = "geen-bezwaar-of-beroep", "Wet Bibob art. 5 en 5a, Awb art. 8:3", "Tegen deze handeling staat geen bezwaar of beroep open; de burgerlijke rechter is bevoegd.";
    DirectAppeal = "rechtstreeks-beroep", "Awb art. 7:1 lid 1 onder d", "Na de uitgebreide voorbereiding is er geen bezwaar, maar rechtstreeks beroep.";
    ObjectionFirst = "eerst-bezwaar", "Awb art. 7:1 lid 1", "Beroep kan pas na de beslissing op bezwaar.";
    ObjectionDone = "bezwaar-al-beslist", "Awb art. 7:11", "Op het bezwaar is al beslist; daartegen staat beroep open.";
    AppealsExhausted = "geen-verder-beroep", "Awb art. 8:104", "Na het hoger beroep is er geen verder beroep.";
    ObjectionExtendedAlready = "bezwaar-al-verdaagd", "Awb art. 7:10 lid 3", "Verdagen kan één keer, met zes weken.";
    ObjectionTermOver = "beslistermijn-bezwaar-voorbij", "Awb art. 7:10 lid 3", "Verdagen kan alleen zolang de termijn om op het bezwaar te beslissen nog loopt.";
    ReliefOpen = "voorziening-loopt", "Awb art. 8:81", "Er loopt nog een verzoek om een voorlopige voorziening.";
    NoReliefOpen = "geen-voorziening-gevraagd", "Awb art. 8:81", "Er loopt geen verzoek om een voorlopige voorziening.";
    RemedyTermRunning = "rechtsmiddelentermijn-loopt", "Awb art. 6:7 en 6:9 lid 2", "De termijn om bezwaar te maken of beroep in te stellen is nog niet voorbij, of er kan nog een stuk binnenkomen dat op tijd is gepost (tot en met een week later).";
    NoSuspensionOpen = "geen-opschorting-open", "Awb art. 4:15 lid 2", "Er loopt geen opschorting die u kunt beëindigen.";
    ExtensionUnfit = "verlenging-niet-mogelijk", "Awb art. 4:14 en de sectorwet", "De beslistermijn kan nu niet (meer) worden verlengd met dit aantal weken.";
    DecisionExists = "al-beslist", "stand van het dossier", "Er is al beslist.";
}

/// Why a command is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The stable code.
    pub code: RefusalCode,
    /// What exactly, in Dutch, where the code alone does not say it.
    pub detail: Option<String>,
    /// The commands that the state of the file takes now.
    pub allowed: Vec<CommandName>,
}

impl Refusal {
    /// Adds what exactly is wrong.
    #[must_use]
    pub fn about(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

impl From<RefusalCode> for Refusal {
    fn from(code: RefusalCode) -> Self {
        Self { code, detail: None, allowed: Vec::new() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.message())?;
        match &self.detail {
            Some(detail) => write!(f, " {detail}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::RefusalCode;
    use std::collections::BTreeSet;

    #[test]
    fn only_a_law_is_cited_as_one() {
        assert_eq!(RefusalCode::NoScreening.law(), Some("Wet Bibob art. 1 en het beleid"));
        assert_eq!(RefusalCode::EndBeforeStart.law(), None);
        assert_eq!(RefusalCode::SameOfficial.law(), None);
    }

    #[test]
    fn every_code_is_unique_and_cites_something() {
        let ids: BTreeSet<&str> = RefusalCode::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), RefusalCode::ALL.len());
        for code in RefusalCode::ALL {
            assert!(kernel::is_kebab(code.id()), "{}", code.id());
            assert!(!code.article().is_empty() && code.message().ends_with('.'));
        }
    }
}
